package io.itops.simulation;

import io.itops.core.Actor;
import io.itops.core.delivery.DisabledDestination;
import io.itops.core.delivery.Notification;
import io.itops.core.work.ParkedJob;
import io.itops.incident.IncidentQuery;
import io.itops.incident.Incidents;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentState;
import io.itops.testkit.fault.Receipt;
import io.itops.testkit.simulation.Stage;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** What people do about incidents: those who are paged answer, or do not; operators clear away what is parked and what is over. */
final class People {
    private static final String PAGE = "page";

    /** So many pages are sent in the course of a day, or people leave more of them unanswered, so that they are repeated. */
    private static final int PAGES = 60;

    private static final Duration DAY = Duration.ofHours(24);

    private final SplittableRandom random;
    private final Set<String> pages = new HashSet<>();

    People(SplittableRandom random) {
        this.random = random;
    }

    /** Someone's pager has something to say. */
    void received(Receipt receipt, Stage<DayNode> stage) {
        Notification page = receipt.delivery().notification();
        if (!page.kind().equals(PAGE)) {
            return;
        }
        pages.add(receipt.delivery().id());
        if (page.to().address().equals(Landscape.BOARD)) {
            return;
        }
        if (pages.size() * DAY.toMillis() < PAGES * stage.elapsed().toMillis()) {
            stage.mark("page.ignored");
            return;
        }
        Actor person = Actor.user(page.facts().getOrDefault("person", "nobody"));
        IncidentId incident = IncidentId.of(page.subject().id());
        long seen = page.subjectVersion();
        int mood = random.nextInt(100);
        Duration soon = Duration.ofSeconds(30 + random.nextInt(400));
        if (mood < 55) {
            stage.insist(soon, "acknowledge", (node, world) -> node.incidents().acknowledge(incident, seen, person));
            later(stage, soon, incident, person);
        } else if (mood < 64) {
            stage.insist(soon, "acknowledge", (node, world) -> node.incidents().acknowledge(incident, person));
            stage.act(
                    soon.plusMinutes(3),
                    "give back",
                    (node, world) -> node.incidents().unacknowledge(incident, "not mine", person));
        } else if (mood < 70) {
            stage.act(
                    soon, "escalate", (node, world) -> node.incidents().escalate(incident, seen, "needs help", person));
        } else if (mood < 74) {
            stage.act(soon, "cancel", (node, world) -> node.incidents().cancel(incident, "a false alarm", person));
        } else if (mood < 79) {
            stage.act(soon, "note", (node, world) -> node.incidents().note(incident, "looking into it", person));
        } else {
            stage.mark("page.ignored");
        }
    }

    /** What becomes of an incident that someone has taken. */
    private void later(Stage<DayNode> stage, Duration soon, IncidentId incident, Actor person) {
        int way = random.nextInt(100);
        Duration after = soon.plusMinutes(2 + random.nextInt(45));
        if (way < 30) {
            stage.act(after, "mitigate", (node, world) -> node.incidents().mitigate(incident, "rerouted", person));
        } else if (way < 60) {
            stage.insist(after, "resolve", (node, world) -> node.incidents().resolve(incident, "fixed", person));
        } else if (way < 70) {
            stage.act(after, "confirm", (node, world) -> node.incidents().acknowledge(incident, person));
        } else if (way < 75) {
            stage.act(
                    soon.plusSeconds(40),
                    "take over",
                    (node, world) -> node.incidents().acknowledge(incident, Actor.user("zoe")));
        }
    }

    /** Puts back what was parked and enables what was disabled. */
    void operate(DayNode node, Stage<DayNode> stage) {
        Actor operator = Actor.user("oli");
        for (DisabledDestination disabled : node.ops().deliveries().disabled()) {
            node.ops().deliveries().enable(disabled.destination(), operator);
            stage.mark("destination.enabled");
        }
        for (ParkedJob parked : node.ops().agenda().parked()) {
            node.ops().agenda().requeue(parked.id(), operator);
            stage.mark("job.requeued");
        }
    }

    /** Looks at what was resolved: closes some, reopens some, and asks why. */
    void tidy(DayNode node, Stage<DayNode> stage) {
        Incidents incidents = node.incidents();
        List<Incident> resolved =
                incidents.list(IncidentQuery.newest().in(IncidentState.RESOLVED).atMost(3));
        for (Incident incident : resolved) {
            int way = random.nextInt(10);
            Actor manager = Actor.user("pia");
            if (way < 3) {
                incidents.close(incident.id(), "nothing more to do", manager);
            } else if (way < 4) {
                incidents.reopen(incident.id(), "it is back", manager);
            } else if (way < 6) {
                stage.mark(incidents.why(incident.id()).because().isEmpty() ? "why.empty" : "why.explained");
            } else if (way < 8) {
                stage.mark(incidents.suspects(incident.id()).isEmpty() ? "suspects.none" : "suspects.named");
            }
        }
    }
}
