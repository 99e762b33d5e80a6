package io.itops.incident.workflow;

import io.itops.core.Actor;
import io.itops.core.SafeText;
import java.util.Collection;
import java.util.regex.Pattern;

/** Makes one-line texts for the journal of whatever people and systems wrote. */
final class Lines {
    private static final int SUMMARY = 500;
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    private Lines() {}

    static String summary(String text) {
        return oneLine(text, SUMMARY);
    }

    static String oneLine(String text, int max) {
        return SafeText.shorten(SafeText.oneLine(singleSpaced(text.strip())), max);
    }

    /** Looked through first: hardly a text has anything to fold. */
    private static String singleSpaced(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || (c == ' ' && text.charAt(i + 1) == ' ')) {
                return WHITE_SPACE.matcher(text).replaceAll(" ");
            }
        }
        return text;
    }

    static String name(Actor actor) {
        return actor.kind() == Actor.Kind.USER ? actor.id() : actor.toString();
    }

    static String people(Collection<Page> pages) {
        return String.join(", ", pages.stream().map(Page::person).toList());
    }

    /** How people see a state. */
    static String state(IncidentState state) {
        return IncidentWorkflow.LIFECYCLE.label(state);
    }

    /** A reason after a clause that has a remark already, or nothing. */
    static String because(String reason) {
        return reason.isBlank() ? "" : " (" + reason + ')';
    }

    /** A remark after a clause, or nothing. */
    static String remark(String text) {
        return text.isBlank() ? "" : ": " + text;
    }
}
