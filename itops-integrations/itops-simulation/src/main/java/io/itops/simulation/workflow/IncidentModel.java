package io.itops.simulation.workflow;

import io.itops.incident.workflow.EscalationCommand;
import io.itops.incident.workflow.FamilyCommand;
import io.itops.incident.workflow.IncidentCommand;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.NeedToKnowCommand;
import io.itops.incident.workflow.PlacementCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What becomes of incidents of several dedup keys, in words that share nothing with the table. Nothing moves when incidents are merged: each
 * keeps its key, how bad that is and whether it is quiet, and points to the one that it went into; what an incident has follows from who
 * points to it. One is as bad as the worst of its keys, and stays as bad as it was when it ends or goes into another one.
 */
final class IncidentModel {
    private static final Set<String> UNTAKEN = Set.of("TRIAGE", "TRIGGERED", "QUEUED");
    private static final Set<String> SUFFERED = Set.of("TRIAGE", "TRIGGERED", "QUEUED", "ACKNOWLEDGED", "ON_HOLD");
    private static final Set<String> ENDED = Set.of("CLOSED", "CANCELLED");
    private static final Set<String> ASLEEP = Set.of("TRIAGE", "QUEUED", "ON_HOLD", "MITIGATED");
    /** A signal at least as bad wakes what waits. */
    private static final int WAKES = 2;

    private static final int MOST_ABOVE = 10;
    private static final int MOST_PARTS = 50;

    private final List<Thing> things = new ArrayList<>();
    /** Whose signals a key's are, while an incident has it. */
    private final Map<String, Thing> owners = new HashMap<>();
    /** The newest incident that was opened with a key. */
    private final Map<String, Thing> newest = new HashMap<>();

    private Instant now = Instant.MIN;

    /** Where it waits, or why and for how long. */
    record Stay(String queue, String held, Optional<Instant> until) {
        static final Stay NONE = new Stay("", "", Optional.empty());
    }

    /** One incident. */
    static final class Thing {
        final String key;
        final String id;
        String state;
        Optional<Thing> into = Optional.empty();
        Optional<Thing> parent = Optional.empty();
        Stay stay = Stay.NONE;
        boolean restricted;
        /** How bad it is, from 1 for the worst. */
        int severity;
        /** How bad its key is. */
        private int worst;
        /** How bad the keys were that it had when it was merged. */
        private Map<Thing, Integer> remembered = Map.of();

        private String before = "";
        private Stay stayBefore = Stay.NONE;
        private List<Thing> parts = List.of();
        private boolean quiet;
        /** Its key was split off what it went into: it is no longer its own. */
        private boolean robbed;

        Thing(String key, String id, String state, int severity) {
            this.key = key;
            this.severity = severity;
            this.worst = severity;
            this.id = id;
            this.state = state;
        }

        boolean unresolved() {
            return SUFFERED.contains(state) || state.equals("MITIGATED");
        }

        boolean merged() {
            return state.equals("MERGED");
        }

        /** Goes on as another one; itself if it was never merged. */
        Thing root() {
            return into.map(Thing::root).orElse(this);
        }

        private boolean within(Thing top) {
            return this == top || into.filter(next -> next.within(top)).isPresent();
        }

        /** Itself and all above it. */
        private List<Thing> line() {
            List<Thing> line = new ArrayList<>(List.of(this));
            for (Optional<Thing> at = parent; at.isPresent(); at = at.get().parent) {
                line.add(at.get());
            }
            return line;
        }
    }

    List<Thing> things() {
        return List.copyOf(things);
    }

    Optional<Thing> newest(String key) {
        return Optional.ofNullable(newest.get(key));
    }

    /** Who must have a key. */
    Optional<Thing> holder(String key) {
        return Optional.ofNullable(owners.get(key)).map(Thing::root);
    }

    private List<Thing> keysOf(Thing root) {
        return owners.values().stream().filter(owner -> owner.root() == root).toList();
    }

