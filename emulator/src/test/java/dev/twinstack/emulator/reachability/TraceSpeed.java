package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import dev.twinstack.emulator.routetable.RouteType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How many flows a second one thread follows through a project of 10,000 NICs: {@code TraceSpeed} prints the figure, the
 * median of five rounds. For the benchmark.
 */
public final class TraceSpeed {
    private static final int SERVERS = 10_000;
    private static final int SUBNETS = 30;
    private static final int GROUPS = 100;
    private static final int FLOWS = 20_000;
    private static final int WARM_UP = 10;
    private static final int ROUNDS = 5;

    private TraceSpeed() {}

    @SuppressWarnings("SystemOut") // a command-line program
    public static void main(String[] args) {
        Snapshot snapshot = network().snapshot();
        List<Flow> flows = flows(new SplittableRandom(1));
        Tracer tracer = new Tracer(Network.CATALOGUE);
        double[] rates = new double[ROUNDS];
        long arrived = 0;
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            long start = System.nanoTime();
            arrived = flows.stream()
                    .filter(flow -> tracer.trace(snapshot, flow).reachable())
                    .count();
            if (round >= 0) {
                rates[round] = FLOWS / ((System.nanoTime() - start) / 1e9);
            }
        }
        Arrays.sort(rates);
        System.out.printf("%.0f traces/s, %d of %d flows arrive%n", rates[ROUNDS / 2], arrived, FLOWS);
    }

    /** Two VPCs with a peering; dual-stack subnets, some behind a firewall; every tenth server has an EIP. */
    private static Network network() {
        Network network = new Network()
                .vpc("vpc0", "10.0.0.0/12")
                .vpc("vpc1", "10.16.0.0/12")
                .peering("peering", "vpc0", "vpc1");
        for (int i = 0; i < GROUPS; i++) {
            network.group(
                    "sg" + i,
                    "allow out IPv4 any - -",
                    "allow out IPv6 any - -",
                    "allow in IPv4 tcp 443 -",
                    "allow in IPv6 tcp 443 -",
                    "allow in IPv4 tcp 22 10.0.0.0/8",
                    "allow in IPv4 any - group:sg" + i,
                    "deny in IPv4 udp 53 -");
        }
        for (int i = 0; i < SUBNETS; i++) {
            network.subnet(
                    "net" + i, "vpc" + i % 2, block(i) + ".0.0/16", "2001:db8:0:" + Integer.toHexString(i) + "::/64");
        }
        for (int i = 0; i < SERVERS; i++) {
            int net = i % SUBNETS;
            int host = 300 + i / SUBNETS;
            network.server(
                    "s" + i,
                    "net" + net,
                    block(net) + '.' + host / 250 + '.' + host % 250 + " 2001:db8:0:" + Integer.toHexString(net) + "::"
                            + Integer.toHexString(host),
                    "sg" + i % GROUPS);
            if (i % 10 == 0) {
                network.eip("eip" + i, "80.158." + i / 2560 + '.' + i / 10 % 256, "s" + i + "-nic");
            }
        }
        String[] shared = IntStream.range(0, SERVERS / 100)
                .mapToObj(i -> "s" + 100 * i + "-nic")
                .toArray(String[]::new);
        return network.shared("shared", shared)
                .routes("vpc0", Network.route("10.16.0.0/12", RouteType.PEERING, "peering"))
                .routes("vpc1", Network.route("10.0.0.0/12", RouteType.PEERING, "peering"));
    }

    private static String block(int net) {
        return "10." + (16 * (net % 2) + net / 2);
    }

    private static List<Flow> flows(SplittableRandom random) {
        List<Flow> flows = new ArrayList<>();
        for (int i = 0; i < FLOWS; i++) {
            Family family = random.nextInt(3) == 0 ? Family.IPV6 : Family.IPV4;
            Endpoint from = random.nextInt(5) == 0 ? new Endpoint.Internet() : server(random);
            Endpoint to = from instanceof Endpoint.Internet || random.nextInt(5) > 0
                    ? server(random)
                    : new Endpoint.Internet();
            Traffic traffic = switch (random.nextInt(4)) {
                case 0 -> new Traffic.Ping();
                case 1 -> new Traffic.OnePort(Transport.TCP, 22);
                case 2 -> new Traffic.OnePort(Transport.UDP, 53);
                default -> new Traffic.OnePort(Transport.TCP, 443);
            };
            flows.add(new Flow(from, to, family, traffic));
        }
        return flows;
    }

    private static Endpoint server(SplittableRandom random) {
        return new Endpoint.OfServer("s" + random.nextInt(SERVERS));
    }
}
