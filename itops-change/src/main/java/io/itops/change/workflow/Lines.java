package io.itops.change.workflow;

import io.itops.core.SafeText;

/** Makes summaries fit into one line of the journal. */
final class Lines {
    private Lines() {}

    static String fit(String text) {
        return SafeText.shorten(SafeText.oneLine(text), 500);
    }
}
