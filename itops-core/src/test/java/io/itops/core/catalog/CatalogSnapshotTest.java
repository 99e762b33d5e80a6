package io.itops.core.catalog;

import static io.itops.core.catalog.Catalogs.ANN;
import static io.itops.core.catalog.Catalogs.component;
import static io.itops.core.catalog.Catalogs.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.itops.core.ComponentId;
import io.itops.core.ItOps;
import io.itops.core.Meters;
import io.itops.core.NotFoundException;
import io.itops.core.Ref;
import io.itops.core.ServiceId;
import io.itops.core.TeamId;
import io.itops.core.store.InMemoryStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CatalogSnapshotTest {
    private final Catalog catalog = Catalogs.over(new InMemoryStore());

    /** shop -> pay -> ledger (a cycle: ledger -> pay), all over one database; mail stands apart. */
    private CatalogSnapshot shops() {
        catalog.define(
                CatalogContent.builder()
                        .team(Team.of("front"))
                        .team(Team.of("money"))
                        .component(Component.of("web", "program").ownedBy(TeamId.of("front")))
                        .component(Component.of("ledger-db", "database"))
                        .component(Component.of("shared", "library"))
                        .service(Service.builder("shop")
                                .tier(Tier.TIER1)
                                .owner("front")
                                .component("web")
                                .component("shared")
                                .build())
                        .service(Service.builder("pay")
                                .tier(Tier.TIER2)
                                .owner("money")
                                .build())
                        .service(Service.builder("ledger")
                                .tier(Tier.TIER3)
                                .owner("money")
                                .component("ledger-db")
                                .component("shared")
                                .build())
                        .service(Service.builder("mail").tier(Tier.TIER4).build())
                        .dependsOn(service("shop"), service("pay"))
                        .dependsOn(service("pay"), service("ledger"))
                        .dependsOn(service("ledger"), service("pay"))
                        .build(),
                ANN);
        return catalog.snapshot();
    }

    @Test
    void theImpactOfAFailureIsAllThatRestsOnItWithItsDistance() {
        Impact impact = shops().impact(ComponentId.of("ledger-db"));
        assertThat(impact.affected())
                .containsExactly(
                        Map.entry(service("ledger"), 1), Map.entry(service("pay"), 2), Map.entry(service("shop"), 3));
        assertThat(impact.services())
                .containsExactly(ServiceId.of("ledger"), ServiceId.of("pay"), ServiceId.of("shop"));
        assertThat(impact.components()).isEmpty();
    }

    @Test
    void aThingInACycleIsNotAffectedByItself() {
        assertThat(shops().impact(service("pay")).affected())
                .containsExactly(Map.entry(service("ledger"), 1), Map.entry(service("shop"), 1));
    }

    @Test
    void theBlastRadiusHoldsTheNearestFirstAndWeighsByTier() {
        BlastRadius radius = shops().blastRadius(List.of(component("ledger-db"), component("web")));
        assertThat(radius.services())
                .containsExactly(
                        new BlastRadius.AffectedService(ServiceId.of("shop"), Tier.TIER1, 1),
                        new BlastRadius.AffectedService(ServiceId.of("ledger"), Tier.TIER3, 1),
                        new BlastRadius.AffectedService(ServiceId.of("pay"), Tier.TIER2, 2));
        assertThat(radius.weight()).isCloseTo(1.75, within(1e-12));
    }

    @Test
    void aServiceThatFailsItselfIsInItsBlastRadiusAtDistanceZero() {
        assertThat(shops().blastRadius(List.of(service("mail"))).services())
                .containsExactly(new BlastRadius.AffectedService(ServiceId.of("mail"), Tier.TIER4, 0));
        assertThat(shops().blastRadius(List.of()).weight()).isZero();
    }

    @Test
    void distancesFollowTheDependenciesUpToTheGivenHops() {
        CatalogSnapshot snapshot = shops();
        assertThat(snapshot.distances(service("shop"), 2))
                .containsExactly(
                        Map.entry(component("shared"), 1),
                        Map.entry(component("web"), 1),
                        Map.entry(service("ledger"), 2),
                        Map.entry(service("pay"), 1),
                        Map.entry(service("shop"), 0));
        assertThat(snapshot.distances(service("shop"), 0)).containsExactly(Map.entry(service("shop"), 0));
        assertThat(snapshot.distances(component("web"), Direction.DEPENDANTS, 9))
                .containsExactly(Map.entry(component("web"), 0), Map.entry(service("shop"), 1));
        assertThat(snapshot.distances(component("web"), Direction.BOTH, 2)).containsKeys(service("pay"));
    }

    @Test
    void distanceAndPathSayHowThingsHangTogether() {
        CatalogSnapshot snapshot = shops();
        assertThat(snapshot.path(service("shop"), component("ledger-db"), Direction.DEPENDENCIES))
                .containsExactly(service("shop"), service("pay"), service("ledger"), component("ledger-db"));
        assertThat(snapshot.distance(service("shop"), component("ledger-db"), Direction.DEPENDENCIES))
                .hasValue(3);
        assertThat(snapshot.distance(component("ledger-db"), service("shop"), Direction.DEPENDENCIES))
                .isEmpty();
        assertThat(snapshot.distance(component("ledger-db"), service("shop"), Direction.BOTH))
                .hasValue(3);
        assertThat(snapshot.distance(service("mail"), service("mail"), Direction.BOTH))
                .hasValue(0);
        assertThat(snapshot.path(service("mail"), service("shop"), Direction.BOTH))
                .isEmpty();
    }

    @Test
    void theOwnerIsTheThingsOwnOrElseTheOneOwnerOfTheServicesMadeOfIt() {
        CatalogSnapshot snapshot = shops();
        assertThat(snapshot.ownerOf(service("pay"))).map(Team::name).contains("money");
        assertThat(snapshot.ownerOf(component("web"))).map(Team::name).contains("front");
        assertThat(snapshot.ownerOf(component("ledger-db"))).map(Team::name).contains("money");
        assertThat(snapshot.ownerOf(component("shared"))).isEmpty();
        assertThat(snapshot.ownerOf(service("mail"))).isEmpty();
        assertThat(snapshot.servicesContaining(ComponentId.of("shared")))
                .containsExactly(ServiceId.of("ledger"), ServiceId.of("shop"));
    }

    @Test
    void questionsAboutUnknownThingsAreRefused() {
        CatalogSnapshot snapshot = shops();
        assertThat(snapshot.contains(service("nowhere"))).isFalse();
        assertThat(snapshot.contains(Ref.of("team", "front"))).isTrue();
        assertThat(snapshot.contains(Ref.of("incident", "front"))).isFalse();
        assertThatThrownBy(() -> snapshot.impact(service("nowhere"))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> snapshot.blastRadius(List.of(component("nowhere"))))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> snapshot.distances(service("nowhere"), 1)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> snapshot.ownerOf(component("nowhere"))).isInstanceOf(NotFoundException.class);
    }

    @Test
    void impactsAreCachedByRevisionAndMetered() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (ItOps ops =
                ItOps.builder().store(new InMemoryStore()).meterRegistry(meters).build()) {
            ops.catalog().define(Component.of("a", "host"), ANN);
            Impact first = ops.catalog().snapshot().impact(component("a"));
            assertThat(ops.catalog().snapshot().impact(component("a"))).isSameAs(first);
            ops.catalog().define(Component.of("b", "host"), ANN);
            ops.catalog().dependsOn(component("b"), component("a"), ANN);
            assertThat(ops.catalog().snapshot().impact(component("a")).components())
                    .containsExactly(ComponentId.of("b"));
            assertThat(meters.counter("itops.catalog.cache.hits").count()).isEqualTo(1);
            assertThat(meters.counter("itops.catalog.cache.misses").count()).isEqualTo(2);
            assertThat(meters.get("itops.catalog.cache.size").gauge().value()).isEqualTo(2);
        }
    }

    @Test
    void theCacheIsBoundedByTheThingsThatItHolds() {
        ImpactCache cache = new ImpactCache(Meters.none(), 10);
        for (int i = 0; i < 1_000; i++) {
            Impact impact = new Impact(component("c" + i), new TreeMap<>(Map.of(component("x"), 1)));
            cache.get(i, component("c" + i), () -> impact);
        }
        assertThat(cache.sizeAfterCleanUp()).isLessThanOrEqualTo(5);
    }
}
