package io.itops.monitoring.backtest;

import io.itops.core.Severity;
import io.itops.monitoring.rule.AlertIdentity;
import io.itops.monitoring.rule.AlertKey;
import io.itops.monitoring.rule.ResolvePolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Gathers alerts into the incidents that their signals would have opened. Not thread-safe; confined to one backtest. */
final class PastPages {
    private final List<BacktestPage> over = new ArrayList<>();
    private final Map<String, BacktestPage> open = new LinkedHashMap<>();
    private final Map<String, AlertKey> keys = new HashMap<>();
    private final Map<String, Slot> changed = new LinkedHashMap<>();

    /** What happens to the alerts of one key in a slot. */
    private static final class Slot {
        private final List<AlertIdentity> fired = new ArrayList<>();
        private final List<AlertIdentity> regraded = new ArrayList<>();
        private final List<ResolvePolicy> resolved = new ArrayList<>();
    }

    void fired(AlertIdentity alert) {
        slot(alert).fired.add(alert);
    }

    void regraded(AlertIdentity alert) {
        slot(alert).regraded.add(alert);
    }

    void resolved(AlertIdentity alert, ResolvePolicy policy) {
        slot(alert).resolved.add(policy);
    }

    private Slot slot(AlertIdentity alert) {
        return changed.computeIfAbsent(alert.dedupKey(), k -> new Slot());
    }

    /** Signals what happened in a slot of a group. */
    void flush(Instant at) {
        changed.forEach((key, slot) -> flush(key, slot, at));
        changed.clear();
    }

    private void flush(String dedupKey, Slot slot, Instant at) {
        AlertKey.Step step = keys.getOrDefault(dedupKey, AlertKey.quiet(dedupKey))
                .after(slot.fired.size(), slot.regraded.size(), slot.resolved);
        // As in the store, a key of which nothing fires is forgotten.
        if (step.next().firing() > 0) {
            keys.put(dedupKey, step.next());
        } else {
            keys.remove(dedupKey);
        }
        BacktestPage page = open.get(dedupKey);
        if (step.resolves() && page != null) {
            over.add(with(page, page.worst(), Optional.of(at), page.alerts()));
            open.remove(dedupKey);
        }
        if (step.fires()) {
            List<AlertIdentity> all =
                    Stream.concat(slot.fired.stream(), slot.regraded.stream()).toList();
            Severity worst = all.stream()
                    .map(AlertIdentity::severity)
                    .reduce((a, b) -> a.worseThan(b) ? a : b)
                    .orElseThrow();
            open.merge(
                    dedupKey,
                    new BacktestPage(
                            dedupKey,
                            all.get(0).service(),
                            worst,
                            at,
                            Optional.empty(),
                            Math.max(1, slot.fired.size())),
                    (known, more) -> with(
                            known,
                            worst.worseThan(known.worst()) ? worst : known.worst(),
                            Optional.empty(),
                            known.alerts() + slot.fired.size()));
        }
    }

    private static BacktestPage with(BacktestPage page, Severity worst, Optional<Instant> overAt, int alerts) {
        return new BacktestPage(page.dedupKey(), page.service(), worst, page.at(), overAt, alerts);
    }

    /** All of them. */
    List<BacktestPage> all() {
        return Stream.concat(over.stream(), open.values().stream())
                .sorted(Comparator.comparing(BacktestPage::at).thenComparing(BacktestPage::dedupKey))
                .toList();
    }
}
