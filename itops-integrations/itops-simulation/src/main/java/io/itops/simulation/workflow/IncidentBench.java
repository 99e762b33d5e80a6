package io.itops.simulation.workflow;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.RefusedException;
import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.journal.JournalEntry;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.signal.Signal;
import io.itops.core.spi.Store;
import io.itops.incident.IncidentQuery;
import io.itops.incident.Incidents;
import io.itops.incident.workflow.FamilyCommand;
import io.itops.incident.workflow.Hold;
import io.itops.incident.workflow.HoldReason;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentCommand;
import io.itops.incident.workflow.IncidentEvent;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentWorkflow;
import io.itops.incident.workflow.PlacementCommand;
import io.itops.incident.workflow.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Attached incidents beside a model of them. Every action is done to both, and an {@link AssertionError} says where they part.
 *
 * <p>Not thread-safe; confine to one thread.
 *
 * @since 0.1
 */
public final class IncidentBench extends Bench {
    private static final Actor PERSON = Actor.user("ann");
    private static final String QUEUE = "first line";

    private final Incidents incidents;
    private final IncidentModel model = new IncidentModel();

    /**
     * A bench without an incident.
     *
     * @param attach attaches incidents that resolve with their signals, and neither lose an acknowledgement nor close by time
     */
    public IncidentBench(Function<ItOps, Incidents> attach) {
        this.incidents = Require.present("incidents", attach.apply(ops()));
    }

    /** A bench over a store that may have a fault. */
    IncidentBench(Function<ItOps, Incidents> attach, UnaryOperator<Store> bent) {
        super(bent);
        this.incidents = Require.present("incidents", attach.apply(ops()));
    }

    /**
     * The incidents.
     *
     * @return the module
     */
    public Incidents incidents() {
        return incidents;
    }

    /**
     * A signal of SEV2 fires.
     *
     * @param key its dedup key
     */
    public void fire(String key) {
        fire(key, Severity.SEV2);
    }

    /**
     * A signal fires.
     *
     * @param key its dedup key
     * @param severity how bad it finds it
     */
    public void fire(String key, Severity severity) {
        ops().accept(Signal.firing(key, ServiceId.of(key), severity, "errors"));
        settle();
        String id = incidents.open(key).map(open -> open.id().value()).orElse("none");
        model.fire(key, id, number(severity));
        compare();
    }

    /** From 1 for the worst, in the words of the model. */
    static int number(Severity severity) {
        return Integer.parseInt(severity.name().substring("SEV".length()));
    }

    /**
     * Somebody reports what may be an incident of SEV2.
     *
     * @param key its dedup key
     */
    public void report(String key) {
        report(key, Severity.SEV2);
    }

    /**
     * Somebody reports what may be an incident.
     *
     * @param key its dedup key
     * @param severity how bad it is
     */
    public void report(String key, Severity severity) {
        begin(key, severity, "TRIAGE", "", trouble -> incidents.report(trouble, PERSON));
    }

    /**
     * Somebody opens an incident of SEV2 in a queue.
     *
     * @param key its dedup key
     */
    public void enqueue(String key) {
        enqueue(key, Severity.SEV2);
    }

    /**
     * Somebody opens an incident in a queue.
     *
     * @param key its dedup key
     * @param severity how bad it is
     */
    public void enqueue(String key, Severity severity) {
        begin(key, severity, "QUEUED", QUEUE, trouble -> incidents.enqueue(trouble, QUEUE, PERSON));
    }

    private void begin(String key, Severity severity, String state, String queue, Function<Trouble, Incident> opening) {
        boolean due = model.free(key);
        Optional<Incident> opened;
        try {
            opened = Optional.of(opening.apply(trouble(key, severity)));
        } catch (RefusedException e) {
            opened = Optional.empty();
        }
        share().answered("an incident " + state + " of " + key, due, opened.isPresent());
        opened.ifPresent(incident -> model.begin(key, incident.id().value(), state, queue, number(severity)));
        settle();
        compare();
    }

    private static Trouble trouble(String key, Severity severity) {
        return Trouble.of(key, ServiceId.of(key), severity, "errors");
    }

    /**
     * A signal ends.
     *
     * @param key its dedup key
     */
    public void end(String key) {
        ops().accept(Signal.resolved(key, ServiceId.of(key), Severity.SEV2, "fine again"));
        settle();
        model.over(key);
        compare();
    }

    /**
     * Time passes.
     *
     * @param time how long
     */
    public void let(Duration time) {
        pass(time);
        compare();
    }

    /**
     * Somebody gives a command about the newest incident that was opened with a key; nothing happens if there is none.
     *
     * @param key the dedup key
     * @param command the command
     * @param actor who gives it
     */
    public void give(String key, IncidentCommand command, Actor actor) {
        model.newest(key).ifPresent(thing -> give(thing, command, actor));
    }

    /**
     * Somebody gives a command about an incident; nothing happens if there is none.
     *
     * @param place which one in the order of their opening, counted round
     * @param command the command
     * @param actor who gives it
     */
    public void give(int place, IncidentCommand command, Actor actor) {
        thing(place).ifPresent(thing -> give(thing, command, actor));
    }

    /**
     * Somebody merges an incident into another one; nothing happens if there is none.
     *
     * @param place which one in the order of their opening, counted round
     * @param into into which one
     * @param actor who does
     */
    public void merge(int place, int into, Actor actor) {
        thing(into).ifPresent(target -> give(place, new FamilyCommand.MergeInto(id(target), "the same"), actor));
    }

