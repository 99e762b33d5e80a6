package io.itops.jdbc;

import io.itops.core.Ref;
import io.itops.core.journal.JournalEvent;
import io.itops.core.journal.JournalPage;
import io.itops.core.journal.JournalQuery;
import io.itops.core.journal.Merkle;
import io.itops.core.journal.MerkleFrontier;
import io.itops.core.journal.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** The tables of the journal. */
final class JournalRows {
    private static final String INSERT = "INSERT INTO itops_journal (seq, json) VALUES (?, ?)";
    private static final String INSERT_SUBJECT = "INSERT INTO itops_journal_subject (type, id, seq) VALUES (?, ?, ?)";
    private static final String FRONTIER = "SELECT frontier FROM itops_head WHERE id = 1";
    private static final String ALL =
            "SELECT seq, json FROM itops_journal WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?";
    private static final String OF_SUBJECT = "SELECT j.seq, j.json FROM itops_journal_subject s"
            + " JOIN itops_journal j ON j.seq = s.seq"
            + " WHERE s.type = ? AND s.id = ? AND s.seq > ? AND s.seq <= ? ORDER BY s.type, s.id, s.seq LIMIT ?";

    private final Statements statements;
    private final HeadRow head;

    /** Entries that are ready to be appended, and the frontier behind them. */
    record Prepared(List<JournalEvent> events, List<StoredEvent> stored, MerkleFrontier frontier) {
        /** The sequence number of the first entry, 0 if there is none. */
        long first() {
            return stored.isEmpty() ? 0 : stored.get(0).sequence();
        }

        /** The sequence number of the last entry, 0 if there is none. */
        long last() {
            return stored.isEmpty() ? 0 : frontier.size();
        }
    }

    JournalRows(Statements statements, HeadRow head) {
        this.statements = statements;
        this.head = head;
    }

    /** Makes the texts of entries; a text beyond the limits is refused here, before anything is written. */
    Prepared prepare(List<JournalEvent> events) throws SQLException {
        if (events.isEmpty()) {
            return new Prepared(events, List.of(), MerkleFrontier.EMPTY);
        }
        MerkleFrontier frontier = head.frontier();
        List<StoredEvent> stored = new ArrayList<>(events.size());
        for (JournalEvent event : events) {
            long sequence = frontier.size() + 1;
            String json = event.toJson(sequence);
            stored.add(new StoredEvent(sequence, json));
            frontier = frontier.append(Merkle.leafHash(json.getBytes(StandardCharsets.UTF_8)));
        }
        return new Prepared(events, stored, frontier);
    }

    void append(Prepared next) throws SQLException {
        if (next.stored().isEmpty()) {
            return;
        }
        for (int i = 0; i < next.stored().size(); i++) {
            StoredEvent event = next.stored().get(i);
            statements.change(INSERT, event.sequence(), event.json());
            for (Ref subject : new LinkedHashSet<>(next.events().get(i).subjects())) {
                statements.change(INSERT_SUBJECT, subject.type(), subject.id(), event.sequence());
            }
        }
        head.frontier(next.frontier());
    }

    /** One page. The head is read first and bounds the entries, so that both belong to one moment. */
    static JournalPage page(JournalQuery query, Statements statements) throws SQLException {
        MerkleFrontier frontier = statements.one(FRONTIER, row -> MerkleFrontier.parse(row.getString(1)));
        if (frontier == null) {
            throw new SQLException("table itops_head must have a row, but was empty");
        }
        List<StoredEvent> events;
        if (query.subject().isPresent()) {
            Ref subject = query.subject().get();
            events = statements.list(
                    OF_SUBJECT,
                    JournalRows::event,
                    subject.type(),
                    subject.id(),
                    query.after(),
                    frontier.size(),
                    query.limit());
        } else {
            events = statements.list(ALL, JournalRows::event, query.after(), frontier.size(), query.limit());
        }
        return new JournalPage(events, frontier);
    }

    private static StoredEvent event(ResultSet row) throws SQLException {
        return new StoredEvent(row.getLong(1), row.getString(2));
    }
}
