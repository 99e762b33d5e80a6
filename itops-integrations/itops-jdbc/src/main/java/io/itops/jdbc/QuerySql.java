package io.itops.jdbc;

import io.itops.core.store.IndexValue;
import io.itops.core.store.Page;
import io.itops.core.store.Query;
import io.itops.core.store.StoredRecord;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A query as SQL. The order names the columns of one index from its first on, so that the database walks that index from where the
 * page begins and stops where it ends: the index of the first equality if there is one, else that of the order. Bounds are inclusive
 * where many rows may lie on them, since H2 walks over what lies on an exclusive one.
 */
final class QuerySql {
    /** Smaller than what encoded values are made of: by itself the smallest that is not absent, behind a value the next greater one. */
    private static final String LOWEST = "\u0001";

    /** Greater than what encoded values are made of. */
    private static final String HIGHEST = "\u007F";

    private final Query query;
    private final String ordering;
    private final List<Object> parameters = new ArrayList<>();

    private QuerySql(Query query) {
        this.query = query;
        this.ordering = query.orderBy().isPresent() ? column(query.orderBy().getAsInt()) : "id";
    }

    static Page run(Query query, Statements statements) throws SQLException {
        QuerySql it = new QuerySql(query);
        String sql = it.sql();
        // One more than asked for tells whether there is a further page.
        List<StoredRecord> found = statements.list(sql, RecordRows::record, it.parameters.toArray());
        if (found.size() <= query.limit()) {
            return new Page(found, Optional.empty());
        }
        List<StoredRecord> page = found.subList(0, query.limit());
        StoredRecord last = page.get(page.size() - 1);
        String value = query.orderBy().isPresent() ? last.index(query.orderBy().getAsInt()) : IndexValue.ABSENT;
        return new Page(page, Optional.of(new Query.Position(value, last.ref().id())));
    }

    private String sql() {
        if (query.after().isEmpty()) {
            return select("");
        }
        Query.Position after = query.after().get();
        String beyond = query.descending() ? " < ?" : " > ?";
        if (query.orderBy().isEmpty()) {
            return select(" AND id" + beyond, after.id());
        }
        if (!query.equal().isEmpty()) {
            return select(
                    " AND (" + ordering + beyond + " OR (" + ordering + " = ? AND id" + beyond + "))",
                    after.value(),
                    after.value(),
                    after.id());
        }
        // Two walks, each from where it begins: the rest of those with the same value, and those behind them.
        String same = select(" AND " + ordering + " = ? AND id" + beyond, after.value(), after.id());
        String behind = query.descending()
                ? select(" AND " + ordering + " <= ?", before(after.value()))
                : select(" AND " + ordering + " >= ?", after.value() + LOWEST);
        String way = query.descending() ? " DESC" : "";
        parameters.add(query.limit() + 1);
        return "SELECT * FROM (" + same + ") same UNION ALL SELECT * FROM (" + behind + ") behind ORDER BY " + ordering
                + way + ", id" + way + " LIMIT ?";
    }

    /** The rows of the query that also meet a further condition, as many as a page and one more. */
    private String select(String further, Object... values) {
        StringBuilder sql = new StringBuilder("SELECT " + RecordRows.COLUMNS + " FROM itops_record WHERE type = ?");
        parameters.add(query.type());
        query.equal().forEach((slot, value) -> condition(sql, column(slot) + " = ?", value));
        if (query.orderBy().isPresent()) {
            condition(sql, ordering + " >= ?", LOWEST);
        }
        query.from().ifPresent(from -> condition(sql, ordering + " >= ?", from));
        query.below()
                .ifPresent(below -> condition(
                        sql,
                        ordering + (query.orderBy().isPresent() ? " <= ?" : " < ?"),
                        query.orderBy().isPresent() ? before(below) : below));
        sql.append(further).append(" ORDER BY ").append(order()).append(" LIMIT ?");
        parameters.addAll(List.of(values));
        parameters.add(query.limit() + 1);
        return sql.toString();
    }

    /** Not smaller than any encoded value that is smaller than a given one, and itself smaller than that. */
    private static String before(String value) {
        if (value.isEmpty()) {
            return value;
        }
        int last = value.length() - 1;
        return value.substring(0, last) + (char) (value.charAt(last) - 1) + HIGHEST;
    }

    private void condition(StringBuilder sql, String condition, String value) {
        sql.append(" AND ").append(condition);
        parameters.add(value);
    }

    private String order() {
        String way = query.descending() ? " DESC" : "";
        StringBuilder order = new StringBuilder("type").append(way);
        query.equal().keySet().stream()
                .map(QuerySql::column)
                .filter(slot -> !slot.equals(ordering))
                .limit(1)
                .forEach(slot -> order.append(", ").append(slot).append(way));
        if (query.orderBy().isPresent()) {
            order.append(", ").append(ordering).append(way);
        }
        return order.append(", id").append(way).toString();
    }

    private static String column(int slot) {
        return "slot" + slot;
    }
}
