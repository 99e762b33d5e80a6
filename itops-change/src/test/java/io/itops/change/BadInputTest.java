package io.itops.change;

import static io.itops.change.ChangeWorld.ANN;
import static io.itops.change.ChangeWorld.BOB;
import static io.itops.change.ChangeWorld.CAT;
import static io.itops.change.ChangeWorld.DAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.change.workflow.BackOutPlan;
import io.itops.change.workflow.Change;
import io.itops.change.workflow.ChangeCommand;
import io.itops.change.workflow.ChangeContent;
import io.itops.change.workflow.ChangeId;
import io.itops.change.workflow.ChangePhase;
import io.itops.change.workflow.ChangePolicy;
import io.itops.change.workflow.ChangeTemplate;
import io.itops.change.workflow.ChangeType;
import io.itops.change.workflow.PlanStep;
import io.itops.core.Actor;
import io.itops.core.ComponentId;
import io.itops.core.ConflictException;
import io.itops.core.InvalidInputException;
import io.itops.core.ItOps;
import io.itops.core.NotFoundException;
import io.itops.core.Reason;
import io.itops.core.RefusedException;
import io.itops.core.store.InMemoryStore;
import io.itops.core.time.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whatever makes no sense is refused with a typed error that says what, the rule and the value, and nothing of it is applied. */
class BadInputTest {
    private static final PlanStep STEP = PlanStep.of("deploy");
    private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");

    private static ChangeContent.Builder content() {
        return Change.normal("ledger 2.4").component("ledger-db").plan(STEP);
    }

    private static ChangeTemplate template(List<ComponentId> components, List<PlanStep> plan) {
        return new ChangeTemplate("rotate", "rotate", components, plan, Optional.empty(), "nobody");
    }

    @Test
    void changesAreNotAttachedOnceWorkersRun() {
        try (ItOps ops = ItOps.builder().store(new InMemoryStore()).build()) {
            ops.start();
            assertThatThrownBy(() -> Changes.attach(ops))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith("module changes must be attached before start()");
        }
    }

    @Test
    void changesAreAttachedOnce() {
        try (ItOps ops = ItOps.builder().store(new InMemoryStore()).build()) {
            Changes.attach(ops);
            assertThatThrownBy(() -> Changes.attach(ops))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("module changes must be attached once, but was attached before");
        }
    }

