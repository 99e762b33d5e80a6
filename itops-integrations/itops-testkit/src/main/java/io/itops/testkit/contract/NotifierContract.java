package io.itops.testkit.contract;

import static io.itops.testkit.contract.NotifierHarness.Behaviour.ACCEPT;
import static io.itops.testkit.contract.NotifierHarness.Behaviour.ASK_FOR_A_PAUSE;
import static io.itops.testkit.contract.NotifierHarness.Behaviour.CLOSE_AFTER_ACCEPT;
import static io.itops.testkit.contract.NotifierHarness.Behaviour.FAIL;
import static io.itops.testkit.contract.NotifierHarness.Behaviour.GONE;
import static io.itops.testkit.contract.NotifierHarness.Behaviour.HANG;
import static io.itops.testkit.contract.NotifierHarness.Behaviour.REFUSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.itops.core.Ref;
import io.itops.core.Severity;
import io.itops.core.delivery.Delivery;
import io.itops.core.delivery.DeliveryResult;
import io.itops.core.delivery.Destination;
import io.itops.core.delivery.Notification;
import io.itops.core.delivery.Urgency;
import io.itops.core.spi.AsyncNotifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link io.itops.core.spi.Notifier} must do: the number in a test's name is that of the rule in its documentation. Extend
 * it, give it a {@link NotifierHarness}, and run it.
 *
 * <p>Not thread-safe; confine to one thread.
 *
 * @since 0.1
 */
public abstract class NotifierContract {
    /** Ends an attempt from outside that does not end by itself, so that the contract never hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration LONG = Duration.ofMinutes(10);

    private @Nullable NotifierHarness harness;

    /** For subclasses. */
    protected NotifierContract() {}

    /**
     * A notifier with its receiver, which accepts everything at first.
     *
     * @return a new harness, which the contract closes
     */
    protected abstract NotifierHarness newHarness();

    /**
     * Whether the channel has room for the delivery id.
     *
     * @return true unless overridden
     */
    protected boolean carriesDeliveryId() {
        return true;
    }

    /**
     * The time limit of the attempts: long enough for one over a local connection, short enough for tests that wait for its end.
     *
     * @return 2 s unless overridden
     */
    protected Duration limit() {
        return Duration.ofSeconds(2);
    }

    private NotifierHarness on() {
        NotifierHarness present = harness;
        if (present == null) {
            present = newHarness();
            harness = present;
        }
        return present;
    }

    @AfterEach
    final void closeHarness() {
        NotifierHarness present = harness;
        if (present != null) {
            present.close();
        }
    }

    @Test
    void s01_oneCallIsOneAttemptAndCarriesTheId() {
        on().behave(ACCEPT);
        send(delivery("first", 1));
        on().behave(FAIL);
        send(delivery("second", 1));
        on().behave(ACCEPT);
        send(delivery("second", 2));
        assertThat(on().received()).as("messages after three calls").hasSize(3);
        if (carriesDeliveryId()) {
            assertThat(on().received())
                    .extracting(NotifierHarness.Message::deliveryId)
                    .containsExactly("first", "second", "second");
        }
    }

