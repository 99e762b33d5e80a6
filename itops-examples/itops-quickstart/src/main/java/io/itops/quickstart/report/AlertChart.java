package io.itops.quickstart.report;

import io.itops.quickstart.report.ReportData.Alert;
import io.itops.quickstart.report.ReportData.Mark;
import io.itops.quickstart.report.ReportData.Point;
import io.itops.quickstart.report.ReportData.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The alert's expression over time: its line, its threshold, and the time in which it was firing. */
final class AlertChart {
    private static final double WIDTH = 720;
    private static final double HEIGHT = 300;
    private static final double LEFT = 52;
    private static final double RIGHT = 16;
    private static final double TOP = 44;
    private static final double BOTTOM = 40;
    /** Two values that lie farther apart than this were not measured one after the other: the run was cut there. */
    private static final Duration GAP = Duration.ofSeconds(3);

    private final Alert alert;
    private final Instant start;
    private final double seconds;
    private final double step;
    private final double top;

    AlertChart(Alert alert) {
        this.alert = alert;
        List<Point> series = alert.series();
        this.start = series.isEmpty() ? Instant.EPOCH : series.get(0).at();
        this.seconds = series.isEmpty()
                ? 1
                : Math.max(1, since(series.get(series.size() - 1).at()));
        double highest = series.stream().mapToDouble(Point::value).max().orElse(0);
        double greatest = Math.max(highest, alert.threshold());
        this.step = Ticks.step(greatest);
        // The line and the limit stay clear of the upper edge.
        this.top = step * Math.max(1, Math.ceil(greatest * 1.05 / step));
    }

    void drawInto(Html html) {
        html.raw(
                "<svg class=\"chart\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-labelledby=\"alert-title\">",
                WIDTH, HEIGHT);
        html.raw("<title id=\"alert-title\">").text(description()).raw("</title>\n");
        alert.firing().ifPresent(span -> band(html, span));
        grid(html);
        html.raw(
                "<line class=\"limit\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
                LEFT, y(alert.threshold()), WIDTH - RIGHT, y(alert.threshold()));
        html.raw("<text class=\"small\" x=\"%.1f\" y=\"%.1f\">", LEFT + 4, y(alert.threshold()) - 5)
                .text("fires above " + percent(alert.threshold()))
                .raw("</text>\n");
        html.raw("<path class=\"line\" d=\"").raw(path()).raw("\"/>\n");
        for (int i = 0; i < alert.marks().size(); i++) {
            mark(html, alert.marks().get(i), i);
        }
        html.raw("</svg>\n");
    }

    private String description() {
        double highest = alert.series().stream().mapToDouble(Point::value).max().orElse(0);
        return "Share of failed requests over time: at most " + percent(highest) + ", the alert fires above "
                + percent(alert.threshold());
    }

    private void band(Html html, Span span) {
        double from = x(span.start());
        double to = span.end().map(this::x).orElse(WIDTH - RIGHT);
        html.raw(
                "<rect class=\"band\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                from, TOP, Math.max(1, to - from), HEIGHT - TOP - BOTTOM);
        html.raw("<text class=\"small\" x=\"%.1f\" y=\"%.1f\">firing</text>\n", from + 4, TOP + 14);
    }

    private void grid(Html html) {
        for (int i = 0; i <= Math.round(top / step); i++) {
            double value = step * i;
            html.raw(
                    "<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                    LEFT, y(value), WIDTH - RIGHT, y(value));
            html.raw("<text class=\"small\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">", LEFT - 6, y(value) + 4)
                    .text(Ticks.share(value))
                    .raw("</text>\n");
        }
        long every = Ticks.seconds(seconds);
        for (long at = 0; at <= seconds; at += every) {
            html.raw(
                            "<text class=\"small\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">",
                            LEFT + (WIDTH - LEFT - RIGHT) * at / seconds, HEIGHT - BOTTOM + 18)
                    .text(Ticks.time(at))
                    .raw("</text>\n");
        }
    }

    private void mark(Html html, Mark mark, int row) {
        double x = x(mark.at());
        double y = 14 + 15.0 * (row % 2);
        boolean rightHalf = x > WIDTH / 2;
        html.raw(
                "<line class=\"mark\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", x, y + 3, x, HEIGHT - BOTTOM);
        html.raw(
                        "<text class=\"small\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">",
                        rightHalf ? x - 4 : x + 4, y, rightHalf ? "end" : "start")
                .text(mark.label())
                .raw("</text>\n");
    }

    private String path() {
        StringBuilder path = new StringBuilder();
        Instant before = Instant.MIN;
        for (Point point : alert.series()) {
            boolean gap = before.equals(Instant.MIN)
                    || Duration.between(before, point.at()).compareTo(GAP) > 0;
            path.append(String.format(Locale.ROOT, "%s%.1f %.1f", gap ? "M" : "L", x(point.at()), y(point.value())));
            before = point.at();
        }
        return path.toString();
    }

    private double since(Instant at) {
        return Duration.between(start, at).toMillis() / 1_000.0;
    }

    private double x(Instant at) {
        return LEFT + (WIDTH - LEFT - RIGHT) * Math.max(0, Math.min(1, since(at) / seconds));
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top;
    }

    static String percent(double share) {
        if (share > 0 && share < 0.001) {
            return "below 0.1 %";
        }
        return String.format(Locale.ROOT, share < 0.1 && share > 0 ? "%.1f %%" : "%.0f %%", share * 100);
    }
}
