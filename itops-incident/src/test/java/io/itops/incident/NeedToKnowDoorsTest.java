package io.itops.incident;

import static io.itops.incident.NeedToKnowTest.EVE;
import static io.itops.incident.NeedToKnowTest.SAM;
import static io.itops.incident.NeedToKnowTest.SECRET;
import static io.itops.incident.Scene.CHECKOUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.Ref;
import io.itops.core.Severity;
import io.itops.core.record.Versioned;
import io.itops.core.signal.Signal;
import io.itops.core.signal.Signals;
import io.itops.core.store.InMemoryStore;
import io.itops.incident.communication.Communication;
import io.itops.incident.communication.IncidentRole;
import io.itops.incident.communication.Subscriptions;
import io.itops.incident.escalation.Contacts;
import io.itops.incident.knowledge.KnowledgeBase;
import io.itops.incident.knowledge.KnowledgeCommand;
import io.itops.incident.knowledge.KnowledgeContent;
import io.itops.incident.knowledge.KnowledgeId;
import io.itops.incident.knowledge.KnowledgeState;
import io.itops.incident.oncall.OnCallSchedules;
import io.itops.incident.priority.Priority;
import io.itops.incident.problem.ProblemCategory;
import io.itops.incident.problem.ProblemCommand;
import io.itops.incident.problem.ProblemId;
import io.itops.incident.problem.ProblemState;
import io.itops.incident.problem.ProblemStatement;
import io.itops.incident.problem.Problems;
import io.itops.incident.request.RequestCatalogue;
import io.itops.incident.request.ServiceRequests;
import io.itops.incident.request.WorkQueues;
import io.itops.incident.review.ActionItemState;
import io.itops.incident.review.LessonState;
import io.itops.incident.review.Lessons;
import io.itops.incident.review.ReviewState;
import io.itops.incident.review.Reviews;
import io.itops.incident.sla.SlaClocks;
import io.itops.incident.sla.SlaMoment;
import io.itops.incident.sla.SlaPolicy;
import io.itops.incident.sla.SlaTarget;
import io.itops.incident.workflow.IncidentCategory;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.Trouble;
import io.itops.testkit.ManualClock;
import io.itops.testkit.RecordingNotifier;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * No reader without the right learns of a restricted incident: neither its id nor its title, nor that there is one more of something.
 * Two worlds differ in nothing but a restricted incident and what hangs on it; by every public reading method, whoever may not read it sees
 * the same in both.
 */
@TestInstance(Lifecycle.PER_CLASS)
class NeedToKnowDoorsTest {
    private static final IncidentId OPEN = IncidentId.of("open-1");
    private static final IncidentId HIDDEN = IncidentId.of("hidden-1");
    private static final String HIDDEN_KEY = "export-job";
    private static final Instant LATER = Instant.parse("2026-12-20T05:00:00Z");
    private static final String TITLE = "errors in checkout";

    /** What incidents can be read by. Schedules, requests and queues know of none. */
    private static final List<Class<?>> FACADES = List.of(
            IncidentReader.class,
            Incidents.class,
            Reviews.class,
            Lessons.class,
            Communication.class,
            Subscriptions.class,
            SlaClocks.class,
            Problems.class,
            KnowledgeBase.class);

    private static final List<Class<?>> WITHOUT_INCIDENTS =
            List.of(OnCallSchedules.class, ServiceRequests.class, RequestCatalogue.class, WorkQueues.class);

    /** Public methods that only give a façade, or that no reader calls. */
    private static final Set<String> NO_READING = Set.of(
            "IncidentReader.sla()",
            "IncidentReader.reviews()",
            "IncidentReader.communication()",
            "Incidents.schedules()",
            "Reviews.lessons()",
            "Reviews.follow(UnitOfWork, Incident)",
            "Communication.subscriptions()",
            "Communication.follow(UnitOfWork, Incident, boolean)");

    /** What reads for the embedding program alone: no reader has it. */
    private static final Set<String> FOR_THE_PROGRAM = Set.of(
            "Incidents.times(Window)",
            "Incidents.times(Window, Instant)",
            "Incidents.metrics(Window, Resampling)",
            "Incidents.audit(Duration)",
            "Incidents.analyse(ServiceId, Window)");

    private static final Duration MICROSECOND = Duration.ofNanos(1_000);

    /** What a reader has in hand. */
    private record View(
            IncidentReader incidents,
            Reviews reviews,
            Communication communication,
            SlaClocks sla,
            Problems problems,
            KnowledgeBase knowledge) {}

