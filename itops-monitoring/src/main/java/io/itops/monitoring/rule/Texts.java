package io.itops.monitoring.rule;

import io.itops.core.SafeText;
import io.itops.monitoring.metric.Labels;

/** Expands texts; what cannot be expanded becomes a text that says so, as in Prometheus. */
final class Texts {
    private static final int MAX_ERROR = 500;

    private Texts() {}

    static String label(TextExpander expander, String text, TextData data) {
        try {
            String expanded = expander.expand(text, data);
            Labels.builder().put("label", expanded);
            return expanded;
        } catch (RuntimeException | StackOverflowError e) {
            return error(e);
        }
    }

    static String annotation(TextExpander expander, String text, TextData data) {
        try {
            String expanded = SafeText.shorten(expander.expand(text, data), AlertIdentity.MAX_ANNOTATION);
            AlertIdentity.checkAnnotation("annotation", expanded);
            return expanded;
        } catch (RuntimeException | StackOverflowError e) {
            return error(e);
        }
    }

    private static String error(Throwable e) {
        String message = SafeText.shorten(SafeText.oneLine(String.valueOf(e.getMessage())), MAX_ERROR);
        return "<error expanding template: " + message + '>';
    }
}
