package io.itops.prometheus.rulefile;

import io.itops.core.SafeText;
import io.itops.core.Severity;
import io.itops.prometheus.internal.Place;
import io.itops.prometheus.internal.Problems;
import io.itops.prometheus.internal.YamlNode.Scalar;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Tells the severity of rules by the label that names it, and warns of values that name none. Not thread-safe. */
final class SeverityLabels {
    private static final int SHOWN_VALUE = 100;

    private final RuleFileOptions options;
    private final Problems problems;

    /** The words of the options before the names of severities, in any case of their letters. */
    private final Map<String, Severity> words = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** A label of a group is one for many rules. */
    private final Set<Place> warned = new HashSet<>();

    SeverityLabels(RuleFileOptions options, Problems problems) {
        this.options = options;
        this.problems = problems;
        options.severities().forEach(words::putIfAbsent);
        for (Severity severity : Severity.values()) {
            words.putIfAbsent(severity.name(), severity);
        }
    }

    /**
     * The severity of an alert rule: what it says itself stands before what its group says, and {@code itops} before the label.
     *
     * @param rule the rule, for messages
     * @param own what stands under {@code itops} of the rule
     * @param labels its labels
     * @param group the group it is of
     */
    Severity of(String rule, Optional<Severity> own, Map<Scalar, Scalar> labels, GroupDefaults group) {
        if (own.isPresent()) {
            return own.get();
        }
        Optional<Severity> ofGroup = group.extras().severity();
        Optional<Scalar> label = value(labels);
        if (label.isPresent()) {
            return read(label.get(), rule, ofGroup.orElse(options.defaultSeverity()));
        }
        return ofGroup.orElseGet(() -> value(group.labels())
                .map(told -> read(told, group.what(), options.defaultSeverity()))
                .orElse(options.defaultSeverity()));
    }

    private Optional<Scalar> value(Map<Scalar, Scalar> labels) {
        return labels.entrySet().stream()
                .filter(label -> label.getKey().text().equals(options.severityLabel()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private Severity read(Scalar value, String whose, Severity otherwise) {
        String text = value.text();
        Severity exact = options.severities().get(text);
        Severity known = exact == null ? words.get(text) : exact;
        if (known != null) {
            return known;
        }
        if (!text.isEmpty() && warned.add(value.place())) {
            problems.warn(
                    value.place(),
                    "label " + options.severityLabel() + " of " + whose + " is "
                            + (text.contains("{{")
                                    ? "a template, which does not count"
                                    : '"' + SafeText.oneLine(SafeText.shorten(text, SHOWN_VALUE))
                                            + "\", which names no severity")
                            + ": " + otherwise + " is taken, unless itops says another one");
        }
        return otherwise;
    }
}
