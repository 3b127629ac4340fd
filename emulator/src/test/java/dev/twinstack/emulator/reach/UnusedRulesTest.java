package dev.twinstack.emulator.reach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.reach.Unused.Why;
import dev.twinstack.emulator.reachability.Endpoint;
import dev.twinstack.emulator.reachability.Flow;
import dev.twinstack.emulator.reachability.Plan;
import dev.twinstack.emulator.reachability.Step;
import dev.twinstack.emulator.reachability.Tracer;
import dev.twinstack.emulator.reachability.Traffic;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.routetable.RouteTable;
import dev.twinstack.emulator.routetable.RouteType;
import dev.twinstack.emulator.routing.RouteTables;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UnusedRulesTest {
    private static final Tracer TRACER = new Tracer(Catalogue.of(RegionSettings.of("eu-de")));
    private static final int RULE_SETS = 200;
    private static final List<Integer> PORTS = List.of(1, 21, 22, 23, 79, 80, 81, 90, 91, 443, 444, 65_535);
    private static final List<String> CLIENTS = List.of(
            "192.0.2.1",
            "203.0.112.255",
            "203.0.113.0",
            "203.0.113.127",
            "203.0.113.128",
            "203.0.113.255",
            "203.0.114.0");
    private static final List<String> BLOCKS =
            List.of("-", "-", "0.0.0.0/0", "203.0.113.0/24", "203.0.113.0/25", "203.0.113.128/25", "203.0.113.128");

    private static final List<String> BASE = List.of(
            "vpc v 10.0.0.0/16",
            "group g",
            "group h",
            "group nobody",
            "subnet n v - gateway 10.0.1.0/24 2001:db8:0:1::/64",
            "nic one n 10.0.1.5 g",
            "server s1 assigns one",
            "eip e1 198.18.0.1 one");

    private static List<String> words(Plan plan) {
        return UnusedRules.of(plan.snapshot()).stream()
                .map(unused -> unused.rule() + " " + unused.why().code()
                        + (unused.why() instanceof Why.Shadowed || unused.why() instanceof Why.Redundant
                                ? " "
                                        + unused.why().others().stream()
                                                .map(Unused.Other::rule)
                                                .toList()
                                : ""))
                .toList();
    }

    private static Plan plan(String... more) {
        return new Plan(BASE).and(List.of(more));
    }

    @Test
    void aRuleIsShadowedByWhatGoesBefore() {
        assertThat(words(plan(
                        "rule g allow in IPv4 tcp 443 203.0.113.0/24 5",
                        "rule g deny in IPv4 any - - 1",
                        "rule g allow out IPv4 any - - 5",
                        "rule g allow in IPv6 tcp 443 - 5")))
                .containsExactly("g-1 SHADOWED [g-2]");
    }

    @Test
    void denyGoesBeforeAllowAtTheSameNumber() {
        assertThat(words(plan("rule g allow in IPv4 tcp 22 - 1", "rule g deny in IPv4 tcp 1-1000 - 1")))
                .containsExactly("g-1 SHADOWED [g-2]");
    }

    /** Whichever is older: at the same number the same is said. */
    @Test
    void theNarrowerOfTwoThatSayTheSameAtOneNumberMayGo() {
        String narrow = "rule g allow in IPv4 tcp 22 203.0.113.0/24 5";
        String wide = "rule g allow in IPv4 tcp 1-100 - 5";
        assertThat(words(plan(narrow, wide))).containsExactly("g-1 REDUNDANT [g-2]");
        assertThat(words(plan(wide, narrow))).containsExactly("g-2 SHADOWED [g-1]");
        assertThat(words(plan(narrow, "rule g allow in IPv4 tcp 1-100 - 6")))
                .as("a later number")
                .isEmpty();
        assertThat(words(plan("rule g allow in IPv4 tcp 22 - 5", "rule g deny in IPv4 tcp 1-100 - 6")))
                .as("another action")
                .isEmpty();
        assertThat(words(
                        plan(narrow, "rule g allow in IPv4 tcp 1-22 203.0.113.0/25 5", "rule g allow in IPv4 6 - - 5")))
                .containsExactly("g-1 REDUNDANT [g-2, g-3]", "g-2 REDUNDANT [g-3]");
    }

    @Test
    void ofRulesThatStandForEachOtherOneStays() {
        assertThat(words(plan(
                        "rule g allow in IPv4 tcp 1-50 - 5",
                        "rule g allow in IPv4 tcp 40-100 - 5",
                        "rule g allow in IPv4 tcp 1-60 - 5",
                        "rule g allow in IPv4 tcp 51-110 - 5")))
                .containsExactly("g-2 REDUNDANT [g-1, g-4]", "g-3 SHADOWED [g-1, g-2]");
    }

    @Test
    void severalRulesShadowTogether() {
        assertThat(words(plan(
                        "rule g allow in IPv4 tcp 1-100 - 1",
                        "rule g allow in IPv4 tcp 90-200 203.0.113.0/25 2",
                        "rule g allow in IPv4 tcp 101-300 203.0.113.128/25 2",
                        "rule g allow in IPv4 udp 1-300 - 2",
                        "rule g allow in IPv4 tcp 80-150 203.0.113.0/24 3")))
                .containsExactly("g-5 SHADOWED [g-1, g-2, g-3]");
    }

    @Test
    void groupsOfANicShadowEachOther() {
        String deny = "rule h deny in IPv4 any - - 1";
        String allow = "rule g allow in IPv4 tcp 22 - 5";
        assertThat(words(plan(allow, deny, "nic two n 10.0.1.6 g,h")))
                .as("one NIC of g is not in h")
                .isEmpty();
        assertThat(words(new Plan(BASE.stream()
                                .map(line -> line.equals("nic one n 10.0.1.5 g") ? "nic one n 10.0.1.5 g,h" : line)
                                .toList())
                        .and(List.of(allow, deny))))
                .containsExactly("g-1 SHADOWED [h-1]");
    }

    @Test
    void membersOfAGroupAreShadowedOnlyByThemselvesOrEverybody() {
        assertThat(words(plan(
                        "rule g deny in IPv4 tcp 22 group:g 1",
                        "rule g allow in IPv4 tcp 22 10.0.0.0/8 2",
                        "rule g allow in IPv4 tcp 22 group:g 3",
                        "rule g deny in IPv4 tcp 80 - 1",
                        "rule g allow in IPv4 tcp 80 group:g 2")))
                .containsExactly("g-3 SHADOWED [g-1]", "g-5 SHADOWED [g-4]");
    }

    @Test
    void nobodyThereIsNotedApart() {
        assertThat(words(plan(
                        "rule g allow in IPv4 tcp 22 group:nobody 1",
                        "addresses none IPV4",
                        "rule g allow in IPv4 tcp 23 addresses:none 1",
                        "rule h allow in IPv4 tcp 24 - 1")))
                .containsExactly("g-1 NOBODY_IN_GROUP", "g-2 NO_ADDRESSES", "h-1 OWNER_UNUSED");
    }

    @Test
    void typesOfIcmpAreToldApart() {
        assertThat(words(plan(
                        "rule g allow in IPv4 icmp 8 - 1",
                        "rule g allow in IPv4 icmp 8/0 - 2",
                        "rule g allow in IPv4 icmp 0 - 2",
                        "rule g allow in IPv4 1 - - 3")))
                .containsExactly("g-2 SHADOWED [g-1]");
    }

    @Test
    void firewallRulesGoInOrder() {
        assertThat(words(plan(
                        "firewall f up n",
                        "firewall-rule f deny in IPv4 tcp - - 22 off",
                        "firewall-rule f allow in IPv4 tcp 203.0.113.0/24 - 20:30",
                        "firewall-rule f deny in IPv4 tcp 203.0.113.7 10.0.1.5 22",
                        "firewall-rule f deny out IPv4 tcp 203.0.113.7 - 22",
                        "firewall-rule f deny in IPv6 tcp - - 22",
                        "firewall-rule f deny in IPv4 any 203.0.113.7 - -")))
                .containsExactly("f-1 DISABLED", "f-3 SHADOWED [f-2]");
        assertThat(words(plan(
                        "firewall f up n",
                        "firewall-rule f allow in IPv4 tcp 203.0.113.0/24 - 22",
                        "firewall-rule f deny in IPv4 udp - - -",
                        "firewall-rule f allow in IPv4 tcp - - 443",
                        "firewall-rule f allow in IPv4 tcp - - 20:30",
                        "firewall-rule f deny in IPv4 tcp 203.0.113.7 - -",
                        "firewall-rule f allow in IPv4 any - - -")))
                .as("before a rule that says otherwise only")
                .containsExactly("f-1 REDUNDANT [f-4]");
        assertThat(words(plan("firewall f down n", "firewall-rule f deny in IPv4 tcp - - 22")))
                .containsExactly("f-1 DISABLED");
    }

    @Test
    void routesGiveWayToLocalOnesAndToNarrowerOnes() {
        assertThat(words(plan(
                        "route v 10.0.1.128/25 ENI one",
                        "route v 10.0.0.0/16 ENI one",
                        "route v 172.16.0.0/16 ENI one",
                        "route v 172.16.0.0/17 ENI one",
                        "route v 172.16.128.0/17 ENI gone",
                        "route v 192.168.0.0/24 PEERING gone",
                        "route v 192.168.1.0/24 NAT gone",
                        "route v 192.168.2.0/24 ECS s1",
                        "table idle v",
                        "route idle 192.168.3.0/24 VIP 10.0.1.5",
                        "host-route v 192.168.2.0/24 10.0.1.5",
                        "host-route v 192.168.4.0/24 10.0.1.77")))
                .containsExactlyInAnyOrder(
                        "10.0.1.128/25 SHADOWED []",
                        "172.16.0.0/16 SHADOWED [172.16.0.0/17, 172.16.128.0/17]",
                        "172.16.128.0/17 NEXT_HOP_GONE",
                        "192.168.0.0/24 NEXT_HOP_GONE",
                        "192.168.1.0/24 NEXT_HOP_GONE",
                        "192.168.3.0/24 OWNER_UNUSED",
                        "192.168.2.0/24 SHADOWED [192.168.2.0/24]",
                        "192.168.4.0/24 NEXT_HOP_GONE");
    }

    /** Rules that decide about no packet at all are just those that are said to be shadowed. */
    @Test
    void groupRulesAreWhatTracesOfAllPacketsSay() {
        int shadowed = 0;
        for (long seed = 1; seed <= RULE_SETS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<String> lines = new ArrayList<>(
                    List.of("nic two n 10.0.1.6 h,g", "server s2 assigns two", "eip e2 198.18.0.2 two"));
            int rules = random.nextInt(2, 9);
            for (int i = 0; i < rules; i++) {
                String remote = random.nextInt(8) == 0 ? "group:h" : any(random, BLOCKS);
                lines.add("rule %s %s in IPv4 %s %s %d"
                        .formatted(
                                any(random, List.of("g", "g", "h")),
                                any(random, List.of("allow", "deny")),
                                protocol(random, "1-65535", "22", "80-90", "22,443", "1-80", "81-65535"),
                                remote,
                                random.nextInt(1, 4)));
            }
            Plan plan = plan(lines.toArray(String[]::new));
            Set<String> decided = decided(plan.snapshot(), List.of("one", "two"), List.of("two"));
            Set<String> unused = shadowed(plan.snapshot());
            Set<String> byAddress = UnusedRulesTest.rules(plan, "rule ", 6);
            assertThat(unused).as("seed %d%n%s", seed, plan).doesNotContainAnyElementsOf(decided);
            byAddress.removeAll(decided);
            assertThat(unused).as("seed %d%n%s", seed, plan).containsAll(byAddress);
            shadowed += unused.size();
        }
        assertThat(shadowed).isGreaterThan(RULE_SETS / 4);
    }

    /** Whatever is said to be unused may go, all of it together. */
    @Test
    void withoutUnusedGroupRulesAllPacketsFareAlike() {
        List<String> base = List.of("nic two n 10.0.1.6 h,g", "server s2 assigns two", "eip e2 198.18.0.2 two");
        fareAlikeWithoutUnused(
                base,
                random -> "rule %s %s in IPv4 %s %s %d"
                        .formatted(
                                any(random, List.of("g", "g", "h")),
                                any(random, List.of("allow", "allow", "deny")),
                                protocol(random, "1-65535", "22", "80-90", "22,443", "1-80", "81-65535"),
                                random.nextInt(8) == 0 ? "group:h" : any(random, BLOCKS),
                                random.nextInt(1, 3)));
    }

    @Test
    void withoutUnusedFirewallRulesAllPacketsFareAlike() {
        List<String> base = List.of(
                "rule g allow in IPv4 any - - 1",
                "nic two n 10.0.1.6 g",
                "server s2 assigns two",
                "eip e2 198.18.0.2 two",
                "firewall f up n");
        fareAlikeWithoutUnused(base, random -> {
            String[] protocol = protocol(random, "1:65535", "22", "80:90", "22,443", "1:80", "81:65535")
                    .split(" ", -1);
            return "firewall-rule f %s in IPv4 %s %s %s %s"
                    .formatted(
                            any(random, List.of("allow", "allow", "deny")),
                            protocol[0],
                            any(random, BLOCKS),
                            any(random, List.of("-", "-", "10.0.1.5")),
                            protocol[1]);
        });
    }

    private static void fareAlikeWithoutUnused(List<String> base, Function<SplittableRandom, String> rule) {
        int redundant = 0;
        for (long seed = 1; seed <= RULE_SETS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<String> lines = new ArrayList<>(base);
            List<String> rules = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                rules.add(rule.apply(random));
            }
            lines.addAll(rules);
            Plan plan = plan(lines.toArray(String[]::new));
            List<Unused> unused = UnusedRules.of(plan.snapshot());
            Set<String> gone = unused.stream().map(Unused::rule).collect(Collectors.toSet());
            List<String> rest = new ArrayList<>(base);
            for (int i = 0; i < rules.size(); i++) {
                if (!gone.contains(id(base, rules, i))) {
                    rest.add(rules.get(i));
                }
            }
            assertThat(arriving(plan(rest.toArray(String[]::new)).snapshot()))
                    .as("seed %d without %s%n%s", seed, gone, plan)
                    .isEqualTo(arriving(plan.snapshot()));
            redundant += (int) unused.stream()
                    .filter(each -> each.why() instanceof Why.Redundant)
                    .count();
        }
        assertThat(redundant).isGreaterThan(RULE_SETS / 8);
    }

    /** {@return the id of the rule at a place, which has the number of its place in its group or firewall} */
    private static String id(List<String> base, List<String> rules, int place) {
        String[] word = rules.get(place).split(" ", -1);
        String start = word[0] + ' ' + word[1] + ' ';
        long before = Stream.concat(base.stream(), rules.subList(0, place).stream())
                .filter(each -> each.startsWith(start))
                .count();
        return word[1] + "-" + (before + 1);
    }

    private static List<Flow> arriving(Snapshot snapshot) {
        List<Endpoint> from = new ArrayList<>(List.of(new Endpoint.OfPort("two")));
        CLIENTS.forEach(client -> from.add(new Endpoint.Host(IpAddress.of(client))));
        return from.stream()
                .flatMap(client -> Stream.of("one", "two")
                        .flatMap(receiver -> traffic().stream()
                                .map(traffic -> new Flow(client, new Endpoint.OfPort(receiver), Family.IPV4, traffic))))
                .filter(flow -> TRACER.trace(snapshot, flow).reachable())
                .toList();
    }

    @Test
    void firewallRulesAreWhatTracesOfAllPacketsSay() {
        int shadowed = 0;
        for (long seed = 1; seed <= RULE_SETS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<String> lines = new ArrayList<>(List.of(
                    "rule g allow in IPv4 any - - 1",
                    "nic two n 10.0.1.6 g",
                    "server s2 assigns two",
                    "nic three n 10.0.1.7 g",
                    "server s3 assigns three",
                    "eip e2 198.18.0.2 two",
                    "eip e3 198.18.0.3 three",
                    "firewall f up n"));
            int rules = random.nextInt(2, 8);
            for (int i = 0; i < rules; i++) {
                String[] protocol = protocol(random, "1:65535", "22", "80:90", "22,443", "1:80", "81:65535")
                        .split(" ", -1);
                lines.add("firewall-rule f %s in IPv4 %s %s %s %s%s"
                        .formatted(
                                any(random, List.of("allow", "deny")),
                                protocol[0],
                                any(random, BLOCKS),
                                any(random, List.of("-", "-", "10.0.1.5", "10.0.1.6")),
                                protocol[1],
                                random.nextInt(7) == 0 ? " off" : ""));
            }
            Plan plan = plan(lines.toArray(String[]::new));
            Set<String> decided = decided(plan.snapshot(), List.of("one", "two", "three"), List.of());
            Set<String> idle = rules(plan, "firewall-rule ", 5);
            idle.removeAll(decided);
            Set<String> unused = shadowed(plan.snapshot());
            assertThat(unused).as("seed %d%n%s", seed, plan).containsExactlyInAnyOrderElementsOf(idle);
            shadowed += unused.size();
        }
        assertThat(shadowed).isGreaterThan(RULE_SETS / 4);
    }

    @Test
    void routesAreWhatLookingUpAllAddressesSays() {
        List<String> ranges = List.of(
                "10.0.0.0/8",
                "10.0.0.0/15",
                "10.0.0.0/16",
                "10.1.0.0/16",
                "10.0.1.0/25",
                "10.0.1.128/25",
                "10.0.1.0/24",
                "10.0.2.0/24",
                "10.0.2.0/25",
                "10.0.2.128/25",
                "0.0.0.0/0",
                "0.0.0.0/1",
                "128.0.0.0/1");
        for (long seed = 1; seed <= RULE_SETS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Plan plan = plan(ranges.stream()
                    .filter(range -> random.nextInt(3) > 0)
                    .map(range -> "route v " + range + " ENI one")
                    .toArray(String[]::new));
            Snapshot snapshot = plan.snapshot();
            RouteTable table =
                    RouteTables.of(snapshot, snapshot.find(Vpc.TYPE, "v").orElseThrow());
            Set<String> taken = addresses(ranges)
                    .flatMap(address -> RouteTables.lookup(snapshot, table, address).stream())
                    .filter(route -> route.type() != RouteType.LOCAL)
                    .map(route -> route.destination().toString())
                    .collect(Collectors.toSet());
            assertThat(shadowed(snapshot))
                    .as("seed %d%n%s", seed, plan)
                    .containsExactlyInAnyOrderElementsOf(table.routes().stream()
                            .map(route -> route.destination().toString())
                            .filter(destination -> !taken.contains(destination))
                            .toList());
        }
    }

    private static Stream<IpAddress> addresses(List<String> ranges) {
        return Stream.concat(ranges.stream(), Stream.of("100.64.0.0/10", "127.0.0.0/8", "198.19.128.0/20"))
                .map(IpRange::of)
                .flatMap(range -> Stream.of(range.first(), range.last()))
                .flatMap(address -> address.equals(IpAddress.of("0.0.0.0"))
                        ? Stream.of(address)
                        : address.equals(IpAddress.of("255.255.255.255"))
                                ? Stream.of(address)
                                : Stream.of(address.plus(-1), address, address.plus(1)));
    }

    private static <T> T any(SplittableRandom random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static String protocol(SplittableRandom random, String... ports) {
        return switch (random.nextInt(6)) {
            case 0 -> "any -";
            case 1 -> "icmp -";
            case 2 -> "udp " + any(random, List.of(ports));
            default -> "tcp " + any(random, List.of(ports));
        };
    }

    private static Set<String> shadowed(Snapshot snapshot) {
        return UnusedRules.of(snapshot).stream()
                .filter(unused -> unused.why() instanceof Why.Shadowed)
                .map(Unused::rule)
                .collect(Collectors.toSet());
    }

    /** {@return the ids of the plan's rules that are on and about addresses, if their remote is the word at this place} */
    private static Set<String> rules(Plan plan, String kind, int remote) {
        Set<String> ids = new HashSet<>();
        for (String owner : List.of("g", "h", "f")) {
            List<String[]> rules = plan.lines().stream()
                    .filter(line -> line.startsWith(kind + owner + " "))
                    .map(line -> line.substring(kind.length()).split(" ", -1))
                    .toList();
            IntStream.range(0, rules.size())
                    .filter(i -> !String.join(" ", rules.get(i)).endsWith(" off"))
                    .filter(i -> !rules.get(i)[remote].startsWith("group:"))
                    .forEach(i -> ids.add(owner + "-" + (i + 1)));
        }
        return ids;
    }

    /** {@return the rules that decide about at least one packet of all that differ} */
    private static Set<String> decided(Snapshot snapshot, List<String> receivers, List<String> senders) {
        Set<String> decided = new HashSet<>();
        List<Endpoint> from = new ArrayList<>();
        CLIENTS.forEach(client -> from.add(new Endpoint.Host(IpAddress.of(client))));
        senders.forEach(sender -> from.add(new Endpoint.OfPort(sender)));
        for (String receiver : receivers) {
            for (Endpoint client : from) {
                for (Traffic traffic : traffic()) {
                    TRACER
                            .trace(snapshot, new Flow(client, new Endpoint.OfPort(receiver), Family.IPV4, traffic))
                            .hops()
                            .stream()
                            .flatMap(hop -> hop.steps().stream())
                            .filter(Step.Filter.class::isInstance)
                            .flatMap(step -> step.rule().stream())
                            .map(Step.Ruling::id)
                            .forEach(decided::add);
                }
            }
        }
        return decided;
    }

    private static List<Traffic> traffic() {
        return Stream.concat(
                        Stream.<Traffic>of(new Traffic.Ping(), new Traffic.AnyProtocol()),
                        Stream.of(Transport.values())
                                .flatMap(transport -> PORTS.stream().map(port -> new Traffic.OnePort(transport, port))))
                .toList();
    }
}
