package dev.twinstack.emulator.reachability.oracle;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.twinstack.emulator.firewall.FirewallView;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.ip.IpSpan;
import dev.twinstack.emulator.reachability.Disposition;
import dev.twinstack.emulator.reachability.Endpoint;
import dev.twinstack.emulator.reachability.Flow;
import dev.twinstack.emulator.reachability.Traffic;
import dev.twinstack.emulator.routing.RouteTables;
import dev.twinstack.emulator.server.GuestView;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The oracle makes its own mistakes: it shares no code with the engine, nor what both could have matched addresses with. */
class OracleIndependenceTest {
    private static final String ENGINE = "dev.twinstack.emulator.reachability";

    private static final JavaClasses ORACLE = new ClassFileImporter()
            .importPackages(ENGINE + ".oracle")
            .that(DescribedPredicate.not(belongToAnyOf(OracleIndependenceTest.class)));

    private static DescribedPredicate<JavaClass> resideInside(Class<?>... types) {
        return DescribedPredicate.describe(
                "are of the question",
                found -> Stream.of(types)
                        .anyMatch(type -> found.getName().equals(type.getName())
                                || found.getName().startsWith(type.getName() + '$')));
    }

    @Test
    void theOracleKnowsOfTheEngineOnlyTheQuestion() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage(ENGINE)
                        .and(DescribedPredicate.not(
                                resideInside(Flow.class, Endpoint.class, Traffic.class, Disposition.class)))
                        .and(DescribedPredicate.not(DescribedPredicate.describe("arrays of them", JavaClass::isArray))))
                .check(ORACLE);
    }

    @Test
    void theOracleReadsRecordsAndAsksNoViews() {
        noClasses()
                .should()
                .dependOnClassesThat(belongToAnyOf(RouteTables.class, FirewallView.class, GuestView.class))
                .check(ORACLE);
    }

    @Test
    void theOracleComparesAddressesByItself() {
        for (Class<?> helper : new Class<?>[] {IpRange.class, IpSpan.class}) {
            noClasses()
                    .should()
                    .callMethodWhere(DescribedPredicate.describe(
                            "compares addresses in " + helper.getSimpleName(),
                            call -> call.getTargetOwner().isEquivalentTo(helper)
                                    && (call.getName().equals("contains")
                                            || call.getName().equals("overlaps"))))
                    .check(ORACLE);
        }
    }
}
