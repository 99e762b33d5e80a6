package io.itops.testkit.lifecycle;

import io.itops.core.Require;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.Transformer;

/**
 * Actions of jqwik's chains on a bench: an object that has the code under check and a model of it, does each thing to both and throws an
 * {@link AssertionError} where they part.
 *
 * <pre>{@code
 * private static ActionChainArbitrary<TicketBench> actions(Supplier<TicketBench> bench) {
 *     return ActionChain.startWith(bench)
 *             .withAction(2, ChainActions.with(Arbitraries.of("ann", "bob"), "assign", TicketBench::assign))
 *             .withAction(1, ChainActions.does("solve", TicketBench::solve));
 * }
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class ChainActions {
    private ChainActions() {}

    /**
     * Something that is done to a bench.
     *
     * @param <B> the bench
     * @param name what it is called where a chain is told
     * @param what does it
     * @return an action that can always be taken
     */
    public static <B> Action<B> does(String name, Consumer<? super B> what) {
        Require.present("what is done", what);
        return Action.just(Require.text("name of an action", name, 200), bench -> {
            what.accept(bench);
            return bench;
        });
    }

    /**
     * Something that is done to a bench with what is drawn for it.
     *
     * @param <B> the bench
     * @param <T> what is drawn
     * @param drawn what can be drawn
     * @param name what it is called where a chain is told, before what was drawn
     * @param what does it
     * @return an action that can always be taken, and is shrunk by what is drawn for it
     */
    public static <B, T> Action<B> with(Arbitrary<T> drawn, String name, BiConsumer<? super B, ? super T> what) {
        Require.present("what is drawn", drawn);
        Require.text("name of an action", name, 200);
        Require.present("what is done", what);
        return (Action.Independent<B>) () -> drawn.map(one -> Transformer.transform(name + ' ' + one, bench -> {
            what.accept(bench, one);
            return bench;
        }));
    }

    /**
     * How the first of some chains goes wrong that does: the proof that a generator finds a planted fault.
     *
     * @param <C> the chains
     * @param chains what is drawn from
     * @param most how many are drawn at most, 1 to 1,000,000
     * @param run runs one, and throws an {@link AssertionError} if it goes wrong
     * @return what went wrong, empty if all went well
     */
    public static <C> Optional<AssertionError> fault(Arbitrary<? extends C> chains, int most, Consumer<? super C> run) {
        Require.present("run", run);
        return Require.present("chains", chains)
                .sampleStream()
                .limit(Require.range("chains", most, 1, 1_000_000))
                .flatMap(chain -> wrong(chain, run).stream())
                .findFirst();
    }

    private static <C> Optional<AssertionError> wrong(C chain, Consumer<? super C> run) {
        try {
            run.accept(chain);
            return Optional.empty();
        } catch (AssertionError e) {
            return Optional.of(e);
        }
    }
}
