package io.itops.monitoring.rule;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import java.util.Collection;

/**
 * The alerts of one dedup key together, whatever their rules: what decides whether the trouble that they stand for is signalled.
 *
 * <p>Immutable and thread-safe.
 *
 * @param dedupKey the key
 * @param firing how many of its alerts fire, not negative
 * @param signalled whether the last signal of the key said that the trouble is there
 * @since 0.1
 */
public record AlertKey(String dedupKey, long firing, boolean signalled) {
    /** How the state of keys is kept. */
    public static final RecordType<AlertKey> TYPE = RecordType.of("alert-key", 1, t -> {
        t.id(AlertKey::dedupKey);
        var dedupKey = t.field("dedupKey", Codec.TEXT, AlertKey::dedupKey);
        var firing = t.field("firing", Codec.LONG, AlertKey::firing);
        var signalled = t.field("signalled", Codec.BOOL, AlertKey::signalled);
        return row -> new AlertKey(row.get(dedupKey), row.get(firing), row.get(signalled));
    });

    private static final long MOST = 1_000_000_000_000L;
    private static final int MOST_AT_ONCE = 1_000_000_000;

    /** Checks the parts. */
    public AlertKey {
        Require.id("dedup key", dedupKey);
        Require.that(firing >= 0 && firing <= MOST, "firing alerts", "be 0 to " + MOST, firing);
    }

    /**
     * A key of which nothing fires.
     *
     * @param dedupKey the key
     * @return its state before anything has fired
     */
    public static AlertKey quiet(String dedupKey) {
        return new AlertKey(dedupKey, 0, false);
    }

    /**
     * What a slot brings about.
     *
     * @param next the state of the key after it
     * @param resolves whether the trouble is over: told before anything else
     * @param fires whether the trouble is there, or there again
     */
    public record Step(AlertKey next, boolean resolves, boolean fires) {
        /** Checks the parts. */
        public Step {
            Require.present("next", next);
        }
    }

    /**
     * What becomes of the key when some of its alerts change.
     *
     * @param fired how many began to fire, at most 1,000,000,000
     * @param regraded how many fire on with another severity, at most 1,000,000,000
     * @param resolved the policies of those that ceased to fire
     * @return the step
     */
    public Step after(int fired, int regraded, Collection<ResolvePolicy> resolved) {
        Require.range("alerts fired", fired, 0, MOST_AT_ONCE);
        Require.range("alerts regraded", regraded, 0, MOST_AT_ONCE);
        int ended = Require.list("policies", resolved).size();
        long left = Math.min(MOST, Math.max(0, firing + fired - ended));
        boolean over = signalled
                && (resolved.contains(ResolvePolicy.ANY) || (left == 0 && resolved.contains(ResolvePolicy.ALL)));
        boolean there = fired > 0 || regraded > 0;
        return new Step(new AlertKey(dedupKey, left, there || (signalled && !over)), over, there);
    }
}
