package io.itops.incident.workflow;

import io.itops.core.Require;
import io.itops.core.lifecycle.Decision;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Something that is asked about who may read an incident.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface NeedToKnowCommand extends IncidentCommand {
    /**
     * Restricts the incident to those who need to know of it. Restricted already, it has these named readers from now on and no others.
     *
     * @param readers the ids of the people who are added by name, at most {@value NeedToKnow#MAX_READERS}
     * @param reason why, not blank, at most 1,000 characters
     */
    record Restrict(SortedSet<String> readers, String reason) implements NeedToKnowCommand {
        /** Checks and copies the parts. */
        public Restrict {
            readers = Collections.unmodifiableSortedSet(new TreeSet<>(new NeedToKnow(readers).readers()));
            Require.text("reason", reason, MAX_REASON);
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.RESTRICT;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            NeedToKnow wanted = new NeedToKnow(readers);
            return Decisions.known(incident).needToKnow().equals(Optional.of(wanted))
                    ? Decision.nothing()
                    : Decision.accept(new NeedToKnowEvent.Restricted(wanted, facts.actor(), reason));
        }
    }

    /**
     * Lets everyone read the incident again.
     *
     * @param reason why, not blank, at most 1,000 characters
     */
    record Unrestrict(String reason) implements NeedToKnowCommand {
        /** Checks the reason. */
        public Unrestrict {
            Require.text("reason", reason, MAX_REASON);
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.UNRESTRICT;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            return Decisions.known(incident).restricted()
                    ? Decision.accept(new NeedToKnowEvent.Unrestricted(facts.actor(), reason))
                    : Decision.nothing();
        }
    }
}
