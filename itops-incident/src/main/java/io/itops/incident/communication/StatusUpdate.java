package io.itops.incident.communication;

import io.itops.core.Actor;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.Severity;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import io.itops.incident.workflow.IncidentId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What audiences of an incident were told.
 *
 * <p>Immutable and thread-safe.
 *
 * @param incident the incident
 * @param number the update's number within its incident, from 1
 * @param audiences who was told, sorted
 * @param severity how bad the incident was
 * @param stage the public stage that the incident had come to; empty if the public is told nothing under it
 * @param text what they were told, at most 10,000 characters
 * @param by who published it
 * @param at when
 * @since 0.1
 */
public record StatusUpdate(
        IncidentId incident,
        int number,
        List<String> audiences,
        Severity severity,
        Optional<PublicStage> stage,
        String text,
        Actor by,
        Instant at) {
    /** How updates are kept; indexes {@code incident} and {@code at}. */
    public static final RecordType<StatusUpdate> TYPE = RecordType.of("status-update", 1, t -> {
        t.id(update -> id(update.incident(), update.number()));
        t.textIndex("incident", update -> update.incident().value());
        t.instantIndex("at", StatusUpdate::at);
        var incident = t.field("incident", IncidentId.CODEC, StatusUpdate::incident);
        var number = t.field("number", Codec.INT, StatusUpdate::number);
        var audiences = t.field("audiences", Codec.TEXT.list(), StatusUpdate::audiences);
        var severity = t.field("severity", Codec.ofEnum(Severity.class), StatusUpdate::severity);
        var stage = t.optional("stage", Codec.ofEnum(PublicStage.class), StatusUpdate::stage);
        var text = t.field("text", Codec.TEXT, StatusUpdate::text);
        var by = t.field("by", Actor.CODEC, StatusUpdate::by);
        var at = t.field("at", Codec.INSTANT, StatusUpdate::at);
        return row -> new StatusUpdate(
                row.get(incident),
                row.get(number),
                row.get(audiences),
                row.get(severity),
                row.get(stage),
                row.get(text),
                row.get(by),
                row.get(at));
    });

    /** Checks and copies the parts. */
    public StatusUpdate {
        Require.present("incident id", incident);
        Require.that(number >= 1, "number of a status update", "be at least 1", number);
        Require.size("audiences", audiences, 1, 20).forEach(CadenceRule::audience);
        audiences = List.copyOf(audiences);
        Require.present("severity", severity);
        Require.present("public stage", stage);
        Require.text("text of a status update", text, ResponseCommand.MAX_TEXT);
        Require.present("publisher", by);
        at = Require.instant("instant of a status update", at);
    }

    /**
     * What the journal calls the update.
     *
     * @return its reference
     */
    public Ref ref() {
        return TYPE.ref(id(incident, number));
    }

    /** Numbers are padded, so that ids sort as the updates came. */
    static String id(IncidentId incident, int number) {
        return incident.value() + "#" + String.format(Locale.ROOT, "%07d", number);
    }
}
