package dev.twinstack.emulator.port;

import dev.twinstack.emulator.bandwidth.Bandwidth;
import dev.twinstack.emulator.bandwidth.BandwidthCommand;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.port.Port.AddressPair;
import dev.twinstack.emulator.port.Port.Ipv6Bandwidth;
import dev.twinstack.emulator.port.PortCommand.PortSpec;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import dev.twinstack.emulator.securitygroup.SecurityGroupCommand;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.subnet.SubnetCommand;
import dev.twinstack.emulator.subnet.SubnetCommand.Wanted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a port takes from others: its addresses, its places in security groups and bandwidths, its virtual IPs. */
final class Holdings {
    private Holdings() {}

    static List<Claim> ofNew(EntityRef self, PortSpec spec) {
        List<Claim> claims = new ArrayList<>();
        claims.add(addresses(self, spec.subnet(), spec.wanted()));
        claims.addAll(groups(self, spec.securityGroups()));
        claims.addAll(vips(self, spec.pairs()));
        if (!spec.ipv6Bandwidth().isEmpty()) {
            claims.add(bandwidth(self, spec.ipv6Bandwidth()));
        }
        return claims;
    }

    static List<Claim.Hold> of(EntityRef self, Port port) {
        List<Claim> claims = new ArrayList<>();
        // What was wanted plays no part in giving it back.
        claims.add(addresses(self, port.subnet(), List.of()));
        claims.addAll(groups(self, port.securityGroups()));
        claims.addAll(vips(self, port.addressPairs()));
        if (port.ipv6Bandwidth() instanceof Ipv6Bandwidth.In(String bandwidth)) {
            claims.add(bandwidth(self, bandwidth));
        }
        if (port.device() instanceof Port.Device.OfRouter(String router)) {
            claims.add(routerInterface(self, port, router));
        }
        return claims.stream().map(Claim::hold).toList();
    }

    private static Claim addresses(EntityRef self, String subnet, List<Wanted> wanted) {
        return SubnetCommand.lease(self.sibling(Subnet.TYPE, subnet), self.id(), wanted);
    }

    /** {@return the claim of a port with one address on being its Neutron subnet's interface} */
    static Claim routerInterface(EntityRef self, Port port, String router) {
        return SubnetCommand.portInterface(
                self.sibling(Subnet.TYPE, port.subnet()),
                port.fixedIps().getFirst().neutronSubnet(),
                router,
                self.id());
    }

    static Claim bandwidth(EntityRef self, String bandwidth) {
        return BandwidthCommand.join(self.sibling(Bandwidth.TYPE, bandwidth), self, Bandwidth.Member.ipv6Port());
    }

    static List<Claim> groups(EntityRef self, Collection<String> groups) {
        return groups.stream()
                .distinct()
                .map(group -> SecurityGroupCommand.join(self.sibling(SecurityGroup.TYPE, group), self.id()))
                .toList();
    }

    static List<Claim> vips(EntityRef self, Collection<AddressPair> pairs) {
        return pairs.stream()
                .map(AddressPair::vip)
                .filter(vip -> !vip.isEmpty())
                .distinct()
                .map(vip -> PortCommand.bindVip(self.sibling(Port.TYPE, vip), self))
                .toList();
    }
}
