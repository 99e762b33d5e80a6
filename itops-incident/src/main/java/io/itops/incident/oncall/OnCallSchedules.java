package io.itops.incident.oncall;

import io.itops.core.Actor;
import io.itops.core.ConflictException;
import io.itops.core.ItOps;
import io.itops.core.NotFoundException;
import io.itops.core.Require;
import io.itops.core.access.Permission;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.Tree;
import io.itops.core.record.Versioned;
import io.itops.core.store.UnitOfWork;
import io.itops.core.time.Window;
import io.itops.incident.escalation.Contacts;
import io.itops.incident.escalation.Roster;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The schedules of a store: keeps them, changes them, and looks up who is on call. Every change is in the journal. Once the instance is
 * closed, changing one throws {@link io.itops.core.ClosedException}.
 *
 * <p>The past stays as it was: an override, temporary schedule, vacation or shadow counts from now at the earliest, and one that is
 * cancelled while it lasts ends now. Pages that were sent before a change stay as they are; steps that are taken from then on go by the
 * changed schedule.
 *
 * <p>Thread-safe if the given Store is.
 *
 * @since 0.1
 */
public final class OnCallSchedules {
    private static final Permission PUT = Permission.of("on-call-schedule.put");
    private static final Permission REMOVE = Permission.of("on-call-schedule.remove");
    private static final Permission EDIT = Permission.of("on-call-schedule.edit");
    private static final Permission OVERRIDE = Permission.of("on-call-schedule.override");
    private static final Permission SWAP = Permission.of("on-call-schedule.swap");
    private static final Permission TEMPORARY = Permission.of("on-call-schedule.temporary");
    private static final Permission VACATION = Permission.of("on-call-schedule.vacation");
    private static final Permission SHADOW = Permission.of("on-call-schedule.shadow");
    private static final Permission CANCEL = Permission.of("on-call-schedule.cancel");
    private static final Permission REMOVE_PERSON = Permission.of("on-call-schedule.remove-person");
    private static final Permission EXPORT = Permission.of("on-call-schedule.export");
    private static final Permission ACCEPT_GAP = Permission.of("on-call-schedule.accept-gap");
    private static final Permission TRIM = Permission.of("on-call-schedule.trim");

    private final ItOps ops;
    private final Optional<GapDesk> gaps;
    private final BiConsumer<UnitOfWork, String> changed;

    /**
     * The schedules of an SDK instance. {@code Incidents.attach} makes those that tell of gaps; what is changed here is looked at by them
     * as soon as their timers run.
     *
     * @param ops holds the store and the clock
     */
    public OnCallSchedules(ItOps ops) {
        this(ops, Optional.empty(), (unit, schedule) -> {});
    }

    private OnCallSchedules(ItOps ops, Optional<GapDesk> gaps, BiConsumer<UnitOfWork, String> changed) {
        this.ops = Require.present("ops", ops);
        this.gaps = gaps;
        this.changed = changed;
    }

    /**
     * Attaches schedules that tell of gaps: their timers run from now on. {@code Incidents.attach} does it.
     *
     * @param ops the SDK instance
     * @param policy when a gap is told, and whom
     * @param contacts where people are reached
     * @param behind gives the people whom escalation policies name that go by a schedule, by its id
     * @param changed is called within the commit that changes a schedule, with its id
     * @return the schedules
     * @throws io.itops.core.InvalidInputException if they are attached already, or workers were started
     */
    public static OnCallSchedules attach(
            ItOps ops,
            GapPolicy policy,
            Contacts contacts,
            Function<String, List<String>> behind,
            BiConsumer<UnitOfWork, String> changed) {
        GapDesk desk = new GapDesk(
                Require.present("ops", ops),
                Require.present("gap policy", policy),
                Require.present("contacts", contacts),
                Require.present("people behind a schedule", behind));
        Require.present("what is called when a schedule changes", changed);
        ops.deliveries().guard(OnCallSchedule.TYPE.name(), new GapGuard());
        ops.agenda().register(GapDesk.JOB, desk);
        return new OnCallSchedules(ops, Optional.of(desk), changed);
    }

