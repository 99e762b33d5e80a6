package io.itops.core.catalog;

import static io.itops.core.catalog.Catalogs.ANN;
import static io.itops.core.catalog.Catalogs.component;
import static io.itops.core.catalog.Catalogs.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.AccessDeniedException;
import io.itops.core.Actor;
import io.itops.core.ComponentId;
import io.itops.core.ConflictException;
import io.itops.core.InvalidDefinitionException;
import io.itops.core.InvalidInputException;
import io.itops.core.ItOps;
import io.itops.core.LimitExceededException;
import io.itops.core.Meters;
import io.itops.core.NotFoundException;
import io.itops.core.Reason;
import io.itops.core.Ref;
import io.itops.core.RefusedException;
import io.itops.core.ServiceId;
import io.itops.core.TeamId;
import io.itops.core.access.AccessDecision;
import io.itops.core.journal.Journal;
import io.itops.core.journal.JournalEntry;
import io.itops.core.record.Tree;
import io.itops.core.store.InMemoryStore;
import io.itops.core.store.UnitOfWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private final WatchedStore store = new WatchedStore(new InMemoryStore());
    private final Catalog catalog = Catalogs.over(store);
    private final Journal journal = new Journal(store);

    private static Service shop() {
        return Service.builder("shop")
                .name("The shop")
                .tier(Tier.TIER1)
                .owner("payments")
                .component("shop-web")
                .component("shop-db")
                .objective(new Objective("availability", 0.999, Duration.ofDays(28)))
                .build();
    }

    private void defineShop() {
        catalog.define(
                CatalogContent.builder()
                        .service(shop())
                        .service(Service.builder("mail").component("shop-db").build())
                        .component(Component.of("shop-db", "database"))
                        .component(Component.of("shop-web", "program"))
                        .team(new Team(TeamId.of("payments"), "Payments", List.of(ANN)))
                        .dependsOn(service("shop"), service("mail"))
                        .build(),
                ANN);
    }

    @Test
    void contentMayNameThingsInAnyOrderAndIsThereInOneEdit() {
        defineShop();
        CatalogSnapshot snapshot = catalog.snapshot();
        assertThat(snapshot.revision()).isEqualTo(1);
        assertThat(snapshot.service(ServiceId.of("shop"))).contains(shop());
        assertThat(snapshot.services()).extracting(Service::name).containsExactly("mail", "The shop");
        assertThat(snapshot.components()).extracting(Component::kind).containsExactly("database", "program");
        assertThat(snapshot.teams()).extracting(Team::name).containsExactly("Payments");
        assertThat(snapshot.dependencies()).containsExactly(new Dependency(service("shop"), service("mail")));
        assertThat(store.commits).isEqualTo(1);
    }

    @Test
    void anotherInstanceReadsTheSameCatalogFromTheStore() {
        defineShop();
        CatalogSnapshot here = catalog.snapshot();
        CatalogSnapshot there = Catalogs.over(store).snapshot();
        assertThat(there.state()).isEqualTo(here.state());
        assertThat(there.revision()).isEqualTo(here.revision());
    }

    @Test
    void everyChangeIsJournaledWithItsSubjectAndContent() {
        defineShop();
        catalog.define(shop(), ANN);
        catalog.removeDependency(service("shop"), service("mail"), ANN);
        catalog.remove(ServiceId.of("shop"), ANN);
        List<JournalEntry> entries = journal.about(service("shop"));
        assertThat(entries)
                .extracting(entry -> entry.event().type())
                .containsExactly(
                        "catalog.defined", "catalog.dependency-added", "catalog.dependency-removed", "catalog.removed");
        assertThat(Service.TYPE.shape().read(entries.get(0).event().data())).isEqualTo(shop());
        assertThat(entries)
                .allSatisfy(entry -> assertThat(entry.event().actor()).isEqualTo(ANN));
        assertThat(entries.get(1).event().summary()).isEqualTo("service/shop now depends on service/mail");
    }

    @Test
    void whoeverFollowsIsGivenWhatIsDefinedOtherwiseOrRemovedWithinItsCommit() {
        List<Set<Ref>> written = new ArrayList<>();
        catalog.follow((unit, refs) -> {
            written.add(refs);
            unit.event("test.followed", List.copyOf(refs), "followed", Tree.Obj.of(Map.of()));
        });
        defineShop();
        assertThat(written).hasSize(1);
        assertThat(written.get(0)).contains(service("shop"), service("mail"));
        catalog.define(shop(), ANN);
        assertThat(written).as("nothing is defined otherwise").hasSize(1);
        catalog.removeDependency(service("shop"), service("mail"), ANN);
        catalog.remove(ServiceId.of("shop"), ANN);
        assertThat(written.get(2)).containsExactly(service("shop"));
        assertThat(journal.about(service("shop")))
                .extracting(entry -> entry.event().type())
                .as("each is written with the edit that it follows")
                .endsWith("catalog.removed", "test.followed");
        assertThat(store.commits).isEqualTo(3);
        catalog.follow((unit, refs) -> {
            throw new IllegalStateException("not this one");
        });
        assertThatThrownBy(() -> catalog.remove(ServiceId.of("mail"), ANN)).hasMessage("not this one");
        assertThat(catalog.snapshot().service(ServiceId.of("mail"))).isPresent();
    }

    @Test
    void aCommandThatChangesNothingCommitsNothing() {
        defineShop();
        int before = store.commits;
        assertThat(catalog.define(shop(), ANN)).isEqualTo(1);
        assertThat(catalog.dependsOn(service("shop"), service("mail"), ANN)).isEqualTo(1);
        defineShop();
        assertThat(store.commits).isEqualTo(before);
        assertThat(catalog.snapshot().revision()).isEqualTo(1);
    }

    @Test
    void redefiningAThingLeavesItsDependenciesAlone() {
        defineShop();
        catalog.define(Service.builder("shop").tier(Tier.TIER2).build(), ANN);
        assertThat(catalog.snapshot().dependencies()).hasSize(1);
        assertThat(catalog.snapshot()
                        .service(ServiceId.of("shop"))
                        .orElseThrow()
                        .tier())
                .isEqualTo(Tier.TIER2);
        assertThat(catalog.snapshot().servicesContaining(ComponentId.of("shop-db")))
                .containsExactly(ServiceId.of("mail"));
    }

    @Test
    void everyUnknownReferenceIsNamedAndNothingIsApplied() {
        assertThatThrownBy(() -> catalog.define(shop(), ANN))
                .isInstanceOfSatisfying(
                        InvalidDefinitionException.class,
                        e -> assertThat(e.problems())
                                .extracting(InvalidDefinitionException.Problem::toString)
                                .containsExactly(
                                        "owner of service/shop must be in the catalog, but was team/payments",
                                        "component of service/shop must be in the catalog, but was component/shop-db",
                                        "component of service/shop must be in the catalog, but was component/shop-web"));
        assertThatThrownBy(() -> catalog.dependsOn(service("a"), component("b"), ANN))
                .isInstanceOfSatisfying(
                        InvalidDefinitionException.class,
                        e -> assertThat(e.problems()).hasSize(2));
        assertThatThrownBy(() -> catalog.define(Component.of("c", "host").ownedBy(TeamId.of("nobody")), ANN))
                .isInstanceOf(InvalidDefinitionException.class);
        assertThat(store.commits).isZero();
        assertThat(catalog.snapshot().components()).isEmpty();
    }

    @Test
    void aThingThatIsNeededIsNotRemovedAndTheReasonsNameWhoNeedsIt() {
        defineShop();
        catalog.dependsOn(component("shop-web"), component("shop-db"), ANN);
        assertThatThrownBy(() -> catalog.remove(ComponentId.of("shop-db"), ANN))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.reasons())
                                .containsExactly(
                                        Reason.of("depended-on", "component/shop-web needs it"),
                                        Reason.of("depended-on", "service/mail needs it"),
                                        Reason.of("depended-on", "service/shop needs it")));
        assertThatThrownBy(() -> catalog.remove(ServiceId.of("mail"), ANN)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> catalog.remove(TeamId.of("payments"), ANN))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.reasons()).containsExactly(Reason.of("owned-by", "service/shop needs it")));
        assertThat(catalog.snapshot().revision()).isEqualTo(2);
    }

    @Test
    void everythingCanBeRemovedInOrder() {
        defineShop();
        catalog.dependsOn(component("shop-web"), component("shop-db"), ANN);
        catalog.remove(ServiceId.of("shop"), ANN);
        catalog.remove(ServiceId.of("mail"), ANN);
        catalog.remove(TeamId.of("payments"), ANN);
        catalog.remove(ComponentId.of("shop-web"), ANN);
        catalog.remove(ComponentId.of("shop-db"), ANN);
        assertThat(catalog.snapshot().state()).isEqualTo(CatalogState.EMPTY);
        assertThat(Catalogs.over(store).snapshot().state()).isEqualTo(CatalogState.EMPTY);
    }

    @Test
    void whatIsNotThereCannotBeRemoved() {
        defineShop();
        assertThatThrownBy(() -> catalog.remove(ServiceId.of("x"), ANN)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> catalog.remove(ComponentId.of("x"), ANN)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> catalog.remove(TeamId.of("x"), ANN)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> catalog.removeDependency(service("mail"), service("shop"), ANN))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void malformedValuesAreRefusedWithWhatRuleAndValue() {
        assertThatThrownBy(() -> new Objective("availability", 1, Duration.ofDays(28)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("objective target must be above 0 and below 1, but was 1.0");
        assertThatThrownBy(() -> new Objective("a", 0.5, Duration.ofDays(400)))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Component.of("a", "Big Database")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Team.of(" ")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new Dependency(service("a"), service("a"))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new Dependency(service("a"), Ref.of("team", "a")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("dependency must be a service or a component, but was team/a");
        assertThatThrownBy(
                        () -> Service.builder("a").component("x").component("x").build())
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> CatalogContent.builder()
                        .team(Team.of("a"))
                        .team(Team.of("a"))
                        .build())
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void aThingHasAtMostFiveHundredDependencies() {
        CatalogContent.Builder content =
                CatalogContent.builder().service(Service.builder("hub").build());
        for (int i = 0; i <= 500; i++) {
            content.component(Component.of("c" + i, "host")).dependsOn(service("hub"), component("c" + i));
        }
        assertThatThrownBy(() -> catalog.define(content.build(), ANN)).isInstanceOf(LimitExceededException.class);
        assertThat(store.commits).isZero();
    }

    @Test
    void aSnapshotIsReadOnceARevision() {
        defineShop();
        Catalog other = Catalogs.over(store);
        CatalogSnapshot first = other.snapshot();
        int queries = store.queries;
        int finds = store.finds;
        for (int i = 0; i < 100; i++) {
            assertThat(other.snapshot()).isSameAs(first);
        }
        assertThat(store.queries).isEqualTo(queries);
        assertThat(store.finds).isEqualTo(finds + 100);
        catalog.define(Team.of("new"), ANN);
        assertThat(other.snapshot().revision()).isEqualTo(2);
        assertThat(other.snapshot().team(TeamId.of("new"))).isPresent();
    }

    @Test
    void anEditorsOwnEditCostsNoReadingOfTheCatalog() {
        defineShop();
        int queries = store.queries;
        for (int i = 0; i < 20; i++) {
            catalog.define(Team.of("team" + i), ANN);
        }
        assertThat(catalog.snapshot().teams()).hasSize(21);
        assertThat(store.queries).isEqualTo(queries);
    }

    @Test
    void anEditWhileTheCatalogIsReadNeverGivesAMixture() {
        defineShop();
        Catalog reader = Catalogs.over(store);
        // Behind the query for components comes an edit that adds one, and a service made of it.
        store.afterQueries.add(() -> {});
        store.afterQueries.add(() -> catalog.define(
                CatalogContent.builder()
                        .component(Component.of("late", "host"))
                        .service(Service.builder("late").component("late").build())
                        .build(),
                ANN));
        CatalogSnapshot snapshot = reader.snapshot();
        assertThat(snapshot.revision()).isEqualTo(2);
        assertThat(snapshot.state()).isEqualTo(catalog.snapshot().state());
    }

    @Test
    void ofTwoEditorsTheSecondDecidesAnewOnWhatTheFirstLeft() {
        defineShop();
        Catalog other = Catalogs.over(store);
        store.beforeCommits.add(() -> other.define(Team.of("second"), ANN));
        catalog.define(Team.of("first"), ANN);
        assertThat(catalog.snapshot().revision()).isEqualTo(3);
        assertThat(catalog.snapshot().teams()).hasSize(3);

        store.beforeCommits.add(() -> other.remove(ServiceId.of("shop"), ANN));
        assertThatThrownBy(() -> catalog.dependsOn(service("mail"), service("shop"), ANN))
                .isInstanceOf(InvalidDefinitionException.class);
        assertThat(catalog.snapshot().dependencies()).isEmpty();
    }

    @Test
    void manyEditorsAtOnceLoseNothing() throws Exception {
        InMemoryStore shared = new InMemoryStore();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        CountDownLatch go = new CountDownLatch(1);
        List<Future<?>> done = new ArrayList<>();
        for (int editor = 0; editor < 4; editor++) {
            String name = "editor" + editor;
            Catalog own = Catalogs.over(shared);
            done.add(threads.submit(() -> {
                go.await();
                for (int i = 0; i < 25; i++) {
                    boolean defined = false;
                    while (!defined) {
                        defined = define(own, name + "-" + i);
                    }
                }
                return null;
            }));
        }
        go.countDown();
        for (Future<?> end : done) {
            end.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();
        CatalogSnapshot snapshot = Catalogs.over(shared).snapshot();
        assertThat(snapshot.revision()).isEqualTo(100);
        assertThat(snapshot.components()).hasSize(100);
    }

    private static boolean define(Catalog catalog, String component) {
        try {
            catalog.define(Component.of(component, "host"), ANN);
            return true;
        } catch (ConflictException afterEveryRetry) {
            return false;
        }
    }

    @Test
    void aDecisionCanExpectTheRevisionThatItRestsOn() {
        defineShop();
        CatalogSnapshot seen = catalog.snapshot();
        catalog.define(Team.of("new"), ANN);
        UnitOfWork unit = new UnitOfWork(Catalogs.kernel(store, Meters.none()), ANN);
        seen.expectIn(unit);
        unit.event("test.decided", List.of(service("shop")), "decided", Tree.Obj.of(Map.of()));
        assertThatThrownBy(unit::commit)
                .isInstanceOfSatisfying(
                        ConflictException.class, e -> assertThat(e.entity()).isEqualTo(Catalog.REVISION));
    }

    @Test
    void aLargeContentIsWrittenInCommitsOfAtMostAThousandOperations() {
        CatalogContent.Builder content = CatalogContent.builder();
        for (int i = 0; i < 1_200; i++) {
            content.component(Component.of("c" + i, "host"));
            if (i > 0) {
                content.dependsOn(component("c" + i), component("c" + i / 2));
            }
        }
        assertThat(catalog.define(content.build(), ANN)).isEqualTo(5);
        assertThat(store.commits).isEqualTo(5);
        assertThat(store.largestCommit).isBetween(900, 1_000);
        assertThat(Catalogs.over(store).snapshot().state())
                .isEqualTo(catalog.snapshot().state());
    }

    @Test
    void whoMayNotEditIsDenied() {
        try (ItOps ops = ItOps.builder()
                .store(store)
                .authorizer((actor, permission, subject) -> permission.name().equals("catalog.define")
                        ? AccessDecision.allow("may define")
                        : AccessDecision.deny("may not remove"))
                .build()) {
            ops.catalog().define(Team.of("a"), ANN);
            assertThatThrownBy(() -> ops.catalog().remove(TeamId.of("a"), ANN))
                    .isInstanceOfSatisfying(AccessDeniedException.class, e -> {
                        assertThat(e.permission()).isEqualTo("catalog.remove");
                        assertThat(e.actor()).isEqualTo(Actor.user("ann"));
                    });
            assertThat(ops.catalog().snapshot().teams()).hasSize(1);
        }
    }
}
