package io.itops.incident.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.itops.core.Actor;
import io.itops.core.IdSource;
import io.itops.core.ItOps;
import io.itops.core.access.AccessDecision;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.store.InMemoryStore;
import io.itops.incident.priority.Priority;
import io.itops.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The problem log of the BPI Challenge 2013, move by move through the API that programs use. */
@Tag("data")
class ProblemLogDataTest {
    private static final Actor LOG = Actor.integration("log");
    private static final Map<String, ProblemState> STATES = Map.of(
            "Awaiting Assignment", ProblemState.QUEUED,
            "Assigned", ProblemState.ANALYSIS,
            "In Progress", ProblemState.ANALYSIS,
            "Wait", ProblemState.ON_HOLD,
            "Closed", ProblemState.CLOSED,
            "Cancelled", ProblemState.CANCELLED);

    @Test
    void everyMoveBetweenKnownStatesIsOneThatTheTableAllows() throws IOException {
        Path file = Path.of(System.getProperty("itops.data")).resolve("incidents/volvo/closed_problems.csv");
        assumeTrue(Files.isRegularFile(file), () -> "no problem log at " + file);
        List<String> lines = Files.readAllLines(file);
        Map<String, ProblemId> cases = new HashMap<>();
        Map<String, String> last = new HashMap<>();
        Map<String, Integer> moves = new TreeMap<>();
        Map<String, Integer> illegal = new TreeMap<>();
        ManualClock clock = ManualClock.at("2026-11-24T02:00:00Z");
        try (ItOps ops = ItOps.builder()
                .store(new InMemoryStore(clock))
                .clock(clock)
                .ids(IdSource.seeded(1))
                .authorizer((actor, permission, subject) -> AccessDecision.allow("test"))
                .build()) {
            Problems problems = Problems.attach(ops);
            for (String line : lines.subList(1, lines.size())) {
                String[] parts = line.split(",", -1);
                String to = parts[14];
                String from = last.put(parts[0], to);
                ProblemState state = STATES.get(to);
                if (state == null) {
                    continue;
                }
                var at = LocalDateTime.parse(parts[3], DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS"))
                        .toInstant(ZoneOffset.UTC);
                ProblemId id = cases.get(parts[0]);
                if (id == null) {
                    ProblemStatement statement = ProblemStatement.of(parts[0]);
                    cases.put(
                            parts[0],
                            problems.importNew(statement, Priority.P3, state, at, "the log", LOG)
                                    .id());
                } else if (STATES.containsKey(from)) {
                    ProblemState before = problems.get(id).state();
                    if (before == state) {
                        continue;
                    }
                    String move = before + " -> " + state;
                    moves.merge(move, 1, Integer::sum);
                    Outcome<Problem> outcome = problems.execute(id, command(before, state), LOG);
                    if (outcome.kind() == Outcome.Kind.REFUSED) {
                        illegal.merge(move, 1, Integer::sum);
                        problems.importState(id, state, at, "the log", LOG);
                    }
                    assertThat(problems.get(id).state()).isEqualTo(state);
                } else {
                    problems.importState(id, state, at, "the log", LOG);
                }
            }
        }
        System.out.println("problem log: " + cases.size() + " cases, moves " + moves);
        assertThat(cases).hasSize(1_487);
        assertThat(illegal).isEmpty();
        assertThat(moves.get("ANALYSIS -> CLOSED")).isEqualTo(1_297);
        assertThat(moves.get("ON_HOLD -> CLOSED")).isEqualTo(262);
        assertThat(moves.get("ANALYSIS -> QUEUED")).isEqualTo(692);
        assertThat(moves.values().stream().mapToInt(count -> count).sum()).isEqualTo(3_871);
    }

    private static ProblemCommand command(ProblemState from, ProblemState to) {
        return switch (to) {
            case QUEUED -> new ProblemCommand.Queue("next", "");
            case ANALYSIS -> from.over() ? new ProblemCommand.Reopen("the log") : new ProblemCommand.Analyse("someone");
            case ON_HOLD -> new ProblemCommand.Hold(ProblemHoldReason.OTHER, "the log");
            case CLOSED -> new ProblemCommand.Close(Optional.of(ResolutionCode.NOT_RECORDED), "");
            default -> new ProblemCommand.Cancel("the log", Optional.empty());
        };
    }
}
