package io.itops.core.delivery;

import static io.itops.core.delivery.Pages.page;
import static io.itops.core.delivery.Pages.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.Actor;
import io.itops.core.IdSource;
import io.itops.core.InvalidInputException;
import io.itops.core.ItOps;
import io.itops.core.Limits;
import io.itops.core.Ref;
import io.itops.core.StoreException;
import io.itops.core.TestClock;
import io.itops.core.journal.JournalEvent;
import io.itops.core.record.Tree;
import io.itops.core.store.ClaimRequest;
import io.itops.core.store.InMemoryStore;
import io.itops.core.store.Job;
import io.itops.core.work.ParkedJob;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
    private static final DeliveryPolicy EXACT = DeliveryPolicy.builder()
            .jitter(0)
            .maxAttempts(5)
            .breaker(1_000, 1, Duration.ofSeconds(1))
            .build();

    private final TestClock clock = new TestClock("2026-11-24T02:00:00Z");
    private final InMemoryStore store = new InMemoryStore(clock);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Scripted pager = new Scripted("pager", clock);
    private final Scripted mail = new Scripted("mail", clock);
    private final ItOps ops = with(EXACT);

    private ItOps with(DeliveryPolicy policy) {
        return ItOps.builder()
                .store(store)
                .clock(clock)
                .ids(IdSource.seeded(7))
                .meterRegistry(meters)
                .notifier(pager, policy)
                .notifier(mail, policy)
                .build();
    }

    private void pass(Duration time) {
        ops.runUntil(clock.instant().plus(time));
    }

    private double count(String name, String... tags) {
        return meters.counter(name, tags).count();
    }

    private List<String> journal(String delivery) {
        return ops.journal().about(Ref.of("delivery", delivery)).stream()
                .map(entry -> entry.event().type())
                .toList();
    }

    private JournalEvent last(String delivery) {
        var entries = ops.journal().about(Ref.of("delivery", delivery));
        return entries.get(entries.size() - 1).event();
    }

    private static List<Duration> seconds(long... seconds) {
        return Arrays.stream(seconds).mapToObj(Duration::ofSeconds).toList();
    }

    @Test
    void anAcceptedNotificationIsJournaledAboutItsSubjectAndLeavesNothingBehind() {
        String id = send(ops, page("pager", "ann", "one")).get(0);
        pass(Duration.ZERO);
        assertThat(pager.attempts).singleElement().satisfies(delivery -> {
            assertThat(delivery.id()).isEqualTo(id);
            assertThat(delivery.attempt()).isEqualTo(1);
            assertThat(delivery.limit()).isEqualTo(Duration.ofSeconds(10));
        });
        assertThat(journal(id)).containsExactly("delivery.sent");
        assertThat(last(id).subjects()).containsExactly(Pages.INCIDENT, Ref.of("delivery", id));
        assertThat(last(id).summary()).isEqualTo("page sent to pager:ann");
        assertThat(ops.records().find(Progress.TYPE, id)).isEmpty();
        assertThat(count("itops.delivery.sent")).isEqualTo(1);
        assertThat(count("itops.delivery.possible.duplicates")).isZero();
    }

    @Test
    void failedAttemptsAreRepeatedUnderTheSameIdWithDoublingPauses() {
        pager.then(DeliveryResult.retry("a"), DeliveryResult.refused("b"), DeliveryResult.retry("c"));
        String id = send(ops, page("pager", "ann", "one")).get(0);
        pass(Duration.ofMinutes(1));
        assertThat(pager.times).isEqualTo(seconds(0, 1, 3, 7));
        assertThat(pager.attempts)
                .allSatisfy(attempt -> assertThat(attempt.id()).isEqualTo(id));
        assertThat(pager.attempts).extracting(Delivery::attempt).containsExactly(1, 2, 3, 4);
        assertThat(journal(id))
                .containsExactly("delivery.failed", "delivery.failed", "delivery.failed", "delivery.sent");
        assertThat(ops.journal()
                        .about(Ref.of("delivery", id))
                        .get(1)
                        .event()
                        .data()
                        .members())
                .containsEntry("attempt", Tree.num(2))
                .containsEntry("class", new Tree.Text("retry"))
                .containsEntry("detail", new Tree.Text("b"))
                .containsEntry("next", new Tree.Text("2026-11-24T02:00:03Z"));
        assertThat(ops.records().find(Progress.TYPE, id)).isEmpty();
        assertThat(count("itops.delivery.retried")).isEqualTo(3);
        assertThat(count("itops.delivery.failed", "class", "retry")).isEqualTo(3);
        assertThat(meters.get("itops.delivery.time.to.accept").timer().max(TimeUnit.SECONDS))
                .isEqualTo(7);
    }

    @Test
    void aRetryingHeadHoldsItsLaneInOrderAndNoOtherLane() {
        pager.then(DeliveryResult.retry("a"));
        send(
                ops,
                page("pager", "ann", "first"),
                page("pager", "ann", "second"),
                Pages.of("pager", "ann", Urgency.NEWS, "news"),
                page("pager", "bob", "other"),
                page("mail", "ann", "mail"));
        pass(Duration.ZERO);
        assertThat(pager.titles()).containsExactly("first", "news", "other");
        assertThat(mail.titles()).containsExactly("mail");
        pass(Duration.ofSeconds(1));
        assertThat(pager.titles()).containsExactly("first", "news", "other", "first", "second");
    }

    @Test
    void afterTheLastAttemptANotificationIsParkedAndItsLaneGoesOn() {
        pager.then(
                DeliveryResult.retry("1"),
                DeliveryResult.retry("2"),
                DeliveryResult.retry("3"),
                DeliveryResult.retry("4"),
                DeliveryResult.retry("5"));
        String id = send(ops, page("pager", "ann", "first"), page("pager", "ann", "second"))
                .get(0);
        pass(Duration.ofMinutes(5));
        assertThat(pager.times).isEqualTo(seconds(0, 1, 3, 7, 15, 15));
        assertThat(pager.titles()).endsWith("second");
        assertThat(ops.agenda().parked()).singleElement().satisfies(job -> {
            assertThat(job.id()).isEqualTo(id);
            assertThat(job.reason()).isEqualTo("given up after 5 attempts: 5");
            assertThat(job.attempts()).isEqualTo(5);
            assertThat(job.subjects()).containsExactly(Pages.INCIDENT);
        });
        assertThat(ops.journal().about(Pages.INCIDENT))
                .extracting(entry -> entry.event().type())
                .contains("job.parked");
    }

    @Test
    void aParkedNotificationQueuedAgainStartsAnewAndIsKnownToRepeatPerhaps() {
        pager.always(delivery -> DeliveryResult.retry("down"));
        String id = send(ops, page("pager", "ann", "one")).get(0);
        pass(Duration.ofMinutes(5));
        pager.always(delivery -> DeliveryResult.ok("accepted"));
        ops.agenda().requeue(id, Actor.user("ann"));
        pass(Duration.ZERO);
        assertThat(pager.attempts).hasSize(6);
        assertThat(pager.attempts.get(5).id()).isEqualTo(id);
        assertThat(last(id).data().members()).containsEntry("mayRepeat", new Tree.Bool(true));
        assertThat(count("itops.delivery.possible.duplicates")).isEqualTo(5);
        assertThat(ops.records().find(Progress.TYPE, id)).isEmpty();
    }

    @Test
    void thePauseThatAReceiverAsksForHoldsForAllThatGoesThere() {
        pager.then(DeliveryResult.retryAfter(Duration.ofSeconds(30), "429"));
        send(ops, page("pager", "ann", "page"));
        pass(Duration.ZERO);
        send(ops, Pages.of("pager", "ann", Urgency.NEWS, "news"), page("pager", "bob", "bob"));
        pass(Duration.ofMinutes(1));
        assertThat(pager.titles()).containsExactly("page", "bob", "page", "news");
        assertThat(pager.times).isEqualTo(seconds(0, 0, 30, 30));
        assertThat(count("itops.delivery.waited", "for", "pause")).isEqualTo(1);
        assertThat(count("itops.delivery.possible.duplicates")).isZero();
    }

    @Test
    void aPauseShorterThanTheBackOffDoesNotShortenIt() {
        pager.then(
                DeliveryResult.retry("1"),
                DeliveryResult.retry("2"),
                DeliveryResult.retryAfter(Duration.ofSeconds(1), "429"));
        send(ops, page("pager", "ann", "one"));
        pass(Duration.ofMinutes(1));
        assertThat(pager.times).isEqualTo(seconds(0, 1, 3, 7));
    }

    @Test
    void aPermanentFailureParksAtOnce() {
        pager.then(DeliveryResult.permanent("unknown recipient"));
        String id = send(ops, page("pager", "ann", "bad"), page("pager", "ann", "good"))
                .get(0);
        pass(Duration.ZERO);
        assertThat(pager.titles()).containsExactly("bad", "good");
        assertThat(ops.agenda().parked()).extracting(ParkedJob::id).containsExactly(id);
        assertThat(journal(id)).containsExactly("delivery.failed");
        assertThat(count("itops.delivery.failed", "class", "permanent")).isEqualTo(1);
    }

    @Test
    void anObsoleteNotificationIsNotSentAndTheJournalSaysWhy() {
        boolean[] acknowledged = {false};
        ops.deliveries()
                .guard(
                        "incident",
                        (notification, records) ->
                                acknowledged[0] ? Optional.of("acknowledged\nby bob") : Optional.empty());
        pager.then(delivery -> {
            acknowledged[0] = true;
            return DeliveryResult.retry("down");
        });
        String id = send(ops, page("pager", "ann", "one")).get(0);
        pass(Duration.ofMinutes(1));
        assertThat(pager.attempts).hasSize(1);
        assertThat(journal(id)).containsExactly("delivery.failed", "delivery.obsolete");
        assertThat(last(id).summary())
                .isEqualTo("page no longer wanted by pager:ann, where it may have arrived before: "
                        + "acknowledged\\u000aby bob");
        assertThat(last(id).data().members()).containsEntry("mayRepeat", new Tree.Bool(true));
        assertThat(ops.records().find(Progress.TYPE, id)).isEmpty();
        assertThat(count("itops.delivery.obsolete")).isEqualTo(1);
    }

    @Test
    void anObsoleteNotificationThatNeverArrivedSaysSo() {
        boolean[] acknowledged = {false};
        ops.deliveries()
                .guard(
                        "incident",
                        (notification, records) -> acknowledged[0] ? Optional.of("acknowledged") : Optional.empty());
        pager.then(delivery -> {
            acknowledged[0] = true;
            return DeliveryResult.refused("busy");
        });
        String id = send(ops, page("pager", "ann", "one")).get(0);
        pass(Duration.ofMinutes(1));
        assertThat(last(id).type()).isEqualTo("delivery.obsolete");
        assertThat(last(id).data().members()).containsEntry("mayRepeat", new Tree.Bool(false));
    }

    @Test
    void aGuardThatFailsLetsTheNotificationThrough() {
        ops.deliveries().guard("incident", (notification, records) -> {
            throw new IllegalStateException("guard");
        });
        send(ops, page("pager", "ann", "one"));
        pass(Duration.ZERO);
        assertThat(pager.titles()).containsExactly("one");
        assertThatThrownBy(() -> ops.deliveries().guard("incident", (notification, records) -> Optional.empty()))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void aRedactionSaysAtEachAttemptWhatIsSent() {
        boolean[] restricted = {false};
        ops.deliveries()
                .redact("incident", (notification, records) -> restricted[0] ? without(notification) : notification);
        pager.then(delivery -> {
            restricted[0] = true;
            return DeliveryResult.retry("down");
        });
        send(ops, page("pager", "ann", "one"));
        pass(Duration.ofMinutes(1));
        assertThat(pager.titles()).containsExactly("one", "restricted");
        assertThatThrownBy(() -> ops.deliveries().redact("incident", (notification, records) -> notification))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void aRedactionThatFailsLetsNoContentThrough() {
        ops.deliveries().redact("incident", (notification, records) -> {
            throw new IllegalStateException("redaction");
        });
        send(ops, page("pager", "ann", "one"));
        pass(Duration.ZERO);
        assertThat(pager.titles()).containsExactly("page about incident");
    }

    /** Sends it elsewhere too, which does not count. */
    private static Notification without(Notification notification) {
        return new Notification(
                new Destination("pager", "mallory"),
                notification.urgency(),
                notification.kind(),
                notification.subject(),
                notification.subjectVersion(),
                notification.severity(),
                "restricted",
                "",
                new TreeMap<>());
    }

    @Test
    void whateverANotifierThrowsIsAFailedAttemptAndItsMessageStaysOutOfTheJournal() {
        String secret = "https://hooks.example.org/token-s3cr3t";
        pager.then(delivery -> {
                    throw new IllegalStateException(secret);
                })
                .then(delivery -> {
                    throw new StackOverflowError(secret);
                })
                .then(delivery -> {
                    throw new NoClassDefFoundError(secret);
                })
                .then(delivery -> null);
        String id = send(ops, page("pager", "ann", "one")).get(0);
        pass(Duration.ofMinutes(1));
        assertThat(pager.attempts).hasSize(5);
        assertThat(journal(id)).endsWith("delivery.failed", "delivery.sent").hasSize(5);
        assertThat(ops.journal().all())
                .noneMatch(entry -> entry.event().toJson(1).contains("s3cr3t"));
        assertThat(ops.journal().all())
                .anyMatch(entry -> entry.event().summary().contains("java.lang.StackOverflowError"));
    }

    @Test
    void aClaimThatNeverEndedIsAnAttemptThatMayHaveArrived() {
        String id = send(ops, page("pager", "ann", "one")).get(0);
        crash();
        pass(Duration.ZERO);
        assertThat(pager.attempts).extracting(Delivery::attempt).containsExactly(2);
        assertThat(last(id).type()).isEqualTo("delivery.sent");
        assertThat(last(id).data().members())
                .containsEntry("attempt", Tree.num(2))
                .containsEntry("mayRepeat", new Tree.Bool(true));
        assertThat(last(id).summary()).isEqualTo("page sent to pager:ann, where it may have arrived before");
        assertThat(count("itops.delivery.possible.duplicates")).isEqualTo(1);
    }

    @Test
    void aNotificationWhoseWorkersDieAgainAndAgainIsParked() {
        String id = send(ops, page("pager", "ann", "one")).get(0);
        for (int i = 0; i < 5; i++) {
            crash();
        }
        pass(Duration.ZERO);
        assertThat(pager.attempts).isEmpty();
        assertThat(ops.agenda().parked()).singleElement().satisfies(job -> {
            assertThat(job.id()).isEqualTo(id);
            assertThat(job.reason()).isEqualTo("given up after 5 attempts, the last without an end");
            assertThat(job.attempts()).isEqualTo(5);
        });
    }

    /** A worker claims what is due and dies; the lease runs out. */
    private void crash() {
        Duration lease = Limits.DEFAULTS.lease();
        assertThat(store.claim(new ClaimRequest(Set.of(Deliveries.JOB), clock.instant(), 1, lease))
                        .claims())
                .hasSize(1);
        clock.advance(lease);
    }

    @Test
    void anAttemptAfterARefusalRepeatsNothing() {
        pager.then(DeliveryResult.refused("connection refused"), DeliveryResult.retry("no answer"));
        String id = send(ops, page("pager", "ann", "one")).get(0);
        pass(Duration.ofMinutes(1));
        assertThat(ops.journal().about(Ref.of("delivery", id)))
                .extracting(entry -> entry.event().data().members().get("mayRepeat"))
                .containsExactly(new Tree.Bool(false), new Tree.Bool(false), new Tree.Bool(true));
        assertThat(count("itops.delivery.possible.duplicates")).isEqualTo(1);
    }

    @Test
    void aNotificationForNoNotifierOrOfAnUnknownFormIsParked() {
        send(ops, page("pigeon", "ann", "one"));
        ops.run(
                Actor.user("ann"),
                unit -> unit.add(Job.inLane("x", Deliveries.JOB, "lane", clock.instant(), "{\"no\":1}")));
        pass(Duration.ZERO);
        assertThat(ops.agenda().parked())
                .extracting(ParkedJob::reason)
                .anySatisfy(reason -> assertThat(reason).isEqualTo("no notifier named pigeon"))
                .anySatisfy(reason -> assertThat(reason).startsWith("the notification cannot be read"))
                .hasSize(2);
        assertThat(ops.deliveries().notifiers()).containsExactly("mail", "pager");
    }

    @Test
    void aStoreThatFailsBeforeAnAttemptCostsNoAttempt() {
        int[] failures = {8};
        ops.deliveries().guard("incident", (notification, records) -> {
            if (failures[0]-- > 0) {
                throw new StoreException("disk", new IllegalStateException("disk"));
            }
            return Optional.empty();
        });
        send(ops, page("pager", "ann", "one"));
        pass(Duration.ofMinutes(1));
        assertThat(pager.times).isEqualTo(seconds(8));
        assertThat(pager.attempts).extracting(Delivery::attempt).containsExactly(1);
        assertThat(count("itops.delivery.waited", "for", "store")).isEqualTo(8);
    }

    @Test
    void anAttemptLimitMustLieBelowHalfOfTheLease() {
        DeliveryPolicy slow =
                DeliveryPolicy.builder().attemptLimit(Duration.ofSeconds(15)).build();
        assertThatThrownBy(() -> with(slow))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("attempt limit of notifier mail must be below half of the lease, PT15S, but was PT15S");
    }

    @Test
    void withoutAPolicyTheAttemptLimitFitsTheLease() {
        Instant now = clock.instant();
        ItOps brief = ItOps.builder()
                .store(new InMemoryStore(clock))
                .clock(clock)
                .limits(Limits.DEFAULTS.withLease(Duration.ofSeconds(5)))
                .notifier(pager)
                .build();
        send(brief, page("pager", "ann", "one"));
        brief.runUntil(now);
        assertThat(pager.attempts).extracting(Delivery::limit).containsExactly(Duration.ofSeconds(2));
    }
}
