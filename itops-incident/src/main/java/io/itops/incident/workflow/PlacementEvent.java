package io.itops.incident.workflow;

import io.itops.core.Actor;
import io.itops.core.Require;
import io.itops.core.Severity;
import io.itops.core.explain.Explanation;
import io.itops.incident.escalation.PolicyRef;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to where an incident waits, and who has it.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface PlacementEvent extends IncidentEvent {
    /**
     * What was suspected is an incident.
     *
     * @param by who says so
     * @param reason why, possibly blank
     * @param policy the escalation policy that is gone by from now on
     * @param version the version that the event makes
     */
    record Accepted(Actor by, String reason, PolicyRef policy, long version) implements PlacementEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            return Retriggering.of(incident, version).with(Escalation.starting(policy));
        }

        @Override
        public String summary() {
            return Lines.summary("accepted as an incident by " + Lines.name(by) + Lines.remark(reason));
        }
    }

    /**
     * A signal made it so much worse that it must not wait.
     *
     * @param from where it stood
     * @param severity how bad it is now
     * @param policy the escalation policy that is gone by from now on, where nobody had accepted it yet
     * @param version the version that the event makes
     */
    record Worsened(IncidentState from, Severity severity, Optional<PolicyRef> policy, long version)
            implements PlacementEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident triggered = Retriggering.of(incident, version);
            return policy.isPresent() ? triggered.with(Escalation.starting(policy.get())) : triggered;
        }

        @Override
        public String summary() {
            return "triggered although it was " + Lines.state(from) + ": it is " + severity;
        }

        @Override
        public Optional<Explanation> explanation() {
            return Optional.of(Explanation.of("triggered because it is too bad to wait, and nobody was paged for it")
                    .with("severity", severity)
                    .with("was", Lines.state(from)));
        }
    }

    /**
     * It was put into a queue; nobody has it any more.
     *
     * @param queue the queue
     * @param by who put it there
     * @param reason why, possibly blank
     * @param at when
     * @param policy the escalation policy that is gone by from now on, if it was over
     * @param version the version that the event makes
     */
    record Requeued(String queue, Actor by, String reason, Instant at, Optional<PolicyRef> policy, long version)
            implements PlacementEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident moved = Require.present("incident", incident).entering(IncidentState.QUEUED, at, policy, version);
            return moved.with(moved.stay().in(queue))
                    .with(Optional.<Acknowledgement>empty())
                    .with(moved.escalation().stopped());
        }

        @Override
        public String summary() {
            return Lines.summary("put into queue " + queue + " by " + Lines.name(by) + Lines.remark(reason));
        }
    }

    /**
     * It was put on hold.
     *
     * @param hold what it waits for
     * @param by who put it there
     * @param at when
     * @param policy the escalation policy that is gone by from now on, if it was over
     * @param version the version that the event makes
     */
    record Held(Hold hold, Actor by, Instant at, Optional<PolicyRef> policy, long version) implements PlacementEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident moved = Require.present("incident", incident).entering(IncidentState.ON_HOLD, at, policy, version);
            return moved.with(moved.stay().waiting(hold))
                    .with(moved.escalation().stopped());
        }

        @Override
        public String summary() {
            return Lines.summary("put on hold by " + Lines.name(by) + " for " + hold.words());
        }
    }

    /**
     * It had waited for as long as it should.
     *
     * @param hold what it had waited for
     * @param version the version that the event makes
     */
    record HoldLapsed(Hold hold, long version) implements PlacementEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            return Retriggering.of(incident, version);
        }

        @Override
        public String summary() {
            return Lines.summary("the hold for " + hold.words() + " is over: triggered again");
        }
    }

    /**
     * Someone went on with it.
     *
     * @param by who
     * @param reason why, possibly blank
     * @param at when
     * @param lapsesAt when it is triggered again unless it is acknowledged once more
     * @param policy the escalation policy that is gone by from now on, if it was over
     * @param version the version that the event makes
     */
    record Resumed(
            Actor by, String reason, Instant at, Optional<Instant> lapsesAt, Optional<PolicyRef> policy, long version)
            implements PlacementEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident moved =
                    Require.present("incident", incident).entering(IncidentState.ACKNOWLEDGED, at, policy, version);
            return moved.with(Optional.of(new Acknowledgement(by, at, lapsesAt)))
                    .with(moved.milestones().acknowledged(at))
                    .with(moved.escalation().stopped());
        }

        @Override
        public String summary() {
            return Lines.summary("resumed by " + Lines.name(by) + Lines.remark(reason));
        }
    }

    /**
     * Its state got another label.
     *
     * @param label what the program calls the state; empty: nothing of its own
     */
    record Relabelled(Optional<String> label) implements PlacementEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident known = Require.present("incident", incident);
            return known.with(known.stay().labelled(label));
        }

        @Override
        public String summary() {
            return label.map(text -> Lines.summary("labelled: " + text)).orElse("label taken away");
        }
    }
}
