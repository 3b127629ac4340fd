package dev.twinstack.emulator.subnet;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.tag.TagChange;
import java.util.List;

public sealed interface SubnetCommand extends Command {
    /** A range to have: the IPv4 one is chosen, the IPv6 one never (SEED-16). */
    sealed interface SegmentSpec {
        String name();

        /** The name is that of the Neutron subnet; the pool, where given, is the only part addresses are taken from. */
        record Ipv4(String name, IpRange range, Subnet.Gateway gateway, List<Pool> pools) implements SegmentSpec {
            public Ipv4 {
                pools = List.copyOf(pools);
            }
        }

        record Ipv6(String name) implements SegmentSpec {}

        record Pool(IpAddress first, IpAddress last) {}
    }

    record Open(
            Subnet.Home vpc,
            String name,
            String description,
            List<SegmentSpec> segments,
            Subnet.Dhcp dhcp,
            String availabilityZone,
            boolean portSecurity)
            implements SubnetCommand {
        public Open {
            segments = List.copyOf(segments);
        }
    }

    /**
     * @param ipv6 set to true turns IPv6 on for good; set to false is refused once it is on (SEED-17)
     */
    record Update(
            Patch<String> name,
            Patch<String> description,
            Patch<Boolean> dhcpEnabled,
            Patch<List<IpAddress>> dns,
            Patch<List<IpAddress>> ntp,
            Patch<Boolean> ipv6,
            Patch<Boolean> portSecurity)
            implements SubnetCommand {}

    /** Neutron: another subnet on the network. */
    record AddSegment(SegmentSpec segment, Patch<List<IpAddress>> dns) implements SubnetCommand {}

    /** Neutron: the network loses one of its subnets. */
    record RemoveSegment(String neutronId) implements SubnetCommand {}

    record UpdateSegment(String neutronId, String name, Patch<List<IpAddress>> dns) implements SubnetCommand {}

    /** Puts the subnet under another route table of its VPC: a custom one has to grant it (RT-02). */
    record Associate(Subnet.Table routeTable) implements SubnetCommand {}

    record Retag(TagChange change) implements SubnetCommand {}

    record Close() implements SubnetCommand {}

    /** As v1 asks: an update is refused while the subnet is still being made, deleting it while it still counts as used. */
    record WhenSettled(SubnetCommand command) implements SubnetCommand {}

    /** A port asks for addresses; granted is a {@link Leased}. One claim per port. */
    record Lease(String port, List<Wanted> wanted) implements SubnetCommand, Command.OnBehalf {
        public Lease {
            wanted = List.copyOf(wanted);
        }
    }

    record Release(String port) implements SubnetCommand, Command.OnBehalf {}

    /** A firewall takes the subnet behind it; only one can (ACL-10). */
    record JoinFirewall(String firewall) implements SubnetCommand, Command.OnBehalf {}

    record LeaveFirewall(String firewall) implements SubnetCommand, Command.OnBehalf {}

    /** One address that a port wants. */
    sealed interface Wanted {
        /** The lowest free one. */
        record Any(Family family) implements Wanted {}

        record Exactly(IpAddress address) implements Wanted {}
    }

    /** What a port was granted, in the order it asked. */
    record Leased(List<LeasedAddress> addresses) {
        public Leased {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * @param neutronSubnet the id of the Neutron subnet the address is from
     */
    record LeasedAddress(String neutronSubnet, IpAddress address) {}

    static Claim lease(EntityRef subnet, String port, List<Wanted> wanted) {
        return new Claim(subnet, new Lease(port, wanted), new Release(port));
    }

    static Claim firewall(EntityRef subnet, String firewall) {
        return new Claim(subnet, new JoinFirewall(firewall), new LeaveFirewall(firewall));
    }
}
