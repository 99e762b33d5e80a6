package io.itops.incident;

import static io.itops.incident.Scene.ANN;
import static io.itops.incident.Scene.BOB;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.Ref;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.TeamId;
import io.itops.core.catalog.Team;
import io.itops.core.delivery.Destination;
import io.itops.core.signal.Signal;
import io.itops.core.store.InMemoryStore;
import io.itops.core.store.StoredRecord;
import io.itops.incident.communication.CadenceRule;
import io.itops.incident.communication.CommunicationPolicy;
import io.itops.incident.communication.IncidentRole;
import io.itops.incident.communication.RoleRule;
import io.itops.incident.escalation.Contacts;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationStep;
import io.itops.incident.escalation.EscalationTarget;
import io.itops.incident.escalation.StepCondition;
import io.itops.incident.internal.RoundRobinTurn;
import io.itops.incident.oncall.OnCallSchedule;
import io.itops.incident.workflow.EscalationCommand;
import io.itops.incident.workflow.Incident;
import io.itops.testkit.fault.ForwardingStore;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Decisions rest on what was read before: they ask nobody, and nothing is read that they do not rest on. */
class PureDecisionsTest {
    /** Contacts of a program, which note when they are asked while something is decided. */
    private static final class Watched implements Contacts {
        private final List<String> asked = new ArrayList<>();

        @Override
        public Destination of(String person) {
            boolean deciding = StackWalker.getInstance()
                    .walk(frames ->
                            frames.anyMatch(frame -> frame.getMethodName().equals("decide")));
            if (deciding) {
                asked.add(person);
            }
            return new Destination("pager", person);
        }
    }

    private static EscalationPolicy policy() {
        return EscalationPolicy.builder()
                .step(EscalationTarget.person("zed"), ofMinutes(5))
                .step(
                        EscalationTarget.roundRobin(
                                "first-line",
                                List.of(
                                        EscalationTarget.schedule("nowhere"),
                                        EscalationTarget.group("two", List.of("cat", "dan")))),
                        ofMinutes(5))
                .step(EscalationTarget.schedule("primary"), ofMinutes(5))
                .step(EscalationStep.builder(ofMinutes(5))
                        .page(EscalationTarget.team("leads"))
                        .when(StepCondition.atLeast(Severity.SEV1))
                        .build())
                .step("fay", ofHours(2))
                .repeat(1)
                .build();
    }

    private static IncidentOptions options(Optional<Contacts> contacts) {
        var options = IncidentOptions.builder()
                .policy(policy())
                .communication(CommunicationPolicy.builder()
                        .cadence(CadenceRule.of("public", Severity.SEV3, ofMinutes(20)))
                        .role(new RoleRule(IncidentRole.COMMANDER, Severity.SEV3, ofMinutes(10)))
                        .build());
        contacts.ifPresent(options::contacts);
        return options.build();
    }

    /** All that people are told about: steps, worse signals, holders, news, merges, reminders, items that are due. */
    private static List<String> day(Scene scene) {
        scene.incidents
                .schedules()
                .put(
                        OnCallSchedule.weekly(
                                "primary",
                                "UTC",
                                DayOfWeek.MONDAY,
                                LocalTime.NOON,
                                LocalDate.of(2026, 11, 2),
                                List.of("eve")),
                        ANN);
        scene.ops.catalog().define(new Team(TeamId.of("leads"), "Leads", List.of(Actor.user("gus"))), ANN);
        Incident incident = scene.fire(Severity.SEV3, "errors");
        scene.passMinutes(22);
        scene.fire(Severity.SEV1, "all is down");
        scene.incidents.communication().assign(incident.id(), IncidentRole.SCRIBE, "hal", "", ANN);
        scene.passMinutes(20);
        scene.incidents.acknowledge(incident.id(), BOB);
        scene.ops.accept(Signal.firing("other", ServiceId.of("shop"), Severity.SEV3, "slow"));
        scene.passMinutes(1);
        Incident other = scene.incidents.open("other").orElseThrow();
        scene.incidents.acknowledge(other.id(), Actor.user("ida"));
        scene.ops.accept(Signal.firing("other", ServiceId.of("shop"), Severity.SEV2, "slower"));
        scene.settle();
        scene.incidents.unacknowledge(other.id(), "", Actor.user("ida"));
        scene.incidents.merge(other.id(), incident.id(), "", ANN);
        scene.passMinutes(30);
        scene.incidents.unmerge(other.id(), "", ANN);
        scene.passMinutes(30);
        scene.incidents.resolve(incident.id(), "", ANN);
        scene.incidents.cancel(other.id(), "none", ANN);
        scene.incidents.reviews().add(incident.id(), "do it", Optional.of("jan"), scene.minute(600), ANN);
        scene.pass(ofHours(30));
        return scene.sent();
    }

