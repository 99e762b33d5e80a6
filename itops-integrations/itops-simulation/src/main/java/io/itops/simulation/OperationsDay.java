package io.itops.simulation;

import io.itops.change.workflow.ChangeWorkflow;
import io.itops.core.Actor;
import io.itops.core.delivery.Deliveries;
import io.itops.incident.workflow.IncidentWorkflow;
import io.itops.monitoring.rule.AlertWorkflow;
import io.itops.simulation.check.ApprovalRule;
import io.itops.simulation.check.WorkflowChecks;
import io.itops.testkit.fault.FaultyStore.Fault;
import io.itops.testkit.simulation.Check;
import io.itops.testkit.simulation.Checks;
import io.itops.testkit.simulation.Disturbance;
import io.itops.testkit.simulation.History;
import io.itops.testkit.simulation.NodeEnvironment;
import io.itops.testkit.simulation.Simulation;
import io.itops.testkit.simulation.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A virtual day of operations: two nodes with every module watch 20 services in four zones through outages, page people who answer or do
 * not, plan who is on call, merge, hold and part what others call about under SLA clocks and status updates that are due, and carry changes
 * through approvals that some try to get around, while workers crash, a node stands still, the clock jumps, the
 * store conflicts and fails, and receivers do everything that receivers do.
 *
 * <p>What must happen every day is scheduled, not hoped for; the seed draws when, to whom, and in which order.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class OperationsDay {
    /** What each day must have at least, by the marks of its history. */
    private static final Map<String, Long> LEAST = Map.ofEntries(
            Map.entry("told.alert.firing", 300L),
            Map.entry("told.incident.paged", 30L),
            Map.entry("told.incident.merged", 1L),
            Map.entry("told.incident.held", 1L),
            Map.entry("told.sla.started", 1L),
            Map.entry("told.incident-response.published", 1L),
            Map.entry("told.on-call-schedule.gap", 1L),
            Map.entry("struck.JUMP", 2L),
            Map.entry("struck.PAUSE", 2L),
            Map.entry("struck.CONFLICT", 1L),
            Map.entry("struck.FAIL_BEFORE_COMMIT", 1L),
            Map.entry("struck.FAIL_AFTER_COMMIT", 1L),
            Map.entry("struck.FAIL_CLAIM", 1L),
            Map.entry("struck.LOSE_CLAIM", 1L),
            Map.entry("struck.FAIL_READ", 1L),
            Map.entry("struck.CRASH_BEFORE_COMMIT", 1L),
            Map.entry("struck.CRASH_AFTER_COMMIT", 1L),
            Map.entry("struck.CRASH_AFTER_CLAIM", 1L),
            Map.entry("handler.threw", 1L),
            Map.entry("answer.HANG", 1L),
            Map.entry("answer.TOO_MANY", 1L),
            Map.entry("answer.SERVER_ERROR", 1L),
            Map.entry("answer.CLOSE_AFTER_ACCEPT", 1L),
            Map.entry("answer.SLOW", 1L),
            Map.entry("answer.THROW", 1L),
            Map.entry("answer.WRONG_BODY", 1L),
            Map.entry("answer.REFUSE", 1L),
            Map.entry("answer.GONE", 1L));

    /** What no day need have by itself, but some day of many must. */
    private static final Set<String> BRANCHES = Set.of(
            "answer.DOWN",
            "destination.enabled",
            "job.requeued",
            "page.ignored",
            "refused.ConflictException",
            "refused.no-approver",
            "refused.other-content",
            "refused.other-implementer",
            "refused.outside-window",
            "refused.separation-of-duties",
            "refused.wrong-state",
            "suspects.named",
            "told.alert.cleared",
            "told.alert.pending",
            "told.alert.resolved",
            "told.change.approved",
            "told.change.assessed",
            "told.change.cancelled",
            "told.change.closed",
            "told.change.commented",
            "told.change.edited",
            "told.change.finished",
            "told.change.proposed",
            "told.change.rejected",
            "told.change.review-overdue",
            "told.change.started",
            "told.change.submitted",
            "told.change.window-opened",
            "told.delivery.disabled",
            "told.delivery.enabled",
            "told.delivery.failed",
            "told.delivery.obsolete",
            "told.delivery.sent",
            "told.incident.absorbed",
            "told.incident.acknowledged",
            "told.incident.acknowledgement-lapsed",
            "told.incident.cancelled",
            "told.incident.closed",
            "told.incident.escalated",
            "told.incident.exhausted",
            "told.incident.mitigated",
            "told.incident.noted",
            "told.incident.hold-lapsed",
            "told.incident.key-quiet",
            "told.incident.linked",
            "told.incident.opened",
            "told.incident.paged-again",
            "told.incident.released",
            "told.incident.requeued",
            "told.incident.resumed",
            "told.incident.split-off",
            "told.incident.unmerged",
            "told.incident-response.began",
            "told.incident-response.reminded",
            "told.incident-response.role-taken",
            "told.incident-response.role-vacant",
            "told.incident-response.update-missed",
            "told.sla.breached",
            "told.sla.met",
            "told.sla.paused",
            "told.sla.resumed",
            "told.sla.warned",
            "told.incident.reopened",
            "told.incident.repeated",
            "told.incident.resolved",
            "told.incident.unacknowledged",
            "told.incident.step-skipped",
            "told.job.parked",
            "told.job.requeued",
            "told.on-call-schedule.cancelled",
            "told.on-call-schedule.edited",
            "told.on-call-schedule.gap-accepted",
            "told.on-call-schedule.gap-ahead",
            "told.on-call-schedule.gap-closed",
            "told.on-call-schedule.overridden",
            "told.on-call-schedule.person-removed",
            "told.on-call-schedule.swapped",
            "told.on-call-schedule.temporary-added",
            "told.on-call-schedule.vacation-added",
            "told.signal.firing",
            "told.signal.resolved",
            "why.explained");

    private static final String ENOUGH = "EnoughHappened";
    private static final Instant START = Instant.parse("2026-11-24T00:00:00Z");

    private OperationsDay() {}

    /**
     * Everything that must hold of such a day: what holds for whatever runs on the SDK, what holds for incidents, alerts and changes, and
     * that enough went wrong for it to show anything.
     *
     * @return the checks
     */
    public static List<Check> checks() {
        List<Check> all = new ArrayList<>(Checks.all());
        all.addAll(WorkflowChecks.all(ApprovalRule.of(
                Set.copyOf(Landscape.APPROVERS), Landscape.VOTES, Landscape.VOTES_AT_RISK, Landscape.RISKY_FROM)));
        all.add(OperationsDay::enoughHappened);
        return List.copyOf(all);
    }

    /**
     * What is wrong with a day.
     *
     * @param history what happened in it
     * @return the violations, those that the engine saw itself among them; empty if it is fine
     */
    public static List<Violation> violations(History history) {
        List<Violation> found = new ArrayList<>(history.violations());
        checks().forEach(check -> found.addAll(check.check(history)));
        return List.copyOf(found);
    }

    /**
     * An empty coverage that asks for every fault and every branch.
     *
     * @return the coverage, to which days are to be added
     */
    public static Coverage coverage() {
        Set<String> named = new TreeSet<>(BRANCHES);
        named.addAll(LEAST.keySet());
        return new Coverage(named);
    }

    /**
     * At least 300 alerts, 30 pages, a merge, a hold, an SLA clock, a status update, 3 crashes, 2 jumps of the clock and each fault
     * of receivers, handlers and the store.
     */
    private static List<Violation> enoughHappened(History history) {
        List<Violation> found = new ArrayList<>();
        new TreeMap<>(LEAST).forEach((mark, least) -> {
            long times = history.marks().getOrDefault(mark, 0L);
            if (times < least) {
                found.add(new Violation(ENOUGH, mark + " was reached " + times + " times, and must be " + least));
            }
        });
        history.unstruck().forEach(missed -> found.add(new Violation(ENOUGH, missed + " found no opportunity")));
        return found;
    }

    /**
     * The day of a seed.
     *
     * @param seed any number
     * @return a builder, to which more can be added
     */
    public static Simulation.Builder<DayNode> of(long seed) {
        return of(seed, DayNode::start);
    }

    /**
     * The day of a seed, with nodes that are built otherwise.
     *
     * @param seed any number
     * @param node builds a node
     * @return a builder, to which more can be added
     */
    public static Simulation.Builder<DayNode> of(long seed, Function<NodeEnvironment, DayNode> node) {
        SplittableRandom random = new SplittableRandom(seed);
        ReceiverTroubles receivers = new ReceiverTroubles(random.split());
        People people = new People(random.split());
        Simulation.Builder<DayNode> day = Simulation.builder(node, DayNode::ops)
                .seed(seed)
                .start(START)
                .length(Duration.ofHours(24))
                .settling(Duration.ofHours(2))
                .nodes(2)
                .notifier(Landscape.PAGER, receivers)
                .refold(AlertWorkflow.WORKFLOW)
                .refold(IncidentWorkflow.WORKFLOW)
                .refold(ChangeWorkflow.WORKFLOW)
                .onReceived(people::received);
        Weather weather = new Weather(random.split());
        day.insist(
                Duration.ofSeconds(10),
                "define the catalog",
                (app, stage) -> app.ops().catalog().define(Landscape.catalog(), Actor.user("oli")));
        day.insist(
                Duration.ofSeconds(20),
                "plan who is on call",
                (app, stage) -> app.incidents().schedules().put(Landscape.schedule(), Actor.user("oli")));
        day.insist(
                Duration.ofSeconds(30),
                "plan who stands behind",
                (app, stage) -> app.incidents().schedules().put(Landscape.backup(), Actor.user("oli")));
        // Shortly before each slot, so that rules still see the samples.
        day.every(
                Duration.ofMinutes(17), Landscape.SLOT, "weather", (app, stage) -> weather.blow(stage, Landscape.SLOT));
        day.every(Duration.ofHours(2), Duration.ofHours(2), "operate", people::operate);
        day.every(Duration.ofMinutes(45), Duration.ofMinutes(45), "tidy", people::tidy);
        day.act(Duration.ofHours(5), "the wall board fails", (app, stage) -> receivers.boardDown(true));
        day.act(Duration.ofHours(6), "the wall board is back", (app, stage) -> receivers.boardDown(false));
        new ChangeLife(random.split()).arrange(day, START);
        disturb(day, random.split());
        new RosterLife(random.split()).arrange(day);
        new CallerLife(random.split()).arrange(day);
        return day;
    }

    private static void disturb(Simulation.Builder<DayNode> day, SplittableRandom random) {
        Duration at = Duration.ofMinutes(30);
        for (Fault fault : Fault.values()) {
            at = at.plusMinutes(20 + random.nextInt(60));
            day.disturb(Disturbance.strike(at, fault));
        }
        // Between the receiver's acceptance and our commit, and with a page in hand.
        day.disturb(Disturbance.strike(
                between(random, 100, 1_000), Fault.CRASH_BEFORE_COMMIT, call -> call.tells("delivery.sent")));
        day.disturb(Disturbance.strike(
                between(random, 100, 1_000), Fault.CRASH_AFTER_CLAIM, call -> call.claims(Deliveries.JOB)));
        day.disturb(Disturbance.strike(
                between(random, 100, 1_000), Fault.CRASH_AFTER_COMMIT, call -> call.tells("incident.opened")));
        day.disturb(Disturbance.pause(
                between(random, 100, 1_000),
                Duration.ofSeconds(35 + random.nextInt(60)),
                call -> call.tells("delivery.sent")));
        day.disturb(Disturbance.pause(
                between(random, 100, 1_000),
                Duration.ofSeconds(35 + random.nextInt(60)),
                call -> call.claims(Deliveries.JOB)));
        day.disturb(Disturbance.jump(between(random, 200, 600), Duration.ofSeconds(1_200 + random.nextInt(60))));
        day.disturb(Disturbance.jump(between(random, 700, 1_100), Duration.ofSeconds(-1_200 - random.nextInt(60))));
        day.rate(Fault.CONFLICT, 0.01)
                .rate(Fault.FAIL_BEFORE_COMMIT, 0.001)
                .rate(Fault.FAIL_AFTER_COMMIT, 0.001)
                .rate(Fault.FAIL_READ, 0.0005);
    }

    private static Duration between(SplittableRandom random, int fromMinute, int untilMinute) {
        return Duration.ofMinutes(fromMinute + random.nextInt(untilMinute - fromMinute));
    }
}
