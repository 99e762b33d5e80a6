package io.itops.incident.review;

import io.itops.core.Require;
import io.itops.core.SafeText;
import io.itops.core.Words;
import io.itops.core.signal.Suspect;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Renders a review draft as Markdown. Text that people or systems wrote arrives as text: it makes no headings, links, tables or
 * markup.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class ReviewMarkdown {
    private static final Pattern MARKUP = Pattern.compile("[\\\\`*_{}\\[\\]<>#|~&!$]");
    private static final Pattern LIST_START = Pattern.compile("^(\\d*)([-+=.)])");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ReviewMarkdown() {}

    /**
     * Renders a draft.
     *
     * @param draft the draft
     * @return Markdown that ends with a line feed; the same for the same draft
     */
    public static String render(ReviewDraft draft) {
        Require.present("review draft", draft);
        StringBuilder out = new StringBuilder();
        out.append("# Review of incident ").append(text(draft.incident().id())).append("\n\n");
        out.append(text(draft.summary())).append("\n\n");
        section(out, "Impact", List.of(draft), ReviewMarkdown::impact);
        table(out, draft.measures());
        section(out, "What may have caused it", draft.suspects(), ReviewMarkdown::suspect);
        section(out, "What went well", draft.wentWell(), prompt -> text(prompt.text()));
        section(out, "What went badly", draft.wentBadly(), prompt -> text(prompt.text()));
        section(out, "Proposed actions", draft.actions(), ReviewMarkdown::action);
        section(out, "Timeline", draft.timeline().entries(), ReviewMarkdown::line);
        out.append("Drafted at ").append(draft.draftedAt()).append(" from the journal. Times are UTC.\n");
        return out.toString();
    }

    private static <T> void section(StringBuilder out, String title, List<T> items, Function<T, String> line) {
        out.append("## ").append(title).append("\n\n");
        if (items.isEmpty()) {
            out.append("Nothing that facts can tell.\n");
        }
        items.forEach(item -> out.append("- ").append(line.apply(item)).append('\n'));
        out.append('\n');
    }

    private static String impact(ReviewDraft draft) {
        return draft.incident().severity() + " on "
                + text(draft.incident().service().value()) + " from "
                + draft.impactStart() + " until "
                + draft.impactEnd().map(Instant::toString).orElse("now: it is not over");
    }

    private static void table(StringBuilder out, List<Measure> measures) {
        out.append("## Measures\n\n| measure | from | to | duration |\n|---|---|---|---|\n");
        measures.forEach(measure -> out.append("| ")
                .append(text(measure.name()))
                .append(" | ")
                .append(text(measure.from()))
                .append(" | ")
                .append(text(measure.to()))
                .append(" | ")
                .append(measure.duration().map(Words::about).orElse("has not happened"))
                .append(" |\n"));
        out.append('\n');
    }

    private static String suspect(Suspect suspect) {
        return text(suspect.title()) + String.format(Locale.ROOT, " (%.2f)", suspect.likelihood()) + ": "
                + text(suspect.why().reason());
    }

    private static String action(ProposedAction action) {
        return text(action.title()) + " (owner: " + text(action.owner().orElse("nobody yet")) + ", due "
                + DAY.format(action.due()) + ")";
    }

    private static String line(TimelineEntry entry) {
        return entry.at() + " **" + text(entry.type()) + "** " + text(entry.summary()) + " ("
                + text(entry.actor().toString()) + ")";
    }

    /** Any text as the text of one line. */
    static String text(String any) {
        String line = SafeText.oneLine(any);
        String plain = MARKUP.matcher(line).replaceAll("\\\\$0");
        return LIST_START.matcher(plain).replaceFirst("$1\\\\$2");
    }
}
