package io.itops.incident.communication;

import io.itops.core.Severity;
import io.itops.core.record.Codec;
import io.itops.core.record.Family;
import io.itops.core.record.Shape;
import io.itops.incident.communication.ResponseEvent.Began;
import io.itops.incident.communication.ResponseEvent.Ended;
import io.itops.incident.communication.ResponseEvent.Followed;
import io.itops.incident.communication.ResponseEvent.Identified;
import io.itops.incident.communication.ResponseEvent.NobodyTold;
import io.itops.incident.communication.ResponseEvent.Published;
import io.itops.incident.communication.ResponseEvent.Reminded;
import io.itops.incident.communication.ResponseEvent.Resumed;
import io.itops.incident.communication.ResponseEvent.Retracted;
import io.itops.incident.communication.ResponseEvent.RoleLeft;
import io.itops.incident.communication.ResponseEvent.RoleTaken;
import io.itops.incident.communication.ResponseEvent.RoleVacant;
import io.itops.incident.communication.ResponseEvent.RolesKept;
import io.itops.incident.communication.ResponseEvent.RolesShared;
import io.itops.incident.communication.ResponseEvent.Snoozed;
import io.itops.incident.communication.ResponseEvent.StageReached;
import io.itops.incident.communication.ResponseEvent.UpdateMissed;
import io.itops.incident.workflow.IncidentId;

/** How events are kept in the data of journal entries. */
final class ResponseEvents {
    private static final Codec<Severity> SEVERITY = Codec.ofEnum(Severity.class);
    private static final Codec<IncidentRole> ROLE = Codec.ofEnum(IncidentRole.class);
    private static final Codec<PublicStage> STAGE = Codec.ofEnum(PublicStage.class);

