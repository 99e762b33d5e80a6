package io.itops.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** A table of calls that make no sense, by the beginning of the message that each is refused with. */
public final class BadInput {
    private final Map<String, Runnable> calls = new LinkedHashMap<>();

    public BadInput refuses(String message, Runnable call) {
        assertThat(calls.put(message, call)).as(message).isNull();
        return this;
    }

    /** One test a call. */
    public Stream<DynamicTest> tests() {
        return tests(() -> {});
    }

    /** One test a call, after which something must still hold. */
    public Stream<DynamicTest> tests(Runnable unchanged) {
        return calls.entrySet().stream()
                .map(bad -> DynamicTest.dynamicTest(bad.getKey(), () -> {
                    assertThatThrownBy(() -> bad.getValue().run())
                            .isInstanceOf(InvalidInputException.class)
                            .hasMessageStartingWith(bad.getKey())
                            .hasMessageContaining(", but was ");
                    unchanged.run();
                }));
    }

    /** Null, where the compiler would not have it. */
    @SuppressWarnings("NullAway")
    public static <T> T none() {
        return null;
    }
}
