package io.itops.incident.priority;

import static io.itops.incident.priority.Priority.P1;
import static io.itops.incident.priority.Priority.P2;
import static io.itops.incident.priority.Priority.P3;
import static io.itops.incident.priority.Priority.P4;
import static io.itops.incident.priority.Priority.P5;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.itops.core.InvalidDefinitionException;
import io.itops.core.InvalidInputException;
import io.itops.core.Severity;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PriorityMatrixTest {
    @Test
    void theExampleOfTheDocumentationHolds() {
        PriorityMatrix matrix = PriorityMatrix.sumMinusOne(3, Priority.P4);
        Priority middle = matrix.priority(2, 2); // P3
        Priority highest = matrix.assess(1, 1).priority(); // P1

        assertThat(middle).isEqualTo(P3);
        assertThat(highest).isEqualTo(P1);
    }

    @Test
    void theTwoLawsAreTheirTables() {
        assertThat(PriorityMatrix.sumMinusOne(3, P4).rows())
                .containsExactly(List.of(P1, P2, P3), List.of(P2, P3, P4), List.of(P3, P4, P4));
        assertThat(PriorityMatrix.floorOfMean(5).rows())
                .containsExactly(
                        List.of(P1, P1, P2, P2, P3),
                        List.of(P1, P2, P2, P3, P3),
                        List.of(P2, P2, P3, P3, P4),
                        List.of(P2, P3, P3, P4, P4),
                        List.of(P3, P3, P4, P4, P5));
    }

    @Test
    void lawsExistForAsManyLevelsAsTheirPrioritiesReach() {
        assertThat(PriorityMatrix.sumMinusOne(9, P5).priority(9, 9)).isEqualTo(P5);
        assertThatThrownBy(() -> PriorityMatrix.floorOfMean(6))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("levels must be 1 to 5, but was 6");
        assertThatThrownBy(() -> PriorityMatrix.sumMinusOne(10, P5)).hasMessage("levels must be 1 to 9, but was 10");
        assertThatThrownBy(() -> PriorityMatrix.sumMinusOne(0, P5)).hasMessage("levels must be 1 to 9, but was 0");
    }

    @Test
    void everyCellThatBreaksMonotonyIsNamed() {
        InvalidDefinitionException refused = catchThrowableOfType(
                InvalidDefinitionException.class,
                () -> new PriorityMatrix("odd", List.of(List.of(P2, P1), List.of(P3, P4), List.of(P4, P3))));

        assertThat(refused.what()).isEqualTo("priority matrix odd");
        assertThat(refused.problems())
                .extracting(Object::toString)
                .containsExactly(
                        "priority of impact 1, urgency 2 must be no higher than P2, which priority of impact 1, urgency 1"
                                + " has, but was P1",
                        "priority of impact 3, urgency 2 must be no higher than P4, which priority of impact 2, urgency 2"
                                + " has, but was P3",
                        "priority of impact 3, urgency 2 must be no higher than P4, which priority of impact 3, urgency 1"
                                + " has, but was P3");
    }

    @Test
    void aRowThatIsTooShortOrTooLongIsNamed() {
        assertThatThrownBy(() -> new PriorityMatrix("torn", List.of(List.of(P1, P2), List.of(P2), List.of(P3, P3, P3))))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("row of impact 2 must have a priority for each of the 2 levels of urgency that"
                        + " impact 1 has, but was 1 of them")
                .hasMessageContaining("row of impact 3");
    }

    @Test
    void emptyOversizeAndMissingCellsAreRefused() {
        assertThatThrownBy(() -> new PriorityMatrix("none", List.of())).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new PriorityMatrix("none", List.of(List.of())))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new PriorityMatrix("big", Collections.nCopies(10, List.of(P1))))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new PriorityMatrix("hole", List.of(Arrays.asList(P1, null))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("each of the priorities of the matrix must be given, but was null at index 1");
    }

    @Test
    void levelsBeyondTheMatrixAreRefused() {
        PriorityMatrix matrix = PriorityMatrix.sumMinusOne(3, P4);

        assertThatThrownBy(() -> matrix.priority(4, 1)).hasMessage("impact must be 1 to 3, but was 4");
        assertThatThrownBy(() -> matrix.assess(1, 0)).hasMessage("urgency must be 1 to 3, but was 0");
    }

    @Test
    void aPersonMayDecideOtherwiseAndTheReasonIsKept() {
        Assessment assessment = PriorityMatrix.sumMinusOne(3, P4)
                .assess(3, 3, Optional.of(new PriorityOverride(P1, "the board is hit")));

        assertThat(assessment.priority()).isEqualTo(P1);
        assertThat(assessment.byMatrix()).isEqualTo(P4);
        assertThat(assessment.explanation().reason()).isEqualTo("someone decided on P1: the board is hit");
        assertThat(assessment.explanation().because())
                .singleElement()
                .satisfies(why ->
                        assertThat(why.reason()).isEqualTo("matrix sum-minus-one gives P4 for impact 3 and urgency 3"));
        assertThatThrownBy(() -> new PriorityOverride(P1, " ")).hasMessageContaining("reason must not be blank");
    }

    @Test
    void anAssessmentIsReadAsItWasWritten() {
        PriorityMatrix matrix = PriorityMatrix.floorOfMean(5);
        for (Assessment assessment :
                List.of(matrix.assess(2, 5), matrix.assess(5, 1, Optional.of(new PriorityOverride(P2, "a promise"))))) {
            assertThat(Assessment.CODEC.read(Assessment.CODEC.write(assessment)))
                    .isEqualTo(assessment);
        }
    }

    @Test
    void severityAndPriorityStandForEachOtherByNumber() {
        for (Severity severity : Severity.values()) {
            assertThat(Priority.of(severity).severity()).isEqualTo(severity);
            assertThat("SEV" + Priority.of(severity).number()).isEqualTo(severity.name());
            assertThat(Priority.of(Priority.of(severity).number())).isEqualTo(Priority.of(severity));
        }
        assertThat(P1.higherThan(P2)).isTrue();
        assertThat(P2.higherThan(P2)).isFalse();
        assertThatThrownBy(() -> Priority.of(6)).hasMessage("priority must be 1 to 5, but was 6");
    }
}
