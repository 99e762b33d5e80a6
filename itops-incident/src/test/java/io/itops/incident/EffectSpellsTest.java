package io.itops.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.incident.escalation.PolicyRef;
import io.itops.incident.metrics.IncidentTimes;
import io.itops.incident.metrics.Spell;
import io.itops.incident.workflow.IncidentEvent;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Incidents that flap. */
class EffectSpellsTest {
    private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");
    private static final int MOST = 10_000;

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }

    /** Each minute users feel it for half a minute, but for the first hundred times, when it is quiet for ten seconds. */
    private static IncidentTimes flapping(int times, boolean goesOn) {
        EffectSpells spells = new EffectSpells();
        spells.add(
                new IncidentEvent.Opened(
                        IncidentId.of("i1"),
                        Trouble.of("pool", ServiceId.of("checkout"), Severity.SEV2, "slow"),
                        IncidentState.TRIGGERED,
                        Optional.empty(),
                        new PolicyRef("p1", "any"),
                        false,
                        Optional.empty(),
                        START,
                        Optional.empty()),
                START);
        for (int i = 0; i < times; i++) {
            Instant end = at(60 * i + (i < 100 ? 50 : 30));
            if (i > 0) {
                IncidentEvent again = new IncidentEvent.Corrected(
                        IncidentState.RESOLVED, IncidentState.TRIGGERED, at(60 * i), Actor.user("ann"), "", 2L * i + 1);
                spells.add(again, at(60 * i));
            }
            if (!goesOn || i + 1 < times) {
                spells.add(new IncidentEvent.Resolved("", true, end, 2L * i + 2, Optional.empty()), end);
            }
        }
        return spells.times().orElseThrow();
    }

    @Test
    void asManyStretchesAsAreTakenAreKept() {
        assertThat(flapping(MOST, false).spells())
                .hasSize(MOST)
                .startsWith(Spell.of(at(0), at(50)), Spell.of(at(60), at(110)));
    }

    @Test
    void ofMoreThoseWithTheShortestQuietTimesBetweenThemAreJoined() {
        List<Spell> spells = flapping(MOST + 80, true).spells();

        assertThat(spells).hasSize(MOST).endsWith(Spell.open(at(60 * (MOST + 79))));
        assertThat(spells.get(0).start()).isEqualTo(START);
        Duration felt = spells.stream()
                .filter(spell -> spell.end().isPresent())
                .map(spell -> Duration.between(spell.start(), spell.end().orElseThrow()))
                .reduce(Duration.ZERO, Duration::plus);
        assertThat(felt)
                .as("80 quiet times of ten seconds are counted as felt, and none of thirty")
                .isEqualTo(Duration.ofSeconds(100 * 50 + (MOST - 21) * 30 + 80 * 10));
    }
}
