package io.itops.incident.communication;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.Severity;
import io.itops.core.Words;
import io.itops.core.lifecycle.WorkflowEvent;
import io.itops.incident.internal.JournalLines;
import io.itops.incident.workflow.IncidentId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in the response to an incident. Applying its events in order is the only way to a {@link Response}.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface ResponseEvent extends WorkflowEvent<Response> {
    /**
     * The incident that is responded to.
     *
     * @return its id
     */
    IncidentId incident();

    @Override
    default List<Ref> alsoAbout() {
        return List.of(incident().ref());
    }

    /**
     * The incident is responded to from now on.
     *
     * @param incident the incident
     * @param severity how bad it is
     * @param at since when
     * @param dues when audiences are to be told first
     */
    record Began(IncidentId incident, Severity severity, Instant at, List<DueUpdate> dues) implements ResponseEvent {
        @Override
        public Response applyTo(@Nullable Response nothing) {
            return new Response(
                            incident,
                            ResponseState.ACTIVE,
                            severity,
                            at,
                            List.of(),
                            Optional.empty(),
                            List.of(),
                            Collections.emptySortedMap(),
                            0,
                            LeftOut.NOTHING)
                    .withDues(dues);
        }

        @Override
        public String summary() {
            return JournalLines.summary("response to the incident begun" + told(dues));
        }
    }

    /**
     * The incident has become worse or milder.
     *
     * @param incident the incident
     * @param severity how bad it is now
     * @param dues when audiences are to be told next, as far as that has changed
     */
    record Followed(IncidentId incident, Severity severity, List<DueUpdate> dues) implements ResponseEvent {
        @Override
        public Response applyTo(@Nullable Response response) {
            Response known = known(response);
            return known.in(known.state(), severity, known.beganAt()).withDues(dues);
        }

        @Override
        public String summary() {
            return JournalLines.summary("response follows the severity " + severity + told(dues));
        }
    }

    /**
     * The incident is over.
     *
     * @param incident the incident
     * @param dues until when audiences are to be told so: no more after that
     */
    record Ended(IncidentId incident, List<DueUpdate> dues) implements ResponseEvent {
        @Override
        public Response applyTo(@Nullable Response response) {
            Response known = known(response);
            return known.in(ResponseState.OVER, known.severity(), known.beganAt())
                    .withDues(dues);
        }

        @Override
        public String summary() {
            return JournalLines.summary("response to the incident is over" + told(dues));
        }
    }

    /**
     * The incident was merged into another one, whose response has people of its own. Whoever has a role here keeps it, for when the
     * incident is taken out again.
     *
     * @param incident the incident
     * @param kept who has which role
     */
    record RolesKept(IncidentId incident, List<RoleTenure> kept) implements ResponseEvent {
        /** Copies the list. */
        public RolesKept {
            kept = Require.list("roles that are kept", kept);
        }

        @Override
        public Response applyTo(@Nullable Response response) {
            return known(response);
        }

        @Override
        public String summary() {
            return JournalLines.summary(String.join(
                            ", ",
                            kept.stream()
                                    .map(tenure -> tenure.person() + " stays "
                                            + tenure.role().words())
                                    .toList())
                    + " while it is merged");
        }
    }

    /**
     * The incident is back.
     *
     * @param incident the incident
     * @param severity how bad it is
     * @param at since when
     * @param dues when audiences are to be told next
     */
    record Resumed(IncidentId incident, Severity severity, Instant at, List<DueUpdate> dues) implements ResponseEvent {
        @Override
        public Response applyTo(@Nullable Response response) {
            return known(response).in(ResponseState.ACTIVE, severity, at).withDues(dues);
        }

        @Override
        public String summary() {
            return JournalLines.summary("response to the incident is taken up again" + told(dues));
        }
    }

    /**
     * The incident came to another public stage.
     *
     * @param incident the incident
     * @param stage the stage
     * @param at when
     */
    record StageReached(IncidentId incident, PublicStage stage, Instant at) implements ResponseEvent {
        @Override
        public Response applyTo(@Nullable Response response) {
            return known(response).withStage(new StageChange(stage, at));
        }

        @Override
        public String summary() {
            return JournalLines.summary("public status: " + stage.words());
        }
    }

    /**
     * Someone took a role.
     *
     * @param incident the incident
     * @param role the role
     * @param from who held it until then; empty if nobody did
     * @param to who holds it now
     * @param note what was said, possibly blank
     * @param at when
     */
    record RoleTaken(IncidentId incident, IncidentRole role, Optional<String> from, String to, String note, Instant at)
            implements ResponseEvent {
        @Override
        public Response applyTo(@Nullable Response response) {
            return known(response).withTenure(new RoleTenure(role, to, at, Optional.empty(), note));
        }

        @Override
        public String summary() {
            return JournalLines.summary(to + " is " + role.words()
                    + from.map(person -> ", handed over by " + person).orElse("") + JournalLines.remark(note));
        }

        @Override
        public List<Ref> alsoAbout() {
            return List.of(incident.ref(), Ref.of("user", to));
        }
    }

    /**
     * Nobody holds a role any more.
     *
     * @param incident the incident
     * @param role the role
     * @param person who held it
     * @param note why, possibly blank
     * @param at when
     */
    record RoleLeft(IncidentId incident, IncidentRole role, String person, String note, Instant at)
            implements ResponseEvent {
        @Override
        public Response applyTo(@Nullable Response response) {
            return known(response).withoutHolder(role, at);
        }

        @Override
        public String summary() {
            return JournalLines.summary(
                    person + " is " + role.words() + " no more, and nobody else is" + JournalLines.remark(note));
        }
    }

    /**
     * A role that must be filled was not in time.
     *
     * @param incident the incident
     * @param role the role
     * @param due until when somebody had to have it
     */
    record RoleVacant(IncidentId incident, IncidentRole role, Instant due) implements ResponseEvent {
        @Override
        public Response applyTo(@Nullable Response response) {
            return known(response);
        }

        @Override
        public String summary() {
            return JournalLines.summary(
                    "NOBODY IS " + role.words().toUpperCase(Locale.ROOT) + ", though someone had to be by " + due);
        }
    }

    /**
     * The severity, which has become worse, asks for one person for each role, and someone has several.
     *
     * @param incident the incident
     * @param person who
     * @param roles the roles
     */
    record RolesShared(IncidentId incident, String person, List<IncidentRole> roles) implements ResponseEvent {
        /** Copies the list. */
        public RolesShared {
            roles = Require.list("roles", roles);
        }

        @Override
        public Response applyTo(@Nullable Response response) {
            return known(response);
        }

        @Override
        public String summary() {
            return JournalLines.summary(person + " has several roles, of which one is to be handed over: "
                    + String.join(", ", roles.stream().map(IncidentRole::words).toList()));
        }

        @Override
        public List<Ref> alsoAbout() {
            return List.of(incident.ref(), Ref.of("user", person));
        }
    }

    /**
     * The cause is known.
     *
     * @param incident the incident
     * @param cause what is known
     */
    record Identified(IncidentId incident, String cause) implements ResponseEvent {
        @Override
        public Response applyTo(@Nullable Response response) {
            return known(response).withCause(cause);
        }

        @Override
        public String summary() {
            return JournalLines.summary("cause identified: " + cause);
        }
    }

    /**
     * The cause that was named is none: it is looked into again.
     *
     * @param incident the incident
     * @param cause what was taken for the cause
     * @param reason why it is none
     */
    record Retracted(IncidentId incident, String cause, String reason) implements ResponseEvent {
        @Override
        public Response applyTo(@Nullable Response response) {
            return known(response).withoutCause();
        }

        @Override
        public String summary() {
            return JournalLines.summary("no longer taken for the cause: " + cause + JournalLines.remark(reason));
        }
    }

    /**
     * Something was to be told to those who lead the response, and none of them can be reached.
     *
     * @param incident the incident
     * @param what what was to be told
     * @param tried who cannot be reached, sorted; nobody where there is nobody to tell
     */
    record NobodyTold(IncidentId incident, String what, List<String> tried) implements ResponseEvent {
        /** Copies the list. */
        public NobodyTold {
            tried = Require.list("people tried", tried);
        }

        @Override
        public Response applyTo(@Nullable Response response) {
            return known(response);
        }

        @Override
        public String summary() {
            return JournalLines.untold(what, tried);
        }
    }

    /**
     * Audiences were told how things stand.
     *
     * @param incident the incident
     * @param number the update's number, from 1
     * @param audiences who was told
     * @param stage the public stage that it was stamped with
     * @param text what they were told
     * @param at when
     * @param dues when these audiences are to be told next
     */
    record Published(
            IncidentId incident,
            int number,
            List<String> audiences,
            Optional<PublicStage> stage,
            String text,
            Instant at,
            List<DueUpdate> dues)
            implements ResponseEvent {
        @Override
        public Response applyTo(@Nullable Response response) {
            Response next = known(response).published(number);
            for (DueUpdate due : dues) {
                next = next.withAudience(next.audience(due.audience()).updated(at, stage, due.due()));
            }
            return next;
        }

        @Override
        public String summary() {
            return JournalLines.summary("status update " + number + " to " + String.join(", ", audiences)
                    + stage.map(reached -> " (" + reached.words() + ")").orElse("") + ": " + text);
        }
    }

    /**
     * An audience is told nothing until an instant.
     *
     * @param incident the incident
     * @param audience the audience
     * @param until when it is to be told next
     * @param reason why
     */
    record Snoozed(IncidentId incident, String audience, Instant until, String reason) implements ResponseEvent {
        @Override
        public Response applyTo(@Nullable Response response) {
            Response known = known(response);
            return known.withAudience(known.audience(audience).dueAt(Optional.of(until)));
        }

        @Override
        public String summary() {
            return JournalLines.summary(
                    "no update to " + audience + " is due until " + until + JournalLines.remark(reason));
        }
    }

    /**
     * Whoever leads the communication was reminded of an update.
     *
     * @param incident the incident
     * @param audience the audience
     * @param due when the update is due
     */
    record Reminded(IncidentId incident, String audience, Instant due) implements ResponseEvent {
        @Override
        public Response applyTo(@Nullable Response response) {
            Response known = known(response);
            return known.withAudience(known.audience(audience).withReminder());
        }

        @Override
        public String summary() {
            return JournalLines.summary("an update to " + audience + " is due at " + due);
        }
    }

    /**
     * An audience was not told in time.
     *
     * @param incident the incident
     * @param audience the audience
     * @param due when it had to be told
     * @param missed how many updates were missed since then
     * @param next when it is to be told next; empty if the incident is over, and nothing more is demanded
     */
    record UpdateMissed(IncidentId incident, String audience, Instant due, int missed, Optional<Instant> next)
            implements ResponseEvent {
        @Override
        public Response applyTo(@Nullable Response response) {
            Response known = known(response);
            return known.withAudience(known.audience(audience).missing(missed, next));
        }

        @Override
        public String summary() {
            return JournalLines.summary("UPDATE MISSED: " + audience + " had to be told by " + due
                    + (missed > 1 ? ", and " + Words.times(missed - 1L) + " more since then" : ""));
        }
    }

    private static Response known(@Nullable Response response) {
        return Require.present("response", response);
    }

    private static String told(List<DueUpdate> dues) {
        String list = String.join(
                ", ",
                dues.stream()
                        .filter(due -> due.due().isPresent())
                        .map(due -> due.audience() + " by " + due.due().get())
                        .toList());
        return list.isEmpty() ? "" : "; to be told: " + list;
    }
}
