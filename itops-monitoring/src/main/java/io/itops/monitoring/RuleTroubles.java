package io.itops.monitoring;

import io.itops.core.Ref;
import io.itops.core.SafeText;
import io.itops.core.Words;
import io.itops.core.record.Tree;
import io.itops.core.store.UnitOfWork;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.NoDataPolicy;
import io.itops.monitoring.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells in the journal when rules of a group begin to fail or to have no data and when that ends, and keeps it while it lasts. Not
 * thread-safe; confined to the handling of one job.
 */
final class RuleTroubles {
    static final String STAY = "stay as they are";
    static final String ONE_FIRES = "stay as they are, and one fires";

    /** What most rules have at most slots: no trouble, whichever rule it is. */
    private static final Optional<RuleTrouble> FINE = Optional.of(RuleTrouble.none("-", "-"));

    private static final Logger LOG = LoggerFactory.getLogger(RuleTroubles.class);

    private final String group;
    private final AlertBook book;
    private final UnitOfWork unit;
    private final Instant slot;
    private final Map<String, RuleTrouble> changed = new LinkedHashMap<>();

    RuleTroubles(String group, AlertBook book, UnitOfWork unit, Instant slot) {
        this.group = group;
        this.book = book;
        this.unit = unit;
        this.slot = slot;
    }

    /** What the commit changes. */
    Collection<RuleTrouble> changed() {
        return changed.values();
    }

    /** Forgets what a rule did whose evaluation was taken back. */
    void takeBack(String key) {
        changed.remove(key);
    }

    private RuleTrouble before(String key) {
        return book.trouble(key).orElseGet(() -> RuleTrouble.none(group, key));
    }

    /** How a rule that has failed stands; empty if that is to be told and the unit is full. */
    Optional<RuleTrouble> failed(Rule rule, String key, String why, String what, BooleanSupplier full) {
        RuleTrouble before = before(key);
        return become(rule, before, before.failed(slot, reason(why)), what, full);
    }

    /** How a rule stands that was evaluated, and has failed for what became of it; empty if that is to be told and the unit is full. */
    Optional<RuleTrouble> unkept(Rule rule, String key, boolean noData, String why, String what, BooleanSupplier full) {
        RuleTrouble before = before(key);
        return become(rule, before, before.seen(slot, noData).failed(slot, reason(why)), what, full);
    }

    /** How a rule that was evaluated stands; empty if that is to be told and the unit is full. */
    Optional<RuleTrouble> evaluated(Rule rule, String key, boolean noData, BooleanSupplier full) {
        if (!noData && book.trouble(key).isEmpty()) {
            return FINE;
        }
        RuleTrouble before = before(key);
        return become(rule, before, before.seen(slot, noData).recovered(), "", full);
    }

    private static String reason(String why) {
        return SafeText.shorten(SafeText.oneLine(why), 300);
    }

    private Optional<RuleTrouble> become(
            Rule rule, RuleTrouble before, RuleTrouble after, String what, BooleanSupplier full) {
        if (after.equals(before)) {
            return Optional.of(after);
        }
        if (full.getAsBoolean()) {
            return Optional.empty();
        }
        if (!after.failing().equals(before.failing())) {
            after.reason()
                    .ifPresentOrElse(
                            reason -> tellFailure(rule, what, reason),
                            () -> event("rule.recovered", rule, " is evaluated again"));
        }
        Optional<Instant> since = before.noDataSince();
        if (since.isEmpty() && after.noDataSince().isPresent()) {
            event("rule.no-data", rule, withoutData((AlertRule) rule));
        } else if (since.isPresent() && after.noDataSince().isEmpty() && asksForData(rule)) {
            String time = Words.duration(Duration.between(since.get(), slot));
            event("rule.data", rule, " has data again, after " + time);
        }
        return Optional.of(keep(after));
    }

    private void tellFailure(Rule rule, String what, String reason) {
        LOG.atWarn()
                .addKeyValue("rule", rule.name())
                .addKeyValue("reason", reason)
                .log("a rule failed");
        event("rule.failed", rule, " failed, " + what + ": " + reason);
    }

    /** Whether data is looked for: of a rule whose policy was taken away nobody knows whether there is any. */
    private static boolean asksForData(Rule rule) {
        return rule instanceof AlertRule alerting && alerting.options().noData() != NoDataPolicy.RESOLVE;
    }

    private static String withoutData(AlertRule rule) {
        String alerts = rule.options().noData() == NoDataPolicy.KEEP_LAST ? STAY : ONE_FIRES;
        return " has no data, its alerts " + alerts + ": no selector of its condition finds a series";
    }

    /** Forgets the troubles of all rules but some; gives false if the unit is full before. */
    boolean forgetOthers(Set<String> keys, BooleanSupplier full) {
        for (String key : book.troubled()) {
            if (!keys.contains(key) && !changed.containsKey(key)) {
                if (full.getAsBoolean()) {
                    return false;
                }
                keep(RuleTrouble.none(group, key));
            }
        }
        return true;
    }

    private RuleTrouble keep(RuleTrouble trouble) {
        unit.find(RuleTrouble.TYPE, trouble.id());
        if (trouble.isNone()) {
            unit.remove(RuleTrouble.TYPE, trouble.id());
        } else {
            unit.put(RuleTrouble.TYPE, trouble);
        }
        changed.put(trouble.key(), trouble);
        return trouble;
    }

    private void event(String type, Rule rule, String what) {
        unit.event(
                type,
                List.of(Ref.of("alert-rule", rule.name())),
                "rule " + rule.name() + what,
                Tree.Obj.of(Map.of("group", new Tree.Text(group), "slot", new Tree.Text(slot.toString()))));
    }
}
