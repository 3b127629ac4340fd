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
public final class RandomPlan {
    public static final List<String> HOSTS = List.of("203.0.113.9", "198.51.100.7", "2a00:1::9", "2a00:2::9");
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

    private final Draft draft;
    private final List<String> freeForEips = new ArrayList<>();
    private final List<String> dualPorts = new ArrayList<>();
    private int vpcs;
    private int eips;

    private RandomPlan(Draft draft) {
        this.draft = draft;
    }

    public static Plan of(long seed) {
        Draft draft = new Draft(new SplittableRandom(seed));
        new RandomPlan(draft).build();
        return new Plan(draft.lines);
    }

    private void build() {
        RandomWalls walls = new RandomWalls(draft);
        walls.addressGroups();
        walls.groups();
        vpcs = draft.random.nextInt(1, 4);
        IntStream.range(0, vpcs).forEach(this::vpc);
        if (draft.one(6)) {
            draft.add("subnet loose - - gateway 172.31.0.0/24");
            draft.nets.add(new Draft.Net("loose", -1, "172.31.0", false));
        }
        peerings();
        int count = draft.random.nextInt(3, 7);
        IntStream.range(0, count).forEach(this::server);
        others();
        eips();
        gateways();
        bandwidths();
        new RandomRoads(draft, vpcs).routes();
        walls.firewalls();
        widePairs();
        otherDoors();
    }

    /** Pairs with the NIC's own MAC, of blocks with bits behind the prefix. */
    private void widePairs() {
        for (String line : List.copyOf(draft.lines)) {
            String[] word = line.split(" ", -1);
            if (word[0].equals("vip") && !word[5].equals("-") && draft.one(3)) {
                draft.add("other-mac", word[1]);
                String block = draft.one(2) ? word[3] + (word[3].contains(":") ? "/64" : "/24") : "10.0.0.99/24";
                draft.add("pair", draft.any(List.of(word[5].split(",", -1))), block);
            }
        }
    }

    /** NAT gateways beside others, that no route leads to and whose DNAT rules lead where others do as well. */
    private void otherDoors() {
        for (String line : List.copyOf(draft.lines)) {
            String[] word = line.split(" ", -1);
            if (word[0].equals("dnat") && word[3].equals("tcp:443:443") && !draft.one(3)) {
                String name = "a" + word[1];
                String[] beside = draft.lines.stream()
                        .filter(other -> other.startsWith("nat " + word[1] + " "))
                        .findFirst()
                        .orElseThrow()
                        .split(" ", -1);
                draft.add("nat", name, beside[2], beside[3]);
                draft.add("eip", name + "-eip", nextEip());
                draft.add("dnat", name, name + "-eip", "tcp:8080:443", word[4]);
            }
        }
    }

    /** Blocks of VPCs may be the same, and then those of their subnets may be. */
    private void vpc(int vpc) {
        String name = "v" + vpc;
        int second = vpc > 0 && draft.one(4) ? vpc - 1 : vpc;
        draft.add("vpc", name, "10." + second + ".0.0/16" + (draft.one(3) ? " snat" : ""));
        boolean table = draft.one(3);
        if (table) {
            draft.add("table t" + vpc, name);
        }
        draft.blocks.add("10." + second + ".0.0/16");
        int count = draft.random.nextInt(1, 4);
        for (int i = 0; i < count; i++) {
            String block = "10." + second + "." + i;
            boolean dual = !draft.one(10);
            Draft.Net net = new Draft.Net(name + "n" + i, vpc, block, dual);
            draft.nets.add(net);
            draft.add(
                    "subnet",
                    net.name(),
                    name,
                    table && draft.one(2) ? "t" + vpc : "-",
                    draft.one(40) ? "no-gateway" : "gateway",
                    block + ".0/24" + (dual ? " 2001:db8:" + vpc + ":" + i + "::/64" : ""));
            draft.blocks.add(block + ".0/24");
            if (draft.one(40)) {
                draft.add("enclosed", net.name(), draft.one(2) ? "IPV4" : "IPV6");
            }
            if (draft.one(40)) {
                draft.add("no-dhcp", net.name());
            }
        }
    }

    private void peerings() {
        for (int one = 0; one < vpcs; one++) {
            for (int other = one + 1; other < vpcs; other++) {
                if (!draft.one(3)) {
                    draft.peerings.add(one + " " + other);
                    draft.add("peering p" + one + other, "v" + one, "v" + other);
                }
            }
        }
    }

    private String someGroups() {
        return draft.one(20)
                ? "-"
                : IntStream.range(0, draft.random.nextInt(1, 3))
                        .mapToObj(i -> draft.any(draft.groups))
                        .collect(Collectors.joining(","));
    }

    private void nic(String name, Draft.Net net, int host) {
        boolean six = net.dual() && !draft.one(12);
        draft.add(
                "nic",
                name,
                net.name(),
                draft.address(net, host) + (six ? "," + draft.ipv6(net, host) : ""),
                someGroups());
        draft.nics.add(name);
        freeForEips.add(name);
        if (six) {
            dualPorts.add(name);
        }
        if (draft.one(15)) {
            draft.add(draft.any(List.of("down", "unfiltered", "unfiltered", "disabled", "disabled")), name);
        }
        if (draft.one(2)) {
            draft.add("forwarding", name);
        }
    }

