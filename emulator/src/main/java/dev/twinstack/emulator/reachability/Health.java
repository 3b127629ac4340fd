package dev.twinstack.emulator.reachability;

import static dev.twinstack.emulator.reachability.SecurityFilter.words;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.server.GuestView;
import dev.twinstack.emulator.server.Server;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Whether a station can send and take anything at all. */
final class Health {
    private final Topology topology;
    private final Catalogue catalogue;
    private final Carriers carriers;

    Health(Topology topology, Catalogue catalogue, Carriers carriers) {
        this.topology = topology;
        this.catalogue = catalogue;
        this.carriers = carriers;
    }

    /** {@return the station with the NIC first that carries it, which is one that works, where it has several} */
    Station settled(Station station, Family family) {
        if (station.carriers().size() < 2) {
            return station;
        }
        List<Port> working = station.carriers().stream()
                .filter(nic -> halt(station, nic, family).isEmpty())
                .toList();
        carriers.met(station.face(), working);
        List<Port> sorted = station.carriers().stream()
                .sorted(Comparator.comparing((Port nic) -> !carriers.isChosen(station.face(), nic))
                        .thenComparing(nic -> !working.contains(nic)))
                .toList();
        return new Station(station.face(), sorted, station.subnet());
    }

    /** {@return why the station is mute, if it is} */
    Optional<Halt> halt(Station station, Family family) {
        Node face = Nodes.of(station.face());
        if (station.nic().isEmpty()) {
            return Optional.of(Halt.of(
                    Disposition.VIP_NOT_BOUND,
                    face,
                    "The virtual IP " + face.label() + " is bound to no NIC, so nobody answers for it.",
                    "VIP-03"));
        }
        return halt(station, station.nic().get(), family);
    }

    private Optional<Halt> halt(Station station, Port nic, Family family) {
        Node port = Nodes.of(nic);
        Optional<Server> server = topology.server(nic);
        if (server.isEmpty()) {
            return Optional.of(Halt.of(
                    Disposition.PORT_NOT_ATTACHED, port, "The port " + port.label() + detached(nic), "PORT-07"));
        }
        if (!nic.adminStateUp()) {
            return Optional.of(
                    Halt.of(Disposition.PORT_DOWN, port, "The admin state of port " + port.label() + " is down.")
                            .remediedBy(new Remedy.RaisePort(nic.id())));
        }
        if (!server.get().isRunning()) {
            Node node = Nodes.of(server.get());
            return Optional.of(
                    Halt.of(Disposition.SERVER_STOPPED, node, "The server " + node.label() + " is not running.")
                            .remediedBy(new Remedy.StartServer(server.get().id())));
        }
        return station.address(family)
                .map(address -> inGuest(station, server.get(), address))
                .orElseGet(() -> Optional.of(withoutAddress(station, family)));
    }

    private static String detached(Port nic) {
        return nic.device() instanceof Port.Device.OfService(EntityRef service)
                ? " is that of the " + service.type() + " " + service.id() + ", where nothing listens."
                : " is attached to no server.";
    }

    private Halt withoutAddress(Station station, Family family) {
        Node face = Nodes.of(station.face());
        String cite = family == Family.IPV6 ? "SEED-09" : "PORT-01";
        return Halt.of(
                Disposition.NO_ADDRESS,
                face,
                "The port " + face.label() + " has no " + words(family) + " address.",
                cite);
    }

    private GuestView guest(Server server) {
        return GuestView.of(topology.snapshot(), catalogue, server);
    }

    /** A virtual IP is set up inside the guest by its owner, which the cloud does not see (VIP-09). */
    private Optional<Halt> inGuest(Station station, Server server, IpAddress address) {
        if (station.face().isVip() || guest(server).shows(address)) {
            return Optional.empty();
        }
        Node node = Nodes.of(server);
        return Optional.of(
                switch (address.family()) {
                    case IPV6 ->
                        Halt.of(
                                        Disposition.ADDRESS_NOT_IN_GUEST,
                                        node,
                                        "The guest of " + node.label() + " has not obtained its address " + address
                                                + ": it does not ask by itself, and was not set up by hand.",
                                        "SEED-29",
                                        "SEED-30")
                                .remediedBy(new Remedy.ObtainIpv6(server.id()));
                    case IPV4 ->
                        Halt.of(
                                Disposition.ADDRESS_NOT_IN_GUEST,
                                node,
                                "The guest of " + node.label() + " has no address: DHCP is off in its subnet.",
                                "DHC-01");
                });
    }
}
