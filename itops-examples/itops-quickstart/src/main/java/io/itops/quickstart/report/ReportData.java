package io.itops.quickstart.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a report shows.
 *
 * @param title what the run was about
 * @param story what happened, in a few sentences
 * @param figures named figures in their order of importance
 * @param countedFrom the instant from which the times among the figures are counted, in a sentence
 * @param alert how the alert went
 * @param suspects what was suspected, the likeliest first
 * @param timeline what happened, in order
 * @param lifecycle an SVG of the incident's way through its states
 * @param pages what the receiver took in
 * @param review the draft of the review
 * @param check what the checker said
 */
public record ReportData(
        String title,
        String story,
        List<Figure> figures,
        String countedFrom,
        Alert alert,
        List<Suspect> suspects,
        List<Moment> timeline,
        String lifecycle,
        List<Page> pages,
        Optional<Review> review,
        String check) {
    /**
     * A named figure.
     *
     * @param name what it is
     * @param value what it is worth
     */
    public record Figure(String name, String value) {}

    /**
     * How the alert went.
     *
     * @param rule the rule as text
     * @param threshold above which it is true
     * @param series the values of its expression
     * @param firing from when until when it was firing, if it ever was
     * @param marks moments to mark in the graph
     */
    public record Alert(String rule, double threshold, List<Point> series, Optional<Span> firing, List<Mark> marks) {
        /** Copies the lists. */
        public Alert {
            series = List.copyOf(series);
            marks = List.copyOf(marks);
        }
    }

    /**
     * A value at an instant.
     *
     * @param at when
     * @param value the value
     */
    public record Point(Instant at, double value) {}

    /**
     * A stretch of time.
     *
     * @param start when it began
     * @param end when it ended, if it has
     */
    public record Span(Instant start, Optional<Instant> end) {}

    /**
     * A moment to mark.
     *
     * @param at when
     * @param label what happened
     */
    public record Mark(Instant at, String label) {}

    /**
     * A suspect.
     *
     * @param title what is suspected
     * @param likelihood 0 to 1
     * @param why the evidence in a sentence
     */
    public record Suspect(String title, double likelihood, String why) {}

    /**
     * Something that happened.
     *
     * @param at when
     * @param kind what sort of thing
     * @param summary one line
     */
    public record Moment(Instant at, String kind, String summary) {}

    /**
     * A page that was taken in.
     *
     * @param at when
     * @param person whom it was for
     * @param kind what it was for
     * @param version the version of the incident that it showed
     * @param verdict what the check of its signature found
     * @param times how often it had come by then
     */
    public record Page(Instant at, String person, String kind, long version, String verdict, int times) {}

    /**
     * The draft of a review.
     *
     * @param summary in a few sentences
     * @param measures named times
     * @param wentWell what went well
     * @param wentBadly what went badly
     * @param actions what is proposed
     */
    public record Review(
            String summary,
            List<Figure> measures,
            List<String> wentWell,
            List<String> wentBadly,
            List<String> actions) {
        /** Copies the lists. */
        public Review {
            measures = List.copyOf(measures);
            wentWell = List.copyOf(wentWell);
            wentBadly = List.copyOf(wentBadly);
            actions = List.copyOf(actions);
        }
    }

    /** Copies the lists. */
    public ReportData {
        figures = List.copyOf(figures);
        suspects = List.copyOf(suspects);
        timeline = List.copyOf(timeline);
        pages = List.copyOf(pages);
    }
}
