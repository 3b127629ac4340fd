package dev.twinstack.emulator.subnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.emulator.addresspool.AddressPool;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.EventSerializer;
import dev.twinstack.emulator.kernel.Ids;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.kernel.Trial;
import dev.twinstack.emulator.project.Project;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.project.Quota;
import dev.twinstack.emulator.routetable.RouteTable;
import dev.twinstack.emulator.routetable.RouteTableCommand;
import dev.twinstack.emulator.subnet.Subnet.Gateway;
import dev.twinstack.emulator.subnet.Subnet.Home;
import dev.twinstack.emulator.subnet.SubnetCommand.SegmentSpec;
import dev.twinstack.emulator.subnet.SubnetCommand.Wanted;
import dev.twinstack.emulator.subnet.SubnetEvent.Associated;
import dev.twinstack.emulator.subnet.SubnetEvent.Closed;
import dev.twinstack.emulator.subnet.SubnetEvent.SegmentAdded;
import dev.twinstack.emulator.subnet.SubnetEvent.SegmentRenamed;
import dev.twinstack.emulator.subnet.SubnetEvent.StoredSegment;
import dev.twinstack.emulator.tag.Tag;
import dev.twinstack.emulator.tag.TagChange;
import dev.twinstack.emulator.tag.Tags;
import dev.twinstack.emulator.vpc.Vpc;
import dev.twinstack.emulator.vpc.VpcCommand;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A subnet's own shape; {@link SubnetLeasingTest} is about its addresses. */
class SubnetRulesTest {
    private static final EntityRef SELF = Subnet.TYPE.ref("p", "s");
    private static final EntityRef VPC = Vpc.TYPE.ref("p", "v");
    private static final EntityRef TABLE = RouteTable.TYPE.ref("p", "t");
    private static final EntityRef POOL = AddressPool.TYPE.ref(AddressPool.REGION, AddressPool.IPV6);
    private static final IpRange BLOCK = IpRange.of("10.0.1.0/24");
    private static final IpRange BLOCK_6 = IpRange.of("2001:db8:0:1::/64");
    private static final String IPV4_ID = Ids.derived("s", "ipv4");

    private final Trial<Subnet, SubnetCommand, SubnetEvent> none = Trial.of(new SubnetRules(), SELF);
    private final Trial<Subnet, SubnetCommand, SubnetEvent> granting =
            none.granted(Project.ref("p"), SELF).granted(VPC, BLOCK).granted(POOL, BLOCK_6);
    private final Trial<Subnet, SubnetCommand, SubnetEvent> single =
            granting.done(open(ipv4("10.0.1.0/24", "10.0.1.1")));
    private final Trial<Subnet, SubnetCommand, SubnetEvent> dual =
            granting.done(open(ipv4("10.0.1.0/24", "10.0.1.1"), new SegmentSpec.Ipv6("six")));

    @Test
    void aSubnetClaimsItsPlaceItsBlockAndItsSixtyFourAtOnce() {
        assertThat(none.claims(open(ipv4("10.0.1.0/24", "10.0.1.1"), new SegmentSpec.Ipv6("six"))))
                .containsExactlyInAnyOrder(
                        ProjectCommand.place(Quota.SUBNET, SELF),
                        VpcCommand.whenSettled(VpcCommand.range(VPC, "s", BLOCK)),
                        AddressPool.any(AddressPool.IPV6, SELF));
        assertThat(dual.holds())
                .containsExactlyInAnyOrder(
                        ProjectCommand.place(Quota.SUBNET, SELF).hold(),
                        VpcCommand.range(VPC, "s", BLOCK).hold(),
                        AddressPool.any(AddressPool.IPV6, SELF).hold());
    }

    @Test
    void tagsStayThroughOtherChanges() {
        assertThat(dual.state().tags()).isEqualTo(Tags.NONE);
        var tagged = dual.done(new SubnetCommand.Retag(new TagChange.Put(List.of(new Tag("foo", "bar")))))
                .done(new SubnetCommand.Lease("n1", List.of(new Wanted.Any(Family.IPV4))))
                .granted(TABLE, "t")
                .done(new SubnetCommand.Associate(new Subnet.Table.Custom("t")))
                .done(new SubnetCommand.UpdateSegment(IPV4_ID, "renamed", Patch.set(List.of()), Patch.keep()));
        assertThat(tagged.state().tags().pairs()).containsExactly("foo=bar");
    }

