package io.itops.testkit.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.itops.core.InvalidInputException;
import io.itops.core.Reason;
import io.itops.core.lifecycle.Decision;
import io.itops.core.lifecycle.Lifecycle;
import io.itops.testkit.lifecycle.Ticket.Action;
import io.itops.testkit.lifecycle.Ticket.Assign;
import io.itops.testkit.lifecycle.Ticket.Command;
import io.itops.testkit.lifecycle.Ticket.Event;
import io.itops.testkit.lifecycle.Ticket.Moved;
import io.itops.testkit.lifecycle.Ticket.Open;
import io.itops.testkit.lifecycle.Ticket.Phase;
import io.itops.testkit.lifecycle.Ticket.Reopen;
import io.itops.testkit.lifecycle.Ticket.Solve;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LifecyclePropertiesTest {
    private static final String WORDS = """
            -      OPEN   ASSIGN SOLVE  REOPEN
            -      NEW    .      .      .
            NEW    .      TAKEN  .      .
            TAKEN  .      TAKEN  DONE   .
            DONE   .      .      .      NEW
            """;
    private static final LifecycleModel<Phase, Action> MODEL = LifecycleModel.of(Phase.class, Action.class, WORDS);

    private static final Lifecycle<Phase, Action> REOPENED_TO_ITS_OWNER = Lifecycle.builder(
                    "ticket", Phase.class, Action.class)
            .start(Action.OPEN, Phase.NEW)
            .on(Phase.NEW, Action.ASSIGN, Phase.TAKEN)
            .stay(Phase.TAKEN, Action.ASSIGN)
            .on(Phase.TAKEN, Action.SOLVE, Phase.DONE)
            .on(Phase.DONE, Action.REOPEN, Phase.TAKEN)
            .end(Phase.DONE)
            .build();

    @Test
    void aWorkflowIsCheckedInTwelveLines() {
        // example: workflow
        List<Command> commands =
                List.of(new Open("t1"), new Assign("ann"), new Assign("bob"), new Solve(), new Reopen());
        var moves = WorkflowMoves.of(Ticket.WORKFLOW, "t1", "", commands)
                .refusing((ticket, command) -> command.equals(new Assign(ticket.owner())));
        LifecycleModel<Phase, Action> model = LifecycleModel.of(Phase.class, Action.class, """
                -      OPEN   ASSIGN SOLVE  REOPEN
                -      NEW    .      .      .
                NEW    .      TAKEN  .      .
                TAKEN  .      TAKEN  DONE   .
                DONE   .      .      .      NEW
                """);
        LifecycleReport report = LifecycleProperties.check(Ticket.LIFECYCLE, model.driving(moves));
        // end
        assertThat(report.cells()).isEqualTo(7);
        assertThat(report.absent()).isEqualTo(13);
        assertThat(report.chains()).isEqualTo(200);
        assertThat(report.moves()).isGreaterThan(1_000);
        assertThat(report.refusedShare()).isBetween(0.1, 0.9);
        assertThat(report)
                .hasToString("lifecycle ticket: 7 cells, 13 absent; 200 chains of " + report.moves() + " moves, "
                        + Math.round(100 * report.refusedShare()) + " % refused (seed 1)");
    }

    @Test
    void aTableAloneIsChecked() {
        LifecycleReport report = LifecycleProperties.check(Ticket.LIFECYCLE, MODEL);
        assertThat(report.cells()).isEqualTo(5);
        assertThat(report.absent()).isEqualTo(11);
    }

    @Test
    void theSameSeedGivesTheSameChains() {
        LifecycleModel<Phase, Action> other = MODEL.seed(7).chains(20);
        assertThat(LifecycleProperties.check(Ticket.LIFECYCLE, other))
                .isEqualTo(LifecycleProperties.check(Ticket.LIFECYCLE, other))
                .isNotEqualTo(LifecycleProperties.check(
                        Ticket.LIFECYCLE, MODEL.seed(8).chains(20)));
    }

    @Test
    void aWrongCellIsFoundAndShrunk() {
        mustFail(
                REOPENED_TO_ITS_OWNER,
                MODEL,
                "REOPEN in DONE leads to TAKEN by the table, but leads to NEW by the model",
                "4 moves: OPEN -> ASSIGN -> SOLVE -> REOPEN: REOPEN in DONE must lead to NEW, but led to TAKEN");
    }

    @Test
    void aMissingCellIsFoundAndShrunk() {
        mustFail(
                Ticket.LIFECYCLE,
                LifecycleModel.of(
                        Phase.class, Action.class, WORDS.replace("TAKEN  .      TAKEN", "TAKEN  .      .    ")),
                "ASSIGN in TAKEN leads to TAKEN by the table, but is refused by the model",
                "3 moves: OPEN -> ASSIGN -> ASSIGN: ASSIGN in TAKEN must be refused, but was carried out");
    }

    /** Code that does not ask the table, and takes back what is done. */
    private static final class Lenient implements LifecycleSubject<Phase, Action> {
        private @Nullable Phase phase;

        @Override
        public @Nullable Phase state() {
            return phase;
        }

        @Override
        public List<Reason> perform(Action action) {
            if (!Ticket.LIFECYCLE.allows(phase, action) && !(phase == Phase.DONE && action == Action.ASSIGN)) {
                return List.of(Ticket.LIFECYCLE.refusal(phase, action));
            }
            phase = action == Action.ASSIGN ? Phase.TAKEN : Ticket.LIFECYCLE.next(phase, action);
            return List.of();
        }
    }

    @Test
    void codeThatAcceptsWhatTheTableRefusesIsFoundAndShrunk() {
        mustFail(
                Ticket.LIFECYCLE,
                MODEL.driving(Lenient::new),
                "ASSIGN in DONE must be refused, but was carried out and led to TAKEN, after OPEN -> ASSIGN -> SOLVE",
                "4 moves: OPEN -> ASSIGN -> SOLVE -> ASSIGN: ASSIGN in DONE must be refused");
    }

    /** A command that says it assigns, and gives up: the table lets it through where giving up is not allowed. */
    private record Disguised() implements Command {
        @Override
        public Action action() {
            return Action.ASSIGN;
        }

        @Override
        public Decision<Event> decide(@Nullable Ticket ticket, String duty, Instant now) {
            return Decision.accept(new Moved(Phase.NEW, ""));
        }
    }

    @Test
    void aDecideThatDoesWhatItsActionDoesNotIsFoundAndShrunk() {
        mustFail(
                Ticket.LIFECYCLE,
                MODEL.driving(moves(new Solve(), new Disguised())),
                "Disguised[] in TAKEN threw java.lang.IllegalStateException: ticket: events of ASSIGN in TAKEN lead to NEW",
                "2 moves: Open[id=t1] -> Disguised[]: Disguised[] in NEW threw java.lang.IllegalStateException: ticket: events of"
                        + " ASSIGN in NEW lead to NEW, not to TAKEN");
    }

    /** It refuses nothing: neither the author's condition nor anything else. */
    private record AssignAnyway(String person) implements Command {
        @Override
        public Action action() {
            return Action.ASSIGN;
        }

        @Override
        public Decision<Event> decide(@Nullable Ticket ticket, String duty, Instant now) {
            return Decision.accept(new Moved(Phase.TAKEN, person));
        }
    }

    @Test
    void aDecideThatAcceptsWhatItsAuthorSaysItRefusesIsFoundAndShrunk() {
        mustFail(
                Ticket.LIFECYCLE,
                MODEL.driving(moves(new Solve(), new AssignAnyway("eve"))
                        .refusing((ticket, command) -> command.equals(new Assign(ticket.owner()))
                                || command.equals(new AssignAnyway(ticket.owner())))),
                "3 moves: Open[id=t1] -> AssignAnyway[person=eve] -> AssignAnyway[person=eve]: AssignAnyway[person=eve] in"
                        + " TAKEN must be refused, but was carried out");
    }

    /** Its event leaves the ticket where it was. */
    private record SolveInName() implements Command {
        @Override
        public Action action() {
            return Action.SOLVE;
        }

        @Override
        public Decision<Event> decide(@Nullable Ticket ticket, String duty, Instant now) {
            return Decision.accept(
                    new Moved(Phase.TAKEN, Objects.requireNonNull(ticket).owner()));
        }
    }

    @Test
    void anEventThatGoesToTheWrongStateIsFoundAndShrunk() {
        mustFail(
                Ticket.LIFECYCLE,
                MODEL.driving(moves(new SolveInName())),
                "no chain of the given moves leads to DONE",
                "3 moves: Open[id=t1] -> Assign[person=ann] -> SolveInName[]: SolveInName[] in TAKEN threw"
                        + " java.lang.IllegalStateException: ticket: events of SOLVE in TAKEN lead to TAKEN, not to DONE");
    }

    /** It finds nothing to do where it should solve. */
    private record Idle() implements Command {
        @Override
        public Action action() {
            return Action.SOLVE;
        }

        @Override
        public Decision<Event> decide(@Nullable Ticket ticket, String duty, Instant now) {
            return Decision.nothing();
        }
    }

    @Test
    void aDecideWithoutAnEventIsFoundAndShrunkUnlessItsAuthorSaysSo() {
        mustFail(
                Ticket.LIFECYCLE,
                MODEL.driving(moves(new Solve(), new Idle())),
                "3 moves: Open[id=t1] -> Assign[person=ann] -> Idle[]: Idle[] in TAKEN must lead to DONE, but led to TAKEN");
        LifecycleProperties.check(
                Ticket.LIFECYCLE,
                MODEL.driving(moves(new Solve(), new Idle()).staying((ticket, command) -> command instanceof Idle)));
    }

    @Test
    void anActionWithoutACommandIsNamed() {
        mustFail(Ticket.LIFECYCLE, MODEL.driving(moves()), "no command has the action SOLVE");
    }

    @Test
    void tooFewRefusalsFail() {
        assertThatThrownBy(() -> LifecycleProperties.check(
                        Lifecycle.builder("switch", Switch.class, Flip.class)
                                .start(Flip.FLIP, Switch.ON)
                                .on(Switch.ON, Flip.FLIP, Switch.OFF)
                                .on(Switch.OFF, Flip.FLIP, Switch.ON)
                                .end(Switch.OFF)
                                .build(),
                        LifecycleModel.of(Switch.class, Flip.class, """
                                -   FLIP
                                -   ON
                                ON  OFF
                                OFF ON
                                """)))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("share of refused actions must be from 10 to 90 %: lifecycle switch");
    }

    private enum Switch {
        ON,
        OFF
    }

    private enum Flip {
        FLIP
    }

    @Test
    void aTableOfTextIsReadStrictly() {
        wrongTable("row must have 5 words, but was", WORDS.replace("TAKEN  DONE   .", "TAKEN  DONE"));
        wrongTable(
                "state must be one of [NEW, TAKEN, DONE] or an unambiguous beginning", WORDS.replace("DONE", "GONE"));
        wrongTable("actions of the table must be each of", WORDS.replace("SOLVE", "OPEN"));
        wrongTable("state of the table must have one row", WORDS.replace("TAKEN  .  ", "NEW  .  "));
        wrongTable("rows of the table must be", WORDS.substring(0, WORDS.indexOf("DONE   .      .")));
    }

    private static void wrongTable(String message, String table) {
        assertThatThrownBy(() -> LifecycleModel.of(Phase.class, Action.class, table))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void theFailureIsShownAsItIsPrinted() throws IOException {
        AssertionError failure = catchThrowableOfType(
                AssertionError.class, () -> LifecycleProperties.check(REOPENED_TO_ITS_OWNER, MODEL));
        assertThat(page()).contains("```\n" + failure.getMessage() + "\n```");
    }

    private static String page() throws IOException {
        return Files.readString(Path.of(System.getProperty("itops.root"), "docs/testing-workflows.md"));
    }

    @Test
    void theExampleIsShownAsItRunsAndHasAtMostTwelveLines() throws IOException {
        Path root = Path.of(System.getProperty("itops.root"));
        String self = Files.readString(root.resolve("itops-integrations/itops-testkit/src/test/java")
                .resolve(getClass().getName().replace('.', '/') + ".java"));
        String example = self.substring(
                                self.indexOf("// example: workflow\n") + "// example: workflow\n".length(),
                                self.indexOf("        // end\n"))
                        .stripTrailing()
                        .stripIndent()
                + "\n";
        assertThat(example.lines().filter(line -> !line.isBlank())).hasSizeBetween(5, 12);
        assertThat(page()).contains("```java\n" + example + "```");
        String javadoc =
                example.indent(1).lines().map(line -> " *" + line + "\n").reduce("", String::concat);
        assertThat(Files.readString(root.resolve("itops-integrations/itops-testkit/src/main/java")
                        .resolve(LifecycleProperties.class.getName().replace('.', '/') + ".java")))
                .contains(" * <pre>{@code\n" + javadoc + " * }</pre>");
    }

    private static WorkflowMoves<Ticket, String, Phase, Action, Event> moves(Command... others) {
        List<Command> all =
                new ArrayList<>(List.of(new Open("t1"), new Assign("ann"), new Assign("bob"), new Reopen()));
        all.addAll(List.of(others));
        return WorkflowMoves.of(Ticket.WORKFLOW, "t1", "", all)
                .refusing((ticket, command) -> command.equals(new Assign(ticket.owner())));
    }

    private static void mustFail(
            Lifecycle<Phase, Action> lifecycle, LifecycleModel<Phase, Action> model, String... parts) {
        assertThatThrownBy(() -> LifecycleProperties.check(lifecycle, model))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("lifecycle ticket is not what its model says:")
                .hasMessageContainingAll(parts);
    }
}
