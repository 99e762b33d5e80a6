package io.itops.incident.priority;

import io.itops.core.Require;
import io.itops.core.Severity;
import java.util.List;

/**
 * In which order incidents are worked on, from 1 (the first) to 5. What each level means for targets is set by policies, not here.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum Priority {
    /** Critical: before everything else. */
    P1(1, Severity.SEV1),
    /** High. */
    P2(2, Severity.SEV2),
    /** Moderate. */
    P3(3, Severity.SEV3),
    /** Low. */
    P4(4, Severity.SEV4),
    /** Planning: when nothing else is to be done. */
    P5(5, Severity.SEV5);

    private static final List<Priority> ALL = List.of(values());

    private final int number;
    private final Severity severity;

    Priority(int number, Severity severity) {
        this.number = number;
        this.severity = severity;
    }

    /**
     * The priority of a number.
     *
     * @param number 1 to 5
     * @return the priority
     */
    public static Priority of(int number) {
        return ALL.get(Require.range("priority", number, 1, ALL.size()) - 1);
    }

    /**
     * The priority of what has a severity and was not assessed: that of the same number.
     *
     * @param severity how bad it is
     * @return the priority
     */
    public static Priority of(Severity severity) {
        Require.present("severity", severity);
        return ALL.stream()
                .filter(priority -> priority.severity == severity)
                .findFirst()
                .orElseThrow();
    }

    /**
     * Its number.
     *
     * @return 1 to 5, 1 being the highest priority
     */
    public int number() {
        return number;
    }

    /**
     * The severity of what has this priority and says nothing else of how bad it is: that of the same number.
     *
     * @return the severity
     */
    public Severity severity() {
        return severity;
    }

    /**
     * Whether this priority comes before another.
     *
     * @param other the priority to compare with
     * @return true if this one has the smaller number
     */
    public boolean higherThan(Priority other) {
        return compareTo(Require.present("priority", other)) < 0;
    }
}
