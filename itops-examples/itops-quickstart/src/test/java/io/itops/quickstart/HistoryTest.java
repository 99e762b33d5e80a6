package io.itops.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.change.Changes;
import io.itops.change.workflow.Change;
import io.itops.change.workflow.ChangePhase;
import io.itops.core.ItOps;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.journal.Journal;
import io.itops.core.signal.IncidentFacts;
import io.itops.core.signal.Suspect;
import io.itops.core.store.InMemoryStore;
import io.itops.incident.oncall.OnCall;
import io.itops.incident.oncall.OnCallSchedules;
import io.itops.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");

    private final InMemoryStore store = new InMemoryStore();
    private final ManualClock clock = ManualClock.at(NOW);

    @Test
    void sevenChangesLieInThePastAndTwoAreApproved() {
        History.write(store, PlannedChanges.of(Sabotage.NONE), NOW);

        Changes changes = Changes.attach(ops(), History.POLICY);

        assertThat(changes.in(ChangePhase.CLOSED)).hasSize(7).allSatisfy(change -> {
            assertThat(change.startedAt().orElseThrow()).isBefore(NOW.minus(Duration.ofHours(19)));
            assertThat(change.votes()).noneMatch(vote -> change.involved().contains(vote.by()));
        });
        assertThat(changes.in(ChangePhase.SCHEDULED))
                .extracting(change -> change.content().title())
                .containsExactlyInAnyOrder("ledger 2.4", "search ranking 11");
    }

    @Test
    void whatWasDoneBeforeACutIsNotDoneAgain() {
        PlannedChanges planned = PlannedChanges.of(Sabotage.NONE);
        History.write(store, planned, NOW);
        int before = new Journal(store).all().size();

        History.write(store, planned, NOW.plusSeconds(3));

        assertThat(new Journal(store).all())
                .as("the mark that it is prepared is set again")
                .hasSize(before + 1);
    }

    @Test
    void annAndBobAreOnCallAtAnyHourOfAnyWeekday() {
        for (int hour = 0; hour < 24 * 7; hour += 5) {
            Instant now = NOW.plus(Duration.ofHours(hour));
            assertThat(OnCall.onCall(People.weekly("primary", now, List.of(People.ANN, "lea")), now))
                    .containsExactly(People.ANN);
            assertThat(OnCall.onCall(
                            People.weekly("primary", now, List.of(People.ANN, "lea")), now.plus(Duration.ofHours(1))))
                    .containsExactly(People.ANN);
        }
    }

    @Test
    void theSchedulesAreKept() {
        History.write(store, PlannedChanges.of(Sabotage.NONE), NOW);

        assertThat(OnCall.onCall(new OnCallSchedules(ops()).get("secondary"), NOW))
                .containsExactly(People.BOB);
    }

    @Test
    void theGuiltyChangeIsTheFirstSuspectOfNine() {
        List<Suspect> suspects = suspects(Sabotage.NONE, true);

        assertThat(suspects).hasSize(10);
        assertThat(suspects.get(0).title()).isEqualTo("ledger 2.4");
        assertThat(suspects.get(0).likelihood()).isGreaterThan(0.5);
    }

    @Test
    void theVerdictFollowsTheChangeThatIsReallyGuilty() {
        assertThat(suspects(Sabotage.OTHER_CHANGE_GUILTY, true).get(0).title()).isEqualTo("ledger 2.3");
    }

    @Test
    void withoutTheGuiltyChangeTheCauseIsUnknown() {
        List<Suspect> suspects = suspects(Sabotage.NONE, false);

        assertThat(suspects).hasSize(9);
        assertThat(suspects.get(0).title()).isEqualTo(Suspect.UNKNOWN);
        assertThat(suspects.get(0).cause()).isEmpty();
    }

    /** The suspects of an incident on checkout, some seconds after the changes of the run. */
    private List<Suspect> suspects(Sabotage sabotage, boolean deployed) {
        PlannedChanges planned = PlannedChanges.of(sabotage);
        History.write(store, planned, NOW);
        ItOps ops = ops();
        Changes changes = Changes.attach(ops, History.POLICY);
        ChangeDriver driver = new ChangeDriver(ops, changes);
        if (deployed) {
            driver.carryOut(planned.guilty(), () -> {});
        }
        clock.advance(Duration.ofSeconds(1));
        driver.carryOut(planned.distant(), () -> {});
        clock.advance(Duration.ofSeconds(8));
        Optional<Change> guilty = driver.find(planned.guilty());
        assertThat(guilty).isPresent();
        return changes.suspects(new IncidentFacts(
                "one",
                ServiceId.of("checkout"),
                Severity.SEV2,
                "checkouts fail",
                new TreeMap<>(),
                clock.instant(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    private ItOps ops() {
        return ItOps.builder()
                .store(store)
                .clock(clock)
                .authorizer(Permissions.ALL)
                .build();
    }
}
