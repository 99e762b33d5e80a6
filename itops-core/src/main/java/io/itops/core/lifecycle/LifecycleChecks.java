package io.itops.core.lifecycle;

import io.itops.core.InvalidDefinitionException.Problem;
import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules of a table. A rule that another broken rule makes void (nothing is reachable without a start) stays silent. */
final class LifecycleChecks<S extends Enum<S>, A extends Enum<A>> {
    private static final int LONGEST_LABEL = 60;

    private final List<S> states;
    private final List<A> actions;
    private final List<Lifecycle.Cell<S, A>> declared;
    private final Set<S> ends;
    private final Labels labels;
    private final List<Problem> found = new ArrayList<>();

    LifecycleChecks(List<S> states, List<A> actions, List<Lifecycle.Cell<S, A>> declared, Set<S> ends, Labels labels) {
        this.states = states;
        this.actions = actions;
        this.declared = declared;
        this.ends = ends;
        this.labels = labels;
    }

    List<Problem> problems() {
        deterministic();
        everyActionUsed();
        everyStateReachable();
        noTrap();
        readable("state", states);
        readable("action", actions);
        return found;
    }

    private void deterministic() {
        Map<String, List<S>> targets = new LinkedHashMap<>();
        for (Lifecycle.Cell<S, A> cell : declared) {
            String where = (cell.from() == null ? "start" : cell.from().name()) + " x "
                    + cell.action().name();
            targets.computeIfAbsent(where, w -> new ArrayList<>()).add(cell.to());
        }
        targets.forEach((where, to) -> {
            if (to.size() > 1) {
                problem("cell " + where, "be declared once", names(to));
            }
        });
    }

    private void everyActionUsed() {
        Set<A> unused = new LinkedHashSet<>(actions);
        declared.forEach(cell -> unused.remove(cell.action()));
        unused.forEach(action -> problem("action " + action.name(), "be allowed somewhere", "in no cell"));
    }

    private void everyStateReachable() {
        Set<S> starts = declared.stream()
                .filter(Lifecycle.Cell::starts)
                .map(Lifecycle.Cell::to)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (starts.isEmpty()) {
            problem("starts", "name at least one action and state", "none");
            return;
        }
        Set<S> reached = closure(starts, false);
        states.stream()
                .filter(state -> !reached.contains(state))
                .forEach(state -> problem("state " + state.name(), "be reachable from a start", "reachable from none"));
    }

    private void noTrap() {
        if (ends.isEmpty()) {
            problem("ends", "name at least one state", "none");
            return;
        }
        Set<S> escaping = closure(ends, true);
        states.stream()
                .filter(state -> !escaping.contains(state))
                .forEach(state -> problem("state " + state.name(), "have a way to some end or be one", "a trap"));
    }

    /** All states that moves lead to from the given ones or, backwards, from which moves lead to the given ones. */
    private Set<S> closure(Collection<S> from, boolean backwards) {
        Set<S> seen = new LinkedHashSet<>(from);
        Deque<S> open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            S state = open.remove();
            for (Lifecycle.Cell<S, A> cell : declared) {
                S near = backwards ? cell.to() : cell.from();
                S far = backwards ? cell.from() : cell.to();
                if (near == state && far != null && seen.add(far)) {
                    open.add(far);
                }
            }
        }
        return seen;
    }

    private void readable(String kind, List<? extends Enum<?>> constants) {
        Map<String, List<Enum<?>>> byLabel = new LinkedHashMap<>();
        for (Enum<?> constant : constants) {
            try {
                String label = Require.id("label of " + kind + ' ' + constant.name(), labels.of(constant));
                Require.text("label of " + kind + ' ' + constant.name(), label, LONGEST_LABEL);
                byLabel.computeIfAbsent(label, l -> new ArrayList<>()).add(constant);
            } catch (InvalidInputException e) {
                problem(e.what(), e.rule(), e.value());
            }
        }
        byLabel.forEach((label, same) -> {
            if (same.size() > 1) {
                problem("label " + label, "belong to one " + kind, names(same));
            }
        });
    }

    private void problem(String what, String rule, String value) {
        found.add(new Problem(what, rule, value));
    }

    private static String names(Collection<? extends Enum<?>> constants) {
        return constants.stream().map(Enum::name).collect(Collectors.joining(", "));
    }
}
