package io.itops.cli.replay;

import io.itops.incident.priority.PriorityMatrix;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a log is written, and what its states mean.
 *
 * @param lifecycle what its cases are
 * @param format how the table is written
 * @param caseColumn the column of the case
 * @param state the column of the state
 * @param order what the events of a case are ordered by, the most important first; the order of the file decides what is left
 * @param time when an event happened, if the log says
 * @param priority what the law of priorities is checked on, if the log says
 * @param reopenings the column of a counter of reopenings, if the log has one
 */
public record LogMapping(
        Kind lifecycle,
        Format format,
        Column caseColumn,
        States state,
        List<Order> order,
        Optional<Time> time,
        Optional<Priorities> priority,
        Optional<Column> reopenings) {
    /** What the cases of a log are. */
    public enum Kind {
        /** Incidents. */
        INCIDENT,
        /** Problems. */
        PROBLEM
    }

    /**
     * How a table is written.
     *
     * @param separator between the cells of a row
     * @param quote around a cell that has separators, quotes or ends of lines in it
     * @param charset unless the file begins with a byte order mark
     * @param missing what stands in a cell that says nothing; an empty one never does
     */
    record Format(char separator, char quote, Charset charset, Set<String> missing) {}

    /**
     * What states mean.
     *
     * @param column the column of the state
     * @param meanings by what stands there
     * @param silent what stands there where the row says nothing of the state
     * @param others what all else means
     */
    record States(Column column, Map<String, LogState> meanings, Set<String> silent, Others others) {}

    /** What a state means that the mapping does not name. */
    enum Others {
        /** It is a fault of the log. */
        REFUSED,
        /** It is none of the lifecycle. */
        UNMAPPED,
        /** Its row says nothing of the state. */
        UNCHANGED
    }

    /** How a column is ordered. */
    enum OrderType {
        TEXT,
        NUMBER,
        INSTANT
    }

    /**
     * What events are ordered by.
     *
     * @param column the column
     * @param type how its values are compared
     * @param format how its instants are written, if they are
     */
    record Order(Column column, OrderType type, Optional<TimeFormat> format) {}

    /**
     * When events happened.
     *
     * @param columns one or more, whose values are read with a blank between them
     * @param format how they are written
     */
    record Time(List<Column> columns, TimeFormat format) {}

    /**
     * A law of priorities and where its numbers stand.
     *
     * @param impact the column of the impact
     * @param urgency the column of the urgency
     * @param priority the column of the priority
     * @param matrix the law
     */
    record Priorities(Level impact, Level urgency, Level priority, PriorityMatrix matrix) {}
}
