package io.itops.incident.review;

import io.itops.core.Actor;
import io.itops.core.Require;
import io.itops.incident.escalation.Contacts;
import io.itops.incident.workflow.Incident;
import java.util.List;
import java.util.Optional;

/**
 * What decisions about reviews, lessons and action items rest on besides the thing itself: read before, so that deciding is a pure
 * function.
 *
 * <p>Immutable and thread-safe.
 *
 * @param actor who acts
 * @param version the version that the decision will make of the thing, from 1
 * @param incident the incident that it comes from, if there is one
 * @param facilitator who leads the review of that incident, if anybody does
 * @param team the people of the team that owns the incident's service
 * @param contacts where people are reached: a value, asked before of all whom the decision may tell anything
 * @param options what the program decided
 * @param missing places in the journal that the command names and that are not there
 * @param checks whether what a lesson names was changed; empty where that is not asked
 * @since 0.1
 */
public record ReviewFacts(
        Actor actor,
        long version,
        Optional<Incident> incident,
        Optional<String> facilitator,
        List<String> team,
        Contacts contacts,
        ReviewOptions options,
        List<Long> missing,
        List<LessonCheck> checks) {
    /** Checks and copies the parts. */
    public ReviewFacts {
        Require.present("actor", actor);
        Require.that(version >= 1, "version", "be at least 1", version);
        Require.present("incident", incident);
        Require.present("facilitator", facilitator).ifPresent(person -> Require.id("facilitator", person));
        team = Require.list("team", team);
        Require.present("contacts", contacts);
        Require.present("review options", options);
        missing = Require.list("missing journal entries", missing);
        checks = Require.list("lesson checks", checks);
    }
}
