package io.itops.incident.workflow;

import io.itops.core.Actor;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.Severity;
import java.util.List;
import java.util.Optional;
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
     * @param version the version that the event makes
     */
    record Merged(IncidentId into, Actor by, String reason, long version) implements FamilyEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident known = Require.present("incident", incident);
            Merge merge = new Merge(
                    into,
                    known.state(),
                    known.stay(),
                    known.family().keys(),
                    known.family().quiet());
            // how far paging had come stays written down for its return; its timer is cancelled
            return known.inState(IncidentState.MERGED, version)
                    .with(known.family().merged(Optional.of(merge)));
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
     * Another incident went into it; it is as bad as the worse of the two.
     *
     * @param child the other incident
     * @param severity how bad that one was
     * @param keys the dedup keys that it brought
     * @param quiet those of them whose signals had said that the trouble is over
     */
    record Absorbed(IncidentId child, Severity severity, List<String> keys, List<String> quiet) implements FamilyEvent {
        /** Copies the lists. */
        public Absorbed {
            keys = Require.list("dedup keys", keys);
            quiet = Require.list("quiet dedup keys", quiet);
        }

        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident known = Require.present("incident", incident);
            return known.asBadAs(severity).with(known.family().absorbing(child, keys, quiet));
        }

        @Override
        public String summary() {
            return Lines.summary("incident " + child + " was merged into this one, " + severity
                    + ", with the dedup keys " + String.join(", ", keys));
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
     * @param keys the dedup keys besides its own that it got back
     * @param by who took it out
     * @param reason why, possibly blank
     * @param version the version that the event makes
     */
    record Unmerged(IncidentId from, List<String> keys, Actor by, String reason, long version) implements FamilyEvent {
        /** Copies the list. */
        public Unmerged {
            keys = Require.list("dedup keys", keys);
        }

        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident known = Require.present("incident", incident);
            Merge merge = known.family().merge().orElseThrow();
            return known.inState(merge.from(), version)
                    .with(merge.stay())
                    .with(known.family()
                            .merged(Optional.empty())
                            .regaining(
                                    keys,
                                    merge.quiet().stream()
                                            .filter(key -> keys.contains(key) || key.equals(known.dedupKey()))
                                            .toList()));
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
     * It gave dedup keys away: another incident was taken out of it.
     *
     * @param child the other incident
     * @param keys the dedup keys that it gave
     */
    record Released(IncidentId child, List<String> keys) implements FamilyEvent {
        /** Copies the list. */
        public Released {
            keys = Require.list("dedup keys", keys);
        }

        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident known = Require.present("incident", incident);
            return known.with(known.family().releasing(keys, List.of(child)));
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
            return known.with(known.family().releasing(List.of(dedupKey), List.of()));
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
            return known.with(known.family().quiet(dedupKey));
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
            return known.with(known.family().major(Optional.of(reason).filter(why -> major)));
        }

        @Override
        public String summary() {
            return Lines.summary((major ? "declared a MAJOR incident by " : "no major incident any more, says ")
                    + Lines.name(by)
                    + Lines.remark(reason));
        }
    }
}
