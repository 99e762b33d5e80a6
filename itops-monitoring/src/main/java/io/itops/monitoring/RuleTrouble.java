package io.itops.monitoring;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import io.itops.core.record.Shape;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * That a rule fails or has no data, and since when. It is a record while it does, so that a restart, or another process that takes over,
 * neither tells of the beginning again nor forgets to tell of the end. While a rule cannot be evaluated nobody knows whether there is
 * data: what was known last stays.
 *
 * @param group the rule's group
 * @param key its key in the group
 * @param failing since when it fails, and why
 * @param noDataSince since when no selector of its condition finds a series
 */
record RuleTrouble(String group, String key, Optional<Failing> failing, Optional<Instant> noDataSince) {
    static final RecordType<RuleTrouble> TYPE = RecordType.of("rule-trouble", 1, t -> {
        t.id(RuleTrouble::id);
        t.textIndex("group", RuleTrouble::group);
        var group = t.field("group", Codec.TEXT, RuleTrouble::group);
        var key = t.field("key", Codec.TEXT, RuleTrouble::key);
        var failing = t.optional("failing", Failing.CODEC, RuleTrouble::failing);
        var noDataSince = t.optional("noDataSince", Codec.INSTANT, RuleTrouble::noDataSince);
        return row -> new RuleTrouble(row.get(group), row.get(key), row.get(failing), row.get(noDataSince));
    });

    /**
     * A failure.
     *
     * @param since the first slot at which the rule failed, for whatever reason, and has since
     * @param reason why it failed last
     */
    record Failing(Instant since, String reason) {
        static final Codec<Failing> CODEC = Shape.of("failing", s -> {
            var since = s.field("since", Codec.INSTANT, Failing::since);
            var reason = s.field("reason", Codec.TEXT, Failing::reason);
            return row -> new Failing(row.get(since), row.get(reason));
        });
    }

    RuleTrouble {
        Require.text("group", group, 100);
        Require.text("rule key", key, 400);
        Require.present("failing", failing);
        Require.present("no data since", noDataSince);
    }

    /** Of a rule that has none. */
    static RuleTrouble none(String group, String key) {
        return new RuleTrouble(group, key, Optional.empty(), Optional.empty());
    }

    static String id(String group, String key) {
        return UUID.nameUUIDFromBytes((group + '\n' + key).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    String id() {
        return id(group, key);
    }

    boolean isNone() {
        return failing.isEmpty() && noDataSince.isEmpty();
    }

    /** Why the rule fails, if it does. */
    Optional<String> reason() {
        return failing.map(Failing::reason);
    }

    /** Since when the rule fails or, where it does not, has no data. */
    Optional<Instant> since() {
        return failing.map(Failing::since).or(() -> noDataSince);
    }

    /** This once the rule has failed at a slot. */
    RuleTrouble failed(Instant slot, String reason) {
        Instant since = failing.map(Failing::since).orElse(slot);
        return new RuleTrouble(group, key, Optional.of(new Failing(since, reason)), noDataSince);
    }

    /** This once the rule has been evaluated at a slot, with or without data. */
    RuleTrouble seen(Instant slot, boolean noData) {
        Optional<Instant> since = noData ? Optional.of(noDataSince.orElse(slot)) : Optional.empty();
        return new RuleTrouble(group, key, failing, since);
    }

    /** This once the rule does not fail any more. */
    RuleTrouble recovered() {
        return new RuleTrouble(group, key, Optional.empty(), noDataSince);
    }
}
