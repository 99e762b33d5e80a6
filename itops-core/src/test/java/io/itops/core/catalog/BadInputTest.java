package io.itops.core.catalog;

import static io.itops.core.BadInput.none;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.AccessDeniedException;
import io.itops.core.Actor;
import io.itops.core.BadInput;
import io.itops.core.ComponentId;
import io.itops.core.InvalidDefinitionException;
import io.itops.core.ItOps;
import io.itops.core.Ref;
import io.itops.core.ServiceId;
import io.itops.core.TeamId;
import io.itops.core.access.AccessDecision;
import io.itops.core.catalog.BlastRadius.AffectedService;
import io.itops.core.store.InMemoryStore;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whatever makes no sense in a catalog is refused by a typed error, and nothing of it is applied. */
class BadInputTest {
    private static final Actor ANN = Actor.user("ann");
    private static final Duration DAY = Duration.ofDays(1);

    private final ItOps ops = ItOps.builder().store(new InMemoryStore()).build();

    private static Ref service(String id) {
        return ServiceId.of(id).ref();
    }

    @TestFactory
    Stream<DynamicTest> values() {
        Service.Builder shop = Service.builder("shop").component("db");
        Service before = shop.build();
        return new BadInput()
                .refuses("service id must not be blank", () -> Service.builder(""))
                .refuses("component id must not be blank", () -> shop.component(" "))
                .refuses("team id must be at most 200 characters", () -> shop.owner("t".repeat(201)))
                .refuses(
                        "service name must not be blank",
                        () -> Service.builder("a").name("\t").build())
                .refuses(
                        "service name must be at most 200 characters",
                        () -> Service.builder("a").name("n".repeat(201)).build())
                .refuses(
                        "service name must not contain NUL",
                        () -> Service.builder("a").name("a\0").build())
                .refuses(
                        "service tier must be given",
                        () -> Service.builder("a").tier(none()).build())
                .refuses("components of service a must have 0 to 500 elements, but was 501", () -> components(501))
                .refuses(
                        "components of service a must be given once each",
                        () -> Service.builder("a").component("x").component("x").build())
                .refuses("objectives of service a must have 0 to 20 elements, but was 21", () -> objectives(21))
                .refuses(
                        "objectives of service a must be given once each",
                        () -> Service.builder("a")
                                .objective(new Objective("up", 0.9, DAY))
                                .objective(new Objective("up", 0.99, DAY))
                                .build())
                .refuses(
                        "each of the objectives of service a must be given",
                        () -> Service.builder("a").objective(none()).build())
                .refuses("objective name must be 1 to 64 of", () -> new Objective("", 0.9, DAY))
                .refuses("objective target must be above 0 and below 1, but was 0.0", () -> new Objective("o", 0, DAY))
                .refuses("objective target must be above 0 and below 1, but was 1.0", () -> new Objective("o", 1, DAY))
                .refuses(
                        "objective target must be above 0 and below 1, but was NaN",
                        () -> new Objective("o", Double.NaN, DAY))
                .refuses(
                        "objective target must be above 0 and below 1, but was -Infinity",
                        () -> new Objective("o", Double.NEGATIVE_INFINITY, DAY))
                .refuses("objective window must be positive", () -> new Objective("o", 0.9, Duration.ZERO))
                .refuses(
                        "objective window must be at least a minute",
                        () -> new Objective("o", 0.9, Duration.ofSeconds(59)))
                .refuses(
                        "objective window must be at most PT8784H", () -> new Objective("o", 0.9, Duration.ofDays(367)))
                .refuses("component kind must be 1 to 64 of", () -> Component.of("db", "Data Base"))
                .refuses(
                        "component name must be at most 200",
                        () -> new Component(ComponentId.of("a"), "n".repeat(201), "db", Optional.empty()))
                .refuses("team name must not be blank", () -> new Team(TeamId.of("t"), "", List.of()))
                .refuses(
                        "members of team t must be given once each",
                        () -> new Team(TeamId.of("t"), "t", List.of(ANN, ANN)))
                .refuses(
                        "members of team t must have 0 to 200 elements, but was 201",
                        () -> new Team(TeamId.of("t"), "t", Collections.nCopies(201, ANN)))
                .refuses(
                        "each of the members of team t must be given",
                        () -> new Team(TeamId.of("t"), "t", Collections.singletonList(none())))
                .refuses("dependency must join two different things", () -> new Dependency(service("a"), service("a")))
                .refuses(
                        "dependency must be a service or a component",
                        () -> new Dependency(service("a"), Ref.of("team", "t")))
                .refuses(
                        "dependency's dependant must be a service or a component",
                        () -> new Dependency(Ref.of("team", "t"), service("a")))
                .refuses(
                        "teams must be given once each",
                        () -> CatalogContent.builder()
                                .team(Team.of("t"))
                                .team(Team.of("t"))
                                .build())
                .refuses(
                        "each of the services must be given",
                        () -> CatalogContent.builder().service(none()).build())
                .refuses("distance must be at least 0", () -> new AffectedService(ServiceId.of("a"), Tier.TIER1, -1))
                .tests(() -> assertThat(shop.build()).isEqualTo(before));
    }

