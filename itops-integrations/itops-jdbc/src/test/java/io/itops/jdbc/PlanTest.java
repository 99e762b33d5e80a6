package io.itops.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.journal.JournalQuery;
import io.itops.core.store.Claim;
import io.itops.core.store.ClaimRequest;
import io.itops.core.store.Commit;
import io.itops.core.store.Completion;
import io.itops.core.store.IndexValue;
import io.itops.core.store.Job;
import io.itops.core.store.Query;
import io.itops.core.store.TimerKey;
import io.itops.testkit.ManualClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No statement looks at many more rows than it is asked for, however many there are. */
class PlanTest {
    /** Enough for H2 to have counted values by itself, which it does after 2,000 changes of a table; smaller ones it may just walk over. */
    private static final int MANY = 2_400;

    private static final int LIMIT = 10;
    private static final Pattern SCANS = Pattern.compile("scanCount: ([0-9]+)");

    @TempDir
    private Path directory;

    private final ManualClock clock = ManualClock.at(Commits.START);
    private final StatementLog log = new StatementLog();
    private HookedDialect dialect;
    private JdbcStore store;

    @BeforeEach
    void fill() throws SQLException {
        dialect = new HookedDialect(H2Dialect.open(directory, false));
        dialect.listen(log);
        store = JdbcStore.open(dialect, clock);
        for (int i = 0; i < MANY; ) {
            Commit.Builder commit = Commit.builder();
            for (int end = i + 200; i < end; i++) {
                // Few records have a value in slot 1, many the same in slot 2.
                String rare = i % 100 == 0 ? IndexValue.of(i) : IndexValue.ABSENT;
                commit.put(Commits.record("r" + i, 1, "{}", IndexValue.of(i), rare, IndexValue.of(i % 3)), 0);
                commit.event(Commits.event(i % 100 == 0 ? "rare" : "common"));
                commit.job(Job.inLane("lane-job-" + i, "send", "lane-" + i % 4, Commits.START, "{}"));
                commit.job(Job.timer(
                        "timer-" + i,
                        "ring",
                        new TimerKey(Commits.ref("r" + i), "alarm"),
                        Commits.START.plusSeconds(3_600 + i),
                        "{}"));
            }
            store.commit(commit.build());
        }
        log.clear();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void claimsAndCompletionsLookAtFewRows(boolean analyzed) throws SQLException {
        analyze(analyzed);
        for (int round = 0; round < 3; round++) {
            List<Claim> claims = store.claim(new ClaimRequest(
                            Set.of("ring", "send", "tidy"), Commits.START, LIMIT, Duration.ofSeconds(5)))
                    .claims();
            assertThat(claims).hasSize(4);
            store.commit(Commit.builder()
                    .complete(Completion.done(claims.get(0)))
                    .complete(Completion.retry(claims.get(1), Commits.START))
                    .cancelJob(claims.get(2).job().id())
                    .cancelTimer(new TimerKey(Commits.ref("r" + round), "alarm"))
                    .job(Job.inLane("more-" + round, "send", "lane-0", Commits.START, "{}"))
                    .build());
            clock.advance(Duration.ofMinutes(1));
        }
        expectFewRows(12);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void recordsAreReadAndWrittenByKey(boolean analyzed) throws SQLException {
        analyze(analyzed);
        store.find(Commits.ref("r77"));
        store.commit(Commit.builder()
                .put(Commits.record("r77", 2, "{}"), 1)
                .remove(Commits.ref("r78"), 1)
                .expect(Commits.ref("r79"), 1)
                .event(Commits.event("common"))
                .build());
        expectFewRows(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void pagesLookAtAPageOfRows(boolean analyzed) throws SQLException {
        analyze(analyzed);
        for (boolean descending : new boolean[] {false, true}) {
            pages(OptionalInt.empty(), Map.of(), descending);
            for (int slot = 0; slot < 3; slot++) {
                pages(OptionalInt.of(slot), Map.of(), descending);
            }
            pages(OptionalInt.empty(), Map.of(2, IndexValue.of(1)), descending);
            pages(OptionalInt.of(2), Map.of(0, IndexValue.of(MANY / 2)), descending);
        }
        expectFewRows(3 * LIMIT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theJournalIsReadFromWhereThePageBegins(boolean analyzed) throws SQLException {
        analyze(analyzed);
        store.journal(new JournalQuery(MANY / 2, Optional.empty(), LIMIT));
        store.journal(new JournalQuery(MANY / 2, Optional.of(Commits.ref("rare")), LIMIT));
        store.journal(new JournalQuery(MANY - 1, Optional.of(Commits.ref("common")), LIMIT));
        expectFewRows(3 * LIMIT);
    }

    @Test
    void aBoundThatH2WalksOverIsSeen() throws SQLException {
        assertThat(scans(
                        "SELECT id FROM itops_record WHERE type = ? AND slot1 > ? ORDER BY type, slot1, id LIMIT ?",
                        List.of("thing", "", LIMIT)))
                .isGreaterThan(MANY / 2);
    }

    /** Reads two pages, and one from the middle of a range. */
    private void pages(OptionalInt orderBy, Map<Integer, String> equal, boolean descending) {
        Query query = new Query(
                "thing", equal, orderBy, Optional.empty(), Optional.empty(), descending, Optional.empty(), LIMIT);
        Optional<Query.Position> next = store.query(query).next();
        store.query(new Query("thing", equal, orderBy, Optional.empty(), Optional.empty(), descending, next, LIMIT));
        Optional<String> from = Optional.of(orderBy.isPresent() ? IndexValue.of(1) : "r2");
        Optional<String> below = Optional.of(orderBy.isPresent() ? IndexValue.of(2_000) : "r4");
        store.query(new Query("thing", equal, orderBy, from, below, descending, Optional.empty(), LIMIT));
    }

    private void expectFewRows(int most) throws SQLException {
        Map<String, List<Object>> statements = log.statements();
        assertThat(statements).isNotEmpty();
        for (Map.Entry<String, List<Object>> each : statements.entrySet()) {
            if (each.getKey().startsWith("SELECT")) {
                assertThat(scans(each.getKey(), each.getValue()))
                        .as("%s %s", each.getKey(), each.getValue())
                        .isLessThanOrEqualTo(most);
            } else if (!each.getKey().startsWith("INSERT")) {
                assertThat(plan("EXPLAIN ", each.getKey(), each.getValue()))
                        .as(each.getKey())
                        .doesNotContain("tableScan");
            }
        }
    }

    private void analyze(boolean wanted) throws SQLException {
        if (wanted) {
            try (Connection connection = dialect.connect();
                    var statement = connection.createStatement()) {
                statement.execute("ANALYZE");
            }
            log.clear();
        }
    }

    private int scans(String sql, List<Object> parameters) throws SQLException {
        List<Integer> scans = new ArrayList<>();
        Matcher matcher = SCANS.matcher(plan("EXPLAIN ANALYZE ", sql, parameters));
        while (matcher.find()) {
            scans.add(Integer.parseInt(matcher.group(1)));
        }
        assertThat(scans).isNotEmpty();
        return scans.stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    private String plan(String explain, String sql, List<Object> parameters) throws SQLException {
        try (Connection connection = dialect.dialect().connect();
                PreparedStatement statement = connection.prepareStatement(explain + sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
