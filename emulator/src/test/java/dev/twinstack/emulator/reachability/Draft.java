package dev.twinstack.emulator.reachability;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A topology while it is made up: its lines so far, and the names that later ones may use. */
final class Draft {
    /**
     * A subnet.
     *
     * @param vpc the number of its VPC; -1 outside any
     * @param block the first three numbers of its IPv4 addresses
     */
    record Net(String name, int vpc, String block, boolean dual) {}

    final SplittableRandom random;
    final List<String> lines = new ArrayList<>();
    final List<Net> nets = new ArrayList<>();
    final List<String> groups = new ArrayList<>();
    final List<String> servers = new ArrayList<>();
    final List<String> nics = new ArrayList<>();
    final List<String> blocks = new ArrayList<>();
    final List<String> vipAddresses = new ArrayList<>();
    final List<String> peerings = new ArrayList<>();
    final List<String> gateways = new ArrayList<>();

    Draft(SplittableRandom random) {
        this.random = random;
    }

    boolean one(int in) {
        return random.nextInt(in) == 0;
    }

    <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    void add(String... words) {
        lines.add(String.join(" ", words));
    }

    String priority() {
        return Integer.toString(one(3) ? 1 : random.nextInt(1, 6));
    }

    List<Net> nets(String vpc) {
        return nets.stream()
                .filter(net -> Integer.toString(net.vpc()).equals(vpc))
                .toList();
    }

    String address(Net net, int host) {
        return net.block() + "." + host;
    }

    String ipv6(Net net, int host) {
        return "2001:db8:" + net.vpc() + ":" + net.name().charAt(net.name().length() - 1) + "::" + host;
    }

    /** A port, or the address of one, in one of these subnets. */
    String portIn(List<Net> own, Net other, boolean vip) {
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
}