    /**
     * Whether somebody is on call at every instant from now on, in a schedule as it is kept. Wanted gaps are gaps here too; {@link #gaps}
     * tells them apart.
     *
     * @param id the schedule's id
     * @param horizon how far ahead, at most 400 years of 366 days
     * @return the verdict, which names its horizon
     * @throws NotFoundException if there is no such schedule
     */
    public Coverage coverage(String id, Duration horizon) {
        Require.positive("horizon", horizon, Coverage.LONGEST);
        return Coverage.of(List.of(get(id)), ahead(horizon));
    }

    /**
     * When nobody is on call from now on, in a schedule as it is kept, and whether that is wanted.
     *
     * @param id the schedule's id
     * @param horizon how far ahead, at most ten years
     * @return the gaps
     * @throws NotFoundException if there is no such schedule
     */
    public GapForecast gaps(String id, Duration horizon) {
        Require.positive("horizon", horizon, Coverage.LONGEST);
        return GapForecast.of(get(id), ahead(horizon));
    }

    private Window ahead(Duration horizon) {
        Instant now = ops.kernel().now();
        return new Window(now, now.plus(horizon));
    }

    /**
     * Adds a schedule, or puts it in the place of the one with its id.
     *
     * @param schedule the schedule
     * @param actor who does it
     * @throws io.itops.core.InvalidInputException if a vacation that is new in it and not over is that of somebody who takes no turns
     * @throws io.itops.core.AccessDeniedException if the actor may not
     */
    public void put(OnCallSchedule schedule, Actor actor) {
        put(schedule, OptionalLong.empty(), actor);
    }

    /**
     * Adds a schedule, or puts it in the place of the one with its id, if that is still as it was seen: what others have changed since, an
     * override say, is not lost.
     *
     * @param schedule the schedule
     * @param seen the version that the caller saw, as {@link #current} gives it; 0 for none
     * @param actor who does it
     * @throws ConflictException if the schedule is at another version
     * @throws io.itops.core.InvalidInputException if a vacation that is new in it and not over is that of somebody who takes no turns
     * @throws io.itops.core.AccessDeniedException if the actor may not
     */
    public void put(OnCallSchedule schedule, long seen, Actor actor) {
        Require.that(seen >= 0, "seen version", "be at least 0", seen);
        put(schedule, OptionalLong.of(seen), actor);
    }

    private void put(OnCallSchedule schedule, OptionalLong seen, Actor actor) {
        Require.present("schedule", schedule);
        ops.run(actor, unit -> {
            unit.authorize(PUT, schedule.ref());
            Optional<Versioned<OnCallSchedule>> before = unit.find(OnCallSchedule.TYPE, schedule.id(), seen);
            if (before.map(Versioned::value).equals(Optional.of(schedule))) {
                return;
            }
            ScheduleEdits.requireTurns(schedule, before.map(Versioned::value), unit.now());
            unit.put(OnCallSchedule.TYPE, schedule);
            journal(unit, before.isPresent() ? "replaced" : "added", schedule);
            lookForGaps(unit, schedule.id());
        });
    }

    /**
     * Removes a schedule. Policies that name it find nobody behind it: an escalation that runs goes on with its next step at once.
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
            GapDesk.forget(unit, id);
            changed.accept(unit, id);
        });
    }

    /**
     * Gives a schedule other layers from now on.
     *
     * @param id the schedule's id
     * @param layers the layers; one that goes on has the name of a present one
     * @param continuity who is on call right after it
     * @param actor who does it
     * @return the schedule after it
     * @throws NotFoundException if there is no such schedule
     * @throws io.itops.core.InvalidInputException if there is no layer, or an override names one that no version has
     * @throws io.itops.core.AccessDeniedException if the actor may not
     */
    public OnCallSchedule edit(String id, List<Layer> layers, Continuity continuity, Actor actor) {
        return edit(id, layers, Optional.empty(), continuity, actor);
    }

