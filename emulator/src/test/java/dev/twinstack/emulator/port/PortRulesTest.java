package dev.twinstack.emulator.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.bandwidth.Bandwidth;
import dev.twinstack.emulator.bandwidth.BandwidthCommand;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.EventSerializer;
import dev.twinstack.emulator.kernel.Existence;
import dev.twinstack.emulator.kernel.Lifecycle;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.port.Port.AddressPair;
import dev.twinstack.emulator.port.Port.Device;
import dev.twinstack.emulator.port.Port.DhcpOption;
import dev.twinstack.emulator.port.PortCommand.DhcpChange;
import dev.twinstack.emulator.port.PortCommand.PortSpec;
import dev.twinstack.emulator.port.PortCommand.Update;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import dev.twinstack.emulator.securitygroup.SecurityGroupCommand;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.subnet.SubnetCommand;
import dev.twinstack.emulator.subnet.SubnetCommand.Leased;
import dev.twinstack.emulator.subnet.SubnetCommand.LeasedAddress;
import dev.twinstack.emulator.subnet.SubnetCommand.Wanted;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortRulesTest {
    private static final EntityRef SELF = Port.TYPE.ref("p1", "port1");
    private static final EntityRef SUBNET = Subnet.TYPE.ref("p1", "s1");
    private static final EntityRef GROUP = SecurityGroup.TYPE.ref("p1", "g1");
    private static final EntityRef SERVER = new EntityRef("p1", "server", "vm1");
    private static final EntityRef VIP = Port.TYPE.ref("p1", "vip1");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<Wanted> IPV4 = List.of(new Wanted.Any(Family.IPV4));
    private static final List<Wanted> BOTH = List.of(new Wanted.Any(Family.IPV4), new Wanted.Any(Family.IPV6));
    private static final LeasedAddress V4 = new LeasedAddress("n4", IpAddress.of("10.0.0.2"));
    private static final LeasedAddress V6 = new LeasedAddress("n6", IpAddress.of("2001:db8::2"));

    private final PortRules resource = new PortRules();
    private final Lifecycle<Port, PortCommand, PortEvent> lifecycle = new Lifecycle<>(resource);

    private Decision<PortEvent> decide(Existence<Port> existence, Command command, EntityRef... granted) {
        Map<EntityRef, Object> grants = new HashMap<>();
        for (EntityRef owner : granted) {
            grants.put(owner, owner);
        }
        grants.put(SUBNET, new Leased(List.of(V4)));
        return lifecycle.decide(existence, command, new Context(SELF, NOW, grants));
    }

    private Existence<Port> after(Existence<Port> existence, Command command, EntityRef... granted) {
        Decision<PortEvent> decision = decide(existence, command, granted);
        assertThat(decision).isInstanceOf(Decision.Persist.class);
        return lifecycle.evolve(existence, ((Decision.Persist<PortEvent>) decision).events());
    }

    private void refused(Existence<Port> existence, Command command, String reason, EntityRef... granted) {
        assertThat(decide(existence, command, granted))
                .isInstanceOfSatisfying(
                        Decision.Refuse.class,
                        refuse -> assertThat(refuse.error().reason()).isEqualTo(reason));
    }

    private Existence<Port> opened(String owner, LeasedAddress... addresses) {
        PortCommand open = new PortCommand.Open(PortSpec.of("s1", "nic", owner, BOTH, List.of("g1")));
        Map<EntityRef, Object> grants = Map.of(SUBNET, new Leased(List.of(addresses)), GROUP, "port1");
        Decision<PortEvent> decision = lifecycle.decide(new Existence.Never<>(), open, new Context(SELF, NOW, grants));
        return lifecycle.evolve(new Existence.Never<>(), ((Decision.Persist<PortEvent>) decision).events());
    }

    private static Port state(Existence<Port> existence) {
        return ((Existence.Live<Port>) existence).state();
    }

    private static Update pairs(AddressPair... pairs) {
        return new Update(
                Patch.keep(),
                Patch.keep(),
                Patch.set(List.of(pairs)),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                List.of());
    }

    private static Update groups(String... groups) {
        return new Update(
                Patch.keep(),
                Patch.set(List.of(groups)),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                List.of());
    }

    @Test
    void aPortTakesItsAddressesAndItsGroupsAtOnce() {
        PortCommand open = new PortCommand.Open(PortSpec.of("s1", "nic", "", IPV4, List.of("g1")));
        List<Claim> claims =
                List.of(SubnetCommand.lease(SUBNET, "port1", IPV4), SecurityGroupCommand.join(GROUP, "port1"));
        assertThat(lifecycle.decide(new Existence.Never<>(), open, new Context(SELF, NOW, Map.of())))
                .isEqualTo(Decision.needs(claims));
        Existence<Port> port = opened("", V4, V6);
        assertThat(state(port).ipv4()).contains(V4.address());
        assertThat(state(port).ipv6()).contains(V6.address());
        assertThat(state(port).mac()).matches("fa:16:3e(:[0-9a-f]{2}){3}");
        assertThat(resource.holds(SELF, state(port)))
                .containsExactlyElementsOf(claims.stream().map(Claim::hold).toList());
    }

    @Test
    void aPortMayBeWithoutAddresses() {
        assertThat(state(opened("")).fixedIps()).isEmpty();
    }

    @Test
    void aPortMadeForAServerGoesWithIt() {
        PortCommand openFor =
                new PortCommand.OpenFor(SERVER, PortSpec.of("s1", "", "", IPV4, List.of("g1")), "compute:eu-de-01");
        Existence<Port> port = after(new Existence.Never<>(), openFor, GROUP);
        assertThat(state(port).device()).isEqualTo(new Device.OfServer("vm1", true));
        assertThat(after(port, openFor)).isEqualTo(port);
        assertThat(resource.held(SELF, state(port)))
                .containsExactly(new Claim.Held(SERVER, new PortCommand.CloseFor("vm1")));
        refused(port, new PortCommand.Close(), "port-has-device");
        assertThat(after(port, new PortCommand.CloseFor("vm2"))).isEqualTo(port);
        assertThat(after(port, new PortCommand.CloseFor("vm1"))).isInstanceOf(Existence.Gone.class);
    }

    @Test
    void anExistingPortIsLentToOneServer() {
        Existence<Port> free = opened("", V4);
        Existence<Port> port = after(free, new PortCommand.Attach("vm1", "compute:eu-de-01"));
        assertThat(after(port, new PortCommand.Attach("vm1", "compute:eu-de-01")))
                .isEqualTo(port);
        refused(port, new PortCommand.Attach("vm2", "compute:eu-de-01"), "port-has-device");
        assertThat(resource.held(SELF, state(port)))
                .containsExactly(new Claim.Held(SERVER, new PortCommand.Detach("vm1")));
        Existence<Port> back = after(port, new PortCommand.Detach("vm1"));
        assertThat(state(back).device()).isEqualTo(new Device.Free());
        assertThat(state(back).deviceOwner()).isEmpty();
        assertThat(after(back, new PortCommand.Close())).isInstanceOf(Existence.Gone.class);
        refused(opened(Port.VIP_OWNER, V4), new PortCommand.Attach("vm1", "compute:eu-de-01"), "port-is-vip");
    }

    @Test
    void aPortHasOnePublicAddress() {
        refused(opened("", V6), new PortCommand.BindPublicIp("e1"), "port-lacks-ipv4");
        Existence<Port> port = after(opened("", V4), new PortCommand.BindPublicIp("e1"));
        assertThat(after(port, new PortCommand.BindPublicIp("e1"))).isEqualTo(port);
        refused(port, new PortCommand.BindPublicIp("e2"), "port-has-eip");
        refused(port, new PortCommand.Close(), "port-has-eip");
        assertThat(resource.held(SELF, state(port)))
                .containsExactly(
                        new Claim.Held(new EntityRef("p1", "publicip", "e1"), new PortCommand.UnbindPublicIp("e1")));
        assertThat(after(port, new PortCommand.UnbindPublicIp("e2"))).isEqualTo(port);
        assertThat(state(after(port, new PortCommand.UnbindPublicIp("e1"))).eip())
                .isEqualTo(new Port.Eip.None());
    }

    @Test
    void anIpv4VirtualIpServesSeveralNics() {
        Existence<Port> vip = after(opened(Port.VIP_OWNER, V4), new PortCommand.BindVip("nic1"));
        vip = after(vip, new PortCommand.BindVip("nic2"));
        assertThat(state(vip).boundTo()).containsExactlyInAnyOrder("nic1", "nic2");
        refused(vip, new PortCommand.Close(), "vip-bound");
        vip = after(after(vip, new PortCommand.UnbindVip("nic1")), new PortCommand.UnbindVip("nic2"));
        assertThat(after(vip, new PortCommand.Close())).isInstanceOf(Existence.Gone.class);
    }

    @Test
    void anIpv6VirtualIpServesOneDualStackNic() {
        Existence<Port> vip = after(opened(Port.VIP_OWNER, V6), new PortCommand.BindVip("nic1"));
        assertThat(after(vip, new PortCommand.BindVip("nic1"))).isEqualTo(vip);
        refused(vip, new PortCommand.BindVip("nic2"), "vip-bound-elsewhere");
        AddressPair v6 = new AddressPair("2001:db8::9", "", "vip1");
        refused(opened("", V4), pairs(v6), "vip-needs-dual-stack", VIP);
        refused(opened("", V4), new PortCommand.BindVip("nic1"), "port-is-no-vip");
    }

    @Test
    void aNicClaimsTheVirtualIpItNames() {
        Existence<Port> nic = opened("", V4, V6);
        Update bind = pairs(new AddressPair("2001:db8::9", "", "vip1"), new AddressPair("1.1.1.1/0", "", ""));
        Claim claim = PortCommand.bindVip(VIP, SELF);
        assertThat(decide(nic, bind)).isEqualTo(Decision.needs(List.of(claim)));
        nic = after(nic, bind, VIP);
        assertThat(state(nic).addressPairs())
                .extracting(AddressPair::mac)
                .containsOnly(state(nic).mac());
        assertThat(resource.holds(SELF, state(nic))).contains(claim.hold());
        assertThat(resource.holds(SELF, state(after(nic, pairs())))).doesNotContain(claim.hold());
        refused(nic, pairs(new AddressPair("0.0.0.0/0", "", "")), "pair-everything");
    }

    @Test
    void groupsComeAndGo() {
        Existence<Port> port = opened("", V4);
        Claim join = SecurityGroupCommand.join(SecurityGroup.TYPE.ref("p1", "g2"), "port1");
        assertThat(decide(port, groups("g1", "g2"))).isEqualTo(Decision.needs(List.of(join)));
        refused(port, new PortCommand.RemoveGroup("g1"), "last-security-group");
        refused(port, new PortCommand.RemoveGroup("g2"), "port-not-in-group");
        assertThat(state(after(port, new PortCommand.LeaveGroup("g1"))).securityGroups())
                .isEmpty();
        assertThat(decide(port, new PortCommand.LeaveGroup("g2"))).isEqualTo(Decision.nothing());
        port = after(port, new PortCommand.AddGroup("g2"), join.owner());
        assertThat(state(port).securityGroups()).containsExactly("g1", "g2");
        assertThat(after(port, new PortCommand.AddGroup("g2"))).isEqualTo(port);
        port = after(port, new PortCommand.RemoveGroup("g1"));
        assertThat(state(port).securityGroups()).containsExactly("g2");
    }

    @Test
    void portSecurityOffLeavesTheGroups() {
        Update off = new Update(
                Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep(), Patch.set(false), Patch.keep(), List.of());
        Existence<Port> port = after(opened("", V4), off);
        assertThat(state(port).securityGroups()).isEmpty();
        refused(port, groups("g1"), "port-security-off");
        refused(port, new PortCommand.AddGroup("g1"), "port-security-off");
    }

    @Test
    void theIpv6AddressJoinsOneSharedBandwidth() {
        PortCommand join = new PortCommand.JoinBandwidth("b1");
        EntityRef bandwidth = Bandwidth.TYPE.ref("p1", "b1");
        Claim claim = BandwidthCommand.join(bandwidth, SELF, Bandwidth.Member.ipv6Port());
        refused(opened("", V4), join, "port-lacks-ipv6");
        assertThat(decide(opened("", V4, V6), join)).isEqualTo(Decision.needs(List.of(claim)));
        Existence<Port> port = after(opened("", V4, V6), join, bandwidth);
        assertThat(resource.holds(SELF, state(port))).contains(claim.hold());
        assertThat(after(port, join)).isEqualTo(port);
        refused(port, new PortCommand.JoinBandwidth("b2"), "port-in-bandwidth");
        port = after(port, new PortCommand.LeaveBandwidth());
        assertThat(resource.holds(SELF, state(port))).doesNotContain(claim.hold());
    }

    @Test
    void dhcpOptionsChangeOneByOne() {
        Existence<Port> port = options(opened("", V4), new DhcpChange("a", Patch.set("1")));
        port = options(port, new DhcpChange("b", Patch.set("2")));
        port = options(port, new DhcpChange("a", Patch.clear()));
        assertThat(state(port).dhcpOptions()).containsExactly(new DhcpOption("b", "2"));
    }

    private Existence<Port> options(Existence<Port> port, DhcpChange change) {
        return after(
                port,
                new Update(
                        Patch.keep(),
                        Patch.keep(),
                        Patch.keep(),
                        Patch.keep(),
                        Patch.keep(),
                        Patch.keep(),
                        List.of(change)));
    }

    @Test
    void storedEventsAreReadBack() {
        EventSerializer serializer = new EventSerializer(List.of(resource));
        PortCommand open = new PortCommand.Open(PortSpec.of("s1", "nic", "", IPV4, List.of("g1")));
        PortEvent opened = ((Decision.Persist<PortEvent>) decide(new Existence.Never<>(), open, GROUP))
                .events()
                .getFirst();
        assertThat(serializer.read(serializer.name(opened), serializer.write(opened)))
                .isEqualTo(opened);
    }

    @Test
    void aFreePortWithOneAddressBecomesARoutersInterfaceAndGoesWithIt() {
        Existence<Port> port = opened("", V4);
        Claim claim = SubnetCommand.portInterface(SUBNET, "n4", "r1", "port1");
        assertThat(lifecycle.decide(port, new PortCommand.JoinRouter("r1"), new Context(SELF, NOW, Map.of())))
                .isEqualTo(Decision.needs(List.of(claim)));
        Existence<Port> joined = after(port, new PortCommand.JoinRouter("r1"), SUBNET);
        assertThat(state(joined).device()).isEqualTo(new Device.OfRouter("r1"));
        assertThat(state(joined).deviceOwner()).isEqualTo("network:router_interface_distributed");
        assertThat(lifecycle.holds(SELF, joined)).contains(claim.hold());
        assertThat(resource.held(SELF, state(joined))).isEmpty();
        refused(joined, new PortCommand.JoinRouter("r2"), "port-has-device");
        refused(joined, new PortCommand.Attach("vm1", "compute:az"), "port-has-device");
        refused(joined, new PortCommand.Close(), "port-has-device");
        refused(joined, new PortCommand.LeaveRouter("r2"), "interface-not-found");
        assertThat(after(joined, new PortCommand.LeaveRouter("r1"))).isInstanceOf(Existence.Gone.class);
    }

    @Test
    void otherPortsBecomeNoInterface() {
        PortCommand join = new PortCommand.JoinRouter("r1");
        refused(opened("", V4, V6), join, "port-unfit-for-router");
        refused(opened(""), join, "port-unfit-for-router");
        refused(opened(Port.VIP_OWNER, V4), join, "port-unfit-for-router");
        refused(after(opened("", V4), new PortCommand.Attach("vm1", "compute:az")), join, "port-has-device");
        refused(opened("", V4), new PortCommand.LeaveRouter("r1"), "interface-not-found");
        refused(new Existence.Never<>(), join, "port-not-found");
    }
}
