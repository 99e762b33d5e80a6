package io.itops.incident.sla;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import io.itops.core.record.Shape;
import io.itops.incident.workflow.IncidentId;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The clocks of one incident, kept beside it: one record for all of them, so that a change of the incident writes one more record and
 * not one for each target.
 *
 * <p>Immutable and thread-safe.
 *
 * @param incident the incident
 * @param clocks its clocks by the names of their targets
 * @since 0.1
 */
public record IncidentSla(IncidentId incident, SortedMap<String, Entry> clocks) {
    /**
     * One clock and what was told of it.
     *
     * <p>Immutable and thread-safe.
     *
     * @param clock the clock
     * @param started whether the journal tells that it has started
     * @param warned whether it has warned of the limit that it has
     * @since 0.1
     */
    public record Entry(SlaClock clock, boolean started, boolean warned) {
        /** Checks that the clock is given. */
        public Entry {
            Require.present("SLA clock", clock);
        }
    }

    private static final Shape<Entry> ENTRY = Shape.of("SLA clock", s -> {
        var last = s.field("last", SlaMoment.CODEC, entry -> entry.clock().last());
        var run = lean(s, "run", SlaClock::run);
        var paused = lean(s, "paused", SlaClock::paused);
        var offset = lean(s, "offset", SlaClock::offset);
        var done = s.optional("done", Codec.BOOL, entry -> lean(entry.clock().done()));
        var breachedAt =
                s.optional("breachedAt", Codec.INSTANT, entry -> entry.clock().breachedAt());
        var started = s.optional("started", Codec.BOOL, entry -> lean(entry.started()));
        var warned = s.optional("warned", Codec.BOOL, entry -> lean(entry.warned()));
        return row -> new Entry(
                new SlaClock(
                        row.get(last),
                        row.get(run).orElse(Duration.ZERO),
                        row.get(paused).orElse(Duration.ZERO),
                        row.get(offset).orElse(Duration.ZERO),
                        row.get(done).orElse(false),
                        row.get(breachedAt)),
                row.get(started).orElse(false),
                row.get(warned).orElse(false));
    });

    /** How they are kept. */
    public static final RecordType<IncidentSla> TYPE = RecordType.of("sla-clock", 1, t -> {
        t.id(sla -> sla.incident().value());
        var incident = t.field("incident", IncidentId.CODEC, IncidentSla::incident);
        var clocks = t.field("clocks", ENTRY.map(), IncidentSla::clocks);
        return row -> new IncidentSla(row.get(incident), row.get(clocks));
    });

    /** Checks and copies the parts. */
    public IncidentSla {
        Require.present("incident id", incident);
        clocks = Require.map("SLA clocks", clocks);
    }

    /** Most clocks are young: what is still nothing is not written. */
    private static Shape.Field<Entry, Optional<Duration>> lean(
            Shape.Fields<Entry> s, String name, Function<SlaClock, Duration> part) {
        return s.optional(
                name,
                Codec.DURATION,
                entry -> Optional.of(part.apply(entry.clock())).filter(time -> !time.isZero()));
    }

    private static Optional<Boolean> lean(boolean flag) {
        return flag ? Optional.of(true) : Optional.empty();
    }

    /**
     * The clock of a target.
     *
     * @param target the name of the target
     * @return the clock, empty if there is none
     */
    public Optional<Entry> clock(String target) {
        return Optional.ofNullable(clocks.get(Require.slug("SLA target", target)));
    }

    /**
     * The same with another clock of a target.
     *
     * @param target the name of the target
     * @param entry the clock
     * @return a new value
     */
    public IncidentSla with(String target, Entry entry) {
        SortedMap<String, Entry> next = new TreeMap<>(clocks);
        next.put(Require.slug("SLA target", target), Require.present("SLA clock", entry));
        return new IncidentSla(incident, next);
    }
}