    private static final class World implements AutoCloseable {
        final ManualClock clock = ManualClock.at("2026-11-24T02:00:00Z");
        final ItOps ops;
        final Incidents incidents;
        final Problems problems;
        final KnowledgeBase knowledge;
        private String prefix = "open";
        private final Map<String, AtomicInteger> ids = new LinkedHashMap<>();

        World(boolean withHidden) {
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
                    .add(
                            id,
                            "after " + title,
                            Optional.of("ann"),
                            clock.instant().plus(Duration.ofDays(7)),
                            SAM);
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
            incidents.requeue(id, "first line", "", SAM);
            // the target of the team is breached, which ann is told of
            ops.runUntil(clock.instant().plus(MICROSECOND));
        }

        View of(Actor reader) {
            IncidentReader seen = incidents.as(reader);
            return new View(
                    seen, seen.reviews(), seen.communication(), seen.sla(), problems.as(reader), knowledge.as(reader));
        }

        View trusted() {
            return new View(
                    incidents, incidents.reviews(), incidents.communication(), incidents.sla(), problems, knowledge);
        }

        @Override
        public void close() {
            ops.close();
        }
    }

    /** How each reading method is called, with whatever it takes. */
    private static final Map<String, Function<View, List<Object>>> DOORS = doors();

    private static Map<String, Function<View, List<Object>>> doors() {
        Map<String, Function<View, List<Object>>> doors = new LinkedHashMap<>();
        doors.put(
                "IncidentReader.open(String)",
                view -> each(
                        List.of("checkout-errors", HIDDEN_KEY),
                        key -> view.incidents().open(key)));
        doors.put(
                "IncidentReader.get(IncidentId)",
                byId((view, id) -> view.incidents().get(id)));
        doors.put(
                "IncidentReader.current(IncidentId)",
                byId((view, id) -> view.incidents().current(id)));
        doors.put(
                "IncidentReader.list(IncidentQuery)",
                view -> each(
                        List.of(
                                IncidentQuery.newest(),
                                IncidentQuery.newest().atMost(2),
                                IncidentQuery.newest().withKey(HIDDEN_KEY),
                                IncidentQuery.newest().of(CHECKOUT)),
                        query -> view.incidents().list(query)));
        doors.put(
                "IncidentReader.waiting(String, int)",
                view -> each(List.of(1, 2, 10), most -> view.incidents().waiting("first line", most)));
        doors.put(
                "IncidentReader.waiting(String, Incident, int)",
                view -> List.of(view.incidents()
                        .waiting(
                                "first line",
                                view.incidents().waiting("first line", 1).get(0),
                                10)));
        doors.put(
                "IncidentReader.policy(IncidentId)",
                byId((view, id) -> view.incidents().policy(id)));
        doors.put(
                "IncidentReader.why(IncidentId)",
                byId((view, id) -> view.incidents().why(id)));
        doors.put(
                "IncidentReader.suspects(IncidentId)",
                byId((view, id) -> view.incidents().suspects(id)));
        doors.put(
                "IncidentReader.journal(Ref)",
                view -> each(
                        List.of(
                                OPEN.ref(),
                                HIDDEN.ref(),
                                Ref.of("service", CHECKOUT.value()),
                                Ref.of("user", "ann"),
                                Ref.of("incident-response", HIDDEN.value()),
                                Ref.of("sla-clock", HIDDEN.value()),
                                Ref.of("status-update", HIDDEN.value() + "#0000001"),
                                Signals.ref(HIDDEN_KEY),
                                Ref.of("problem", "problem-1"),
                                Ref.of("knowledge-entry", "entry-1")),
                        subject -> view.incidents().journal(subject)));
        doors.put(
                "Reviews.timeline(IncidentId)",
                byId((view, id) -> view.reviews().timeline(id)));
        doors.put("Reviews.draft(IncidentId)", byId((view, id) -> view.reviews().draft(id)));
        doors.put(
                "Reviews.past(IncidentId, Duration, int)",
                byId((view, id) -> view.reviews().past(id, Duration.ofDays(30), 2)));
        doors.put(
                "Reviews.review(IncidentId)",
                byId((view, id) -> view.reviews().review(id).map(Versioned::value)));
        doors.put(
                "Reviews.list(ReviewState)",
                view -> each(
                        List.of(ReviewState.values()), state -> view.reviews().list(state)));
        doors.put(
                "Reviews.overdueReviews(Instant)",
                view -> List.of(view.reviews().overdueReviews(LATER)));
        doors.put("Reviews.overdue(Instant)", view -> List.of(view.reviews().overdue(LATER)));
        doors.put(
                "Reviews.seenBefore(Trouble, Instant, Optional)",
                view -> each(
                        List.of(HIDDEN_KEY, "checkout-errors"),
                        key -> view.reviews()
                                .seenBefore(
                                        Trouble.of(key, CHECKOUT, Severity.SEV2, SECRET)
                                                .restrictedTo(List.of()),
                                        LATER,
                                        Optional.empty())));
        doors.put(
                "Lessons.get(String)",
                view -> each(
                        List.of("open-lesson-1", "hidden-lesson-1"),
                        id -> view.reviews().lessons().get(id)));
        doors.put(
                "Lessons.check(String)",
                view -> each(
                        List.of("open-lesson-1", "hidden-lesson-1"),
                        id -> view.reviews().lessons().check(id)));
        doors.put(
                "Lessons.of(IncidentId)",
                byId((view, id) -> view.reviews().lessons().of(id)));
        doors.put(
                "Lessons.list(LessonState)",
                view -> each(
                        List.of(LessonState.values()),
                        state -> view.reviews().lessons().list(state)));
        doors.put("Lessons.owed()", view -> List.of(view.reviews().lessons().owed()));
        doors.put("Reviews.items(IncidentId)", byId((view, id) -> view.reviews().items(id)));
        doors.put(
                "Reviews.items(ActionItemState)",
                view -> each(
                        List.of(ActionItemState.values()),
                        state -> view.reviews().items(state)));
        doors.put(
                "Communication.response(IncidentId)",
                byId((view, id) -> view.communication().response(id)));
        doors.put(
                "Communication.updates(IncidentId)",
                byId((view, id) -> view.communication().updates(id)));
        doors.put(
                "Communication.status(IncidentId, String)",
                byId((view, id) -> view.communication().status(id, "public")));
        doors.put(
                "Communication.draft(IncidentId, String)",
                byId((view, id) -> view.communication().draft(id, "public")));
        doors.put(
                "Subscriptions.of(String)",
                view -> each(
                        List.of("public"),
                        audience -> view.communication().subscriptions().of(audience)));
        doors.put(
                "SlaClocks.readings(IncidentId)", byId((view, id) -> view.sla().readings(id)));
        doors.put(
                "SlaClocks.readings(IncidentId, Instant)",
                byId((view, id) -> view.sla().readings(id, LATER)));
        doors.put("SlaClocks.results(IncidentId)", byId((view, id) -> view.sla().results(id)));
        doors.put(
                "SlaClocks.whatIf(IncidentId, SlaMoment[])",
                byId((view, id) -> view.sla().whatIf(id, SlaMoment.of(LATER, IncidentCategory.RESOLVED, Priority.P2))));
        doors.put("Problems.get(ProblemId)", view -> List.of(view.problems().get(ProblemId.of("problem-1"))));
        doors.put("Problems.current(ProblemId)", view -> List.of(view.problems().current(ProblemId.of("problem-1"))));
        doors.put(
                "Problems.behind(IncidentId)",
                byId((view, id) -> view.problems().behind(id)));
        doors.put("Problems.knownErrors()", view -> List.of(view.problems().knownErrors()));
        doors.put(
                "Problems.list(ProblemState)",
                view -> each(
                        List.of(ProblemState.values()), state -> view.problems().list(state)));
        doors.put(
                "Problems.list(ProblemCategory)",
                view -> each(
                        List.of(ProblemCategory.values()),
                        category -> view.problems().list(category)));
        doors.put("Problems.waiting(String)", view -> List.of(view.problems().waiting("first line")));
        doors.put(
                "KnowledgeBase.get(KnowledgeId)",
                view -> List.of(view.knowledge().get(KnowledgeId.of("entry-1"))));
        doors.put(
                "KnowledgeBase.current(KnowledgeId)",
                view -> List.of(view.knowledge().current(KnowledgeId.of("entry-1"))));
        doors.put(
                "KnowledgeBase.versions(KnowledgeId)",
                view -> List.of(view.knowledge().versions(KnowledgeId.of("entry-1"))));
        doors.put(
                "KnowledgeBase.search(String, int)",
                view -> List.of(view.knowledge().search("pool", 10)));
        doors.put(
                "KnowledgeBase.from(Ref)",
                view -> each(
                        List.of(OPEN.ref(), HIDDEN.ref()),
                        ref -> view.knowledge().from(ref)));
        doors.put(
                "KnowledgeBase.helpedIn(IncidentId)",
                byId((view, id) -> view.knowledge().helpedIn(id)));
        doors.put(
                "KnowledgeBase.list(KnowledgeState)",
                view -> each(
                        List.of(KnowledgeState.values()),
                        state -> view.knowledge().list(state)));
        doors.put("KnowledgeBase.due()", view -> List.of(view.knowledge().due()));
        return doors;
    }

