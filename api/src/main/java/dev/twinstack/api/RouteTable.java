package dev.twinstack.api;

import dev.twinstack.api.addressgroup.AddressGroupV3;
import dev.twinstack.api.bandwidth.BandwidthV1;
import dev.twinstack.api.bandwidth.SharedBandwidthV2;
import dev.twinstack.api.console.About;
import dev.twinstack.api.coverage.Unserved;
import dev.twinstack.api.coverage.Usage;
import dev.twinstack.api.events.Events;
import dev.twinstack.api.events.PastEvents;
import dev.twinstack.api.extension.ExtensionNeutron;
import dev.twinstack.api.extension.VersionNeutron;
import dev.twinstack.api.firewall.FirewallGroupNeutron;
import dev.twinstack.api.firewall.FirewallPolicyNeutron;
import dev.twinstack.api.firewall.FirewallRuleNeutron;
import dev.twinstack.api.firewall.FirewallRulesV3;
import dev.twinstack.api.firewall.FirewallTags;
import dev.twinstack.api.firewall.FirewallV3;
import dev.twinstack.api.flowlog.FlowLogV1;
import dev.twinstack.api.guest.Guests;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.identity.Identity;
import dev.twinstack.api.image.Images;
import dev.twinstack.api.keypair.KeyPairNova;
import dev.twinstack.api.loadbalancer.LoadBalancerNeutron;
import dev.twinstack.api.loadbalancer.LoadBalancerTags;
import dev.twinstack.api.loggroup.LogGroupLts;
import dev.twinstack.api.loggroup.LogStreamLts;
import dev.twinstack.api.metrics.Metrics;
import dev.twinstack.api.natgateway.DnatRuleNeutron;
import dev.twinstack.api.natgateway.NatGatewayNeutron;
import dev.twinstack.api.natgateway.NatGatewayTags;
import dev.twinstack.api.natgateway.SnatRuleNeutron;
import dev.twinstack.api.openapi.OpenApi;
import dev.twinstack.api.peering.PeeringNeutron;
import dev.twinstack.api.port.PortNeutron;
import dev.twinstack.api.port.PrivateIpV1;
import dev.twinstack.api.publicip.CommonPoolV3;
import dev.twinstack.api.publicip.FloatingIpNeutron;
import dev.twinstack.api.publicip.FloatingIpNova;
import dev.twinstack.api.publicip.PublicIpTags;
import dev.twinstack.api.publicip.PublicIpV1;
import dev.twinstack.api.publicip.PublicIpV3;
import dev.twinstack.api.publicip.ShareBandwidthV3;
import dev.twinstack.api.quota.QuotaV1;
import dev.twinstack.api.reach.Reaches;
import dev.twinstack.api.recording.Recordings;
import dev.twinstack.api.routetable.RouteTableV1;
import dev.twinstack.api.routetable.VpcRouteNeutron;
import dev.twinstack.api.securitygroup.SecurityGroupNeutron;
import dev.twinstack.api.securitygroup.SecurityGroupNova;
import dev.twinstack.api.securitygroup.SecurityGroupPorts;
import dev.twinstack.api.securitygroup.SecurityGroupRuleNeutron;
import dev.twinstack.api.securitygroup.SecurityGroupRuleNova;
import dev.twinstack.api.securitygroup.SecurityGroupRuleV1;
import dev.twinstack.api.securitygroup.SecurityGroupRuleV3;
import dev.twinstack.api.securitygroup.SecurityGroupV1;
import dev.twinstack.api.securitygroup.SecurityGroupV3;
import dev.twinstack.api.server.ActionEcs;
import dev.twinstack.api.server.ActionNova;
import dev.twinstack.api.server.AttachmentNova;
import dev.twinstack.api.server.AutoRecoveryEcs;
import dev.twinstack.api.server.DiskEcs;
import dev.twinstack.api.server.FlavorEcs;
import dev.twinstack.api.server.FlavorNova;
import dev.twinstack.api.server.Jobs;
import dev.twinstack.api.server.Limits;
import dev.twinstack.api.server.MetadataEcs;
import dev.twinstack.api.server.MetadataNova;
import dev.twinstack.api.server.NicEcs;
import dev.twinstack.api.server.NicNova;
import dev.twinstack.api.server.Passwords;
import dev.twinstack.api.server.ServerEcs;
import dev.twinstack.api.server.ServerNova;
import dev.twinstack.api.server.TagsEcs;
import dev.twinstack.api.server.TagsNova;
import dev.twinstack.api.server.VersionNova;
import dev.twinstack.api.servergroup.ServerGroupEcs;
import dev.twinstack.api.servergroup.ServerGroupNova;
import dev.twinstack.api.subnet.IpAvailabilityNeutron;
import dev.twinstack.api.subnet.NetworkNeutron;
import dev.twinstack.api.subnet.SubnetNeutron;
import dev.twinstack.api.subnet.SubnetTags;
import dev.twinstack.api.subnet.SubnetV1;
import dev.twinstack.api.subnetpool.SubnetPoolNeutron;
import dev.twinstack.api.timing.Clocks;
import dev.twinstack.api.timing.Timings;
import dev.twinstack.api.trace.CodePages;
import dev.twinstack.api.trace.Traces;
import dev.twinstack.api.trace.Whys;
import dev.twinstack.api.volume.VolumeCinder;
import dev.twinstack.api.volume.VolumeEvs;
import dev.twinstack.api.volume.VolumeTags;
import dev.twinstack.api.volume.VolumeTypeCinder;
import dev.twinstack.api.vpc.RouterNeutron;
import dev.twinstack.api.vpc.VpcTags;
import dev.twinstack.api.vpc.VpcV1;
import dev.twinstack.api.vpc.VpcV3;
import java.util.List;
import java.util.stream.Stream;

