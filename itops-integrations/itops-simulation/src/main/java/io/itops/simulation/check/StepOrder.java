package io.itops.simulation.check;

import io.itops.core.delivery.Deliveries;
import io.itops.core.store.Commit;
import io.itops.testkit.simulation.History;
import io.itops.testkit.simulation.Moment;
import io.itops.testkit.simulation.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** I5. Goes up each incident's policy with its pages, and says at each whether it is the next, who it is for and when it may come. */
final class StepOrder {
    private static final String INVARIANT = "I5 StepOrder";

    /** After these the step is taken again that was taken last, or the first one. */
    private static final Set<String> AGAIN =
            Set.of("accepted", "worsened", "hold-lapsed", "unacknowledged", "acknowledgement-lapsed");

    /** These name the policy that is gone by from the first step on; some of them only where the incident was over. */
    private static final Set<String> ANEW =
            Set.of("opened", "reopened", "accepted", "worsened", "requeued", "held", "resumed");

    private final List<Violation> found = new ArrayList<>();
    private final Map<String, Ladder> ladders = new TreeMap<>();
    private final Map<String, Rota> rotas = new TreeMap<>();
    private final Map<String, Facts> policies = new TreeMap<>();

    private StepOrder() {}

    /** A step in a round, both from 1. */
    private record Place(int cycle, int step) {
        static Place of(Facts event) {
            Facts position = event.object("position");
            return new Place(position.count("cycle"), position.count("step"));
        }
    }

    /** How far an incident's paging has come. */
    private static final class Ladder {
        final Facts policy;
        Place next = new Place(1, 1);
        Place last = next;
        Instant notBefore = Instant.MIN;

        Ladder(Facts policy) {
            this.policy = policy;
        }

        List<Facts> steps() {
            return policy.list("steps");
        }

        @Nullable
        Place after(Place place) {
            if (place.step() < steps().size()) {
                return new Place(place.cycle(), place.step() + 1);
            }
            return place.cycle() <= policy.count("repeats") ? new Place(place.cycle() + 1, 1) : null;
        }
    }

    static List<Violation> check(History history) {
        StepOrder check = new StepOrder();
        for (Moment moment : history.moments()) {
            if (moment instanceof Moment.Committed committed) {
                check.learn(committed);
                check.commit(committed);
            }
        }
        return check.found;
    }

    private void learn(Moment.Committed committed) {
        for (Commit.Put put : committed.commit().puts()) {
            if (put.record().ref().type().equals("on-call-schedule")) {
                rotas.put(put.record().ref().id(), Rota.of(Facts.of(put.record())));
            } else if (put.record().ref().type().equals("escalation-policy")) {
                policies.put(put.record().ref().id(), Facts.of(put.record()).object("policy"));
            }
        }
    }

    private void commit(Moment.Committed committed) {
        int pages = 0;
        Set<String> madeUp = new TreeSet<>();
        for (Told told : Told.about("incident", committed)) {
            if (told.what().equals("went-on")) {
                madeUp.add(told.about().id());
            }
        }
        for (Told told : Told.about("incident", committed)) {
            String what = told.what();
            String id = told.about().id();
            if (ANEW.contains(what) && told.data().has("policy")) {
                String named = told.data().object("policy").text("id");
                Facts policy = policies.get(named);
                if (policy == null) {
                    report(told, "goes by policy " + named + ", which nobody kept");
                } else {
                    ladders.put(id, new Ladder(policy));
                }
                continue;
            }
            Ladder ladder = ladders.get(id);
            if (ladder == null) {
                report(told, "came before the incident was opened");
            } else if (AGAIN.contains(what)) {
                ladder.next = ladder.last;
                ladder.notBefore = Instant.MIN;
            } else if (what.equals("escalated")) {
                // Whoever asks at the end of the policy gets another round.
                ladder.notBefore = Instant.MIN;
                ladder.next = ladder.after(ladder.last) == null ? new Place(ladder.last.cycle() + 1, 1) : ladder.next;
            } else if (what.equals("went-on")) {
                madeUp.remove(id);
            } else if (what.equals("begun-anew")) {
                ladder.next = new Place(1, 1);
                ladder.notBefore = Instant.MIN;
            } else if (what.equals("paged") && madeUp.contains(id)) {
                // steps that it had not been bad enough for; where it stands does not change
                pages += told.data().list("pages").size();
            } else if (what.equals("paged")) {
                pages += paged(told, ladder);
            } else if (what.equals("step-skipped")) {
                skipped(told, ladder);
            } else if (what.equals("exhausted") && ladder.after(ladder.last) != null) {
                report(told, "came after " + ladder.last + " already");
            }
        }
        long deliveries = committed.commit().jobs().stream()
                .filter(job -> job.type().equals(Deliveries.JOB))
                .count();
        if (deliveries < pages) {
            found.add(new Violation(
                    INVARIANT,
                    pages + " people are said to be paged at " + committed.at() + ", with " + deliveries
                            + " deliveries"));
        }
    }

    private int paged(Told told, Ladder ladder) {
        Place place = Place.of(told.data());
        climb(told, ladder);
        Instant at = told.event().at();
        if (at.isBefore(ladder.notBefore)) {
            report(told, "came before " + ladder.notBefore);
        }
        Set<String> people = new TreeSet<>();
        told.data().list("pages").forEach(page -> people.add(page.text("person")));
        if (place.step() <= ladder.steps().size()) {
            Facts step = ladder.steps().get(place.step() - 1);
            ladder.notBefore = at.plus(step.duration("delay"));
            Set<String> named = named(step, at);
            if (!people.equals(named)) {
                report(told, "went to " + people + ", but the step names " + named);
            }
        }
        return people.size();
    }

    /** Only a step behind which nobody stands is skipped. */
    private void skipped(Told told, Ladder ladder) {
        Place place = Place.of(told.data());
        climb(told, ladder);
        if (place.step() <= ladder.steps().size()) {
            Set<String> named =
                    named(ladder.steps().get(place.step() - 1), told.event().at());
            if (!named.isEmpty()) {
                report(told, "left out " + named);
            }
        }
    }

    /** Whether a step is the next one, and what follows it. */
    private void climb(Told told, Ladder ladder) {
        Place place = Place.of(told.data());
        if (!place.equals(ladder.next)) {
            report(told, "took " + place + " where " + ladder.next + " was the next");
        }
        ladder.last = place;
        Place after = ladder.after(place);
        ladder.next = after == null ? new Place(0, 0) : after;
    }

    private Set<String> named(Facts step, Instant at) {
        Set<String> people = new TreeSet<>();
        for (Facts target : step.list("targets")) {
            String id = target.object("value").text("id");
            if (target.text("kind").equals("person")) {
                people.add(id);
            } else {
                Rota rota = rotas.get(id);
                if (rota != null) {
                    people.addAll(rota.at(at));
                }
            }
        }
        return people;
    }

    private void report(Told told, String what) {
        found.add(new Violation(INVARIANT, told + " " + what));
    }
}
