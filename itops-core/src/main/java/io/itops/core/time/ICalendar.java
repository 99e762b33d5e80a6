package io.itops.core.time;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A calendar to publish, as RFC 5545 text that calendar programs subscribe to or import.
 *
 * <pre>{@code
 * ICalendar calendar = ICalendar.builder("-//Example//on-call//EN", now)
 *         .name("payments, primary")
 *         .event(CalendarEvent.builder("primary-ann-1@example.org")
 *                 .window(shift)
 *                 .summary("Ann is on call")
 *                 .build())
 *         .build();
 * String text = calendar.text();
 * }</pre>
 *
 * <p>The text has {@code METHOD:PUBLISH}, times in UTC, lines that end with CR LF and are folded after at most 75 octets, never inside
 * a character. The same calendar gives the same text.
 *
 * <p>Immutable and thread-safe.
 *
 * @param product who made it, as a formal public identifier: {@code -//Example//on-call//EN}
 * @param stamp when it was made, truncated to seconds ({@code DTSTAMP}: where there is a method, RFC 5545 section 3.8.7.2 means the
 *     calendar and not its entries)
 * @param name the title that calendar programs show
 * @param organizer who publishes it, such as {@code mailto:on-call@example.org}: who sends the text by mail has to give it (RFC 5546
 *     section 3.2.1), a calendar that is read from an address does well without
 * @param events the entries, at most 100,000, no two with one identifier
 * @since 0.1
 */
public record ICalendar(
        String product, Instant stamp, Optional<String> name, Optional<URI> organizer, List<CalendarEvent> events) {
    private static final int MAX_EVENTS = 100_000;
    private static final int MAX_TEXT = 200;

    /** Checks the texts and that no two entries share an identifier. */
    public ICalendar {
        CalendarEvent.writable("calendar product", Require.text("calendar product", product, MAX_TEXT));
        stamp = Require.instant("calendar stamp", stamp).truncatedTo(ChronoUnit.SECONDS);
        Require.present("calendar name", name)
                .ifPresent(
                        text -> CalendarEvent.writable("calendar name", Require.text("calendar name", text, MAX_TEXT)));
        Require.present("calendar organizer", organizer).ifPresent(ICalendar::address);
        events = Require.list("events", events);
        Require.size("events", events, 0, MAX_EVENTS);
        Set<String> uids = new HashSet<>();
        for (CalendarEvent event : events) {
            Require.that(uids.add(event.uid()), "event uid", "be that of one event", event.uid());
        }
    }

    /**
     * Begins a calendar.
     *
     * @param product who makes it, as a formal public identifier: {@code -//Example//on-call//EN}
     * @param stamp when it is made
     * @return a builder without an entry
     */
    public static Builder builder(String product, Instant stamp) {
        return new Builder(
                CalendarEvent.writable("calendar product", Require.text("calendar product", product, MAX_TEXT)),
                Require.instant("calendar stamp", stamp));
    }

    private static URI address(URI organizer) {
        Require.that(organizer.isAbsolute(), "calendar organizer", "have a scheme such as mailto", organizer);
        Require.text("calendar organizer", organizer.toASCIIString(), MAX_TEXT);
        return organizer;
    }

    /**
     * The calendar as RFC 5545 text, to be sent as {@code text/calendar; charset=utf-8; method=PUBLISH}.
     *
     * @return lines, each ended by CR LF
     */
    public String text() {
        ContentLines lines = new ContentLines();
        lines.raw("BEGIN", "VCALENDAR");
        lines.raw("VERSION", "2.0");
        lines.text("PRODID", product);
        lines.raw("METHOD", "PUBLISH");
        // RFC 7986 has NAME; the programs that are older than it read the other one
        name.ifPresent(title -> {
            lines.text("NAME", title);
            lines.text("X-WR-CALNAME", title);
        });
        events.forEach(event -> write(event, lines));
        lines.raw("END", "VCALENDAR");
        return lines.toString();
    }

    private void write(CalendarEvent event, ContentLines lines) {
        lines.raw("BEGIN", "VEVENT");
        lines.text("UID", event.uid());
        lines.raw("SEQUENCE", Integer.toString(event.sequence()));
        lines.utc("DTSTAMP", stamp);
        organizer.ifPresent(address -> lines.raw("ORGANIZER", address.toASCIIString()));
        lines.utc("DTSTART", event.window().start());
        lines.utc("DTEND", event.window().end());
        lines.text("SUMMARY", event.summary());
        if (!event.description().isEmpty()) {
            lines.text("DESCRIPTION", event.description());
        }
        lines.raw("STATUS", event.status().name());
        lines.raw("END", "VEVENT");
    }

    /**
     * Collects the parts of a calendar.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private final String product;
        private final Instant stamp;
        private @Nullable String name;
        private @Nullable URI organizer;
        private final List<CalendarEvent> events = new ArrayList<>();

        private Builder(String product, Instant stamp) {
            this.product = product;
            this.stamp = stamp;
        }

        /**
         * The title that calendar programs show.
         *
         * @param title at most 200 characters
         * @return this
         */
        public Builder name(String title) {
            name = CalendarEvent.writable("calendar name", Require.text("calendar name", title, MAX_TEXT));
            return this;
        }

        /**
         * Who publishes it.
         *
         * @param address an absolute URI of at most 200 characters, such as {@code mailto:on-call@example.org}
         * @return this
         */
        public Builder organizer(URI address) {
            organizer = address(Require.present("calendar organizer", address));
            return this;
        }

        /**
         * Adds an entry.
         *
         * @param event the entry
         * @return this
         */
        public Builder event(CalendarEvent event) {
            events.add(Require.present("event", event));
            return this;
        }

        /**
         * Adds entries.
         *
         * @param more the entries
         * @return this
         */
        public Builder events(Collection<CalendarEvent> more) {
            events.addAll(Require.list("events", more));
            return this;
        }

        /**
         * The calendar.
         *
         * @return the calendar
         * @throws InvalidInputException if two entries have one identifier or there are more than 100,000
         */
        public ICalendar build() {
            return new ICalendar(product, stamp, Optional.ofNullable(name), Optional.ofNullable(organizer), events);
        }
    }
}
