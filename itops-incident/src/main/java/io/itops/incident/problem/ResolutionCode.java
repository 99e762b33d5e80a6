package io.itops.incident.problem;

/**
 * How a problem ended. A code that contradicts what was found out is refused.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum ResolutionCode {
    /** Its cause is gone: the cause is known, and the change that was to fix it was successful, as far as that is published. */
    FIXED,
    /** Its cause is still there, and the workaround that was found is enough. */
    WORKED_AROUND,
    /** Someone lives with it: its risk is accepted when it is closed. */
    RISK_ACCEPTED,
    /** It stopped by itself, and is not looked into. */
    GONE,
    /** Its cause was not found: nobody has told one. */
    CAUSE_UNKNOWN,
    /** Nobody recorded how, as in what was imported from elsewhere. */
    NOT_RECORDED
}
