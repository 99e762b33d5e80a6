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
 */
record SlotChain(String name, String token, Optional<Instant> lastSlot, Duration downtime) {
    static final RecordType<SlotChain> TYPE = RecordType.of("slot-chain", 1, t -> {
        t.id(SlotChain::name);
        var name = t.field("name", Codec.TEXT, SlotChain::name);
        var token = t.field("token", Codec.TEXT, SlotChain::token);
        var lastSlot = t.optional("lastSlot", Codec.INSTANT, SlotChain::lastSlot);
        var downtime = t.field("downtime", Codec.DURATION, SlotChain::downtime);
        return row -> new SlotChain(row.get(name), row.get(token), row.get(lastSlot), row.get(downtime));
    });

    SlotChain {
        Require.id("chain name", name);
        Require.id("chain token", token);
        Require.present("last slot", lastSlot);
        Require.present("downtime", downtime);
    }

    static SlotChain begin(String name, String token) {
        return new SlotChain(name, token, Optional.empty(), Duration.ZERO);
    }

    SlotChain anew(String otherToken) {
        return new SlotChain(name, otherToken, lastSlot, downtime);
    }

    SlotChain after(Instant slot) {
        return new SlotChain(name, token, Optional.of(slot), downtime);
    }

    /** This chain as it resumes at a slot: what lies between the last slot and the one before this counts as downtime. */
    SlotChain resumedAt(Instant slot, Duration interval) {
        if (lastSlot.isEmpty()) {
            return this;
        }
        Duration gap = Duration.between(lastSlot.get(), slot).minus(interval);
        return gap.isNegative() ? this : new SlotChain(name, token, lastSlot, downtime.plus(gap));
    }
}
