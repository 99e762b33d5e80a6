package io.itops.quickstart;

import io.itops.core.InvalidInputException;
import io.itops.core.ItOpsException;
import io.itops.core.journal.Journal;
import io.itops.core.journal.JournalEntry;
import io.itops.core.record.Tree;
import io.itops.core.spi.Store;
import io.itops.incident.review.ReviewDraft;
import io.itops.jdbc.JdbcStore;
import io.itops.quickstart.check.CheckRun;
import io.itops.quickstart.receiver.ReceiverLog;
import io.itops.quickstart.report.ReportData;
import io.itops.quickstart.report.ReportPage;
import io.itops.quickstart.shop.Shop;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Runs the SDK's main job on a real failure, tells of it while it happens, and has it checked. */
public final class Quickstart {
    private final Options options;
    private final PlannedChanges planned;
    private final FailureRule rule;
    private final InstantSource clock;
    private final PrintStream out;

    private Quickstart(Options options, InstantSource clock, PrintStream out) {
        this.options = options;
        this.planned = PlannedChanges.of(options.sabotage());
        this.rule = FailureRule.load(options.pace().rules());
        this.clock = clock;
        this.out = out;
    }

    /**
     * Runs the program: exit code 0 if the checker found that everything happened, 1 if not, 2 if the options are wrong.
     *
     * @param args see {@code --help}
     * @throws IOException if the report cannot be written
     * @throws InterruptedException if the program is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (List.of(args).contains("--help")) {
            System.out.print(Options.USAGE);
            return;
        }
        Options options;
        try {
            options = Options.parse(List.of(args));
        } catch (InvalidInputException e) {
            System.err.println(e.getMessage() + "\n" + Options.USAGE);
            System.exit(2);
            return;
        }
        int exit;
        try (RunDirectory directory = RunDirectory.open(options.directory(), options.story())) {
            exit = new Quickstart(options, Clocks.system(), System.out).run(directory);
        } catch (ItOpsException e) {
            System.err.println(e.getMessage());
            exit = 1;
        }
        System.exit(exit);
    }

    private int run(RunDirectory directory) throws IOException, InterruptedException {
        out.println(directory.resumed() ? "A run was cut here; it goes on." : "A fresh run.");
        Told told = tell(directory);
        Check check = check(directory);
        Summary summary = new Summary(options.scenario(), told.journal(), told.narrator());
        ReportData report = summary.report(
                rule,
                told.series(),
                ReceiverLog.read(directory.receiverLog()),
                told.review(),
                check.output().strip());
        Files.createDirectories(options.report().toAbsolutePath().getParent());
        Files.writeString(options.report(), ReportPage.render(report));
        directory.ended(check.output());
        out.println(check.output());
        out.println("Report: " + options.report().toAbsolutePath());
        return check.exitCode();
    }

    /** What is left of a story once everything is closed. */
    private record Told(
            List<JournalEntry> journal,
            Narrator narrator,
            List<ReportData.Point> series,
            Optional<ReviewDraft> review) {}

    private Told tell(RunDirectory directory) {
        Narrator narrator = new Narrator(out);
        try (JdbcStore opened = JdbcStore.h2(directory.store()).open()) {
            Store store = options.killAt()
                    .<Store>map(type -> new KillSwitch(opened, type))
                    .orElse(opened);
            List<JournalEntry> before = new Journal(store).all();
            if (before.stream().noneMatch(entry -> entry.event().type().equals(DemoEvents.PREPARED))) {
                History.write(store, planned, clock.instant());
            }
            return tell(store, narrator, directory);
        }
    }

    private Told tell(Store store, Narrator narrator, RunDirectory directory) {
        Instant started = clock.instant();
        Journal journal = new Journal(store);
        try (Operations operations = new Operations(store, options, rule, directory.receiverLog(), clock);
                Shop shop = new Shop(pool(journal), operations.monitoring().meterRegistry());
                Watch watch = new Watch(journal, narrator)) {
            shop.providerFails(watch.has(DemoEvents.PROVIDER_FAILED) && !watch.has(DemoEvents.PROVIDER_RECOVERED));
            watch.last(DemoEvents.PREPARED).ifPresent(narrator::tell);
            operations.ops().start();
            try {
                new Story(options, planned, operations, shop, watch).tell();
            } catch (Watch.GaveUp | ItOpsException e) {
                out.println(e.getMessage());
            }
            watch.catchUp();
            Summary summary = new Summary(options.scenario(), watch.entries(), narrator);
            return new Told(
                    watch.entries(),
                    narrator,
                    new Series(operations.monitoring(), rule).between(started, clock.instant()),
                    summary.incident().map(operations.incidents().reviews()::draft));
        }
    }

    /** The size of the pool that was set last. */
    private static int pool(Journal journal) {
        return journal.all().stream()
                .filter(entry -> entry.event().type().equals(DemoEvents.CONFIGURED))
                .reduce((a, b) -> b)
                .map(entry -> entry.event().data().members().get("connections"))
                .map(size -> size instanceof Tree.Num number ? (int) number.value() : Shop.USUAL_POOL)
                .orElse(Shop.USUAL_POOL);
    }

    /** What the checker said. */
    private record Check(int exitCode, String output) {}

    private Check check(RunDirectory directory) throws IOException, InterruptedException {
        Path store = directory.store().toAbsolutePath();
        String log = directory.receiverLog().toString();
        ProcessBuilder checker = options.scenario() == Scenario.CHANGE
                ? ChildJvm.of(CheckRun.class, store.toString(), log, PlannedChanges.EXPECTED)
                : ChildJvm.of(CheckRun.class, store.toString(), log);
        Process process = checker.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Check(process.waitFor(), output);
    }
}
