package io.itops.change;

import static io.itops.change.ChangeWorld.ANN;
import static io.itops.change.ChangeWorld.CAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.change.workflow.ChangeId;
import io.itops.change.workflow.Vote;
import io.itops.core.RefusedException;
import org.junit.jupiter.api.Test;

class InvolvementTest {
    private final ChangeWorld world = new ChangeWorld();
    private final Changes changes = world.changes;

    @Test
    void whoeverOnlySubmittedAndAssessedSomeoneElsesChangeMayVoteOnIt() {
        ChangeId id = world.proposed(ChangeWorld.ledger());
        changes.submit(id, CAT);
        changes.assess(id, "the back-out was rehearsed", CAT);
        assertThat(changes.get(id).involved()).doesNotContain("cat");
        assertThat(changes.approve(id, changes.get(id).content().hash(), CAT).votes())
                .extracting(Vote::by)
                .containsExactly("cat");
    }

    @Test
    void theRequesterMayAssessAndHasNoVote() {
        ChangeId id = world.proposed(ChangeWorld.ledger());
        changes.submit(id, ANN);
        changes.assess(id, "the back-out was rehearsed", ANN);
        assertThatThrownBy(() -> changes.approve(id, changes.get(id).content().hash(), ANN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("ann requested the change");
    }
}
