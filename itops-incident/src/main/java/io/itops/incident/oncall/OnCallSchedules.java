package io.itops.incident.oncall;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.NotFoundException;
import io.itops.core.Require;
import io.itops.core.access.Permission;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.Tree;
import io.itops.core.record.Versioned;
import io.itops.core.store.UnitOfWork;
import io.itops.incident.escalation.Roster;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The schedules of a store: keeps them, and looks up who is on call. Once the instance is closed, putting one throws {@link
 * io.itops.core.ClosedException}.
 *
 * <p>Thread-safe if the given Store is.
 *
 * @since 0.1
 */
public final class OnCallSchedules {
    private static final Permission PUT = Permission.of("on-call-schedule.put");
    private static final Permission REMOVE = Permission.of("on-call-schedule.remove");

    private final ItOps ops;

    /**
     * The schedules of an SDK instance.
     *
     * @param ops holds the store and the clock
     */
    public OnCallSchedules(ItOps ops) {
        this.ops = Require.present("ops", ops);
    }

    /**
     * Adds a schedule, or puts it in the place of the one with its id. Pages that were sent before stay as they are; steps that are
     * taken from now on go by the new one.
     *
     * @param schedule the schedule
     * @param actor who does it
     * @throws io.itops.core.AccessDeniedException if the actor may not
     */
    public void put(OnCallSchedule schedule, Actor actor) {
        Require.present("schedule", schedule);
        ops.run(actor, unit -> {
            unit.authorize(PUT, schedule.ref());
            Optional<OnCallSchedule> before = find(unit, schedule.id());
            if (before.equals(Optional.of(schedule))) {
                return;
            }
            unit.put(OnCallSchedule.TYPE, schedule);
            journal(unit, before.isPresent() ? "replaced" : "added", schedule);
        });
    }

    /**
     * Removes a schedule. Policies that name it find nobody behind it.
     *
     * @param id the schedule's id
     * @param actor who does it
     * @throws NotFoundException if there is none
     * @throws io.itops.core.AccessDeniedException if the actor may not
     */
    public void remove(String id, Actor actor) {
        Require.id("schedule id", id);
        ops.run(actor, unit -> {
            unit.authorize(REMOVE, OnCallSchedule.TYPE.ref(id));
            OnCallSchedule schedule =
                    find(unit, id).orElseThrow(() -> new NotFoundException(OnCallSchedule.TYPE.ref(id)));
            unit.remove(OnCallSchedule.TYPE, id);
            journal(unit, "removed", schedule);
        });
    }

    /**
     * A schedule by its id.
     *
     * @param id the schedule's id
     * @return the schedule
     * @throws NotFoundException if there is none
     */
    public OnCallSchedule get(String id) {
        return ops.records().get(OnCallSchedule.TYPE, id).value();
    }

    /**
     * All schedules in the order of their ids.
     *
     * @return all of them
     */
    public List<OnCallSchedule> list() {
        return ops.records().all(RecordQuery.of(OnCallSchedule.TYPE)).stream()
                .map(Versioned::value)
                .toList();
    }

    /**
     * Who is on call in schedules at an instant, read so that the unit's commit depends on each schedule's version, and on the
     * absence of those that are not there.
     *
     * @param unit gathers reads and writes
     * @param schedules ids of schedules
     * @param instant any instant
     * @return who is on call, without an entry for a schedule that is not there
     */
    public static Roster roster(UnitOfWork unit, Collection<String> schedules, Instant instant) {
        SortedMap<String, List<String>> onCall = new TreeMap<>();
        for (String id : Require.list("schedules", schedules)) {
            find(unit, id).ifPresent(schedule -> onCall.put(id, OnCall.onCall(schedule, instant)));
        }
        return new Roster(onCall);
    }

    private static Optional<OnCallSchedule> find(UnitOfWork unit, String id) {
        return unit.find(OnCallSchedule.TYPE, id).map(Versioned::value);
    }

    private static void journal(UnitOfWork unit, String what, OnCallSchedule schedule) {
        Tree.Obj data =
                Tree.Obj.of(Map.of("schedule", OnCallSchedule.TYPE.shape().write(schedule)));
        unit.event(
                "on-call-schedule." + what,
                List.of(schedule.ref()),
                "on-call schedule " + schedule.id() + " was " + what,
                data);
    }
}
