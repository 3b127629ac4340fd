package dev.twinstack.emulator.server;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.port.Port.FixedIp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.pcollections.HashTreePSet;

/** Ports as other tests' givens. */
final class Ports {
    private Ports() {}

    static Port port(String id, String subnet, String mac, String... addresses) {
        return new Port(
                id,
                subnet,
                "",
                "compute:eu-de-01",
                new Port.Device.Free(),
                mac,
                Arrays.stream(addresses)
                        .map(IpAddress::of)
                        .map(address -> new FixedIp(address.family() == Family.IPV4 ? "n4" : "n6", address))
                        .toList(),
                List.of("sg"),
                List.of(),
                true,
                true,
                false,
                List.of(),
                new Port.Eip.None(),
                HashTreePSet.empty(),
                new Port.Ipv6Bandwidth.None(),
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
