package io.itops.incident.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.Actor;
import io.itops.core.InvalidInputException;
import io.itops.core.Severity;
import io.itops.core.TeamId;
import io.itops.core.catalog.Team;
import io.itops.core.delivery.Destination;
import io.itops.core.store.InMemoryStore;
import io.itops.incident.IncidentOptions;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationTarget;
import io.itops.incident.oncall.Layer;
import io.itops.incident.oncall.OnCallSchedule;
import io.itops.incident.oncall.Rotation;
import io.itops.incident.priority.Priority;
import io.itops.incident.workflow.IncidentId;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whom a target tells of its warnings and breaches, and who is told instead. */
class SlaTellingTest {
    private static final Actor OPS = Actor.system("ops");
    private final Set<String> gone = new HashSet<>();

    private static SlaPolicy policy() {
        SlaTarget respond = SlaTarget.respond("respond")
                .within(Priority.P2, Duration.ofMinutes(40))
                .build();
        SlaTarget resolve = SlaTarget.resolve("resolve")
                .within(Priority.P2, Duration.ofHours(4))
                .build();
        return SlaPolicy.of(respond, resolve).telling("boss");
    }

    private static SlaTelling leads() {
        return new SlaTelling(
                SlaAudience.HOLDER.and(EscalationTarget.person("lea")),
                SlaAudience.of(
                        EscalationTarget.schedule("managers"), new EscalationTarget.Team(TeamId.of("shop-team"))));
    }

    private Shop shop(SlaPolicy policy) {
        return new Shop(
                new InMemoryStore(),
                IncidentOptions.builder()
                        .policy(EscalationPolicy.builder()
                                .step("ann", Duration.ofHours(50))
                                .build())
                        .contacts(person -> {
                            if (gone.contains(person)) {
                                throw new NoSuchElementException(person + " has left");
                            }
                            return new Destination("pager", person);
                        })
                        .sla(policy)
                        .build());
    }

    private static List<String> told(Shop shop) {
        return shop.pager.deliveries().stream()
                .map(delivery -> delivery.notification().kind() + ":"
                        + delivery.notification().to().address())
                .filter(line -> line.startsWith("sla-"))
                .toList();
    }

    private static List<String> lines(Shop shop, IncidentId id) {
        return shop.ops.journal().about(id.ref()).stream()
                .filter(entry -> entry.event().type().equals("sla.nobody-told"))
                .map(entry -> entry.event().summary())
                .toList();
    }

    @Test
    void aTargetTellsItsHolderPeopleTeamsAndSchedulesByWarningAndBreach() {
        try (Shop shop = shop(policy().telling("resolve", leads()))) {
            shop.ops.catalog().define(new Team(TeamId.of("shop-team"), "Shop", List.of(Actor.user("tim"))), OPS);
            shop.incidents
                    .schedules()
                    .put(
                            OnCallSchedule.builder("managers", "UTC")
                                    .layer(Layer.of(
                                            "daily",
                                            Rotation.daily(LocalDateTime.of(2026, 11, 1, 0, 0), List.of("max"))))
                                    .build(),
                            OPS);
            IncidentId id = shop.fire(Severity.SEV2);
            shop.passMinutes(41);
            assertThat(told(shop)).as("without a rule").containsExactly("sla-warning:boss", "sla-breach:boss");
            shop.incidents.acknowledge(id, Actor.user("ann"));
            shop.pager.clear();
            shop.passMinutes(180);
            assertThat(told(shop)).containsExactlyInAnyOrder("sla-warning:ann", "sla-warning:lea");
            shop.pager.clear();
            shop.passMinutes(60);
            assertThat(told(shop)).containsExactlyInAnyOrder("sla-breach:max", "sla-breach:tim");
            assertThat(lines(shop, id)).isEmpty();
        }
    }

    @Test
    void whereNoneOfThemCanBeReachedWhoeverHasItOrWasPagedIsToldAndElseTheJournalSaysSo() {
        try (Shop shop = shop(policy().telling("resolve", leads()))) {
            gone.add("boss");
            IncidentId id = shop.fire(Severity.SEV2);
            shop.passMinutes(35);
            assertThat(told(shop)).as("paged last").containsExactly("sla-warning:ann");
            shop.incidents.acknowledge(id, Actor.user("bob"));
            gone.addAll(Set.of("ann", "bob", "lea"));
            shop.pager.clear();
            shop.passMinutes(240);
            assertThat(told(shop)).isEmpty();
            assertThat(lines(shop, id))
                    .hasSize(2)
                    .allMatch(line -> line.startsWith("nobody could be told: target resolve"))
                    .first()
                    .asString()
                    .endsWith("cannot be reached: ann, bob, lea");
        }
    }

    @Test
    void aRuleNamesATargetThatThereIsOnceAndTakesNoTurns() {
        SlaTelling rule = SlaTelling.both(SlaAudience.HOLDER);
        assertThatThrownBy(() -> policy().telling("resolv", rule))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must be one of [resolve, respond]");
        assertThatThrownBy(() -> policy().telling("resolve", rule).telling("resolve", rule))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("be given once");
        assertThatThrownBy(() ->
                        SlaAudience.of(EscalationTarget.roundRobin("turns", List.of(EscalationTarget.person("ann")))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("take no turns");
        assertThat(policy().telling("resolve", rule).audience("respond", true).targets())
                .hasSize(1);
        assertThat(SlaPolicy.of(policy().targets().get(0)).audience("respond", true))
                .isEqualTo(SlaAudience.NOBODY);
    }
}
