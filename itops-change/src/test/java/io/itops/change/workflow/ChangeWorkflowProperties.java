package io.itops.change.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.change.Changes;
import io.itops.core.Actor;
import io.itops.core.IdSource;
import io.itops.core.ItOps;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.store.InMemoryStore;
import io.itops.core.time.Window;
import io.itops.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Random commands of five people against a model that knows the rules in other words: sets of people, and a list of plain ifs. */
class ChangeWorkflowProperties {
    private static final List<String> PEOPLE = List.of("ann", "bob", "cat", "dan", "eve");
    private static final int NEEDED = 2;
    private static final Duration WINDOW = Duration.ofHours(1);
    private static long asked;
    private static long refused;

    private enum Step {
        EDIT,
        SUBMIT,
        ASSESS,
        APPROVE,
        APPROVE_STALE,
        REJECT,
        START,
        FINISH,
        BACK_OUT,
        CLOSE,
        CANCEL,
        COMMENT,
        /** Nobody does anything until the window is over. */
        LET_IT_PASS
    }

    private record Act(Step step, String by) {}

    /** What may happen next, and who has what to do with the change. */
    private static final class Model {
        private String phase = "draft";
        private boolean everSubmitted;
        private boolean backedOut;
        private int edits;
        private final boolean named;
        private boolean over;
        private final Set<String> involved = new HashSet<>(Set.of("ann"));
        private final Set<String> voters = new HashSet<>();

        /** A change of ann's that names dan as its implementer, or nobody. */
        Model(boolean named) {
            this.named = named;
            if (named) {
                involved.add("dan");
            }
        }

        boolean take(Act act, boolean emergency) {
            return switch (act.step()) {
                case EDIT -> {
                    over = false;
                    boolean before =
                            Set.of("draft", "assess", "authorise", "scheduled").contains(phase);
                    if (before) {
                        edits++;
                        voters.clear();
                        phase = "draft";
                        if (everSubmitted) {
                            involved.add(act.by());
                        }
                    }
                    yield before;
                }
                case SUBMIT -> {
                    boolean draft = phase.equals("draft") && !late(emergency);
                    everSubmitted |= draft;
                    yield move(draft, emergency ? "authorise" : "assess");
                }
                case ASSESS -> move(phase.equals("assess"), "authorise");
                case APPROVE -> {
                    boolean again = voters.contains(act.by());
                    boolean may =
                            phase.equals("authorise") && !involved.contains(act.by()) && (again || !late(emergency));
                    if (may) {
                        voters.add(act.by());
                    }
                    yield move(may, voters.size() >= NEEDED ? "scheduled" : "authorise");
                }
                case APPROVE_STALE -> false;
                case REJECT -> move(phase.equals("assess") || phase.equals("authorise"), "rejected");
                case START -> {
                    boolean may = named ? act.by().equals("dan") : !voters.contains(act.by());
                    yield move(phase.equals("scheduled") && may && !late(emergency), "implementing");
                }
                case FINISH -> move(phase.equals("implementing"), "review");
                case BACK_OUT -> {
                    boolean may = phase.equals("implementing") || phase.equals("review");
                    backedOut |= may;
                    yield move(may, "review");
                }
                case CLOSE -> move(phase.equals("review"), "closed");
                case CANCEL ->
                    move(Set.of("draft", "assess", "authorise", "scheduled").contains(phase), "cancelled");
                case COMMENT, LET_IT_PASS -> true;
            };
        }

        private boolean late(boolean emergency) {
            return over && !emergency;
        }

        private boolean move(boolean may, String next) {
            phase = may ? next : phase;
            return may;
        }
    }

