package io.itops.notifiers.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Ref;
import io.itops.core.Secret;
import io.itops.core.access.StandardEgressPolicy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The examples in the documentation of this module. */
class ExamplesTest {
    @Test
    void aNotifierNamesItsAddressesAndNoSecret() {
        Secret secret = Secret.of("whsec_" + "A".repeat(32));
        WebhookNotifier pager = WebhookNotifier.builder("pager")
                .endpoint("ann", URI.create("https://receiver.example/pages"), WebhookSecret.of(secret))
                .egress(StandardEgressPolicy.strict())
                .build();
        assertThat(pager).hasToString("webhook notifier pager for [ann]");
    }

    @Test
    void anAcknowledgementIsCanonicalJson() {
        assertThat(new String(AcknowledgeEndpoint.body(Ref.of("incident", "0a1b2c"), 3, "bob"), StandardCharsets.UTF_8))
                .isEqualTo("""
                        {"by":"bob","subject":"incident/0a1b2c","version":3}""");
    }
}
