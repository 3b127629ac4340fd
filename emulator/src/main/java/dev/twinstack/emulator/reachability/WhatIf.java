package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.bandwidth.Bandwidth;
import dev.twinstack.emulator.bandwidth.BandwidthEvent;
import dev.twinstack.emulator.bandwidth.BandwidthRules;
import dev.twinstack.emulator.firewall.FirewallGroup;
import dev.twinstack.emulator.firewall.FirewallGroup.Direction;
import dev.twinstack.emulator.firewall.FirewallPolicy;
import dev.twinstack.emulator.firewall.FirewallRule;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.Ids;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.peering.Peering;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.port.Port.AddressPair;
import dev.twinstack.emulator.port.PortEvent;
import dev.twinstack.emulator.port.PortRules;
import dev.twinstack.emulator.project.Quotas;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.publicip.PublicIpEvent;
import dev.twinstack.emulator.publicip.PublicIpRules;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.routetable.RouteTable;
import dev.twinstack.emulator.routetable.RouteTable.Route;
import dev.twinstack.emulator.routetable.RouteTableEvent;
import dev.twinstack.emulator.routetable.RouteTableRules;
import dev.twinstack.emulator.routetable.RouteType;
import dev.twinstack.emulator.routing.RouteTables;
import dev.twinstack.emulator.securitygroup.Rule;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.server.ServerEvent;
import dev.twinstack.emulator.server.ServerRules;
import dev.twinstack.emulator.vpc.Vpc;
import dev.twinstack.emulator.vpc.VpcEvent;
import dev.twinstack.emulator.vpc.VpcRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.pcollections.HashTreePSet;

/** A project as it would be after a change: only what traces look at, and nothing of it is kept. */
final class WhatIf {
    private static final Instant AT = Instant.EPOCH;
    /** Of no use but to be public: the cloud chooses which EIP one gets. */
    private static final IpAddress SOME_EIP = IpAddress.of("203.0.113.254");

    private static final RegionSettings REGION = RegionSettings.of("what-if");
    private static final Quotas QUOTAS = new Quotas(REGION.quotas());
    private static final PortRules PORTS = new PortRules();
    private static final PublicIpRules PUBLIC_IPS = new PublicIpRules(REGION);
    private static final BandwidthRules BANDWIDTHS = new BandwidthRules(QUOTAS);
    private static final ServerRules SERVERS = new ServerRules(Catalogue.of(REGION));
    private static final RouteTableRules ROUTE_TABLES = new RouteTableRules(QUOTAS);
    private static final VpcRules VPCS = new VpcRules(QUOTAS);

    private WhatIf() {}

    /** {@return the project with all of the changes} */
    static Snapshot with(Snapshot snapshot, List<Remedy> remedies) {
        Snapshot after = snapshot;
        for (Remedy remedy : remedies) {
            after = with(after, remedy);
        }
        return after;
    }