    /**
     * Gives a schedule other layers from an instant to come on, until the next version that it has already.
     *
     * @param id the schedule's id
     * @param layers the layers; one that goes on has the name of a present one
     * @param from the first instant at which they count, now at the earliest
     * @param continuity who is on call right after it
     * @param actor who does it
     * @return the schedule after it
     * @throws NotFoundException if there is no such schedule
     * @throws io.itops.core.InvalidInputException if the instant is over, there is no layer, or an override names one that no version has
     * @throws io.itops.core.AccessDeniedException if the actor may not
     */
    public OnCallSchedule edit(String id, List<Layer> layers, Instant from, Continuity continuity, Actor actor) {
        return edit(id, layers, Optional.of(Require.instant("effective from", from)), continuity, actor);
    }

    private OnCallSchedule edit(
            String id, List<Layer> layers, Optional<Instant> from, Continuity continuity, Actor actor) {
        List<Layer> given = Require.list("layers", layers);
        Require.present("continuity", continuity);
        return change(
                id, actor, EDIT, (schedule, now) -> ScheduleChange.edited(schedule, given, from, continuity, now));
    }

    /**
     * Adds an override or a swap, made after all others.
     *
     * @param id the schedule's id
     * @param override what begins now at the earliest: the part of it that is over is cut off. A swap is never cut
     * @param actor who does it
     * @return the schedule after it
     * @throws NotFoundException if there is no such schedule
     * @throws io.itops.core.InvalidInputException if it is over, its id is taken, its layer does not exist, or a half of a swap gives time
     *     that the person does not have
     * @throws io.itops.core.AccessDeniedException if the actor may not
     */
    public OnCallSchedule override(String id, ScheduleOverride override, Actor actor) {
        Require.present("override", override);
        return change(
                id,
                actor,
                override.kind() == ScheduleOverride.Kind.SWAP ? SWAP : OVERRIDE,
                (schedule, now) -> ScheduleChange.overridden(schedule, override, now));
    }

    /**
     * Adds a temporary schedule, made after all others.
     *
     * @param id the schedule's id
     * @param temporary what begins now at the earliest: the part of it that is over is cut off
     * @param actor who does it
     * @return the schedule after it
     * @throws NotFoundException if there is no such schedule
     * @throws io.itops.core.InvalidInputException if it is over or its id is taken
     * @throws io.itops.core.AccessDeniedException if the actor may not
     */
    public OnCallSchedule temporary(String id, TemporarySchedule temporary, Actor actor) {
        Require.present("temporary schedule", temporary);
        return change(id, actor, TEMPORARY, (schedule, now) -> ScheduleChange.temporary(schedule, temporary, now));
    }

    /**
     * Adds a vacation of somebody who takes turns: whoever takes none has none to give away, so the name would be a mistyped one.
     *
     * @param id the schedule's id
     * @param vacation what begins now at the earliest: the part of it that is over is cut off
     * @param actor who does it
     * @return the schedule after it
     * @throws NotFoundException if there is no such schedule
     * @throws io.itops.core.InvalidInputException if it is over, its id is taken, or the person takes part in no rotation of the
     *     schedule's versions that are effective in it
     * @throws io.itops.core.AccessDeniedException if the actor may not
     */
    public OnCallSchedule vacation(String id, Vacation vacation, Actor actor) {
        Require.present("vacation", vacation);
        return change(id, actor, VACATION, (schedule, now) -> ScheduleChange.vacation(schedule, vacation, now));
    }

