package io.itops.change.suspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.itops.core.Actor;
import io.itops.core.ComponentId;
import io.itops.core.IdSource;
import io.itops.core.ItOps;
import io.itops.core.Ref;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.catalog.CatalogContent;
import io.itops.core.catalog.CatalogSnapshot;
import io.itops.core.catalog.Component;
import io.itops.core.catalog.Service;
import io.itops.core.signal.ChangeFacts;
import io.itops.core.signal.IncidentFacts;
import io.itops.core.signal.Suspect;
import io.itops.core.store.InMemoryStore;
import io.itops.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ChangeSuspectsTest {
    private static final Instant OPENED = Instant.parse("2026-11-24T02:00:00Z");
    private static final IncidentFacts INCIDENT = new IncidentFacts(
            "i1",
            ServiceId.of("checkout"),
            Severity.SEV2,
            "errors",
            new TreeMap<>(),
            OPENED,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private static final CatalogSnapshot CATALOG = catalog();

    private static CatalogSnapshot catalog() {
        ManualClock clock = ManualClock.at(OPENED.toString());
        try (ItOps ops = ItOps.builder()
                .store(new InMemoryStore(clock))
                .clock(clock)
                .ids(IdSource.seeded(1))
                .build()) {
            ops.catalog()
                    .define(
                            CatalogContent.builder()
                                    .component(Component.of("ledger-db", "database"))
                                    .component(Component.of("mail-relay", "relay"))
                                    .service(Service.builder("ledger")
                                            .component("ledger-db")
                                            .build())
                                    .service(Service.builder("checkout").build())
                                    .service(Service.builder("mail")
                                            .component("mail-relay")
                                            .build())
                                    .dependsOn(Ref.of("service", "checkout"), Ref.of("service", "ledger"))
                                    .build(),
                            Actor.system("setup"));
            return ops.catalog().snapshot();
        }
    }

    private static ChangeFacts change(String id, String component, Duration before, double risk) {
        return new ChangeFacts(
                id,
                id,
                List.of(),
                List.of(ComponentId.of(component)),
                OPENED.minus(before),
                Optional.empty(),
                Optional.empty(),
                risk);
    }

    private static List<String> names(List<Suspect> suspects) {
        return suspects.stream()
                .map(suspect -> suspect.cause().map(Ref::id).orElse(Suspect.UNKNOWN))
                .toList();
    }

    @Test
    void theWhySaysHowFarTheChangeIsAndWhatTheCatalogDoesNotKnow() {
        ChangeFacts mistyped = change("typo", "ledgr-db", Duration.ofMinutes(5), 0.2);
        ChangeFacts itself = new ChangeFacts(
                "itself",
                "itself",
                List.of(ServiceId.of("checkout")),
                List.of(),
                OPENED.minusSeconds(60),
                Optional.empty(),
                Optional.empty(),
                0.2);
        ChangeFacts near = new ChangeFacts(
                "near",
                "near",
                List.of(ServiceId.of("ledger")),
                List.of(),
                OPENED.minusSeconds(60),
                Optional.empty(),
                Optional.empty(),
                0.2);

        assertThat(ChangeSuspects.rank(INCIDENT, List.of(mistyped, itself, near), CATALOG))
                .extracting(suspect ->
                        suspect.why().reason() + " " + suspect.why().evidence().getOrDefault("not in the catalog", "-"))
                .contains(
                        "it touched nothing that checkout rests on component/ledgr-db",
                        "it touched checkout itself -",
                        "it touched something 1 hop from checkout -");
    }

    @Test
    void aFreshChangeOfWhatTheServiceRestsOnIsRankedBeforeANewerDistantAndAnOlderNearOne() {
        List<Suspect> suspects = ChangeSuspects.rank(
                INCIDENT,
                List.of(
                        change("guilty", "ledger-db", Duration.ofMinutes(10), 0.06),
                        change("newer-distant", "mail-relay", Duration.ofMinutes(1), 0.2),
                        change("older-near", "ledger-db", Duration.ofDays(2), 0.06)),
                CATALOG);
        assertThat(names(suspects).get(0)).isEqualTo("guilty");
        assertThat(suspects.get(0).likelihood()).isGreaterThan(0.5);
    }

    @Test
    void aServiceThatTheCatalogDoesNotKnowIsSaidBesideTheUnknownCause() {
        String said = "not in the catalog";
        CatalogSnapshot empty;
        try (ItOps ops = ItOps.builder().store(new InMemoryStore()).build()) {
            empty = ops.catalog().snapshot();
        }
        List<ChangeFacts> changes = List.of(change("near", "ledger-db", Duration.ofMinutes(10), 0.06));
        assertThat(ChangeSuspects.rank(INCIDENT, changes, empty))
                .filteredOn(suspect -> suspect.cause().isEmpty())
                .singleElement()
                .satisfies(unknown -> assertThat(unknown.why().evidence()).containsEntry(said, "service/checkout"));
        assertThat(ChangeSuspects.rank(INCIDENT, changes, CATALOG))
                .filteredOn(suspect -> suspect.cause().isEmpty())
                .allSatisfy(unknown -> assertThat(unknown.why().evidence()).doesNotContainKey(said));
    }

    @Test
    void withoutAChangeNearByTheCauseIsUnknown() {
        List<Suspect> suspects = ChangeSuspects.rank(
                INCIDENT,
                List.of(
                        change("newer-distant", "mail-relay", Duration.ofMinutes(1), 0.2),
                        change("older-near", "ledger-db", Duration.ofDays(2), 0.06)),
                CATALOG);
        assertThat(names(suspects).get(0)).isEqualTo(Suspect.UNKNOWN);
        assertThat(names(ChangeSuspects.rank(INCIDENT, List.of(), CATALOG))).containsExactly(Suspect.UNKNOWN);
    }

    @Test
    void likelihoodsSumToOneAndEachIsExplained() {
        List<ChangeFacts> many = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            many.add(change("c" + i, i % 2 == 0 ? "ledger-db" : "mail-relay", Duration.ofHours(i), 0.01 + i / 100.0));
        }
        List<Suspect> suspects = ChangeSuspects.rank(INCIDENT, many, CATALOG);
        assertThat(suspects).hasSize(51);
        assertThat(suspects.stream().mapToDouble(Suspect::likelihood).sum()).isCloseTo(1, within(1e-9));
        assertThat(suspects)
                .allSatisfy(suspect -> assertThat(suspect.why().weight()).hasValue(suspect.likelihood()));
        assertThat(suspects).isSortedAccordingTo((a, b) -> Double.compare(b.likelihood(), a.likelihood()));
    }

    @Test
    void aChangeStartedAfterTheIncidentOrTooLongBeforeIsPassedOver() {
        List<Suspect> suspects = ChangeSuspects.rank(
                INCIDENT,
                List.of(
                        change("after", "ledger-db", Duration.ofSeconds(-1), 0.5),
                        change("long-ago", "ledger-db", SuspectModel.LOOKBACK.plusSeconds(1), 0.5)),
                CATALOG);
        assertThat(names(suspects)).containsExactly(Suspect.UNKNOWN);
    }

    @Test
    void aChangeBackedOutBeforeTheIncidentCountsLittle() {
        ChangeFacts there = change("there", "ledger-db", Duration.ofMinutes(10), 0.06);
        ChangeFacts gone = new ChangeFacts(
                "gone",
                "gone",
                there.services(),
                there.components(),
                there.startedAt(),
                Optional.of(OPENED.minusSeconds(60)),
                Optional.of(ChangeFacts.Outcome.BACKED_OUT),
                there.risk());
        List<Suspect> suspects = ChangeSuspects.rank(INCIDENT, List.of(gone, there), CATALOG);
        assertThat(names(suspects)).startsWith("there");
        assertThat(suspects.get(0).likelihood())
                .isGreaterThan(10 * suspects.get(suspects.size() - 1).likelihood());
    }

    @Test
    void aServiceThatTheCatalogDoesNotKnowIsItsOwnOnlyNeighbour() {
        IncidentFacts stranger = new IncidentFacts(
                "i2",
                ServiceId.of("stranger"),
                Severity.SEV2,
                "errors",
                new TreeMap<>(),
                OPENED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        ChangeFacts own = new ChangeFacts(
                "own",
                "own",
                List.of(ServiceId.of("stranger")),
                List.of(),
                OPENED.minusSeconds(60),
                Optional.empty(),
                Optional.empty(),
                0.1);
        assertThat(names(ChangeSuspects.rank(stranger, List.of(own), CATALOG))).startsWith("own");
    }

    @Test
    void suspicionCountsFromTheReopening() {
        Instant reopened = OPENED.plus(Duration.ofDays(20));
        IncidentFacts again = new IncidentFacts(
                "i1",
                ServiceId.of("checkout"),
                Severity.SEV2,
                "errors",
                new TreeMap<>(),
                OPENED,
                Optional.of(reopened),
                Optional.empty(),
                Optional.empty());
        List<ChangeFacts> changes = List.of(
                started("long-ago", OPENED.minusSeconds(300)),
                started("between", reopened.minusSeconds(300)),
                started("too-late", reopened.plusSeconds(1)));
        assertThat(names(ChangeSuspects.rank(again, changes, CATALOG))).containsExactly("between", Suspect.UNKNOWN);
    }

    private static ChangeFacts started(String id, Instant at) {
        return new ChangeFacts(
                id, id, List.of(ServiceId.of("checkout")), List.of(), at, Optional.empty(), Optional.empty(), 0.1);
    }

    @Test
    void nearnessAndRecencyFallAsTheyAreDocumented() {
        assertThat(SuspectModel.nearness(0)).isEqualTo(1);
        assertThat(SuspectModel.nearness(1)).isEqualTo(0.8);
        assertThat(SuspectModel.nearness(3)).isEqualTo(0.2);
        assertThat(SuspectModel.nearness(-1)).isEqualTo(0.005);
        assertThat(SuspectModel.recency(Duration.ZERO)).isEqualTo(1);
        assertThat(SuspectModel.recency(Duration.ofHours(1)))
                .isCloseTo(0.45 + 0.1 * Math.pow(0.5, 1 / 48.0), within(1e-12));
    }
}
