package io.itops.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.ConflictException;
import io.itops.core.journal.Journal;
import io.itops.core.spi.Store;
import io.itops.core.store.Claims;
import io.itops.core.store.CommitResult;
import io.itops.core.store.Completion;
import io.itops.core.store.InMemoryStore;
import io.itops.core.store.Query;
import io.itops.testkit.ManualClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever is asked of both stores, the answers are the same: values, conflicts, page boundaries, next instants, Merkle roots. */
class TwinStoreProperties {
    private static final Tally TALLY = new Tally();

    /** Counts what the random calls came to. */
    private static final class Tally {
        private int calls;
        private int conflicts;
        private int claims;
        private int cancelled;
    }

    @Property(tries = 60)
    void bothStoresAnswerAlike(@ForAll("seeds") List<Long> seeds) {
        Path directory = Directories.create();
        ManualClock clock = ManualClock.at(Commits.START);
        InMemoryStore model = new InMemoryStore(clock);
        RandomSteps steps = new RandomSteps(model, clock);
        JdbcStore store = open(directory, clock);
        try {
            for (int i = 0; i < seeds.size(); i++) {
                if (i % 70 == 69) {
                    store.close();
                    store = open(directory, clock);
                }
                RandomSteps.Step step = steps.next(seeds.get(i));
                Object expected = outcome(step, model);
                assertThat(outcome(step, store)).as(step.what()).isEqualTo(expected);
                steps.saw(expected);
                count(expected);
            }
            assertThat(contents(store)).isEqualTo(contents(model));
            assertThat(new Journal(store).head().root())
                    .isEqualTo(new Journal(model).head().root());
        } finally {
            store.close();
            Directories.delete(directory);
        }
    }

    @Provide
    Arbitrary<List<Long>> seeds() {
        return Arbitraries.longs()
                .withDistribution(RandomDistribution.uniform())
                .withoutEdgeCases()
                .list()
                .ofMinSize(1)
                .ofMaxSize(200)
                .withSizeDistribution(RandomDistribution.uniform());
    }

    @AfterContainer
    static void showsThatMuchWasAppliedAndSomeRefused() {
        System.out.printf(
                "%d calls, of them %d refused with a conflict; %d claims handed out, %d completions came too late%n",
                TALLY.calls, TALLY.conflicts, TALLY.claims, TALLY.cancelled);
        assertThat(TALLY.conflicts).isBetween(TALLY.calls / 100, TALLY.calls / 2);
        assertThat(TALLY.claims).isGreaterThan(100);
        assertThat(TALLY.cancelled).isGreaterThan(5);
    }

    private static JdbcStore open(Path directory, ManualClock clock) {
        return JdbcStore.h2(directory).leaseClock(clock).sync(false).open();
    }

    private static Object outcome(RandomSteps.Step step, Store store) {
        try {
            return step.call().apply(store);
        } catch (ConflictException e) {
            return "conflict " + e.entity() + ' ' + e.expected() + ' ' + e.found();
        }
    }

    private static void count(Object outcome) {
        TALLY.calls++;
        if (outcome instanceof String text && text.startsWith("conflict")) {
            TALLY.conflicts++;
        }
        if (outcome instanceof Claims claims) {
            TALLY.claims += claims.claims().size();
        }
        if (outcome instanceof CommitResult result) {
            TALLY.cancelled += (int) result.completions().values().stream()
                    .filter(Completion.Status.CANCELLED::equals)
                    .count();
        }
    }

    private static List<Object> contents(Store store) {
        List<Object> all = new ArrayList<>();
        for (String type : List.of("thing", "other")) {
            all.add(store.query(everything(type, OptionalInt.empty())));
            for (int slot = 0; slot < 4; slot++) {
                all.add(store.query(everything(type, OptionalInt.of(slot))));
            }
        }
        all.add(new Journal(store).all());
        return all;
    }

    private static Query everything(String type, OptionalInt orderBy) {
        return new Query(type, Map.of(), orderBy, Optional.empty(), Optional.empty(), false, Optional.empty(), 1_000);
    }
}
