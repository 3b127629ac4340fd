package dev.twinstack.api.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.vpc.v2.VpcClient;
import com.huaweicloud.sdk.vpc.v2.model.CreateSubnetOption;
import com.huaweicloud.sdk.vpc.v2.model.CreateSubnetRequest;
import com.huaweicloud.sdk.vpc.v2.model.CreateSubnetRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcOption;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcRequest;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.NeutronAddFirewallRuleRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreateFirewallGroupOption;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreateFirewallGroupRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreateFirewallGroupRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreateFirewallPolicyOption;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreateFirewallPolicyRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreateFirewallPolicyRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreateFirewallRuleOption;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreateFirewallRuleRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreateFirewallRuleRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.NeutronDeleteFirewallGroupRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronDeleteFirewallPolicyRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronDeleteFirewallRuleRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronFirewallGroup;
import com.huaweicloud.sdk.vpc.v2.model.NeutronFirewallPolicy;
import com.huaweicloud.sdk.vpc.v2.model.NeutronFirewallRule;
import com.huaweicloud.sdk.vpc.v2.model.NeutronInsertFirewallRuleRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.NeutronListFirewallGroupsRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronListFirewallPoliciesRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronListFirewallRulesRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronListPortsRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronRemoveFirewallRuleRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronRemoveFirewallRuleRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.NeutronShowFirewallGroupRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronShowFirewallPolicyRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronShowFirewallRuleRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronUpdateFirewallGroupOption;
import com.huaweicloud.sdk.vpc.v2.model.NeutronUpdateFirewallGroupRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronUpdateFirewallGroupRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.NeutronUpdateFirewallPolicyOption;
import com.huaweicloud.sdk.vpc.v2.model.NeutronUpdateFirewallPolicyRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronUpdateFirewallPolicyRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.NeutronUpdateFirewallRuleOption;
import com.huaweicloud.sdk.vpc.v2.model.NeutronUpdateFirewallRuleRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronUpdateFirewallRuleRequestBody;
import com.huaweicloud.sdk.vpc.v3.model.AddFirewallRulesRequest;
import com.huaweicloud.sdk.vpc.v3.model.AddFirewallRulesRequestBody;
import com.huaweicloud.sdk.vpc.v3.model.AssociateSubnetFirewallRequest;
import com.huaweicloud.sdk.vpc.v3.model.AssociateSubnetFirewallRequestBody;
import com.huaweicloud.sdk.vpc.v3.model.BatchCreateFirewallTagsRequest;
import com.huaweicloud.sdk.vpc.v3.model.BatchCreateFirewallTagsRequestBody;
import com.huaweicloud.sdk.vpc.v3.model.BatchDeleteFirewallTagsRequest;
import com.huaweicloud.sdk.vpc.v3.model.BatchDeleteFirewallTagsRequestBody;
import com.huaweicloud.sdk.vpc.v3.model.CountFirewallsByTagsRequest;
import com.huaweicloud.sdk.vpc.v3.model.CountFirewallsByTagsRequestBody;
import com.huaweicloud.sdk.vpc.v3.model.CreateFirewallOption;
import com.huaweicloud.sdk.vpc.v3.model.CreateFirewallRequest;
import com.huaweicloud.sdk.vpc.v3.model.CreateFirewallRequestBody;
import com.huaweicloud.sdk.vpc.v3.model.CreateFirewallTagRequest;
import com.huaweicloud.sdk.vpc.v3.model.CreateFirewallTagRequestBody;
import com.huaweicloud.sdk.vpc.v3.model.DeleteFirewallRequest;
import com.huaweicloud.sdk.vpc.v3.model.DeleteFirewallTagRequest;
import com.huaweicloud.sdk.vpc.v3.model.DeleteResourceTagRequestBody;
import com.huaweicloud.sdk.vpc.v3.model.DisassociateSubnetFirewallRequest;
import com.huaweicloud.sdk.vpc.v3.model.DisassociateSubnetFirewallRequestBody;
import com.huaweicloud.sdk.vpc.v3.model.FirewallAssociation;
import com.huaweicloud.sdk.vpc.v3.model.FirewallDetail;
import com.huaweicloud.sdk.vpc.v3.model.FirewallInsertRuleItemOption;
import com.huaweicloud.sdk.vpc.v3.model.FirewallInsertRuleOption;
import com.huaweicloud.sdk.vpc.v3.model.FirewallRemoveRuleItemOption;
import com.huaweicloud.sdk.vpc.v3.model.FirewallRemoveRuleOption;
import com.huaweicloud.sdk.vpc.v3.model.FirewallRuleDetail;
import com.huaweicloud.sdk.vpc.v3.model.FirewallUpdateRuleItemOption;
import com.huaweicloud.sdk.vpc.v3.model.FirewallUpdateRuleOption;
import com.huaweicloud.sdk.vpc.v3.model.ListFirewallDetail;
import com.huaweicloud.sdk.vpc.v3.model.ListFirewallRequest;
import com.huaweicloud.sdk.vpc.v3.model.ListFirewallTagsRequest;
import com.huaweicloud.sdk.vpc.v3.model.ListFirewallTagsResponse;
import com.huaweicloud.sdk.vpc.v3.model.ListFirewallsByTagsRequest;
import com.huaweicloud.sdk.vpc.v3.model.ListFirewallsByTagsRequestBody;
import com.huaweicloud.sdk.vpc.v3.model.ListResourceResp;
import com.huaweicloud.sdk.vpc.v3.model.ListTag;
import com.huaweicloud.sdk.vpc.v3.model.RemoveFirewallRulesRequest;
import com.huaweicloud.sdk.vpc.v3.model.RemoveFirewallRulesRequestBody;
import com.huaweicloud.sdk.vpc.v3.model.ResourceTag;
import com.huaweicloud.sdk.vpc.v3.model.ShowFirewallRequest;
import com.huaweicloud.sdk.vpc.v3.model.ShowFirewallTagsRequest;
import com.huaweicloud.sdk.vpc.v3.model.UpdateFirewallOption;
import com.huaweicloud.sdk.vpc.v3.model.UpdateFirewallRequest;
import com.huaweicloud.sdk.vpc.v3.model.UpdateFirewallRequestBody;
import com.huaweicloud.sdk.vpc.v3.model.UpdateFirewallRulesRequest;
import com.huaweicloud.sdk.vpc.v3.model.UpdateFirewallRulesRequestBody;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Firewalls through the real SDK: the network ACLs of v3 and the native groups, policies and rules, which are the same. */
@ExtendWith(SdkTwin.class)
class FirewallSdkTest {
    private VpcClient vpcs;
    private com.huaweicloud.sdk.vpc.v3.VpcClient vpcsV3;

