package io.itops.incident.knowledge;

import io.itops.core.Require;
import io.itops.core.record.RecordType;
import io.itops.incident.workflow.IncidentId;
import java.util.List;
import java.util.TreeSet;

/**
 * The entries that helped in an incident.
 *
 * <p>Immutable and thread-safe.
 *
 * @param incident the incident
 * @param entries the entries, sorted, at most 100
 * @since 0.1
 */
public record IncidentKnowledge(IncidentId incident, List<KnowledgeId> entries) {
    /** The greatest number of entries that helped in one incident. */
    public static final int MAX_ENTRIES = 100;

    /** How they are kept. */
    public static final RecordType<IncidentKnowledge> TYPE = RecordType.of("incident-knowledge", 1, t -> {
        t.id(links -> links.incident().value());
        var incident = t.field("incident", IncidentId.CODEC, IncidentKnowledge::incident);
        var entries = t.field("entries", KnowledgeId.CODEC.list(), IncidentKnowledge::entries);
        return row -> new IncidentKnowledge(row.get(incident), row.get(entries));
    });

    /** Checks, sorts and copies the parts. */
    public IncidentKnowledge {
        Require.present("incident id", incident);
        entries = List.copyOf(new TreeSet<>(Require.list("entries", entries)));
        Require.size("entries that helped in an incident", entries, 0, MAX_ENTRIES);
    }

    IncidentKnowledge with(KnowledgeId entry) {
        TreeSet<KnowledgeId> more = new TreeSet<>(entries);
        more.add(entry);
        return new IncidentKnowledge(incident, List.copyOf(more));
    }
}