    private static Service components(int count) {
        Service.Builder builder = Service.builder("a");
        for (int i = 0; i < count; i++) {
            builder.component("c" + i);
        }
        return builder.build();
    }

    private static Service objectives(int count) {
        Service.Builder builder = Service.builder("a");
        for (int i = 0; i < count; i++) {
            builder.objective(new Objective("o" + i, 0.9, DAY));
        }
        return builder.build();
    }

    @Test
    void theLimitsThemselvesAreAccepted() {
        assertThat(components(500).components()).hasSize(500);
        assertThat(objectives(20).objectives()).hasSize(20);
        new Objective("o", 0.5, Duration.ofDays(366));
        new Objective("o", Math.nextDown(1.0), Duration.ofMinutes(1));
    }

    @TestFactory
    Stream<DynamicTest> commands() {
        Catalog catalog = ops.catalog();
        catalog.define(Service.builder("shop").build(), ANN);
        CatalogSnapshot before = catalog.snapshot();
        long entries = ops.journal().head().size();
        return new BadInput()
                .refuses("team must be given", () -> catalog.define((Team) none(), ANN))
                .refuses("actor must be given", () -> catalog.define(Team.of("t"), none()))
                .refuses("dependency must join", () -> catalog.dependsOn(service("a"), service("a"), ANN))
                .refuses(
                        "greatest distance must be at least 0, but was -1", () -> before.distances(service("shop"), -1))
                .tests(() -> {
                    assertThat(catalog.snapshot()).isSameAs(before);
                    assertThat(ops.journal().head().size()).isEqualTo(entries);
                });
    }

    @Test
    void aContentOfWhichOnePartIsWrongIsRefusedWhole() {
        CatalogContent content = CatalogContent.builder()
                .team(Team.of("payments"))
                .service(Service.builder("shop").component("missing").build())
                .build();
        assertThatThrownBy(() -> ops.catalog().define(content, ANN)).isInstanceOf(InvalidDefinitionException.class);
        assertThat(ops.journal().head().size()).isZero();
        assertThat(ops.catalog().snapshot().revision()).isZero();
    }

    @Test
    void aContentOfManyCommitsOfWhichTheLastPartIsDeniedIsRefusedWhole() {
        CatalogContent.Builder many = CatalogContent.builder();
        for (int i = 0; i < 600; i++) {
            many.team(Team.of("t" + i));
        }
        many.service(Service.builder("shop").build());
        try (ItOps guarded = ItOps.builder()
                .store(new InMemoryStore())
                .authorizer((actor, permission, subject) ->
                        subject.type().equals("service") ? AccessDecision.deny("no") : AccessDecision.allow("yes"))
                .build()) {
            assertThatThrownBy(() -> guarded.catalog().define(many.build(), ANN))
                    .isInstanceOf(AccessDeniedException.class);
            assertThat(guarded.journal().head().size()).isZero();
        }
    }
}
