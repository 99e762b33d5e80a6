package io.itops.core.store;

import java.util.Arrays;

/**
 * Keeps texts that many records repeat once: gives for a text the equal one that came before. It forgets a text whose place another one
 * takes, so it never grows, costs no search, and now and then lets a text be kept twice.
 *
 * <p>Not thread-safe; confine to one thread.
 */
final class TextPool {
    /** A power of two, well above the number of texts that are repeated at one time: states, services, teams, priorities. */
    private static final int PLACES = 4_096;

    private final String[] texts = new String[PLACES];

    TextPool() {
        Arrays.fill(texts, "");
    }

    /** The text, or the equal one that is known. */
    String pooled(String text) {
        int hash = text.hashCode();
        int place = (hash ^ hash >>> 16) & PLACES - 1;
        if (!texts[place].equals(text)) {
            texts[place] = text;
        }
        return texts[place];
    }
}