    private static <T> List<Object> each(List<T> arguments, Function<T, Object> call) {
        return arguments.stream()
                .map(argument -> outcome(() -> call.apply(argument)))
                .toList();
    }

    private static Function<View, List<Object>> byId(BiFunction<View, IncidentId, Object> call) {
        return view -> each(List.of(OPEN, HIDDEN, IncidentId.of("later-1")), id -> call.apply(view, id));
    }

    /** What a caller sees: the value, or the failure. */
    private static Object outcome(java.util.function.Supplier<Object> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    /** In words, without the places of entries in the journal and the versions of records: these count what else happens in the store. */
    private static List<String> seen(List<Object> values) {
        return values.stream()
                .map(value -> value instanceof Versioned<?> versioned ? versioned.value() : value)
                .map(value -> String.valueOf(value)
                        .replaceAll("sequence=\\d+", "sequence=")
                        .replaceAll("(?i)version=\\d+", "version="))
                .toList();
    }

    private final World with = new World(true);
    private final World without = new World(false);

    @BeforeAll
    void theWorldsAreAsTheyAreMeant() {
        assertThat(with.incidents.get(HIDDEN).summary()).isEqualTo(SECRET);
        assertThat(without.incidents.list(IncidentQuery.newest()))
                .hasSize(with.incidents.list(IncidentQuery.newest()).size() - 1);
    }

    @AfterAll
    void close() {
        with.close();
        without.close();
    }

    @Test
    void everyPublicReadingMethodIsInTheTable() {
        assertThat(FACADES.stream().flatMap(NeedToKnowDoorsTest::reading))
                .filteredOn(method -> !NO_READING.contains(method) && !FOR_THE_PROGRAM.contains(method))
                .as("every public method without an actor reads, and must be tried here")
                .containsExactlyInAnyOrderElementsOf(DOORS.keySet());
        assertThat(FACADES.stream().flatMap(NeedToKnowDoorsTest::reading))
                .containsAll(NO_READING)
                .containsAll(FOR_THE_PROGRAM);
    }

    @Test
    void whatKnowsNoIncidentsSpeaksOfNone() {
        assertThat(WITHOUT_INCIDENTS.stream()
                        .flatMap(type -> Arrays.stream(type.getMethods()))
                        .flatMap(method -> Stream.concat(
                                Stream.of(method.getGenericReturnType()),
                                Arrays.stream(method.getGenericParameterTypes())))
                        .map(Object::toString))
                .noneMatch(type -> type.contains(".workflow.Incident"));
    }

    private static Stream<String> reading(Class<?> facade) {
        return Arrays.stream(facade.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers())
                        && !Modifier.isStatic(method.getModifiers())
                        && !method.isSynthetic()
                        && !Arrays.asList(method.getParameterTypes()).contains(Actor.class))
                .map(NeedToKnowDoorsTest::signature);
    }

