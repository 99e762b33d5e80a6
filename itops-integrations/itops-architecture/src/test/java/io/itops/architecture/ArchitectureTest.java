package io.itops.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
    /** Where the clock is chosen that is used by default, builders aside. */
    private static final Set<String> CLOCK_SOURCES =
            Set.of("io.itops.core.store.InMemoryStore", "io.itops.quickstart.Clocks");

    /** Where the ids that are used by default are drawn. */
    private static final Set<String> CHANCE_SOURCES = Set.of("io.itops.core.IdSource");

    /** The packages of the libraries that the SDK is built with and does not show. */
    private static final List<String> LIBRARIES =
            List.of("com.google.", "io.github.resilience4j.", "io.micrometer.", "com.github.benmanes.", "org.h2.");

    /** What is judged by checkers, which must not share its tables and folds. */
    private static final List<String> JUDGED =
            List.of("io.itops.monitoring..", "io.itops.incident..", "io.itops.change..", "io.itops.core.lifecycle..");

    private static JavaClasses all;

    @BeforeAll
    static void importAll() {
        all = ProjectModule.importAll();
    }

    static Stream<Named<ProjectModule>> modules() {
        return ProjectModule.ALL.stream().map(module -> Named.of(module.name(), module));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void codeKeepsTheRules(ProjectModule module) {
        assumeBuilt(module);
        JavaClasses classes = module.classes(all);
        assertThat(classes).isNotEmpty();
        List.of(
                        ArchitectureRules.ownPackage(ProjectModule.ROOT_PACKAGE, module.name()),
                        ArchitectureRules.imports(ProjectModule.ROOT_PACKAGE, module.name(), module.imports()),
                        ArchitectureRules.noRawClock(),
                        ArchitectureRules.noSystemClock(CLOCK_SOURCES),
                        ArchitectureRules.noHiddenChance(CHANCE_SOURCES),
                        ArchitectureRules.noSleep(),
                        ArchitectureRules.noSerialisationStreams(),
                        ArchitectureRules.noSerializable(),
                        ArchitectureRules.noReflection(),
                        ArchitectureRules.noStaticMutableState())
                .forEach(rule -> rule.check(classes));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void testsKeepTheRulesThatConcernThem(ProjectModule module) {
        assumeTrue(Files.isDirectory(module.compiledTests()), () -> module + " has no compiled tests");
        JavaClasses classes = module.testClasses(all);
        Set<String> imports = new HashSet<>(module.imports());
        imports.addAll(module.testImports());
        Stream.<ArchRule>of(
                        ArchitectureRules.ownPackage(ProjectModule.ROOT_PACKAGE, module.name()),
                        ArchitectureRules.imports(ProjectModule.ROOT_PACKAGE, module.name(), imports),
                        ArchitectureRules.noRawClock(),
                        ArchitectureRules.noSystemClock(CLOCK_SOURCES),
                        ArchitectureRules.noHiddenChance(CHANCE_SOURCES),
                        ArchitectureRules.noSleep(),
                        ArchitectureRules.noSerialisationStreams())
                .forEach(rule -> rule.check(classes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.itops.simulation.check", "io.itops.quickstart.check"})
    void checkersShareNoCodeWithWhatTheyJudge(String checker) {
        JavaClasses classes = all.that(
                describe("belong to " + checker, type -> type.getPackageName().equals(checker)));
        assumeTrue(!classes.isEmpty(), () -> checker + " is not compiled");
        ArchitectureRules.oracle(checker, JUDGED).check(classes);
    }

    static Stream<Named<ProjectModule>> libraries() {
        return ProjectModule.libraries().stream().map(module -> Named.of(module.name(), module));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void exportedSignaturesHideTheLibraries(ProjectModule module) {
        ArchitectureRules.exportedSignatures(module.exports(), LIBRARIES).check(module.classes(all));
    }

    /** This module needs all libraries, so only a program can be missing here, when not all modules are built. */
    private static void assumeBuilt(ProjectModule module) {
        boolean library = ProjectModule.libraries().contains(module);
        assumeTrue(library || Files.isDirectory(module.compiled()), () -> module + " is not compiled");
    }
}
