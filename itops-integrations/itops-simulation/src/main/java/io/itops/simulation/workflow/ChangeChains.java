package io.itops.simulation.workflow;

import io.itops.change.Changes;
import io.itops.change.workflow.Change;
import io.itops.change.workflow.ChangeCommand;
import io.itops.change.workflow.ChangePolicy;
import io.itops.change.workflow.PlanStep;
import io.itops.core.ItOps;
import io.itops.testkit.lifecycle.ChainActions;
import java.time.Duration;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.ActionChainArbitrary;

/**
 * Chains of commands of five people on one change, the way ahead likelier than the ways out.
 *
 * <pre>{@code
 * @Provide
 * Arbitrary<ActionChain<ChangeBench>> emergencies() {
 *     return ChangeChains.emergencies().withMaxTransformations(25);
 * }
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class ChangeChains {
    private static final int VOTES = 2;

    private ChangeChains() {}

    /**
     * Chains on a normal change that needs two votes.
     *
     * @return chains that shrink; {@code withAction} adds an author's own
     */
    public static ActionChainArbitrary<ChangeBench> normals() {
        return chains(ChangeChains::attach, VOTES, false);
    }

    /**
     * Chains on an emergency change that needs two votes.
     *
     * @return chains that shrink; {@code withAction} adds an author's own
     */
    public static ActionChainArbitrary<ChangeBench> emergencies() {
        return chains(ChangeChains::attach, VOTES, true);
    }

    /**
     * Chains on changes that an author attaches.
     *
     * @param attach attaches changes
     * @param votes how many votes the attached policy asks for, whatever the risk
     * @param emergency whether the change is an emergency
     * @return chains that shrink; {@code withAction} adds an author's own
     */
    public static ActionChainArbitrary<ChangeBench> chains(
            Function<ItOps, Changes> attach, int votes, boolean emergency) {
        return ActionChain.startWith(() -> new ChangeBench(
                        attach,
                        votes,
                        (emergency ? Change.emergency("ledger 2.4") : Change.normal("ledger 2.4"))
                                .component("ledger")
                                .plan(PlanStep.of("switch over"))))
                .withAction(2, people("edit", ChangeChains::edit))
                .withAction(
                        8,
                        people(
                                "submit",
                                (change, by) -> new ChangeCommand.Submit(
                                        by, change.content().type())))
                .withAction(6, people("assess", (change, by) -> new ChangeCommand.Assess(by, "fine")))
                .withAction(
                        14,
                        people(
                                "approve",
                                (change, by) -> new ChangeCommand.Approve(
                                        by, change.content().hash())))
                .withAction(
                        2,
                        people(
                                "approve what was never asked",
                                (change, by) -> new ChangeCommand.Approve(
                                        by,
                                        change.content().toBuilder()
                                                .title("another")
                                                .build()
                                                .hash())))
                .withAction(1, people("reject", (change, by) -> new ChangeCommand.Reject(by, "no")))
                .withAction(6, people("start", (change, by) -> new ChangeCommand.Start(by)))
                .withAction(4, people("finish", (change, by) -> new ChangeCommand.Finish(by, true, "")))
                .withAction(3, people("back out", (change, by) -> new ChangeCommand.BackOut(by, "it fails")))
                .withAction(3, people("close", (change, by) -> new ChangeCommand.Close(by, "fine")))
                .withAction(1, people("cancel", (change, by) -> new ChangeCommand.Cancel(by, "no need")))
                .withAction(2, people("comment", (change, by) -> new ChangeCommand.Comment(by, "hm")));
    }

    /** Each edit writes something else, so that each voids the votes. */
    private static ChangeCommand edit(Change change, String by) {
        return new ChangeCommand.Edit(
                by,
                change.content().toBuilder()
                        .description(change.content().description() + "+")
                        .build());
    }

    private static Changes attach(ItOps ops) {
        return Changes.attach(ops, new ChangePolicy("two", VOTES, VOTES, 1, new TreeSet<>(), Duration.ofDays(3)));
    }

    private static Action<ChangeBench> people(String name, BiFunction<Change, String, ChangeCommand> command) {
        return ChainActions.with(
                Arbitraries.of("ann", "bob", "cat", "dan", "eve"),
                name,
                (bench, person) -> bench.give(change -> command.apply(change, person), person));
    }
}
