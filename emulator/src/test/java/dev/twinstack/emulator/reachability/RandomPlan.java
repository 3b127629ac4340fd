package dev.twinstack.emulator.reachability;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes topologies of a few VPCs in which, with some luck, each thing that decides about reachability occurs and about
 * half of the flows get through. The same seed makes the same topology.
 */
final class RandomPlan {
    static final List<String> HOSTS = List.of("203.0.113.9", "198.51.100.7", "2a00:1::9", "2a00:2::9");
    static final List<String> NOWHERE = List.of(
            "172.20.0.5",
            "172.20.0.5",
            "10.99.0.1",
            "fd00:9::5",
            "fd00:8::5",
            "100.125.1.250",
            "169.254.169.254",
            "224.0.0.5",
            "198.19.128.9");

    private static final List<String> PORTS = List.of("22", "80", "443", "8443", "1-1023", "53", "1-65535", "-");
    private static final String TAIL = " ";

    private record Net(String name, int vpc, String block, int index, boolean dual) {}

    private final SplittableRandom random;
    private final List<String> lines = new ArrayList<>();
    private final List<Net> nets = new ArrayList<>();
    private final List<String> groups = new ArrayList<>();
    private final List<String> servers = new ArrayList<>();
    private final List<String> nics = new ArrayList<>();
    private final List<String> blocks = new ArrayList<>();
    private final List<String> vipAddresses = new ArrayList<>();
    private final List<String> peerings = new ArrayList<>();
    private final List<String> gateways = new ArrayList<>();
    private final List<String> freeForEips = new ArrayList<>();
    private final List<String> dualPorts = new ArrayList<>();
    private int vpcs;
    private int eips;

    private RandomPlan(SplittableRandom random) {
        this.random = random;
    }

    static Plan of(long seed) {
        RandomPlan plan = new RandomPlan(new SplittableRandom(seed));
        plan.build();
        return new Plan(plan.lines);
    }

