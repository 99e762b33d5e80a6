package io.itops.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.InvalidDefinitionException;
import io.itops.core.InvalidDefinitionException.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.xml.sax.InputSource;

class LifecycleProperties {
    enum State {
        S0,
        S1,
        S2,
        S3,
        S4,
        S5
    }

    enum Action {
        A0,
        A1,
        A2,
        A3,
        A4
    }

    /** One declaration: from -1 is a start. */
    record Declared(int from, int action, int to) {}

    /** What an author might write, sound or not. */
    record Table(List<Declared> cells, Set<Integer> ends) {
        Lifecycle<State, Action> build() {
            LifecycleBuilder<State, Action> builder = Lifecycle.builder("random", State.class, Action.class);
            for (Declared cell : cells) {
                Action action = Action.values()[cell.action()];
                State to = State.values()[cell.to()];
                if (cell.from() < 0) {
                    builder.start(action, to);
                } else {
                    builder.on(State.values()[cell.from()], action, to);
                }
            }
            ends.forEach(end -> builder.end(State.values()[end]));
            return builder.build();
        }

        /** The parts that the built table's checks name, as {@code what: rule}; none if it is sound. */
        Set<String> found() {
            Set<String> found = new TreeSet<>();
            try {
                build();
            } catch (InvalidDefinitionException e) {
                for (Problem problem : e.problems()) {
                    found.add(problem.what() + ": " + problem.rule());
                }
            }
            return found;
        }

        Table plus(Declared cell) {
            List<Declared> more = new ArrayList<>(cells);
            more.add(cell);
            return new Table(more, ends);
        }
    }

    /** What must be found, worked out by matrix closure instead of by search. */
    static Set<String> expected(Table table) {
        int n = State.values().length;
        boolean[][] leads = new boolean[n + 1][n + 1];
        for (Declared cell : table.cells()) {
            leads[cell.from() + 1][cell.to() + 1] = true;
        }
        for (int via = 0; via <= n; via++) {
            for (int from = 0; from <= n; from++) {
                for (int to = 0; to <= n; to++) {
                    leads[from][to] |= leads[from][via] && leads[via][to];
                }
            }
        }
        Set<String> expected = new TreeSet<>();
        boolean starts = table.cells().stream().anyMatch(cell -> cell.from() < 0);
        if (!starts) {
            expected.add("starts: name at least one action and state");
        }
        if (table.ends().isEmpty()) {
            expected.add("ends: name at least one state");
        }
        for (int state = 0; state < n; state++) {
            int row = state + 1;
            if (starts && !leads[0][row]) {
                expected.add("state S" + state + ": be reachable from a start");
            }
            boolean escapes =
                    table.ends().contains(state) || table.ends().stream().anyMatch(end -> leads[row][end + 1]);
            if (!table.ends().isEmpty() && !escapes) {
                expected.add("state S" + state + ": have a way to some end or be one");
            }
        }
        Set<Integer> used = new HashSet<>();
        Set<List<Integer>> seen = new HashSet<>();
        for (Declared cell : table.cells()) {
            used.add(cell.action());
            if (!seen.add(List.of(cell.from(), cell.action()))) {
                expected.add("cell " + (cell.from() < 0 ? "start" : "S" + cell.from()) + " x A" + cell.action()
                        + ": be declared once");
            }
        }
        for (int action = 0; action < Action.values().length; action++) {
            if (!used.contains(action)) {
                expected.add("action A" + action + ": be allowed somewhere");
            }
        }
        return expected;
    }

    @Provide
    Arbitrary<Table> anyTables() {
        Arbitrary<Declared> cell = Combinators.combine(
                        Arbitraries.integers().between(-1, 5),
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.integers().between(0, 5))
                .as(Declared::new);
        Arbitrary<Set<Integer>> ends =
                Arbitraries.integers().between(0, 5).set().ofMaxSize(3);
        return Combinators.combine(cell.list().ofMaxSize(16), ends).as(Table::new);
    }

    @Provide
    Arbitrary<Table> soundTables() {
        return Combinators.combine(
                        Arbitraries.shuffle(0, 1, 2, 3, 4, 5),
                        Arbitraries.integers().between(-1, 5).list().ofSize(18),
                        Arbitraries.integers().between(0, 5).set().ofMaxSize(2))
                .as((way, extra, moreEnds) -> {
                    List<Declared> cells = new ArrayList<>();
                    cells.add(new Declared(-1, 0, way.get(0)));
                    for (int i = 1; i < way.size(); i++) {
                        cells.add(new Declared(way.get(i - 1), 1, way.get(i)));
                    }
                    for (int action = 2; action <= 4; action++) {
                        for (int from = 0; from < 6; from++) {
                            int to = extra.get((action - 2) * 6 + from);
                            if (to >= 0 || from == 0) {
                                cells.add(new Declared(from, action, Math.max(to, 0)));
                            }
                        }
                    }
                    Set<Integer> ends = new HashSet<>(moreEnds);
                    ends.add(way.get(5));
                    return new Table(cells, ends);
                });
    }

