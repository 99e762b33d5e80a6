package io.itops.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The rules, each a function of what differs between the project and the planted faults. */
final class ArchitectureRules {
    private static final Set<String> NOW = Set.of("now");

    /** What reads the wall clock or a timer of the machine, by owner and name. */
    private static final Map<String, Set<String>> CLOCKS = Map.ofEntries(
            Map.entry("java.time.Instant", NOW),
            Map.entry("java.time.LocalDate", NOW),
            Map.entry("java.time.LocalTime", NOW),
            Map.entry("java.time.LocalDateTime", NOW),
            Map.entry("java.time.ZonedDateTime", NOW),
            Map.entry("java.time.OffsetDateTime", NOW),
            Map.entry("java.time.OffsetTime", NOW),
            Map.entry("java.time.Year", NOW),
            Map.entry("java.time.YearMonth", NOW),
            Map.entry("java.time.MonthDay", NOW),
            Map.entry(
                    "java.time.Clock",
                    Set.of("systemUTC", "systemDefaultZone", "system", "tickMillis", "tickSeconds", "tickMinutes")),
            Map.entry("java.lang.System", Set.of("currentTimeMillis", "nanoTime")),
            Map.entry("java.util.Calendar", Set.of("getInstance")));

    /** What gives another number at every run, by owner and name. */
    private static final Map<String, Set<String>> CHANCE = Map.of(
            "java.lang.Math", Set.of("random"),
            "java.util.UUID", Set.of("randomUUID"),
            "java.util.concurrent.ThreadLocalRandom", Set.of("current"),
            "java.util.random.RandomGenerator", Set.of("of", "getDefault"));

    private static final Map<String, Set<String>> SLEEPS =
            Map.of("java.lang.Thread", Set.of("sleep"), "java.util.concurrent.TimeUnit", Set.of("sleep"));

    private ArchitectureRules() {}

    /** The classes of a module lie under its own root package. */
    static ArchRule ownPackage(String rootPackage, String module) {
        return classes()
                .should()
                .resideInAPackage(within(rootPackage, module))
                .as(module + " must keep to its own root package");
    }

    /** A module imports of the project itself only what is listed. */
    static ArchRule imports(String rootPackage, String module, Set<String> allowed) {
        String[] known = Stream.concat(Stream.of(module), allowed.stream())
                .map(name -> within(rootPackage, name))
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(within(rootPackage, module))
                .should()
                .dependOnClassesThat(resideInAPackage(rootPackage + "..")
                        .and(DescribedPredicate.not(resideInAnyPackage(known)))
                        .as("belong to another module than " + allowed))
                .as(module + " must import only " + allowed)
                .allowEmptyShould(true);
    }

    /** What judges shares no code with what it judges. */
    static ArchRule oracle(String oraclePackage, List<String> judgedPackages) {
        return noClasses()
                .that()
                .resideInAPackage(oraclePackage)
                .should()
                .dependOnClassesThat(resideInAnyPackage(judgedPackages.toArray(String[]::new)))
                .as(oraclePackage + " must know nothing of " + judgedPackages)
                .allowEmptyShould(true);
    }

    /** Time comes from an injected {@code InstantSource}. */
    static ArchRule noRawClock() {
        return noClasses()
                .should()
                .accessTargetWhere(named(CLOCKS, "read a raw clock").or(made(Set.of("java.util.Date"), "made of now")))
                .as("time must come from an injected InstantSource")
                .allowEmptyShould(true);
    }

    /** Only builders and the places named may choose the system's clock, as what is injected where a user gives none. */
    static ArchRule noSystemClock(Set<String> places) {
        return noClasses()
                .that(outside(places))
                .and()
                .haveSimpleNameNotEndingWith("Builder")
                .should()
                .accessTargetWhere(
                        named(Map.of("java.time.InstantSource", Set.of("system")), "choose the system's clock"))
                .as("the system's clock must be chosen in builders and " + places + " alone")
                .allowEmptyShould(true);
    }

    /** Randomness has a seed that was given; the places named make the one that is used by default. */
    static ArchRule noHiddenChance(Set<String> places) {
        return noClasses()
                .that(outside(places))
                .should()
                .accessTargetWhere(named(CHANCE, "draw without a seed").or(unseeded()))
                .as("randomness must have a given seed")
                .allowEmptyShould(true);
    }

    /** Nothing waits by sleeping, in tests neither. */
    static ArchRule noSleep() {
        return noClasses()
                .should()
                .accessTargetWhere(named(SLEEPS, "sleep"))
                .as("nothing must sleep")
                .allowEmptyShould(true);
    }

