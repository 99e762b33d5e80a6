package io.itops.monitoring;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A chain of jobs, one a slot, each of which queues the next. Whoever attaches begins a chain anew under another token, so that a
 * chain that broke, or one that another process left behind, neither stops the evaluation nor doubles it.
 *
 * @param name what the chain drives
 * @param token the jobs of another token belong to an older chain and do nothing
 * @param lastSlot the last slot that was worked through
 * @param downtime how long the chain has been interrupted between one process and the next, in all
 * @param missed how much time lies in slots that nobody worked through although a process lived, in all
 * @param job the job that waits for the next slot
 * @param nextSlot that slot
 */
record SlotChain(
        String name,
        String token,
        Optional<Instant> lastSlot,
        Duration downtime,
        Duration missed,
        String job,
        Instant nextSlot) {
    static final RecordType<SlotChain> TYPE = RecordType.of("slot-chain", 2, t -> {
        // What version 1 did not have is absent from it.
        t.upgrade(1, before -> before);
        t.id(SlotChain::name);
        var name = t.field("name", Codec.TEXT, SlotChain::name);
        var token = t.field("token", Codec.TEXT, SlotChain::token);
        var lastSlot = t.optional("lastSlot", Codec.INSTANT, SlotChain::lastSlot);
        var downtime = t.field("downtime", Codec.DURATION, SlotChain::downtime);
        var missed = t.optional(
                "missed",
                Codec.DURATION,
                (SlotChain chain) -> Optional.of(chain.missed()).filter(m -> !m.isZero()));
        var job = t.field("job", Codec.TEXT, SlotChain::job);
        var nextSlot = t.field("nextSlot", Codec.INSTANT, SlotChain::nextSlot);
        return row -> new SlotChain(
                row.get(name),
                row.get(token),
                row.get(lastSlot),
                row.get(downtime),
                row.get(missed).orElse(Duration.ZERO),
                row.get(job),
                row.get(nextSlot));
    });

    SlotChain {
        Require.id("chain name", name);
        Require.id("chain token", token);
        Require.present("last slot", lastSlot);
        Require.present("downtime", downtime);
        Require.present("time missed", missed);
        Require.id("job", job);
        nextSlot = Require.instant("next slot", nextSlot);
    }

    /** This chain once a slot has been worked through. */
    SlotChain after(Instant slot) {
        return new SlotChain(name, token, Optional.of(slot), downtime, missed, job, nextSlot);
    }

    /** This chain as another job waits for its next slot. */
    SlotChain waiting(String nextJob, SlotTicket ticket) {
        return new SlotChain(name, ticket.token(), lastSlot, downtime, missed, nextJob, ticket.slot());
    }

    /** This chain as it resumes at a slot: what lies between the last slot and the one before this counts as downtime. */
    SlotChain resumedAt(Instant slot, Duration interval) {
        Duration gap = gap(slot, interval);
        return gap.isZero() ? this : new SlotChain(name, token, lastSlot, downtime.plus(gap), missed, job, nextSlot);
    }

    /** This chain as it goes on at a slot: what lies between the last slot and the one before this was missed. */
    SlotChain missedUntil(Instant slot, Duration interval) {
        Duration gap = gap(slot, interval);
        return gap.isZero() ? this : new SlotChain(name, token, lastSlot, downtime, missed.plus(gap), job, nextSlot);
    }

    private Duration gap(Instant slot, Duration interval) {
        Duration gap = lastSlot.map(last -> Duration.between(last, slot).minus(interval))
                .orElse(Duration.ZERO);
        return gap.isNegative() ? Duration.ZERO : gap;
    }
}
