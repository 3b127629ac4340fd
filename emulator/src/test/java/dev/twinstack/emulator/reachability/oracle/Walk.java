package dev.twinstack.emulator.reachability.oracle;

import dev.twinstack.emulator.firewall.FirewallGroup;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.reachability.Disposition;
import dev.twinstack.emulator.reachability.Endpoint;
import dev.twinstack.emulator.reachability.Flow;
import dev.twinstack.emulator.securitygroup.Rule;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.subnet.Subnet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** One packet's walk from place to place. What stops it is noted, and where there is a way on it goes on regardless. */
final class Walk {
    private final World world;
    private final Walls walls;
    private final Roads roads;
    private final Flow flow;
    private final Kind kind;
    private final Set<Disposition> blockers = new LinkedHashSet<>();
    private final Trail trail;
    private Disposition end = Disposition.DELIVERED;

    Walk(World world, Flow flow) {
        this.world = world;
        this.walls = new Walls(world);
        this.roads = new Roads(world);
        this.trail = new Trail(world);
        this.flow = flow;
        this.kind = new Kind(flow.traffic(), flow.family());
    }

    Verdict verdict() {
        switch (flow.from()) {
            case Endpoint.Internet internet -> outside().enter(new Addr.Somewhere(flow.family()), flow.to());
            case Endpoint.Host(var address) -> outside().enter(Addr.of(address), flow.to());
            case Endpoint.OfServer server -> new Start(world, this, flow).from(server);
            case Endpoint.OfPort port -> new Start(world, this, flow).from(port);
            case Endpoint.OfPublicIp eip -> new Start(world, this, flow).from(eip);
        }
        boolean answered = end != Disposition.HANDED_TO_NEXT_HOP;
        return new Verdict(end, List.copyOf(blockers), trail.narrowest(), answered ? trail.back() : List.of());
    }

    /** It passes a bandwidth, and so do its answers pass what is in it. */
    void passes(String bandwidth, String by) {
        trail.bandwidth(bandwidth);
        trail.before(by);
    }

    /** What becomes of the answers beyond where it is now. */
    void answer(Home.Fate fate) {
        if (world.faults().contains(Fault.ANSWERS_FORGOTTEN)) {
            return;
        }
        stop(fate.why());
        trail.answer(fate);
    }

    private Entrance outside() {
        return new Entrance(world, roads, this, kind, nic -> true);
    }

    /**
     * @param goal the port that is meant, as two may have the address
     */
    void begin(Place from, Addr to, Optional<Port> goal) {
        send(from, to, goal, new HashSet<>(Set.of(from.nic().id())));
    }

    /**
     * @param goal the port that is meant, as two may have the address
     * @param passed the NICs that have forwarded it
     */
    private void send(Place from, Addr to, Optional<Port> goal, Set<String> passed) {
        Optional<Place> meant = goal.flatMap(port -> world.place(port, to.family()));
        if (meant.isPresent() && isSameGuest(from, meant.get())) {
            stop(world.ailments(meant.get()));
            return;
        }
        if (!world.maySend(from)) {
            stop(Disposition.SOURCE_ADDRESS_DENIED);
        }
        Way way = roads.from(from, to, kind);
        Packet packet = new Packet(from.address(), from.groups(), to, kind, true);
        if (!receivers(way, from, to, goal).stream()
                .allMatch(of -> walls.groupsPass(from.nic(), Rule.Direction.EGRESS, kind, to, of))) {
            stop(Disposition.DENIED_BY_SECURITY_GROUP);
        }
        if (!(way instanceof Way.Within)) {
            cross(from.subnet(), Optional.of(from.nic()), FirewallGroup.Direction.EGRESS, packet);
        }
        switch (way) {
            case Way.Within(Subnet subnet) -> land(subnet, packet, goal);
            case Way.Local(Subnet subnet) -> {
                cross(subnet, nicAt(subnet, to), FirewallGroup.Direction.INGRESS, packet);
                land(subnet, packet, goal);
            }
            case Way.Over(String peering, var vpc, Subnet subnet) -> {
                placeAt(subnet, to)
                        .ifPresent(there -> answer(new Home(world, roads).overPeering(there, from.address(), peering)));
                cross(subnet, nicAt(subnet, to), FirewallGroup.Direction.INGRESS, packet);
                land(subnet, packet, goal);
            }
            case Way.Through(Place router) -> through(router, packet, goal, passed);
            case Way.Unborne(Port vip) -> {
                cross(world.subnetOf(vip), Optional.empty(), FirewallGroup.Direction.INGRESS, packet);
                stop(Disposition.VIP_NOT_BOUND);
            }
            case Way.Out(Addr source, String by, String bandwidth) -> {
                passes(bandwidth, by);
                out(source, to);
            }
            case Way.Lost(Set<Disposition> why) -> stop(why);
        }
    }

