package io.itops.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.itops.architecture.planted.change.Careless;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is given null answers by a typed error that names what was missing, or takes it. */
class NullInputTest {
    /** The kit for tests speaks by assertions, and the simulation is made of it. */
    private static final Set<String> FOR_TESTS = Set.of("testkit", "simulation");

    static Stream<Named<ProjectModule>> modules() {
        return ProjectModule.libraries().stream()
                .filter(module -> !FOR_TESTS.contains(module.name()))
                .map(module -> Named.of(module.name(), module));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void nullIsRefusedByATypedError(ProjectModule module) throws IOException {
        assumeTrue(Files.isDirectory(module.compiled()), () -> module + " is not compiled");
        NullCalls calls = new NullCalls();
        for (Class<?> type : module.exportedTypes()) {
            calls.tryAll(type);
        }
        System.out.println(module + ": " + calls.calls() + " calls with null");
        assertThat(calls.calls()).isPositive();
        assertThat(calls.faults()).isEmpty();
    }

    @Test
    void aConstructorThatTrustsItsInputIsFound() {
        NullCalls calls = new NullCalls();
        calls.tryAll(Careless.class);
        assertThat(calls.faults())
                .hasSize(2)
                .allSatisfy(fault -> assertThat(fault.toString())
                        .contains("Careless.new[List] threw java.lang.NullPointerException"));
    }
}
