package io.itops.core.lifecycle;

import io.itops.core.Require;
import io.itops.core.delivery.Notification;
import io.itops.core.record.Tree;
import java.time.Instant;

/**
 * Something that a decision wants done with its commit.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface Effect {
    /**
     * Sets a timer of the thing; one of the same name is replaced.
     *
     * @param name what the timer is for
     * @param jobType names the handler
     * @param due when it rings
     */
    record SetTimer(String name, String jobType, Instant due) implements Effect {
        /** Checks the parts. */
        public SetTimer {
            Require.slug("timer name", name);
            Require.slug("job type", jobType);
            due = Require.instant("timer due", due);
        }
    }

    /**
     * Cancels a timer of the thing if it is outstanding.
     *
     * @param name what the timer is for
     */
    record CancelTimer(String name) implements Effect {
        /** Checks the name. */
        public CancelTimer {
            Require.slug("timer name", name);
        }
    }

    /**
     * Puts a job into a lane.
     *
     * @param jobType names the handler
     * @param lane the lane
     * @param payload what the handler needs
     */
    record Enqueue(String jobType, String lane, Tree payload) implements Effect {
        /** Checks the parts. */
        public Enqueue {
            Require.slug("job type", jobType);
            Require.id("lane", lane);
            Require.present("payload", payload);
        }
    }

    /**
     * Has a notification delivered.
     *
     * @param notification what to send
     */
    record Send(Notification notification) implements Effect {
        /** Checks that it is given. */
        public Send {
            Require.present("notification", notification);
        }
    }
}
