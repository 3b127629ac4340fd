package dev.twinstack.api.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What Terraform's provider sends in its acceptance tests of {@code networking_*_v2}, and what it insists on: the status
 * of each answer, that what is read is what was configured, and that what was destroyed is gone.
 */
class NetworkingV2Test {
    private static final String DNS =
            "'dns_nameservers':['100.125.4.25','100.125.129.199'],'enable_dhcp':true,'ip_version':4";

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

    /** {@return the object that was made: 201, and the same when it is read} */
    private JsonNode make(String collection, String object, String fields) {
        Reply made = client.post("/v2.0/" + collection, "{'" + object + "':{" + fields + "}}");
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        JsonNode one = made.at("/" + object);
        assertThat(read(collection, object, one.get("id").asText())).isEqualTo(one);
        return one;
    }

    private JsonNode read(String collection, String object, String id) {
        Reply shown = client.get("/v2.0/" + collection + "/" + id);
        assertThat(shown.status()).as(shown.toString()).isEqualTo(200);
        return shown.at("/" + object);
    }

    private JsonNode change(String collection, String object, String id, String fields) {
        Reply after = client.put("/v2.0/" + collection + "/" + id, "{'" + object + "':{" + fields + "}}");
        assertThat(after.status()).as(after.toString()).isEqualTo(200);
        assertThat(read(collection, object, id)).isEqualTo(after.at("/" + object));
        return after.at("/" + object);
    }

    private void destroy(String collection, String id) {
        Reply gone = client.delete("/v2.0/" + collection + "/" + id);
        assertThat(gone.status()).as(gone.toString()).isEqualTo(204);
        assertThat(client.get("/v2.0/" + collection + "/" + id).status()).isEqualTo(404);
    }

    private String network(String name) {
        JsonNode network = make("networks", "network", "'name':'" + name + "'");
        assertThat(network.get("status").asText()).isEqualTo("ACTIVE");
        assertThat(network.get("shared").booleanValue()).isFalse();
        return network.get("id").asText();
    }

    private JsonNode subnet(String network, String cidr, String more) {
        JsonNode subnet =
                make("subnets", "subnet", "'network_id':'" + network + "','cidr':'" + cidr + "'," + DNS + more);
        assertThat(subnet.get("host_routes")).isEmpty();
        assertThat(subnet.get("dns_nameservers")).hasSize(2);
        return subnet;
    }

    private String router(String fields) {
        JsonNode router = make("routers", "router", fields);
        assertThat(router.get("status").asText()).isEqualTo("ACTIVE");
        assertThat(router.has("distributed")).as("read as false").isFalse();
        return router.get("id").asText();
    }

    private JsonNode port(String network, String more) {
        return make("ports", "port", "'network_id':'" + network + "'," + more);
    }

    private static String at(JsonNode subnet, String address) {
        return "'fixed_ips':[{'subnet_id':'" + subnet.get("id").asText() + "'"
                + (address.isEmpty() ? "" : ",'ip_address':'" + address + "'") + "}]";
    }

    /** Adds the interface and waits for its port, then reads the network again. */
    private String join(String router, String body) {
        Reply added = client.put("/v2.0/routers/" + router + "/add_router_interface", body);
        assertThat(added.status()).as(added.toString()).isEqualTo(200);
        String port = added.text("/port_id");
        assertThat(read("ports", "port", port).get("status").asText()).isIn("ACTIVE", "DOWN");
        return port;
    }

    /** Removes the interface until its port is gone. */
    private void leave(String router, String port, String body) {
        assertThat(client.get("/v2.0/ports/" + port).status()).isEqualTo(200);
        assertThat(client.put("/v2.0/routers/" + router + "/remove_router_interface", body)
                        .status())
                .isEqualTo(200);
        assertThat(client.get("/v2.0/ports/" + port).status()).isEqualTo(404);
    }

    @Test
    void networkIsMadeRenamedAndFound() {
        String id = network("network_1");
        assertThat(change("networks", "network", id, "'name':'network_2'")
                        .get("name")
                        .asText())
                .isEqualTo("network_2");
        JsonNode subnet = subnet(id, "192.168.77.0/24", ",'name':'s','gateway_ip':null");
        assertThat(subnet.get("gateway_ip").isNull()).isTrue();
        for (String query : new String[] {"name=network_2", "id=" + id}) {
            assertThat(client.get("/v2.0/networks?status=ACTIVE&" + query).at("/networks"))
                    .hasSize(1);
        }
        int matching = 0;
        for (JsonNode network : client.get("/v2.0/networks?status=ACTIVE").at("/networks")) {
            for (JsonNode each : network.get("subnets")) {
                matching += read("subnets", "subnet", each.asText())
                                .get("cidr")
                                .asText()
                                .equals("192.168.77.0/24")
                        ? 1
                        : 0;
            }
        }
        assertThat(matching).isEqualTo(1);
        destroy("subnets", subnet.get("id").asText());
        destroy("networks", id);
    }

