package io.itops.simulation.workflow;

import io.itops.change.Changes;
import io.itops.change.workflow.Change;
import io.itops.change.workflow.ChangeCommand;
import io.itops.change.workflow.ChangeContent;
import io.itops.change.workflow.ChangeId;
import io.itops.change.workflow.ChangeType;
import io.itops.change.workflow.Vote;
import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.Require;
import io.itops.core.lifecycle.Outcome;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Attached changes, with one that ann proposed, beside a model of it. Every command is given to both, and an {@link AssertionError} says
 * where they part.
 *
 * <p>Not thread-safe; confine to one thread.
 *
 * @since 0.1
 */
public final class ChangeBench extends Bench {
    private final Changes changes;
    private final ChangeId id;
    private final ChangeModel model;

    /**
     * A bench with one draft.
     *
     * @param attach attaches changes
     * @param votes how many votes the attached policy asks for, whatever the risk
     * @param draft the draft, normal or emergency, that names no implementer
     */
    public ChangeBench(Function<ItOps, Changes> attach, int votes, ChangeContent.Builder draft) {
        this.changes = Require.present("changes", attach.apply(ops()));
        this.id = changes.propose(draft, Actor.user("ann"));
        this.model = new ChangeModel("ann", change().content().type() == ChangeType.EMERGENCY, votes);
    }

    /**
     * The changes.
     *
     * @return the module
     */
    public Changes changes() {
        return changes;
    }

    /**
     * The change as it stands.
     *
     * @return what is stored
     */
    public Change change() {
        return changes.get(id);
    }

    /**
     * Somebody gives a command.
     *
     * @param command makes the command for the change as it stands
     * @param person who gives it
     */
    public void give(Function<Change, ChangeCommand> command, String person) {
        Change before = change();
        ChangeCommand given = command.apply(before);
        Outcome<Change> outcome = changes.execute(id, OptionalLong.empty(), given, Actor.user(person));
        share().answered(
                        given + " in " + before.phase(),
                        model.take(given, before.content().hash()),
                        outcome);
        settle();
        Change after = change();
        same("phase", model.phase(), after.phase().name());
        same(
                "voters",
                model.voters(),
                after.votes().stream().map(Vote::by).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Override
    public String toString() {
        return "ChangeBench[" + model.phase() + ", voters " + model.voters() + "]";
    }
}