    private static Snapshot with(Snapshot snapshot, Remedy remedy) {
        return switch (remedy) {
            case Remedy.AllowInGroup(String group, Rule rule) ->
                change(snapshot, SecurityGroup.TYPE, group, each -> withRules(each, plus(each, rule)));
            case Remedy.RemoveGroupRule(String group, String rule) ->
                change(snapshot, SecurityGroup.TYPE, group, each -> withRules(each, minus(each, rule)));
            case Remedy.AllowInFirewall(String firewall, Direction direction, FirewallRule.Spec rule) ->
                allowed(snapshot, firewall, direction, rule);
            case Remedy.EnableFirewall(String firewall) ->
                change(snapshot, FirewallGroup.TYPE, firewall, each -> with(each, each.ingress(), each.egress(), true));
            case Remedy.StartServer(String server) ->
                change(
                        snapshot,
                        Server.TYPE,
                        server,
                        each -> SERVERS.evolve(each, new ServerEvent.Switched(Server.Power.ACTIVE, AT)));
            case Remedy.RaisePort(String port) ->
                change(snapshot, Port.TYPE, port, each -> updated(each, each.addressPairs(), true));
            case Remedy.ObtainIpv6(String server) ->
                change(
                        snapshot,
                        Server.TYPE,
                        server,
                        each -> SERVERS.evolve(each, new ServerEvent.Ipv6EnabledInGuest(each.nics(), AT)));
            case Remedy.BindEip(String port) -> bound(snapshot, port);
            case Remedy.JoinSharedBandwidth(String port) -> joined(snapshot, port);
            case Remedy.LetForward(String port) ->
                change(snapshot, Port.TYPE, port, each -> updated(each, forwarding(each), each.adminStateUp()));
            case Remedy.PairAddress(String port, IpAddress address) ->
                change(snapshot, Port.TYPE, port, each -> updated(each, paired(each, address), each.adminStateUp()));
            case Remedy.Peer(String requester, String accepter) -> peered(snapshot, requester, accepter);
            case Remedy.RouteOverPeering(String table, var destination, String peering) ->
                routed(
                        snapshot,
                        table,
                        new RouteTableEvent.RoutesChanged(
                                List.of(), List.of(new Route(RouteType.PEERING, destination, peering, "")), AT));
            case Remedy.RemoveRoute(String table, var destination) ->
                routed(snapshot, table, new RouteTableEvent.RoutesChanged(List.of(destination), List.of(), AT));
        };
    }

    private static <S> Snapshot change(Snapshot snapshot, ResourceType<S> type, String id, UnaryOperator<S> how) {
        return snapshot.find(type, id)
                .map(state -> snapshot.put(type.ref(snapshot.project(), id), how.apply(state)))
                .orElse(snapshot);
    }

    private static List<Rule> plus(SecurityGroup group, Rule rule) {
        List<Rule> rules = new ArrayList<>(group.rules());
        rules.add(rule);
        return rules;
    }

    private static List<Rule> minus(SecurityGroup group, String rule) {
        return group.rules().stream().filter(each -> !each.id().equals(rule)).toList();
    }

    private static SecurityGroup withRules(SecurityGroup group, List<Rule> rules) {
        return new SecurityGroup(
                group.id(),
                group.name(),
                group.description(),
                group.isDefault(),
                rules,
                group.members(),
                group.referencedBy(),
                group.vpc(),
                group.enterpriseProjectId(),
                group.tags(),
                group.createdAt(),
                AT);
    }

    private static FirewallGroup with(
            FirewallGroup group, FirewallGroup.Policy ingress, FirewallGroup.Policy egress, boolean up) {
        return new FirewallGroup(
                group.id(),
                group.name(),
                group.description(),
                group.enterpriseProjectId(),
                ingress,
                egress,
                group.associations(),
                up,
                group.tags(),
                group.createdAt(),
                AT);
    }

    /** A policy of its own for this firewall: the old one may be that of others, too. */
    private static Snapshot allowed(Snapshot snapshot, String firewall, Direction direction, FirewallRule.Spec spec) {
        FirewallGroup group = snapshot.find(FirewallGroup.TYPE, firewall).orElseThrow();
        String rule = Ids.derived(firewall, direction.name(), RuleWords.of(spec));
        List<String> rules = new ArrayList<>(List.of(rule));
        if (group.policy(direction) instanceof FirewallGroup.Policy.Of(String id)) {
            snapshot.find(FirewallPolicy.TYPE, id).ifPresent(policy -> rules.addAll(policy.rules()));
        }
        String policy = Ids.derived(rule, "policy");
        FirewallGroup.Policy changed = new FirewallGroup.Policy.Of(policy);
        return snapshot.put(
                        FirewallRule.TYPE.ref(snapshot.project(), rule),
                        new FirewallRule(rule, "", "", spec, true, HashTreePSet.empty(), AT, AT))
                .put(
                        FirewallPolicy.TYPE.ref(snapshot.project(), policy),
                        new FirewallPolicy(policy, "", "", rules, false, true, HashTreePSet.empty(), AT, AT))
                .put(
                        FirewallGroup.TYPE.ref(snapshot.project(), firewall),
                        direction == Direction.INGRESS
                                ? with(group, changed, group.egress(), group.adminStateUp())
                                : with(group, group.ingress(), changed, group.adminStateUp()));
    }

