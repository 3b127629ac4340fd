package dev.twinstack.emulator.reachability.oracle;

import dev.twinstack.emulator.firewall.FirewallGroup;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.natgateway.DnatRule;
import dev.twinstack.emulator.natgateway.NatGateway;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.reachability.Disposition;
import dev.twinstack.emulator.reachability.Endpoint;
import dev.twinstack.emulator.reachability.Traffic;
import dev.twinstack.emulator.reachability.Traffic.Transport;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** How what is on the Internet gets in. */
record Entrance(World world, Roads roads, Walk walk, Kind kind, Predicate<Port> among) {
    /** {@return the address an EIP has on the Internet} */
    static Optional<Addr> publicAddress(PublicIp eip, Family family) {
        return switch (family) {
            case IPV4 -> Optional.of(Addr.of(eip.address()));
            case IPV6 ->
                eip.nat64() instanceof PublicIp.Nat64.At(var address)
                        ? Optional.of(Addr.of(address))
                        : Optional.empty();
        };
    }

    /** A client asks for something in the cloud by its name. */
    void enter(Addr client, Endpoint to) {
        switch (to) {
            case Endpoint.OfPublicIp(String id) ->
                byEip(client, world.publicIp(id).orElseThrow());
            case Endpoint.OfPort(String id) ->
                toPorts(client, world.port(id).stream().toList(), List.of());
            case Endpoint.OfServer(String id) -> {
                List<Port> nics = nics(id);
                new Entrance(world, roads, walk, kind, nics::contains).toPorts(client, nics, vips(id));
            }
            case Endpoint.Host(var address) -> toNobody(Addr.of(address));
            case Endpoint.Internet internet -> throw new IllegalArgumentException("both ends are on the Internet");
        }
    }

    private List<Port> nics(String server) {
        return world.server(server).stream()
                .flatMap(found -> found.interfaces().stream())
                .flatMap(nic -> world.port(nic.port()).stream())
                .toList();
    }

    private List<Port> vips(String server) {
        return nics(server).stream()
                .flatMap(nic -> world.ports().stream()
                        .filter(port -> port.boundTo().contains(nic.id()))
                        .sorted(Comparator.comparing(Port::id)))
                .distinct()
                .toList();
    }

    /** What left the cloud, and may be meant for something in it. */
    void comeBack(Addr source, Addr to) {
        world.snapshot().all(PublicIp.TYPE).stream()
                .filter(eip -> publicAddress(eip, to.family()).equals(Optional.of(to)))
                .findFirst()
                .ifPresent(eip -> {
                    walk.delivered();
                    byEip(source, eip);
                });
        if (to.family() == Family.IPV6) {
            world.snapshot().all(Subnet.TYPE).stream()
                    .filter(subnet -> World.covers(subnet, to))
                    .findFirst()
                    .ifPresent(subnet -> {
                        walk.delivered();
                        world.holder(subnet, to)
                                .ifPresentOrElse(
                                        port -> byItself(source, port), () -> walk.stop(Disposition.ADDRESS_UNUSED));
                    });
        }
    }

    private void toNobody(Addr address) {
        walk.stop(
                address.isPublic() && !world.isInSomeSubnet(address)
                        ? Disposition.NEXT_HOP_NOT_EMULATED
                        : Disposition.ADDRESS_UNUSED);
        walk.stop(address.family() == Family.IPV4 ? Disposition.NO_EIP : Disposition.NOT_IN_SHARED_BANDWIDTH);
    }

    private void toPorts(Addr client, List<Port> nics, List<Port> vips) {
        List<Port> all = new ArrayList<>(nics);
        all.addAll(vips);
        List<Port> addressed = all.stream()
                .filter(port -> World.address(port, client.family()).isPresent())
                .toList();
        if (client.family() == Family.IPV6) {
            toIpv6(client, all, addressed);
            return;
        }
        Optional<PublicIp> eip =
                all.stream().flatMap(port -> roads.effectiveEip(port).stream()).findFirst();
        if (addressed.isEmpty()) {
            walk.stop(Disposition.NO_ADDRESS);
        } else if (eip.isPresent()) {
            byEip(client, eip.get());
        } else {
            byRuleFor(client, all);
        }
    }

    /** By the first port that is on the Internet, by its own address or, failing that, by NAT64. */
    private void toIpv6(Addr client, List<Port> all, List<Port> addressed) {
        for (Port port : all) {
            if (addressed.contains(port) && isOpen(port)) {
                byItself(client, port);
                return;
            }
            Optional<PublicIp> nat64 = roads.effectiveEip(port).filter(eip -> eip.nat64() instanceof PublicIp.Nat64.At);
            if (nat64.isPresent()) {
                byEip(client, nat64.get());
                return;
            }
        }
        if (all.stream()
                .flatMap(port -> world.eipOf(port).stream())
                .anyMatch(eip -> eip.nat64() instanceof PublicIp.Nat64.At)) {
            walk.stop(Disposition.EIP_INEFFECTIVE);
        }
        if (addressed.isEmpty()) {
            walk.stop(Disposition.NO_ADDRESS);
        } else {
            byItself(client, addressed.getFirst());
        }
    }

