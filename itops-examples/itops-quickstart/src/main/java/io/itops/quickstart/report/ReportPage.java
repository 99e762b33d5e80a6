package io.itops.quickstart.report;

import io.itops.quickstart.report.ReportData.Figure;
import io.itops.quickstart.report.ReportData.Review;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Lays a report out as one HTML page. */
public final class ReportPage {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final ReportData data;
    private final Html html = new Html();

    private ReportPage(ReportData data) {
        this.data = data;
    }

    /**
     * Renders a report.
     *
     * @param data what it shows
     * @return a whole HTML document
     */
    public static String render(ReportData data) {
        return new ReportPage(data).render();
    }

    private String render() {
        html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .element("title", data.title())
                .raw("<style>\n")
                .raw(style())
                .raw("</style>\n</head>\n<body>\n<header>\n")
                .element("h1", data.title())
                .element("p", data.story());
        figures(data.figures());
        html.element("p", data.countedFrom());
        html.raw("</header>\n<main>\n");
        alert();
        suspects();
        timeline();
        lifecycle();
        pages();
        data.review().ifPresent(this::review);
        html.element("h2", "Check").raw("<pre>").text(data.check()).raw("</pre>\n");
        return html.raw(
                        "</main>\n<footer><p class=\"soft\">Times are UTC. Everything here was read from the journal, the metric")
                .raw(" store and the receiver’s log of one run.</p></footer>\n</body>\n</html>\n")
                .toString();
    }

    private void figures(List<Figure> figures) {
        html.raw("<dl>\n");
        for (Figure figure : figures) {
            html.raw("<div>")
                    .element("dt", figure.name())
                    .element("dd", figure.value())
                    .raw("</div>\n");
        }
        html.raw("</dl>\n");
    }

    private void alert() {
        html.element("h2", "The alert").raw("<figure>");
        if (data.alert().series().isEmpty()) {
            html.element("p", "No value of the rule’s expression was kept.");
        } else {
            html.raw("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Graph of the alert\">\n");
            new AlertChart(data.alert()).drawInto(html);
            html.raw("</div>\n");
        }
        html.raw("<figcaption>Rule: <code>").text(data.alert().rule()).raw("</code></figcaption>\n</figure>\n");
        html.raw("<details><summary>The figures of the graph</summary>\n")
                .table(
                        "Figures of the graph",
                        List.of("time", "share of failed requests"),
                        data.alert().series().stream()
                                .map(point -> List.of(clock(point.at()), AlertChart.percent(point.value())))
                                .toList())
                .raw("</details>\n");
    }

    private void suspects() {
        html.element("h2", "Suspects");
        if (data.suspects().isEmpty()) {
            html.element("p", "Nothing was ranked.");
            return;
        }
        html.raw("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Suspects as bars\">\n");
        SuspectChart.drawInto(html, data.suspects());
        html.raw("</div>\n<details><summary>Why</summary>\n")
                .table(
                        "Suspects with their evidence",
                        List.of("suspect", "likelihood", "why"),
                        data.suspects().stream()
                                .map(s -> List.of(s.title(), AlertChart.percent(s.likelihood()), s.why()))
                                .toList())
                .raw("</details>\n");
    }

    private void timeline() {
        html.element("h2", "Timeline").raw("<ol class=\"timeline\">\n");
        data.timeline()
                .forEach(moment -> html.raw("<li><time datetime=\"")
                        .text(moment.at().toString())
                        .raw("\">")
                        .text(clock(moment.at()))
                        .raw("</time>")
                        .element("b", moment.kind())
                        .element("span", moment.summary())
                        .raw("</li>\n"));
        html.raw("</ol>\n");
    }

    private void lifecycle() {
        html.element("h2", "The incident’s way through its states")
                .raw("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Lifecycle of the incident\">\n")
                .raw(data.lifecycle())
                .raw("</div>\n");
    }

    private void pages() {
        html.element("h2", "Delivered pages")
                .table(
                        "Pages that the receiver took in",
                        List.of("time", "for", "kind", "incident’s version", "signature", "came"),
                        data.pages().stream()
                                .map(page -> List.of(
                                        clock(page.at()),
                                        page.person(),
                                        page.kind(),
                                        Long.toString(page.version()),
                                        page.verdict().toLowerCase(Locale.ROOT),
                                        page.times() == 1 ? "once" : "again (" + page.times() + ")"))
                                .toList());
    }

    private void review(Review review) {
        html.element("h2", "Draft of the review").element("p", review.summary());
        figures(review.measures());
        section("What went well", review.wentWell());
        section("What went badly", review.wentBadly());
        section("Proposed actions", review.actions());
    }

    private void section(String title, List<String> items) {
        if (!items.isEmpty()) {
            html.element("h3", title).list(items);
        }
    }

    private static String clock(Instant at) {
        return CLOCK.format(at);
    }

    private static String style() {
        try (InputStream css = ReportPage.class.getResourceAsStream("report.css")) {
            if (css == null) {
                throw new IllegalStateException("report.css is missing from the class path");
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