    private boolean one(int in) {
        return random.nextInt(in) == 0;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private void add(String... words) {
        lines.add(String.join(" ", words));
    }

    private void build() {
        addressGroups();
        groups();
        vpcs = random.nextInt(1, 4);
        IntStream.range(0, vpcs).forEach(this::vpc);
        if (one(6)) {
            add("subnet loose - - gateway 172.31.0.0/24");
            nets.add(new Net("loose", -1, "172.31.0", nets.size(), false));
        }
        peerings();
        int count = random.nextInt(3, 7);
        IntStream.range(0, count).forEach(this::server);
        others();
        eips();
        gateways();
        routes();
        firewalls();
    }

    private void addressGroups() {
        add("addresses four IPV4", one(2) ? "10.0.0.0/16 203.0.113.9" : "10.0.0.1-10.2.255.254");
        add("addresses six IPV6", one(2) ? "2001:db8:0:0::/64 2a00:1::9" : "2001:db8::-2001:db8:2:ffff::1");
        if (one(3)) {
            add("addresses all IPV4 0.0.0.0-255.255.255.255");
        }
    }

    private void groups() {
        int count = random.nextInt(2, 5);
        for (int i = 0; i < count; i++) {
            groups.add("g" + i);
            add("group", "g" + i);
        }
        for (String group : groups) {
            if (!one(8)) {
                add("rule", group, "allow out IPv4 any - -", priority());
                add("rule", group, "allow out IPv6 any - -", priority());
            }
            if (!one(3)) {
                add("rule", group, "allow in IPv4 any - -", priority());
                add("rule", group, "allow in IPv6 any - -", priority());
            }
            int rules = random.nextInt(0, 4);
            IntStream.range(0, rules).forEach(i -> rule(group));
        }
    }

    private String priority() {
        return Integer.toString(one(3) ? 1 : random.nextInt(1, 6));
    }

    private void rule(String group) {
        boolean six = one(2);
        String protocol = any(List.of("any", "tcp", "tcp", "udp", "icmp", "6", "17", "115", six ? "icmpv6" : "1"));
        add(
                "rule",
                group,
                one(2) ? "deny" : "allow",
                one(3) ? "out" : "in",
                six ? "IPv6" : "IPv4",
                protocol,
                ports(protocol, six),
                remote(six),
                priority());
    }

    private String ports(String protocol, boolean six) {
        return switch (protocol) {
            case "tcp", "udp", "6", "17" -> one(5) ? "22,443,8000-9000" : any(PORTS);
            case "icmp", "icmpv6", "1" -> any(List.of("-", six ? "128" : "8", six ? "128/0" : "8/0", "0", "8/1"));
            default -> "-";
        };
    }

    private String remote(boolean six) {
        return switch (random.nextInt(6)) {
            case 0 -> "-";
            case 1 -> six ? "::/0" : "0.0.0.0/0";
            case 2 -> "group:" + any(groups);
            case 3 -> "addresses:" + (six ? "six" : one(3) ? "all" : "four");
            case 4 -> six ? "2001:db8:0:" + random.nextInt(3) + "::/64" : "10.0." + random.nextInt(3) + ".0/24";
            default -> six ? "2a00:1::/32" : "203.0.113.0/24";
        };
    }

    /** Blocks of VPCs may be the same, and then those of their subnets may be. */
    private void vpc(int vpc) {
        String name = "v" + vpc;
        int second = vpc > 0 && one(4) ? vpc - 1 : vpc;
        add("vpc", name, "10." + second + ".0.0/16" + (one(3) ? " snat" : ""));
        boolean table = one(3);
        if (table) {
            add("table t" + vpc, name);
        }
        blocks.add("10." + second + ".0.0/16");
        int count = random.nextInt(1, 4);
        for (int i = 0; i < count; i++) {
            String block = "10." + second + "." + i;
            boolean dual = !one(10);
            Net net = new Net(name + "n" + i, vpc, block, nets.size(), dual);
            nets.add(net);
            add(
                    "subnet",
                    net.name(),
                    name,
                    table && one(2) ? "t" + vpc : "-",
                    one(40) ? "no-gateway" : "gateway",
                    block + ".0/24" + (dual ? " 2001:db8:" + vpc + ":" + i + "::/64" : ""));
            blocks.add(block + ".0/24");
            if (one(40)) {
                add("enclosed", net.name(), one(2) ? "IPV4" : "IPV6");
            }
            if (one(40)) {
                add("no-dhcp", net.name());
            }
        }
    }

    private void peerings() {
        for (int one = 0; one < vpcs; one++) {
            for (int other = one + 1; other < vpcs; other++) {
                if (!one(3)) {
                    peerings.add(one + " " + other);
                    add("peering p" + one + other, "v" + one, "v" + other);
                }
            }
        }
    }

    private String address(Net net, int host) {
        return net.block() + "." + host;
    }

    private String ipv6(Net net, int host) {
        return "2001:db8:" + net.vpc() + ":" + net.name().charAt(net.name().length() - 1) + "::" + host;
    }

    private String someGroups() {
        return one(20)
                ? "-"
                : IntStream.range(0, random.nextInt(1, 3))
                        .mapToObj(i -> any(groups))
                        .collect(Collectors.joining(","));
    }

    private void nic(String name, Net net, int host) {
        boolean six = net.dual() && !one(12);
        add("nic", name, net.name(), address(net, host) + (six ? "," + ipv6(net, host) : ""), someGroups());
        nics.add(name);
        freeForEips.add(name);
        if (six) {
            dualPorts.add(name);
        }
        if (one(15)) {
            add(any(List.of("down", "unfiltered", "unfiltered", "disabled", "disabled")), name);
        }
        if (one(2)) {
            add("forwarding", name);
        }
    }

    private void server(int number) {
        String name = "s" + number;
        Net net = any(nets);
        String first = name + "-nic";
        nic(first, net, 10 + number);
        String all = first;
        List<Net> neighbours =
                nets.stream().filter(other -> other.vpc() == net.vpc()).toList();
        if (one(4)) {
            all += "," + name + "-nic2";
            nic(name + "-nic2", any(neighbours), 30 + number);
        }
        add("server", name, one(14) ? "leaves" : "assigns", all);
        servers.add(name);
        if (one(20)) {
            add("stopped", name);
        }
        if (one(14)) {
            add("hot-plugged", name, all.contains(",") ? name + "-nic2" : first);
        }
        if (one(6)) {
            add("told", name);
        }
    }

    /** Virtual IPs, ports in no server, load balancers. */
    private void others() {
        for (int i = 0; i < random.nextInt(0, 3); i++) {
            Net net = any(nets);
            boolean six = net.dual() && one(3);
            String at = six ? ipv6(net, 50 + i) : address(net, 50 + i);
            List<String> bound = lines.stream()
                    .filter(line -> line.startsWith("nic ") && line.contains(" " + net.name() + " "))
                    .filter(line -> !six || line.contains("2001"))
                    .filter(line -> !one(3))
                    .map(line -> line.split(" ", -1)[1])
                    .limit(six ? 1 : 3)
                    .toList();
            String carriers = bound.isEmpty() ? "-" : String.join(",", bound);
            add("vip", "vip" + i, net.name(), at, one(2) ? "-" : any(groups), carriers);
            vipAddresses.add(net.vpc() + " " + at);
            if (six) {
                dualPorts.add("vip" + i);
            } else {
                freeForEips.add("vip" + i);
            }
        }
        if (one(4)) {
            nic("free", any(nets), 60);
        }
        if (one(6)) {
            Net net = any(nets);
            add("balancer lb", net.name(), address(net, 61));
            freeForEips.add("lb");
        }
    }

    private String nextEip() {
        return "198.18.0." + ++eips;
    }

    private void eips() {
        for (String port : List.copyOf(freeForEips)) {
            if (one(2)) {
                String address = nextEip();
                if (one(4)) {
                    add("eip64 eip-" + port, address, "2001:db8:64::c612:" + eips, port);
                } else {
                    add("eip eip-" + port, address, port);
                }
            }
        }
        dualPorts.stream().filter(port -> !one(3)).forEach(port -> add("shared bw", port));
        if (one(4)) {
            add("eip spare", nextEip());
        }
    }

    private void gateways() {
        for (int vpc = 0; vpc < vpcs; vpc++) {
            int at = vpc;
            List<Net> own = nets.stream().filter(net -> net.vpc() == at).toList();
            if (one(2)) {
                gateway("nat" + vpc, vpc, own);
            }
            if (one(10)) {
                gateway("nat" + vpc + "b", vpc, own);
            }
        }
    }

    private void gateway(String name, int vpc, List<Net> own) {
        add("nat", name, "v" + vpc, any(own).name());
        gateways.add(vpc + " " + name);
        String eip = name + "-eip";
        add("eip", eip, nextEip());
        for (Net net : own) {
            if (!one(3)) {
                String source = one(2) ? net.name() : net.block() + (one(2) ? ".0/28" : ".0/24");
                add("snat", name, source, eip);
            }
        }
        if (one(2)) {
            String second = name + "-eip2";
            add("eip", second, nextEip());
            add("dnat", name, second, "any", target(own));
        } else if (!one(3)) {
            add("dnat", name, eip, "tcp:8443:443", target(own));
            add("dnat", name, eip, "tcp:443:443", target(own));
            add("dnat", name, eip, "udp:53:53", target(own));
        }
    }

    private String target(List<Net> own) {
        Net net = any(own);
        return switch (random.nextInt(8)) {
            case 0 -> address(net, 77);
            case 1 -> one(2) ? "172.20.0.5" : "gone-port";
            case 2, 3 -> vipAddresses.isEmpty() ? "gone-port" : portIn(own, net, true);
            default -> portIn(own, net, false);
        };
    }

    /** A port, or the address of one, in one of these subnets. */
    private String portIn(List<Net> own, Net other, boolean vip) {
        List<String[]> fitting = lines.stream()
                .filter(line -> line.startsWith(vip ? "vip " : "nic "))
                .map(line -> line.split(" ", -1))
                .filter(word -> own.stream().anyMatch(net -> net.name().equals(word[2])))
                .filter(word -> word[3].startsWith("10."))
                .toList();
        if (fitting.isEmpty()) {
            return address(other, 78);
        }
        String[] word = any(fitting);
        return one(2) ? word[1] : word[3].split(",", -1)[0];
    }

    private void routes() {
        for (String pair : peerings) {
            String[] ends = pair.split(" ", -1);
            String name = "p" + ends[0] + ends[1];
            for (String table : tables(ends[0])) {
                peeringRoutes(table, name, ends[1]);
            }
            for (String table : tables(ends[1])) {
                peeringRoutes(table, name, ends[0]);
            }
        }
        for (int vpc = 0; vpc < vpcs; vpc++) {
            for (String table : tables(Integer.toString(vpc))) {
                int count = random.nextInt(0, 4);
                for (int i = 0; i < count; i++) {
                    route(vpc, table, destination());
                }
                gatewayRoute(vpc, table);
            }
            if (one(6)) {
                String own = Integer.toString(vpc);
                String nic = nicAddress(own);
                add("host-route v" + vpc, any(List.of("0.0.0.0/0", "172.20.0.0/16", "203.0.113.0/24")), nic);
            }
        }
    }

    private List<String> tables(String vpc) {
        return lines.contains("table t" + vpc + " v" + vpc) ? List.of("v" + vpc, "t" + vpc) : List.of("v" + vpc);
    }

    private void peeringRoutes(String table, String name, String other) {
        if (one(5)) {
            return;
        }
        List<Net> there = nets.stream()
                .filter(net -> Integer.toString(net.vpc()).equals(other))
                .toList();
        if (one(2)) {
            String block = any(there).block();
            newRoute(table, block.substring(0, block.lastIndexOf('.')) + ".0.0/16", "PEERING", name);
        } else {
            there.stream()
                    .filter(net -> !one(6))
                    .forEach(net -> newRoute(table, net.block() + ".0/24", "PEERING", name));
        }
        if (one(8)) {
            newRoute(table, one(2) ? "0.0.0.0/0" : any(blocks), "PEERING", name);
        }
    }

    private void gatewayRoute(int vpc, String table) {
        for (String gateway : gateways) {
            if (gateway.startsWith(vpc + " ") && !one(4)) {
                newRoute(table, "0.0.0.0/0", "NAT", gateway.split(" ", -1)[1]);
            }
        }
    }

    private String destination() {
        return any(List.of(
                "0.0.0.0/0",
                "203.0.113.0/24",
                "203.0.113.9/32",
                "172.20.0.0/16",
                "172.16.0.0/12",
                "::/0",
                "2a00:1::/32",
                "fd00:9::/48",
                "fd00::/8",
                any(blocks),
                any(blocks),
                "2001:db8:" + random.nextInt(3) + "::/48"));
    }

    private void route(int vpc, String table, String destination) {
        boolean six = destination.contains(":");
        String own = Integer.toString(vpc);
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> newRoute(table, destination, "ECS", ownServer(own));
            case 3, 4 ->
                newRoute(table, destination, "ENI", portIn(nets(own), nets(own).getFirst(), false));
            case 5 -> newRoute(table, destination, one(2) ? "ENI" : "ECS", one(2) ? any(nics) : any(servers));
            case 6 -> newRoute(table, destination, "VIP", vipAddress(own));
            case 7 -> newRoute(table, destination, "ECS", "gone-server");
            case 8 -> newRoute(table, destination, six ? "ENI" : "ER", six ? "gone-port" : "router");
            case 9 -> newRoute(table, destination, six ? "ECS" : "NAT", six ? any(servers) : "gone-nat");
            case 10 -> newRoute(table, destination, "PEERING", "gone-peering");
            default ->
                gateways.stream()
                        .filter(gateway -> !six)
                        .findFirst()
                        .ifPresent(gateway -> newRoute(table, destination, "NAT", gateway.split(" ", -1)[1]));
        }
    }

