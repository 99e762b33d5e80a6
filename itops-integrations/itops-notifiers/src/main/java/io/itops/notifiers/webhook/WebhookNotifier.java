package io.itops.notifiers.webhook;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.core.access.HostResolver;
import io.itops.core.delivery.Delivery;
import io.itops.core.delivery.DeliveryResult;
import io.itops.core.internal.http.EgressGate;
import io.itops.core.internal.http.HttpReply;
import io.itops.core.internal.http.HttpRequest;
import io.itops.core.internal.http.PinnedHttp;
import io.itops.core.spi.EgressPolicy;
import io.itops.core.spi.Notifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Posts notifications to webhooks, signed by the Standard Webhooks specification: {@code webhook-id} is the delivery id on every
 * attempt, {@code webhook-timestamp} the attempt's second, {@code webhook-signature} one signature for each secret.
 *
 * <pre>{@code
 * WebhookNotifier pager = WebhookNotifier.builder("pager")
 *         .endpoint("ann", URI.create("https://receiver.example/pages"), WebhookSecret.of(secret))
 *         .egress(StandardEgressPolicy.strict())
 *         .build();
 * }</pre>
 *
 * <p>The body is a JSON object: {@code type} is {@code itops.notification.} and the notification's kind, {@code data} the notification
 * as {@link io.itops.core.delivery.Notification#CODEC} writes it, shortened where it exceeds 20,000 bytes.
 *
 * <p>A host is resolved once an attempt; every address it has must be allowed by the egress policy, and the connection goes to the
 * first of them. Redirects are not followed. Status 2xx is OK; 408, 425, 429 and 5xx are RETRY, or RETRY_AFTER if the receiver names a
 * pause; 410 is DISABLE; everything else, 3xx included, is PERMANENT.
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public final class WebhookNotifier implements Notifier {
    private static final Duration MARGIN = Duration.ofMillis(500);

    private final String name;
    private final Map<String, WebhookEndpoint> endpoints;
    private final EgressGate gate;
    private final InstantSource clock;
    private final PinnedHttp http;

    private WebhookNotifier(Builder builder) {
        this.name = builder.name;
        this.endpoints = Collections.unmodifiableMap(new TreeMap<>(builder.endpoints));
        this.gate = new EgressGate(Require.present("egress policy", builder.egress), builder.resolver);
        this.clock = builder.clock;
        this.http = new PinnedHttp(builder.tls == null ? defaultTls() : builder.tls, builder.transportClock);
    }

    /**
     * Starts a configuration.
     *
     * @param name the notifier's name, kebab-case
     * @return a builder
     */
    public static Builder builder(String name) {
        return new Builder(Require.slug("notifier name", name));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public DeliveryResult send(Delivery delivery) {
        WebhookEndpoint endpoint = endpoints.get(delivery.notification().to().address());
        if (endpoint == null) {
            return DeliveryResult.permanent("no webhook is configured for this address");
        }
        try {
            InetAddress address = gate.open(endpoint.target());
            return classify(http.send(request(delivery, endpoint), address, limit(delivery)));
        } catch (EgressGate.DeniedException e) {
            return DeliveryResult.permanent("the egress policy denies the target: " + e.reason());
        } catch (UnknownHostException e) {
            return DeliveryResult.retry("the host's name was not found");
        } catch (SSLException e) {
            return DeliveryResult.retry("TLS failed: " + e.getClass().getSimpleName());
        } catch (IOException e) {
            // Messages of the platform may hold the host's name, which is part of the target; the class says enough.
            return DeliveryResult.retry("no complete reply: " + e.getClass().getSimpleName());
        } catch (InvalidInputException e) {
            return DeliveryResult.permanent("the request cannot be made: " + e.what() + " must " + e.rule());
        }
    }

    private HttpRequest request(Delivery delivery, WebhookEndpoint endpoint) {
        byte[] body = WebhookPayload.of(delivery.notification());
        long timestamp = clock.instant().getEpochSecond();
        String signatures = endpoint.secrets().stream()
                .map(secret -> secret.sign(delivery.id(), timestamp, body))
                .collect(Collectors.joining(" "));
        return HttpRequest.post(
                endpoint.target(),
                Map.of(
                        "Content-Type",
                        "application/json",
                        "User-Agent",
                        "itops-webhook",
                        "webhook-id",
                        delivery.id(),
                        "webhook-timestamp",
                        Long.toString(timestamp),
                        "webhook-signature",
                        signatures),
                body);
    }

    private static Duration limit(Delivery delivery) {
        Duration shorter = delivery.limit().minus(MARGIN);
        return shorter.compareTo(MARGIN) > 0 ? shorter : delivery.limit().dividedBy(2);
    }

    private DeliveryResult classify(HttpReply reply) {
        int status = reply.status();
        String detail = "HTTP " + status;
        if (status < 300) {
            return DeliveryResult.ok(detail);
        }
        if (status < 400) {
            return DeliveryResult.permanent(detail + ": redirects are not followed");
        }
        if (status == 410) {
            return DeliveryResult.disable(detail);
        }
        boolean mayWorkLater = status >= 500 || status == 408 || status == 425 || status == 429;
        if (!mayWorkLater) {
            return DeliveryResult.permanent(detail);
        }
        Optional<Duration> pause =
                reply.field("Retry-After").flatMap(value -> RetryAfter.parse(value, clock.instant()));
        return pause.map(p -> DeliveryResult.retryAfter(p, detail)).orElseGet(() -> DeliveryResult.retry(detail));
    }

    private static SSLContext defaultTls() {
        try {
            return SSLContext.getDefault();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform has no default TLS context", e);
        }
    }

    @Override
    public String toString() {
        return "webhook notifier " + name + " for " + endpoints.keySet();
    }

    /**
     * Configures a notifier.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private final String name;
        private final Map<String, WebhookEndpoint> endpoints = new TreeMap<>();
        private @Nullable EgressPolicy egress;
        private HostResolver resolver = HostResolver.system();
        private InstantSource clock = InstantSource.system();
        private final InstantSource transportClock = InstantSource.system();
        private @Nullable SSLContext tls;

        private Builder(String name) {
            this.name = name;
        }

        /**
         * Adds an address.
         *
         * @param address what destinations call it
         * @param target where its webhooks go
         * @param secrets what signs them, the newest first
         * @return this
         */
        public Builder endpoint(String address, URI target, WebhookSecret... secrets) {
            Require.id("address", address);
            WebhookEndpoint before = endpoints.putIfAbsent(
                    address, new WebhookEndpoint(target, Require.listOf("webhook secrets", secrets)));
            Require.that(before == null, "address", "be unique", address);
            return this;
        }

        /**
         * Which addresses may be connected to.
         *
         * @param given the policy
         * @return this
         */
        public Builder egress(EgressPolicy given) {
            egress = Require.present("egress policy", given);
            return this;
        }

        /**
         * How names of hosts become addresses; as the platform does if not given.
         *
         * @param given the resolver
         * @return this
         */
        public Builder resolver(HostResolver given) {
            resolver = Require.present("resolver", given);
            return this;
        }

        /**
         * The clock for timestamps and dates of Retry-After; the system's if not given. Time limits of attempts always run in real time.
         *
         * @param given the clock
         * @return this
         */
        public Builder clock(InstantSource given) {
            clock = Require.present("clock", given);
            return this;
        }

        /**
         * Trust and keys for https; the platform's if not given.
         *
         * @param given the TLS context
         * @return this
         */
        public Builder tls(SSLContext given) {
            tls = Require.present("TLS context", given);
            return this;
        }

        /**
         * The notifier.
         *
         * @return the notifier
         * @throws InvalidInputException if no egress policy was given
         */
        public WebhookNotifier build() {
            return new WebhookNotifier(this);
        }
    }
}