    @BeforeEach
    void clients(Sdk sdk) {
        vpcs = sdk.vpc();
        vpcsV3 = sdk.vpcV3();
    }

    @Test
    void anAclIsMadeChangedListedAndDeleted() {
        FirewallDetail made = acl("acl");
        assertThat(made.getStatus()).isEqualTo("INACTIVE");
        assertThat(made.getIngressRules()).isEmpty();
        FirewallDetail changed = vpcsV3.updateFirewall(new UpdateFirewallRequest()
                        .withFirewallId(made.getId())
                        .withBody(new UpdateFirewallRequestBody()
                                .withFirewall(new UpdateFirewallOption()
                                        .withDescription("d")
                                        .withAdminStateUp(false))))
                .getFirewall();
        assertThat(changed.getName()).isEqualTo("acl");
        assertThat(changed.getAdminStateUp()).isFalse();
        assertThat(show(made.getId())).isEqualTo(changed);
        acl("other");
        assertThat(vpcsV3.listFirewall(new ListFirewallRequest()
                                .withName(List.of("acl", "none"))
                                .withStatus(ListFirewallRequest.StatusEnum.INACTIVE)
                                .withAdminStateUp(false))
                        .getFirewalls())
                .extracting(ListFirewallDetail::getId)
                .containsExactly(made.getId());
        assertThat(vpcsV3.listFirewall(new ListFirewallRequest().withLimit(1))
                        .getPageInfo()
                        .getNextMarker())
                .isNotBlank();
        vpcsV3.deleteFirewall(new DeleteFirewallRequest().withFirewallId(made.getId()));
        assertThatExceptionOfType(ClientRequestException.class)
                .isThrownBy(() -> show(made.getId()))
                .satisfies(refusal -> {
                    assertThat(refusal.getHttpStatusCode()).isEqualTo(404);
                    assertThat(refusal.getErrorCode()).isEqualTo("VPC.9904");
                });
    }

