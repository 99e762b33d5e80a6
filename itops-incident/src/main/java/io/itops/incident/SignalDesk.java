package io.itops.incident;

import io.itops.core.record.Versioned;
import io.itops.core.signal.Signal;
import io.itops.core.signal.SignalHandler;
import io.itops.core.store.UnitOfWork;
import io.itops.incident.workflow.FamilyCommand;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentCommand;
import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.Trouble;
import java.util.Optional;
import java.util.OptionalLong;

/** Turns signals into commands: the incident that holds the dedup key gets them, and the first one opens it. Thread-safe. */
final class SignalDesk implements SignalHandler {
    private final Desk desk;
    private final boolean autoResolve;

    SignalDesk(Desk desk, boolean autoResolve) {
        this.desk = desk;
        this.autoResolve = autoResolve;
    }

    @Override
    public void handle(Signal signal, UnitOfWork unit) {
        Optional<Incident> holder = Desk.holder(unit, signal.dedupKey())
                .flatMap(id -> unit.find(Incident.TYPE, id.value()))
                .map(Versioned::value);
        if (holder.isPresent()) {
            IncidentCommand command =
                    signal.status() == Signal.Status.FIRING ? firing(signal, holder.get()) : over(signal, holder.get());
            // A refusal means that the incident is as the signal wants it already.
            desk.execute(unit, holder.get().id(), OptionalLong.empty(), command);
        } else if (signal.status() == Signal.Status.FIRING) {
            desk.open(unit, Trouble.of(signal), true, signal.explanation());
        }
        // Trouble that is over and that nobody opened an incident for: its own journal entry says all there is.
    }

    private static IncidentCommand firing(Signal signal, Incident incident) {
        // which of several keys it was matters for the end alone
        Optional<String> key = incident.family().keys().isEmpty() ? Optional.empty() : Optional.of(signal.dedupKey());
        return incident.state() == IncidentState.RESOLVED
                ? new IncidentCommand.Reopen(
                        signal.summary(), true, signal.explanation(), key, Optional.of(signal.severity()))
                : new IncidentCommand.Repeat(signal.severity(), signal.summary(), signal.explanation(), key);
    }

    private IncidentCommand over(Signal signal, Incident incident) {
        if (!autoResolve) {
            return new IncidentCommand.Note("its signal says that the trouble is over: " + signal.summary());
        }
        return incident.endsWith(signal.dedupKey())
                ? new IncidentCommand.Resolve(signal.summary(), true, signal.explanation())
                : new FamilyCommand.QuietKey(signal.dedupKey(), signal.summary());
    }
}
