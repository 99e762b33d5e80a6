package io.itops.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.InvalidInputException;
import io.itops.core.Kernel;
import io.itops.core.Kernels;
import io.itops.core.Ref;
import io.itops.core.TestClock;
import io.itops.core.journal.JournalPage;
import io.itops.core.journal.JournalQuery;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import io.itops.core.record.Tree;
import io.itops.core.record.Versioned;
import io.itops.core.spi.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What a failed part of a decision did is as if it had never been: the commit, what is read, and what runs after the commit. */
class UnitOfWorkProperties {
    private static final TestClock CLOCK = new TestClock("2026-11-24T02:00:00Z");
    private static final Tree.Obj NO_DATA = Tree.Obj.of(Map.of());

    private record Box(String id, String content) {
        static final RecordType<Box> TYPE = RecordType.of("box", 1, t -> {
            t.id(Box::id);
            var id = t.field("id", Codec.TEXT, Box::id);
            var content = t.field("content", Codec.TEXT, Box::content);
            return row -> new Box(row.get(id), row.get(content));
        });
    }

    /** Something done to a unit, or a part of several. */
    private sealed interface Step {
        record Act(int kind, int which, String id) implements Step {}

        record Part(boolean fails, List<Step> steps) implements Step {}
    }

    private static final class PartFailed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static List<Step> steps(SplittableRandom random, int depth) {
        List<Step> steps = new ArrayList<>();
        for (int i = random.nextInt(2, 9); i > 0; i--) {
            steps.add(
                    depth < 3 && random.nextInt(3) == 0
                            ? new Step.Part(random.nextBoolean(), steps(random, depth + 1))
                            : new Step.Act(random.nextInt(13), random.nextInt(4), "id-" + random.nextInt(1 << 30)));
        }
        return steps;
    }

    /** One unit over a store with four boxes, of which two are there. */
    private static final class Run {
        private final List<String> seen = new ArrayList<>();
        private final List<Commit> commits = new ArrayList<>();
        private final UnitOfWork unit;
        private String nextId = "";

        Run() {
            Store filled = new InMemoryStore(CLOCK);
            UnitOfWork before = new UnitOfWork(Kernels.over(filled, CLOCK), Actor.user("ann"));
            before.put(Box.TYPE, new Box("box-0", "old"));
            before.put(Box.TYPE, new Box("box-1", "old"));
            before.commit();
            Kernel kernel = Kernels.over(new Kept(filled), CLOCK);
            unit = new UnitOfWork(
                    new Kernel(
                            kernel.store(),
                            kernel.clock(),
                            () -> nextId,
                            kernel.authorizer(),
                            kernel.meters(),
                            kernel.limits()),
                    Actor.user("ann"));
        }

        /** Runs every part; those that fail are the unit's to take back. */
        void whole(List<Step> steps) {
            for (Step step : steps) {
                if (step instanceof Step.Act act) {
                    act(act);
                } else if (step instanceof Step.Part part) {
                    int before = seen.size();
                    try {
                        assertThat(unit.<Integer>tentatively(() -> {
                                    whole(part.steps());
                                    if (part.fails()) {
                                        throw new PartFailed();
                                    }
                                    return before;
                                }))
                                .isEqualTo(before);
                    } catch (PartFailed e) {
                        seen.subList(before, seen.size()).clear();
                    }
                }
            }
        }

        /** Leaves out the parts that fail, and knows nothing of parts. */
        void leavingOut(List<Step> steps) {
            for (Step step : steps) {
                if (step instanceof Step.Act act) {
                    act(act);
                } else if (step instanceof Step.Part part && !part.fails()) {
                    leavingOut(part.steps());
                }
            }
        }

        /** Runs the parts that fail, and takes nothing back: a planted bug. */
        void leavingAll(List<Step> steps) {
            for (Step step : steps) {
                if (step instanceof Step.Act act) {
                    act(act);
                } else if (step instanceof Step.Part part) {
                    int before = seen.size();
                    leavingAll(part.steps());
                    if (part.fails()) {
                        seen.subList(before, seen.size()).clear();
                    }
                }
            }
        }

        /** What the unit refuses, it refuses in both runs. */
        private void act(Step.Act act) {
            nextId = act.id();
            try {
                seen.add(act.kind() + " " + done(act));
            } catch (InvalidInputException e) {
                seen.add(e.getMessage());
            }
        }

        private String done(Step.Act act) {
            String box = "box-" + act.which();
            TimerKey timer = new TimerKey(Ref.of("box", box), "timer");
            switch (act.kind()) {
                case 0, 1 -> {
                    return unit.find(Box.TYPE, box).map(Versioned::toString).orElse("none");
                }
                case 2, 3 -> unit.put(Box.TYPE, new Box(box, act.id()));
                case 4 -> unit.remove(Box.TYPE, box);
                case 5 -> unit.expect(Ref.of("shelf", box), 1 + act.which() % 2);
                case 6 -> unit.event("box.moved", List.of(Ref.of("box", box)), act.id(), NO_DATA);
                case 7, 8 -> unit.setTimer(timer, "ring", unit.now(), NO_DATA);
                case 9 -> unit.cancelTimer(timer);
                case 10 -> {
                    return unit.enqueue("work", "lane", unit.now(), NO_DATA);
                }
                case 11 -> unit.cancelJob(act.id());
                default -> {
                    unit.complete(new Completion(act.id(), 1, Optional.empty()));
                    unit.afterCommit(() -> seen.add("after " + act.id()));
                }
            }
            return "done";
        }

        /** What was committed, and what was seen on the way and after it. */
        List<Object> outcome() {
            unit.commit();
            return List.of(commits, seen);
        }

        /** Keeps the commits instead of applying them. */
        private final class Kept implements Store {
            private final Store filled;

            Kept(Store filled) {
                this.filled = filled;
            }

            @Override
            public CommitResult commit(Commit commit) {
                commits.add(commit);
                return new CommitResult(0, 0, Map.of());
            }

            @Override
            public Optional<StoredRecord> find(Ref ref) {
                return filled.find(ref);
            }

            @Override
            public Page query(Query query) {
                return filled.query(query);
            }

            @Override
            public JournalPage journal(JournalQuery query) {
                return filled.journal(query);
            }

            @Override
            public Claims claim(ClaimRequest request) {
                return filled.claim(request);
            }
        }
    }

    @Property(tries = 1_000)
    void aUnitWithPartsThatFailedCommitsWhatOneWithoutThemDoes(@ForAll long seed) {
        List<Step> steps = steps(new SplittableRandom(seed), 0);
        Run run = new Run();
        run.whole(steps);
        Run without = new Run();
        without.leavingOut(steps);
        assertThat(run.outcome()).isEqualTo(without.outcome());
    }

    @Test
    void aPartThatIsNotTakenBackIsFound() {
        long found = LongStream.range(0, 200)
                .filter(seed -> {
                    List<Step> steps = steps(new SplittableRandom(seed), 0);
                    Run run = new Run();
                    run.leavingAll(steps);
                    Run without = new Run();
                    without.leavingOut(steps);
                    return !run.outcome().equals(without.outcome());
                })
                .count();
        assertThat(found).isGreaterThan(50);
    }
}
