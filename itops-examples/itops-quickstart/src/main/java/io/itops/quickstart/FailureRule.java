package io.itops.quickstart;

import io.itops.monitoring.expr.Binary;
import io.itops.monitoring.expr.BinaryOp;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.expr.NumberLiteral;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.RuleGroup;
import io.itops.prometheus.rulefile.RuleFile;
import io.itops.prometheus.rulefile.RuleFileOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The only rule there is, as its rule file has it, and what the report draws of it.
 *
 * @param group the file's one group
 * @param rule the group's one rule
 * @param failures the left side of its condition: the share of checkouts that fail
 * @param threshold the right side: the share above which it becomes pending
 */
record FailureRule(RuleGroup group, AlertRule rule, Expr failures, double threshold) {
    /** The rule of a rule file beside this class. */
    static FailureRule load(String resource) {
        return read(resource, text(resource));
    }

    static FailureRule read(String name, String text) {
        RuleFile file = RuleFile.parse(name, text, RuleFileOptions.STANDARD);
        if (file.ruleGroups().size() == 1
                && file.ruleGroups().get(0).rules().size() == 1
                && file.ruleGroups().get(0).rules().get(0) instanceof AlertRule rule
                && rule.when() instanceof Binary condition
                && condition.op() == BinaryOp.GREATER
                && condition.right() instanceof NumberLiteral threshold) {
            return new FailureRule(file.ruleGroups().get(0), rule, condition.left(), threshold.value());
        }
        throw new IllegalStateException(name + " must have one alert rule, of the form: share > number");
    }

    private static String text(String resource) {
        try (InputStream file = FailureRule.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException(resource + " is missing from the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