    @Property(tries = 500)
    void changesDoWhatTheModelSays(
            @ForAll("acts") List<Act> acts,
            @ForAll boolean emergency,
            @ForAll boolean named,
            @ForAll boolean windowed) {
        ManualClock clock = ManualClock.at("2026-11-24T02:00:00Z");
        InMemoryStore store = new InMemoryStore(clock);
        ItOps ops = ItOps.builder()
                .store(store)
                .clock(clock)
                .ids(IdSource.seeded(1))
                .build();
        Changes changes =
                Changes.attach(ops, new ChangePolicy("two", NEEDED, NEEDED, 1, new TreeSet<>(), Duration.ofDays(3)));
        ChangeContent.Builder content = emergency ? Change.emergency("a") : Change.normal("a");
        content.component("c").plan(PlanStep.of("do"));
        if (windowed) {
            content.window(Window.of(clock.instant(), WINDOW));
        }
        ChangeId id = changes.propose(named ? content.implementer("dan") : content, Actor.user("ann"));
        ContentHash first = changes.get(id).content().hash();
        Model model = new Model(named);
        for (Act act : acts) {
            Change before = changes.get(id);
            if (act.step() == Step.LET_IT_PASS) {
                clock.set(clock.instant().plus(WINDOW));
                model.over = windowed;
                continue;
            }
            boolean allowed = model.take(act, emergency);
            Outcome<Change> outcome = changes.execute(
                    id,
                    OptionalLong.empty(),
                    command(act, before, model, first, clock.instant()),
                    Actor.user(act.by()));
            asked++;
            refused += allowed ? 0 : 1;
            assertThat(outcome.kind())
                    .as("%s in %s", act, before.phase())
                    .isEqualTo(allowed ? Outcome.Kind.ACCEPTED : Outcome.Kind.REFUSED);
            Change after = changes.get(id);
            assertThat(after.phase().name().toLowerCase(java.util.Locale.ROOT)).isEqualTo(model.phase);
            assertThat(after.votes()).extracting(Vote::by).containsExactlyInAnyOrderElementsOf(model.voters);
            if (after.phase() == ChangePhase.IMPLEMENTING) {
                assertThat(after.votes().stream()
                                .filter(vote ->
                                        vote.hash().equals(after.content().hash()))
                                .map(Vote::by)
                                .filter(voter -> !model.involved.contains(voter))
                                .distinct())
                        .as("valid votes on exactly what is carried out")
                        .hasSizeGreaterThanOrEqualTo(NEEDED);
            }
        }
        ops.close();
    }

    private static ChangeCommand command(Act act, Change change, Model model, ContentHash first, Instant now) {
        String by = act.by();
        return switch (act.step()) {
            case EDIT -> new ChangeCommand.Edit(by, edited(change.content(), model.edits, now));
            case SUBMIT -> new ChangeCommand.Submit(by, change.content().type());
            case ASSESS -> new ChangeCommand.Assess(by, "fine");
            case APPROVE -> new ChangeCommand.Approve(by, change.content().hash());
            case APPROVE_STALE ->
                new ChangeCommand.Approve(by, change.content().hash().equals(first) ? otherHash(change) : first);
            case REJECT -> new ChangeCommand.Reject(by, "no");
            case START -> new ChangeCommand.Start(by);
            case FINISH -> new ChangeCommand.Finish(by, true, "");
            case BACK_OUT -> new ChangeCommand.BackOut(by, "it fails");
            case CLOSE -> new ChangeCommand.Close(by, "fine");
            case CANCEL -> new ChangeCommand.Cancel(by, "no need");
            case COMMENT, LET_IT_PASS -> new ChangeCommand.Comment(by, "hm");
        };
    }

    /** An edit moves the window of a change that has one. */
    private static ChangeContent edited(ChangeContent content, int edits, Instant now) {
        ChangeContent.Builder builder = content.toBuilder().description("edit " + edits);
        return content.window().isPresent()
                ? builder.window(Window.of(now, WINDOW)).build()
                : builder.build();
    }

    private static ContentHash otherHash(Change change) {
        return change.content().toBuilder().title("another").build().hash();
    }

    @AfterContainer
    static void shareOfRefusals() {
        double share = (double) refused / asked;
        System.out.printf("changes: %d of %d actions refused (%.0f %%)%n", refused, asked, 100 * share);
        assertThat(share).as("share of refused actions").isBetween(0.1, 0.9);
    }

    @Provide
    Arbitrary<List<Act>> acts() {
        // The way ahead is likelier than the ways out, or few chains would get far.
        Arbitrary<Step> steps = Arbitraries.frequency(
                net.jqwik.api.Tuple.of(2, Step.EDIT),
                net.jqwik.api.Tuple.of(8, Step.SUBMIT),
                net.jqwik.api.Tuple.of(6, Step.ASSESS),
                net.jqwik.api.Tuple.of(14, Step.APPROVE),
                net.jqwik.api.Tuple.of(2, Step.APPROVE_STALE),
                net.jqwik.api.Tuple.of(1, Step.REJECT),
                net.jqwik.api.Tuple.of(6, Step.START),
                net.jqwik.api.Tuple.of(4, Step.FINISH),
                net.jqwik.api.Tuple.of(3, Step.BACK_OUT),
                net.jqwik.api.Tuple.of(3, Step.CLOSE),
                net.jqwik.api.Tuple.of(1, Step.CANCEL),
                net.jqwik.api.Tuple.of(2, Step.COMMENT),
                net.jqwik.api.Tuple.of(1, Step.LET_IT_PASS));
        return Combinators.combine(steps, Arbitraries.of(PEOPLE))
                .as(Act::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(60);
    }
}
