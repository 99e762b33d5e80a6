package io.itops.incident.communication;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.Severity;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import io.itops.incident.workflow.IncidentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How one incident is responded to: who holds which role, and how its audiences stand.
 *
 * <p>Immutable and thread-safe.
 *
 * @param incident the incident
 * @param state whether it lasts
 * @param severity how bad the incident is
 * @param beganAt since when it is responded to, or since when again after it was reopened
 * @param tenures who held which role when, in the order in which the roles were taken; who holds one has no end yet. Of more than {@link
 *     #MAX_KEPT} the oldest that ended are left out
 * @param cause what is known of the cause, if it is known
 * @param stages the public stages that the incident came to, in order; the newest {@link #MAX_KEPT}
 * @param audiences how each audience stands, by its name
 * @param updates how many status updates were published
 * @param leftOut how much of the tenures and stages is left out
 * @since 0.1
 */
public record Response(
        IncidentId incident,
        ResponseState state,
        Severity severity,
        Instant beganAt,
        List<RoleTenure> tenures,
        Optional<String> cause,
        List<StageChange> stages,
        SortedMap<String, AudienceClock> audiences,
        int updates,
        LeftOut leftOut) {
    /** How many audiences a response tells at most, unless its policy demands more. */
    public static final int MAX_AUDIENCES = 50;

    /** How many tenures and stages a response keeps at most; it says how many more there were. */
    public static final int MAX_KEPT = 500;

    /** How responses are kept, under the id of their incident; index {@code state}. */
    public static final RecordType<Response> TYPE = RecordType.of("incident-response", 1, t -> {
        t.id(response -> response.incident().value());
        t.textIndex("state", response -> response.state().name());
        var incident = t.field("incident", IncidentId.CODEC, Response::incident);
        var state = t.field("state", Codec.ofEnum(ResponseState.class), Response::state);
        var severity = t.field("severity", Codec.ofEnum(Severity.class), Response::severity);
        var beganAt = t.field("beganAt", Codec.INSTANT, Response::beganAt);
        var tenures = t.field("tenures", RoleTenure.CODEC.list(), Response::tenures);
        var cause = t.optional("cause", Codec.TEXT, Response::cause);
        var stages = t.field("stages", StageChange.CODEC.list(), Response::stages);
        var audiences = t.field("audiences", AudienceClock.CODEC.map(), Response::audiences);
        var updates = t.field("updates", Codec.INT, Response::updates);
        var leftOut = t.field("leftOut", LeftOut.CODEC, Response::leftOut);
        return row -> new Response(
                row.get(incident),
                row.get(state),
                row.get(severity),
                row.get(beganAt),
                row.get(tenures),
                row.get(cause),
                row.get(stages),
                row.get(audiences),
                row.get(updates),
                row.get(leftOut));
    });

    /** Checks and copies the parts. */
    public Response {
        Require.present("incident id", incident);
        Require.present("state of a response", state);
        Require.present("severity", severity);
        beganAt = Require.instant("begin of a response", beganAt);
        tenures = Require.list("tenures", tenures);
        Require.present("cause", cause).ifPresent(text -> Require.text("cause", text, 1_000));
        stages = Require.list("stages", stages);
        audiences = Require.map("audience", audiences);
        Require.that(updates >= 0, "number of updates", "be at least 0", updates);
        Require.present("what is left out", leftOut);
    }

    /**
     * Whether a person holds or has held a role, however long ago.
     *
     * @param person the person's id
     * @return true if the person does or did
     */
    public boolean involves(String person) {
        Require.id("person", person);
        return leftOut.people().contains(person)
                || tenures.stream().anyMatch(tenure -> tenure.person().equals(person));
    }

    /**
     * Who holds a role.
     *
     * @param role the role
     * @return the person's id, empty if nobody does
     */
    public Optional<String> holder(IncidentRole role) {
        Require.present("role", role);
        return tenures.stream()
                .filter(tenure -> tenure.role() == role && tenure.until().isEmpty())
                .map(RoleTenure::person)
                .findFirst();
    }

    /**
     * The roles that a person holds.
     *
     * @param person the person's id
     * @return the roles, in their order
     */
    public List<IncidentRole> rolesOf(String person) {
        Require.id("person", person);
        return tenures.stream()
                .filter(tenure -> tenure.until().isEmpty() && tenure.person().equals(person))
                .map(RoleTenure::role)
                .sorted()
                .toList();
    }

    /**
     * How far the public is told that the incident has come.
     *
     * @return the stage, empty if it came to none
     */
    public Optional<PublicStage> stage() {
        return stages.isEmpty()
                ? Optional.empty()
                : Optional.of(stages.get(stages.size() - 1).stage());
    }

    /**
     * How many updates were not given in time, to all audiences.
     *
     * @return the number
     */
    public int missedUpdates() {
        return audiences.values().stream().mapToInt(AudienceClock::missed).sum();
    }

    /**
     * What the journal calls the response.
     *
     * @return its reference
     */
    public Ref ref() {
        return TYPE.ref(incident.value());
    }

    AudienceClock audience(String name) {
        return audiences.getOrDefault(name, AudienceClock.untold(name));
    }

    Response in(ResponseState next, Severity worst, Instant began) {
        return new Response(incident, next, worst, began, tenures, cause, stages, audiences, updates, leftOut);
    }

    Response withTenure(RoleTenure taken) {
        List<RoleTenure> more = new ArrayList<>();
        for (RoleTenure tenure : tenures) {
            boolean left = tenure.role() == taken.role() && tenure.until().isEmpty();
            more.add(left ? tenure.endedAt(taken.from()) : tenure);
        }
        more.add(taken);
        LeftOut out = leftOut;
        // who holds a role now is never left out
        for (int i = 0; more.size() > MAX_KEPT && i < more.size(); ) {
            if (more.get(i).until().isPresent()) {
                out = out.and(more.remove(i));
            } else {
                i++;
            }
        }
        return with(more, cause, stages, out);
    }

    Response withoutHolder(IncidentRole role, Instant at) {
        return with(
                tenures.stream()
                        .map(tenure -> tenure.role() == role && tenure.until().isEmpty() ? tenure.endedAt(at) : tenure)
                        .toList(),
                cause,
                stages,
                leftOut);
    }

    Response withCause(String known) {
        return with(tenures, Optional.of(known), stages, leftOut);
    }

    Response withoutCause() {
        return with(tenures, Optional.empty(), stages, leftOut);
    }

    Response withStage(StageChange change) {
        List<StageChange> more = new ArrayList<>(stages);
        more.add(change);
        int over = Math.max(0, more.size() - MAX_KEPT);
        return with(tenures, cause, more.subList(over, more.size()), leftOut.andStages(over));
    }

    Response withAudience(AudienceClock clock) {
        SortedMap<String, AudienceClock> more = new TreeMap<>(audiences);
        more.put(clock.audience(), clock);
        return new Response(incident, state, severity, beganAt, tenures, cause, stages, more, updates, leftOut);
    }

    Response withDues(List<DueUpdate> dues) {
        Response next = this;
        for (DueUpdate due : dues) {
            next = next.withAudience(next.audience(due.audience()).dueAt(due.due()));
        }
        return next;
    }

    Response published(int number) {
        return new Response(incident, state, severity, beganAt, tenures, cause, stages, audiences, number, leftOut);
    }

    private Response with(List<RoleTenure> held, Optional<String> known, List<StageChange> reached, LeftOut out) {
        return new Response(incident, state, severity, beganAt, held, known, reached, audiences, updates, out);
    }
}
