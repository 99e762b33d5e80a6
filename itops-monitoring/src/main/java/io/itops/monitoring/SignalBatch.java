package io.itops.monitoring;

import io.itops.core.SafeText;
import io.itops.core.Severity;
import io.itops.core.Words;
import io.itops.core.explain.Explanation;
import io.itops.core.record.Versioned;
import io.itops.core.signal.Signal;
import io.itops.core.signal.Signals;
import io.itops.core.store.UnitOfWork;
import io.itops.monitoring.rule.Alert;
import io.itops.monitoring.rule.AlertIdentity;
import io.itops.monitoring.rule.AlertKey;
import io.itops.monitoring.rule.AlertStatus;
import io.itops.monitoring.rule.ResolvePolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gathers the alerts that fire and resolve in one unit of work, and signals once for each dedup key. */
final class SignalBatch {
    private static final int SHOWN = 8;

    private final Map<String, Key> keys = new LinkedHashMap<>();
    private int repeated;

    /** What happened to the alerts of one key. */
    private static final class Key {
        private final List<Ended> resolved = new ArrayList<>();
        private final List<Begun> fired = new ArrayList<>();
        private final List<Begun> regraded = new ArrayList<>();
        private @Nullable Begun firingAgain;
        private @Nullable Ended overAgain;

        /** Whether none of the alerts changed. */
        boolean isEmpty() {
            return resolved.isEmpty() && fired.isEmpty() && regraded.isEmpty();
        }

        /** How many operations of a commit that takes at most, beyond what is in the unit. */
        int operations(int signal) {
            boolean ends = !resolved.isEmpty() || overAgain != null;
            boolean begins = !fired.isEmpty() || !regraded.isEmpty() || firingAgain != null;
            // The state of the key, which is in the unit where something is said again; each signal; and that the end
            // was told.
            return (isEmpty() ? 0 : 1) + (ends ? signal + 1 : 0) + (begins ? signal : 0);
        }

        AlertKey.Step after(AlertKey before) {
            return before.after(
                    fired.size(),
                    regraded.size(),
                    resolved.stream().map(Ended::policy).toList());
        }
    }

    /** The signal is the one to raise for this alert alone, made while its rule is evaluated: what cannot be signalled fails there. */
    private record Begun(Alert alert, Signal signal, Explanation why) {}

    private record Ended(Alert alert, ResolvePolicy policy, Explanation why) {}

    void fired(Alert alert, Explanation why) {
        key(alert).fired.add(begun(alert, why));
    }

    /** A firing alert is of another severity now: the trouble is signalled again. */
    void regraded(Alert alert, Explanation why) {
        key(alert).regraded.add(begun(alert, why));
    }

    private static Begun begun(Alert alert, Explanation why) {
        AlertIdentity identity = alert.identity();
        Signal signal = Signal.firing(
                        identity.dedupKey(),
                        identity.service(),
                        identity.severity(),
                        line(identity.annotations().getOrDefault("summary", line(alert))))
                .withLabels(identity.labels().asMap());
        return new Begun(alert, signal, why);
    }

    void resolved(Alert alert, ResolvePolicy policy, Explanation why) {
        key(alert).resolved.add(new Ended(alert, policy, why));
    }

    /** What is signalled already is signalled again on behalf of an alert. */
    void firesAgain(Alert alert, Explanation why) {
        key(alert).firingAgain = begun(alert, why);
    }

    /** What is signalled to be over is signalled again on behalf of an alert. */
    void overAgain(Alert alert, Explanation why) {
        key(alert).overAgain = new Ended(alert, ResolvePolicy.ALL, why);
    }

    /** Whether the last signal of a key says that the trouble is there; empty if this batch has one to say. */
    Optional<Boolean> standsAt(String dedupKey, UnitOfWork unit) {
        AlertKey before = before(dedupKey, unit);
        Key key = keys.get(dedupKey);
        if (key == null) {
            return Optional.of(before.signalled());
        }
        AlertKey.Step step = key.after(before);
        return step.resolves() || step.fires()
                ? Optional.empty()
                : Optional.of(step.next().signalled());
    }

    private static AlertKey before(String dedupKey, UnitOfWork unit) {
        return unit.find(AlertKey.TYPE, dedupKey).map(Versioned::value).orElseGet(() -> AlertKey.quiet(dedupKey));
    }

    /** Forgets the alerts of a rule whose evaluation was taken back, before anything is signalled again. */
    void forget(Predicate<Alert> ofRule) {
        for (Key key : keys.values()) {
            key.fired.removeIf(begun -> ofRule.test(begun.alert()));
            key.regraded.removeIf(begun -> ofRule.test(begun.alert()));
            key.resolved.removeIf(ended -> ofRule.test(ended.alert()));
        }
        keys.values().removeIf(Key::isEmpty);
    }

    private Key key(Alert alert) {
        return keys.computeIfAbsent(alert.identity().dedupKey(), k -> new Key());
    }

