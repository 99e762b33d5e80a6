package io.itops.monitoring.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How far apart two words are, by the letters to insert, remove or replace (V. I. Levenshtein, 1966). */
public final class EditDistance {
    private static final int FARTHEST = 3;

    private EditDistance() {}

    /** How many letters of a word may be wrong so that another one may still have been meant. */
    public static int farthest(String word) {
        return Math.min(FARTHEST, word.length() / 3);
    }

    /** The words nearest to one that may have been meant by it, by the alphabet; none if all are too far. */
    public static List<String> nearest(String asked, Stream<String> words) {
        List<String> nearest = new ArrayList<>();
        int[] least = {farthest(asked)};
        words.forEach(word -> {
            int distance = of(asked, word, least[0]);
            if (distance < least[0]) {
                least[0] = distance;
                nearest.clear();
            }
            if (distance <= least[0]) {
                nearest.add(word);
            }
        });
        nearest.sort(null);
        return nearest;
    }

    /** The letters to change; more than the farthest wanted where there are more. */
    public static int of(String a, String b, int farthest) {
        if (Math.abs(a.length() - b.length()) > farthest) {
            return farthest + 1;
        }
        int[] before = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            int least = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(before[j], row[j - 1]));
                least = Math.min(least, row[j]);
            }
            if (least > farthest) {
                return farthest + 1;
            }
            before = row;
        }
        return before[b.length()];
    }
}
