package io.itops.core.time;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an {@link ICalendar}: a stretch of time with a title, known by an identifier that stays as long as the thing does.
 *
 * <p>Who keeps a calendar by its address sees an entry move, and not a second one appear, if the identifier stays and the sequence
 * number grows with every change of it; an entry that is no longer true is sent once more as {@link Status#CANCELLED}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param uid the identifier, the same for the life of the entry and unlike every other one's: 1 to 200 characters
 * @param sequence how often the entry has changed since it was made, 0 to 1,000,000,000
 * @param window when it takes place; iCalendar knows whole seconds, so both ends are truncated to them and must still differ
 * @param summary the title, at most 1,000 characters
 * @param description more about it, empty for nothing, at most 10,000 characters
 * @param status whether it takes place
 * @since 0.1
 */
public record CalendarEvent(
        String uid, int sequence, Window window, String summary, String description, Status status) {
    private static final int MAX_SEQUENCE = 1_000_000_000;

    /**
     * Whether an entry takes place.
     *
     * <p>Immutable and thread-safe.
     *
     * @since 0.1
     */
    public enum Status {
        /** It may take place. */
        TENTATIVE,
        /** It takes place. */
        CONFIRMED,
        /** It does not take place any more. */
        CANCELLED
    }

    /** Checks the texts and the sequence number, and truncates the window to seconds. */
    public CalendarEvent {
        Require.id("event uid", uid);
        Require.range("event sequence", sequence, 0, MAX_SEQUENCE);
        Require.present("event window", window);
        Window whole = window;
        Require.that(
                whole.end()
                        .truncatedTo(ChronoUnit.SECONDS)
                        .isAfter(whole.start().truncatedTo(ChronoUnit.SECONDS)),
                "event window",
                "reach into another second",
                whole);
        window = new Window(
                whole.start().truncatedTo(ChronoUnit.SECONDS), whole.end().truncatedTo(ChronoUnit.SECONDS));
        writable("event summary", Require.text("event summary", summary, 1_000));
        writable("event description", Require.anyText("event description", description, 10_000));
        Require.present("event status", status);
    }

    /**
     * Begins an entry.
     *
     * @param uid the identifier that stays
     * @return a builder with sequence 0, no description and the status {@link Status#CONFIRMED}
     */
    public static Builder builder(String uid) {
        return new Builder(Require.id("event uid", uid));
    }

    /** RFC 5545 section 3.1: no control character stands in a value, apart from tabs, and line breaks, which are escaped. */
    static String writable(String what, String text) {
        boolean fine = text.chars().noneMatch(c -> (c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0x7f);
        return Require.that(fine, what, "have no control character but tabs and line breaks", text);
    }

    /**
     * Collects the parts of an entry.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private final String uid;
        private int sequence;
        private @Nullable Window window;
        private @Nullable String summary;
        private String description = "";
        private Status status = Status.CONFIRMED;

        private Builder(String uid) {
            this.uid = uid;
        }

        /**
         * How often the entry has changed.
         *
         * @param changes 0 to 1,000,000,000
         * @return this
         */
        public Builder sequence(int changes) {
            sequence = Require.range("event sequence", changes, 0, MAX_SEQUENCE);
            return this;
        }

        /**
         * When it takes place.
         *
         * @param when the stretch of time
         * @return this
         */
        public Builder window(Window when) {
            window = Require.present("event window", when);
            return this;
        }

        /**
         * The title.
         *
         * @param title at most 1,000 characters
         * @return this
         */
        public Builder summary(String title) {
            summary = writable("event summary", Require.text("event summary", title, 1_000));
            return this;
        }

        /**
         * More about it.
         *
         * @param text at most 10,000 characters
         * @return this
         */
        public Builder description(String text) {
            description = writable("event description", Require.anyText("event description", text, 10_000));
            return this;
        }

        /**
         * Whether it takes place.
         *
         * @param now the status
         * @return this
         */
        public Builder status(Status now) {
            status = Require.present("event status", now);
            return this;
        }

        /**
         * The entry.
         *
         * @return the entry
         * @throws InvalidInputException if the window or the summary was not given
         */
        public CalendarEvent build() {
            return new CalendarEvent(
                    uid,
                    sequence,
                    Require.present("event window", window),
                    Require.present("event summary", summary),
                    description,
                    status);
        }
    }
}