    Set<String> keyNames(Thing root) {
        Set<String> names = new TreeSet<>();
        keysOf(root).forEach(owner -> names.add(owner.key));
        return names;
    }

    /** Time has passed: holds that are over end. */
    void at(Instant instant) {
        now = instant;
        for (Thing thing : things) {
            if (thing.state.equals("ON_HOLD")
                    && thing.stay.until().filter(until -> !until.isAfter(now)).isPresent()) {
                enter(thing, "TRIGGERED");
            }
        }
    }

    private Thing open(String key, String id, String state, int severity) {
        Thing thing = new Thing(key, id, state, severity);
        thing.restricted = newest(key).filter(last -> last.restricted).isPresent();
        things.add(thing);
        owners.put(key, thing);
        newest.put(key, thing);
        return thing;
    }

    /** A signal fires; the id is of whoever has the key then, a new incident if nobody had it. */
    void fire(String key, String id, int severity) {
        Thing owner = owners.get(key);
        if (owner == null) {
            open(key, id, "TRIGGERED", severity);
            return;
        }
        owner.quiet = false;
        Thing root = owner.root();
        boolean confirmed = root.state.equals("TRIAGE") && severity <= WAKES;
        if (root.state.equals("RESOLVED") || confirmed || wakes(root, severity)) {
            enter(root, "TRIGGERED");
        }
        owner.worst = Math.min(owner.worst, severity);
        weigh(root);
    }

    private static boolean wakes(Thing root, int severity) {
        return ASLEEP.contains(root.state) && severity < root.severity && severity <= WAKES;
    }

    /** As bad as the worst of its keys, as long as it has any. */
    private void weigh(Thing root) {
        keysOf(root).stream().mapToInt(owner -> owner.worst).min().ifPresent(worst -> root.severity = worst);
    }

    /** Whether an incident may begin in a state in which nobody is paged. */
    boolean free(String key) {
        return !owners.containsKey(key);
    }

    void begin(String key, String id, String state, String queue, int severity) {
        open(key, id, state, severity).stay = new Stay(queue, "", Optional.empty());
    }

    void over(String key) {
        Thing owner = owners.get(key);
        if (owner != null && owner.root().unresolved()) {
            owner.quiet = true;
            endIfQuiet(owner.root());
        }
    }

    private boolean allQuiet(Thing root) {
        return keysOf(root).stream().allMatch(owner -> owner.quiet);
    }

    private void endIfQuiet(Thing root) {
        if (root.unresolved() && allQuiet(root)) {
            resolve(root);
        }
    }

    private void resolve(Thing root) {
        enter(root, "RESOLVED");
        keysOf(root).forEach(owner -> owner.quiet = true);
    }

    private void enter(Thing thing, String state) {
        boolean again = thing.state.equals("RESOLVED") || thing.state.equals("CLOSED");
        if (again && !ENDED.contains(state) && !state.equals("MERGED") && !state.equals("RESOLVED")) {
            owners.put(thing.key, thing);
        }
        thing.state = state;
        thing.stay = Stay.NONE;
        if (ENDED.contains(state)) {
            // whatever it had is over; what comes back is its own key, as bad as it was
            thing.worst = thing.severity;
            keysOf(thing).forEach(owner -> owners.remove(owner.key));
        }
    }

    /** Whether the command must be carried out. */
    boolean take(Thing thing, IncidentCommand command) {
        if (command instanceof FamilyCommand family) {
            return take(thing, family);
        }
        if (command instanceof NeedToKnowCommand) {
            thing.restricted = command instanceof NeedToKnowCommand.Restrict;
            return true;
        }
        Optional<String> next = next(thing, command);
        next.ifPresent(state -> go(thing, command, state));
        return next.isPresent();
    }