    @Test
    void rulesAreInsertedUpdatedAndRemoved() {
        String acl = acl("acl").getId();
        FirewallDetail two = insert(
                acl,
                new FirewallInsertRuleOption()
                        .withIngressRules(List.of(rule("web", "80,443"), rule("ssh", "22")))
                        .withEgressRules(List.of(rule("out", ""))));
        assertThat(two.getIngressRules())
                .extracting(FirewallRuleDetail::getName)
                .containsExactly("web", "ssh");
        FirewallRuleDetail web = two.getIngressRules().getFirst();
        assertThat(web.getDestinationPort()).isEqualTo("80,443");
        assertThat(web.getIpVersion()).isEqualTo(4);
        assertThat(web.getEnabled()).isTrue();
        FirewallDetail three = insert(
                acl,
                new FirewallInsertRuleOption()
                        .withIngressRules(List.of(rule("dns", "53")))
                        .withInsertAfterRule(web.getId()));
        assertThat(three.getIngressRules())
                .extracting(FirewallRuleDetail::getName)
                .containsExactly("web", "dns", "ssh");

        FirewallDetail updated = vpcsV3.updateFirewallRules(new UpdateFirewallRulesRequest()
                        .withFirewallId(acl)
                        .withBody(new UpdateFirewallRulesRequestBody()
                                .withFirewall(new FirewallUpdateRuleOption()
                                        .withIngressRules(List.of(new FirewallUpdateRuleItemOption()
                                                .withId(web.getId())
                                                .withAction("deny")
                                                .withProtocol("udp"))))))
                .getFirewall();
        assertThat(updated.getIngressRules().getFirst().getAction()).isEqualTo("deny");
        assertThat(updated.getIngressRules().getFirst().getDestinationPort()).isEqualTo("80,443");
        FirewallDetail removed = vpcsV3.removeFirewallRules(new RemoveFirewallRulesRequest()
                        .withFirewallId(acl)
                        .withBody(new RemoveFirewallRulesRequestBody()
                                .withFirewall(new FirewallRemoveRuleOption()
                                        .withIngressRules(
                                                List.of(new FirewallRemoveRuleItemOption().withId(web.getId()))))))
                .getFirewall();
        assertThat(removed.getIngressRules())
                .extracting(FirewallRuleDetail::getName)
                .containsExactly("dns", "ssh");
    }

    @Test
    void aSubnetBehindAnAclIsAPortOfTheNativeGroup() {
        String subnet = subnet();
        String acl = acl("acl").getId();
        FirewallDetail behind = vpcsV3.associateSubnetFirewall(new AssociateSubnetFirewallRequest()
                        .withFirewallId(acl)
                        .withBody(new AssociateSubnetFirewallRequestBody()
                                .withSubnets(List.of(new FirewallAssociation().withVirsubnetId(subnet)))))
                .getFirewall();
        assertThat(behind.getStatus()).isEqualTo("ACTIVE");
        NeutronFirewallGroup group = vpcs.neutronShowFirewallGroup(
                        new NeutronShowFirewallGroupRequest().withFirewallGroupId(acl))
                .getFirewallGroup();
        assertThat(group.getStatus()).isEqualTo("ACTIVE");
        assertThat(group.getPorts()).containsExactly(gateway(subnet));
        String other = acl("other").getId();
        assertThatExceptionOfType(ClientRequestException.class)
                .isThrownBy(() -> vpcs.neutronUpdateFirewallGroup(new NeutronUpdateFirewallGroupRequest()
                        .withFirewallGroupId(other)
                        .withBody(new NeutronUpdateFirewallGroupRequestBody()
                                .withFirewallGroup(
                                        new NeutronUpdateFirewallGroupOption().withPorts(group.getPorts())))))
                .satisfies(refusal -> assertThat(refusal.getHttpStatusCode()).isEqualTo(409));
        FirewallDetail free = vpcsV3.disassociateSubnetFirewall(new DisassociateSubnetFirewallRequest()
                        .withFirewallId(acl)
                        .withBody(new DisassociateSubnetFirewallRequestBody()
                                .withSubnets(List.of(new FirewallAssociation().withVirsubnetId(subnet)))))
                .getFirewall();
        assertThat(free.getAssociations()).isEmpty();
        assertThat(free.getStatus()).isEqualTo("INACTIVE");
    }

