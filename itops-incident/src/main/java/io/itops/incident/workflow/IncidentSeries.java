package io.itops.incident.workflow;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;

/**
 * The incidents that a dedup key has had, by the last of them. Unlike {@link IncidentKey} it stays when the incident ends, so that the
 * next one can name it, whatever the clock did in between.
 *
 * <p>Immutable and thread-safe.
 *
 * @param dedupKey the key, which is also the record's id
 * @param last the incident that was opened last
 * @param length how many were opened
 * @since 0.1
 */
public record IncidentSeries(String dedupKey, IncidentId last, long length) {
    /** How series are kept. */
    public static final RecordType<IncidentSeries> TYPE = RecordType.of("incident-series", 1, t -> {
        t.id(IncidentSeries::dedupKey);
        var dedupKey = t.field("dedupKey", Codec.TEXT, IncidentSeries::dedupKey);
        var last = t.field("last", IncidentId.CODEC, IncidentSeries::last);
        var length = t.field("length", Codec.LONG, IncidentSeries::length);
        return row -> new IncidentSeries(row.get(dedupKey), row.get(last), row.get(length));
    });

    /** Checks the parts. */
    public IncidentSeries {
        Require.id("dedup key", dedupKey);
        Require.present("incident id", last);
        Require.that(length >= 1, "length of a series", "be at least 1", length);
    }
}
