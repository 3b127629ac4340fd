package dev.twinstack.emulator.server;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.region.Image;
import dev.twinstack.emulator.server.Server.Nic;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.subnet.Subnet.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the system inside a server shows of its network. That a port has an IPv6 address does not mean that the guest
 * has asked for it (SEED-28, SEED-29).
 *
 * @param interfaces in the order of the NICs; none while the server is off
 */
public record GuestView(List<Interface> interfaces, Image.Style style) {
    /** A DHCPv6 lease is a single address: the prefix comes from elsewhere. */
    private static final int IPV6_LEASE = 128;

    public GuestView {
        interfaces = List.copyOf(interfaces);
    }

    /**
     * One interface.
     *
     * @param name {@code eth0} for the primary NIC
     * @param port the NIC's id
     * @param linkLocal whether the IPv6 stack is on, so that it has an {@code fe80::} address
     */
    public record Interface(String name, String port, String mac, List<Address> addresses, boolean linkLocal) {
        public Interface {
            addresses = List.copyOf(addresses);
        }

        /** {@return its addresses of a family, without the link-local one} */
        public List<IpAddress> addresses(Family family) {
            return addresses.stream()
                    .map(Address::address)
                    .filter(address -> address.family() == family)
                    .toList();
        }
    }

    /**
     * @param subnet the range it is from, to tell netmask and broadcast address
     */
    public record Address(IpAddress address, int prefixLength, IpRange subnet) {}

    /** A NIC with its port, and the subnet that is in. */
    public record Wired(Nic nic, Port port, Subnet subnet) {}

    /** {@return what a server of this project shows} */
    public static GuestView of(Snapshot snapshot, Catalogue catalogue, Server server) {
        List<Wired> wired = new ArrayList<>();
        for (Nic nic : server.interfaces()) {
            Optional<Port> port = snapshot.find(Port.TYPE, nic.port());
            Optional<Subnet> subnet = port.flatMap(found -> snapshot.find(Subnet.TYPE, found.subnet()));
            if (port.isPresent() && subnet.isPresent()) {
                wired.add(new Wired(nic, port.get(), subnet.get()));
            }
        }
        return of(server, catalogue.image(server.image()).orElseThrow(), wired);
    }

    public static GuestView of(Server server, Image image, List<Wired> wired) {
        List<Interface> interfaces = new ArrayList<>();
        if (server.isRunning()) {
            for (Wired one : wired) {
                interfaces.add(new Interface(
                        "eth" + interfaces.size(),
                        one.port().id(),
                        one.port().mac(),
                        addresses(one, asksForIpv6(one.nic(), image)),
                        image.ipv6()));
            }
        }
        return new GuestView(interfaces, image.style());
    }

    /** {@return whether the guest shows {@code address} on one of its interfaces} */
    public boolean shows(IpAddress address) {
        return interfaces.stream()
                .anyMatch(one -> one.addresses(address.family()).contains(address));
    }

    /**
     * A NIC that was there at boot asks by itself where the image does (SEED-30); one added to a running guest does not
     * (IP6-17); after the set-up was run in the guest, all it was run for do.
     */
    private static boolean asksForIpv6(Nic nic, Image image) {
        return image.ipv6() && (nic.ipv6Enabled() || image.ipv6Assigned() && !nic.hotPlugged());
    }

    /**
     * Without DHCP there is no address at all (DHC-01). ASSUMED: turning DHCP off also takes the addresses of servers
     * that had one, once their leases end; check by turning it off under a running server.
     */
    private static List<Address> addresses(Wired wired, boolean ipv6) {
        List<Address> addresses = new ArrayList<>();
        if (wired.subnet().dhcp().enabled()) {
            wired.port().ipv4().ifPresent(address -> {
                IpRange range = range(wired.subnet(), address);
                addresses.add(new Address(address, range.prefixLength(), range));
            });
            if (ipv6) {
                wired.port()
                        .ipv6()
                        .ifPresent(address ->
                                addresses.add(new Address(address, IPV6_LEASE, range(wired.subnet(), address))));
            }
        }
        return addresses;
    }

    private static IpRange range(Subnet subnet, IpAddress address) {
        return subnet.segment(address.family()).map(Segment::range).orElseGet(() -> IpRange.host(address));
    }
}
