package io.itops.incident.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.itops.core.InvalidInputException;
import io.itops.core.time.CalendarEvent;
import io.itops.core.time.ICalendar;
import io.itops.core.time.WeeklyHours;
import io.itops.core.time.Window;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.Temporal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.Test;

class ShiftExportTest {
    private static final Window JANUARY = window("2026-01-06T00:00:00Z", "2026-02-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

    private static Window window(String start, String end) {
        return new Window(Instant.parse(start), Instant.parse(end));
    }

    private static OnCallSchedule schedule() {
        return OnCallSchedule.builder("primary", "Europe/Berlin")
                .layer(Layer.of("weekly", Rotation.weekly(LocalDateTime.of(2026, 1, 5, 9, 0), List.of("ann", "bob"))))
                .build();
    }

    private static Map<String, CalendarEvent> byUid(ShiftExport export) {
        return export.events().stream().collect(Collectors.toMap(CalendarEvent::uid, event -> event));
    }

    @Test
    void shiftsAreWholeThoughTheyBeginBeforeTheExportedTime() {
        ShiftExport export = ShiftExport.of(schedule(), JANUARY);
        assertThat(export.events())
                .hasSize(4)
                .extracting(event -> event.window().start().toString())
                .startsWith("2026-01-05T08:00:00Z");
        assertThat(ShiftExport.of(schedule(), window("2026-01-08T00:00:00Z", "2026-02-01T00:00:00Z"))
                        .events())
                .as("an export of another day has the same entries")
                .isEqualTo(export.events());
        assertThat(ShiftExport.of(schedule(), "bob", JANUARY).events()).hasSize(2);
        assertThat(export.updated(schedule(), JANUARY)).isEqualTo(export);
    }

    /** Naive variant: an identifier made of the end, too, makes a second entry of a shift that ends earlier. */
    @Test
    void anEntryWhoseEndMovesStaysTheSameOneWithAGreaterNumber() {
        ShiftExport before = ShiftExport.of(schedule(), JANUARY);
        OnCallSchedule shorter = schedule().toBuilder()
                .override(ScheduleOverride.replace(
                        "o", window("2026-01-18T00:00:00Z", "2026-01-19T08:00:00Z"), "bob", "ann"))
                .build();
        ShiftExport after = before.updated(shorter, JANUARY);
        CalendarEvent old = before.events().get(1);
        CalendarEvent moved = byUid(after).get(old.uid());
        assertThat(moved.sequence()).isEqualTo(1);
        assertThat(moved.window()).isEqualTo(window("2026-01-12T08:00:00Z", "2026-01-18T00:00:00Z"));
        assertThat(moved.status()).isEqualTo(CalendarEvent.Status.CONFIRMED);
        Set<String> naive = new HashSet<>();
        for (CalendarEvent event : List.of(old, moved)) {
            naive.add(event.summary() + event.window().start() + event.window().end());
        }
        assertThat(naive).hasSize(2);
        ShiftExport back = after.updated(schedule(), JANUARY);
        assertThat(byUid(back).get(old.uid()).sequence()).isEqualTo(2);
    }

    @Test
    void aShiftThatHasGoneIsCancelledAndComesBackWithAGreaterNumber() {
        ShiftExport before = ShiftExport.of(schedule(), "bob", JANUARY);
        OnCallSchedule without = schedule().withoutPerson("bob", NOW);
        ShiftExport after = before.updated(without, JANUARY);
        assertThat(after.events())
                .extracting(CalendarEvent::status, CalendarEvent::sequence)
                .containsOnly(tuple(CalendarEvent.Status.CANCELLED, 1));
        assertThat(after.updated(without, JANUARY)).as("cancelled once").isEqualTo(after);
        assertThat(after.updated(schedule(), JANUARY).events())
                .extracting(CalendarEvent::status, CalendarEvent::sequence)
                .containsOnly(tuple(CalendarEvent.Status.CONFIRMED, 2));
        assertThat(after.updated(without, window("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z"))
                        .events())
                .as("what lies outside is left out")
                .isEmpty();
        OnCallSchedule other = OnCallSchedule.builder("other", "UTC")
                .layer(schedule().versions().get(0).layers().get(0))
                .build();
        assertThatThrownBy(() -> before.updated(other, JANUARY))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("schedule must be primary, but was \"other\"");
    }

    private static OnCallSchedule at(int hour) {
        return OnCallSchedule.builder("primary", "Europe/Berlin")
                .layer(Layer.of(
                        "weekly", Rotation.weekly(LocalDateTime.of(2026, 1, 5, hour, 0), List.of("ann", "bob"))))
                .build();
    }

    /** Naive variant: an identifier made of the begin cancels and makes anew whatever begins an hour later. */
    @Test
    void anEntryWhoseBeginMovesStaysTheSameOne() {
        ShiftExport before = ShiftExport.of(at(9), JANUARY);
        ShiftExport after = before.updated(at(10), JANUARY);
        assertThat(after.events())
                .hasSize(4)
                .extracting(CalendarEvent::status, CalendarEvent::sequence)
                .containsOnly(tuple(CalendarEvent.Status.CONFIRMED, 1));
        assertThat(byUid(after).keySet()).isEqualTo(byUid(before).keySet());
        assertThat(byUid(ShiftExport.of(at(10), JANUARY)).keySet())
                .as("without the export before it, too")
                .isEqualTo(byUid(before).keySet());
        Set<String> naive = new HashSet<>();
        before.events()
                .forEach(event -> naive.add(event.summary() + event.window().start()));
        after.events()
                .forEach(event -> naive.add(event.summary() + event.window().start()));
        assertThat(naive).hasSize(8);
        OnCallSchedule late = at(9).toBuilder()
                .override(ScheduleOverride.replace(
                        "o", window("2026-01-12T08:00:00Z", "2026-01-12T20:00:00Z"), "bob", "ann"))
                .build();
        CalendarEvent bobs = before.events().get(1);
        assertThat(byUid(before.updated(late, JANUARY)).get(bobs.uid()).window())
                .as("the rest of a turn of which somebody takes the first hours")
                .isEqualTo(window("2026-01-12T20:00:00Z", "2026-01-19T08:00:00Z"));
    }

    /** Of a turn with a piece each day, each piece keeps its name while the exported time moves on. */
    @Test
    void piecesOfATurnKeepTheirNames() {
        OnCallSchedule office = OnCallSchedule.builder("primary", "Europe/Berlin")
                .layer(Layer.of("weekly", Rotation.weekly(LocalDateTime.of(2026, 1, 5, 0, 0), List.of("ann", "bob")))
                        .during(WeeklyHours.daily(LocalTime.of(9, 0), LocalTime.of(17, 0))))
                .build();
        ShiftExport export = ShiftExport.of(office, JANUARY);
        assertThat(byUid(export)).hasSize(export.events().size());
        for (int day = 7; day < 13; day++) {
            Window later = window("2026-01-%02dT00:00:00Z".formatted(day), "2026-02-01T00:00:00Z");
            assertThat(export.updated(office, later).events()).isSubsetOf(export.events());
            assertThat(ShiftExport.of(office, later).events()).isSubsetOf(export.events());
        }
        OnCallSchedule split = office.toBuilder()
                .override(ScheduleOverride.remove("r", window("2026-01-08T11:00:00Z", "2026-01-08T12:00:00Z"), "ann"))
                .build();
        ShiftExport after = export.updated(split, JANUARY);
        assertThat(byUid(after)).hasSize(export.events().size() + 1);
        assertThat(after.events()).allMatch(event -> event.status() == CalendarEvent.Status.CONFIRMED);
    }

    /** What lasts for more than ten years is cut, and yet is the same entry in each export. */
    @Test
    void whatLastsForVeryLongIsOneEntryWheneverItIsExported() {
        OnCallSchedule forever = OnCallSchedule.builder("primary", "UTC")
                .layer(Layer.of(
                        "nobody",
                        Rotation.builder(TurnUnit.DAY, LocalDateTime.of(2000, 1, 1, 0, 0))
                                .nobody()
                                .build()))
                .override(ScheduleOverride.add("o", window("2000-01-01T00:00:00Z", "2100-01-01T00:00:00Z"), "ann"))
                .build();
        ShiftExport export = ShiftExport.of(forever, JANUARY);
        ShiftExport next = export.updated(forever, window("2026-01-20T00:00:00Z", "2026-02-10T00:00:00Z"));
        assertThat(export.events()).hasSize(1);
        assertThat(next).isEqualTo(export);
        assertThat(ShiftExport.of(forever, window("2026-03-20T00:00:00Z", "2026-04-10T00:00:00Z"))
                        .events())
                .isEqualTo(export.events());
    }

    @Test
    void anotherLibraryReadsTheSameShifts() throws IOException, ParserException {
        ShiftExport first = ShiftExport.of(schedule(), JANUARY);
        ShiftExport export = first.updated(schedule().withoutPerson("bob", NOW), JANUARY);
        ICalendar written = export.calendar("-//Example//on-call//EN", NOW);
        String text = ICalendar.builder(written.product(), written.stamp())
                .organizer(URI.create("mailto:on-call@example.org"))
                .events(written.events())
                .build()
                .text();
        Calendar calendar = new CalendarBuilder().build(new StringReader(text));
        assertThat(calendar.validate(true).getEntries()).isEmpty();
        List<VEvent> events = calendar.getComponents(Component.VEVENT);
        assertThat(events).hasSize(export.events().size());
        for (int i = 0; i < events.size(); i++) {
            CalendarEvent event = export.events().get(i);
            VEvent read = events.get(i);
            assertThat(read.getUid().orElseThrow().getValue()).isEqualTo(event.uid());
            assertThat(read.getSequence().getSequenceNo()).isEqualTo(event.sequence());
            assertThat(read.getStatus().getValue()).isEqualTo(event.status().name());
            assertThat(Instant.from(read.<Temporal>getDateTimeStart().getDate()))
                    .isEqualTo(event.window().start());
            assertThat(Instant.from(read.<Temporal>getDateTimeEnd().getDate()))
                    .isEqualTo(event.window().end());
            assertThat(read.getProperty(Property.SUMMARY).orElseThrow().getValue())
                    .isEqualTo(event.summary());
        }
    }

    @Test
    void exportsAreReadBackAsTheyWereWritten() {
        ShiftExport export = ShiftExport.of(schedule(), "bob", JANUARY);
        assertThat(ShiftExport.CODEC.read(ShiftExport.CODEC.write(export))).isEqualTo(export);
    }

    @Test
    void theExampleOfTheDocumentationHolds() {
        OnCallSchedule schedule = schedule();
        OnCallSchedule changed = schedule.withoutPerson("bob", NOW);
        Window window = JANUARY;
        Instant now = NOW;
        ShiftExport export = ShiftExport.of(schedule, window);
        String text = export.calendar("-//Example//on-call//EN", now).text();
        ShiftExport next = export.updated(changed, window);
        assertThat(text).contains("SUMMARY:bob on call: primary");
        assertThat(next.events()).hasSizeGreaterThan(export.events().size() - 1);
    }
}
