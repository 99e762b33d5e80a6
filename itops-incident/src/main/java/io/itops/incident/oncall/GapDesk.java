package io.itops.incident.oncall;

import io.itops.core.ItOps;
import io.itops.core.Meters;
import io.itops.core.SafeText;
import io.itops.core.Severity;
import io.itops.core.Words;
import io.itops.core.delivery.Destination;
import io.itops.core.delivery.Notification;
import io.itops.core.delivery.Urgency;
import io.itops.core.record.Tree;
import io.itops.core.record.Versioned;
import io.itops.core.store.Claim;
import io.itops.core.store.TimerKey;
import io.itops.core.store.UnitOfWork;
import io.itops.core.time.Window;
import io.itops.core.work.JobHandler;
import io.itops.core.work.JobOutcome;
import io.itops.incident.escalation.Contacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of gaps: looks at a schedule in each commit that changes it, and by one timer at the next instant at which there is something to
 * tell.
 *
 * <p>Thread-safe.
 */
final class GapDesk implements JobHandler {
    static final String JOB = "on-call-schedule.gap-watch";

    /** The kind of a notification that nobody will be on call. */
    static final String AHEAD = "on-call-gap-ahead";

    /** The kind of a notification that nobody is on call. */
    static final String BEGUN = "on-call-gap";

    static final String UNTIL_FACT = "until";
    static final String FROM_FACT = "from";

    private static final Logger LOG = LoggerFactory.getLogger(GapDesk.class);
    private static final String TIMER = "gap";
    private static final int NAMED = 5;

    private final GapPolicy policy;
    private final Contacts contacts;
    private final Function<String, List<String>> behind;
    private final Meters.Counter announced;
    private final Meters.Counter begun;

    /**
     * A desk.
     *
     * @param policy when and whom it tells
     * @param contacts where people are reached
     * @param behind the people whom escalation policies name that go by a schedule, by its id
     */
    GapDesk(ItOps ops, GapPolicy policy, Contacts contacts, Function<String, List<String>> behind) {
        this.policy = policy;
        this.contacts = contacts;
        this.behind = behind;
        Meters meters = ops.kernel().meters();
        this.announced = meters.counter("itops.oncall.gaps.announced");
        this.begun = meters.counter("itops.oncall.gaps.begun");
    }

    private static TimerKey timer(String schedule) {
        return new TimerKey(OnCallSchedule.TYPE.ref(schedule), TIMER);
    }

    /** Has the gaps of a schedule looked for at once, by whoever handles the timer. */
    static void lookSoon(UnitOfWork unit, String schedule) {
        unit.setTimer(timer(schedule), JOB, unit.now(), nothing());
    }

    /** Ends the watch of a schedule that is removed. */
    static void forget(UnitOfWork unit, String schedule) {
        unit.cancelTimer(timer(schedule));
        if (unit.find(GapWatch.TYPE, schedule).isPresent()) {
            unit.remove(GapWatch.TYPE, schedule);
        }
    }

    @Override
    public JobOutcome handle(Claim claim, UnitOfWork unit) {
        String id = claim.job().timer().orElseThrow().subject().id();
        unit.find(OnCallSchedule.TYPE, id).ifPresent(found -> look(unit, found));
        return JobOutcome.DONE;
    }

    /** Looks at a schedule as it is in the unit, tells what is to be told, and sets the timer. */
    void look(UnitOfWork unit, Versioned<OnCallSchedule> found) {
        OnCallSchedule schedule = found.value();
        Instant now = unit.now();
        Optional<GapWatch> known = unit.find(GapWatch.TYPE, schedule.id()).map(Versioned::value);
        GapWatch before = known.orElseGet(() -> new GapWatch(schedule.id(), List.of()));
        GapForecast forecast = GapForecast.of(schedule, new Window(now, now.plus(policy.horizon())));
        GapWatch.Plan plan = before.look(forecast, policy);
        if (!plan.next().gaps().isEmpty() && !plan.next().equals(before)) {
            unit.put(GapWatch.TYPE, plan.next());
        } else if (plan.next().gaps().isEmpty() && known.isPresent()) {
            unit.remove(GapWatch.TYPE, schedule.id());
        }
        unit.setTimer(timer(schedule.id()), JOB, plan.due(), nothing());
        if (!plan.announced().isEmpty()) {
            tell(unit, found, "gap-ahead", "will have", plan.announced());
            unit.afterCommit(() -> announced.add(plan.announced().size()));
        }
        if (!plan.begun().isEmpty()) {
            tell(unit, found, "gap", "has", plan.begun());
            unit.afterCommit(() -> {
                begun.add(plan.begun().size());
                LOG.atWarn()
                        .addKeyValue("schedule", schedule.id())
                        .addKeyValue("gap", plan.begun().get(0))
                        .log("nobody is on call in a schedule, and nobody has accepted that");
            });
        }
        if (!plan.closed().isEmpty()) {
            event(unit, schedule, "gap-closed", "has no gap any more", plan.closed());
        }
    }