    @Test
    void aSubnetIsBehindOneFirewallAtATime() {
        var behind = single.done(new SubnetCommand.JoinFirewall("g1"));
        assertThat(behind.state().firewall()).isEqualTo(new Subnet.Firewall.Of("g1"));
        assertThat(behind.events(new SubnetCommand.JoinFirewall("g1"))).isEmpty();
        assertThat(behind.refusal(new SubnetCommand.JoinFirewall("g2"))).isEqualTo("subnet-has-firewall");
        assertThat(behind.events(new SubnetCommand.LeaveFirewall("g2"))).isEmpty();
        assertThat(behind.held())
                .contains(new Claim.Held(
                        new EntityRef("p", "firewallgroup", "g1"), new SubnetCommand.LeaveFirewall("g1")));
        var left = behind.done(new SubnetCommand.LeaveFirewall("g1"));
        assertThat(left.held()).isEmpty();
        assertThat(left.done(new SubnetCommand.JoinFirewall("g2")).state().firewall())
                .isEqualTo(new Subnet.Firewall.Of("g2"));
    }

    @Test
    void anIpv6BlockIsGivenAndItsGatewayIsItsFirstHost() {
        var segment = dual.state().segment(Family.IPV6).orElseThrow();
        assertThat(segment.range()).isEqualTo(BLOCK_6);
        assertThat(segment.gateway()).isEqualTo(new Gateway.At(IpAddress.of("2001:db8:0:1::1")));
        assertThat(dual.state().isDualStack()).isTrue();
    }

    @Test
    void anIpv4BlockIsAtLeastASlash28AndHoldsItsGateway() {
        assertThat(none.refusal(open(ipv4("10.0.1.0/29", "10.0.1.1")))).isEqualTo("subnet-cidr-invalid");
        assertThat(none.refusal(open(ipv4("2001:db8::/64", "2001:db8::1")))).isEqualTo("subnet-cidr-invalid");
        assertThat(none.refusal(open(ipv4("10.0.1.0/28", "10.0.2.1")))).isEqualTo("gateway-outside-subnet");
        assertThat(none.refusal(open(ipv4("10.0.1.0/28", "10.0.1.0")))).isEqualTo("gateway-outside-subnet");
        assertThat(none.refusal(open(ipv4("10.0.1.0/28", "10.0.1.15")))).isEqualTo("gateway-outside-subnet");
        assertThat(none.claims(open(ipv4("10.0.1.0/28", "10.0.1.14")))).hasSize(2);
    }

    @Test
    void ipv6IsEnabledLaterAndNeverDisabled() {
        assertThat(single.events(ipv6(true)))
                .contains(new SegmentAdded(
                        new StoredSegment(
                                Family.IPV6,
                                Ids.derived("s", "ipv6"),
                                "subnet",
                                BLOCK_6,
                                List.of(IpAddress.of("2001:db8:0:1::1")),
                                List.of(),
                                ""),
                        Trial.NOW));
        assertThat(single.done(ipv6(true)).state().isDualStack()).isTrue();
        assertThat(dual.refusal(ipv6(false))).isEqualTo("ipv6-cannot-be-disabled");
        assertThat(dual.refusal(new SubnetCommand.RemoveSegment(Ids.derived("s", "ipv6"))))
                .isEqualTo("ipv6-cannot-be-disabled");
        assertThat(dual.done(ipv6(true)).state().segments())
                .isEqualTo(dual.state().segments());
        assertThat(single.done(ipv6(false)).state().isDualStack()).isFalse();
    }

    @Test
    void anUpdateKeepsWhatItDoesNotName() {
        Subnet before = single.state();
        Subnet after = single.done(update(Patch.set("new"), Patch.keep(), Patch.keep()))
                .state();
        assertThat(after.name()).isEqualTo("new");
        assertThat(after.dhcp()).isEqualTo(before.dhcp());
        assertThat(after.segments()).isEqualTo(before.segments());
        Subnet cleared =
                single.done(update(Patch.keep(), Patch.clear(), Patch.keep())).state();
        assertThat(cleared.dhcp().dns()).isEmpty();
        assertThat(cleared.name()).isEqualTo("subnet");
    }

    @Test
    void aNetworkHasOneSubnetOfAFamily() {
        var add4 = new SubnetCommand.AddSegment(ipv4("10.0.2.0/24", "10.0.2.1"), Patch.keep());
        var add6 = new SubnetCommand.AddSegment(new SegmentSpec.Ipv6("six"), Patch.keep());
        assertThat(single.refusal(add4)).isEqualTo("network-has-subnet");
        assertThat(dual.refusal(add6)).isEqualTo("network-has-subnet");
        assertThat(single.done(add6).state().isDualStack()).isTrue();
        var empty = granting.done(open());
        assertThat(empty.refusal(add6)).isEqualTo("ipv6-needs-ipv4");
        assertThat(empty.done(add4).state().segment(Family.IPV4)).isPresent();
    }

