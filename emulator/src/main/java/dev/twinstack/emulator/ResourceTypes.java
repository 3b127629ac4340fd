package dev.twinstack.emulator;

import dev.twinstack.emulator.addressgroup.AddressGroupRules;
import dev.twinstack.emulator.addresspool.AddressPoolRules;
import dev.twinstack.emulator.bandwidth.BandwidthRules;
import dev.twinstack.emulator.clock.LeadRules;
import dev.twinstack.emulator.firewall.FirewallGroupRules;
import dev.twinstack.emulator.firewall.FirewallPolicyRules;
import dev.twinstack.emulator.firewall.FirewallRuleRules;
import dev.twinstack.emulator.flowlog.FlowLogRules;
import dev.twinstack.emulator.job.JobRules;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.keypair.KeyRingRules;
import dev.twinstack.emulator.loadbalancer.LoadBalancerRules;
import dev.twinstack.emulator.loggroup.LogGroupRules;
import dev.twinstack.emulator.natgateway.NatGatewayRules;
import dev.twinstack.emulator.peering.PeeringRules;
import dev.twinstack.emulator.port.PortRules;
import dev.twinstack.emulator.project.ProjectRules;
import dev.twinstack.emulator.project.Quotas;
import dev.twinstack.emulator.publicip.PublicIpRules;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.routetable.RouteTableRules;
import dev.twinstack.emulator.securitygroup.SecurityGroupCommand;
import dev.twinstack.emulator.securitygroup.SecurityGroupRules;
import dev.twinstack.emulator.server.ServerRules;
import dev.twinstack.emulator.servergroup.ServerGroupRules;
import dev.twinstack.emulator.subnet.SubnetRules;
import dev.twinstack.emulator.subnetpool.SubnetPoolRules;
import dev.twinstack.emulator.tenant.Tenant;
import dev.twinstack.emulator.tenant.TenantRules;
import dev.twinstack.emulator.user.UserRules;
import dev.twinstack.emulator.volume.VolumeRules;
import dev.twinstack.emulator.vpc.VpcRules;
import java.util.List;

/** Every resource type the cloud has: the list it boots from. A new type is one line here. */
public final class ResourceTypes {
    private ResourceTypes() {}

    public static List<Resource<?, ?, ?>> all(RegionSettings region) {
        Quotas quotas = new Quotas(region.quotas());
        return List.of(
                new ProjectRules(
                        quotas,
                        (project, name, domain) -> List.of(
                                SecurityGroupCommand.openDefault(project), Tenant.registration(project, name, domain))),
                new TenantRules(),
                new LeadRules(),
                new AddressPoolRules(region),
                new AddressGroupRules(),
                new VpcRules(quotas),
                new SubnetPoolRules(),
                new SubnetRules(),
                new PeeringRules(),
                new RouteTableRules(quotas),
                new FirewallRuleRules(),
                new FirewallPolicyRules(),
                new FirewallGroupRules(),
                new SecurityGroupRules(quotas),
                new BandwidthRules(quotas),
                new PortRules(),
                new PublicIpRules(region),
                new NatGatewayRules(),
                new LoadBalancerRules(),
                new LogGroupRules(),
                new FlowLogRules(),
                new VolumeRules(Catalogue.of(region)),
                new ServerRules(Catalogue.of(region)),
                new ServerGroupRules(),
                new KeyRingRules(),
                new JobRules(),
                new UserRules());
    }
}
