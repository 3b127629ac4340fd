package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.firewall.FirewallGroup;
import dev.twinstack.emulator.firewall.FirewallRule;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.securitygroup.Rule;

/** One change that takes away what stops a flow, and no more than that. Resources are named by their ids. */
public sealed interface Remedy {
    /**
     * Another rule for a security group.
     *
     * @param rule without an id
     */
    record AllowInGroup(String group, Rule rule) implements Remedy {}

    /** A rule that denies, and that no rule can go before. */
    record RemoveGroupRule(String group, String rule) implements Remedy {}

    /** Another rule for a firewall, before all others of its direction. */
    record AllowInFirewall(String firewall, FirewallGroup.Direction direction, FirewallRule.Spec rule)
            implements Remedy {}

    record EnableFirewall(String firewall) implements Remedy {}

    record StartServer(String server) implements Remedy {}

    /** The port's admin state goes up. */
    record RaisePort(String port) implements Remedy {}

    /** The guest is set up to ask for its IPv6 addresses (SEED-30). */
    record ObtainIpv6(String server) implements Remedy {}

    /** A new EIP for a port. */
    record BindEip(String port) implements Remedy {}

    /** A place in a shared bandwidth for a port's IPv6 address. */
    record JoinSharedBandwidth(String port) implements Remedy {}

    /** The address pair that lets a NIC forward what is not its own (PORT-08). */
    record LetForward(String port) implements Remedy {}

    /** The allowed address pair of a virtual IP's address is about the NIC's own MAC (PORT-09). */
    record PairAddress(String port, IpAddress address) implements Remedy {}

    record Peer(String requester, String accepter) implements Remedy {}

    /** A route over the peering of two VPCs. */
    record RouteOverPeering(String table, IpRange destination, String peering) implements Remedy {}

    record RemoveRoute(String table, IpRange destination) implements Remedy {}

    /** {@return the id of what is changed} */
    default String subject() {
        return switch (this) {
            case AllowInGroup(String group, var rule) -> group;
            case RemoveGroupRule(String group, var rule) -> group;
            case AllowInFirewall(String firewall, var direction, var rule) -> firewall;
            case EnableFirewall(String firewall) -> firewall;
            case StartServer(String server) -> server;
            case RaisePort(String port) -> port;
            case ObtainIpv6(String server) -> server;
            case BindEip(String port) -> port;
            case JoinSharedBandwidth(String port) -> port;
            case LetForward(String port) -> port;
            case PairAddress(String port, var address) -> port;
            case Peer(String requester, var accepter) -> requester;
            case RouteOverPeering(String table, var destination, var peering) -> table;
            case RemoveRoute(String table, var destination) -> table;
        };
    }

    /** {@return the change in a sentence} */
    default String text() {
        return switch (this) {
            case AllowInGroup(String group, Rule rule) ->
                "Add to security group " + group + " a rule with priority " + rule.priority() + ": "
                        + RuleWords.of(rule) + '.';
            case RemoveGroupRule(String group, String rule) ->
                "Delete rule " + rule + " of security group " + group + '.';
            case AllowInFirewall(String firewall, FirewallGroup.Direction direction, FirewallRule.Spec rule) ->
                "Insert first among the " + (direction == FirewallGroup.Direction.INGRESS ? "inbound" : "outbound")
                        + " rules of firewall " + firewall + ": " + RuleWords.of(rule) + '.';
            case EnableFirewall(String firewall) -> "Enable firewall " + firewall + '.';
            case StartServer(String server) -> "Start server " + server + '.';
            case RaisePort(String port) -> "Set the admin state of port " + port + " to up.";
            case ObtainIpv6(String server) ->
                "Let the guest of server " + server + " obtain its IPv6 address: set up DHCPv6 inside.";
            case BindEip(String port) -> "Bind an EIP to port " + port + '.';
            case JoinSharedBandwidth(String port) -> "Add the IPv6 address of port " + port + " to a shared bandwidth.";
            case LetForward(String port) ->
                "Turn the source/destination check of port " + port + " off: allow the address pair 1.1.1.1/0.";
            case PairAddress(String port, IpAddress address) ->
                "Let port " + port + " send from " + address
                        + " with its own MAC: allow that address pair without another.";
            case Peer(String requester, String accepter) ->
                "Create a peering between VPC " + requester + " and VPC " + accepter + '.';
            case RouteOverPeering(String table, IpRange destination, String peering) ->
                "Add to route table " + table + " a route to " + destination + " over the peering.";
            case RemoveRoute(String table, IpRange destination) ->
                "Delete the route to " + destination + " from route table " + table + '.';
        };
    }
}