    private List<Net> nets(String vpc) {
        return nets.stream()
                .filter(net -> Integer.toString(net.vpc()).equals(vpc))
                .toList();
    }

    private String ownServer(String vpc) {
        List<String> own = servers.stream()
                .filter(server -> lines.stream().anyMatch(line -> line.startsWith("nic " + server + "-nic v" + vpc)))
                .toList();
        return own.isEmpty() ? any(servers) : any(own);
    }

    private String vipAddress(String vpc) {
        return vipAddresses.stream()
                .filter(vip -> vip.startsWith(vpc + " "))
                .map(vip -> vip.split(" ", -1)[1])
                .findFirst()
                .orElse("10.0.0.250");
    }

    private String nicAddress(String vpc) {
        List<Net> own = nets(vpc);
        String port = portIn(own, own.getFirst(), false);
        return lines.stream()
                .filter(line -> line.startsWith("nic " + port + TAIL))
                .map(line -> line.split(" ", -1)[3].split(",", -1)[0])
                .findFirst()
                .orElse(port);
    }

    /** One destination a table (RT-09). */
    private void newRoute(String table, String destination, String type, String nexthop) {
        String start = "route " + table + TAIL + destination + TAIL;
        if (lines.stream().noneMatch(line -> line.startsWith(start))) {
            lines.add(start + type + TAIL + nexthop);
        }
    }