    private void server(int number) {
        String name = "s" + number;
        Draft.Net net = draft.any(draft.nets);
        String first = name + "-nic";
        nic(first, net, 10 + number);
        String all = first;
        List<Draft.Net> neighbours =
                draft.nets.stream().filter(other -> other.vpc() == net.vpc()).toList();
        if (draft.one(4)) {
            all += "," + name + "-nic2";
            nic(name + "-nic2", draft.any(neighbours), 30 + number);
        }
        draft.add("server", name, draft.one(14) ? "leaves" : "assigns", all);
        draft.servers.add(name);
        if (draft.one(20)) {
            draft.add("stopped", name);
        }
        if (draft.one(14)) {
            draft.add("hot-plugged", name, all.contains(",") ? name + "-nic2" : first);
        }
        if (draft.one(6)) {
            draft.add("told", name);
        }
    }

    /** Virtual IPs, ports in no server, load balancers. */
    private void others() {
        for (int i = 0; i < draft.random.nextInt(0, 3); i++) {
            Draft.Net net = draft.any(draft.nets);
            boolean six = net.dual() && draft.one(3);
            String at = six ? draft.ipv6(net, 50 + i) : draft.address(net, 50 + i);
            List<String> bound = draft.lines.stream()
                    .filter(line -> line.startsWith("nic ") && line.contains(" " + net.name() + " "))
                    .filter(line -> !six || line.contains("2001"))
                    .filter(line -> !draft.one(3))
                    .map(line -> line.split(" ", -1)[1])
                    .limit(six ? 1 : 3)
                    .toList();
            String carriers = bound.isEmpty() ? "-" : String.join(",", bound);
            draft.add("vip", "vip" + i, net.name(), at, draft.one(2) ? "-" : draft.any(draft.groups), carriers);
            draft.vipAddresses.add(net.vpc() + " " + at);
            if (draft.one(8)) {
                draft.add("other-mac", "vip" + i);
            }
            if (six) {
                dualPorts.add("vip" + i);
            } else {
                freeForEips.add("vip" + i);
            }
        }
        if (draft.one(4)) {
            nic("free", draft.any(draft.nets), 60);
        }
        if (draft.one(6)) {
            Draft.Net net = draft.any(draft.nets);
            draft.add("balancer lb", net.name(), draft.address(net, 61));
            freeForEips.add("lb");
        }
    }

    private String nextEip() {
        return "198.18.0." + ++eips;
    }

    private void eips() {
        for (String port : List.copyOf(freeForEips)) {
            if (draft.one(2)) {
                String address = nextEip();
                if (draft.one(4)) {
                    draft.add("eip64 eip-" + port, address, "2001:db8:64::c612:" + eips, port);
                } else {
                    draft.add("eip eip-" + port, address, port);
                }
            }
        }
        dualPorts.stream().filter(port -> !draft.one(3)).forEach(port -> draft.add("shared bw", port));
        if (draft.one(4)) {
            draft.add("eip spare", nextEip());
        }
    }

    /** Some EIPs are in a bandwidth that nobody knows. */
    private void bandwidths() {
        List<String> names = draft.lines.stream()
                .filter(line -> line.startsWith("eip"))
                .map(line -> "bw-" + line.split(" ", -1)[1])
                .filter(name -> !draft.one(10))
                .toList();
        names.forEach(name -> draft.add("bandwidth", name, Integer.toString(draft.random.nextInt(1, 300))));
        draft.add("bandwidth bw", Integer.toString(draft.random.nextInt(5, 300)));
    }

    private void gateways() {
        for (int vpc = 0; vpc < vpcs; vpc++) {
            int at = vpc;
            List<Draft.Net> own =
                    draft.nets.stream().filter(net -> net.vpc() == at).toList();
            if (draft.one(2)) {
                gateway("nat" + vpc, vpc, own);
            }
            if (draft.one(10)) {
                gateway("nat" + vpc + "b", vpc, own);
            }
        }
    }

    private void gateway(String name, int vpc, List<Draft.Net> own) {
        draft.add("nat", name, "v" + vpc, draft.any(own).name());
        draft.gateways.add(vpc + " " + name);
        String eip = name + "-eip";
        draft.add("eip", eip, nextEip());
        for (Draft.Net net : own) {
            if (!draft.one(3)) {
                String source = draft.one(2) ? net.name() : net.block() + (draft.one(2) ? ".0/28" : ".0/24");
                draft.add("snat", name, source, eip);
            }
        }
        if (draft.one(2)) {
            String second = name + "-eip2";
            draft.add("eip", second, nextEip());
            draft.add("dnat", name, second, "any", target(own));
        } else if (!draft.one(3)) {
            draft.add("dnat", name, eip, "tcp:8443:443", target(own));
            draft.add("dnat", name, eip, "tcp:443:443", target(own));
            draft.add("dnat", name, eip, "udp:53:53", target(own));
        }
    }

    private String target(List<Draft.Net> own) {
        Draft.Net net = draft.any(own);
        return switch (draft.random.nextInt(8)) {
            case 0 -> draft.address(net, 77);
            case 1 -> draft.one(2) ? "172.20.0.5" : "gone-port";
            case 2, 3 -> draft.vipAddresses.isEmpty() ? "gone-port" : draft.portIn(own, net, true);
            default -> draft.portIn(own, net, false);
        };
    }
}
