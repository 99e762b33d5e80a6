package io.itops.incident;

import io.itops.core.Actor;
import io.itops.core.ConflictException;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.delivery.Destination;
import io.itops.core.signal.Signal;
import io.itops.core.time.WeeklyHours;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationStep;
import io.itops.incident.escalation.EscalationTarget;
import io.itops.incident.escalation.NotificationPlan;
import io.itops.incident.escalation.NotificationRules;
import io.itops.incident.escalation.PageUrgency;
import io.itops.incident.escalation.StepCondition;
import io.itops.incident.workflow.Hold;
import io.itops.incident.workflow.HoldReason;
import io.itops.incident.workflow.Incident;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** The incidents of the SDK as a {@link Pager}. */
final class RealPager implements Pager {
    private final List<Scene> scenes = new ArrayList<>();
    private IncidentOptions options;

    RealPager(Plan plan) {
        options = options(plan);
        scenes.add(Scene.of(options));
    }

    Scene scene() {
        return scenes.get(scenes.size() - 1);
    }

    private static IncidentOptions options(Plan plan) {
        EscalationPolicy.Builder policy = EscalationPolicy.builder().repeat(plan.repeats());
        for (Step step : plan.steps()) {
            EscalationStep.Builder built = EscalationStep.builder(Duration.ofMinutes(step.minutes()))
                    .page(EscalationTarget.group("all", step.people()));
            if (step.opens() > 0) {
                // scenes start at two
                LocalTime from = LocalTime.of(2, 0).plusMinutes(step.opens());
                built.when(StepCondition.within(
                                WeeklyHours.daily(from, LocalTime.of(23, 0)).in(ZoneId.of("UTC"))))
                        .waiting();
            }
            if (step.signals() > 0) {
                built.when(StepCondition.signals(step.signals()));
            }
            policy.step(built.build());
        }
        NotificationPlan.Builder notifications = NotificationPlan.builder();
        plan.rules().forEach((person, rules) -> {
            NotificationRules.Builder own = NotificationRules.builder(person);
            rules.forEach(
                    rule -> own.after(Duration.ofMinutes(rule.delay()), new Destination("pager", rule.address())));
            notifications.person(own.build());
        });
        if (plan.window() > 0) {
            notifications.bundle("pager", PageUrgency.HIGH, Duration.ofMinutes(plan.window()));
        }
        return IncidentOptions.builder()
                .policy(policy.build())
                .notifications(notifications.build())
                .build();
    }

    private Incident open(String key) {
        return scene().incidents.open(key).orElseThrow();
    }

    @Override
    public void fire(String key) {
        scene().ops.accept(Signal.firing(key, ServiceId.of("checkout"), Severity.SEV2, "errors"));
        scene().settle();
    }

    @Override
    public void acknowledge(String key, String person) {
        scene().incidents.acknowledge(open(key).id(), Actor.user(person));
        scene().settle();
    }

    @Override
    public void hold(String key, int minutes) {
        scene().incidents
                .hold(
                        open(key).id(),
                        Hold.of(HoldReason.VENDOR, "")
                                .until(scene().clock.instant().plus(Duration.ofMinutes(minutes))),
                        Scene.ANN);
        scene().settle();
    }

    @Override
    public long see(String key) {
        return scene().incidents.current(open(key).id()).version();
    }

    @Override
    public void escalateAsSeen(String key, long seen) {
        try {
            scene().incidents.escalate(open(key).id(), seen, "", Scene.ANN);
        } catch (ConflictException e) {
            // the picture was old
        }
        scene().settle();
    }

    @Override
    public void pass(int minutes) {
        scene().passMinutes(minutes);
    }

    @Override
    public void restart() {
        scenes.add(scene().restarted(options, scenes.size() + 1L));
    }

    @Override
    public void edit(String key, Plan plan) {
        options = options(plan);
        restart();
        scene().incidents.rebase(open(key).id(), false, "the plan was edited", Scene.ANN);
        scene().settle();
    }

    @Override
    public List<String> sent() {
        return scene().sent();
    }

    @Override
    public long steps(String key) {
        return scene().types(open(key)).stream().filter("paged"::equals).count();
    }

    @Override
    public void close() {
        scenes.forEach(Scene::close);
    }
}
