package io.itops.monitoring;

import io.itops.core.Severity;
import io.itops.core.Words;
import io.itops.core.explain.Explanation;
import io.itops.core.store.UnitOfWork;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.rule.Alert;
import io.itops.monitoring.rule.AlertAction;
import io.itops.monitoring.rule.AlertCommand;
import io.itops.monitoring.rule.AlertStatus;
import io.itops.monitoring.rule.EvaluatedSlot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Signals troubles, and for a while their ends, again: as Prometheus sends alerts (rules/alerting.go, needsSending), once more than a
 * delay has passed since the last time, but dedup key by dedup key. What is said again is what the key stands at: the worst of the
 * group's alerts that fire, no end of a trouble that is there again, and no trouble that a policy has declared over. Not thread-safe;
 * confined to the handling of one job.
 */
final class Resending {
    /** How long the end of a trouble is signalled again. */
    private static final Duration ENDED = Duration.ofMinutes(15);

    /** The worst first; of equals the same one every time, so that repeats do not alternate between them. */
    private static final Comparator<Alert> WORST = Comparator.<Alert, Severity>comparing(
                    alert -> alert.identity().severity(), Resending::worse)
            .thenComparing(alert -> alert.identity().key())
            .thenComparing(alert -> alert.identity().labels());

    private static final Comparator<Alert> LAST_ENDED = Comparator.<Alert, Instant>comparing(
                    alert -> alert.endedAt().orElseThrow())
            .thenComparing(alert -> alert.lastSentAt().orElseThrow())
            .thenComparing(alert -> alert.identity().key())
            .thenComparing(alert -> alert.identity().labels());

    private final GroupRuntime group;
    private final Duration delay;
    private final EvaluatedSlot slot;
    private final UnitOfWork unit;
    private final SignalBatch batch;
    private final Map<String, Alert> sent = new LinkedHashMap<>();
    private final Map<String, Instant> silent = new HashMap<>();

    Resending(GroupRuntime group, Duration delay, EvaluatedSlot slot, UnitOfWork unit, SignalBatch batch) {
        this.group = group;
        this.delay = delay;
        this.slot = slot;
        this.unit = unit;
        this.batch = batch;
    }

    /** The alerts of one dedup key, as far as they count here. */
    private static final class Standing {
        private final List<Alert> firing = new ArrayList<>(1);
        private final List<Alert> over = new ArrayList<>(1);
        private Instant last = Instant.MIN;
        private boolean judged;

        void signalled(Instant at) {
            last = last.isBefore(at) ? at : last;
        }
    }

    private static int worse(Severity a, Severity b) {
        return a == b ? 0 : a.worseThan(b) ? -1 : 1;
    }

    /** How long the records of alerts that have ended are needed here. */
    Duration remembers() {
        return delay.compareTo(ENDED) > 0 ? delay : ENDED;
    }

    /** The alerts on whose behalf something was signalled, as the commit leaves them. */
    Map<String, Alert> sent() {
        return sent;
    }

    /**
     * A dedup key of which it is time to signal again, unless the state of the key leaves nothing to say.
     *
     * @param dedupKey the key
     * @param firing on whose behalf that the trouble is there, empty if that is not to be said at this slot
     * @param over on whose behalf that it is over, empty if that is not to be said
     */
    record Due(String dedupKey, Optional<Alert> firing, Optional<Alert> over) {}

    /**
     * Of which dedup keys it is time to signal again, in their order. Nothing is looked up for it.
     *
     * @param book the alerts as the commit leaves them
     * @param judged whether anything is known of the alerts of a rule at this slot: as in Prometheus, nothing is sent else
     */
    List<Due> due(AlertBook book, Predicate<String> judged) {
        Map<String, Standing> keys = new TreeMap<>();
        for (Map.Entry<String, Map<Labels, Alert>> rule : book.rules()) {
            boolean known = judged.test(rule.getKey());
            for (Alert alert : rule.getValue().values()) {
                if (alert.past().sentAt().isPresent() || alert.firedAt().isPresent()) {
                    add(alert, known, keys.computeIfAbsent(alert.identity().dedupKey(), key -> new Standing()));
                }
            }
        }
        List<Due> due = new ArrayList<>();
        keys.forEach((dedupKey, standing) -> {
            if (standing.last.plus(delay).isBefore(slot.at()) && !group.isSilent(dedupKey, slot.at())) {
                Optional<Alert> firing = standing.firing.stream().min(WORST).filter(alert -> standing.judged);
                Optional<Alert> over = standing.over.stream().max(LAST_ENDED);
                if (firing.isPresent() || over.isPresent()) {
                    due.add(new Due(dedupKey, firing, over));
                }
            }
        });
        return due;
    }

    private void add(Alert alert, boolean judged, Standing key) {
        key.signalled(alert.past().sentAt().or(alert::firedAt).orElseThrow());
        if (alert.status() == AlertStatus.FIRING) {
            key.firing.add(alert);
            key.judged |= judged;
        } else if (judged
                && alert.lastSentAt().isPresent()
                && !slot.at().isAfter(alert.endedAt().orElseThrow().plus(ENDED))) {
            key.over.add(alert);
        }
    }

    /**
     * On whose behalf to signal again, by the state of the key in the store. That there was nothing to say is noted, so that a key that
     * a policy has declared over while it fires on is looked at once a delay and not at every slot, nor by each commit of one.
     */
    Optional<Alert> speaker(Due due) {
        Optional<Boolean> there = batch.standsAt(due.dedupKey(), unit);
        Optional<Alert> speaker = there.flatMap(fires -> fires ? due.firing() : due.over());
        if (speaker.isEmpty()) {
            boolean over = there.isPresent() && !there.get();
            silent.put(due.dedupKey(), over ? slot.at().plus(delay) : slot.at());
        }
        return speaker;
    }

    /** The keys of which there was nothing to say, and up to which slot. */
    Map<String, Instant> silent() {
        return silent;
    }

    /** Signals again on behalf of an alert that is due. */
    void again(Alert alert) {
        boolean fires = alert.status() == AlertStatus.FIRING;
        Explanation why = Explanation.of(
                        (fires ? "the trouble" : "the end of the trouble") + " is signalled again: more than "
                                + Words.duration(delay) + " have passed since the last time")
                .with("last signalled at", alert.lastSentAt().orElseThrow());
        if (!fires) {
            why = why.with(
                    "signalled again until", alert.endedAt().orElseThrow().plus(ENDED));
        }
        note(alert, why);
        if (fires) {
            batch.firesAgain(alert, why);
        } else {
            batch.overAgain(alert, why);
        }
    }

    /** Notes that the end of a trouble is signalled by the commit on behalf of an alert that has resolved. */
    void over(Alert alert) {
        note(
                alert,
                Explanation.of("the end of the trouble is signalled, and again after more than "
                                + Words.duration(delay))
                        .with("signalled again until", slot.at().plus(ENDED)));
    }

    private void note(Alert alert, Explanation why) {
        AlertCommand command = new AlertCommand(AlertAction.SEND, alert.identity(), alert.value(), Optional.of(why));
        sent.put(alert.id(), group.execute(unit, command, slot));
    }
}