    @Test
    void contactsAreAskedBeforeADecisionAndNotInIt() {
        Watched watched = new Watched();
        List<String> told;
        try (Scene scene = Scene.of(options(Optional.of(watched)))) {
            told = day(scene);
        }
        assertThat(watched.asked).as("asked while deciding").isEmpty();
        try (Scene scene = Scene.of(options(Optional.of(Contacts.through("pager"))))) {
            assertThat(day(scene))
                    .as("nobody is missing among those who were asked for")
                    .isEqualTo(told);
        }
        assertThat(told)
                .contains("page:zed", "page:cat", "page:eve", "page:gus", "page:fay", "worse:ida", "merged:zed")
                .contains("resolved:fay", "cancelled:zed", "role-vacant:cat")
                .anyMatch(sent -> sent.startsWith("update-missed:"))
                .anyMatch(sent -> sent.endsWith(":jan"));
    }

    /** Which turns are read. */
    private static final class Turns extends ForwardingStore {
        private final List<String> read = new ArrayList<>();

        Turns(InMemoryStore store) {
            super(store);
        }

        @Override
        public Optional<StoredRecord> find(Ref ref) {
            if (ref.type().equals(RoundRobinTurn.TYPE.name())) {
                read.add(ref.id());
            }
            return super.find(ref);
        }
    }

    private static EscalationTarget turns(String name, String... people) {
        return EscalationTarget.roundRobin(
                name, List.of(people).stream().map(EscalationTarget::person).toList());
    }

    @Test
    void onlyTheTurnThatIsTakenIsRead() {
        List<Turns> stores = new ArrayList<>();
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(turns("first", "ann", "bob"), ofMinutes(5))
                .step(turns("second", "cat", "dan"), ofMinutes(5))
                .step(turns("third", "eve", "fay"), ofMinutes(5))
                .build();
        try (Scene scene = Scene.over(
                clock -> {
                    Turns turns = new Turns(new InMemoryStore(clock));
                    stores.add(turns);
                    return turns;
                },
                IncidentOptions.of(policy))) {
            List<String> read = stores.get(0).read;
            Incident incident = scene.fire();
            assertThat(read).as("at the opening").isNotEmpty().containsOnly("first");
            read.clear();
            scene.passMinutes(5);
            assertThat(read).as("at the second step").isNotEmpty().containsOnly("second");
            read.clear();
            scene.incidents.acknowledge(incident.id(), ANN);
            assertThat(read).isEmpty();
            scene.incidents.unacknowledge(incident.id(), "", ANN);
            scene.settle();
            assertThat(read).as("the step is taken once more").containsOnly("second");
            read.clear();
            scene.incidents
                    .execute(
                            incident.id(),
                            OptionalLong.of(
                                    scene.incidents.current(incident.id()).version()),
                            new EscalationCommand.Escalate(""),
                            ANN)
                    .orElseThrow();
            assertThat(read).containsOnly("third");
            scene.settle();
            scene.ops.accept(Signal.firing("k2", Scene.CHECKOUT, Severity.SEV2, "errors"));
            scene.settle();
            assertThat(scene.sent())
                    .as("turns go on as they did")
                    .containsExactly("page:ann", "page:cat", "page:dan", "page:eve", "page:bob");
        }
    }

    @Test
    void aTurnBehindAStepThatReachesNobodyIsReadToo() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(EscalationTarget.schedule("nowhere"), ofMinutes(5))
                .step(turns("second", "cat", "dan"), ofMinutes(5))
                .build();
        try (Scene scene = Scene.of(policy)) {
            for (int i = 0; i < 3; i++) {
                scene.ops.accept(Signal.firing("k" + i, Scene.CHECKOUT, Severity.SEV2, "errors"));
                scene.settle();
            }
            assertThat(scene.sent()).containsExactly("page:cat", "page:dan", "page:cat");
        }
    }
}
