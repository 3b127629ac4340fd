package dev.twinstack.emulator.reach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.reachability.Plan;
import dev.twinstack.emulator.reachability.RandomPlan;
import dev.twinstack.emulator.reachability.Tracer;
import dev.twinstack.emulator.reachability.Traffic;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DifferenceTest {
    private static final Tracer TRACER = new Tracer(Catalogue.of(RegionSettings.of("eu-de")));
    private static final List<Traffic> SERVICES = List.of(
            new Traffic.Ping(), new Traffic.OnePort(Transport.TCP, 443), new Traffic.OnePort(Transport.UDP, 53));

    private static final Plan BEFORE = new Plan(List.of(
            "vpc v 10.0.0.0/16",
            "group g",
            "rule g allow out IPv4 any - - 1",
            "rule g allow in IPv4 tcp 80-90 - 5",
            "subnet n v - gateway 10.0.1.0/24",
            "nic a-nic n 10.0.1.5 g",
            "server a assigns a-nic",
            "nic b-nic n 10.0.1.6 g",
            "server b assigns b-nic",
            "eip eip-a 198.18.0.1 a-nic"));

    private static Difference between(Plan before, Plan after) {
        return Difference.between(TRACER, before.snapshot(), after.snapshot(), List.of("v"), SERVICES);
    }

    private static List<String> words(Difference difference) {
        return Stream.concat(
                        difference.inside().stream()
                                .map(flow -> flow.change() + " " + flow.from().name() + " "
                                        + flow.to().name() + " "
                                        + flow.traffic().label() + " " + flow.now()),
                        difference.outside().stream()
                                .map(flow -> flow.change() + " " + flow.to().id() + " "
                                        + flow.service().label() + " from "
                                        + flow.clients().label()))
                .toList();
    }

    @Test
    void aRuleOpensAndClosesWhatItIsAbout() {
        Plan after = BEFORE.and(List.of(
                "rule g allow in IPv4 tcp 443 10.0.0.0/8 5",
                "rule g deny in IPv4 tcp 85 203.0.113.0/24 1",
                "rule g allow in IPv4 tcp 91-95 - 5"));
        assertThat(words(between(BEFORE, after)))
                .containsExactly(
                        "GAINED a b tcp 443 DELIVERED",
                        "GAINED b a tcp 443 DELIVERED",
                        "GAINED eip-a tcp 91-95 from anyone",
                        "LOST eip-a tcp 85 from 203.0.113.0/24");
        assertThat(words(between(after, BEFORE)))
                .containsExactly(
                        "LOST a b tcp 443 DENIED_BY_SECURITY_GROUP",
                        "LOST b a tcp 443 DENIED_BY_SECURITY_GROUP",
                        "GAINED eip-a tcp 85 from 203.0.113.0/24",
                        "LOST eip-a tcp 91-95 from anyone");
    }

    @Test
    void whatIsGoneLosesAllItsFlows() {
        Plan open = BEFORE.and(List.of("rule g allow in IPv4 udp 53 - 5"));
        Plan without = new Plan(open.lines().stream()
                .filter(line -> !line.contains("a-nic") && !line.contains("eip-a"))
                .toList());
        assertThat(words(between(open, without)))
                .containsExactly(
                        "LOST a b udp 53 ADDRESS_UNUSED",
                        "LOST b a udp 53 ADDRESS_UNUSED",
                        "LOST eip-a tcp 80-90 from anyone",
                        "LOST eip-a udp 53 from anyone");
    }

    @Test
    void moreChangesThanAnAnswerHoldsAreCounted() {
        Plan after = BEFORE.and(List.of("rule g allow in IPv4 any - - 5"));
        Snapshot then = BEFORE.snapshot();
        Difference some = Difference.between(TRACER, then, after.snapshot(), List.of("v"), SERVICES, 4);
        assertThat(some.inside()).hasSize(4);
        assertThat(some.insideLeftOut()).isEqualTo(2);
        assertThat(some.inside()).isEqualTo(between(BEFORE, after).inside().subList(0, 4));
        assertThat(between(BEFORE, after).insideLeftOut()).isZero();
    }

    @Test
    void nothingDiffersFromItself() {
        for (long seed = 1; seed <= 20; seed++) {
            Plan plan = RandomPlan.of(seed);
            Snapshot snapshot = plan.snapshot();
            List<String> vpcs = snapshot.all(Vpc.TYPE).stream().map(Vpc::id).toList();
            assertThat(Difference.between(TRACER, snapshot, plan.snapshot(), vpcs, SERVICES)
                            .isEmpty())
                    .as("seed %d", seed)
                    .isTrue();
        }
    }

    /** What one way gains the other way loses. */
    @Test
    void backwardsIsTheOpposite() {
        int changes = 0;
        for (long seed = 1; seed <= 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Plan before = RandomPlan.of(seed);
            List<String> lines = new ArrayList<>(before.lines());
            lines.remove(random.nextInt(lines.size()));
            lines.remove(random.nextInt(lines.size()));
            Snapshot then = before.snapshot();
            Snapshot now = new Plan(lines).snapshot();
            List<String> vpcs = then.all(Vpc.TYPE).stream().map(Vpc::id).toList();
            Difference forth = Difference.between(TRACER, then, now, vpcs, SERVICES);
            Difference back = Difference.between(TRACER, now, then, vpcs, SERVICES);
            assertThat(forth.inside().stream().map(DifferenceTest::turned))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(
                            back.inside().stream().map(DifferenceTest::as).toList());
            assertThat(forth.outside().stream().map(DifferenceTest::turned))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(back.outside());
            changes += forth.inside().size() + forth.outside().size();
        }
        assertThat(changes).isGreaterThan(60);
    }

    private static Difference.Change other(Difference.Change change) {
        return change == Difference.Change.GAINED ? Difference.Change.LOST : Difference.Change.GAINED;
    }

    private static String turned(Difference.Inside flow) {
        return other(flow.change()) + " " + flow.from() + flow.to() + flow.family() + flow.traffic();
    }

    private static String as(Difference.Inside flow) {
        return flow.change() + " " + flow.from() + flow.to() + flow.family() + flow.traffic();
    }

    private static Difference.Outside turned(Difference.Outside flow) {
        return new Difference.Outside(other(flow.change()), flow.to(), flow.family(), flow.service(), flow.clients());
    }
}
