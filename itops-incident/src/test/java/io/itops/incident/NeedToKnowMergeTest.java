package io.itops.incident;

import static io.itops.incident.NeedToKnowTest.EVE;
import static io.itops.incident.NeedToKnowTest.SAM;
import static io.itops.incident.NeedToKnowTest.SECRET;
import static io.itops.incident.NeedToKnowTest.SECURITY_TEAM;
import static io.itops.incident.Scene.CHECKOUT;
import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.AccessDeniedException;
import io.itops.core.RefusedException;
import io.itops.core.Severity;
import io.itops.core.access.AccessDecision;
import io.itops.core.signal.Signal;
import io.itops.core.spi.Authorizer;
import io.itops.incident.communication.IncidentRole;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.Trouble;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What whoever may not read the incident into which another one was merged learns of that one: nothing. */
class NeedToKnowMergeTest {
    /** Nobody but Sam does anything to the restricted root, and nobody may take anything out of it or hang anything under it. */
    private static final Authorizer GUARDED = (actor, permission, subject) ->
            !actor.equals(SAM) && List.of("incident.release", "incident.adopt").contains(permission.name())
                    ? AccessDecision.deny("it is guarded")
                    : SECURITY_TEAM.authorize(actor, permission, subject);

    private final Scene scene = Scene.of(
            IncidentOptions.of(
                    EscalationPolicy.builder().step("ann", ofHours(9)).build()),
            GUARDED);

    private final Incident root = scene.incidents.declare(
            Trouble.of("root", CHECKOUT, Severity.SEV2, SECRET).restrictedTo(List.of()), SAM);
    private final Incident part = scene.incidents.declare(Trouble.of("part", CHECKOUT, Severity.SEV3, "slow"), EVE);

    @AfterEach
    void close() {
        scene.close();
    }

    private void merge() {
        scene.incidents.merge(part.id(), root.id(), "the same disk", SAM);
    }

    @Test
    void whoTakesSomethingOutOfItIsDeniedWithoutItsName() {
        merge();
        assertThatThrownBy(() -> scene.incidents.unmerge(part.id(), "", EVE))
                .isInstanceOfSatisfying(AccessDeniedException.class, denied -> {
                    assertThat(denied.permission()).isEqualTo("incident.release");
                    assertThat(denied.subject()).isEqualTo(part.id().ref());
                    assertThat(denied.getMessage()).doesNotContain(root.id().value());
                });
        assertThat(scene.incidents.get(part.id()).state()).isEqualTo(IncidentState.MERGED);
    }

    @Test
    void whoMovesAPartAwayFromItIsDeniedWithoutItsName() {
        scene.incidents.link(part.id(), Optional.of(root.id()), SAM);
        assertThatThrownBy(() -> scene.incidents.link(part.id(), Optional.empty(), EVE))
                .isInstanceOfSatisfying(AccessDeniedException.class, denied -> {
                    assertThat(denied.permission()).isEqualTo("incident.adopt");
                    assertThat(denied.getMessage()).doesNotContain(root.id().value());
                });
        assertThat(scene.incidents.get(part.id()).family().parent()).contains(root.id());
    }

    @Test
    void refusalsOfEveryFacadeDoNotSayAsWhatItGoesOn() {
        merge();
        var communication = scene.incidents.communication();
        for (Executable asked : List.<Executable>of(
                () -> scene.incidents.resolve(part.id(), "", EVE),
                () -> scene.incidents.merge(part.id(), IncidentId.of("nowhere"), "", EVE),
                () -> communication.publish(part.id(), List.of("public"), "we look into it", EVE),
                () -> communication.assign(part.id(), IncidentRole.SCRIBE, "eve", "", EVE),
                () -> scene.incidents.reviews().add(part.id(), "do it", Optional.empty(), scene.minute(60), EVE))) {
            assertThatThrownBy(asked::execute)
                    .isInstanceOf(RefusedException.class)
                    .hasMessageNotContaining(root.id().value());
        }
        assertThatThrownBy(() -> scene.incidents.resolve(part.id(), "", SAM))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(root.id().value());
    }

    @Test
    void theStatusAndTheKeyOfWhatWasMergedDoNotLeadToIt() {
        merge();
        IncidentReader eve = scene.incidents.as(EVE);
        assertThat(eve.communication().status(part.id(), "public").goesOnAs()).isEmpty();
        assertThat(scene.incidents
                        .as(SAM)
                        .communication()
                        .status(part.id(), "public")
                        .goesOnAs())
                .contains(root.id());
        assertThat(eve.open("part")).isEmpty();
        assertThat(scene.incidents.open("part")).isPresent();
        assertThat(eve.reviews().timeline(part.id()).entries())
                .extracting(entry -> entry.summary())
                .noneMatch(line -> line.contains(root.id().value()) || line.contains(SECRET));
        // a signal of the key goes to the root, and the part tells nothing of it
        scene.ops.accept(Signal.firing("part", CHECKOUT, Severity.SEV1, "it spreads"));
        scene.settle();
        assertThat(scene.incidents.get(root.id()).severity()).isEqualTo(Severity.SEV1);
        assertThat(eve.get(part.id()).severity()).isEqualTo(Severity.SEV3);
        assertThat(eve.why(part.id()).toString()).doesNotContain("it spreads");
    }

    @Test
    void whatIsMergedThroughTheMiddleStaysHidden() {
        Incident middle = scene.incidents.declare(Trouble.of("middle", CHECKOUT, Severity.SEV3, "slower"), EVE);
        scene.incidents.merge(part.id(), middle.id(), "", EVE);
        scene.incidents.merge(middle.id(), root.id(), "", SAM);
        IncidentReader eve = scene.incidents.as(EVE);
        assertThat(eve.get(part.id()).mergedInto()).contains(middle.id());
        assertThat(eve.get(middle.id()).mergedInto()).isEmpty();
        assertThat(eve.communication().status(part.id(), "public").goesOnAs())
                .as("the middle is not as what it goes on, and the root is not told")
                .isEmpty();
        assertThatThrownBy(() -> scene.incidents.resolve(part.id(), "", EVE))
                .isInstanceOf(RefusedException.class)
                .hasMessageNotContaining(root.id().value());
    }
}
