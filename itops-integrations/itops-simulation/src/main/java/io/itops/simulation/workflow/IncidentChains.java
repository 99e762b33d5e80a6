package io.itops.simulation.workflow;

import static io.itops.testkit.lifecycle.ChainActions.with;

import io.itops.core.ItOps;
import io.itops.incident.IncidentOptions;
import io.itops.incident.Incidents;
import io.itops.incident.escalation.EscalationPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.ActionChainArbitrary;

/**
 * Chains of what happens to incidents: signals of two keys that fire and end, commands of people, time that passes.
 *
 * <pre>{@code
 * @Property(tries = 20)
 * void incidentsDoWhatTheModelSays(@ForAll("incidents") ActionChain<IncidentBench> chain) {
 *     try (IncidentBench bench = chain.run()) {
 *         bench.refold();
 *     }
 * }
 *
 * @Provide
 * Arbitrary<ActionChain<IncidentBench>> incidents() {
 *     return IncidentChains.chains().withMaxTransformations(40);
 * }
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class IncidentChains {
    private IncidentChains() {}

    /**
     * Chains on incidents as the SDK attaches them, with an escalation policy of two steps.
     *
     * @return chains that shrink; {@code withAction} adds an author's own
     */
    public static ActionChainArbitrary<IncidentBench> chains() {
        return chains(ops -> Incidents.attach(
                ops,
                IncidentOptions.builder()
                        .policy(EscalationPolicy.builder()
                                .step("ann", Duration.ofMinutes(5))
                                .step("bob", Duration.ofMinutes(10))
                                .build())
                        .closeAfter(Optional.empty())
                        .build()));
    }

    /**
     * Chains on incidents that an author attaches.
     *
     * @param attach attaches incidents that resolve with their signals, and neither lose an acknowledgement nor close by time
     * @return chains that shrink; {@code withAction} adds an author's own
     */
    public static ActionChainArbitrary<IncidentBench> chains(Function<ItOps, Incidents> attach) {
        Arbitrary<String> keys = Arbitraries.of("checkout", "search");
        return ActionChain.startWith(() -> new IncidentBench(attach))
                .withAction(4, with(keys, "fire", IncidentBench::fire))
                .withAction(1, with(keys, "end", IncidentBench::end))
                .withAction(1, with(keys, "report", IncidentBench::report))
                .withAction(1, with(keys, "enqueue", IncidentBench::enqueue))
                .withAction(
                        8,
                        with(
                                Combinators.combine(
                                                keys,
                                                // the same words each time: a chain is shrunk by what happens in it
                                                OpsArbitraries.incidentCommands(Arbitraries.just("so")),
                                                OpsArbitraries.actors())
                                        .as((key, command, actor) -> new Given(
                                                key + ": " + command + " by " + actor,
                                                bench -> bench.give(key, command, actor))),
                                "give",
                                (bench, given) -> given.to().accept(bench)))
                .withAction(
                        1,
                        with(
                                Arbitraries.integers().between(1, 30).map(Duration::ofMinutes),
                                "pass",
                                IncidentBench::pass));
    }

    /** A command with all that belongs to it, told in one line. */
    private record Given(String told, java.util.function.Consumer<IncidentBench> to) {
        @Override
        public String toString() {
            return told;
        }
    }
}
