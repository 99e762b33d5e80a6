package io.itops.testkit.contract;

import io.itops.core.spi.Store;
import io.itops.core.time.SettableClock;
import java.util.function.Function;

/** Faults that a store might have, each planted into the in-memory store, with the rule at which the contract must find it. */
enum StoreFault {
    HALF_COMMIT("s01", RecordFaults::halfCommit),
    JOURNAL_BEFORE_RECORDS("s01", RecordFaults::journalBeforeRecords),
    LOST_UPDATE("s02", RecordFaults::lostUpdate),
    LOST_UPDATE_IN_A_RACE("s02", RecordFaults::lostUpdateInARace),
    CONFLICT_WITHOUT_A_NAME("s02", RecordFaults::conflictWithoutAName),
    WRITE_SKEW("s03", RecordFaults::writeSkew),
    WRITE_SKEW_IN_A_RACE("s03", RecordFaults::writeSkewInARace),
    REUSED_SEQUENCE("s04", JournalFaults::reusedSequence),
    SEQUENCE_BURNT_BY_A_REFUSAL("s04", JournalFaults::sequenceBurntByARefusal),
    SEQUENCE_FOR_NOTHING("s04", JournalFaults::sequenceForNothing),
    EVENT_SEEN_LATE("s04", JournalFaults::eventSeenLate),
    SUBJECTS_FORGOTTEN("s04", JournalFaults::subjectsForgotten),
    CHARACTERS_NORMALISED("s05", RecordFaults::charactersNormalised),
    TEXT_CUT("s05", RecordFaults::textCut),
    ROOT_OVER_OTHER_BYTES("s06", JournalFaults::rootOverOtherBytes),
    EARLY_CLAIM("s07", JobFaults::earlyClaim),
    LEASE_ON_THE_CALLERS_CLOCK("s07", JobFaults::leaseOnTheCallersClock),
    HANDED_TO_TWO("s07", JobFaults::handedToTwo),
    RETRY_TOO_EARLY("s07", JobFaults::retryTooEarly),
    OVERTAKEN_LANE("s08", JobFaults::overtakenLane),
    RETRY_LEAVES_ITS_PLACE("s08", JobFaults::retryLeavesItsPlace),
    ATTEMPT_NOT_RAISED("s09", JobFaults::attemptNotRaised),
    OVERTAKEN_COMPLETION_HOLDS("s09", JobFaults::overtakenCompletionHolds),
    COMPLETION_REFUSED_AFTER_THE_LEASE("s09", JobFaults::completionRefusedAfterTheLease),
    CANCELLING_IGNORED("s10", JobFaults::cancellingIgnored),
    CANCELLED_SAID_TO_BE_APPLIED("s10", JobFaults::cancelledSaidToBeApplied),
    TIMER_SET_TWICE("s11", JobFaults::timerSetTwice),
    CLAIMS_OUT_OF_ORDER("s12", JobFaults::claimsOutOfOrder),
    NEXT_INSTANT_TOO_LATE("s12", JobFaults::nextInstantTooLate),
    NEXT_INSTANT_WITHOUT_LEASES("s12", JobFaults::nextInstantWithoutLeases),
    LEASE_END_ON_THE_STORES_CLOCK("s12", JobFaults::leaseEndOnTheStoresClock),
    PAGE_REPEATS_A_RECORD("s13", RecordFaults::pageRepeatsARecord),
    PAGES_BY_OFFSET("s13", RecordFaults::pagesByOffset),
    DUPLICATE_ID_IGNORED("s14", JobFaults::duplicateIdIgnored);

    final String rule;
    private final Function<SettableClock, Store> maker;

    StoreFault(String rule, Function<SettableClock, Store> maker) {
        this.rule = rule;
        this.maker = maker;
    }

    Store store(SettableClock clock) {
        return maker.apply(clock);
    }
}
