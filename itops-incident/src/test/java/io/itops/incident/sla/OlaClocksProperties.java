package io.itops.incident.sla;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.ServiceId;
import io.itops.incident.priority.Priority;
import io.itops.incident.workflow.HoldReason;
import io.itops.incident.workflow.IncidentCategory;
import io.itops.incident.workflow.IncidentId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Agreements of queues between which an incident is passed on at random, stay by stay against the model of quarters of an hour. */
class OlaClocksProperties {
    private static final String[] QUEUES = {"network", "storage", "mail"};
    private static final IncidentCategory[] CATEGORIES = {
        IncidentCategory.OPEN,
        IncidentCategory.IN_PROGRESS,
        IncidentCategory.ON_HOLD,
        IncidentCategory.MITIGATED,
        IncidentCategory.RESOLVED
    };

    /** Who had the incident, and how it stood meanwhile; the last one has it still. */
    private record Stay(Optional<String> queue, List<SlaMoment> moments, Optional<Instant> until) {}

    private record Case(List<SlaTarget> targets, List<SlaMoment> moments, List<Stay> stays, Instant end) {
        static Case of(Random random) {
            List<SlaTarget> targets = new ArrayList<>();
            for (String queue : List.of("network", "storage", "")) {
                for (SlaGoal goal : SlaGoal.values()) {
                    if (random.nextInt(3) > 0) {
                        targets.add(target(random, goal, queue));
                    }
                }
            }
            if (targets.isEmpty()) {
                targets.add(target(random, SlaGoal.RESOLVE, "network"));
            }
            List<SlaMoment> moments = new ArrayList<>();
            List<Stay> stays = new ArrayList<>();
            Instant at = Instant.parse("2026-10-30T12:00:00Z");
            Priority priority = Priority.of(1 + random.nextInt(3));
            SlaMoment first = SlaMoment.of(at, IncidentCategory.OPEN, priority);
            Optional<String> queue = Optional.empty();
            if (random.nextBoolean()) {
                queue = Optional.of(QUEUES[random.nextInt(3)]);
                first = first.in(queue.get());
            }
            moments.add(first);
            List<SlaMoment> stay = new ArrayList<>(List.of(first));
            int length = random.nextInt(14);
            for (int i = 0; i < length; i++) {
                at = at.plusSeconds(QuarterModel.QUARTER * random.nextInt(30));
                priority = random.nextInt(4) == 0 ? Priority.of(1 + random.nextInt(3)) : priority;
                IncidentCategory category = CATEGORIES[random.nextInt(CATEGORIES.length)];
                String other = QUEUES[random.nextInt(3)];
                if (random.nextInt(3) == 0 && !queue.equals(Optional.of(other))) {
                    stays.add(new Stay(queue, stay, Optional.of(at)));
                    queue = Optional.of(other);
                    stay = new ArrayList<>();
                    category = IncidentCategory.OPEN;
                }
                SlaMoment next = category == IncidentCategory.ON_HOLD
                        ? SlaMoment.onHold(at, HoldReason.CALLER, priority)
                        : SlaMoment.of(at, category, priority);
                SlaMoment placed = stay.isEmpty() ? next.in(queue.orElseThrow()) : next;
                moments.add(placed);
                stay.add(placed);
            }
            stays.add(new Stay(queue, stay, Optional.empty()));
            return new Case(targets, moments, stays, at.plusSeconds(QuarterModel.QUARTER * random.nextInt(50)));
        }

        private static SlaTarget target(Random random, SlaGoal goal, String queue) {
            String name = (queue.isEmpty() ? "all" : queue) + (goal == SlaGoal.RESPOND ? "-respond" : "-resolve");
            SlaTarget.Builder target = goal == SlaGoal.RESPOND ? SlaTarget.respond(name) : SlaTarget.resolve(name);
            for (Priority priority : List.of(Priority.P1, Priority.P2, Priority.P3)) {
                if (priority == Priority.P1 || random.nextInt(3) > 0) {
                    target.within(priority, Duration.ofSeconds(QuarterModel.QUARTER * (1 + random.nextInt(40))));
                }
            }
            target.retroactive(random.nextInt(3) > 0, random.nextInt(3) > 0);
            return queue.isEmpty() ? target.ola().build() : target.ola(queue).build();
        }