    /** How many operations of a commit the signals take at most, beyond what is in the unit, given how many one signal takes. */
    int operations(int signal) {
        int all = 0;
        for (Key key : keys.values()) {
            all += key.operations(signal);
        }
        return all;
    }

    /** How many signals were put into the unit that had been sent before. */
    int repeated() {
        return repeated;
    }

    /**
     * Puts the signals, and the state of each key, into the unit.
     *
     * @param over told of each resolved alert on whose behalf it is signalled that a trouble is over
     */
    void flush(Signals signals, UnitOfWork unit, Consumer<Alert> over) {
        keys.forEach((dedupKey, key) -> flush(dedupKey, key, signals, unit, over));
    }

    private void flush(String dedupKey, Key key, Signals signals, UnitOfWork unit, Consumer<Alert> over) {
        AlertKey.Step step = key.after(before(dedupKey, unit));
        long firing = step.next().firing();
        if (step.resolves()) {
            Ended decider = decider(key.resolved);
            signals.accept(resolvedSignal(decider, firing), unit);
            resolved(decider, key.resolved).ifPresent(over);
        } else if (key.overAgain != null) {
            signals.accept(overAgainSignal(key.overAgain, firing), unit);
            repeated++;
        }
        if (step.fires()) {
            signals.accept(firingSignal(key, firing), unit);
        } else if (key.firingAgain != null) {
            Begun again = key.firingAgain;
            signals.accept(again.signal().explained(why("the trouble is still there", List.of(again), firing)), unit);
            repeated++;
        }
        if (key.isEmpty()) {
            return;
        }
        if (firing > 0) {
            unit.put(AlertKey.TYPE, step.next());
        } else if (unit.find(AlertKey.TYPE, dedupKey).isPresent()) {
            unit.remove(AlertKey.TYPE, dedupKey);
        }
    }

    private static Signal firingSignal(Key key, long firing) {
        List<Begun> all = new ArrayList<>(key.fired);
        all.addAll(key.regraded);
        String what = key.fired.isEmpty() ? " of the dedup key changed severity" : " of the dedup key fired";
        int number = key.fired.isEmpty() ? all.size() : key.fired.size();
        return worst(all).explained(why(Words.count(number, "alert") + what, all, firing));
    }

    private static Signal worst(List<Begun> all) {
        Begun worst = all.get(0);
        for (Begun begun : all) {
            if (severity(begun.alert()).worseThan(severity(worst.alert()))) {
                worst = begun;
            }
        }
        return worst.signal();
    }

    private static Explanation why(String what, List<Begun> all, long firing) {
        Explanation why = Explanation.of(what).with("alerts of the key that fire", firing);
        for (Begun begun : all.subList(0, Math.min(SHOWN, all.size()))) {
            why = why.because(begun.why());
        }
        return why;
    }

    /** The last alert by whose policy the trouble is over: none but ANY and ALL say so, and ANY whatever else fires. */
    private static Ended decider(List<Ended> all) {
        for (ResolvePolicy policy : List.of(ResolvePolicy.ANY, ResolvePolicy.ALL)) {
            List<Ended> of =
                    all.stream().filter(ended -> ended.policy() == policy).toList();
            if (!of.isEmpty()) {
                return last(of);
            }
        }
        return last(all);
    }

    /** The alert that stands for the end: not one that is pending again. */
    private static Optional<Alert> resolved(Ended decider, List<Ended> all) {
        return Stream.concat(Stream.of(decider), all.stream())
                .map(Ended::alert)
                .filter(alert -> alert.status() == AlertStatus.RESOLVED)
                .findFirst();
    }

    private static Ended last(List<Ended> all) {
        return all.get(all.size() - 1);
    }

    private static Signal resolvedSignal(Ended last, long firing) {
        String what = "the policy of " + last.alert().identity().rule() + " resolves the trouble: " + last.policy();
        return overSignal(last, what, firing);
    }

    private static Signal overAgainSignal(Ended last, long firing) {
        return overSignal(last, "the trouble is still over", firing);
    }

    private static Signal overSignal(Ended last, String what, long firing) {
        AlertIdentity identity = last.alert().identity();
        String summary = firing == 0
                ? "all alerts of the dedup key have resolved"
                : identity.rule() + " has resolved, while "
                        + Words.count(
                                firing, "other alert of the key still fires", "other alerts of the key still fire");
        Explanation why =
                Explanation.of(what).with("alerts of the key that fire", firing).because(last.why());
        return Signal.resolved(identity.dedupKey(), identity.service(), identity.severity(), summary)
                .withLabels(identity.labels().asMap())
                .explained(why);
    }

    private static Severity severity(Alert alert) {
        return alert.identity().severity();
    }

    private static String line(Alert alert) {
        return line(alert.identity().rule()
                + (alert.status() == AlertStatus.FIRING ? " is firing: " : ": ")
                + alert.identity().labels() + " = " + alert.shownValue());
    }

    private static String line(String text) {
        String line = SafeText.shorten(SafeText.oneLine(text), 300);
        return line.isBlank() ? "firing" : line;
    }
}
