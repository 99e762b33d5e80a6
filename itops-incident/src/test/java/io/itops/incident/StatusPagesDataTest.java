package io.itops.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Severity;
import io.itops.core.signal.Signal;
import io.itops.incident.communication.Communication;
import io.itops.incident.communication.PublicStage;
import io.itops.incident.workflow.Incident;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real incidents of public status pages: what their authors typed follows from what they did. */
@Tag("data")
class StatusPagesDataTest {
    private static final List<String> STAGES = List.of("investigating", "identified", "monitoring", "resolved");

    /** Those that the pages themselves tell out of order, as by their own timestamps a stage came before an earlier one. */
    private static final List<String> OUT_OF_ORDER =
            List.of("h3vtgftrvl61", "1jr5v353kpcc", "xzsbnxzpw1j2", "462433f2fk2j", "2gqshgzt6gpb");

    private record Post(PublicStage stage, Instant at) {}

    @Test
    void theStageThatFollowsIsTheOneThatWasPosted() throws IOException {
        Path file = Path.of(System.getProperty("itops.data")).resolve("incidents/statuspages/incident_stages.csv");
        Assumptions.assumeTrue(Files.exists(file), "no status pages at " + file + ": give -Ditops.data=DIR");
        List<List<String>> rows = rows(Files.readString(file));
        List<String> header = rows.get(0);
        List<String> differing = new ArrayList<>();
        for (List<String> row : rows.subList(1, rows.size())) {
            SortedMap<String, String> cells = new TreeMap<>();
            for (int i = 0; i < header.size(); i++) {
                cells.put(header.get(i), row.get(i));
            }
            if (!follows(posts(cells))) {
                differing.add(cells.get("incident_id"));
            }
        }
        assertThat(rows).hasSize(543);
        assertThat(differing)
                .as("only where monitoring came before the cause was known is the page behind what follows")
                .isSubsetOf(OUT_OF_ORDER);
    }

    private static List<Post> posts(SortedMap<String, String> cells) {
        return STAGES.stream()
                .filter(stage -> cells.get(stage + "_flag").equals("1"))
                .map(stage -> new Post(
                        PublicStage.valueOf(stage.toUpperCase(java.util.Locale.ROOT)),
                        Instant.parse(cells.get(stage + "_timestamp")
                                .replace(' ', 'T')
                                .replace("+00:00", "Z"))))
                .sorted(Comparator.comparing(Post::at))
                .toList();
    }

    private static boolean follows(List<Post> posts) {
        IncidentOptions options = IncidentOptions.builder()
                .policy(Scene.annThenBob())
                .closeAfter(Optional.empty())
                .build();
        try (Scene scene = Scene.of(options)) {
            scene.clock.set(posts.get(0).at());
            scene.ops.accept(Signal.firing(Scene.KEY, Scene.CHECKOUT, Severity.SEV2, "elevated errors"));
            scene.settle();
            Incident incident = scene.incidents.open(Scene.KEY).orElseThrow();
            Communication communication = scene.incidents.communication();
            for (Post post : posts) {
                scene.clock.set(post.at());
                switch (post.stage()) {
                    case INVESTIGATING -> {}
                    case IDENTIFIED -> communication.identify(incident.id(), "known", Scene.ANN);
                    case MONITORING -> scene.incidents.mitigate(incident.id(), "", Scene.ANN);
                    case RESOLVED -> scene.incidents.resolve(incident.id(), "", Scene.ANN);
                }
                var update = communication.publish(incident.id(), List.of("public"), "as posted", Scene.ANN);
                if (!update.stage().equals(Optional.of(post.stage()))) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Rows of comma-separated values whose quoted cells may hold commas, quotes and line breaks. */
    private static List<List<String>> rows(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                boolean doubled = quoted && i + 1 < text.length() && text.charAt(i + 1) == '"';
                if (doubled) {
                    cell.append(c);
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (!quoted && (c == ',' || c == '\n')) {
                row.add(cell.toString().strip());
                cell.setLength(0);
                if (c == '\n') {
                    rows.add(row);
                    row = new ArrayList<>();
                }
            } else {
                cell.append(c);
            }
        }
        if (cell.length() > 0) {
            row.add(cell.toString().strip());
            rows.add(row);
        }
        return rows;
    }
}
