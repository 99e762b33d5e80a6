package io.itops.incident.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.delivery.Destination;
import io.itops.incident.escalation.NotificationRule;
import io.itops.incident.escalation.NotificationRules;
import io.itops.incident.escalation.PageUrgency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class NotificationCycleProperties {
    private static final Instant START = Instant.parse("2026-11-24T02:00:00Z");

    private static NotificationRules rules(List<Integer> delays) {
        NotificationRules.Builder rules = NotificationRules.builder("ann");
        for (int i = 0; i < delays.size(); i++) {
            rules.after(Duration.ofSeconds(delays.get(i)), new Destination("way-" + i, "ann"));
        }
        return rules.build();
    }

    private interface Ticker {
        NotificationCycle.Tick tick(NotificationCycle cycle, NotificationRules rules, Instant now);
    }

    /** What is sent if the engine comes at some instants, among them early ones, late ones and ones that went back. */
    private static List<NotificationRule> sent(NotificationRules rules, List<Integer> ticks, Ticker ticker) {
        List<NotificationRule> sent = new ArrayList<>(
                rules.rules().stream().filter(rule -> rule.delay().isZero()).toList());
        NotificationCycle cycle = NotificationCycle.start("i", "ann", PageUrgency.HIGH, 1, START);
        for (int seconds : ticks) {
            NotificationCycle.Tick tick = ticker.tick(cycle, rules, START.plusSeconds(seconds));
            sent.addAll(tick.due());
            cycle = tick.after();
        }
        sent.addAll(ticker.tick(cycle, rules, START.plusSeconds(1_000)).due());
        return sent;
    }

    @Property(tries = 300)
    void whateverTheEnginesDelaysEveryRuleRunsExactlyOnceAndNoneTooEarly(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 300) Integer> delays,
            @ForAll @Size(max = 12) List<@IntRange(min = -50, max = 400) Integer> ticks) {
        NotificationRules rules = rules(delays);
        assertThat(sent(rules, ticks, NotificationCycle::tick)).containsExactlyInAnyOrderElementsOf(rules.rules());
        NotificationCycle cycle = NotificationCycle.start("i", "ann", PageUrgency.HIGH, 1, START);
        for (int seconds : ticks) {
            NotificationCycle.Tick tick = cycle.tick(rules, START.plusSeconds(seconds));
            assertThat(tick.due()).allMatch(rule -> rule.delay().toSeconds() <= seconds);
            assertThat(tick.nextAt())
                    .matches(next -> next.isEmpty() || next.get().isAfter(START.plusSeconds(seconds)));
            cycle = tick.after();
        }
        Optional<Instant> next = cycle.tick(rules, START.plusSeconds(1_000)).nextAt();
        assertThat(next).isEmpty();
    }

    /** The planted fault: an engine that sends a rule only when it comes in the minute of the rule loses it when it comes late. */
    @org.junit.jupiter.api.Test
    void anEngineThatAsksOnlyForThisMinuteLosesWhatIsLate() {
        NotificationRules rules = rules(List.of(0, 60, 120));
        Ticker naive = (cycle, own, now) -> {
            long minute = Duration.between(cycle.startedAt(), now).toMinutes();
            List<NotificationRule> due = own.rules().stream()
                    .filter(rule -> !rule.delay().isZero() && rule.delay().toMinutes() == minute)
                    .toList();
            return new NotificationCycle.Tick(due, cycle, Optional.empty());
        };
        List<Integer> late = List.of(185);
        assertThat(sent(rules, late, NotificationCycle::tick)).hasSize(3);
        assertThat(sent(rules, late, naive)).hasSize(1);
    }
}
