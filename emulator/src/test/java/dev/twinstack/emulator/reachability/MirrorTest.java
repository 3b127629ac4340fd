package dev.twinstack.emulator.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Properties of random dual-stack networks in which everything there is for IPv4 is there for IPv6 as well. */
class MirrorTest {
    private static final String PROPERTY = "twinstack.seed";
    private static final int RUNS = 15;
    private static final List<Traffic> TRAFFIC = List.of(
            new Traffic.Ping(),
            new Traffic.AnyProtocol(),
            new Traffic.OnePort(Transport.TCP, 80),
            new Traffic.OnePort(Transport.UDP, 80));

    private final List<String> servers = new ArrayList<>();
    private final Network network = new Network();

    /** Two VPCs with two subnets each, and in each some servers with random groups, EIPs and power. */
    private void build(Random random) {
        network.shared("bw");
        for (int group = 0; group < 4; group++) {
            network.group("g" + group, rules(random));
        }
        for (int net = 0; net < 4; net++) {
            int vpc = net / 2;
            network.vpc("vpc" + vpc, "10." + vpc + ".0.0/16")
                    .subnet("net" + net, "vpc" + vpc, "10." + vpc + "." + net + ".0/24", "2001:db8:0:" + net + "::/64");
            for (int host = 10; host < 10 + random.nextInt(1, 4); host++) {
                server(random, net, host);
            }
        }
    }

    private void server(Random random, int net, int host) {
        String name = "s" + net + "-" + host;
        servers.add(name);
        String addresses = "10." + net / 2 + "." + net + "." + host + " 2001:db8:0:" + net + "::" + host;
        network.server(name, "net" + net, addresses, "g" + random.nextInt(4), "g" + random.nextInt(4));
        if (random.nextBoolean()) {
            network.eip("eip-" + name, "198.18." + net + "." + host, name + "-nic")
                    .shared("bw", name + "-nic");
        }
        if (random.nextInt(8) == 0) {
            network.stopped(name);
        }
    }

    private static String[] rules(Random random) {
        List<String> rules = new ArrayList<>();
        for (int i = 0; i < random.nextInt(1, 6); i++) {
            String action = random.nextInt(4) == 0 ? "deny " : "allow ";
            String direction = random.nextBoolean() ? "in " : "out ";
            String[] what = {"any -", "tcp -", "tcp 80", "udp 1-100", "icmp -"};
            String matched = what[random.nextInt(what.length)];
            String group = random.nextBoolean() ? "-" : "group:g" + random.nextInt(4);
            String priority = " " + random.nextInt(1, 4);
            rules.add(action + direction + "IPv4 " + matched + ' ' + group + priority);
            rules.add(action + direction + "IPv6 " + matched + ' ' + group + priority);
        }
        return rules.toArray(String[]::new);
    }

    private static void forAll(java.util.function.Consumer<Random> property) {
        Long given = Long.getLong(PROPERTY);
        Random seeds = new Random();
        for (int run = 0; run < (given == null ? RUNS : 1); run++) {
            long seed = given == null ? seeds.nextLong() : given;
            try {
                property.accept(new Random(seed));
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError(
                        "fails with -D" + PROPERTY + "=" + seed + ": " + failure.getMessage(), failure);
            }
        }
    }

    @Test
    void bothFamiliesFareAlikeWithinAVpcAndWithTheInternet() {
        forAll(random -> {
            MirrorTest mirror = new MirrorTest();
            mirror.build(random);
            for (String from : mirror.servers) {
                for (String to : mirror.ends()) {
                    if (!mirror.acrossVpcs(from, to)) {
                        mirror.checkAlike(from, to);
                    }
                }
            }
            mirror.servers.forEach(to -> mirror.checkAlike("internet", to));
        });
    }

    private List<String> ends() {
        List<String> ends = new ArrayList<>(servers);
        ends.add("internet");
        return ends;
    }

    /** The IPv6 addresses of two VPCs may meet on the Internet, their private IPv4 addresses never. */
    private boolean acrossVpcs(String from, String to) {
        return !to.equals("internet") && (from.charAt(1) - '0') / 2 != (to.charAt(1) - '0') / 2;
    }

    private void checkAlike(String from, String to) {
        for (Traffic traffic : TRAFFIC) {
            Trace ipv4 = network.trace(from, to, Family.IPV4, traffic);
            Trace ipv6 = network.trace(from, to, Family.IPV6, traffic);
            assertThat(mirrored(ipv6.disposition())).as("%s%n%s", ipv4, ipv6).isEqualTo(ipv4.disposition());
            assertThat(ipv6.hops()).as("%s%n%s", ipv4, ipv6).hasSameSizeAs(ipv4.hops());
        }
    }

    private static Disposition mirrored(Disposition ipv6) {
        return ipv6 == Disposition.NOT_IN_SHARED_BANDWIDTH ? Disposition.NO_EIP : ipv6;
    }

    @Test
    void whoNeverMeetsARuleIsHeardBothWays() {
        forAll(random -> {
            MirrorTest mirror = new MirrorTest();
            mirror.build(random);
            mirror.servers.forEach(server -> mirror.network.switches(server + "-nic", true, false, false));
            for (String one : mirror.servers) {
                for (String other : mirror.servers) {
                    for (Family family : Family.values()) {
                        Trace there = mirror.network.trace(one, other, family, TRAFFIC.getFirst());
                        Trace back = mirror.network.trace(other, one, family, TRAFFIC.getFirst());
                        assertThat(there.reachable()).as("%s%n%s", there, back).isEqualTo(back.reachable());
                    }
                }
            }
        });
    }

    @Test
    void theSameQuestionHasTheSameAnswer() {
        forAll(random -> {
            MirrorTest mirror = new MirrorTest();
            mirror.build(random);
            String from = mirror.servers.get(random.nextInt(mirror.servers.size()));
            String to = mirror.ends().get(random.nextInt(mirror.ends().size()));
            Traffic traffic = TRAFFIC.get(random.nextInt(TRAFFIC.size()));
            assertThat(mirror.network.trace(from, to, Family.IPV6, traffic))
                    .isEqualTo(mirror.network.trace(from, to, Family.IPV6, traffic));
        });
    }
}
