package dev.twinstack.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What holds in all modules; only this one sees them all. */
class HouseRulesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(place -> !place.contains("-tests.jar"))
            .importPackages("dev.twinstack");

    private static final DescribedPredicate<JavaAccess<?>> ENVIRONMENT = DescribedPredicate.describe(
            "reads the environment or system properties",
            access -> access.getTarget().getOwner().isEquivalentTo(System.class)
                    && access.getName().matches("getenv|getProperty|getProperties"));

    @Test
    void everyPackageIsNullMarked() {
        assertThat(CLASSES.stream()
                        .map(JavaClass::getPackage)
                        .filter(each -> !each.isAnnotatedWith(NullMarked.class))
                        .map(JavaPackage::getName)
                        .distinct())
                .as("packages without a @NullMarked package-info.java")
                .isEmpty();
    }

    @Test
    void packagesFormNoCycles() {
        check(slices().assignedFrom(new ByPackage()).should().beFreeOfCycles());
    }

    @Test
    void namesSayWhatThingsAre() {
        check(noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl)"));
    }

    @Test
    void absenceHasATypeOrIsReturned() {
        check(noFields().should().haveRawType(Optional.class));
    }

    /** Scenarios speak HTTP only, so they run against the real cloud too. */
    @Test
    void scenariosKnowNeitherEmulatorNorApi() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.twinstack.scenarios..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.twinstack.emulator..", "dev.twinstack.api.."));
    }

    @Test
    void onlyMainReadsTheEnvironment() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.twinstack.api.Main")
                .should()
                .accessTargetWhere(ENVIRONMENT));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }

    /** One slice for each package; nested packages count apart. */
    private static final class ByPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return SliceIdentifier.of(javaClass.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
