package io.itops.testkit.lifecycle;

import io.itops.core.Require;
import io.itops.core.lifecycle.Lifecycle;

/**
 * Checks a lifecycle, or code that claims to follow one, against what its author says it does.
 *
 * <pre>{@code
 * List<Command> commands =
 *         List.of(new Open("t1"), new Assign("ann"), new Assign("bob"), new Solve(), new Reopen());
 * var moves = WorkflowMoves.of(Ticket.WORKFLOW, "t1", "", commands)
 *         .refusing((ticket, command) -> command.equals(new Assign(ticket.owner())));
 * LifecycleModel<Phase, Action> model = LifecycleModel.of(Phase.class, Action.class, """
 *         -      OPEN   ASSIGN SOLVE  REOPEN
 *         -      NEW    .      .      .
 *         NEW    .      TAKEN  .      .
 *         TAKEN  .      TAKEN  DONE   .
 *         DONE   .      .      .      NEW
 *         """);
 * LifecycleReport report = LifecycleProperties.check(Ticket.LIFECYCLE, model.driving(moves));
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class LifecycleProperties {
    private LifecycleProperties() {}

    /**
     * Walks every state with every action: where the table has a cell, the thing must go where the model says; where it has none,
     * the action must be refused with the reason that the table generates, and change nothing. Then runs random chains of actions
     * against the model; one that goes wrong is shrunk to a short one. Prints the report, with the share of refused actions and the
     * seed.
     *
     * @param <S> the states
     * @param <A> the actions
     * @param lifecycle the table
     * @param model what its author says about it, and what is driven
     * @return what was walked through
     * @throws AssertionError naming every cell that is wrong, and a shrunk chain with the seed that replays it; also if less than 10 %
     *     or more than 90 % of the actions of all chains were refused, for such chains show little
     */
    public static <S extends Enum<S>, A extends Enum<A>> LifecycleReport check(
            Lifecycle<S, A> lifecycle, LifecycleModel<S, A> model) {
        LifecycleReport report =
                new LifecycleCheck<>(Require.present("lifecycle", lifecycle), Require.present("model", model)).run();
        System.out.println(report);
        if (report.refusedShare() < 0.1 || report.refusedShare() > 0.9) {
            throw new AssertionError("share of refused actions must be from 10 to 90 %: " + report);
        }
        return report;
    }
}
