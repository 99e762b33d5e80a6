package io.itops.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.change.workflow.BackOutPlan;
import io.itops.change.workflow.Change;
import io.itops.change.workflow.ChangeId;
import io.itops.change.workflow.ChangePhase;
import io.itops.change.workflow.ChangePolicy;
import io.itops.change.workflow.PlanStep;
import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.catalog.Component;
import io.itops.core.store.InMemoryStore;
import java.time.Duration;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The examples in the documentation of this module. */
class ExamplesTest {
    @Test
    void aChangeGoesFromItsProposalToItsEnd() {
        try (ItOps ops = ItOps.builder().store(new InMemoryStore()).build()) {
            ops.catalog().define(Component.of("ledger-app", "program"), Actor.user("dora"));
            Changes changes = Changes.attach(ops);
            ChangeId id = changes.propose(
                    Change.normal("ledger 2.4")
                            .component("ledger-app")
                            .plan(PlanStep.checked("roll out ledger 2.4", "/version says 2.4"))
                            .backOut(BackOutPlan.rehearsed(PlanStep.of("roll out ledger 2.3"))),
                    Actor.user("kim"));
            changes.submit(id, Actor.user("kim"));
            changes.assess(id, "the back-out was rehearsed", Actor.user("dora"));
            changes.approve(id, changes.get(id).content().hash(), Actor.user("dora"));
            changes.start(id, Actor.user("kim"));
            changes.finish(id, "in place", Actor.user("kim"));
            assertThat(changes.get(id).phase()).isEqualTo(ChangePhase.REVIEW);
        }
    }

    @Test
    void aPolicySaysHowManyVotesARiskNeeds() {
        SortedSet<String> approvers = new TreeSet<>(Set.of("dora", "emil"));
        ChangePolicy policy = new ChangePolicy("shop-1", 1, 2, 0.3, approvers, Duration.ofDays(5));
        assertThat(policy.votesFor(0.4)).isEqualTo(2);
    }
}
