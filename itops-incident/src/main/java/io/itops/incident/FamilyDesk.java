package io.itops.incident;

import io.itops.core.record.Records;
import io.itops.core.record.Versioned;
import io.itops.core.store.UnitOfWork;
import io.itops.core.work.JobHandler;
import io.itops.incident.internal.Merges;
import io.itops.incident.workflow.Family;
import io.itops.incident.workflow.FamilyCommand;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentAction;
import io.itops.incident.workflow.IncidentCommand;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentKey;
import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.KeyStand;
import io.itops.incident.workflow.Merge;
import io.itops.incident.workflow.Relatives;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Keeps several incidents in step within one unit of work: merges and their keys, parts and their parents. Thread-safe. */
final class FamilyDesk {
    private final Desk desk;
    private final Records records;
    private final PartsDesk parts;
    private final boolean resolveChildren;

    FamilyDesk(Desk desk, Records records, boolean resolveChildren) {
        this.desk = desk;
        this.records = records;
        this.parts = new PartsDesk(desk, records);
        this.resolveChildren = resolveChildren;
    }

    JobHandler parts() {
        return parts;
    }

    /** What a command about several incidents rests on. */
    Relatives relatives(UnitOfWork unit, @Nullable Incident incident, IncidentCommand command) {
        if (incident == null) {
            return Relatives.NONE;
        }
        if (command instanceof FamilyCommand.MergeInto merge) {
            return above(unit, incident, merge.into());
        }
        if (command instanceof FamilyCommand.Link link && link.parent().isPresent()) {
            return above(unit, incident, link.parent().get());
        }
        if (command instanceof FamilyCommand.Unmerge) {
            Incident root = root(unit, incident);
            return new Relatives(
                    Optional.of(root),
                    Optional.of(root.id()),
                    comingBack(unit, incident, root),
                    List.of(),
                    1,
                    Optional.empty());
        }
        if (command instanceof FamilyCommand.Split split) {
            return new Relatives(
                    find(unit, split.id()),
                    Optional.empty(),
                    new TreeMap<>(),
                    List.of(),
                    1,
                    Desk.holder(unit, split.part().dedupKey()));
        }
        return Relatives.NONE;
    }

    private Relatives above(UnitOfWork unit, Incident incident, IncidentId id) {
        Optional<Incident> other = readable(unit, id);
        return new Relatives(
                other,
                other.map(found -> root(unit, found).id()),
                new TreeMap<>(),
                line(unit, id),
                height(incident),
                Optional.empty());
    }

    /** An incident that a command names: one that the actor may not read is as good as none. */
    private Optional<Incident> readable(UnitOfWork unit, IncidentId id) {
        return find(unit, id).filter(desk.needToKnow().rights(unit)::reads);
    }

    private static Optional<Incident> find(UnitOfWork unit, IncidentId id) {
        return unit.find(Incident.TYPE, id.value()).map(Versioned::value);
    }

    /** The incident as which one goes on. */
    static Incident root(UnitOfWork unit, Incident incident) {
        return Merges.root(unit, incident);
    }

    /**
     * The keys that an incident had when it was merged and that no later incident has. Where the root has one no more, since it ended or
     * the key was split off, the trouble of the key has ended with it.
     */
    private static SortedMap<String, KeyStand> comingBack(UnitOfWork unit, Incident incident, Incident root) {
        SortedMap<String, KeyStand> back = new TreeMap<>();
        SortedMap<String, KeyStand> remembered =
                incident.family().merge().map(Merge::keys).orElse(new TreeMap<>());
        remembered.forEach((key, stand) -> {
            if (Desk.holder(unit, key).map(root.id()::equals).orElse(true)) {
                back.put(key, root.family().keys().getOrDefault(key, new KeyStand(stand.severity(), true)));
            }
        });
        back.computeIfAbsent(incident.dedupKey(), own -> new KeyStand(incident.severity(), true));
        return back;
    }

