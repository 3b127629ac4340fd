package dev.twinstack.emulator;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
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
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The emulator's dependency directions. A rule about a package that does not exist yet holds. */
class HouseRulesTest {
    private static final String ROOT = "dev.twinstack.emulator";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** The rooms that may know the machinery: actors, the journal, JSON. */
    private static final DescribedPredicate<JavaClass> MACHINERY = resideInAnyPackage(
            ROOT, ROOT + ".kernel..", ROOT + ".inventory..", ROOT + ".journal..", ROOT + ".system..");

    /** Pure rooms: the resources, and the addresses and traces beside them. */
    private static final DescribedPredicate<JavaClass> DOMAIN =
            resideInAPackage(ROOT + "..").and(not(MACHINERY)).as("domain packages");

    private static final DescribedPredicate<JavaClass> ADDRESSES = resideInAPackage(ROOT + ".ip..");

    private static final DescribedPredicate<JavaClass> RESOURCES =
            DOMAIN.and(not(ADDRESSES)).as("resource packages");

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
    void domainKnowsNoActorsHttpOrJsonBinding() {
        check(noClasses()
                .that(DOMAIN)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.pekko..",
                        "java.net.http..",
                        "com.sun.net.httpserver..",
                        "com.fasterxml.jackson.databind.."));
    }

    @Test
    void addressesStandAlone() {
        check(noClasses()
                .that(ADDRESSES)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.twinstack..").and(not(ADDRESSES))));
    }

    @Test
    void kernelKnowsNoResource() {
        check(noClasses().that().resideInAPackage(ROOT + ".kernel..").should().dependOnClassesThat(RESOURCES));
    }

    @Test
    void theEnvironmentIsNotRead() {
        check(noClasses().should().accessTargetWhere(ENVIRONMENT));
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