    /** Nothing is read or written by Java serialisation. */
    static ArchRule noSerialisationStreams() {
        return noClasses()
                .should()
                .dependOnClassesThat(
                        assignableTo("java.io.ObjectInputStream").or(assignableTo("java.io.ObjectOutputStream")))
                .as("nothing must read or write serialised objects")
                .allowEmptyShould(true);
    }

    /** No type is serialisable, save those that the language makes so. */
    static ArchRule noSerializable() {
        return noClasses()
                .that()
                .areNotAssignableTo(Throwable.class)
                .and()
                .areNotAssignableTo(Enum.class)
                .should()
                .beAssignableTo(Serializable.class)
                .as("only exceptions and enums may be serialisable")
                .allowEmptyShould(true);
    }

    /** No code looks at or calls members by name. */
    static ArchRule noReflection() {
        return noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("java.lang.reflect.."))
                .orShould()
                .accessTargetWhere(named(
                        Map.of(
                                "java.lang.Class",
                                Set.of("forName", "newInstance"),
                                "java.lang.invoke.MethodHandles",
                                Set.of("lookup", "publicLookup", "privateLookupIn")),
                        "reflect"))
                .as("code must not reflect")
                .allowEmptyShould(true);
    }

    /** Every static field is final, and neither an array that others see nor a container made to be changed. */
    static ArchRule noStaticMutableState() {
        return noFields()
                .that()
                .areStatic()
                .should(have(describe("changeable state", ArchitectureRules::mutable)))
                .as("no static field may be changeable")
                .allowEmptyShould(true);
    }

    /** An exported signature names no type of the libraries that the SDK is built with. */
    static ArchRule exportedSignatures(Set<String> exportedPackages, List<String> hiddenPackages) {
        return classes()
                .that(describe("are exported", type -> exported(type, exportedPackages)))
                .should(new ExportedSignatureCondition(hiddenPackages))
                .as("exported signatures must name none of " + hiddenPackages)
                .allowEmptyShould(true);
    }

    private static boolean exported(JavaClass type, Set<String> packages) {
        boolean visible = type.getModifiers().contains(JavaModifier.PUBLIC)
                || type.getModifiers().contains(JavaModifier.PROTECTED);
        return visible
                && packages.contains(type.getPackageName())
                && type.getEnclosingClass()
                        .map(outer -> exported(outer, packages))
                        .orElse(true);
    }

    private static boolean mutable(JavaField field) {
        if (field.getModifiers().contains(JavaModifier.SYNTHETIC)) {
            return false;
        }
        if (!field.getModifiers().contains(JavaModifier.FINAL)) {
            return true;
        }
        JavaClass type = field.getRawType();
        if (type.isArray()) {
            return !(field.getModifiers().contains(JavaModifier.PRIVATE)
                    || field.getOwner().getModifiers().contains(JavaModifier.PRIVATE));
        }
        // an interface may well hide an unmodifiable one: only the concrete types are sure
        boolean container = type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class);
        return (container && !type.isInterface())
                || type.getPackageName().equals("java.util.concurrent.atomic")
                || type.isAssignableTo(ThreadLocal.class)
                || type.isAssignableTo(RandomGenerator.class)
                || type.isAssignableTo(Appendable.class);
    }

    private static DescribedPredicate<JavaClass> outside(Set<String> places) {
        return describe("are not among " + places, type -> !places.contains(type.getName()));
    }

    private static DescribedPredicate<JavaAccess<?>> named(Map<String, Set<String>> targets, String description) {
        return describe(
                description,
                access -> targets.getOrDefault(access.getTargetOwner().getName(), Set.of())
                        .contains(access.getName()));
    }

    private static DescribedPredicate<JavaAccess<?>> unseeded() {
        return made(Set.of("java.util.Random", "java.util.SplittableRandom", "java.security.SecureRandom"), "unseeded");
    }

    /** The constructor without arguments of one of some types. */
    private static DescribedPredicate<JavaAccess<?>> made(Set<String> types, String description) {
        return describe(
                description,
                access -> access.getName().equals(JavaConstructor.CONSTRUCTOR_NAME)
                        && types.contains(access.getTargetOwner().getName())
                        && access.getTarget() instanceof CodeUnitAccessTarget unit
                        && unit.getRawParameterTypes().isEmpty());
    }

    private static String within(String rootPackage, String module) {
        return rootPackage + "." + module + "..";
    }
}
