package io.itops.incident.workflow;

import io.itops.core.Actor;
import io.itops.core.Ref;
import io.itops.core.Require;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to how incidents hang together.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface FamilyEvent extends IncidentEvent {
    /**
     * It went into another incident, with its dedup keys.
     *
     * @param into the other incident
     * @param by who merged them
     * @param reason why, possibly blank
     * @param at when
     * @param version the version that the event makes
     */
    record Merged(IncidentId into, Actor by, String reason, Instant at, long version) implements FamilyEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident known = Require.present("incident", incident);
            Merge merge = new Merge(
                    into,
                    known.state(),
                    known.stateVersion(),
                    known.stay(),
                    known.keys(),
                    known.family().children());
            // how far paging had come stays written down for its return; its timer is cancelled
            Incident merged = known.inState(IncidentState.MERGED, version)
                    .with(known.family().merged(merge));
            return merged.with(merged.milestones().ended(at));
        }

        @Override
        public String summary() {
            return Lines.summary("merged into " + into + " by " + Lines.name(by) + Lines.remark(reason));
        }

        @Override
        public List<Ref> alsoAbout() {
            return List.of(into.ref());
        }
    }

    /**
     * Another incident went into it; it is as bad as the worst of all dedup keys.
     *
     * @param child the other incident
     * @param keys the dedup keys that it brought, and how they stand
     * @param majors why that one was a major incident, by the incidents of which that was said
     */
    record Absorbed(IncidentId child, SortedMap<String, KeyStand> keys, SortedMap<String, String> majors)
            implements FamilyEvent {
        /** Copies the maps. */
        public Absorbed {
            keys = Require.map("dedup keys", keys);
            majors = Require.map("reasons of a major incident", majors);
        }

        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident known = Require.present("incident", incident);
            SortedMap<String, KeyStand> all = new TreeMap<>(known.keys());
            all.putAll(keys);
            Incident keyed = known.keyed(all);
            return keyed.with(keyed.family().absorbing(child, majors));
        }

        @Override
        public String summary() {
            return Lines.summary("incident " + child + " was merged into this one, " + KeyStand.worst(keys.values())
                    + ", with the dedup keys " + String.join(", ", keys.keySet())
                    + (majors.isEmpty() ? "" : ", a MAJOR one"));
        }

        @Override
        public List<Ref> alsoAbout() {
            return List.of(child.ref());
        }
    }

    /**
     * It was taken out of another incident again, and stands as it stood before.
     *
     * @param from the incident that had its keys
     * @param keys the dedup keys that it got back, its own among them, and how they stand
     * @param by who took it out
     * @param reason why, possibly blank
     */
    record Unmerged(IncidentId from, SortedMap<String, KeyStand> keys, Actor by, String reason) implements FamilyEvent {
        /** Copies the map. */
        public Unmerged {
            keys = Require.map("dedup keys", keys);
        }

        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident known = Require.present("incident", incident);
            Merge merge = known.family().merge().orElseThrow();
            // what waits for the state that it was in goes by the version of that state: pages, personal rules, links
            // in pages
            return known.inState(merge.from(), merge.stateVersion())
                    .with(merge.stay())
                    .with(known.family().unmerged())
                    .keyed(keys);
        }

        @Override
        public String summary() {
            return Lines.summary("taken out of " + from + " by " + Lines.name(by) + Lines.remark(reason));
        }

        @Override
        public List<Ref> alsoAbout() {
            return List.of(from.ref());
        }
    }

    /**
     * Those who had been paged since it was triggered, and have not answered, were paged once more: what waited for them may have been
     * dropped while it was merged. The escalation stands as it stood.
     *
     * @param pages who was paged, and where
     * @param reason why
     * @param version the version that the event makes
     */
    record PagedAgain(List<Page> pages, String reason, long version) implements FamilyEvent {
        /** Copies the list. */
        public PagedAgain {
            pages = Require.list("pages", pages);
        }

        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident known = Require.present("incident", incident);
            return known.with(known.escalation().pagedAgain(pages, version));
        }

        @Override
        public String summary() {
            return Lines.summary("paged again "
                    + String.join(", ", pages.stream().map(Page::person).toList()) + ": " + reason);
        }
    }

    /**
     * It gave dedup keys away: another incident was taken out of it, or out of one that went into it.
     *
     * @param child the other incident
     * @param keys the dedup keys that it gave
     * @param majors the incidents that are no reason any more for it to be a major one
     */
    record Released(IncidentId child, List<String> keys, List<String> majors) implements FamilyEvent {
        /** Copies the lists. */
        public Released {
            keys = Require.list("dedup keys", keys);
            majors = Require.list("major incidents", majors);
        }

        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident kept = without(Require.present("incident", incident), keys);
            return kept.with(kept.family().forgetting(keys).releasing(child, majors));
        }

        private static Incident without(Incident known, List<String> keys) {
            return known.family().keys().isEmpty()
                    ? known
                    : known.keyed(KeyStand.without(known.family().keys(), keys));
        }

        @Override
        public String summary() {
            return Lines.summary("incident " + child + " was taken out of this one");
        }

        @Override
        public List<Ref> alsoAbout() {
            return List.of(child.ref());
        }
    }

    /**
     * A part of its trouble became an incident of its own.
     *
     * @param part the new incident
     * @param dedupKey the key that the part has
     * @param by who split it
     * @param reason why, possibly blank
     */
    record SplitOff(IncidentId part, String dedupKey, Actor by, String reason) implements FamilyEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident known = Require.present("incident", incident);
            return Released.without(known, List.of(dedupKey));
        }

        @Override
        public String summary() {
            return Lines.summary("incident " + part + " was split off by " + Lines.name(by) + ", key " + dedupKey
                    + Lines.remark(reason));
        }

        @Override
        public List<Ref> alsoAbout() {
            return List.of(part.ref());
        }
    }

    /**
     * The signal of one of its dedup keys said that its trouble is over, while others last.
     *
     * @param dedupKey the key
     * @param said the signal's summary
     */
    record KeyQuiet(String dedupKey, String said) implements FamilyEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident known = Require.present("incident", incident);
            SortedMap<String, KeyStand> all = new TreeMap<>(known.family().keys());
            all.computeIfPresent(dedupKey, (name, stand) -> stand.silent(true));
            return known.with(known.family().having(all));
        }

        @Override
        public String summary() {
            return Lines.summary("the trouble of " + dedupKey + " is over, that of other keys is not: " + said);
        }
    }

    /**
     * It became a part of another incident, or ceased to be one.
     *
     * @param parent the other incident; empty: none any more
     * @param by who said so
     */
    record Linked(Optional<IncidentId> parent, Actor by) implements FamilyEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident known = Require.present("incident", incident);
            return known.with(known.family().under(parent));
        }

        @Override
        public String summary() {
            return Lines.summary((parent.isPresent() ? "made a part of " + parent.get() : "made a part of none")
                    + " by " + Lines.name(by));
        }

        @Override
        public List<Ref> alsoAbout() {
            return parent.map(above -> List.of(above.ref())).orElse(List.of());
        }
    }

    /**
     * Another incident became a part of it, or ceased to be one.
     *
     * @param child the other incident
     * @param joined whether it is a part now
     */
    record Adopted(IncidentId child, boolean joined) implements FamilyEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident known = Require.present("incident", incident);
            return known.with(known.family().adopting(child, joined));
        }

        @Override
        public String summary() {
            return "incident " + child + (joined ? " is a part of this one" : " is no part of this one any more");
        }

        @Override
        public List<Ref> alsoAbout() {
            return List.of(child.ref());
        }
    }

    /**
     * It became a major incident, or ceased to be one.
     *
     * @param major whether it is one now
     * @param by who said so
     * @param reason why
     */
    record Ranked(boolean major, Actor by, String reason) implements FamilyEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident known = Require.present("incident", incident);
            return known.with(
                    known.family().ranked(known.id(), Optional.of(reason).filter(why -> major)));
        }

        @Override
        public String summary() {
            return Lines.summary((major ? "declared a MAJOR incident by " : "no major incident any more, says ")
                    + Lines.name(by)
                    + Lines.remark(reason));
        }
    }
}