    private void go(Thing thing, IncidentCommand command, String state) {
        if (command instanceof IncidentCommand.Note) {
            return;
        }
        if (state.equals("RESOLVED")) {
            resolve(thing);
            return;
        }
        // a person who says that it is back speaks of its own key
        boolean over = thing.state.equals("RESOLVED") || thing.state.equals("CLOSED");
        boolean back = command instanceof IncidentCommand.Reopen || (over && !ENDED.contains(state));
        enter(thing, state);
        if (back) {
            thing.quiet = false;
        }
        if (command instanceof PlacementCommand.Requeue requeue) {
            thing.stay = new Stay(requeue.queue(), "", Optional.empty());
        } else if (command instanceof PlacementCommand.PutOnHold hold) {
            thing.stay = new Stay("", hold.hold().reason().name(), hold.hold().until());
        }
    }

    private Optional<String> next(Thing thing, IncidentCommand command) {
        String state = thing.state;
        if (command instanceof IncidentCommand.Note) {
            return Optional.of(state);
        }
        if (command instanceof IncidentCommand.Acknowledge) {
            return to("ACKNOWLEDGED", UNTAKEN.contains(state) || state.equals("ACKNOWLEDGED"));
        }
        if (command instanceof IncidentCommand.Unacknowledge) {
            return to("TRIGGERED", state.equals("ACKNOWLEDGED"));
        }
        if (command instanceof EscalationCommand.Escalate) {
            return to("TRIGGERED", SUFFERED.contains(state) && !state.equals("TRIAGE"));
        }
        if (command instanceof IncidentCommand.Mitigate) {
            return to("MITIGATED", SUFFERED.contains(state));
        }
        if (command instanceof IncidentCommand.Resolve) {
            return to("RESOLVED", thing.unresolved());
        }
        if (command instanceof IncidentCommand.Reopen) {
            return to("TRIGGERED", Set.of("MITIGATED", "RESOLVED").contains(state) || closedAndFree(thing));
        }
        if (command instanceof IncidentCommand.Close) {
            return to("CLOSED", state.equals("RESOLVED"));
        }
        if (command instanceof IncidentCommand.Cancel) {
            return to("CANCELLED", thing.unresolved());
        }
        if (command instanceof PlacementCommand placement) {
            return next(thing, placement);
        }
        throw new IllegalArgumentException("no person asks for " + command);
    }

    private Optional<String> next(Thing thing, PlacementCommand command) {
        String state = thing.state;
        boolean waits = (thing.unresolved() && !state.equals("TRIAGE")) || state.equals("RESOLVED");
        if (command instanceof PlacementCommand.Requeue) {
            return to("QUEUED", waits);
        }
        if (command instanceof PlacementCommand.PutOnHold hold) {
            return to("ON_HOLD", waits && hold.hold().until().stream().allMatch(now::isBefore));
        }
        if (command instanceof PlacementCommand.Resume) {
            return to(
                    "ACKNOWLEDGED", Set.of("ON_HOLD", "MITIGATED", "RESOLVED").contains(state) || closedAndFree(thing));
        }
        if (command instanceof PlacementCommand.Accept) {
            return to("TRIGGERED", state.equals("TRIAGE"));
        }
        throw new IllegalArgumentException("no person asks for " + command);
    }

    private boolean closedAndFree(Thing thing) {
        return thing.state.equals("CLOSED") && free(thing.key);
    }

    private static Optional<String> to(String state, boolean allowed) {
        return allowed ? Optional.of(state) : Optional.empty();
    }

    private Thing of(IncidentId id) {
        return things.stream()
                .filter(thing -> thing.id.equals(id.value()))
                .findFirst()
                .orElseThrow();
    }

    private boolean take(Thing thing, FamilyCommand command) {
        if (command instanceof FamilyCommand.MergeInto merge) {
            return merge(thing, of(merge.into()));
        }
        if (command instanceof FamilyCommand.Unmerge) {
            return unmerge(thing);
        }
        if (command instanceof FamilyCommand.Split split) {
            return split(
                    thing,
                    split.part().dedupKey(),
                    split.id().value(),
                    IncidentBench.number(split.part().severity()));
        }
        if (command instanceof FamilyCommand.Link link) {
            return link(thing, link.parent().map(this::of));
        }
        if (command instanceof FamilyCommand.Promote || command instanceof FamilyCommand.Demote) {
            return thing.unresolved() || thing.state.equals("RESOLVED");
        }
        throw new IllegalArgumentException("no person asks for " + command);
    }

