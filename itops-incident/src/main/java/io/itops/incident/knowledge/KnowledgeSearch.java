package io.itops.incident.knowledge;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds published texts by the words that stand in them.
 *
 * <p>A word is a run of letters with their marks and of digits, with {@code +} and {@code #} behind it (C++, C#), in the form NFKC of Unicode
 * and in lower case. Of scripts that put no blanks between words (Chinese, Japanese, Thai, Lao, Khmer, Burmese) every two neighbours are a
 * word, as search engines do it, and a letter alone is one where it is asked for alone.
 *
 * <p>Immutable and thread-safe.
 */
final class KnowledgeSearch {
    private static final Pattern WORD =
            Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}]*(?:[+#]+(?![\\p{L}\\p{N}]))?");
    private static final Set<UnicodeScript> WITHOUT_BLANKS = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    /** The mark of long vowels in katakana, which Unicode counts to no script. */
    private static final int LONG_VOWEL = 0x30FC;

    /** The shortest term that longer words are found by: fewer letters begin too many. */
    private static final int SHORTEST_BEGINNING = 3;

    private static final int TAG = 5;
    private static final int TITLE = 3;
    private static final int MOST_IN_TEXT = 5;

    private KnowledgeSearch() {}

    /** The words that are asked for, in their order. */
    static List<String> terms(String text) {
        return words(text, false);
    }

    private static List<String> words(String text) {
        return words(text, true);
    }

    private static List<String> words(String text, boolean alone) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(Normalizer.normalize(text, Form.NFKC).toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            split(matcher.group(), alone, words);
        }
        return words;
    }

    /** Cuts a run into what is written with blanks, which stays whole, and what is not, which becomes pairs. */
    private static void split(String run, boolean alone, List<String> words) {
        int begin = 0;
        while (begin < run.length()) {
            boolean blankless = isBlankless(run, begin);
            int end = begin;
            while (end < run.length() && isBlankless(run, end) == blankless) {
                end = nextLetter(run, end);
            }
            if (blankless) {
                pairs(run.substring(begin, end), alone, words);
            } else {
                words.add(run.substring(begin, end));
            }
            begin = end;
        }
    }

    private static void pairs(String letters, boolean alone, List<String> words) {
        int second = nextLetter(letters, 0);
        if (alone || second == letters.length()) {
            for (int i = 0; i < letters.length(); i = nextLetter(letters, i)) {
                words.add(letters.substring(i, nextLetter(letters, i)));
            }
        }
        for (int i = 0; second < letters.length(); ) {
            int end = nextLetter(letters, second);
            words.add(letters.substring(i, end));
            i = second;
            second = end;
        }
    }

    private static boolean isBlankless(String text, int at) {
        int letter = text.codePointAt(at);
        return letter == LONG_VOWEL || WITHOUT_BLANKS.contains(UnicodeScript.of(letter));
    }

    /** Behind a letter and the marks that belong to it. */
    private static int nextLetter(String text, int at) {
        int next = at + Character.charCount(text.codePointAt(at));
        while (next < text.length() && isMark(text.codePointAt(next))) {
            next += Character.charCount(text.codePointAt(next));
        }
        return next;
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    /** Those in which every term stands, the best first; of equal ones the newer first, then by the entry's id. */
    static List<KnowledgeHit> find(List<KnowledgeVersion> published, List<String> terms, int most) {
        List<KnowledgeHit> hits = new ArrayList<>();
        for (KnowledgeVersion version : published) {
            score(version.content(), terms).ifPresent(score -> hits.add(new KnowledgeHit(version, score)));
        }
        return hits.stream()
                .sorted(Comparator.comparingInt(KnowledgeHit::score)
                        .reversed()
                        .thenComparing(hit -> hit.version().at(), Comparator.reverseOrder())
                        .thenComparing(hit -> hit.version().entry()))
                .limit(most)
                .toList();
    }

    private static Optional<Integer> score(KnowledgeContent content, List<String> terms) {
        List<String> title = words(content.title());
        List<String> text = words(content.text());
        List<String> tags =
                content.tags().stream().flatMap(tag -> words(tag).stream()).toList();
        int sum = 0;
        for (String term : terms) {
            int found = Math.min(TAG, count(tags, term, TAG))
                    + count(title, term, TITLE)
                    + Math.min(MOST_IN_TEXT, count(text, term, 1));
            if (found == 0) {
                return Optional.empty();
            }
            sum += found;
        }
        return Optional.of(sum);
    }

    /** What the words weigh that are the term; one that only begins with it weighs 1. */
    private static int count(List<String> words, String term, int weight) {
        boolean begins = term.codePointCount(0, term.length()) >= SHORTEST_BEGINNING;
        int sum = 0;
        for (String word : words) {
            if (word.equals(term)) {
                sum += weight;
            } else if (begins && word.startsWith(term)) {
                sum++;
            }
        }
        return sum;
    }
}
