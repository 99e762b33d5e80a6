package io.itops.incident;

import static io.itops.incident.NeedToKnowTest.SAM;
import static io.itops.incident.NeedToKnowTest.SECRET;
import static io.itops.incident.Scene.CHECKOUT;
import static io.itops.incident.Scene.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.NotFoundException;
import io.itops.core.Severity;
import io.itops.core.access.AccessDecision;
import io.itops.core.delivery.Notification;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.signal.Signal;
import io.itops.incident.NaiveIncidents.Answer;
import io.itops.incident.workflow.IncidentCommand;
import io.itops.incident.workflow.IncidentCommand.Cancel;
import io.itops.incident.workflow.IncidentCommand.Close;
import io.itops.incident.workflow.IncidentCommand.Note;
import io.itops.incident.workflow.IncidentCommand.Reopen;
import io.itops.incident.workflow.IncidentCommand.Resolve;
import io.itops.incident.workflow.IncidentCommand.Unacknowledge;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentSeries;
import io.itops.incident.workflow.NeedToKnowCommand;
import io.itops.testkit.lifecycle.ChainActions;
import io.itops.testkit.lifecycle.RefusedShare;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterProperty;

/**
 * Security incidents go through the table of every incident, and whoever needs to know of them reads them: chains of actions against {@link
 * NaiveIncidents}, with a naive model of who reads what beside it.
 */
class SecurityIncidentProperties {
    private static final List<String> PEOPLE = List.of("ann", "bob", "cat");

    private final RefusedShare share = new RefusedShare();

    private record Step(String what, int number) {}

    @Provide
    Arbitrary<List<Step>> chains() {
        return chains(18);
    }

    @Provide
    Arbitrary<List<Step>> campaignChains() {
        return chains(ChainLength.CAMPAIGN);
    }

    private static Arbitrary<List<Step>> chains(int most) {
        return Arbitraries.of(
                        "fire",
                        "fire",
                        "restrict",
                        "restrict",
                        "restrict",
                        "unrestrict",
                        "pass",
                        "pass",
                        "acknowledge",
                        "note",
                        "note",
                        "unacknowledge",
                        "resolve",
                        "reopen",
                        "close",
                        "cancel")
                .flatMap(what -> Arbitraries.integers().between(0, 11).map(number -> new Step(what, number)))
                .list()
                .ofMinSize(Math.min(6, most))
                .ofMaxSize(most);
    }

    @Property(tries = 60)
    void everyChainGoesAsTheModelsSay(@ForAll("chains") List<Step> chain) {
        run(chain, Planted.NOTHING);
    }

    @Property
    @Tag("campaign")
    void manyChainsGoAsTheModelsSay(@ForAll("campaignChains") List<Step> chain) {
        run(chain, Planted.NOTHING);
    }

    @AfterProperty
    void aFairShareOfActionsIsRefused() {
        if (share.chains() > 0) {
            share.check("security incidents");
        }
    }

    /** Each of these worlds lets someone read who must not, or keeps someone from it who must, and chains of the same kind find it. */
    @Example
    void aPlantedBugIsFound() {
        for (Planted bug : EnumSet.complementOf(EnumSet.of(Planted.NOTHING))) {
            assertThat(ChainActions.fault(chains(), 100, chain -> run(chain, bug)))
                    .as("%s", bug)
                    .isPresent();
        }
    }

    private enum Planted {
        NOTHING,
        /** Everyone may read what is restricted. */
        EVERYONE_READS,
        /** Nobody who is involved may. */
        INVOLVED_IN_VAIN
    }

    private void run(List<Step> chain, Planted bug) {
        try (Bench bench = new Bench(bug)) {
            bench.take(new Step("fire", 2));
            chain.forEach(bench::take);
            if (bug == Planted.NOTHING) {
                share.add(bench.share);
            }
        }
    }

    /** The code and the models side by side. */
    private static final class Bench implements AutoCloseable {
        private final Scene scene;
        private final NaiveIncidents model = new NaiveIncidents();
        /** Of each incident, in the order of their opening: who reads it; nothing: everyone. */
        private final List<Optional<TreeSet<String>>> readers = new ArrayList<>();

        private final TreeSet<String> paged = new TreeSet<>();

        private int delivered;
        private final RefusedShare share = new RefusedShare();

        Bench(Planted bug) {
            scene = Scene.of(
                    IncidentOptions.of(io.itops.incident.escalation.EscalationPolicy.builder()
                            .step("ann", Duration.ofMinutes(5))
                            .step("bob", Duration.ofMinutes(10))
                            .repeat(1)
                            .ackTimeout(Duration.ofMinutes(30))
                            .build()),
                    (actor, permission, subject) -> switch (permission.name()) {
                        case "incident.read" -> decision(actor.equals(SAM) || bug == Planted.EVERYONE_READS);
                        case "incident.read-involved" -> decision(bug != Planted.INVOLVED_IN_VAIN);
                        default -> decision(true);
                    });
        }

        private static AccessDecision decision(boolean allowed) {
            return allowed ? AccessDecision.allow("test") : AccessDecision.deny("test");
        }