    private static Port updated(Port port, List<AddressPair> pairs, boolean up) {
        return PORTS.evolve(
                port,
                new PortEvent.Updated(
                        port.name(),
                        port.securityGroups(),
                        pairs,
                        up,
                        port.portSecurity(),
                        port.disableSecurityGroups(),
                        port.dhcpOptions(),
                        AT));
    }

    private static List<AddressPair> forwarding(Port port) {
        List<AddressPair> pairs = new ArrayList<>(port.addressPairs());
        pairs.add(new AddressPair(SourceCheck.OFF, "", ""));
        return pairs;
    }

    private static List<AddressPair> paired(Port port, IpAddress address) {
        return port.addressPairs().stream()
                .map(pair -> pair.isJust(address) ? new AddressPair(pair.ipAddress(), port.mac(), pair.vip()) : pair)
                .toList();
    }

    private static Snapshot bound(Snapshot snapshot, String port) {
        String id = Ids.derived(port, "eip");
        PublicIp eip =
                PUBLIC_IPS.opened(new PublicIpEvent.Opened(id, "5_bgp", SOME_EIP, List.of(), "", "", true, "0", AT));
        PublicIp used = PUBLIC_IPS.evolve(eip, new PublicIpEvent.Bound(port, AT));
        return change(
                snapshot.put(PublicIp.TYPE.ref(snapshot.project(), id), used),
                Port.TYPE,
                port,
                each -> PORTS.evolve(each, new PortEvent.PublicIpBound(id, AT)));
    }

    private static Snapshot joined(Snapshot snapshot, String port) {
        String id = snapshot.all(Bandwidth.TYPE).stream()
                .filter(Bandwidth::isShared)
                .map(Bandwidth::id)
                .findFirst()
                .orElseGet(() -> Ids.derived(snapshot.project(), "shared bandwidth"));
        Snapshot wide = snapshot.find(Bandwidth.TYPE, id).isPresent()
                ? snapshot
                : snapshot.put(Bandwidth.TYPE.ref(snapshot.project(), id), shared(id));
        return change(wide, Port.TYPE, port, each -> PORTS.evolve(each, new PortEvent.BandwidthJoined(id, AT)));
    }

    private static Bandwidth shared(String id) {
        return BANDWIDTHS.opened(new BandwidthEvent.Opened(
                id, "a shared bandwidth", 5, Bandwidth.ShareType.WHOLE, "share", "bandwidth", "0", AT));
    }

    private static Snapshot peered(Snapshot snapshot, String requester, String accepter) {
        var peering = Peering.ref(Ids.derived(requester, accepter));
        var one = Vpc.TYPE.ref(snapshot.project(), requester);
        var other = Vpc.TYPE.ref(snapshot.project(), accepter);
        return change(
                change(
                        snapshot,
                        Vpc.TYPE,
                        requester,
                        vpc -> VPCS.evolve(vpc, new VpcEvent.Peered(peering, other, false))),
                Vpc.TYPE,
                accepter,
                vpc -> VPCS.evolve(vpc, new VpcEvent.Peered(peering, one, false)));
    }

    private static Snapshot routed(Snapshot snapshot, String table, RouteTableEvent event) {
        RouteTable before = RouteTables.find(snapshot, table).orElseThrow();
        return snapshot.put(RouteTable.TYPE.ref(snapshot.project(), table), ROUTE_TABLES.evolve(before, event));
    }
}