    /**
     * How many incidents stand above one another from one down, as far as it matters. It is read beside the unit of work: a tree may have
     * more parts than a commit can rest on, and a part that is added at the same time makes it a little deeper at worst.
     */
    private int height(Incident top) {
        int height = 1;
        Set<IncidentId> level = new TreeSet<>(top.family().children());
        while (!level.isEmpty() && height <= Family.MAX_DEPTH) {
            height++;
            Set<IncidentId> next = new TreeSet<>();
            level.forEach(id -> records.find(Incident.TYPE, id.value())
                    .ifPresent(found -> next.addAll(found.value().family().children())));
            level = next;
        }
        return height;
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
            merged(unit, before, after, merge.into());
        } else if (command instanceof FamilyCommand.Unmerge) {
            unmerged(unit, before, after, facts);
        } else if (command instanceof FamilyCommand.Split split) {
            split(unit, split, before);
        } else if (command instanceof FamilyCommand.Link link) {
            hang(unit, after.id(), before.family().parent(), link.parent());
        }
        if (resolveChildren && after.state() == IncidentState.RESOLVED && before.state() != IncidentState.RESOLVED) {
            parts.resolve(unit, after);
        }
    }

    /** What is asked of other incidents than the one that is told the command: whoever may not, learns nothing of them. */
    record Asked(IncidentAction action, IncidentId of) {}

    /** What a command asks of others. */
    List<Asked> asked(UnitOfWork unit, IncidentId id, IncidentCommand command) {
        if (command instanceof FamilyCommand.MergeInto merge) {
            return List.of(new Asked(IncidentAction.ABSORB, merge.into()));
        }
        if (command instanceof FamilyCommand.Split split) {
            return List.of(new Asked(IncidentAction.OPEN, split.id()));
        }
        Optional<Incident> incident = find(unit, id);
        List<Asked> asked = new ArrayList<>();
        if (command instanceof FamilyCommand.Unmerge) {
            incident.filter(known -> known.state() == IncidentState.MERGED)
                    .ifPresent(known -> asked.add(
                            new Asked(IncidentAction.RELEASE, root(unit, known).id())));
        } else if (command instanceof FamilyCommand.Link link) {
            link.parent().ifPresent(parent -> asked.add(new Asked(IncidentAction.ADOPT, parent)));
            incident.flatMap(known -> known.family().parent())
                    .filter(old -> !link.parent().equals(Optional.of(old)))
                    .ifPresent(old -> asked.add(new Asked(IncidentAction.ADOPT, old)));
        } else if (command instanceof IncidentCommand.Resolve && resolveChildren) {
            incident.ifPresent(whole -> parts.open(whole, Integer.MAX_VALUE)
                    .forEach(part -> asked.add(new Asked(IncidentAction.RESOLVE, part))));
        }
        return asked;
    }

    private void merged(UnitOfWork unit, Incident before, Incident child, IncidentId into) {
        SortedMap<String, KeyStand> keys = child.family().merge().orElseThrow().keys();
        keys.keySet().forEach(key -> give(unit, key, into));
        desk.follow(
                unit,
                into,
                new FamilyCommand.Absorb(child.id(), keys, child.family().majors()));
        before.family().children().forEach(part -> rehang(unit, part, into));
        find(unit, into)
                .flatMap(target -> NeedToKnowDesk.merged(child, target))
                .ifPresent(mark -> desk.follow(unit, into, mark));
    }

    private void unmerged(UnitOfWork unit, Incident before, Incident after, Relatives facts) {
        IncidentId root = facts.root().orElseThrow();
        Merge merge = before.family().merge().orElseThrow();
        facts.keys().keySet().forEach(key -> give(unit, key, after.id()));
        FamilyCommand.Release release = new FamilyCommand.Release(
                after.id(),
                List.copyOf(merge.keys().keySet()),
                List.copyOf(before.family().majors().keySet()));
        Optional<IncidentId> next = Optional.of(merge.into());
        while (next.isPresent()) {
            // those in the middle remember what they brought: they must not claim it any more
            Optional<IncidentId> above = next.get().equals(root)
                    ? Optional.empty()
                    : find(unit, next.get()).flatMap(Incident::mergedInto);
            desk.follow(unit, next.get(), release);
            next = above;
        }
        merge.parts().stream()
                .filter(part -> mayReturn(unit, part, after.id(), root))
                .forEach(part -> rehang(unit, part, after.id()));
    }

    /** Whether a part is still where it went with its whole, and can go back: nothing may come to stand above itself by it. */
    private boolean mayReturn(UnitOfWork unit, IncidentId part, IncidentId whole, IncidentId root) {
        Optional<Incident> found = find(unit, part);
        List<IncidentId> line = line(unit, whole);
        return found.isPresent()
                && found.get().family().parent().equals(Optional.of(root))
                && !line.contains(part)
                && line.size() + height(found.get()) <= Family.MAX_DEPTH;
    }

    private void split(UnitOfWork unit, FamilyCommand.Split split, Incident from) {
        String key = split.part().dedupKey();
        give(unit, key, split.id());
        Optional<Incident> next = bringer(unit, from, key);
        while (next.isPresent()) {
            desk.follow(unit, next.get().id(), new FamilyCommand.Release(split.id(), List.of(key), List.of()));
            next = bringer(unit, next.get(), key);
        }
        desk.openPart(unit, split, from.id());
    }

    /** The incident that a key came with into another one. */
    private static Optional<Incident> bringer(UnitOfWork unit, Incident root, String key) {
        return root.family().absorbed().stream()
                .flatMap(id -> find(unit, id).stream())
                .filter(child -> child.family()
                        .merge()
                        .filter(merge -> merge.keys().containsKey(key))
                        .isPresent())
                .findFirst();
    }

    private void rehang(UnitOfWork unit, IncidentId part, IncidentId to) {
        Optional<Incident> found = find(unit, part);
        if (found.isPresent()) {
            desk.follow(unit, part, new FamilyCommand.Rehang(to));
            hang(unit, part, found.get().family().parent(), Optional.of(to));
        }
    }

    private void hang(UnitOfWork unit, IncidentId part, Optional<IncidentId> from, Optional<IncidentId> to) {
        from.filter(old -> find(unit, old)
                        .filter(parent -> parent.family().children().contains(part))
                        .isPresent())
                .ifPresent(old -> adopt(unit, old, part, false));
        to.ifPresent(parent -> adopt(unit, parent, part, true));
    }

    private static void give(UnitOfWork unit, String key, IncidentId to) {
        unit.find(IncidentKey.TYPE, key);
        unit.put(IncidentKey.TYPE, new IncidentKey(key, to));
    }

    private void adopt(UnitOfWork unit, IncidentId parent, IncidentId child, boolean joined) {
        desk.follow(unit, parent, new FamilyCommand.Adopt(child, joined));
    }
}
