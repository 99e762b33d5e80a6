package io.itops.testkit.simulation;

import io.itops.core.Require;
import io.itops.core.lifecycle.Workflow;
import io.itops.core.spi.Store;
import io.itops.core.store.Commit;
import io.itops.core.store.CommitResult;
import io.itops.testkit.fault.ForwardingStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A store that checks of every commit that events are the only way to a state: folding the commit's events over the state before must
 * give, character by character, the state that the commit writes. What does not is remembered, and the commit goes on.
 *
 * <p>Thread-safe if the given Store is.
 *
 * @since 0.1
 */
public final class RefoldingStore extends ForwardingStore {
    /** The invariant's name. */
    public static final String INVARIANT = "I13 ReplayEqualsState";

    private final Map<String, Refold<?, ?>> byType = new TreeMap<>();
    private final List<Violation> violations = new ArrayList<>();

    /**
     * Watches a store.
     *
     * @param inner the store that does the work
     * @param workflows the workflows whose records are checked
     */
    public RefoldingStore(Store inner, List<Workflow<?, ?, ?, ?>> workflows) {
        super(inner);
        workflows.forEach(workflow -> Require.that(
                byType.putIfAbsent(workflow.type().name(), new Refold<>(workflow)) == null,
                "workflow",
                "be given once a record type",
                workflow.type()));
    }

    /**
     * What did not hold.
     *
     * @return the violations in the order of the commits
     */
    public List<Violation> violations() {
        synchronized (violations) {
            return List.copyOf(violations);
        }
    }

    @Override
    public CommitResult commit(Commit commit) {
        List<Refold.Before<?, ?>> befores = new ArrayList<>();
        for (Commit.Put put : commit.puts()) {
            Refold<?, ?> refold = byType.get(put.record().ref().type());
            if (refold != null) {
                befores.add(refold.before(put, this));
            }
        }
        CommitResult result = super.commit(commit);
        synchronized (violations) {
            befores.forEach(before -> before.check(commit).ifPresent(this::violated));
            byType.values().forEach(refold -> refold.orphan(commit).ifPresent(this::violated));
        }
        return result;
    }

    private void violated(String text) {
        violations.add(new Violation(INVARIANT, text));
    }
}
