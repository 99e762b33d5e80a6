package io.itops.incident.metrics;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.itops.core.ServiceId;
import io.itops.core.Severity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Incidents of two public logs. */
final class RealLogs {
    private static final DateTimeFormatter UCI_TIME = DateTimeFormatter.ofPattern("d/M/uuuu H:mm");

    private RealLogs() {}

    private static void lines(String file, Consumer<String[]> row) {
        Path log = Path.of(System.getProperty("itops.data")).resolve(file);
        assumeTrue(Files.isRegularFile(log), () -> "no real data: " + log + " is not there");
        try (ZipFile zip = new ZipFile(log.toFile())) {
            ZipEntry csv = zip.stream()
                    .filter(entry ->
                            entry.getName().endsWith(".csv") && !entry.getName().startsWith("__MACOSX"))
                    .findFirst()
                    .orElseThrow();
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(zip.getInputStream(csv), StandardCharsets.UTF_8))) {
                reader.readLine();
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    row.accept(line.split(",", -1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The audit log of a ServiceNow instance: each incident as its last row has it. */
    static List<IncidentTimes> uci() {
        Map<String, String[]> last = new LinkedHashMap<>();
        lines("incidents/uci/incident_event_log.zip", row -> last.put(row[0], row));
        List<IncidentTimes> incidents = new ArrayList<>();
        for (String[] row : last.values()) {
            Severity severity = Severity.values()[Integer.parseInt(row[22]) - 1];
            IncidentTimes.Builder times =
                    IncidentTimes.builder(ServiceId.of("category " + row[16]), severity, uciTime(row[9]));
            times.fingerprint("symptom " + row[18]);
            if (!row[34].equals("?")) {
                times.resolvedAt(uciTime(row[34]));
            }
            if (!row[35].equals("?")) {
                times.leftAt(uciTime(row[35]));
            }
            incidents.add(times.build());
        }
        return incidents;
    }

    private static Instant uciTime(String text) {
        return LocalDateTime.parse(text, UCI_TIME).toInstant(ZoneOffset.UTC);
    }

    /** Volvo IT's log: from the first event of an incident to the first that calls it resolved. */
    static List<Spell> volvo() {
        Map<String, Instant> first = new LinkedHashMap<>();
        Map<String, Instant> resolved = new LinkedHashMap<>();
        lines("incidents/volvo/IBM-VolvoIT-Challenge.zip", row -> {
            Instant at = OffsetDateTime.parse(row[1]).toInstant();
            first.merge(row[0], at, (a, b) -> a.isBefore(b) ? a : b);
            if (Set.of("Resolved", "In Call").contains(row[3])) {
                resolved.merge(row[0], at, (a, b) -> a.isBefore(b) ? a : b);
            }
        });
        return first.entrySet().stream()
                .map(entry -> resolved.containsKey(entry.getKey())
                        ? Spell.of(entry.getValue(), resolved.get(entry.getKey()))
                        : Spell.open(entry.getValue()))
                .toList();
    }
}
