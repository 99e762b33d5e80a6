package io.itops.incident;

import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.record.RecordQuery;
import io.itops.core.time.Window;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentState;
import java.time.Instant;
import java.util.Optional;

/**
 * Which incidents to list. They come by the instant at which they were opened, the newest first.
 *
 * <p>Immutable and thread-safe.
 *
 * @param state only incidents in this state
 * @param service only incidents of this service
 * @param dedupKey only incidents of this dedup key
 * @param opened only incidents that were opened in this time
 * @param limit the greatest number of incidents, 1 to 1,000
 * @since 0.1
 */
public record IncidentQuery(
        Optional<IncidentState> state,
        Optional<ServiceId> service,
        Optional<String> dedupKey,
        Optional<Window> opened,
        int limit) {
    /** Checks the parts. */
    public IncidentQuery {
        Require.present("state", state);
        Require.present("service", service);
        Require.present("dedup key", dedupKey).ifPresent(key -> Require.id("dedup key", key));
        Require.present("time of opening", opened);
        Require.range("number of incidents", limit, 1, 1_000);
    }

    /**
     * The newest 1,000 incidents.
     *
     * @return a query
     */
    public static IncidentQuery newest() {
        return new IncidentQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 1_000);
    }

    /**
     * This query for one state.
     *
     * @param wanted the state
     * @return a new query
     */
    public IncidentQuery in(IncidentState wanted) {
        return new IncidentQuery(Optional.of(Require.present("state", wanted)), service, dedupKey, opened, limit);
    }

    /**
     * This query for one service.
     *
     * @param wanted the service
     * @return a new query
     */
    public IncidentQuery of(ServiceId wanted) {
        return new IncidentQuery(state, Optional.of(Require.present("service", wanted)), dedupKey, opened, limit);
    }

    /**
     * This query for one dedup key.
     *
     * @param wanted the key
     * @return a new query
     */
    public IncidentQuery withKey(String wanted) {
        return new IncidentQuery(state, service, Optional.of(Require.present("dedup key", wanted)), opened, limit);
    }

    /**
     * This query for one stretch of time.
     *
     * @param from the first instant of opening
     * @param until the first instant of opening that is not wanted, after {@code from}
     * @return a new query
     */
    public IncidentQuery openedBetween(Instant from, Instant until) {
        return new IncidentQuery(state, service, dedupKey, Optional.of(new Window(from, until)), limit);
    }

    /**
     * This query for so many incidents.
     *
     * @param most the greatest number, 1 to 1,000
     * @return a new query
     */
    public IncidentQuery atMost(int most) {
        return new IncidentQuery(state, service, dedupKey, opened, most);
    }

    RecordQuery<Incident> records() {
        RecordQuery<Incident> query =
                RecordQuery.of(Incident.TYPE).orderBy("opened-at").descending().limit(limit);
        state.ifPresent(wanted -> query.where("state", wanted.name()));
        service.ifPresent(wanted -> query.where("service", wanted.value()));
        dedupKey.ifPresent(wanted -> query.where("dedup-key", wanted));
        opened.ifPresent(time -> query.between(time.start(), time.end()));
        return query;
    }
}
