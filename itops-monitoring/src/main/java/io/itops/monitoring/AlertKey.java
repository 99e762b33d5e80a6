package io.itops.monitoring;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;

/**
 * The alerts of one dedup key together, whatever their rules.
 *
 * @param dedupKey the key
 * @param firing how many of its alerts fire
 * @param signalled whether the last signal of the key said that the trouble is there
 */
record AlertKey(String dedupKey, long firing, boolean signalled) {
    static final RecordType<AlertKey> TYPE = RecordType.of("alert-key", 1, t -> {
        t.id(AlertKey::dedupKey);
        var dedupKey = t.field("dedupKey", Codec.TEXT, AlertKey::dedupKey);
        var firing = t.field("firing", Codec.LONG, AlertKey::firing);
        var signalled = t.field("signalled", Codec.BOOL, AlertKey::signalled);
        return row -> new AlertKey(row.get(dedupKey), row.get(firing), row.get(signalled));
    });

    AlertKey {
        Require.id("dedup key", dedupKey);
        Require.that(firing >= 0, "firing alerts", "not be negative", firing);
    }
}
