package io.itops.benchmarks.rule;

import java.util.HashMap;
import java.util.Map;
import org.jeasy.rules.api.Facts;
import org.jeasy.rules.api.Rules;
import org.jeasy.rules.api.RulesEngine;
import org.jeasy.rules.core.DefaultRulesEngine;
import org.jeasy.rules.core.RuleBuilder;

/** The library Easy Rules: one rule, and for each sample its facts, the sample and the state of its series. */
final class EasyRule implements BreachRule {
    private static final String VALUE = "value";
    private static final String COUNT = "count";

    private final RulesEngine engine = new DefaultRulesEngine();
    private final Rules rules = new Rules();
    private final Map<String, PlainRules.Count> counts = new HashMap<>();
    private final String[] keys;
    private long fired;

    EasyRule(int series) {
        keys = new String[series];
        for (int i = 0; i < series; i++) {
            keys[i] = Samples.key(i);
            counts.put(keys[i], new PlainRules.Count());
        }
        rules.register(new RuleBuilder()
                .name("three in a row")
                .when(facts -> facts.<PlainRules.Count>get(COUNT).add(facts.<Double>get(VALUE)))
                .then(facts -> fired++)
                .build());
    }

    @Override
    public void round(Samples samples, int round) {
        for (int i = 0; i < keys.length; i++) {
            Facts facts = new Facts();
            facts.put(VALUE, samples.at(round, i));
            facts.put(COUNT, counts.get(keys[i]));
            engine.fire(rules, facts);
        }
    }

    @Override
    public long fired() {
        return fired;
    }
}
