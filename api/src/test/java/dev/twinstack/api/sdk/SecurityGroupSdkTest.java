package dev.twinstack.api.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreateSecurityGroupOption;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreateSecurityGroupRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreateSecurityGroupRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreateSecurityGroupRuleOption;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreateSecurityGroupRuleRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronCreateSecurityGroupRuleRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.NeutronDeleteSecurityGroupRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronDeleteSecurityGroupRuleRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronListSecurityGroupRulesRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronListSecurityGroupsRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronSecurityGroup;
import com.huaweicloud.sdk.vpc.v2.model.NeutronSecurityGroupRule;
import com.huaweicloud.sdk.vpc.v2.model.NeutronShowSecurityGroupRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronShowSecurityGroupRuleRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronUpdateSecurityGroupOption;
import com.huaweicloud.sdk.vpc.v2.model.NeutronUpdateSecurityGroupRequest;
import com.huaweicloud.sdk.vpc.v2.model.NeutronUpdateSecurityGroupRequestBody;
import com.huaweicloud.sdk.vpc.v3.VpcClient;
import com.huaweicloud.sdk.vpc.v3.model.AddressGroup;
import com.huaweicloud.sdk.vpc.v3.model.CreateAddressGroupOption;
import com.huaweicloud.sdk.vpc.v3.model.CreateAddressGroupRequest;
import com.huaweicloud.sdk.vpc.v3.model.CreateAddressGroupRequestBody;
import com.huaweicloud.sdk.vpc.v3.model.CreateSecurityGroupOption;
import com.huaweicloud.sdk.vpc.v3.model.CreateSecurityGroupRequest;
import com.huaweicloud.sdk.vpc.v3.model.CreateSecurityGroupRequestBody;
import com.huaweicloud.sdk.vpc.v3.model.CreateSecurityGroupResponse;
import com.huaweicloud.sdk.vpc.v3.model.CreateSecurityGroupRuleOption;
import com.huaweicloud.sdk.vpc.v3.model.CreateSecurityGroupRuleRequest;
import com.huaweicloud.sdk.vpc.v3.model.CreateSecurityGroupRuleRequestBody;
import com.huaweicloud.sdk.vpc.v3.model.DeleteAddressGroupRequest;
import com.huaweicloud.sdk.vpc.v3.model.DeleteIpAddressGroupForceRequest;
import com.huaweicloud.sdk.vpc.v3.model.DeleteSecurityGroupRequest;
import com.huaweicloud.sdk.vpc.v3.model.DeleteSecurityGroupRuleRequest;
import com.huaweicloud.sdk.vpc.v3.model.IpExtraSetOption;
import com.huaweicloud.sdk.vpc.v3.model.ListAddressGroupRequest;
import com.huaweicloud.sdk.vpc.v3.model.ListSecurityGroupRulesRequest;
import com.huaweicloud.sdk.vpc.v3.model.ListSecurityGroupsRequest;
import com.huaweicloud.sdk.vpc.v3.model.ListSecurityGroupsResponse;
import com.huaweicloud.sdk.vpc.v3.model.ResourceTag;
import com.huaweicloud.sdk.vpc.v3.model.SecurityGroup;
import com.huaweicloud.sdk.vpc.v3.model.SecurityGroupInfo;
import com.huaweicloud.sdk.vpc.v3.model.SecurityGroupRule;
import com.huaweicloud.sdk.vpc.v3.model.ShowAddressGroupRequest;
import com.huaweicloud.sdk.vpc.v3.model.ShowSecurityGroupRequest;
import com.huaweicloud.sdk.vpc.v3.model.ShowSecurityGroupRuleRequest;
import com.huaweicloud.sdk.vpc.v3.model.UpdateAddressGroupOption;
import com.huaweicloud.sdk.vpc.v3.model.UpdateAddressGroupRequest;
import com.huaweicloud.sdk.vpc.v3.model.UpdateAddressGroupRequestBody;
import com.huaweicloud.sdk.vpc.v3.model.UpdateSecurityGroupOption;
import com.huaweicloud.sdk.vpc.v3.model.UpdateSecurityGroupRequest;
import com.huaweicloud.sdk.vpc.v3.model.UpdateSecurityGroupRequestBody;
import java.util.List;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Security groups, rules and IP address groups through the SDK's clients for v2 (v1 and native calls) and v3. */
@ExtendWith(SdkTwin.class)
class SecurityGroupSdkTest {
    private com.huaweicloud.sdk.vpc.v2.VpcClient v2;
    private VpcClient v3;

    @BeforeEach
    void clients(Sdk sdk) {
        v2 = sdk.vpc();
        v3 = sdk.vpcV3();
    }

