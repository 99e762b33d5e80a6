package io.itops.incident.sla;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import io.itops.incident.priority.Priority;
import io.itops.incident.workflow.HoldReason;
import io.itops.incident.workflow.IncidentCategory;
import java.time.Instant;
import java.util.Optional;

/**
 * An instant from which on an incident stands in a way that matters to its clocks.
 *
 * <p>Immutable and thread-safe.
 *
 * @param at since when, truncated to microseconds
 * @param category the kind of state that it is in
 * @param hold what it waits for, if it is on hold
 * @param vendor the vendor that it waits for, if the hold names one
 * @param queue the queue that it is put into or lies with; empty: it lies where it lay before, with nobody's queue at first
 * @param priority its priority
 * @since 0.1
 */
public record SlaMoment(
        Instant at,
        IncidentCategory category,
        Optional<HoldReason> hold,
        Optional<String> vendor,
        Optional<String> queue,
        Priority priority) {
    /** How moments are written. */
    static final Codec<SlaMoment> CODEC = Shape.of("SLA moment", s -> {
        var at = s.field("at", Codec.INSTANT, SlaMoment::at);
        var category = s.field("category", Codec.ofEnum(IncidentCategory.class), SlaMoment::category);
        var hold = s.optional("hold", Codec.ofEnum(HoldReason.class), SlaMoment::hold);
        var vendor = s.optional("vendor", Codec.TEXT, SlaMoment::vendor);
        var queue = s.optional("queue", Codec.TEXT, SlaMoment::queue);
        var priority = s.field("priority", Codec.ofEnum(Priority.class), SlaMoment::priority);
        return row -> new SlaMoment(
                row.get(at), row.get(category), row.get(hold), row.get(vendor), row.get(queue), row.get(priority));
    });

    /** Checks that a hold has a reason, and nothing else has. */
    public SlaMoment {
        at = Require.instant("instant of a moment", at);
        Require.present("incident category", category);
        Require.present("hold reason", hold);
        Require.that(
                hold.isPresent() == (category == IncidentCategory.ON_HOLD),
                "hold reason",
                "be given on hold and nowhere else",
                hold.map(HoldReason::name).orElse("none, " + category));
        Require.present("vendor", vendor).ifPresent(name -> Require.id("vendor", name));
        Require.that(
                vendor.isEmpty() || hold.equals(Optional.of(HoldReason.VENDOR)),
                "vendor",
                "be given on hold for a vendor and nowhere else",
                vendor.orElse(""));
        Require.present("queue", queue).ifPresent(name -> Require.id("queue", name));
        Require.present("priority", priority);
    }

    /**
     * A moment that is no hold.
     *
     * @param at since when
     * @param category the kind of state, not on hold
     * @param priority its priority
     * @return the moment
     */
    public static SlaMoment of(Instant at, IncidentCategory category, Priority priority) {
        return new SlaMoment(at, category, Optional.empty(), Optional.empty(), Optional.empty(), priority);
    }

    /**
     * A hold.
     *
     * @param at since when
     * @param reason what it waits for
     * @param priority its priority
     * @return the moment
     */
    public static SlaMoment onHold(Instant at, HoldReason reason, Priority priority) {
        return new SlaMoment(
                at,
                IncidentCategory.ON_HOLD,
                Optional.of(Require.present("hold reason", reason)),
                Optional.empty(),
                Optional.empty(),
                priority);
    }

    /**
     * The same, waiting for a vendor by name.
     *
     * @param name the vendor
     * @return a new value
     * @throws io.itops.core.InvalidInputException if it is not on hold for a vendor
     */
    public SlaMoment forVendor(String name) {
        return new SlaMoment(at, category, hold, Optional.of(Require.present("vendor", name)), queue, priority);
    }

    /**
     * The same in a queue.
     *
     * @param name the queue that it is put into or lies with
     * @return a new value
     */
    public SlaMoment in(String name) {
        return new SlaMoment(at, category, hold, vendor, Optional.of(Require.present("queue", name)), priority);
    }

    /** The same as far as a clock of a kind looks at it, lying where it lay before unless it says where. */
    SlaMoment seenBy(SlaKind kind, Optional<String> before) {
        return new SlaMoment(
                at,
                category,
                hold,
                kind == SlaKind.UNDERPINNING_CONTRACT ? vendor : Optional.empty(),
                kind == SlaKind.OLA ? queue.or(() -> before) : Optional.empty(),
                priority);
    }

    /**
     * The same at another instant.
     *
     * @param other the instant
     * @return a new value
     */
    public SlaMoment at(Instant other) {
        return new SlaMoment(other, category, hold, vendor, queue, priority);
    }

    /**
     * Whether nothing but the instant differs.
     *
     * @param other another moment
     * @return true if clocks need not know the difference
     */
    public boolean alike(SlaMoment other) {
        return at(Require.present("moment", other).at).equals(other);
    }
}