    /**
     * {@return the security groups of the receiver as outbound rules see it; where the packet never gets to who is meant,
     * those of either, as nobody can tell and it does not matter}
     */
    private List<Set<String>> receivers(Way way, Place from, Addr to, Optional<Port> goal) {
        Set<String> meant = goal.map(this::groups).orElse(Set.of());
        boolean seen = goal.map(world::subnetOf)
                .filter(subnet -> flow.family() == Family.IPV4 && roads.arePeered(from.subnet(), subnet))
                .isPresent();
        if (way instanceof Way.Through) {
            return List.of(seen ? meant : Set.of());
        }
        return isMissed(way, to, goal) ? List.of(groupsAt(way, to), meant) : List.of(groupsAt(way, to));
    }

    private Set<String> groups(Port port) {
        return world.place(port, flow.family()).map(Place::groups).orElseGet(() -> Set.copyOf(port.securityGroups()));
    }

    /** {@return whether the way leads to somebody else than is meant, or is lost} */
    private boolean isMissed(Way way, Addr to, Optional<Port> goal) {
        return switch (way) {
            case Way.Within(Subnet own) -> !world.holder(own, to).equals(goal);
            case Way.Local(Subnet other) -> !world.holder(other, to).equals(goal);
            case Way.Over(String peering, var vpc, Subnet other) ->
                !world.holder(other, to).equals(goal);
            case Way.Lost lost -> true;
            case Way.Through through -> false;
            case Way.Unborne unborne -> true;
            case Way.Out out -> false;
        };
    }

    private Optional<Place> placeAt(Subnet subnet, Addr address) {
        return world.holder(subnet, address).flatMap(port -> world.place(port, address.family()));
    }

    private Optional<Port> nicAt(Subnet subnet, Addr address) {
        return placeAt(subnet, address).map(Place::nic);
    }

    private boolean isSameGuest(Place one, Place other) {
        Optional<Server> server = world.serverOf(one.nic());
        return server.isPresent() && server.equals(world.serverOf(other.nic()))
                || one.nic().id().equals(other.nic().id());
    }

    /** {@return the security groups that the receiver is a member of, if it has the address itself} */
    private Set<String> groupsAt(Way way, Addr to) {
        Optional<Subnet> subnet = switch (way) {
            case Way.Within(Subnet own) -> Optional.of(own);
            case Way.Local(Subnet other) -> Optional.of(other);
            case Way.Over(String peering, var vpc, Subnet other) -> Optional.of(other);
            case Way.Through through -> Optional.empty();
            case Way.Unborne unborne -> Optional.empty();
            case Way.Out out -> Optional.empty();
            case Way.Lost lost -> Optional.empty();
        };
        return subnet.flatMap(there -> world.holder(there, to))
                .map(this::groups)
                .orElse(Set.of());
    }