    @Test
    void tagsArePutQueriedAndTakenAway() {
        String acl = acl("acl").getId();
        acl("bare");
        vpcsV3.createFirewallTag(new CreateFirewallTagRequest()
                .withFirewallId(acl)
                .withBody(new CreateFirewallTagRequestBody().withTag(tag("env", "test"))));
        vpcsV3.batchCreateFirewallTags(new BatchCreateFirewallTagsRequest()
                .withFirewallId(acl)
                .withBody(new BatchCreateFirewallTagsRequestBody()
                        .withTags(List.of(tag("env", "live"), tag("team", "")))));
        assertThat(vpcsV3.showFirewallTags(new ShowFirewallTagsRequest().withFirewallId(acl))
                        .getTags())
                .containsExactly(tag("env", "live"), tag("team", ""));
        assertThat(show(acl).getTags()).containsExactly(tag("env", "live"), tag("team", ""));
        ListFirewallTagsResponse all = vpcsV3.listFirewallTags(new ListFirewallTagsRequest());
        assertThat(all.getTags())
                .containsExactly(
                        new ListTag().withKey("env").withValues(List.of("live")),
                        new ListTag().withKey("team").withValues(List.of("")));
        List<ListTag> live = List.of(new ListTag().withKey("env").withValues(List.of("live", "dead")));
        assertThat(vpcsV3.listFirewallsByTags(new ListFirewallsByTagsRequest()
                                .withLimit(10)
                                .withOffset(0)
                                .withBody(new ListFirewallsByTagsRequestBody().withTags(live)))
                        .getResources())
                .extracting(ListResourceResp::getResourceId)
                .containsExactly(acl);
        assertThat(vpcsV3.countFirewallsByTags(new CountFirewallsByTagsRequest()
                                .withBody(new CountFirewallsByTagsRequestBody().withTags(live)))
                        .getTotalCount())
                .isEqualTo(1);
        vpcsV3.deleteFirewallTag(
                new DeleteFirewallTagRequest().withFirewallId(acl).withTagKey("env"));
        vpcsV3.batchDeleteFirewallTags(new BatchDeleteFirewallTagsRequest()
                .withFirewallId(acl)
                .withBody(new BatchDeleteFirewallTagsRequestBody()
                        .withTags(List.of(new DeleteResourceTagRequestBody().withKey("team")))));
        assertThat(show(acl).getTags()).isEmpty();
    }

    @Test
    void nativeRulesPoliciesAndGroupsAreMadeAndTakenDown() {
        NeutronFirewallRule first = nativeRule("first");
        NeutronFirewallRule second = nativeRule("second");
        assertThat(vpcs.neutronShowFirewallRule(new NeutronShowFirewallRuleRequest().withFirewallRuleId(first.getId()))
                        .getFirewallRule())
                .isEqualTo(first);
        assertThat(vpcs.neutronListFirewallRules(new NeutronListFirewallRulesRequest().withName(List.of("first")))
                        .getFirewallRules())
                .containsExactly(first);
        assertThat(vpcs.neutronUpdateFirewallRule(new NeutronUpdateFirewallRuleRequest()
                                .withFirewallRuleId(first.getId())
                                .withBody(new NeutronUpdateFirewallRuleRequestBody()
                                        .withFirewallRule(new NeutronUpdateFirewallRuleOption().withEnabled(false))))
                        .getFirewallRule()
                        .getEnabled())
                .isFalse();
        String policy = vpcs.neutronCreateFirewallPolicy(new NeutronCreateFirewallPolicyRequest()
                        .withBody(new NeutronCreateFirewallPolicyRequestBody()
                                .withFirewallPolicy(new NeutronCreateFirewallPolicyOption()
                                        .withName("p")
                                        .withFirewallRules(List.of(first.getId())))))
                .getFirewallPolicy()
                .getId();
        assertThat(vpcs.neutronAddFirewallRule(new NeutronAddFirewallRuleRequest()
                                .withFirewallPolicyId(policy)
                                .withBody(new NeutronInsertFirewallRuleRequestBody()
                                        .withFirewallRuleId(second.getId())
                                        .withInsertBefore(first.getId())))
                        .getFirewallRules())
                .containsExactly(second.getId(), first.getId());
        NeutronFirewallPolicy changed = vpcs.neutronUpdateFirewallPolicy(new NeutronUpdateFirewallPolicyRequest()
                        .withFirewallPolicyId(policy)
                        .withBody(new NeutronUpdateFirewallPolicyRequestBody()
                                .withFirewallPolicy(new NeutronUpdateFirewallPolicyOption()
                                        .withName("q")
                                        .withDescription("in"))))
                .getFirewallPolicy();
        assertThat(changed.getName()).isEqualTo("q");
        assertThat(changed.getDescription()).isEqualTo("in");
        assertThat(vpcs.neutronShowFirewallPolicy(new NeutronShowFirewallPolicyRequest().withFirewallPolicyId(policy))
                        .getFirewallPolicy())
                .isEqualTo(changed);
        NeutronFirewallGroup group = vpcs.neutronCreateFirewallGroup(new NeutronCreateFirewallGroupRequest()
                        .withBody(new NeutronCreateFirewallGroupRequestBody()
                                .withFirewallGroup(new NeutronCreateFirewallGroupOption()
                                        .withName("g")
                                        .withIngressFirewallPolicyId(policy)
                                        .withPorts(List.of(gateway(subnet()))))))
                .getFirewallGroup();
        assertThat(vpcs.neutronListFirewallGroups(new NeutronListFirewallGroupsRequest())
                        .getFirewallGroups())
                .containsExactly(group);
        assertThat(show(group.getId()).getIngressRules())
                .extracting(FirewallRuleDetail::getId)
                .containsExactly(second.getId(), first.getId());
        NeutronFirewallGroup off = vpcs.neutronUpdateFirewallGroup(new NeutronUpdateFirewallGroupRequest()
                        .withFirewallGroupId(group.getId())
                        .withBody(new NeutronUpdateFirewallGroupRequestBody()
                                .withFirewallGroup(new NeutronUpdateFirewallGroupOption()
                                        .withName("h")
                                        .withAdminStateUp(false))))
                .getFirewallGroup();
        assertThat(off.getName()).isEqualTo("h");
        assertThat(off.getAdminStateUp()).isFalse();
        assertThat(off.getIngressFirewallPolicyId()).isEqualTo(policy);
        assertThat(off.getPorts()).isEqualTo(group.getPorts());

        vpcs.neutronDeleteFirewallGroup(new NeutronDeleteFirewallGroupRequest().withFirewallGroupId(group.getId()));
        assertThat(vpcs.neutronRemoveFirewallRule(new NeutronRemoveFirewallRuleRequest()
                                .withFirewallPolicyId(policy)
                                .withBody(
                                        new NeutronRemoveFirewallRuleRequestBody().withFirewallRuleId(second.getId())))
                        .getFirewallRules())
                .containsExactly(first.getId());
        vpcs.neutronDeleteFirewallRule(new NeutronDeleteFirewallRuleRequest().withFirewallRuleId(second.getId()));
        vpcs.neutronDeleteFirewallPolicy(new NeutronDeleteFirewallPolicyRequest().withFirewallPolicyId(policy));
        assertThat(vpcs.neutronListFirewallPolicies(new NeutronListFirewallPoliciesRequest())
                        .getFirewallPolicies())
                .isEmpty();
    }

