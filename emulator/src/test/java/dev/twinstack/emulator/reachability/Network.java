package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.addressgroup.AddressGroup;
import dev.twinstack.emulator.bandwidth.Bandwidth;
import dev.twinstack.emulator.firewall.FirewallGroup;
import dev.twinstack.emulator.firewall.FirewallPolicy;
import dev.twinstack.emulator.firewall.FirewallRule;
import dev.twinstack.emulator.firewall.Match;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.ip.LeasePool;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.natgateway.DnatRule;
import dev.twinstack.emulator.natgateway.NatGateway;
import dev.twinstack.emulator.natgateway.SnatRule;
import dev.twinstack.emulator.natgateway.SnatRule.Source;
import dev.twinstack.emulator.peering.Peering;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.routetable.RouteTable;
import dev.twinstack.emulator.routetable.RouteTable.Route;
import dev.twinstack.emulator.routetable.RouteType;
import dev.twinstack.emulator.securitygroup.Rule;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.subnet.Subnet.Gateway;
import dev.twinstack.emulator.subnet.Subnet.Segment;
import dev.twinstack.emulator.tag.Tags;
import dev.twinstack.emulator.vpc.Grants;
import dev.twinstack.emulator.vpc.Vpc;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/** A topology in few words. The id of everything is its name; the NIC of server {@code web} is {@code web-nic}. */
final class Network {
    static final Catalogue CATALOGUE = Catalogue.of(RegionSettings.of("eu-de"));
    static final String ASSIGNS_IPV6 = image("Standard_Ubuntu_16.04_latest");
    static final String LEAVES_IPV6 = image("Standard_Debian_11_latest");

    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private final Map<String, Map<String, Object>> byType = new TreeMap<>();
    private int revision;
    private Snapshot newest = Snapshot.empty("p1");

