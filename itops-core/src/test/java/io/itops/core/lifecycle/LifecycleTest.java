package io.itops.core.lifecycle;

import static io.itops.core.lifecycle.Samples.Incident.ACKNOWLEDGED;
import static io.itops.core.lifecycle.Samples.Incident.CANCELLED;
import static io.itops.core.lifecycle.Samples.Incident.CLOSED;
import static io.itops.core.lifecycle.Samples.Incident.MITIGATED;
import static io.itops.core.lifecycle.Samples.Incident.RESOLVED;
import static io.itops.core.lifecycle.Samples.Incident.TRIGGERED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.lifecycle.Samples.Incident;
import io.itops.core.lifecycle.Samples.IncidentAction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private final Lifecycle<Incident, IncidentAction> incident =
            Samples.incident().build();

    @Test
    void everyCellOfTheMatrixIsAsDeclared() {
        List<String> matrix = new ArrayList<>();
        List<Incident> rows = new ArrayList<>();
        rows.add(null);
        rows.addAll(List.of(Incident.values()));
        for (Incident state : rows) {
            StringBuilder row = new StringBuilder();
            for (IncidentAction action : IncidentAction.values()) {
                Incident next = incident.next(state, action);
                row.append(
                        next == null
                                ? '.'
                                : next == state
                                        ? '='
                                        : next == CANCELLED ? 'X' : next.name().charAt(0));
                assertThat(incident.allows(state, action)).isEqualTo(next != null);
                assertThat(incident.actions(state).contains(action)).isEqualTo(next != null);
            }
            matrix.add(row.toString());
        }

        // columns: open acknowledge escalate mitigate resolve close reopen cancel note; X: cancelled, =: stays
        assertThat(matrix)
                .containsExactly(
                        "T........", // new
                        ".A=MR..X=", // triggered
                        ".=TMR..X=", // acknowledged
                        "....R.T.=", // mitigated
                        ".....CT.=", // resolved
                        "......T.=", // closed
                        "........="); // cancelled
    }

    @Test
    void cellsComeInTheOrderOfTheEnums() {
        assertThat(incident.cells()).hasSize(22);
        assertThat(incident.cells().get(0)).isEqualTo(new Lifecycle.Cell<>(null, IncidentAction.OPEN, TRIGGERED));
        assertThat(incident.cells().get(0).starts()).isTrue();
        assertThat(incident.cells().get(0).stays()).isFalse();
        assertThat(incident.cells().subList(1, 4))
                .containsExactly(
                        new Lifecycle.Cell<>(TRIGGERED, IncidentAction.ACKNOWLEDGE, ACKNOWLEDGED),
                        new Lifecycle.Cell<>(TRIGGERED, IncidentAction.ESCALATE, TRIGGERED),
                        new Lifecycle.Cell<>(TRIGGERED, IncidentAction.MITIGATE, MITIGATED));
        assertThat(incident.cells().get(2).stays()).isTrue();
        assertThat(incident.actions(RESOLVED))
                .containsExactly(IncidentAction.CLOSE, IncidentAction.REOPEN, IncidentAction.NOTE);
    }

    @Test
    void startsAndEndsAreKnown() {
        assertThat(incident.started(IncidentAction.OPEN)).contains(TRIGGERED);
        assertThat(incident.started(IncidentAction.NOTE)).isEmpty();
        assertThat(incident.actions(null)).containsExactly(IncidentAction.OPEN);
        assertThat(incident.ends()).containsExactly(CLOSED, CANCELLED);
        assertThat(incident.name()).isEqualTo("incident");
        assertThat(incident.states()).containsExactly(Incident.values());
        assertThat(incident.actions()).containsExactly(IncidentAction.values());
        assertThat(incident).hasToString("Lifecycle[incident, 6 states, 9 actions, 22 cells]");
    }

    @Test
    void aRefusalNamesTheActionTheStateAndTheWaysOut() {
        assertThat(incident.refusal(CANCELLED, IncidentAction.ACKNOWLEDGE))
                .hasToString(
                        "wrong-state: acknowledge is not allowed while the incident is cancelled: it is allowed while"
                                + " triggered, acknowledged; allowed now: note");
        assertThat(incident.refusal(null, IncidentAction.ACKNOWLEDGE).text())
                .isEqualTo("acknowledge is not allowed while no incident exists yet: it is allowed while triggered,"
                        + " acknowledged; allowed now: open");
        assertThat(incident.refusal(CLOSED, IncidentAction.OPEN).text())
                .isEqualTo(
                        "open is not allowed while the incident is closed: it is allowed while no incident exists yet;"
                                + " allowed now: reopen, note");
    }

    @Test
    void aRefusalOfAnEndWithoutMovesSaysNothingIsAllowed() {
        var change = Samples.change().build();

        assertThat(change.refusal(Samples.Change.CLOSED, Samples.ChangeAction.START)
                        .text())
                .endsWith("it is allowed while scheduled; allowed now: nothing");
    }

    @Test
    void aRefusalSpeaksOnlyOfWhatACallerCanAskFor() {
        var table = Samples.door()
                .variant(Samples.DoorAction.FIND, Samples.DoorAction.MAKE)
                .internal(Samples.DoorAction.KNOCK)
                .label(Samples.Door.SHUT, "well shut")
                .build();

        assertThat(table.refusal(Samples.Door.SHUT, Samples.DoorAction.FIND).text())
                .isEqualTo("make is not allowed while the door is well shut: it is allowed while no door exists yet;"
                        + " allowed now: move");
        assertThat(table.refusal(null, Samples.DoorAction.MOVE).text())
                .as("two variants are one action")
                .isEqualTo("move is not allowed while no door exists yet: it is allowed while open, well shut, s1,"
                        + " loud$; allowed now: make");
        assertThat(table.refusal(Samples.Door.OPEN, Samples.DoorAction.KNOCK).text())
                .as("an internal action that is refused itself")
                .startsWith("knock is not allowed while the door is open: it is allowed while well shut;");
        assertThat(table.label(Samples.Door.SHUT)).isEqualTo("well shut");
    }

    @Test
    void aVariantThatIsRefusedWhereAnotherIsAllowedGoesByItsOwnName() {
        var table = Samples.door()
                .variant(Samples.DoorAction.KNOCK, Samples.DoorAction.MOVE)
                .build();

        assertThat(table.refusal(Samples.Door.OPEN, Samples.DoorAction.KNOCK).text())
                .isEqualTo("knock is not allowed while the door is open: it is allowed while shut; allowed now: move");
    }

    @Test
    void onlyWhatIsRefusedHasARefusal() {
        assertThatThrownBy(() -> incident.refusal(TRIGGERED, IncidentAction.NOTE))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("refused action must be absent from the table, but was NOTE");
    }

    @Test
    void aRefusalStaysReadableHoweverLargeTheTable() {
        LifecycleBuilder<Samples.Many, Samples.Many> builder = Lifecycle.builder(
                        "many", Samples.Many.class, Samples.Many.class)
                .labels(constant -> constant.name() + "-".repeat(55))
                .start(Samples.Many.M01, Samples.Many.M01)
                .end(Samples.Many.M24);
        Samples.Many[] all = Samples.Many.values();
        for (int i = 1; i < all.length; i++) {
            builder.on(all[i - 1], all[i], all[i]);
            if (all[i] != Samples.Many.M02) {
                builder.stay(all[i], Samples.Many.M01);
            }
        }
        builder.stay(Samples.Many.M02, Arrays.copyOfRange(all, 3, all.length));

        assertThat(builder.build().refusal(Samples.Many.M02, Samples.Many.M01).text())
                .contains("and 15 more; allowed now: ")
                .endsWith("and 14 more")
                .hasSizeLessThan(2_000);
    }

    @Test
    void setsCannotBeChanged() {
        assertThatThrownBy(() -> incident.ends().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> incident.actions(TRIGGERED).clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> incident.cells().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    private enum State {
        TRIGGERED,
        ACKNOWLEDGED,
        RESOLVED
    }

    private enum Action {
        OPEN,
        ACKNOWLEDGE,
        RESOLVE,
        REOPEN,
        NOTE
    }

    @Test
    void theExampleOfTheDocumentationHolds() {
        Lifecycle<State, Action> incident = Lifecycle.builder("incident", State.class, Action.class)
                .start(Action.OPEN, State.TRIGGERED)
                .on(State.TRIGGERED, Action.ACKNOWLEDGE, State.ACKNOWLEDGED)
                .on(State.TRIGGERED, Action.RESOLVE, State.RESOLVED)
                .on(State.ACKNOWLEDGED, Action.RESOLVE, State.RESOLVED)
                .on(State.RESOLVED, Action.REOPEN, State.TRIGGERED)
                .stayAnywhere(Action.NOTE)
                .end(State.RESOLVED)
                .build();

        assertThat(incident.next(State.RESOLVED, Action.REOPEN)).isEqualTo(State.TRIGGERED);
        assertThat(incident.next(State.RESOLVED, Action.NOTE)).isEqualTo(State.RESOLVED);
    }
}
