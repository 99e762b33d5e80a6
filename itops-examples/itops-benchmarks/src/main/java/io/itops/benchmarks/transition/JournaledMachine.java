package io.itops.benchmarks.transition;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.store.InMemoryStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;

/** The SDK's whole workflow: each transition is a commit of a record and an entry of the hashed journal, in the store in memory. */
final class JournaledMachine implements Machine {
    private static final Actor ACTOR = Actor.system("benchmark");
    private static final String ID = "ticket-1";

    private final ItOps ops;

    JournaledMachine() {
        ops = ItOps.builder()
                .store(new InMemoryStore())
                .clock(InstantSource.fixed(Instant.parse("2026-11-24T00:00:00Z")))
                .build();
        if (!fire(Action.OPEN)) {
            throw new IllegalStateException("a ticket cannot be opened");
        }
    }

    @Override
    public boolean fire(Action action) {
        return ops.transact(
                ACTOR,
                unit -> Ticket.WORKFLOW.execute(unit, ID, OptionalLong.empty(), new Ticket.Move(ID, action), "")
                        instanceof Outcome.Accepted);
    }

    @Override
    public Phase phase() {
        return ops.records().find(Ticket.TYPE, ID).orElseThrow().value().phase();
    }

    @Override
    public void close() {
        ops.close();
    }
}
