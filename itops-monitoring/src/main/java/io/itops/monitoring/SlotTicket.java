package io.itops.monitoring;

import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import io.itops.monitoring.rule.EvaluatedSlot;
import java.time.Duration;
import java.time.Instant;

/**
 * What a job of a chain says.
 *
 * @param chain the chain's name
 * @param token the chain's token when the job was queued
 * @param slot the scheduled instant
 * @param from the first rule that is still to be evaluated, for the rest of a slot that was too large for one commit; else -1
 * @param first whether this is the first job of the token, and what lies before it is an interruption
 */
record SlotTicket(String chain, String token, Instant slot, int from, boolean first) {
    static final Codec<SlotTicket> CODEC = Shape.of("slot ticket", s -> {
        var chain = s.field("chain", Codec.TEXT, SlotTicket::chain);
        var token = s.field("token", Codec.TEXT, SlotTicket::token);
        var slot = s.field("slot", Codec.INSTANT, SlotTicket::slot);
        var from = s.field("from", Codec.INT, SlotTicket::from);
        var first = s.field("first", Codec.BOOL, SlotTicket::first);
        return row -> new SlotTicket(row.get(chain), row.get(token), row.get(slot), row.get(from), row.get(first));
    });

    static SlotTicket first(String chain, String token, Instant slot, boolean interrupted) {
        return new SlotTicket(chain, token, slot, -1, interrupted);
    }

    boolean isRest() {
        return from >= 0;
    }

    SlotTicket next(Instant slotAfter) {
        return new SlotTicket(chain, token, slotAfter, -1, false);
    }

    /** The rest of the same slot, too large for one commit. */
    SlotTicket rest(Instant sameSlot, int rule) {
        return new SlotTicket(chain, token, sameSlot, rule, false);
    }

    /** The newest slot at an instant: whole multiples of the interval since 1970-01-01T00:00Z. */
    static Instant newest(Instant now, Duration interval) {
        return EvaluatedSlot.newest(now, interval);
    }
}
