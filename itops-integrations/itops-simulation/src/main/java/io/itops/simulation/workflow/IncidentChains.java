package io.itops.simulation.workflow;

import static io.itops.testkit.lifecycle.ChainActions.with;

import io.itops.core.ItOps;
import io.itops.core.Require;
import io.itops.core.Severity;
import io.itops.incident.IncidentOptions;
import io.itops.incident.Incidents;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.workflow.HoldReason;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.ActionChainArbitrary;

/**
 * Chains of what happens to incidents: signals of three keys and all severities that fire and end, commands of people, merges that are made and undone, parts
 * that are split off and linked, holds that end, time that passes.
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
        return chains(IncidentChains::attach);
    }

    static Incidents attach(ItOps ops) {
        return Incidents.attach(
                ops,
                IncidentOptions.builder()
                        .policy(EscalationPolicy.builder()
                                .step("ann", Duration.ofMinutes(5))
                                .step("bob", Duration.ofMinutes(10))
                                .build())
                        .closeAfter(Optional.empty())
                        .build());
    }

    /**
     * Chains on incidents that an author attaches.
     *
     * @param attach attaches incidents that resolve with their signals, and neither lose an acknowledgement nor close by time
     * @return chains that shrink; {@code withAction} adds an author's own
     */
    public static ActionChainArbitrary<IncidentBench> chains(Function<ItOps, Incidents> attach) {
        Require.present("incidents", attach);
        return on(() -> new IncidentBench(attach));
    }

    /** Chains on a bench of its own. */
    static ActionChainArbitrary<IncidentBench> on(Supplier<IncidentBench> bench) {
        Arbitrary<String> keys = Arbitraries.of("checkout", "search", "ledger");
        Arbitrary<Integer> places = Arbitraries.integers().between(0, 5);
        return ActionChain.startWith(bench)
                .withAction(6, with(severe(keys), "fire", Severe::fire))
                .withAction(2, with(keys, "end", IncidentBench::end))
                .withAction(1, with(severe(keys), "report", Severe::report))
                .withAction(1, with(severe(keys), "enqueue", Severe::enqueue))
                .withAction(8, with(commands(places), "give", Given::to))
                .withAction(4, with(merges(places), "merge", Given::to))
                .withAction(2, with(links(places), "link", Given::to))
                .withAction(2, with(splits(places, keys), "split", Given::to))
                .withAction(1, with(holds(places), "hold", Given::to))
                .withAction(
                        1,
                        with(
                                Arbitraries.integers().between(1, 30).map(Duration::ofMinutes),
                                "let pass",
                                IncidentBench::let));
    }

    private static Arbitrary<Given> commands(Arbitrary<Integer> places) {
        // the same words each time: a chain is shrunk by what happens in it
        return Combinators.combine(
                        places, OpsArbitraries.incidentCommands(Arbitraries.just("so")), OpsArbitraries.actors())
                .as((place, command, actor) ->
                        new Given(place + ": " + command + " by " + actor, bench -> bench.give(place, command, actor)));
    }

    private static Arbitrary<Given> merges(Arbitrary<Integer> places) {
        return Combinators.combine(places, places, OpsArbitraries.actors())
                .as((place, into, actor) ->
                        new Given(place + " into " + into + " by " + actor, bench -> bench.merge(place, into, actor)));
    }

    private static Arbitrary<Given> links(Arbitrary<Integer> places) {
        return Combinators.combine(places, Arbitraries.integers().between(-1, 5), OpsArbitraries.actors())
                .as((place, parent, actor) -> new Given(
                        place + (parent < 0 ? " to none" : " to " + parent) + " by " + actor,
                        bench -> bench.link(place, parent < 0 ? OptionalInt.empty() : OptionalInt.of(parent), actor)));
    }

    private static Arbitrary<Given> splits(Arbitrary<Integer> places, Arbitrary<String> keys) {
        return Combinators.combine(places, severe(keys), OpsArbitraries.actors())
                .as((place, part, actor) -> new Given(
                        part + " off " + place + " by " + actor,
                        bench -> bench.split(place, part.key(), part.severity(), actor)));
    }

    private static Arbitrary<Given> holds(Arbitrary<Integer> places) {
        return Combinators.combine(
                        places,
                        Arbitraries.of(HoldReason.values()),
                        Arbitraries.integers().between(1, 20))
                .as((place, reason, minutes) -> new Given(
                        place + " for " + reason + ", " + minutes + " minutes",
                        bench -> bench.hold(place, reason, Duration.ofMinutes(minutes))));
    }

    private static Arbitrary<Severe> severe(Arbitrary<String> keys) {
        return Combinators.combine(keys, Arbitraries.of(Severity.class)).as(Severe::new);
    }

    /** A dedup key, and how bad its trouble is. */
    private record Severe(String key, Severity severity) {
        static void fire(IncidentBench bench, Severe trouble) {
            bench.fire(trouble.key(), trouble.severity());
        }

        static void report(IncidentBench bench, Severe trouble) {
            bench.report(trouble.key(), trouble.severity());
        }

        static void enqueue(IncidentBench bench, Severe trouble) {
            bench.enqueue(trouble.key(), trouble.severity());
        }

        @Override
        public String toString() {
            return key + ' ' + severity;
        }
    }

    /** What is done with all that belongs to it, told in one line. */
    private record Given(String told, Consumer<IncidentBench> what) {
        static void to(IncidentBench bench, Given given) {
            given.what().accept(bench);
        }

        @Override
        public String toString() {
            return told;
        }
    }
}
