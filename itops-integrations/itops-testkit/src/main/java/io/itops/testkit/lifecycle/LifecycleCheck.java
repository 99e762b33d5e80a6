package io.itops.testkit.lifecycle;

import io.itops.core.Reason;
import io.itops.core.lifecycle.Lifecycle;
import io.itops.testkit.lifecycle.Moves.Expected;
import io.itops.testkit.lifecycle.Moves.Run;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One check of one lifecycle. Not thread-safe; confine to one thread. */
final class LifecycleCheck<S extends Enum<S>, A extends Enum<A>> {
    private static final int MAX_WAYS = 5_000;
    private static final int MAX_PROBLEMS = 50;

    private final Lifecycle<S, A> lifecycle;
    private final LifecycleModel<S, A> model;
    private final Moves<S, A> driven;
    private final List<String> moves;
    private final Set<A> tried;
    private final List<String> problems = new ArrayList<>();
    private int cells;
    private int absent;

    LifecycleCheck(Lifecycle<S, A> lifecycle, LifecycleModel<S, A> model) {
        this.lifecycle = lifecycle;
        this.model = model;
        Moves<S, A> given = model.moves();
        this.driven = given == null ? SubjectMoves.table(lifecycle) : given;
        this.moves = driven.of(lifecycle);
        this.tried = new HashSet<>();
    }

    LifecycleReport run() {
        compareTables();
        walk();
        lifecycle.actions().stream()
                .filter(action -> !tried.contains(action))
                .forEach(action -> problems.add("no command has the action " + action));
        LifecycleChains chains = new LifecycleChains(model.chains(), model.seed(), moves.size(), this::chain);
        Optional<String> broken = chains.run(4 * lifecycle.states().size() + 4);
        if (problems.isEmpty() && broken.isEmpty()) {
            return new LifecycleReport(
                    lifecycle.name(), cells, absent, model.chains(), chains.moved(), chains.refused(), model.seed());
        }
        List<String> all = new ArrayList<>(problems.subList(0, Math.min(problems.size(), MAX_PROBLEMS)));
        broken.ifPresent(all::add);
        throw new AssertionError(
                "lifecycle " + lifecycle.name() + " is not what its model says:\n  - " + String.join("\n  - ", all));
    }

    private void compareTables() {
        for (@Nullable S state : states()) {
            for (A action : lifecycle.actions()) {
                S table = lifecycle.next(state, action);
                S said = model.rule().after(state, action);
                if (table != said) {
                    problems.add(action + " in " + name(state) + " " + leads(table) + " by the table, but "
                            + leads(said) + " by the model");
                }
            }
        }
    }

    private List<@Nullable S> states() {
        List<@Nullable S> states = new ArrayList<>();
        states.add(null);
        states.addAll(lifecycle.states());
        return states;
    }

    /** Tries every move in every state that can be come to. */
    private void walk() {
        Map<@Nullable S, List<Integer>> ways = ways();
        for (@Nullable S state : states()) {
            List<Integer> way = ways.get(state);
            if (way == null) {
                if (state != null) {
                    problems.add("no chain of the given moves leads to " + state);
                }
                continue;
            }
            for (int move = 0; move < moves.size(); move++) {
                try (Run<S, A> run = driven.start(lifecycle)) {
                    way.forEach(run::perform);
                    if (model.rule().after(state, run.action(move)) == null) {
                        absent++;
                    } else {
                        cells++;
                    }
                    Step step = step(run, move);
                    if (!step.problem().isEmpty()) {
                        problems.add(step.problem() + (way.isEmpty() ? "" : ", after " + names(way)));
                    }
                }
            }
        }
    }

    /** The shortest way to each state, by trying. */
    private Map<@Nullable S, List<Integer>> ways() {
        Map<@Nullable S, List<Integer>> ways = new LinkedHashMap<>();
        Set<Object> seen = new HashSet<>();
        Deque<List<Integer>> open = new ArrayDeque<>(List.of(List.of()));
        for (int tried = 0;
                tried < MAX_WAYS
                        && !open.isEmpty()
                        && ways.size() <= lifecycle.states().size(); ) {
            List<Integer> way = open.removeFirst();
            for (int move = -1; move < moves.size(); move++) {
                tried++;
                try (Run<S, A> run = driven.start(lifecycle)) {
                    way.forEach(run::perform);
                    List<Integer> longer = new ArrayList<>(way);
                    if (move >= 0) {
                        if (!run.perform(move).isEmpty()) {
                            continue;
                        }
                        longer.add(move);
                    }
                    ways.putIfAbsent(run.state(), longer);
                    if (seen.add(run.place()) && move >= 0) {
                        open.add(longer);
                    }
                } catch (RuntimeException e) {
                    // what throws leads nowhere; the walk and the chains report it
                }
            }
        }
        return ways;
    }