    /**
     * Adds somebody who looks on.
     *
     * @param id the schedule's id
     * @param shadow what begins now at the earliest: the part of it that is over is cut off
     * @param actor who does it
     * @return the schedule after it
     * @throws NotFoundException if there is no such schedule
     * @throws io.itops.core.InvalidInputException if it is over or its id is taken
     * @throws io.itops.core.AccessDeniedException if the actor may not
     */
    public OnCallSchedule shadow(String id, Shadow shadow, Actor actor) {
        Require.present("shadow", shadow);
        return change(id, actor, SHADOW, (schedule, now) -> ScheduleChange.shadow(schedule, shadow, now));
    }

    /**
     * Accepts that nobody is on call for some time: a gap inside it is a wanted one, of which nobody is told.
     *
     * @param id the schedule's id
     * @param gap what begins now at the earliest: the part of it that is over is cut off
     * @param actor who does it
     * @return the schedule after it
     * @throws NotFoundException if there is no such schedule
     * @throws io.itops.core.InvalidInputException if it is over or its id is taken
     * @throws io.itops.core.AccessDeniedException if the actor may not
     */
    public OnCallSchedule acceptGap(String id, AcceptedGap gap, Actor actor) {
        Require.present("accepted gap", gap);
        return change(id, actor, ACCEPT_GAP, (schedule, now) -> ScheduleChange.gapAccepted(schedule, gap, now));
    }

    /**
     * Cancels an override, swap, temporary schedule, vacation, shadow or accepted gap. What has not begun is gone; what lasts ends now.
     *
     * @param id the schedule's id
     * @param exceptionId the id of what is cancelled
     * @param actor who does it
     * @return the schedule after it
     * @throws NotFoundException if there is no such schedule
     * @throws io.itops.core.InvalidInputException if the schedule has none of that id that is not over, or it is a swap that has begun
     * @throws io.itops.core.AccessDeniedException if the actor may not
     */
    public OnCallSchedule cancel(String id, String exceptionId, Actor actor) {
        Values.name("exception id", exceptionId);
        return change(id, actor, CANCEL, (schedule, now) -> ScheduleChange.cancelled(schedule, exceptionId, now));
    }

    /**
     * Takes a person out of a schedule from now on, as {@link OnCallSchedule#withoutPerson} does.
     *
     * @param id the schedule's id
     * @param person the person's id
     * @param actor who does it
     * @return the schedule after it
     * @throws NotFoundException if there is no such schedule
     * @throws io.itops.core.InvalidInputException if the person does not stand in it, or a rotation would be left without anybody
     * @throws io.itops.core.AccessDeniedException if the actor may not
     */
    public OnCallSchedule removePerson(String id, String person, Actor actor) {
        Values.person("person to remove", person);
        return change(id, actor, REMOVE_PERSON, (schedule, now) -> ScheduleChange.personRemoved(schedule, person, now));
    }

