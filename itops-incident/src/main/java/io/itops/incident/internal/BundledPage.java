package io.itops.incident.internal;

import io.itops.core.delivery.Notification;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a bundle has to know of each notification in it, so that it can be judged just before it is sent.
 *
 * <p>Immutable and thread-safe.
 *
 * @param incident the incident's id
 * @param version the version that the notification tells of
 * @param kind the kind of the notification
 * @param person who is told, blank if nobody was named
 */
public record BundledPage(String incident, long version, String kind, String person) {
    private static final String FACT = "pages.";
    private static final int MOST_CHARACTERS = 3_900;

    private String line() {
        // neither ids nor kinds have control characters
        return incident + '\t' + version + '\t' + kind + '\t' + person + '\n';
    }

    /** The facts that list all notifications of a bundle: 200 of them take at most 16 facts. */
    static SortedMap<String, String> facts(List<Notification> pages) {
        SortedMap<String, String> facts = new TreeMap<>();
        StringBuilder chunk = new StringBuilder();
        for (Notification page : pages) {
            String line = new BundledPage(
                            page.subject().id(),
                            page.subjectVersion(),
                            page.kind(),
                            page.facts().getOrDefault(PageText.PERSON, ""))
                    .line();
            if (chunk.length() + line.length() > MOST_CHARACTERS) {
                facts.put(FACT + (facts.size() + 1), chunk.toString());
                chunk.setLength(0);
            }
            chunk.append(line);
        }
        facts.put(FACT + (facts.size() + 1), chunk.toString());
        return facts;
    }

    /** Reads what {@link #facts} wrote. */
    public static List<BundledPage> of(Notification bundle) {
        List<BundledPage> pages = new ArrayList<>();
        for (int i = 1; bundle.facts().containsKey(FACT + i); i++) {
            bundle.facts().getOrDefault(FACT + i, "").lines().forEach(line -> {
                String[] parts = line.split("\t", 4);
                pages.add(new BundledPage(parts[0], Long.parseLong(parts[1]), parts[2], parts[3]));
            });
        }
        return List.copyOf(pages);
    }
}