        private boolean binds(SlaTarget target, Optional<String> queue) {
            boolean own = targets.stream()
                    .anyMatch(other -> other.goal() == target.goal()
                            && other.party().isPresent()
                            && other.party().equals(queue));
            return target.party().isPresent() ? target.party().equals(queue) : !own;
        }

        /** What the stays say, each by itself, as lines. */
        List<String> expected() {
            List<String> lines = new ArrayList<>();
            for (SlaTarget target : targets) {
                for (int i = 0; i < stays.size(); i++) {
                    Stay stay = stays.get(i);
                    if (binds(target, stay.queue())) {
                        QuarterModel model = new QuarterModel(
                                target, stay.moments(), stay.until().orElse(end));
                        lines.add(line(
                                target.name(),
                                stay.moments().get(0).at(),
                                stay.queue(),
                                model.stage() == SlaStage.CANCELLED
                                        ? "-"
                                        : model.elapsed().toString(),
                                model.breachedAt()));
                    }
                }
            }
            lines.sort(null);
            return lines;
        }

        /** What the clocks say, those that were and those that are, as lines. */
        List<String> shown() {
            List<SlaTarget> all =
                    SlaPolicy.of(targets.toArray(SlaTarget[]::new)).targets(ServiceId.of("shop"));
            IncidentSla sla = IncidentSla.none(IncidentId.of("i1"), Optional.empty());
            for (SlaMoment moment : moments) {
                sla = sla.then(all, moment);
            }
            List<String> lines = new ArrayList<>();
            sla.past()
                    .forEach(result -> lines.add(line(
                            result.target(),
                            result.from(),
                            result.queue(),
                            result.limit().isPresent() ? result.elapsed().toString() : "-",
                            result.breachedAt())));
            for (SlaTarget target : all) {
                sla.clock(target.name()).ifPresent(entry -> {
                    Instant at = entry.clock().done() ? entry.clock().last().at() : end;
                    SlaReading reading = entry.clock().reading(target, at);
                    lines.add(line(
                            target.name(),
                            entry.since().orElseThrow(),
                            reading.party(),
                            reading.limit().isPresent() ? reading.elapsed().toString() : "-",
                            reading.breached() ? reading.breachesAt() : Optional.empty()));
                });
            }
            lines.sort(null);
            return lines;
        }

        private static String line(
                String target, Instant from, Optional<String> queue, String elapsed, Optional<Instant> breachedAt) {
            return target + " of " + queue.orElse("none") + " from " + from + ": " + elapsed
                    + breachedAt.map(at -> ", up at " + at).orElse("");
        }
    }

    @Property(tries = 300)
    void everyStayHasAClockOfItsOwnThatShowsWhatTheQuartersSay(@ForAll long seed) {
        Case drawn = Case.of(new Random(seed));
        assertThat(drawn.shown()).as("%s", drawn).isEqualTo(drawn.expected());
    }

    /** As if the clocks of all queues had run since the opening, the meaning that an agreement has where it is but a label. */
    @Example
    void theModelTellsAClockThatRunsOnWhenTheIncidentIsHandedOn() {
        int told = 0;
        for (long seed = 0; seed < 60; seed++) {
            Case drawn = Case.of(new Random(seed));
            List<Stay> one = List.of(new Stay(Optional.empty(), drawn.moments(), Optional.empty()));
            Case label = new Case(drawn.targets(), drawn.moments(), one, drawn.end());
            told += label.expected().equals(drawn.expected()) ? 0 : 1;
        }
        assertThat(told).isGreaterThan(20);
    }
}
