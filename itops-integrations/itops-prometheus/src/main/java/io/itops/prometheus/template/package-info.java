/**
 * The template language of Prometheus' alert labels and annotations: Go's {@code text/template} with Prometheus' functions.
 *
 * <p>A {@link io.itops.prometheus.template.Template} is parsed once, when a rule is loaded, and refuses syntax errors, undefined
 * variables and unknown functions there, with line and column. Each evaluation expands it with its {@link
 * io.itops.prometheus.template.TemplateData}; the {@link io.itops.prometheus.template.Expansion} is the text, or where and why it
 * failed. What an expansion may cost is held by {@link io.itops.prometheus.template.TemplateLimits}.
 */
package io.itops.prometheus.template;
