package io.itops.benchmarks.prom;

import io.itops.monitoring.metric.Labels;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Prometheus server of its own process and folder, without targets and rules, given samples by remote write. */
final class PrometheusServer implements AutoCloseable {
    private static final String READY = "Server is ready to receive web requests";
    private static final int SERIES_A_REQUEST = 2_000;

    /** Long, since a busy machine may stop either side for a while. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Path folder;
    private final Process process;
    private final String base;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final JsonMapper json = new JsonMapper();

    private PrometheusServer(Path folder, Process process, int port) {
        this.folder = folder;
        this.process = process;
        this.base = "http://127.0.0.1:" + port;
    }

    /** The program, if there is one on the path. */
    static Optional<Path> program() {
        return Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "prometheus"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts the program and waits until it answers. */
    static PrometheusServer start(Path program) throws IOException {
        Path folder = Files.createTempDirectory("itops-prometheus");
        Path config = Files.writeString(folder.resolve("prometheus.yml"), "global: {}\n");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Process process = new ProcessBuilder(List.of(
                        program.toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--web.enable-remote-write-receiver",
                        "--query.timeout=10m"))
                .redirectErrorStream(true)
                .start();
        // where this program is interrupted nobody closes anything
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "prometheus-end"));
        PrometheusServer server = new PrometheusServer(folder, process, port);
        try {
            server.awaitReady();
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    private void awaitReady() throws IOException {
        List<String> said = new ArrayList<>();
        BufferedReader log = process.inputReader();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            if (line.contains(READY)) {
                drain(log);
                return;
            }
            said.add(line);
        }
        throw new IllegalStateException("prometheus did not start: " + String.join("\n", said));
    }

    /** A log that nobody reads would stop the server in the end. */
    private static void drain(BufferedReader log) {
        Thread reader = new Thread(
                () -> {
                    try {
                        while (log.readLine() != null) {
                            // what it says while it serves is of no interest
                        }
                    } catch (IOException e) {
                        // it was stopped
                    }
                },
                "prometheus-log");
        reader.setDaemon(true);
        reader.start();
    }

    /** Writes the samples of some rounds. */
    void write(PromData data, int firstRound, int lastRound) {
        for (int from = 0; from < data.size(); from += SERIES_A_REQUEST) {
            RemoteWrite request = new RemoteWrite();
            for (int i = from; i < Math.min(data.size(), from + SERIES_A_REQUEST); i++) {
                request.add(data.counterName(), data, i, firstRound, lastRound, false);
                request.add(data.gaugeName(), data, i, firstRound, lastRound, true);
            }
            send(HttpRequest.newBuilder(URI.create(base + "/api/v1/write"))
                    .header("Content-Encoding", "snappy")
                    .header("Content-Type", "application/x-protobuf")
                    .header("X-Prometheus-Remote-Write-Version", "0.1.0")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(request.body())));
        }
    }

    /** Asks for an expression at an instant, and gives the answer unread. */
    String query(String expression, Instant at) {
        String time = at.getEpochSecond() + "." + String.format(Locale.ROOT, "%03d", at.getNano() / 1_000_000);
        return send(HttpRequest.newBuilder(URI.create(base + "/api/v1/query?time=" + time + "&query="
                + URLEncoder.encode(expression, StandardCharsets.UTF_8))));
    }

    /** The elements of an answer, without the metric's name, which a rule does not keep. */
    Map<Labels, Double> elements(String answer) {
        Map<Labels, Double> elements = new HashMap<>();
        for (JsonNode element : json.readTree(answer).path("data").path("result")) {
            Labels.Builder labels = Labels.builder();
            element.path("metric")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asString()));
            elements.put(
                    labels.build().withoutMetricName(),
                    Double.parseDouble(element.path("value").path(1).asString()));
        }
        return elements;
    }

    /** The bytes of its heap that are in use after a collection of garbage. */
    double heap() {
        send(HttpRequest.newBuilder(URI.create(base + "/debug/pprof/heap?gc=1")));
        return metric("go_memstats_heap_alloc_bytes");
    }

    /** The series that it holds in memory. */
    double headSeries() {
        return metric("prometheus_tsdb_head_series");
    }

    private double metric(String name) {
        return send(HttpRequest.newBuilder(URI.create(base + "/metrics")))
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    /** The processor time that it has taken. */
    Duration cpu() {
        return Cpu.of(process.toHandle());
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    client.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException(
                        "prometheus answered " + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
