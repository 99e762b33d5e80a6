package io.itops.incident;

import io.itops.core.record.Versioned;
import io.itops.core.store.UnitOfWork;
import io.itops.incident.workflow.Family;
import io.itops.incident.workflow.FamilyCommand;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentCommand;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentKey;
import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.IncidentWorkflow;
import io.itops.incident.workflow.Merge;
import io.itops.incident.workflow.Relatives;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps several incidents in step within one unit of work: merges and their keys, parts and their parents. Thread-safe. */
final class FamilyDesk {
    private final Desk desk;
    private final boolean resolveChildren;

    FamilyDesk(Desk desk, boolean resolveChildren) {
        this.desk = desk;
        this.resolveChildren = resolveChildren;
    }

    /** What a command about several incidents rests on. */
    Relatives relatives(UnitOfWork unit, @Nullable Incident incident, IncidentCommand command) {
        if (incident == null) {
            return Relatives.NONE;
        }
        if (command instanceof FamilyCommand.MergeInto merge) {
            Optional<Incident> target = find(unit, merge.into());
            return new Relatives(
                    target, target.map(found -> root(unit, found).id()), List.of(), List.of(), Optional.empty());
        }
        if (command instanceof FamilyCommand.Unmerge) {
            Incident root = root(unit, incident);
            return new Relatives(
                    Optional.of(root),
                    Optional.of(root.id()),
                    comingBack(unit, incident, root.id()),
                    List.of(),
                    Optional.empty());
        }
        if (command instanceof FamilyCommand.Split split) {
            return new Relatives(
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    Desk.holder(unit, split.part().dedupKey()));
        }
        if (command instanceof FamilyCommand.Link link && link.parent().isPresent()) {
            return new Relatives(
                    find(unit, link.parent().get()),
                    Optional.empty(),
                    List.of(),
                    line(unit, link.parent().get()),
                    Optional.empty());
        }
        return Relatives.NONE;
    }

    private static Optional<Incident> find(UnitOfWork unit, IncidentId id) {
        return unit.find(Incident.TYPE, id.value()).map(Versioned::value);
    }

    /** The incident as which one goes on; merges lead to what was not merged, so they end. */
    static Incident root(UnitOfWork unit, Incident incident) {
        Incident root = incident;
        Optional<Merge> merge = root.family().merge();
        while (merge.isPresent()) {
            root = find(unit, merge.get().into()).orElseThrow();
            merge = root.family().merge();
        }
        return root;
    }

    /** The keys that an incident had from others and that no later incident has. */
    private static List<String> comingBack(UnitOfWork unit, Incident incident, IncidentId root) {
        return incident.family().merge().map(Merge::keys).orElse(List.of()).stream()
                .filter(key -> Desk.holder(unit, key).map(root::equals).orElse(true))
                .toList();
    }

    private static List<IncidentId> line(UnitOfWork unit, IncidentId first) {
        List<IncidentId> line = new ArrayList<>();
        Optional<IncidentId> next = Optional.of(first);
        while (next.isPresent() && line.size() <= Family.MAX_DEPTH) {
            line.add(next.get());
            next = find(unit, next.get()).flatMap(found -> found.family().parent());
        }
        return line;
    }

    /** Does to others what follows from a command that was carried out. */
    void after(UnitOfWork unit, IncidentCommand command, @Nullable Incident before, Incident after, Relatives facts) {
        if (before == null) {
            return;
        }
        if (command instanceof FamilyCommand.MergeInto merge) {
            merged(unit, before, merge.into());
        } else if (command instanceof FamilyCommand.Unmerge) {
            unmerged(unit, before, after, facts);
        } else if (command instanceof FamilyCommand.Split split) {
            give(unit, split.part().dedupKey(), split.id());
            desk.openPart(unit, split, after.id());
        } else if (command instanceof FamilyCommand.Link link) {
            before.family().parent().ifPresent(old -> adopt(unit, old, after.id(), false));
            link.parent().ifPresent(parent -> adopt(unit, parent, after.id(), true));
        } else if (resolveChildren
                && after.state() == IncidentState.RESOLVED
                && before.state() != IncidentState.RESOLVED) {
            after.family().children().forEach(child -> resolve(unit, child, after.id()));
        }
    }

    private void merged(UnitOfWork unit, Incident child, IncidentId into) {
        List<String> keys = new ArrayList<>(child.family().keys());
        keys.add(child.dedupKey());
        List<String> quiet =
                child.state() == IncidentState.RESOLVED ? keys : child.family().quiet();
        keys.forEach(key -> give(unit, key, into));
        desk.follow(unit, into, new FamilyCommand.Absorb(child.id(), child.severity(), keys, quiet));
    }

    private void unmerged(UnitOfWork unit, Incident before, Incident after, Relatives facts) {
        IncidentId root = facts.root().orElseThrow();
        IncidentId into = before.family().merge().orElseThrow().into();
        List<String> keys = new ArrayList<>(facts.keys());
        keys.add(after.dedupKey());
        keys.forEach(key -> give(unit, key, after.id()));
        desk.follow(unit, root, new FamilyCommand.Release(after.id(), keys));
        if (!into.equals(root)) {
            desk.follow(unit, into, new FamilyCommand.Release(after.id(), List.of()));
        }
    }

    private static void give(UnitOfWork unit, String key, IncidentId to) {
        unit.find(IncidentKey.TYPE, key);
        unit.put(IncidentKey.TYPE, new IncidentKey(key, to));
    }

    private void adopt(UnitOfWork unit, IncidentId parent, IncidentId child, boolean joined) {
        desk.follow(unit, parent, new FamilyCommand.Adopt(child, joined));
    }

    private void resolve(UnitOfWork unit, IncidentId child, IncidentId parent) {
        Optional<Incident> found = find(unit, child);
        if (found.isPresent()
                && IncidentWorkflow.LIFECYCLE.allows(
                        found.get().state(), io.itops.incident.workflow.IncidentAction.RESOLVE)) {
            desk.follow(
                    unit,
                    child,
                    new IncidentCommand.Resolve(
                            "with incident " + parent + ", of which it is a part", false, Optional.empty()));
        }
    }
}
