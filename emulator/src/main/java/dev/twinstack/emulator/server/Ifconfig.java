package dev.twinstack.emulator.server;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.server.GuestView.Address;
import dev.twinstack.emulator.server.GuestView.Interface;
import java.util.Locale;

/** A guest's interfaces as {@code ifconfig} prints them. Counters are nought: nothing runs in the guest. */
public final class Ifconfig {
    private Ifconfig() {}

    public static String of(GuestView view) {
        StringBuilder text = new StringBuilder();
        switch (view.style()) {
            case CLASSIC -> {
                view.interfaces().forEach(each -> text.append(classic(each)).append('\n'));
                text.append(CLASSIC_LOOPBACK);
            }
            case MODERN -> {
                view.interfaces().forEach(each -> text.append(modern(each)).append('\n'));
                text.append(MODERN_LOOPBACK);
            }
        }
        return view.interfaces().isEmpty() ? "" : text.toString();
    }

    private static final String CLASSIC_LOOPBACK = """
            lo        Link encap:Local Loopback
                      inet addr:127.0.0.1  Mask:255.0.0.0
                      inet6 addr: ::1/128 Scope:Host
                      UP LOOPBACK RUNNING  MTU:65536  Metric:1
                      RX packets:0 errors:0 dropped:0 overruns:0 frame:0
                      TX packets:0 errors:0 dropped:0 overruns:0 carrier:0
                      collisions:0 txqueuelen:1
                      RX bytes:0 (0.0 B)  TX bytes:0 (0.0 B)
            """;

    private static final String MODERN_LOOPBACK = """
            lo: flags=73<UP,LOOPBACK,RUNNING>  mtu 65536
                    inet 127.0.0.1  netmask 255.0.0.0
                    inet6 ::1  prefixlen 128  scopeid 0x10<host>
                    loop  txqueuelen 1000  (Local Loopback)
                    RX packets 0  bytes 0 (0.0 B)
                    RX errors 0  dropped 0  overruns 0  frame 0
                    TX packets 0  bytes 0 (0.0 B)
                    TX errors 0  dropped 0 overruns 0  carrier 0  collisions 0
            """;

    private static String classic(Interface each) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%-10sLink encap:Ethernet  HWaddr %s\n", each.name(), each.mac()));
        for (Address address : each.addresses()) {
            text.append(
                    address.address().family() == Family.IPV4
                            ? "          inet addr:" + address.address() + "  Bcast:"
                                    + address.subnet().last() + "  Mask:" + netmask(address.prefixLength()) + '\n'
                            : "          inet6 addr: " + address.address() + '/' + address.prefixLength()
                                    + " Scope:Global\n");
        }
        if (each.linkLocal()) {
            text.append("          inet6 addr: ").append(linkLocal(each.mac())).append("/64 Scope:Link\n");
        }
        return text.append("""
                          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1
                          RX packets:0 errors:0 dropped:0 overruns:0 frame:0
                          TX packets:0 errors:0 dropped:0 overruns:0 carrier:0
                          collisions:0 txqueuelen:1000
                          RX bytes:0 (0.0 B)  TX bytes:0 (0.0 B)
                """).toString();
    }

    private static String modern(Interface each) {
        StringBuilder text = new StringBuilder();
        text.append(each.name()).append(": flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500\n");
        for (Address address : each.addresses()) {
            text.append(
                    address.address().family() == Family.IPV4
                            ? "        inet " + address.address() + "  netmask " + netmask(address.prefixLength())
                                    + "  broadcast " + address.subnet().last() + '\n'
                            : "        inet6 " + address.address() + "  prefixlen " + address.prefixLength()
                                    + "  scopeid 0x0<global>\n");
        }
        if (each.linkLocal()) {
            text.append("        inet6 ").append(linkLocal(each.mac())).append("  prefixlen 64  scopeid 0x20<link>\n");
        }
        return text.append("        ether ")
                .append(each.mac())
                .append("  txqueuelen 1000  (Ethernet)\n")
                .append("""
                        RX packets 0  bytes 0 (0.0 B)
                        RX errors 0  dropped 0  overruns 0  frame 0
                        TX packets 0  bytes 0 (0.0 B)
                        TX errors 0  dropped 0 overruns 0  carrier 0  collisions 0
                """)
                .toString();
    }

    private static String netmask(int prefixLength) {
        int mask = prefixLength == 0 ? 0 : -1 << (Integer.SIZE - prefixLength);
        return (mask >>> 24) + "." + (mask >>> 16 & 255) + '.' + (mask >>> 8 & 255) + '.' + (mask & 255);
    }

    /** {@return the address made from a MAC: seventh bit turned, {@code ff:fe} in the middle} Source: RFC 4291, app. A. */
    static IpAddress linkLocal(String mac) {
        String[] part = mac.split(":", -1);
        int first = Integer.parseInt(part[0], 16) ^ 2;
        return IpAddress.of("fe80::" + Integer.toHexString(first) + part[1] + ':' + part[2] + "ff:fe" + part[3] + ':'
                + part[4] + part[5]);
    }
}
