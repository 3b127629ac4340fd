package dev.twinstack.api.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.server.Net;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The provider's acceptance tests of NAT gateways and their rules, of an EIP on a load balancer, and of the route tables
 * beside a NAT gateway: each of their calls, in order, with the fields the resources send and the values the tests check.
 * Named as they are. Like them they share a VPC 10.0.0.0/8.
 */
class GatewayAcceptanceTest {
    private static final String FOO = "{'key':'muh','value':'value-create'},{'key':'kuh','value':'value-create'}";
    private static final String FOO_UPDATE =
            "{'key':'muh','value':'value-update'},{'key':'kuh','value':'value-create'}";

    private static TestTwin twin;

    private TestTwin client;
    private Provider provider;
    private String vpc;
    private String subnet;
    private String neutronSubnet;

    @BeforeAll
    static void start() {
        twin = TestTwin.start();
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    @BeforeEach
    void aSharedSubnet() {
        client = twin.freshProject();
        provider = Provider.of(client);
        vpc = provider.post(provider.v1("vpcs"), "{'vpc':{'name':'shared','cidr':'10.0.0.0/8'}}", 200)
                .at("/vpc/id")
                .asText();
        JsonNode made = provider.post(
                provider.v1("subnets"),
                "{'subnet':{'name':'shared','cidr':'10.0.0.0/24','gateway_ip':'10.0.0.1','vpc_id':'" + vpc + "'}}",
                200);
        subnet = made.at("/subnet/id").asText();
        neutronSubnet = made.at("/subnet/neutron_subnet_id").asText();
    }

    private String gateway(String name) {
        JsonNode made = provider.post(
                provider.nat("nat_gateways"),
                "{'nat_gateway':{'name':'" + name + "','description':'test for terraform','spec':'1','router_id':'"
                        + vpc + "','internal_network_id':'" + subnet + "'}}",
                201);
        String id = made.at("/nat_gateway/id").asText();
        assertThat(provider.get(provider.nat("nat_gateways/" + id))
                        .at("/nat_gateway/status")
                        .asText())
                .isEqualTo("ACTIVE");
        return id;
    }

    /** It asks, deletes, and goes on until it is told that there is none. */
    private void delete(String url) {
        assertThat(provider.status(url)).isEqualTo(200);
        provider.delete(url);
        assertThat(provider.status(url)).isEqualTo(404);
    }

    private String floatingIp() {
        return provider.post(
                        provider.neutron("floatingips"),
                        "{'floatingip':{'floating_network_id':'"
                                + provider.get(provider.neutron("networks?name=admin_external_net"))
                                        .at("/networks/0/id")
                                        .asText()
                                + "'}}",
                        201)
                .at("/floatingip/id")
                .asText();
    }

    @Test
    void natGatewayBasic() {
        String id = gateway("nat_1");
        String gateway = provider.nat("nat_gateways/" + id);
        provider.createTags("nat_gateways", id, FOO);
        JsonNode read = provider.get(gateway).path("nat_gateway");
        assertThat(read.path("description").asText()).isEqualTo("test for terraform");
        assertThat(read.path("router_id").asText()).isEqualTo(vpc);
        assertThat(provider.readTags("nat_gateways", id))
                .isEqualTo(Map.of("muh", "value-create", "kuh", "value-create"));

        provider.put(gateway, "{'nat_gateway':{'name':'nat_1_updated','description':'nat_1 updated','spec':'2'}}");
        provider.updateTags("nat_gateways", id, FOO, FOO_UPDATE);
        read = provider.get(gateway).path("nat_gateway");
        assertThat(read.path("name").asText()).isEqualTo("nat_1_updated");
        assertThat(read.path("spec").asText()).isEqualTo("2");
        provider.put(gateway, "{'nat_gateway':{}}"); // what it sends when only tags changed
        assertThat(provider.get(provider.nat("nat_gateways?id=" + id + "&name=nat_1_updated&router_id=" + vpc
                                + "&tenant_id=" + client.project()))
                        .at("/nat_gateways"))
                .hasSize(1);
        delete(gateway);
        assertThat(provider.status(provider.tags("nat_gateways", id))).isEqualTo(404);
    }

    @Test
    void natSnatRuleBasic() {
        String gateway = gateway("nat_1");
        String eip = floatingIp();
        String id = provider.post(
                        provider.nat("snat_rules"),
                        "{'snat_rule':{'nat_gateway_id':'" + gateway + "','floating_ip_id':'" + eip
                                + "','cidr':'192.168.0.0/24'}}",
                        201)
                .at("/snat_rule/id")
                .asText();
        JsonNode read = provider.get(provider.nat("snat_rules/" + id)).path("snat_rule");
        assertThat(read.path("status").asText()).isEqualTo("ACTIVE");
        assertThat(read.path("cidr").asText()).isEqualTo("192.168.0.0/24");
        assertThat(read.path("source_type").asInt()).isZero();
        assertThat(provider.get(provider.nat("snat_rules?id=" + id + "&source_type=0"))
                        .at("/snat_rules"))
                .hasSize(1);
        delete(provider.nat("snat_rules/" + id));
        provider.delete(provider.neutron("floatingips/" + eip));
        delete(provider.nat("nat_gateways/" + gateway));
    }

    @Test
    void natDnatRuleWithPort() {
        String gateway = gateway("dnat_rule_gw");
        String eip = floatingIp();
        String port = provider.post(
                        provider.neutron("ports"),
                        "{'port':{'name':'dnat_rule_port','network_id':'" + subnet + "','fixed_ips':[{'subnet_id':'"
                                + neutronSubnet + "'}]}}",
                        201)
                .at("/port/id")
                .asText();
        String rule = "{'dnat_rule':{'nat_gateway_id':'" + gateway + "','port_id':'" + port
                + "','internal_service_port':80,'floating_ip_id':'" + eip
                + "','external_service_port':80,'protocol':'tcp'}}";
        // It tries again after a 400 until the port is a server's.
        assertThat(provider.post(provider.nat("dnat_rules"), rule, 400)
                        .at("/NeutronError/type")
                        .asText())
                .isEqualTo("DnatRuleInValidPortID");
        String server = provider.post(
                        "/v2.1/{p}/servers",
                        "{'server':{'name':'instance_1','flavorRef':'s3.large.2','imageRef':'"
                                + client.get("/image/v2/cloudimages?name=" + Net.DEBIAN)
                                        .text("/images/0/id")
                                + "','networks':[{'port':'" + port + "'}]}}",
                        202)
                .at("/server/id")
                .asText();
        String id = provider.post(provider.nat("dnat_rules"), rule, 201)
                .at("/dnat_rule/id")
                .asText();
        JsonNode read = provider.get(provider.nat("dnat_rules/" + id)).path("dnat_rule");
        assertThat(read.path("status").asText()).isEqualTo("ACTIVE");
        assertThat(read.path("port_id").asText()).isEqualTo(port);
        assertThat(read.path("protocol").asText()).isEqualTo("tcp");
        for (String filter : new String[] {
            "id=" + id,
            "nat_gateway_id=" + gateway,
            "protocol=tcp",
            "internal_service_port=80",
            "port_id=" + port,
            "status=ACTIVE",
            "floating_ip_address=" + read.path("floating_ip_address").asText()
        }) {
            assertThat(provider.get(provider.nat("dnat_rules?" + filter)).at("/dnat_rules"))
                    .as(filter)
                    .hasSize(1);
        }
        delete(provider.nat("dnat_rules/" + id));
        client.delete("/v2.1/{p}/servers/" + server);
        provider.delete(provider.neutron("floatingips/" + eip));
        delete(provider.nat("nat_gateways/" + gateway));
    }

    @Test
    void vpcV1EipUnAssing() {
        JsonNode balancer = provider.post(
                        provider.elb("lbaas/loadbalancers"),
                        "{'loadbalancer':{'name':'loadbalancer_1','vip_subnet_id':'" + neutronSubnet
                                + "','admin_state_up':true}}",
                        201)
                .path("loadbalancer");
        String one = provider.elb("lbaas/loadbalancers/" + balancer.path("id").asText());
        assertThat(provider.get(one).at("/loadbalancer/provisioning_status").asText())
                .isEqualTo("ACTIVE");
        String tags = provider.elb(
                client.project() + "/loadbalancers/" + balancer.path("id").asText() + "/tags");
        provider.post(tags + "/action", "{'action':'create','tags':[" + FOO + "]}", 204);
        assertThat(provider.get(tags).path("tags")).hasSize(2);

        JsonNode made = provider.post(
                provider.v1("publicips"),
                "{'publicip':{'type':'5_bgp'},'bandwidth':{'name':'test-bandwidth-acc','size':100,"
                        + "'share_type':'PER'}}",
                200);
        String eip = provider.v1("publicips/" + made.at("/publicip/id").asText());
        assertThat(provider.get(eip).at("/publicip/status").asText()).isEqualTo("DOWN");
        String port = balancer.path("vip_port_id").asText();
        provider.put(eip, "{'publicip':{'port_id':'" + port + "'}}");
        JsonNode bound = provider.get(eip).path("publicip");
        assertThat(bound.path("status").asText()).isEqualTo("ACTIVE");
        assertThat(bound.path("port_id").asText()).isEqualTo(port);

        provider.put(
                provider.v1("bandwidths/" + bound.path("bandwidth_id").asText()),
                "{'bandwidth':{'name':'test-bandwidth-acc','size':1000}}");
        provider.put(eip, "{'publicip':{}}");
        assertThat(provider.get(eip).at("/publicip/port_id").asText()).isEmpty();
        assertThat(provider.get(eip).at("/publicip/bandwidth_size").asInt()).isEqualTo(1000);

        delete(eip);
        delete(one);
    }

    @Test
    void vpcRouteTablesV1DataSourceBasic() {
        String gateway = gateway("nat_gateway_1");
        String table = provider.post(
                        provider.v1("routetables"),
                        "{'routetable':{'name':'table','vpc_id':'" + vpc
                                + "','routes':[{'type':'nat','destination':'10.10.10.0/24','nexthop':'" + gateway
                                + "'}]}}",
                        200)
                .at("/routetable/id")
                .asText();
        assertThat(provider.get(provider.v1("routetables?vpc_id=" + vpc)).at("/routetables"))
                .hasSize(2);
        provider.delete(provider.v1("routetables/" + table));
        delete(provider.nat("nat_gateways/" + gateway));
        provider.delete(provider.v1("vpcs/" + vpc + "/subnets/" + subnet));
        provider.delete(provider.v1("vpcs/" + vpc));
    }
}
