package io.itops.incident.communication;

import io.itops.core.Severity;
import io.itops.core.lifecycle.Decision;
import io.itops.incident.workflow.IncidentState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** When audiences are to be told next: pure functions of the policy, the response and the instant. */
final class Cadence {
    private Cadence() {}

    /** The first updates of a response that begins now. */
    static List<DueUpdate> begun(CommunicationPolicy policy, Severity severity, Instant now) {
        return policy.audiences(severity).stream()
                .map(audience -> new DueUpdate(
                        audience,
                        policy.rule(audience, severity, Duration.ZERO)
                                .map(rule -> now.plus(rule.everyAt(Duration.ZERO)))))
                .toList();
    }

    /**
     * An audience that was told of the incident, or of one that went into it, is told that it is over; the others need not hear of it any
     * more. Of what was merged nobody is owed anything: those who were told of it are told of the incident as which it goes on. Nor is
     * anybody of what was put back into triage.
     */
    static List<DueUpdate> ending(Response response, ResponseFacts facts) {
        boolean over = EnumSet.of(IncidentState.RESOLVED, IncidentState.CLOSED, IncidentState.CANCELLED)
                .contains(facts.incident().state());
        return response.audiences().values().stream()
                .filter(clock -> clock.due().isPresent())
                .map(clock -> {
                    boolean told = clock.updates() > 0 || facts.told().contains(clock.audience());
                    return new DueUpdate(clock.audience(), told && over ? clock.due() : Optional.empty());
                })
                .toList();
    }

    /**
     * A worse severity brings the next update nearer, counted from now, so that none is overdue at once; a milder one moves it away, counted
     * from the last update.
     */
    static List<DueUpdate> changed(Response response, CommunicationPolicy policy, Severity severity, Instant now) {
        SortedSet<String> names = new TreeSet<>(policy.audiences(severity));
        response.audiences().values().stream()
                .filter(clock -> clock.due().isPresent())
                .forEach(clock -> names.add(clock.audience()));
        List<DueUpdate> dues = new ArrayList<>();
        Duration age = Duration.between(response.beganAt(), now);
        for (String name : names) {
            AudienceClock clock = response.audience(name);
            Optional<Instant> due = policy.rule(name, severity, age).map(rule -> {
                Duration every = rule.everyAt(age);
                Instant anew = now.plus(every);
                if (clock.due().isEmpty()) {
                    return anew;
                }
                Instant old = clock.due().get();
                return severity.worseThan(response.severity())
                        ? earlier(old, anew)
                        : later(old, clock.lastAt().orElse(response.beganAt()).plus(every));
            });
            if (!due.equals(clock.due())) {
                dues.add(new DueUpdate(name, due));
            }
        }
        return dues;
    }

    /** The next updates of audiences that are told now. */
    static List<DueUpdate> told(
            Response response, Collection<String> audiences, CommunicationPolicy policy, Instant now) {
        Duration age = Duration.between(response.beganAt(), now);
        return audiences.stream()
                .map(audience -> new DueUpdate(
                        audience,
                        response.state() == ResponseState.OVER
                                ? Optional.empty()
                                : policy.rule(audience, response.severity(), age)
                                        .map(rule -> now.plus(rule.everyAt(age)))))
                .toList();
    }

    /** Sets and cancels the timers of audiences. */
    static Decision.Accept<ResponseEvent> timers(
            Decision.Accept<ResponseEvent> decision, List<DueUpdate> dues, CommunicationPolicy policy, Instant now) {
        Decision.Accept<ResponseEvent> next = decision;
        for (DueUpdate update : dues) {
            String timer = ResponseWorkflow.updateTimer(update.audience());
            next = update.due().isEmpty()
                    ? next.cancelTimer(timer)
                    : next.setTimer(
                            timer,
                            ResponseWorkflow.UPDATE_JOB,
                            later(now, update.due().get().minus(policy.remindBefore())));
        }
        return next;
    }

    /** What follows when the timer of an audience rings. */
    static Decision<ResponseEvent> timeout(Response response, String audience, ResponseFacts facts, Instant now) {
        AudienceClock clock = response.audience(audience);
        if (clock.due().isEmpty()) {
            return Decision.nothing();
        }
        Instant due = clock.due().get();
        String timer = ResponseWorkflow.updateTimer(audience);
        if (!now.isBefore(due)) {
            return missed(response, audience, due, facts, now);
        }
        Instant reminder = due.minus(facts.policy().remindBefore());
        if (clock.reminded() || now.isBefore(reminder)) {
            // too early: the clock has gone back, or the update was put off
            Decision.Accept<ResponseEvent> nothing = Decision.nothing();
            return nothing.setTimer(timer, ResponseWorkflow.UPDATE_JOB, clock.reminded() ? due : reminder);
        }
        Decision.Accept<ResponseEvent> reminded =
                Decision.accept(new ResponseEvent.Reminded(response.incident(), audience, due));
        return Reminders.due(
                reminded.setTimer(timer, ResponseWorkflow.UPDATE_JOB, due), response, audience, due, facts);
    }

    /** Every interval that has passed without an update counts, however late the timer rings; the next one keeps the pace. */
    private static Decision<ResponseEvent> missed(
            Response response, String audience, Instant due, ResponseFacts facts, Instant now) {
        Duration age = Duration.between(response.beganAt(), due);
        Optional<CadenceRule> rule = response.state() == ResponseState.OVER
                ? Optional.empty()
                : facts.policy().rule(audience, response.severity(), age);
        int missed = 1;
        Optional<Instant> next = Optional.empty();
        if (rule.isPresent()) {
            Duration every = rule.get().everyAt(age);
            long more = Duration.between(due, now).dividedBy(every);
            missed = (int) Math.min(1 + more, 1_000_000);
            next = Optional.of(due.plus(every.multipliedBy(1 + more)));
        }
        Decision.Accept<ResponseEvent> decision =
                Decision.accept(new ResponseEvent.UpdateMissed(response.incident(), audience, due, missed, next));
        return Reminders.missed(
                timers(decision, List.of(new DueUpdate(audience, next)), facts.policy(), now),
                response,
                audience,
                due,
                facts);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
