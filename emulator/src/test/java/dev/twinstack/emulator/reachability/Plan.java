package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.routetable.RouteTable.Route;
import dev.twinstack.emulator.routetable.RouteType;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A topology as a list of lines, each of which says one thing. Any line may be taken out: what needs it then goes too, or
 * goes without. So a topology can be shrunk line by line, and what is left is read as it stands.
 *
 * <p>A line is a word for its kind, then words for its parts; see the methods of {@code Building} for what they are.
 */
public record Plan(List<String> lines) {
    public Plan {
        lines = List.copyOf(lines);
    }

    Plan without(int line) {
        List<String> rest = new ArrayList<>(lines);
        rest.remove(line);
        return new Plan(rest);
    }

    public Plan and(List<String> more) {
        List<String> all = new ArrayList<>(lines);
        all.addAll(more);
        return new Plan(all);
    }

    /** {@return the project with what the lines make, for tests of other packages} */
    public Snapshot snapshot() {
        return network().snapshot();
    }

    /** {@return what the lines make} A line comes after those it needs. */
    Network network() {
        Building building = new Building();
        lines.forEach(building::line);
        return building.finish();
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }

    /** Reads lines one after another. What several lines make together is put in at the end. */
    private static final class Building {
        private final Network network = new Network();
        private final Set<String> present = new HashSet<>();
        private final Map<String, List<String>> groupRules = new TreeMap<>();
        private final Map<String, List<String>> firewallRules = new TreeMap<>();
        private final Map<String, String> firewallSubnets = new TreeMap<>();
        private final Map<String, List<Route>> routes = new TreeMap<>();
        private final Map<String, String> tables = new TreeMap<>();

        private boolean has(String... names) {
            return present.containsAll(List.of(names));
        }

        void line(String line) {
            String[] word = line.split(" ", 2);
            String[] rest = word[1].split(" ", -1);
            switch (word[0]) {
                case "vpc", "subnet", "table", "enclosed", "no-dhcp", "peering", "route", "host-route" ->
                    road(word[0], rest);
                case "group", "rule", "addresses", "firewall", "firewall-rule" -> wall(word[0], rest, word[1]);
                case "nic",
                        "server",
                        "vip",
                        "balancer",
                        "stopped",
                        "down",
                        "unfiltered",
                        "disabled",
                        "forwarding",
                        "hot-plugged",
                        "other-mac",
                        "pair",
                        "told" -> port(word[0], rest);
                case "eip", "eip64", "shared", "bandwidth", "nat", "snat", "dnat" -> outside(word[0], rest);
                default -> throw new IllegalArgumentException(line);
            }
        }

        /**
         * {@code vpc NAME BLOCK [snat]}, {@code subnet NAME VPC|- TABLE|- gateway|no-gateway BLOCK...}, {@code table NAME VPC},
         * {@code enclosed SUBNET FAMILY}, {@code no-dhcp SUBNET}, {@code peering NAME VPC VPC}, {@code route TABLE
         * DESTINATION TYPE NEXTHOP} where a VPC stands for its default table, {@code host-route VPC DESTINATION ADDRESS}.
         */
        private void road(String kind, String[] word) {
            switch (kind) {
                case "vpc" -> {
                    network.vpc(word[0], word[1], word.length > 2);
                    present.add(word[0]);
                }
                case "table" -> {
                    if (has(word[1])) {
                        tables.put(word[0], word[1]);
                        present.add(word[0]);
                    }
                }
                case "subnet" -> subnet(word);
                case "enclosed" -> {
                    Family family = Family.valueOf(word[1]);
                    if (has(word[0])
                            && network.get(Subnet.TYPE, word[0]).segment(family).isPresent()) {
                        network.disconnect(word[0], family);
                    }
                }
                case "no-dhcp" -> {
                    if (has(word[0])) {
                        network.withoutDhcp(word[0]);
                    }
                }
                case "peering" -> {
                    if (has(word[1], word[2])) {
                        network.peering(word[0], word[1], word[2]);
                        present.add(word[0]);
                    }
                }
                case "route" -> {
                    if (has(word[0])) {
                        routes.computeIfAbsent(word[0], table -> new ArrayList<>())
                                .add(Network.route(word[1], RouteType.valueOf(word[2]), word[3]));
                    }
                }
                case "host-route" -> {
                    if (has(word[0])) {
                        Vpc vpc = network.get(Vpc.TYPE, word[0]);
                        List<Vpc.HostRoute> all = new ArrayList<>(vpc.routes());
                        all.add(new Vpc.HostRoute(IpRange.of(word[1]), IpAddress.of(word[2])));
                        network.hostRoutes(word[0], all);
                    }
                }
                default -> throw new IllegalArgumentException(kind);
            }
        }

