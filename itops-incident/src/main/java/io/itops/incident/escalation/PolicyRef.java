package io.itops.incident.escalation;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;

/**
 * Which escalation policy an incident goes by.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the id of the {@link PolicySnapshot}
 * @param name what people call the policy, at most 100 characters
 * @since 0.1
 */
public record PolicyRef(String id, String name) {
    /** How references are written. */
    public static final Codec<PolicyRef> CODEC = Shape.of("escalation policy", s -> {
        var id = s.field("id", Codec.TEXT, PolicyRef::id);
        var name = s.field("name", Codec.TEXT, PolicyRef::name);
        return row -> new PolicyRef(row.get(id), row.get(name));
    });

    /** Checks both parts. */
    public PolicyRef {
        Require.id("id of a policy snapshot", id);
        Require.text("escalation policy name", Require.id("escalation policy name", name), 100);
    }
}
