package io.itops.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.ConflictException;
import io.itops.core.Ref;
import io.itops.core.StoreException;
import io.itops.core.journal.JournalQuery;
import io.itops.core.store.ClaimRequest;
import io.itops.core.store.Commit;
import io.itops.core.store.InMemoryStore;
import io.itops.core.store.Job;
import io.itops.core.store.StoredRecord;
import io.itops.testkit.ManualClock;
import io.itops.testkit.fault.FaultyStore.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultyStoreTest {
    private static final Ref REF = Ref.of("thing", "a");

    private final ManualClock clock = ManualClock.at("2026-11-24T02:00:00Z");
    private final InMemoryStore store = new InMemoryStore(clock);

    @Test
    void passesEverythingOnWithoutFaults() {
        FaultyStore faulty = FaultyStore.over(store).build();
        faulty.commit(put(1));
        assertThat(faulty.find(REF)).isEqualTo(store.find(REF)).isPresent();
        assertThat(faulty.struck().values()).containsOnly(0L);
    }

    @Test
    void aConflictNamesWhatTheCommitDependsOnAndAppliesNothing() {
        FaultyStore faulty = FaultyStore.over(store).script(Fault.CONFLICT).build();
        assertThatThrownBy(() -> faulty.commit(put(1)))
                .isInstanceOfSatisfying(
                        ConflictException.class, e -> assertThat(e.entity()).isEqualTo(REF));
        assertThat(store.find(REF)).isEmpty();
        faulty.commit(put(1));
        assertThat(faulty.struck()).containsEntry(Fault.CONFLICT, 1L);
    }

    @Test
    void aConflictWaitsForACommitThatCanMeetOne() {
        FaultyStore faulty = FaultyStore.over(store).script(Fault.CONFLICT).build();
        faulty.commit(Commit.builder().job(job()).build());
        assertThat(faulty.struck()).containsEntry(Fault.CONFLICT, 0L);
        assertThatThrownBy(() -> faulty.commit(put(1))).isInstanceOf(ConflictException.class);
    }

    @Test
    void aFailureBeforeTheCommitAppliesNothingAndOneAfterItEverything() {
        FaultyStore faulty = FaultyStore.over(store)
                .script(Fault.FAIL_BEFORE_COMMIT, Fault.FAIL_AFTER_COMMIT)
                .build();
        assertThatThrownBy(() -> faulty.commit(put(1))).isInstanceOf(StoreException.class);
        assertThat(store.find(REF)).isEmpty();
        assertThatThrownBy(() -> faulty.commit(put(1))).isInstanceOf(StoreException.class);
        assertThat(store.find(REF)).isPresent();
    }

    @Test
    void aLostClaimHoldsTheJobsUntilTheirLeasesEnd() {
        FaultyStore faulty = FaultyStore.over(store)
                .script(Fault.FAIL_CLAIM, Fault.LOSE_CLAIM)
                .build();
        faulty.commit(Commit.builder().job(job()).build());
        ClaimRequest request = new ClaimRequest(Set.of("work"), clock.instant(), 10, Duration.ofSeconds(30));
        assertThatThrownBy(() -> faulty.claim(request)).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> faulty.claim(request)).isInstanceOf(StoreException.class);
        assertThat(faulty.claim(request).claims()).isEmpty();
        clock.advance(Duration.ofSeconds(30));
        assertThat(faulty.claim(request).claims()).hasSize(1);
    }

    @Test
    void readsFail() {
        FaultyStore faulty = FaultyStore.over(store).build();
        faulty.strike(Fault.FAIL_READ, Fault.FAIL_READ);
        assertThatThrownBy(() -> faulty.find(REF)).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> faulty.journal(JournalQuery.after(0))).isInstanceOf(StoreException.class);
        assertThatCode(() -> faulty.find(REF)).doesNotThrowAnyException();
    }

    @Test
    void theSameSeedGivesTheSameFaultsAtAboutTheirRates() {
        List<String> first = outcomes(7);
        assertThat(outcomes(7)).isEqualTo(first);
        assertThat(outcomes(8)).isNotEqualTo(first);
        assertThat(first.stream().filter("ConflictException"::equals).count()).isBetween(50L, 150L);
        assertThat(first.stream().filter("StoreException"::equals).count()).isBetween(100L, 300L);
    }

    @Test
    void aHealedStoreFailsNoMore() {
        FaultyStore faulty = FaultyStore.over(store).rate(Fault.FAIL_READ, 1).build();
        assertThatThrownBy(() -> faulty.find(REF)).isInstanceOf(StoreException.class);
        faulty.heal();
        assertThatCode(() -> faulty.find(REF)).doesNotThrowAnyException();
        assertThat(faulty.struck()).containsEntry(Fault.FAIL_READ, 1L);
    }

    private static List<String> outcomes(long seed) {
        FaultyStore faulty = FaultyStore.over(new InMemoryStore())
                .seed(seed)
                .rate(Fault.CONFLICT, 0.1)
                .rate(Fault.FAIL_BEFORE_COMMIT, 0.1)
                .rate(Fault.FAIL_AFTER_COMMIT, 0.1)
                .build();
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            StoredRecord record = new StoredRecord(Ref.of("thing", "t" + i), 1, 1, "{}", List.of());
            try {
                faulty.commit(Commit.builder().put(record, 0).build());
                outcomes.add("applied");
            } catch (ConflictException | StoreException e) {
                outcomes.add(e.getClass().getSimpleName());
            }
        }
        return outcomes;
    }

    private static Commit put(long version) {
        return Commit.builder()
                .put(new StoredRecord(REF, version, 1, "{}", List.of()), version - 1)
                .build();
    }

    private Job job() {
        return new Job("job", "work", Optional.empty(), Optional.empty(), clock.instant(), "{}");
    }
}
