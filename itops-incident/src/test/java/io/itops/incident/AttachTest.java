package io.itops.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.ItOps;
import io.itops.core.ServiceId;
import io.itops.core.delivery.Destination;
import io.itops.core.store.InMemoryStore;
import io.itops.incident.escalation.Contacts;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationTarget;
import io.itops.testkit.ManualClock;
import io.itops.testkit.RecordingNotifier;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttachTest {
    private final ItOps ops = ItOps.builder()
            .store(new InMemoryStore())
            .clock(ManualClock.at("2026-11-24T02:00:00Z"))
            .notifier(new RecordingNotifier("mail"))
            .notifier(new RecordingNotifier("pager"))
            .build();

    private static IncidentOptions.Builder options() {
        return IncidentOptions.builder().policy(Scene.annThenBob());
    }

    private void refused(IncidentOptions options, String message) {
        assertThatThrownBy(() -> Incidents.attach(ops, options))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(message);
        // Nothing was registered, so that the mended options are accepted.
        assertThat(Incidents.attach(ops, options().notifier("pager").build())).isNotNull();
    }

    @Test
    void attachingTwiceIsRefusedInTheWordsOfIncidents() {
        Incidents.attach(ops, options().notifier("mail").build());
        assertThatThrownBy(
                        () -> Incidents.attach(ops, options().notifier("mail").build()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("module incidents must be attached once, but was attached before");
    }

    @Test
    void aNotifierThatTheInstanceDoesNotHaveIsRefused() {
        refused(
                options().notifier("pagre").build(),
                "notifier of incidents must be one of [mail, pager], but was \"pagre\"");
    }

    @Test
    void aNotifierIsLookedUpWhereOnlySchedulesAreNamed() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(EscalationTarget.schedule("primary"), Duration.ofMinutes(5))
                .build();
        refused(
                IncidentOptions.builder().policy(policy).notifier("pagre").build(),
                "notifier of incidents must be one of [mail, pager], but was \"pagre\"");
    }

    @Test
    void contactsThatLeadAPersonOfAnyPolicyToNoNotifierAreRefused() {
        Contacts contacts = person -> new Destination(person.equals("cat") ? "pigeon" : "pager", person);
        EscalationPolicy ofCheckout =
                EscalationPolicy.builder().step("cat", Duration.ofMinutes(5)).build();
        refused(
                options()
                        .policy(ServiceId.of("checkout"), ofCheckout)
                        .contacts(contacts)
                        .build(),
                "notifier of cat must be one of [mail, pager], but was \"pigeon\"");
    }

    @Test
    void aPersonWhoCannotBeReachedByNowIsNoObstacle() {
        Contacts contacts = person -> {
            throw new IllegalStateException("the directory has no " + person);
        };
        assertThat(Incidents.attach(ops, options().contacts(contacts).build())).isNotNull();
        assertThat(List.copyOf(ops.deliveries().notifiers())).containsExactly("mail", "pager");
    }
}
