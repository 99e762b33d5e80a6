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
 * @param line the number of the line of the bundle that tells of it, from 0
 * @param person who is told, blank if nobody was named
 */
public record BundledPage(String incident, long version, String kind, int line, String person) {
    private static final String FACT = "pages.";
    private static final int MOST_CHARACTERS = 3_900;

    private String text() {
        // neither ids nor kinds have control characters
        return incident + '\t' + version + '\t' + kind + '\t' + line + '\t' + person + '\n';
    }

    /** The same of a person who is not named. */
    public BundledPage unnamed() {
        return new BundledPage(incident, version, kind, line, "");
    }

    /** The facts of a bundle with other pages than those that it had. */
    public static SortedMap<String, String> facts(SortedMap<String, String> bundle, List<BundledPage> pages) {
        SortedMap<String, String> facts = new TreeMap<>(bundle);
        facts.keySet().removeIf(name -> name.startsWith(FACT));
        facts.putAll(facts(pages));
        return facts;
    }

    /** The facts that list all notifications of a bundle: 200 of them take at most 16 facts. */
    static SortedMap<String, String> facts(List<BundledPage> pages) {
        SortedMap<String, String> facts = new TreeMap<>();
        StringBuilder chunk = new StringBuilder();
        for (BundledPage page : pages) {
            String line = page.text();
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
                String[] parts = line.split("\t", 5);
                pages.add(new BundledPage(
                        parts[0], Long.parseLong(parts[1]), parts[2], Integer.parseInt(parts[3]), parts[4]));
            });
        }
        return List.copyOf(pages);
    }
}
