package io.itops.testkit.fault;

import static io.itops.testkit.fault.Answer.Kind.CLOSE_AFTER_ACCEPT;
import static io.itops.testkit.fault.Answer.Kind.GONE;
import static io.itops.testkit.fault.Answer.Kind.HANG;
import static io.itops.testkit.fault.Answer.Kind.REFUSE;
import static io.itops.testkit.fault.Answer.Kind.SERVER_ERROR;
import static io.itops.testkit.fault.Answer.Kind.SLOW;
import static io.itops.testkit.fault.Answer.Kind.THROW;
import static io.itops.testkit.fault.Answer.Kind.WRONG_BODY;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.Actor;
import io.itops.core.InvalidInputException;
import io.itops.core.ItOps;
import io.itops.core.Ref;
import io.itops.core.Severity;
import io.itops.core.delivery.Delivery;
import io.itops.core.delivery.DeliveryResult;
import io.itops.core.delivery.Destination;
import io.itops.core.delivery.Notification;
import io.itops.core.delivery.Urgency;
import io.itops.core.journal.JournalEntry;
import io.itops.core.store.InMemoryStore;
import io.itops.testkit.VirtualTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FaultyNotifierTest {
    private final VirtualTime time = VirtualTime.at("2026-11-24T02:00:00Z");

    @Test
    void eachKindOfAnswerTellsTheSenderWhatItsRealCounterpartWould() {
        Map<Answer.Kind, DeliveryResult.Kind> told = new EnumMap<>(Answer.Kind.class);
        for (Answer.Kind kind : Answer.Kind.values()) {
            if (kind != THROW && kind != HANG) {
                told.put(kind, begin(Answer.of(kind, ofSeconds(1))).join().kind());
            }
        }
        assertThat(told)
                .containsEntry(Answer.Kind.ACCEPT, DeliveryResult.Kind.OK)
                .containsEntry(SLOW, DeliveryResult.Kind.OK)
                .containsEntry(Answer.Kind.TOO_MANY, DeliveryResult.Kind.RETRY_AFTER)
                .containsEntry(SERVER_ERROR, DeliveryResult.Kind.RETRY)
                .containsEntry(CLOSE_AFTER_ACCEPT, DeliveryResult.Kind.RETRY)
                .containsEntry(WRONG_BODY, DeliveryResult.Kind.RETRY)
                .containsEntry(REFUSE, DeliveryResult.Kind.PERMANENT)
                .containsEntry(GONE, DeliveryResult.Kind.DISABLE)
                .hasSize(Answer.Kind.values().length - 2);
    }

    @Test
    void aReceiverThatHangsNeverAnswers() {
        assertThat(begin(Answer.of(HANG, ofSeconds(1)))).isNotDone();
        FaultyNotifier throwing = new FaultyNotifier("n", time, Answers.scripted(Answer.of(THROW, ofSeconds(1))));
        assertThatThrownBy(() -> throwing.begin(delivery("d", 1))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theReceiverHasWhatItAcceptedAlsoIfTheSenderDoesNotKnow() {
        FaultyNotifier notifier = new FaultyNotifier(
                "n",
                time,
                Answers.scripted(
                        Answer.of(CLOSE_AFTER_ACCEPT, ofMillis(200)),
                        Answer.of(SERVER_ERROR, ofMillis(200)),
                        Answer.of(SLOW, ofSeconds(15))));
        notifier.begin(delivery("d", 1));
        notifier.begin(delivery("e", 1));
        notifier.begin(delivery("d", 2)).toCompletableFuture().cancel(true);
        time.set(time.instant().plusSeconds(60));
        assertThat(notifier.receipts())
                .extracting(r -> r.delivery().id() + r.delivery().attempt() + " " + r.at())
                .containsExactly("d1 2026-11-24T02:00:00.200Z", "d2 2026-11-24T02:00:15Z");
        assertThat(notifier.duplicates()).isEqualTo(1);
        assertThat(notifier.answered()).containsEntry(SERVER_ERROR, 1L).containsEntry(HANG, 0L);
    }

    @Test
    void anInstanceTriesAgainUntilTheReceiverSaysThatItHasIt() {
        FaultyNotifier pager = new FaultyNotifier(
                "pager",
                time,
                Answers.scripted(
                        Answer.of(CLOSE_AFTER_ACCEPT, ofMillis(200)),
                        Answer.tooMany(ofMillis(50), ofSeconds(30)),
                        Answer.of(HANG, Duration.ZERO),
                        Answer.of(THROW, Duration.ZERO)));
        try (ItOps ops = ItOps.builder()
                .store(new InMemoryStore(time))
                .clock(time)
                .notifier(pager)
                .build()) {
            ops.run(Actor.system("test"), unit -> unit.send(notification()));
            ops.runUntil(time.instant().plus(Duration.ofMinutes(10)));
            assertThat(pager.attempts()).extracting(Delivery::attempt).containsExactly(1, 2, 3, 4, 5);
            assertThat(pager.receipts()).hasSize(2);
            assertThat(pager.duplicates()).isEqualTo(1);
            assertThat(ops.journal().all())
                    .extracting(JournalEntry::event)
                    .filteredOn(event -> event.type().equals("delivery.sent"))
                    .hasSize(1);
        }
    }

    @Test
    void theSameSeedGivesTheSameAnswers() {
        List<Answer> first = drawn(3);
        assertThat(drawn(3)).isEqualTo(first);
        assertThat(drawn(4)).isNotEqualTo(first);
        for (Answer.Kind kind : Answer.Kind.values()) {
            assertThat(first.stream().filter(answer -> answer.kind() == kind).count())
                    .as("answers of kind %s", kind)
                    .isBetween(50L, 200L);
        }
    }

    @Test
    void aHealedReceiverAcceptsEverything() {
        FaultyNotifier notifier = new FaultyNotifier("n", time, delivery -> Answer.of(REFUSE, Duration.ZERO));
        notifier.heal();
        assertThat(notifier.send(delivery("d", 1)).kind()).isEqualTo(DeliveryResult.Kind.OK);
    }

    @Test
    void sharesAbove1AreRefused() {
        assertThatThrownBy(() -> Answers.seeded(1, Map.of(HANG, 0.6, REFUSE, 0.5)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("sum of the shares must be 0");
    }

    private static List<Answer> drawn(long seed) {
        Map<Answer.Kind, Double> shares = new EnumMap<>(Answer.Kind.class);
        Arrays.stream(Answer.Kind.values()).forEach(kind -> shares.put(kind, 0.09));
        Answers answers = Answers.seeded(seed, shares);
        return java.util.stream.IntStream.range(0, 1_000)
                .mapToObj(i -> answers.to(delivery("d" + i, 1)))
                .toList();
    }

    private CompletableFuture<DeliveryResult> begin(Answer answer) {
        FaultyNotifier notifier = new FaultyNotifier("n", time, Answers.scripted(answer));
        CompletableFuture<DeliveryResult> result =
                notifier.begin(delivery("d", 1)).toCompletableFuture();
        assertThat(result).isNotDone();
        time.set(time.instant().plus(answer.after()));
        return result;
    }

    private static Delivery delivery(String id, int attempt) {
        return new Delivery(id, attempt, notification(), ofSeconds(10));
    }

    private static Notification notification() {
        return new Notification(
                new Destination("pager", "ann"),
                Urgency.PAGE,
                "page",
                Ref.of("incident", "checkout"),
                1,
                Severity.SEV2,
                "error rate above 5 %",
                "",
                new TreeMap<>());
    }
}
