/**
 * Prometheus' rule files. {@link io.itops.prometheus.rulefile.RuleFile} reads the YAML of a rule file, or of the resource {@code
 * PrometheusRule} of Kubernetes, into the engine's rule groups; {@link io.itops.prometheus.rulefile.CheckedFile} holds every problem of
 * a file at once, each with its place, and the warnings. What a file does not say, {@link io.itops.prometheus.rulefile.RuleFileOptions}
 * say. What the SDK can do beyond Prometheus stands under the key {@code itops} of a rule or a group; {@code rules.schema.json} beside
 * this package describes all keys for editors.
 */
package io.itops.prometheus.rulefile;