    @Test
    void aSegmentWithoutAddressesCanGoAndBeRenamed() {
        assertThat(single.events(new SubnetCommand.UpdateSegment(IPV4_ID, "new", Patch.keep(), Patch.keep())))
                .containsExactly(new SegmentRenamed(Family.IPV4, "new", Trial.NOW));
        assertThat(single.refusal(new SubnetCommand.UpdateSegment("other", "new", Patch.keep(), Patch.keep())))
                .isEqualTo("subnet-not-found");
        assertThat(single.refusal(new SubnetCommand.RemoveSegment("other"))).isEqualTo("subnet-not-found");
        assertThat(leased(single).refusal(new SubnetCommand.RemoveSegment(IPV4_ID)))
                .isEqualTo("subnet-has-addresses");
        var without = single.done(new SubnetCommand.RemoveSegment(IPV4_ID));
        assertThat(without.state().segments()).isEmpty();
        assertThat(without.holds())
                .as("its block goes back to the VPC")
                .containsExactly(ProjectCommand.place(Quota.SUBNET, SELF).hold());
    }

    @Test
    void aRouteTableIsAssociatedOnce() {
        var custom = new SubnetCommand.Associate(new Subnet.Table.Custom("t"));
        Claim claim = RouteTableCommand.associate(TABLE, "s", "v");
        assertThat(single.claims(custom)).containsExactly(claim);
        var under = single.granted(TABLE, "t");
        assertThat(under.events(custom)).containsExactly(new Associated("t", Trial.NOW));
        assertThat(under.done(custom).events(custom)).isEmpty();
        assertThat(under.done(custom).holds()).contains(claim.hold());
        var back = under.done(custom).done(new SubnetCommand.Associate(new Subnet.Table.Default()));
        assertThat(back.state().routeTable()).isEqualTo(new Subnet.Table.Default());
        assertThat(back.holds()).doesNotContain(claim.hold());
    }

    @Test
    void aSubnetWithAddressesInUseStays() {
        assertThat(leased(single).refusal(new SubnetCommand.Close())).isEqualTo("subnet-has-addresses");
        assertThat(single.events(new SubnetCommand.Close())).containsExactly(new Closed());
        var closed = single.done(new SubnetCommand.Close());
        assertThat(closed.isGone()).isTrue();
        assertThat(closed.holds()).isEmpty();
        assertThat(closed.refusal(new SubnetCommand.Lease("port", List.of()))).isEqualTo("subnet-not-found");
    }

    @Test
    void subnetsOfBeforeThereWereSubnetPoolsAreFromNone() {
        String stored = """
                {"id":"s","vpc":"v","name":"subnet","description":"","segments":[{"family":"IPV4","neutronId":"n4",
                 "name":"four","range":"10.0.1.0/24","gateway":["10.0.1.1"],"pools":[]}],"dhcp":true,"dns":[],
                 "ntp":[],"availabilityZone":"","portSecurity":true,"at":"2026-01-01T00:00:00Z"}""";
        Subnet subnet = new SubnetRules().opened((SubnetEvent) new EventSerializer(List.of(new SubnetRules()))
                .read("subnet.opened", stored.getBytes(StandardCharsets.UTF_8)));
        Subnet.Segment segment = subnet.segment(Family.IPV4).orElseThrow();
        assertThat(segment.subnetPool()).isEmpty();
        assertThat(segment.isConnected()).isTrue();
        assertThat(subnet.geneve()).isFalse();
    }

    @Test
    void anIdIsOpenedOnce() {
        assertThat(single.refusal(open())).isEqualTo("subnet-exists");
        assertThat(none.refusal(new SubnetCommand.Close())).isEqualTo("subnet-not-found");
    }

    private static Trial<Subnet, SubnetCommand, SubnetEvent> leased(Trial<Subnet, SubnetCommand, SubnetEvent> subnet) {
        Claim claim = SubnetCommand.lease(SELF, "port", List.of(new Wanted.Any(Family.IPV4)));
        return subnet.done((SubnetCommand) claim.take());
    }

    private static SegmentSpec ipv4(String block, String gateway) {
        return new SegmentSpec.Ipv4("four", IpRange.of(block), new Gateway.At(IpAddress.of(gateway)), List.of());
    }

    private static SubnetCommand open(SegmentSpec... segments) {
        return new SubnetCommand.Open(
                new Home.In("v"),
                "subnet",
                "",
                List.of(segments),
                new Subnet.Dhcp(true, List.of(IpAddress.of("100.125.4.25")), List.of()),
                "",
                true);
    }

    private static SubnetCommand ipv6(boolean on) {
        return update(Patch.keep(), Patch.keep(), Patch.set(on));
    }

    private static SubnetCommand update(Patch<String> name, Patch<List<IpAddress>> dns, Patch<Boolean> ipv6) {
        return new SubnetCommand.Update(name, Patch.keep(), Patch.keep(), dns, Patch.keep(), ipv6, Patch.keep());
    }
}
