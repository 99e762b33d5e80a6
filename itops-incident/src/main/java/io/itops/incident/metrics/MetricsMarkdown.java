package io.itops.incident.metrics;

import io.itops.core.SafeText;
import io.itops.core.Words;
import java.util.Optional;
import java.util.regex.Pattern;

/** Renders a report. A mean never stands alone, and every number has its interval or the reason why it has none. */
final class MetricsMarkdown {
    private static final Pattern MARKUP = Pattern.compile("[\\\\`*_{}\\[\\]<>#|~&!$]");
    private static final String NONE = "–";

    private final MetricsReport report;
    private final StringBuilder out = new StringBuilder();

    MetricsMarkdown(MetricsReport report) {
        this.report = report;
    }

    String render() {
        out.append("# Metrics of incidents\n\n")
                .append(report.incidents())
                .append(" incidents opened from ")
                .append(report.window().start())
                .append(" until ")
                .append(report.window().end())
                .append(", as they stood then.\n\n");
        report.arrivals().ifPresent(this::arrivals);
        if (report.rows().isEmpty()) {
            out.append("Nothing to measure.\n");
            return out.toString();
        }
        out.append(
                        "| service | severity | measure | reached | still running | never | left out | median | 90 % within | mean |\n")
                .append("|---|---|---|---|---|---|---|---|---|---|\n");
        report.rows().forEach(this::row);
        out.append("\nIn brackets are intervals of ")
                .append(Words.number(100 * report.resampling().level()))
                .append(" % (")
                .append(report.resampling().method().words())
                .append(" of ")
                .append(report.resampling().resamples())
                .append(" resamples, seed ")
                .append(report.resampling().seed())
                .append(
                        "; by the curve where some still run or left); where there is none, there are too few incidents to say.")
                .append(" Still running counts as")
                .append(
                        " lasting at least so long. Never are those that were resolved, closed, cancelled or merged before the end that is")
                .append(
                        " measured: the median is the time by which half of all had come to it, those counted. The mean is that of the")
                .append(
                        " reached ones; where some still run, each counts up to a time that is the same for all groups of a measure. ")
                .append(NONE)
                .append(" stands where so few have come to the end that nobody knows.\n");
        return out.toString();
    }

    private void arrivals(Arrivals arrivals) {
        Estimate rate = arrivals.rate().perDay(report.resampling().level());
        String steady = Words.number((double) arrivals.count() / arrivals.bins()) + " a day";
        String sure = rate.interval()
                .map(i -> " (" + Words.number(i.low()) + " to "
                        + Words.number(i.high().orElseThrow()) + ")")
                .orElseThrow();
        String dispersion = "variance over mean of days " + Words.number(arrivals.dispersion());
        out.append(
                switch (arrivals.kind()) {
                    case LIKE_POISSON ->
                        steady + sure + ", as by chance alone: " + dispersion
                                + arrivals.smallestSeen()
                                        .map(seen -> ", where " + Words.number(seen) + " would have been seen")
                                        .orElse("");
                    case OVERDISPERSED -> steady + " on average, in bursts or at a changing rate: " + dispersion;
                    case UNDERDISPERSED -> steady + " on average, more evenly than by chance: " + dispersion;
                    case TOO_FEW -> steady + sure + "; too few to say whether in bursts";
                });
        out.append(".\n\n");
    }

    private void row(MetricsRow row) {
        MeasuredDurations measured = row.measured();
        TimeTo measure = measured.measure();
        String[] cells = {
            row.service().map(service -> text(service.value())).orElse("all"),
            row.severity().map(Enum::name).orElse("all"),
            measure.acronym() + ": " + measure.from() + " to " + measure.to(),
            String.valueOf(measured.reached()),
            String.valueOf(measured.running()),
            String.valueOf(measured.never()),
            String.valueOf(measured.leftOut()),
            cell(row.median()),
            cell(row.upper()),
            mean(row.mean())
        };
        out.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String mean(RestrictedMean mean) {
        return cell(mean.estimate())
                + mean.upTo()
                        .filter(upTo -> mean.estimate().isPresent())
                        .map(upTo -> " up to " + time(upTo))
                        .orElse("")
                + mean.withheld().map(why -> "; cannot say: " + why.words()).orElse("");
    }

    private static String cell(Optional<Estimate> estimate) {
        return estimate.map(found -> time(found.value())
                        + found.interval()
                                .map(i -> " (" + time(i.low())
                                        + i.high()
                                                .map(high -> " to " + time(high))
                                                .orElse(" or more") + ")")
                                .orElse(""))
                .orElse(NONE);
    }

    private static String time(double seconds) {
        return Words.about(DurationSample.duration(seconds));
    }

    private static String text(String given) {
        return MARKUP.matcher(SafeText.oneLine(given)).replaceAll("\\\\$0");
    }
}
