package io.itops.core.journal;

import io.itops.core.FormatException;
import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.core.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** The one text form of numbers followed by hashes: single spaces between them, numbers in plain decimal without a sign. */
final class HashLine {
    private static final int SHOWN = 80;

    private HashLine() {}

    static String encode(List<Hash> hashes, long... numbers) {
        StringBuilder out = new StringBuilder(numbers.length * 8 + hashes.size() * (Hash.DIGITS + 1));
        for (long number : numbers) {
            out.append(number).append(' ');
        }
        for (Hash hash : hashes) {
            out.append(hash).append(' ');
        }
        out.setLength(out.length() - 1);
        return out.toString();
    }

    /** Reads a line whose first words are numbers, and makes a value of it; what the value refuses is refused as text. */
    static <T> T parse(String what, String line, int numbers, BiFunction<long[], List<Hash>, T> make) {
        Require.present(what, line);
        String[] words = line.split(" ", -1);
        if (words.length < numbers) {
            throw new FormatException(what, "begin with " + numbers + " numbers", SafeText.shorten(line, SHOWN));
        }
        long[] first = new long[numbers];
        for (int i = 0; i < numbers; i++) {
            first[i] = number(what, words[i]);
        }
        List<Hash> hashes = new ArrayList<>(words.length - numbers);
        for (int i = numbers; i < words.length; i++) {
            hashes.add(Hash.parse(words[i]));
        }
        try {
            return make.apply(first, hashes);
        } catch (InvalidInputException e) {
            throw new FormatException(what + ": " + e.what(), e.rule(), e.value());
        }
    }

    /** Not {@link Long#parseLong} alone, which takes signs, leading zeros and the digits of every script. */
    private static long number(String what, String word) {
        try {
            long value = Long.parseLong(word);
            if (value >= 0 && Long.toString(value).equals(word)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // refused below like any other word that is no number
        }
        throw new FormatException(what, "have a plain decimal number here", SafeText.shorten(word, SHOWN));
    }
}