    /**
     * Somebody makes an incident a part of another one, or of none; nothing happens if there is none.
     *
     * @param place which one in the order of their opening, counted round
     * @param parent of which one, of none if empty
     * @param actor who does
     */
    public void link(int place, OptionalInt parent, Actor actor) {
        Optional<IncidentId> above =
                parent.isPresent() ? thing(parent.getAsInt()).map(IncidentBench::id) : Optional.empty();
        give(place, new FamilyCommand.Link(above), actor);
    }

    /**
     * Somebody splits the trouble of a key off an incident, as one of SEV2; nothing happens if there is none.
     *
     * @param place which one in the order of their opening, counted round
     * @param key the dedup key
     * @param actor who does
     */
    public void split(int place, String key, Actor actor) {
        split(place, key, Severity.SEV2, actor);
    }

    /**
     * Somebody splits the trouble of a key off an incident; nothing happens if there is none.
     *
     * @param place which one in the order of their opening, counted round
     * @param key the dedup key
     * @param severity how bad what is split off is
     * @param actor who does
     */
    public void split(int place, String key, Severity severity, Actor actor) {
        IncidentId fresh = IncidentId.of("split-" + model.things().size());
        give(place, new FamilyCommand.Split(trouble(key, severity), fresh, "another thing"), actor);
    }

    /**
     * Somebody puts an incident on hold for some time; nothing happens if there is none.
     *
     * @param place which one in the order of their opening, counted round
     * @param reason why
     * @param time how long
     */
    public void hold(int place, HoldReason reason, Duration time) {
        Hold hold = Hold.of(reason, "so").until(now().plus(time));
        give(place, new PlacementCommand.PutOnHold(hold), PERSON);
    }

    private Optional<IncidentModel.Thing> thing(int place) {
        List<IncidentModel.Thing> all = model.things();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(Math.floorMod(place, all.size())));
    }

    private static IncidentId id(IncidentModel.Thing thing) {
        return IncidentId.of(thing.id);
    }

    private void give(IncidentModel.Thing thing, IncidentCommand command, Actor actor) {
        model.at(now());
        OptionalLong seen = command.needsSeen()
                ? OptionalLong.of(incidents.current(id(thing)).version())
                : OptionalLong.empty();
        Outcome<Incident> outcome = incidents.execute(id(thing), seen, command, actor);
        share().answered(command + " in " + thing.state, model.take(thing, command), outcome);
        if (outcome.kind() == Outcome.Kind.ACCEPTED) {
            again(command, actor, thing);
        }
        settle();
        compare();
    }

    /** Merges and unions of parts are idempotent: given once more, they are nothing to do. */
    private void again(IncidentCommand command, Actor actor, IncidentModel.Thing thing) {
        if (command instanceof FamilyCommand.MergeInto || command instanceof FamilyCommand.Link) {
            long before = ops().journal().head().size();
            incidents.execute(id(thing), OptionalLong.empty(), command, actor).orElseThrow();
            same(
                    "entries after " + command + " again",
                    before,
                    ops().journal().head().size());
        }
    }

    /** Holds every incident against its events in the journal. */
    public void refold() {
        for (Incident incident : incidents.list(IncidentQuery.newest())) {
            List<IncidentEvent> events = new ArrayList<>();
            for (JournalEntry entry : ops().journal().about(incident.id().ref())) {
                if (entry.event().subjects().get(0).equals(incident.id().ref())) {
                    IncidentWorkflow.WORKFLOW.eventOf(entry.event()).ifPresent(events::add);
                }
            }
            same("events of " + incident.id() + " folded", incident, IncidentWorkflow.WORKFLOW.fold(null, events));
        }
    }

    private void compare() {
        model.at(now());
        List<Incident> all = incidents.list(IncidentQuery.newest());
        same("number of incidents", model.things().size(), all.size());
        Map<String, Integer> open = new TreeMap<>();
        for (Incident incident : all) {
            if (incident.state().holdsKey()) {
                incident.keys().keySet().forEach(key -> open.merge(key, 1, Integer::sum));
            }
        }
        same("open incidents of one key", true, open.values().stream().allMatch(count -> count == 1));
        Set<String> keys = new TreeSet<>();
        model.things().forEach(thing -> keys.add(thing.key));
        keys.forEach(key -> same(
                "who has " + key,
                model.holder(key).map(holder -> holder.id),
                incidents.open(key).map(incident -> incident.id().value())));
        model.things().forEach(thing -> compare(thing, incidents.get(id(thing))));
    }

    private void compare(IncidentModel.Thing thing, Incident incident) {
        same("state of " + thing.key, thing.state, incident.state().name());
        same("severity of " + thing.key, thing.severity, number(incident.severity()));
        same("what " + thing.key + " goes on as", thing.into.map(IncidentBench::id), incident.mergedInto());
        same(
                "whole of " + thing.key,
                thing.parent.map(IncidentBench::id),
                incident.family().parent());
        same("queue of " + thing.key, thing.stay.queue(), incident.queue().orElse(""));
        same(
                "hold of " + thing.key,
                thing.stay.held(),
                incident.hold().map(hold -> hold.reason().name()).orElse(""));
        same("restricted: " + thing.key, thing.restricted, incident.restricted());
        if (incident.state().holdsKey()) {
            same("keys of " + thing.key, model.keyNames(thing), incident.keys().keySet());
        }
    }

    @Override
    public String toString() {
        List<String> states = model.things().stream()
                .map(thing -> thing.key + '=' + thing.state)
                .toList();
        return "IncidentBench" + states;
    }
}