    @Test
    void s01_callsInSeveralThreadsAreAttemptsOfTheirOwn() {
        int each = 5;
        List<Callable<List<DeliveryResult.Kind>>> callers = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            String prefix = "thread-" + thread + "-";
            callers.add(() -> {
                List<DeliveryResult.Kind> kinds = new ArrayList<>();
                for (int i = 0; i < each; i++) {
                    kinds.add(on().notifier().send(delivery(prefix + i, 1)).kind());
                }
                return kinds;
            });
        }
        on().behave(ACCEPT);
        assertThat(Race.run(callers)).allSatisfy(kinds -> assertThat(kinds).containsOnly(DeliveryResult.Kind.OK));
        assertThat(on().received()).as("messages of four threads").hasSize(4 * each);
        if (carriesDeliveryId()) {
            assertThat(on().received())
                    .extracting(NotifierHarness.Message::deliveryId)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void s02_okIsAnsweredOnlyWhenTheReceiverHasAccepted() {
        for (NotifierHarness.Behaviour behaviour : NotifierHarness.Behaviour.values()) {
            on().behave(behaviour);
            DeliveryResult result = send(delivery("to " + behaviour, 1));
            assertThat(result.kind() == DeliveryResult.Kind.OK)
                    .as("answer of a receiver told to %s is OK: %s", behaviour, result)
                    .isEqualTo(behaviour == ACCEPT);
        }
    }

    @Test
    void s03_aRefusalForGoodIsPermanent() {
        expect(REFUSE, DeliveryResult.Kind.PERMANENT);
    }

    @Test
    void s03_whatMayWorkLaterIsTriedAgain() {
        expect(FAIL, DeliveryResult.Kind.RETRY);
        expect(HANG, DeliveryResult.Kind.RETRY);
        expect(CLOSE_AFTER_ACCEPT, DeliveryResult.Kind.RETRY);
    }

    /** A sender that is sure of what it cannot know makes duplicates that nobody counts. */
    @Test
    void s03_whatMayHaveArrivedIsNotCalledRefused() {
        assertThat(expect(CLOSE_AFTER_ACCEPT, DeliveryResult.Kind.RETRY).mayHaveArrived())
                .as("whether a message may have arrived whose receiver closed the connection")
                .isTrue();
        assertThat(expect(HANG, DeliveryResult.Kind.RETRY).mayHaveArrived())
                .as("whether a message may have arrived whose receiver did not answer")
                .isTrue();
    }

    @Test
    void s04_aPauseThatTheReceiverAsksForIsPassedOn() {
        assertThat(expect(ASK_FOR_A_PAUSE, DeliveryResult.Kind.RETRY_AFTER).retryAfter())
                .as("pause")
                .contains(NotifierHarness.PAUSE);
    }

    @Test
    void s05_aDestinationThatIsGoneIsDisabled() {
        expect(GONE, DeliveryResult.Kind.DISABLE);
    }

    @Test
    void s06_anAttemptEndsBeforeItsLimit() throws InterruptedException {
        on().behave(HANG);
        FutureTask<DeliveryResult> attempt = begun(delivery("hangs", 1));
        try {
            assertThat(attempt.get(limit().toMillis(), TimeUnit.MILLISECONDS).kind())
                    .isEqualTo(DeliveryResult.Kind.RETRY);
        } catch (TimeoutException e) {
            throw new AssertionError("the attempt had not ended by itself after its limit of " + limit(), e);
        } catch (ExecutionException e) {
            throw new AssertionError("the attempt ended with an exception", e.getCause());
        }
    }

    @Test
    void s07_anUnknownAddressIsPermanent() {
        Notification unknown = notification("nobody-knows-this", "title", "body", new TreeMap<>());
        DeliveryResult result = send(new Delivery("unknown", 1, unknown, limit()));
        assertThat(result.kind()).as("answer for an unknown address").isEqualTo(DeliveryResult.Kind.PERMANENT);
        assertThat(on().received()).as("messages to an unknown address").isEmpty();
    }

    @Test
    void s08_textOfAnyKindArrivesAsText() {
        on().behave(ACCEPT);
        NotifierHarness.Message plain = received(delivery("plain", "A plain title", "A plain body.", "a plain value"));
        int i = 0;
        for (String text : HostileTexts.ALL) {
            String id = "hostile-" + i++;
            NotifierHarness.Message message = received(delivery(id, text.strip() + " title", text, text));
            assertThat(message.envelope())
                    .as("envelope of a message with the text %s", HostileTexts.shown(text))
                    .isEqualTo(plain.envelope());
            assertThat(message.structure())
                    .as("structure of a message with the text %s", HostileTexts.shown(text))
                    .isEqualTo(plain.structure());
            assertThat(message.mentions())
                    .as("mentions in a message with the text %s", HostileTexts.shown(text))
                    .isEmpty();
            assertThat(HostileTexts.normalised(message.text()))
                    .as("text of a message with the text %s", HostileTexts.shown(text))
                    .contains(HostileTexts.normalised(text));
            if (carriesDeliveryId()) {
                assertThat(message.deliveryId()).isEqualTo(id);
            }
        }
    }

    @Test
    void s09_aNotificationThatIsTooLargeIsShortened() {
        on().behave(ACCEPT);
        SortedMap<String, String> facts = new TreeMap<>();
        for (int i = 0; i < 64; i++) {
            facts.put("fact " + i, "Grüße \ud83d\ude80 ".repeat(400));
        }
        Notification large =
                notification(on().address(), "T".repeat(300), "\ud83d\ude80 ä \" \\ < & ".repeat(1_400), facts);
        DeliveryResult result = send(new Delivery("large", 1, large, limit()));
        assertThat(result.kind())
                .as("answer for the largest notification: %s", result)
                .isEqualTo(DeliveryResult.Kind.OK);
        assertThat(on().received()).as("messages").hasSize(1);
        assertThat(on().received().get(0).text())
                .as("text of a shortened message")
                .contains("TTTTTTTTTTTTTTTT");
    }

    @Test
    void s10_noSecretIsTold() {
        List<String> told = new ArrayList<>();
        for (NotifierHarness.Behaviour behaviour : NotifierHarness.Behaviour.values()) {
            on().behave(behaviour);
            told.add(outcome(delivery("to " + behaviour, 1)));
        }
        told.add(outcome(new Delivery(
                "unknown", 1, notification("nobody-knows-this", "title", "body", new TreeMap<>()), limit())));
        told.add(on().notifier().toString());
        told.addAll(on().logged());
        assertThat(on().secrets()).as("secrets of the harness").isNotEmpty();
        for (String secret : on().secrets()) {
            assertThat(told).as("what was told").noneMatch(line -> line.contains(secret));
        }
    }

    @Test
    void s11_anInterruptEndsTheAttempt() throws InterruptedException {
        on().behave(HANG);
        FutureTask<DeliveryResult> attempt =
                new FutureTask<>(() -> on().notifier().send(new Delivery("hangs", 1, plain(), LONG)));
        Thread sender = new Thread(attempt, "notifier-contract");
        sender.setDaemon(true);
        sender.start();
        on().awaitReceived(1);
        sender.interrupt();
        sender.join(limit().toMillis());
        assertThat(sender.isAlive()).as("attempt goes on after an interrupt").isFalse();
        assertThat(kindOrRetry(attempt)).as("answer of an interrupted attempt").isEqualTo(DeliveryResult.Kind.RETRY);
    }

    @Test
    void all_anAsynchronousAttemptEndsAsASynchronousOne() {
        assumeTrue(on().notifier() instanceof AsyncNotifier, "the notifier is not asynchronous");
        AsyncNotifier async = (AsyncNotifier) on().notifier();
        for (NotifierHarness.Behaviour behaviour : List.of(ACCEPT, REFUSE, FAIL, ASK_FOR_A_PAUSE, GONE)) {
            on().behave(behaviour);
            DeliveryResult begun = async.begin(delivery("begun " + behaviour, 1))
                    .toCompletableFuture()
                    .join();
            assertThat(begun.kind())
                    .as("answer of a receiver told to %s", behaviour)
                    .isEqualTo(send(delivery("sent " + behaviour, 1)).kind());
        }
    }

    private DeliveryResult expect(NotifierHarness.Behaviour behaviour, DeliveryResult.Kind kind) {
        on().behave(behaviour);
        DeliveryResult result = send(delivery("to " + behaviour, 1));
        assertThat(result.kind())
                .as("answer of a receiver told to %s: %s", behaviour, result)
                .isEqualTo(kind);
        return result;
    }

    private NotifierHarness.Message received(Delivery delivery) {
        int before = on().received().size();
        DeliveryResult result = send(delivery);
        assertThat(result.kind()).as("answer: %s", result).isEqualTo(DeliveryResult.Kind.OK);
        assertThat(on().received()).as("messages").hasSize(before + 1);
        return on().received().get(before);
    }

    /** One attempt in a thread of its own. */
    private DeliveryResult send(Delivery delivery) {
        FutureTask<DeliveryResult> attempt = begun(delivery);
        try {
            return attempt.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("the test was interrupted", e);
        } catch (TimeoutException e) {
            throw new AssertionError("the attempt did not end", e);
        } catch (ExecutionException e) {
            throw new AssertionError("the attempt ended with an exception", e.getCause());
        }
    }

    /** What comes of an attempt, an exception included, as text. */
    private String outcome(Delivery delivery) {
        try {
            return send(delivery).toString();
        } catch (AssertionError e) {
            StringBuilder out = new StringBuilder();
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                out.append(cause).append('\n');
            }
            return out.toString();
        }
    }

