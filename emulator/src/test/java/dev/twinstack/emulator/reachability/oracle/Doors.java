package dev.twinstack.emulator.reachability.oracle;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.natgateway.DnatRule;
import dev.twinstack.emulator.natgateway.NatGateway;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.reachability.Traffic;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which DNAT rule lets a packet in. */
record Doors(World world, Home home, Kind kind) {
    record Door(NatGateway gateway, DnatRule rule) {}

    private List<Door> all() {
        List<Door> all = new ArrayList<>();
        for (NatGateway gateway : world.snapshot().all(NatGateway.TYPE)) {
            gateway.dnatRules().forEach(rule -> all.add(new Door(gateway, rule)));
        }
        return all;
    }

    /** {@return the first rule at an EIP of a gateway} */
    Optional<Door> at(PublicIp eip, String gateway) {
        return all().stream()
                .filter(door -> door.gateway().id().equals(gateway)
                        && door.rule().publicIp().equals(eip.id()))
                .filter(door -> isAt(door.rule(), door.rule().outsidePort()))
                .findFirst();
    }

    /**
     * {@return a rule that leads to one of these ports, asked for by the port that it has inside} The first by whose gateway
     * the answers leave; if there is none, the first.
     */
    Optional<Door> leadingTo(List<Port> ports, Addr client) {
        List<Door> fitting = new ArrayList<>();
        List<Door> good = new ArrayList<>();
        for (Door door : all()) {
            for (Port port : ports) {
                if (isAt(door.rule(), door.rule().insidePort()) && leadsTo(door, port)) {
                    fitting.add(door);
                    if (letsOut(door, port, client)) {
                        good.add(door);
                    }
                    break;
                }
            }
        }
        boolean any = good.isEmpty() || world.faults().contains(Fault.FIRST_DNAT_RULE);
        return (any ? fitting : good).stream().findFirst();
    }

    /** {@return whether a rule is about this traffic at a port of one of its sides} */
    private boolean isAt(DnatRule rule, int port) {
        return switch (rule.protocol()) {
            case TCP -> kind.isTo(Transport.TCP, port);
            case UDP -> kind.isTo(Transport.UDP, port);
            case ANY -> !(kind.traffic() instanceof Traffic.AnyProtocol);
        };
    }

    private boolean leadsTo(Door door, Port port) {
        return switch (door.rule().target()) {
            case DnatRule.Target.OfPort(String id) -> id.equals(port.id());
            case DnatRule.Target.OfAddress(var to) ->
                World.address(port, Family.IPV4).equals(Optional.of(Addr.of(to)))
                        && world.subnetOf(port).vpc().isIn(door.gateway().vpc());
        };
    }

    /** Whoever carries a virtual IP, its subnet is the same. */
    private boolean letsOut(Door door, Port port, Addr client) {
        Optional<Addr> address = World.address(port, Family.IPV4);
        return address.isPresent()
                && home.byGateway(new Place(port, port, world.subnetOf(port), address.get()), client, door.gateway())
                        .why()
                        .isEmpty();
    }
}
