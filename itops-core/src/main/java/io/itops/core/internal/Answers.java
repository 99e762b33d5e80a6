package io.itops.core.internal;

import io.itops.core.InvalidInputException;
import io.itops.core.StoreException;
import org.jspecify.annotations.Nullable;

/** What stores answer: they are others' code, so an answer that is none must not show up as a null pointer somewhere else. */
public final class Answers {
    private Answers() {}

    /**
     * Refuses null.
     *
     * @param <T> the type of the answer
     * @param operation what the store was asked: {@code find}
     * @param answer what it gave
     * @return the answer
     * @throws StoreException if there is none
     */
    public static <T> T of(String operation, @Nullable T answer) {
        if (answer == null) {
            throw new StoreException(
                    operation, new InvalidInputException("answer of the store to " + operation, "be given", null));
        }
        return answer;
    }
}
