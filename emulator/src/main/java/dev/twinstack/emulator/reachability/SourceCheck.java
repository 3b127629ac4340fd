package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.port.Port.AddressPair;
import dev.twinstack.emulator.reachability.Step.Ruling;
import java.util.List;
import java.util.Optional;

/**
 * Whether a NIC may send from an address, and forward what is not addressed to it. Source: API reference, "Creating a Port",
 * allowed_address_pairs and port_security_enabled.
 *
 * <p>ASSUMED: a guest sends for a virtual IP with the MAC of its NIC, so a pair with another MAC lets nothing of it pass
 * (PORT-09); check with a pair that names a virtual router's MAC.
 */
final class SourceCheck {
    /** Among the allowed address pairs of a port, this turns its source and destination check off (PORT-08). */
    static final String OFF = "1.1.1.1/0";

    private SourceCheck() {}

    /** {@return why a station's NIC may not send from its address, if it may not} */
    static Optional<Halt> denied(Station station, Family family) {
        Port nic = station.nic().orElseThrow();
        IpAddress address = station.address(family).orElseThrow();
        if (!station.face().isVip() || !nic.portSecurity() || pair(nic, address).isPresent()) {
            return Optional.empty();
        }
        Node port = Nodes.of(nic);
        return Optional.of(Halt.of(
                        Disposition.SOURCE_ADDRESS_DENIED,
                        port,
                        port.label() + " may not send from the virtual IP " + address
                                + ": none of its allowed address pairs is about that address and its own MAC.",
                        "PORT-09",
                        "VIP-03")
                .remediedBy(new Remedy.PairAddress(nic.id(), address)));
    }

    /** {@return the step by which a station's NIC sends from its address} */
    static Step.Check sends(Station station, Family family) {
        Port nic = station.nic().orElseThrow();
        Node port = Nodes.of(nic);
        IpAddress address = station.address(family).orElseThrow();
        if (!station.face().isVip()) {
            return new Step.Check(
                    port,
                    new Ruling("", "own address"),
                    port.label() + " sends from its own address " + address + '.',
                    List.of("PORT-01"));
        }
        return nic.portSecurity()
                ? byPair(port, pair(nic, address).orElseThrow().ipAddress(), "may send from " + address, "VIP-03")
                : unchecked(port, "may send from any address");
    }

    /** {@return the way, with answers that the station sends, if it may} */
    static Way answered(Way way, Node here, Station station, Family family) {
        return denied(station, family)
                .map(halt -> way.unanswered(here, halt))
                .orElseGet(() -> way.answered(here, sends(station, family)));
    }

    private static Step.Check byPair(Node port, String pair, String what, String cite) {
        return new Step.Check(
                port,
                new Ruling(pair, "allowed address pair " + pair),
                port.label() + ' ' + what + ", by its allowed address pair " + pair + '.',
                List.of(cite, "PORT-08"));
    }

    private static Step.Check unchecked(Node port, String what) {
        return new Step.Check(
                port,
                new Ruling("", "port security is off"),
                port.label() + ' ' + what + ", as its port security is off.",
                List.of("PORT-11"));
    }

    private static Optional<AddressPair> pair(Port nic, IpAddress address) {
        return nic.addressPairs().stream()
                .filter(pair ->
                        pair.ipAddress().equals(OFF) || pair.mac().equalsIgnoreCase(nic.mac()) && pair.covers(address))
                .findFirst();
    }

    /** {@return why a NIC drops what is not addressed to it, if it does} (RT-25) */
    static Optional<Halt> stuck(Port nic, Node here) {
        return !nic.portSecurity() || isOff(nic)
                ? Optional.empty()
                : Optional.of(Halt.of(
                                Disposition.DROPPED_BY_SOURCE_DESTINATION_CHECK,
                                Nodes.of(nic),
                                here.label() + " may not forward: the source/destination check of its NIC is on.",
                                "RT-25",
                                "PORT-08")
                        .remediedBy(new Remedy.LetForward(nic.id())));
    }

    /** {@return the step by which a NIC forwards} */
    static Step.Check forwards(Port nic) {
        Node port = Nodes.of(nic);
        return isOff(nic) ? byPair(port, OFF, "may forward", "RT-25") : unchecked(port, "may forward");
    }

    private static boolean isOff(Port nic) {
        return nic.addressPairs().stream().anyMatch(pair -> pair.ipAddress().equals(OFF));
    }
}
