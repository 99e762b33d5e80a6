package io.itops.testkit.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.ActionChainArbitrary;

/** Chains on a ticket beside a model of it, with a model that is right and one that is not. */
class ChainActionsProperties {
    private final RefusedShare share = new RefusedShare();

    /** A ticket as code, and as a person would tell of it. */
    private static class TicketBench {
        final RefusedShare share = new RefusedShare();
        private Ticket ticket = new Ticket("t1", Ticket.Phase.NEW, "");
        private String owner = "";
        private boolean solved;

        private boolean go(Ticket.Phase to, String who, Ticket.Action action) {
            boolean allowed = Ticket.LIFECYCLE.allows(ticket.phase(), action);
            ticket = allowed ? new Ticket("t1", to, who) : ticket;
            return allowed;
        }

        void assign(String who) {
            boolean due = !solved;
            owner = due ? who : owner;
            share.answered("assign " + who, due, go(Ticket.Phase.TAKEN, who, Ticket.Action.ASSIGN));
        }

        void solve() {
            boolean due = solvable(owner) && !solved;
            solved |= due;
            share.answered("solve", due, go(Ticket.Phase.DONE, owner, Ticket.Action.SOLVE));
        }

        boolean solvable(String by) {
            return !by.isEmpty();
        }
    }

    /** Says that a ticket of bob's is never solved. */
    private static final class WrongBench extends TicketBench {
        @Override
        boolean solvable(String by) {
            return by.equals("ann");
        }
    }

    private static ActionChainArbitrary<TicketBench> actions(Supplier<TicketBench> bench) {
        return ActionChain.startWith(bench)
                .withAction(2, ChainActions.with(Arbitraries.of("ann", "bob"), "assign", TicketBench::assign))
                .withAction(1, ChainActions.does("solve", TicketBench::solve));
    }

    @Provide
    Arbitrary<ActionChain<TicketBench>> chains() {
        return actions(TicketBench::new).withMaxTransformations(8);
    }

    @Property(tries = 50)
    void chainsGoAsTheModelSays(@ForAll("chains") ActionChain<TicketBench> chain) {
        share.add(chain.run().share);
        assertThat(chain.transformations()).allMatch(told -> told.matches("assign (ann|bob)|solve"));
    }

    @AfterProperty
    void aFairShareIsRefused() {
        if (share.commands() > 0) {
            share.check("ticket");
        }
    }

    @Example
    void aFaultIsFoundAndNoneIsMadeUp() {
        assertThat(ChainActions.fault(actions(WrongBench::new).withMaxTransformations(8), 200, chain -> chain.run()))
                .hasValueSatisfying(error -> assertThat(error).hasMessageContaining("solve must be refused"));
        assertThat(ChainActions.fault(chains(), 50, chain -> chain.run())).isEmpty();
    }

    @Example
    void chainsThatShowLittleAreNotTaken() {
        RefusedShare none = new RefusedShare();
        assertThatThrownBy(() -> none.check("nothing")).hasMessageContaining("0 chains of 0 commands");
        RefusedShare all = new RefusedShare();
        for (int i = 0; i < 10; i++) {
            all.answered("no", false, false);
        }
        assertThatThrownBy(() -> all.check("all")).hasMessageContaining("must be from 10 to 90 %");
        all.answered("yes", true, true);
        assertThatThrownBy(() -> all.check("91 %")).isInstanceOf(AssertionError.class);
        all.answered("yes", true, true);
        assertThatCode(() -> all.check("83 %")).doesNotThrowAnyException();
        assertThat(all).hasToString("0 chains of 12 commands, 83 % refused");
        assertThatThrownBy(() -> all.answered("yes", true, false))
                .hasMessage("yes must be carried out, but was refused");
        assertThat(all.refused()).isEqualTo(10);
        assertThat(all.commands()).isEqualTo(13);
    }

    @Example
    void whatCannotBeDrawnIsRefused() {
        assertThatThrownBy(() -> ChainActions.fault(chains(), 0, chain -> {}))
                .isInstanceOf(InvalidInputException.class);
    }
}
