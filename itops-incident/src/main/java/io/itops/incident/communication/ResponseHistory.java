package io.itops.incident.communication;

import io.itops.core.ItOps;
import io.itops.core.journal.JournalEntry;
import io.itops.incident.communication.ResponseEvent.RoleLeft;
import io.itops.incident.communication.ResponseEvent.RoleTaken;
import io.itops.incident.communication.ResponseEvent.StageReached;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the journal has of a response and the response has not any more. Thread-safe if the given Store is. */
final class ResponseHistory {
    private static final String PREFIX = ResponseEvents.FAMILY.name() + ".";

    private final ItOps ops;

    ResponseHistory(ItOps ops) {
        this.ops = ops;
    }

    /** Who held which role when, in the order in which the roles were taken. */
    List<RoleTenure> tenures(Response response) {
        if (response.leftOut().tenures() == 0) {
            return response.tenures();
        }
        List<RoleTenure> all = new ArrayList<>();
        events(response).forEach(event -> {
            if (event instanceof RoleTaken taken) {
                all.replaceAll(tenure ->
                        tenure.role() == taken.role() && tenure.until().isEmpty()
                                ? tenure.endedAt(taken.at())
                                : tenure);
                all.add(new RoleTenure(taken.role(), taken.to(), taken.at(), Optional.empty(), taken.note()));
            } else if (event instanceof RoleLeft left) {
                all.replaceAll(tenure ->
                        tenure.role() == left.role() && tenure.until().isEmpty() ? tenure.endedAt(left.at()) : tenure);
            }
        });
        return List.copyOf(all);
    }

    /** The public stages that the incident came to, in order. */
    List<StageChange> stages(Response response) {
        return response.leftOut().stages() == 0
                ? response.stages()
                : events(response)
                        .filter(StageReached.class::isInstance)
                        .map(StageReached.class::cast)
                        .map(reached -> new StageChange(reached.stage(), reached.at()))
                        .toList();
    }

    private Stream<ResponseEvent> events(Response response) {
        return ops.journal().about(response.ref()).stream()
                .map(JournalEntry::event)
                .filter(event -> event.type().startsWith(PREFIX))
                .flatMap(event ->
                        ResponseEvents.FAMILY.read(event.type().substring(PREFIX.length()), event.data()).stream());
    }
}
