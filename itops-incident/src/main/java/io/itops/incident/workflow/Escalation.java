package io.itops.incident.workflow;

import io.itops.core.Actor;
import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import io.itops.incident.escalation.PageUrgency;
import io.itops.incident.escalation.PolicyRef;
import io.itops.incident.escalation.PolicySnapshot;
import io.itops.incident.escalation.StepPosition;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How far the paging about an incident has come. The policy is the one that was in force when the incident was opened or reopened, or
 * when someone rebased it: later edits do not change what is under way. It is kept once for all incidents that go by it, as a {@link
 * PolicySnapshot}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param policy which policy is gone by
 * @param position the step that was taken last, or that is waited for
 * @param stepVersion the version of the incident that the last step made
 * @param nextAt when the next step is taken unless someone acknowledges; empty while nobody is to be paged
 * @param exhausted whether the policy came to its end without an acknowledgement
 * @param waiting whether the step has not been taken yet, since its conditions do not hold before the instant of {@code nextAt}, or did
 *     not when someone took the incident
 * @param paged for each person who was paged, the version of the incident that the last page to them tells of
 * @param acknowledgements how many people must acknowledge, by the last step that paged somebody; those count who have since the
 *     incident was triggered
 * @param answered for each actor, as {@code user:ann}, who acknowledged while others still had to, the version of the incident that it
 *     made; empty once the incident is acknowledged
 * @param unhurried those among the people paged whose last page was of low urgency
 * @param turns for each round robin that a step of the incident used, the number of the turn behind the one that was taken last
 * @since 0.1
 */
