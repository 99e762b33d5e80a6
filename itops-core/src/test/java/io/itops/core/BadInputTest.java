package io.itops.core;

import static io.itops.core.BadInput.none;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.access.AccessDecision;
import io.itops.core.access.Permission;
import io.itops.core.access.StandardEgressPolicy;
import io.itops.core.delivery.Delivery;
import io.itops.core.delivery.DeliveryPolicy;
import io.itops.core.delivery.DeliveryResult;
import io.itops.core.explain.Explanation;
import io.itops.core.signal.ChangeFacts;
import io.itops.core.signal.IncidentFacts;
import io.itops.core.signal.Signal;
import io.itops.core.signal.Suspect;
import io.itops.core.spi.Notifier;
import io.itops.core.store.InMemoryStore;
import io.itops.core.time.LocalTimes;
import io.itops.core.time.Window;
import io.itops.core.time.Windows;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whatever makes no sense is refused by a typed error that says what, the rule and the value; limits themselves are accepted. */
class BadInputTest {
    private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final ServiceId CHECKOUT = ServiceId.of("checkout");
    private static final String ROCKET = "\ud83d\ude80";

    private final TestClock clock = new TestClock("2026-11-24T02:00:00Z");
    private final InMemoryStore store = new InMemoryStore(clock);
    private final ItOps ops = ItOps.builder().store(store).clock(clock).build();

    private static Signal firing(String key, String summary) {
        return Signal.firing(key, CHECKOUT, Severity.SEV2, summary);
    }

    private static Limits limits(Duration lease, int batch, int retries, int attempts, Duration first, Duration most) {
        return new Limits(lease, batch, retries, attempts, first, most);
    }

