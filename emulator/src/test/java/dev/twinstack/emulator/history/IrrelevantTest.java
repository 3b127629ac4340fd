package dev.twinstack.emulator.history;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.port.Port;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** An inquiry passes over events of what no trace looks at. This holds traces to it. */
class IrrelevantTest {
    private static final String ROOT = "dev.twinstack.emulator";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** The tracer, and the views of several resources that it looks through. */
    private static final DescribedPredicate<com.tngtech.archunit.core.domain.JavaClass> TRACER = resideInAnyPackage(
                    ROOT + ".reachability..", ROOT + ".routing..")
            .or(DescribedPredicate.describe(
                    "views", each -> each.getSimpleName().endsWith("View")));

    @Test
    void noTraceLooksAtWhatIsPassedOver() {
        noClasses()
                .that(TRACER)
                .should()
                .accessTargetWhere(looksUp(Inquiry.IRRELEVANT))
                .check(CLASSES);
    }

    @Test
    void aTypeThatTracesLookAtWouldBeFound() {
        assertThat(noClasses()
                        .that(TRACER)
                        .should()
                        .accessTargetWhere(looksUp(Set.of(Port.TYPE)))
                        .evaluate(CLASSES)
                        .hasViolation())
                .isTrue();
    }

    /** A snapshot gives states by their type only. */
    private static DescribedPredicate<JavaAccess<?>> looksUp(Set<ResourceType<?>> types) {
        Set<String> states = types.stream().map(type -> type.state().getName()).collect(Collectors.toSet());
        return DescribedPredicate.describe(
                "names the type of " + states,
                access -> access.getName().equals("TYPE")
                        && states.contains(access.getTargetOwner().getFullName()));
    }
}