public record Escalation(
        PolicyRef policy,
        StepPosition position,
        long stepVersion,
        Optional<Instant> nextAt,
        boolean exhausted,
        boolean waiting,
        SortedMap<String, Long> paged,
        int acknowledgements,
        SortedMap<String, Long> answered,
        SortedSet<String> unhurried,
        SortedMap<String, Long> turns) {
    private static final SortedMap<String, Long> NOBODY = Collections.emptySortedMap();

    /** How it is written: what is as usual is left out. */
    public static final Codec<Escalation> CODEC = Shape.of("escalation", s -> {
        var policy = s.field("policy", PolicyRef.CODEC, Escalation::policy);
        var position = s.field("position", StepPosition.CODEC, Escalation::position);
        var stepVersion = s.field("stepVersion", Codec.LONG, Escalation::stepVersion);
        var nextAt = s.optional("nextAt", Codec.INSTANT, Escalation::nextAt);
        var exhausted = s.field("exhausted", Codec.BOOL, Escalation::exhausted);
        var waiting =
                s.optional("waiting", Codec.BOOL, e -> Optional.of(e.waiting()).filter(waits -> waits));
        var paged = s.field("paged", Codec.LONG.map(), Escalation::paged);
        var acknowledgements = s.optional(
                "acknowledgements",
                Codec.INT,
                e -> Optional.of(e.acknowledgements()).filter(number -> number != 1));
        var answered = s.optional(
                "answered", Codec.LONG.map(), e -> Optional.of(e.answered()).filter(map -> !map.isEmpty()));
        var unhurried = s.optional(
                "unhurried",
                Codec.TEXT.list(),
                e -> Optional.of(List.copyOf(e.unhurried())).filter(list -> !list.isEmpty()));
        var turns = s.optional(
                "turns", Codec.LONG.map(), e -> Optional.of(e.turns()).filter(map -> !map.isEmpty()));
        return row -> new Escalation(
                row.get(policy),
                row.get(position),
                row.get(stepVersion),
                row.get(nextAt),
                row.get(exhausted),
                row.get(waiting).orElse(false),
                row.get(paged),
                row.get(acknowledgements).orElse(1),
                row.get(answered).orElse(NOBODY),
                new TreeSet<>(row.get(unhurried).orElse(List.of())),
                row.get(turns).orElse(NOBODY));
    });

    /** Checks and copies the parts. */
    public Escalation {
        Require.present("escalation policy", policy);
        Require.present("step position", position);
        Require.that(stepVersion >= 0, "step version", "be at least 0", stepVersion);
        nextAt = Require.present("next step", nextAt).map(at -> Require.instant("next step", at));
        paged = copy("people paged", paged);
        Require.range("acknowledgements", acknowledgements, 1, 20);
        answered = copy("people who acknowledged", answered);
        unhurried =
                Require.present("people whose page was not urgent", unhurried).isEmpty()
                        ? Collections.emptySortedSet()
                        : Collections.unmodifiableSortedSet(new TreeSet<>(unhurried));
        turns = copy("turns", turns);
    }

    private static SortedMap<String, Long> copy(String what, SortedMap<String, Long> given) {
        return Require.present(what, given).isEmpty()
                ? Collections.emptySortedMap()
                : Collections.unmodifiableSortedMap(new TreeMap<>(given));
    }

    static Escalation starting(PolicyRef policy) {
        return new Escalation(
                policy,
                StepPosition.FIRST,
                0,
                Optional.empty(),
                false,
                false,
                NOBODY,
                1,
                NOBODY,
                Collections.emptySortedSet(),
                NOBODY);
    }

    /** How many more people must acknowledge once one more has. */
    int missingAfter(Actor actor) {
        int others = answered.size() - (answered.containsKey(actor.toString()) ? 1 : 0);
        return Math.max(0, acknowledgements - others - 1);
    }

    /** Whether as many people have acknowledged as must. */
    boolean answeredByEnough() {
        return !answered.isEmpty() && answered.size() >= acknowledgements;
    }

    /**
     * Whether a person has acknowledged since the incident was triggered.
     *
     * @param person the person's id; an integration of the same id is somebody else
     * @return true if the person has, while others still must
     */
    public boolean answeredBy(String person) {
        return answered.containsKey(Actor.user(person).toString());
    }

    /** Who acknowledged last. */
    Actor lastToAnswer() {
        return Actor.parse(answered.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey());
    }

    /** The people, without integrations, who have acknowledged while others still must. */
    SortedSet<String> answerers() {
        SortedSet<String> people = new TreeSet<>();
        answered.keySet().stream()
                .map(Actor::parse)
                .filter(actor -> actor.kind() == Actor.Kind.USER)
                .forEach(actor -> people.add(actor.id()));
        return people;
    }

    private EscalationDraft but() {
        return new EscalationDraft(this);
    }

    Escalation at(StepPosition taken, long version, Optional<Instant> next) {
        return backAt(taken, version, next, false);
    }

    Escalation waitingFor(StepPosition step, long version, Instant until) {
        return backAt(step, version, Optional.of(until), true);
    }

    /**
     * How urgent the last page to a person was.
     *
     * @param person the person's id
     * @return the urgency; high for those who were not paged
     */
    public PageUrgency urgencyOf(String person) {
        return unhurried.contains(Require.id("person", person)) ? PageUrgency.LOW : PageUrgency.HIGH;
    }

    Escalation paging(
            Iterable<Page> pages,
            PageUrgency urgency,
            long version,
            int mustAcknowledge,
            SortedMap<String, Long> taken) {
        EscalationDraft draft = but().mustAcknowledge(mustAcknowledge).turns(taken);
        pages.forEach(page -> draft.paged(page.person(), version).hurried(page.person(), urgency == PageUrgency.HIGH));
        return draft.made();
    }

    /** The same people by the same step, as urgently as before. */
    Escalation pagedAgain(Iterable<Page> pages, long version) {
        EscalationDraft draft = but();
        pages.forEach(page -> draft.paged(page.person(), version));
        return draft.made();
    }

    Escalation answeredBy(Actor actor, long version) {
        return but().answered(actor.toString(), version).made();
    }

    Escalation notAnsweredBy(Actor actor) {
        return but().notAnswered(actor.toString()).made();
    }

    /** By another policy; a step that is still to be taken is one that nobody has been paged for. */
    Escalation rebased(PolicyRef other, StepPosition place, boolean untaken) {
        return but().by(other)
                .at(place, untaken ? 0 : stepVersion)
                .exhausted(!untaken && exhausted)
                .waiting(!untaken && waiting)
                .made();
    }

    /** At the first step, which is still to be taken. */
    Escalation anew() {
        return backAt(StepPosition.FIRST, 0, Optional.empty(), false);
    }

    /** Where it stood before steps were made up for. */
    Escalation backAt(StepPosition place, long version, Optional<Instant> next, boolean waits) {
        return but().at(place, version)
                .next(next)
                .exhausted(false)
                .waiting(waits)
                .made();
    }

    /** Enough people have acknowledged for a step. */
    Escalation contentWith(StepPosition step, int mustAcknowledge, long version, Instant at) {
        return but().at(step, version)
                .next(Optional.of(at))
                .exhausted(false)
                .waiting(false)
                .mustAcknowledge(mustAcknowledge)
                .made();
    }

    Escalation stopped() {
        return but().next(Optional.empty()).nobodyAnswered().made();
    }

    Escalation ended() {
        return but().next(Optional.empty()).exhausted(true).waiting(false).made();
    }
}
