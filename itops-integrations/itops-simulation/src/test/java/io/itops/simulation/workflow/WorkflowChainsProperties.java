package io.itops.simulation.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.change.workflow.Change;
import io.itops.change.workflow.ChangeCommand;
import io.itops.change.workflow.ChangeContent;
import io.itops.core.Actor;
import io.itops.core.IdSource;
import io.itops.core.ItOps;
import io.itops.core.Ref;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.catalog.CatalogContent;
import io.itops.core.signal.Signal;
import io.itops.core.store.InMemoryStore;
import io.itops.incident.IncidentOptions;
import io.itops.incident.IncidentQuery;
import io.itops.incident.Incidents;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.review.ActionItem;
import io.itops.incident.review.ActionItemCommand;
import io.itops.incident.review.Lesson;
import io.itops.incident.review.LessonCommand;
import io.itops.incident.review.Review;
import io.itops.incident.review.ReviewCommand;
import io.itops.incident.review.Reviews;
import io.itops.incident.workflow.IncidentCommand;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.Trouble;
import io.itops.testkit.ManualClock;
import io.itops.testkit.RecordingNotifier;
import io.itops.testkit.lifecycle.RefusedShare;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.state.ActionChain;

/** The published generators and chains, used as an author of property-based tests would use them. */
class WorkflowChainsProperties {
    private final RefusedShare share = new RefusedShare();

    @Provide
    Arbitrary<ActionChain<IncidentBench>> incidents() {
        return IncidentChains.chains().withMaxTransformations(40);
    }

    @Property(tries = 60)
    void incidentsDoWhatTheModelSays(@ForAll("incidents") ActionChain<IncidentBench> chain) {
        try (IncidentBench bench = chain.run()) {
            bench.refold();
            share.add(bench.share());
        }
    }

    @Property
    @Tag("campaign")
    void manyChainsOfIncidentsDoWhatTheModelSays(@ForAll("incidents") ActionChain<IncidentBench> chain) {
        incidentsDoWhatTheModelSays(chain);
    }

    @Provide
    Arbitrary<ActionChain<ChangeBench>> normals() {
        return ChangeChains.normals().withMaxTransformations(25);
    }

    @Property(tries = 60)
    void normalChangesDoWhatTheModelSays(@ForAll("normals") ActionChain<ChangeBench> chain) {
        try (ChangeBench bench = chain.run()) {
            share.add(bench.share());
        }
    }

    @Provide
    Arbitrary<ActionChain<ChangeBench>> emergencies() {
        return ChangeChains.emergencies().withMaxTransformations(25);
    }

    @Property(tries = 60)
    void emergencyChangesDoWhatTheModelSays(@ForAll("emergencies") ActionChain<ChangeBench> chain) {
        try (ChangeBench bench = chain.run()) {
            share.add(bench.share());
        }
    }

    @AfterProperty
    void aFairShareOfCommandsIsRefused() {
        if (share.chains() > 0) {
            share.check("published");
        }
    }

    /** A planted bug: incidents that do not resolve with their signals, beside a model in which they do. */
    @Provide
    Arbitrary<ActionChain<IncidentBench>> deafIncidents() {
        return IncidentChains.chains(ops -> Incidents.attach(
                        ops,
                        IncidentOptions.builder()
                                .policy(EscalationPolicy.builder()
                                        .step("ann", Duration.ofMinutes(5))
                                        .build())
                                .autoResolve(false)
                                .closeAfter(Optional.empty())
                                .build()))
                .withMaxTransformations(40);
    }

    @Property(tries = 200, shrinking = ShrinkingMode.FULL)
    @AddLifecycleHook(MustBeFound.class)
    void incidentsThatDoNotHearTheEndOfASignalAreFound(@ForAll("deafIncidents") ActionChain<IncidentBench> chain) {
        chain.run().close();
    }