    private static void refused(ThrowableAssert.ThrowingCallable call, int status, String code) {
        assertThatExceptionOfType(ClientRequestException.class).isThrownBy(call).satisfies(refusal -> {
            assertThat(refusal.getHttpStatusCode()).isEqualTo(status);
            assertThat(refusal.getErrorCode()).isEqualTo(code);
        });
    }

    private SecurityGroupInfo group(String name) {
        return v3.createSecurityGroup(new CreateSecurityGroupRequest()
                        .withBody(new CreateSecurityGroupRequestBody()
                                .withSecurityGroup(new CreateSecurityGroupOption()
                                        .withName(name)
                                        .withDescription("through the SDK")
                                        .withTags(List.of(
                                                new ResourceTag().withKey("env").withValue("test"))))))
                .getSecurityGroup();
    }

    private SecurityGroupRule rule(CreateSecurityGroupRuleOption rule) {
        return v3.createSecurityGroupRule(new CreateSecurityGroupRuleRequest()
                        .withBody(new CreateSecurityGroupRuleRequestBody().withSecurityGroupRule(rule)))
                .getSecurityGroupRule();
    }

    private AddressGroup addresses(int version, String... entries) {
        return v3.createAddressGroup(new CreateAddressGroupRequest()
                        .withBody(new CreateAddressGroupRequestBody()
                                .withAddressGroup(new CreateAddressGroupOption()
                                        .withName("office")
                                        .withIpVersion(version)
                                        .withIpSet(List.of(entries)))))
                .getAddressGroup();
    }

    @Test
    void v3GroupsAreMadeListedChangedAndDeleted() {
        SecurityGroupInfo made = group("web");
        assertThat(made.getCreatedAt()).isNotNull();
        assertThat(made.getTags())
                .containsExactly(new ResourceTag().withKey("env").withValue("test"));
        assertThat(made.getSecurityGroupRules())
                .hasSize(4)
                .allSatisfy(rule -> assertThat(rule.getPriority()).isEqualTo(100));
        assertThat(v3.showSecurityGroup(new ShowSecurityGroupRequest().withSecurityGroupId(made.getId()))
                        .getSecurityGroup())
                .isEqualTo(made);
        ListSecurityGroupsResponse listed =
                v3.listSecurityGroups(new ListSecurityGroupsRequest().withName(List.of("web")));
        assertThat(listed.getSecurityGroups()).extracting(SecurityGroup::getId).containsExactly(made.getId());
        assertThat(listed.getPageInfo().getCurrentCount()).isEqualTo(1);
        assertThat(listed.getPageInfo().getNextMarker()).isNull();
        assertThat(v3.updateSecurityGroup(new UpdateSecurityGroupRequest()
                                .withSecurityGroupId(made.getId())
                                .withBody(new UpdateSecurityGroupRequestBody()
                                        .withSecurityGroup(new UpdateSecurityGroupOption().withName("api"))))
                        .getSecurityGroup()
                        .getName())
                .isEqualTo("api");
        DeleteSecurityGroupRequest delete = new DeleteSecurityGroupRequest().withSecurityGroupId(made.getId());
        v3.deleteSecurityGroup(delete);
        refused(() -> v3.deleteSecurityGroup(delete), 404, "VPC.9904");
    }

    @Test
    void aDryRunIsAnswered202() {
        CreateSecurityGroupResponse would = v3.createSecurityGroup(new CreateSecurityGroupRequest()
                .withBody(new CreateSecurityGroupRequestBody()
                        .withDryRun(true)
                        .withSecurityGroup(new CreateSecurityGroupOption().withName("web"))));
        assertThat(would.getHttpStatusCode()).isEqualTo(202);
        assertThat(v3.listSecurityGroups(new ListSecurityGroupsRequest()).getSecurityGroups())
                .hasSize(1);
    }

    @Test
    void v3RulesAreMadeFilteredAndDeleted() {
        String group = group("web").getId();
        SecurityGroupRule deny = rule(new CreateSecurityGroupRuleOption()
                .withSecurityGroupId(group)
                .withDirection("ingress")
                .withProtocol("tcp")
                .withMultiport("22,80-90")
                .withAction("deny")
                .withPriority("3")
                .withRemoteIpPrefix("10.0.0.0/8"));
        assertThat(deny.getMultiport()).isEqualTo("22,80-90");
        assertThat(deny.getPriority()).isEqualTo(3);
        assertThat(v3.showSecurityGroupRule(new ShowSecurityGroupRuleRequest().withSecurityGroupRuleId(deny.getId()))
                        .getSecurityGroupRule())
                .isEqualTo(deny);
        assertThat(v3.listSecurityGroupRules(new ListSecurityGroupRulesRequest()
                                .withSecurityGroupId(List.of(group))
                                .withAction("deny")
                                .withPriority(List.of(3))
                                .withEthertype(List.of("IPv4")))
                        .getSecurityGroupRules())
                .containsExactly(deny);
        refused(
                () -> rule(new CreateSecurityGroupRuleOption()
                        .withSecurityGroupId(group)
                        .withDirection("ingress")
                        .withEthertype("IPv5")),
                400,
                "VPC.9902");
        DeleteSecurityGroupRuleRequest delete =
                new DeleteSecurityGroupRuleRequest().withSecurityGroupRuleId(deny.getId());
        v3.deleteSecurityGroupRule(delete);
        refused(() -> v3.deleteSecurityGroupRule(delete), 404, "VPC.9904");
    }