    static final Family<ResponseEvent> FAMILY = Family.of("incident-response", ResponseEvent.class)
            .with("began", Began.class, Shape.of("began", s -> {
                var incident = s.field("incident", IncidentId.CODEC, Began::incident);
                var severity = s.field("severity", SEVERITY, Began::severity);
                var at = s.field("at", Codec.INSTANT, Began::at);
                var dues = s.field("dues", DueUpdate.CODEC.list(), Began::dues);
                return row -> new Began(row.get(incident), row.get(severity), row.get(at), row.get(dues));
            }))
            .with("followed", Followed.class, Shape.of("followed", s -> {
                var incident = s.field("incident", IncidentId.CODEC, Followed::incident);
                var severity = s.field("severity", SEVERITY, Followed::severity);
                var dues = s.field("dues", DueUpdate.CODEC.list(), Followed::dues);
                return row -> new Followed(row.get(incident), row.get(severity), row.get(dues));
            }))
            .with("ended", Ended.class, Shape.of("ended", s -> {
                var incident = s.field("incident", IncidentId.CODEC, Ended::incident);
                var dues = s.field("dues", DueUpdate.CODEC.list(), Ended::dues);
                return row -> new Ended(row.get(incident), row.get(dues));
            }))
            .with("roles-kept", RolesKept.class, Shape.of("roles-kept", s -> {
                var incident = s.field("incident", IncidentId.CODEC, RolesKept::incident);
                var kept = s.field("kept", RoleTenure.CODEC.list(), RolesKept::kept);
                return row -> new RolesKept(row.get(incident), row.get(kept));
            }))
            .with("resumed", Resumed.class, Shape.of("resumed", s -> {
                var incident = s.field("incident", IncidentId.CODEC, Resumed::incident);
                var severity = s.field("severity", SEVERITY, Resumed::severity);
                var at = s.field("at", Codec.INSTANT, Resumed::at);
                var dues = s.field("dues", DueUpdate.CODEC.list(), Resumed::dues);
                return row -> new Resumed(row.get(incident), row.get(severity), row.get(at), row.get(dues));
            }))
            .with("stage-reached", StageReached.class, Shape.of("stage-reached", s -> {
                var incident = s.field("incident", IncidentId.CODEC, StageReached::incident);
                var stage = s.field("stage", STAGE, StageReached::stage);
                var at = s.field("at", Codec.INSTANT, StageReached::at);
                return row -> new StageReached(row.get(incident), row.get(stage), row.get(at));
            }))
            .with("role-taken", RoleTaken.class, Shape.of("role-taken", s -> {
                var incident = s.field("incident", IncidentId.CODEC, RoleTaken::incident);
                var role = s.field("role", ROLE, RoleTaken::role);
                var from = s.optional("from", Codec.TEXT, RoleTaken::from);
                var to = s.field("to", Codec.TEXT, RoleTaken::to);
                var note = s.field("note", Codec.TEXT, RoleTaken::note);
                var at = s.field("at", Codec.INSTANT, RoleTaken::at);
                return row -> new RoleTaken(
                        row.get(incident), row.get(role), row.get(from), row.get(to), row.get(note), row.get(at));
            }))
            .with("role-left", RoleLeft.class, Shape.of("role-left", s -> {
                var incident = s.field("incident", IncidentId.CODEC, RoleLeft::incident);
                var role = s.field("role", ROLE, RoleLeft::role);
                var person = s.field("person", Codec.TEXT, RoleLeft::person);
                var note = s.field("note", Codec.TEXT, RoleLeft::note);
                var at = s.field("at", Codec.INSTANT, RoleLeft::at);
                return row ->
                        new RoleLeft(row.get(incident), row.get(role), row.get(person), row.get(note), row.get(at));
            }))
            .with("role-vacant", RoleVacant.class, Shape.of("role-vacant", s -> {
                var incident = s.field("incident", IncidentId.CODEC, RoleVacant::incident);
                var role = s.field("role", ROLE, RoleVacant::role);
                var due = s.field("due", Codec.INSTANT, RoleVacant::due);
                return row -> new RoleVacant(row.get(incident), row.get(role), row.get(due));
            }))
            .with("identified", Identified.class, Shape.of("identified", s -> {
                var incident = s.field("incident", IncidentId.CODEC, Identified::incident);
                var cause = s.field("cause", Codec.TEXT, Identified::cause);
                return row -> new Identified(row.get(incident), row.get(cause));
            }))
            .with("retracted", Retracted.class, Shape.of("retracted", s -> {
                var incident = s.field("incident", IncidentId.CODEC, Retracted::incident);
                var cause = s.field("cause", Codec.TEXT, Retracted::cause);
                var reason = s.field("reason", Codec.TEXT, Retracted::reason);
                return row -> new Retracted(row.get(incident), row.get(cause), row.get(reason));
            }))
            .with("nobody-told", NobodyTold.class, Shape.of("nobody-told", s -> {
                var incident = s.field("incident", IncidentId.CODEC, NobodyTold::incident);
                var what = s.field("what", Codec.TEXT, NobodyTold::what);
                var tried = s.field("tried", Codec.TEXT.list(), NobodyTold::tried);
                return row -> new NobodyTold(row.get(incident), row.get(what), row.get(tried));
            }))
            .with("published", Published.class, Shape.of("published", s -> {
                var incident = s.field("incident", IncidentId.CODEC, Published::incident);
                var number = s.field("number", Codec.INT, Published::number);
                var audiences = s.field("audiences", Codec.TEXT.list(), Published::audiences);
                var stage = s.optional("stage", STAGE, Published::stage);
                var text = s.field("text", Codec.TEXT, Published::text);
                var at = s.field("at", Codec.INSTANT, Published::at);
                var dues = s.field("dues", DueUpdate.CODEC.list(), Published::dues);
                return row -> new Published(
                        row.get(incident),
                        row.get(number),
                        row.get(audiences),
                        row.get(stage),
                        row.get(text),
                        row.get(at),
                        row.get(dues));
            }))
            .with("roles-shared", RolesShared.class, Shape.of("roles-shared", s -> {
                var incident = s.field("incident", IncidentId.CODEC, RolesShared::incident);
                var person = s.field("person", Codec.TEXT, RolesShared::person);
                var roles = s.field("roles", Codec.ofEnum(IncidentRole.class).list(), RolesShared::roles);
                return row -> new RolesShared(row.get(incident), row.get(person), row.get(roles));
            }))
            .with("snoozed", Snoozed.class, Shape.of("snoozed", s -> {
                var incident = s.field("incident", IncidentId.CODEC, Snoozed::incident);
                var audience = s.field("audience", Codec.TEXT, Snoozed::audience);
                var until = s.field("until", Codec.INSTANT, Snoozed::until);
                var reason = s.field("reason", Codec.TEXT, Snoozed::reason);
                return row -> new Snoozed(row.get(incident), row.get(audience), row.get(until), row.get(reason));
            }))
            .with("reminded", Reminded.class, Shape.of("reminded", s -> {
                var incident = s.field("incident", IncidentId.CODEC, Reminded::incident);
                var audience = s.field("audience", Codec.TEXT, Reminded::audience);
                var due = s.field("due", Codec.INSTANT, Reminded::due);
                return row -> new Reminded(row.get(incident), row.get(audience), row.get(due));
            }))
            .with("update-missed", UpdateMissed.class, Shape.of("update-missed", s -> {
                var incident = s.field("incident", IncidentId.CODEC, UpdateMissed::incident);
                var audience = s.field("audience", Codec.TEXT, UpdateMissed::audience);
                var due = s.field("due", Codec.INSTANT, UpdateMissed::due);
                var missed = s.field("missed", Codec.INT, UpdateMissed::missed);
                var next = s.optional("next", Codec.INSTANT, UpdateMissed::next);
                return row -> new UpdateMissed(
                        row.get(incident), row.get(audience), row.get(due), row.get(missed), row.get(next));
            }))
            .build();

    private ResponseEvents() {}
}
