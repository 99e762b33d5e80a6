package io.itops.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitecturePlantedFaultsTest {
    private static final String ROOT = ArchitecturePlantedFaultsTest.class.getPackageName() + ".planted";

    private static final List<String> LIBRARY = List.of(ROOT + ".library.");

    private final JavaClasses planted = new ClassFileImporter().importPackages(ROOT);

    @Test
    void kernelThatKnowsAModuleAboveIsRefused() {
        assertThat(refused(ArchitectureRules.imports(ROOT, "core", Set.of()))).containsExactly("LooksUp");
    }

    @Test
    void siblingThatKnowsASiblingIsRefused() {
        assertThat(refused(ArchitectureRules.imports(ROOT, "monitoring", Set.of("core"))))
                .containsExactly("LooksAside");
        assertThat(refused(ArchitectureRules.imports(ROOT, "monitoring", Set.of("core", "incident"))))
                .isEmpty();
    }

    @Test
    void checkerThatAsksWhatItJudgesIsRefused() {
        assertThat(refused(ArchitectureRules.oracle(ROOT + ".check", List.of(ROOT + ".incident.."))))
                .containsExactly("AsksTheModule");
        assertThat(refused(ArchitectureRules.oracle(ROOT + ".check", List.of(ROOT + ".change.."))))
                .isEmpty();
    }

    @Test
    void classOutsideTheRootPackageOfItsModuleIsRefused() {
        assertThat(refused(ArchitectureRules.ownPackage(ROOT, "core")))
                .contains("LooksAside")
                .doesNotContain("LooksUp");
    }

    @Test
    void everyWayToReadTheClockIsRefused() {
        assertThat(refused(ArchitectureRules.noRawClock()))
                .containsExactly(
                        "ReadsClock$ByClock",
                        "ReadsClock$ByDate",
                        "ReadsClock$ByInstant",
                        "ReadsClock$ByMillis",
                        "ReadsClock$ByNanos",
                        "ReadsClock$ByReference",
                        "ReadsClock$ByZone");
    }

    @Test
    void systemClockIsRefusedOutsideTheNamedPlaces() {
        assertThat(refused(ArchitectureRules.noSystemClock(Set.of()))).containsExactly("ReadsClock$BySource");
        assertThat(refused(ArchitectureRules.noSystemClock(Set.of(ROOT + ".incident.ReadsClock$BySource"))))
                .isEmpty();
    }

    @Test
    void everyWayToDrawWithoutASeedIsRefused() {
        assertThat(refused(ArchitectureRules.noHiddenChance(Set.of())))
                .containsExactly(
                        "DrawsLots$ByMath",
                        "DrawsLots$ByRandom",
                        "DrawsLots$BySecure",
                        "DrawsLots$ByThread",
                        "DrawsLots$ByUuid");
    }

    @Test
    void sleepIsRefused() {
        assertThat(refused(ArchitectureRules.noSleep())).containsExactly("Sleeps", "Sleeps$ByUnit");
    }

    @Test
    void javaSerialisationIsRefused() {
        assertThat(refused(ArchitectureRules.noSerialisationStreams())).containsExactly("Serialises");
        assertThat(refused(ArchitectureRules.noSerializable())).containsExactly("Serialises$Value");
    }

    @Test
    void reflectionIsRefused() {
        assertThat(refused(ArchitectureRules.noReflection())).containsExactly("Reflects$ByMember", "Reflects$ByName");
    }

    @Test
    void changeableStaticStateIsRefused() {
        assertThat(refused(ArchitectureRules.noStaticMutableState()))
                .containsExactly("KeepsState$ByArray", "KeepsState$ByAtomic", "KeepsState$ByField", "KeepsState$ByMap");
    }

    @Test
    void libraryInAnExportedSignatureIsRefused() {
        assertThat(refused(ArchitectureRules.exportedSignatures(Set.of(ROOT + ".incident.api"), LIBRARY)))
                .containsExactly(
                        "NamesLibrary$ByBound",
                        "NamesLibrary$ByComponent",
                        "NamesLibrary$ByField",
                        "NamesLibrary$ByParameter",
                        "NamesLibrary$ByParent",
                        "NamesLibrary$ByReturn");
    }

    @Test
    void librariesAreFineInAPackageThatIsNotExported() {
        assertThat(refused(ArchitectureRules.exportedSignatures(Set.of(ROOT + ".core"), LIBRARY)))
                .isEmpty();
    }

    /** The planted classes that a rule names when it is given each alone, without their package. */
    private List<String> refused(ArchRule rule) {
        return planted.stream()
                .filter(type -> rule.evaluate(alone(type)).hasViolation())
                .map(type -> type.getName().substring(type.getPackageName().length() + 1))
                .filter(name -> !name.equals("package-info"))
                .sorted()
                .toList();
    }

    private JavaClasses alone(JavaClass type) {
        return planted.that(DescribedPredicate.equalTo(type));
    }
}
