package io.itops.incident;

import static io.itops.incident.NeedToKnowTest.EVE;
import static io.itops.incident.NeedToKnowTest.SAM;
import static io.itops.incident.NeedToKnowTest.SECRET;
import static io.itops.incident.NeedToKnowTest.SECURITY_TEAM;
import static io.itops.incident.NeedToKnowTest.options;
import static io.itops.incident.NeedToKnowTest.scene;
import static io.itops.incident.Scene.ANN;
import static io.itops.incident.Scene.CHECKOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.Ref;
import io.itops.core.Severity;
import io.itops.core.signal.Signal;
import io.itops.core.store.InMemoryStore;
import io.itops.core.store.StoredRecord;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.Trouble;
import io.itops.testkit.ManualClock;
import io.itops.testkit.fault.ForwardingStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What waits in a queue, in which order, and who sees it. */
class WaitingTest {
    private static final String NETWORK = "network";

    private static IncidentId queued(Scene scene, String key, Severity severity) {
        scene.clock.advance(Duration.ofMinutes(1));
        return scene.incidents
                .enqueue(Trouble.of(key, CHECKOUT, severity, key), NETWORK, ANN)
                .id();
    }

    private static List<String> waiting(Scene scene) {
        return keys(scene.incidents.waiting(NETWORK, 1_000));
    }

    private static List<String> keys(List<Incident> incidents) {
        return incidents.stream().map(Incident::dedupKey).toList();
    }

    @Test
    void theBetterPriorityComesFirstThenWhatWasOpenedFirst() {
        try (Scene scene = scene(options())) {
            queued(scene, "a3", Severity.SEV3);
            queued(scene, "b2", Severity.SEV2);
            queued(scene, "c3", Severity.SEV3);
            queued(scene, "d1", Severity.SEV1);
            queued(scene, "e2", Severity.SEV2);
            assertThat(waiting(scene)).containsExactly("d1", "b2", "e2", "a3", "c3");
            assertThat(scene.incidents.waiting("storage", 10)).isEmpty();

            List<String> paged = new ArrayList<>();
            List<Incident> page = scene.incidents.waiting(NETWORK, 2);
            while (!page.isEmpty()) {
                paged.addAll(keys(page));
                // whoever has seen the last one may take it before the next page is asked for
                Incident last = page.get(page.size() - 1);
                scene.incidents.acknowledge(last.id(), ANN);
                page = scene.incidents.waiting(NETWORK, last, 2);
            }
            assertThat(paged).containsExactly("d1", "b2", "e2", "a3", "c3");
            assertThat(waiting(scene)).containsExactly("d1", "e2");
        }
    }

    @Test
    void whatIsTakenPassedOnOrOverWaitsNoLongerAndWhatGetsWorseMovesUp() {
        try (Scene scene = scene(options())) {
            IncidentId taken = queued(scene, "taken", Severity.SEV4);
            IncidentId passed = queued(scene, "passed", Severity.SEV4);
            IncidentId merged = queued(scene, "merged", Severity.SEV4);
            IncidentId resolved = queued(scene, "resolved", Severity.SEV4);
            IncidentId root = queued(scene, "root", Severity.SEV4);
            queued(scene, "other", Severity.SEV4);
            queued(scene, "worse", Severity.SEV5);
            scene.incidents.acknowledge(taken, ANN);
            scene.incidents.requeue(passed, "storage", "", ANN);
            scene.incidents.merge(merged, root, "", ANN);
            scene.incidents.resolve(resolved, "", ANN);
            assertThat(waiting(scene)).containsExactly("root", "other", "worse");
            assertThat(keys(scene.incidents.waiting("storage", 1))).containsExactly("passed");

            // worse, but not so bad that it triggers
            scene.ops.accept(Signal.firing("worse", CHECKOUT, Severity.SEV3, "worse"));
            scene.ops.runUntil(scene.clock.instant());
            assertThat(waiting(scene)).containsExactly("worse", "root", "other");
            scene.incidents.unmerge(merged, "", ANN);
            scene.incidents.requeue(taken, NETWORK, "", ANN);
            assertThat(waiting(scene)).containsExactly("worse", "taken", "merged", "root", "other");
        }
    }

    @Test
    void whatIsRestrictedWaitsUnseenByWhoeverMayNotReadItAndTakesNoPlace() {
        try (Scene scene = scene(options())) {
            for (int i = 0; i < 7; i++) {
                scene.incidents.enqueue(
                        Trouble.of("secret-" + i, CHECKOUT, Severity.SEV1, SECRET)
                                .restrictedTo(List.of()),
                        NETWORK,
                        SAM);
            }
            queued(scene, "plain", Severity.SEV3);
            assertThat(keys(scene.incidents.as(EVE).waiting(NETWORK, 2))).containsExactly("plain");
            assertThat(scene.incidents.as(SAM).waiting(NETWORK, 10)).hasSize(8);
            Incident hidden = scene.incidents.waiting(NETWORK, 1).get(0);
            assertThat(keys(scene.incidents.as(EVE).waiting(NETWORK, hidden, 2)))
                    .containsExactly("plain");
        }
    }

    /** Restricts an incident right after it was read. */
    private static final class Restricting extends ForwardingStore {
        private final AtomicReference<Runnable> armed = new AtomicReference<>(() -> {});

        Restricting(ManualClock clock) {
            super(new InMemoryStore(clock));
        }

        @Override
        public Optional<StoredRecord> find(Ref ref) {
            Optional<StoredRecord> found = super.find(ref);
            if (ref.type().equals("incident")) {
                armed.getAndSet(() -> {}).run();
            }
            return found;
        }
    }

    @Test
    void whatIsRestrictedWhileItIsReadIsShownAsItWasWhenItMightBeRead() {
        try (Scene scene = Scene.over(Restricting::new, options().build(), SECURITY_TEAM)) {
            IncidentId id = queued(scene, "one", Severity.SEV3);
            ((Restricting) scene.store).armed.set(() -> scene.incidents.restrict(id, List.of(), "a leak", SAM));
            assertThat(scene.incidents.as(EVE).waiting(NETWORK, 10))
                    .noneMatch(Incident::restricted)
                    .hasSize(1);
            assertThat(scene.incidents.get(id).restricted()).isTrue();
            assertThat(scene.incidents.as(EVE).waiting(NETWORK, 10)).isEmpty();
        }
    }

    @Test
    void aQueueThatIsNotDeclaredCannotBeAskedFor() {
        try (Scene scene = scene(options().queues(NETWORK, "storage"))) {
            IncidentId id = queued(scene, "one", Severity.SEV3);
            assertThat(waiting(scene)).containsExactly("one");
            assertThatThrownBy(() -> scene.incidents.waiting("netwrok", 10))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("queue must be one of network, storage, but was \"netwrok\"");
            assertThatThrownBy(() -> scene.incidents.waiting(NETWORK, 0))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("number of incidents");
            scene.incidents.cancel(id, "a test", ANN);
            assertThat(waiting(scene)).isEmpty();
        }
    }
}
