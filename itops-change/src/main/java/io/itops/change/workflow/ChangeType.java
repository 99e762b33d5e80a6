package io.itops.change.workflow;

import java.util.Locale;

/**
 * The types of changes, which differ in the way to their approval.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum ChangeType {
    /** Done by an approved template; needs no vote. */
    STANDARD,
    /** Assessed, then authorised by votes. */
    NORMAL,
    /** Authorised by votes without an assessment, reviewed afterwards. */
    EMERGENCY;

    /** How people speak of it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
