package io.itops.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.Actor;
import io.itops.core.IdSource;
import io.itops.core.InvalidInputException;
import io.itops.core.ItOps;
import io.itops.core.Ref;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.access.AccessDecision;
import io.itops.core.journal.JournalPage;
import io.itops.core.journal.JournalQuery;
import io.itops.core.record.Tree;
import io.itops.core.spi.Store;
import io.itops.core.store.InMemoryStore;
import io.itops.core.store.StoredRecord;
import io.itops.core.store.UnitOfWork;
import io.itops.core.time.Window;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.PolicyRef;
import io.itops.incident.metrics.CostSimulation;
import io.itops.incident.metrics.DurationSample;
import io.itops.incident.metrics.Frequency;
import io.itops.incident.metrics.IncidentTimes;
import io.itops.incident.metrics.MetricsReport;
import io.itops.incident.metrics.RateCard;
import io.itops.incident.metrics.RatePosterior;
import io.itops.incident.metrics.Resampling;
import io.itops.incident.metrics.ServiceCost;
import io.itops.incident.metrics.Spell;
import io.itops.incident.metrics.TimeTo;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentCommand;
import io.itops.incident.workflow.IncidentEvent;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.PlacementCommand;
import io.itops.incident.workflow.Trouble;
import io.itops.testkit.ManualClock;
import io.itops.testkit.RecordingNotifier;
import io.itops.testkit.fault.ForwardingStore;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is measured of incidents as they stood at an instant, whatever becomes of them later. */
class MeasuredIncidentsTest {
    private static final Actor ANN = Actor.user("ann");
    private static final Instant START = Instant.parse("2026-10-31T22:00:00Z");
    private static final Window OCTOBER =
            new Window(Instant.parse("2026-10-01T00:00:00Z"), Instant.parse("2026-11-01T00:00:00Z"));

    private final ManualClock clock = ManualClock.at(START);
    private final AtomicInteger readings = new AtomicInteger();
    private final Store store = new ForwardingStore(new InMemoryStore(clock)) {
        @Override
        public JournalPage journal(JournalQuery query) {
            readings.incrementAndGet();
            return super.journal(query);
        }

        @Override
        public Optional<StoredRecord> find(Ref ref) {
            readings.incrementAndGet();
            return super.find(ref);
        }
    };
    private final ItOps ops = ItOps.builder()
            .store(store)
            .clock(clock)
            .ids(IdSource.seeded(5))
            .notifier(new RecordingNotifier("pager"))
            .authorizer((actor, permission, subject) -> AccessDecision.allow("test"))
            .build();
    private final Incidents incidents = Incidents.attach(
            ops, EscalationPolicy.builder().step("ann", Duration.ofDays(7)).build());
    private final Map<Instant, List<IncidentTimes>> seen = new LinkedHashMap<>();

    @AfterEach
    void close() {
        ops.close();
    }

    private IncidentId open(String key) {
        return incidents
                .declare(Trouble.of(key, ServiceId.of("checkout"), Severity.SEV2, "slow"), ANN)
                .id();
    }

    private void after(int minutes, IncidentId id, IncidentCommand command) {
        seen.put(clock.instant(), incidents.analyses().times(OCTOBER));
        ops.runUntil(clock.instant().plus(Duration.ofMinutes(minutes)));
        incidents.execute(id, command, ANN).orElseThrow();
    }

    private static IncidentCommand resolve() {
        return new IncidentCommand.Resolve("fixed", false, Optional.empty());
    }

    private static IncidentCommand reopen() {
        return new IncidentCommand.Reopen("it is back", false, Optional.empty());
    }

    private static Instant at(int minutes) {
        return START.plus(Duration.ofMinutes(minutes));
    }

    private static List<String> rows(MetricsReport report) {
        return report.rows().stream()
                .filter(row -> row.service().isEmpty() && row.severity().isEmpty())
                .map(row -> row.measured().measure() + " " + row.measured().sample() + " "
                        + row.median()
                                .map(found -> Math.round(found.value() / 60))
                                .orElse(-1L))
                .toList();
    }

    @Test
    void aReportOfAMonthThatIsOverStaysAsItIs() {
        IncidentId id = open("pool");
        after(3, id, new IncidentCommand.Acknowledge());
        after(7, id, resolve());
        ops.runUntil(OCTOBER.end());
        MetricsReport then = incidents.analyses().metrics(OCTOBER, Resampling.seeded(1));
        assertThat(rows(then))
                .contains(
                        "RESPOND 1 durations that ended and 0 that go on 10",
                        "RESOLVE 1 durations that ended and 0 that go on 10");

        after(600, id, reopen());
        assertThat(incidents.analyses().metrics(OCTOBER, Resampling.seeded(1))).isEqualTo(then);
        after(20, id, resolve());
        assertThat(incidents.analyses().metrics(OCTOBER, Resampling.seeded(1))).isEqualTo(then);
    }