    private static Map<String, Runnable> builders() {
        Map<String, Runnable> bad = new LinkedHashMap<>();
        bad.put(
                "change title must be given, but was null",
                () -> Change.normal(none()).component("c").build());
        bad.put("change title must not be blank, but was \" \"", () -> content().title(" "));
        bad.put("change title must be at most 300 characters", () -> content().title("x".repeat(301)));
        bad.put("change title must be one line", () -> content().title("a\nb").build());
        bad.put("change description must be given", () -> content().description(none()));
        bad.put("change description must be at most 20000", () -> content().description("x".repeat(20_001)));
        bad.put(
                "services and components of a change must be at least one together, but was 0",
                () -> Change.normal("t").build());
        bad.put("service id must be given", () -> content().service(none()));
        bad.put("service id must not be blank", () -> content().service(""));
        bad.put("component id must be given", () -> content().component(none()));
        bad.put(
                "components of a change must have 0 to 100 elements, but was 101",
                () -> components(101).build());
        bad.put("steps of the plan must be given", () -> content().plan((PlanStep[]) none()));
        bad.put(
                "each of the steps of the plan must be given, but was null at index 1",
                () -> content().plan(PlanStep.of("deploy"), none()));
        bad.put(
                "steps of the plan must have 0 to 100",
                () -> content().plan(steps(100)).build());
        bad.put("plan step must not be blank", () -> PlanStep.of("\t"));
        bad.put("plan step must be at most 1000 characters", () -> PlanStep.of("x".repeat(1_001)));
        bad.put("check of a plan step must be given", () -> PlanStep.checked("deploy", none()));
        bad.put("back-out plan must be given", () -> content().backOut(none()));
        bad.put("steps of the back-out plan must have 1 to 100", BackOutPlan::unrehearsed);
        bad.put("each of the steps of the back-out plan must be given", () -> BackOutPlan.rehearsed((PlanStep) none()));
        bad.put("window must be given", () -> content().window(none()));
        bad.put("window end must be after its start", () -> content().window(new Window(NOW, NOW)));
        bad.put("implementer must be given", () -> content().implementer(none()));
        bad.put(
                "implementer must have no white space at its ends",
                () -> content().implementer(" dan"));
        bad.put("template must be given", () -> Change.standard("t", none()));
        bad.put(
                "template must be named by standard changes alone",
                () -> new ChangeContent(
                        ChangeType.STANDARD,
                        "t",
                        "",
                        List.of(),
                        List.of(ComponentId.of("c")),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        bad.put("components of a template must have 1 to 100", () -> template(List.of(), List.of(STEP)));
        bad.put(
                "each of the components of a template must be given",
                () -> template(Collections.singletonList(none()), List.of(STEP)));
        bad.put("steps of the plan must have 1 to 100", () -> template(List.of(ComponentId.of("c")), List.of()));
        bad.put("votes must be 1 to 100, but was 0", () -> policy(0, 1, 0.3));
        bad.put("votes at risk must be 3 to 100, but was 2", () -> policy(3, 2, 0.3));
        bad.put("risk threshold must be 0.0 to 1.0, but was NaN", () -> policy(1, 1, Double.NaN));
        bad.put(
                "policy version must not be blank",
                () -> new ChangePolicy("", 1, 1, 0.3, new TreeSet<>(), Duration.ofDays(1)));
        bad.put(
                "approvers must be at least as many as the votes that a change may need, 2, but was 1",
                () -> ChangePolicy.named("p").approvers(List.of("cat", "cat")).build());
        bad.put(
                "votes at risk must be 3 to 100, but was 2",
                () -> ChangePolicy.named("p").votes(3, 2).build());
        bad.put("policy version must not be blank", () -> ChangePolicy.named(" "));
        bad.put("approvers must be given", () -> new ChangePolicy("p", 1, 1, 0.3, none(), Duration.ofDays(1)));
        bad.put("review term must be positive", () -> new ChangePolicy("p", 1, 1, 0.3, new TreeSet<>(), Duration.ZERO));
        bad.put("change id must be given", () -> ChangeId.of(none()));
        return bad;
    }

    private static void policy(int votes, int votesAtRisk, double threshold) {
        new ChangePolicy("p", votes, votesAtRisk, threshold, new TreeSet<>(), Duration.ofDays(1));
    }

    private static ChangeContent.Builder components(int count) {
        ChangeContent.Builder builder = Change.normal("t");
        for (int i = 0; i < count; i++) {
            builder.component("c" + i);
        }
        return builder;
    }

    private static PlanStep[] steps(int count) {
        return Collections.nCopies(count, STEP).toArray(PlanStep[]::new);
    }

    private static Map<String, Runnable> commands(Changes all, ChangeId id) {
        String tooLong = "x".repeat(2_001);
        ChangeContent content = content().build();
        Map<String, Runnable> bad = new LinkedHashMap<>();
        bad.put("ops must be given", () -> Changes.attach(none()));
        bad.put("change content must be given", () -> all.propose(none(), ANN));
        bad.put("actor must be given, but was null", () -> all.propose(content(), none()));
        bad.put("change content must be given, but was null", () -> all.edit(id, none(), ANN));
        bad.put("change id must be given, but was null", () -> all.edit(none(), content, ANN));
        bad.put("change id must be given", () -> all.submit(none(), ANN));
        bad.put("assessment must not be blank", () -> all.assess(id, "", BOB));
        bad.put("assessment must be at most 2000 characters", () -> all.assess(id, tooLong, BOB));
        bad.put("hash that the voter saw must be given", () -> all.approve(id, none(), BOB));
        bad.put(
                "voter must be a person, but was integration:ci",
                () -> all.approve(id, all.get(id).content().hash(), Actor.integration("ci")));
        bad.put("reason of the rejection must be given", () -> all.reject(id, none(), BOB));
        bad.put("actor must be given", () -> all.start(id, none()));
        bad.put("note must be given", () -> all.finish(id, none(), DAN));
        bad.put("note must be at most 2000 characters", () -> all.fail(id, tooLong, DAN));
        bad.put("reason of the back-out must not be blank", () -> all.backOut(id, " ", DAN));
        bad.put("findings must be given", () -> all.close(id, none(), CAT));
        bad.put("reason of the withdrawal must not be blank", () -> all.withdrawTemplate("t", "", CAT));
        bad.put("reason of the cancellation must be at most 2000", () -> all.cancel(id, tooLong, ANN));
        bad.put("comment must not be blank", () -> all.comment(id, "\n", ANN));
        bad.put("labels must be given", () -> all.annotate(id, none(), List.of(), ANN));
        bad.put("labels must have 0 to 64 elements, but was 65", () -> all.annotate(id, labels(65), List.of(), ANN));
        bad.put("label name must not be blank", () -> all.annotate(id, Map.of(" ", "v"), List.of(), ANN));
        bad.put(
                "value of label \"l\" must be at most 1024",
                () -> all.annotate(id, Map.of("k", "v", "l", tooLong), List.of(), ANN));
        bad.put(
                "each value of the labels must be given, but was null for \"l\"",
                () -> all.annotate(id, Collections.singletonMap("l", none()), List.of(), ANN));
        bad.put("links must be given", () -> all.annotate(id, Map.of(), none(), ANN));
        bad.put(
                "each of the links must be given, but was null at index 0",
                () -> all.annotate(id, Map.of(), Collections.singletonList(none()), ANN));
        for (String link : List.of("javascript:alert(1)", " https://a", "ftp://a/b", "wiki.example", "https:///a")) {
            bad.put(
                    "link must begin with http:// or https:// and name a host, but was \"" + link,
                    () -> all.annotate(id, Map.of(), List.of("HTTPS://wiki.example", link), ANN));
        }
        bad.put("template must be given", () -> all.approveTemplate(none(), CAT));
        bad.put("delegating person must be given", () -> all.delegate(none(), "bob", NOW, NOW.plusSeconds(1), CAT));
        bad.put("delegate must be given", () -> all.delegate("ann", none(), NOW, NOW.plusSeconds(1), CAT));
        bad.put("delegate must be another person", () -> all.delegate("ann", "ann", NOW, NOW.plusSeconds(1), CAT));
        bad.put("end of the delegation must be after its start", () -> all.delegate("ann", "bob", NOW, NOW, CAT));
        bad.put("delegating person must not be blank", () -> all.endDelegation(" ", "bob", CAT));
        bad.put("delegating person must be given, but was null", () -> all.endDelegation(none(), "bob", CAT));
        bad.put("delegate must not be blank", () -> all.endDelegation("ann", "", CAT));
        bad.put("delegate must be given, but was null", () -> all.endDelegation("ann", none(), CAT));
        bad.put("delegate must be at most 200 characters", () -> all.endDelegation("ann", "b".repeat(201), CAT));
        bad.put("actor must be", () -> all.endDelegation("ann", "bob", none()));
        bad.put("phase must be given", () -> all.in(none()));
        bad.put("incident must be given", () -> all.suspects(none()));
        bad.put("command must be given", () -> all.execute(id, OptionalLong.empty(), none(), ANN));
        bad.put(
                "seen version must be given",
                () -> all.execute(id, none(), new ChangeCommand.Comment("ann", "x"), ANN));
        bad.put(
                "seen version must be at least 1, but was -1",
                () -> all.execute(id, OptionalLong.of(-1), new ChangeCommand.Comment("ann", "x"), ANN));
        bad.put(
                "person who gives the command must be the actor",
                () -> all.execute(id, OptionalLong.empty(), new ChangeCommand.Comment("bob", "x"), ANN));
        return bad;
    }

    private static Map<String, String> labels(int count) {
        Map<String, String> labels = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            labels.put("l" + i, "v");
        }
        return labels;
    }

    @TestFactory
    Stream<DynamicTest> everyBuilderRefusesWhatMakesNoSense() {
        return builders().entrySet().stream()
                .map(bad -> DynamicTest.dynamicTest(
                        bad.getKey(),
                        () -> assertThatThrownBy(() -> bad.getValue().run())
                                .isInstanceOf(InvalidInputException.class)
                                .hasMessageStartingWith(bad.getKey())));
    }

    @TestFactory
    Stream<DynamicTest> everyCommandRefusesWhatMakesNoSenseAndAppliesNothing() {
        ChangeWorld world = new ChangeWorld();
        ChangeId id = world.authorising(ChangeWorld.ledger());
        Change before = world.changes.get(id);
        long entries = world.ops.journal().head().size();
        return commands(world.changes, id).entrySet().stream()
                .map(bad -> DynamicTest.dynamicTest(bad.getKey(), () -> {
                    assertThatThrownBy(() -> bad.getValue().run())
                            .isInstanceOf(InvalidInputException.class)
                            .hasMessageStartingWith(bad.getKey());
                    assertThat(world.changes.get(id)).isEqualTo(before);
                    assertThat(world.ops.journal().head().size()).isEqualTo(entries);
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyCommandIsRefusedInAStateThatDoesNotHaveIt() {
        ChangeWorld world = new ChangeWorld();
        Changes all = world.changes;
        ChangeId draft = world.proposed(ChangeWorld.ledger());
        ChangeId started = world.started(ChangeWorld.ledger());
        Map<String, Runnable> wrong = new LinkedHashMap<>();
        wrong.put("assess", () -> all.assess(draft, "fine", BOB));
        wrong.put("approve", () -> all.approve(draft, all.get(draft).content().hash(), BOB));
        wrong.put("reject", () -> all.reject(draft, "no", BOB));
        wrong.put("start", () -> all.start(draft, DAN));
        wrong.put("finish", () -> all.finish(draft, "", DAN));
        wrong.put("back-out", () -> all.backOut(draft, "it fails", DAN));
        wrong.put("close", () -> all.close(draft, "fine", CAT));
        wrong.put("edit", () -> all.edit(started, content().build(), ANN));
        wrong.put("submit", () -> all.submit(started, ANN));
        wrong.put("cancel", () -> all.cancel(started, "no need", ANN));
        List<Change> before = List.of(all.get(draft), all.get(started));
        long entries = world.ops.journal().head().size();
        return wrong.entrySet().stream()
                .map(command -> DynamicTest.dynamicTest(command.getKey(), () -> {
                    assertThatThrownBy(() -> command.getValue().run())
                            .isInstanceOfSatisfying(RefusedException.class, e -> {
                                assertThat(e.action()).isEqualTo(command.getKey());
                                assertThat(e.reasons()).extracting(Reason::code).containsExactly("wrong-state");
                            });
                    assertThat(List.of(all.get(draft), all.get(started))).isEqualTo(before);
                    assertThat(world.ops.journal().head().size()).isEqualTo(entries);
                }));
    }

    @Test
    void aStaleVersionIsAConflictThatNamesBothVersions() {
        ChangeWorld world = new ChangeWorld();
        ChangeId id = world.proposed(ChangeWorld.ledger());
        world.changes.comment(id, "first", ANN);
        long entries = world.ops.journal().head().size();
        for (ChangeCommand command : List.of(
                new ChangeCommand.Comment("ann", "second"),
                new ChangeCommand.Submit("ann", ChangeType.NORMAL),
                new ChangeCommand.Cancel("ann", "no need"))) {
            assertThatThrownBy(() -> world.changes.execute(id, OptionalLong.of(7), command, ANN))
                    .isInstanceOfSatisfying(ConflictException.class, e -> {
                        assertThat(e.entity()).isEqualTo(id.ref());
                        assertThat(e.expected()).isEqualTo(7);
                        assertThat(e.found()).isPositive().isNotEqualTo(7);
                    });
        }
        assertThat(world.changes.get(id).phase()).isEqualTo(ChangePhase.DRAFT);
        assertThat(world.ops.journal().head().size()).isEqualTo(entries);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        Changes all = new ChangeWorld().changes;
        ChangeId nobody = ChangeId.of("no-such-change");
        List<Runnable> calls = List.of(
                () -> all.get(nobody),
                () -> all.submit(nobody, ANN),
                () -> all.risk(nobody),
                () -> all.why(nobody),
                () -> all.withdrawTemplate("no-such-template", "x", CAT),
                () -> all.endDelegation("ann", "no-such-delegate", CAT));
        for (Runnable call : calls) {
            assertThatThrownBy(call::run).isInstanceOf(NotFoundException.class).hasMessageContaining("no-such-");
        }
    }

    @Test
    void theLargestInputsFit() {
        ChangeWorld world = new ChangeWorld();
        String rocket = "\ud83d\ude80";
        ChangeContent.Builder largest = components(100)
                .title(rocket.repeat(300))
                .description(rocket.repeat(20_000))
                .plan(Collections.nCopies(100, PlanStep.checked(rocket.repeat(1_000), rocket.repeat(1_000)))
                        .toArray(PlanStep[]::new))
                .implementer("d".repeat(200));
        ChangeId id = world.proposed(largest);
        world.changes.annotate(id, labels(64), Collections.nCopies(64, "http://" + "l".repeat(1_993)), ANN);
        world.changes.comment(id, rocket.repeat(2_000), ANN);
        world.changes.submit(id, ANN);
        world.changes.assess(id, rocket.repeat(2_000), BOB);
        assertThat(world.changes.cancel(id, rocket.repeat(2_000), ANN).phase()).isEqualTo(ChangePhase.CANCELLED);
    }

    @SuppressWarnings("NullAway")
    private static <T> T none() {
        return null;
    }
}
