/**
 * Unit tests of rule files, in the form of promtool's. {@link io.itops.prometheus.ruletest.RuleTests} runs the groups of a test file in
 * virtual time, each over samples of its own and by the engine's own steps, and gives a {@link
 * io.itops.prometheus.ruletest.RuleTestReport}; {@link io.itops.prometheus.ruletest.RuleFiles} makes JUnit's dynamic tests of the
 * groups.
 */
package io.itops.prometheus.ruletest;
