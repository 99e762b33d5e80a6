package io.itops.cli.replay;

import java.util.List;

/**
 * A log as it was read.
 *
 * @param cases in the order in which the file has them first
 * @param unended whether its last row has no end of line
 */
record Log(List<Case> cases, boolean unended) {
    /**
     * One case.
     *
     * @param id its id
     * @param events in their order, at least one
     */
    record Case(String id, List<LogEvent> events) {}

    int events() {
        return cases.stream().mapToInt(one -> one.events().size()).sum();
    }
}
