package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.addressgroup.AddressGroup;
import dev.twinstack.emulator.firewall.FirewallGroup;
import dev.twinstack.emulator.firewall.FirewallPolicy;
import dev.twinstack.emulator.firewall.FirewallRule;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.natgateway.NatGateway;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.routetable.RouteTable;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pcollections.PMap;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * As far as a project's traces see: itself, and of other projects what is in the VPCs that peer with its own. Nobody sees
 * further, as peerings pass nothing on (PEER-12).
 */
public final class Horizon {
    private Horizon() {}

    /** {@return the other projects that active peerings lead to} Until one has accepted, nothing of it is seen (PEER-02). */
    public static List<String> projects(Snapshot own) {
        return foreign(own).map(EntityRef::project).distinct().sorted().toList();
    }

    /** {@return the VPCs of other projects within sight} */
    static Set<String> foreignVpcs(Snapshot own) {
        return foreign(own).map(EntityRef::id).collect(Collectors.toSet());
    }

    private static Stream<EntityRef> foreign(Snapshot own) {
        return own.all(Vpc.TYPE).stream()
                .flatMap(Vpc::peers)
                .filter(vpc -> !vpc.project().equals(own.project()));
    }

    /** {@return the project with what it sees of the others} Of its own revision, as only its own is told apart by that. */
    public static Snapshot of(Snapshot own, List<Snapshot> others) {
        Set<String> vpcs = foreignVpcs(own);
        PMap<String, PSortedMap<String, Object>> byType = own.byType();
        for (Snapshot other : others) {
            byType = new Sight(other, vpcs, byType).all();
        }
        return new Snapshot(own.project(), own.revision(), byType);
    }

    /** What is seen of one project. */
    private static final class Sight {
        private final Snapshot other;
        private final Set<String> vpcs;
        private PMap<String, PSortedMap<String, Object>> byType;

        Sight(Snapshot other, Set<String> vpcs, PMap<String, PSortedMap<String, Object>> byType) {
            this.other = other;
            this.vpcs = vpcs;
            this.byType = byType;
        }

        PMap<String, PSortedMap<String, Object>> all() {
            add(Vpc.TYPE, Vpc::id, vpc -> vpcs.contains(vpc.id()));
            Set<String> subnets = add(
                    Subnet.TYPE,
                    Subnet::id,
                    subnet -> subnet.vpc() instanceof Subnet.Home.In(String vpc) && vpcs.contains(vpc));
            add(RouteTable.TYPE, RouteTable::id, table -> vpcs.contains(table.vpc()));
            Set<String> ports = add(Port.TYPE, Port::id, port -> subnets.contains(port.subnet()));
            add(Server.TYPE, Server::id, server -> server.nics().stream().anyMatch(ports::contains));
            Set<String> gateways = add(NatGateway.TYPE, NatGateway::id, gateway -> vpcs.contains(gateway.vpc()));
            add(PublicIp.TYPE, PublicIp::id, publicIp -> switch (publicIp.binding()) {
                case PublicIp.Binding.ToPort(String port) -> ports.contains(port);
                case PublicIp.Binding.ToGateway(String gateway) -> gateways.contains(gateway);
                case PublicIp.Binding.Unbound unbound -> false;
            });
            add(SecurityGroup.TYPE, SecurityGroup::id, group -> true);
            add(AddressGroup.TYPE, AddressGroup::id, group -> true);
            add(FirewallGroup.TYPE, FirewallGroup::id, group -> true);
            add(FirewallPolicy.TYPE, FirewallPolicy::id, policy -> true);
            add(FirewallRule.TYPE, FirewallRule::id, rule -> true);
            return byType;
        }

        /** {@return the ids of those within sight} */
        private <S> Set<String> add(ResourceType<S> type, Function<S, String> id, Predicate<S> seen) {
            Map<String, S> more =
                    other.all(type).stream().filter(seen).collect(Collectors.toMap(id, Function.identity()));
            PSortedMap<String, Object> known = byType.get(type.name());
            byType = byType.plus(type.name(), (known == null ? TreePMap.<String, Object>empty() : known).plusAll(more));
            return more.keySet();
        }
    }
}
