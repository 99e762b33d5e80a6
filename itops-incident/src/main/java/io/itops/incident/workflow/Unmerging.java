package io.itops.incident.workflow;

import io.itops.core.lifecycle.Decision;
import io.itops.incident.escalation.StepPosition;
import java.time.Instant;
import java.util.Optional;

/**
 * How an incident comes back that is taken out of another one: as it stood, unless its keys have told another tale meanwhile.
 *
 * <p>What waits for the state that it was in goes on waiting: its version of that state comes back with it, so that pages in mailboxes, in
 * quiet hours and on their retries stay wanted, and personal rules go on from their start. But what came up while it was merged was dropped,
 * and nobody knows what that was; so all who were paged since it was triggered and have not answered are paged once more. A page of
 * theirs that still waits is overtaken by it.
 */
final class Unmerging {
    private Unmerging() {}

    /** What it comes to, by the state that it was in and by how its keys stand. */
    static IncidentAction action(Incident merged, Circumstances facts) {
        return Decisions.unmerging(state(merged, facts));
    }

    private static IncidentState state(Incident merged, Circumstances facts) {
        IncidentState from = merged.family().merge().orElseThrow().from();
        boolean quiet = KeyStand.allQuiet(facts.relatives().keys().values());
        if (from == IncidentState.RESOLVED) {
            return quiet ? from : IncidentState.TRIGGERED;
        }
        return quiet && facts.rules().autoResolve() ? IncidentState.RESOLVED : from;
    }

    static Decision<IncidentEvent> decide(Incident merged, String reason, Circumstances facts, Instant now) {
        IncidentId root = facts.relatives().root().orElseThrow();
        // a key that was split off is no longer its own: only what is free can it have again
        boolean claims = merged.family().merge().orElseThrow().keys().containsKey(merged.dedupKey());
        Optional<IncidentId> later = facts.keyHolder().filter(holder -> !(claims && holder.equals(root)));
        if (later.isPresent()) {
            return Decisions.keyTaken(later.get());
        }
        FamilyEvent event = new FamilyEvent.Unmerged(root, facts.relatives().keys(), facts.actor(), reason);
        Decision.Accept<IncidentEvent> out = Decision.accept(event);
        Incident back = event.applyTo(merged);
        IncidentState next = state(merged, facts);
        if (next == back.state()) {
            Decision.Accept<IncidentEvent> entered = Decisions.entering(back, out, facts);
            return next == IncidentState.TRIGGERED
                    ? Paging.again(entered, back, "it was taken out of incident " + root, facts, now)
                    : entered;
        }
        return next == IncidentState.RESOLVED
                ? Decisions.ending(merged, event, facts, now)
                : reopened(out, back, facts, now);
    }

    private static Decision<IncidentEvent> reopened(
            Decision.Accept<IncidentEvent> out, Incident back, Circumstances facts, Instant now) {
        String why = "its signal fired while it was merged";
        IncidentEvent event = new IncidentEvent.Reopened(
                why,
                facts.policy().ref(),
                true,
                now,
                facts.version(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return Paging.take(
                out.and(event),
                event.applyTo(back),
                Optional.of(StepPosition.FIRST),
                "the incident was reopened: " + why,
                facts,
                now);
    }
}
