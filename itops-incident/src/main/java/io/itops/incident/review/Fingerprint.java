package io.itops.incident.review;

import io.itops.core.Require;
import io.itops.core.SafeText;
import io.itops.incident.workflow.Incident;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What kind of trouble an incident tells of, whichever host, request or number it was this time: its label {@code alertname} if it has
 * one, else its summary without what changes from one time to the next (numbers, hexadecimal ids, case, white space).
 *
 * <p>Immutable and thread-safe.
 *
 * @param text the kind of trouble, at most 300 characters
 * @since 0.1
 */
public record Fingerprint(String text) {
    private static final String RULE = "alertname";
    private static final Pattern ID = Pattern.compile("\\b(?=[0-9a-f-]*[0-9])[0-9a-f]{8,}(?:-[0-9a-f]{4,})*\\b");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+(?:[.,][0-9]+)*");
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    /** Checks the text. */
    public Fingerprint {
        Require.text("fingerprint", text, 300);
    }

    /**
     * The fingerprint of an incident.
     *
     * @param incident the incident
     * @return its fingerprint
     */
    public static Fingerprint of(Incident incident) {
        String rule = Require.present("incident", incident).labels().getOrDefault(RULE, "");
        if (!rule.isBlank()) {
            return new Fingerprint(SafeText.shorten("rule " + SafeText.oneLine(rule), 300));
        }
        String words = incident.summary().toLowerCase(Locale.ROOT);
        words = ID.matcher(words).replaceAll("#");
        words = NUMBER.matcher(words).replaceAll("#");
        return new Fingerprint(WHITE_SPACE.matcher(words.strip()).replaceAll(" "));
    }
}
