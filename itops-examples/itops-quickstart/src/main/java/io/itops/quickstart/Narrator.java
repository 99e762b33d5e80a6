package io.itops.quickstart;

import io.itops.core.Ref;
import io.itops.core.journal.JournalEntry;
import java.io.PrintStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tells of journal entries, one line each: the clock, what sort of thing it is, and the entry's own summary. */
final class Narrator {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** What is told, by the type of the entry or the first part of it; the rest is for those who read the journal. */
    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry(DemoEvents.PREPARED, "prepared"),
            Map.entry(DemoEvents.CONFIGURED, "deploy"),
            Map.entry(DemoEvents.PROVIDER_FAILED, "outside"),
            Map.entry(DemoEvents.PROVIDER_RECOVERED, "outside"),
            Map.entry(DemoEvents.RANKED, "suspects"),
            Map.entry(DemoEvents.DRAFTED, "review"),
            Map.entry("change.started", "change"),
            Map.entry("change.finished", "change"),
            Map.entry("change.closed", "change"),
            Map.entry("alert.", "alert"),
            Map.entry("incident.", "incident"),
            Map.entry("delivery.", "delivery"),
            Map.entry("action-item.", "review"),
            Map.entry("job.parked", "parked"));

    private final PrintStream out;
    private final Map<Ref, String> titles = new TreeMap<>();

    Narrator(PrintStream out) {
        this.out = out;
    }

    /** What sort of thing an entry tells of, if it is one that is told. */
    static Optional<String> kind(JournalEntry entry) {
        String type = entry.event().type();
        String exact = KINDS.get(type);
        return Optional.ofNullable(exact == null ? KINDS.get(type.substring(0, type.indexOf('.') + 1)) : exact);
    }

    /** Reads an entry without telling of it. */
    void read(JournalEntry entry) {
        if (entry.event().type().equals("change.proposed")) {
            String summary = entry.event().summary();
            titles.put(entry.event().subjects().get(0), summary.substring(summary.indexOf(": ") + 2));
        }
    }

    /** Reads an entry and tells of it. */
    void tell(JournalEntry entry) {
        read(entry);
        kind(entry).ifPresent(kind -> out.println(CLOCK.format(entry.event().at()) + "  " + pad(kind) + line(entry)));
    }

    /** The summary; that of a change does not name the change, so its title is put before it. */
    String line(JournalEntry entry) {
        String title = titles.get(entry.event().subjects().get(0));
        return (title == null ? "" : title + ": ") + entry.event().summary();
    }

    private static String pad(String kind) {
        return String.format(Locale.ROOT, "%-10s", kind);
    }
}
