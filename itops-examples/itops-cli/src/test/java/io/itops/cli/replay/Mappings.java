package io.itops.cli.replay;

import java.io.IOException;
import java.io.StringReader;

/** Mappings and logs of tests. */
final class Mappings {
    /** Columns id, state and n, by which events are ordered. */
    static final String SMALL = """
            case: id
            state:
              column: state
              values: {new: open, work: in progress, wait: on hold, done: resolved, shut: closed, odd: unmapped}
            order:
              - {column: n, type: number}
            """;

    private Mappings() {}

    static LogMapping small(String more) {
        return MappingReader.read(SMALL + more);
    }

    static Log log(LogMapping mapping, String table) {
        try {
            return LogReader.read(new StringReader(table), mapping);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
