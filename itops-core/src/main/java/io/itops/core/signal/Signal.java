package io.itops.core.signal;

import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.explain.Explanation;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What opens and resolves incidents. Alerts become signals, and so may a webhook, an event of a message bus, or a user's own code.
 *
 * <p>Immutable and thread-safe.
 *
 * @param status whether the trouble is there or over
 * @param dedupKey signals of one key are about one trouble; at most 200 characters
 * @param service the service that is in trouble; the catalog need not know it
 * @param severity how bad it is
 * @param summary one line, at most 300 characters
 * @param labels what is known about it, at most 64
 * @param explanation why the signal was raised
 * @since 0.1
 */
public record Signal(
        Status status,
        String dedupKey,
        ServiceId service,
        Severity severity,
        String summary,
        SortedMap<String, String> labels,
        Optional<Explanation> explanation) {
    /** Whether the trouble is there or over. */
    public enum Status {
        /** The trouble is there. */
        FIRING,
        /** The trouble is over. */
        RESOLVED
    }

    /** How signals are written. */
    public static final Codec<Signal> CODEC = Shape.of("signal", s -> {
        var status = s.field("status", Codec.ofEnum(Status.class), Signal::status);
        var dedupKey = s.field("dedupKey", Codec.TEXT, Signal::dedupKey);
        var service = s.field("service", ServiceId.CODEC, Signal::service);
        var severity = s.field("severity", Codec.ofEnum(Severity.class), Signal::severity);
        var summary = s.field("summary", Codec.TEXT, Signal::summary);
        var labels = s.field("labels", Codec.TEXT.map(), Signal::labels);
        var explanation = s.optional("explanation", Explanation.CODEC, Signal::explanation);
        return row -> new Signal(
                row.get(status),
                row.get(dedupKey),
                row.get(service),
                row.get(severity),
                row.get(summary),
                row.get(labels),
                row.get(explanation));
    });

    /** Checks and copies the parts. */
    public Signal {
        Require.present("signal status", status);
        Require.id("dedup key", dedupKey);
        Require.present("service", service);
        Require.present("severity", severity);
        Require.text("signal summary", summary, 300);
        Require.that(summary.indexOf('\n') < 0 && summary.indexOf('\r') < 0, "signal summary", "be one line", summary);
        labels = Require.texts("label", labels, 128, 1_024);
        Require.size("labels", labels.keySet(), 0, 64);
        Require.present("explanation", explanation);
    }

    /**
     * The trouble is there.
     *
     * @param dedupKey the key of the trouble
     * @param service the service that is in trouble
     * @param severity how bad it is
     * @param summary one line
     * @return the signal
     */
    public static Signal firing(String dedupKey, ServiceId service, Severity severity, String summary) {
        return new Signal(Status.FIRING, dedupKey, service, severity, summary, new TreeMap<>(), Optional.empty());
    }

    /**
     * The trouble is over.
     *
     * @param dedupKey the key of the trouble
     * @param service the service that was in trouble
     * @param severity how bad it was
     * @param summary one line
     * @return the signal
     */
    public static Signal resolved(String dedupKey, ServiceId service, Severity severity, String summary) {
        return new Signal(Status.RESOLVED, dedupKey, service, severity, summary, new TreeMap<>(), Optional.empty());
    }

    /**
     * This signal with labels.
     *
     * @param more the labels that it is to have
     * @return a new signal
     */
    public Signal withLabels(Map<String, String> more) {
        return new Signal(status, dedupKey, service, severity, summary, Require.map("labels", more), explanation);
    }

    /**
     * This signal with the reason why it was raised.
     *
     * @param why the explanation
     * @return a new signal
     */
    public Signal explained(Explanation why) {
        return new Signal(
                status, dedupKey, service, severity, summary, labels, Optional.of(Require.present("explanation", why)));
    }
}
