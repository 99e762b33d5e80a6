package io.itops.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A table of calls that make no sense, each with how its refusal begins. */
public final class Refusals {
    private final Map<String, Runnable> calls = new LinkedHashMap<>();

    /** Adds a call. */
    public Refusals add(String message, Runnable call) {
        assertThat(calls.put(message, call)).as("another call of " + message).isNull();
        return this;
    }

    /** Makes all calls. */
    public void areTyped() {
        assertThat(calls).isNotEmpty();
        calls.forEach((message, call) -> assertThatThrownBy(call::run)
                .as(message)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message)
                .hasMessageContaining(", but was "));
    }

    /** Nothing, where something must be given. */
    @SuppressWarnings("NullAway")
    public static <T> T none() {
        return null;
    }
}