    @Test
    void netstackKeepsTheNetworksName() {
        String network = network("network_1");
        JsonNode subnet = subnet(network, "192.168.10.0/24", ",'name':'subnet_1'");
        String router = router("'name':'router_1'");
        String by = "{'subnet_id':'" + subnet.get("id").asText() + "'}";
        String port = join(router, by);
        assertThat(read("networks", "network", network).get("name").asText()).isEqualTo("network_1");
        assertThat(read("subnets", "subnet", subnet.get("id").asText())).isEqualTo(subnet);
        leave(router, port, by);
        destroy("routers", router);
        destroy("subnets", subnet.get("id").asText());
        destroy("networks", network);
    }

    @Test
    void subnetsPoolsAndName() {
        String network = network("network_1");
        String id = subnet(
                        network,
                        "192.168.199.0/24",
                        ",'allocation_pools':[{'start':'192.168.199.100','end':'192.168.199.200'}]")
                .get("id")
                .asText();
        JsonNode after = change(
                "subnets",
                "subnet",
                id,
                "'name':'subnet_1','allocation_pools':[{'start':'192.168.199.150','end':'192.168.199.200'}]");
        assertThat(after.at("/allocation_pools/0/start").asText()).isEqualTo("192.168.199.150");
        assertThat(after.get("gateway_ip").asText()).isEqualTo("192.168.199.1");
        assertThat(after.get("enable_dhcp").booleanValue()).isTrue();
        destroy("subnets", id);
    }

    @Test
    void routersAreRenamedAndGetAGateway() {
        String external = client.get("/v2.0/networks?name=admin_external_net&status=ACTIVE")
                .text("/networks/0/id");
        String id = router("'name':'router_1','admin_state_up':true");
        assertThat(change("routers", "router", id, "'name':'router_2','routes':null")
                        .get("name")
                        .asText())
                .isEqualTo("router_2");
        JsonNode after = change(
                "routers", "router", id, "'external_gateway_info':{'network_id':'" + external + "'},'routes':null");
        assertThat(after.at("/external_gateway_info/network_id").asText()).isEqualTo(external);
        String snat = router("'name':'router_1','admin_state_up':true,'external_gateway_info':{'network_id':'"
                + external + "','enable_snat':true}");
        assertThat(read("routers", "router", snat)
                        .at("/external_gateway_info/enable_snat")
                        .booleanValue())
                .isTrue();
        destroy("routers", id);
        destroy("routers", snat);
    }

    @ParameterizedTest
    @CsvSource({"192.168.199.1", "''"})
    void portsAreInterfacesAndGoWithThem(String address) {
        String network = network("network_1");
        JsonNode subnet = subnet(network, "192.168.199.0/24", "");
        String router = router("'name':'router_1','admin_state_up':true");
        String port = port(network, "'name':'port_1','admin_state_up':true," + at(subnet, address))
                .get("id")
                .asText();
        assertThat(join(router, "{'port_id':'" + port + "'}")).isEqualTo(port);
        leave(router, port, "{'port_id':'" + port + "'}");
        destroy("subnets", subnet.get("id").asText());
        destroy("networks", network);
        destroy("routers", router);
    }

    @Test
    void routesAreAddedOneByOneAndTakenAway() {
        String router = router("'name':'router_1_rr','admin_state_up':true");
        JsonNode one = subnet(network("network_1"), "192.168.199.0/24", "");
        JsonNode two = subnet(network("network_2"), "192.168.200.0/24", "");
        join(router, "{'subnet_id':'" + one.get("id").asText() + "'}");
        join(router, "{'subnet_id':'" + two.get("id").asText() + "'}");
        String first = "{'nexthop':'192.168.199.250','destination':'10.0.1.0/24'}";
        String second = "{'nexthop':'192.168.200.250','destination':'10.0.2.0/24'}";
        String host = "{'nexthop':'192.168.199.7','destination':'192.168.254.254/32'}";
        assertThat(change("routers", "router", router, "'routes':[" + first + "]")
                        .get("routes"))
                .hasSize(1);
        JsonNode routes = change("routers", "router", router, "'routes':[" + first + "," + second + "," + host + "]")
                .get("routes");
        assertThat(routes).hasSize(3);
        assertThat(routes.at("/1/nexthop").asText()).isEqualTo("192.168.200.250");
        assertThat(change("routers", "router", router, "'routes':null").get("routes"))
                .isEmpty();
    }

