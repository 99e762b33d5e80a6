package io.itops.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.Ref;
import io.itops.core.record.Tree;
import io.itops.core.store.InMemoryStore;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatchTest {
    private final ItOps ops = ItOps.builder()
            .store(new InMemoryStore())
            .authorizer(Permissions.ALL)
            .build();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Narrator narrator = new Narrator(new PrintStream(printed, true, StandardCharsets.UTF_8));

    @Test
    void tellsOfWhatIsNewAndKnowsWhatWasThere() {
        append("incident.opened");
        try (Watch watch = new Watch(ops.journal(), narrator)) {
            append("incident.closed");

            assertThat(watch.await(
                                    "the end",
                                    Duration.ofSeconds(20),
                                    entry -> entry.event().type().equals("incident.closed"))
                            .sequence())
                    .isEqualTo(2);
            assertThat(watch.await("the start", Duration.ZERO, entry -> true).sequence())
                    .isEqualTo(1);
            assertThat(watch.has("incident.opened")).isTrue();
            assertThat(watch.last("incident.noted")).isEmpty();
        }
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("incident.closed")
                .doesNotContain("incident.opened");
    }

    @Test
    void seesWhatWasCommittedBeforeItIsAsked() {
        try (Watch watch = new Watch(ops.journal(), narrator)) {
            for (int i = 1; i <= 20; i++) {
                append("incident.noted");
                assertThat(watch.last("incident.noted").orElseThrow().sequence())
                        .isEqualTo(i);
            }
        }
    }

    @Test
    void givesUpNamingWhatItWaitedFor() {
        try (Watch watch = new Watch(ops.journal(), narrator)) {
            assertThatThrownBy(() -> watch.await("a miracle", Duration.ofMillis(60), entry -> false))
                    .isInstanceOfSatisfying(
                            Watch.GaveUp.class, e -> assertThat(e.what()).isEqualTo("a miracle"));
        }
    }

    private void append(String type) {
        ops.run(
                Actor.user("bob"),
                unit -> unit.event(type, List.of(Ref.of("incident", "1")), type, Tree.Obj.of(Map.of())));
    }
}
