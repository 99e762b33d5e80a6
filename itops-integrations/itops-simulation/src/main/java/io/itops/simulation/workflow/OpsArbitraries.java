package io.itops.simulation.workflow;

import io.itops.change.workflow.BackOutPlan;
import io.itops.change.workflow.Change;
import io.itops.change.workflow.ChangeCommand;
import io.itops.change.workflow.ChangeContent;
import io.itops.change.workflow.PlanStep;
import io.itops.core.Actor;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.catalog.CatalogContent;
import io.itops.core.catalog.Component;
import io.itops.core.catalog.Service;
import io.itops.core.catalog.Team;
import io.itops.core.catalog.Tier;
import io.itops.core.signal.Signal;
import io.itops.incident.review.ActionItemCommand;
import io.itops.incident.review.LessonCommand;
import io.itops.incident.review.ReviewCommand;
import io.itops.incident.workflow.EscalationCommand;
import io.itops.incident.workflow.FamilyCommand;
import io.itops.incident.workflow.Hold;
import io.itops.incident.workflow.HoldReason;
import io.itops.incident.workflow.IncidentCommand;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.NeedToKnowCommand;
import io.itops.incident.workflow.PlacementCommand;
import io.itops.incident.workflow.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Valid values of the SDK, from few names, so that they meet one another.
 *
 * <pre>{@code
 * @Provide
 * Arbitrary<List<Signal>> signals() {
 *     return OpsArbitraries.signals().list().ofMinSize(1).ofMaxSize(12);
 * }
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class OpsArbitraries {
    private static final List<String> PEOPLE = List.of("ann", "bob", "cat", "dan", "eve");
    private static final List<String> SERVICES = List.of("checkout", "search", "ledger", "mail");

    private OpsArbitraries() {}

    /**
     * Names of people.
     *
     * @return one of five
     */
    public static Arbitrary<String> people() {
        return Arbitraries.of(PEOPLE);
    }

    /**
     * Who acts: a person, and now and then an integration or the system.
     *
     * @return an actor
     */
    public static Arbitrary<Actor> actors() {
        return Arbitraries.oneOf(
                people().map(Actor::user),
                people().map(Actor::user),
                Arbitraries.of(Actor.integration("alertmanager"), Actor.system("scheduler")));
    }

    /**
     * Lines of text: not blank, without control characters, at most 60 characters, not only ASCII.
     *
     * @return a line
     */
    public static Arbitrary<String> lines() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars(' ', 'ä', 'Ж', '漢', '\'', '"', '<', '&', '%')
                .ofMinLength(1)
                .ofMaxLength(60)
                .filter(text -> !text.isBlank());
    }

    /**
     * Signals of four services, two dedup keys each; half of them firing.
     *
     * @return a signal
     */
    public static Arbitrary<Signal> signals() {
        return Combinators.combine(
                        Arbitraries.of(SERVICES),
                        Arbitraries.of("errors", "latency"),
                        Arbitraries.of(Severity.values()),
                        lines(),
                        Arbitraries.of(true, false))
                .as((service, what, severity, summary, firing) -> firing
                        ? Signal.firing(service + '-' + what, ServiceId.of(service), severity, summary)
                        : Signal.resolved(service + '-' + what, ServiceId.of(service), severity, summary));
    }

    /**
     * What people ask of an incident: every command but those of signals and timers, those that name another incident ({@link
     * #familyCommands}), and labels, which are a program's own. Give those that {@linkplain IncidentCommand#needsSeen need it} with the
     * version that was seen.
     *
     * @return a command; its state may refuse it
     */
    public static Arbitrary<IncidentCommand> incidentCommands() {
        return incidentCommands(lines());
    }

    static Arbitrary<IncidentCommand> incidentCommands(Arbitrary<String> words) {
        return Arbitraries.oneOf(List.of(
                Arbitraries.just(new IncidentCommand.Acknowledge()),
                words.map(IncidentCommand.Unacknowledge::new),
                words.map(EscalationCommand.Escalate::new),
                words.map(PlacementCommand.Accept::new),
                Combinators.combine(Arbitraries.of("first line", "second line"), words)
                        .as(PlacementCommand.Requeue::new),
                Combinators.combine(Arbitraries.of(HoldReason.values()), words)
                        .as((reason, note) -> new PlacementCommand.PutOnHold(Hold.of(reason, note))),
                words.map(PlacementCommand.Resume::new),
                words.map(IncidentCommand.Note::new),
                words.map(IncidentCommand.Mitigate::new),
                words.map(note -> new IncidentCommand.Resolve(note, false, Optional.empty())),
                words.map(reason -> new IncidentCommand.Reopen(reason, false, Optional.empty())),
                words.map(IncidentCommand.Close::new),
                words.map(FamilyCommand.Promote::new),
                words.map(FamilyCommand.Demote::new),
                words.map(FamilyCommand.Unmerge::new),
                Combinators.combine(people().set().ofMaxSize(2), words)
                        .as((readers, reason) -> new NeedToKnowCommand.Restrict(new TreeSet<>(readers), reason)),
                words.map(NeedToKnowCommand.Unrestrict::new),
                words.map(IncidentCommand.Cancel::new)));
    }

    /**
     * What people ask of an incident beside others: to merge it into one of them, to split off the trouble of one of two dedup keys of four
     * services, to make it a part of one of them or of none.
     *
     * @param others the other incidents, at least one
     * @return a command; the incidents, or their states, may refuse it
     */
    public static Arbitrary<IncidentCommand> familyCommands(Collection<IncidentId> others) {
        List<IncidentId> all = List.copyOf(Require.size("other incidents", others, 1, 1_000));
        Arbitrary<IncidentId> other = Arbitraries.of(all);
        Arbitrary<IncidentId> fresh =
                Arbitraries.strings().withCharRange('a', 'z').ofLength(8).map(IncidentId::of);
        Arbitrary<Trouble> troubles = signals().map(Trouble::of);
        return Arbitraries.oneOf(List.of(
                Combinators.combine(other, lines()).as(FamilyCommand.MergeInto::new),
                Combinators.combine(troubles, fresh, lines()).as(FamilyCommand.Split::new),
                other.optional().map(FamilyCommand.Link::new)));
    }

    /**
     * What people ask of the review of an incident once it is begun, but an edit, which needs what it says.
     *
     * @param now the present instant: dates lie up to two days around it
     * @return a command; its state may refuse it
     */
    public static Arbitrary<ReviewCommand> reviewCommands(Instant now) {
        Require.instant("now", now);
        Arbitrary<Instant> instants =
                Arbitraries.integers().between(-48, 48).map(hours -> now.plus(Duration.ofHours(hours)));
        return Arbitraries.oneOf(List.of(
                Combinators.combine(instants, lines()).as(ReviewCommand.DateFault::new),
                Combinators.combine(people().optional(), instants.optional()).as(ReviewCommand.Assign::new),
                Arbitraries.just(new ReviewCommand.Submit()),
                lines().map(ReviewCommand.Return::new),
                Arbitraries.integers().between(1, 4).map(ReviewCommand.Agree::new),
                Arbitraries.just(new ReviewCommand.Publish()),
                lines().map(ReviewCommand.Reopen::new)));
    }

    /**
     * What people ask of a lesson once it is proposed.
     *
     * @return a command; its state may refuse it
     */
    public static Arbitrary<LessonCommand> lessonCommands() {
        Arbitrary<List<Ref>> things = Arbitraries.of(SERVICES)
                .map(service -> Ref.of("runbook", service))
                .list()
                .uniqueElements()
                .ofMinSize(1)
                .ofMaxSize(3);
        return Arbitraries.oneOf(List.of(
                Combinators.combine(lines(), things).as(LessonCommand.Reword::new),
                Arbitraries.just(new LessonCommand.Accept()),
                lines().map(LessonCommand.Reject::new),
                Arbitraries.oneOf(lines(), Arbitraries.just("")).map(LessonCommand.Complete::new),
                lines().map(LessonCommand.Reopen::new)));
    }

    /**
     * What people ask of an action item once it is added.
     *
     * @param now the present instant: due dates lie up to two days around it
     * @return a command; its state may refuse it
     */
    public static Arbitrary<ActionItemCommand> actionItemCommands(Instant now) {
        Require.instant("now", now);
        Arbitrary<Instant> instants =
                Arbitraries.integers().between(-48, 48).map(hours -> now.plus(Duration.ofHours(hours)));
        return Arbitraries.oneOf(List.of(
                Combinators.combine(people().optional(), instants).as(ActionItemCommand.Assign::new),
                lines().map(ActionItemCommand.Complete::new),
                lines().map(ActionItemCommand.Drop::new),
                lines().map(ActionItemCommand.Reopen::new)));
    }

    /**
     * Drafts of changes: normal or emergency, of one component, with one to three steps and perhaps a back-out plan.
     *
     * @return a builder of a valid content, fresh for every try
     */
    public static Arbitrary<ChangeContent.Builder> changeDrafts() {
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        lines(),
                        Arbitraries.of(SERVICES),
                        lines().list().ofMinSize(1).ofMaxSize(3),
                        Arbitraries.of(true, false).injectNull(0.3))
                .as((emergency, title, service, steps, rehearsed) -> {
                    ChangeContent.Builder draft = (emergency ? Change.emergency(title) : Change.normal(title))
                            .component(service)
                            .plan(steps.stream().map(PlanStep::of).toArray(PlanStep[]::new));
                    if (rehearsed != null) {
                        draft.backOut(new BackOutPlan(List.of(PlanStep.of("take it back")), rehearsed));
                    }
                    return draft;
                });
    }

    /**
     * What people ask of a change as it stands: every command but those that propose, and those of timers.
     *
     * @param change the change, as it was read
     * @return a command; its state, or the separation of duties, may refuse it
     */
    public static Arbitrary<ChangeCommand> changeCommands(Change change) {
        ChangeContent content = Require.present("change", change).content();
        Arbitrary<String> words = lines();
        return people().flatMap(by -> Arbitraries.oneOf(List.of(
                words.map(text -> new ChangeCommand.Edit(
                        by, content.toBuilder().description(text).build())),
                Arbitraries.just(new ChangeCommand.Submit(by, content.type())),
                words.map(note -> new ChangeCommand.Assess(by, note)),
                Arbitraries.just(new ChangeCommand.Approve(by, content.hash())),
                words.map(why -> new ChangeCommand.Reject(by, why)),
                Arbitraries.just(new ChangeCommand.Start(by)),
                words.map(note -> new ChangeCommand.Finish(by, true, note)),
                words.map(why -> new ChangeCommand.BackOut(by, why)),
                words.map(findings -> new ChangeCommand.Close(by, findings)),
                words.map(why -> new ChangeCommand.Cancel(by, why)),
                words.map(text -> new ChangeCommand.Comment(by, text)))));
    }

    /**
     * Catalogs: a team, one component for each of four services, and any dependencies among the services, cycles included.
     *
     * @return what to give to {@code ItOps.catalog().define}
     */
    public static Arbitrary<CatalogContent> catalogs() {
        Arbitrary<List<Integer>> edges = Arbitraries.integers()
                .between(0, SERVICES.size() * SERVICES.size() - 1)
                .filter(edge -> edge / SERVICES.size() != edge % SERVICES.size())
                .list()
                .uniqueElements()
                .ofMaxSize(8);
        return Combinators.combine(edges, Arbitraries.of(Tier.values()).list().ofSize(SERVICES.size()))
                .as(OpsArbitraries::catalog);
    }

    private static CatalogContent catalog(List<Integer> edges, List<Tier> tiers) {
        CatalogContent.Builder catalog = CatalogContent.builder().team(Team.of("platform"));
        for (int i = 0; i < SERVICES.size(); i++) {
            String name = SERVICES.get(i);
            catalog.component(Component.of(name + "-app", "jvm"))
                    .service(Service.builder(name)
                            .tier(tiers.get(i))
                            .owner("platform")
                            .component(name + "-app")
                            .build());
        }
        for (int edge : edges) {
            catalog.dependsOn(
                    Service.TYPE.ref(SERVICES.get(edge / SERVICES.size())),
                    Service.TYPE.ref(SERVICES.get(edge % SERVICES.size())));
        }
        return catalog.build();
    }
}
