package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.server.Server;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which of its addresses an end uses. */
final class Faces {
    private final Topology topology;
    private final Family family;

    Faces(Topology topology, Family family) {
        this.topology = topology;
        this.family = family;
    }

    /**
     * {@return the station a flow starts from, or takes inside the cloud; empty for an end outside it or an EIP that is
     * bound to nothing} Of several NICs a guest takes one in the other end's subnet, otherwise the first, which is the
     * primary one: its default route goes there.
     */
    Optional<Station> inside(Endpoint end, List<Station> others) {
        return all(end).stream().min(Comparator.comparingInt(station -> distance(station, others)));
    }

    /** {@return the station a flow to an address starts from} A guest sends to its own subnets by the NIC it has there. */
    Optional<Station> towards(Endpoint end, IpAddress address) {
        return all(end).stream()
                .min(Comparator.comparingInt(station ->
                        distance(station, List.of()) - (Topology.covers(station.subnet(), address) ? 1 : 0)));
    }

    private int distance(Station station, List<Station> others) {
        int without = station.address(family).isPresent() ? 0 : 3;
        if (others.stream().anyMatch(station::sharesSubnet)) {
            return without;
        }
        return without + (others.stream().anyMatch(station::sharesVpc) ? 1 : 2);
    }

    /** {@return every station of an end, in order of preference} */
    List<Station> all(Endpoint end) {
        return switch (end) {
            case Endpoint.Internet internet -> List.of();
            case Endpoint.Host host -> List.of();
            case Endpoint.OfServer(String id) -> topology.stations(topology.get(Server.TYPE, id));
            case Endpoint.OfPort(String id) -> List.of(topology.station(topology.get(Port.TYPE, id)));
            case Endpoint.OfPublicIp(String id) ->
                bound(topology.get(PublicIp.TYPE, id)).stream().toList();
        };
    }

    /** {@return where an EIP leads} */
    Optional<Station> bound(PublicIp publicIp) {
        return publicIp.binding() instanceof PublicIp.Binding.ToPort(String port)
                ? topology.snapshot().find(Port.TYPE, port).map(topology::station)
                : Optional.empty();
    }

    /**
     * {@return the station by which the Internet may reach an end} For a server that is its first NIC, or else the first
     * virtual IP bound to one of its NICs, with a public address; if there is none, the NIC that lacks it least.
     */
    Optional<Station> outside(Endpoint end) {
        return reachable(end).stream().min(Comparator.comparingInt(this::seclusion));
    }

    /**
     * {@return every station of an end, for a server also the virtual IPs bound to one of its NICs} As the question is
     * about the server, only its own NICs carry them.
     */
    List<Station> reachable(Endpoint end) {
        List<Station> nics = all(end);
        List<Station> virtualIps = end instanceof Endpoint.OfServer ? topology.virtualIps(nics) : List.of();
        List<String> own = nics.stream().map(nic -> nic.face().id()).toList();
        return Stream.concat(nics.stream(), virtualIps.stream().map(vip -> carriedBy(own, vip)))
                .toList();
    }

    private static Station carriedBy(List<String> nics, Station vip) {
        List<Port> carriers = vip.carriers().stream()
                .filter(carrier -> nics.contains(carrier.id()))
                .toList();
        return new Station(vip.face(), carriers, vip.subnet());
    }

    /** {@return a station as it is meant by who asks for an end} */
    Station asked(Endpoint end, Station station) {
        return reachable(end).stream()
                .filter(meant -> meant.face().id().equals(station.face().id()))
                .findFirst()
                .orElse(station);
    }

    private int seclusion(Station station) {
        if (isPublic(station)) {
            return 0;
        }
        if (topology.publicAddress(station.face(), family).isPresent()) {
            return EipInUse.of(topology, station).isPresent() ? 0 : 1;
        }
        return station.address(family).isPresent() ? 2 : 3;
    }

    /** {@return whether the station's own address is one of the Internet's} Only IPv6 has those (IP6-21). */
    boolean isPublic(Station station) {
        return family == Family.IPV6
                && station.address(family).isPresent()
                && station.face().ipv6Bandwidth() instanceof Port.Ipv6Bandwidth.In;
    }
}
