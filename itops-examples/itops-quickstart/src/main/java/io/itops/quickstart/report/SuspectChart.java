package io.itops.quickstart.report;

import io.itops.quickstart.report.ReportData.Suspect;
import java.util.List;

/** Suspects as bars, the likeliest first. */
final class SuspectChart {
    private static final double WIDTH = 720;
    private static final double ROW = 38;
    private static final double FULL = 620;

    private SuspectChart() {}

    static void drawInto(Html html, List<Suspect> suspects) {
        html.raw(
                "<svg class=\"chart\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-labelledby=\"suspects-title\">",
                WIDTH, suspects.size() * ROW + 6);
        html.raw("<title id=\"suspects-title\">")
                .text("Suspects by likelihood; the first is " + suspects.get(0).title())
                .raw("</title>\n");
        for (int i = 0; i < suspects.size(); i++) {
            Suspect suspect = suspects.get(i);
            double width = Math.max(1, FULL * suspect.likelihood());
            html.raw("<text x=\"0\" y=\"%.1f\">", i * ROW + 15)
                    .text(suspect.title())
                    .raw("</text>");
            html.raw(
                    "<rect class=\"%s\" x=\"0\" y=\"%.1f\" width=\"%.1f\" height=\"12\" rx=\"2\"/>",
                    i == 0 ? "first" : "bar", i * ROW + 20, width);
            html.raw("<text class=\"small\" x=\"%.1f\" y=\"%.1f\">", width + 6, i * ROW + 31)
                    .text(AlertChart.percent(suspect.likelihood()))
                    .raw("</text>\n");
        }
        html.raw("</svg>\n");
    }
}
