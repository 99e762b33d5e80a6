package io.itops.incident.review;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.SafeText;
import io.itops.core.Words;
import io.itops.core.explain.Explanation;
import io.itops.core.signal.Suspect;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
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

    private static final int PAST_TOLD = 20;

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
        past(out, draft.background());
        section(out, "What may have caused it", draft.suspects(), ReviewMarkdown::suspect);
        section(out, "What went well", draft.wentWell(), prompt -> text(prompt.text()));
        section(out, "What went badly", draft.wentBadly(), prompt -> text(prompt.text()));
        section(out, "Proposed actions", draft.actions(), ReviewMarkdown::action);
        section(out, "Timeline", draft.timeline().entries(), entry -> line(entry) + reasons(entry));
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

    /** What there is to tell of earlier incidents, what is known, and the problems behind it; nothing where there is none. */
    private static void past(StringBuilder out, ReviewBackground background) {
        background.past().filter(past -> !past.incidents().isEmpty()).ifPresent(past -> {
            out.append("## Before\n\n").append(text(past.sentence())).append(".\n\n");
            past.incidents().stream()
                    .limit(PAST_TOLD)
                    .forEach(one -> out.append("- ")
                            .append(one.openedAt())
                            .append(" incident ")
                            .append(text(one.incident().value()))
                            .append(" on ")
                            .append(text(one.service().value()))
                            .append(": ")
                            .append(Words.count(one.open().size(), "action item"))
                            .append(" open, ")
                            .append(one.done().size())
                            .append(" done\n"));
            out.append('\n');
        });
        refs(out, "What helped", background.helped());
        refs(out, "Problems behind it", background.problems());
    }

    private static void refs(StringBuilder out, String title, List<Ref> things) {
        if (!things.isEmpty()) {
            section(out, title, things, thing -> text(thing.toString()));
        }
    }

    /** Why, two levels deep; the reason is left out where it says what the line says. */
    private static String reasons(TimelineEntry entry) {
        StringBuilder out = new StringBuilder();
        entry.explanation().ifPresent(why -> {
            boolean said = why.reason().equals(entry.summary());
            if (!said) {
                reason(out, "  ", why);
            }
            why.because().forEach(child -> reason(out, said ? "  " : "    ", child));
        });
        return out.toString();
    }

    private static void reason(StringBuilder out, String indent, Explanation why) {
        out.append('\n').append(indent).append("- ").append(text(why.reason()));
        if (!why.evidence().isEmpty()) {
            List<String> facts = new ArrayList<>();
            why.evidence().forEach((name, value) -> facts.add(text(name) + ": " + text(value)));
            out.append(" (").append(String.join(", ", facts)).append(')');
        }
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
