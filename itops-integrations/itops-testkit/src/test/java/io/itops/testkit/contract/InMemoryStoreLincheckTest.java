package io.itops.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import io.itops.core.spi.Store;
import io.itops.core.store.InMemoryStore;
import io.itops.testkit.ManualClock;
import io.itops.testkit.fault.ForwardingStore;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Commits and claims in concurrent threads have the effects that they have in some order one after the other. Lincheck makes short
 * scenarios of the operations, runs each under many schedules, and looks for an order in which {@link SequentialStore} answers the
 * same.
 */
class InMemoryStoreLincheckTest {
    public static class Sound extends StoreOperations {
        public Sound() {
            super(new InMemoryStore(ManualClock.at(StoreFixture.START)));
        }
    }

    public static class UnlockedChecks extends StoreOperations {
        public UnlockedChecks() {
            super(RacingStore.checkingFirst());
        }
    }

    public static class SharedClaims extends StoreOperations {
        public SharedClaims() {
            super(RacingStore.sharingClaims());
        }
    }

    /** Every meeting, and then as many scenarios made at random, each under as many schedules. */
    private static ModelCheckingOptions options(int scenarios, int schedules) {
        ModelCheckingOptions options = new ModelCheckingOptions();
        for (Meeting meeting : Meeting.values()) {
            options.addCustomScenario(meeting.scenario());
        }
        return options.threads(2)
                .actorsPerThread(3)
                .actorsBefore(2)
                .actorsAfter(1)
                .iterations(scenarios)
                .invocationsPerIteration(schedules)
                .minimizeFailedScenario(false)
                .addGuarantee(forClasses(InMemoryStoreLincheckTest::isPart)
                        .allMethods()
                        .treatAsAtomic())
                .addGuarantee(forClasses(InMemoryStoreLincheckTest::isValue)
                        .allMethods()
                        .ignore())
                .sequentialSpecification(SequentialStore.class);
    }

    /** The parts that the store's lock guards: another thread can go on before each of their methods, as if there were no lock. */
    private static boolean isPart(String name) {
        return name.startsWith(InMemoryStore.class.getPackageName() + ".Memory");
    }

    /** Values and pure functions of them: no schedule could tell when within them another thread went on. */
    private static boolean isValue(String name) {
        return name.startsWith("io.itops.")
                && !isPart(name)
                // calls are told by the type that they name
                && !name.equals(Store.class.getName())
                && !name.startsWith(InMemoryStore.class.getName())
                && !name.startsWith(RacingStore.class.getName())
                && !name.equals(ForwardingStore.class.getName())
                && !name.startsWith(StoreOperations.class.getName())
                && !name.startsWith(InMemoryStoreLincheckTest.class.getName());
    }

    @Test
    void concurrentCommitsAndClaimsHaveAnOrder() {
        options(2, 30).check(Sound.class);
    }

    @Test
    @Tag("campaign")
    void manyConcurrentCommitsAndClaimsHaveAnOrder() {
        options(60, 100).check(Sound.class);
    }

    @Test
    void aStoreThatChecksBeforeItLocksIsFound() {
        mustBeFound(UnlockedChecks.class);
    }

    @Test
    void aStoreThatHandsOutAJobTwiceIsFound() {
        mustBeFound(SharedClaims.class);
    }

    private static void mustBeFound(Class<? extends StoreOperations> faulty) {
        assertThatThrownBy(() -> options(0, 50).check(faulty))
                .isInstanceOf(LincheckAssertionError.class)
                .hasMessageContaining("Invalid execution results");
    }
}