    private void firewalls() {
        List<String> behind =
                nets.stream().map(Net::name).filter(name -> one(4)).toList();
        if (behind.isEmpty()) {
            return;
        }
        int split = one(2) ? behind.size() : random.nextInt(1, behind.size() + 1);
        firewall("fw0", behind.subList(0, split));
        if (split < behind.size()) {
            firewall("fw1", behind.subList(split, behind.size()));
        }
    }

    private void firewall(String name, List<String> subnets) {
        add("firewall", name, one(12) ? "down" : "up", String.join(" ", subnets));
        int count = random.nextInt(0, 4);
        IntStream.range(0, count).forEach(i -> firewallRule(name));
        for (String end : List.of("out IPv4", "out IPv6", "in IPv4", "in IPv6")) {
            if (!one(5)) {
                add("firewall-rule", name, one(8) ? "deny" : "allow", end, "any - - -");
            }
        }
    }

    private void firewallRule(String name) {
        boolean six = one(2);
        String protocol = any(List.of("any", "tcp", "tcp", "udp", "icmp", "6", six ? "58" : "1", "115"));
        boolean ports = List.of("tcp", "udp", "6").contains(protocol);
        String source = side(six);
        String destination = source.startsWith("group:") ? "-" : side(six);
        add(
                "firewall-rule",
                name,
                one(2) ? "deny" : "allow",
                one(2) ? "in" : "out",
                six ? "IPv6" : "IPv4",
                protocol,
                source,
                destination,
                (ports ? any(List.of("-", "443", "22,80:90", "1:65535", "1:1000,1001:65535")) : "-")
                        + (one(8) ? " off" : ""));
    }

    private String side(boolean six) {
        return switch (random.nextInt(5)) {
            case 0 -> "-";
            case 1 -> "group:" + (six ? "six" : "four");
            case 2 -> six ? "::/0" : "0.0.0.0/0";
            case 3 -> six ? "2001:db8:0:" + random.nextInt(3) + "::/64" : "10.0." + random.nextInt(3) + ".0/24";
            default -> six ? "2a00:1::9" : "203.0.113.9";
        };
    }
}
