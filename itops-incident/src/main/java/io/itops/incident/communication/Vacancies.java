package io.itops.incident.communication;

import io.itops.core.Actor;
import io.itops.core.lifecycle.Decision;
import io.itops.incident.workflow.IncidentState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Who may take a role, and until when a role must be filled. */
final class Vacancies {
    private Vacancies() {}

    /** A person takes a role, unless another one of theirs forbids it. */
    static Decision<ResponseEvent> take(
            Response response,
            IncidentRole role,
            Optional<String> from,
            String to,
            String note,
            ResponseFacts facts,
            Instant now) {
        List<IncidentRole> others =
                response.rolesOf(to).stream().filter(other -> other != role).toList();
        if (!others.isEmpty() && facts.policy().separates(response.severity())) {
            return Decision.refuse(
                    "roles-separate",
                    to + " is " + others.get(0).words() + " already, and in a " + response.severity()
                            + " one person has one role");
        }
        Decision.Accept<ResponseEvent> taken = Decision.<ResponseEvent>accept(
                        new ResponseEvent.RoleTaken(response.incident(), role, from, to, note, now))
                .cancelTimer(ResponseWorkflow.roleTimer(role));
        // who takes a role for themselves knows it
        return facts.actor().equals(Actor.user(to))
                ? taken
                : Reminders.assigned(taken, response, role, from, to, note, facts);
    }

    /** Watches all vacant roles that the severity demands. */
    static Decision.Accept<ResponseEvent> watch(
            Decision.Accept<ResponseEvent> decision, Response response, ResponseFacts facts, Instant now) {
        Decision.Accept<ResponseEvent> watched = decision;
        for (IncidentRole role : IncidentRole.values()) {
            Optional<RoleRule> rule = facts.demands().rule(role, response.severity());
            if (rule.isPresent() && response.holder(role).isEmpty()) {
                watched = timer(watched, rule.get(), now);
            }
        }
        return watched;
    }

    /** Watches the vacant roles that the present severity of the incident demands, or demands sooner, and the one before did not. */
    static Decision.Accept<ResponseEvent> watchMore(
            Decision.Accept<ResponseEvent> decision, Response before, ResponseFacts facts, Instant now) {
        Decision.Accept<ResponseEvent> watched = decision;
        for (IncidentRole role : IncidentRole.values()) {
            Optional<RoleRule> rule =
                    facts.demands().rule(role, facts.incident().severity());
            Optional<RoleRule> was = facts.demands().rule(role, before.severity());
            if (rule.isPresent()
                    && before.holder(role).isEmpty()
                    && was.filter(old -> old.within().compareTo(rule.get().within()) <= 0)
                            .isEmpty()) {
                watched = timer(watched, rule.get(), now);
            }
        }
        return watched;
    }

    /**
     * Says who has several roles where a worse severity, or a response that is taken up again, asks for one person each; they are to be handed
     * over.
     */
    static Decision.Accept<ResponseEvent> shared(
            Decision.Accept<ResponseEvent> decision, Response before, ResponseFacts facts) {
        boolean said = before.state() == ResponseState.ACTIVE && facts.policy().separates(before.severity());
        if (said || !facts.policy().separates(facts.incident().severity())) {
            return decision;
        }
        Decision.Accept<ResponseEvent> told = decision;
        for (String person : new TreeSet<>(before.tenures().stream()
                .filter(tenure -> tenure.until().isEmpty())
                .map(RoleTenure::person)
                .toList())) {
            List<IncidentRole> roles = before.rolesOf(person);
            told = roles.size() > 1 ? told.and(new ResponseEvent.RolesShared(before.incident(), person, roles)) : told;
        }
        return told;
    }

    /** Watches a role that has become vacant. */
    static Decision.Accept<ResponseEvent> watch(
            Decision.Accept<ResponseEvent> decision, IncidentRole role, ResponseFacts facts, Instant now) {
        return facts.demands()
                .rule(role, facts.incident().severity())
                .map(rule -> timer(decision, rule, now))
                .orElse(decision);
    }

    /** Says who keeps which role while the incident is merged: its root has a response of its own. */
    static Decision.Accept<ResponseEvent> kept(
            Decision.Accept<ResponseEvent> decision, Response response, ResponseFacts facts) {
        List<RoleTenure> held = response.tenures().stream()
                .filter(tenure -> tenure.until().isEmpty())
                .toList();
        return held.isEmpty() || facts.incident().state() != IncidentState.MERGED
                ? decision
                : decision.and(new ResponseEvent.RolesKept(response.incident(), held));
    }

    /** No role has to be filled any more. */
    static Decision.Accept<ResponseEvent> ignore(Decision.Accept<ResponseEvent> decision) {
        Decision.Accept<ResponseEvent> ignored = decision;
        for (IncidentRole role : IncidentRole.values()) {
            ignored = ignored.cancelTimer(ResponseWorkflow.roleTimer(role));
        }
        return ignored;
    }

    private static Decision.Accept<ResponseEvent> timer(
            Decision.Accept<ResponseEvent> decision, RoleRule rule, Instant now) {
        return decision.setTimer(
                ResponseWorkflow.roleTimer(rule.role()), ResponseWorkflow.ROLE_JOB, now.plus(rule.within()));
    }
}
