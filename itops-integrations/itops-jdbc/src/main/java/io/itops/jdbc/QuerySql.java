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
 * page begins and stops where it ends: the index of the first equality if there is one, else that of the order.
 */
final class QuerySql {
    private final Query query;
    private final String ordering;
    private final List<String> conditions = new ArrayList<>();
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
        condition("type = ?", query.type());
        query.equal().forEach((slot, value) -> condition(column(slot) + " = ?", value));
        if (query.orderBy().isPresent()) {
            condition(ordering + " > ?", IndexValue.ABSENT);
        }
        query.from().ifPresent(from -> condition(ordering + " >= ?", from));
        query.below().ifPresent(below -> condition(ordering + " < ?", below));
        query.after().ifPresent(this::behind);
        parameters.add(query.limit() + 1);
        return "SELECT " + RecordRows.COLUMNS + " FROM itops_record WHERE " + String.join(" AND ", conditions)
                + " ORDER BY " + order() + " LIMIT ?";
    }

    /** The first condition alone would do for the index, the second for the result. */
    private void behind(Query.Position position) {
        String beyond = query.descending() ? " < ?" : " > ?";
        if (query.orderBy().isEmpty()) {
            condition("id" + beyond, position.id());
            return;
        }
        condition(ordering + (query.descending() ? " <= ?" : " >= ?"), position.value());
        condition("(" + ordering + beyond + " OR id" + beyond + ")", position.value(), position.id());
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

    private void condition(String sql, Object... values) {
        conditions.add(sql);
        parameters.addAll(List.of(values));
    }

    private static String column(int slot) {
        return "slot" + slot;
    }
}