    /** Over the border of a subnet: by its gateway and the router's interface, and past its firewall. */
    void cross(Subnet subnet, Optional<Port> nic, FirewallGroup.Direction direction, Packet packet) {
        if (!World.isOpen(subnet, packet.destination().family())) {
            stop(Disposition.NO_ROUTE);
        }
        boolean exempt = !packet.filtered()
                || world.vpcOf(subnet).isEmpty()
                || nic.filter(Port::disableSecurityGroups).isPresent();
        if (!exempt) {
            walls.firewall(subnet).ifPresent(firewall -> trail.before(firewall.id()));
            if (!walls.firewallPasses(subnet, direction, packet)) {
                stop(Disposition.DENIED_BY_FIREWALL);
            }
        }
    }

    /** {@return who takes it in a subnet, if it is the one that is meant} */
    private Optional<Place> land(Subnet subnet, Packet packet, Optional<Port> goal) {
        return land(subnet, packet, goal, nic -> true);
    }

    /**
     * @param among the NICs that the question is about
     */
    Optional<Place> land(Subnet subnet, Packet packet, Optional<Port> goal, Predicate<Port> among) {
        Optional<Port> holder = world.holder(subnet, packet.destination());
        if (goal.isPresent() && !holder.map(Port::id).equals(goal.map(Port::id))) {
            stop(Disposition.SHADOWED_BY_LOCAL_ROUTE);
            stop(Disposition.ISOLATED_VPCS);
            if (holder.isEmpty()) {
                stop(Disposition.ADDRESS_UNUSED);
            }
            return Optional.empty();
        }
        if (holder.isEmpty()) {
            stop(Disposition.ADDRESS_UNUSED);
            return Optional.empty();
        }
        Optional<Place> place = world.place(holder.get(), packet.destination().family(), among);
        if (place.isEmpty()) {
            stop(Disposition.VIP_NOT_BOUND);
            return Optional.empty();
        }
        arrive(place.get(), packet);
        if (!world.maySend(place.get())) {
            stop(Disposition.SOURCE_ADDRESS_DENIED);
        }
        return place;
    }

    private void arrive(Place place, Packet packet) {
        if (packet.filtered()
                && !walls.groupsPass(
                        place.nic(), Rule.Direction.INGRESS, packet.kind(), packet.source(), packet.sourceGroups())) {
            stop(Disposition.DENIED_BY_SECURITY_GROUP);
        }
        stop(world.ailments(place));
    }

    private void through(Place router, Packet packet, Optional<Port> goal, Set<String> passed) {
        cross(router.subnet(), Optional.of(router.nic()), FirewallGroup.Direction.INGRESS, packet);
        arrive(router, packet);
        if (!passed.add(router.nic().id())) {
            stop(Disposition.ROUTING_LOOP);
            return;
        }
        if (!world.forwards(router.nic())) {
            stop(Disposition.DROPPED_BY_SOURCE_DESTINATION_CHECK);
        }
        if (packet.destination().isPublic() && packet.destination().family() == Family.IPV4) {
            translate(router, packet.destination(), goal, passed);
        } else {
            end = Disposition.HANDED_TO_NEXT_HOP;
        }
    }

    /** A server that forwards does so from the address of its own NIC, also if it was found by a virtual IP. */
    private void translate(Place router, Addr to, Optional<Port> goal, Set<String> passed) {
        Optional<Place> own = world.place(router.nic(), to.family());
        if (own.isEmpty()) {
            stop(Disposition.NO_ADDRESS);
            return;
        }
        stop(world.ailments(own.get()));
        send(own.get(), to, goal, passed);
    }

    private void out(Addr source, Addr to) {
        end = Disposition.EXITS_TO_INTERNET;
        outside().comeBack(source, to);
    }

    /** It is taken in the cloud after all. */
    void delivered() {
        end = Disposition.DELIVERED;
    }

    void stop(Disposition why) {
        blockers.add(why);
    }

    void stop(Collection<Disposition> why) {
        blockers.addAll(new ArrayList<>(why));
    }
}
