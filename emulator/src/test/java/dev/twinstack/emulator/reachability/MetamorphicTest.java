package dev.twinstack.emulator.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What changes an answer, and what does not, over random topologies. {@code -Dtwinstack.oracle.seed} says from which seed
 * on.
 */
class MetamorphicTest {
    private static final long SEED = Long.getLong("twinstack.oracle.seed", 1);
    private static final int TOPOLOGIES = 150;
    private static final int FLOWS = 10;

    /** A VPC that has the addresses of another one, and everything that could be mistaken for what that one has. */
    private static final List<String> STRANGERS = List.of(
            "group a-group",
            "rule a-group deny in IPv4 any - - 1",
            "rule a-group deny out IPv6 any - - 1",
            "vpc a-vpc 10.0.0.0/16 snat",
            "table a-table a-vpc",
            "subnet a-net a-vpc a-table gateway 10.0.0.0/24 2001:db8:9:0::/64",
            "subnet a-net2 a-vpc - gateway 10.0.1.0/24 2001:db8:9:1::/64",
            "nic a-nic a-net 10.0.0.10,2001:db8:9:0::10 a-group",
            "server a-server assigns a-nic",
            "vip a-vip a-net 10.0.0.50 a-group a-nic",
            "eip a-eip 198.18.9.1 a-nic",
            "shared a-bandwidth a-nic",
            "nat a-nat a-vpc a-net",
            "eip a-eip2 198.18.9.2",
            "snat a-nat a-net a-eip2",
            "dnat a-nat a-eip2 tcp:443:443 10.0.0.10",
            "route a-vpc 0.0.0.0/0 NAT a-nat",
            "route a-table 172.20.0.0/16 ECS a-server",
            "firewall a-wall up a-net a-net2");

    private final Tracer tracer = new Tracer(Network.CATALOGUE);

    private void forAll(BiConsumer<Plan, Trace> property) {
        for (long seed = SEED; seed < SEED + TOPOLOGIES; seed++) {
            Plan plan = RandomPlan.of(seed);
            Snapshot snapshot = plan.network().snapshot();
            RandomFlows flows = new RandomFlows(snapshot, new SplittableRandom(seed));
            for (int i = 0; i < FLOWS; i++) {
                property.accept(plan, tracer.trace(snapshot, flows.next()));
            }
        }
    }

    private Trace again(Plan plan, Trace before) {
        return tracer.trace(plan.network().snapshot(), before.flow());
    }

    private void unchanged(Plan plan, Trace before, Function<Trace, Object> what, String change) {
        Trace after = again(plan, before);
        assertThat(what.apply(after))
                .as("%s%n%s%n%s%n%s", change, before, after, plan)
                .isEqualTo(what.apply(before));
    }

    @Test
    void theSameTopologyGivesTheSameAnswer() {
        forAll((plan, trace) -> unchanged(plan, trace, again -> again, "asked again"));
    }

    @Test
    void anotherVpcChangesNothing() {
        forAll((plan, trace) -> {
            unchanged(plan.and(STRANGERS), trace, Trace::hops, "a VPC more");
            unchanged(plan.and(STRANGERS), trace, Trace::back, "a VPC more");
        });
    }

    @Test
    void whatTheAnswerDoesNotNameMayGo() {
        int[] gone = {0};
        forAll((plan, trace) -> {
            String named = trace.toString();
            for (String subject : subjects(plan)) {
                if (names(plan, subject).noneMatch(named::contains)) {
                    gone[0]++;
                    unchanged(without(plan, subject), trace, Trace::disposition, "without " + subject);
                }
            }
        });
        System.out.printf("%d things went%n", gone[0]);
        assertThat(gone[0]).isGreaterThan(TOPOLOGIES);
    }

