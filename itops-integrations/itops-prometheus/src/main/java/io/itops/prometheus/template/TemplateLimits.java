package io.itops.prometheus.template;

import io.itops.core.Require;

/**
 * How much one expansion of a template may cost.
 *
 * <p>Immutable and thread-safe.
 *
 * @param output the greatest length of the text, and of any text made on the way, in characters, 1 to 10,000,000
 * @param steps how many parts of the template may be evaluated, loops counted as often as they run, 1 to 100,000,000; long texts
 *     and patterns given to functions count as further steps
 * @param depth how deeply templates may call templates, 1 to 200
 * @since 0.1
 */
public record TemplateLimits(int output, int steps, int depth) {
    /** 65,536 characters, 100,000 steps, 100 templates deep. */
    public static final TemplateLimits STANDARD = new TemplateLimits(65_536, 100_000, 100);

    /** Checks the bounds. */
    public TemplateLimits {
        Require.range("output of a template", output, 1, 10_000_000);
        Require.range("steps of a template", steps, 1, 100_000_000);
        Require.range("depth of templates", depth, 1, 200);
    }
}
