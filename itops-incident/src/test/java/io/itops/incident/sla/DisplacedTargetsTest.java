package io.itops.incident.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.itops.core.Actor;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.store.InMemoryStore;
import io.itops.incident.priority.Priority;
import io.itops.incident.workflow.IncidentCategory;
import io.itops.incident.workflow.IncidentId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clocks of targets whose place others take while incidents are open: they go on to their end, and begin no more. */
class DisplacedTargetsTest {
    private static final Actor ANN = Actor.user("ann");

    private static SlaTarget.Builder solve(String name) {
        return SlaTarget.resolve(name).within(Priority.P2, Duration.ofMinutes(60));
    }

    private static SlaTarget.Builder own(String name) {
        return solve(name).service(ServiceId.of("shop"));
    }

    private static Instant minute(long minutes) {
        return Shop.START.plus(Duration.ofMinutes(minutes));
    }

    @Test
    void whatIsResolvedInTimeIsMetAlsoByTheTargetThatWasPromisedBefore() {
        InMemoryStore store = new InMemoryStore();
        IncidentId id;
        SlaTarget all = solve("all").build();
        try (Shop before = Shop.restarted(store, Shop.START, SlaPolicy.of(all))) {
            id = before.fire(Severity.SEV2);
        }
        try (Shop after =
                Shop.restarted(store, minute(2), SlaPolicy.of(all, own("own").build()))) {
            after.passMinutes(3);
            after.incidents.resolve(id, "", ANN);
            after.passMinutes(300);
            assertThat(after.news(id)).containsExactly("0 started [all]", "5 met [all]");
            assertThat(after.reading(id, "all").stage()).isEqualTo(SlaStage.COMPLETED);
            assertThat(after.reading(id, "all").elapsed()).isEqualTo(Duration.ofMinutes(5));
        }
    }

    @Test
    void anAgreementOfAllIsHandedOnAndBeginsNoMoreJustAsItIsSaidBeforehand() {
        InMemoryStore store = new InMemoryStore();
        IncidentId id;
        SlaTarget all = solve("all").ola().build();
        try (Shop before = Shop.restarted(store, Shop.START, SlaPolicy.of(all))) {
            id = before.fire(Severity.SEV2);
        }
        try (Shop after = Shop.restarted(
                store, minute(10), SlaPolicy.of(all, own("own").ola().build()))) {
            SlaMoment handedOn =
                    SlaMoment.of(minute(10), IncidentCategory.OPEN, Priority.P2).in("sto");
            List<SlaReading> supposed = after.incidents.sla().whatIf(id, handedOn);
            after.incidents.requeue(id, "sto", "", ANN);
            List<SlaReading> real = after.incidents.sla().readings(id);
            assertThat(supposed).isEqualTo(real);
            assertThat(real)
                    .extracting(reading ->
                            reading.target() + " of " + reading.party().orElse("nobody") + " " + reading.stage())
                    .containsExactly("all of nobody COMPLETED", "own of sto IN_PROGRESS");
            assertThat(after.incidents.sla().results(id))
                    .extracting(OlaResult::target, OlaResult::until)
                    .containsExactly(tuple("all", minute(10)));
            after.passMinutes(300);
            assertThat(after.news(id))
                    .containsExactly(
                            "0 started [all]",
                            "10 met [all]",
                            "10 started [own]",
                            "55 warned [own]",
                            "70 breached [own]");
        }
    }
}
