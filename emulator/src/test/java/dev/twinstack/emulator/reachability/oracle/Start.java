package dev.twinstack.emulator.reachability.oracle;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.reachability.Disposition;
import dev.twinstack.emulator.reachability.Endpoint;
import dev.twinstack.emulator.reachability.Flow;
import dev.twinstack.emulator.server.Server;
import java.util.List;
import java.util.Optional;

/** Which port inside the cloud sends the packet, and to which address. */
record Start(World world, Walk walk, Flow flow) {
    void from(Endpoint end) {
        switch (end) {
            case Endpoint.OfServer(String id) -> begin(world.nics(id, flow.family()), allNics(id));
            case Endpoint.OfPort(String id) -> begin(withAddress(portList(id)), portList(id));
            case Endpoint.OfPublicIp(String id) -> beginAt(world.publicIp(id).orElseThrow());
            case Endpoint.Internet internet -> throw new IllegalArgumentException("not in the cloud: " + end);
            case Endpoint.Host host -> throw new IllegalArgumentException("not in the cloud: " + end);
        }
    }

    private List<Port> allNics(String server) {
        return world.server(server).stream()
                .flatMap(found -> found.interfaces().stream())
                .map(Server.Nic::port)
                .flatMap(port -> world.port(port).stream())
                .toList();
    }

    private List<Port> portList(String id) {
        return world.port(id).stream().toList();
    }

    private List<Port> withAddress(List<Port> ports) {
        return ports.stream()
                .filter(port -> World.address(port, flow.family()).isPresent())
                .toList();
    }

    private void beginAt(PublicIp eip) {
        if (eip.binding() instanceof PublicIp.Binding.ToPort(String port)) {
            begin(withAddress(portList(port)), portList(port));
        } else {
            walk.stop(Disposition.EIP_NOT_BOUND);
            if (flow.family() == Family.IPV6) {
                walk.stop(Disposition.NO_ADDRESS);
            }
        }
    }

    /**
     * @param senders the ports with an address of the family that may send, the likeliest first
     * @param all those without one too
     */
    private void begin(List<Port> senders, List<Port> all) {
        if (senders.isEmpty()) {
            walk.stop(Disposition.NO_ADDRESS);
            if (all.stream()
                    .flatMap(port -> world.eipOf(port).stream())
                    .anyMatch(eip -> eip.nat64() instanceof PublicIp.Nat64.At)) {
                walk.stop(Disposition.NAT64_INBOUND_ONLY);
            }
            ail(all);
            return;
        }
        switch (flow.to()) {
            case Endpoint.Internet internet -> first(senders, new Addr.Somewhere(flow.family()), Optional.empty());
            case Endpoint.Host(var address) -> {
                Addr to = Addr.of(address);
                Port sender = senders.stream()
                        .filter(port -> World.covers(world.subnetOf(port), to))
                        .findFirst()
                        .orElse(senders.getFirst());
                first(List.of(sender), to, Optional.empty());
            }
            case Endpoint.OfPublicIp(String id) ->
                toEip(senders, world.publicIp(id).orElseThrow());
            case Endpoint.OfServer(String id) -> toPorts(senders, world.nics(id, flow.family()));
            case Endpoint.OfPort(String id) -> toPorts(senders, withAddress(portList(id)));
        }
    }

    private void toEip(List<Port> senders, PublicIp eip) {
        Optional<Addr> address = Entrance.publicAddress(eip, flow.family());
        if (address.isPresent()) {
            first(senders, address.get(), Optional.empty());
        } else {
            walk.stop(Disposition.NO_ADDRESS);
            ail(senders);
        }
    }

    /** What is wrong with ends that do not even have addresses to speak of. */
    private void ail(List<Port> ports) {
        for (Port port : ports) {
            world.place(port, flow.family()).ifPresent(place -> walk.stop(world.ailments(place)));
            List<Port> carriers = world.carriers(port);
            carriers.forEach(nic -> walk.stop(world.power(nic)));
            if (carriers.isEmpty()) {
                walk.stop(Disposition.VIP_NOT_BOUND);
            }
        }
    }

    /** Both ends use NICs in one subnet if they have such, and otherwise their primary ones. */
    private void toPorts(List<Port> senders, List<Port> receivers) {
        for (Port sender : senders) {
            for (Port receiver : receivers) {
                if (sender.subnet().equals(receiver.subnet())) {
                    first(
                            List.of(sender),
                            World.address(receiver, flow.family()).orElseThrow(),
                            Optional.of(receiver));
                    return;
                }
            }
        }
        if (receivers.isEmpty()) {
            walk.stop(Disposition.NO_ADDRESS);
            ail(senders);
            return;
        }
        Port receiver = receivers.getFirst();
        first(senders, World.address(receiver, flow.family()).orElseThrow(), Optional.of(receiver));
    }

    private void first(List<Port> senders, Addr to, Optional<Port> goal) {
        Optional<Place> from = world.place(senders.getFirst(), flow.family());
        if (from.isEmpty()) {
            walk.stop(Disposition.VIP_NOT_BOUND);
            return;
        }
        walk.stop(world.ailments(from.get()));
        walk.begin(from.get(), to, goal);
    }
}