        private void subnet(String[] word) {
            Subnet.Home home = word[1].equals("-") ? new Subnet.Home.Outside() : new Subnet.Home.In(word[1]);
            if (home instanceof Subnet.Home.In(String vpc) && !has(vpc)) {
                return;
            }
            Subnet.Table table = has(word[2]) ? new Subnet.Table.Custom(word[2]) : new Subnet.Table.Default();
            String[] blocks = Arrays.copyOfRange(word, 4, word.length);
            network.subnet(word[0], home, !word[3].equals("no-gateway"), table, blocks);
            present.add(word[0]);
        }

        /**
         * {@code group NAME}, {@code rule GROUP WORDS} as {@link Network#group} has it, {@code addresses NAME FAMILY
         * ENTRY...}, {@code firewall NAME up|down SUBNET...}, {@code firewall-rule FIREWALL WORDS}.
         */
        private void wall(String kind, String[] word, String text) {
            String words = text.substring(Math.min(text.length(), word[0].length() + 1));
            switch (kind) {
                case "group" -> {
                    groupRules.put(word[0], new ArrayList<>());
                    present.add(word[0]);
                }
                case "rule" -> {
                    if (has(word[0])) {
                        groupRules.getOrDefault(word[0], new ArrayList<>()).add(words);
                    }
                }
                case "addresses" ->
                    network.addresses(word[0], Family.valueOf(word[1]), Arrays.copyOfRange(word, 2, word.length));
                case "firewall" -> {
                    firewallRules.put(word[0], new ArrayList<>());
                    firewallSubnets.put(word[0], words);
                    present.add(word[0]);
                }
                case "firewall-rule" -> {
                    if (has(word[0])) {
                        firewallRules.getOrDefault(word[0], new ArrayList<>()).add(words);
                    }
                }
                default -> throw new IllegalArgumentException(kind);
            }
        }

        /**
         * {@code nic NAME SUBNET ADDRESS,... GROUP,...}, {@code server NAME IMAGE NIC,...}, {@code vip NAME SUBNET ADDRESS
         * GROUP,... NIC,...}, {@code balancer NAME SUBNET ADDRESS}, {@code pair NIC ADDRESS|BLOCK}; and words about one of
         * them.
         */
        private void port(String kind, String[] word) {
            switch (kind) {
                case "nic" -> {
                    if (has(word[1])) {
                        network.nic(word[0], word[1], word[2].replace(',', ' '), known(word[3]));
                        present.add(word[0]);
                    }
                }
                case "server" -> {
                    String[] nics = known(word[2]);
                    if (nics.length > 0) {
                        String image = word[1].equals("assigns") ? Network.ASSIGNS_IPV6 : Network.LEAVES_IPV6;
                        network.serverOf(word[0], image, nics);
                        present.add(word[0]);
                    }
                }
                case "vip" -> {
                    if (has(word[1])) {
                        network.vip(word[0], word[1], word[2], known(word[4])).grouped(word[0], known(word[3]));
                        present.add(word[0]);
                    }
                }
                case "balancer" -> {
                    if (has(word[1])) {
                        network.balancer(word[0], word[1], word[2]);
                        present.add(word[0]);
                    }
                }
                case "pair" -> {
                    if (has(word[0])) {
                        network.pair(word[0], word[1]);
                    }
                }
                case "hot-plugged" -> {
                    if (has(word[0], word[1])) {
                        network.hotPlugged(word[0], word[1]);
                    }
                }
                default -> {
                    if (has(word[0])) {
                        about(kind, word[0]);
                    }
                }
            }
        }

