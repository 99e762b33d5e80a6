package io.itops.monitoring.rule;

import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import io.itops.monitoring.metric.Labels;
import java.util.Collections;
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
        Labels labels,
        Severity severity,
        ServiceId service,
        String dedupKey,
        SortedMap<String, String> annotations) {
    /** How label sets are written. */
    static final Codec<Labels> LABELS = Codec.TEXT.map().map(Labels::of, Labels::asMap);

    /** How identities are written. */
    static final Codec<AlertIdentity> CODEC = Shape.of("identity", s -> {
        var id = s.field("id", Codec.TEXT, AlertIdentity::id);
        var group = s.field("group", Codec.TEXT, AlertIdentity::group);
        var rule = s.field("rule", Codec.TEXT, AlertIdentity::rule);
        var labels = s.field("labels", LABELS, AlertIdentity::labels);
        var severity = s.field("severity", Codec.ofEnum(Severity.class), AlertIdentity::severity);
        var service = s.field("service", ServiceId.CODEC, AlertIdentity::service);
        var dedupKey = s.field("dedupKey", Codec.TEXT, AlertIdentity::dedupKey);
        var annotations = s.field("annotations", Codec.TEXT.map(), AlertIdentity::annotations);
        return row -> new AlertIdentity(
                row.get(id),
                row.get(group),
                row.get(rule),
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
        Require.present("labels", labels);
        Require.present("severity", severity);
        Require.present("service", service);
        Require.id("dedup key", dedupKey);
        annotations = annotations(annotations);
    }

    static void checkAnnotation(String name, String text) {
        Require.text("annotation name", name, Labels.MAX_NAME);
        Require.anyText("annotation", text, 4_000);
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
