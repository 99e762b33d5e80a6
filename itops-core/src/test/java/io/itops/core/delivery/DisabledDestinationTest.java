package io.itops.core.delivery;

import static io.itops.core.delivery.Pages.page;
import static io.itops.core.delivery.Pages.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.AccessDeniedException;
import io.itops.core.Actor;
import io.itops.core.IdSource;
import io.itops.core.ItOps;
import io.itops.core.NotFoundException;
import io.itops.core.Ref;
import io.itops.core.TestClock;
import io.itops.core.access.AccessDecision;
import io.itops.core.journal.JournalEntry;
import io.itops.core.store.InMemoryStore;
import io.itops.core.store.UnitOfWork;
import io.itops.core.work.ParkedJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DisabledDestinationTest {
    private static final Destination ANN = new Destination("pager", "ann");
    private static final Actor BOB = Actor.user("bob");

    private final TestClock clock = new TestClock("2026-11-24T02:00:00Z");
    private final Scripted pager = new Scripted("pager", clock);
    private final ItOps ops = ItOps.builder()
            .store(new InMemoryStore(clock))
            .clock(clock)
            .ids(IdSource.seeded(7))
            .authorizer((actor, permission, subject) -> actor.equals(Actor.user("eve"))
                    ? AccessDecision.deny("no rights")
                    : AccessDecision.allow("anyone but eve"))
            .notifier(pager)
            .build();

    private void pass(Duration time) {
        ops.runUntil(clock.instant().plus(time));
    }

    private void gone() {
        pager.then(DeliveryResult.disable("410 Gone"));
        send(
                ops,
                page("pager", "ann", "1"),
                page("pager", "ann", "2"),
                Pages.of("pager", "ann", Urgency.NEWS, "n1"),
                page("pager", "ann", "3"),
                Pages.of("pager", "ann", Urgency.NEWS, "n2"),
                page("pager", "bob", "b"));
        pass(Duration.ZERO);
    }

    @Test
    void whatGoesToADisabledDestinationIsParkedAtOnceWithoutAnAttempt() {
        gone();
        // The news was handed out together with the page that found the destination gone.
        assertThat(pager.titles()).containsExactly("1", "n1", "b");
        assertThat(ops.agenda().parked())
                .hasSize(4)
                .allSatisfy(job -> assertThat(job.reason()).startsWith("the destination is disabled"))
                .extracting(ParkedJob::attempts)
                .as("the first page found the destination gone, the others were not tried")
                .containsExactlyInAnyOrder(1, 0, 0, 0);
        assertThat(ops.deliveries().disabled())
                .containsExactly(new DisabledDestination(ANN, "410 Gone", clock.instant(), Optional.empty()));
        assertThat(ops.journal().about(Ref.of("disabled-destination", "pager:ann")))
                .extracting(entry -> entry.event().type())
                .containsExactly("delivery.disabled");
    }

    @Test
    void enablingQueuesAgainWhatWasParkedInTheOrderOfItsLane() {
        send(ops, page("pager", "ann", "earlier"));
        pager.then(DeliveryResult.permanent("malformed"));
        pass(Duration.ofSeconds(1));
        gone();
        assertThat(ops.deliveries().enable(ANN, BOB)).isEqualTo(4);
        pass(Duration.ZERO);
        List<String> sent = pager.titles().subList(4, pager.titles().size());
        assertThat(sent).filteredOn(title -> !title.startsWith("n")).containsExactly("1", "2", "3");
        assertThat(sent).filteredOn(title -> title.startsWith("n")).containsExactly("n2");
        assertThat(ops.deliveries().disabled()).isEmpty();
        // What was parked before the destination was disabled had another reason.
        assertThat(ops.agenda().parked()).hasSize(1);
        assertThat(ops.records().find(DisabledDestination.TYPE, "pager:ann")).isEmpty();
        assertThat(ops.journal().about(Ref.of("disabled-destination", "pager:ann")))
                .extracting(JournalEntry::event)
                .last()
                .satisfies(event -> {
                    assertThat(event.type()).isEqualTo("delivery.enabled");
                    assertThat(event.actor()).isEqualTo(BOB);
                });
        assertThatThrownBy(() -> ops.deliveries().enable(ANN, BOB)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void manyParkedNotificationsComeBackInOrderOverSeveralCommits() {
        List<String> expected = new ArrayList<>();
        gone();
        ops.run(BOB, unit -> {
            for (int i = 0; i < 600; i++) {
                unit.send(page("pager", "ann", "m" + i));
            }
        });
        for (int i = 0; i < 600; i++) {
            expected.add("m" + i);
        }
        pass(Duration.ZERO);
        assertThat(ops.deliveries().enable(ANN, BOB)).isEqualTo(604);
        pass(Duration.ofMinutes(1));
        assertThat(pager.titles()).filteredOn(title -> title.startsWith("m")).isEqualTo(expected);
        assertThat(ops.agenda().parked()).isEmpty();
    }

    @Test
    void anEnablingThatWasCutShortGoesOnWhenAskedAgain() {
        gone();
        // What the first commit of an enabling leaves behind.
        UnitOfWork unit = new UnitOfWork(ops.kernel(), BOB);
        DisabledDestination disabled =
                unit.find(DisabledDestination.TYPE, "pager:ann").orElseThrow().value();
        unit.put(
                DisabledDestination.TYPE,
                new DisabledDestination(ANN, disabled.reason(), disabled.since(), Optional.of(unit.now())));
        unit.commit();
        assertThat(ops.deliveries().disabled()).isEmpty();
        assertThat(ops.deliveries().enable(ANN, BOB)).isEqualTo(4);
        pass(Duration.ZERO);
        assertThat(pager.titles()).contains("1", "2", "3", "n2");
    }

    @Test
    void aDestinationThatIsGoneAgainIsDisabledAgain() {
        gone();
        ops.deliveries().enable(ANN, BOB);
        pager.then(DeliveryResult.disable("410 again"));
        pass(Duration.ZERO);
        assertThat(ops.deliveries().disabled())
                .extracting(DisabledDestination::reason)
                .containsExactly("410 again");
    }

    @Test
    void whoMayNotEnableIsDenied() {
        gone();
        assertThatThrownBy(() -> ops.deliveries().enable(ANN, Actor.user("eve")))
                .isInstanceOfSatisfying(
                        AccessDeniedException.class,
                        e -> assertThat(e.permission()).isEqualTo("delivery.enable"));
        assertThat(ops.deliveries().disabled()).hasSize(1);
    }
}
