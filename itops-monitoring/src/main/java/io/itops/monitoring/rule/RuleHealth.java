package io.itops.monitoring.rule;

/**
 * How the last evaluation of a rule, or of the rules of a group, went.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum RuleHealth {
    /** It succeeded. */
    OK,
    /** It failed; of a group: that of one of its rules did. */
    ERR,
    /** There was none in this process yet; of a group: of one of its rules, and none failed. */
    UNKNOWN
}
