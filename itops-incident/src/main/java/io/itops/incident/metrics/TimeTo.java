package io.itops.incident.metrics;

import io.itops.core.Require;
import io.itops.incident.metrics.DurationSample.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** From opening to the mitigation that somebody told; incidents that were resolved without one left before it. */
    MITIGATE("MTTM", "opened", "mitigated"),

    /**
     * From opening to the end of the effect on users, by a mitigation or else the resolution. Of an incident that was reopened the quiet time
     * between is not in it, where its {@linkplain IncidentTimes#spells spells} are known.
     */
    RESPOND("MTTR (respond)", "opened", "effect ended"),

    /** From the first acknowledgement to the end of the effect: the work of people. Quiet time before a reopening is not in it, as above. */
    REPAIR("MTTR (repair)", "first acknowledged", "effect ended"),

    /**
     * From the fault to the end of its effect: what users felt, quiet time before a reopening left out, as above. Needs to be told when the fault
     * began.
     */
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
     * Measures incidents as they stood at an instant. One rule holds for all measures: an incident either came to the end of the measure by
     * then; or still runs towards it, and counts as lasting at least so long (right-censored); or left before it by being resolved,
     * closed, cancelled or merged, and will not come to it (a competing event). An incident whose source says nothing of the measure
     * is one without a start.
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
        for (IncidentTimes times : incidents) {
            if (Require.present("incident", times).openedAt().isAfter(until)) {
                continue;
            }
            Instant begun = times.unknown().contains(this)
                    ? null
                    : start(times).filter(at -> !at.isAfter(until)).orElse(null);
            if (begun != null && ofEffect() && !times.spells().isEmpty()) {
                reversed += addSpells(times, begun, until, found) ? 0 : 1;
                continue;
            }
            Optional<Instant> ended = end(times).filter(at -> !at.isAfter(until));
            Optional<Instant> left = left(times).filter(at -> !at.isAfter(until));
            Instant last = ended.or(() -> left).orElse(until);
            if (begun == null) {
                startless++;
            } else if (last.isBefore(begun)) {
                reversed++;
            } else {
                found.add(begun, last, ended.isPresent() ? Fate.ENDED : left.isPresent() ? Fate.LEFT : Fate.OPEN);
            }
        }
        return new MeasuredDurations(this, found.sample(), startless, reversed);
    }

    private boolean ofEffect() {
        return this == RESPOND || this == REPAIR || this == RECOVER;
    }

    /** Adds how long users felt it since an instant; false if all of that was over before. */
    private boolean addSpells(IncidentTimes times, Instant begun, Instant until, DurationSample.Collector found) {
        Optional<Instant> left = times.leftAt().filter(at -> !at.isAfter(until));
        Instant last = left.orElse(until);
        Duration felt = begun.isBefore(times.openedAt()) ? Duration.between(begun, times.openedAt()) : Duration.ZERO;
        boolean ended = false;
        Instant end = begun;
        for (Spell spell : times.spells()) {
            if (spell.start().isAfter(until)) {
                break;
            }
            ended = spell.end().filter(at -> !at.isAfter(until)).isPresent();
            end = spell.end().filter(at -> !at.isAfter(last)).orElse(last);
            Instant from = spell.start().isBefore(begun) ? begun : spell.start();
            felt = end.isAfter(from) ? felt.plus(Duration.between(from, end)) : felt;
        }
        if (end.isBefore(begun)) {
            return false;
        }
        found.add(DurationSample.seconds(felt), ended ? Fate.ENDED : left.isPresent() ? Fate.LEFT : Fate.OPEN);
        return true;
    }

    /** When an incident was done with, whatever it had not come to by then. */
    private static Optional<Instant> left(IncidentTimes times) {
        return Stream.of(times.resolvedAt(), times.leftAt())
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }
}
