package io.itops.incident.workflow;

import io.itops.incident.escalation.PolicyRef;
import io.itops.incident.escalation.StepPosition;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** An escalation in the making: all of another one but for what is set here. Not thread-safe; confine to one thread. */
final class EscalationDraft {
    private final SortedMap<String, Long> paged;
    private final SortedMap<String, Long> answered;
    private final SortedSet<String> unhurried;
    private final SortedMap<String, Long> turns;
    private PolicyRef policy;
    private StepPosition position;
    private long stepVersion;
    private Optional<Instant> nextAt;
    private boolean exhausted;
    private boolean waiting;
    private int acknowledgements;

    EscalationDraft(Escalation from) {
        policy = from.policy();
        position = from.position();
        stepVersion = from.stepVersion();
        nextAt = from.nextAt();
        exhausted = from.exhausted();
        waiting = from.waiting();
        paged = new TreeMap<>(from.paged());
        acknowledgements = from.acknowledgements();
        answered = new TreeMap<>(from.answered());
        unhurried = new TreeSet<>(from.unhurried());
        turns = new TreeMap<>(from.turns());
    }

    EscalationDraft by(PolicyRef other) {
        policy = other;
        return this;
    }

    /** At a step, since a version of the incident. */
    EscalationDraft at(StepPosition step, long version) {
        position = step;
        stepVersion = version;
        return this;
    }

    EscalationDraft next(Optional<Instant> at) {
        nextAt = at;
        return this;
    }

    EscalationDraft exhausted(boolean atItsEnd) {
        exhausted = atItsEnd;
        return this;
    }

    EscalationDraft waiting(boolean waits) {
        waiting = waits;
        return this;
    }

    EscalationDraft mustAcknowledge(int number) {
        acknowledgements = number;
        return this;
    }

    EscalationDraft paged(String person, long version) {
        paged.put(person, version);
        return this;
    }

    EscalationDraft hurried(String person, boolean urgent) {
        if (urgent) {
            unhurried.remove(person);
        } else {
            unhurried.add(person);
        }
        return this;
    }

    EscalationDraft answered(String actor, long version) {
        answered.put(actor, version);
        return this;
    }

    EscalationDraft notAnswered(String actor) {
        answered.remove(actor);
        return this;
    }

    EscalationDraft nobodyAnswered() {
        answered.clear();
        return this;
    }

    EscalationDraft turns(SortedMap<String, Long> taken) {
        turns.putAll(taken);
        return this;
    }

    Escalation made() {
        return new Escalation(
                policy,
                position,
                stepVersion,
                nextAt,
                exhausted,
                waiting,
                paged,
                acknowledgements,
                answered,
                unhurried,
                turns);
    }
}