    @Test
    void whatIsReopenedIsMeasuredByTheStretchesInWhichUsersFeltIt() {
        IncidentId id = open("pool");
        after(3, id, new IncidentCommand.Acknowledge());
        after(7, id, new IncidentCommand.Mitigate("restarted"));
        after(5, id, resolve());
        after(600, id, reopen());
        after(30, id, resolve());

        List<IncidentTimes> now = incidents.analyses().times(OCTOBER);
        assertThat(now)
                .extracting(IncidentTimes::spells)
                .containsExactly(List.of(Spell.of(at(0), at(10)), Spell.of(at(615), at(645))));
        assertThat(minutes(TimeTo.RESPOND, now)).isEqualTo(40);
        assertThat(minutes(TimeTo.REPAIR, now)).isEqualTo(37);
        assertThat(minutes(TimeTo.RESOLVE, now))
                .as("from the first opening to the last resolution")
                .isEqualTo(645);
    }

    private static long minutes(TimeTo measure, List<IncidentTimes> incidents) {
        return Math.round(measure.measure(incidents, at(10_000))
                        .sample()
                        .quantile(0.5, Resampling.seeded(1))
                        .orElseThrow()
                        .value()
                / 60);
    }

    @Test
    void whatWasSeenAtAnInstantIsToldOfItEverAfter() {
        IncidentId one = open("pool");
        after(3, one, new IncidentCommand.Acknowledge());
        IncidentId two = open("queue");
        after(7, one, resolve());
        after(2, two, new IncidentCommand.Cancel("a test"));
        after(60, one, reopen());
        after(9, one, new IncidentCommand.Mitigate("restarted"));
        after(1, one, new PlacementCommand.Resume("it is not"));
        after(4, one, resolve());
        after(4, one, new IncidentCommand.Close("done"));
        after(4, one, reopen());

        assertThat(seen).hasSize(9);
        seen.forEach((instant, times) -> assertThat(incidents.analyses().times(OCTOBER, instant))
                .as(instant.toString())
                .isEqualTo(times));
        assertThat(incidents.analyses().times(OCTOBER, START.minusSeconds(1))).isEmpty();
        assertThat(incidents.analyses().times(OCTOBER).get(0).spells()).hasSizeGreaterThan(2);
    }

    /** What is later in the journal builds on what is earlier there, whatever clock told the two. */
    @Test
    void aClockThatWasSetBackLosesNoReport() {
        IncidentId id = open("pool");
        clock.set(at(-10));
        incidents.execute(id, new IncidentCommand.Acknowledge(), ANN).orElseThrow();

        assertThat(incidents.analyses().times(OCTOBER))
                .singleElement()
                .satisfies(times -> assertThat(times.acknowledgedAt()).contains(at(-10)));
        assertThat(incidents.analyses().times(OCTOBER, at(-5)))
                .as("it was not open yet, whatever stands behind its opening")
                .isEmpty();
        assertThat(incidents.analyses().metrics(OCTOBER, Resampling.seeded(1)).rows())
                .isEmpty();
        clock.set(at(5));
        incidents.execute(id, resolve(), ANN).orElseThrow();
        assertThat(incidents.analyses().times(OCTOBER, at(0)))
                .singleElement()
                .satisfies(times -> assertThat(times.resolvedAt()).isEmpty());
    }

    @Test
    void whatIsLaterThanTheInstantIsNotToldByAnythingBehindIt() {
        IncidentId id = open("pool");
        clock.set(at(20));
        incidents.execute(id, resolve(), ANN).orElseThrow();
        clock.set(at(10));
        incidents.execute(id, reopen(), ANN).orElseThrow();

        assertThat(incidents.analyses().times(OCTOBER, at(15)))
                .singleElement()
                .satisfies(times -> assertThat(times.reopenedAt()).isEmpty());
    }

    private void journal(IncidentId id, String type) {
        UnitOfWork unit = new UnitOfWork(ops.kernel(), ANN);
        unit.event(type, List.of(id.ref()), "what only a newer release knows", Tree.Obj.of(Map.of()));
        unit.commit();
    }

    @Test
    void eventsOfANewerReleaseLoseNoReport() {
        IncidentId known = open("pool");
        journal(known, "incident.dreamt");
        incidents.execute(known, resolve(), ANN).orElseThrow();
        IncidentId unread = IncidentId.of("unread");
        journal(unread, "incident.dreamt");
        UnitOfWork unit = new UnitOfWork(ops.kernel(), ANN);
        unit.put(
                Incident.TYPE,
                new IncidentEvent.Opened(
                                unread,
                                Trouble.of("queue", ServiceId.of("checkout"), Severity.SEV2, "slow"),
                                IncidentState.TRIGGERED,
                                Optional.empty(),
                                new PolicyRef("p1", "any"),
                                false,
                                Optional.empty(),
                                START,
                                Optional.empty())
                        .applyTo(null));
        unit.commit();
        incidents.execute(unread, new IncidentCommand.Acknowledge(), ANN).orElseThrow();

        assertThat(incidents.analyses().times(OCTOBER))
                .singleElement()
                .satisfies(times -> assertThat(times.resolvedAt()).contains(START));
    }