    private boolean isOpen(Port port) {
        return port.ipv6Bandwidth() instanceof Port.Ipv6Bandwidth.In
                || world.faults().contains(Fault.IPV6_FREE);
    }

    /** By the IPv6 address itself. */
    private void byItself(Addr client, Port port) {
        if (!isOpen(port)) {
            walk.stop(Disposition.NOT_IN_SHARED_BANDWIDTH);
            walk.stop(Disposition.ISOLATED_VPCS);
        }
        String bandwidth = port.ipv6Bandwidth() instanceof Port.Ipv6Bandwidth.In(String id) ? id : "";
        walk.passes(bandwidth, bandwidth);
        World.address(port, Family.IPV6)
                .ifPresent(address -> inside(
                        port,
                        new Packet(client, Set.of(), address, kind, true),
                        place -> home().toInternet(place, client)));
    }

    private Home home() {
        return new Home(world, roads);
    }

    private void byEip(Addr client, PublicIp eip) {
        if (publicAddress(eip, client.family()).isEmpty()) {
            walk.stop(Disposition.NO_ADDRESS);
        }
        switch (eip.binding()) {
            case PublicIp.Binding.Unbound unbound -> walk.stop(Disposition.EIP_NOT_BOUND);
            case PublicIp.Binding.ToPort(String id) -> {
                Optional<Port> port = world.port(id);
                if (port.isPresent() && roads.effectiveEip(port.get()).isEmpty()) {
                    walk.stop(Disposition.EIP_INEFFECTIVE);
                }
                walk.passes(eip.bandwidth(), eip.id());
                boolean four = client.family() == Family.IPV4;
                port.flatMap(found -> World.address(found, Family.IPV4))
                        .ifPresent(address -> inside(
                                port.get(),
                                new Packet(client, Set.of(), address, kind, four),
                                place -> four ? home().toInternet(place, client) : Home.Fate.home(List.of())));
            }
            case PublicIp.Binding.ToGateway(String id) -> byGateway(client, eip, id);
        }
    }

    private void byGateway(Addr client, PublicIp eip, String id) {
        doors().at(eip, id)
                .ifPresentOrElse(
                        door -> byRule(client, door.gateway(), door.rule()),
                        () -> walk.stop(Disposition.NOT_TRANSLATED));
    }

    private Doors doors() {
        return new Doors(world, home(), kind);
    }

    /** By a DNAT rule that leads to one of these ports, asked for by the port that it has inside. */
    private void byRuleFor(Addr client, List<Port> ports) {
        Optional<Doors.Door> door = doors().leadingTo(ports, client);
        if (door.isPresent()) {
            byRule(client, door.get().gateway(), door.get().rule());
            return;
        }
        walk.stop(Disposition.NO_EIP);
        if (ports.stream().anyMatch(port -> world.eipOf(port).isPresent())) {
            walk.stop(Disposition.EIP_INEFFECTIVE);
        }
        ports.forEach(port -> world.place(port, Family.IPV4)
                .ifPresentOrElse(
                        place -> walk.stop(world.ailments(place)), () -> walk.stop(Disposition.VIP_NOT_BOUND)));
    }

    private void byRule(Addr client, NatGateway gateway, DnatRule rule) {
        Kind inside = rule.protocol() == DnatRule.Protocol.ANY
                ? kind
                : new Kind(
                        new Traffic.OnePort(Transport.valueOf(rule.protocol().name()), rule.insidePort()),
                        kind.family());
        Optional<Port> port = switch (rule.target()) {
            case DnatRule.Target.OfPort(String id) -> {
                Optional<Port> found = world.port(id);
                if (found.isEmpty()) {
                    walk.stop(Disposition.BLACKHOLE);
                }
                yield found;
            }
            case DnatRule.Target.OfAddress(var address) -> byAddress(gateway, Addr.of(address));
        };
        walk.passes(world.publicIp(rule.publicIp()).orElseThrow().bandwidth(), gateway.id());
        port.flatMap(found -> World.address(found, Family.IPV4))
                .ifPresent(address -> inside(
                        port.get(),
                        new Packet(client, Set.of(), address, inside, true),
                        place -> home().byGateway(place, client, gateway)));
    }

    private Optional<Port> byAddress(NatGateway gateway, Addr address) {
        Optional<Subnet> subnet = world.vpc(gateway.vpc()).flatMap((Vpc vpc) -> world.local(vpc, address));
        Optional<Port> port = subnet.flatMap(found -> world.holder(found, address));
        if (port.isEmpty()) {
            walk.stop(subnet.isEmpty() ? Disposition.NEXT_HOP_NOT_EMULATED : Disposition.ADDRESS_UNUSED);
        }
        return port;
    }

    /**
     * @param answers what becomes of the answers from there
     */
    private void inside(Port port, Packet packet, Function<Place, Home.Fate> answers) {
        Subnet subnet = world.subnetOf(port);
        Optional<Place> place = world.place(port, packet.destination().family(), among);
        place.ifPresent(there -> walk.answer(answers.apply(there)));
        walk.cross(subnet, place.map(Place::nic), FirewallGroup.Direction.INGRESS, packet);
        walk.land(subnet, packet, Optional.of(port), among);
    }
}