    @Property(tries = 2_000)
    void theChecksFindExactlyWhatIsWrong(@ForAll("anyTables") Table table) {
        assertThat(table.found()).isEqualTo(expected(table));
    }

    @Property
    void aSoundTableIsBuiltAndAnswersAsDeclared(@ForAll("soundTables") Table table) {
        Lifecycle<State, Action> lifecycle = table.build();
        List<Declared> walked = new ArrayList<>();
        for (int from = -1; from < 6; from++) {
            State state = from < 0 ? null : State.values()[from];
            for (Action action : Action.values()) {
                State to = lifecycle.next(state, action);
                assertThat(lifecycle.allows(state, action)).isEqualTo(to != null);
                if (to == null) {
                    assertThat(lifecycle.refusal(state, action).code()).isEqualTo("wrong-state");
                } else {
                    walked.add(new Declared(from, action.ordinal(), to.ordinal()));
                }
            }
        }

        assertThat(walked).containsExactlyInAnyOrderElementsOf(table.cells());
        assertThat(lifecycle.cells().stream()
                        .map(c -> new Declared(
                                c.starts() ? -1 : c.from().ordinal(), c.action().ordinal(), c.to().ordinal())))
                .containsExactlyElementsOf(walked);
    }

    @Property(tries = 300)
    void aPlantedDefectIsRefused(@ForAll("soundTables") Table sound, @ForAll Defect defect) {
        Statistics.collect(defect);

        assertThat(sound.found()).isEmpty();
        assertThat(defect.plant(sound).found()).contains(defect.finding);
    }

    /** A defect and what the checks must say of it. */
    enum Defect {
        TWICE("cell start x A0: be declared once", t -> t.plus(t.cells().get(0))),
        NO_START("starts: name at least one action and state", t -> only(t, c -> c.from() >= 0, t.ends())),
        NO_END("ends: name at least one state", t -> new Table(t.cells(), Set.of())),
        UNREACHABLE(
                "state S3: be reachable from a start",
                t -> only(t.plus(new Declared(-1, 2, 0)), c -> c.to() != 3, t.ends())),
        TRAP(
                "state S4: have a way to some end or be one",
                t -> only(t, c -> c.from() != 4, t.ends().equals(Set.of(4)) ? Set.of(0) : without(t.ends(), 4))),
        UNUSED("action A3: be allowed somewhere", t -> only(t, c -> c.action() != 3, t.ends()));

        private final String finding;
        private final Function<Table, Table> planting;

        Defect(String finding, Function<Table, Table> planting) {
            this.finding = finding;
            this.planting = planting;
        }

        Table plant(Table sound) {
            return planting.apply(sound);
        }

        private static Table only(Table table, java.util.function.Predicate<Declared> kept, Set<Integer> ends) {
            return new Table(table.cells().stream().filter(kept).toList(), ends);
        }

        private static Set<Integer> without(Set<Integer> ends, int end) {
            Set<Integer> rest = new HashSet<>(ends);
            rest.remove(end);
            return rest;
        }
    }

    /** The first property would notice checks that forget a rule: for each rule some sampled table tells the two apart. */
    @Example
    void theFirstPropertyWouldCatchAForgottenRule() {
        List<Table> sampled = anyTables().sampleStream().limit(400).toList();
        for (String rule : List.of(
                "be declared once",
                "name at least one action and state",
                "name at least one state",
                "be reachable from a start",
                "have a way to some end or be one",
                "be allowed somewhere")) {
            assertThat(sampled).as(rule).anySatisfy(table -> {
                Set<String> forgetful = new TreeSet<>(table.found());
                forgetful.removeIf(problem -> problem.endsWith(": " + rule));
                assertThat(forgetful).isNotEqualTo(expected(table));
            });
        }
    }

    @Property(tries = 200)
    void everyDrawingHasEveryStateAndTheSvgIsWellFormed(@ForAll("soundTables") Table table) throws Exception {
        Lifecycle<State, Action> lifecycle = table.build();
        String svg = lifecycle.toSvg();

        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new java.io.StringReader(svg)))
                        .getElementsByTagName("path")
                        .getLength())
                .isEqualTo(2
                        * (int) Arrow.of(lifecycle).stream()
                                .filter(a -> !a.stays())
                                .count());
        assertThat(svg).isEqualTo(table.build().toSvg()).doesNotContain("NaN").doesNotContain("Infinity");
        assertThat(lifecycle.toMermaid().lines().filter(line -> line.contains(" --> ")))
                .hasSize(Arrow.of(lifecycle).size() + lifecycle.ends().size());
        assertThat(lifecycle.toDot().lines().filter(line -> line.contains(" -> ")))
                .hasSize(Arrow.of(lifecycle).size());
        assertThat(lifecycle.toMarkdownTable().lines()).hasSize(2 + 1 + 6);
    }
}