    /** {@return names of servers, virtual IPs, load balancers, EIPs, NAT gateways and firewalls} */
    private static List<String> subjects(Plan plan) {
        Set<String> kinds = Set.of("server", "vip", "balancer", "eip", "eip64", "nat", "firewall");
        return plan.lines().stream()
                .map(line -> line.split(" ", -1))
                .filter(word -> kinds.contains(word[0]))
                .map(word -> word[1])
                .toList();
    }

    /** {@return what a trace may call it: by its name or by one of its addresses} */
    private static Stream<String> names(Plan plan, String subject) {
        Stream<String> addresses = plan.lines().stream()
                .map(line -> line.split("[ ,]", -1))
                .filter(word -> isAbout(word, subject))
                .flatMap(Stream::of)
                .flatMap(word -> IpAddress.parse(word).map(IpAddress::toString).stream());
        return Stream.concat(Stream.of(subject), addresses);
    }

    private static Plan without(Plan plan, String subject) {
        return new Plan(plan.lines().stream()
                .filter(line -> !isAbout(line.split(" ", -1), subject))
                .toList());
    }

    private static boolean isAbout(String[] word, String subject) {
        return word[1].equals(subject) || word[0].equals("nic") && word[1].startsWith(subject + "-nic");
    }

    @Test
    void aRuleThatDidNotDecideMayGo() {
        forAll((plan, trace) -> {
            String named = trace.toString();
            List<String> groups = new ArrayList<>();
            int line = 0;
            for (String text : plan.lines()) {
                String[] word = text.split(" ", -1);
                boolean last = isLastRule(plan, line, word);
                boolean decided = named.contains("id=" + word[1] + "-" + (count(groups, word[1]) + 1) + ",");
                if (word[0].endsWith("rule")) {
                    groups.add(word[1]);
                    if (last && !decided) {
                        unchanged(plan.without(line), trace, Trace::disposition, "without " + text);
                    }
                }
                line++;
            }
        });
    }

    /** As rules are named by their place, only the last of a group or firewall may go without renaming others. */
    private static boolean isLastRule(Plan plan, int line, String[] word) {
        return plan.lines().subList(line + 1, plan.lines().size()).stream()
                .noneMatch(later -> later.startsWith(word[0] + ' ' + word[1] + ' '));
    }

    private static long count(List<String> groups, String group) {
        return groups.stream().filter(group::equals).count();
    }

    @Test
    void aRouteThatAFlowDoesNotRestOnMayGo() {
        int[] gone = {0};
        forAll((plan, trace) -> {
            List<String> routes = trace.basis().stream()
                    .flatMap(step -> step.rule().stream())
                    .map(Step.Ruling::id)
                    .toList();
            for (int line = 0; trace.reachable() && line < plan.lines().size(); line++) {
                String[] word = plan.lines().get(line).split(" ", -1);
                if (word[0].endsWith("route") && !routes.contains(word[2])) {
                    gone[0]++;
                    unchanged(plan.without(line), trace, Trace::reachable, "without " + String.join(" ", word));
                }
            }
        });
        System.out.printf("%d routes went%n", gone[0]);
        assertThat(gone[0]).isGreaterThan(TOPOLOGIES);
    }

    @Test
    void denyingMoreOpensNothingAndAllowingMoreClosesNothing() {
        SplittableRandom random = new SplittableRandom(SEED);
        forAll((plan, trace) -> {
            String action = trace.reachable() ? "allow" : "deny";
            String direction = random.nextBoolean() ? " in " : " out ";
            String family = trace.flow().family().version() == 4 ? "IPv4" : "IPv6";
            String what = random.nextBoolean() ? " any -" : " tcp 443";
            String rule = "rule g" + random.nextInt(2) + ' ' + action + direction + family + what + " - "
                    + random.nextInt(1, 6);
            String wall = "firewall-rule fw0 " + action + direction + family + " any - - -";
            Plan more = plan.and(List.of(rule, wall));
            Trace after = again(more, trace);
            assertThat(after.reachable())
                    .as("with %s and %s%n%s%n%s%n%s", rule, wall, trace, after, plan)
                    .isEqualTo(trace.reachable());
        });
    }
}
