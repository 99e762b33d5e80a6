package io.itops.monitoring.metric;

import java.util.Comparator;

/** Orders text by code point, which is the order of its UTF-8 bytes; {@link String#compareTo} differs beyond the first plane. */
enum CodePointOrder implements Comparator<String> {
    INSTANCE;

    @Override
    public int compare(String left, String right) {
        int shared = Math.min(left.length(), right.length());
        for (int i = 0; i < shared; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean highA = Character.isSurrogate(a);
                return highA == Character.isSurrogate(b) ? Character.compare(a, b) : highA ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
