package io.itops.simulation;

import io.itops.core.Actor;
import io.itops.core.NotFoundException;
import io.itops.core.Severity;
import io.itops.core.signal.Signal;
import io.itops.incident.IncidentQuery;
import io.itops.incident.Incidents;
import io.itops.incident.communication.IncidentRole;
import io.itops.incident.workflow.Hold;
import io.itops.incident.workflow.HoldReason;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentKey;
import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.Trouble;
import io.itops.testkit.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What is done about troubles that people call about: two calls tell of the same trouble and are merged, wait in queues and on hold, turn
 * out to be two troubles or a part of a larger one, are told to those who care, and end.
 */
final class CallerLife {
    private static final int CASES = 4;
    private static final Actor AGENT = Actor.user("deb");
    private static final List<String> QUEUES = List.of("first line", "second line");

    private final SplittableRandom random;

    CallerLife(SplittableRandom random) {
        this.random = random;
    }

    void arrange(Simulation.Builder<DayNode> day) {
        for (int i = 0; i < CASES; i++) {
            new Case("call-" + i, 40 + i * 300 + random.nextInt(60)).arrange(day, i);
        }
    }

    /** Two calls. Whoever speaks of one speaks of the incident that has its key. */
    private final class Case {
        private final String first;
        private final String second;
        private long minute;

        Case(String name, long minute) {
            this.first = name + "-a";
            this.second = name + "-b";
            this.minute = minute;
        }

        void arrange(Simulation.Builder<DayNode> day, int number) {
            insist(day, "take a call", (incidents, now) -> begin(incidents, first));
            insist(day, "take another call", (incidents, now) -> declare(incidents, second));
            if (number % 2 == 0) {
                step(day, "put on hold", (incidents, now) -> hold(incidents, newest(incidents, second), now));
            }
            step(day, "merge", (incidents, now) -> merge(incidents, second, first));
            step(day, "merge again", (incidents, now) -> merge(incidents, second, first));
            step(day, "hear of it again", (incidents, now) -> note(incidents));
            minute += random.nextInt(15);
            day.act(
                    at(),
                    "the trouble shows",
                    (app, stage) ->
                            app.ops().accept(Signal.firing(second, Landscape.CALLS, Severity.SEV3, "it shows")));
            step(
                    day,
                    "name who leads",
                    (incidents, now) -> incidents
                            .communication()
                            .assign(newest(incidents, first), IncidentRole.COMMANDER, "cyd", "", AGENT));
            step(
                    day,
                    "tell",
                    (incidents, now) -> incidents
                            .communication()
                            .publish(newest(incidents, first), List.of(Landscape.CUSTOMERS), "we are at it", AGENT));
            switch (number % 3) {
                case 0 ->
                    step(
                            day,
                            "take out",
                            (incidents, now) ->
                                    incidents.unmerge(newest(incidents, second), "it is another thing", AGENT));
                case 1 ->
                    step(
                            day,
                            "split",
                            (incidents, now) -> incidents.split(
                                    newest(incidents, first),
                                    trouble(second, Severity.SEV4),
                                    "it is another thing",
                                    AGENT));
                default -> step(day, "merge into what is open", (incidents, now) -> intoAnother(incidents));
            }
            step(
                    day,
                    "make it a part",
                    (incidents, now) ->
                            incidents.link(newest(incidents, second), Optional.of(newest(incidents, first)), AGENT));
            step(
                    day,
                    "requeue",
                    (incidents, now) -> incidents.requeue(
                            newest(incidents, first), QUEUES.get(random.nextInt(2)), "not ours", AGENT));
            step(day, "put on hold", (incidents, now) -> hold(incidents, newest(incidents, first), now));
            minute += 20 + random.nextInt(40);
            step(day, "resume", (incidents, now) -> incidents.resume(newest(incidents, first), "go on", AGENT));
            step(day, "take out", (incidents, now) -> incidents.unmerge(newest(incidents, second), "after all", AGENT));
            for (String key : List.of(first, second)) {
                step(day, "resolve", (incidents, now) -> incidents.resolve(newest(incidents, key), "done", AGENT));
            }
        }

        private void begin(Incidents incidents, String key) {
            Trouble trouble = trouble(key, Severity.SEV3);
            if (incidents.open(key).isEmpty()) {
                switch (random.nextInt(3)) {
                    case 0 -> incidents.report(trouble, AGENT);
                    case 1 -> incidents.enqueue(trouble, QUEUES.get(0), AGENT);
                    default -> incidents.declare(trouble, AGENT);
                }
            }
        }

        private void declare(Incidents incidents, String key) {
            if (incidents.open(key).isEmpty()) {
                incidents.declare(trouble(key, random.nextInt(3) == 0 ? Severity.SEV2 : Severity.SEV3), AGENT);
            }
        }

        private void merge(Incidents incidents, String key, String into) {
            incidents.merge(newest(incidents, key), newest(incidents, into), "the same trouble", AGENT);
        }

        private void note(Incidents incidents) {
            incidents.note(newest(incidents, first), "one more has called", AGENT);
        }

        private void hold(Incidents incidents, IncidentId id, Instant now) {
            HoldReason[] reasons = HoldReason.values();
            Hold hold = Hold.of(reasons[random.nextInt(reasons.length)], "we wait");
            incidents.hold(
                    id,
                    random.nextInt(3) == 0 ? hold : hold.until(now.plus(Duration.ofMinutes(5L + random.nextInt(40)))),
                    AGENT);
        }

        /** The whole case turns out to be what is known already. */
        private void intoAnother(Incidents incidents) {
            IncidentId ours = newest(incidents, first);
            for (IncidentState state : List.of(IncidentState.ACKNOWLEDGED, IncidentState.TRIGGERED)) {
                List<Incident> open =
                        incidents.list(IncidentQuery.newest().in(state).atMost(3));
                for (Incident other : open) {
                    if (!other.id().equals(ours)) {
                        incidents.merge(ours, other.id(), "known already", AGENT);
                        return;
                    }
                }
            }
        }

        private IncidentId newest(Incidents incidents, String key) {
            List<Incident> all =
                    incidents.list(IncidentQuery.newest().withKey(key).atMost(1));
            if (all.isEmpty()) {
                throw new NotFoundException(IncidentKey.TYPE.ref(key));
            }
            return all.get(0).id();
        }

        private Trouble trouble(String key, Severity severity) {
            return Trouble.of(key, Landscape.CALLS, severity, "somebody called: " + key);
        }

        private Duration at() {
            minute += 2 + random.nextInt(5);
            return Duration.ofMinutes(minute);
        }

        private void insist(Simulation.Builder<DayNode> day, String name, Doing doing) {
            day.insist(at(), name, (app, stage) -> doing.on(app.incidents(), stage.now()));
        }

        private void step(Simulation.Builder<DayNode> day, String name, Doing doing) {
            day.act(at(), name, (app, stage) -> doing.on(app.incidents(), stage.now()));
        }
    }

    @FunctionalInterface
    private interface Doing {
        void on(Incidents incidents, Instant now);
    }
}
