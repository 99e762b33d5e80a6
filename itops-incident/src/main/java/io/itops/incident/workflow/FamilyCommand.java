package io.itops.incident.workflow;

import io.itops.core.Require;
import io.itops.core.Severity;
import io.itops.core.lifecycle.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
                return Decision.refuse(
                        "merged-target",
                        "incident " + into + " goes on as "
                                + facts.relatives().root().orElse(into) + ": merge into that one");
            }
            if (target.get().state().over()) {
                return Decision.refuse(
                        "target-over",
                        "incident " + into + " is " + Lines.state(target.get().state()) + ", but must not be over");
            }
            if (target.get().family().keys().size() + known.family().keys().size() + 1 > Family.MAX_MERGED
                    || target.get().family().absorbed().size() >= Family.MAX_MERGED) {
                return Decision.refuse(
                        "too-many-merged",
                        "incident " + into + " must have at most " + Family.MAX_MERGED + " dedup keys");
            }
            return Decisions.leaving(known, new FamilyEvent.Merged(into, facts.actor(), reason, facts.version()));
        }
    }

    /**
     * Another incident goes into this one. It follows from {@link MergeInto}; nobody needs to give it.
     *
     * @param child the other incident
     * @param severity how bad that one is
     * @param keys its dedup keys
     * @param quiet those of them whose signals said that the trouble is over
     */
    record Absorb(IncidentId child, Severity severity, List<String> keys, List<String> quiet) implements FamilyCommand {
        /** Checks and copies the parts. */
        public Absorb {
            Require.present("merged incident", child);
            Require.present("severity", severity);
            keys = Require.list("dedup keys", keys);
            quiet = Require.list("quiet dedup keys", quiet);
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
                            severity,
                            Require.present("circumstances", facts).rules())
                    ? IncidentAction.WORSEN
                    : IncidentAction.ABSORB;
        }

        @Override
        public boolean pages(@Nullable Incident incident, IncidentRules rules) {
            return Decisions.wakes(incident, severity, Require.present("incident rules", rules));
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            FamilyEvent.Absorbed absorbed = new FamilyEvent.Absorbed(child, severity, keys, quiet);
            return Decisions.wakes(incident, severity, facts.rules())
                    ? Decisions.wake(
                            Decisions.known(incident),
                            absorbed,
                            severity,
                            "incident " + child + ", which was merged into it, made it " + severity,
                            facts,
                            now)
                    : Decision.accept(absorbed);
        }
    }

    /**
     * Takes the incident out of the one that it was merged into: it stands as it stood, its timers run on, and a step that was due
     * meanwhile is taken at once. Its keys come back, but for those that a later incident has.
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
            if (incident == null || incident.family().merge().isEmpty()) {
                return IncidentAction.UNMERGE;
            }
            return Decisions.unmerging(incident.family().merge().get().from());
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            Incident known = Decisions.known(incident);
            IncidentId root = facts.relatives().root().orElseThrow();
            Optional<IncidentId> later = facts.keyHolder().filter(holder -> !holder.equals(root));
            if (later.isPresent()) {
                return Decisions.keyTaken(later.get());
            }
            FamilyEvent event =
                    new FamilyEvent.Unmerged(root, facts.relatives().keys(), facts.actor(), reason, facts.version());
            return Decisions.entering(event.applyTo(known), Decision.accept(event), facts);
        }
    }

    /**
     * Another incident leaves this one. It follows from {@link Unmerge}; nobody needs to give it.
     *
     * @param child the other incident
     * @param keys the dedup keys that it takes along
     */
    record Release(IncidentId child, List<String> keys) implements FamilyCommand {
        /** Checks and copies the parts. */
        public Release {
            Require.present("merged incident", child);
            keys = Require.list("dedup keys", keys);
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.RELEASE;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            return Decision.accept(new FamilyEvent.Released(child, keys));
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
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            Incident known = Decisions.known(incident);
            if (part.dedupKey().equals(known.dedupKey())) {
                return Decision.refuse(
                        "own-key", "the dedup key " + part.dedupKey() + " stays with the incident it opened");
            }
            Optional<IncidentId> holder = facts.relatives().keyHolder();
            if (holder.isPresent() && !holder.get().equals(known.id())) {
                return Decisions.keyTaken(holder.get());
            }
            return Decision.accept(new FamilyEvent.SplitOff(id, part.dedupKey(), facts.actor(), reason));
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
            return Decisions.known(incident).family().quiet().contains(dedupKey)
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
                if (line.size() > Family.MAX_DEPTH) {
                    return Decision.refuse(
                            "too-deep", "at most " + Family.MAX_DEPTH + " incidents stand above one another");
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
