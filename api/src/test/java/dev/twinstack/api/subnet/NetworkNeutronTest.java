package dev.twinstack.api.subnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Networks, their subnets, and how many addresses those have; the external network among them. */
class NetworkNeutronTest {
    private static final String EXTERNAL = "0a2228f2-7f8a-45f1-8e09-9039e1d09975";

    private static TestTwin twin;

    private TestTwin client;

    @BeforeAll
    static void start() {
        twin = TestTwin.start();
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    @BeforeEach
    void freshProject() {
        client = twin.freshProject();
    }

    private String network(String name) {
        return client.post("/v2.0/networks", "{'network':{'name':'" + name + "'}}")
                .text("/network/id");
    }

    private Reply subnet(String network, String fields) {
        return client.post("/v2.0/subnets", "{'subnet':{'network_id':'" + network + "'," + fields + "}}");
    }

    @Test
    void theExternalNetworkIsSeenByAll() {
        network("mine");
        Reply shown = client.get("/v2.0/networks/" + EXTERNAL);
        assertThat(shown.at("/network/router:external").booleanValue()).isTrue();
        assertThat(shown.at("/network").has("port_security_enabled")).isFalse();
        String subnet = shown.text("/network/subnets/0");
        assertThat(client.get("/v2.0/subnets/" + subnet).text("/subnet/network_id"))
                .isEqualTo(EXTERNAL);
        assertThat(client.get("/v2.0/subnets?network_id=" + EXTERNAL).at("/subnets"))
                .hasSize(1);
        for (String query : new String[] {
            "router:external=true",
            "router:external=True&name=other&status=DOWN",
            "name=admin_external_net",
            "id=" + EXTERNAL
        }) {
            Reply list = client.get("/v2.0/networks?" + query);
            assertThat(list.at("/networks")).as(query).hasSize(1);
            assertThat(list.text("/networks/0/id")).isEqualTo(EXTERNAL);
        }
        assertThat(client.get("/v2.0/networks?router:external=false").at("/networks"))
                .hasSize(1);
        assertThat(client.get("/v2.0/networks?router:external=true&fields=id").at("/networks/0"))
                .hasSize(1);
        assertThat(client.put("/v2.0/networks/" + EXTERNAL, "{'network':{'name':'x'}}")
                        .status())
                .isEqualTo(404);
        assertThat(client.delete("/v2.0/networks/" + EXTERNAL).status()).isEqualTo(404);
    }

    @Test
    void aNetworkNamesTheSubnetsItHas() {
        String network = network("n");
        assertThat(client.get("/v2.0/networks/" + network).at("/network/subnets"))
                .isEmpty();
        String four = subnet(network, "'cidr':'10.0.0.0/24'").text("/subnet/id");
        String six = subnet(network, "'ip_version':6").text("/subnet/id");
        assertThat(client.get("/v2.0/networks/" + network).at("/network/subnets"))
                .hasSize(2);
        client.delete("/v2.0/subnets/" + six);
        assertThat(client.get("/v2.0/networks/" + network).text("/network/subnets/0"))
                .isEqualTo(four);
        client.delete("/v2.0/subnets/" + four);
        assertThat(client.get("/v2.0/networks/" + network).at("/network/subnets"))
                .isEmpty();
    }

    @Test
    void allocationPoolsAreMovedAndTheGatewayIsNot() {
        String id = subnet(
                        network("n"),
                        "'cidr':'192.168.199.0/24','allocation_pools':[{'start':'192.168.199.100','end':'192.168.199.200'}]")
                .text("/subnet/id");
        Reply moved = update(id, "'allocation_pools':[{'start':'192.168.199.150','end':'192.168.199.200'}]");
        assertThat(moved.status()).as(moved.toString()).isEqualTo(200);
        assertThat(moved.text("/subnet/allocation_pools/0/start")).isEqualTo("192.168.199.150");
        assertThat(client.get("/v2.0/subnets/" + id).json()).isEqualTo(moved.json());
        assertThat(update(id, "'name':'x'").text("/subnet/allocation_pools/0/start"))
                .isEqualTo("192.168.199.150");
        assertThat(update(id, "'gateway_ip':'192.168.199.1'").status()).isEqualTo(200);
        assertThat(update(id, "'gateway_ip':'192.168.199.2'").status()).isEqualTo(400);
        assertThat(update(id, "'gateway_ip':null").status()).isEqualTo(400);
        for (String pool : new String[] {
            "'start':'192.168.199.1','end':'192.168.199.9'",
            "'start':'192.168.199.9','end':'192.168.199.255'",
            "'start':'192.168.199.9','end':'192.168.199.8'",
            "'start':'10.0.0.1','end':'10.0.0.2'",
            "'start':'192.168.199.9'",
        }) {
            assertThat(update(id, "'allocation_pools':[{" + pool + "}]").status())
                    .as(pool)
                    .isEqualTo(400);
            assertThat(subnet(network("m"), "'cidr':'192.168.199.0/24','allocation_pools':[{" + pool + "}]")
                            .status())
                    .as(pool)
                    .isEqualTo(400);
        }
    }

    private Reply update(String subnet, String fields) {
        return client.put("/v2.0/subnets/" + subnet, "{'subnet':{" + fields + "}}");
    }

    @Test
    void theUsageOfANetworkAgreesWithItsLeases() {
        String network = network("n");
        assertThat(usage(network).at("/network_ip_availability/total_ips").intValue())
                .isZero();
        String subnet = subnet(network, "'cidr':'10.0.0.0/28','name':'s'").text("/subnet/id");
        subnet(network, "'ip_version':6");
        for (String address : new String[] {"10.0.0.4", "10.0.0.5", "10.0.0.1", "10.0.0.14"}) {
            Reply port = client.post(
                    "/v2.0/ports",
                    "{'port':{'network_id':'" + network + "','fixed_ips':[{'ip_address':'" + address + "'}]}}");
            assertThat(port.status()).isEqualTo(201);
        }
        Reply usage = usage(network);
        assertThat(usage.at("/network_ip_availability/total_ips").intValue()).isEqualTo(11);
        assertThat(usage.at("/network_ip_availability/used_ips").intValue()).isEqualTo(2);
        assertThat(usage.text("/network_ip_availability/network_name")).isEqualTo("n");
        assertThat(usage.at("/network_ip_availability/subnet_ip_availability")).hasSize(1);
        assertThat(usage.text("/network_ip_availability/subnet_ip_availability/0/subnet_id"))
                .isEqualTo(subnet);
        for (int i = 0; i < 9; i++) {
            assertThat(client.post("/v2.0/ports", "{'port':{'network_id':'" + network + "'}}")
                            .status())
                    .isEqualTo(201);
        }
        assertThat(client.post("/v2.0/ports", "{'port':{'network_id':'" + network + "'}}")
                        .status())
                .isEqualTo(409);
        assertThat(usage(network).at("/network_ip_availability/used_ips").intValue())
                .isEqualTo(11);
        assertThat(usage("nope").text("/NeutronError/type")).isEqualTo("NetworkNotFound");
    }

    private Reply usage(String network) {
        return client.get("/v2.0/network-ip-availabilities/" + network);
    }

    @Test
    void usagesAreListed() {
        String one = network("one");
        subnet(one, "'cidr':'10.0.0.0/24'");
        network("two");
        String all = "/v2.0/network-ip-availabilities";
        assertThat(client.get(all).at("/network_ip_availabilities")).hasSize(2);
        assertThat(client.get(all + "?ip_version=4").at("/network_ip_availabilities"))
                .hasSize(1);
        assertThat(client.get(all + "?ip_version=4").at("/network_ip_availabilities/0"))
                .isEqualTo(usage(one).at("/network_ip_availability"));
        assertThat(client.get(all + "?ip_version=6").at("/network_ip_availabilities"))
                .isEmpty();
        assertThat(client.get(all + "?network_name=two").at("/network_ip_availabilities"))
                .hasSize(1);
        assertThat(client.get(all + "?network_id=" + one + "&project_id=x").at("/network_ip_availabilities"))
                .isEmpty();
        client = twin.freshProject();
        assertThat(usage(one).status()).isEqualTo(404);
    }
}
