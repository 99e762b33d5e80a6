package io.itops.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A module of the project and the modules it may import.
 *
 * @param name the last part of its root package
 * @param folder where it lies in the checkout
 * @param imports what its code may import
 * @param testImports what its tests may import on top
 */
record ProjectModule(String name, Path folder, Set<String> imports, Set<String> testImports) {
    static final String ROOT_PACKAGE = "io.itops";

    private static final String TARGET = System.getProperty("itops.target");

    static final List<ProjectModule> ALL = List.of(
            module("core", "itops-core", Set.of(), Set.of()),
            module("monitoring", "itops-monitoring", Set.of("core"), Set.of("testkit")),
            module("incident", "itops-incident", Set.of("core"), Set.of("testkit")),
            module("change", "itops-change", Set.of("core"), Set.of("testkit")),
            module("testkit", "itops-integrations/itops-testkit", Set.of("core"), Set.of()),
            module("jdbc", "itops-integrations/itops-jdbc", Set.of("core"), Set.of("testkit")),
            module("notifiers", "itops-integrations/itops-notifiers", Set.of("core"), Set.of("testkit")),
            module(
                    "prometheus",
                    "itops-integrations/itops-prometheus",
                    Set.of("core", "monitoring"),
                    Set.of("testkit")),
            module(
                    "simulation",
                    "itops-integrations/itops-simulation",
                    Set.of("core", "monitoring", "incident", "change", "testkit"),
                    Set.of()),
            module(
                    "quickstart",
                    "itops-examples/itops-quickstart",
                    Set.of("core", "monitoring", "incident", "change", "jdbc", "notifiers", "prometheus"),
                    Set.of("testkit")),
            module("cli", "itops-examples/itops-cli", Set.of("core", "incident", "monitoring", "prometheus"), Set.of()),
            module(
                    "benchmarks",
                    "itops-examples/itops-benchmarks",
                    Set.of("core", "incident", "monitoring", "prometheus"),
                    Set.of()),
            module(
                    "architecture",
                    "itops-integrations/itops-architecture",
                    Set.of(),
                    Set.of(
                            "core",
                            "monitoring",
                            "incident",
                            "change",
                            "testkit",
                            "simulation",
                            "jdbc",
                            "notifiers",
                            "prometheus")));

    private static ProjectModule module(String name, String folder, Set<String> imports, Set<String> testImports) {
        return new ProjectModule(
                name,
                Path.of(System.getProperty("itops.root"), folder)
                        .toAbsolutePath()
                        .normalize(),
                imports,
                testImports);
    }

    /** The modules that others depend on; the rest are programs. */
    static List<ProjectModule> libraries() {
        return ALL.stream()
                .filter(module -> Files.exists(module.sources().resolve("module-info.java")))
                .toList();
    }

    Path sources() {
        return folder.resolve("src/main/java");
    }

    Path compiled() {
        return folder.resolve(TARGET).resolve("classes");
    }

    /** The compiled types of the exported packages, in the order of their names. */
    List<Class<?>> exportedTypes() throws IOException {
        Set<String> exports = exports();
        try (Stream<Path> files = Files.walk(compiled())) {
            return files.map(file -> compiled().relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .filter(name -> exports.contains(name.substring(0, name.lastIndexOf('.'))))
                    .sorted()
                    .<Class<?>>map(ProjectModule::load)
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    Path compiledTests() {
        return folder.resolve(TARGET).resolve("test-classes");
    }

    /** The module's part of all classes. */
    JavaClasses classes(JavaClasses all) {
        return all.that(lieUnder(compiled()));
    }

    /** The module's part of all classes that are tests, without the faults planted for the rules themselves. */
    JavaClasses testClasses(JavaClasses all) {
        return all.that(lieUnder(compiledTests()).and(not(lieUnder(planted()))));
    }

    private Path planted() {
        return compiledTests().resolve("io/itops/architecture/planted");
    }

    /**
     * Reads what is compiled of all modules, at once: most of the time goes into the library classes that they use. The loops that JMH
     * writes around benchmarks read the machine's clock, which is what they are for.
     */
    static JavaClasses importAll() {
        return new ClassFileImporter()
                .withImportOption(location -> !location.contains("/jmh_generated/"))
                .importPaths(ALL.stream()
                        .flatMap(module -> Stream.of(module.compiled(), module.compiledTests()))
                        .filter(Files::isDirectory)
                        .toList());
    }

    private static DescribedPredicate<JavaClass> lieUnder(Path folder) {
        String prefix = folder.toUri().toString();
        return describe(
                "lie under " + folder,
                type -> type.getSource()
                        .map(source -> source.getUri().toString().startsWith(prefix))
                        .orElse(false));
    }

    /** The packages that the module exports to all. */
    Set<String> exports() {
        try (var in = Files.newInputStream(compiled().resolve("module-info.class"))) {
            return ModuleDescriptor.read(in).exports().stream()
                    .filter(export -> !export.isQualified())
                    .map(ModuleDescriptor.Exports::source)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
