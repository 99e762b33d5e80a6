package io.itops.incident.internal;

import io.itops.core.SafeText;
import java.util.Collection;
import java.util.regex.Pattern;

/** Makes one-line texts for the journal of whatever people wrote. Immutable and thread-safe. */
public final class JournalLines {
    private static final int SUMMARY = 500;
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    private JournalLines() {}

    /**
     * A text as the summary of an event.
     *
     * @param text any text
     * @return one line of at most 500 code points
     */
    public static String summary(String text) {
        return oneLine(text, SUMMARY);
    }

    /**
     * A text in one line.
     *
     * @param text any text
     * @param max the greatest length in code points, at least 1
     * @return the line
     */
    public static String oneLine(String text, int max) {
        return SafeText.shorten(
                SafeText.oneLine(WHITE_SPACE.matcher(text.strip()).replaceAll(" ")), max);
    }

    /**
     * That something was to be told, and nobody could be.
     *
     * @param what what was to be told
     * @param tried who cannot be reached; nobody where there is nobody to tell
     * @return the summary of an event
     */
    public static String untold(String what, Collection<String> tried) {
        return summary("nobody could be told: " + what
                + (tried.isEmpty() ? "; there is nobody to tell" : "; cannot be reached: " + String.join(", ", tried)));
    }

    /**
     * A remark after a clause.
     *
     * @param text any text, possibly blank
     * @return a colon and the text, or nothing
     */
    public static String remark(String text) {
        return text.isBlank() ? "" : ": " + text;
    }
}
