package io.itops.testkit.lifecycle;

import io.itops.core.Reason;
import io.itops.core.lifecycle.Lifecycle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be asked of the code under check, and how to begin with a new thing. */
interface Moves<S extends Enum<S>, A extends Enum<A>> {
    /** What the author says about one move besides the table. */
    enum Expected {
        AS_THE_TABLE,
        REFUSED,
        STAYING
    }

    /** One thing on its way. */
    interface Run<S extends Enum<S>, A extends Enum<A>> extends AutoCloseable {
        @Nullable
        S state();

        /** What a refused move must leave as it was. */
        Object snapshot();

        /** What decides how moves go on from here; two equal ones need not both be explored. */
        Object place();

        /** Which action a move comes to in the present state. */
        A action(int move);

        Expected expected(int move);

        /** Why the move was refused, empty if it was carried out. */
        List<Reason> perform(int move);

        /** What is wrong with the thing as a whole; empty if nothing is. */
        String atEnd();

        @Override
        void close();
    }

    /** What can be asked, as text: each action, or each command. */
    List<String> of(Lifecycle<S, A> lifecycle);

    Run<S, A> start(Lifecycle<S, A> lifecycle);
}
