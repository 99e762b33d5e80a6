package io.itops.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.itops.core.InvalidDefinitionException;
import io.itops.core.InvalidDefinitionException.Problem;
import io.itops.core.InvalidInputException;
import io.itops.core.lifecycle.Samples.Door;
import io.itops.core.lifecycle.Samples.DoorAction;
import io.itops.core.lifecycle.Samples.Incident;
import io.itops.core.lifecycle.Samples.IncidentAction;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifecycleBuilderTest {
    private static List<String> problems(LifecycleBuilder<?, ?> builder) {
        return catchThrowableOfType(InvalidDefinitionException.class, builder::build).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    @Test
    void aSoundTableIsBuilt() {
        assertThat(Samples.incident().build().cells()).isNotEmpty();
        assertThat(Samples.change().build().cells()).isNotEmpty();
        assertThat(Samples.door().build().cells()).hasSize(7);
    }

    @Test
    void aCellDeclaredTwiceIsRefusedEvenIfBothAgree() {
        assertThat(problems(Samples.incident()
                        .on(Incident.CLOSED, IncidentAction.REOPEN, Incident.TRIGGERED)
                        .stay(Incident.CLOSED, IncidentAction.NOTE)
                        .start(IncidentAction.OPEN, Incident.ACKNOWLEDGED)))
                .containsExactly(
                        "cell start x OPEN must be declared once, but was TRIGGERED, ACKNOWLEDGED",
                        "cell CLOSED x REOPEN must be declared once, but was TRIGGERED, TRIGGERED",
                        "cell CLOSED x NOTE must be declared once, but was CLOSED, CLOSED");
    }

    @Test
    void anUnusedActionIsRefused() {
        assertThat(problems(Lifecycle.builder("door", Samples.Many.class, DoorAction.class)
                        .start(DoorAction.MAKE, Samples.Many.M01)
                        .stayAnywhere(DoorAction.KNOCK)
                        .end(Samples.Many.values())))
                .startsWith(
                        "action FIND must be allowed somewhere, but was in no cell",
                        "action MOVE must be allowed somewhere, but was in no cell")
                .hasSize(2 + 23);
    }

    @Test
    void aStateThatNothingReachesIsRefused() {
        assertThat(problems(Lifecycle.builder("door", Door.class, DoorAction.class)
                        .start(DoorAction.MAKE, Door.OPEN)
                        .start(DoorAction.FIND, Door.SHUT)
                        .on(Door.OPEN, DoorAction.MOVE, Door.END)
                        .on(Door.S1, DoorAction.MOVE, Door.LOUD$)
                        .on(Door.LOUD$, DoorAction.MOVE, Door.S1)
                        .on(Door.LOUD$, DoorAction.KNOCK, Door.END)
                        .end(Door.END, Door.SHUT)))
                .containsExactly(
                        "state S1 must be reachable from a start, but was reachable from none",
                        "state LOUD$ must be reachable from a start, but was reachable from none");
    }

    @Test
    void aTrapIsRefusedAlsoIfItIsACycle() {
        assertThat(problems(Lifecycle.builder("door", Door.class, DoorAction.class)
                        .start(DoorAction.MAKE, Door.OPEN)
                        .start(DoorAction.FIND, Door.LOUD$)
                        .on(Door.OPEN, DoorAction.MOVE, Door.END)
                        .on(Door.OPEN, DoorAction.KNOCK, Door.SHUT)
                        .on(Door.SHUT, DoorAction.MOVE, Door.S1)
                        .on(Door.S1, DoorAction.MOVE, Door.SHUT)
                        .stay(Door.LOUD$, DoorAction.KNOCK)
                        .end(Door.END)))
                .containsExactly(
                        "state SHUT must have a way to some end or be one, but was a trap",
                        "state S1 must have a way to some end or be one, but was a trap",
                        "state LOUD$ must have a way to some end or be one, but was a trap");
    }

    @Test
    void anEmptyTableLacksItsActionsItsStartsAndItsEnds() {
        InvalidDefinitionException e = catchThrowableOfType(
                InvalidDefinitionException.class,
                () -> Lifecycle.builder("door", Door.class, DoorAction.class).build());

        assertThat(e.what()).isEqualTo("lifecycle door");
        assertThat(e)
                .hasMessage("lifecycle door must keep its rules, but was defined with 6 problems: "
                        + "action MAKE must be allowed somewhere, but was in no cell; "
                        + "action FIND must be allowed somewhere, but was in no cell; "
                        + "action MOVE must be allowed somewhere, but was in no cell; "
                        + "action KNOCK must be allowed somewhere, but was in no cell; "
                        + "starts must name at least one action and state, but was none; "
                        + "ends must name at least one state, but was none");
        assertThat(e.problems().get(4).rule()).isEqualTo("name at least one action and state");
    }

    @Test
    void labelsMustBeReadableAndDistinct() {
        assertThat(problems(Samples.door()
                        .labels(constant -> constant == Door.OPEN
                                ? " "
                                : constant == Door.SHUT
                                        ? "a\u0007"
                                        : constant == DoorAction.FIND ? "x".repeat(61) : "same")))
                .containsExactly(
                        "label of state OPEN must not be blank, but was \" \"",
                        "label of state SHUT must have no control character, but was \"a\\u0007\"",
                        "label same must belong to one state, but was END, S1, LOUD$",
                        "label of action FIND must be at most 60 characters, but was \"" + "x".repeat(61) + '"',
                        "label same must belong to one action, but was MAKE, MOVE, KNOCK");
    }

    @Test
    void aVariantIsOfAnActionThatCallersAskFor() {
        assertThat(problems(Samples.door()
                        .variant(DoorAction.FIND, DoorAction.MAKE)
                        .variant(DoorAction.MOVE, DoorAction.FIND)
                        .variant(DoorAction.MAKE, DoorAction.KNOCK)
                        .internal(DoorAction.KNOCK)))
                .containsExactly(
                        "variant MAKE must be of what callers ask for, but was internal",
                        "variant FIND must be of an action that is none, but was MAKE",
                        "variant MOVE must be of an action that is none, but was FIND");
    }

    @Test
    void aMissingLabelIsRefused() {
        assertThat(problems(Samples.door().labels(constant -> constant == Door.OPEN ? null : constant.name())))
                .containsExactly("label of state OPEN must be given, but was null");
    }

    @Test
    void namesAndEnumsAreChecked() {
        assertThatThrownBy(() -> Lifecycle.builder("In Cident", Door.class, DoorAction.class))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("lifecycle name must ");
        assertThatThrownBy(() -> Lifecycle.builder("x", Samples.Nothing.class, DoorAction.class))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("states must have at least one constant, but was \"Nothing\"");
        assertThatThrownBy(() -> Lifecycle.builder("x", Door.class, Samples.Nothing.class))
                .hasMessage("actions must have at least one constant, but was \"Nothing\"");
    }

    @Test
    void nullsAreRefusedAtOnce() {
        LifecycleBuilder<Door, DoorAction> door = Samples.door();

        assertThatThrownBy(() -> door.start(null, Door.OPEN)).hasMessageStartingWith("action must be given");
        assertThatThrownBy(() -> door.start(DoorAction.MAKE, null)).hasMessageStartingWith("next state must be given");
        assertThatThrownBy(() -> door.on(null, DoorAction.MAKE, Door.OPEN))
                .hasMessageStartingWith("state must be given");
        assertThatThrownBy(() -> door.end((Door) null)).hasMessageStartingWith("end must be given");
        assertThatThrownBy(() -> door.labels(null)).hasMessageStartingWith("labels must be given");
    }

    @Test
    void aBuiltLifecycleDoesNotChangeWithItsBuilder() {
        LifecycleBuilder<Door, DoorAction> builder = Samples.door();
        Lifecycle<Door, DoorAction> first = builder.build();

        Lifecycle<Door, DoorAction> second =
                builder.on(Door.END, DoorAction.MOVE, Door.OPEN).end(Door.OPEN).build();

        assertThat(first.allows(Door.END, DoorAction.MOVE)).isFalse();
        assertThat(first.ends()).containsExactly(Door.END);
        assertThat(second.next(Door.END, DoorAction.MOVE)).isEqualTo(Door.OPEN);
        assertThat(second.ends()).containsExactly(Door.OPEN, Door.END);
    }
}
