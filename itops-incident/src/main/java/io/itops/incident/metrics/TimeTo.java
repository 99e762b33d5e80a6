package io.itops.incident.metrics;

import io.itops.core.Require;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What is measured between two instants of an incident, named for what it measures. Four different things are called MTTR; each has its
 * own name here.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum TimeTo {
    /** From the fault to its notice: the lead that a fault had on its alert. Needs to be told when the fault began. */
    DETECT("MTTD", "the fault began", "opened"),

    /** From opening to the first acknowledgement. */
    ACKNOWLEDGE("MTTA", "opened", "first acknowledged"),

    /** From opening to the mitigation that somebody told; incidents that were resolved without one are left out. */
    MITIGATE("MTTM", "opened", "mitigated"),

    /** From opening to the end of the effect on users, by a mitigation or else the resolution: what the response took. */
    RESPOND("MTTR (respond)", "opened", "effect ended"),

    /** From the first acknowledgement to the end of the effect: the work of people. */
    REPAIR("MTTR (repair)", "first acknowledged", "effect ended"),

    /** From the fault to the end of its effect: what users felt. Needs to be told when the fault began. */
    RECOVER("MTTR (recover)", "the fault began", "effect ended"),

    /** From opening to the resolution. */
    RESOLVE("MTTR (resolve)", "opened", "resolved");

    private final String acronym;
    private final String from;
    private final String to;

    TimeTo(String acronym, String from, String to) {
        this.acronym = acronym;
        this.from = from;
        this.to = to;
    }

    private Optional<Instant> start(IncidentTimes times) {
        return switch (this) {
            case DETECT, RECOVER -> times.faultBeganAt();
            case ACKNOWLEDGE, MITIGATE, RESPOND, RESOLVE -> Optional.of(times.openedAt());
            case REPAIR -> times.acknowledgedAt();
        };
    }

    private Optional<Instant> end(IncidentTimes times) {
        return switch (this) {
            case DETECT -> Optional.of(times.openedAt());
            case ACKNOWLEDGE -> times.acknowledgedAt();
            case MITIGATE -> times.mitigatedAt();
            case RESPOND, REPAIR, RECOVER -> times.effectEndedAt();
            case RESOLVE -> times.resolvedAt();
        };
    }

    /**
     * What its mean is usually called.
     *
     * @return {@code MTTA}, {@code MTTR (repair)}, …
     */
    public String acronym() {
        return acronym;
    }

    /**
     * Where it begins.
     *
     * @return words for the first instant
     */
    public String from() {
        return from;
    }

    /**
     * Where it ends.
     *
     * @return words for the second instant
     */
    public String to() {
        return to;
    }

    /**
     * Measures incidents as they stood at an instant. Incidents that had not come to the end of the measure by then count as lasting at
     * least so long (right-censored), as do those that were resolved, closed, cancelled or merged before it.
     *
     * @param incidents at most 2,000,000 incidents in any order; those opened later than {@code asOf} are not looked at
     * @param asOf when the measuring is done
     * @return the durations, with how many incidents were left out and why
     */
    public MeasuredDurations measure(Collection<IncidentTimes> incidents, Instant asOf) {
        Instant until = Require.instant("instant of measuring", asOf);
        DurationSample.Collector found = new DurationSample.Collector(incidents);
        int startless = 0;
        int reversed = 0;
        int endless = 0;
        for (IncidentTimes times : incidents) {
            if (Require.present("incident", times).openedAt().isAfter(until)) {
                continue;
            }
            Instant begun = start(times).filter(at -> !at.isAfter(until)).orElse(null);
            Optional<Instant> ended = end(times).filter(at -> !at.isAfter(until));
            if (begun == null) {
                startless++;
            } else if (this == MITIGATE
                    && ended.isEmpty()
                    && times.resolvedAt().filter(at -> !at.isAfter(until)).isPresent()) {
                endless++;
            } else {
                Instant last = ended.orElseGet(() -> seenUntil(times, until));
                if (last.isBefore(begun)) {
                    reversed++;
                } else {
                    found.add(begun, last, ended.isPresent());
                }
            }
        }
        return new MeasuredDurations(this, found.sample(), startless, endless, reversed);
    }

    /** The last instant at which it is known not to have come to the end. */
    private static Instant seenUntil(IncidentTimes times, Instant asOf) {
        Instant last = asOf;
        for (Optional<Instant> gone : List.of(times.resolvedAt(), times.leftAt())) {
            if (gone.isPresent() && gone.get().isBefore(last)) {
                last = gone.get();
            }
        }
        return last;
    }
}
