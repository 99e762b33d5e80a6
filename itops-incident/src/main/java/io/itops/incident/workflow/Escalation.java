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

    Escalation at(StepPosition taken, long version, Optional<Instant> next) {
        return new Escalation(
                policy, taken, version, next, false, false, paged, acknowledgements, answered, unhurried, turns);
    }

    Escalation waitingFor(StepPosition step, long version, Instant until) {
        return new Escalation(
                policy,
                step,
                version,
                Optional.of(until),
                false,
                true,
                paged,
                acknowledgements,
                answered,
                unhurried,
                turns);
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
        SortedMap<String, Long> more = new TreeMap<>(paged);
        SortedSet<String> calm = new TreeSet<>(unhurried);
        pages.forEach(page -> {
            more.put(page.person(), version);
            if (urgency == PageUrgency.LOW) {
                calm.add(page.person());
            } else {
                calm.remove(page.person());
            }
        });
        SortedMap<String, Long> moreTurns = new TreeMap<>(turns);
        moreTurns.putAll(taken);
        return new Escalation(
                policy,
                position,
                stepVersion,
                nextAt,
                exhausted,
                waiting,
                more,
                mustAcknowledge,
                answered,
                calm,
                moreTurns);
    }

    /** The same people by the same step, as urgently as before. */
    Escalation pagedAgain(Iterable<Page> pages, long version) {
        SortedMap<String, Long> more = new TreeMap<>(paged);
        pages.forEach(page -> more.put(page.person(), version));
        return new Escalation(
                policy,
                position,
                stepVersion,
                nextAt,
                exhausted,
                waiting,
                more,
                acknowledgements,
                answered,
                unhurried,
                turns);
    }

    Escalation answeredBy(Actor actor, long version) {
        SortedMap<String, Long> more = new TreeMap<>(answered);
        more.put(actor.toString(), version);
        return new Escalation(
                policy,
                position,
                stepVersion,
                nextAt,
                exhausted,
                waiting,
                paged,
                acknowledgements,
                more,
                unhurried,
                turns);
    }

    Escalation notAnsweredBy(Actor actor) {
        SortedMap<String, Long> fewer = new TreeMap<>(answered);
        fewer.remove(actor.toString());
        return new Escalation(
                policy,
                position,
                stepVersion,
                nextAt,
                exhausted,
                waiting,
                paged,
                acknowledgements,
                fewer,
                unhurried,
                turns);
    }

    /** By another policy; a step that is still to be taken is one that nobody has been paged for. */
    Escalation rebased(PolicyRef other, StepPosition place, boolean untaken) {
        return new Escalation(
                other,
                place,
                untaken ? 0 : stepVersion,
                nextAt,
                !untaken && exhausted,
                !untaken && waiting,
                paged,
                acknowledgements,
                answered,
                unhurried,
                turns);
    }

    /** At the first step, which is still to be taken. */
    Escalation anew() {
        return new Escalation(
                policy,
                StepPosition.FIRST,
                0,
                Optional.empty(),
                false,
                false,
                paged,
                acknowledgements,
                answered,
                unhurried,
                turns);
    }

    /** Where it stood before steps were made up for. */
    Escalation backAt(StepPosition place, long version, Optional<Instant> next, boolean waits) {
        return new Escalation(
                policy, place, version, next, false, waits, paged, acknowledgements, answered, unhurried, turns);
    }

    /** Enough people have acknowledged for a step. */
    Escalation contentWith(StepPosition step, int mustAcknowledge, long version, Instant at) {
        return new Escalation(
                policy,
                step,
                version,
                Optional.of(at),
                false,
                false,
                paged,
                mustAcknowledge,
                answered,
                unhurried,
                turns);
    }

    Escalation stopped() {
        return over(exhausted);
    }

    Escalation ended() {
        return new Escalation(
                policy,
                position,
                stepVersion,
                Optional.empty(),
                true,
                false,
                paged,
                acknowledgements,
                answered,
                unhurried,
                turns);
    }

    private Escalation over(boolean atItsEnd) {
        return new Escalation(
                policy,
                position,
                stepVersion,
                Optional.empty(),
                atItsEnd,
                waiting,
                paged,
                acknowledgements,
                NOBODY,
                unhurried,
                turns);
    }
}
