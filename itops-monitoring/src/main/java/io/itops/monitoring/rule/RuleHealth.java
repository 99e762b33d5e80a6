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
    /**
     * It succeeded, but gave nothing because no selector of the condition found a series; told of rules that ask for it by a {@link
     * NoDataPolicy}. Of a group: so did that of one of its rules, and none failed.
     */
    NO_DATA,
    /** There was none in this process yet; of a group: of one of its rules, none failed, and none has no data. */
    UNKNOWN
}
