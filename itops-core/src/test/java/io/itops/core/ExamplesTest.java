package io.itops.core;

import static io.itops.core.ExamplesTest.Action.ACKNOWLEDGE;
import static io.itops.core.ExamplesTest.Action.NOTE;
import static io.itops.core.ExamplesTest.Action.OPEN;
import static io.itops.core.ExamplesTest.Action.REOPEN;
import static io.itops.core.ExamplesTest.Action.RESOLVE;
import static io.itops.core.ExamplesTest.State.ACKNOWLEDGED;
import static io.itops.core.ExamplesTest.State.RESOLVED;
import static io.itops.core.ExamplesTest.State.TRIGGERED;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.access.StandardEgressPolicy;
import io.itops.core.lifecycle.Lifecycle;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import io.itops.core.record.Shape;
import io.itops.core.signal.Signal;
import io.itops.core.spi.EgressPolicy;
import io.itops.core.store.InMemoryStore;
import io.itops.core.time.WeeklyHours;
import io.itops.core.time.Window;
import io.itops.core.time.Windows;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples in the documentation of this module. */
class ExamplesTest {
    enum State {
        TRIGGERED,
        ACKNOWLEDGED,
        RESOLVED
    }

    enum Action {
        OPEN,
        ACKNOWLEDGE,
        RESOLVE,
        REOPEN,
        NOTE
    }

    record Team(TeamId id, String name) {
        static final RecordType<Team> TYPE = RecordType.of("team", 1, t -> {
            t.id(team -> team.id().value());
            t.textIndex("name", Team::name);
            var id = t.field("id", TeamId.CODEC, Team::id);
            var name = t.field("name", Codec.TEXT, Team::name);
            return row -> new Team(row.get(id), row.get(name));
        });
    }

    record Step(String target, Duration delay) {
        static final Shape<Step> STEP = Shape.of("step", s -> {
            var target = s.field("target", Codec.TEXT, Step::target);
            var delay = s.field("delay", Codec.DURATION, Step::delay);
            return row -> new Step(row.get(target), row.get(delay));
        });
    }

    @Test
    void anInstanceRunsWhatASignalBringsAbout() {
        List<String> heard = new ArrayList<>();
        try (ItOps ops = ItOps.builder().store(new InMemoryStore()).build()) {
            ops.signals().register("example", (signal, unit) -> heard.add(signal.summary()));
            ops.accept(Signal.firing("disk", ServiceId.of("ledger"), Severity.SEV1, "the disk is full"));
            ops.runUntil(ops.clock().instant()); // a program that lives on calls start() instead
        }
        assertThat(heard).containsExactly("the disk is full");
    }

    @Test
    void aLifecycleIsATable() {
        Lifecycle<State, Action> incident = Lifecycle.builder("incident", State.class, Action.class)
                .start(OPEN, TRIGGERED)
                .on(TRIGGERED, ACKNOWLEDGE, ACKNOWLEDGED)
                .on(TRIGGERED, RESOLVE, RESOLVED)
                .on(ACKNOWLEDGED, RESOLVE, RESOLVED)
                .on(RESOLVED, REOPEN, TRIGGERED)
                .stayAnywhere(NOTE)
                .end(RESOLVED)
                .build();
        assertThat(incident.next(RESOLVED, REOPEN)).isEqualTo(TRIGGERED);
    }

    @Test
    void recordsAndShapesComeBack() {
        Team team = new Team(TeamId.of("payments"), "Payments");
        assertThat(Team.TYPE.shape().read(Team.TYPE.shape().write(team))).isEqualTo(team);
        Step step = new Step("ann", Duration.ofMinutes(5));
        assertThat(Step.STEP.read(Step.STEP.write(step))).isEqualTo(step);
    }

    @Test
    void aHostInsideIsAllowedByName() throws UnknownHostException {
        EgressPolicy policy = StandardEgressPolicy.builder()
                .allow("receiver.example.internal", 8443)
                .build();
        InetAddress inside = InetAddress.getByAddress(new byte[] {10, 0, 0, 7});
        assertThat(policy.check(URI.create("https://receiver.example.internal:8443/"), inside)
                        .allowed())
                .isTrue();
    }

    @Test
    void officeHoursAndTheWeekendAreOneWeek() {
        Window week = new Window(Instant.parse("2026-11-23T00:00:00Z"), Instant.parse("2026-11-30T00:00:00Z"));
        WeeklyHours office = WeeklyHours.weekdays(LocalTime.of(9, 0), LocalTime.of(17, 0));
        WeeklyHours weekend =
                WeeklyHours.between(DayOfWeek.FRIDAY, LocalTime.of(17, 0), DayOfWeek.MONDAY, LocalTime.of(9, 0));
        Windows open = office.or(weekend).within(week, ZoneId.of("Europe/Berlin"));
        assertThat(open.total()).isEqualTo(Duration.ofHours(40 + 64));
    }
}
