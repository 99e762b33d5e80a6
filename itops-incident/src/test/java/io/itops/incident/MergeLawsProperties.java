package io.itops.incident;

import io.itops.incident.FamilyBench.Bug;
import io.itops.incident.FamilyBench.Move;
import io.itops.incident.FamilyBench.What;
import io.itops.testkit.lifecycle.RefusedShare;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterProperty;

/** The laws of merging over random moves: {@link FamilyBench} holds them after each, against {@link NaiveFamilies}. */
class MergeLawsProperties {
    private final RefusedShare share = new RefusedShare();

    @Provide
    Arbitrary<List<Move>> moves() {
        Arbitrary<What> whats = Arbitraries.frequency(
                Tuple.of(6, What.FIRE),
                Tuple.of(4, What.OVER),
                Tuple.of(2, What.ACKNOWLEDGE),
                Tuple.of(1, What.HOLD),
                Tuple.of(1, What.RESOLVE),
                Tuple.of(1, What.CLOSE),
                Tuple.of(1, What.CANCEL),
                Tuple.of(9, What.MERGE),
                Tuple.of(7, What.UNMERGE),
                Tuple.of(2, What.MERGE_AND_BACK),
                Tuple.of(2, What.SPLIT),
                Tuple.of(3, What.LINK),
                Tuple.of(1, What.PROMOTE),
                Tuple.of(2, What.PASS));
        Arbitrary<Integer> numbers = Arbitraries.integers().between(0, 12);
        return Combinators.combine(whats, numbers, numbers, numbers)
                .as(Move::new)
                .list()
                .ofMinSize(4)
                .ofMaxSize(16);
    }

    @Property(tries = 60)
    void theLawsHoldAfterEveryMove(@ForAll("moves") List<Move> moves) {
        run(moves);
    }

    @Property
    @Tag("campaign")
    void theLawsHoldAfterManyMoves(@ForAll("moves") List<Move> moves) {
        run(moves);
    }

    private void run(List<Move> moves) {
        try (FamilyBench bench = new FamilyBench(Bug.NONE)) {
            bench.run(moves);
            share.add(bench.share);
        }
    }

    @AfterProperty
    void aFairShareOfActionsIsRefused() {
        share.check("merge laws");
    }
}