    private static String signature(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName() + "("
                + String.join(
                        ", ",
                        Arrays.stream(method.getParameterTypes())
                                .map(Class::getSimpleName)
                                .toList())
                + ")";
    }

    @Test
    void whoMayNotReadItSeesByEveryDoorAWorldWithoutIt() {
        View there = with.of(EVE);
        View notThere = without.of(EVE);
        DOORS.forEach((name, door) -> {
            List<String> seen = seen(door.apply(there));
            assertThat(seen).as(name).isEqualTo(seen(door.apply(notThere)));
            assertThat(String.join("\n", seen)).as(name).doesNotContain(SECRET);
        });
    }

    /** Shows that the test above can fail: by these doors the embedding program, or someone who may read it, does see a difference. */
    @Test
    void byTheSameDoorsThoseWhoMayReadItSeeIt() {
        for (View view : List.of(with.trusted(), with.of(SAM), with.of(Actor.user("ann")))) {
            Set<String> different = new LinkedHashSet<>();
            View notThere = without.trusted();
            DOORS.forEach((name, door) -> {
                if (!seen(door.apply(view)).equals(seen(door.apply(notThere)))) {
                    different.add(name);
                }
            });
            assertThat(new TreeSet<>(DOORS.keySet()))
                    .filteredOn(name -> !different.contains(name))
                    .as("doors that tell nothing of incidents, or nothing that the worlds differ in")
                    .containsExactlyInAnyOrder(
                            "KnowledgeBase.due()",
                            "KnowledgeBase.search(String, int)",
                            "KnowledgeBase.versions(KnowledgeId)",
                            "Problems.waiting(String)",
                            "Subscriptions.of(String)");
        }
    }
}
