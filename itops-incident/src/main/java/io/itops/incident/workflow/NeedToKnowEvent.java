package io.itops.incident.workflow;

import io.itops.core.Actor;
import io.itops.core.Require;
import io.itops.core.Words;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to who may read an incident.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface NeedToKnowEvent extends IncidentEvent {
    /**
     * It is restricted, with these readers named.
     *
     * @param mark who is added by name
     * @param by who restricted it
     * @param reason why
     */
    record Restricted(NeedToKnow mark, Actor by, String reason) implements NeedToKnowEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            return Require.present("incident", incident).restrictedTo(Optional.of(mark));
        }

        @Override
        public String summary() {
            return Lines.summary("restricted to those who need to know, "
                    + Words.count(mark.readers().size(), "reader") + " named, by " + Lines.name(by)
                    + Lines.remark(reason));
        }
    }

    /**
     * Everyone may read it again.
     *
     * @param by who said so
     * @param reason why
     */
    record Unrestricted(Actor by, String reason) implements NeedToKnowEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            return Require.present("incident", incident).restrictedTo(Optional.empty());
        }

        @Override
        public String summary() {
            return Lines.summary("restricted no more, says " + Lines.name(by) + Lines.remark(reason));
        }
    }
}
