package io.itops.monitoring.rule;

import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import io.itops.monitoring.metric.Labels;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an alert is about, fixed when it begins.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id unique in the store: the same rule and labels give the same id again
 * @param group the group of the rule
 * @param rule the name of the rule
 * @param key which rule of that name it is: its key in the group, see {@link RuleGroup#keys()}
 * @param labels the alert's labels: those of the element, then the rule's own, then {@code alertname}
 * @param severity how bad it is
 * @param service the service in trouble
 * @param dedupKey alerts of one key are about one trouble
 * @param annotations texts for people, at most 64
 * @since 0.1
 */
public record AlertIdentity(
        String id,
        String group,
        String rule,
        String key,
        Labels labels,
        Severity severity,
        ServiceId service,
        String dedupKey,
        SortedMap<String, String> annotations) {
    /** The greatest length of an annotation's text. */
    static final int MAX_ANNOTATION = 4_000;

    /** How label sets are written. */
    static final Codec<Labels> LABELS = Codec.TEXT.map().map(Labels::of, Labels::asMap);

    /** How identities are written. */
    static final Codec<AlertIdentity> CODEC = Shape.of("identity", s -> {
        var id = s.field("id", Codec.TEXT, AlertIdentity::id);
        var group = s.field("group", Codec.TEXT, AlertIdentity::group);
        var rule = s.field("rule", Codec.TEXT, AlertIdentity::rule);
        // Not there where it is the name, nor in what a release before these keys wrote.
        var key = s.optional(
                "key", Codec.TEXT, (AlertIdentity i) -> Optional.of(i.key()).filter(k -> !k.equals(i.rule())));
        var labels = s.field("labels", LABELS, AlertIdentity::labels);
        var severity = s.field("severity", Codec.ofEnum(Severity.class), AlertIdentity::severity);
        var service = s.field("service", ServiceId.CODEC, AlertIdentity::service);
        var dedupKey = s.field("dedupKey", Codec.TEXT, AlertIdentity::dedupKey);
        var annotations = s.field("annotations", Codec.TEXT.map(), AlertIdentity::annotations);
        return row -> new AlertIdentity(
                row.get(id),
                row.get(group),
                row.get(rule),
                row.get(key).orElseGet(() -> row.get(rule)),
                row.get(labels),
                row.get(severity),
                row.get(service),
                row.get(dedupKey),
                row.get(annotations));
    });

    /** Checks the parts. */
    public AlertIdentity {
        Require.id("alert id", id);
        RuleNames.require("group name", group);
        RuleNames.require("rule name", rule);
        Require.id("rule key", key);
        Require.present("labels", labels);
        Require.present("severity", severity);
        Require.present("service", service);
        Require.id("dedup key", dedupKey);
        annotations = annotations(annotations);
    }

    /**
     * What becomes of this identity when the alert is evaluated again: its texts and its severity may change, nothing else.
     *
     * @param fresh what the rule now says of the same labels
     * @return this identity with the severity and the annotations of that
     */
    AlertIdentity refreshed(AlertIdentity fresh) {
        return severity == fresh.severity && annotations.equals(fresh.annotations)
                ? this
                : new AlertIdentity(id, group, rule, key, labels, fresh.severity, service, dedupKey, fresh.annotations);
    }

    /**
     * This identity as that of an alert that has been there before.
     *
     * @param before what the alert was about
     * @return this identity with the id of that
     */
    public AlertIdentity again(AlertIdentity before) {
        String known = Require.present("identity before", before).id();
        return known.equals(id)
                ? this
                : new AlertIdentity(known, group, rule, key, labels, severity, service, dedupKey, annotations);
    }

    static void checkAnnotation(String name, String text) {
        Require.text("annotation name", name, Labels.MAX_NAME);
        Require.anyText("annotation", text, MAX_ANNOTATION);
    }

    static SortedMap<String, String> annotations(SortedMap<String, String> given) {
        SortedMap<String, String> copy = new TreeMap<>();
        Require.present("annotations", given).forEach((name, text) -> {
            checkAnnotation(name, text);
            copy.put(name, text);
        });
        Require.size("annotations", copy.keySet(), 0, 64);
        return Collections.unmodifiableSortedMap(copy);
    }
}
