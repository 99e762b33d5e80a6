package io.itops.incident.problem;

import static io.itops.incident.problem.ProblemAction.ACCEPT_RISK;
import static io.itops.incident.problem.ProblemAction.ANALYSE;
import static io.itops.incident.problem.ProblemAction.ASSESS;
import static io.itops.incident.problem.ProblemAction.ASSIGN;
import static io.itops.incident.problem.ProblemAction.CANCEL;
import static io.itops.incident.problem.ProblemAction.CLOSE;
import static io.itops.incident.problem.ProblemAction.DECLARE_KNOWN_ERROR;
import static io.itops.incident.problem.ProblemAction.FIND_ROOT_CAUSE;
import static io.itops.incident.problem.ProblemAction.HOLD;
import static io.itops.incident.problem.ProblemAction.LAPSE_RISK;
import static io.itops.incident.problem.ProblemAction.LINK;
import static io.itops.incident.problem.ProblemAction.NOTE;
import static io.itops.incident.problem.ProblemAction.OPEN;
import static io.itops.incident.problem.ProblemAction.PRIORITISE;
import static io.itops.incident.problem.ProblemAction.PUBLISH;
import static io.itops.incident.problem.ProblemAction.QUEUE;
import static io.itops.incident.problem.ProblemAction.REOPEN;
import static io.itops.incident.problem.ProblemAction.REOPEN_QUEUED;
import static io.itops.incident.problem.ProblemAction.RESOLVE;
import static io.itops.incident.problem.ProblemAction.RESUME;
import static io.itops.incident.problem.ProblemAction.RESUME_ASSESSMENT;
import static io.itops.incident.problem.ProblemAction.RESUME_FIX;
import static io.itops.incident.problem.ProblemAction.RESUME_KNOWN_ERROR;
import static io.itops.incident.problem.ProblemAction.RESUME_QUEUED;
import static io.itops.incident.problem.ProblemAction.RESUME_ROOT_CAUSE;
import static io.itops.incident.problem.ProblemAction.UNLINK;
import static io.itops.incident.problem.ProblemAction.WITHDRAW_FIX;
import static io.itops.incident.problem.ProblemState.ANALYSIS;
import static io.itops.incident.problem.ProblemState.ASSESSMENT;
import static io.itops.incident.problem.ProblemState.CANCELLED;
import static io.itops.incident.problem.ProblemState.CLOSED;
import static io.itops.incident.problem.ProblemState.FIX_IN_CHANGE;
import static io.itops.incident.problem.ProblemState.KNOWN_ERROR;
import static io.itops.incident.problem.ProblemState.NEW;
import static io.itops.incident.problem.ProblemState.ON_HOLD;
import static io.itops.incident.problem.ProblemState.QUEUED;
import static io.itops.incident.problem.ProblemState.RESOLVED;
import static io.itops.incident.problem.ProblemState.RISK_ACCEPTED;
import static io.itops.incident.problem.ProblemState.ROOT_CAUSE_FOUND;

import io.itops.core.lifecycle.Lifecycle;
import io.itops.core.lifecycle.LifecycleBuilder;
import io.itops.core.lifecycle.Workflow;

