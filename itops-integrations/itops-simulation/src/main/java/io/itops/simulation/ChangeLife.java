package io.itops.simulation;

import io.itops.change.Changes;
import io.itops.change.workflow.BackOutPlan;
import io.itops.change.workflow.Change;
import io.itops.change.workflow.ChangeContent;
import io.itops.change.workflow.ChangeId;
import io.itops.change.workflow.ContentHash;
import io.itops.change.workflow.PlanStep;
import io.itops.core.Actor;
import io.itops.core.time.Window;
import io.itops.testkit.simulation.Simulation;
import io.itops.testkit.simulation.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The lives of some changes: each goes its way, and on it people try what they must not. Every kind of attempt is made on every day; what
 * is drawn is who, when, and on which change.
 */
final class ChangeLife {
    /** Who proposes and carries out; one of them is an approver too. */
    private static final List<String> AUTHORS = List.of("quin", "rae", "gus", "tom");

    /** Stands in for {@code quin} all day. */
    static final String DELEGATE = "ida";

    private static final int CHANGES = 6;

    private final SplittableRandom random;

    ChangeLife(SplittableRandom random) {
        this.random = random;
    }

    /** What is arranged before the first change. */
    void arrange(Simulation.Builder<DayNode> day, Instant start) {
        day.insist(
                Duration.ofMinutes(1),
                "approve a template",
                (node, stage) -> node.changes().approveTemplate(Landscape.TEMPLATE, Actor.user("gus")));
        day.insist(
                Duration.ofMinutes(2),
                "delegate",
                (node, stage) -> node.changes()
                        .delegate(
                                "quin",
                                DELEGATE,
                                start.minusSeconds(86_400),
                                start.plusSeconds(200_000),
                                Actor.user("quin")));
        for (int i = 0; i < CHANGES; i++) {
            new One(i, Duration.ofMinutes(10 + i * 170L + random.nextInt(60))).plan(day);
        }
    }

    /** One change. Its id is known once its proposal has come back. */
    private final class One {
        private final int number;
        private final String author;
        private final String implementer;
        private Duration at;
        private List<ChangeId> proposed = List.of();
        private ContentHash stale = Landscape.TEMPLATE.ref().hash();

        One(int number, Duration at) {
            this.number = number;
            this.author = AUTHORS.get(number % AUTHORS.size());
            this.implementer = AUTHORS.get((number + 1) % AUTHORS.size());
            this.at = at;
        }

        void plan(Simulation.Builder<DayNode> day) {
            boolean standard = number % 4 == 3;
            boolean emergency = number % 4 == 2;
            step(day, "propose", (changes, stage) -> {
                ChangeId id = changes.propose(content(standard, emergency, stage.now()), Actor.user(author));
                proposed = List.of(id);
            });
            step(day, "comment", (changes, stage) -> changes.comment(id(), "please look", Actor.user("zoe")));
            step(day, "submit", (changes, stage) -> changes.submit(id(), Actor.user(author)));
            if (number == 5) {
                step(day, "reject", (changes, stage) -> changes.reject(id(), "not now", Actor.user("hal")));
            }
            if (!standard) {
                authorise(day, emergency);
            }
            if (number % 4 == 0) {
                // An edit after the approval voids it.
                step(day, "start too early", (changes, stage) -> changes.start(id(), Actor.user(implementer)));
                step(day, "edit", (changes, stage) -> edit(changes));
                step(day, "start unapproved", (changes, stage) -> changes.start(id(), Actor.user(implementer)));
                step(day, "submit", (changes, stage) -> changes.submit(id(), Actor.user(author)));
                step(day, "approve stale", (changes, stage) -> changes.approve(id(), stale, Actor.user("gus")));
                authorise(day, false);
            }
            if (number == 4) {
                step(day, "cancel", (changes, stage) -> changes.cancel(id(), "no longer needed", Actor.user(author)));
            }
            step(day, "start", (changes, stage) -> changes.start(id(), Actor.user("hal")));
            at = at.plusMinutes(30);
            step(day, "start", (changes, stage) -> changes.start(id(), Actor.user(implementer)));
            at = at.plusMinutes(10);
            finish(day);
        }

        /** Those who must not approve try, and so does one who saw another content; then those who may do. */
        private void authorise(Simulation.Builder<DayNode> day, boolean emergency) {
            if (!emergency) {
                step(day, "assess", (changes, stage) -> changes.assess(id(), "fine", Actor.user("kim")));
            }
            step(day, "approve oneself", (changes, stage) -> changes.approve(id(), seen(changes), Actor.user(author)));
            step(day, "approve stale", (changes, stage) -> changes.approve(id(), stale, Actor.user("gus")));
            step(day, "approve for", (changes, stage) -> changes.approve(id(), seen(changes), Actor.user(DELEGATE)));
            step(day, "approve", (changes, stage) -> changes.approve(id(), seen(changes), Actor.user("gus")));
            step(day, "approve", (changes, stage) -> changes.approve(id(), seen(changes), Actor.user("hal")));
        }

        private void finish(Simulation.Builder<DayNode> day) {
            switch (number % 3) {
                case 0 ->
                    step(day, "finish", (changes, stage) -> changes.finish(id(), "done", Actor.user(implementer)));
                case 1 ->
                    step(
                            day,
                            "back out",
                            (changes, stage) -> changes.backOut(id(), "it made things worse", Actor.user(implementer)));
                default ->
                    step(day, "fail", (changes, stage) -> changes.fail(id(), "could not", Actor.user(implementer)));
            }
            at = at.plusMinutes(number % 2 == 0 ? 20 : 200);
            step(day, "close", (changes, stage) -> changes.close(id(), "reviewed", Actor.user("kim")));
            step(day, "comment", (changes, stage) -> changes.comment(id(), "thanks", Actor.user("zoe")));
        }

        private ChangeContent.Builder content(boolean standard, boolean emergency, Instant now) {
            if (standard) {
                return Change.standard("restart of node " + number, Landscape.TEMPLATE)
                        .component("node-" + number % 2);
            }
            ChangeContent.Builder content = emergency
                    ? Change.emergency("hotfix " + number)
                    : Change.normal("release " + number)
                            .window(new Window(now.plusSeconds(2_000), now.plusSeconds(40_000)));
            return content.service(Landscape.service(number % Landscape.ZONES, random.nextInt(4)))
                    .plan(PlanStep.of("roll it out"), PlanStep.checked("watch it", "no errors"))
                    .backOut(BackOutPlan.unrehearsed(PlanStep.of("roll it back")))
                    .implementer(implementer);
        }

        private void edit(Changes changes) {
            ChangeContent before = changes.get(id()).content();
            stale = before.hash();
            changes.edit(
                    id(),
                    before.toBuilder().description("now with a description").build(),
                    Actor.user(author));
        }

        private ContentHash seen(Changes changes) {
            return changes.get(id()).content().hash();
        }

        private ChangeId id() {
            // Where the proposal has not come back there is nothing to go on with.
            return proposed.isEmpty() ? ChangeId.of("none") : proposed.get(0);
        }

        private void step(Simulation.Builder<DayNode> day, String name, Step step) {
            at = at.plusSeconds(60 + random.nextInt(300));
            day.insist(at, "change: " + name, (node, stage) -> step.take(node.changes(), stage));
        }
    }

    @FunctionalInterface
    private interface Step {
        void take(Changes changes, Stage<DayNode> stage);
    }
}