    @Test
    void addressGroupsAreMadeUsedChangedAndDeletedByForce() {
        AddressGroup office = addresses(4, "192.168.3.2", "192.168.3.20-192.168.3.100", "192.168.5.0/24");
        assertThat(office.getCreatedAt()).isNotNull();
        assertThat(office.getStatus()).isEqualTo("NORMAL");
        assertThat(v3.showAddressGroup(new ShowAddressGroupRequest().withAddressGroupId(office.getId()))
                        .getAddressGroup())
                .isEqualTo(office);
        assertThat(v3.listAddressGroup(new ListAddressGroupRequest().withIpVersion(4))
                        .getAddressGroups())
                .containsExactly(office);
        AddressGroup changed = v3.updateAddressGroup(new UpdateAddressGroupRequest()
                        .withAddressGroupId(office.getId())
                        .withBody(new UpdateAddressGroupRequestBody()
                                .withAddressGroup(new UpdateAddressGroupOption()
                                        .withIpExtraSet(List.of(new IpExtraSetOption()
                                                .withIp("192.168.3.2")
                                                .withRemarks("printer"))))))
                .getAddressGroup();
        assertThat(changed.getIpSet()).containsExactly("192.168.3.2");
        assertThat(changed.getIpExtraSet().getFirst().getRemarks()).isEqualTo("printer");

        SecurityGroupRule rule = rule(new CreateSecurityGroupRuleOption()
                .withSecurityGroupId(group("web").getId())
                .withDirection("ingress")
                .withRemoteAddressGroupId(office.getId()));
        assertThat(rule.getRemoteAddressGroupId()).isEqualTo(office.getId());
        DeleteAddressGroupRequest delete = new DeleteAddressGroupRequest().withAddressGroupId(office.getId());
        refused(() -> v3.deleteAddressGroup(delete), 409, "VPC.9907");
        v3.deleteIpAddressGroupForce(new DeleteIpAddressGroupForceRequest().withAddressGroupId(office.getId()));
        refused(() -> v3.deleteAddressGroup(delete), 404, "VPC.9904");
        refused(
                () -> v3.showSecurityGroupRule(
                        new ShowSecurityGroupRuleRequest().withSecurityGroupRuleId(rule.getId())),
                404,
                "VPC.9904");
        String spare = addresses(6).getId();
        v3.deleteAddressGroup(new DeleteAddressGroupRequest().withAddressGroupId(spare));
        refused(() -> addresses(6, "10.0.0.1"), 400, "VPC.9901");
    }

