package io.itops.prometheus.scrape;

import io.itops.core.FormatException;
import io.itops.core.LimitExceededException;
import io.itops.core.Require;
import io.itops.core.access.HostResolver;
import io.itops.core.internal.http.EgressGate;
import io.itops.core.internal.http.PinnedHttp;
import io.itops.core.spi.EgressPolicy;
import io.itops.monitoring.eval.Semantics;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.MetricStore;
import io.itops.prometheus.text.ExposedSample;
import io.itops.prometheus.text.TextFormat;
import io.itops.prometheus.text.TextLimits;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Asks targets for their samples over HTTP and keeps them in a metric store, as Prometheus does.
 *
 * <pre>{@code
 * Scraper scraper = Scraper.builder(metrics, egress)
 *         .limits(ScrapeLimits.builder().time(Duration.ofSeconds(5)).build())
 *         .build();
 * ScrapeResult result = scraper.scrape(node, clock.instant());
 * }</pre>
 *
 * <p>Either all samples of an answer are kept or, if anything is wrong with it, none; what the metric store refuses, such as a sample
 * that is older than the last of its series, is counted. A series that the target gave at the scrape before and does not give now
 * ends by a staleness marker, and where the scrape fails all of them do, unless the target tells their timestamps itself. Each scrape
 * leaves {@code up}, {@code scrape_duration_seconds} and {@code scrape_samples_scraped} with the labels of the target.
 *
 * <p>A host is resolved once a request; every address that it has must be allowed by the egress policy, and the connection goes to the
 * first of them. Redirects are followed within limits, and the policy is asked again for each. No scrape sends credentials.
 *
 * <p>Thread-safe; scrapes of one target wait for each other.
 *
 * @since 0.1
 */
public final class Scraper {
    private static final int MAX_TARGETS = 10_000;
    private static final int MAX_LINE = 1_000_000;
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private final MetricStore metrics;
    private final InstantSource clock;
    private final ScrapeLimits limits;
    private final Semantics semantics;
    private final Fetch fetch;
    private final Map<Labels, TargetSeries> targets = new ConcurrentHashMap<>();

    private Scraper(Builder builder) {
        this.metrics = builder.metrics;
        this.clock = builder.clock;
        this.limits = builder.limits;
        this.semantics = builder.semantics;
        SSLContext tls = builder.tls == null ? defaultTls() : builder.tls;
        this.fetch =
                new Fetch(new EgressGate(builder.egress, builder.resolver), new PinnedHttp(tls, clock), clock, limits);
    }

    /**
     * Starts a scraper.
     *
     * @param metrics where samples go
     * @param egress says which addresses may be connected to
     * @return a builder
     */
    public static Builder builder(MetricStore metrics, EgressPolicy egress) {
        return new Builder(Require.present("metrics", metrics), Require.present("egress policy", egress));
    }

    /**
     * Asks a target for its samples, which takes at most {@link ScrapeLimits#time()} and the time that its host's name takes to resolve.
     *
     * @param target the target
     * @param at the instant of the scrape, which samples have that tell none; later than that of the target's scrape before
     * @return how it went; what lies in the target or on the way to it is never thrown
     * @throws io.itops.core.InvalidInputException if the instant does not lie after that of the scrape before
     * @throws LimitExceededException if there are 10,000 targets already
     */
    public ScrapeResult scrape(ScrapeTarget target, Instant at) {
        Require.present("target of a scrape", target);
        Require.instant("instant of the scrape", at);
        while (true) {
            TargetSeries series = series(target.labels());
            synchronized (series) {
                // Whoever waited here while the target was ended begins with it anew.
                if (targets.get(target.labels()) == series) {
                    return scrape(target, series, at);
                }
            }
        }
    }

    private ScrapeResult scrape(ScrapeTarget target, TargetSeries series, Instant at) {
        Require.that(series.before(at), "instant of the scrape", "lie after that of the scrape before", at);
        Instant begun = clock.instant();
        try {
            List<TargetSeries.Taken> samples = read(target, at);
            return series.take(samples, at, since(begun));
        } catch (ScrapeFailure e) {
            return series.fail(e, at, since(begun));
        }
    }

    /**
     * Ends the series of a target that is asked no more, those about its scrapes included.
     *
     * @param target the target; one that was never asked has no series
     * @param at later than that of the target's scrape before
     * @return how many series of the target's own were ended
     * @throws io.itops.core.InvalidInputException if the instant does not lie after that of the scrape before
     */
    public int end(ScrapeTarget target, Instant at) {
        Require.present("target of a scrape", target);
        Require.instant("instant of the end", at);
        TargetSeries series = targets.get(target.labels());
        if (series == null) {
            return 0;
        }
        synchronized (series) {
            if (targets.get(target.labels()) != series) {
                return 0;
            }
            Require.that(series.before(at), "instant of the end", "lie after that of the scrape before", at);
            targets.remove(target.labels(), series);
            return series.endAll(at);
        }
    }

