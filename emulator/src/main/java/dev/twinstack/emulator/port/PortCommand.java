package dev.twinstack.emulator.port;

import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.port.Port.AddressPair;
import dev.twinstack.emulator.port.Port.DhcpOption;
import dev.twinstack.emulator.subnet.SubnetCommand.Wanted;
import java.util.List;

public sealed interface PortCommand extends Command {
    /**
     * How a port shall be.
     *
     * @param subnet the id of its network
     * @param deviceOwner blank or {@link Port#VIP_OWNER} (PORT-05); a port for a server is given its owner with the claim
     * @param wanted none on a network without subnets
     * @param securityGroups as they shall be: the caller has put in the default group where none was named
     * @param ipv6Bandwidth the shared bandwidth the IPv6 address joins at once; blank for none
     */
    record PortSpec(
            String subnet,
            String name,
            String deviceOwner,
            List<Wanted> wanted,
            List<String> securityGroups,
            List<AddressPair> pairs,
            boolean adminStateUp,
            boolean portSecurity,
            boolean disableSecurityGroups,
            List<DhcpOption> dhcpOptions,
            String ipv6Bandwidth) {
        public PortSpec {
            wanted = List.copyOf(wanted);
            securityGroups = List.copyOf(securityGroups);
            pairs = List.copyOf(pairs);
            dhcpOptions = List.copyOf(dhcpOptions);
        }

        /** {@return a plain port: up, secured, in no bandwidth} */
        public static PortSpec of(
                String subnet, String name, String deviceOwner, List<Wanted> wanted, List<String> securityGroups) {
            return new PortSpec(
                    subnet, name, deviceOwner, wanted, securityGroups, List.of(), true, true, false, List.of(), "");
        }
    }

    /** Sets one DHCP option, or clears it ({@code "opt_value": null}); the others stay. */
    record DhcpChange(String name, Patch<String> value) {}

    record Open(PortSpec spec) implements PortCommand {}

    /**
     * @param securityGroups all of them
     * @param disableSecurityGroups may only be set to true (PORT-12)
     */
    record Update(
            Patch<String> name,
            Patch<List<String>> securityGroups,
            Patch<List<AddressPair>> pairs,
            Patch<Boolean> adminStateUp,
            Patch<Boolean> portSecurity,
            Patch<Boolean> disableSecurityGroups,
            List<DhcpChange> dhcpOptions)
            implements PortCommand {
        public Update {
            dhcpOptions = List.copyOf(dhcpOptions);
        }
    }

    /** Puts the port under one more group; changes nothing if it is (SG-30). */
    record AddGroup(String group) implements PortCommand {}

    /** Takes the port out of a group, unless that is its last (SG-27). */
    record RemoveGroup(String group) implements PortCommand {}

    /** Takes the port out of a group if it is in it, be it its last: native calls leave ports without any. */
    record LeaveGroup(String group) implements PortCommand {}

    /** The IPv6 address joins a shared bandwidth, which lets it out to the Internet (IP6-21, IP6-22). */
    record JoinBandwidth(String bandwidth) implements PortCommand {}

    /** The IPv6 address leaves the shared bandwidth it is in. */
    record LeaveBandwidth() implements PortCommand {}

    /** The port becomes the interface between its subnet and a router (RT-28). */
    record JoinRouter(String router) implements PortCommand {}

    /** The interface goes, and the port with it (RT-29). */
    record LeaveRouter(String router) implements PortCommand {}

    record Close() implements PortCommand {}

    /** A server, NAT gateway or load balancer asks for a port of its own, which goes when it does. Granted is the {@link Port}. */
    record OpenFor(EntityRef device, PortSpec spec, String deviceOwner) implements PortCommand, Command.OnBehalf {}

    record CloseFor(String device) implements PortCommand, Command.OnBehalf {}

    /** A server takes a port that exists. Granted is the {@link Port}. */
    record Attach(String server, String deviceOwner) implements PortCommand, Command.OnBehalf {}

    record Detach(String server) implements PortCommand, Command.OnBehalf {}

    /** A public address is bound to the port's IPv4 address. Granted is the {@link Port}. */
    record BindPublicIp(String publicIp) implements PortCommand, Command.OnBehalf {}

    record UnbindPublicIp(String publicIp) implements PortCommand, Command.OnBehalf {}

    /** A port takes this virtual IP; an IPv6 one is taken by one port only (SEED-27). Granted is the {@link Port}. */
    record BindVip(String nicPort) implements PortCommand, Command.OnBehalf {}

    record UnbindVip(String nicPort) implements PortCommand, Command.OnBehalf {}

    static Claim openFor(EntityRef port, EntityRef device, PortSpec spec, String deviceOwner) {
        return new Claim(port, new OpenFor(device, spec, deviceOwner), new CloseFor(device.id()));
    }

    static Claim attach(EntityRef port, EntityRef server, String deviceOwner) {
        return new Claim(port, new Attach(server.id(), deviceOwner), new Detach(server.id()));
    }

    static Claim bindPublicIp(EntityRef port, EntityRef publicIp) {
        return new Claim(port, new BindPublicIp(publicIp.id()), new UnbindPublicIp(publicIp.id()));
    }

    static Claim bindVip(EntityRef vip, EntityRef nicPort) {
        return new Claim(vip, new BindVip(nicPort.id()), new UnbindVip(nicPort.id()));
    }
}