    @Test
    void v1GroupsAndRulesAreMadeListedAndDeleted() {
        var made = v2.createSecurityGroup(new com.huaweicloud.sdk.vpc.v2.model.CreateSecurityGroupRequest()
                        .withBody(new com.huaweicloud.sdk.vpc.v2.model.CreateSecurityGroupRequestBody()
                                .withSecurityGroup(new com.huaweicloud.sdk.vpc.v2.model.CreateSecurityGroupOption()
                                        .withName("web"))))
                .getSecurityGroup();
        assertThat(v2.showSecurityGroup(new com.huaweicloud.sdk.vpc.v2.model.ShowSecurityGroupRequest()
                                .withSecurityGroupId(made.getId()))
                        .getSecurityGroup())
                .isEqualTo(made);
        assertThat(v2.listSecurityGroups(new com.huaweicloud.sdk.vpc.v2.model.ListSecurityGroupsRequest())
                        .getSecurityGroups())
                .hasSize(2)
                .contains(made);
        String office = addresses(6, "2001:db8::/32").getId();
        var rule = v2.createSecurityGroupRule(new com.huaweicloud.sdk.vpc.v2.model.CreateSecurityGroupRuleRequest()
                        .withBody(new com.huaweicloud.sdk.vpc.v2.model.CreateSecurityGroupRuleRequestBody()
                                .withSecurityGroupRule(
                                        new com.huaweicloud.sdk.vpc.v2.model.CreateSecurityGroupRuleOption()
                                                .withSecurityGroupId(made.getId())
                                                .withDirection("ingress")
                                                .withEthertype("IPv6")
                                                .withProtocol("tcp")
                                                .withPortRangeMin(80)
                                                .withPortRangeMax(90)
                                                .withRemoteAddressGroupId(office))))
                .getSecurityGroupRule();
        assertThat(rule.getRemoteAddressGroupId()).isEqualTo(office);
        assertThat(v2.showSecurityGroupRule(new com.huaweicloud.sdk.vpc.v2.model.ShowSecurityGroupRuleRequest()
                                .withSecurityGroupRuleId(rule.getId()))
                        .getSecurityGroupRule())
                .isEqualTo(rule);
        assertThat(v2.listSecurityGroupRules(new com.huaweicloud.sdk.vpc.v2.model.ListSecurityGroupRulesRequest()
                                .withSecurityGroupId(made.getId()))
                        .getSecurityGroupRules())
                .hasSize(5)
                .contains(rule);
        assertThat(v3.showSecurityGroupRule(new ShowSecurityGroupRuleRequest().withSecurityGroupRuleId(rule.getId()))
                        .getSecurityGroupRule()
                        .getMultiport())
                .isEqualTo("80-90");
        v2.deleteSecurityGroupRule(new com.huaweicloud.sdk.vpc.v2.model.DeleteSecurityGroupRuleRequest()
                .withSecurityGroupRuleId(rule.getId()));
        var delete =
                new com.huaweicloud.sdk.vpc.v2.model.DeleteSecurityGroupRequest().withSecurityGroupId(made.getId());
        v2.deleteSecurityGroup(delete);
        refused(() -> v2.deleteSecurityGroup(delete), 404, "VPC.0603");
    }

    @Test
    void nativeGroupsAndRulesAreMadeListedChangedAndDeleted() {
        NeutronSecurityGroup made = v2.neutronCreateSecurityGroup(new NeutronCreateSecurityGroupRequest()
                        .withBody(new NeutronCreateSecurityGroupRequestBody()
                                .withSecurityGroup(new NeutronCreateSecurityGroupOption().withName("web"))))
                .getSecurityGroup();
        assertThat(made.getSecurityGroupRules()).hasSize(2);
        assertThat(made.getCreatedAt()).isNotNull();
        assertThat(v2.neutronShowSecurityGroup(new NeutronShowSecurityGroupRequest().withSecurityGroupId(made.getId()))
                        .getSecurityGroup())
                .isEqualTo(made);
        assertThat(v2.neutronListSecurityGroups(new NeutronListSecurityGroupsRequest().withName("web"))
                        .getSecurityGroups())
                .containsExactly(made);
        assertThat(v2.neutronUpdateSecurityGroup(new NeutronUpdateSecurityGroupRequest()
                                .withSecurityGroupId(made.getId())
                                .withBody(new NeutronUpdateSecurityGroupRequestBody()
                                        .withSecurityGroup(new NeutronUpdateSecurityGroupOption().withName("api"))))
                        .getSecurityGroup()
                        .getName())
                .isEqualTo("api");
        NeutronSecurityGroupRule ping = v2.neutronCreateSecurityGroupRule(new NeutronCreateSecurityGroupRuleRequest()
                        .withBody(new NeutronCreateSecurityGroupRuleRequestBody()
                                .withSecurityGroupRule(new NeutronCreateSecurityGroupRuleOption()
                                        .withSecurityGroupId(made.getId())
                                        .withDirection(NeutronCreateSecurityGroupRuleOption.DirectionEnum.INGRESS)
                                        .withProtocol("icmp")
                                        .withPortRangeMin(8)
                                        .withPortRangeMax(0))))
                .getSecurityGroupRule();
        assertThat(v2.neutronShowSecurityGroupRule(
                                new NeutronShowSecurityGroupRuleRequest().withSecurityGroupRuleId(ping.getId()))
                        .getSecurityGroupRule())
                .isEqualTo(ping);
        assertThat(v2.neutronListSecurityGroupRules(new NeutronListSecurityGroupRulesRequest()
                                .withSecurityGroupId(made.getId())
                                .withProtocol("icmp"))
                        .getSecurityGroupRules())
                .containsExactly(ping);
        v2.neutronDeleteSecurityGroupRule(
                new NeutronDeleteSecurityGroupRuleRequest().withSecurityGroupRuleId(ping.getId()));
        v2.neutronDeleteSecurityGroup(new NeutronDeleteSecurityGroupRequest().withSecurityGroupId(made.getId()));
        assertThat(v2.neutronListSecurityGroups(new NeutronListSecurityGroupsRequest())
                        .getSecurityGroups())
                .extracting(NeutronSecurityGroup::getName)
                .containsExactly("default");
    }
}