        private void about(String kind, String name) {
            switch (kind) {
                case "stopped" -> network.stopped(name);
                case "other-mac" -> network.otherMac(name);
                case "told" -> network.ipv6EnabledInGuest(name);
                case "down" -> network.switches(name, false, true, false);
                case "unfiltered" -> network.switches(name, true, false, false);
                case "disabled" -> network.switches(name, true, true, true);
                case "forwarding" -> network.forwarding(name);
                default -> throw new IllegalArgumentException(kind);
            }
        }

        private String[] known(String names) {
            return Arrays.stream(names.split(",", -1)).filter(present::contains).toArray(String[]::new);
        }

        /**
         * {@code eip NAME ADDRESS [PORT]}, {@code eip64 NAME ADDRESS IPV6 PORT}, {@code shared NAME PORT}, {@code bandwidth NAME SIZE}, {@code nat NAME
         * VPC SUBNET}, {@code snat NAT SOURCE EIP,...}, {@code dnat NAT EIP any|PROTOCOL:OUTSIDE:INSIDE TARGET}.
         */
        private void outside(String kind, String[] word) {
            switch (kind) {
                case "eip" -> {
                    if (word.length > 2 && has(word[2])) {
                        network.eip(word[0], word[1], word[2]);
                    } else {
                        network.eip(word[0], word[1]);
                    }
                    present.add(word[0]);
                }
                case "eip64" -> {
                    if (has(word[3])) {
                        network.eip64(word[0], word[1], word[2], word[3]);
                        present.add(word[0]);
                    }
                }
                case "shared" -> network.shared(word[0], known(word[1]));
                case "bandwidth" -> network.bandwidth(word[0], Integer.parseInt(word[1]));
                case "nat" -> {
                    if (has(word[1], word[2])) {
                        network.natGateway(word[0], word[1], word[2]);
                        present.add(word[0]);
                    }
                }
                case "snat" -> {
                    String[] eips = known(word[2]);
                    if (has(word[0]) && eips.length > 0 && (word[1].contains("/") || has(word[1]))) {
                        network.snat(word[0], word[1], eips);
                    }
                }
                case "dnat" -> {
                    if (has(word[0], word[1])) {
                        network.dnat(word[0], word[1], word[2].replace(':', ' '), word[3]);
                    }
                }
                default -> throw new IllegalArgumentException(kind);
            }
        }

        Network finish() {
            groupRules.forEach((group, rules) -> network.group(group, rules.toArray(String[]::new)));
            tables.forEach((table, vpc) -> network.customTable(table, vpc, routesOf(table)));
            routes.keySet().stream()
                    .filter(table -> !tables.containsKey(table))
                    .forEach(vpc -> network.routes(vpc, routesOf(vpc)));
            firewallRules.forEach((firewall, rules) -> {
                String[] words = firewallSubnets.getOrDefault(firewall, "").split(" ", -1);
                String[] subnets =
                        Arrays.stream(words).filter(present::contains).toArray(String[]::new);
                if (subnets.length > 0) {
                    network.firewall(
                            firewall, words[0].equals("up"), String.join(" ", subnets), rules.toArray(String[]::new));
                }
            });
            return network;
        }

        private Route[] routesOf(String table) {
            return routes.getOrDefault(table, List.of()).toArray(Route[]::new);
        }
    }
}
