package io.itops.change;

import static io.itops.change.ChangeWorld.ANN;
import static io.itops.change.ChangeWorld.BOB;
import static io.itops.change.ChangeWorld.DAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.change.workflow.ChangeId;
import io.itops.change.workflow.ContentHash;
import io.itops.core.RefusedException;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private final ChangeWorld world = new ChangeWorld();
    private final Changes changes = world.changes;
    private final ChangeId id = changes.propose(ChangeWorld.ledger(), ANN);

    private ContentHash hash() {
        return changes.get(id).content().hash();
    }

    @Test
    void theLastVoteIsAnApprovalInTheWordsOfItsRefusal() {
        assertThatThrownBy(() -> changes.approve(id, hash(), BOB))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("approve is not allowed while the change is in draft: it is allowed while in"
                        + " authorisation; allowed now: edit, submit, cancel, comment, annotate");
    }

    @Test
    void aRefusalOffersNoActionThatOnlyTimersTakeAndNoneTwice() {
        changes.submit(id, ANN);
        changes.assess(id, "fine", BOB);
        assertThatThrownBy(() -> changes.start(id, DAN))
                .hasMessageContaining("start is not allowed while the change is in authorisation: it is allowed while"
                        + " scheduled; allowed now: edit, approve, reject, cancel, comment, annotate");
        changes.approve(id, hash(), BOB);
        assertThatThrownBy(() -> changes.submit(id, ANN))
                .hasMessageContaining(
                        "submit is not allowed while the change is scheduled: it is allowed while in draft;"
                                + " allowed now: edit, start, cancel, comment, annotate");
    }

    @Test
    void anExplanationNamesThePhaseByItsLabel() {
        assertThat(changes.why(id).reason()).isEqualTo("the change is in draft");
    }
}
