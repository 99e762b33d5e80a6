package io.itops.incident.workflow;

import io.itops.core.Require;
import io.itops.core.Severity;
import io.itops.core.lifecycle.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that is asked about how incidents hang together.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface FamilyCommand extends IncidentCommand {
    /**
     * Merges the incident into another one: its dedup keys go there, and nothing happens to it before it is taken out again. Once merged
     * into that one, nothing is left to do.
     *
     * @param into the other incident, which is neither over nor merged
     * @param reason why, at most 1,000 characters, possibly blank
     */
    record MergeInto(IncidentId into, String reason) implements FamilyCommand {
        /** Checks the parts. */
        public MergeInto {
            Require.present("incident merged into", into);
            Require.anyText("reason", reason, MAX_REASON);
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.MERGE;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            Incident known = Decisions.known(incident);
            Optional<Merge> before = known.family().merge();
            if (before.isPresent()) {
                return before.get().into().equals(into)
                        ? Decision.nothing()
                        : Decision.refuse(
                                "merged",
                                "it was merged into incident " + before.get().into() + " and must be taken out first");
            }
            if (into.equals(known.id())) {
                return Decision.refuse("same-incident", "an incident cannot be merged into itself");
            }
            Optional<Incident> target = facts.relatives().other();
            if (target.isEmpty()) {
                return Decision.refuse("unknown-incident", "there is no incident " + into);
            }
            if (target.get().state() == IncidentState.MERGED) {
                return goesOnAs(into, facts.relatives(), "merge into that one");
            }
            if (target.get().state().over()) {
                return Decision.refuse(
                        "target-over",
                        "incident " + into + " is " + Lines.state(target.get().state()) + ", but must not be over");
            }
            return notToMerge(known, target.get(), facts.relatives()).orElseGet(() -> merged(known, facts, now));
        }

        private Decision<IncidentEvent> merged(Incident known, Circumstances facts, Instant now) {
            FamilyEvent.Merged merged = new FamilyEvent.Merged(into, facts.actor(), reason, now, facts.version());
            return Notifications.merged(Decisions.leaving(known, merged), merged.applyTo(known), reason, facts);
        }

        /** Why the other incident cannot take this one in with its keys and parts, if it cannot. */
        private Optional<Decision<IncidentEvent>> notToMerge(Incident known, Incident target, Relatives relatives) {
            if (relatives.line().contains(known.id())) {
                return Optional.of(Decision.refuse(
                        "part-of-it",
                        "incident " + into + " is a part of " + known.id()
                                + ": merge the part into the whole, or take it out first"));
            }
            if (target.keys().size() + known.keys().size() > Family.MAX_MERGED + 1
                    || target.family().absorbed().size() >= Family.MAX_MERGED) {
                return Optional.of(Decision.refuse(
                        "too-many-merged",
                        "incident " + into + " must have at most " + Family.MAX_MERGED
                                + " dedup keys besides its own"));
            }
            int parts = target.family().children().size()
                    + known.family().children().size();
            if (parts > Family.MAX_CHILDREN) {
                return Optional.of(Decision.refuse(
                        "too-many-children",
                        "incident " + into + " must have at most " + Family.MAX_CHILDREN + " parts, but would have "
                                + parts));
            }
            // its parts become parts of the other one, so the place of the two is one
            return relatives.line().size() + relatives.height() - 1 > Family.MAX_DEPTH
                    ? Optional.of(tooDeep())
                    : Optional.empty();
        }
    }

    private static Decision<IncidentEvent> tooDeep() {
        return Decision.refuse("too-deep", "at most " + Family.MAX_DEPTH + " incidents stand above one another");
    }

    private static Decision<IncidentEvent> goesOnAs(IncidentId merged, Relatives relatives, String advice) {
        return Decision.refuse(
                "merged-target",
                "incident " + merged + " goes on as " + relatives.root().orElse(merged) + ": " + advice);
    }

    /**
     * Another incident goes into this one. It follows from {@link MergeInto}; nobody needs to give it.
     *
     * @param child the other incident
     * @param keys its dedup keys, and how they stand, at least one
     * @param majors why it is a major incident, by the incidents of which that was said
     */
    record Absorb(IncidentId child, SortedMap<String, KeyStand> keys, SortedMap<String, String> majors)
            implements FamilyCommand {
        /** Checks and copies the parts. */
        public Absorb {
            Require.present("merged incident", child);
            keys = Require.map("dedup keys", keys);
            Require.size("dedup keys", keys.keySet(), 1, Family.MAX_MERGED + 1);
            majors = Require.map("reasons of a major incident", majors);
        }

        private Severity severity() {
            return KeyStand.worst(keys.values());
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.ABSORB;
        }

        /** What waits, and would be woken by a signal so bad, is woken by an incident so bad: nobody is paged for that one any more. */
        @Override
        public IncidentAction action(@Nullable Incident incident, Circumstances facts) {
            return Decisions.wakes(
                            incident,
                            severity(),
                            Require.present("circumstances", facts).rules())
                    ? IncidentAction.WORSEN
                    : IncidentAction.ABSORB;
        }

        @Override
        public boolean pages(@Nullable Incident incident, IncidentRules rules) {
            return Decisions.wakes(incident, severity(), Require.present("incident rules", rules));
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            FamilyEvent.Absorbed absorbed = new FamilyEvent.Absorbed(child, keys, majors);
            return Decisions.wakes(incident, severity(), facts.rules())
                    ? Decisions.wake(
                            Decisions.known(incident),
                            absorbed,
                            severity(),
                            "incident " + child + ", which was merged into it, made it " + severity(),
                            facts,
                            now)
                    : Decision.accept(absorbed);
        }
    }

    /**
     * Takes the incident out of the one that it was merged into: it stands as it stood, its timers run on, and a step that was due
     * meanwhile is taken at once. Its keys come back, but for those that a later incident has, with all that their signals have said
     * meanwhile: if they are all quiet, it is resolved as signals resolve it; if it was resolved and one of them fired, it is reopened.
     *
     * @param reason why, at most 1,000 characters, possibly blank
     */
    record Unmerge(String reason) implements FamilyCommand {
        /** Checks the reason. */
        public Unmerge {
            Require.anyText("reason", reason, MAX_REASON);
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.UNMERGE;
        }

        @Override
        public IncidentAction action(@Nullable Incident incident, Circumstances facts) {
            return incident == null || incident.family().merge().isEmpty()
                    ? IncidentAction.UNMERGE
                    : Unmerging.action(incident, facts);
        }

        @Override
        public boolean pages(@Nullable Incident incident, IncidentRules rules) {
            return true;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            return Unmerging.decide(Decisions.known(incident), reason, facts, now);
        }
    }

    /**
     * Another incident leaves this one, or one that went into it. It follows from {@link Unmerge} and {@link Split}; nobody needs to give
     * it. If all that is left is quiet, the incident is resolved as signals resolve it.
     *
     * @param child the other incident
     * @param keys the dedup keys that it takes along
     * @param majors the incidents that are no reason any more for this to be a major one
     */
    record Release(IncidentId child, List<String> keys, List<String> majors) implements FamilyCommand {
        /** Checks and copies the parts. */
        public Release {
            Require.present("merged incident", child);
            keys = Require.list("dedup keys", keys);
            majors = Require.list("major incidents", majors);
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.RELEASE;
        }

        @Override
        public IncidentAction action(@Nullable Incident incident, Circumstances facts) {
            return Decisions.endsWithout(incident, keys, facts) ? IncidentAction.RESOLVE : IncidentAction.RELEASE;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            FamilyEvent.Released released = new FamilyEvent.Released(child, keys, majors);
            return Decisions.endsWithout(incident, keys, facts)
                    ? Decisions.ending(Decisions.known(incident), released, facts, now)
                    : Decision.accept(released);
        }
    }

    /**
     * Makes a part of the trouble an incident of its own. Its dedup key is one that came with a merged incident, or one that no incident
     * holds.
     *
     * @param part the trouble of the new incident
     * @param id the id that it is to have
     * @param reason why, at most 1,000 characters, possibly blank
     */
    record Split(Trouble part, IncidentId id, String reason) implements FamilyCommand {
        /** Checks the parts. */
        public Split {
            Require.present("trouble", part);
            Require.present("incident id", id);
            Require.anyText("reason", reason, MAX_REASON);
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.SPLIT;
        }

        @Override
        public IncidentAction action(@Nullable Incident incident, Circumstances facts) {
            return Decisions.endsWithout(incident, List.of(part.dedupKey()), facts)
                    ? IncidentAction.RESOLVE
                    : IncidentAction.SPLIT;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            Incident known = Decisions.known(incident);
            if (facts.relatives().other().filter(there -> there.id().equals(id)).isPresent()) {
                return Decision.refuse("id-taken", "there is an incident " + id + " already");
            }
            if (part.dedupKey().equals(known.dedupKey())) {
                return Decision.refuse(
                        "own-key", "the dedup key " + part.dedupKey() + " stays with the incident it opened");
            }
            Optional<IncidentId> holder = facts.relatives().keyHolder();
            if (holder.isPresent() && !holder.get().equals(known.id())) {
                return Decisions.keyTaken(holder.get());
            }
            FamilyEvent.SplitOff split = new FamilyEvent.SplitOff(id, part.dedupKey(), facts.actor(), reason);
            return Decisions.endsWithout(known, List.of(part.dedupKey()), facts)
                    ? Decisions.ending(known, split, facts, now)
                    : Decision.accept(split);
        }
    }

    /**
     * A signal says that the trouble of one dedup key is over, while that of others lasts.
     *
     * @param dedupKey the key
     * @param said the signal's summary
     */
    record QuietKey(String dedupKey, String said) implements FamilyCommand {
        /** Checks the parts. */
        public QuietKey {
            Require.id("dedup key", dedupKey);
            Require.text("signal summary", said, 300);
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.QUIET_KEY;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            KeyStand stand = Decisions.known(incident).family().keys().get(dedupKey);
            return stand == null || stand.quiet()
                    ? Decision.nothing()
                    : Decision.accept(new FamilyEvent.KeyQuiet(dedupKey, said));
        }
    }

    /**
     * Makes the incident a part of another one, or of none.
     *
     * @param parent the other incident; empty: none
     */
    record Link(Optional<IncidentId> parent) implements FamilyCommand {
        /** Checks the parent. */
        public Link {
            Require.present("parent", parent);
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.LINK;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            Incident known = Decisions.known(incident);
            if (known.family().parent().equals(parent)) {
                return Decision.nothing();
            }
            if (parent.isPresent()) {
                Optional<Incident> above = facts.relatives().other();
                if (above.isEmpty()) {
                    return Decision.refuse("unknown-incident", "there is no incident " + parent.get());
                }
                if (above.get().state() == IncidentState.MERGED) {
                    return goesOnAs(parent.get(), facts.relatives(), "make it a part of that one");
                }
                List<IncidentId> line = new ArrayList<>(List.of(known.id()));
                line.addAll(facts.relatives().line());
                if (line.subList(1, line.size()).contains(known.id())) {
                    return Decision.refuse(
                            "cycle",
                            "an incident must not be above itself, but would be: "
                                    + String.join(
                                            " < ",
                                            line.stream().map(IncidentId::value).toList()));
                }
                if (facts.relatives().line().size() + facts.relatives().height() > Family.MAX_DEPTH) {
                    return tooDeep();
                }
                if (above.get().family().children().size() >= Family.MAX_CHILDREN) {
                    return Decision.refuse(
                            "too-many-children",
                            "incident " + parent.get() + " must have at most " + Family.MAX_CHILDREN + " parts");
                }
            }
            return Decision.accept(new FamilyEvent.Linked(parent, facts.actor()));
        }
    }

    /**
     * Another incident becomes a part of this one, or ceases to be one. It follows from {@link Link}; nobody needs to give it.
     *
     * @param child the other incident
     * @param joined whether it becomes a part
     */
    record Adopt(IncidentId child, boolean joined) implements FamilyCommand {
        /** Checks the child. */
        public Adopt {
            Require.present("child", child);
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.ADOPT;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            return Decision.accept(new FamilyEvent.Adopted(child, joined));
        }
    }

    /**
     * The incident that this one is a part of went into another one, or came back: this one is a part of that one now. It follows from
     * {@link MergeInto} and {@link Unmerge}; nobody needs to give it.
     *
     * @param parent the other incident
     */
    record Rehang(IncidentId parent) implements FamilyCommand {
        /** Checks the parent. */
        public Rehang {
            Require.present("parent", parent);
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.ADOPT;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            return Decision.accept(new FamilyEvent.Linked(Optional.of(parent), facts.actor()));
        }
    }

    /**
     * Declares the incident a major one.
     *
     * @param reason why, not blank, at most 1,000 characters
     */
    record Promote(String reason) implements FamilyCommand {
        /** Checks the reason. */
        public Promote {
            Require.text("reason", reason, MAX_REASON);
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.PROMOTE;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            return Decisions.known(incident).family().major().isPresent()
                    ? Decision.nothing()
                    : Decision.accept(new FamilyEvent.Ranked(true, facts.actor(), reason));
        }
    }

    /**
     * Says that the incident is no major one any more.
     *
     * @param reason why, not blank, at most 1,000 characters
     */
    record Demote(String reason) implements FamilyCommand {
        /** Checks the reason. */
        public Demote {
            Require.text("reason", reason, MAX_REASON);
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.DEMOTE;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            return Decisions.known(incident).family().major().isEmpty()
                    ? Decision.nothing()
                    : Decision.accept(new FamilyEvent.Ranked(false, facts.actor(), reason));
        }
    }
}