    @Test
    void portsWithAddressPairsOutsideThePool() {
        String network = network("vrrp_network");
        JsonNode subnet =
                subnet(network, "10.0.0.0/24", ",'allocation_pools':[{'start':'10.0.0.2','end':'10.0.0.200'}]");
        join(router("'name':'vrrp_router'"), "{'subnet_id':'" + subnet.get("id").asText() + "'}");
        JsonNode one = port(network, "'name':'vrrp_port_1','admin_state_up':true," + at(subnet, "10.0.0.202"));
        JsonNode pair = port(
                network,
                "'name':'instance_port','admin_state_up':true,'allowed_address_pairs':[{'ip_address':'10.0.0.202',"
                        + "'mac_address':'" + one.get("mac_address").asText() + "'}]");
        assertThat(pair.at("/allowed_address_pairs/0/mac_address")).isEqualTo(one.get("mac_address"));
    }

    @Test
    void portsWithoutSecurity() {
        String network = network("network_1");
        JsonNode subnet = subnet(network, "192.168.199.0/24", "");
        String fixed = "'name':'port_1','admin_state_up':false," + at(subnet, "192.168.199.23");
        JsonNode port = port(network, fixed + ",'port_security_enabled':true");
        assertThat(port.get("port_security_enabled").booleanValue()).isTrue();
        JsonNode after =
                change("ports", "port", port.get("id").asText(), "'security_groups':[],'port_security_enabled':false");
        assertThat(after.get("port_security_enabled").booleanValue()).isFalse();
        assertThat(after.get("security_groups")).isEmpty();
        destroy("ports", port.get("id").asText());
        assertThat(port(network, fixed + ",'port_security_enabled':false").get("security_groups"))
                .isEmpty();
    }

    @Test
    void portsWithDhcpOptionsThatAreExchanged() {
        String network = network("network_1");
        JsonNode subnet = subnet(network, "192.168.199.0/24", "");
        JsonNode port = port(
                network,
                "'name':'port_1','admin_state_up':false," + at(subnet, "192.168.199.23")
                        + ",'extra_dhcp_opts':[{'opt_name':'A','opt_value':'MY_VAL'}]");
        JsonNode after = change(
                "ports",
                "port",
                port.get("id").asText(),
                "'extra_dhcp_opts':[{'opt_name':'B','opt_value':'MY_VAL_UPDATED'},{'opt_name':'A','opt_value':null}]");
        assertThat(after.get("extra_dhcp_opts")).hasSize(1);
        assertThat(after.at("/extra_dhcp_opts/0/opt_value").asText()).isEqualTo("MY_VAL_UPDATED");
    }

    @Test
    void portsAreFoundInTheOrderOfTheirNames() {
        String network = network("acc_network_1");
        String group = make("security-groups", "security_group", "'name':'acc_secgroup_1'")
                .get("id")
                .asText();
        String in = ",'admin_state_up':true,'security_groups':['" + group + "']";
        String two = port(network, "'name':'port_2'" + in).get("id").asText();
        String one = port(network, "'name':'port_1'" + in).get("id").asText();
        Reply list = client.get("/v2.0/ports?network_id=" + network + "&sort_dir=asc&sort_key=name");
        assertThat(list.text("/ports/0/id")).isEqualTo(one);
        assertThat(list.text("/ports/1/id")).isEqualTo(two);
        assertThat(list.at("/ports")).hasSize(2);
    }

    @Test
    void portsGetFurtherGroupsAndLoseThem() {
        JsonNode port = port(network("acc_network_1"), "'name':'port_1','admin_state_up':true");
        String own = port.at("/security_groups/0").asText();
        String group = make("security-groups", "security_group", "'name':'secgroup_1'")
                .get("id")
                .asText();
        assertThat(change("ports", "port", port.get("id").asText(), "'security_groups':['" + own + "','" + group + "']")
                        .get("security_groups"))
                .hasSize(2);
        assertThat(change("ports", "port", port.get("id").asText(), "'security_groups':['" + own + "']")
                        .get("security_groups"))
                .hasSize(1);
        destroy("security-groups", group);
    }

