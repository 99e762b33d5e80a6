package io.itops.incident.knowledge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds published texts by the words that stand in them. Immutable and thread-safe. */
final class KnowledgeSearch {
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int TAG = 5;
    private static final int TITLE = 3;
    private static final int MOST_IN_TEXT = 5;

    private KnowledgeSearch() {}

    static List<String> words(String text) {
        return NO_WORD.splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
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
            int found = (tags.contains(term) ? TAG : 0)
                    + TITLE * count(title, term)
                    + Math.min(MOST_IN_TEXT, count(text, term));
            if (found == 0) {
                return Optional.empty();
            }
            sum += found;
        }
        return Optional.of(sum);
    }

    private static int count(List<String> words, String term) {
        return (int) words.stream().filter(term::equals).count();
    }
}
