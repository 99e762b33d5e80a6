package io.itops.simulation.workflow;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.RefusedException;
import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.journal.JournalEntry;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.signal.Signal;
import io.itops.incident.IncidentQuery;
import io.itops.incident.Incidents;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentCommand;
import io.itops.incident.workflow.IncidentEvent;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentWorkflow;
import io.itops.incident.workflow.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Attached incidents beside a model of them. Every action is done to both, and an {@link AssertionError} says where they part.
 *
 * <p>Not thread-safe; confine to one thread.
 *
 * @since 0.1
 */
public final class IncidentBench extends Bench {
    private final Incidents incidents;
    private final Map<String, IncidentModel> models = new TreeMap<>();

    /**
     * A bench without an incident.
     *
     * @param attach attaches incidents that resolve with their signals, and neither lose an acknowledgement nor close by time
     */
    public IncidentBench(Function<ItOps, Incidents> attach) {
        this.incidents = Require.present("incidents", attach.apply(ops()));
    }

    /**
     * The incidents.
     *
     * @return the module
     */
    public Incidents incidents() {
        return incidents;
    }

    /**
     * A signal fires.
     *
     * @param key its dedup key
     */
    public void fire(String key) {
        ops().accept(Signal.firing(key, ServiceId.of(key), Severity.SEV2, "errors"));
        settle();
        model(key).fire();
        compare();
    }

    /**
     * Somebody reports what may be an incident.
     *
     * @param key its dedup key
     */
    public void report(String key) {
        begin(key, "TRIAGE", trouble -> incidents.report(trouble, Actor.user("ann")));
    }

    /**
     * Somebody opens an incident in a queue.
     *
     * @param key its dedup key
     */
    public void enqueue(String key) {
        begin(key, "QUEUED", trouble -> incidents.enqueue(trouble, "first line", Actor.user("ann")));
    }

    private void begin(String key, String state, Consumer<Trouble> opening) {
        boolean accepted = true;
        try {
            opening.accept(Trouble.of(key, ServiceId.of(key), Severity.SEV2, "errors"));
        } catch (RefusedException e) {
            accepted = false;
        }
        share().answered("an incident " + state + " of " + key, model(key).begin(state), accepted);
        settle();
        compare();
    }

    /**
     * A signal ends.
     *
     * @param key its dedup key
     */
    public void end(String key) {
        ops().accept(Signal.resolved(key, ServiceId.of(key), Severity.SEV2, "fine again"));
        settle();
        model(key).over();
        compare();
    }

    /**
     * Somebody gives a command about the newest incident of a key; nothing happens if there is none.
     *
     * @param key the dedup key
     * @param command the command
     * @param actor who gives it
     */
    public void give(String key, IncidentCommand command, Actor actor) {
        if (model(key).opened() == 0) {
            return;
        }
        IncidentId id = of(key).get(0).id();
        OptionalLong seen =
                command.needsSeen() ? OptionalLong.of(incidents.current(id).version()) : OptionalLong.empty();
        Outcome<Incident> outcome = incidents.execute(id, seen, command, actor);
        share().answered(command + " in " + model(key).state(), model(key).take(command), outcome);
        settle();
        compare();
    }

    /** Holds every incident against its events in the journal. */
    public void refold() {
        for (Incident incident : incidents.list(IncidentQuery.newest())) {
            List<IncidentEvent> events = new ArrayList<>();
            for (JournalEntry entry : ops().journal().about(incident.id().ref())) {
                if (entry.event().subjects().get(0).equals(incident.id().ref())) {
                    IncidentWorkflow.WORKFLOW.eventOf(entry.event()).ifPresent(events::add);
                }
            }
            same("events of " + incident.id() + " folded", incident, IncidentWorkflow.WORKFLOW.fold(null, events));
        }
    }

    private IncidentModel model(String key) {
        return models.computeIfAbsent(key, unseen -> new IncidentModel());
    }

    private List<Incident> of(String key) {
        return incidents.list(IncidentQuery.newest().withKey(key));
    }

    private void compare() {
        models.forEach((key, model) -> {
            List<Incident> all = of(key);
            same("incidents of " + key, model.opened(), all.size());
            if (!all.isEmpty()) {
                same("state of " + key, model.state(), all.get(0).state().name());
            }
            long open =
                    all.stream().filter(incident -> incident.state().holdsKey()).count();
            same("at most one open incident of " + key, true, open <= 1);
        });
    }

    @Override
    public String toString() {
        Map<String, String> states = new TreeMap<>();
        models.forEach((key, model) -> states.put(key, model.state()));
        return "IncidentBench" + states;
    }
}
