package io.itops.testkit.lifecycle;

import io.itops.core.Require;
import io.itops.core.lifecycle.Outcome;
import java.util.Locale;

/**
 * Counts the commands of chains, and how many of them the model says are to be refused: chains of which nearly all or nearly none are
 * show little.
 *
 * <pre>{@code
 * share.answered("solve", due, go(Ticket.Phase.DONE, owner, Ticket.Action.SOLVE));
 * }</pre>
 *
 * <p>Not thread-safe; confine to one thread.
 *
 * @since 0.1
 */
public final class RefusedShare {
    private long chains;
    private long commands;
    private long refused;

    /** Nothing yet. */
    public RefusedShare() {}

    /**
     * A command was given to the model and to the code.
     *
     * @param command what is told where they part
     * @param due whether it must be carried out, by the model
     * @param carriedOut whether it was
     * @throws AssertionError if they part
     */
    public void answered(Object command, boolean due, boolean carriedOut) {
        compare(command, due, carriedOut, carriedOut ? "carried out" : "refused");
    }

    /**
     * A command was given to the model and to a workflow of the SDK.
     *
     * @param command what is told where they part
     * @param due whether it must be carried out, by the model
     * @param outcome what came of it
     * @throws AssertionError if they part, with the reasons for which it was refused
     */
    public void answered(Object command, boolean due, Outcome<?> outcome) {
        compare(command, due, Require.present("outcome", outcome).kind() == Outcome.Kind.ACCEPTED, outcome);
    }

    private void compare(Object command, boolean due, boolean carriedOut, Object found) {
        commands++;
        refused += due ? 0 : 1;
        if (due != carriedOut) {
            throw new AssertionError(command + " must be " + (due ? "carried out" : "refused") + ", but was " + found);
        }
    }

    /**
     * Adds a chain that was counted by itself.
     *
     * @param chain its commands
     */
    public void add(RefusedShare chain) {
        Require.present("chain", chain);
        chains++;
        commands += chain.commands;
        refused += chain.refused;
    }

    /**
     * How many chains were added.
     *
     * @return the count
     */
    public long chains() {
        return chains;
    }

    /**
     * How many commands were given.
     *
     * @return the count
     */
    public long commands() {
        return commands;
    }

    /**
     * How many of them were refused.
     *
     * @return at most {@link #commands()}
     */
    public long refused() {
        return refused;
    }

    /**
     * Prints the counts, and holds the share to 10 to 90 %.
     *
     * @param what what the chains are of
     * @throws AssertionError if no command was given, or fewer than 10 % or more than 90 % of them were refused
     */
    public void check(String what) {
        String told = Require.text("chains", what, 200) + ": " + this;
        System.out.println(told);
        if (commands == 0 || refused * 10 < commands || refused * 10 > commands * 9) {
            throw new AssertionError("share of refused commands must be from 10 to 90 %: " + told);
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d chains of %d commands, %.0f %% refused",
                chains,
                commands,
                commands == 0 ? 0 : 100.0 * refused / commands);
    }
}