    private FirewallDetail acl(String name) {
        return vpcsV3.createFirewall(new CreateFirewallRequest()
                        .withBody(new CreateFirewallRequestBody()
                                .withFirewall(new CreateFirewallOption().withName(name))))
                .getFirewall();
    }

    private FirewallDetail show(String acl) {
        return vpcsV3.showFirewall(new ShowFirewallRequest().withFirewallId(acl))
                .getFirewall();
    }

    private FirewallDetail insert(String acl, FirewallInsertRuleOption rules) {
        return vpcsV3.addFirewallRules(new AddFirewallRulesRequest()
                        .withFirewallId(acl)
                        .withBody(new AddFirewallRulesRequestBody().withFirewall(rules)))
                .getFirewall();
    }

    private static FirewallInsertRuleItemOption rule(String name, String ports) {
        return new FirewallInsertRuleItemOption()
                .withName(name)
                .withAction("allow")
                .withProtocol("tcp")
                .withIpVersion(4)
                .withSourceIpAddress("0.0.0.0/0")
                .withDestinationPort(ports);
    }

    private static ResourceTag tag(String key, String value) {
        return new ResourceTag().withKey(key).withValue(value);
    }

    private NeutronFirewallRule nativeRule(String name) {
        return vpcs.neutronCreateFirewallRule(new NeutronCreateFirewallRuleRequest()
                        .withBody(new NeutronCreateFirewallRuleRequestBody()
                                .withFirewallRule(new NeutronCreateFirewallRuleOption()
                                        .withName(name)
                                        .withAction(NeutronCreateFirewallRuleOption.ActionEnum.ALLOW)
                                        .withProtocol("tcp")
                                        .withDestinationPort("80:90"))))
                .getFirewallRule();
    }

    private String subnet() {
        String vpc = vpcs.createVpc(new CreateVpcRequest()
                        .withBody(new CreateVpcRequestBody()
                                .withVpc(new CreateVpcOption().withName("net").withCidr("10.0.0.0/16"))))
                .getVpc()
                .getId();
        return vpcs.createSubnet(new CreateSubnetRequest()
                        .withBody(new CreateSubnetRequestBody()
                                .withSubnet(new CreateSubnetOption()
                                        .withName("subnet")
                                        .withVpcId(vpc)
                                        .withCidr("10.0.1.0/24")
                                        .withGatewayIp("10.0.1.1"))))
                .getSubnet()
                .getId();
    }

    private String gateway(String subnet) {
        return vpcs.neutronListPorts(new NeutronListPortsRequest()
                        .withNetworkId(subnet)
                        .withDeviceOwner("network:router_interface_distributed"))
                .getPorts()
                .getFirst()
                .getId();
    }
}
