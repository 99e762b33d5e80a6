package io.itops.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.catalog.CatalogContent;
import io.itops.core.catalog.Team;
import io.itops.core.delivery.DeliveryResult;
import io.itops.core.delivery.Destination;
import io.itops.core.record.Tree;
import io.itops.core.signal.Signal;
import io.itops.core.signal.Signals;
import io.itops.core.spi.Notifier;
import io.itops.core.store.InMemoryStore;
import io.itops.core.store.TimerKey;
import io.itops.core.work.JobOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ItOpsLifeTest {
    private static final Actor ANN = Actor.user("ann");
    private static final Signal SIGNAL =
            Signal.firing("a", ServiceId.of("checkout"), Severity.SEV2, "error rate above 5 %");

    private final TestClock clock = new TestClock("2026-11-24T02:00:00Z");
    private final InMemoryStore store = new InMemoryStore(clock);

    private ItOps.Builder builder() {
        return ItOps.builder().store(store).clock(clock);
    }

    private static Notifier notifier(String name) {
        return new Notifier() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public DeliveryResult send(io.itops.core.delivery.Delivery delivery) {
                return DeliveryResult.ok("accepted");
            }
        };
    }

    @Test
    void aModuleIsAttachedOnceAndTheSecondTimeRegistersNothing() {
        try (ItOps ops = builder().build()) {
            List<String> registered = new ArrayList<>();
            String module = ops.attach("gadgets", () -> {
                registered.add("parts");
                return "gadgets";
            });
            assertThat(module).isEqualTo("gadgets");
            assertThatThrownBy(() -> ops.attach("gadgets", () -> registered.add("parts again")))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("module gadgets must be attached once, but was attached before");
            assertThat(registered).containsExactly("parts");
        }
    }

    @Test
    void aModuleThatCouldNotBeAttachedCanBeAskedForAgain() {
        try (ItOps ops = builder().build()) {
            assertThatThrownBy(() -> ops.attach("gadgets", () -> {
                        throw new StoreException("no store", null);
                    }))
                    .isInstanceOf(StoreException.class);
            assertThat(ops.<String>attach("gadgets", () -> "now")).isEqualTo("now");
        }
    }

    @Test
    void aNotifierThatIsNotThereIsRefusedWithTheNamesOfThoseThatAre() {
        try (ItOps ops =
                builder().notifier(notifier("pager")).notifier(notifier("mail")).build()) {
            assertThat(ops.deliveries().requireNotifier("notifier of reports", "mail"))
                    .isEqualTo("mail");
            assertThatThrownBy(() -> ops.deliveries().requireNotifier("notifier of reports", "pagre"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("notifier of reports must be one of [mail, pager], but was \"pagre\"");
        }
        try (ItOps none = builder().build()) {
            assertThatThrownBy(() -> none.deliveries().requireNotifier("notifier of reports", "mail"))
                    .hasMessageContaining("which has none");
        }
    }

    @Test
    void whatDecidesOrRunsIsRefusedOnceAnInstanceWasClosed() {
        ItOps ops = builder().notifier(notifier("pager")).build();
        List<String> rung = new ArrayList<>();
        ops.agenda().register("a.ring", (claim, unit) -> {
            rung.add(claim.job().id());
            return JobOutcome.DONE;
        });
        ops.accept(SIGNAL);
        ops.run(
                ANN,
                unit -> unit.setTimer(
                        new TimerKey(Ref.of("box", "b"), "ring"), "a.ring", unit.now(), Tree.Obj.of(Map.of())));
        ops.close();

        Map<String, ThrowingCallable> uses = new LinkedHashMap<>();
        uses.put("accept", () -> ops.accept(SIGNAL));
        uses.put("accept for somebody", () -> ops.accept(SIGNAL, ANN));
        uses.put("transact", () -> ops.transact(ANN, unit -> "decided"));
        uses.put("run", () -> ops.run(ANN, unit -> rung.add("decided")));
        uses.put("runUntil", () -> ops.runUntil(clock.instant().plus(Duration.ofHours(1))));
        uses.put("start", ops::start);
        uses.put("attach", () -> ops.attach("gadgets", () -> "gadgets"));
        uses.put("register", () -> ops.register(facts -> List.of()));
        uses.put("signal handler", () -> ops.signals().register("late", (signal, unit) -> rung.add("late")));
        uses.put("job handler", () -> ops.agenda().register("a.late", (claim, unit) -> JobOutcome.DONE));
        uses.put("runDue", () -> ops.agenda().runDue());
        uses.put("requeue", () -> ops.agenda().requeue("j1", ANN));
        uses.put(
                "catalog",
                () -> ops.catalog()
                        .define(
                                CatalogContent.builder()
                                        .team(Team.of("payments"))
                                        .build(),
                                ANN));
        uses.put("enable", () -> ops.deliveries().enable(new Destination("pager", "ann"), ANN));
        uses.forEach((what, use) -> assertThatThrownBy(use)
                .as(what)
                .isInstanceOf(ClosedException.class)
                .hasMessage("instance must be open, but was closed"));

        assertThat(rung).isEmpty();
        assertThat(ops.journal().about(Signals.ref("a"))).as("reading stays").hasSize(1);
        assertThatCode(ops::close).as("closing again").doesNotThrowAnyException();
    }

    @Test
    void aStartedInstanceIsClosedTwiceWithoutHarmAndItsStoreServesTheNextOne() {
        ItOps first = builder().build();
        first.start();
        first.close();
        assertThatCode(first::close).doesNotThrowAnyException();
        assertThatThrownBy(first::start).isInstanceOf(ClosedException.class);
        try (ItOps next = builder().build()) {
            next.accept(SIGNAL);
            assertThat(next.journal().about(Signals.ref("a"))).hasSize(1);
        }
    }
}
