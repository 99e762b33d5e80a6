package io.itops.incident;

import static io.itops.incident.NeedToKnowTest.SAM;
import static io.itops.incident.NeedToKnowTest.SECRET;
import static io.itops.incident.Scene.CHECKOUT;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.Ref;
import io.itops.core.Severity;
import io.itops.core.signal.Signal;
import io.itops.core.store.InMemoryStore;
import io.itops.core.time.Window;
import io.itops.incident.communication.Communication;
import io.itops.incident.communication.IncidentRole;
import io.itops.incident.escalation.Contacts;
import io.itops.incident.escalation.ServicePolicy;
import io.itops.incident.knowledge.KnowledgeBase;
import io.itops.incident.knowledge.KnowledgeCommand;
import io.itops.incident.knowledge.KnowledgeContent;
import io.itops.incident.knowledge.KnowledgeId;
import io.itops.incident.oncall.Layer;
import io.itops.incident.oncall.OnCallSchedule;
import io.itops.incident.oncall.OnCallSchedules;
import io.itops.incident.oncall.Rotation;
import io.itops.incident.oncall.Vacation;
import io.itops.incident.priority.Priority;
import io.itops.incident.problem.ProblemCommand;
import io.itops.incident.problem.ProblemId;
import io.itops.incident.problem.ProblemStatement;
import io.itops.incident.problem.Problems;
import io.itops.incident.request.CatalogueItem;
import io.itops.incident.request.RequestCommand;
import io.itops.incident.request.RequestId;
import io.itops.incident.request.ServiceRequests;
import io.itops.incident.request.WorkQueue;
import io.itops.incident.review.Reviews;
import io.itops.incident.sla.SlaClocks;
import io.itops.incident.sla.SlaPolicy;
import io.itops.incident.sla.SlaTarget;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.Trouble;
import io.itops.testkit.ManualClock;
import io.itops.testkit.RecordingNotifier;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A world with or without a restricted incident and what hangs on it, and alike otherwise. Not thread-safe; confine to one thread. */
final class NeedToKnowWorld implements AutoCloseable {
    static final IncidentId OPEN = IncidentId.of("open-1");
    static final IncidentId HIDDEN = IncidentId.of("hidden-1");
    static final String HIDDEN_KEY = "export-job";
    static final String QUEUE = "first line";
    static final String SCHEDULE = "primary";
    private static final String TITLE = "errors in checkout";
    private static final Duration MICROSECOND = Duration.ofNanos(1_000);

    /** What a reader has in hand. */
    record View(
            IncidentReader incidents,
            Reviews reviews,
            Communication communication,
            SlaClocks sla,
            Problems problems,
            KnowledgeBase knowledge,
            OnCallSchedules schedules,
            ServiceRequests requests) {}

    final ManualClock clock = ManualClock.at("2026-11-24T02:00:00Z");
    final ItOps ops;
    final Incidents incidents;
    final Problems problems;
    final KnowledgeBase knowledge;
    final ServiceRequests requests;
    private String prefix = "open";
    private final Map<String, AtomicInteger> ids = new LinkedHashMap<>();

    NeedToKnowWorld(boolean withHidden) {
        ops = ItOps.builder()
                .store(new InMemoryStore(clock))
                .clock(clock)
                .ids(() -> prefix + "-"
                        + ids.computeIfAbsent(prefix, unused -> new AtomicInteger())
                                .incrementAndGet())
                .notifier(new RecordingNotifier("pager"))
                .authorizer(NeedToKnowTest.SECURITY_TEAM)
                .build();
        incidents = Incidents.attach(
                ops,
                IncidentOptions.builder()
                        .policy(Scene.annThenBob())
                        .contacts(Contacts.through("pager"))
                        .sla(SlaPolicy.of(
                                        SlaTarget.resolve("resolve")
                                                .within(Priority.P2, Duration.ofHours(4))
                                                .build(),
                                        SlaTarget.resolve("team")
                                                .within(Priority.P2, MICROSECOND)
                                                .ola()
                                                .build())
                                .telling("ann"))
                        .build());
        problems = Problems.attach(ops);
        knowledge = KnowledgeBase.attach(ops);
        requests = ServiceRequests.attach(ops);
        incident(OPEN, "checkout-errors", TITLE, false);
        prefix = "problem";
        ProblemId problem = problems.open(ProblemStatement.of("the pool is small"), Priority.P3, SAM)
                .id();
        problems.execute(problem, new ProblemCommand.Link(OPEN), SAM).orElseThrow();
        problems.execute(problem, new ProblemCommand.Analyse("sam"), SAM).orElseThrow();
        problems.execute(problem, new ProblemCommand.DeclareKnownError("restart it"), SAM)
                .orElseThrow();
        prefix = "entry";
        KnowledgeId entry = knowledge
                .draft(KnowledgeContent.of("pool", "widen the pool"), List.of(OPEN.ref()), SAM)
                .id();
        knowledge.execute(entry, new KnowledgeCommand.Submit(), SAM).orElseThrow();
        knowledge
                .execute(
                        entry,
                        new KnowledgeCommand.Publish(clock.instant().plus(Duration.ofDays(9))),
                        Actor.user("cat"))
                .orElseThrow();
        knowledge.helped(entry, OPEN, SAM);
        prefix = "request";
        requests();
        schedules();
        prefix = "hidden";
        if (withHidden) {
            incident(HIDDEN, HIDDEN_KEY, SECRET, true);
            incidents.link(HIDDEN, Optional.of(OPEN), SAM);
            problems.execute(problem, new ProblemCommand.Link(HIDDEN), SAM).orElseThrow();
            knowledge
                    .execute(entry, new KnowledgeCommand.Link(HIDDEN.ref()), SAM)
                    .orElseThrow();
        } else {
            clock.advance(MICROSECOND);
        }
        prefix = "later";
        clock.advance(Duration.ofMinutes(1));
        // of the same kind as the hidden one
        incident(IncidentId.of("later-1"), HIDDEN_KEY + "-2", SECRET.substring(0, 5), false);
    }

