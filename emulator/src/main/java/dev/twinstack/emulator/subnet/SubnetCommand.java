package dev.twinstack.emulator.subnet;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.subnetpool.SubnetPoolCommand;
import dev.twinstack.emulator.tag.TagChange;
import java.util.List;

public sealed interface SubnetCommand extends Command {
    /** A range to have: the IPv4 one is chosen, the IPv6 one never (SEED-16). */
    sealed interface SegmentSpec {
        String name();

        /**
         * @param name of the Neutron subnet
         * @param pools where given, the only part addresses are taken from
         * @param subnetPool the subnet pool the range is taken from; blank for none
         */
        record Ipv4(String name, IpRange range, Subnet.Gateway gateway, List<Pool> pools, String subnetPool)
                implements SegmentSpec {
            public Ipv4 {
                pools = List.copyOf(pools);
            }

            /** A range of no subnet pool. */
            public Ipv4(String name, IpRange range, Subnet.Gateway gateway, List<Pool> pools) {
                this(name, range, gateway, pools, "");
            }
        }

        /** From the region's own pool. */
        record Ipv6(String name) implements SegmentSpec {}

        /**
         * Whatever block a subnet pool of the project gives (IP6-09).
         *
         * @param gateway whether there is one, the block's first host
         */
        record Drawn(Family family, String name, String subnetPool, SubnetPoolCommand.Wanted wanted, boolean gateway)
                implements SegmentSpec {}

        record Pool(IpAddress first, IpAddress last) {}
    }

    /**
     * @param vpc outside any for a Neutron network
     */
    record Open(
            Subnet.Home vpc,
            String name,
            String description,
            List<SegmentSpec> segments,
            Subnet.Dhcp dhcp,
            String availabilityZone,
            boolean geneve,
            boolean portSecurity)
            implements SubnetCommand {
        public Open {
            segments = List.copyOf(segments);
        }

        /** A VXLAN network, as nearly all are. */
        public Open(
                Subnet.Home vpc,
                String name,
                String description,
                List<SegmentSpec> segments,
                Subnet.Dhcp dhcp,
                String availabilityZone,
                boolean portSecurity) {
            this(vpc, name, description, segments, dhcp, availabilityZone, false, portSecurity);
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

    /**
     * @param pools from now on the only part addresses are taken from; cleared is all that is not reserved
     */
    record UpdateSegment(String neutronId, String name, Patch<List<IpAddress>> dns, Patch<List<SegmentSpec.Pool>> pools)
            implements SubnetCommand {}

    /** The router takes a Neutron subnet, with an interface at its gateway's address: the network joins the VPC. */
    record AddInterface(String neutronId, String router) implements SubnetCommand {}

    /** The interface at the gateway's address goes; with its last one the network leaves the VPC. */
    record RemoveInterface(String neutronId, String router) implements SubnetCommand {}

    /** The same as {@link AddInterface}, with a port as the interface. */
    record AddPortInterface(String neutronId, String router, String port) implements SubnetCommand, Command.OnBehalf {}

    record RemovePortInterface(String port) implements SubnetCommand, Command.OnBehalf {}

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

    /** {@return a port's claim on being the interface between a Neutron subnet and a router} */
    static Claim portInterface(EntityRef subnet, String neutronId, String router, String port) {
        return new Claim(subnet, new AddPortInterface(neutronId, router, port), new RemovePortInterface(port));
    }

    static Claim lease(EntityRef subnet, String port, List<Wanted> wanted) {
        return new Claim(subnet, new Lease(port, wanted), new Release(port));
    }

    static Claim firewall(EntityRef subnet, String firewall) {
        return new Claim(subnet, new JoinFirewall(firewall), new LeaveFirewall(firewall));
    }
}