    private List<Thing> partsOf(Thing whole) {
        return things.stream()
                .filter(part -> part.parent.filter(whole::equals).isPresent())
                .toList();
    }

    private int height(Thing top) {
        return 1 + partsOf(top).stream().mapToInt(this::height).max().orElse(0);
    }

    private boolean merge(Thing thing, Thing into) {
        if (thing.merged()) {
            return thing.into.filter(into::equals).isPresent();
        }
        boolean may = (thing.unresolved() || thing.state.equals("RESOLVED"))
                && thing != into
                && into.unresolved()
                && !into.line().contains(thing)
                && partsOf(into).size() + partsOf(thing).size() <= MOST_PARTS
                && into.line().size() + height(thing) - 1 <= MOST_ABOVE;
        if (may) {
            thing.before = thing.state;
            thing.stayBefore = thing.stay;
            thing.remembered = new HashMap<>();
            keysOf(thing).forEach(owner -> thing.remembered.put(owner, owner.worst));
            enter(thing, "MERGED");
            thing.parts = partsOf(thing);
            thing.into = Optional.of(into);
            thing.parts.forEach(part -> part.parent = Optional.of(into));
            into.restricted |= thing.restricted;
            if (wakes(into, thing.severity)) {
                enter(into, "TRIGGERED");
            }
            weigh(into);
        }
        return may;
    }

    private boolean unmerge(Thing thing) {
        if (!thing.merged()) {
            return false;
        }
        Thing root = thing.root();
        Thing holder = owners.get(thing.key);
        if (holder != null && (thing.robbed || holder.root() != root)) {
            return false;
        }
        boolean gives = keysOf(root).stream().anyMatch(owner -> owner.within(thing));
        thing.into = Optional.empty();
        for (Thing one : things) {
            boolean own = one == thing || (one.within(thing) && !one.robbed);
            if (own && owners.putIfAbsent(one.key, one) == null) {
                one.quiet = true;
                // what the other one had learned of it went with that one
                one.worst =
                        one == thing && thing.robbed ? thing.severity : thing.remembered.getOrDefault(one, one.worst);
            }
        }
        thing.robbed = false;
        weigh(thing);
        weigh(root);
        thing.state = thing.before;
        thing.stay = thing.stayBefore;
        if (thing.state.equals("RESOLVED") && !allQuiet(thing)) {
            enter(thing, "TRIGGERED");
        } else if (allQuiet(thing) && !thing.state.equals("RESOLVED")) {
            resolve(thing);
        }
        if (gives) {
            endIfQuiet(root);
        }
        for (Thing part : thing.parts) {
            List<Thing> line = thing.line();
            if (part.parent.filter(root::equals).isPresent()
                    && !line.contains(part)
                    && line.size() + height(part) <= MOST_ABOVE) {
                part.parent = Optional.of(thing);
            }
        }
        return true;
    }

    private boolean split(Thing thing, String key, String freshId, int severity) {
        Thing owner = owners.get(key);
        if (!thing.unresolved() || key.equals(thing.key) || (owner != null && owner.root() != thing)) {
            return false;
        }
        if (owner != null) {
            owner.robbed = true;
            owners.remove(key);
            weigh(thing);
            endIfQuiet(thing);
        }
        Thing part = open(key, freshId, "TRIGGERED", severity);
        part.restricted = thing.restricted;
        return true;
    }

    private boolean link(Thing thing, Optional<Thing> parent) {
        if (thing.merged()) {
            return false;
        }
        if (thing.parent.equals(parent)) {
            return true;
        }
        boolean may = parent.stream()
                .allMatch(above -> !above.merged()
                        && !above.line().contains(thing)
                        && partsOf(above).size() < MOST_PARTS
                        && above.line().size() + height(thing) <= MOST_ABOVE);
        if (may) {
            thing.parent = parent;
        }
        return may;
    }
}
