package io.itops.incident.workflow;

import io.itops.core.Require;
import io.itops.core.lifecycle.Decision;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.PolicyRef;
import io.itops.incident.escalation.StepPosition;
import io.itops.incident.workflow.IncidentEvent.Opened;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that is asked about where an incident waits, and who has it.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface PlacementCommand extends IncidentCommand {
    /**
     * Reports what may be an incident: nobody is paged before someone accepts it.
     *
     * @param trouble what seems to be wrong
     * @param id the id that it is to have
     * @param follows the incident of the same dedup key that had ended before, if there was one
     */
    record Report(Trouble trouble, IncidentId id, Optional<IncidentId> follows) implements PlacementCommand {
        /** Checks the parts. */
        public Report {
            Require.present("trouble", trouble);
            Require.present("incident id", id);
            Require.present("followed incident", follows);
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.REPORT;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident nothing, Circumstances facts, Instant now) {
            return Decisions.keyFree(facts, id)
                    .orElseGet(() -> Decision.accept(new Opened(
                            id,
                            trouble,
                            IncidentState.TRIAGE,
                            Optional.empty(),
                            facts.policy().ref(),
                            false,
                            follows,
                            now,
                            Optional.empty())));
        }
    }

    /**
     * Opens an incident in a queue: nobody is paged, someone takes it from there.
     *
     * @param trouble what is wrong
     * @param id the id that it is to have
     * @param queue the queue, at most 100 characters
     * @param follows the incident of the same dedup key that had ended before, if there was one
     */
    record Enqueue(Trouble trouble, IncidentId id, String queue, Optional<IncidentId> follows)
            implements PlacementCommand {
        /** Checks the parts. */
        public Enqueue {
            Require.present("trouble", trouble);
            Require.present("incident id", id);
            Stay.queueName(queue);
            Require.present("followed incident", follows);
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.ENQUEUE;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident nothing, Circumstances facts, Instant now) {
            return facts.rules()
                    .places()
                    .refused(queue)
                    .or(() -> Decisions.keyFree(facts, id))
                    .orElseGet(() -> Decision.accept(new Opened(
                            id,
                            trouble,
                            IncidentState.QUEUED,
                            Optional.of(queue),
                            facts.policy().ref(),
                            false,
                            follows,
                            now,
                            Optional.empty())));
        }
    }

    /**
     * Says that what was suspected is an incident: people are paged.
     *
     * @param reason why, at most 1,000 characters, possibly blank
     */
    record Accept(String reason) implements PlacementCommand {
        /** Checks the reason. */
        public Accept {
            Require.anyText("reason", reason, MAX_REASON);
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.ACCEPT;
        }

        @Override
        public boolean pages(@Nullable Incident incident, IncidentRules rules) {
            return true;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            PlacementEvent event = new PlacementEvent.Accepted(
                    facts.actor(), reason, facts.policy().ref(), facts.version());
            return Paging.take(
                    Decision.accept(event),
                    event.applyTo(incident),
                    Optional.of(StepPosition.FIRST),
                    "the incident was accepted" + Lines.remark(reason),
                    facts,
                    now);
        }
    }

    /**
     * Puts the incident into a queue, or into another one: nobody has it any more, and nobody is paged. What was resolved is open again.
     *
     * @param queue the queue, at most 100 characters; one of the known ones where the program has declared them
     * @param reason why, at most 1,000 characters, possibly blank
     */
    record Requeue(String queue, String reason) implements PlacementCommand {
        /** Checks the parts. */
        public Requeue {
            Stay.queueName(queue);
            Require.anyText("reason", reason, MAX_REASON);
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.REQUEUE;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            Incident known = Decisions.known(incident);
            if (known.queue().equals(Optional.of(queue))) {
                return Decision.nothing();
            }
            return facts.rules()
                    .places()
                    .refused(queue)
                    .orElseGet(() -> Decisions.leaving(
                            known,
                            new PlacementEvent.Requeued(
                                    queue, facts.actor(), reason, now, Decisions.anew(known, facts), facts.version())));
        }
    }

    /**
     * Puts the incident on hold: nobody is paged. On hold already, it waits for this from now on. What was resolved is open again.
     *
     * @param hold what it waits for; its end, if it has one, must be still to come, and its vendor have a contract where there is none for
     *     all others
     */
    record PutOnHold(Hold hold) implements PlacementCommand {
        /** Checks the hold. */
        public PutOnHold {
            Require.present("hold", hold);
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.HOLD;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            Incident known = Decisions.known(incident);
            if (known.hold().equals(Optional.of(hold))) {
                return Decision.nothing();
            }
            if (hold.until().filter(until -> !until.isAfter(now)).isPresent()) {
                return Decision.refuse(
                        "hold-over",
                        "a hold must end after now, " + now + ", but would end at "
                                + hold.until().get());
            }
            Optional<Decision<IncidentEvent>> refused = facts.rules().places().refused(hold);
            if (refused.isPresent()) {
                return refused.get();
            }
            Decision.Accept<IncidentEvent> held = Decisions.leaving(
                    known,
                    new PlacementEvent.Held(hold, facts.actor(), now, Decisions.anew(known, facts), facts.version()));
            return hold.until().isPresent()
                    ? held.setTimer(
                            IncidentWorkflow.HOLD_TIMER,
                            IncidentWorkflow.HOLD_JOB,
                            hold.until().get())
                    : held;
        }
    }

    /** Triggers the incident again if it has waited for as long as it should; the step that it stood at is taken once more. */
    record HoldTimeout() implements PlacementCommand {
        @Override
        public IncidentAction action() {
            return IncidentAction.HOLD_TIMEOUT;
        }

        @Override
        public boolean pages(@Nullable Incident incident, IncidentRules rules) {
            return true;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            Incident known = Decisions.known(incident);
            Optional<Instant> due = known.hold().flatMap(Hold::until);
            if (due.isEmpty() || now.isBefore(due.get())) {
                return Decisions.wait(IncidentWorkflow.HOLD_TIMER, IncidentWorkflow.HOLD_JOB, due);
            }
            return Decisions.pageAgain(
                    known,
                    new PlacementEvent.HoldLapsed(known.hold().orElseThrow(), facts.version()),
                    "the hold is over",
                    facts,
                    now);
        }
    }

    /**
     * Goes on with the incident: whoever asks has it. A closed one can be resumed only while no other holds its dedup key, with a reason,
     * and as long as the options allow it.
     *
     * @param reason why, at most 1,000 characters; blank only where it is not closed
     */
    record Resume(String reason) implements PlacementCommand {
        /** Checks the reason. */
        public Resume {
            Require.anyText("reason", reason, MAX_REASON);
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.RESUME;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            Incident known = Decisions.known(incident);
            return Decisions.notToReopen(known, reason, facts, now).orElseGet(() -> {
                Optional<PolicyRef> anew = Decisions.anew(known, facts);
                EscalationPolicy policy = anew.isPresent() ? facts.policy().policy() : facts.policyOf(known);
                Optional<Instant> lapsesAt = policy.ackTimeout().map(now::plus);
                Decision.Accept<IncidentEvent> resumed = Decisions.leaving(
                        known, new PlacementEvent.Resumed(facts.actor(), reason, now, lapsesAt, anew, facts.version()));
                return lapsesAt.isPresent()
                        ? resumed.setTimer(IncidentWorkflow.ACK_TIMER, IncidentWorkflow.ACK_JOB, lapsesAt.get())
                        : resumed;
            });
        }
    }

    /**
     * Calls the state what the program calls it. The label stays until another one is given, or the category changes.
     *
     * @param label one of the labels that the options have for the state's category; empty to take it away
     */
    record Relabel(Optional<String> label) implements PlacementCommand {
        /** Checks the label. */
        public Relabel {
            Require.present("status label", label).ifPresent(text -> Require.anyText("status label", text, MAX_REASON));
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.RELABEL;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            Incident known = Decisions.known(incident);
            if (known.label().equals(label)) {
                return Decision.nothing();
            }
            List<String> allowed = facts.rules().labelsOf(known.state().category());
            if (label.isPresent() && !allowed.contains(label.get())) {
                return Decision.refuse(
                        "unknown-label",
                        "the label must be "
                                + (allowed.isEmpty()
                                        ? "absent, since none is known for incidents that are "
                                                + Lines.state(known.state())
                                        : "one of " + String.join(", ", allowed))
                                + ", but was " + Lines.oneLine(label.get(), 60));
            }
            return Decision.accept(new PlacementEvent.Relabelled(label));
        }
    }
}
