package io.itops.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.validate.ValidationResult;
import org.junit.jupiter.api.Test;

/** What is written, line by line, and what ical4j reads of it. */
class ICalendarTest {
    private static final Instant NOW = Instant.parse("2026-11-30T08:00:00.5Z");
    private static final Window SHIFT =
            new Window(Instant.parse("2026-12-01T09:00:00Z"), Instant.parse("2026-12-08T09:00:00Z"));

    private static CalendarEvent.Builder event(String uid) {
        return CalendarEvent.builder(uid).window(SHIFT).summary("Ann is on call");
    }

    private static String text(CalendarEvent event) {
        return ICalendar.builder("-//ITOps//tests//EN", NOW)
                .organizer(URI.create("mailto:on-call@example.org"))
                .event(event)
                .build()
                .text();
    }

    private static VEvent parsed(CalendarEvent event) throws Exception {
        Calendar calendar = new CalendarBuilder().build(new StringReader(text(event)));
        ValidationResult result = calendar.validate(true);
        assertThat(result.getEntries()).isEmpty();
        return (VEvent) calendar.getComponents(Component.VEVENT).get(0);
    }

    private static String value(VEvent event, String property) {
        return event.<Property>getRequiredProperty(property).getValue();
    }

    @Test
    void aCalendarIsWrittenLineByLine() {
        Instant now = NOW;
        Window shift = SHIFT;
        ICalendar calendar = ICalendar.builder("-//Example//on-call//EN", now)
                .name("payments, primary")
                .event(CalendarEvent.builder("primary-ann-1@example.org")
                        .window(shift)
                        .summary("Ann is on call")
                        .build())
                .build();
        String text = calendar.text();
        assertThat(text.split("\r\n", -1))
                .containsExactly(
                        "BEGIN:VCALENDAR",
                        "VERSION:2.0",
                        "PRODID:-//Example//on-call//EN",
                        "METHOD:PUBLISH",
                        "NAME:payments\\, primary",
                        "X-WR-CALNAME:payments\\, primary",
                        "BEGIN:VEVENT",
                        "UID:primary-ann-1@example.org",
                        "SEQUENCE:0",
                        "DTSTAMP:20261130T080000Z",
                        "DTSTART:20261201T090000Z",
                        "DTEND:20261208T090000Z",
                        "SUMMARY:Ann is on call",
                        "STATUS:CONFIRMED",
                        "END:VEVENT",
                        "END:VCALENDAR",
                        "");
    }

    @Test
    void anotherReaderFindsWhatWasWritten() throws Exception {
        VEvent read = parsed(event("shift-7")
                .sequence(3)
                .description("hand over: 1; 2, 3 \\ 4\r\nthen\nrest\ttab")
                .status(CalendarEvent.Status.CANCELLED)
                .build());
        assertThat(value(read, Property.UID)).isEqualTo("shift-7");
        assertThat(value(read, Property.SEQUENCE)).isEqualTo("3");
        assertThat(value(read, Property.STATUS)).isEqualTo("CANCELLED");
        assertThat(value(read, Property.DESCRIPTION)).isEqualTo("hand over: 1; 2, 3 \\ 4\nthen\nrest\ttab");
        assertThat(Instant.from(read.<Temporal>getDateTimeStart().getDate())).isEqualTo(SHIFT.start());
        assertThat(Instant.from(read.<Temporal>getDateTimeEnd().getDate())).isEqualTo(SHIFT.end());
    }

    @Test
    void linesFoldAfterAtMost75OctetsAndNeverInsideACharacter() throws Exception {
        Random random = new Random(7);
        String[] letters = {"a", "\u00e9", "\u4e16", "\ud83d\ude00", ",", "\\", "\n", " ", ";"};
        for (int round = 0; round < 300; round++) {
            StringBuilder title = new StringBuilder("x");
            int length = random.nextInt(200);
            for (int i = 0; i < length; i++) {
                title.append(letters[random.nextInt(letters.length)]);
            }
            String written = title.append('x').toString();
            CalendarEvent event = event("u").summary(written).build();
            for (String line : text(event).split("\r\n")) {
                byte[] octets = line.getBytes(StandardCharsets.UTF_8);
                assertThat(octets).hasSizeLessThanOrEqualTo(75);
                assertThat(new String(octets, StandardCharsets.UTF_8))
                        .isEqualTo(line)
                        .doesNotContain("?");
            }
            // ical4j 4.4.0 takes the second half of an escaped backslash for the first half of an escaped line break
            if (!written.contains("\\\n")) {
                assertThat(value(parsed(event), Property.SUMMARY)).isEqualTo(written);
            }
            assertThat(readBySection3(text(event), "SUMMARY:")).isEqualTo(written);
        }
    }

    /** Unfolded and unescaped to the letter of RFC 5545 sections 3.1 and 3.3.11. */
    private static String readBySection3(String text, String start) {
        String line = text.replace("\r\n ", "")
                .lines()
                .filter(one -> one.startsWith(start))
                .findFirst()
                .orElseThrow();
        StringBuilder value = new StringBuilder();
        for (int i = start.length(); i < line.length(); i++) {
            char c = line.charAt(i);
            value.append(c != '\\' ? c : line.charAt(++i) == 'n' ? '\n' : line.charAt(i));
        }
        return value.toString();
    }

    @Test
    void aLineOf75OctetsIsNotFolded() {
        assertThat(text(event("u").summary("s".repeat(75 - "SUMMARY:".length())).build()))
                .doesNotContain("\r\n ");
        assertThat(text(event("u").summary("s".repeat(76 - "SUMMARY:".length())).build()))
                .contains("\r\n s\r\n");
    }

    @Test
    void timesAreTruncatedToSeconds() {
        CalendarEvent event = event("u")
                .window(new Window(SHIFT.start().plusMillis(900), SHIFT.end().plusMillis(100)))
                .build();
        assertThat(event.window()).isEqualTo(SHIFT);
        assertThatThrownBy(() -> event("u")
                        .window(Window.of(SHIFT.start(), Duration.ofMillis(999)))
                        .build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("event window must reach into another second");
    }

    @Test
    void whatNoCalendarCanHoldIsRefused() {
        assertThatThrownBy(() -> event("u").summary("a\u0007b"))
                .hasMessageContaining("event summary must have no control character but tabs and line breaks");
        assertThatThrownBy(() -> event("u").sequence(-1)).hasMessageContaining("event sequence must be 0 to");
        assertThatThrownBy(() -> CalendarEvent.builder("u").summary("s").build())
                .hasMessageContaining("event window must be given");
        assertThatThrownBy(() -> ICalendar.builder("p", NOW).organizer(URI.create("ann")))
                .hasMessageContaining("calendar organizer must have a scheme such as mailto");
        List<CalendarEvent> twice =
                List.of(event("u").build(), event("u").sequence(1).build());
        assertThatThrownBy(() -> new ICalendar("p", NOW, Optional.empty(), Optional.empty(), twice))
                .hasMessage("event uid must be that of one event, but was \"u\"");
    }

    @Test
    void manyEntriesComeInTheirOrder() throws Exception {
        List<CalendarEvent> events = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            events.add(
                    event("u" + i).window(SHIFT.shift(Duration.ofDays(7L * i))).build());
        }
        String text = ICalendar.builder("p", NOW).events(events).build().text();
        assertThat(new CalendarBuilder().build(new StringReader(text)).<VEvent>getComponents(Component.VEVENT))
                .extracting(event -> value(event, Property.UID))
                .containsExactlyElementsOf(
                        events.stream().map(CalendarEvent::uid).toList());
    }
}
