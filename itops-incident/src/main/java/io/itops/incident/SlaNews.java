package io.itops.incident;

import io.itops.core.Words;
import io.itops.incident.sla.SlaClock;
import io.itops.incident.sla.SlaReading;
import io.itops.incident.sla.SlaStage;
import io.itops.incident.sla.SlaTarget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something that happened to a clock, as the journal tells it. */
record SlaNews(Kind kind, SlaReading reading) {
    /** What can happen to a clock. */
    enum Kind {
        /** Time begins to count. */
        STARTED("sla.started", "runs"),
        /** Time does not count any more: the incident waits for someone else. */
        PAUSED("sla.paused", "is paused"),
        /** Time counts again. */
        RESUMED("sla.resumed", "runs again"),
        /** The priority has another limit. */
        RETARGETED("sla.retargeted", "has another limit"),
        /** So much of the time is gone that it warns. */
        WARNED("sla.warned", "warns"),
        /** The time is up. */
        BREACHED("sla.breached", "is breached"),
        /** The goal is reached in time. */
        MET("sla.met", "is met"),
        /** The goal is reached after the time was up. */
        LATE("sla.completed-late", "is reached too late"),
        /** There is nothing to reach any more. */
        CANCELLED("sla.cancelled", "is cancelled");

        private final String event;
        private final String words;

        Kind(String event, String words) {
            this.event = event;
            this.words = words;
        }

        String event() {
            return event;
        }
    }

    /** What a change made of a clock, in an order that can be told. */
    static List<Kind> between(SlaTarget target, @Nullable SlaClock before, SlaClock after, boolean started) {
        List<Kind> kinds = new ArrayList<>();
        SlaStage from = before == null ? SlaStage.CANCELLED : before.stage(target);
        SlaStage to = after.stage(target);
        boolean broken = after.breachedAt().isPresent();
        if (started
                && from != SlaStage.CANCELLED
                && to != SlaStage.CANCELLED
                && before != null
                && !target.limit(before.last().priority())
                        .equals(target.limit(after.last().priority()))) {
            kinds.add(Kind.RETARGETED);
        }
        if (to == SlaStage.IN_PROGRESS && from != to) {
            kinds.add(started ? Kind.RESUMED : Kind.STARTED);
        }
        if (broken && (before == null || before.breachedAt().isEmpty())) {
            kinds.add(Kind.BREACHED);
        }
        if (started && from != to) {
            switch (to) {
                case PAUSED -> kinds.add(Kind.PAUSED);
                case COMPLETED -> kinds.add(broken ? Kind.LATE : Kind.MET);
                case CANCELLED -> kinds.add(Kind.CANCELLED);
                case IN_PROGRESS -> {}
            }
        }
        return kinds;
    }

    /** One line for people: the target, what happened, and how much time is left or over. */
    String line() {
        StringBuilder line = new StringBuilder("target ")
                .append(reading.target())
                .append(reading.party().map(who -> " of " + who).orElse(""))
                .append(' ')
                .append(kind.words);
        reading.remaining()
                .ifPresent(left -> line.append(", ")
                        .append(Words.duration(left.abs()))
                        .append(left.isNegative() ? " over" : " left"));
        Optional<Instant> up = reading.breachesAt();
        if (reading.stage() == SlaStage.IN_PROGRESS && !reading.breached() && up.isPresent()) {
            line.append(", until ").append(up.get());
        }
        return line.toString();
    }
}