        void take(Step step) {
            int opened = model.opened;
            int reopenings = model.reopenings;
            String person = PEOPLE.get(step.number() % 3);
            switch (step.what()) {
                case "fire" -> {
                    int bad = 1 + step.number() % 4;
                    scene.ops.accept(Signal.firing(KEY, CHECKOUT, Severity.valueOf("SEV" + bad), SECRET));
                    scene.settle();
                    model.fire(bad);
                }
                case "pass" -> {
                    scene.pass(Duration.ofMinutes(step.number() * 3));
                    model.pass(step.number() * 3);
                }
                case "restrict" -> {
                    Set<String> named = step.number() % 2 == 0 ? Set.of(person) : Set.of();
                    give(SAM, new NeedToKnowCommand.Restrict(new TreeSet<>(named), "a breach"), () -> {
                        readers.set(last(), Optional.of(new TreeSet<>(named)));
                        return Answer.DONE;
                    });
                }
                case "unrestrict" ->
                    give(Actor.user(person), new NeedToKnowCommand.Unrestrict("it was none"), () -> {
                        readers.set(last(), Optional.empty());
                        return Answer.DONE;
                    });
                case "acknowledge" ->
                    give(Actor.user(person), new IncidentCommand.Acknowledge(), () -> model.acknowledge(person, false));
                case "note" -> give(Actor.user(person), new Note("what is it?"), () -> Answer.DONE);
                case "unacknowledge" -> give(Actor.user(person), new Unacknowledge(""), model::unacknowledge);
                case "resolve" -> give(SAM, new Resolve("", false, Optional.empty()), model::resolve);
                case "reopen" -> give(SAM, new Reopen("again", false, Optional.empty()), () -> model.reopen("again"));
                case "close" -> give(SAM, new Close(""), model::close);
                default -> give(SAM, new Cancel("a test"), model::cancel);
            }
            follow(opened, reopenings);
            compare();
        }

        private int last() {
            return readers.size() - 1;
        }

        private boolean reads(String person, int incident) {
            return readers.get(incident)
                    .map(those -> those.contains(person)
                            || (incident == last() && current().contains(person)))
                    .orElse(true);
        }

        private void give(Actor actor, IncidentCommand command, java.util.function.Supplier<Answer> naive) {
            if (!model.exists()) {
                return;
            }
            boolean hidden = !actor.equals(SAM) && !reads(actor.id(), last());
            Answer expected = hidden ? Answer.REFUSED : naive.get();
            boolean notFound = false;
            Answer answer = Answer.REFUSED;
            try {
                Outcome<?> outcome = scene.incidents.execute(id(), OptionalLong.empty(), command, actor);
                answer = outcome.kind() == Outcome.Kind.ACCEPTED ? Answer.DONE : Answer.REFUSED;
            } catch (NotFoundException e) {
                notFound = true;
            }
            share.answered(command, expected == Answer.DONE, answer == Answer.DONE);
            assertThat(notFound)
                    .as("%s by %s meets what is not there", command, actor)
                    .isEqualTo(hidden);
            scene.settle();
        }

        private IncidentId id() {
            return scene.ops.records().get(IncidentSeries.TYPE, KEY).value().last();
        }

        /** What follows for who reads: an incident that follows a restricted one is so too; those involved stay involved. */
        private void follow(int opened, int reopenings) {
            if (model.opened > opened) {
                // those who were in the one before are in what follows, where it is restricted
                readers.add(
                        readers.isEmpty()
                                ? Optional.empty()
                                : readers.get(last()).map(TreeSet::new));
                paged.clear();
            } else if (model.reopenings > reopenings) {
                paged.clear();
            }
            List<Notification> sent = scene.pager.deliveries().stream()
                    .map(delivery -> delivery.notification())
                    .toList();
            for (Notification page : sent.subList(delivered, sent.size())) {
                if (page.kind().equals("page")) {
                    paged.add(page.to().address());
                }
            }
            delivered = sent.size();
            if (!readers.isEmpty()) {
                readers.get(last()).ifPresent(those -> those.addAll(current()));
            }
        }

        /** Who has been paged since the last opening, and who has it. */
        private Set<String> current() {
            TreeSet<String> current = new TreeSet<>(paged);
            if (!model.holder.isEmpty()) {
                current.add(model.holder);
            }
            return current;
        }

        private void compare() {
            assertThat(scene.sent()).isEqualTo(model.told);
            assertThat(scene.incidents.as(SAM).list(IncidentQuery.newest())).hasSize(model.opened);
            if (!model.exists()) {
                return;
            }
            assertThat(scene.incidents.get(id()).state().name()).isEqualTo(model.state);
            assertThat(scene.incidents.get(id()).restricted())
                    .isEqualTo(readers.get(last()).isPresent());
            for (String person : PEOPLE) {
                long readable = java.util.stream.IntStream.range(0, readers.size())
                        .filter(i -> reads(person, i))
                        .count();
                assertThat(scene.incidents.as(Actor.user(person)).list(IncidentQuery.newest()))
                        .as("what %s reads", person)
                        .hasSize((int) readable);
            }
        }

        @Override
        public void close() {
            scene.close();
        }
    }
}
