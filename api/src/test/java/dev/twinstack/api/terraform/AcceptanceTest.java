package dev.twinstack.api.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The provider's acceptance tests of VPCs, subnets, EIPs, flow logs and log groups: each of their calls, in order, with
 * the fields the resources send and the values the tests check. Named as they are.
 */
class AcceptanceTest {
    private static final String FOO = "{'key':'foo','value':'bar'},{'key':'key','value':'value'}";
    private static final String FOO_UPDATE = "{'key':'foo','value':'bar'},{'key':'key','value':'value_update'}";

    private static TestTwin twin;

    private Provider provider;

    @BeforeAll
    static void start() {
        twin = TestTwin.start();
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    @BeforeEach
    void aProject() {
        provider = Provider.of(twin.freshProject());
    }

    @Test
    void vpcV1Basic() {
        String id = provider.post(
                        provider.v1("vpcs"),
                        "{'vpc':{'name':'terraform_provider_test','description':'simple description',"
                                + "'cidr':'192.168.0.0/16'}}",
                        200)
                .at("/vpc/id")
                .asText();
        String vpc = provider.v1("vpcs/" + id);
        assertThat(provider.get(vpc).at("/vpc/status").asText()).isEqualTo("OK");
        provider.put(vpc, "{'vpc':{'enable_shared_snat':true}}");
        provider.createTags("vpcs", id, FOO);
        JsonNode read = provider.get(vpc).path("vpc");
        assertThat(read.path("name").asText()).isEqualTo("terraform_provider_test");
        assertThat(read.path("description").asText()).isEqualTo("simple description");
        assertThat(read.path("cidr").asText()).isEqualTo("192.168.0.0/16");
        assertThat(read.path("enable_shared_snat").booleanValue()).isTrue();
        assertThat(provider.readTags("vpcs", id)).isEqualTo(Map.of("foo", "bar", "key", "value"));
        assertThat(provider.get(provider.v3("vpcs/" + id)).at("/vpc/extend_cidrs"))
                .isEmpty();

        provider.put(
                vpc,
                "{'vpc':{'name':'terraform_provider_test1','description':'simple description updated',"
                        + "'enable_shared_snat':false}}");
        provider.updateTags("vpcs", id, FOO, FOO_UPDATE);
        read = provider.get(vpc).path("vpc");
        assertThat(read.path("name").asText()).isEqualTo("terraform_provider_test1");
        assertThat(read.path("description").asText()).isEqualTo("simple description updated");
        assertThat(read.path("enable_shared_snat").booleanValue()).isFalse();
        assertThat(provider.readTags("vpcs", id)).isEqualTo(Map.of("foo", "bar", "key", "value_update"));

        provider.put(vpc, "{'vpc':{}}"); // what it sends when only tags changed
        provider.delete(vpc);
        assertThat(provider.status(vpc)).isEqualTo(404);
        assertThat(provider.status(provider.tags("vpcs", id))).isEqualTo(404);
    }

    @Test
    void vpcV1SecondaryCidr() {
        String id = vpc("192.168.0.0/16");
        String v3 = provider.v3("vpcs/" + id);
        provider.createTags("vpcs", id, FOO);
        provider.put(v3 + "/add-extend-cidr", "{'vpc':{'extend_cidrs':['23.9.0.0/16']}}");
        assertThat(provider.get(v3).at("/vpc/extend_cidrs/0").asText()).isEqualTo("23.9.0.0/16");
        assertThat(provider.get(v3).at("/vpc/tags")).hasSize(2);
        provider.put(v3 + "/remove-extend-cidr", "{'vpc':{'extend_cidrs':['23.9.0.0/16']}}");
        provider.put(v3 + "/add-extend-cidr", "{'vpc':{'extend_cidrs':['23.8.0.0/16']}}");
        assertThat(provider.get(v3).at("/vpc/extend_cidrs/0").asText()).isEqualTo("23.8.0.0/16");
        provider.delete(provider.v1("vpcs/" + id));
    }

    @Test
    void vpcSubnetV1Basic() {
        String vpc = vpc("192.168.0.0/16");
        String id = provider.post(
                        provider.v1("subnets"),
                        "{'subnet':{'name':'subnet_name','description':'some description','cidr':'192.168.0.0/16',"
                                + "'ipv6_enable':false,'gateway_ip':'192.168.0.1','dhcp_enable':true,"
                                + "'primary_dns':'100.125.4.25','secondary_dns':'100.125.129.199',"
                                + "'availability_zone':'eu-de-02','vpc_id':'" + vpc + "','extra_dhcp_opts':"
                                + "[{'opt_name':'ntp','opt_value':'10.100.0.33,10.100.0.34'}]}}",
                        200)
                .at("/subnet/id")
                .asText();
        String subnet = provider.v1("subnets/" + id);
        provider.createTags("subnets", id, FOO);
        JsonNode read = provider.get(subnet).path("subnet");
        assertThat(read.path("status").asText()).isEqualTo("ACTIVE");
        assertThat(read.path("availability_zone").asText()).isEqualTo("eu-de-02");
        assertThat(read.path("gateway_ip").asText()).isEqualTo("192.168.0.1");
        assertThat(read.path("neutron_network_id").asText()).isEqualTo(id);
        assertThat(read.at("/extra_dhcp_opts/0/opt_value").asText()).isEqualTo("10.100.0.33,10.100.0.34");
        assertThat(provider.readTags("subnets", id)).isEqualTo(Map.of("foo", "bar", "key", "value"));

        String inVpc = provider.v1("vpcs/" + vpc + "/subnets/" + id);
        provider.put(
                inVpc,
                "{'subnet':{'name':'subnet_name_update','description':'','extra_dhcp_opts':"
                        + "[{'opt_name':'ntp','opt_value':'10.100.0.35,10.100.0.36'}]}}");
        provider.updateTags("subnets", id, FOO, FOO_UPDATE);
        read = provider.get(subnet).path("subnet");
        assertThat(read.path("name").asText()).isEqualTo("subnet_name_update");
        assertThat(read.path("description").asText()).isEmpty();
        assertThat(read.at("/extra_dhcp_opts/0/opt_value").asText()).isEqualTo("10.100.0.35,10.100.0.36");
        assertThat(provider.readTags("subnets", id)).containsEntry("key", "value_update");

        provider.delete(inVpc);
        assertThat(provider.status(subnet)).isEqualTo(404);
        provider.delete(provider.v1("vpcs/" + vpc));
    }

    @Test
    void vpcSubnetV1DnsList() {
        String vpc = vpc("192.168.0.0/16");
        String id = provider.post(
                        provider.v1("subnets"),
                        "{'subnet':{'name':'subnet_name','cidr':'192.168.0.0/24','ipv6_enable':false,"
                                + "'gateway_ip':'192.168.0.1','dhcp_enable':true,"
                                + "'dnsList':['100.125.4.25','8.8.8.8'],'vpc_id':'" + vpc + "'}}",
                        200)
                .at("/subnet/id")
                .asText();
        assertThat(provider.get(provider.v1("subnets/" + id))
                        .at("/subnet/dnsList/1")
                        .asText())
                .isEqualTo("8.8.8.8");
        provider.put(
                provider.v1("vpcs/" + vpc + "/subnets/" + id),
                "{'subnet':{'name':'subnet_name','dnsList':['100.125.4.25','1.1.1.1']}}");
        assertThat(provider.get(provider.v1("subnets/" + id))
                        .at("/subnet/dnsList")
                        .toString())
                .isEqualTo("[\"100.125.4.25\",\"1.1.1.1\"]");
        assertThat(provider.readTags("subnets", id)).isEmpty();
    }

    @Test
    void vpcV1EipBasic() {
        String id = eip();
        String eip = provider.v1("publicips/" + id);
        assertThat(provider.get(eip).at("/publicip/status").asText()).isEqualTo("DOWN");
        String old = "{'key':'this','value':'is'},{'key':'our','value':'tags'}";
        provider.createTags("publicips", id, old);
        String bandwidth = provider.v1(
                "bandwidths/" + provider.get(eip).at("/publicip/bandwidth_id").asText());
        assertThat(provider.get(bandwidth).at("/bandwidth/name").asText()).isEqualTo("acc-band");
        assertThat(provider.get(bandwidth).at("/bandwidth/charge_mode").asText())
                .isEqualTo("traffic");
        assertThat(provider.readTags("publicips", id)).isEqualTo(Map.of("this", "is", "our", "tags"));

        provider.put(bandwidth, "{'bandwidth':{'size':25,'name':'acc-band-update'}}");
        provider.updateTags("publicips", id, old, "{'key':'muh','value':'value1'},{'key':'kuh','value':'value2'}");
        assertThat(provider.get(bandwidth).at("/bandwidth/name").asText()).isEqualTo("acc-band-update");
        assertThat(provider.get(eip).at("/publicip/bandwidth_size").asInt()).isEqualTo(25);
        assertThat(provider.get(eip).at("/publicip/alias").asText()).isEqualTo("my_ip");
        assertThat(provider.readTags("publicips", id)).isEqualTo(Map.of("muh", "value1", "kuh", "value2"));

        provider.delete(eip);
        assertThat(provider.status(eip)).isEqualTo(404);
    }

    /** It reads all EIPs, page after page until one is empty, and the tags of each. */
    @Test
    void vpcEipV1DataSourceByTags() {
        String id = eip();
        provider.createTags(
                "publicips",
                id,
                "{'key':'otc-tf-test-1','value':'value-create'},{'key':'otc-tf-test-2','value':'value-create'}");
        JsonNode first = provider.get(provider.v1("publicips"));
        assertThat(first.at("/publicips/0/id").asText()).isEqualTo(id);
        assertThat(provider.get(provider.v1("publicips?marker=" + id)).at("/publicips"))
                .isEmpty();
        assertThat(provider.readTags("publicips", id))
                .isEqualTo(Map.of("otc-tf-test-1", "value-create", "otc-tf-test-2", "value-create"));
        assertThat(first.at("/publicips/0/bandwidth_share_type").asText()).isEqualTo("PER");
        assertThat(first.at("/publicips/0/status").asText()).isEqualTo("DOWN");
    }

    /** Its update always sends {@code admin_state}, which is false unless the configuration has it. */
    @Test
    void vpcFlowLogV1Basic() {
        String group = group("vpc_group");
        String topic = topic(group, "vpc_topic");
        String vpc = vpc("172.16.0.0/16");
        JsonNode made = provider.post(
                provider.v1("fl/flow_logs"),
                "{'flow_log':{'name':'vpc_flow_log1','description':'this is a flow log from testacc',"
                        + "'resource_type':'vpc','resource_id':'" + vpc + "','traffic_type':'all',"
                        + "'log_group_id':'" + group + "','log_topic_id':'" + topic + "'}}",
                200);
        String log = provider.v1("fl/flow_logs/" + made.at("/flow_log/id").asText());
        JsonNode read = provider.get(log).path("flow_log");
        assertThat(read.path("name").asText()).isEqualTo("vpc_flow_log1");
        assertThat(read.path("resource_type").asText()).isEqualTo("vpc");
        assertThat(read.path("resource_id").asText()).isEqualTo(vpc);
        assertThat(read.path("traffic_type").asText()).isEqualTo("all");
        assertThat(read.path("log_group_id").asText()).isEqualTo(group);
        assertThat(read.path("log_topic_id").asText()).isEqualTo(topic);
        assertThat(read.path("status").asText()).isEqualTo("ACTIVE");
        provider.put(
                log,
                "{'flow_log':{'name':'vpc_flow_log_update','description':'this is a flow log from testacc update',"
                        + "'admin_state':false}}");
        assertThat(provider.get(log).at("/flow_log/name").asText()).isEqualTo("vpc_flow_log_update");

        provider.delete(log);
        assertThat(provider.status(log)).isEqualTo(404);
        provider.delete(provider.v1("vpcs/" + vpc));
        provider.delete(provider.lts("groups/" + group + "/streams/" + topic));
        provider.delete(provider.lts("groups/" + group));
    }

    @Test
    void logTankGroupV2Basic() {
        String id = group("testacc_group");
        assertThat(provider.get(provider.lts("groups"))
                        .at("/log_groups/0/ttl_in_days")
                        .asInt())
                .isEqualTo(7);
        provider.post(provider.lts("groups/" + id), "{'ttl_in_days':6}", 200);
        JsonNode read = provider.get(provider.lts("groups")).at("/log_groups/0");
        assertThat(read.path("log_group_id").asText()).isEqualTo(id);
        assertThat(read.path("log_group_name").asText()).isEqualTo("testacc_group");
        assertThat(read.path("ttl_in_days").asInt()).isEqualTo(6);
        assertThat(read.path("creation_time").isIntegralNumber()).isTrue();
        provider.delete(provider.lts("groups/" + id));
        assertThat(provider.get(provider.lts("groups")).path("log_groups")).isEmpty();
    }

    /** Once the group is gone its streams must be a bad request: the test takes a 404 for a failure. */
    @Test
    void logTankTopicV2Basic() {
        String group = group("testacc_group");
        String topic = topic(group, "testacc_topic");
        String streams = provider.lts("groups/" + group + "/streams");
        JsonNode read = provider.get(streams).at("/log_streams/0");
        assertThat(read.path("log_stream_id").asText()).isEqualTo(topic);
        assertThat(read.path("log_stream_name").asText()).isEqualTo("testacc_topic");
        assertThat(read.path("creation_time").isIntegralNumber()).isTrue();
        provider.delete(streams + '/' + topic);
        provider.delete(provider.lts("groups/" + group));
        assertThat(provider.status(streams)).isEqualTo(400);
    }

    private String vpc(String cidr) {
        return provider.post(provider.v1("vpcs"), "{'vpc':{'name':'net','cidr':'" + cidr + "'}}", 200)
                .at("/vpc/id")
                .asText();
    }

    private String eip() {
        return provider.post(
                        provider.v1("publicips"),
                        "{'publicip':{'type':'5_bgp','alias':'my_ip'},'bandwidth':{'name':'acc-band','size':8,"
                                + "'share_type':'PER','charge_mode':'traffic'}}",
                        200)
                .at("/publicip/id")
                .asText();
    }

    private String group(String name) {
        return provider.post(provider.lts("groups"), "{'log_group_name':'" + name + "','ttl_in_days':7}", 201)
                .path("log_group_id")
                .asText();
    }

    private String topic(String group, String name) {
        return provider.post(provider.lts("groups/" + group + "/streams"), "{'log_stream_name':'" + name + "'}", 201)
                .path("log_stream_id")
                .asText();
    }
}
