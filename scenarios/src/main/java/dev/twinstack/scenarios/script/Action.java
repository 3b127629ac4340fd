package dev.twinstack.scenarios.script;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a step does, one record for each phrase of the vocabulary. */
public sealed interface Action {

    /** VPCs, subnets and their routes. */
    sealed interface Network extends Action {}

    record CreateVpc(Text name, Text cidr, Text description) implements Network {}

    record UpdateVpc(Text vpc, Text name, Text cidr, Text description) implements Network {}

    record DeleteVpc(Text vpc) implements Network {}

    record CreateSubnet(Text vpc, Text name, Text cidr, Text gateway, Switch ipv6, Text description, List<Text> dns)
            implements Network {
        public CreateSubnet {
            dns = List.copyOf(dns);
        }
    }

    record UpdateSubnet(Text subnet, Text name, Switch ipv6, Text description, List<Text> dns) implements Network {
        public UpdateSubnet {
            dns = List.copyOf(dns);
        }
    }

    record DeleteSubnet(Text subnet) implements Network {}

    /** {@code type} is the wire's word (ecs, eni, vip, nat, …); left out it follows from the next hop. */
    record AddRoute(Text vpc, Text destination, Text nextHop, Text type) implements Network {}

    record DeleteRoute(Text vpc, Text destination) implements Network {}

    /** Servers and their NICs. */
    sealed interface Compute extends Action {}

    /** What a NIC is asked for with, at purchase or later. */
    record NicWish(Text subnet, Text address, Switch ipv6, Text bandwidth, List<Text> groups) {
        public NicWish {
            groups = List.copyOf(groups);
        }
    }

    record BuyServer(Text name, Text flavor, Text image, Text zone, NicWish nic) implements Compute {}

    record DeleteServer(Text server) implements Compute {}

    record AttachNic(Text server, NicWish nic) implements Compute {}

    record DetachNic(Text nic) implements Compute {}

    record StartServer(Text server) implements Compute {}

    record StopServer(Text server) implements Compute {}

    /** Whether a NIC, or a server's primary one, takes only what is meant for itself. */
    record SourceDestinationCheck(Text of, Switch check) implements Compute {}

    /** Ways from a VPC to another and to the Internet. */
    sealed interface Gateway extends Action {}

    record CreatePeering(Text name, Text vpc, Text peer) implements Gateway {}

    record DeletePeering(Text peering) implements Gateway {}

    record CreateNatGateway(Text name, Text vpc, Text subnet, Text size) implements Gateway {}

    record DeleteNatGateway(Text gateway) implements Gateway {}

    record AddSnatRule(Text gateway, Text subnet, Text eip) implements Gateway {}

    record DeleteSnatRule(Text rule) implements Gateway {}

    /** {@code port} is that of the EIP, {@code insidePort} that of the server; left out, it is the same. */
    record AddDnatRule(Text gateway, Text eip, Text to, Text protocol, Text port, Text insidePort) implements Gateway {}

    record DeleteDnatRule(Text rule) implements Gateway {}

    /** Public addresses, bandwidths and virtual IPs. */
    sealed interface Addressing extends Action {}

    record AssignEip(Text name, Text type, Text size, Text sharedBandwidth) implements Addressing {}

    record BindEip(Text eip, Text to) implements Addressing {}

    record UnbindEip(Text eip) implements Addressing {}

    record ReleaseEip(Text eip) implements Addressing {}

    record CreateSharedBandwidth(Text name, Text size) implements Addressing {}

    record DeleteSharedBandwidth(Text bandwidth) implements Addressing {}

    /** What joins or leaves a shared bandwidth. */
    sealed interface Member {
        record Eip(Text eip) implements Member {}

        /** The IPv6 address of a server's primary NIC or of a NIC. */
        record Ipv6Of(Text owner) implements Member {}
    }

    record AddToSharedBandwidth(Text bandwidth, Member member) implements Addressing {}

    /** {@code size} in Mbit/s is that of the dedicated bandwidth an EIP gets back. */
    record RemoveFromSharedBandwidth(Text bandwidth, Member member, Text size) implements Addressing {}

    record AssignVirtualIp(Text subnet, IpType type, Text address, Text name) implements Addressing {}

