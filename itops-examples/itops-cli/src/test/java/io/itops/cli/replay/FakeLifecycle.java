package io.itops.cli.replay;

import io.itops.cli.replay.ReplayReport.Move;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Allows some moves, and writes down all that it is asked for. */
final class FakeLifecycle implements ReplayedLifecycle {
    final List<String> calls = new ArrayList<>();
    private final Predicate<Move> allowed;
    private final UnaryOperator<LogState> landing;
    private Instant now = Instant.MIN;
    int closed;

    FakeLifecycle(Predicate<Move> allowed) {
        this(allowed, to -> to);
    }

    /** What is allowed leads to another state than it should. */
    FakeLifecycle(Predicate<Move> allowed, UnaryOperator<LogState> landing) {
        this.allowed = allowed;
        this.landing = landing;
    }

    @Override
    public void at(Instant time) {
        now = time;
    }

    @Override
    public Replayed begin(String id, LogState state) {
        calls.add(now + " begin " + id + " " + state.word());
        return new Case(id, state);
    }

    @Override
    public void close() {
        closed++;
    }

    private final class Case implements Replayed {
        private final String id;
        private LogState state;

        Case(String id, LogState state) {
            this.id = id;
            this.state = state;
        }

        @Override
        public LogState state() {
            return state;
        }

        @Override
        public Optional<String> offer(LogState from, LogState to) {
            calls.add(now + " offer " + id + " " + to.word());
            if (state != from || !allowed.test(new Move(from, to))) {
                return Optional.of("no");
            }
            state = landing.apply(to);
            return Optional.empty();
        }

        @Override
        public void correct(LogState to, String reason) {
            calls.add(now + " correct " + id + " " + to.word() + " (" + reason + ")");
            state = to;
        }
    }
}
