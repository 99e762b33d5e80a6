package io.itops.incident.problem;

/**
 * How a problem ended.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum ResolutionCode {
    /** Its cause is gone. */
    FIXED,
    /** Its cause is still there, and a workaround is enough. */
    WORKED_AROUND,
    /** Someone lives with it. */
    RISK_ACCEPTED,
    /** It stopped by itself, and is not looked into. */
    GONE,
    /** Its cause was not found. */
    CAUSE_UNKNOWN,
    /** Nobody recorded how, as in what was imported from elsewhere. */
    NOT_RECORDED
}
