package io.itops.change.workflow;

import io.itops.core.lifecycle.Decision;
import java.time.Instant;
import java.util.Optional;

/** The rules about the window in which a change may be started. */
final class StartWindow {
    private StartWindow() {}

    /** Has the opening of the window noted, if the change has one. */
    static Decision.Accept<ChangeEvent> timer(Decision.Accept<ChangeEvent> accepted, Change change) {
        return change.content()
                .window()
                .map(window -> accepted.setTimer(
                        ChangeCommand.WINDOW_TIMER,
                        ChangeCommand.TIMER_JOB_PREFIX + ChangeCommand.WINDOW_TIMER,
                        window.start()))
                .orElse(accepted);
    }

    /** Refuses to go on with a change that could never be started any more; an emergency does not wait for its window. */
    static Optional<Decision<ChangeEvent>> over(Change change, Instant now) {
        if (change.content().type() == ChangeType.EMERGENCY) {
            return Optional.empty();
        }
        return change.content()
                .window()
                .filter(window -> !now.isBefore(window.end()))
                .map(window -> Decision.refuse(
                        "window-over",
                        "the window of the change ended at " + window.end() + ", and it is " + now
                                + "; edit the change to give it a later one"));
    }

    /** Why the change may not be started at an instant; an emergency does not wait for its window. */
    static Optional<String> outside(Change change, Instant now) {
        if (change.content().type() == ChangeType.EMERGENCY) {
            return Optional.empty();
        }
        return change.content()
                .window()
                .filter(window -> !window.contains(now))
                .map(window -> "the change may be started from " + window.start() + " to before " + window.end()
                        + ", and it is " + now);
    }
}