    private void tell(UnitOfWork unit, Versioned<OnCallSchedule> found, String event, String verb, List<Window> gaps) {
        OnCallSchedule schedule = found.value();
        event(unit, schedule, event, verb + " nobody on call", gaps);
        boolean ahead = event.equals("gap-ahead");
        String title = "on-call schedule " + schedule.id() + ": nobody " + (ahead ? "will be" : "is") + " on call "
                + words(gaps.get(0), unit.now())
                + (gaps.size() > 1 ? ", and in " + (gaps.size() - 1) + " gaps more" : "");
        String body = gaps.stream()
                .map(gap -> "nobody is on call from " + gap.start() + " to " + gap.end() + ", "
                        + Words.duration(gap.duration()))
                .collect(Collectors.joining("\n", "", "\n"));
        for (String person : told(schedule)) {
            send(unit, found, person, ahead, gaps, title, body);
        }
    }

    private static String words(Window gap, Instant now) {
        return gap.start().isAfter(now)
                ? "in " + Words.about(Duration.between(now, gap.start())) + ", from " + gap.start() + " to " + gap.end()
                : "since " + gap.start() + ", until " + gap.end();
    }

    private static void event(UnitOfWork unit, OnCallSchedule schedule, String event, String what, List<Window> gaps) {
        String listed = gaps.stream().limit(NAMED).map(Window::toString).collect(Collectors.joining(", "));
        String more = gaps.size() > NAMED ? " and " + (gaps.size() - NAMED) + " more" : "";
        SortedMap<String, Tree> data = new TreeMap<>();
        data.put("gaps", Values.WINDOW.list().write(gaps));
        unit.event(
                "on-call-schedule." + event,
                List.of(schedule.ref()),
                SafeText.oneLine(SafeText.shorten(
                        "on-call schedule " + schedule.id() + " " + what + " in " + listed + more, 400)),
                new Tree.Obj(data));
    }

    /** Who is told: the schedule's managers, else whom the policy names, else whom escalation policies name beside the schedule. */
    private List<String> told(OnCallSchedule schedule) {
        if (!schedule.managers().isEmpty()) {
            return schedule.managers();
        }
        return policy.told().isEmpty() ? behind.apply(schedule.id()) : policy.told();
    }

    /** Who cannot be reached is left out: the journal tells it anyway. */
    private void send(
            UnitOfWork unit,
            Versioned<OnCallSchedule> found,
            String person,
            boolean ahead,
            List<Window> gaps,
            String title,
            String body) {
        Optional<Destination> to = contacts.find(person);
        if (to.isEmpty()) {
            return;
        }
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("schedule", found.value().id());
        facts.put("person", person);
        facts.put(FROM_FACT, gaps.get(0).start().toString());
        facts.put(UNTIL_FACT, gaps.get(0).end().toString());
        unit.send(new Notification(
                to.get(),
                ahead ? Urgency.NEWS : Urgency.PAGE,
                ahead ? AHEAD : BEGUN,
                found.value().ref(),
                found.version(),
                ahead ? Severity.SEV4 : Severity.SEV2,
                SafeText.oneLine(SafeText.shorten(title, 300)),
                SafeText.shorten(body, 18_000),
                facts));
    }

    private static Tree.Obj nothing() {
        return new Tree.Obj(new TreeMap<>());
    }
}
