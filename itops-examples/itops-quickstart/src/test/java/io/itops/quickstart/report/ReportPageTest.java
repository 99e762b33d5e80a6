package io.itops.quickstart.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.IncidentWorkflow;
import io.itops.quickstart.report.ReportData.Alert;
import io.itops.quickstart.report.ReportData.Figure;
import io.itops.quickstart.report.ReportData.Mark;
import io.itops.quickstart.report.ReportData.Moment;
import io.itops.quickstart.report.ReportData.Page;
import io.itops.quickstart.report.ReportData.Point;
import io.itops.quickstart.report.ReportData.Review;
import io.itops.quickstart.report.ReportData.Span;
import io.itops.quickstart.report.ReportData.Suspect;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportPageTest {
    private static final Instant START = Instant.parse("2026-11-24T02:00:00Z");
    private static final String EVIL = "<script>alert('x')</script> & \"quoted\"";

    @Test
    void showsEverythingThatItWasGiven() {
        String page = ReportPage.render(report("ledger 2.4", points(30)));

        assertThat(page)
                .contains("<h2>The alert</h2>", "<h2>Suspects</h2>", "<h2>Timeline</h2>", "<h2>Delivered pages</h2>")
                .contains("ledger 2.4", "71 %", "UNKNOWN", "02:00:04.000", "again (2)")
                .contains("ann did not answer", "Let a check catch it", "PASSED", "Counted from the deployment.")
                .contains("class=\"band\"", "firing", "fires above 5.0 %", "pool is 1");
    }

    @Test
    void isWellFormedSoThatNothingIsLeftOpen() throws Exception {
        Document page = parse(ReportPage.render(report("ledger 2.4", points(30))));

        assertThat(page.getElementsByTagName("svg").getLength()).isEqualTo(3);
        assertThat(page.getElementsByTagName("table").getLength()).isEqualTo(3);
        assertThat(page.getElementsByTagName("script").getLength()).isZero();
    }

    @Test
    void escapesWhateverPeopleAndSystemsWrote() throws Exception {
        String page = ReportPage.render(report(EVIL, points(5)));

        assertThat(page).doesNotContain("<script>").contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
        assertThat(parse(page).getElementsByTagName("script").getLength()).isZero();
    }

    @Test
    void needsNoNetwork() {
        assertThat(ReportPage.render(report("ledger 2.4", points(5))).replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http:", "https:", "src=", "@import", "url(");
    }

    @Test
    void givesEveryChartANameAndATableOfItsFigures() throws Exception {
        Document page = parse(ReportPage.render(report("ledger 2.4", points(30))));

        assertThat(page.getElementsByTagName("title").getLength())
                .as("one of the page, one of each drawing")
                .isEqualTo(4);
        assertThat(page.getElementsByTagName("details").getLength()).isEqualTo(2);
    }

    @Test
    void drawsAGapWhereTheRunWasCut() {
        List<Point> cut = List.of(
                new Point(START, 0),
                new Point(START.plusSeconds(1), 0.1),
                new Point(START.plusSeconds(9), 0.4),
                new Point(START.plusSeconds(10), 0.4));
        Html html = new Html();
        new AlertChart(new Alert("rule", 0.05, cut, Optional.empty(), List.of())).drawInto(html);
        String path = html.toString().split("class=\"line\" d=\"")[1].split("\"")[0];

        assertThat(path.chars().filter(c -> c == 'M').count()).isEqualTo(2);
        assertThat(path.chars().filter(c -> c == 'L').count()).isEqualTo(2);
    }

    @Test
    void marksTheAxesOfTheAlertAtRoundValues() {
        Html html = new Html();
        new AlertChart(new Alert("rule", 0.05, points(91), Optional.empty(), List.of())).drawInto(html);

        assertThat(html.toString())
                .contains(">0 %<", ">10 %<", ">40 %<", ">50 %<", ">0 s<", ">15 s<", ">1 min 30 s<")
                .doesNotContain(">11 %<", ">44 %<");
    }

    @Test
    void staysReadableWithoutAnyFigure() throws Exception {
        ReportData empty = new ReportData(
                "nothing",
                "The run did not come to its review.",
                List.of(),
                "Counted from nothing.",
                new Alert("rule", 0.05, List.of(), Optional.empty(), List.of()),
                List.of(),
                List.of(),
                IncidentWorkflow.LIFECYCLE.toSvg(),
                List.of(),
                Optional.empty(),
                "FAILED");

        assertThat(parse(ReportPage.render(empty)).getElementsByTagName("svg").getLength())
                .isEqualTo(1);
    }

    private static List<Point> points(int seconds) {
        return IntStream.range(0, seconds)
                .mapToObj(i -> new Point(START.plusSeconds(i), i < 4 ? 0 : 0.4))
                .toList();
    }

    private static ReportData report(String title, List<Point> series) {
        return new ReportData(
                title,
                title,
                List.of(new Figure("until the alert fired", "4.0 s")),
                "Counted from the deployment.",
                new Alert(
                        title,
                        0.05,
                        series,
                        Optional.of(new Span(START.plusSeconds(4), Optional.of(START.plusSeconds(20)))),
                        List.of(new Mark(START.plusSeconds(2), "pool is 1"))),
                List.of(new Suspect(title, 0.71, title), new Suspect("UNKNOWN", 0.11, "no change")),
                List.of(new Moment(START.plusSeconds(4), "alert", title)),
                IncidentWorkflow.LIFECYCLE.toSvg(List.of(IncidentState.TRIGGERED, IncidentState.ACKNOWLEDGED)),
                List.of(
                        new Page(START, "ann", "page", 1, "VALID", 1),
                        new Page(START, "ann", "page", 1, "REPLAYED", 2)),
                Optional.of(new Review(
                        title,
                        List.of(new Figure("time to resolve", "20 s")),
                        List.of("it was noticed"),
                        List.of("ann did not answer"),
                        List.of("Let a check catch it"))),
                "PASSED");
    }

    /** The page is written so that an XML parser reads it, which finds what a browser would mend in silence. */
    private static Document parse(String page) throws Exception {
        String xml = page.replace("<!DOCTYPE html>\n", "")
                .replace("<meta charset=\"utf-8\">", "")
                .replaceAll("<meta name=[^>]*>", "");
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }
}
