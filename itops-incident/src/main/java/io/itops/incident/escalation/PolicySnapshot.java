package io.itops.incident.escalation;

import io.itops.core.Require;
import io.itops.core.record.CanonicalJson;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import io.itops.incident.internal.Digests;

/**
 * An escalation policy as it was when an incident took it, kept once for all incidents that took the same one. Its id is made of its
 * content, so it never changes, and an incident that names it goes by it whatever becomes of the configuration.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the first 128 bits of the SHA-256 digest of the policy's canonical JSON, in hexadecimal digits
 * @param policy the policy
 * @since 0.1
 */
public record PolicySnapshot(String id, EscalationPolicy policy) {
    /** How snapshots are kept. */
    public static final RecordType<PolicySnapshot> TYPE = RecordType.of("escalation-policy", 1, t -> {
        t.id(PolicySnapshot::id);
        t.field("id", Codec.TEXT, PolicySnapshot::id);
        var policy = t.field("policy", EscalationPolicy.CODEC, PolicySnapshot::policy);
        return row -> of(row.get(policy));
    });

    /** Checks that the id is that of the policy. */
    public PolicySnapshot {
        Require.id("id of a policy snapshot", id);
        Require.present("escalation policy", policy);
        Require.that(id.equals(idOf(policy)), "id of a policy snapshot", "be that of its policy " + idOf(policy), id);
    }

    /**
     * The snapshot of a policy.
     *
     * @param policy the policy
     * @return its snapshot, the same for equal policies
     */
    public static PolicySnapshot of(EscalationPolicy policy) {
        return new PolicySnapshot(idOf(policy), policy);
    }

    /**
     * What incidents name it by.
     *
     * @return the reference
     */
    public PolicyRef ref() {
        return new PolicyRef(id, policy.name());
    }

    private static String idOf(EscalationPolicy policy) {
        return Digests.of(
                CanonicalJson.write(EscalationPolicy.CODEC.write(Require.present("escalation policy", policy))));
    }
}
