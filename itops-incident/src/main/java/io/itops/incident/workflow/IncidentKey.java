package io.itops.incident.workflow;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;

/**
 * Says which incident holds a dedup key. It stands as long as the incident is neither closed nor cancelled, is put in the commit that
 * opens the incident, where it is expected to be absent, and removed in the one that ends it: so no interleaving gives a key two
 * open incidents.
 *
 * <p>Immutable and thread-safe.
 *
 * @param dedupKey the key, which is also the record's id
 * @param incident the incident that holds it
 * @since 0.1
 */
public record IncidentKey(String dedupKey, IncidentId incident) {
    /** How claims of keys are kept. */
    public static final RecordType<IncidentKey> TYPE = RecordType.of("incident-key", 1, t -> {
        t.id(IncidentKey::dedupKey);
        var dedupKey = t.field("dedupKey", Codec.TEXT, IncidentKey::dedupKey);
        var incident = t.field("incident", IncidentId.CODEC, IncidentKey::incident);
        return row -> new IncidentKey(row.get(dedupKey), row.get(incident));
    });

    /** Checks the parts. */
    public IncidentKey {
        Require.id("dedup key", dedupKey);
        Require.present("incident id", incident);
    }
}