    @Test
    void virtualIps() {
        String network = network("network_1_vip");
        JsonNode subnet = subnet(network, "192.168.199.0/24", ",'name':'subnet_1_vip'");
        String router = router("'name':'router_1_vip','external_gateway_info':"
                + "{'network_id':'0a2228f2-7f8a-45f1-8e09-9039e1d09975','enable_snat':false}");
        String by = "{'subnet_id':'" + subnet.get("id").asText() + "'}";
        String port = join(router, by);
        JsonNode vip = port(network, at(subnet, "") + ",'device_owner':'neutron:VIP_PORT'");
        assertThat(vip.get("device_owner").asText()).isEqualTo("neutron:VIP_PORT");
        JsonNode nic = port(network, "'name':'port_1','admin_state_up':true," + at(subnet, ""));
        JsonNode bound = change(
                "ports",
                "port",
                vip.get("id").asText(),
                "'allowed_address_pairs':[{'ip_address':'"
                        + nic.at("/fixed_ips/0/ip_address").asText() + "'}]");
        assertThat(bound.at("/allowed_address_pairs/0/ip_address")).isEqualTo(nic.at("/fixed_ips/0/ip_address"));
        change("ports", "port", nic.get("id").asText(), "'allowed_address_pairs':[{'ip_address':'1.1.1.1/0'}]");
        change("ports", "port", vip.get("id").asText(), "'allowed_address_pairs':[]");
        destroy("ports", nic.get("id").asText());
        destroy("ports", vip.get("id").asText());
        leave(router, port, by);
        destroy("routers", router);
    }

    @Test
    void securityGroupsLoseTheirFirstRules() {
        JsonNode group = make("security-groups", "security_group", "'name':'security_group','description':'test'");
        String id = group.get("id").asText();
        assertThat(group.get("security_group_rules")).hasSize(2);
        assertThat(change("security-groups", "security_group", id, "'name':'security_group_2'")
                        .get("description")
                        .asText())
                .isEqualTo("test");
        for (JsonNode rule : group.get("security_group_rules")) {
            destroy("security-group-rules", rule.get("id").asText());
        }
        assertThat(read("security-groups", "security_group", id).get("security_group_rules"))
                .isEmpty();
        destroy("security-groups", id);
    }

    @ParameterizedTest
    @CsvSource({
        "tcp, 22, 22",
        "115, 22, 22",
        "icmp, 0, 0",
        "icmp, 8, 0",
    })
    void securityGroupRulesAreReadAsTheyWereWritten(String protocol, int min, int max) {
        String group = make("security-groups", "security_group", "'name':'secgroup_1'")
                .get("id")
                .asText();
        JsonNode rule = make(
                "security-group-rules",
                "security_group_rule",
                "'security_group_id':'" + group + "','description':'test secgroup rule','direction':'ingress',"
                        + "'ethertype':'IPv4','protocol':'" + protocol + "','port_range_min':" + min
                        + ",'port_range_max':" + max + ",'remote_ip_prefix':'0.0.0.0/0'");
        assertThat(rule.get("protocol").asText()).isEqualTo(protocol);
        assertThat(rule.get("port_range_min").intValue()).isEqualTo(min);
        assertThat(rule.get("port_range_max").intValue()).isEqualTo(max);
        assertThat(rule.get("remote_ip_prefix").asText()).isEqualTo("0.0.0.0/0");
        destroy("security-group-rules", rule.get("id").asText());
    }

    @Test
    void securityGroupRulesWithoutPortsOrWithAGroup() {
        String group = make("security-groups", "security_group", "'name':'secgroup_1'")
                .get("id")
                .asText();
        String to = "'security_group_id':'" + group + "','direction':'egress','ethertype':";
        JsonNode open =
                make("security-group-rules", "security_group_rule", to + "'IPv4','remote_ip_prefix':'0.0.0.0/0'");
        assertThat(open.get("port_range_min").isNull()).isTrue();
        JsonNode six = make(
                "security-group-rules",
                "security_group_rule",
                "'security_group_id':'" + group + "','direction':'ingress','ethertype':'IPv6','protocol':'tcp',"
                        + "'port_range_min':8080,'port_range_max':8080,'remote_group_id':'" + group + "'");
        assertThat(six.get("ethertype").asText()).isEqualTo("IPv6");
    }

    @Test
    void theSubnetsOfAVpcAreSortedByTheirFreeAddresses() {
        String vpc = client.post("/v1/{p}/vpcs", "{'vpc':{'name':'v','cidr':'192.168.0.0/16'}}")
                .text("/vpc/id");
        String subnet = client.post(
                        "/v1/{p}/subnets",
                        "{'subnet':{'name':'s','cidr':'192.168.0.0/24','gateway_ip':'192.168.0.1','vpc_id':'" + vpc
                                + "'}}")
                .text("/subnet/id");
        JsonNode usage = read("network-ip-availabilities", "network_ip_availability", subnet)
                .at("/subnet_ip_availability/0");
        assertThat(usage.get("total_ips").isInt()).isTrue();
        assertThat(usage.get("total_ips").intValue() - usage.get("used_ips").intValue())
                .isEqualTo(251);
    }
}
