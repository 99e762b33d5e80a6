package io.itops.core.work;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import io.itops.core.store.TimerKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A job that was put aside for a person.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the job's id, which it keeps when it is queued again
 * @param type names the handler
 * @param lane the lane that it stood in
 * @param timer the key that it had, if it is a timer
 * @param payload what the handler needs, canonical JSON
 * @param attempts how often it was tried, at least 0: the number that the reason names where it names one; claims at which it only had to
 *     wait, and the one at which it was given up, do not count
 * @param reason what stood in the way
 * @param subjects what the job was about
 * @param parkedAt when it was put aside
 * @since 0.1
 */
public record ParkedJob(
        String id,
        String type,
        Optional<String> lane,
        Optional<TimerKey> timer,
        String payload,
        int attempts,
        String reason,
        List<Ref> subjects,
        Instant parkedAt) {
    /** How parked jobs are kept. */
    public static final RecordType<ParkedJob> TYPE = RecordType.of("parked-job", 1, t -> {
        t.id(ParkedJob::id);
        t.instantIndex("parked-at", ParkedJob::parkedAt);
        var id = t.field("id", Codec.TEXT, ParkedJob::id);
        var type = t.field("type", Codec.TEXT, ParkedJob::type);
        var lane = t.optional("lane", Codec.TEXT, ParkedJob::lane);
        var timer = t.optional("timer", TimerKey.CODEC, ParkedJob::timer);
        var payload = t.field("payload", Codec.TEXT, ParkedJob::payload);
        var attempts = t.field("attempts", Codec.INT, ParkedJob::attempts);
        var reason = t.field("reason", Codec.TEXT, ParkedJob::reason);
        var subjects = t.field("subjects", Ref.CODEC.list(), ParkedJob::subjects);
        var parkedAt = t.field("parkedAt", Codec.INSTANT, ParkedJob::parkedAt);
        return row -> new ParkedJob(
                row.get(id),
                row.get(type),
                row.get(lane),
                row.get(timer),
                row.get(payload),
                row.get(attempts),
                row.get(reason),
                row.get(subjects),
                row.get(parkedAt));
    });

    /** Checks and copies the parts. */
    public ParkedJob {
        Require.id("job id", id);
        Require.slug("job type", type);
        Require.present("payload", payload);
        Require.range("attempts", attempts, 0, Integer.MAX_VALUE);
        Require.present("reason", reason);
        subjects = Require.list("subjects", subjects);
        parkedAt = Require.instant("parking instant", parkedAt);
    }
}
