package io.itops.incident.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.AccessDeniedException;
import io.itops.core.Actor;
import io.itops.core.ConflictException;
import io.itops.core.IdSource;
import io.itops.core.InvalidInputException;
import io.itops.core.ItOps;
import io.itops.core.NotFoundException;
import io.itops.core.Ref;
import io.itops.core.RefusedException;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.access.AccessDecision;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.store.InMemoryStore;
import io.itops.incident.Incidents;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.Trouble;
import io.itops.testkit.ManualClock;
import io.itops.testkit.RecordingNotifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KnowledgeBaseTest {
    private static final Actor ANN = Actor.user("ann");
    private static final Actor BOB = Actor.user("bob");
    private static final Actor CAT = Actor.user("cat");

    private final ManualClock clock = ManualClock.at("2026-11-24T02:00:00Z");
    private String denied = "";
    private final ItOps ops = ItOps.builder()
            .store(new InMemoryStore(clock))
            .clock(clock)
            .ids(IdSource.seeded(5))
            .notifier(new RecordingNotifier("pager"))
            .authorizer((actor, permission, subject) ->
                    permission.name().equals(denied) ? AccessDecision.deny("not you") : AccessDecision.allow("test"))
            .build();
    private final Incidents incidents = Incidents.attach(
            ops, EscalationPolicy.builder().step("ann", Duration.ofDays(7)).build());
    private final KnowledgeBase base = KnowledgeBase.attach(ops);

    @AfterEach
    void close() {
        ops.close();
    }

    private Instant inDays(int days) {
        return clock.instant().plus(Duration.ofDays(days));
    }

    private KnowledgeId draft(String title, String text, String... tags) {
        return base.draft(KnowledgeContent.of(title, text).tagged(tags), List.of(), ANN)
                .id();
    }

    private KnowledgeEntry does(KnowledgeId id, KnowledgeCommand command, Actor actor) {
        return base.execute(id, command, actor).orElseThrow();
    }

    private KnowledgeId publish(KnowledgeId id, int days) {
        does(id, new KnowledgeCommand.Submit(), ANN);
        does(id, new KnowledgeCommand.Publish(inDays(days)), BOB);
        return id;
    }

    private IncidentId incident(String key) {
        return incidents
                .declare(new Trouble(key, ServiceId.of("checkout"), Severity.SEV3, "slow", new TreeMap<>()), ANN)
                .id();
    }

    private String refusal(KnowledgeId id, KnowledgeCommand command, Actor actor) {
        Outcome<KnowledgeEntry> outcome = base.execute(id, command, actor);
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.REFUSED);
        return outcome.reasons().get(0).code();
    }

    private List<String> found(String terms) {
        return base.search(terms, 10).stream()
                .map(hit -> hit.version().content().title() + " " + hit.score())
                .toList();
    }

    @Test
    void whoWroteAVersionMayNotPublishItAlsoNotIfSomeoneElseBeganIt() {
        KnowledgeId id = draft("pool", "restart it");
        does(id, new KnowledgeCommand.Edit(KnowledgeContent.of("pool", "restart it, twice")), BOB);
        does(id, new KnowledgeCommand.Submit(), BOB);
        assertThat(refusal(id, new KnowledgeCommand.Publish(inDays(90)), ANN)).isEqualTo("separation-of-duties");
        assertThat(refusal(id, new KnowledgeCommand.Publish(inDays(90)), BOB)).isEqualTo("separation-of-duties");
        assertThat(does(id, new KnowledgeCommand.Publish(inDays(90)), CAT).state())
                .isEqualTo(KnowledgeState.PUBLISHED);
        does(id, new KnowledgeCommand.Revise(), CAT);
        does(id, new KnowledgeCommand.Submit(), CAT);
        assertThat(does(id, new KnowledgeCommand.Publish(inDays(90)), ANN).versions())
                .as("who wrote the version before may publish this one")
                .isEqualTo(2);
    }

    @Test
    void whatIsOutStaysOutWhileTheNextVersionIsWritten() {
        KnowledgeId id = publish(draft("pool", "restart it"), 90);
        assertThat(found("restart")).containsExactly("pool 1");
        does(id, new KnowledgeCommand.Revise(), ANN);
        does(id, new KnowledgeCommand.Edit(KnowledgeContent.of("pool", "drain it")), ANN);
        assertThat(found("restart")).containsExactly("pool 1");
        assertThat(found("drain")).isEmpty();
        publish(id, 90);
        assertThat(found("drain")).containsExactly("pool 1");
        assertThat(found("restart")).isEmpty();
        assertThat(base.versions(id))
                .extracting(
                        version -> version.number() + " " + version.content().text() + " " + version.current())
                .containsExactly("1 restart it false", "2 drain it true");
        does(id, new KnowledgeCommand.Retire("the pool is gone"), BOB);
        assertThat(found("drain")).isEmpty();
        assertThat(base.versions(id)).noneMatch(KnowledgeVersion::current);
        does(id, new KnowledgeCommand.Restore(), ANN);
        assertThat(found("drain")).as("a draft is not out").isEmpty();
        publish(id, 90);
        assertThat(base.versions(id)).hasSize(3);
        assertThat(found("drain")).hasSize(1);
    }

    @Test
    void aSearchFindsWhatHasAllTermsAndPutsTheBestFirst() {
        publish(draft("Ledger pool runs out", "Restart the ledger. Then watch the pool."), 90);
        publish(draft("Checkout is slow", "Look at the pool of the ledger."), 90);
        publish(draft("Mail bounces", "Ask the provider.", "ledger", "Mail relay"), 90);
        draft("Ledger draft", "not out");
        assertThat(found("LEDGER, pool!")).containsExactly("Ledger pool runs out 8", "Checkout is slow 2");
        assertThat(found("ledger")).containsExactly("Mail bounces 5", "Ledger pool runs out 4", "Checkout is slow 1");
        assertThat(found("relay")).containsExactly("Mail bounces 5");
        assertThat(found("ledger bounces pool")).isEmpty();
        assertThat(found("led")).containsExactly("Ledger pool runs out 2", "Mail bounces 1", "Checkout is slow 1");
        assertThat(found("le")).as("too short to begin a word").isEmpty();
        assertThat(base.search("ledger", 1)).hasSize(1);
        assertThatThrownBy(() -> base.search("?!", 10)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> base.search("a b c d e f g h i j k l m n o p q r s t u", 10))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void aPublicationIsToBeLookedAtAgainOnItsDay() {
        KnowledgeId early = publish(draft("pool", "restart it"), 30);
        KnowledgeId late = publish(draft("disk", "clean it"), 60);
        ops.runUntil(inDays(29));
        assertThat(base.due()).isEmpty();
        ops.runUntil(inDays(40));
        assertThat(base.due()).extracting(KnowledgeEntry::id).containsExactly(early, late);
        does(early, new KnowledgeCommand.Confirm(inDays(30)), CAT);
        assertThat(base.due()).extracting(KnowledgeEntry::id).containsExactly(late);
        does(late, new KnowledgeCommand.Revise(), ANN);
        assertThat(base.due()).isEmpty();
        ops.runUntil(inDays(30));
        assertThat(base.due()).extracting(KnowledgeEntry::id).containsExactly(early);
        assertThat(refusal(early, new KnowledgeCommand.Confirm(inDays(-1)), CAT))
                .isEqualTo("past-review");
    }

    @Test
    void itCountsTheIncidentsInWhichItHelped() {
        KnowledgeId id = draft("pool", "restart it");
        IncidentId one = incident("k1");
        IncidentId two = incident("k2");
        assertThatThrownBy(() -> base.helped(id, one, BOB))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("nothing of it is out");
        publish(id, 30);
        base.helped(id, one, BOB);
        base.helped(id, one, CAT);
        assertThat(base.helped(id, two, BOB).helped()).isEqualTo(2);
        does(id, new KnowledgeCommand.Revise(), ANN);
        assertThat(base.helped(id, two, BOB).helped()).as("what is out helps").isEqualTo(2);
        assertThat(base.helpedIn(one)).extracting(KnowledgeEntry::id).containsExactly(id);
        assertThat(refusal(id, new KnowledgeCommand.Help(IncidentId.of("nobody")), BOB))
                .isEqualTo("no-incident");
        assertThat(ops.journal().about(one.ref()).stream()
                        .map(entry -> entry.event().type())
                        .filter(type -> type.startsWith("knowledge")))
                .containsExactly("knowledge-entry.helped");
    }

    @Test
    void itSaysWhereItComesFrom() {
        Ref problem = Ref.of("problem", "p1");
        KnowledgeId id = base.draft(KnowledgeContent.of("pool", "restart it"), List.of(problem, problem), ANN)
                .id();
        does(id, new KnowledgeCommand.Link(Ref.of("incident", "i1")), BOB);
        does(id, new KnowledgeCommand.Link(Ref.of("incident", "i1")), BOB);
        assertThat(base.get(id).origins()).containsExactly(problem, Ref.of("incident", "i1"));
        assertThat(base.from(problem)).extracting(KnowledgeEntry::id).containsExactly(id);
        assertThat(ops.journal().about(problem)).hasSize(1);
        assertThat(base.list(KnowledgeState.DRAFT)).hasSize(1);
    }

    @Test
    void whoMayNotLearnsNothingAndWhoSawAnotherVersionIsToldSo() {
        KnowledgeId id = draft("pool", "restart it");
        long seen = base.current(id).version();
        does(id, new KnowledgeCommand.Submit(), ANN);
        assertThatThrownBy(() -> base.execute(id, OptionalLong.of(seen), new KnowledgeCommand.Return("no"), BOB))
                .isInstanceOf(ConflictException.class);
        denied = "knowledge-entry.return";
        KnowledgeId unknown = KnowledgeId.of("nothing");
        assertThatThrownBy(() -> does(unknown, new KnowledgeCommand.Return("no"), BOB))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> does(unknown, new KnowledgeCommand.Submit(), BOB))
                .isInstanceOf(NotFoundException.class);
    }
}
