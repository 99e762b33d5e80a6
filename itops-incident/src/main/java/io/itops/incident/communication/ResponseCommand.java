package io.itops.incident.communication;

import io.itops.core.Require;
import io.itops.core.lifecycle.Decision;
import io.itops.core.lifecycle.Effect;
import io.itops.core.lifecycle.WorkflowCommand;
import io.itops.incident.communication.ResponseEvent.Began;
import io.itops.incident.communication.ResponseEvent.Ended;
import io.itops.incident.communication.ResponseEvent.Followed;
import io.itops.incident.communication.ResponseEvent.Identified;
import io.itops.incident.communication.ResponseEvent.Published;
import io.itops.incident.communication.ResponseEvent.Resumed;
import io.itops.incident.communication.ResponseEvent.Retracted;
import io.itops.incident.communication.ResponseEvent.RoleLeft;
import io.itops.incident.communication.ResponseEvent.RoleVacant;
import io.itops.incident.communication.ResponseEvent.Snoozed;
import io.itops.incident.workflow.IncidentState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Something that is asked of the response to an incident.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface ResponseCommand
        extends WorkflowCommand<Response, ResponseFacts, ResponseAction, ResponseEvent> {
    /** The greatest length of a status update in code points. */
    int MAX_TEXT = 10_000;

    /** Responds to an incident from now on. */
    record Begin() implements ResponseCommand {
        @Override
        public ResponseAction action() {
            return ResponseAction.BEGIN;
        }

        @Override
        public Decision<ResponseEvent> decide(@Nullable Response nothing, ResponseFacts facts, Instant now) {
            List<DueUpdate> dues =
                    Cadence.begun(facts.demands(), facts.incident().severity(), now);
            Began began = new Began(facts.incident().id(), facts.incident().severity(), now, dues);
            Decision.Accept<ResponseEvent> decision =
                    Stages.reached(Decision.accept(began), began.applyTo(null), facts, now);
            return Vacancies.watch(
                    Cadence.timers(decision, dues, facts.policy(), now), began.applyTo(null), facts, now);
        }
    }

    /** Follows what became of the incident: it lasts, it is over, it is a mere report again, or it is back. */
    record Follow() implements ResponseCommand {
        @Override
        public ResponseAction action() {
            return ResponseAction.FOLLOW;
        }

        @Override
        public ResponseAction action(@Nullable Response response, ResponseFacts facts) {
            boolean was = Require.present("response", response).state() == ResponseState.OVER;
            boolean is = rests(Require.present("response", response), facts);
            return was == is ? ResponseAction.FOLLOW : is ? ResponseAction.END : ResponseAction.RESUME;
        }

        @Override
        public Decision<ResponseEvent> decide(@Nullable Response response, ResponseFacts facts, Instant now) {
            Response known = Require.present("response", response);
            Decision.Accept<ResponseEvent> decision = switch (action(known, facts)) {
                case END -> ended(known, facts, now);
                case RESUME -> resumed(known, facts, now);
                default -> accepted(known, facts) ? resumed(known, facts, now) : followed(known, facts, now);
            };
            return Stages.reached(decision, known, facts, now);
        }

        /** Whether nobody is to be told anything: it is over, or what had been accepted, by the stage it came to, was put back into triage. */
        private static boolean rests(Response response, ResponseFacts facts) {
            IncidentState state = facts.incident().state();
            return Stages.over(state)
                    || (state == IncidentState.TRIAGE && !response.stages().isEmpty());
        }

        /** Whether what was reported has been accepted: without a stage it came to, a response had nothing to keep to. */
        private static boolean accepted(Response response, ResponseFacts facts) {
            return response.state() == ResponseState.ACTIVE
                    && response.stages().isEmpty()
                    && facts.incident().state() != IncidentState.TRIAGE;
        }

        private static Decision.Accept<ResponseEvent> ended(Response response, ResponseFacts facts, Instant now) {
            List<DueUpdate> dues = Cadence.ending(response, facts);
            Decision.Accept<ResponseEvent> ended = Decision.accept(new Ended(response.incident(), dues));
            return Vacancies.ignore(Cadence.timers(Vacancies.kept(ended, response, facts), dues, facts.policy(), now));
        }

        private static Decision.Accept<ResponseEvent> resumed(Response response, ResponseFacts facts, Instant now) {
            List<DueUpdate> dues =
                    Cadence.begun(facts.demands(), facts.incident().severity(), now);
            Resumed resumed = new Resumed(response.incident(), facts.incident().severity(), now, dues);
            Decision.Accept<ResponseEvent> decision = Vacancies.watch(
                    Cadence.timers(Decision.accept(resumed), dues, facts.policy(), now),
                    resumed.applyTo(response),
                    facts,
                    now);
            return Vacancies.shared(decision, response, facts);
        }

        private static Decision.Accept<ResponseEvent> followed(Response response, ResponseFacts facts, Instant now) {
            boolean owes = facts.incident().state() == IncidentState.TRIAGE
                    && response.audiences().values().stream()
                            .anyMatch(clock -> clock.due().isPresent());
            if (response.severity() == facts.incident().severity() && !owes) {
                return Decision.nothing();
            }
            List<DueUpdate> dues = response.state() == ResponseState.OVER
                    ? (owes ? Cadence.ending(response, facts) : List.of())
                    : Cadence.changed(
                            response, facts.demands(), facts.incident().severity(), now);
            Followed followed =
                    new Followed(response.incident(), facts.incident().severity(), dues);
            Decision.Accept<ResponseEvent> decision =
                    Cadence.timers(Decision.accept(followed), dues, facts.policy(), now);
            return response.state() == ResponseState.OVER
                    ? decision
                    : Vacancies.shared(Vacancies.watchMore(decision, response, facts, now), response, facts);
        }
    }

    /**
     * Gives a role that nobody holds to someone.
     *
     * @param role the role
     * @param person the person's id, at most 100 characters
     * @param note what there is to know, at most 1,000 characters, possibly blank
     */
    record Assign(IncidentRole role, String person, String note) implements ResponseCommand {
        /** Checks the parts. */
        public Assign {
            Require.present("role", role);
            Require.text("person", Require.id("person", person), 100);
            Require.anyText("note", note, 1_000);
        }

        @Override
        public ResponseAction action() {
            return ResponseAction.ASSIGN;
        }

        @Override
        public Decision<ResponseEvent> decide(@Nullable Response response, ResponseFacts facts, Instant now) {
            Response known = Require.present("response", response);
            Optional<String> holder = known.holder(role);
            if (holder.equals(Optional.of(person))) {
                return Decision.nothing();
            }
            if (holder.isPresent()) {
                return Decision.refuse(
                        "role-taken", holder.get() + " is " + role.words() + ": the role is to be handed over");
            }
            return Vacancies.take(known, role, Optional.empty(), person, note, facts, now);
        }
    }

    /**
     * Passes a role on. Who asks says who holds it, so that two people who hand it over at the same time do not undo each other.
     *
     * @param role the role
     * @param from the id of who holds it
     * @param to the id of who is to hold it, at most 100 characters
     * @param note what there is to know, not blank, at most 1,000 characters
     */
    record HandOver(IncidentRole role, String from, String to, String note) implements ResponseCommand {
        /** Checks the parts. */
        public HandOver {
            Require.present("role", role);
            Require.id("holder", from);
            Require.text("successor", Require.id("successor", to), 100);
            Require.that(!to.equals(from), "successor", "be someone else than the holder", to);
            Require.text("note", note, 1_000);
        }

        @Override
        public ResponseAction action() {
            return ResponseAction.HAND_OVER;
        }

        @Override
        public Decision<ResponseEvent> decide(@Nullable Response response, ResponseFacts facts, Instant now) {
            Response known = Require.present("response", response);
            Optional<String> holder = known.holder(role);
            if (!holder.equals(Optional.of(from))) {
                return Decision.refuse(
                        "not-the-holder", from + " is not " + role.words() + ": " + holder.orElse("nobody") + " is");
            }
            return Vacancies.take(known, role, holder, to, note, facts, now);
        }
    }

    /**
     * Gives a role back.
     *
     * @param role the role
     * @param note why, at most 1,000 characters, possibly blank
     */
    record Relinquish(IncidentRole role, String note) implements ResponseCommand {
        /** Checks the parts. */
        public Relinquish {
            Require.present("role", role);
            Require.anyText("note", note, 1_000);
        }

        @Override
        public ResponseAction action() {
            return ResponseAction.RELINQUISH;
        }

        @Override
        public Decision<ResponseEvent> decide(@Nullable Response response, ResponseFacts facts, Instant now) {
            Response known = Require.present("response", response);
            Optional<String> holder = known.holder(role);
            if (holder.isEmpty()) {
                return Decision.refuse("role-vacant", "nobody is " + role.words());
            }
            RoleLeft left = new RoleLeft(known.incident(), role, holder.get(), note, now);
            return known.state() == ResponseState.OVER
                    ? Decision.accept(left)
                    : Vacancies.watch(Decision.accept(left), role, facts, now);
        }
    }

    /**
     * Says what the cause is.
     *
     * @param cause what is known, not blank, at most 1,000 characters
     */
    record Identify(String cause) implements ResponseCommand {
        /** Checks the text. */
        public Identify {
            Require.text("cause", cause, 1_000);
        }

        @Override
        public ResponseAction action() {
            return ResponseAction.IDENTIFY;
        }

        @Override
        public Decision<ResponseEvent> decide(@Nullable Response response, ResponseFacts facts, Instant now) {
            Response known = Require.present("response", response);
            if (known.cause().equals(Optional.of(cause))) {
                return Decision.nothing();
            }
            Identified identified = new Identified(known.incident(), cause);
            return Stages.reached(Decision.accept(identified), identified.applyTo(known), facts, now);
        }
    }

    /**
     * Takes back what was said to be the cause: where it was shown as identified, the incident is investigated again.
     *
     * @param reason why it is not the cause, not blank, at most 1,000 characters
     */
    record Retract(String reason) implements ResponseCommand {
        /** Checks the text. */
        public Retract {
            Require.text("reason", reason, 1_000);
        }

        @Override
        public ResponseAction action() {
            return ResponseAction.RETRACT;
        }

        @Override
        public Decision<ResponseEvent> decide(@Nullable Response response, ResponseFacts facts, Instant now) {
            Response known = Require.present("response", response);
            if (known.cause().isEmpty()) {
                return Decision.refuse("no-cause", "no cause was identified");
            }
            Retracted retracted = new Retracted(known.incident(), known.cause().get(), reason);
            return Stages.reached(Decision.accept(retracted), retracted.applyTo(known), facts, now);
        }
    }

    /**
     * Tells audiences how things stand. The public stage is stamped on the update; nobody types it.
     *
     * @param audiences who is told, 1 to 20, each once; known ones where the program has declared them
     * @param text what they are told, not blank, at most 10,000 characters
     */
    record Publish(List<String> audiences, String text) implements ResponseCommand {
        /** Checks and copies the parts. */
        public Publish {
            Require.size("audiences", audiences, 1, 20).forEach(CadenceRule::audience);
            audiences = List.copyOf(new TreeSet<>(audiences));
            Require.text("text of a status update", text, MAX_TEXT);
        }

        @Override
        public ResponseAction action() {
            return ResponseAction.PUBLISH;
        }

        @Override
        public Decision<ResponseEvent> decide(@Nullable Response response, ResponseFacts facts, Instant now) {
            Response known = Require.present("response", response);
            Optional<Decision<ResponseEvent>> unknown = facts.policy().refused(audiences);
            if (unknown.isPresent()) {
                return unknown.get();
            }
            Set<String> all = new TreeSet<>(known.audiences().keySet());
            all.addAll(audiences);
            if (all.size() > Math.max(Response.MAX_AUDIENCES, known.audiences().size())) {
                return Decision.refuse(
                        "too-many-audiences",
                        "a response tells at most " + Response.MAX_AUDIENCES + " audiences, but would tell "
                                + all.size());
            }
            List<DueUpdate> dues = Cadence.told(known, audiences, facts.demands(), now);
            int number = known.updates() + 1;
            Decision.Accept<ResponseEvent> decision =
                    Decision.accept(new Published(known.incident(), number, audiences, known.stage(), text, now, dues));
            for (String audience : audiences) {
                boolean news = !known.audience(audience).told().equals(known.stage());
                decision = decision.with(new Effect.Enqueue(
                        ResponseWorkflow.PUBLISH_JOB,
                        "status-update:" + known.incident(),
                        Errand.CODEC.write(new Errand(StatusUpdate.id(known.incident(), number), audience, news, ""))));
            }
            return Cadence.timers(decision, dues, facts.policy(), now);
        }
    }

    /**
     * Tells an audience nothing until an instant: the update that is due waits until then.
     *
     * @param audience the audience
     * @param until when it is to be told next, at most 31 days ahead
     * @param reason why, not blank, at most 1,000 characters
     */
    record Snooze(String audience, Instant until, String reason) implements ResponseCommand {
        /** Checks the parts. */
        public Snooze {
            CadenceRule.audience(audience);
            until = Require.instant("end of a snooze", until);
            Require.text("reason", reason, 1_000);
        }

        @Override
        public ResponseAction action() {
            return ResponseAction.SNOOZE;
        }

        @Override
        public Decision<ResponseEvent> decide(@Nullable Response response, ResponseFacts facts, Instant now) {
            Response known = Require.present("response", response);
            if (known.audience(audience).due().isEmpty()) {
                return facts.policy()
                        .refused(List.of(audience))
                        .orElseGet(() -> Decision.refuse("no-cadence", "no update to " + audience + " is due"));
            }
            if (!until.isAfter(now) || until.isAfter(now.plus(Duration.ofDays(31)))) {
                return Decision.refuse(
                        "no-time-to-snooze",
                        "it must end after now, " + now + ", and within 31 days, but would at " + until);
            }
            return Cadence.timers(
                    Decision.accept(new Snoozed(known.incident(), audience, until, reason)),
                    List.of(new DueUpdate(audience, Optional.of(until))),
                    facts.policy(),
                    now);
        }
    }

    /**
     * Reminds of an update to an audience, or says that it was missed.
     *
     * @param audience the audience
     */
    record UpdateTimeout(String audience) implements ResponseCommand {
        /** Checks the name. */
        public UpdateTimeout {
            CadenceRule.audience(audience);
        }

        @Override
        public ResponseAction action() {
            return ResponseAction.UPDATE_TIMEOUT;
        }

        @Override
        public Decision<ResponseEvent> decide(@Nullable Response response, ResponseFacts facts, Instant now) {
            return Cadence.timeout(Require.present("response", response), audience, facts, now);
        }
    }

    /**
     * Says that a role was not filled in time, if it was not.
     *
     * @param role the role
     * @param due until when it had to be
     */
    record RoleTimeout(IncidentRole role, Instant due) implements ResponseCommand {
        /** Checks the parts. */
        public RoleTimeout {
            Require.present("role", role);
            due = Require.instant("due role", due);
        }

        @Override
        public ResponseAction action() {
            return ResponseAction.ROLE_TIMEOUT;
        }

        @Override
        public Decision<ResponseEvent> decide(@Nullable Response response, ResponseFacts facts, Instant now) {
            Response known = Require.present("response", response);
            if (known.holder(role).isPresent()) {
                return Decision.nothing();
            }
            if (now.isBefore(due)) {
                // the clock has gone back since the timer was set
                return Decision.<ResponseEvent>nothing()
                        .setTimer(ResponseWorkflow.roleTimer(role), ResponseWorkflow.ROLE_JOB, due);
            }
            RoleVacant vacant = new RoleVacant(known.incident(), role, due);
            return Reminders.vacant(Decision.accept(vacant), known, role, facts);
        }
    }
}
