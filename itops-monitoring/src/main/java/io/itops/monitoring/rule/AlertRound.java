package io.itops.monitoring.rule;

import io.itops.core.Require;
import io.itops.core.explain.Explanation;
import io.itops.monitoring.eval.EvalResult;
import io.itops.monitoring.metric.Labels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation of an alert rule: what it means for each of its alerts, and why.
 *
 * <p>Not thread-safe; confine to one thread.
 *
 * @since 0.1
 */
public final class AlertRound {
    private final GroupSlot slot;
    private final AlertRule rule;
    private final String key;
    private final Map<Labels, Alert> known;
    private final AlertReading reading;
    private final RuleVerdict verdict;
    private final @Nullable SlotReasons reasons;

    AlertRound(
            GroupSlot slot,
            AlertRule rule,
            String key,
            Map<Labels, Alert> known,
            AlertReading reading,
            RuleVerdict verdict,
            @Nullable SlotReasons reasons) {
        this.slot = slot;
        this.rule = rule;
        this.key = key;
        this.known = known;
        this.reading = reading;
        this.verdict = verdict;
        this.reasons = reasons;
    }

    /**
     * What the evaluation means.
     *
     * @return {@link RuleVerdict.Changes}, or why the evaluation failed
     */
    public RuleVerdict verdict() {
        return verdict;
    }

    /**
     * What the conditions gave.
     *
     * @return the condition's result first
     */
    public List<EvalResult> results() {
        return reading.results();
    }

    /**
     * Whether the rule has no data: its condition gave nothing, and no selector of its conditions found a series.
     *
     * @return false for rules that do not ask for it by a {@link NoDataPolicy}, as those of a Prometheus file
     */
    public boolean noData() {
        return rule.options().noData() != NoDataPolicy.RESOLVE && reading.noData();
    }

    /**
     * What a change asks of its alert, with the reason.
     *
     * @param change one of the changes of the verdict
     * @return the command
     */
    public AlertCommand command(RuleVerdict.Change change) {
        Labels labels = Require.present("change", change).labels();
        Alert alert = known.get(labels);
        RuleVerdict.Met met = verdict instanceof RuleVerdict.Changes changes
                ? changes.present().get(labels)
                : null;
        Optional<Explanation> why = Optional.ofNullable(reasons).map(r -> r.of(change, alert, met));
        return new AlertCommand(change.action(), identity(labels, alert, met), change.value(), why);
    }

    /**
     * The annotations of an alert for whose element the condition holds.
     *
     * @param met the element
     * @return the texts by name
     */
    public SortedMap<String, String> annotations(RuleVerdict.Met met) {
        Require.present("element", met);
        return rule.annotations(AlertMachine.data(reading, met.element(), slot.slot()));
    }

    private AlertIdentity identity(Labels labels, @Nullable Alert alert, RuleVerdict.@Nullable Met met) {
        if (alert != null && met == null) {
            return alert.identity();
        }
        String group = slot.group().name();
        AlertIdentity fresh = met == null
                ? rule.identify(group, key, labels, rule.severity(), rule.annotations())
                : rule.identify(group, key, labels, met.severity(), annotations(met));
        return alert == null ? fresh : fresh.again(alert.identity());
    }
}