    /** A request that waits in a queue of the name of that in which incidents wait, and one that someone has taken. */
    private void requests() {
        requests.queues().put(WorkQueue.of(QUEUE, "ann", "bob"), SAM);
        requests.catalogue()
                .put(
                        CatalogueItem.builder("laptop", "a laptop")
                                .step("pick it", QUEUE, Duration.ofHours(4))
                                .build(),
                        SAM);
        for (int i = 0; i < 2; i++) {
            RequestId id = requests.draft("laptop", Map.of(), SAM).id();
            requests.execute(id, new RequestCommand.Submit(), SAM).orElseThrow();
            if (i == 0) {
                requests.execute(id, new RequestCommand.Take(), Actor.user("ann"))
                        .orElseThrow();
            }
        }
    }

    /** A schedule of those who are paged, with a gap that is told of. */
    private void schedules() {
        EscalationPolicies policies = incidents.policies();
        policies.put(ServicePolicy.of(Scene.CHECKOUT, policies.of(Scene.CHECKOUT)), SAM);
        incidents
                .schedules()
                .put(
                        OnCallSchedule.builder(SCHEDULE, "UTC")
                                .layer(Layer.of(
                                        "daily",
                                        Rotation.daily(LocalDateTime.of(2026, 11, 23, 0, 0), List.of("ann", "bob"))))
                                .build(),
                        SAM);
        Instant from = clock.instant().plus(Duration.ofHours(5));
        incidents
                .schedules()
                .vacation(
                        SCHEDULE,
                        new Vacation(
                                "v", "bob", new Window(from, from.plus(Duration.ofHours(3))), Vacation.Cover.NOBODY),
                        SAM);
    }

    /** An incident with all that can hang on one. */
    private void incident(IncidentId id, String key, String title, boolean restricted) {
        Trouble trouble = Trouble.of(key, CHECKOUT, Severity.SEV2, title).withLabels(Map.of("alertname", "Export"));
        if (restricted) {
            incidents.declare(trouble.restrictedTo(List.of()), SAM);
        } else {
            incidents.declare(trouble, SAM);
        }
        ops.accept(Signal.firing(key, CHECKOUT, Severity.SEV2, title));
        ops.runUntil(clock.instant());
        incidents.note(id, "seen: " + title, SAM);
        incidents
                .reviews()
                .add(id, "after " + title, Optional.of("ann"), clock.instant().plus(Duration.ofDays(7)), SAM);
        String own = prefix;
        prefix = own + "-lesson";
        incidents
                .reviews()
                .lessons()
                .propose(id, "widen it after " + title, List.of(Ref.of("alert-rule", "pool")), SAM);
        prefix = own;
        incidents.communication().assign(id, IncidentRole.COMMANDER, "ann", "", SAM);
        incidents.communication().publish(id, List.of("public"), "we look into " + title, SAM);
        incidents.mitigate(id, "", SAM);
        incidents.reviews().start(id, Optional.of("ann"), SAM);
        incidents.requeue(id, QUEUE, "", SAM);
        // the target of the team is breached, which ann is told of
        ops.runUntil(clock.instant().plus(MICROSECOND));
    }

    View of(Actor reader) {
        IncidentReader seen = incidents.as(reader);
        return new View(
                seen,
                seen.reviews(),
                seen.communication(),
                seen.sla(),
                problems.as(reader),
                knowledge.as(reader),
                incidents.schedules(),
                requests);
    }

    View trusted() {
        return new View(
                incidents,
                incidents.reviews(),
                incidents.communication(),
                incidents.sla(),
                problems,
                knowledge,
                incidents.schedules(),
                requests);
    }

    @Override
    public void close() {
        ops.close();
    }
}
