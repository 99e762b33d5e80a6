package io.itops.incident.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.Actor;
import io.itops.core.InvalidInputException;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.delivery.Destination;
import io.itops.core.explain.Explanation;
import io.itops.core.lifecycle.Decision;
import io.itops.core.lifecycle.WorkflowCommand;
import io.itops.core.record.Tree;
import io.itops.incident.escalation.Contacts;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationStep;
import io.itops.incident.escalation.EscalationTarget;
import io.itops.incident.escalation.NotificationPlan;
import io.itops.incident.escalation.PolicySnapshot;
import io.itops.incident.escalation.Roster;
import io.itops.incident.escalation.StepPosition;
import io.itops.testkit.lifecycle.LifecycleModel;
import io.itops.testkit.lifecycle.LifecycleProperties;
import io.itops.testkit.lifecycle.LifecycleReport;
import io.itops.testkit.lifecycle.WorkflowMoves;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IncidentLifecycleTest {
    private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
    private static final IncidentId ID = IncidentId.of("i1");
    private static final EscalationPolicy POLICY = EscalationPolicy.builder()
            .step("ann", Duration.ofMinutes(5))
            .step("bob", Duration.ofMinutes(10))
            .ackTimeout(Duration.ofMinutes(30))
            .build();
    /** Two people must acknowledge its first step. */
    private static final EscalationPolicy OF_TWO = EscalationPolicy.builder()
            .step(EscalationStep.builder(Duration.ofMinutes(10))
                    .page(EscalationTarget.group("others", List.of("bob", "cat")))
                    .acknowledgements(2)
                    .build())
            .build();

    private static final Trouble TROUBLE = Trouble.of("key", ServiceId.of("checkout"), Severity.SEV2, "errors");

    /**
     * The table once more, a row for each state (the first for no incident), a column for each action in the order of the enum: where
     * the action leads, a dot where it is not allowed.
     */
    private static final String EXPECTED = """
            state        OPEN REPORT ENQUEUE REPEAT WORSEN ACCEPT ACKNOWLEDGE UNACKNOWLEDGE ACK_TIMEOUT ESCALATE STEP_TIMEOUT REQUEUE HOLD HOLD_TIMEOUT RESUME RELABEL NOTE MITIGATE RESOLVE REOPEN CLOSE CANCEL REBASE ACKNOWLEDGE_IN_PART
            -            T    G      Q       .      .      .      .           .             .           .        .            .       .    .            .      .       .    .        .       .      .     .      .      .
            TRIAGE       .    .      .       G      T      T      A           .             .           .        .            .       .    .            .      G       G    M        R       .      .     X      .      .
            TRIGGERED    .    .      .       T      .      .      A           .             .           T        T            Q       H    .            .      T       T    M        R       .      .     X      T      T
            QUEUED       .    .      .       Q      T      .      A           .             .           T        .            Q       H    .            .      Q       Q    M        R       .      .     X      Q      .
            ACKNOWLEDGED .    .      .       A      .      .      A           T             T           T        .            Q       H    .            .      A       A    M        R       .      .     X      A      .
            ON_HOLD      .    .      .       H      T      .      .           .             .           T        .            Q       H    T            A      H       H    M        R       .      .     X      H      .
            MITIGATED    .    .      .       M      .      .      .           .             .           .        .            Q       H    .            A      M       M    .        R       T      .     X      .      .
            RESOLVED     .    .      .       .      .      .      .           .             .           .        .            Q       H    .            A      R       R    .        .       T      C     .      .      .
            CLOSED       .    .      .       .      .      .      .           .             .           .        .            .       .    .            A      C       C    .        .       T      .     .      .      .
            CANCELLED    .    .      .       .      .      .      .           .             .           .        .            .       .    .            .      X       X    .        .       .      .     .      .      .
            """;

    private static final Map<String, IncidentState> LETTERS = Map.of(
            "G", IncidentState.TRIAGE,
            "Q", IncidentState.QUEUED,
            "H", IncidentState.ON_HOLD,
            "T", IncidentState.TRIGGERED,
            "A", IncidentState.ACKNOWLEDGED,
            "M", IncidentState.MITIGATED,
            "R", IncidentState.RESOLVED,
            "C", IncidentState.CLOSED,
            "X", IncidentState.CANCELLED);

    static Stream<Arguments> cells() {
        List<String[]> rows = EXPECTED.lines().map(line -> line.split("\\s+")).toList();
        return rows.stream()
                .skip(1)
                .flatMap(row -> Stream.iterate(1, i -> i < row.length, i -> i + 1)
                        .map(i -> Arguments.of(row[0], IncidentAction.valueOf(rows.get(0)[i]), row[i])));
    }

    @Test
    void theExpectationNamesEveryStateAndEveryAction() {
        assertThat(cells().count()).isEqualTo((IncidentState.values().length + 1L) * IncidentAction.values().length);
    }

    @ParameterizedTest(name = "{1} in {0} gives {2}")
    @MethodSource("cells")
    void theTableIsWhatIsExpected(String state, IncidentAction action, String to) {
        @Nullable IncidentState from = state.equals("-") ? null : IncidentState.valueOf(state);
        assertThat(IncidentWorkflow.LIFECYCLE.next(from, action)).isEqualTo(LETTERS.get(to));
    }

    /** Every command that the table allows, decided in each state that it allows it in. */
    @ParameterizedTest(name = "{1} in {0} leads to {2}")
    @MethodSource("cells")
    void whatCommandsDecideLeadsWhereTheTableSays(String state, IncidentAction action, String to) {
        if (to.equals(".") || action == IncidentAction.ACKNOWLEDGE_IN_PART) {
            // one of several must meet a step that asks for several
            return;
        }
        @Nullable Incident before = state.equals("-") ? null : in(IncidentState.valueOf(state));
        List<IncidentCommand> commands = commands().stream()
                .filter(command -> command.action(before, facts(9)) == action)
                .toList();
        assertThat(commands).as("commands for " + action).isNotEmpty();
        for (IncidentCommand command : commands) {
            Decision<IncidentEvent> decision = command.decide(before, facts(9), NOW.plus(Duration.ofDays(10)));
            assertThat(decision).isInstanceOf(Decision.Accept.class);
            List<IncidentEvent> events = ((Decision.Accept<IncidentEvent>) decision).events();
            assertThat(events).as("events of " + command).isNotEmpty();
            assertThat(IncidentWorkflow.WORKFLOW.fold(before, events).state()).isEqualTo(LETTERS.get(to));
        }
    }

    @Test
    void everyActionHasACommandAndEveryCommandIsInTheList() {
        // what worsens is told by the incident that a repeated signal meets
        assertThat(commands().stream().map(IncidentCommand::action))
                .containsAll(
                        EnumSet.complementOf(EnumSet.of(IncidentAction.WORSEN, IncidentAction.ACKNOWLEDGE_IN_PART)));
        assertThat(commands().stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrderElementsOf(Members.of(IncidentCommand.class));
    }

    @Test
    void eventsAreReadBackAsTheyWereWritten() {
        Map<Class<?>, IncidentEvent> seen = new LinkedHashMap<>();
        for (IncidentState state : IncidentState.values()) {
            for (IncidentCommand command : commands()) {
                if (IncidentWorkflow.LIFECYCLE.allows(state, command.action(in(state), facts(9)))
                        && command.decide(in(state), facts(9), NOW.plus(Duration.ofDays(10)))
                                instanceof Decision.Accept<IncidentEvent> accepted) {
                    accepted.events().forEach(event -> seen.putIfAbsent(event.getClass(), event));
                }
            }
        }
        seen.put(
                IncidentEvent.Opened.class,
                ((Decision.Accept<IncidentEvent>) commands().get(0).decide(null, facts(1), NOW))
                        .events()
                        .get(0));
        seen.put(
                IncidentEvent.StepSkipped.class,
                new IncidentEvent.StepSkipped(StepPosition.FIRST, List.of("nobody"), true, Optional.of(NOW), 2));
        seen.put(IncidentEvent.Exhausted.class, new IncidentEvent.Exhausted(1, "default"));
        seen.put(
                IncidentEvent.Imported.class,
                new IncidentEvent.Imported(
                        ID,
                        TROUBLE,
                        PolicySnapshot.of(POLICY).ref(),
                        Optional.of(IncidentId.of("i0")),
                        IncidentState.RESOLVED,
                        NOW,
                        Actor.user("ann"),
                        "migration"));
        seen.put(
                EscalationEvent.StepAwaited.class,
                new EscalationEvent.StepAwaited(StepPosition.FIRST, List.of("it is outside hours"), NOW, 2));
        seen.put(
                EscalationEvent.AcknowledgedInPart.class,
                new EscalationEvent.AcknowledgedInPart(Actor.user("ann"), 1, 3));
        seen.put(
                IncidentEvent.Corrected.class,
                new IncidentEvent.Corrected(
                        IncidentState.CLOSED, IncidentState.TRIGGERED, NOW, Actor.user("ann"), "", 9));
        assertThat(seen.keySet()).containsExactlyInAnyOrderElementsOf(Members.of(IncidentEvent.class));
        for (IncidentEvent event : seen.values()) {
            Tree tree = IncidentEvents.FAMILY.write(event);
            assertThat(IncidentEvents.FAMILY.write(IncidentEvents.FAMILY.read(tree)))
                    .isEqualTo(tree);
            assertThat(event.summary()).isNotBlank().hasSizeLessThanOrEqualTo(500);
        }
    }

    @Test
    void incidentsAreReadBackAsTheyWereWritten() {
        for (IncidentState state : IncidentState.values()) {
            Incident incident = in(state);
            assertThat(Incident.TYPE.fromStored(Incident.TYPE.toStored(incident, 3)))
                    .isEqualTo(incident);
        }
    }

    @Test
    void theDrawingIsMadeOfTheTable() {
        String drawing = IncidentWorkflow.LIFECYCLE.toMermaid();
        assertThat(drawing).startsWith("stateDiagram-v2");
        for (IncidentState state : IncidentState.values()) {
            assertThat(drawing).contains(IncidentWorkflow.LIFECYCLE.label(state));
        }
        assertThat(drawing).contains("ack timeout", "reopen", "cancel");
        assertThat((long) IncidentWorkflow.LIFECYCLE.cells().size())
                .isEqualTo(cells().filter(cell -> !cell.get()[2].equals(".")).count());
    }

    @Test
    void onlyWhatEndsAnIncidentFreesItsKey() {
        for (IncidentState state : IncidentState.values()) {
            assertThat(state.holdsKey()).isEqualTo(state != IncidentState.CLOSED && state != IncidentState.CANCELLED);
        }
    }

    @Test
    void anyChainOfCommandsGoesAsTheTableSays() {
        // time stands still, so these two ring too early and are set again
        var moves = WorkflowMoves.of(IncidentWorkflow.WORKFLOW, ID.value(), facts(1, OF_TWO), commands())
                .staying(IncidentLifecycleTest::nothingToDo);
        String table = EXPECTED.replaceFirst("state", "-");
        for (Map.Entry<String, IncidentState> letter : LETTERS.entrySet()) {
            table = table.replaceAll(
                    "\\b" + letter.getKey() + "\\b", letter.getValue().name());
        }
        LifecycleReport report = LifecycleProperties.check(
                IncidentWorkflow.LIFECYCLE,
                LifecycleModel.of(IncidentState.class, IncidentAction.class, table)
                        .driving(moves));
        assertThat(report.chains()).isEqualTo(200);
    }

    private static boolean nothingToDo(
            Incident incident, WorkflowCommand<Incident, Circumstances, IncidentAction, IncidentEvent> command) {
        if (command instanceof IncidentCommand.Acknowledge && incident.state() == IncidentState.TRIGGERED) {
            return incident.escalation().answered().containsKey("ann");
        }
        if (command instanceof PlacementCommand.Requeue) {
            return incident.queue().isPresent();
        }
        if (command instanceof PlacementCommand.PutOnHold) {
            return incident.hold().isPresent();
        }
        if (command instanceof PlacementCommand.Relabel) {
            return incident.label().isPresent();
        }
        return command instanceof IncidentCommand.AckTimeout
                || command instanceof IncidentCommand.CloseTimeout
                || command instanceof PlacementCommand.HoldTimeout;
    }

    @Test
    void timersThatRingEarlyAreSetAgain() {
        Instant due = NOW.plus(Duration.ofMinutes(5));
        Decision.Accept<IncidentEvent> early = (Decision.Accept<IncidentEvent>)
                new IncidentCommand.StepTimeout().decide(in(IncidentState.TRIGGERED), facts(2), due.minusNanos(1_000));
        assertThat(early.events()).isEmpty();
        assertThat(early.effects())
                .containsExactly(new io.itops.core.lifecycle.Effect.SetTimer("step", "incident.step-timeout", due));
        Decision.Accept<IncidentEvent> close = (Decision.Accept<IncidentEvent>)
                new IncidentCommand.CloseTimeout().decide(in(IncidentState.RESOLVED), facts(4), NOW);
        assertThat(close.events()).isEmpty();
        assertThat(close.effects()).hasSize(1);
    }

    @Test
    void brokenContactsDoNotBreakTheDecision() {
        Contacts broken = person -> {
            throw new IllegalStateException("the directory\nis down");
        };
        Circumstances facts = new Circumstances(
                Actor.user("ann"),
                1,
                PolicySnapshot.of(POLICY),
                Optional.empty(),
                Roster.NONE,
                broken,
                NotificationPlan.NONE,
                Optional.empty(),
                IncidentRules.DEFAULTS);
        Decision.Accept<IncidentEvent> opened =
                (Decision.Accept<IncidentEvent>) commands().get(0).decide(null, facts, NOW);
        assertThat(opened.events())
                .extracting(event -> (Object) event.getClass().getSimpleName())
                .containsExactly("Opened", "StepSkipped", "StepSkipped");
    }

    @Test
    void badInputIsRefusedByNameRuleAndValue() {
        refused("note must not be blank", () -> new IncidentCommand.Note(" "));
        refused("note must be at most 10000 characters", () -> new IncidentCommand.Note("x".repeat(10_001)));
        refused("note must be given", () -> new IncidentCommand.Note(none()));
        refused("reason must not be blank", () -> new IncidentCommand.Cancel(""));
        refused("reason must be at most 1000 characters", () -> new IncidentCommand.Cancel("x".repeat(1_001)));
        refused("reason must be given", () -> new IncidentCommand.Unacknowledge(none()));
        refused("reason must be at most 1000 characters", () -> new IncidentCommand.Escalate("x".repeat(1_001)));
        refused("note must not contain NUL", () -> new IncidentCommand.Mitigate("a\0b"));
        refused("note must be well-formed Unicode", () -> new IncidentCommand.Close("\ud800"));
        refused("note must be given", () -> new IncidentCommand.Resolve(none(), false, Optional.empty()));
        refused("reason must be given", () -> new IncidentCommand.Reopen(none(), false, Optional.empty()));
        refused(
                "signal summary must not be blank",
                () -> new IncidentCommand.Repeat(Severity.SEV1, "", Optional.empty()));
        refused("severity must be given", () -> new IncidentCommand.Repeat(none(), "errors", Optional.empty()));
        refused(
                "trouble must be given",
                () -> new IncidentCommand.Open(none(), ID, true, Optional.empty(), Optional.empty()));
        refused("incident id must be at most 200 characters", () -> IncidentId.of("x".repeat(201)));
        refused("incident id must be given", () -> IncidentId.of(none()));
        refused("dedup key must not be blank", () -> Trouble.of("", ServiceId.of("s"), Severity.SEV1, "x"));
        refused("service must be given", () -> Trouble.of("k", none(), Severity.SEV1, "x"));
        refused("signal summary must be one line", () -> Trouble.of("k", ServiceId.of("s"), Severity.SEV1, "a\nb"));
        refused("labels must be given", () -> new Trouble("k", ServiceId.of("s"), Severity.SEV1, "x", none()));
    }

    @SuppressWarnings("NullAway")
    private static <T> T none() {
        return null;
    }

    private static void refused(String message, Runnable making) {
        assertThatThrownBy(making::run)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message);
    }

    private static List<IncidentCommand> commands() {
        return List.of(
                new IncidentCommand.Open(TROUBLE, ID, true, Optional.empty(), Optional.of(Explanation.of("it fired"))),
                new PlacementCommand.Report(TROUBLE, ID, Optional.empty()),
                new PlacementCommand.Enqueue(TROUBLE, ID, "second line", Optional.empty()),
                new IncidentCommand.Repeat(Severity.SEV3, "errors", Optional.empty()),
                new IncidentCommand.Repeat(Severity.SEV1, "all is down", Optional.empty()),
                new PlacementCommand.Accept("it is one"),
                new PlacementCommand.Requeue("second line", "not ours"),
                new PlacementCommand.PutOnHold(
                        Hold.of(HoldReason.VENDOR, "ticket 4711").until(Instant.parse("2027-01-01T00:00:00Z"))),
                new PlacementCommand.HoldTimeout(),
                new PlacementCommand.Resume("it goes on"),
                new PlacementCommand.Relabel(Optional.of("as we say")),
                new IncidentCommand.Acknowledge(),
                new IncidentCommand.Unacknowledge("no time"),
                new IncidentCommand.AckTimeout(),
                new IncidentCommand.Escalate("no idea"),
                new IncidentCommand.StepTimeout(),
                new RebaseEscalation(true, "other people"),
                new IncidentCommand.Note("a note"),
                new IncidentCommand.Mitigate("moved"),
                new IncidentCommand.Resolve("done", false, Optional.empty()),
                new IncidentCommand.Reopen("not done", false, Optional.empty()),
                new IncidentCommand.Close("over"),
                new IncidentCommand.CloseTimeout(),
                new IncidentCommand.Cancel("a test"));
    }

    private static Circumstances facts(long version) {
        return facts(version, POLICY);
    }

    private static Circumstances facts(long version, EscalationPolicy policy) {
        return new Circumstances(
                Actor.user("ann"),
                version,
                PolicySnapshot.of(policy),
                Optional.empty(),
                Roster.NONE,
                person -> new Destination("pager", person),
                NotificationPlan.NONE,
                Optional.empty(),
                new IncidentRules(Optional.of(Duration.ofDays(1)), Optional.empty(), Severity.SEV1, labels()));
    }

    private static SortedMap<IncidentCategory, List<String>> labels() {
        SortedMap<IncidentCategory, List<String>> labels = new TreeMap<>();
        for (IncidentCategory category : IncidentCategory.values()) {
            labels.put(category, List.of("as we say"));
        }
        return labels;
    }

    private static final Map<IncidentState, List<IncidentCommand>> WAYS = Map.of(
            IncidentState.TRIAGE, List.of(),
            IncidentState.TRIGGERED, List.of(),
            IncidentState.QUEUED, List.of(new PlacementCommand.Requeue("first line", "")),
            IncidentState.ON_HOLD,
                    List.of(new PlacementCommand.PutOnHold(
                            Hold.of(HoldReason.CHANGE, "").until(NOW.plusSeconds(60)))),
            IncidentState.ACKNOWLEDGED, List.of(new IncidentCommand.Acknowledge()),
            IncidentState.MITIGATED, List.of(new IncidentCommand.Mitigate("")),
            IncidentState.RESOLVED, List.of(new IncidentCommand.Resolve("", false, Optional.empty())),
            IncidentState.CLOSED,
                    List.of(new IncidentCommand.Resolve("", false, Optional.empty()), new IncidentCommand.Close("")),
            IncidentState.CANCELLED, List.of(new IncidentCommand.Cancel("a test")));

    /** An incident that went the shortest way to a state. */
    private static Incident in(IncidentState state) {
        @Nullable Incident incident = step(null, commands().get(state == IncidentState.TRIAGE ? 1 : 0), 1);
        long version = 1;
        for (IncidentCommand command : WAYS.get(state)) {
            incident = step(incident, command, ++version);
        }
        assertThat(incident.state()).isEqualTo(state);
        return incident;
    }

    private static Incident step(@Nullable Incident incident, IncidentCommand command, long version) {
        Decision<IncidentEvent> decision = command.decide(incident, facts(version), NOW);
        return IncidentWorkflow.WORKFLOW.fold(incident, ((Decision.Accept<IncidentEvent>) decision).events());
    }
}
