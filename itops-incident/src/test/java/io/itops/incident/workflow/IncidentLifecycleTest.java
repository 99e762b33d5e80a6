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
import io.itops.incident.priority.PriorityMatrix;
import io.itops.testkit.lifecycle.LifecycleModel;
import io.itops.testkit.lifecycle.LifecycleProperties;
import io.itops.testkit.lifecycle.LifecycleReport;
import io.itops.testkit.lifecycle.WorkflowMoves;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
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
            state        OPEN REPORT ENQUEUE REPEAT WORSEN ACCEPT ACKNOWLEDGE UNACKNOWLEDGE UNACKNOWLEDGE_IN_PART ACK_TIMEOUT ESCALATE STEP_TIMEOUT REQUEUE HOLD HOLD_TIMEOUT RESUME RELABEL ASSESS NOTE MITIGATE RESOLVE REOPEN CLOSE CANCEL REBASE ACKNOWLEDGE_IN_PART MERGE ABSORB UNMERGE UNMERGE_TRIAGE UNMERGE_QUEUED UNMERGE_ACKNOWLEDGED UNMERGE_ON_HOLD UNMERGE_MITIGATED UNMERGE_RESOLVED RELEASE SPLIT QUIET_KEY LINK ADOPT PROMOTE DEMOTE COMPLETE RESTRICT UNRESTRICT
            -            T    G      Q       .      .      .      .           .             .                     .           .        .            .       .    .            .      .       .      .    .        .       .      .     .      .      .                   .     .      .       .              .              .                    .               .                 .                .       .     .         .    .     .       .      .        .        .
            TRIAGE       .    .      .       G      T      T      A           .             .                     .           .        .            .       .    .            .      G       G      G    M        R       .      .     X      G      .                   Y     G      .       .              .              .                    .               .                 .                G       G     G         G    G     G       G      .        G        G
            TRIGGERED    .    .      .       T      T      .      A           .             T                     .           T        T            Q       H    .            .      T       T      T    M        R       .      .     X      T      T                   Y     T      .       .              .              .                    .               .                 .                T       T     T         T    T     T       T      A        T        T
            QUEUED       .    .      .       Q      T      .      A           .             .                     .           T        .            Q       H    .            .      Q       Q      Q    M        R       .      .     X      Q      .                   Y     Q      .       .              .              .                    .               .                 .                Q       Q     Q         Q    Q     Q       Q      .        Q        Q
            ACKNOWLEDGED .    .      .       A      A      .      A           T             .                     T           T        .            Q       H    .            .      A       A      A    M        R       .      .     X      A      .                   Y     A      .       .              .              .                    .               .                 .                A       A     A         A    A     A       A      .        A        A
            ON_HOLD      .    .      .       H      T      .      .           .             .                     .           T        .            Q       H    T            A      H       H      H    M        R       .      .     X      H      .                   Y     H      .       .              .              .                    .               .                 .                H       H     H         H    H     H       H      .        H        H
            MITIGATED    .    .      .       M      T      .      .           .             .                     .           .        .            Q       H    .            A      M       M      M    .        R       T      .     X      M      .                   Y     M      .       .              .              .                    .               .                 .                M       M     M         M    M     M       M      .        M        M
            RESOLVED     .    .      .       .      .      .      .           .             .                     .           .        .            Q       H    .            A      R       R      R    .        .       T      C     .      .      .                   Y     .      .       .              .              .                    .               .                 .                R       .     .         R    R     R       R      .        R        R
            CLOSED       .    .      .       .      .      .      .           .             .                     .           .        .            .       .    .            A      C       .      C    .        .       T      .     .      .      .                   .     .      .       .              .              .                    .               .                 .                C       .     .         C    C     .       .      .        C        C
            CANCELLED    .    .      .       .      .      .      .           .             .                     .           .        .            .       .    .            .      X       .      X    .        .       .      .     .      .      .                   .     .      .       .              .              .                    .               .                 .                X       .     .         X    X     .       .      .        X        X
            MERGED       .    .      .       .      .      .      .           .             .                     .           .        .            .       .    .            .      .       .      Y    .        .       .      .     .      .      .                   Y     .      T       G              Q              A                    H               M                 R                Y       .     .         .    Y     .       .      .        Y        Y
            """;

    private static final Map<String, IncidentState> LETTERS = Map.of(
            "Y", IncidentState.MERGED,
            "G", IncidentState.TRIAGE,
            "Q", IncidentState.QUEUED,
            "H", IncidentState.ON_HOLD,
            "T", IncidentState.TRIGGERED,
            "A", IncidentState.ACKNOWLEDGED,
            "M", IncidentState.MITIGATED,
            "R", IncidentState.RESOLVED,
            "C", IncidentState.CLOSED,
            "X", IncidentState.CANCELLED);

    /** What is asked is a repeated signal, and to take an incident out again; the incident tells what it comes to. */
    private static final EnumSet<IncidentAction> TOLD_BY_THE_STATE = EnumSet.of(
            IncidentAction.WORSEN,
            IncidentAction.ACKNOWLEDGE_IN_PART,
            IncidentAction.UNACKNOWLEDGE_IN_PART,
            IncidentAction.COMPLETE,
            IncidentAction.UNMERGE_TRIAGE,
            IncidentAction.UNMERGE_QUEUED,
            IncidentAction.UNMERGE_ACKNOWLEDGED,
            IncidentAction.UNMERGE_ON_HOLD,
            IncidentAction.UNMERGE_MITIGATED,
            IncidentAction.UNMERGE_RESOLVED);

    private static final EnumSet<IncidentAction> OF_SEVERAL = EnumSet.of(
            IncidentAction.ACKNOWLEDGE_IN_PART, IncidentAction.UNACKNOWLEDGE_IN_PART, IncidentAction.COMPLETE);

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
        if (to.equals(".") || OF_SEVERAL.contains(action)) {
            // one of several must meet a step that asks for several
            return;
        }
        @Nullable Incident before = state.equals("-") ? null : at(IncidentState.valueOf(state), action);
        // what was resolved comes back resolved where its keys are quiet, and triggered where one fires
        Circumstances facts = facts(9, POLICY, action == IncidentAction.UNMERGE_RESOLVED);
        List<IncidentCommand> commands = commands().stream()
                .filter(command -> command.action(before, facts) == action)
                .filter(command -> !(before != null && nothingToDo(before, command)))
                .toList();
        if (state.equals("MERGED") && action == IncidentAction.MERGE) {
            return;
        }
        assertThat(commands).as("commands for " + action).isNotEmpty();
        for (IncidentCommand command : commands) {
            Decision<IncidentEvent> decision = command.decide(before, facts, NOW.plus(Duration.ofDays(10)));
            assertThat(decision).isInstanceOf(Decision.Accept.class);
            List<IncidentEvent> events = ((Decision.Accept<IncidentEvent>) decision).events();
            assertThat(events).as("events of " + command).isNotEmpty();
            assertThat(IncidentWorkflow.WORKFLOW.fold(before, events).state()).isEqualTo(LETTERS.get(to));
        }
    }

    @Test
    void everyActionHasACommandAndEveryCommandIsInTheList() {
        assertThat(commands().stream().map(IncidentCommand::action))
                .containsAll(EnumSet.complementOf(TOLD_BY_THE_STATE));
        assertThat(commands().stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrderElementsOf(Members.of(IncidentCommand.class));
    }

    @Test
    void eventsAreReadBackAsTheyWereWritten() {
        Map<Class<?>, IncidentEvent> seen = new LinkedHashMap<>();
        for (IncidentState state : IncidentState.values()) {
            for (IncidentCommand command : commands()) {
                if (!(command instanceof FamilyCommand.Demote)
                        && IncidentWorkflow.LIFECYCLE.allows(state, command.action(in(state), facts(9)))
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
                EscalationEvent.StepSkipped.class,
                new EscalationEvent.StepSkipped(StepPosition.FIRST, List.of("nobody"), true, Optional.of(NOW), 2));
        seen.put(FamilyEvent.KeyQuiet.class, new FamilyEvent.KeyQuiet("k2", "fine"));
        seen.put(
                NeedToKnowEvent.Unrestricted.class, new NeedToKnowEvent.Unrestricted(Actor.user("ann"), "it was none"));
        seen.put(EscalationEvent.Exhausted.class, new EscalationEvent.Exhausted(1, "default"));
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
        seen.put(EscalationEvent.TakenBack.class, new EscalationEvent.TakenBack(Actor.user("ann"), "no network", 3));
        seen.put(EscalationEvent.BegunAnew.class, new EscalationEvent.BegunAnew(Severity.SEV1, 3));
        seen.put(
                EscalationEvent.WentOn.class,
                new EscalationEvent.WentOn(StepPosition.FIRST, Optional.of(NOW), false, 3));
        seen.put(
                EscalationEvent.EnoughAnswered.class,
                new EscalationEvent.EnoughAnswered(StepPosition.FIRST, 2, NOW, 3));
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
            assertThat(state.holdsKey())
                    .isEqualTo(!EnumSet.of(IncidentState.CLOSED, IncidentState.CANCELLED, IncidentState.MERGED)
                            .contains(state));
        }
    }

    @Test
    void anyChainOfCommandsGoesAsTheTableSays() {
        var moves = WorkflowMoves.of(IncidentWorkflow.WORKFLOW, ID.value(), facts(1, OF_TWO), withStandIns())
                .refusing((incident, command) -> command instanceof StandIn
                        || (command instanceof IncidentCommand.Unacknowledge
                                && incident.state() == IncidentState.TRIGGERED
                                && !incident.escalation().answeredBy("ann")))
                .staying(IncidentLifecycleTest::nothingToDoYet);
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

    /**
     * Stands for what an incident makes of being taken out by what it was before: chains reach merged in one way only. The test of all
     * cells goes the others. It stands for a timer that completes an acknowledgement too, since time stands still in chains.
     */
    private record StandIn(IncidentAction action)
            implements WorkflowCommand<Incident, Circumstances, IncidentAction, IncidentEvent> {
        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            return Decision.refuse("stand-in", "a stand-in does nothing");
        }
    }

    private static List<WorkflowCommand<Incident, Circumstances, IncidentAction, IncidentEvent>> withStandIns() {
        List<WorkflowCommand<Incident, Circumstances, IncidentAction, IncidentEvent>> all = new ArrayList<>(commands());
        TOLD_BY_THE_STATE.stream()
                .filter(action -> action.name().startsWith("UNMERGE") || action == IncidentAction.COMPLETE)
                .forEach(action -> all.add(new StandIn(action)));
        return all;
    }

    private static boolean nothingToDo(
            Incident incident, WorkflowCommand<Incident, Circumstances, IncidentAction, IncidentEvent> command) {
        if (command instanceof IncidentCommand.Acknowledge && incident.state() == IncidentState.TRIGGERED) {
            return incident.escalation().answeredBy("ann");
        }
        if (command instanceof PlacementCommand.Requeue requeue) {
            return incident.queue().equals(Optional.of(requeue.queue()));
        }
        if (command instanceof PlacementCommand.PutOnHold held) {
            return incident.hold().equals(Optional.of(held.hold()));
        }
        if (command instanceof FamilyCommand.MergeInto) {
            return incident.mergedInto().isPresent();
        }
        if (command instanceof FamilyCommand.QuietKey) {
            KeyStand stand = incident.family().keys().get("k2");
            return stand == null || stand.quiet();
        }
        if (command instanceof FamilyCommand.Link) {
            return incident.family().parent().isPresent();
        }
        if (command instanceof FamilyCommand.Promote) {
            return incident.isMajor();
        }
        if (command instanceof FamilyCommand.Demote) {
            return !incident.isMajor();
        }
        if (command instanceof NeedToKnowCommand.Restrict restrict) {
            return incident.needToKnow().equals(Optional.of(new NeedToKnow(restrict.readers())));
        }
        if (command instanceof NeedToKnowCommand.Unrestrict) {
            return !incident.restricted();
        }
        if (command instanceof PlacementCommand.Relabel) {
            return incident.label().isPresent();
        }
        return false;
    }

    /** Time stands still in chains, so these ring too early and are set again. */
    private static boolean nothingToDoYet(
            Incident incident, WorkflowCommand<Incident, Circumstances, IncidentAction, IncidentEvent> command) {
        return nothingToDo(incident, command)
                || command instanceof EscalationCommand.AckTimeout
                || command instanceof IncidentCommand.CloseTimeout
                || command instanceof PlacementCommand.HoldTimeout;
    }

    @Test
    void timersThatRingEarlyAreSetAgain() {
        Instant due = NOW.plus(Duration.ofMinutes(5));
        Decision.Accept<IncidentEvent> early = (Decision.Accept<IncidentEvent>) new EscalationCommand.StepTimeout()
                .decide(in(IncidentState.TRIGGERED), facts(2), due.minusNanos(1_000));
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
                IncidentRules.DEFAULTS,
                Relatives.NONE,
                Optional.empty());
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
        refused("reason must be at most 1000 characters", () -> new EscalationCommand.Escalate("x".repeat(1_001)));
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
                new FamilyCommand.MergeInto(OTHER.id(), "the same trouble"),
                new FamilyCommand.Absorb(OTHER.id(), keys(Severity.SEV1), new TreeMap<>()),
                new FamilyCommand.Absorb(OTHER.id(), keys(Severity.SEV5), new TreeMap<>()),
                new FamilyCommand.Unmerge("another trouble"),
                new FamilyCommand.Release(OTHER.id(), List.of("k5"), List.of()),
                new FamilyCommand.Split(
                        Trouble.of("k3", ServiceId.of("checkout"), Severity.SEV2, "errors"), IncidentId.of("i3"), ""),
                new FamilyCommand.QuietKey("k2", "fine"),
                new FamilyCommand.Link(Optional.of(OTHER.id())),
                new FamilyCommand.Adopt(OTHER.id(), true),
                new FamilyCommand.Rehang(OTHER.id()),
                new FamilyCommand.Promote("all is down"),
                new FamilyCommand.Demote("it is not"),
                new NeedToKnowCommand.Restrict(new TreeSet<>(Set.of("eve")), "a breach"),
                new NeedToKnowCommand.Unrestrict("it was none"),
                new PlacementCommand.Accept("it is one"),
                new PlacementCommand.Requeue("second line", "not ours"),
                new PlacementCommand.PutOnHold(
                        Hold.of(HoldReason.VENDOR, "ticket 4711").until(Instant.parse("2027-01-01T00:00:00Z"))),
                new PlacementCommand.HoldTimeout(),
                new PlacementCommand.Resume("it goes on"),
                new PlacementCommand.Relabel(Optional.of("as we say")),
                new AssessPriority(1, 3, Optional.empty()),
                new IncidentCommand.Acknowledge(),
                new IncidentCommand.Unacknowledge("no time"),
                new EscalationCommand.AckTimeout(),
                new EscalationCommand.Escalate("no idea"),
                new EscalationCommand.StepTimeout(),
                new RebaseEscalation(true, "other people"),
                new IncidentCommand.Note("a note"),
                new IncidentCommand.Mitigate("moved"),
                new IncidentCommand.Resolve("done", false, Optional.empty()),
                new IncidentCommand.Reopen("not done", false, Optional.empty()),
                new IncidentCommand.Reopen(
                        "it fired", true, Optional.empty(), Optional.of("k2"), Optional.of(Severity.SEV1)),
                new IncidentCommand.Close("over"),
                new IncidentCommand.CloseTimeout(),
                new IncidentCommand.Cancel("a test"));
    }

    private static Circumstances facts(long version) {
        return facts(version, POLICY);
    }

    private static Circumstances facts(long version, EscalationPolicy policy) {
        return facts(version, policy, false);
    }

    private static Circumstances facts(long version, EscalationPolicy policy, boolean quiet) {
        return new Circumstances(
                Actor.user("ann"),
                version,
                PolicySnapshot.of(policy),
                Optional.empty(),
                Roster.NONE,
                person -> new Destination("pager", person),
                NotificationPlan.NONE,
                Optional.empty(),
                new IncidentRules(
                        Optional.of(Duration.ofDays(1)),
                        Optional.empty(),
                        Severity.SEV1,
                        labels(),
                        true,
                        Optional.of(PriorityMatrix.floorOfMean(5)),
                        Places.ANY),
                new Relatives(
                        Optional.of(OTHER),
                        Optional.of(OTHER.id()),
                        new TreeMap<>(Map.of("k2", new KeyStand(Severity.SEV2, quiet))),
                        List.of(OTHER.id()),
                        1,
                        Optional.empty()),
                Optional.empty());
    }

    private static SortedMap<String, KeyStand> keys(Severity severity) {
        return new TreeMap<>(Map.of("k2", new KeyStand(severity, false)));
    }

    private static final Incident OTHER = Opening.of(
            IncidentId.of("i2"),
            Trouble.of("key2", ServiceId.of("checkout"), Severity.SEV2, "errors"),
            IncidentState.TRIGGERED,
            PolicySnapshot.of(POLICY).ref(),
            NOW,
            1,
            Optional.empty());

    /** An incident in a state from which an action can be asked for as it is meant. */
    private static Incident at(IncidentState state, IncidentAction action) {
        if (action == IncidentAction.QUIET_KEY) {
            return step(in(state), commands().get(7), 8);
        }
        if (action == IncidentAction.UNRESTRICT) {
            return step(in(state), new NeedToKnowCommand.Restrict(new TreeSet<>(), "a breach"), 8);
        }
        if (state != IncidentState.MERGED) {
            return action == IncidentAction.DEMOTE
                    ? step(in(state), new FamilyCommand.Promote("all is down"), 8)
                    : in(state);
        }
        String from = action.name().replaceFirst("UNMERGE_?", "");
        IncidentState before = from.isEmpty()
                ? IncidentState.TRIGGERED
                : TOLD_BY_THE_STATE.contains(action) ? IncidentState.valueOf(from) : IncidentState.TRIGGERED;
        return step(in(before), new FamilyCommand.MergeInto(OTHER.id(), ""), 8);
    }

    private static SortedMap<IncidentCategory, List<String>> labels() {
        SortedMap<IncidentCategory, List<String>> labels = new TreeMap<>();
        for (IncidentCategory category : IncidentCategory.values()) {
            labels.put(category, List.of("as we say"));
        }
        return labels;
    }

    private static final Map<IncidentState, List<IncidentCommand>> WAYS = Map.ofEntries(
            Map.entry(IncidentState.MERGED, List.of(new FamilyCommand.MergeInto(OTHER.id(), ""))),
            Map.entry(IncidentState.TRIAGE, List.of()),
            Map.entry(IncidentState.TRIGGERED, List.of()),
            Map.entry(IncidentState.QUEUED, List.of(new PlacementCommand.Requeue("first line", ""))),
            Map.entry(
                    IncidentState.ON_HOLD,
                    List.of(new PlacementCommand.PutOnHold(
                            Hold.of(HoldReason.CHANGE, "").until(NOW.plusSeconds(60))))),
            Map.entry(IncidentState.ACKNOWLEDGED, List.of(new IncidentCommand.Acknowledge())),
            Map.entry(IncidentState.MITIGATED, List.of(new IncidentCommand.Mitigate(""))),
            Map.entry(IncidentState.RESOLVED, List.of(new IncidentCommand.Resolve("", false, Optional.empty()))),
            Map.entry(
                    IncidentState.CLOSED,
                    List.of(new IncidentCommand.Resolve("", false, Optional.empty()), new IncidentCommand.Close(""))),
            Map.entry(IncidentState.CANCELLED, List.of(new IncidentCommand.Cancel("a test"))));

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
