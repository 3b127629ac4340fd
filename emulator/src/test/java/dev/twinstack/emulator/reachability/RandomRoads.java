package dev.twinstack.emulator.reachability;

import java.util.List;

/** Makes up routes. */
final class RandomRoads {
    private static final String TAIL = " ";

    private final Draft draft;
    private final int vpcs;

    RandomRoads(Draft draft, int vpcs) {
        this.draft = draft;
        this.vpcs = vpcs;
    }

    void routes() {
        for (String pair : draft.peerings) {
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
                int count = draft.random.nextInt(0, 4);
                for (int i = 0; i < count; i++) {
                    route(vpc, table, destination());
                }
                gatewayRoute(vpc, table);
            }
            if (draft.one(6)) {
                String own = Integer.toString(vpc);
                String nic = nicAddress(own);
                draft.add(
                        "host-route v" + vpc, draft.any(List.of("0.0.0.0/0", "172.20.0.0/16", "203.0.113.0/24")), nic);
            }
        }
    }

    private List<String> tables(String vpc) {
        return draft.lines.contains("table t" + vpc + " v" + vpc) ? List.of("v" + vpc, "t" + vpc) : List.of("v" + vpc);
    }

    private void peeringRoutes(String table, String name, String other) {
        if (draft.one(5)) {
            return;
        }
        List<Draft.Net> there = draft.nets.stream()
                .filter(net -> Integer.toString(net.vpc()).equals(other))
                .toList();
        if (draft.one(2)) {
            String block = draft.any(there).block();
            newRoute(table, block.substring(0, block.lastIndexOf('.')) + ".0.0/16", "PEERING", name);
        } else {
            there.stream()
                    .filter(net -> !draft.one(6))
                    .forEach(net -> newRoute(table, net.block() + ".0/24", "PEERING", name));
        }
        if (draft.one(8)) {
            newRoute(table, draft.one(2) ? "0.0.0.0/0" : draft.any(draft.blocks), "PEERING", name);
        }
    }

    private void gatewayRoute(int vpc, String table) {
        for (String gateway : draft.gateways) {
            if (gateway.startsWith(vpc + " ") && !draft.one(4)) {
                newRoute(table, "0.0.0.0/0", "NAT", gateway.split(" ", -1)[1]);
            }
        }
    }

    private String destination() {
        return draft.any(List.of(
                "0.0.0.0/0",
                "203.0.113.0/24",
                "203.0.113.9/32",
                "198.18.0.0/24",
                "172.20.0.0/16",
                "172.16.0.0/12",
                "::/0",
                "2a00:1::/32",
                "fd00:9::/48",
                "fd00::/8",
                draft.any(draft.blocks),
                draft.any(draft.blocks),
                "2001:db8:" + draft.random.nextInt(3) + "::/48"));
    }

    private void route(int vpc, String table, String destination) {
        boolean six = destination.contains(":");
        String own = Integer.toString(vpc);
        switch (draft.random.nextInt(12)) {
            case 0, 1, 2 -> newRoute(table, destination, "ECS", ownServer(own));
            case 3, 4 -> newRoute(table, destination, "ENI", ownNic(own));
            case 5 -> newRoute(table, destination, "ENI", draft.any(draft.nics));
            case 6 -> newRoute(table, destination, "VIP", vipAddress(own));
            case 7 -> newRoute(table, destination, "ECS", "gone-server");
            case 8 -> newRoute(table, destination, six ? "ENI" : "ER", six ? "gone-port" : "router");
            case 9 -> newRoute(table, destination, six ? "ECS" : "NAT", six ? draft.any(draft.servers) : "gone-nat");
            case 10 -> newRoute(table, destination, "PEERING", "gone-peering");
            default ->
                draft.gateways.stream()
                        .filter(gateway -> !six)
                        .findFirst()
                        .ifPresent(gateway -> newRoute(table, destination, "NAT", gateway.split(" ", -1)[1]));
        }
    }

    private String ownNic(String vpc) {
        List<String> own = draft.nics.stream()
                .filter(nic -> draft.lines.stream().anyMatch(line -> line.startsWith("nic " + nic + " v" + vpc)))
                .toList();
        return own.isEmpty() ? draft.any(draft.nics) : draft.any(own);
    }

    private String ownServer(String vpc) {
        List<String> own = draft.servers.stream()
                .filter(server ->
                        draft.lines.stream().anyMatch(line -> line.startsWith("nic " + server + "-nic v" + vpc)))
                .toList();
        return own.isEmpty() ? draft.any(draft.servers) : draft.any(own);
    }

    private String vipAddress(String vpc) {
        return draft.vipAddresses.stream()
                .filter(vip -> vip.startsWith(vpc + " "))
                .map(vip -> vip.split(" ", -1)[1])
                .findFirst()
                .orElse("10.0.0.250");
    }

    private String nicAddress(String vpc) {
        List<Draft.Net> own = draft.nets(vpc);
        String port = draft.portIn(own, own.getFirst(), false);
        return draft.lines.stream()
                .filter(line -> line.startsWith("nic " + port + TAIL))
                .map(line -> line.split(" ", -1)[3].split(",", -1)[0])
                .findFirst()
                .orElse(port);
    }

    /** One destination a table (RT-09). */
    private void newRoute(String table, String destination, String type, String nexthop) {
        String start = "route " + table + TAIL + destination + TAIL;
        if (draft.lines.stream().noneMatch(line -> line.startsWith(start))) {
            draft.lines.add(start + type + TAIL + nexthop);
        }
    }
}
