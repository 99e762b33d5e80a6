package io.itops.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.itops.core.Require;
import io.itops.core.journal.JournalQuery;
import io.itops.core.spi.Store;
import io.itops.core.time.SettableClock;
import io.itops.testkit.ManualClock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Store} must do: the number in a test's name is that of the rule in the store's documentation. Extend it, give it
 * new stores, and run it.
 *
 * <pre>{@code
 * class InMemoryStoreTest extends StoreContract {
 *     @Override
 *     protected Store newStore(SettableClock leaseClock) {
 *         return new InMemoryStore(leaseClock);
 *     }
 * }
 * }</pre>
 *
 * <p>No test waits: leases end because the given clock is set. Tests of several threads end by themselves.
 *
 * <p>Not thread-safe; confine to one thread.
 *
 * @since 0.1
 */
public abstract class StoreContract {
    private static final int HISTORIES = 10;
    private static final int STEPS = 250;

    private @Nullable StoreFixture fixture;

    /** For subclasses. */
    protected StoreContract() {}

    /**
     * A new, empty store, unconnected with those made before; {@link io.itops.core.InvalidInputException} in every test if it is null.
     *
     * @param leaseClock the clock on which its leases run
     * @return the store
     */
    protected abstract Store newStore(SettableClock leaseClock);

    /**
     * Closes a store and opens what it left behind; durable stores override it.
     *
     * @param store a store that {@link #newStore} made
     * @param leaseClock the clock on which leases run
     * @return the store opened again; empty if stores do not outlive their process
     */
    protected Optional<Store> reopen(Store store, SettableClock leaseClock) {
        return Optional.empty();
    }

    /** The store of the test that runs, made when first used, so that the subclass has been set up. */
    private StoreFixture fixture() {
        StoreFixture present = fixture;
        if (present == null) {
            present = fresh();
            fixture = present;
        }
        return present;
    }

    private StoreFixture fresh() {
        ManualClock clock = ManualClock.at(StoreFixture.START);
        return new StoreFixture(clock, Require.present("store that newStore gives", newStore(clock)));
    }

    @Test
    void s01_aRefusedCommitChangesNothing() {
        new CommitRules(fixture()).refusedCommitsChangeNothing();
    }

    @Test
    void s01_halfACommitIsNeverSeen() {
        new CommitRules(fixture()).halfACommitIsNeverSeen();
    }

    @Test
    void s01_whatWasCommittedIsThereAfterReopening() {
        new CommitRules(fixture()).prepareForReopening();
        Optional<Store> reopened = reopen(fixture().store, fixture().clock);
        assumeTrue(reopened.isPresent(), "the store does not outlive its process");
        new CommitRules(new StoreFixture(fixture().clock, reopened.orElseThrow())).checkAfterReopening();
    }

    @Test
    void s02_anotherVersionIsRefusedByName() {
        new CommitRules(fixture()).otherVersionsAreRefused();
    }

    @Test
    void s02_noUpdateIsLost() {
        new CommitRules(fixture()).noUpdateIsLost();
    }

    @Test
    void s03_skewedWritesAreNotBothApplied() {
        new CommitRules(fixture()).skewedWritesAreNotBothApplied();
    }

    @Test
    void s04_sequencesAreGapFreeInCommitOrder() {
        new JournalRules(fixture()).sequencesAreGapFree();
    }

    @Test
    void s04_readersOfASubjectSeeItsEventsInOrder() {
        new JournalRules(fixture()).readersOfASubjectSeeItsEvents();
    }

    @Test
    void s04_aTailingReaderMissesNothing() {
        new JournalRules(fixture()).tailingReadersMissNothing();
    }

    @Test
    void s05_charactersComeBackAsTheyWere() {
        new JournalRules(fixture()).charactersComeBackAsTheyWere();
    }

    @Test
    void s06_theHeadIsTheRootOverAllEvents() {
        new JournalRules(fixture()).headIsTheRootOfAllTexts();
    }

    @Test
    void s06_theSameCommitsGiveTheSameRoot() {
        StoreScript.play(fixture().store);
        var head = fixture().store.journal(JournalQuery.after(0)).head();
        assertThat(head.size()).as("events of the script").isEqualTo(StoreScript.EVENTS);
        assertThat(head.root().toString()).as("root of the script").isEqualTo(StoreScript.ROOT);
    }

    @Test
    void s07_nothingIsHandedOutBeforeItIsDue() {
        new JobRules(fixture()).nothingIsHandedOutBeforeItIsDue();
    }

    @Test
    void s07_aClaimedJobStaysWithItsClaim() {
        new JobRules(fixture()).claimedJobsStayWithTheirClaim();
    }

    @Test
    void s07_leasesEndOnTheStoresClock() {
        new JobRules(fixture()).leasesEndOnTheStoresClock();
    }

    @Test
    void s07_aRetryComesNotBeforeItsInstant() {
        new JobRules(fixture()).retriesComeNotBeforeTheirInstant();
    }

    @Test
    void s07_aJobThatIsDoneIsGone() {
        new JobRules(fixture()).doneJobsAreGone();
    }

