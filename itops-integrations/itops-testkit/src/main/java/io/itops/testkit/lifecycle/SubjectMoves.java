package io.itops.testkit.lifecycle;

import io.itops.core.Reason;
import io.itops.core.lifecycle.Lifecycle;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Drives a subject by the actions alone. */
record SubjectMoves<S extends Enum<S>, A extends Enum<A>>(Supplier<? extends LifecycleSubject<S, A>> fresh)
        implements Moves<S, A> {
    /** Drives nothing but the table. */
    static <S extends Enum<S>, A extends Enum<A>> SubjectMoves<S, A> table(Lifecycle<S, A> lifecycle) {
        return new SubjectMoves<>(() -> new LifecycleSubject<S, A>() {
            private @Nullable S state;

            @Override
            public @Nullable S state() {
                return state;
            }

            @Override
            public List<Reason> perform(A action) {
                S next = lifecycle.next(state, action);
                if (next == null) {
                    return List.of(lifecycle.refusal(state, action));
                }
                state = next;
                return List.of();
            }
        });
    }

    @Override
    public List<String> of(Lifecycle<S, A> lifecycle) {
        return lifecycle.actions().stream().map(Enum::name).toList();
    }

    @Override
    public Run<S, A> start(Lifecycle<S, A> lifecycle) {
        LifecycleSubject<S, A> subject = fresh.get();
        return new Run<>() {
            @Override
            public @Nullable S state() {
                return subject.state();
            }

            @Override
            public Object snapshot() {
                return subject.snapshot();
            }

            @Override
            public Object place() {
                return subject.snapshot();
            }

            @Override
            public A action(int move) {
                return lifecycle.actions().get(move);
            }

            @Override
            public Expected expected(int move) {
                return Expected.AS_THE_TABLE;
            }

            @Override
            public List<Reason> perform(int move) {
                return subject.perform(lifecycle.actions().get(move));
            }

            @Override
            public String atEnd() {
                return "";
            }

            @Override
            public void close() {
                // the subject belongs to whoever made it
            }
        };
    }
}
