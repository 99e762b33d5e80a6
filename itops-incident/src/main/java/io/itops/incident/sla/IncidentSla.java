package io.itops.incident.sla;

import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import io.itops.core.record.Shape;
import io.itops.incident.workflow.IncidentId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
 * @param queue the queue that it lies with: the one that it was put into last; empty if it never was
 * @param clocks its clocks by the names of their targets, the present or last one of each
 * @param past what earlier clocks of operational level agreements came to, in the order in which they ended, the last 100: the journal
 *     tells of all
 * @since 0.1
 */
public record IncidentSla(
        IncidentId incident, Optional<String> queue, SortedMap<String, Entry> clocks, List<OlaResult> past) {
    private static final int MOST_PAST = 100;

    /**
     * One clock and what was told of it.
     *
     * <p>Immutable and thread-safe.
     *
     * @param clock the clock
     * @param since when the incident came to the queue, for an operational level agreement
     * @param started whether the journal tells that it has started
     * @param warned whether it has warned of the limit that it has
     * @since 0.1
     */
    public record Entry(SlaClock clock, Optional<Instant> since, boolean started, boolean warned) {
        /** Checks that the clock is given. */
        public Entry {
            Require.present("SLA clock", clock);
            Require.present("begin of an agreement", since);
        }

        /** The same with the clock gone on. */
        Entry going(SlaClock next) {
            return new Entry(next, since, started, warned);
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
        var since = s.optional("since", Codec.INSTANT, Entry::since);
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
                row.get(since),
                row.get(started).orElse(false),
                row.get(warned).orElse(false));
    });

    /** How they are kept. */
    public static final RecordType<IncidentSla> TYPE = RecordType.of("sla-clock", 1, t -> {
        t.id(sla -> sla.incident().value());
        var incident = t.field("incident", IncidentId.CODEC, IncidentSla::incident);
        var queue = t.optional("queue", Codec.TEXT, IncidentSla::queue);
        var clocks = t.field("clocks", ENTRY.map(), IncidentSla::clocks);
        var past = t.optional(
                "past", OlaResult.CODEC.list(), sla -> Optional.of(sla.past()).filter(results -> !results.isEmpty()));
        return row -> new IncidentSla(
                row.get(incident),
                row.get(queue),
                row.get(clocks),
                row.get(past).orElse(List.of()));
    });

    /** Checks and copies the parts. */
    public IncidentSla {
        Require.present("incident id", incident);
        Require.present("queue", queue).ifPresent(name -> Require.id("queue", name));
        clocks = Require.map("SLA clocks", clocks);
        past = Require.list("results of agreements", past);
    }

    /**
     * An incident without clocks.
     *
     * @param incident the incident
     * @param queue the queue that it lies with, empty if it was never put into one
     * @return the clocks to be
     */
    public static IncidentSla none(IncidentId incident, Optional<String> queue) {
        return new IncidentSla(incident, queue, new TreeMap<>(), List.of());
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
        return new IncidentSla(incident, queue, next, past);
    }

    /**
     * What a moment makes of the clock of a target.
     *
     * <p>Immutable and thread-safe.
     *
     * @param target what was promised
     * @param known its clock, which goes on to the moment; empty if it has none
     * @param begins whether a clock begins then: the first one of a target, or another one of an operational level agreement, whose
     *     queue the incident comes to
     * @since 0.1
     */
    public record Step(SlaTarget target, Optional<Entry> known, boolean begins) {
        /** Checks that the parts are given. */
        public Step {
            Require.present("SLA target", target);
            Require.present("SLA clock", known);
        }
    }

    /**
     * What a moment makes of each clock, and which begin. Clocks whose targets others have taken the place of go on, and begin no more.
     *
     * @param policy all that was promised
     * @param service the incident's service
     * @param next the moment
     * @return a step for each target of the service, and for each other that has a clock
     */
    public List<Step> steps(SlaPolicy policy, ServiceId service, SlaMoment next) {
        Require.present("SLA policy", policy);
        Require.present("moment", next);
        List<Step> steps = new ArrayList<>(steps(policy.targets(service), next));
        policy.displaced(service, clocks.keySet())
                .forEach(target -> steps.add(new Step(target, clock(target.name()), false)));
        return steps;
    }

    private List<Step> steps(List<SlaTarget> targets, SlaMoment next) {
        return targets.stream()
                .map(target -> new Step(target, clock(target.name()), begins(target, next)))
                .toList();
    }

    private boolean begins(SlaTarget target, SlaMoment next) {
        boolean first = clock(target.name()).isEmpty();
        return target.kind() == SlaKind.OLA
                ? (first || moves(next)) && target.binds(placed(next))
                : first && (target.party().isEmpty() || target.binds(next));
    }

    /**
     * A moment, lying with the queue that the incident lies with unless it says where.
     *
     * @param next the moment
     * @return the same or a new value
     */
    public SlaMoment placed(SlaMoment next) {
        Require.present("moment", next);
        return next.queue().isPresent() || queue.isEmpty() ? next : next.in(queue.get());
    }

    private boolean moves(SlaMoment next) {
        return Require.present("moment", next).queue().isPresent()
                && !next.queue().equals(queue);
    }

    /**
     * The same with a clock that begins. What the one before it of the same target came to is kept.
     *
     * @param target what was promised
     * @param begun the clock
     * @return a new value
     */
    public IncidentSla begun(SlaTarget target, Entry begun) {
        Require.present("SLA target", target);
        List<OlaResult> results = new ArrayList<>(past);
        clock(target.name())
                .filter(before -> before.clock().done())
                .ifPresent(before -> results.add(OlaResult.of(target, before)));
        List<OlaResult> kept = results.subList(Math.max(0, results.size() - MOST_PAST), results.size());
        return new IncidentSla(incident, queue, clocks, kept).with(target.name(), begun);
    }

    /**
     * The same, lying with the queue of a moment.
     *
     * @param next the moment
     * @return a new value
     */
    public IncidentSla lying(SlaMoment next) {
        return moves(next) ? new IncidentSla(incident, next.queue(), clocks, past) : this;
    }

    /**
     * The same after a moment, be it one that has come or one that is supposed.
     *
     * @param targets all that was promised, each still holding
     * @param next the moment, not before the last one of a clock
     * @return a new value
     * @throws io.itops.core.InvalidInputException if the moment lies before the last one of a clock
     */
    public IncidentSla then(List<SlaTarget> targets, SlaMoment next) {
        return taking(steps(Require.list("SLA targets", targets), Require.present("moment", next)), next);
    }

    /**
     * The same after a moment, where others may have taken the place of targets since its clocks began.
     *
     * @param policy all that was promised
     * @param service the incident's service
     * @param next the moment, not before the last one of a clock
     * @return a new value
     * @throws io.itops.core.InvalidInputException if the moment lies before the last one of a clock
     */
    public IncidentSla then(SlaPolicy policy, ServiceId service, SlaMoment next) {
        return taking(steps(policy, service, next), next);
    }

    private IncidentSla taking(List<Step> steps, SlaMoment next) {
        IncidentSla sla = this;
        for (Step step : steps) {
            SlaTarget target = step.target();
            Optional<Entry> entry = step.known();
            if (entry.isPresent()) {
                sla = sla.with(
                        target.name(), entry.get().going(entry.get().clock().then(target, next)));
            }
            if (step.begins()) {
                Optional<Instant> since = target.kind() == SlaKind.OLA ? Optional.of(next.at()) : Optional.empty();
                sla = sla.begun(target, new Entry(SlaClock.start(target, placed(next)), since, false, false));
            }
        }
        return sla.lying(next);
    }

    /**
     * What agreements came to: clocks of operational level agreements that are over for good.
     *
     * @param targets all that was promised
     * @param resolvedAt when the incident was resolved, once it is closed: then the clock of the queue that it lay with last is over, too;
     *     empty while it may go on
     * @return the results in the order in which they ended
     */
    public List<OlaResult> results(List<SlaTarget> targets, Optional<Instant> resolvedAt) {
        Require.present("instant of the resolution", resolvedAt);
        List<OlaResult> all = new ArrayList<>(past);
        for (SlaTarget target : Require.list("SLA targets", targets)) {
            clock(target.name())
                    .filter(entry -> target.kind() == SlaKind.OLA)
                    .flatMap(entry -> entry.clock().done()
                            ? Optional.of(OlaResult.of(target, entry))
                            : resolvedAt
                                    .filter(at -> entry.clock().closed())
                                    .map(at -> OlaResult.of(target, entry, at)))
                    .ifPresent(all::add);
        }
        all.sort(Comparator.comparing(OlaResult::until).thenComparing(OlaResult::target));
        return List.copyOf(all);
    }
}
