package io.itops.monitoring.rule;

import io.itops.core.InvalidInputException;
import io.itops.core.SafeText;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.monitoring.metric.Labels;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;

/** Makes ids and dedup keys of labels: the same labels give the same ones in every process. */
final class Identities {
    private static final int MAX_KEY = 200;
    private static final ServiceId UNKNOWN = ServiceId.of("unknown");

    private Identities() {}

    static AlertIdentity of(
            String group,
            String key,
            AlertRule rule,
            Labels labels,
            Severity severity,
            SortedMap<String, String> annotations) {
        ServiceId service = rule.service().orElseGet(() -> service(labels.get(AlertRule.SERVICE)));
        return new AlertIdentity(
                rule.name() + '-' + digest(group + '\n' + key + '\n' + labels),
                group,
                rule.name(),
                key,
                labels,
                severity,
                service,
                dedupKey(rule, labels, service),
                annotations);
    }

    /** A label may hold what cannot be an id; the alert matters more than its service. */
    private static ServiceId service(String label) {
        try {
            return label.isEmpty() ? UNKNOWN : ServiceId.of(label);
        } catch (InvalidInputException e) {
            return UNKNOWN;
        }
    }

    private static String dedupKey(AlertRule rule, Labels labels, ServiceId service) {
        Labels.Builder key = labels.keep(rule.dedupBy()).toBuilder();
        if (rule.dedupBy().contains(AlertRule.SERVICE)
                && labels.get(AlertRule.SERVICE).isEmpty()) {
            key.put(AlertRule.SERVICE, service.value());
        }
        Labels kept = key.build();
        // Without any of the labels all such alerts of all rules would share one key.
        String text = (kept.size() == 0 ? labels.keep(java.util.List.of(AlertRule.ALERT_NAME)) : kept).toString();
        String line = SafeText.oneLine(text);
        return line.codePointCount(0, line.length()) <= MAX_KEY
                ? line
                : SafeText.shorten(line, MAX_KEY - 20) + '#' + digest(text);
    }

    static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
