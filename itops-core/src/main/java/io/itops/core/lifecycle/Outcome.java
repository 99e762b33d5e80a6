package io.itops.core.lifecycle;

import io.itops.core.Reason;
import io.itops.core.Ref;
import io.itops.core.RefusedException;
import io.itops.core.Require;
import java.util.List;

/**
 * What became of a command.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <S> the state of the thing
 * @since 0.1
 */
public sealed interface Outcome<S> {
    /** The kinds of outcomes, for switches. */
    enum Kind {
        /** The command was carried out. */
        ACCEPTED,
        /** The command was refused. */
        REFUSED
    }

    /**
     * The command was carried out.
     *
     * @param <S> the state of the thing
     * @param state the state after it
     * @param version the version of the state
     */
    record Accepted<S>(S state, long version) implements Outcome<S> {
        @Override
        public Kind kind() {
            return Kind.ACCEPTED;
        }

        @Override
        public List<Reason> reasons() {
            return List.of();
        }

        @Override
        public S orElseThrow() {
            return state;
        }
    }

    /**
     * The command was refused; nothing has changed.
     *
     * @param <S> the state of the thing
     * @param subject the thing
     * @param action the action asked for
     * @param reasons why, at least one
     */
    record Refused<S>(Ref subject, String action, List<Reason> reasons) implements Outcome<S> {
        /** Copies the list. */
        public Refused {
            reasons = Require.list("reasons", reasons);
        }

        @Override
        public Kind kind() {
            return Kind.REFUSED;
        }

        @Override
        public S orElseThrow() {
            throw new RefusedException(subject, action, reasons);
        }
    }

    /**
     * Which kind it is.
     *
     * @return the kind
     */
    Kind kind();

    /**
     * The state after the command.
     *
     * @return the state
     * @throws RefusedException if the command was refused
     */
    S orElseThrow();

    /**
     * Why the command was refused.
     *
     * @return the reasons, at least one; empty if it was accepted
     */
    List<Reason> reasons();
}