    private static Notifier named(String name) {
        return new Notifier() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public DeliveryResult send(Delivery delivery) {
                return DeliveryResult.ok("sent");
            }
        };
    }

    private static Map<String, String> labels(int count) {
        Map<String, String> labels = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            labels.put("l" + i, "v");
        }
        return labels;
    }

    @TestFactory
    Stream<DynamicTest> idsAndSmallValues() {
        return new BadInput()
                .refuses("service id must not be blank, but was \" \"", () -> ServiceId.of(" "))
                .refuses("service id must be at most 200 characters", () -> ServiceId.of("s".repeat(201)))
                .refuses("service id must have no white space at its ends", () -> ServiceId.of("s "))
                .refuses("service id must have no control character", () -> ServiceId.of("a\tb"))
                .refuses("service id must not contain NUL", () -> ServiceId.of("a\0b"))
                .refuses("service id must be well-formed Unicode", () -> ServiceId.of("a\ud800"))
                .refuses("component id must not be blank", () -> ComponentId.of(""))
                .refuses("component id must be at most 200 characters", () -> ComponentId.of(ROCKET.repeat(201)))
                .refuses("team id must not be blank", () -> TeamId.of("\n"))
                .refuses("team id must be well-formed Unicode", () -> TeamId.of("\udc00a"))
                .refuses("reference type must be 1 to 64 of", () -> Ref.of("Thing", "a"))
                .refuses("reference id must not be blank", () -> Ref.of("thing", ""))
                .refuses("reference must have the form type/id, but was \"a\"", () -> Ref.parse("a"))
                .refuses("reference must have the form type/id, but was \"/a\"", () -> Ref.parse("/a"))
                .refuses("actor id must not be blank", () -> Actor.user(" "))
                .refuses("actor id must be at most 200 characters", () -> Actor.system("x".repeat(201)))
                .refuses("actor id must not contain NUL", () -> Actor.integration("\0x"))
                .refuses("actor must have the form user:id", () -> Actor.parse("robot:ann"))
                .refuses(
                        "actor must have the form user:id, system:id or integration:id, but was \"\"",
                        () -> Actor.parse(""))
                .refuses("severity must be given", () -> Severity.SEV1.worseThan(none()))
                .refuses("reason code must be 1 to 64 of", () -> Reason.of("Wrong State", "t"))
                .refuses("reason text must not be blank", () -> Reason.of("c", "\t"))
                .refuses("reason text must be at most 2000 characters", () -> Reason.of("c", "x".repeat(2_001)))
                .refuses("secret must be a well-formed text of 1 to 10,000 characters", () -> Secret.of(" "))
                .refuses("secret must be a well-formed text of 1 to 10,000", () -> Secret.of("x".repeat(10_001)))
                .refuses("secret must be a well-formed text", () -> Secret.of("a\ud800"))
                .refuses("length must be 1 to 2147483647, but was 0", () -> SafeText.shorten("a", 0))
                .refuses(
                        "meter name must start with itops., but was \"http.requests\"",
                        () -> Meters.none().counter("http.requests"))
                .refuses("meter name must be 1 to 64 of", () -> Meters.none().timer("itops.A"))
                .refuses(
                        "tags must be pairs of a name and a value, but was 1",
                        () -> Meters.none().counter("itops.a", "class"))
                .refuses("each of the tags must be given", () -> Meters.none().counter("itops.a", "class", none()))
                .refuses("permission must be 1 to 64 of", () -> Permission.of(""))
                .refuses("access reason must not be blank", () -> AccessDecision.allow(""))
                .refuses("access reason must be at most 2000", () -> AccessDecision.deny("x".repeat(2_001)))
                .tests();
    }

    @Test
    void aBadSecretIsNotShown() {
        assertThatThrownBy(() -> Secret.of("hunter2\ud800")).hasMessageEndingWith("but was \"<secret>\"");
    }

    @TestFactory
    Stream<DynamicTest> limitsOfTheInstance() {
        Duration day = Duration.ofDays(1);
        return new BadInput()
                .refuses(
                        "lease must be at least a second, but was PT0.999S",
                        () -> limits(Duration.ofMillis(999), 1, 1, 1, SECOND, SECOND))
                .refuses("lease must be positive, but was PT0S", () -> limits(Duration.ZERO, 1, 1, 1, SECOND, SECOND))
                .refuses("lease must be positive, but was PT-1S", () -> Limits.DEFAULTS.withLease(SECOND.negated()))
                .refuses("lease must be at most PT24H", () -> Limits.DEFAULTS.withLease(day.plusNanos(1)))
                .refuses("batch must be 1 to 1000, but was 0", () -> limits(day, 0, 1, 1, SECOND, SECOND))
                .refuses("batch must be 1 to 1000, but was 1001", () -> limits(day, 1_001, 1, 1, SECOND, SECOND))
                .refuses("conflict retries must be 1 to 100", () -> limits(day, 1, 101, 1, SECOND, SECOND))
                .refuses("attempts must be 1 to 1000", () -> limits(day, 1, 1, -1, SECOND, SECOND))
                .refuses("first back-off must be positive", () -> limits(day, 1, 1, 1, Duration.ZERO, SECOND))
                .refuses(
                        "longest back-off must be at most PT24H",
                        () -> limits(day, 1, 1, 1, SECOND, Duration.ofSeconds(Long.MAX_VALUE)))
                .refuses(
                        "longest back-off must be at least the first, PT24H, but was PT1S",
                        () -> limits(day, 1, 1, 1, day, SECOND))
                .tests();
    }

    @Test
    void theLargestLimitsAreAccepted() {
        Duration day = Duration.ofDays(1);
        assertThat(limits(day, 1_000, 100, 1_000, day, day).backOff(1_000)).isEqualTo(day);
    }

    @Test
    void aBuilderThatRefusedStillBuildsWhatItDidBefore() {
        ItOps.Builder builder = ItOps.builder().store(store).clock(clock).notifier(named("pager"));
        assertThatThrownBy(() -> builder.store(none())).hasMessageStartingWith("store must be given");
        assertThatThrownBy(() -> builder.clock(none())).hasMessageStartingWith("clock must be given");
        assertThatThrownBy(() -> builder.notifier(named("pager")))
                .hasMessageStartingWith("notifier name must be unique");
        assertThatThrownBy(() -> builder.notifier(named("Not A Name")))
                .hasMessageStartingWith("notifier name must be 1 to 64 of");
        assertThatThrownBy(() -> builder.notifier(named("mail"), none()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("delivery policy must be given");
        assertThatThrownBy(() -> builder.notifier(named("pager"), DeliveryPolicy.DEFAULTS))
                .isInstanceOf(InvalidInputException.class);
        try (ItOps built = builder.build()) {
            assertThat(built.deliveries().notifiers()).containsExactly("pager");
            assertThat(built.clock()).isSameAs(clock);
        }
    }

    @TestFactory
    Stream<DynamicTest> theInstance() {
        return new BadInput()
                .refuses("store must be given", () -> ItOps.builder().build())
                .refuses("module name must be 1 to 64 of", () -> ops.attach("", () -> "module"))
                .refuses("module must be given", () -> ops.attach("module", none()))
                .refuses("module must be given, but was null", () -> ops.attach("module", () -> none()))
                .refuses("incident id must not be blank", () -> ops.suspects(" "))
                .refuses("signal must be given", () -> ops.accept(none()))
                .refuses("actor must be given", () -> ops.run(none(), unit -> {}))
                .refuses("decision must be given", () -> ops.transact(Actor.user("ann"), none()))
                .refuses("until must lie in the years 1 to 9999", () -> ops.runUntil(Instant.MAX))
                .refuses("until must lie in the years 1 to 9999, but was -1000000000", () -> ops.runUntil(Instant.MIN))
                .tests(() -> {
                    assertThat(ops.journal().head().size()).isZero();
                    assertThat(clock.instant()).isEqualTo(NOW);
                });
    }

    @TestFactory
    Stream<DynamicTest> signalsAndFacts() {
        Explanation why = Explanation.of("because");
        Map<String, String> unnamed = new HashMap<>();
        unnamed.put(none(), "v");
        return new BadInput()
                .refuses("dedup key must not be blank", () -> firing("", "s"))
                .refuses("dedup key must be at most 200 characters", () -> firing("k".repeat(201), "s"))
                .refuses("dedup key must have no white space", () -> firing(" k", "s"))
                .refuses("signal summary must not be blank", () -> firing("k", " "))
                .refuses("signal summary must be at most 300 characters", () -> firing("k", "s".repeat(301)))
                .refuses("signal summary must be one line", () -> firing("k", "a\nb"))
                .refuses("signal summary must not contain NUL", () -> firing("k", "a\0"))
                .refuses("signal summary must be well-formed Unicode", () -> firing("k", "\ud83da"))
                .refuses(
                        "labels must have 0 to 64 elements, but was 65",
                        () -> firing("k", "s").withLabels(labels(65)))
                .refuses("label name must not be blank", () -> firing("k", "s").withLabels(Map.of("", "v")))
                .refuses(
                        "label name must be at most 128",
                        () -> firing("k", "s").withLabels(Map.of("n".repeat(129), "v")))
                .refuses(
                        "value of label \"n\" must be at most 1024 characters",
                        () -> firing("k", "s").withLabels(Map.of("n", "v".repeat(1_025))))
                .refuses(
                        "value of label \"n\" must not contain NUL",
                        () -> firing("k", "s").withLabels(Map.of("n", "\0")))
                .refuses(
                        "each name of the labels must be given",
                        () -> firing("k", "s").withLabels(unnamed))
                .refuses(
                        "each value of the labels must be given, but was null for \"n\"",
                        () -> firing("k", "s").withLabels(Collections.singletonMap("n", none())))
                .refuses("explanation must be given", () -> firing("k", "s").explained(none()))
                .refuses("incident id must not be blank", () -> facts("", "s", labels(0), NOW))
                .refuses("incident summary must be at most 300", () -> facts("i", "s".repeat(301), labels(0), NOW))
                .refuses("labels must have 0 to 64 elements", () -> facts("i", "s", labels(65), NOW))
                .refuses(
                        "opening instant must lie in the years 1 to 9999",
                        () -> facts("i", "s", labels(0), Instant.MAX))
                .refuses("change title must not be blank", () -> change(" ", List.of(), 0.5))
                .refuses("risk must be 0.0 to 1.0, but was NaN", () -> change("t", List.of(), Double.NaN))
                .refuses("risk must be 0.0 to 1.0, but was -0.1", () -> change("t", List.of(), -0.1))
                .refuses(
                        "risk must be 0.0 to 1.0, but was Infinity",
                        () -> change("t", List.of(), Double.POSITIVE_INFINITY))
                .refuses(
                        "each of the services must be given", () -> change("t", Collections.singletonList(none()), 0.5))
                .refuses("suspect title must not be blank", () -> new Suspect(Optional.empty(), "", 0.5, why))
                .refuses("likelihood must be 0.0 to 1.0, but was 1.0000001", () -> Suspect.unknown(1.0000001, why))
                .refuses("likelihood must be 0.0 to 1.0, but was NaN", () -> Suspect.unknown(Double.NaN, why))
                .tests();
    }

    private static IncidentFacts facts(String id, String summary, Map<String, String> labels, Instant opened) {
        return new IncidentFacts(
                id,
                CHECKOUT,
                Severity.SEV1,
                summary,
                new TreeMap<>(labels),
                opened,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static ChangeFacts change(String title, List<ServiceId> services, double risk) {
        return new ChangeFacts("c", title, services, List.of(), NOW, Optional.empty(), Optional.empty(), risk);
    }

    @Test
    void theLargestSignalIsAccepted() {
        Map<String, String> most = new TreeMap<>();
        for (int i = 0; i < 64; i++) {
            most.put(String.format("%02d", i) + ROCKET.repeat(126), ROCKET.repeat(1_024));
        }
        ops.accept(firing(ROCKET.repeat(200), ROCKET.repeat(300)).withLabels(most));
        assertThat(ops.journal().head().size()).isEqualTo(1);
    }

    @TestFactory
    Stream<DynamicTest> explanations() {
        return new BadInput()
                .refuses("explanation reason must not be blank", () -> Explanation.of(""))
                .refuses("explanation reason must be at most 2000", () -> Explanation.of("x".repeat(2_001)))
                .refuses(
                        "evidence name must not be blank",
                        () -> Explanation.of("r").with(" ", 1))
                .refuses(
                        "evidence value must be at most 4000",
                        () -> Explanation.of("r").with("n", "x".repeat(4_001)))
                .refuses(
                        "evidence value must be well-formed",
                        () -> Explanation.of("r").with("n", "\ud800"))
                .refuses("evidence must have 0 to 64 elements, but was 65", () -> {
                    Explanation all = Explanation.of("r");
                    for (int i = 0; i < 65; i++) {
                        all = all.with("n" + i, i);
                    }
                })
                .refuses(
                        "weight must be -1.7976931348623157E308 to 1.7976931348623157E308, but was NaN",
                        () -> Explanation.of("r").weighing(Double.NaN))
                .refuses(
                        "weight must be -1.7976931348623157E308 to 1.7976931348623157E308, but was -Infinity",
                        () -> Explanation.of("r").weighing(Double.NEGATIVE_INFINITY))
                .refuses("explanation depth must be 1 to 8, but was 9", () -> deep(9))
                .refuses(
                        "explanation levels must be 1 to 8, but was 0",
                        () -> Explanation.of("r").within(0))
                .refuses("reasons beneath must have 0 to 256 elements, but was 257", () -> {
                    Explanation all = Explanation.of("r");
                    for (int i = 0; i < 257; i++) {
                        all = all.because(Explanation.of("c"));
                    }
                })
                .tests();
    }

    private static Explanation deep(int levels) {
        Explanation all = Explanation.of("r");
        for (int i = 1; i < levels; i++) {
            all = Explanation.of("r").because(all);
        }
        return all;
    }

    @Test
    void theLargestExplanationIsAccepted() {
        assertThat(deep(8).depth()).isEqualTo(8);
        Explanation.of(ROCKET.repeat(2_000))
                .with(ROCKET.repeat(200), ROCKET.repeat(4_000))
                .weighing(Double.MAX_VALUE);
    }

    @TestFactory
    Stream<DynamicTest> egress() {
        BadInput bad = new BadInput()
                .refuses("allowed host must not be blank", () -> allow(" ", 443))
                .refuses("allowed host must be at most 253", () -> allow("a.".repeat(127), 443))
                .refuses("allowed port must be 1 to 65535, but was 0", () -> allow("a.example", 0))
                .refuses("allowed port must be 1 to 65535, but was 65536", () -> allow("a.example", 65_536));
        for (String host : List.of(
                ".",
                "-",
                "a..b",
                ".a",
                "a-",
                "-a.b",
                "a b",
                "a/b",
                "a:80",
                "https://a",
                "1.2.3",
                "0x7f.1",
                "\u00e4.de",
                "a".repeat(64))) {
            bad.refuses(
                    "allowed host must be a host name or an IP address, but was \"" + host + '"',
                    () -> allow(host, 443));
        }
        return bad.tests();
    }

    private static StandardEgressPolicy allow(String host, int port) {
        return StandardEgressPolicy.builder().allow(host, port).build();
    }

    @Test
    void everyHostNameIsAccepted() {
        for (String host :
                List.of("localhost", "a", "A.example.", "a-b.c1", "x1", "a".repeat(63) + ".de", "::1", "10.0.0.1")) {
            assertThatCode(() -> allow(host, 65_535)).as(host).doesNotThrowAnyException();
        }
    }

    @TestFactory
    Stream<DynamicTest> windows() {
        Instant last = Instant.parse("9999-12-31T23:59:59.999999Z");
        Window window = Window.of(NOW, SECOND);
        return new BadInput()
                .refuses("window end must be after its start", () -> new Window(NOW, NOW))
                .refuses(
                        "window end must be after its start 2026-11-24T02:00:00Z, but was 2026-11-24T01:59:59Z",
                        () -> Window.of(NOW, SECOND.negated()))
                .refuses("window start must lie in the years 1 to 9999", () -> new Window(Instant.MIN, NOW))
                .refuses("window end must lie in the years 1 to 9999", () -> new Window(NOW, last.plusNanos(1_000)))
                .refuses("shifted instant must lie in the years 1 to 9999", () -> Window.of(last, SECOND))
                .refuses("shift must be at most 10,000 years", () -> Window.of(NOW, Duration.ofSeconds(Long.MAX_VALUE)))
                .refuses(
                        "shift must be at most 10,000 years, but was PT-",
                        () -> window.shift(Duration.ofSeconds(Long.MIN_VALUE)))
                .refuses("shift must be a whole number of microseconds", () -> window.shift(Duration.ofNanos(1)))
                .refuses("each of the windows must be given", () -> Windows.of(window, none()))
                .refuses("shift must be at most", () -> Windows.of(window).shift(Duration.ofDays(4_000_000)))
                .refuses(
                        "local time must lie in the years 1 to 9999",
                        () -> LocalTimes.toInstant(LocalDateTime.MAX, ZoneOffset.UTC))
                .tests();
    }
}