/** Every operation that is served, and a clear no for those that are documented only. A new resource is one line here. */
public final class RouteTable {
    private RouteTable() {}

    public static List<Endpoint> endpoints(Identity identity, Usage usage, Recordings recordings, Metrics metrics) {
        List<Endpoint> served = served(identity, usage, recordings, metrics);
        return Stream.of(served, OpenApi.endpoints(served), Unserved.besides(served))
                .flatMap(List::stream)
                .toList();
    }

    /** {@return what is served of the cloud and by the twin itself, but for the description of all this} */
    public static List<Endpoint> served(Identity identity, Usage usage, Recordings recordings, Metrics metrics) {
        List<Endpoint> resources = resources(identity, usage, recordings, metrics);
        return Stream.of(resources, VersionNeutron.of(resources))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Endpoint> resources(Identity identity, Usage usage, Recordings recordings, Metrics metrics) {
        return Stream.of(
                        About.ENDPOINTS, //
                        usage.endpoints(),
                        recordings.endpoints(),
                        metrics.endpoints(),
                        Events.ENDPOINTS,
                        PastEvents.ENDPOINTS,
                        identity.endpoints(),
                        Traces.ENDPOINTS,
                        Whys.ENDPOINTS,
                        Reaches.ENDPOINTS,
                        CodePages.ENDPOINTS,
                        Timings.ENDPOINTS,
                        Clocks.ENDPOINTS,
                        VpcV1.ENDPOINTS,
                        VpcTags.ENDPOINTS,
                        SubnetV1.ENDPOINTS,
                        SubnetTags.ENDPOINTS,
                        NetworkNeutron.ENDPOINTS,
                        SubnetNeutron.ENDPOINTS,
                        SubnetPoolNeutron.ENDPOINTS,
                        IpAvailabilityNeutron.ENDPOINTS,
                        RouterNeutron.ENDPOINTS,
                        PublicIpV1.ENDPOINTS,
                        PublicIpV3.ENDPOINTS,
                        ShareBandwidthV3.ENDPOINTS,
                        CommonPoolV3.ENDPOINTS,
                        FloatingIpNeutron.ENDPOINTS,
                        FloatingIpNova.ENDPOINTS,
                        PublicIpTags.ENDPOINTS,
                        BandwidthV1.ENDPOINTS,
                        SharedBandwidthV2.ENDPOINTS,
                        PortNeutron.ENDPOINTS,
                        PrivateIpV1.ENDPOINTS,
                        SecurityGroupV1.ENDPOINTS,
                        SecurityGroupRuleV1.ENDPOINTS,
                        SecurityGroupNeutron.ENDPOINTS,
                        SecurityGroupRuleNeutron.ENDPOINTS,
                        SecurityGroupPorts.ENDPOINTS,
                        SecurityGroupV3.ENDPOINTS,
                        SecurityGroupRuleV3.ENDPOINTS,
                        SecurityGroupNova.ENDPOINTS,
                        SecurityGroupRuleNova.ENDPOINTS,
                        AddressGroupV3.ENDPOINTS,
                        VpcV3.ENDPOINTS,
                        RouteTableV1.ENDPOINTS,
                        VpcRouteNeutron.ENDPOINTS,
                        PeeringNeutron.ENDPOINTS,
                        FlowLogV1.ENDPOINTS,
                        LogGroupLts.ENDPOINTS,
                        LogStreamLts.ENDPOINTS,
                        NatGatewayNeutron.ENDPOINTS,
                        SnatRuleNeutron.ENDPOINTS,
                        DnatRuleNeutron.ENDPOINTS,
                        NatGatewayTags.ENDPOINTS,
                        LoadBalancerNeutron.ENDPOINTS,
                        LoadBalancerTags.ENDPOINTS,
                        QuotaV1.ENDPOINTS,
                        ExtensionNeutron.ENDPOINTS,
                        FirewallRuleNeutron.ENDPOINTS,
                        FirewallPolicyNeutron.ENDPOINTS,
                        FirewallGroupNeutron.ENDPOINTS,
                        FirewallV3.ENDPOINTS,
                        FirewallRulesV3.ENDPOINTS,
                        FirewallTags.ENDPOINTS,
                        VolumeCinder.ENDPOINTS,
                        VolumeEvs.ENDPOINTS,
                        VolumeTags.ENDPOINTS,
                        VolumeTypeCinder.ENDPOINTS,
                        ServerEcs.ENDPOINTS,
                        ActionEcs.ENDPOINTS,
                        AutoRecoveryEcs.ENDPOINTS,
                        MetadataEcs.ENDPOINTS,
                        NicEcs.ENDPOINTS,
                        DiskEcs.ENDPOINTS,
                        TagsEcs.ENDPOINTS,
                        Passwords.ENDPOINTS,
                        Limits.ENDPOINTS,
                        FlavorEcs.ENDPOINTS,
                        Jobs.ENDPOINTS,
                        ServerNova.ENDPOINTS,
                        ActionNova.ENDPOINTS,
                        MetadataNova.ENDPOINTS,
                        NicNova.ENDPOINTS,
                        AttachmentNova.ENDPOINTS,
                        TagsNova.ENDPOINTS,
                        FlavorNova.ENDPOINTS,
                        VersionNova.ENDPOINTS,
                        KeyPairNova.ENDPOINTS,
                        ServerGroupNova.ENDPOINTS,
                        ServerGroupEcs.ENDPOINTS,
                        Images.ENDPOINTS,
                        Guests.ENDPOINTS)
                .flatMap(List::stream)
                .toList();
    }
}