    /** What came of one move: empty texts where nothing is wrong or nothing was refused. */
    private record Step(String problem, boolean refused) {}

    private Step step(Run<S, A> run, int move) {
        @Nullable S before = run.state();
        Object was = run.snapshot();
        A action = run.action(move);
        tried.add(action);
        @Nullable S said = model.rule().after(before, action);
        Expected expected = said == null ? Expected.REFUSED : run.expected(move);
        String what = moves.get(move) + " in " + name(before) + " ";
        List<Reason> reasons;
        try {
            reasons = run.perform(move);
        } catch (RuntimeException e) {
            return new Step(what + "threw " + e, false);
        }
        @Nullable S after = run.state();
        if (expected == Expected.REFUSED) {
            return new Step(refused(what, run, was, said == null, before, action, reasons), true);
        }
        @Nullable S due = expected == Expected.STAYING ? before : said;
        if (!reasons.isEmpty()) {
            return new Step(what + "must lead to " + due + ", but was refused: " + reasons, true);
        }
        if (expected == Expected.STAYING && !run.snapshot().equals(was)) {
            return new Step(what + "must change nothing, but " + was + " became " + run.snapshot(), false);
        }
        return new Step(after == due ? "" : what + "must lead to " + due + ", but led to " + name(after), false);
    }

    private String refused(
            String what,
            Run<S, A> run,
            Object was,
            boolean byTable,
            @Nullable S before,
            A action,
            List<Reason> reasons) {
        if (reasons.isEmpty()) {
            return what + "must be refused, but was carried out and led to " + name(run.state());
        }
        if (!run.snapshot().equals(was)) {
            return what + "was refused, but must then change nothing: it was " + was + " and became " + run.snapshot();
        }
        if (byTable && !lifecycle.allows(before, action) && !reasons.contains(lifecycle.refusal(before, action))) {
            return what + "must be refused with the reason " + lifecycle.refusal(before, action) + ", but gave "
                    + reasons;
        }
        return "";
    }

    /** Runs a chain; what the numbers choose is told at {@link LifecycleChains}. */
    private LifecycleChains.Ran chain(List<Integer> choices) {
        List<Integer> made = new ArrayList<>();
        int refused = 0;
        int stuck = 0;
        try (Run<S, A> run = driven.start(lifecycle)) {
            for (int choice : choices) {
                List<Integer> allowed = allowed(run);
                // Where nothing is allowed any more, two refusals are enough.
                if (allowed.isEmpty() && stuck++ == 2) {
                    break;
                }
                int move = choice < moves.size() || allowed.isEmpty()
                        ? choice % moves.size()
                        : allowed.get(choice % allowed.size());
                made.add(move);
                Step step = step(run, move);
                refused += step.refused() ? 1 : 0;
                if (!step.problem().isEmpty()) {
                    return new LifecycleChains.Ran(made.size(), refused, step.problem(), names(made));
                }
            }
            return new LifecycleChains.Ran(made.size(), refused, run.atEnd(), names(made));
        }
    }

    private List<Integer> allowed(Run<S, A> run) {
        @Nullable S state = run.state();
        List<Integer> allowed = new ArrayList<>();
        for (int move = 0; move < moves.size(); move++) {
            if (model.rule().after(state, run.action(move)) != null) {
                allowed.add(move);
            }
        }
        return allowed;
    }

    private String names(List<Integer> way) {
        return way.stream().map(move -> moves.get(move)).collect(Collectors.joining(" -> "));
    }

    private String name(@Nullable S state) {
        return Objects.toString(state, "no " + lifecycle.name());
    }

    private static String leads(@Nullable Object to) {
        return to == null ? "is refused" : "leads to " + to;
    }
}