    record BindVirtualIp(Text virtualIp, Text to) implements Addressing {}

    record UnbindVirtualIp(Text virtualIp, Text from) implements Addressing {}

    record ReleaseVirtualIp(Text virtualIp) implements Addressing {}

    /** Security groups and firewalls. */
    sealed interface Protection extends Action {}

    enum Direction {
        INBOUND("ingress"),
        OUTBOUND("egress");

        private final String wire;

        Direction(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }

    record CreateSecurityGroup(Text name) implements Protection {}

    record DeleteSecurityGroup(Text group) implements Protection {}

    /** {@code remote} is the source of an inbound rule, the destination of an outbound one. */
    record AddSecurityGroupRule(Text group, Direction direction, IpType type, Text protocol, Text port, Text remote)
            implements Protection {}

    record DeleteSecurityGroupRule(Text rule) implements Protection {}

    record AddFirewallRule(Text name, IpType type, Text action, Text protocol, Text source, Text destination, Text port)
            implements Protection {}

    record DeleteFirewallRule(Text rule) implements Protection {}

    /** Takes away all rules of a direction, those included that every group begins with. */
    record ClearSecurityGroupRules(Text group, Direction direction) implements Protection {}

    /** A network ACL of v3, which subnets can be put behind. */
    record CreateFirewall(Text name) implements Protection {}

    record DeleteFirewall(Text firewall) implements Protection {}

    /** The new rule goes before those there already. */
    record AddRuleToFirewall(
            Text firewall,
            Direction direction,
            Text name,
            IpType type,
            Text action,
            Text protocol,
            Text source,
            Text destination,
            Text port)
            implements Protection {}

    record PutBehindFirewall(Text firewall, List<Text> subnets) implements Protection {
        public PutBehindFirewall {
            subnets = List.copyOf(subnets);
        }
    }

    record TakeFromFirewall(Text firewall, List<Text> subnets) implements Protection {
        public TakeFromFirewall {
            subnets = List.copyOf(subnets);
        }
    }

    /** Looking without changing anything in the cloud, and looking into the guest. */
    sealed interface View extends Action {}

    record Show(Kind kind, Text thing) implements View {}

    record ListAddresses(Text subnet) implements View {}

    record GuestIfconfig(Text server) implements View {}

    record GuestEnableIpv6(Text server) implements View {}

    /** Everything of a kind that the project has. */
    record ListAll(Kind kind) implements View {}

    /**
     * What has happened in the project.
     *
     * @param of the resource that it happened to; left out for any
     * @param is the event's name, such as {@code server.switched}; left out for any
     * @param since a revision to begin after
     */
    record ListEvents(Text of, Text is, Text since) implements View {}

    record Trace(Text from, Text to, IpType type, Text protocol, Text port) implements View {}

    /**
     * Everything that gets from one set to another.
     *
     * @param to a server, NIC, subnet or VPC
     * @param but services that may
     */
    record Sweep(Text from, Text to, List<IpType> over, List<Service> but) implements View {
        public Sweep {
            over = List.copyOf(over);
            but = List.copyOf(but);
        }
    }

    /** How long things take, and what time it is: only twins can be told. */
    sealed interface Time extends Action {}

    record SetTiming(Text profile, Text seed, Text speed) implements Time {}

    /** {@code by} is an ISO 8601 duration, such as PT30S. */
    record AdvanceClock(Text by) implements Time {}

    /**
     * A request in the wire's own terms.
     *
     * @param service a catalogue type, whose URL comes before the path; {@code root} for the endpoint itself
     * @param answered the status it has to be answered with; zero if any but a refusal will do
     */
    record RawRequest(String method, String service, Text path, Map<String, Text> headers, Body body, int answered)
            implements Action {
        public RawRequest {
            headers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        }
    }

    /** No request: only the expectations on things already named. */
    record Check() implements Action {}

    /** The end of a cleanup. */
    sealed interface Tidy extends Action {}

    /** Deletes whatever the project has by now and had not when the script began. */
    record RemoveEverything() implements Tidy {}

    /** Looks for what the project has by now and had not when the script began. */
    record NothingLeft() implements Tidy {}
}
