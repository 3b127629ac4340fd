package dev.twinstack.api.port;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortTest {
    private static TestTwin twin;

    @BeforeAll
    static void start() {
        twin = TestTwin.start();
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    /** A v1 subnet: its id is the network's, the ids of its segments are there too. */
    private static JsonNode subnet(TestTwin client, String cidr, boolean ipv6) {
        String vpc = client.post("/v1/{p}/vpcs", "{'vpc':{'name':'net','cidr':'192.168.0.0/16'}}")
                .text("/vpc/id");
        String gateway = cidr.replaceAll("\\d+/\\d+$", "1");
        return client.post(
                        "/v1/{p}/subnets",
                        "{'subnet':{'name':'a','cidr':'" + cidr + "','gateway_ip':'" + gateway + "','ipv6_enable':"
                                + ipv6 + ",'vpc_id':'" + vpc + "'}}")
                .at("/subnet");
    }

    private static String network(TestTwin client) {
        return client.post("/v2.0/networks", "{'network':{'name':'n'}}").text("/network/id");
    }

    private static Reply port(TestTwin client, String network, String fields) {
        return client.post(
                "/v2.0/ports",
                "{'port':{'network_id':'" + network + "'" + (fields.isEmpty() ? "" : "," + fields) + "}}");
    }

    private static Reply update(TestTwin client, String port, String fields) {
        return client.put("/v2.0/ports/" + port, "{'port':{" + fields + "}}");
    }

    private static List<String> texts(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(one -> one.get(field).asText())
                .toList();
    }

    @Test
    void aPortIsAsTheReferenceShowsIt() {
        TestTwin client = twin.freshProject();
        Reply made = port(client, network(client), "'name':'port-test','admin_state_up':true");
        assertThat(made.status()).isEqualTo(201);
        JsonNode port = made.at("/port");
        assertThat(port.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "id",
                        "name",
                        "status",
                        "admin_state_up",
                        "fixed_ips",
                        "mac_address",
                        "network_id",
                        "tenant_id",
                        "project_id",
                        "device_id",
                        "device_owner",
                        "security_groups",
                        "extra_dhcp_opts",
                        "allowed_address_pairs",
                        "binding:vnic_type",
                        "binding:vif_details",
                        "binding:profile",
                        "port_security_enabled",
                        "created_at",
                        "updated_at");
        assertThat(port.get("status").asText()).isEqualTo("DOWN");
        assertThat(port.get("fixed_ips")).isEmpty();
        assertThat(port.get("security_groups")).hasSize(1);
        assertThat(client.get("/v2.0/ports/" + port.get("id").asText()).json()).isEqualTo(made.json());
    }

    @Test
    void addressesAreGivenOrNamed() {
        TestTwin client = twin.freshProject();
        JsonNode subnet = subnet(client, "192.168.1.0/24", true);
        String network = subnet.get("id").asText();
        String v6 = subnet.get("neutron_subnet_id_v6").asText();
        assertThat(port(client, network, "").text("/port/fixed_ips/0/ip_address"))
                .isEqualTo("192.168.1.2");
        Reply both = port(client, network, "'fixed_ips':[{'ip_address':'192.168.1.17'},{'subnet_id':'" + v6 + "'}]");
        assertThat(both.at("/port/fixed_ips")).hasSize(2);
        assertThat(both.text("/port/fixed_ips/1/subnet_id")).isEqualTo(v6);
        assertThat(both.text("/port/fixed_ips/1/ip_address")).startsWith("2001:db8:");
        Reply taken = port(client, network, "'fixed_ips':[{'ip_address':'192.168.1.17'}]");
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.text("/NeutronError/type")).isEqualTo("IpAddressInUse");
        Reply outside = port(client, network, "'fixed_ips':[{'ip_address':'10.0.0.1'}]");
        assertThat(outside.status()).isEqualTo(400);
        assertThat(outside.text("/NeutronError/type")).isEqualTo("InvalidIpForNetwork");
        Reply wrong = port(client, network, "'fixed_ips':[{'ip_address':'192.168.1.18','subnet_id':'" + v6 + "'}]");
        assertThat(wrong.text("/NeutronError/type")).isEqualTo("InvalidIpForSubnet");
        assertThat(port(client, "no-such-network", "").text("/NeutronError/type"))
                .isEqualTo("NetworkNotFound");
        assertThat(port(client, network, "'security_groups':['nope']").text("/NeutronError/type"))
                .isEqualTo("SecurityGroupNotFound");
    }

    @Test
    void theGatewaysAddressMayBeNamedOutsideAVpc() {
        TestTwin client = twin.freshProject();
        String network = network(client);
        client.post(
                "/v2.0/subnets",
                "{'subnet':{'network_id':'" + network + "','cidr':'192.168.5.0/24','ip_version':4,"
                        + "'allocation_pools':[{'start':'192.168.5.10','end':'192.168.5.20'}]}}");
        assertThat(port(client, network, "").text("/port/fixed_ips/0/ip_address"))
                .isEqualTo("192.168.5.10");
        assertThat(port(client, network, "'fixed_ips':[{'ip_address':'192.168.5.1'}]")
                        .status())
                .isEqualTo(201);
        assertThat(port(client, network, "'fixed_ips':[{'ip_address':'192.168.5.99'}]")
                        .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'name':7",
                "'device_owner':'compute:eu-de-01'",
                "'device_id':'something'",
                "'mac_address':'fa:16:3e:00:00:01'",
                "'fixed_ips':[{}]",
                "'fixed_ips':[{'ip_address':'nonsense'}]",
                "'fixed_ips':[{'subnet_id':'nope'}]",
                "'fixed_ips':[{'ip_address':'192.168.1.20'},{'ip_address':'192.168.1.21'}]",
                "'fixed_ips':7",
                "'security_groups':['']",
                "'security_groups':[7]",
                "'allowed_address_pairs':[{}]",
                "'allowed_address_pairs':[{'ip_address':'0.0.0.0/0'}]",
                "'allowed_address_pairs':[{'ip_address':'10.0.0.0/33'}]",
                "'allowed_address_pairs':[{'ip_address':'10.0.0.1','mac_address':'xx'}]",
                "'admin_state_up':'yes'",
                "'port_security_enabled':1",
                "'binding:vnic_type':'direct'",
                "'binding:profile':{'internal_elb':true}",
                "'extra_dhcp_opts':[{'opt_value':'x'}]",
            })
    void badPortsAreRefused(String fields) {
        TestTwin client = twin.freshProject();
        String network = subnet(client, "192.168.1.0/24", false).get("id").asText();
        Reply refused = port(client, network, fields);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/NeutronError/type")).isEqualTo("InvalidInput");
    }

    @Test
    void updatesChangeWhatMayChange() {
        TestTwin client = twin.freshProject();
        String network = subnet(client, "192.168.1.0/24", false).get("id").asText();
        Reply made = port(client, network, "'extra_dhcp_opts':[{'opt_name':'a','opt_value':'1'}]");
        String id = made.text("/port/id");
        Reply after = update(
                client,
                id,
                "'name':'x','allowed_address_pairs':[{'ip_address':'1.1.1.1/0'}],"
                        + "'extra_dhcp_opts':[{'opt_name':'a','opt_value':null},{'opt_name':'b','opt_value':'2'}]");
        assertThat(after.status()).isEqualTo(200);
        assertThat(after.text("/port/name")).isEqualTo("x");
        assertThat(after.text("/port/allowed_address_pairs/0/ip_address")).isEqualTo("1.1.1.1/0");
        assertThat(after.text("/port/allowed_address_pairs/0/mac_address")).isEqualTo(made.text("/port/mac_address"));
        assertThat(texts(after.at("/port/extra_dhcp_opts"), "opt_name")).containsExactly("b");
        Reply open = update(client, id, "'port_security_enabled':false");
        assertThat(open.at("/port/security_groups")).isEmpty();
        assertThat(update(client, id, "'security_groups':['x']").status()).isEqualTo(409);
        assertThat(update(client, id, "").status()).isEqualTo(400);
        assertThat(update(client, id, "'fixed_ips':[{'ip_address':'192.168.1.77'}]")
                        .status())
                .isEqualTo(400);
        assertThat(update(client, id, "'device_owner':'neutron:VIP_PORT'").status())
                .isEqualTo(400);
        assertThat(client.delete("/v2.0/ports/" + id).status()).isEqualTo(204);
        assertThat(update(client, id, "'name':'y'").text("/NeutronError/type")).isEqualTo("PortNotFound");
        assertThat(client.delete("/v2.0/ports/" + id).status()).isEqualTo(404);
    }

    @Test
    void listsFilterAndPage() {
        TestTwin client = twin.freshProject();
        JsonNode subnet = subnet(client, "192.168.1.0/24", true);
        String network = subnet.get("id").asText();
        String v6 = subnet.get("neutron_subnet_id_v6").asText();
        String one = port(client, network, "'name':'one'").text("/port/id");
        String two = port(
                        client,
                        network,
                        "'name':'two','fixed_ips':[{'ip_address':'192.168.1.40'},{'subnet_id':'" + v6 + "'}]")
                .text("/port/id");
        String group = client.get("/v2.0/ports/" + one).text("/port/security_groups/0");
        String ipv6 = client.get("/v2.0/ports/" + two).text("/port/fixed_ips/1/ip_address");
        assertThat(ids(client, "name=one")).containsExactly(one);
        assertThat(ids(client, "name=one&name=two")).containsExactlyInAnyOrder(one, two);
        assertThat(ids(client, "id=" + two)).containsExactly(two);
        assertThat(ids(client, "fixed_ips=ip_address=192.168.1.40")).containsExactly(two);
        assertThat(ids(client, "fixed_ips=ip_address=" + ipv6)).containsExactly(two);
        assertThat(ids(client, "fixed_ips=subnet_id=" + v6 + "&device_owner=")).containsExactly(two);
        assertThat(ids(client, "fixed_ips=ip_address=192.168.1.2&fixed_ips=subnet_id=" + v6 + "&device_owner="))
                .isEmpty();
        assertThat(ids(client, "security_groups=" + group)).containsExactlyInAnyOrder(one, two);
        assertThat(ids(client, "network_id=elsewhere")).isEmpty();
        assertThat(ids(client, "tenant_id=elsewhere")).isEmpty();
        assertThat(ids(client, "admin_state_up=False")).isEmpty();
        assertThat(ids(client, "mac_address=" + client.get("/v2.0/ports/" + one).text("/port/mac_address")))
                .containsExactly(one);
        // Two NICs, two gateways, one DHCP server.
        List<String> all = ids(client, "network_id=" + network);
        assertThat(all).hasSize(5).isSorted();
        Reply page = client.get("/v2.0/ports?limit=2&network_id=" + network);
        assertThat(page.at("/ports")).hasSize(2);
        assertThat(page.text("/ports_links/0/rel")).isEqualTo("next");
        assertThat(ids(client, "limit=2&network_id=" + network + "&marker=" + all.get(1)))
                .containsExactlyElementsOf(all.subList(2, 4));
        assertThat(client.get("/v2.0/ports?fields=id&fields=name&name=one").at("/ports/0"))
                .hasSize(2);
        assertThat(client.get("/v2.0/ports?limit=2001").status()).isEqualTo(400);
    }

    private static List<String> ids(TestTwin client, String query) {
        return texts(client.get("/v2.0/ports?" + query).at("/ports"), "id");
    }

    @Test
    void theSubnetsOwnPortsAreShownAndKeepNothing() {
        TestTwin client = twin.freshProject();
        JsonNode subnet = subnet(client, "192.168.1.0/24", true);
        String network = subnet.get("id").asText();
        Reply gateways =
                client.get("/v2.0/ports?network_id=" + network + "&device_owner=network:router_interface_distributed");
        assertThat(gateways.at("/ports")).hasSize(2);
        assertThat(gateways.text("/ports/0/device_id"))
                .isEqualTo(subnet.get("vpc_id").asText());
        String gateway = gateways.text("/ports/0/id");
        assertThat(client.get("/v2.0/ports/" + gateway).status()).isEqualTo(200);
        assertThat(client.delete("/v2.0/ports/" + gateway).text("/NeutronError/type"))
                .isEqualTo("PortInUse");
        assertThat(texts(
                        client.get("/v1/{p}/subnets/" + network + "/privateips").at("/privateips"), "device_owner"))
                .contains("network:dhcp", "network:router_interface_distributed");
        assertThat(client.delete("/v1/{p}/vpcs/" + subnet.get("vpc_id").asText() + "/subnets/" + network)
                        .status())
                .isEqualTo(204);
        assertThat(client.get("/v2.0/ports").at("/ports")).isEmpty();
    }

    @Test
    void virtualIpsAreBoundByAddress() {
        TestTwin client = twin.freshProject();
        JsonNode subnet = subnet(client, "192.168.1.0/24", true);
        String network = subnet.get("id").asText();
        String v4 = subnet.get("neutron_subnet_id").asText();
        String v6 = subnet.get("neutron_subnet_id_v6").asText();
        String dual = "'fixed_ips':[{'subnet_id':'" + v4 + "'},{'subnet_id':'" + v6 + "'}]";
        String active = port(client, network, dual).text("/port/id");
        String standby = port(client, network, dual).text("/port/id");
        String plain = port(client, network, "").text("/port/id");
        Reply four = port(client, network, "'device_owner':'neutron:VIP_PORT'");
        Reply six = port(client, network, "'device_owner':'neutron:VIP_PORT','fixed_ips':[{'subnet_id':'" + v6 + "'}]");
        assertThat(six.text("/port/device_owner")).isEqualTo("neutron:VIP_PORT");
        String bindFour = pair(four);
        String bindSix = pair(six);
        assertThat(update(client, active, bindFour).status()).isEqualTo(200);
        assertThat(update(client, standby, bindFour).status()).isEqualTo(200);
        assertThat(client.delete("/v2.0/ports/" + four.text("/port/id")).text("/NeutronError/type"))
                .isEqualTo("PortInUse");

        assertThat(update(client, plain, bindSix).status()).isEqualTo(400);
        assertThat(update(client, active, bindSix).status()).isEqualTo(200);
        assertThat(update(client, standby, bindSix).status()).isEqualTo(409);
        assertThat(update(client, active, "'allowed_address_pairs':[]").status())
                .isEqualTo(200);
        assertThat(update(client, standby, bindSix).status()).isEqualTo(200);
        assertThat(client.delete("/v2.0/ports/" + standby).status()).isEqualTo(204);
        assertThat(client.delete("/v2.0/ports/" + six.text("/port/id")).status())
                .isEqualTo(204);
        assertThat(client.delete("/v2.0/ports/" + four.text("/port/id")).status())
                .isEqualTo(204);
    }

    private static String pair(Reply vip) {
        return "'allowed_address_pairs':[{'ip_address':'" + vip.text("/port/fixed_ips/0/ip_address") + "'}]";
    }

    @Test
    void manyClientsGetEveryAddressOnce() {
        TestTwin client = twin.freshProject();
        String network = subnet(client, "192.168.1.0/28", false).get("id").asText();
        List<CompletableFuture<Reply>> asked = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            asked.add(client.send("POST", "/v2.0/ports", "{'port':{'network_id':'" + network + "'}}"));
        }
        Set<String> addresses = new HashSet<>();
        for (CompletableFuture<Reply> one : asked) {
            Reply reply = one.join();
            if (reply.status() == 201) {
                assertThat(addresses.add(reply.text("/port/fixed_ips/0/ip_address")))
                        .isTrue();
            } else {
                assertThat(reply.status()).isEqualTo(409);
                assertThat(reply.text("/NeutronError/type")).isEqualTo("IpAddressGenerationFailure");
            }
        }
        // A /28 without its network address, gateway and last three.
        assertThat(addresses).hasSize(11);
        // Those that were refused hold nothing.
        String group = client.get("/v2.0/security-groups?name=default").text("/security_groups/0/id");
        assertThat(ids(client, "security_groups=" + group)).hasSize(11);
    }

    @Test
    void privateAddressesComeSeveralAtATimeOrNotAtAll() {
        TestTwin client = twin.freshProject();
        String subnet = subnet(client, "192.168.1.0/24", false).get("id").asText();
        Reply made = client.post(
                "/v1/{p}/privateips",
                "{'privateips':[{'subnet_id':'" + subnet + "'},{'subnet_id':'" + subnet
                        + "','ip_address':'192.168.1.2'}]}");
        assertThat(made.status()).isEqualTo(200);
        assertThat(texts(made.at("/privateips"), "ip_address")).containsExactly("192.168.1.3", "192.168.1.2");
        assertThat(made.at("/privateips/0").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("status", "id", "subnet_id", "tenant_id", "device_owner", "ip_address");
        assertThat(made.text("/privateips/0/status")).isEqualTo("DOWN");
        Reply taken = client.post(
                "/v1/{p}/privateips",
                "{'privateips':[{'subnet_id':'" + subnet + "','ip_address':'192.168.1.9'},{'subnet_id':'" + subnet
                        + "','ip_address':'192.168.1.2'}]}");
        assertThat(taken.status()).isEqualTo(500);
        assertThat(taken.text("/code")).isEqualTo("VPC.0701");
        assertThat(texts(client.get("/v1/{p}/subnets/" + subnet + "/privateips").at("/privateips"), "ip_address"))
                .containsExactlyInAnyOrder("192.168.1.1", "192.168.1.2", "192.168.1.3", "192.168.1.254");
        String id = made.text("/privateips/0/id");
        assertThat(client.get("/v1/{p}/privateips/" + id).at("/privateip")).isEqualTo(made.at("/privateips/0"));
        assertThat(client.delete("/v1/{p}/privateips/" + id).status()).isEqualTo(204);
        Reply gone = client.get("/v1/{p}/privateips/" + id);
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.text("/code")).isEqualTo("VPC.0704");
        assertThat(client.delete("/v1/{p}/privateips/" + id).status()).isEqualTo(404);
        assertThat(client.get("/v1/{p}/subnets/nope/privateips").status()).isEqualTo(404);
        assertThat(client.get("/v1/{p}/subnets/" + subnet + "/privateips?limit=x")
                        .text("/code"))
                .isEqualTo("VPC.0702");
    }

    @Test
    void badPrivateAddressesAreRefused() {
        TestTwin client = twin.freshProject();
        String subnet = subnet(client, "192.168.1.0/28", false).get("id").asText();
        refused(client, "{'privateips':[]}", 400, "VPC.0705");
        refused(client, "{}", 400, "VPC.0705");
        refused(client, "{'privateips':[{}]}", 400, "VPC.0705");
        refused(client, "{'privateips':[{'subnet_id':'nope'}]}", 404, "VPC.2204");
        refused(client, wanting(subnet, "10.0.0.1"), 400, "VPC.0705");
        String one = "{'subnet_id':'" + subnet + "'}";
        refused(client, "{'privateips':[" + (one + ",").repeat(20) + one + "]}", 400, "VPC.0705");
        refused(client, "{'privateips':[" + (one + ",").repeat(19) + one + "]}", 409, "VPC.0703");
        assertThat(ids(client, "device_owner=&network_id=" + subnet)).isEmpty();
    }

    private static String wanting(String subnet, String address) {
        return "{'privateips':[{'subnet_id':'" + subnet + "','ip_address':'" + address + "'}]}";
    }

    private static void refused(TestTwin client, String body, int status, String code) {
        Reply reply = client.post("/v1/{p}/privateips", body);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.text("/code")).isEqualTo(code);
    }

    @Test
    void portsComeUnderGroupsInBatches() {
        TestTwin client = twin.freshProject();
        String port = port(client, network(client), "").text("/port/id");
        String group = client.post("/v2.0/security-groups", "{'security_group':{'name':'g'}}")
                .text("/security_group/id");
        String standard = client.get("/v2.0/ports/" + port).text("/port/security_groups/0");
        assertThat(batch(client, group, "ADD", port).at("/fail")).isEmpty();
        assertThat(batch(client, group, "add", port).at("/fail")).isEmpty();
        assertThat(batch(client, standard, "remove", port).at("/fail")).isEmpty();
        Reply last = batch(client, group, "remove", port);
        assertThat(last.status()).isEqualTo(200);
        assertThat(last.text("/fail/0/error_code")).isEqualTo("VPC.0607");
        assertThat(batch(client, group, "add", "nope").text("/fail/0/error_msg"))
                .contains("PortNotFound");
        assertThat(batch(client, group, "flip", port).text("/code")).isEqualTo("VPC.0606");
        assertThat(batch(client, "nope", "add", port).text("/code")).isEqualTo("VPC.0606");
        String many = "{'id':'x'},".repeat(20) + "{'id':'x'}";
        assertThat(client.post(
                                "/v2.0/{p}/security-groups/" + group + "/instance/action",
                                "{'action':'add','ports':[" + many + "]}")
                        .text("/code"))
                .isEqualTo("VPC.0609");
        assertThat(client.delete("/v2.0/security-groups/" + group).status()).isEqualTo(409);
    }

    private static Reply batch(TestTwin client, String group, String action, String port) {
        return client.post(
                "/v2.0/{p}/security-groups/" + group + "/instance/action",
                "{'action':'" + action + "','ports':[{'id':'" + port + "'}]}");
    }
}
