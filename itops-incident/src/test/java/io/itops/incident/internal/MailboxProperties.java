package io.itops.incident.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Ref;
import io.itops.core.Severity;
import io.itops.core.delivery.Destination;
import io.itops.core.delivery.Notification;
import io.itops.core.delivery.Urgency;
import io.itops.incident.escalation.PageUrgency;
import io.itops.incident.escalation.Throttle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MailboxProperties {
    private static final Instant START = Instant.parse("2026-11-24T02:00:00Z");
    private static final Destination TO = new Destination("sms", "ann");

    record Arrival(int second, int incident, int heldFor) {}

    private static Notification page(int incident, long version) {
        return new Notification(
                TO,
                Urgency.PAGE,
                "page",
                Ref.of("incident", "i" + incident),
                version,
                Severity.SEV2,
                "title",
                "body",
                new TreeMap<>(Map.of("person", "ann")));
    }

    @Provide
    Arbitrary<List<Arrival>> arrivals() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 600),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.of(0, 0, 0, 100, 300))
                .as(Arrival::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(30)
                .map(list -> list.stream()
                        .sorted(java.util.Comparator.comparingInt(Arrival::second))
                        .toList());
    }

    @Provide
    Arbitrary<Throttle> throttles() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(1, 200))
                .as((most, seconds) -> new Throttle(most, Duration.ofSeconds(seconds)));
    }

    @Property(tries = 300)
    void whatIsThrottledIsDelayedAndBundledAndNeverDropped(
            @ForAll("arrivals") List<Arrival> arrivals,
            @ForAll @Size(max = 3) List<@net.jqwik.api.From("throttles") Throttle> throttles) {
        Mailbox mailbox = Mailbox.empty(TO, PageUrgency.HIGH);
        List<Instant> went = new ArrayList<>();
        Map<Integer, Instant> told = new TreeMap<>();
        int arrived = 0;
        Optional<Instant> wake = Optional.empty();
        // by the second: what came is put in, and the timer rings when it was asked to, or a little late
        for (int second = 0; second < 3_000; second++) {
            Instant now = START.plusSeconds(second);
            boolean look = wake.isPresent() && !wake.get().isAfter(now);
            while (arrived < arrivals.size() && arrivals.get(arrived).second() == second) {
                Arrival one = arrivals.get(arrived);
                mailbox = mailbox.with(page(one.incident(), arrived + 1), now.plusSeconds(one.heldFor()));
                arrived++;
                look = true;
            }
            if (look) {
                Mailbox.Flush flush = mailbox.flush(throttles, now, page -> true);
                mailbox = flush.after();
                wake = flush.wakeAt();
                if (!flush.out().isEmpty()) {
                    went.add(now);
                    flush.out()
                            .forEach(page -> told.put(
                                    Integer.parseInt(page.subject().id().substring(1)), now));
                }
            }
        }
        assertThat(mailbox.waiting()).isEmpty();
        assertThat(wake).isEmpty();
        for (Arrival one : arrivals) {
            assertThat(told).as("each is told, at or after its coming").containsKey(one.incident());
            assertThat(told.get(one.incident())).isAfterOrEqualTo(START.plusSeconds(one.second()));
        }
        for (Throttle throttle : throttles) {
            for (int i = throttle.most(); i < went.size(); i++) {
                assertThat(Duration.between(went.get(i - throttle.most()), went.get(i)))
                        .isGreaterThanOrEqualTo(throttle.period());
            }
        }
    }

    @Test
    void theFirstPageGoesAtOnceAndThoseInTheWindowTogether() {
        List<Throttle> window = List.of(new Throttle(1, Duration.ofMinutes(5)));
        Mailbox.Flush first =
                Mailbox.empty(TO, PageUrgency.HIGH).with(page(1, 1), START).flush(window, START, page -> true);
        assertThat(first.out()).hasSize(1);
        Instant later = START.plusSeconds(10);
        Mailbox.Flush second = first.after()
                .with(page(2, 1), later)
                .with(page(3, 1), later)
                .with(page(2, 4), later)
                .flush(window, later, page -> true);
        assertThat(second.out()).isEmpty();
        assertThat(second.wakeAt()).contains(START.plus(Duration.ofMinutes(5)));
        Mailbox.Flush third = second.after()
                .flush(
                        window,
                        START.plus(Duration.ofMinutes(5)),
                        page -> !page.subject().id().equals("i3"));
        assertThat(third.out())
                .as("one line for each incident, none for those wanted no more")
                .containsExactly(page(2, 4));
        assertThat(third.wakeAt()).isEmpty();
    }

    @Test
    void whatIsWantedNoMoreDoesNotLendItsTimeToWhatComes() {
        Instant morning = START.plus(Duration.ofHours(5));
        Mailbox mailbox = Mailbox.empty(TO, PageUrgency.LOW)
                .with(page(1, 1), START)
                .keeping(page -> page.subjectVersion() > 3)
                .with(page(1, 4), morning);
        assertThat(mailbox.waiting()).containsExactly(new Mailbox.Waiting(page(1, 4), morning, 4));
        assertThat(mailbox.waitsSince("i1", "ann")).hasValue(4);
        assertThat(mailbox.with(page(1, 9), morning).waitsSince("i1", "ann")).hasValue(4);
        assertThat(mailbox.waitsSince("i1", "bob")).isEmpty();
    }

    @Test
    void aMailboxThatIsFullIsSentWhateverWasAskedFor() {
        Mailbox mailbox = Mailbox.empty(TO, PageUrgency.LOW);
        for (int i = 0; i < Mailbox.MOST_WAITING; i++) {
            mailbox = mailbox.with(page(i, 1), START.plus(Duration.ofHours(8)));
        }
        Mailbox.Flush flush = mailbox.flush(List.of(), START, page -> true);
        assertThat(flush.out()).hasSize(Mailbox.MOST_WAITING);
        assertThat(flush.after().waiting()).isEmpty();
    }

    @Test
    void mailboxesAndCyclesAreReadBackAsTheyWereWritten() {
        Mailbox mailbox = new Mailbox(
                new Destination("sms", "x".repeat(199)),
                PageUrgency.LOW,
                List.of(START),
                List.of(new Mailbox.Waiting(page(1, 2), START, 2)));
        assertThat(Mailbox.TYPE.fromStored(Mailbox.TYPE.toStored(mailbox, 1))).isEqualTo(mailbox);
        NotificationCycle cycle = NotificationCycle.start("i", "p".repeat(100), PageUrgency.LOW, 3, START);
        assertThat(NotificationCycle.TYPE.fromStored(NotificationCycle.TYPE.toStored(cycle, 1)))
                .isEqualTo(cycle);
    }
}
