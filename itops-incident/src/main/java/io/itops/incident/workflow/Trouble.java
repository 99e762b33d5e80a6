package io.itops.incident.workflow;

import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import io.itops.core.signal.Fingerprint;
import io.itops.core.signal.Signal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is wrong: what an incident is about.
 *
 * <p>Immutable and thread-safe.
 *
 * @param dedupKey signals of this key belong to the incident; at most 200 characters
 * @param service the service that is in trouble
 * @param severity how bad it is
 * @param summary one line, at most 300 characters
 * @param labels what is known about it, at most 64
 * @param needToKnow who may know of it, if not everyone
 * @since 0.1
 */
public record Trouble(
        String dedupKey,
        ServiceId service,
        Severity severity,
        String summary,
        SortedMap<String, String> labels,
        Optional<NeedToKnow> needToKnow) {
    /** How it is written. */
    public static final Codec<Trouble> CODEC = Shape.of("trouble", s -> {
        var dedupKey = s.field("dedupKey", Codec.TEXT, Trouble::dedupKey);
        var service = s.field("service", ServiceId.CODEC, Trouble::service);
        var severity = s.field("severity", Codec.ofEnum(Severity.class), Trouble::severity);
        var summary = s.field("summary", Codec.TEXT, Trouble::summary);
        var labels = s.field("labels", Codec.TEXT.map(), Trouble::labels);
        var needToKnow = s.optional("needToKnow", NeedToKnow.CODEC, Trouble::needToKnow);
        return row -> new Trouble(
                row.get(dedupKey),
                row.get(service),
                row.get(severity),
                row.get(summary),
                row.get(labels),
                row.get(needToKnow));
    });

    /** Checks and copies the parts, by the rules of a signal. */
    public Trouble {
        Signal checked =
                Signal.firing(dedupKey, service, severity, summary).withLabels(Require.present("labels", labels));
        labels = checked.labels();
        Require.present("need to know", needToKnow);
    }

    /**
     * Trouble that everyone may know of.
     *
     * @param dedupKey signals of this key belong to the incident
     * @param service the service that is in trouble
     * @param severity how bad it is
     * @param summary one line
     * @param labels what is known about it
     */
    public Trouble(
            String dedupKey, ServiceId service, Severity severity, String summary, SortedMap<String, String> labels) {
        this(dedupKey, service, severity, summary, labels, Optional.empty());
    }

    /**
     * Trouble without labels.
     *
     * @param dedupKey signals of this key belong to the incident
     * @param service the service that is in trouble
     * @param severity how bad it is
     * @param summary one line
     * @return the trouble
     */
    public static Trouble of(String dedupKey, ServiceId service, Severity severity, String summary) {
        return new Trouble(dedupKey, service, severity, summary, new TreeMap<>());
    }

    /**
     * What a signal says is wrong.
     *
     * @param signal the signal
     * @return the trouble
     */
    public static Trouble of(Signal signal) {
        Require.present("signal", signal);
        return new Trouble(signal.dedupKey(), signal.service(), signal.severity(), signal.summary(), signal.labels());
    }

    /**
     * This trouble with labels.
     *
     * @param more the labels that it is to have
     * @return a new value
     */
    public Trouble withLabels(Map<String, String> more) {
        return new Trouble(
                dedupKey, service, severity, summary, new TreeMap<>(Require.present("labels", more)), needToKnow);
    }

    /**
     * This trouble, as that of a restricted incident: only those may read it who need to know of it.
     *
     * @param readers the ids of people who are added by name, besides those who were so far
     * @return a new value
     */
    public Trouble restrictedTo(Collection<String> readers) {
        List<String> named = Require.list("readers", readers);
        return with(Optional.of(needToKnow.orElse(NeedToKnow.NOBODY_NAMED).and(named)));
    }

    Trouble with(Optional<NeedToKnow> mark) {
        return new Trouble(dedupKey, service, severity, summary, labels, mark);
    }

    Trouble withSeverity(Severity other) {
        return new Trouble(dedupKey, service, other, summary, labels, needToKnow);
    }

    /**
     * What kind of trouble it is.
     *
     * @return its fingerprint
     */
    public Fingerprint fingerprint() {
        return Fingerprint.of(labels, summary);
    }
}
