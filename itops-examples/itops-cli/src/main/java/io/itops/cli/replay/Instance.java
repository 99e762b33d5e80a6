package io.itops.cli.replay;

import io.itops.core.Actor;
import io.itops.core.IdSource;
import io.itops.core.ItOps;
import io.itops.core.Reason;
import io.itops.core.access.AccessDecision;
import io.itops.core.delivery.Delivery;
import io.itops.core.delivery.DeliveryResult;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.spi.Notifier;
import io.itops.core.store.InMemoryStore;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** An instance of the SDK in memory whose time is the log's. Its jobs are never run, so that nobody is paged. */
final class Instance {
    static final Actor ACTOR = Actor.integration("replay");

    /** An id has 26 characters, of which a count has nine. */
    private static final String PADDING = "0".repeat(26 - 9);

    private Instance() {}

    static ItOps at(ReplayClock clock) {
        return ItOps.builder()
                .store(new InMemoryStore())
                .clock(clock)
                .ids(counted())
                .authorizer((actor, permission, subject) -> AccessDecision.allow("a replay"))
                .notifier(new Nobody())
                .build();
    }

    /** The same ids in every replay, and in order: what comes next lies beside what came last in every index. */
    private static IdSource counted() {
        AtomicLong last = new AtomicLong(1L << 40);
        return () -> Long.toString(last.incrementAndGet(), 32) + PADDING;
    }

    /** Why a command was refused; empty if it was not. */
    static Optional<String> refusal(Outcome<?> outcome) {
        return outcome.kind() == Outcome.Kind.ACCEPTED
                ? Optional.empty()
                : Optional.of(outcome.reasons().stream().map(Reason::text).collect(Collectors.joining("; ")));
    }

    /** Reaches nobody, and is not asked to. */
    private static final class Nobody implements Notifier {
        @Override
        public String name() {
            return "nobody";
        }

        @Override
        public DeliveryResult send(Delivery delivery) {
            return DeliveryResult.ok("nobody");
        }
    }
}
