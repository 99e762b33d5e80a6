package io.itops.incident.escalation;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.FormatException;
import io.itops.core.InvalidInputException;
import io.itops.core.delivery.Destination;
import io.itops.core.record.Tree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EscalationPolicyTest {
    private static final EscalationPolicy POLICY = EscalationPolicy.builder()
            .name("payments")
            .step("ann", ofMinutes(5))
            .step(List.of(EscalationTarget.schedule("primary"), EscalationTarget.person("bob")), ofMinutes(10))
            .repeat(1)
            .ackTimeout(ofMinutes(30))
            .build();

    @Test
    void positionsGoThroughStepsAndCyclesAndEnd() {
        List<String> way = new ArrayList<>();
        Optional<StepPosition> at = Optional.of(StepPosition.FIRST);
        while (at.isPresent()) {
            way.add(POLICY.describe(at.get()));
            at = POLICY.next(at.get());
        }
        assertThat(way)
                .containsExactly(
                        "step 1 of 2, cycle 1 of 2",
                        "step 2 of 2, cycle 1 of 2",
                        "step 1 of 2, cycle 2 of 2",
                        "step 2 of 2, cycle 2 of 2");
        assertThat(POLICY.nextOnDemand(new StepPosition(2, 2))).isEqualTo(new StepPosition(3, 1));
        assertThat(POLICY.nextOnDemand(new StepPosition(1, 1))).isEqualTo(new StepPosition(1, 2));
        assertThatThrownBy(() -> POLICY.step(new StepPosition(1, 3))).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void policiesAreReadBackAsTheyWereWritten() {
        Tree tree = EscalationPolicy.CODEC.write(POLICY);
        assertThat(EscalationPolicy.CODEC.read(tree)).isEqualTo(POLICY);
        Map<String, Tree> members = new TreeMap<>(((Tree.Obj) tree).members());
        members.put("steps", new Tree.Arr(List.of()));
        assertThatThrownBy(() -> EscalationPolicy.CODEC.read(Tree.Obj.of(members)))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("escalation steps must have 1 to 20 elements");
    }

    @Test
    void targetsKnowTheirPeopleAndTheirGaps() {
        Roster roster = new Roster(new TreeMap<>(Map.of("primary", List.of("cat"), "empty", List.of())));
        assertThat(EscalationTarget.person("ann").people(roster)).containsExactly("ann");
        assertThat(EscalationTarget.person("ann").gap(roster)).isEmpty();
        assertThat(EscalationTarget.schedule("primary").people(roster)).containsExactly("cat");
        assertThat(EscalationTarget.schedule("primary").gap(roster)).isEmpty();
        assertThat(EscalationTarget.schedule("empty").gap(roster)).isEqualTo("nobody is on call in schedule empty");
        assertThat(EscalationTarget.schedule("none").gap(roster)).isEqualTo("there is no schedule none");
        assertThat(POLICY.schedules()).containsExactly("primary");
        assertThat(POLICY.steps().get(1)).hasToString("schedule primary and bob for 10 min");
        assertThat(Contacts.through("pager").of("ann")).isEqualTo(new Destination("pager", "ann"));
    }

    @Test
    void badPoliciesAreRefusedByNameRuleAndValue() {
        refused(
                "escalation steps must have 1 to 20 elements, but was 0",
                () -> EscalationPolicy.builder().build());
        refused("escalation steps must have 1 to 20 elements, but was 21", () -> {
            var builder = EscalationPolicy.builder();
            for (int i = 0; i < 21; i++) {
                builder.step("ann", ofMinutes(1));
            }
            builder.build();
        });
        refused("person must not be blank", () -> EscalationPolicy.builder().step(" ", ofMinutes(1)));
        refused("person must be at most 100 characters", () -> EscalationTarget.person("x".repeat(101)));
        refused("schedule must be given", () -> EscalationTarget.schedule(none()));
        refused(
                "delay of an escalation step must be positive",
                () -> EscalationPolicy.builder().step("ann", Duration.ZERO));
        refused(
                "delay of an escalation step must be at most PT168H",
                () -> EscalationPolicy.builder().step("ann", Duration.ofDays(8)));
        refused(
                "delay of an escalation step must be given",
                () -> EscalationPolicy.builder().step("ann", none()));
        refused(
                "targets of an escalation step must have 1 to 20 elements",
                () -> EscalationPolicy.builder().step(List.<EscalationTarget>of(), ofMinutes(1)));
        refused(
                "target of an escalation step must be given",
                () -> EscalationPolicy.builder()
                        .step(Arrays.asList(EscalationTarget.person("ann"), null), ofMinutes(1)));
        refused(
                "escalation repeats must be 0 to 100, but was -1",
                () -> EscalationPolicy.builder().repeat(-1));
        refused(
                "acknowledgement timeout must be positive",
                () -> EscalationPolicy.builder()
                        .step("ann", ofMinutes(1))
                        .ackTimeout(Duration.ofSeconds(-1))
                        .build());
        refused(
                "escalation policy name must not be blank",
                () -> EscalationPolicy.builder()
                        .name("")
                        .step("ann", ofMinutes(1))
                        .build());
        refused(
                "escalation step must be given",
                () -> new EscalationPolicy("p", Arrays.asList((EscalationStep) null), 0, Optional.empty()));
        refused("escalation cycle must be 1 to", () -> new StepPosition(0, 1));
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
}
