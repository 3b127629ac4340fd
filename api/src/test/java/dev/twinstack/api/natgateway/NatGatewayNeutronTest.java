package dev.twinstack.api.natgateway;

import static dev.twinstack.api.natgateway.NatNet.GATEWAYS;
import static dev.twinstack.api.natgateway.NatNet.ports;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NatGatewayNeutronTest {
    private static TestTwin twin;

    private TestTwin client;
    private NatNet net;

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
        client = twin.freshProject();
        net = NatNet.make(client);
    }

    private JsonNode routes() {
        return client.get("/v1/{p}/routetables?vpc_id=" + net.vpc()).at("/routetables/0/routes");
    }

    private List<String> gatewayRoutes() {
        return routes().findParents("nexthop").stream()
                .filter(route -> route.path("type").asText().equals("nat"))
                .map(route -> route.path("destination").asText() + " "
                        + route.path("nexthop").asText())
                .toList();
    }

    @Test
    void itIsMadeShownChangedAndDeleted() {
        Reply made = net.create("nat_1");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/nat_gateway/status")).isEqualTo("PENDING_CREATE");
        String one = GATEWAYS + "/" + made.text("/nat_gateway/id");
        Reply shown = client.get(one);
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.text("/nat_gateway/status")).isEqualTo("ACTIVE");
        assertThat(shown.text("/nat_gateway/router_id")).isEqualTo(net.vpc());
        assertThat(shown.text("/nat_gateway/internal_network_id")).isEqualTo(net.subnet());
        assertThat(shown.text("/nat_gateway/tenant_id")).isEqualTo(client.project());
        assertThat(shown.text("/nat_gateway/spec")).isEqualTo("1");
        assertThat(shown.at("/nat_gateway/admin_state_up").asBoolean()).isTrue();
        assertThat(shown.at("/nat_gateway/dnat_rules_limit").asInt()).isEqualTo(200);
        assertThat(shown.text("/nat_gateway/created_at")).matches("\\d{4}(-\\d\\d){2} \\d\\d(:\\d\\d){2}\\.\\d{6}");

        Reply changed = client.put(one, "{'nat_gateway':{'name':'nat_2','description':'','spec':'2'}}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("/nat_gateway/name")).isEqualTo("nat_2");
        assertThat(changed.text("/nat_gateway/description")).isEmpty();
        assertThat(changed.text("/nat_gateway/spec")).isEqualTo("2");
        assertThat(client.put(one, "{'nat_gateway':{}}").json()).isEqualTo(changed.json());
        assertThat(client.put(one, "{}").status()).isEqualTo(400);
        assertThat(client.put(one, "{'nat_gateway':{'name':'a.b'}}").status()).isEqualTo(400);

        assertThat(client.delete(one).status()).isEqualTo(204);
        assertThat(client.get(one).status()).isEqualTo(404);
        assertThat(client.delete(one).status()).isEqualTo(404);
    }

    @Test
    void everyFieldIsAFilter() {
        String one = net.gateway("one");
        net.gateway("two");
        JsonNode row = client.get(GATEWAYS + "/" + one).at("/nat_gateway");
        for (String field : List.of("id", "name")) {
            assertThat(ids("?" + field + "=" + row.path(field).asText()))
                    .as(field)
                    .containsExactly(one);
        }
        for (String field : List.of("tenant_id", "spec", "router_id", "internal_network_id", "status")) {
            assertThat(ids("?" + field + "=" + row.path(field).asText()))
                    .as(field)
                    .hasSize(2);
            assertThat(ids("?" + field + "=x")).as(field).isEmpty();
        }
        assertThat(ids("?admin_state_up=True&description=of%20a%20test&limit=1"))
                .hasSize(1);
        assertThat(ids("?admin_state_up=false")).isEmpty();
        assertThat(twin.freshProject().get(GATEWAYS).at("/nat_gateways")).isEmpty();
    }

    private List<String> ids(String query) {
        return client.get(GATEWAYS + query).at("/nat_gateways").findValuesAsText("id");
    }

    @Test
    void theFirstGatewayGetsTheDefaultRouteAndTakesItAlong() {
        String first = net.gateway("first");
        assertThat(gatewayRoutes()).containsExactly("0.0.0.0/0 " + first);
        String second = net.gateway("second");
        assertThat(gatewayRoutes()).containsExactly("0.0.0.0/0 " + first);
        String table = client.get("/v1/{p}/routetables?vpc_id=" + net.vpc()).text("/routetables/0/id");
        assertThat(client.put(
                                "/v1/{p}/routetables/" + table,
                                "{'routetable':{'routes':{'add':[{'type':'nat','destination':'203.0.113.0/24',"
                                        + "'nexthop':'" + second + "'}]}}}")
                        .status())
                .isEqualTo(200);
        assertThat(client.delete(GATEWAYS + "/" + first).status()).isEqualTo(204);
        assertThat(gatewayRoutes()).containsExactly("203.0.113.0/24 " + second);
        assertThat(client.delete(GATEWAYS + "/" + second).status()).isEqualTo(204);
        assertThat(gatewayRoutes()).isEmpty();
    }

    @Test
    void routesLeadToGatewaysOfTheirVpcOnly() {
        String gateway = net.gateway("nat");
        NatNet elsewhere = NatNet.make(client);
        String table =
                client.get("/v1/{p}/routetables?vpc_id=" + elsewhere.vpc()).text("/routetables/0/id");
        assertThat(client.put(
                                "/v1/{p}/routetables/" + table,
                                "{'routetable':{'routes':{'add':[{'type':'nat','destination':'0.0.0.0/0','nexthop':'"
                                        + gateway + "'}]}}}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void itHoldsItsSubnetAndItsVpc() {
        String gateway = net.gateway("nat");
        Reply subnet = client.delete("/v1/{p}/vpcs/" + net.vpc() + "/subnets/" + net.subnet());
        assertThat(subnet.status()).isEqualTo(500);
        assertThat(subnet.text("/code")).isEqualTo("VPC.0209");
        assertThat(client.delete("/v2.0/networks/" + net.subnet()).status()).isEqualTo(409);
        assertThat(client.delete("/v1/{p}/vpcs/" + net.vpc()).status()).isEqualTo(409);
        assertThat(client.delete(GATEWAYS + "/" + gateway).status()).isEqualTo(204);
        assertThat(client.delete("/v1/{p}/vpcs/" + net.vpc() + "/subnets/" + net.subnet())
                        .status())
                .isEqualTo(204);
        assertThat(client.delete("/v1/{p}/vpcs/" + net.vpc()).status()).isEqualTo(204);
    }

    /** As the openstack client's tests do: a router, a network on it, and a gateway for both. */
    @Test
    void itWorksForANetworkThatARouterConnects() {
        String router = client.post("/v2.0/routers", "{'router':{'name':'r'}}").text("/router/id");
        String network =
                client.post("/v2.0/networks", "{'network':{'name':'n'}}").text("/network/id");
        String subnet = client.post(
                        "/v2.0/subnets",
                        "{'subnet':{'network_id':'" + network + "','cidr':'192.168.0.0/24','ip_version':4}}")
                .text("/subnet/id");
        String gateway = "{'nat_gateway':{'name':'nat','spec':'1','router_id':'" + router + "','internal_network_id':'"
                + network + "'}}";
        assertThat(client.post(GATEWAYS, gateway).text("/NeutronError/type")).isEqualTo("VPC.2013");
        String routers = "/v2.0/routers/" + router;
        client.put(routers + "/add_router_interface", "{'subnet_id':'" + subnet + "'}");
        Reply made = client.post(GATEWAYS, gateway);
        assertThat(made.status()).isEqualTo(201);
        Reply removed = client.put(routers + "/remove_router_interface", "{'subnet_id':'" + subnet + "'}");
        assertThat(removed.status()).isEqualTo(409);
        assertThat(removed.text("/NeutronError/message")).contains("natgateway");
        assertThat(client.delete(routers).status()).isEqualTo(409);
        assertThat(client.delete(GATEWAYS + "/" + made.text("/nat_gateway/id")).status())
                .isEqualTo(204);
        assertThat(client.put(routers + "/remove_router_interface", "{'subnet_id':'" + subnet + "'}")
                        .status())
                .isEqualTo(200);
        assertThat(client.delete(routers).status()).isEqualTo(204);
    }

    @Test
    void itsPortIsItsOwn() {
        String gateway = net.gateway("nat");
        Reply ports = client.get("/v2.0/ports?device_owner=network:nat_gateway");
        assertThat(ports.at("/ports")).hasSize(1);
        assertThat(ports.text("/ports/0/device_id")).isEqualTo(gateway);
        assertThat(ports.text("/ports/0/status")).isEqualTo("ACTIVE");
        String port = ports.text("/ports/0/id");
        assertThat(client.delete("/v2.0/ports/" + port).status()).isEqualTo(409);
        Reply bound = client.put("/v1/{p}/publicips/" + net.eip(), "{'publicip':{'port_id':'" + port + "'}}");
        assertThat(bound.status()).isEqualTo(400);
        assertThat(client.delete(GATEWAYS + "/" + gateway).status()).isEqualTo(204);
        assertThat(client.get("/v2.0/ports/" + port).status()).isEqualTo(404);
    }

    @Test
    void withRulesItStays() {
        String gateway = net.gateway("nat");
        String eip = net.eip();
        String rule = net.snat(gateway, eip, net.network()).text("/snat_rule/id");
        String dnat = net.dnat(gateway, eip, ports("tcp", 80, 80) + ",'private_ip':'192.168.20.9'")
                .text("/dnat_rule/id");
        Reply refused = client.delete(GATEWAYS + "/" + gateway);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/NeutronError/type")).isEqualTo("VPC.2016");
        assertThat(client.delete(NatNet.SNAT + "/" + rule).status()).isEqualTo(204);
        assertThat(client.delete(GATEWAYS + "/" + gateway).status()).isEqualTo(400);
        assertThat(client.delete(NatNet.DNAT + "/" + dnat).status()).isEqualTo(204);
        assertThat(client.delete(GATEWAYS + "/" + gateway).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | name | InvalidParams",
                "{'name':'','spec':'1','router_id':'V','internal_network_id':'S'} | name | InvalidParams",
                "{'name':'a b','spec':'1','router_id':'V','internal_network_id':'S'} | name | InvalidParams",
                "{'name':7,'spec':'1','router_id':'V','internal_network_id':'S'} | name | InvalidParams",
                "{'name':'a','spec':'5','router_id':'V','internal_network_id':'S'} | spec | InvalidParams",
                "{'name':'a','router_id':'V','internal_network_id':'S'} | spec | InvalidParams",
                "{'name':'a','spec':'1','internal_network_id':'S'} | router_id | InvalidParams",
                "{'name':'a','spec':'1','router_id':'V'} | internal_network_id | InvalidParams",
                "{'name':'a','spec':'1','router_id':'x','internal_network_id':'S'} | x | VPC.2011",
                "{'name':'a','spec':'1','router_id':'V','internal_network_id':'x'} | x | VPC.2009",
                "{'name':'a','spec':'1','router_id':'V','internal_network_id':'O'} | internal_network_id | VPC.2013",
                "{'name':'a','spec':'1','router_id':'V','internal_network_id':'S','description':'<'} | description | "
                        + "InvalidParams",
                "{'name':'a','spec':'1','router_id':'V','internal_network_id':'S','tenant_id':'x'} | tenant_id | "
                        + "InvalidParams",
            })
    void badInputIsNamed(String gateway, String field, String type) {
        String other = NatNet.make(client).subnet();
        Reply refused = client.post(
                GATEWAYS,
                "{'nat_gateway':"
                        + gateway.replace("'V'", "'" + net.vpc() + "'")
                                .replace("'S'", "'" + net.subnet() + "'")
                                .replace("'O'", "'" + other + "'")
                        + "}");
        assertThat(refused.status()).as(refused.json().toString()).isEqualTo(400);
        assertThat(refused.text("/NeutronError/type")).isEqualTo(type);
        assertThat(refused.text("/NeutronError/message")).contains(field);
        assertThat(client.get(GATEWAYS).at("/nat_gateways")).isEmpty();
    }

    @Test
    void anotherProjectsAreNotThere() {
        String gateway = GATEWAYS + "/" + net.gateway("nat");
        TestTwin other = twin.freshProject();
        assertThat(other.get(gateway).status()).isEqualTo(404);
        assertThat(other.put(gateway, "{'nat_gateway':{'name':'mine'}}").status())
                .isEqualTo(404);
        assertThat(other.delete(gateway).status()).isEqualTo(404);
        Reply made = other.post(
                GATEWAYS,
                "{'nat_gateway':{'name':'a','spec':'1','router_id':'" + net.vpc() + "','internal_network_id':'"
                        + net.subnet() + "'}}");
        assertThat(made.text("/NeutronError/type")).isEqualTo("VPC.2011");
        assertThat(client.get(gateway).text("/nat_gateway/name")).isEqualTo("nat");
    }

    @Test
    void aQueryByTagsMayWantSomeOrNoneOfThemAndAPartOfTheName() {
        String red = tagged("net-red", "{'key':'team','value':'red'},{'key':'env','value':'test'}");
        String blue = tagged("net-blue", "{'key':'team','value':'blue'}");
        String bare = tagged("other", "");
        assertThat(found("'tags_any':[{'key':'env','values':['test']},{'key':'team','values':['blue']}]"))
                .containsExactlyInAnyOrder(red, blue);
        assertThat(found("'not_tags':[{'key':'team','values':['red']}]")).containsExactlyInAnyOrder(blue, bare);
        assertThat(found("'not_tags_any':[{'key':'team','values':[]},{'key':'env','values':[]}]"))
                .containsExactlyInAnyOrder(blue, bare);
        assertThat(found("'tags':[{'key':'team','values':['*lu']}]")).containsExactly(blue);
        assertThat(found("'matches':[{'key':'resource_name','value':'NET'}]")).containsExactlyInAnyOrder(red, blue);
        assertThat(found("'matches':[{'key':'resource_name','value':''}]")).isEmpty();
    }

    private String tagged(String name, String tags) {
        String gateway = net.gateway(name);
        if (!tags.isEmpty()) {
            assertThat(client.post(
                                    "/v2.0/{p}/nat_gateways/" + gateway + "/tags/action",
                                    "{'action':'create','tags':[" + tags + "]}")
                            .status())
                    .isEqualTo(204);
        }
        return gateway;
    }

    private List<String> found(String query) {
        return client.post("/v2.0/{p}/nat_gateways/resource_instances/action", "{'action':'filter'," + query + "}")
                .at("/resources")
                .findValuesAsText("resource_id");
    }
}
