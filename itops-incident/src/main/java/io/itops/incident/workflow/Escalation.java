package io.itops.incident.workflow;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.StepPosition;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far the paging about an incident has come. The policy is the copy that was taken when the incident was opened or reopened:
 * later edits do not change what is under way.
 *
 * <p>Immutable and thread-safe.
 *
 * @param policy the policy that is gone by
 * @param position the step that was taken last
 * @param stepVersion the version of the incident that the last step made
 * @param nextAt when the next step is taken unless someone acknowledges; empty while nobody is to be paged
 * @param exhausted whether the policy came to its end without an acknowledgement
 * @param paged for each person who was paged, the version of the incident that the last page to them tells of
 * @since 0.1
 */
public record Escalation(
        EscalationPolicy policy,
        StepPosition position,
        long stepVersion,
        Optional<Instant> nextAt,
        boolean exhausted,
        SortedMap<String, Long> paged) {
    /** How it is written. */
    public static final Codec<Escalation> CODEC = Shape.of("escalation", s -> {
        var policy = s.field("policy", EscalationPolicy.CODEC, Escalation::policy);
        var position = s.field("position", StepPosition.CODEC, Escalation::position);
        var stepVersion = s.field("stepVersion", Codec.LONG, Escalation::stepVersion);
        var nextAt = s.optional("nextAt", Codec.INSTANT, Escalation::nextAt);
        var exhausted = s.field("exhausted", Codec.BOOL, Escalation::exhausted);
        var paged = s.field("paged", Codec.LONG.map(), Escalation::paged);
        return row -> new Escalation(
                row.get(policy),
                row.get(position),
                row.get(stepVersion),
                row.get(nextAt),
                row.get(exhausted),
                row.get(paged));
    });

    /** Checks and copies the parts. */
    public Escalation {
        Require.present("escalation policy", policy);
        Require.present("step position", position);
        Require.that(stepVersion >= 0, "step version", "be at least 0", stepVersion);
        nextAt = Require.present("next step", nextAt).map(at -> Require.instant("next step", at));
        paged = Collections.unmodifiableSortedMap(new TreeMap<>(Require.present("people paged", paged)));
    }

    static Escalation starting(EscalationPolicy policy) {
        return new Escalation(policy, StepPosition.FIRST, 0, Optional.empty(), false, new TreeMap<>());
    }

    Escalation at(StepPosition taken, long version, Optional<Instant> next) {
        return new Escalation(policy, taken, version, next, false, paged);
    }

    Escalation paging(Iterable<Page> pages, long version) {
        SortedMap<String, Long> more = new TreeMap<>(paged);
        pages.forEach(page -> more.put(page.person(), version));
        return new Escalation(policy, position, stepVersion, nextAt, exhausted, more);
    }

    Escalation stopped() {
        return new Escalation(policy, position, stepVersion, Optional.empty(), exhausted, paged);
    }

    Escalation ended() {
        return new Escalation(policy, position, stepVersion, Optional.empty(), true, paged);
    }
}