    private synchronized TargetSeries series(Labels labels) {
        TargetSeries known = targets.get(labels);
        if (known != null) {
            return known;
        }
        if (targets.size() >= MAX_TARGETS) {
            throw new LimitExceededException("targets of a scraper", MAX_TARGETS, targets.size() + 1L);
        }
        return targets.computeIfAbsent(labels, key -> new TargetSeries(metrics, key));
    }

    private Duration since(Instant begun) {
        Duration took = Duration.between(begun, clock.instant());
        return took.isNegative() ? Duration.ZERO : took;
    }

    private List<TargetSeries.Taken> read(ScrapeTarget target, Instant at) throws ScrapeFailure {
        Fetch.Answer answer = fetch.from(target.uri());
        TextFormat format = TextFormat.ofContentType(answer.contentType())
                .orElseThrow(() -> new ScrapeFailure(
                        ScrapeOutcome.MALFORMED,
                        "content type must be text/plain or application/openmetrics-text, but was "
                                + answer.contentType()));
        try {
            List<TargetSeries.Taken> taken = new ArrayList<>();
            for (ExposedSample sample :
                    format.parse(answer.text(), text(), semantics).samples()) {
                boolean told = target.honorTimestamps() && sample.timestamp().isPresent();
                taken.add(new TargetSeries.Taken(
                        Relabelling.of(target, sample.labels(), limits),
                        sample.value(),
                        told ? timestamp(sample.timestamp().getAsLong()) : at.toEpochMilli(),
                        told));
            }
            requireSeries(taken);
            return taken;
        } catch (FormatException e) {
            throw new ScrapeFailure(ScrapeOutcome.MALFORMED, String.valueOf(e.getMessage()));
        } catch (LimitExceededException e) {
            throw new ScrapeFailure(ScrapeOutcome.TOO_LARGE, String.valueOf(e.getMessage()));
        }
    }

    /** Before anything is kept, so that an answer with too many leaves no series behind. */
    private void requireSeries(List<TargetSeries.Taken> taken) {
        long series = taken.stream().map(TargetSeries.Taken::labels).distinct().count();
        if (series > limits.series()) {
            throw new LimitExceededException("series of a scrape", limits.series(), series);
        }
    }

    private static long timestamp(long millis) throws ScrapeFailure {
        if (millis < FIRST.toEpochMilli()) {
            throw new ScrapeFailure(
                    ScrapeOutcome.MALFORMED, "timestamps must not lie before the year 1, but one is " + millis + " ms");
        }
        return millis;
    }

    private TextLimits text() {
        return new TextLimits(
                limits.textBytes(), Math.min(limits.textBytes(), MAX_LINE), limits.samples(), limits.labels());
    }

    private static SSLContext defaultTls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the platform has no default TLS context", e);
        }
    }

    /**
     * Configures a scraper.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private final MetricStore metrics;
        private final EgressPolicy egress;
        private ScrapeLimits limits = ScrapeLimits.STANDARD;
        private Semantics semantics = Semantics.PROMETHEUS_3_14;
        private HostResolver resolver = HostResolver.system();
        private InstantSource clock = InstantSource.system();
        private @Nullable SSLContext tls;

        private Builder(MetricStore metrics, EgressPolicy egress) {
            this.metrics = metrics;
            this.egress = egress;
        }

        /**
         * How much a scrape may cost.
         *
         * @param given {@link ScrapeLimits#STANDARD} unless given
         * @return this
         */
        public Builder limits(ScrapeLimits given) {
            limits = Require.present("limits", given);
            return this;
        }

        /**
         * The version of Prometheus as which labels are stored: since 3.0 the bounds of buckets and quantiles have a decimal point.
         * That of the expressions over them.
         *
         * @param given {@link Semantics#PROMETHEUS_3_14} unless given
         * @return this
         */
        public Builder semantics(Semantics given) {
            semantics = Require.present("semantics", given);
            return this;
        }

        /**
         * What finds the addresses of hosts.
         *
         * @param given the platform's resolver unless given
         * @return this
         */
        public Builder resolver(HostResolver given) {
            resolver = Require.present("resolver", given);
            return this;
        }

        /**
         * What measures how long scrapes take.
         *
         * @param given the system's clock unless given; with one that stands still the limit of time holds for each read from the
         *     connection and not for all of them together
         * @return this
         */
        public Builder clock(InstantSource given) {
            clock = Require.present("clock", given);
            return this;
        }

        /**
         * Which certificates are trusted.
         *
         * @param given the platform's trust unless given
         * @return this
         */
        public Builder tls(SSLContext given) {
            tls = Require.present("TLS context", given);
            return this;
        }

        /**
         * The scraper.
         *
         * @return the scraper
         */
        public Scraper build() {
            return new Scraper(this);
        }
    }
}
