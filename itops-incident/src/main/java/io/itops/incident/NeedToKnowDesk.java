package io.itops.incident;

import io.itops.core.AccessDeniedException;
import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.NotFoundException;
import io.itops.core.Reason;
import io.itops.core.access.Permission;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.record.Versioned;
import io.itops.core.store.UnitOfWork;
import io.itops.incident.internal.ReadingRights;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.NeedToKnow;
import io.itops.incident.workflow.NeedToKnowCommand;
import io.itops.incident.workflow.Trouble;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Sees to it that restricted incidents stay so, and that commands tell nothing of them to whoever may not read them. Thread-safe. */
final class NeedToKnowDesk {
    private static final String UNKNOWN = "unknown-incident";

    private final ItOps ops;
    private final NeedToKnowRules rules;

    NeedToKnowDesk(ItOps ops, NeedToKnowRules rules) {
        this.ops = ops;
        this.rules = rules;
    }

    ReadingRights rights(UnitOfWork unit) {
        return ReadingRights.in(ops, unit);
    }

    /** The trouble of a new incident, restricted where the rules say so, or where that is which it follows or was split off. */
    Trouble opening(UnitOfWork unit, Trouble trouble, Optional<IncidentId> origin) {
        Optional<Incident> before = origin.flatMap(id -> find(unit, id)).filter(Incident::restricted);
        if (before.isEmpty() && trouble.needToKnow().isEmpty() && !rules.restrict(trouble)) {
            return trouble;
        }
        TreeSet<String> readers = new TreeSet<>(before.map(Incident::involved).orElse(new TreeSet<>()));
        if (unit.actor().kind() == Actor.Kind.USER) {
            // who opens it is involved in it
            readers.add(unit.actor().id());
        }
        return trouble.restrictedTo(readers);
    }

    private static Optional<Incident> find(UnitOfWork unit, IncidentId id) {
        return unit.find(Incident.TYPE, id.value()).map(Versioned::value);
    }

    /** Whoever may not read an incident meets what is not there; the permission for the command was asked for before. */
    void require(UnitOfWork unit, Incident incident) {
        if (!rights(unit).reads(incident)) {
            throw new NotFoundException(incident.id().ref());
        }
    }

    /** Asks for another incident than the one that is told the command; where the actor may not read it, the denial does not name it. */
    void authorize(UnitOfWork unit, Permission permission, IncidentId other, IncidentId told) {
        try {
            unit.authorize(permission, other.ref());
        } catch (AccessDeniedException e) {
            throw rights(unit).reads(other)
                    ? e
                    : new AccessDeniedException(
                            unit.actor(), permission.name(), told.ref(), "it follows for another incident");
        }
    }

    /** What follows for an incident into which a restricted one was merged: the mark goes over, with those who were involved. */
    static Optional<NeedToKnowCommand> merged(Incident child, Incident into) {
        return child.needToKnow()
                .map(mark -> into.needToKnow().orElse(NeedToKnow.NOBODY_NAMED).and(child.involved()))
                .map(both ->
                        new NeedToKnowCommand.Restrict(both.readers(), "a restricted incident was merged into it"));
    }

    /** A refusal names no incident that the actor may not read. */
    <T> Outcome<T> told(UnitOfWork unit, Outcome<T> outcome, Collection<IncidentId> others) {
        if (!(outcome instanceof Outcome.Refused<T> refused)) {
            return outcome;
        }
        List<IncidentId> hidden =
                others.stream().filter(other -> !rights(unit).reads(other)).toList();
        return hidden.isEmpty()
                ? outcome
                : new Outcome.Refused<>(
                        refused.subject(),
                        refused.action(),
                        refused.reasons().stream()
                                .map(reason -> without(reason, hidden))
                                .toList());
    }

    /** That there is none of the id that was given stays as it is: it is what is said of an incident that does not exist. */
    private static Reason without(Reason reason, List<IncidentId> hidden) {
        if (reason.code().equals(UNKNOWN)) {
            return reason;
        }
        String text = reason.text();
        for (IncidentId id : hidden) {
            text = text.replace("incident " + id, "another incident").replace(id.value(), "another incident");
        }
        return Reason.of(reason.code(), text);
    }
}
