package dev.twinstack.scenarios.script;

import java.util.List;

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

    /** Looking without changing anything in the cloud, and looking into the guest. */
    sealed interface View extends Action {}

    record Show(Kind kind, Text thing) implements View {}

    record ListAddresses(Text subnet) implements View {}

    record GuestIfconfig(Text server) implements View {}

    record GuestEnableIpv6(Text server) implements View {}

    record Trace(Text from, Text to, IpType type, Text protocol, Text port) implements View {}

    /** How long things take, and what time it is: only twins can be told. */
    sealed interface Time extends Action {}

    record SetTiming(Text profile, Text seed, Text speed) implements Time {}

    /** {@code by} is an ISO 8601 duration, such as PT30S. */
    record AdvanceClock(Text by) implements Time {}

    /** A request in the wire's own terms. {@code service} is a catalogue type, {@code path} follows its URL. */
    record RawRequest(String method, String service, Text path, Body body) implements Action {}

    /** No request: only the expectations on things already named. */
    record Check() implements Action {}
}
