package io.itops.monitoring.metric;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.itops.core.InvalidInputException;
import io.itops.core.Meters;
import io.itops.core.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Samples in memory, bounded in time, series and number, with an index over label values.
 *
 * <p>Samples of a series are accepted in rising order of time, at millisecond resolution. Nothing is dropped to make room: what
 * would exceed a bound is refused and counted, until {@link #expire(Instant)} has made room. A series drops what is older than its
 * own newest sample by more than the retention as it grows; series that no longer grow go when {@code expire} is told the time.
 *
 * <p>A store has no clock: it takes samples of the years 1 to 9999, far from the present too. One that is dated too late by mistake stays
 * its series' newest, so that those of the present are refused as {@link AppendOutcome#OUT_OF_ORDER}.
 *
 * <p>Thread-safe: any number of threads append and select at once; a selection sees each series as it was at one moment.
 *
 * @since 0.1
 */
public final class MetricStore implements NewestSource {
    private static final long FIRST_MILLIS = -62_135_596_800_000L;
    private static final long LAST_MILLIS = 253_402_300_799_999L;

    /** How many times the series held may stand in selections that are remembered, and how many at the least. */
    private static final long SELECTED_A_SERIES = 20;

    private static final long LEAST_SELECTED = 100_000;

    private final long retentionMillis;
    private final int maxSeries;
    private final long maxSamples;
    private final MatcherCache matchers;
    private final ConcurrentHashMap<Labels, MemSeries> byLabels = new ConcurrentHashMap<>();
    private final ReadWriteLock indexLock = new ReentrantReadWriteLock();
    private final SeriesIndex index = new SeriesIndex();

    /** What was selected before: rules ask for the same again and again. */
    private final Cache<List<Matcher>, SeriesIndex.Selection> selections;

    private final AtomicLong samples = new AtomicLong();
    private final AtomicLong horizon = new AtomicLong(Long.MIN_VALUE);
    private final AtomicLong oldest = new AtomicLong(Long.MAX_VALUE);
    private final Meters.Counter expired;
    private final Map<AppendOutcome, Tally> tallies = new EnumMap<>(AppendOutcome.class);

    private MetricStore(Builder builder) {
        this.retentionMillis = builder.retention.toMillis();
        this.maxSeries = builder.maxSeries;
        this.maxSamples = builder.maxSamples;
        Meters meters = builder.meters;
        this.selections = Caffeine.newBuilder()
                .maximumWeight(Math.max(LEAST_SELECTED, SELECTED_A_SERIES * maxSeries))
                .<List<Matcher>, SeriesIndex.Selection>weigher(MetricStore::weight)
                .executor(Runnable::run)
                .build();
        this.matchers = MatcherCache.ofSize(builder.maxPatterns, meters);
        this.expired = meters.counter("itops.monitoring.store.expired");
        for (AppendOutcome outcome : AppendOutcome.values()) {
            tallies.put(
                    outcome,
                    new Tally(
                            new LongAdder(),
                            meters.counter("itops.monitoring.store.appends", "outcome", outcome.label())));
        }
        meters.gauge("itops.monitoring.store.series", byLabels, Map::size);
        meters.gauge("itops.monitoring.store.samples", samples, AtomicLong::get);
    }

    /**
     * Starts a store with the default bounds: 2 hours, 20,000 series, 10,000,000 samples.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A store with the default bounds and no meters.
     *
     * @return an empty store
     */
    public static MetricStore create() {
        return builder().build();
    }

    /**
     * Adds one sample.
     *
     * @param labels the identity of its series, the metric's name included; not empty, since no selector could find it
     * @param at when it was taken, of the years 1 to 9999; the part below a millisecond is dropped
     * @param value any value; the {@link StaleMarker} ends the series
     * @return what became of it
     */
    public AppendOutcome append(Labels labels, Instant at, double value) {
        return append(labels, Require.instant("sample time", at).toEpochMilli(), value);
    }

    /**
     * Adds one sample.
     *
     * @param labels the identity of its series, the metric's name included; not empty, since no selector could find it
     * @param timestampMillis when it was taken, in milliseconds since 1970-01-01T00:00Z, of the years 1 to 9999
     * @param value any value; the {@link StaleMarker} ends the series
     * @return what became of it
     */
    public AppendOutcome append(Labels labels, long timestampMillis, double value) {
        return append(labels, timestampMillis, value, false);
    }

    /**
     * Adds one sample that was made of others, as a rule does. It is no sign of how far back what was measured reaches, so that {@link
     * #since()} does not count it.
     *
     * @param labels the identity of its series, the metric's name included; not empty, since no selector could find it
     * @param timestampMillis when it was taken, in milliseconds since 1970-01-01T00:00Z, of the years 1 to 9999
     * @param value any value; the {@link StaleMarker} ends the series
     * @return what became of it
     */
    public AppendOutcome appendDerived(Labels labels, long timestampMillis, double value) {
        return append(labels, timestampMillis, value, true);
    }

    /**
     * Gives a handle for appending to one series again and again, which spares looking for it each time. Nothing is added to the store
     * until a sample is.
     *
     * @param labels the identity of the series, the metric's name included; not empty, since no selector could find it
     * @return a handle for as long as this store
     */
    public SeriesAppender appender(Labels labels) {
        return new SeriesAppender(this, identity(labels));
    }

    private static Labels identity(Labels labels) {
        return Require.that(Require.present("labels", labels).size() > 0, "labels of a sample", "not be empty", labels);
    }

    private AppendOutcome append(Labels labels, long timestampMillis, double value, boolean derived) {
        return append(identity(labels), null, timestampMillis, value, derived);
    }

    /** Adds one sample; the series is looked for where no handle knows it. */
    AppendOutcome append(
            Labels labels, @Nullable SeriesAppender handle, long timestampMillis, double value, boolean derived) {
        if (timestampMillis < FIRST_MILLIS || timestampMillis > LAST_MILLIS) {
            throw new InvalidInputException("sample time", "lie in the years 1 to 9999", timestampMillis + " ms");
        }
        AppendOutcome outcome = tryAppend(labels, handle, timestampMillis, value);
        if (!derived && outcome == AppendOutcome.ACCEPTED && timestampMillis < oldest.get()) {
            oldest.accumulateAndGet(timestampMillis, Math::min);
        }
        tally(outcome).add();
        return outcome;
    }

    private AppendOutcome tryAppend(Labels labels, @Nullable SeriesAppender handle, long timestamp, double value) {
        if (timestamp <= horizon.get()) {
            return AppendOutcome.TOO_OLD;
        }
        MemSeries series = handle == null ? null : handle.known;
        while (true) {
            if (series == null) {
                series = find(labels);
                if (series == null) {
                    return AppendOutcome.SERIES_LIMIT;
                }
                if (handle != null) {
                    handle.known = series;
                }
            }
            synchronized (series) {
                if (!series.gone()) {
                    return appendTo(series, timestamp, value);
                }
            }
            series = null;
        }
    }

    private @Nullable MemSeries find(Labels labels) {
        MemSeries series = byLabels.get(labels);
        return series == null ? create(labels) : series;
    }

    private AppendOutcome appendTo(MemSeries series, long timestamp, double value) {
        AppendOutcome outcome = series.judge(timestamp, value);
        if (outcome != AppendOutcome.ACCEPTED) {
            return outcome;
        }
        int dropped = dropUntil(series, timestamp - retentionMillis);
        // A series that has filled its retention gets one sample and drops one.
        if (dropped != 1 && samples.addAndGet(1L - dropped) > maxSamples) {
            samples.decrementAndGet();
            series.endIfEmpty();
            return AppendOutcome.SAMPLE_LIMIT;
        }
        series.append(timestamp, value);
        return AppendOutcome.ACCEPTED;
    }

    /** Gives the number of samples that the series drops, which its caller takes off the samples held. */
    private int dropUntil(MemSeries series, long until) {
        int dropped = series.dropUntil(until);
        if (dropped > 0) {
            expired.add(dropped);
        }
        return dropped;
    }

    private @Nullable MemSeries create(Labels labels) {
        indexLock.writeLock().lock();
        try {
            MemSeries series = byLabels.get(labels);
            if (series == null && byLabels.size() < maxSeries) {
                series = index.add(labels);
                byLabels.put(series.labels, series);
            }
            return series;
        } finally {
            indexLock.writeLock().unlock();
        }
    }

    /**
     * Drops whatever is older than the retention at an instant, and every series that is left without a sample. Samples at or
     * before that bound are refused from then on.
     *
     * @param now the present; an earlier one than before changes nothing
     */
    public void expire(Instant now) {
        long until = Require.instant("present", now).toEpochMilli() - retentionMillis;
        if (horizon.accumulateAndGet(until, Math::max) != until) {
            return;
        }
        List<MemSeries> empty = new ArrayList<>();
        for (MemSeries series : byLabels.values()) {
            synchronized (series) {
                samples.addAndGet(-dropUntil(series, until));
                series.endIfEmpty();
                if (series.size() == 0) {
                    empty.add(series);
                }
            }
        }
        if (!empty.isEmpty()) {
            removeEmpty(empty);
        }
    }

    private void removeEmpty(List<MemSeries> candidates) {
        indexLock.writeLock().lock();
        try {
            for (MemSeries series : candidates) {
                synchronized (series) {
                    if (series.size() == 0 && !series.gone()) {
                        series.markGone();
                        byLabels.remove(series.labels, series);
                        index.remove(series);
                    }
                }
            }
            selections.asMap().values().removeIf(selection -> !selection.holds());
        } finally {
            indexLock.writeLock().unlock();
        }
    }

    @Override
    public void select(List<Matcher> matching, long fromMillis, long toMillis, Consumer<SeriesSamples> sink) {
        Require.list("matchers", matching);
        Require.present("sink", sink);
        for (MemSeries series : selected(matching)) {
            SeriesSamples window;
            synchronized (series) {
                window = series.window(fromMillis, toMillis);
            }
            if (window != null) {
                sink.accept(window);
            }
        }
    }

    @Override
    public void selectNewest(List<Matcher> matching, long fromMillis, long toMillis, Sink sink) {
        Require.present("sink", sink);
        for (MemSeries series : selected(Require.list("matchers", matching))) {
            if (series.tellNewest(fromMillis, toMillis, sink)) {
                continue;
            }
            long timestamp = 0;
            double value = 0;
            int position;
            synchronized (series) {
                position = series.newest(fromMillis, toMillis);
                if (position >= 0) {
                    timestamp = series.timestampAt(position);
                    value = series.valueAt(position);
                }
            }
            if (position >= 0) {
                sink.accept(series.labels, timestamp, value);
            }
        }
    }

    /** In references: what a selection holds, and what the texts of its matchers take. */
    private static int weight(List<Matcher> matching, SeriesIndex.Selection selection) {
        int texts = 0;
        for (Matcher matcher : matching) {
            texts += 8 + matcher.value().length() / 16;
        }
        return 1 + texts + selection.series().size();
    }

    private List<MemSeries> selected(List<Matcher> matching) {
        indexLock.readLock().lock();
        try {
            SeriesIndex.Selection known = selections.getIfPresent(matching);
            if (known == null || !known.holds()) {
                known = index.select(matching, matchers);
                selections.put(List.copyOf(matching), known);
            }
            return known.series();
        } finally {
            indexLock.readLock().unlock();
        }
    }

    /**
     * Whether there is a series of a metric.
     *
     * @param name the metric's name
     * @return true if samples of it are held
     */
    public boolean holds(String name) {
        Require.present("metric name", name);
        indexLock.readLock().lock();
        try {
            return index.has(Labels.METRIC_NAME, name);
        } finally {
            indexLock.readLock().unlock();
        }
    }

    /**
     * The metrics held whose names are most like one, for people who may have mistaken it: names that differ by a suffix of Prometheus'
     * naming such as {@code _total} or {@code _seconds_count}, or by at most three letters. It looks at every name held, so it is
     * for explanations and not for evaluations.
     *
     * @param name the name that was asked for
     * @param limit the greatest number of names, 1 to 100
     * @return the names, the most similar first; the name itself is none of them
     */
    public List<String> similarNames(String name, int limit) {
        Require.anyText("metric name", name, Matcher.MAX_VALUE);
        Require.range("similar names", limit, 1, 100);
        List<String> names;
        indexLock.readLock().lock();
        try {
            names = index.values(Labels.METRIC_NAME);
        } finally {
            indexLock.readLock().unlock();
        }
        return SimilarNames.of(name, names, limit);
    }

    /**
     * Tells whether a matcher keeps a selector of a metric from finding anything that is held, and what it may have been meant to ask
     * for. It looks at every series of the metric, so it is for explanations and not for evaluations.
     *
     * @param metric the metric's name
     * @param matcher a matcher of a selector of that metric
     * @param limit the greatest number of names or values told, 1 to 100
     * @return what is there instead; empty if a series of the metric meets the matcher, or there is none of the metric
     */
    public Optional<UnmetMatcher> unmet(String metric, Matcher matcher, int limit) {
        Require.anyText("metric name", metric, Matcher.MAX_VALUE);
        Require.present("matcher", matcher);
        Require.range("names or values", limit, 1, 100);
        List<MemSeries> series;
        indexLock.readLock().lock();
        try {
            series = index.find(List.of(Matcher.eq(Labels.METRIC_NAME, metric)), matchers);
        } finally {
            indexLock.readLock().unlock();
        }
        return UnmetMatcher.of(
                matcher,
                matchers.predicate(matcher),
                series.stream().map(s -> s.labels).toList(),
                limit);
    }

    /**
     * The number of series held.
     *
     * @return at most the limit
     */
    public int seriesCount() {
        return byLabels.size();
    }

    /**
     * The number of samples held.
     *
     * @return at most the limit
     */
    public long sampleCount() {
        return samples.get();
    }

    /**
     * How often appending ended in an outcome since the store was made.
     *
     * @param outcome the outcome
     * @return a count that only rises
     */
    public long count(AppendOutcome outcome) {
        return tally(outcome).count().sum();
    }

    /**
     * Since when this store has been given samples.
     *
     * @return the earliest instant of all samples accepted since the store was made, whether still held or not, but for those made of
     *     others
     */
    public Optional<Instant> since() {
        long millis = oldest.get();
        return millis == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    /**
     * The greatest number of series held.
     *
     * @return the limit
     */
    public int maxSeries() {
        return maxSeries;
    }

    /**
     * The greatest number of samples held.
     *
     * @return the limit
     */
    public long maxSamples() {
        return maxSamples;
    }

    /**
     * How long samples are kept.
     *
     * @return the retention
     */
    public Duration retention() {
        return Duration.ofMillis(retentionMillis);
    }

    /**
     * The compiled patterns that this store selects by, for others to share.
     *
     * @return the cache
     */
    public MatcherCache matchers() {
        return matchers;
    }

    private Tally tally(AppendOutcome outcome) {
        return Objects.requireNonNull(tallies.get(Require.present("outcome", outcome)));
    }

    /** A count for the store's own users and one for its meters. */
    private record Tally(LongAdder count, Meters.Counter meter) {
        void add() {
            count.increment();
            meter.add();
        }
    }

    /**
     * Sets the bounds of a store.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private Duration retention = Duration.ofHours(2);
        private int maxSeries = 20_000;
        private long maxSamples = 10_000_000;
        private int maxPatterns = 1_000;
        private Meters meters = Meters.none();

        private Builder() {}

        /**
         * How long samples are kept.
         *
         * @param duration 1 ms to 366 days
         * @return this builder
         */
        public Builder retention(Duration duration) {
            Require.positive("retention", duration, Duration.ofDays(366));
            this.retention = Require.that(duration.toMillis() > 0, "retention", "be at least 1 ms", duration);
            return this;
        }

        /**
         * The greatest number of series held at once.
         *
         * @param limit 1 to 10,000,000
         * @return this builder
         */
        public Builder maxSeries(int limit) {
            this.maxSeries = Require.range("series limit", limit, 1, 10_000_000);
            return this;
        }

        /**
         * The greatest number of samples held at once; each takes 16 to 32 bytes.
         *
         * @param limit 1 to 1,000,000,000
         * @return this builder
         */
        public Builder maxSamples(int limit) {
            this.maxSamples = Require.range("sample limit", limit, 1, 1_000_000_000);
            return this;
        }

        /**
         * The greatest number of compiled patterns kept.
         *
         * @param limit 1 to 100,000
         * @return this builder
         */
        public Builder maxPatterns(int limit) {
            this.maxPatterns = Require.range("pattern limit", limit, 1, 100_000);
            return this;
        }

        /**
         * Where the store's own meters go; nowhere by default.
         *
         * @param given the meters
         * @return this builder
         */
        public Builder meters(Meters given) {
            this.meters = Require.present("meters", given);
            return this;
        }

        /**
         * The store.
         *
         * @return an empty store
         */
        public MetricStore build() {
            return new MetricStore(this);
        }
    }
}