    /** The property must fail, with a chain that was shrunk to what matters: a signal fires, and ends. */
    static final class MustBeFound implements AroundPropertyHook {
        @Override
        public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property)
                throws Throwable {
            PropertyExecutionResult result = property.execute();
            assertThat(result.status()).isEqualTo(PropertyExecutionResult.Status.FAILED);
            assertThat(result.throwable().orElseThrow()).hasMessageContaining("RESOLVED");
            ActionChain<?> shrunk =
                    (ActionChain<?>) result.falsifiedParameters().orElseThrow().get(0);
            assertThat(shrunk.transformations()).hasSizeBetween(2, 4);
            return result.mapToSuccessful();
        }
    }

    @Provide
    Arbitrary<List<Signal>> signals() {
        return OpsArbitraries.signals().list().ofMinSize(1).ofMaxSize(12);
    }

    @Provide
    Arbitrary<CatalogContent> catalogs() {
        return OpsArbitraries.catalogs();
    }

    @Property(tries = 60)
    void anySignalsGiveAtMostOneOpenIncidentAKeyInAnyCatalog(
            @ForAll("signals") List<Signal> signals, @ForAll("catalogs") CatalogContent catalog) {
        ManualClock clock = ManualClock.at("2026-11-24T02:00:00Z");
        try (ItOps ops = ItOps.builder()
                .store(new InMemoryStore(clock))
                .clock(clock)
                .ids(IdSource.seeded(1))
                .notifier(new RecordingNotifier("pager"))
                .build()) {
            ops.catalog().define(catalog, Actor.user("ann"));
            Incidents incidents = Incidents.attach(
                    ops,
                    EscalationPolicy.builder()
                            .step("ann", Duration.ofMinutes(5))
                            .build());
            for (Signal signal : signals) {
                ops.accept(signal);
                ops.runUntil(clock.instant().plusSeconds(1));
                assertThat(incidents.list(IncidentQuery.newest().withKey(signal.dedupKey())))
                        .filteredOn(incident -> incident.state().holdsKey())
                        .hasSizeLessThanOrEqualTo(1);
            }
        }
    }

    @Provide
    Arbitrary<ChangeContent.Builder> drafts() {
        return OpsArbitraries.changeDrafts();
    }

    @Property(tries = 60)
    void everyDraftIsAcceptedAndItsCommandsAreAboutIt(@ForAll("drafts") ChangeContent.Builder draft) {
        ChangeBench bench = new ChangeBench(io.itops.change.Changes::attach, 1, draft);
        Change change = bench.change();
        List<ChangeCommand> all =
                OpsArbitraries.changeCommands(change).sampleStream().limit(30).toList();
        assertThat(all.stream()
                        .filter(ChangeCommand.Approve.class::isInstance)
                        .map(command -> ((ChangeCommand.Approve) command).seen()))
                .allMatch(change.content().hash()::equals);
        bench.close();
    }

    @Provide
    Arbitrary<List<IncidentCommand>> familyCommands() {
        return OpsArbitraries.familyCommands(List.of(IncidentId.of("a"), IncidentId.of("b"), IncidentId.of("none")))
                .list()
                .ofMaxSize(6);
    }

    @Property(tries = 20)
    void whateverIsAskedOfAnIncidentBesideOthersIsDoneOrRefused(
            @ForAll("familyCommands") List<IncidentCommand> commands) {
        try (IncidentBench bench = new IncidentBench(IncidentChains::attach)) {
            Actor ann = Actor.user("ann");
            IncidentId first = bench.incidents()
                    .declare(Trouble.of("k", ServiceId.of("checkout"), Severity.SEV1, "errors"), ann)
                    .id();
            commands.forEach(command ->
                    assertThat(bench.incidents().execute(first, command, ann)).isNotNull());
            bench.refold();
        }
    }

    private static final Instant NIGHT = Instant.parse("2026-11-24T02:00:00Z");

    @Provide
    Arbitrary<List<ReviewCommand>> reviewCommands() {
        return OpsArbitraries.reviewCommands(NIGHT).list().ofMaxSize(8);
    }

    @Provide
    Arbitrary<List<LessonCommand>> lessonCommands() {
        return OpsArbitraries.lessonCommands().list().ofMaxSize(6);
    }

    @Provide
    Arbitrary<List<ActionItemCommand>> actionItemCommands() {
        return OpsArbitraries.actionItemCommands(NIGHT).list().ofMaxSize(6);
    }

    @Property(tries = 60)
    void whateverIsAskedOfWhatIsLearnedIsDoneOrRefusedAndWhatIsLateIsTold(
            @ForAll("reviewCommands") List<ReviewCommand> onReview,
            @ForAll("lessonCommands") List<LessonCommand> onLesson,
            @ForAll("actionItemCommands") List<ActionItemCommand> onItem) {
        ManualClock clock = ManualClock.at("2026-11-24T02:00:00Z");
        Actor ann = Actor.user("ann");
        try (ItOps ops = ItOps.builder()
                .store(new InMemoryStore(clock))
                .clock(clock)
                .ids(IdSource.seeded(1))
                .notifier(new RecordingNotifier("pager"))
                .build()) {
            Incidents incidents = Incidents.attach(
                    ops,
                    EscalationPolicy.builder()
                            .step("ann", Duration.ofMinutes(5))
                            .build());
            IncidentId id = incidents
                    .declare(Trouble.of("k", ServiceId.of("checkout"), Severity.SEV1, "errors"), ann)
                    .id();
            incidents.resolve(id, "", ann);
            Reviews reviews = incidents.reviews();
            reviews.start(id, Optional.empty(), ann);
            Lesson lesson = reviews.lessons().propose(id, "alert earlier", List.of(Ref.of("runbook", "ledger")), ann);
            ActionItem item =
                    reviews.add(id, "widen the pool", Optional.of("bob"), NIGHT.plus(Duration.ofDays(1)), ann);
            onReview.forEach(
                    command -> assertThat(reviews.execute(id, command, ann)).isNotNull());
            onLesson.forEach(command -> assertThat(reviews.lessons().execute(lesson.id(), command, ann))
                    .isNotNull());
            onItem.forEach(command ->
                    assertThat(reviews.execute(item.id(), command, ann)).isNotNull());
            ops.runUntil(NIGHT.plus(Duration.ofDays(10)));
            assertThat(reviews.overdue(clock.instant())).allMatch(ActionItem::overdue);
            assertThat(reviews.overdueReviews(clock.instant())).allMatch(Review::overdue);
        }
    }
}