    @Test
    void s07_onlyTheTypesAskedForAreHandedOut() {
        new JobRules(fixture()).onlyTheTypesAskedForAreHandedOut();
    }

    @Test
    void s07_noJobIsHandedToTwo() {
        new JobRules(fixture()).noJobIsHandedToTwo();
    }

    @Test
    void s08_onlyTheHeadOfALaneIsHandedOut() {
        new LaneRules(fixture()).onlyTheHeadIsHandedOut();
    }

    @Test
    void s08_aHeadThatIsNotDueBlocksItsLane() {
        new LaneRules(fixture()).aHeadThatIsNotDueBlocksItsLane();
    }

    @Test
    void s08_aRetryingHeadKeepsItsPlace() {
        new LaneRules(fixture()).aRetryingHeadKeepsItsPlace();
    }

    @Test
    void s08_aHeadWhoseWorkerCrashedKeepsItsPlace() {
        new LaneRules(fixture()).aHeadWhoseWorkerCrashedKeepsItsPlace();
    }

    @Test
    void s08_aHeadOfAnotherTypeBlocksItsLane() {
        new LaneRules(fixture()).aHeadOfAnotherTypeBlocksItsLane();
    }

    @Test
    void s08_lanesKeepTheirOrderUnderContention() {
        new LaneRules(fixture()).lanesKeepTheirOrderUnderContention();
    }

    @Test
    void s09_eachClaimRaisesTheAttempt() {
        new JobRules(fixture()).eachClaimRaisesTheAttempt();
    }

    @Test
    void s09_anOvertakenCompletionIsRefused() {
        new JobRules(fixture()).overtakenCompletionsAreRefused();
    }

    @Test
    void s09_theNewestCompletionHoldsAfterTheLease() {
        new JobRules(fixture()).theNewestCompletionHoldsAfterTheLease();
    }

    @Test
    void s09_aClaimEndsOnce() {
        new JobRules(fixture()).aClaimEndsOnce();
    }

    @Test
    void s09_oneOfTwoRacingCompletionsHolds() {
        new JobRules(fixture()).oneOfTwoRacingCompletionsHolds();
    }

    @Test
    void s10_aCancelledJobIsGone() {
        new JobRules(fixture()).cancelledJobsAreGone();
    }

    @Test
    void s10_aCancelledClaimEndsCancelled() {
        new JobRules(fixture()).cancelledClaimsEndCancelled();
    }

    @Test
    void s10_aCancelledClaimIsNotHandedOutAgain() {
        new JobRules(fixture()).cancelledClaimsAreNotHandedOutAgain();
    }

    @Test
    void s10_aReplacedClaimEndsCancelled() {
        new JobRules(fixture()).aReplacedClaimEndsCancelled();
    }

    @Test
    void s10_cancellingMovesTheLaneOn() {
        new LaneRules(fixture()).cancellingMovesTheLaneOn();
    }

    @Test
    void s10_aCancelledHeadWhoseWorkerCrashedLetsTheLaneGoOn() {
        new LaneRules(fixture()).aCancelledHeadWhoseWorkerCrashedLetsTheLaneGoOn();
    }

    @Test
    void s11_settingATimerReplacesIt() {
        new JobRules(fixture()).timersAreReplaced();
    }

    @Test
    void s11_aTimerSetInTheCommitThatCancelsItIsSet() {
        new JobRules(fixture()).aTimerSetInTheCommitThatCancelsItIsSet();
    }

    @Test
    void s12_claimsComeByDueInstantThenCommitOrder() {
        new JobRules(fixture()).claimsComeByDueInstantThenCommitOrder();
    }

    @Test
    void s12_theEarliestOfSeveralTypesComeFirst() {
        new JobRules(fixture()).theEarliestOfSeveralTypesComeFirst();
    }

    @Test
    void s12_theNextInstantIsNotTooLate() {
        new JobRules(fixture()).nextDueIsNotTooLate();
    }

    @Test
    void s12_theNextInstantKnowsOfCancelledHeads() {
        new JobRules(fixture()).nextDueKnowsOfCancelledHeads();
    }

    @Test
    void s12_theEndOfALeaseHidesNoDueInstant() {
        new JobRules(fixture()).leaseEndsHideNoDueInstant();
    }

    @Test
    void s13_queriesGiveEachRecordOnceInOrder() {
        new QueryRules(fixture()).queriesGiveEachRecordOnceInOrder();
    }

    @Test
    void s13_commitsBetweenPagesLoseAndRepeatNothing() {
        new QueryRules(fixture()).commitsBetweenPagesLoseAndRepeatNothing();
    }

    @Test
    void s13_indexesFollowTheirRecords() {
        new QueryRules(fixture()).indexesFollowTheirRecords();
    }

    @Test
    void s14_anOutstandingIdIsRefused() {
        new JobRules(fixture()).outstandingIdsAreRefused();
    }

    /** Rules 7 to 12 and 14 at once, over random histories against a reference of the plainest form. */
    @Test
    void all_randomHistoriesOfJobsFollowTheRules() {
        for (long seed = 1; seed <= HISTORIES; seed++) {
            new RandomHistory(fresh(), seed).play(STEPS);
        }
    }
}
