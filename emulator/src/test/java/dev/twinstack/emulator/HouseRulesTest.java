package dev.twinstack.emulator;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/**
 * The emulator's dependency directions. What holds in every module is checked in the api, which sees them all. A rule
 * about a package that does not exist yet holds.
 */
class HouseRulesTest {
    private static final String ROOT = "dev.twinstack.emulator";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** The rooms that may know the machinery: actors, the journal, JSON. */
    private static final DescribedPredicate<JavaClass> MACHINERY = resideInAnyPackage(
            ROOT,
            ROOT + ".kernel..",
            ROOT + ".inventory..",
            ROOT + ".journal..",
            ROOT + ".history..",
            ROOT + ".system..");

    /** Pure rooms: the resources, and the addresses and traces beside them. */
    private static final DescribedPredicate<JavaClass> DOMAIN =
            resideInAPackage(ROOT + "..").and(not(MACHINERY)).as("domain packages");

    private static final DescribedPredicate<JavaClass> ADDRESSES = resideInAPackage(ROOT + ".ip..");

    private static final DescribedPredicate<JavaClass> DURATIONS = resideInAPackage(ROOT + ".timing..");

    private static final DescribedPredicate<JavaClass> RESOURCES =
            DOMAIN.and(not(ADDRESSES)).and(not(DURATIONS)).as("resource packages");

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
    void durationsStandAlone() {
        check(noClasses()
                .that(DURATIONS)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.twinstack..").and(not(DURATIONS))));
    }

    @Test
    void kernelKnowsNoResource() {
        check(noClasses().that().resideInAPackage(ROOT + ".kernel..").should().dependOnClassesThat(RESOURCES));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }
}