/**
 * The table that every problem goes through, and what is called after it.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class ProblemWorkflow {
    /**
     * The table. A problem that is worked on or waits may be closed without having been resolved, with a resolution code: real logs show
     * that people do so. Whatever is over can be reopened, and is then in analysis or in a queue.
     */
    public static final Lifecycle<ProblemState, ProblemAction> LIFECYCLE = table();

    /** Runs commands on problems. */
    public static final Workflow<Problem, ProblemState, ProblemAction, ProblemEvent> WORKFLOW =
            Workflow.of(Problem.TYPE, LIFECYCLE, Problem::state, ProblemEvents.FAMILY);

    /** The job type of the timer that ends the acceptance of a risk. */
    public static final String RISK_JOB = "problem.risk-lapse";

    static final String RISK_TIMER = "risk";

    private ProblemWorkflow() {}

    private static Lifecycle<ProblemState, ProblemAction> table() {
        LifecycleBuilder<ProblemState, ProblemAction> table = Lifecycle.builder(
                        "problem", ProblemState.class, ProblemAction.class)
                .start(OPEN, NEW)
                .on(NEW, QUEUE, QUEUED)
                .stay(QUEUED, QUEUE)
                .on(NEW, ASSESS, ASSESSMENT)
                .on(QUEUED, ASSESS, ASSESSMENT)
                .on(NEW, ANALYSE, ANALYSIS)
                .on(QUEUED, ANALYSE, ANALYSIS)
                .on(ASSESSMENT, ANALYSE, ANALYSIS)
                .on(KNOWN_ERROR, ANALYSE, ANALYSIS)
                .on(ROOT_CAUSE_FOUND, ANALYSE, ANALYSIS)
                .on(ON_HOLD, ANALYSE, ANALYSIS)
                .on(RISK_ACCEPTED, ANALYSE, ANALYSIS)
                .on(ON_HOLD, QUEUE, QUEUED)
                .on(RISK_ACCEPTED, QUEUE, QUEUED)
                .on(RISK_ACCEPTED, LAPSE_RISK, QUEUED)
                .stay(RISK_ACCEPTED, ACCEPT_RISK)
                .on(NEW, HOLD, ON_HOLD)
                .on(QUEUED, HOLD, ON_HOLD)
                .stay(ON_HOLD, HOLD)
                .on(ON_HOLD, RESUME, ANALYSIS)
                .on(ON_HOLD, RESUME_QUEUED, QUEUED)
                .on(ON_HOLD, RESUME_ASSESSMENT, ASSESSMENT)
                .on(ON_HOLD, RESUME_KNOWN_ERROR, KNOWN_ERROR)
                .on(ON_HOLD, RESUME_ROOT_CAUSE, ROOT_CAUSE_FOUND)
                .on(ON_HOLD, RESUME_FIX, FIX_IN_CHANGE)
                .on(ASSESSMENT, FIND_ROOT_CAUSE, ROOT_CAUSE_FOUND)
                .on(ANALYSIS, FIND_ROOT_CAUSE, ROOT_CAUSE_FOUND)
                .on(KNOWN_ERROR, FIND_ROOT_CAUSE, ROOT_CAUSE_FOUND)
                .stay(ROOT_CAUSE_FOUND, FIND_ROOT_CAUSE)
                .on(ASSESSMENT, DECLARE_KNOWN_ERROR, KNOWN_ERROR)
                .on(ANALYSIS, DECLARE_KNOWN_ERROR, KNOWN_ERROR)
                .on(ROOT_CAUSE_FOUND, DECLARE_KNOWN_ERROR, KNOWN_ERROR)
                .stay(KNOWN_ERROR, DECLARE_KNOWN_ERROR)
                .on(KNOWN_ERROR, ProblemAction.FIX_IN_CHANGE, FIX_IN_CHANGE)
                .on(ROOT_CAUSE_FOUND, ProblemAction.FIX_IN_CHANGE, FIX_IN_CHANGE)
                .stay(FIX_IN_CHANGE, ProblemAction.FIX_IN_CHANGE)
                .on(FIX_IN_CHANGE, WITHDRAW_FIX, ROOT_CAUSE_FOUND)
                .on(NEW, CANCEL, CANCELLED)
                .on(QUEUED, CANCEL, CANCELLED)
                .on(ON_HOLD, CANCEL, CANCELLED)
                .on(ON_HOLD, RESOLVE, RESOLVED)
                .on(ON_HOLD, CLOSE, CLOSED)
                .on(RISK_ACCEPTED, CLOSE, CLOSED)
                .on(RISK_ACCEPTED, CANCEL, CANCELLED)
                .on(RESOLVED, CLOSE, CLOSED)
                .on(RESOLVED, REOPEN, ANALYSIS)
                .on(CLOSED, REOPEN, ANALYSIS)
                .on(CANCELLED, REOPEN, ANALYSIS)
                .on(RESOLVED, REOPEN_QUEUED, QUEUED)
                .on(CLOSED, REOPEN_QUEUED, QUEUED)
                .on(CANCELLED, REOPEN_QUEUED, QUEUED);
        for (ProblemState state : ProblemState.values()) {
            if (state.category() == ProblemCategory.IN_PROGRESS) {
                worked(table, state);
            }
            if (!state.over()) {
                table.stay(state, ASSIGN, PRIORITISE, PUBLISH);
            }
            if (state != CANCELLED) {
                table.stay(state, LINK);
            }
        }
        return table.stayAnywhere(UNLINK, NOTE)
                .variant(RESUME_QUEUED, RESUME)
                .variant(RESUME_ASSESSMENT, RESUME)
                .variant(RESUME_KNOWN_ERROR, RESUME)
                .variant(RESUME_ROOT_CAUSE, RESUME)
                .variant(RESUME_FIX, RESUME)
                .variant(REOPEN_QUEUED, REOPEN)
                .internal(LAPSE_RISK)
                .label(ASSESSMENT, "in assessment")
                .label(ANALYSIS, "in analysis")
                .label(KNOWN_ERROR, "a known error")
                .label(ROOT_CAUSE_FOUND, "understood to its root cause")
                .label(FIX_IN_CHANGE, "to be fixed by a change")
                .label(RISK_ACCEPTED, "accepted as a risk")
                .end(RESOLVED, CLOSED, CANCELLED)
                .build();
    }

    /** What can be done wherever someone works on it. */
    private static void worked(LifecycleBuilder<ProblemState, ProblemAction> table, ProblemState state) {
        table.on(state, QUEUE, QUEUED)
                .on(state, HOLD, ON_HOLD)
                .on(state, ACCEPT_RISK, RISK_ACCEPTED)
                .on(state, RESOLVE, RESOLVED)
                .on(state, CLOSE, CLOSED)
                .on(state, CANCEL, CANCELLED);
    }
}