    private static String image(String name) {
        return CATALOGUE.images().stream()
                .filter(image -> image.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    Network put(ResourceType<?> type, String id, Object state) {
        byType.computeIfAbsent(type.name(), name -> new TreeMap<>()).put(id, state);
        revision++;
        return this;
    }

    Network remove(ResourceType<?> type, String id) {
        byType.getOrDefault(type.name(), Map.of()).remove(id);
        revision++;
        return this;
    }

    Snapshot snapshot() {
        if (newest.revision() != revision) {
            newest = collected();
        }
        return newest;
    }

    private Snapshot collected() {
        PMap<String, PSortedMap<String, Object>> types = HashTreePMap.empty();
        for (Map.Entry<String, Map<String, Object>> type : byType.entrySet()) {
            types = types.plus(type.getKey(), TreePMap.from(type.getValue()));
        }
        return new Snapshot("p1", revision, types);
    }

    <S> S get(ResourceType<S> type, String id) {
        return Optional.ofNullable(byType.getOrDefault(type.name(), Map.of()).get(id))
                .map(type.state()::cast)
                .orElseThrow();
    }

    Network vpc(String name, String block) {
        return vpc(name, block, false);
    }

    Network vpc(String name, String block, boolean sharedSnat, Vpc.HostRoute... routes) {
        return put(
                Vpc.TYPE,
                name,
                vpc(name, List.of(IpRange.of(block)), HashTreePMap.empty(), sharedSnat, List.of(routes)));
    }

    private static Vpc vpc(
            String name,
            List<IpRange> blocks,
            PMap<EntityRef, Vpc.Link> peerings,
            boolean sharedSnat,
            List<Vpc.HostRoute> routes) {
        return new Vpc(
                name,
                name,
                "",
                blocks,
                List.of(),
                Grants.NONE,
                HashTreePSet.empty(),
                peerings,
                sharedSnat,
                routes,
                "0",
                false,
                Tags.NONE,
                HashTreePMap.empty(),
                AT,
                AT);
    }

    /** Connects two VPCs of this project. */
    Network peering(String name, String vpc, String other) {
        return peered(name, vpc, Vpc.TYPE.ref("p1", other)).peered(name, other, Vpc.TYPE.ref("p1", vpc));
    }

    /** Connects a VPC to another one, which may be another project's. */
    Network peered(String name, String vpc, EntityRef other) {
        return linked(name, vpc, new Vpc.Link(other, true));
    }

    /** Connects a VPC to another project's, once that accepts. */
    Network requested(String name, String vpc, EntityRef other) {
        return linked(name, vpc, new Vpc.Link(other, false));
    }

    private Network linked(String name, String vpc, Vpc.Link link) {
        Vpc before = get(Vpc.TYPE, vpc);
        return put(
                Vpc.TYPE,
                vpc,
                vpc(
                        vpc,
                        before.cidr(),
                        before.peerings().plus(Peering.ref(name), link),
                        before.sharedSnat(),
                        before.routes()));
    }

    /**
     * @param blocks one IPv4 block, and one IPv6 block if it is dual-stack
     */
    Network subnet(String name, String vpc, String... blocks) {
        return subnet(name, new Subnet.Home.In(vpc), true, new Subnet.Table.Default(), blocks);
    }

    Network subnet(String name, Subnet.Home vpc, boolean gateway, Subnet.Table table, String... blocks) {
        PMap<Family, Segment> segments = HashTreePMap.empty();
        for (String block : blocks) {
            IpRange range = IpRange.of(block);
            Gateway at = gateway ? new Gateway.At(range.address(1)) : new Gateway.None();
            Segment segment = new Segment(
                    name + "-" + range.family(),
                    "",
                    range,
                    at,
                    range.address(2),
                    range.last(),
                    LeasePool.of(range, List.of(range.address(1))),
                    "",
                    vpc instanceof Subnet.Home.In
                            ? new Subnet.RouterInterface.AtGateway()
                            : new Subnet.RouterInterface.None());
            segments = segments.plus(range.family(), segment);
        }
        Subnet.Dhcp dhcp = new Subnet.Dhcp(true, List.of(), List.of());
        return put(
                Subnet.TYPE,
                name,
                new Subnet(
                        name,
                        vpc,
                        Subnet.Origin.V1,
                        name,
                        "",
                        segments,
                        dhcp,
                        "",
                        table,
                        new Subnet.Firewall.None(),
                        false,
                        true,
                        HashTreePMap.empty(),
                        Tags.NONE,
                        AT,
                        AT,
                        AT));
    }

    /** Routes of the VPC itself. */
    Network hostRoutes(String vpc, List<Vpc.HostRoute> routes) {
        Vpc before = get(Vpc.TYPE, vpc);
        return put(Vpc.TYPE, vpc, vpc(vpc, before.cidr(), before.peerings(), before.sharedSnat(), routes));
    }

    Network withoutDhcp(String subnet) {
        Subnet before = get(Subnet.TYPE, subnet);
        return put(
                Subnet.TYPE,
                subnet,
                with(before, before.segments(), before.firewall(), new Subnet.Dhcp(false, List.of(), List.of())));
    }

    /** Takes the router's interface from the subnet's block of a family. */
    Network disconnect(String subnet, Family family) {
        Subnet before = get(Subnet.TYPE, subnet);
        Segment segment = before.segment(family).orElseThrow();
        Segment alone = new Segment(
                segment.neutronId(),
                segment.name(),
                segment.range(),
                segment.gateway(),
                segment.first(),
                segment.last(),
                segment.pool(),
                "",
                new Subnet.RouterInterface.None());
        return put(Subnet.TYPE, subnet, with(before, before.segments().plus(family, alone), before.firewall()));
    }

    /**
     * @param rules each such as {@code allow in IPv4 tcp 443 0.0.0.0/0}, with a priority at the end if it is not 1
     */
    Network group(String name, String... rules) {
        List<Rule> all = new ArrayList<>();
        for (String words : rules) {
            all.add(rule(name + "-" + (all.size() + 1), words));
        }
        return put(
                SecurityGroup.TYPE,
                name,
                new SecurityGroup(
                        name,
                        name,
                        "",
                        false,
                        all,
                        HashTreePSet.empty(),
                        HashTreePSet.empty(),
                        "",
                        "0",
                        Map.of(),
                        AT,
                        AT));
    }

    /**
     * @param entries each an address, a range with a hyphen, or a CIDR block
     */
    Network addresses(String name, Family family, String... entries) {
        return put(
                AddressGroup.TYPE,
                name,
                new AddressGroup(
                        name,
                        name,
                        "",
                        family,
                        20,
                        Arrays.stream(entries)
                                .map(entry ->
                                        AddressGroup.Entry.parse(entry, "").orElseThrow())
                                .toList(),
                        HashTreePSet.empty(),
                        false,
                        "0",
                        AT,
                        AT));
    }

    /**
     * A firewall, and the subnets behind it.
     *
     * @param subnets between spaces
     * @param rules in order, each such as {@code allow in IPv4 tcp 0.0.0.0/0 10.0.0.0/8 22,80:90}; {@code -} is anything,
     *     and {@code off} at the end disables it
     */
    Network firewall(String name, boolean up, String subnets, String... rules) {
        Map<String, List<String>> policies = new TreeMap<>(Map.of("in", new ArrayList<>(), "out", new ArrayList<>()));
        for (int i = 0; i < rules.length; i++) {
            String[] word = rules[i].split(" ", -1);
            String id = name + "-" + (i + 1);
            policies.getOrDefault(word[1], new ArrayList<>()).add(id);
            put(FirewallRule.TYPE, id, new FirewallRule(id, "", "", spec(word), false, HashTreePSet.empty(), AT, AT));
        }
        policies.forEach((way, ids) -> put(
                FirewallPolicy.TYPE,
                name + way,
                new FirewallPolicy(name + way, "", "", ids, false, false, HashTreePSet.empty(), AT, AT)));
        List<String> behind = List.of(subnets.split(" "));
        behind.stream()
                .map(subnet -> get(Subnet.TYPE, subnet))
                .forEach(subnet ->
                        put(Subnet.TYPE, subnet.id(), with(subnet, subnet.segments(), new Subnet.Firewall.Of(name))));
        return put(
                FirewallGroup.TYPE,
                name,
                new FirewallGroup(
                        name,
                        name,
                        "",
                        "0",
                        new FirewallGroup.Policy.Of(name + "in"),
                        new FirewallGroup.Policy.Of(name + "out"),
                        behind.stream()
                                .map(subnet -> new FirewallGroup.Association(subnet, List.of()))
                                .toList(),
                        up,
                        Tags.NONE,
                        AT,
                        AT));
    }

    private static FirewallRule.Spec spec(String[] word) {
        return new FirewallRule.Spec(
                word[3].equals("any") ? "" : word[3],
                word[2].equals("IPv6") ? Family.IPV6 : Family.IPV4,
                side(word[4]),
                new Match.Ports.All(),
                side(word[5]),
                Match.ports(word[6].equals("-") ? "" : word[6]).orElseThrow(),
                word[0].equals("allow") ? FirewallRule.Action.ALLOW : FirewallRule.Action.DENY,
                word.length < 8);
    }

    private static Match.Address side(String word) {
        return word.startsWith("group:")
                ? new Match.Address.InGroup(word.substring("group:".length()))
                : Match.address(word.equals("-") ? "" : word).orElseThrow();
    }

    private static Subnet with(Subnet subnet, PMap<Family, Segment> segments, Subnet.Firewall firewall) {
        return with(subnet, segments, firewall, subnet.dhcp());
    }

    private static Subnet with(
            Subnet subnet, PMap<Family, Segment> segments, Subnet.Firewall firewall, Subnet.Dhcp dhcp) {
        return new Subnet(
                subnet.id(),
                subnet.vpc(),
                subnet.origin(),
                subnet.name(),
                subnet.description(),
                segments,
                dhcp,
                subnet.availabilityZone(),
                subnet.routeTable(),
                firewall,
                subnet.geneve(),
                subnet.portSecurity(),
                subnet.leases(),
                subnet.tags(),
                subnet.releasedAt(),
                AT,
                AT);
    }

    /** As v1 makes it: everything out, and everything in from the members (SG-02). */
    Network members(String name) {
        return group(
                name,
                "allow out IPv4 any - -",
                "allow out IPv6 any - -",
                "allow in IPv4 any - group:" + name,
                "allow in IPv6 any - group:" + name);
    }

    private static Rule rule(String id, String words) {
        String[] word = words.split(" ", -1);
        return new Rule(
                id,
                word[1].equals("in") ? Rule.Direction.INGRESS : Rule.Direction.EGRESS,
                word[2].equals("IPv6") ? Family.IPV6 : Family.IPV4,
                word[3].equals("any") ? "" : word[3],
                ports(word[3], word[4]),
                remote(word[5]),
                word[0].equals("allow") ? Rule.Action.ALLOW : Rule.Action.DENY,
                word.length > 6 ? Integer.parseInt(word[6]) : 1,
                "",
                AT);
    }

    private static Rule.PortRange ports(String protocol, String text) {
        if (text.equals("-")) {
            return new Rule.PortRange.All();
        }
        if (text.contains(",")) {
            return new Rule.PortRange.Several(Arrays.stream(text.split(",", -1))
                    .map(part -> (Rule.PortRange.Range) ports(protocol, part))
                    .toList());
        }
        int[] parts = Arrays.stream(text.split("[-/]", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
        if (Rule.isIcmp(protocol)) {
            return parts.length == 1
                    ? new Rule.PortRange.IcmpType(parts[0])
                    : new Rule.PortRange.IcmpCode(parts[0], parts[1]);
        }
        return new Rule.PortRange.Range(parts[0], parts[parts.length - 1]);
    }

    private static Rule.Remote remote(String text) {
        if (text.equals("-")) {
            return new Rule.Remote.Anything();
        }
        if (text.startsWith("addresses:")) {
            return new Rule.Remote.AddressGroup(text.substring("addresses:".length()));
        }
        return text.startsWith("group:")
                ? new Rule.Remote.Group(text.substring("group:".length()))
                : Rule.Remote.Prefix.parse(text).orElseThrow();
    }

    /** A running server with one NIC; its image obtains the IPv6 address by itself. */
    Network server(String name, String subnet, String addresses, String... groups) {
        return nic(name + "-nic", subnet, addresses, groups).serverOf(name, ASSIGNS_IPV6, name + "-nic");
    }

    Network serverOf(String name, String image, String... nics) {
        for (String nic : nics) {
            device(nic, new Port.Device.OfServer(name, true));
        }
        Server.Spec spec =
                new Server.Spec(name, "", "s3.large.2", image, "eu-de-01", "", "", "", Map.of(), Map.of(), List.of());
        List<Server.Nic> interfaces = Stream.of(nics)
                .map(nic -> new Server.Nic(nic, true, false, false))
                .toList();
        return put(Server.TYPE, name, new Server(name, spec, interfaces, Server.Power.ACTIVE, AT, AT));
    }

    Network ipv6EnabledInGuest(String name) {
        Server server = get(Server.TYPE, name);
        List<Server.Nic> interfaces = server.interfaces().stream()
                .map(nic -> new Server.Nic(nic.port(), nic.made(), nic.hotPlugged(), true))
                .toList();
        return put(Server.TYPE, name, new Server(name, server.spec(), interfaces, server.power(), AT, AT));
    }

    Network stopped(String name) {
        Server server = get(Server.TYPE, name);
        return put(
                Server.TYPE, name, new Server(name, server.spec(), server.interfaces(), Server.Power.SHUTOFF, AT, AT));
    }

    Network hotPlugged(String name, String nic) {
        Server server = get(Server.TYPE, name);
        List<Server.Nic> interfaces = server.interfaces().stream()
                .map(each -> each.port().equals(nic) ? new Server.Nic(nic, true, true, each.ipv6Enabled()) : each)
                .toList();
        return put(Server.TYPE, name, new Server(name, server.spec(), interfaces, server.power(), AT, AT));
    }

    /** A port that is in no server yet. */
    Network nic(String name, String subnet, String addresses, String... groups) {
        List<Port.FixedIp> fixed = Stream.of(addresses.split(" ", -1))
                .map(IpAddress::of)
                .map(address -> new Port.FixedIp(subnet + "-" + address.family(), address))
                .toList();
        return put(
                Port.TYPE,
                name,
                new Port(
                        name,
                        subnet,
                        name,
                        "",
                        new Port.Device.Free(),
                        "fa:16:3e:00:00:01",
                        fixed,
                        List.of(groups),
                        List.of(),
                        true,
                        true,
                        false,
                        List.of(),
                        new Port.Eip.None(),
                        HashTreePSet.empty(),
                        new Port.Ipv6Bandwidth.None(),
                        AT,
                        AT));
    }

    /** A virtual IP, and the NICs it is bound to. */
    Network vip(String name, String subnet, String address, String... nics) {
        nic(name, subnet, address);
        for (String nic : nics) {
            pair(nic, address, name);
        }
        return port(name, port -> with(port, Port.VIP_OWNER, port.device(), port.addressPairs(), List.of(nics)));
    }

    /** Turns the source and destination check of a NIC off (PORT-08). */
    Network forwarding(String nic) {
        return pair(nic, "1.1.1.1/0", "");
    }

    /**
     * Lets a NIC send from other addresses.
     *
     * @param addresses one, or a block, which may have host bits set
     */
    Network pair(String nic, String addresses) {
        return pair(nic, addresses, "");
    }

    private Network pair(String nic, String address, String vip) {
        return port(nic, port -> {
            List<Port.AddressPair> pairs = new ArrayList<>(port.addressPairs());
            pairs.add(new Port.AddressPair(address, port.mac(), vip));
            return with(port, port.deviceOwner(), port.device(), pairs, List.of());
        });
    }

    /** A load balancer's address. */
    Network balancer(String name, String subnet, String address) {
        nic(name, subnet, address);
        Port.Device device = new Port.Device.OfService(new EntityRef("p1", "loadbalancer", name + "-lb"));
        return port(name, port -> with(port, Port.LOAD_BALANCER_OWNER, device, List.of(), List.of()));
    }

    private void device(String nic, Port.Device device) {
        port(nic, port -> with(port, "compute:eu-de-01", device, port.addressPairs(), List.of()));
    }

    /** Puts a port into other security groups. */
    Network grouped(String name, String... groups) {
        return port(
                name,
                port -> with(
                        port, port.deviceOwner(), port.device(), port.addressPairs(), port.boundTo(), List.of(groups)));
    }

    private static Port with(
            Port port, String owner, Port.Device device, List<Port.AddressPair> pairs, List<String> boundTo) {
        return with(port, owner, device, pairs, boundTo, port.securityGroups());
    }

    private static Port with(
            Port port,
            String owner,
            Port.Device device,
            List<Port.AddressPair> pairs,
            Collection<String> boundTo,
            List<String> groups) {
        return new Port(
                port.id(),
                port.subnet(),
                port.name(),
                owner,
                device,
                port.mac(),
                port.fixedIps(),
                groups,
                pairs,
                port.adminStateUp(),
                port.portSecurity(),
                port.disableSecurityGroups(),
                port.dhcpOptions(),
                port.eip(),
                HashTreePSet.from(boundTo),
                port.ipv6Bandwidth(),
                AT,
                AT);
    }

    /** Changes whether a port is up, has port security, and has security groups disabled. */
    Network switches(String nic, boolean up, boolean security, boolean groupsDisabled) {
        return port(nic, port -> outside(port, port.eip(), port.ipv6Bandwidth(), up, security, groupsDisabled));
    }

    private static Port outside(
            Port port, Port.Eip eip, Port.Ipv6Bandwidth ipv6, boolean up, boolean security, boolean groupsDisabled) {
        return new Port(
                port.id(),
                port.subnet(),
                port.name(),
                port.deviceOwner(),
                port.device(),
                port.mac(),
                port.fixedIps(),
                port.securityGroups(),
                port.addressPairs(),
                up,
                security,
                groupsDisabled,
                port.dhcpOptions(),
                eip,
                port.boundTo(),
                ipv6,
                AT,
                AT);
    }

    private Network port(String name, UnaryOperator<Port> change) {
        return put(Port.TYPE, name, change.apply(get(Port.TYPE, name)));
    }

    /** An EIP that is bound to nothing. */
    Network eip(String name, String address) {
        return eip(name, address, new PublicIp.Nat64.None(), new PublicIp.Binding.Unbound());
    }

    Network eip(String name, String address, String port) {
        bind(port, name);
        return eip(name, address, new PublicIp.Nat64.None(), new PublicIp.Binding.ToPort(port));
    }

    /** An EIP of type 5_dualStack. */
    Network eip64(String name, String address, String ipv6, String port) {
        bind(port, name);
        return eip(name, address, new PublicIp.Nat64.At(IpAddress.of(ipv6)), new PublicIp.Binding.ToPort(port));
    }

    private void bind(String name, String eip) {
        port(
                name,
                port -> outside(
                        port,
                        new Port.Eip.Bound(eip),
                        port.ipv6Bandwidth(),
                        port.adminStateUp(),
                        port.portSecurity(),
                        port.disableSecurityGroups()));
    }

    private Network eip(String name, String address, PublicIp.Nat64 nat64, PublicIp.Binding binding) {
        return put(
                PublicIp.TYPE,
                name,
                new PublicIp(
                        name,
                        nat64 instanceof PublicIp.Nat64.At ? "5_dualStack" : "5_bgp",
                        IpAddress.of(address),
                        nat64,
                        name,
                        "",
                        "bw-" + name,
                        true,
                        binding,
                        AT,
                        "0",
                        Tags.NONE,
                        AT,
                        AT));
    }

    /** A NAT gateway without rules. */
    Network natGateway(String name, String vpc, String subnet) {
        return put(
                NatGateway.TYPE,
                name,
                new NatGateway(name, name, "", "1", vpc, subnet, name + "-port", List.of(), List.of(), Tags.NONE, AT));
    }

    /**
     * @param source a subnet or a block
     * @param eips those of {@link #eip(String, String)}
     */
    Network snat(String gateway, String source, String... eips) {
        Source of = source.contains("/")
                ? new Source.OfBlock(IpRange.of(source))
                : new Source.OfNetwork(
                        source,
                        get(Subnet.TYPE, source)
                                .segment(Family.IPV4)
                                .orElseThrow()
                                .range());
        NatGateway before = get(NatGateway.TYPE, gateway);
        List<SnatRule> rules = new ArrayList<>(before.snatRules());
        rules.add(new SnatRule(gateway + "-snat-" + (rules.size() + 1), of, List.of(eips), "", AT));
        return gateway(before, rules, before.dnatRules());
    }

    /**
     * @param mapping such as {@code tcp 8443 443}, or {@code any} for all ports
     * @param target a port or an address
     */
    Network dnat(String gateway, String eip, String mapping, String target) {
        String[] words = mapping.split(" ", -1);
        boolean all = words.length == 1;
        NatGateway before = get(NatGateway.TYPE, gateway);
        List<DnatRule> rules = new ArrayList<>(before.dnatRules());
        rules.add(new DnatRule(
                gateway + "-dnat-" + (rules.size() + 1),
                eip,
                all ? 0 : Integer.parseInt(words[1]),
                DnatRule.Protocol.valueOf(words[0].toUpperCase(Locale.ROOT)),
                IpAddress.parse(target)
                        .<DnatRule.Target>map(DnatRule.Target.OfAddress::new)
                        .orElseGet(() -> new DnatRule.Target.OfPort(target)),
                all ? 0 : Integer.parseInt(words[2]),
                "",
                AT));
        return gateway(before, before.snatRules(), rules);
    }

    private Network gateway(NatGateway before, List<SnatRule> snatRules, List<DnatRule> dnatRules) {
        NatGateway after = new NatGateway(
                before.id(),
                before.name(),
                before.description(),
                before.spec(),
                before.vpc(),
                before.network(),
                before.port(),
                snatRules,
                dnatRules,
                Tags.NONE,
                AT);
        for (String eip : after.publicIps()) {
            eip(
                    eip,
                    get(PublicIp.TYPE, eip).address().toString(),
                    new PublicIp.Nat64.None(),
                    new PublicIp.Binding.ToGateway(before.id()));
        }
        return put(NatGateway.TYPE, before.id(), after);
    }

    /** Says how wide a bandwidth is, in Mbit/s; that of an EIP has its name after {@code bw-}. */
    Network bandwidth(String name, int size) {
        Bandwidth.ShareType type = name.startsWith("bw-") ? Bandwidth.ShareType.PER : Bandwidth.ShareType.WHOLE;
        return put(
                Bandwidth.TYPE,
                name,
                new Bandwidth(name, name, size, type, "share", "traffic", HashTreePMap.empty(), "0", AT, AT));
    }

    /**
     * Lets the NICs that carry a virtual IP send from it with another MAC than their own (PORT-09). Its address is written
     * as a block there.
     */
    Network otherMac(String vip) {
        Port face = get(Port.TYPE, vip);
        String block = IpRange.host(face.fixedIps().getFirst().address()).toString();
        for (String nic : face.boundTo()) {
            port(
                    nic,
                    port -> with(
                            port,
                            port.deviceOwner(),
                            port.device(),
                            port.addressPairs().stream()
                                    .map(pair -> pair.vip().equals(vip)
                                            ? new Port.AddressPair(block, "00:00:5e:00:01:0a", vip)
                                            : pair)
                                    .toList(),
                            List.copyOf(port.boundTo())));
        }
        return this;
    }

    /** A shared bandwidth with the IPv6 addresses of these ports. */
    Network shared(String name, String... ports) {
        for (String id : ports) {
            port(
                    id,
                    port -> outside(
                            port,
                            port.eip(),
                            new Port.Ipv6Bandwidth.In(name),
                            port.adminStateUp(),
                            port.portSecurity(),
                            port.disableSecurityGroups()));
        }
        return put(
                Bandwidth.TYPE,
                name,
                new Bandwidth(
                        name,
                        name,
                        10,
                        Bandwidth.ShareType.WHOLE,
                        "share",
                        "traffic",
                        HashTreePMap.empty(),
                        "0",
                        AT,
                        AT));
    }

    /** Routes of a VPC's default table. */
    Network routes(String vpc, Route... routes) {
        String id = get(Vpc.TYPE, vpc).defaultRouteTableId();
        return put(
                RouteTable.TYPE,
                id,
                new RouteTable(id, vpc, "rtb-" + vpc, "", true, List.of(routes), HashTreePSet.empty(), AT, AT));
    }

    Network customTable(String name, String vpc, Route... routes) {
        return put(
                RouteTable.TYPE,
                name,
                new RouteTable(name, vpc, name, "", false, List.of(routes), HashTreePSet.empty(), AT, AT));
    }

    static Route route(String destination, RouteType type, String nexthop) {
        return new Route(type, IpRange.of(destination), nexthop, "");
    }

    Trace trace(String from, String to, Family family, Traffic traffic) {
        Snapshot snapshot = snapshot();
        Ends ends = Ends.find(snapshot, from, to, family);
        if (!(ends instanceof Ends.Found(Endpoint start, Endpoint end))) {
            throw new AssertionError(ends);
        }
        return new Tracer(CATALOGUE).trace(snapshot, new Flow(start, end, family, traffic));
    }

    /** {@return the answer to a question between two ends that are one each} */
    Finding survey(String from, String to, Family family, Traffic traffic) {
        Snapshot snapshot = snapshot();
        Ends ends = Ends.find(snapshot, from, to, family);
        if (!(ends instanceof Ends.Found(Endpoint start, Endpoint end))) {
            throw new AssertionError(ends);
        }
        return new Tracer(CATALOGUE).survey(snapshot, List.of(new Flow(start, end, family, traffic)));
    }
}
