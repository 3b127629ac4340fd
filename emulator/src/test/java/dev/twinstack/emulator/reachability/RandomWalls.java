package dev.twinstack.emulator.reachability;

import java.util.List;
import java.util.stream.IntStream;

/** Makes up security groups, IP address groups and firewalls. */
final class RandomWalls {
    private static final List<String> PORTS = List.of("22", "80", "443", "8443", "1-1023", "53", "1-65535", "-");

    private final Draft draft;

    RandomWalls(Draft draft) {
        this.draft = draft;
    }

    void addressGroups() {
        draft.add("addresses four IPV4", draft.one(2) ? "10.0.0.0/16 203.0.113.9" : "10.0.0.1-10.2.255.254");
        draft.add("addresses six IPV6", draft.one(2) ? "2001:db8:0:0::/64 2a00:1::9" : "2001:db8::-2001:db8:2:ffff::1");
        if (draft.one(3)) {
            draft.add("addresses all IPV4 0.0.0.0-255.255.255.255");
        }
    }

    void groups() {
        int count = draft.random.nextInt(2, 5);
        for (int i = 0; i < count; i++) {
            draft.groups.add("g" + i);
            draft.add("group", "g" + i);
        }
        for (String group : draft.groups) {
            if (!draft.one(8)) {
                draft.add("rule", group, "allow out IPv4 any - -", draft.priority());
                draft.add("rule", group, "allow out IPv6 any - -", draft.priority());
            }
            if (!draft.one(3)) {
                draft.add("rule", group, "allow in IPv4 any - -", draft.priority());
                draft.add("rule", group, "allow in IPv6 any - -", draft.priority());
            }
            int rules = draft.random.nextInt(0, 4);
            IntStream.range(0, rules).forEach(i -> rule(group));
        }
    }

    private void rule(String group) {
        boolean six = draft.one(2);
        String protocol =
                draft.any(List.of("any", "tcp", "tcp", "udp", "icmp", "6", "17", "115", six ? "icmpv6" : "1"));
        draft.add(
                "rule",
                group,
                draft.one(2) ? "deny" : "allow",
                draft.one(3) ? "out" : "in",
                six ? "IPv6" : "IPv4",
                protocol,
                ports(protocol, six),
                remote(six),
                draft.priority());
    }

    private String ports(String protocol, boolean six) {
        return switch (protocol) {
            case "tcp", "udp", "6", "17" -> draft.one(5) ? "22,443,8000-9000" : draft.any(PORTS);
            case "icmp", "icmpv6", "1" -> draft.any(List.of("-", six ? "128" : "8", six ? "128/0" : "8/0", "0", "8/1"));
            default -> "-";
        };
    }

    private String remote(boolean six) {
        return switch (draft.random.nextInt(6)) {
            case 0 -> "-";
            case 1 -> six ? "::/0" : "0.0.0.0/0";
            case 2 -> "group:" + draft.any(draft.groups);
            case 3 -> "addresses:" + (six ? "six" : draft.one(3) ? "all" : "four");
            case 4 ->
                six ? "2001:db8:0:" + draft.random.nextInt(3) + "::/64" : "10.0." + draft.random.nextInt(3) + ".0/24";
            default -> six ? "2a00:1::/32" : "203.0.113.0/24";
        };
    }

    void firewalls() {
        List<String> behind = draft.nets.stream()
                .map(Draft.Net::name)
                .filter(name -> draft.one(4))
                .toList();
        if (behind.isEmpty()) {
            return;
        }
        int split = draft.one(2) ? behind.size() : draft.random.nextInt(1, behind.size() + 1);
        firewall("fw0", behind.subList(0, split));
        if (split < behind.size()) {
            firewall("fw1", behind.subList(split, behind.size()));
        }
    }

    private void firewall(String name, List<String> subnets) {
        draft.add("firewall", name, draft.one(12) ? "down" : "up", String.join(" ", subnets));
        int count = draft.random.nextInt(0, 4);
        IntStream.range(0, count).forEach(i -> firewallRule(name));
        for (String end : List.of("out IPv4", "out IPv6", "in IPv4", "in IPv6")) {
            if (!draft.one(5)) {
                draft.add("firewall-rule", name, draft.one(8) ? "deny" : "allow", end, "any - - -");
            }
        }
    }

    private void firewallRule(String name) {
        boolean six = draft.one(2);
        String protocol = draft.any(List.of("any", "tcp", "tcp", "udp", "icmp", "6", six ? "58" : "1", "115"));
        boolean ports = List.of("tcp", "udp", "6").contains(protocol);
        String source = side(six);
        String destination = source.startsWith("group:") ? "-" : side(six);
        draft.add(
                "firewall-rule",
                name,
                draft.one(2) ? "deny" : "allow",
                draft.one(2) ? "in" : "out",
                six ? "IPv6" : "IPv4",
                protocol,
                source,
                destination,
                (ports ? draft.any(List.of("-", "443", "22,80:90", "1:65535", "1:1000,1001:65535")) : "-")
                        + (draft.one(8) ? " off" : ""));
    }

    private String side(boolean six) {
        return switch (draft.random.nextInt(5)) {
            case 0 -> "-";
            case 1 -> "group:" + (six ? "six" : "four");
            case 2 -> six ? "::/0" : "0.0.0.0/0";
            case 3 ->
                six ? "2001:db8:0:" + draft.random.nextInt(3) + "::/64" : "10.0." + draft.random.nextInt(3) + ".0/24";
            default -> six ? "2a00:1::9" : "203.0.113.9";
        };
    }
}
