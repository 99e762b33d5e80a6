package io.itops.incident;

import static io.itops.incident.NeedToKnowTest.EVE;
import static io.itops.incident.NeedToKnowTest.SAM;
import static io.itops.incident.NeedToKnowTest.SECRET;
import static io.itops.incident.NeedToKnowWorld.HIDDEN;
import static io.itops.incident.NeedToKnowWorld.HIDDEN_KEY;
import static io.itops.incident.NeedToKnowWorld.OPEN;
import static io.itops.incident.NeedToKnowWorld.QUEUE;
import static io.itops.incident.NeedToKnowWorld.SCHEDULE;
import static io.itops.incident.Scene.CHECKOUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.Ref;
import io.itops.core.Severity;
import io.itops.core.record.Versioned;
import io.itops.core.signal.Signals;
import io.itops.core.time.Window;
import io.itops.incident.NeedToKnowWorld.View;
import io.itops.incident.communication.Communication;
import io.itops.incident.communication.Subscriptions;
import io.itops.incident.knowledge.KnowledgeBase;
import io.itops.incident.knowledge.KnowledgeId;
import io.itops.incident.knowledge.KnowledgeState;
import io.itops.incident.oncall.BurdenWeights;
import io.itops.incident.oncall.OnCallSchedules;
import io.itops.incident.oncall.PersonCalendar;
import io.itops.incident.priority.Priority;
import io.itops.incident.problem.ProblemCategory;
import io.itops.incident.problem.ProblemId;
import io.itops.incident.problem.ProblemState;
import io.itops.incident.problem.Problems;
import io.itops.incident.request.RequestCatalogue;
import io.itops.incident.request.RequestId;
import io.itops.incident.request.RequestState;
import io.itops.incident.request.ServiceRequests;
import io.itops.incident.request.WorkQueues;
import io.itops.incident.review.ActionItemState;
import io.itops.incident.review.LessonState;
import io.itops.incident.review.Lessons;
import io.itops.incident.review.ReviewState;
import io.itops.incident.review.Reviews;
import io.itops.incident.sla.SlaClocks;
import io.itops.incident.sla.SlaMoment;
import io.itops.incident.workflow.IncidentCategory;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.Trouble;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
    private static final Instant LATER = Instant.parse("2026-12-20T05:00:00Z");

    /** What incidents can be read by. */
    private static final List<Class<?>> FACADES = List.of(
            IncidentReader.class,
            Incidents.class,
            IncidentAnalyses.class,
            Reviews.class,
            Lessons.class,
            Communication.class,
            Subscriptions.class,
            SlaClocks.class,
            Problems.class,
            KnowledgeBase.class);

    /** These know of no incidents: everyone sees the same by them in both worlds. */
    private static final List<Class<?>> WITHOUT_INCIDENTS = List.of(
            EscalationPolicies.class,
            OnCallSchedules.class,
            ServiceRequests.class,
            RequestCatalogue.class,
            WorkQueues.class);

    /** Public methods that only give a façade, or that no reader calls. */
    private static final Set<String> NO_READING = Set.of(
            "IncidentReader.sla()",
            "IncidentReader.reviews()",
            "IncidentReader.policies()",
            "IncidentReader.communication()",
            "Incidents.schedules()",
            "Incidents.analyses()",
            "Reviews.lessons()",
            "Reviews.follow(UnitOfWork, Incident)",
            "Communication.subscriptions()",
            "ServiceRequests.catalogue()",
            "ServiceRequests.queues()",
            "Communication.follow(UnitOfWork, Incident, boolean)");

    /** What reads for the embedding program alone: no reader has it. */
    private static final Set<String> FOR_THE_PROGRAM = Set.of(
            "IncidentAnalyses.times(Window)",
            "IncidentAnalyses.times(Window, Instant)",
            "IncidentAnalyses.metrics(Window, Resampling)",
            "IncidentAnalyses.cost(ServiceId, Window, RateCard)",
            "IncidentAnalyses.audit(Duration)",
            "IncidentAnalyses.escalation(ServiceId, Window)",
            "OnCallSchedules.fairness(Collection, Window, Map, BurdenWeights)");

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
                view -> each(List.of(1, 2, 10), most -> view.incidents().waiting(QUEUE, most)));
        doors.put(
                "IncidentReader.waiting(String, Incident, int)",
                view -> List.of(view.incidents()
                        .waiting(QUEUE, view.incidents().waiting(QUEUE, 1).get(0), 10)));
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
                                Ref.of("on-call-schedule", SCHEDULE),
                                Ref.of("service-request", "request-1"),
                                Ref.of("work-queue", QUEUE),
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
                "Communication.tenures(IncidentId)",
                byId((view, id) -> view.communication().tenures(id)));
        doors.put(
                "Communication.stages(IncidentId)",
                byId((view, id) -> view.communication().stages(id)));
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
        doors.put("Problems.waiting(String)", view -> List.of(view.problems().waiting(QUEUE)));
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
        doors.putAll(schedules());
        doors.putAll(requests());
        return doors;
    }

    private static Map<String, Function<View, List<Object>>> schedules() {
        Duration horizon = Duration.ofDays(3);
        return Map.of(
                "OnCallSchedules.coverage(String, Duration)",
                view -> List.of(view.schedules().coverage(SCHEDULE, horizon)),
                "OnCallSchedules.gaps(String, Duration)",
                view -> List.of(view.schedules().gaps(SCHEDULE, horizon)),
                "OnCallSchedules.get(String)",
                view -> List.of(view.schedules().get(SCHEDULE)),
                "OnCallSchedules.current(String)",
                view -> List.of(view.schedules().current(SCHEDULE)),
                "OnCallSchedules.list()",
                view -> List.of(view.schedules().list()));
    }

    private static Map<String, Function<View, List<Object>>> requests() {
        List<String> people = List.of("ann", "bob");
        Map<String, Function<View, List<Object>>> doors = new LinkedHashMap<>();
        doors.put(
                "ServiceRequests.get(RequestId)",
                view -> List.of(view.requests().get(RequestId.of("request-1"))));
        doors.put(
                "ServiceRequests.current(RequestId)",
                view -> List.of(view.requests().current(RequestId.of("request-1"))));
        doors.put(
                "ServiceRequests.list(RequestState)",
                view -> each(
                        List.of(RequestState.values()), state -> view.requests().list(state)));
        doors.put(
                "ServiceRequests.waiting(String)",
                view -> List.of(view.requests().waiting(QUEUE)));
        doors.put(
                "ServiceRequests.assignedTo(String)",
                view -> each(people, person -> view.requests().assignedTo(person)));
        doors.put(
                "EscalationPolicies.of(ServiceId)",
                view -> List.of(view.incidents().policies().of(CHECKOUT)));
        doors.put(
                "EscalationPolicies.current(Optional)",
                view -> List.of(view.incidents().policies().current(Optional.of(CHECKOUT))));
        doors.put(
                "EscalationPolicies.list()",
                view -> List.of(view.incidents().policies().list()));
        doors.put(
                "RequestCatalogue.get(String)",
                view -> List.of(view.requests().catalogue().get("laptop")));
        doors.put(
                "RequestCatalogue.list()",
                view -> List.of(view.requests().catalogue().list()));
        doors.put(
                "WorkQueues.get(String)",
                view -> List.of(view.requests().queues().get(QUEUE)));
        doors.put("WorkQueues.list()", view -> List.of(view.requests().queues().list()));
        doors.put(
                "WorkQueues.load(String)",
                view -> each(people, person -> view.requests().queues().load(person)));
        doors.put(
                "WorkQueues.leastLoaded(String)",
                view -> List.of(view.requests().queues().leastLoaded(QUEUE)));
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

    private final NeedToKnowWorld with = new NeedToKnowWorld(true);
    private final NeedToKnowWorld without = new NeedToKnowWorld(false);

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
        assertThat(facades().flatMap(NeedToKnowDoorsTest::reading))
                .filteredOn(method -> !NO_READING.contains(method) && !FOR_THE_PROGRAM.contains(method))
                .as("every public method without an actor reads, and must be tried here")
                .containsExactlyInAnyOrderElementsOf(DOORS.keySet());
        assertThat(facades().flatMap(NeedToKnowDoorsTest::reading))
                .containsAll(NO_READING)
                .containsAll(FOR_THE_PROGRAM);
    }

    private static Stream<Class<?>> facades() {
        return Stream.concat(FACADES.stream(), WITHOUT_INCIDENTS.stream());
    }

    /** Whatever can read the store, of the types that others can call. */
    @Test
    void everyTypeThatHoldsTheInstanceIsOneOfTheFacades() throws IOException, URISyntaxException {
        Path classes = Path.of(Incidents.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            assertThat(files.map(file -> classes.relativize(file).toString().replace(File.separatorChar, '.'))
                            .filter(name -> name.startsWith("io.itops.incident.")
                                    && name.endsWith(".class")
                                    && !name.contains(".internal."))
                            .map(NeedToKnowDoorsTest::type)
                            .filter(type -> Modifier.isPublic(type.getModifiers())
                                    && Arrays.stream(type.getDeclaredFields())
                                            .anyMatch(field -> field.getType() == ItOps.class)))
                    .isNotEmpty()
                    .isSubsetOf(facades().toList());
        }
    }

    private static Class<?> type(String file) {
        try {
            return Class.forName(file.substring(0, file.length() - ".class".length()));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
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

    /** Each of them has something to tell: a door behind which there is nothing proves nothing. */
    @Test
    void byTheDoorsThatKnowNoIncidentsEveryoneSeesSchedulesAndRequests() {
        assertThat(withoutIncidents())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(
                                String.join("\n", seen(DOORS.get(name).apply(with.of(EVE)))))
                        .as(name)
                        .containsAnyOf("ann", "bob", "laptop", "1")
                        .doesNotContain("Exception"));
        assertThat(with.incidents.schedules().gaps(SCHEDULE, Duration.ofDays(1)).toString())
                .contains("2026-11-24T07:00:00");
    }

    private static List<String> withoutIncidents() {
        return WITHOUT_INCIDENTS.stream()
                .flatMap(NeedToKnowDoorsTest::reading)
                .filter(DOORS::containsKey)
                .toList();
    }

    /** Pages about what is restricted weigh on people like all others; it is not said what they were about. */
    @Test
    void fairnessCountsPagesAndDoesNotNameWhatTheyWereAbout() {
        String there = fairness(with);
        assertThat(there).isNotEqualTo(fairness(without)).doesNotContain(SECRET, HIDDEN.value(), OPEN.value());
    }

    private static String fairness(NeedToKnowWorld world) {
        Instant from = Instant.parse("2026-11-24T00:00:00Z");
        return world.incidents
                .schedules()
                .fairness(
                        List.of(SCHEDULE),
                        new Window(from, from.plus(Duration.ofDays(2))),
                        Map.of("ann", PersonCalendar.in(ZoneOffset.UTC), "bob", PersonCalendar.in(ZoneOffset.UTC)),
                        BurdenWeights.STANDARD)
                .toString();
    }

    /** Shows that what is said of those who may not read it can fail: by these doors the embedding program, or someone who may read it, does see a difference. */
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
            assertThat(different).doesNotContainAnyElementsOf(withoutIncidents());
            assertThat(new TreeSet<>(DOORS.keySet()))
                    .filteredOn(name ->
                            !different.contains(name) && !withoutIncidents().contains(name))
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
