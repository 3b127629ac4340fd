package dev.twinstack.emulator.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.region.Image;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.server.GuestView.Wired;
import dev.twinstack.emulator.server.Server.Nic;
import dev.twinstack.emulator.server.Server.Power;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.subnet.SubnetEvent;
import dev.twinstack.emulator.subnet.SubnetEvent.StoredSegment;
import dev.twinstack.emulator.subnet.SubnetRules;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuestViewTest {
    private static final Catalogue CATALOGUE = Catalogue.of(RegionSettings.of("eu-de"));
    private static final Image DEBIAN = image("Standard_Debian_11_latest");
    private static final Image UBUNTU_16 = image("Standard_Ubuntu_16.04_latest");
    private static final IpAddress IPV4 = IpAddress.of("192.168.20.5");
    private static final IpAddress IPV6 = IpAddress.of("2001:db8:0:1::5");
    private static final Port PORT = Ports.port("n1", "net", "fa:16:3e:95:88:3f", IPV4.toString(), IPV6.toString());

    @Test
    void ubuntu16ShowsItsIpv6AddressAtOnce() {
        assertThat(shown(UBUNTU_16, new Nic("n1", true, false, false))).containsExactly(IPV4, IPV6);
    }

    @Test
    void otherImagesShowItOnceItWasEnabledInTheGuest() {
        assertThat(shown(DEBIAN, new Nic("n1", true, false, false))).containsExactly(IPV4);
        assertThat(shown(DEBIAN, new Nic("n1", true, false, true))).containsExactly(IPV4, IPV6);
    }

    @Test
    void aHotPluggedNicShowsItOnceItWasEnabledInTheGuestWhateverTheImage() {
        assertThat(shown(UBUNTU_16, new Nic("n1", true, true, false))).containsExactly(IPV4);
        assertThat(shown(UBUNTU_16, new Nic("n1", true, true, true))).containsExactly(IPV4, IPV6);
    }

    @Test
    void withoutDhcpThereIsNoAddress() {
        Nic nic = new Nic("n1", true, false, true);
        assertThat(GuestView.of(server(Power.ACTIVE, nic), UBUNTU_16, List.of(new Wired(nic, PORT, subnet(false))))
                        .interfaces()
                        .getFirst()
                        .addresses())
                .isEmpty();
    }

    @Test
    void aServerThatIsOffShowsNothing() {
        Nic nic = new Nic("n1", true, false, true);
        GuestView view =
                GuestView.of(server(Power.SHUTOFF, nic), UBUNTU_16, List.of(new Wired(nic, PORT, subnet(true))));
        assertThat(view.interfaces()).isEmpty();
        assertThat(view.shows(IPV4)).isFalse();
        assertThat(Ifconfig.of(view)).isEmpty();
    }

    @Test
    void printsAsNetToolsTwoDo() {
        assertThat(text(DEBIAN, new Nic("n1", true, false, true)))
                .startsWith("""
                eth0: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500
                        inet 192.168.20.5  netmask 255.255.255.0  broadcast 192.168.20.255
                        inet6 2001:db8:0:1::5  prefixlen 128  scopeid 0x0<global>
                        inet6 fe80::f816:3eff:fe95:883f  prefixlen 64  scopeid 0x20<link>
                        ether fa:16:3e:95:88:3f  txqueuelen 1000  (Ethernet)
                        RX packets 0  bytes 0 (0.0 B)
                """)
                .contains("\nlo: flags=73<UP,LOOPBACK,RUNNING>  mtu 65536\n        inet 127.0.0.1");
    }

    @Test
    void printsAsOlderNetToolsDoOnUbuntu16() {
        assertThat(text(UBUNTU_16, new Nic("n1", true, false, false)))
                .startsWith("""
                eth0      Link encap:Ethernet  HWaddr fa:16:3e:95:88:3f
                          inet addr:192.168.20.5  Bcast:192.168.20.255  Mask:255.255.255.0
                          inet6 addr: 2001:db8:0:1::5/128 Scope:Global
                          inet6 addr: fe80::f816:3eff:fe95:883f/64 Scope:Link
                          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1
                """)
                .contains("\nlo        Link encap:Local Loopback\n          inet addr:127.0.0.1");
    }

    /** With the stack on but no address asked for, only the link-local one shows (user guide, figure 8). */
    @Test
    void showsTheLinkLocalAddressWhereIpv6IsNotAskedFor() {
        assertThat(text(DEBIAN, new Nic("n1", true, false, false)))
                .contains("fe80::f816:3eff:fe95:883f")
                .doesNotContain("2001:db8");
    }

    private static List<IpAddress> shown(Image image, Nic nic) {
        GuestView.Interface eth0 = view(image, nic).interfaces().getFirst();
        assertThat(eth0.name()).isEqualTo("eth0");
        List<IpAddress> addresses = new java.util.ArrayList<>(eth0.addresses(Family.IPV4));
        addresses.addAll(eth0.addresses(Family.IPV6));
        return addresses;
    }

    private static String text(Image image, Nic nic) {
        return Ifconfig.of(view(image, nic));
    }

    private static GuestView view(Image image, Nic nic) {
        return GuestView.of(server(Power.ACTIVE, nic), image, List.of(new Wired(nic, PORT, subnet(true))));
    }

    private static Server server(Power power, Nic nic) {
        return new Server("s1", ServerRulesTest.spec("s3.large.2"), List.of(nic), power, Instant.EPOCH, Instant.EPOCH);
    }

    private static Subnet subnet(boolean dhcp) {
        return new SubnetRules()
                .opened(new SubnetEvent.Opened(
                        "net",
                        "vpc",
                        "net",
                        "",
                        List.of(
                                segment(Family.IPV4, "n4", "192.168.20.0/24"),
                                segment(Family.IPV6, "n6", "2001:db8:0:1::/64")),
                        dhcp,
                        List.of(),
                        List.of(),
                        "",
                        false,
                        true,
                        Instant.EPOCH));
    }

    private static StoredSegment segment(Family family, String id, String range) {
        IpRange block = IpRange.of(range);
        return new StoredSegment(family, id, "net", block, List.of(block.address(1)), List.of(), "");
    }

    private static Image image(String name) {
        return CATALOGUE.images().stream()
                .filter(image -> image.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