    @Test
    void importedHistoryIsOfTheTimeInWhichItHappened() {
        Window september = new Window(Instant.parse("2026-09-01T00:00:00Z"), OCTOBER.start());
        Instant fifth = Instant.parse("2026-09-05T10:00:00Z");
        IncidentId id = incidents
                .importNew(
                        Trouble.of("pool", ServiceId.of("checkout"), Severity.SEV2, "slow"),
                        IncidentState.TRIGGERED,
                        fifth,
                        "history",
                        ANN)
                .id();
        incidents.note(id, "from the other system", ANN);
        incidents.importState(id, IncidentState.RESOLVED, fifth.plusSeconds(600), "", ANN);
        assertThat(rows(incidents.analyses().metrics(september, Resampling.seeded(1))))
                .contains(
                        "RESPOND 1 durations that ended and 0 that go on 10",
                        "RESOLVE 1 durations that ended and 0 that go on 10");

        clock.set(at(60));
        incidents.importState(id, IncidentState.TRIGGERED, fifth.plusSeconds(3_600), "it came back", ANN);
        incidents.importState(id, IncidentState.RESOLVED, fifth.plusSeconds(4_200), "", ANN);
        List<Spell> spells = List.of(
                Spell.of(fifth, fifth.plusSeconds(600)), Spell.of(fifth.plusSeconds(3_600), fifth.plusSeconds(4_200)));
        assertThat(incidents.analyses().times(september))
                .extracting(IncidentTimes::spells)
                .containsExactly(spells);
        assertThat(incidents.analyses().times(september, september.end()))
                .extracting(IncidentTimes::spells)
                .containsExactly(spells);
        assertThat(incidents.analyses().times(september, fifth.plusSeconds(900)))
                .extracting(IncidentTimes::spells)
                .containsExactly(spells.subList(0, 1));
        assertThat(incidents.analyses().times(september, fifth.minusSeconds(1))).isEmpty();
    }

    @Test
    void aTimeThatGoesOnIsMeasuredUpToNow() {
        open("pool");
        IncidentId two = open("queue");
        clock.set(at(30));
        incidents.execute(two, resolve(), ANN).orElseThrow();
        clock.set(at(60));
        MetricsReport report = incidents.analyses().metrics(OCTOBER, Resampling.seeded(1));

        assertThat(report.window()).isEqualTo(new Window(OCTOBER.start(), at(60)));
        assertThat(report.rows())
                .filteredOn(row -> row.measured().measure() == TimeTo.RESOLVE)
                .first()
                .extracting(row -> row.measured().sample())
                .isEqualTo(
                        DurationSample.of(List.of(Duration.ofMinutes(30))).withOpen(List.of(Duration.ofMinutes(60))));
        Window november = new Window(OCTOBER.end(), OCTOBER.end().plus(Duration.ofDays(30)));
        assertThat(incidents.analyses().metrics(november, Resampling.seeded(1)).incidents())
                .isZero();
    }

    /** Both ways lead to the same, whatever else the journal tells of. */
    @Test
    void theJournalIsReadAsAWholeWhereMostOfItIsMeasured() {
        for (int i = 0; i < 150; i++) {
            IncidentId id = open("pool-" + i);
            clock.set(at(i));
            incidents.execute(id, resolve(), ANN).orElseThrow();
        }
        readings.set(0);
        List<IncidentTimes> whole = incidents.analyses().times(OCTOBER);
        assertThat(whole).hasSize(121);
        assertThat(readings.get()).as("some pages, not one for each incident").isLessThan(10);

        Window minutes = new Window(at(10), at(12));
        readings.set(0);
        List<IncidentTimes> few = incidents.analyses().times(minutes);
        assertThat(few)
                .isEqualTo(whole.stream()
                        .filter(times -> minutes.contains(times.openedAt()))
                        .toList());
        assertThat(few).hasSize(2);
        assertThat(readings.get())
                .as("each incident and its review, and the head")
                .isEqualTo(5);
    }

    @Test
    void whatIncidentsCostIsSimulatedByOneCall() {
        IncidentId id = open("pool");
        clock.set(at(60));
        incidents.execute(id, resolve(), ANN).orElseThrow();
        clock.set(OCTOBER.end().plus(Duration.ofDays(30)));

        ServiceCost cost = incidents.analyses().cost(ServiceId.of("checkout"), OCTOBER, RateCard.flat(100));
        assertThat(cost.frequency()).isEqualTo(new Frequency.Uncertain(RatePosterior.ofCount(1, Duration.ofDays(31))));
        assertThat(CostSimulation.seeded(1).run(List.of(cost)).expected(0.95).value())
                .isBetween(1_700.0, 1_850.0);
        Window later = new Window(clock.instant(), clock.instant().plus(Duration.ofDays(9)));
        assertThatThrownBy(() -> incidents.analyses().cost(ServiceId.of("checkout"), later, RateCard.flat(100)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("time of opening must have begun");
    }
}
