package io.itops.core.spi;

import io.itops.core.Ref;
import io.itops.core.journal.JournalPage;
import io.itops.core.journal.JournalQuery;
import io.itops.core.store.ClaimRequest;
import io.itops.core.store.Claims;
import io.itops.core.store.Commit;
import io.itops.core.store.CommitResult;
import io.itops.core.store.Page;
import io.itops.core.store.Query;
import io.itops.core.store.StoredRecord;
import java.util.Optional;

/**
 * Keeps records, the journal and outstanding jobs, and changes them by atomic commits.
 *
 * <p>Rules that every implementation keeps; the contract test of the test kit has one test for each:
 *
 * <ol>
 *   <li value="1">A commit applies wholly or not at all, also when it fails midway.
 *   <li value="2">A put, a removal and an expectation hold only at the expected version (0: absent); otherwise the commit is refused
 *       with a {@link io.itops.core.ConflictException} that names the record, the expected and the found version.
 *   <li value="3">Commits are serialisable: two commits that each expect what the other writes are not both applied.
 *   <li value="4">Events take gap-free sequence numbers from 1 in commit order; a commit without events takes none; a reader that
 *       has seen sequence n never sees a smaller one appear later.
 *   <li value="5">Records and events come back as the same characters that were given.
 *   <li value="6">The head of the journal is the RFC 9162 frontier over the UTF-8 bytes of all events' texts; the same commits give
 *       the same root in every store.
 *   <li value="7">A job is handed out only when it is due by the {@code now} of the request, to one claim at a time; again only
 *       after its lease has ended on the store's own clock, or after a completion that asks for a retry, not before its instant.
 *   <li value="8">Of a lane only the head is handed out: the earliest committed job that is not completed. A head that is claimed,
 *       not due, or of another type blocks its lane.
 *   <li value="9">Each claim of a job raises its attempt number. A completion is refused with a {@link
 *       io.itops.core.ConflictException} naming {@code job/<id>} if a later claim was handed out, the claim was completed already, or
 *       the job is gone; it holds after the lease as long as it is the newest.
 *   <li value="10">Cancelling or replacing a job that is not claimed removes it; one that is claimed is marked: its completion is
 *       applied with the status CANCELLED and removes it, and it is never handed out again.
 *   <li value="11">A timer key has at most one outstanding timer; setting it again replaces it, counted from attempt 1.
 *   <li value="12">Claims come by due instant, then commit order; {@code nextDue} never lies after the true next instant, and the
 *       end of a lease, told on the clock of the request, hides no due instant before it.
 *   <li value="13">Queries give records in the order asked for, each once, page after page; with commits in between, records that
 *       did not change are neither lost nor repeated.
 *   <li value="14">A job whose id is outstanding already is refused with a {@link io.itops.core.ConflictException} naming {@code
 *       job/<id>}.
 * </ol>
 *
 * <p>Implementations are thread-safe and throw {@link io.itops.core.StoreException} where the storage beneath fails. None of the methods
 * gives null; the SDK takes it for a {@link io.itops.core.StoreException} that names the method.
 *
 * @since 0.1
 */
public interface Store {
    /**
     * The present state of a record.
     *
     * @param ref the record
     * @return the record, or empty if there is none
     */
    Optional<StoredRecord> find(Ref ref);

    /**
     * One page of the records of a type.
     *
     * @param query what is asked for
     * @return the page
     */
    Page query(Query query);

    /**
     * Applies a commit wholly, durable when the call returns.
     *
     * @param commit the commit
     * @return sequence numbers and what became of completions
     * @throws io.itops.core.ConflictException if something it expects does not hold; nothing was applied
     * @throws io.itops.core.StoreException if the storage failed; whether it was applied is unknown
     */
    CommitResult commit(Commit commit);

    /**
     * One page of the journal.
     *
     * @param query what is asked for
     * @return the page and the head
     */
    JournalPage journal(JournalQuery query);

    /**
     * Hands out jobs that are due.
     *
     * @param request types, instant, number and lease
     * @return the claims, and when to ask again
     */
    Claims claim(ClaimRequest request);
}