    private FutureTask<DeliveryResult> begun(Delivery delivery) {
        FutureTask<DeliveryResult> attempt =
                new FutureTask<>(() -> on().notifier().send(delivery));
        Thread sender = new Thread(attempt, "notifier-contract");
        sender.setDaemon(true);
        sender.start();
        return attempt;
    }

    /** An exception counts as RETRY. */
    private static DeliveryResult.Kind kindOrRetry(FutureTask<DeliveryResult> attempt) throws InterruptedException {
        try {
            return attempt.get().kind();
        } catch (ExecutionException e) {
            return DeliveryResult.Kind.RETRY;
        }
    }

    private Delivery delivery(String id, int attempt) {
        return new Delivery(id, attempt, plain(), limit());
    }

    private Delivery delivery(String id, String title, String body, String fact) {
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("label", fact);
        return new Delivery(id, 1, notification(on().address(), title, body, facts), limit());
    }

    private Notification plain() {
        return notification(on().address(), "error rate above 5 %", "since 02:00", new TreeMap<>());
    }

    private Notification notification(String address, String title, String body, SortedMap<String, String> facts) {
        return new Notification(
                new Destination(on().notifier().name(), address),
                Urgency.PAGE,
                "page",
                Ref.of("incident", "checkout"),
                3,
                Severity.SEV2,
                title,
                body,
                facts);
    }
}
