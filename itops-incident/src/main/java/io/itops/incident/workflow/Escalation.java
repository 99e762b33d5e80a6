package io.itops.incident.workflow;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import io.itops.incident.escalation.PolicyRef;
import io.itops.incident.escalation.PolicySnapshot;
import io.itops.incident.escalation.StepPosition;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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
 * @param waiting whether the step has not been taken yet, since its conditions do not hold before the instant of {@code nextAt}
 * @param paged for each person who was paged, the version of the incident that the last page to them tells of
 * @param acknowledgements how many people must acknowledge the step that was taken last
 * @param answered for each person who acknowledged while others still had to, the version of the incident that it made; empty once the
 *     incident is acknowledged
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
        turns = copy("turns", turns);
    }

    private static SortedMap<String, Long> copy(String what, SortedMap<String, Long> given) {
        return Require.present(what, given).isEmpty()
                ? Collections.emptySortedMap()
                : Collections.unmodifiableSortedMap(new TreeMap<>(given));
    }

    static Escalation starting(PolicyRef policy) {
        return new Escalation(policy, StepPosition.FIRST, 0, Optional.empty(), false, false, NOBODY, 1, NOBODY, NOBODY);
    }

    /** How many more people must acknowledge once one more has. */
    int missingAfter(String person) {
        long others = answered.entrySet().stream()
                .filter(one -> one.getValue() > stepVersion && !one.getKey().equals(person))
                .count();
        return (int) Math.max(0, acknowledgements - others - 1);
    }

    Escalation at(StepPosition taken, long version, Optional<Instant> next) {
        return new Escalation(policy, taken, version, next, false, false, paged, acknowledgements, answered, turns);
    }

    Escalation waitingFor(StepPosition step, long version, Instant until) {
        return new Escalation(
                policy, step, version, Optional.of(until), false, true, paged, acknowledgements, answered, turns);
    }

    Escalation paging(Iterable<Page> pages, long version, int mustAcknowledge, SortedMap<String, Long> taken) {
        SortedMap<String, Long> more = new TreeMap<>(paged);
        pages.forEach(page -> more.put(page.person(), version));
        SortedMap<String, Long> moreTurns = new TreeMap<>(turns);
        moreTurns.putAll(taken);
        return new Escalation(
                policy, position, stepVersion, nextAt, exhausted, waiting, more, mustAcknowledge, answered, moreTurns);
    }

    Escalation answeredBy(String person, long version) {
        SortedMap<String, Long> more = new TreeMap<>(answered);
        more.put(person, version);
        return new Escalation(
                policy, position, stepVersion, nextAt, exhausted, waiting, paged, acknowledgements, more, turns);
    }

    Escalation rebased(PolicyRef other, StepPosition place) {
        return new Escalation(
                other, place, stepVersion, nextAt, exhausted, waiting, paged, acknowledgements, answered, turns);
    }

    Escalation stopped() {
        return over(exhausted);
    }

    Escalation ended() {
        return new Escalation(
                policy, position, stepVersion, Optional.empty(), true, false, paged, acknowledgements, answered, turns);
    }

    private Escalation over(boolean atItsEnd) {
        return new Escalation(
                policy,
                position,
                stepVersion,
                Optional.empty(),
                atItsEnd,
                false,
                paged,
                acknowledgements,
                NOBODY,
                turns);
    }
}