    /**
     * Drops what was over before an instant, as {@link OnCallSchedule#trimmed} does. The journal keeps it.
     *
     * @param id the schedule's id
     * @param before an instant, at latest now
     * @param actor who does it
     * @return the schedule after it
     * @throws NotFoundException if there is no such schedule
     * @throws io.itops.core.InvalidInputException if the instant is still to come
     * @throws io.itops.core.AccessDeniedException if the actor may not
     */
    public OnCallSchedule trim(String id, Instant before, Actor actor) {
        Instant at = Require.instant("instant", before);
        return change(id, actor, TRIM, (schedule, now) -> ScheduleChange.trimmed(schedule, at, now));
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
     * A schedule by its id, with the version that {@link #put(OnCallSchedule, long, Actor)} takes.
     *
     * @param id the schedule's id
     * @return the schedule and its version
     * @throws NotFoundException if there is none
     */
    public Versioned<OnCallSchedule> current(String id) {
        return ops.records().get(OnCallSchedule.TYPE, id);
    }

    /**
     * The shifts of a schedule for a feed, made of what was exported to it before: entries keep their names, numbers go on, and what has
     * gone is cancelled. What is exported is kept for the next time; the journal does not tell of it.
     *
     * @param id the schedule's id
     * @param feed what the feed is called, at most 100 characters; it goes on with the schedule and the person that it began with
     * @param person whose shifts these are; everybody's if empty
     * @param window the exported time
     * @param actor who exports
     * @return the export
     * @throws NotFoundException if there is no such schedule
     * @throws io.itops.core.InvalidInputException if the feed is of another schedule or another person
     * @throws io.itops.core.LimitExceededException if there are more shifts than an export or a record may hold
     * @throws io.itops.core.AccessDeniedException if the actor may not
     */
    public ShiftExport export(String id, String feed, Optional<String> person, Window window, Actor actor) {
        Require.id("schedule id", id);
        Values.name("feed", feed);
        Require.present("person", person).ifPresent(one -> Values.person("person", one));
        Require.present("exported window", window);
        return ops.transact(actor, unit -> {
            unit.authorize(EXPORT, OnCallSchedule.TYPE.ref(id));
            OnCallSchedule schedule =
                    find(unit, id).orElseThrow(() -> new NotFoundException(OnCallSchedule.TYPE.ref(id)));
            Optional<ShiftExport> before =
                    unit.find(KeptExport.TYPE, feed).map(kept -> kept.value().export());
            ShiftExport last = before.orElseGet(() -> new ShiftExport(id, person, List.of()));
            Require.that(last.person().equals(person), "person of feed " + feed, "be " + last.person(), person);
            ShiftExport next = last.updated(schedule, window);
            if (!before.equals(Optional.of(next))) {
                unit.put(KeptExport.TYPE, new KeptExport(feed, next));
            }
            return next;
        });
    }

    /**
     * How the load of schedules as they are kept is spread over people, with the pages that the journal says were delivered to them. Pages
     * about restricted incidents count like all others.
     *
     * @param ids the schedules, 1 to 100
     * @param window the time that counts, at most ten years
     * @param people the calendars of everybody who counts by id, at least of whoever is on call, at most 10,000
     * @param weights how heavy time and pages weigh
     * @return the loads
     * @throws NotFoundException if there is no such schedule
     * @throws io.itops.core.InvalidInputException if somebody is on call whose calendar is not given
     */
    public Fairness fairness(
            Collection<String> ids, Window window, Map<String, PersonCalendar> people, BurdenWeights weights) {
        Require.size("schedules", ids, 1, 100);
        List<OnCallSchedule> schedules =
                Require.list("schedules", ids).stream().map(this::get).toList();
        Require.present("window", window);
        return Fairness.of(schedules, window, people, PagesDelivered.in(window, ops.journal()), weights);
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

    private OnCallSchedule change(
            String id,
            Actor actor,
            Permission permission,
            BiFunction<OnCallSchedule, Instant, ScheduleChange> command) {
        Require.id("schedule id", id);
        return ops.transact(actor, unit -> {
            unit.authorize(permission, OnCallSchedule.TYPE.ref(id));
            OnCallSchedule schedule =
                    find(unit, id).orElseThrow(() -> new NotFoundException(OnCallSchedule.TYPE.ref(id)));
            ScheduleChange change = command.apply(schedule, unit.now());
            if (!change.after().equals(schedule)) {
                unit.put(OnCallSchedule.TYPE, change.after());
                unit.event(
                        "on-call-schedule." + change.event(),
                        List.of(schedule.ref()),
                        "on-call schedule " + id + " " + change.words(),
                        Tree.Obj.of(Map.of(change.name(), change.data())));
                lookForGaps(unit, id);
            }
            return change.after();
        });
    }

    private void lookForGaps(UnitOfWork unit, String id) {
        changed.accept(unit, id);
        if (gaps.isPresent()) {
            gaps.get().look(unit, unit.find(OnCallSchedule.TYPE, id).orElseThrow());
        } else {
            GapDesk.lookSoon(unit, id);
        }
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
