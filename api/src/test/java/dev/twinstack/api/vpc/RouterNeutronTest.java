package dev.twinstack.api.vpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Routers are VPCs, and their interfaces are what puts a network into one. */
class RouterNeutronTest {
    private static final String ROUTERS = "/v2.0/routers";
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

    /** A network with one IPv4 subnet. */
    private record Net(String network, String subnet) {}

    private Net net(String cidr) {
        String network =
                client.post("/v2.0/networks", "{'network':{'name':'net'}}").text("/network/id");
        return new Net(network, subnet(network, "'cidr':'" + cidr + "'").text("/subnet/id"));
    }

    private Reply subnet(String network, String fields) {
        return client.post("/v2.0/subnets", "{'subnet':{'network_id':'" + network + "'," + fields + "}}");
    }

    private String port(String network, String address) {
        return client.post(
                        "/v2.0/ports",
                        "{'port':{'network_id':'" + network + "','fixed_ips':[{'ip_address':'" + address + "'}]}}")
                .text("/port/id");
    }

    private String router(String name) {
        Reply made = client.post(ROUTERS, "{'router':{'name':'" + name + "'}}");
        assertThat(made.status()).isEqualTo(201);
        return made.text("/router/id");
    }

    private Reply add(String router, String by, String id) {
        return client.put(ROUTERS + "/" + router + "/add_router_interface", "{'" + by + "':'" + id + "'}");
    }

    private Reply remove(String router, String by, String id) {
        return client.put(ROUTERS + "/" + router + "/remove_router_interface", "{'" + by + "':'" + id + "'}");
    }

    private static void refused(Reply reply, int status, String type) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        assertThat(reply.text("/NeutronError/type")).isEqualTo(type);
    }

    private static List<String> ids(JsonNode rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.get("id").asText())
                .toList();
    }

    @Test
    void aRouterIsAVpcInEveryDialect() {
        Reply made = client.post(ROUTERS, "{'router':{'name':'r','admin_state_up':true}}");
        String id = made.text("/router/id");
        assertThat(made.text("/router/status")).isEqualTo("ACTIVE");
        assertThat(made.text("/router/external_gateway_info/network_id")).isEqualTo(EXTERNAL);
        assertThat(client.get(ROUTERS + "/" + id).json()).isEqualTo(made.json());
        assertThat(client.get("/v1/{p}/vpcs/" + id).text("/vpc/name")).isEqualTo("r");
        assertThat(client.get("/v1/{p}/vpcs/" + id).text("/vpc/cidr")).isEmpty();
        assertThat(client.get("/v3/{p}/vpc/vpcs/" + id).text("/vpc/name")).isEqualTo("r");

        String vpc = client.post("/v1/{p}/vpcs", "{'vpc':{'name':'v','cidr':'10.0.0.0/8'}}")
                .text("/vpc/id");
        assertThat(client.get(ROUTERS + "/" + vpc).text("/router/name")).isEqualTo("v");
        assertThat(client.put(ROUTERS + "/" + vpc, "{'router':{'name':'w'}}").text("/router/name"))
                .isEqualTo("w");
        assertThat(client.get("/v1/{p}/vpcs/" + vpc).text("/vpc/name")).isEqualTo("w");
        assertThat(client.delete(ROUTERS + "/" + vpc).status()).isEqualTo(204);
        assertThat(client.get("/v1/{p}/vpcs/" + vpc).status()).isEqualTo(404);
        assertThat(client.delete("/v1/{p}/vpcs/" + id).status()).isEqualTo(204);
        refused(client.get(ROUTERS + "/" + id), 404, "RouterNotFound");
    }

    @Test
    void namesOfRoutersRepeatAndNamesOfVpcsDoNot() {
        String one = router("same");
        assertThat(router("same")).isNotEqualTo(one);
        assertThat(client.post("/v1/{p}/vpcs", "{'vpc':{'name':'same'}}").status())
                .isEqualTo(200);
        assertThat(client.post("/v1/{p}/vpcs", "{'vpc':{'name':'same'}}").text("/code"))
                .isEqualTo("VPC.0115");
        assertThat(client.put("/v1/{p}/vpcs/" + one, "{'vpc':{'name':'same','description':'x'}}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void listsFilterPageAndSelect() {
        List<String> all = new ArrayList<>(List.of(router("b"), router("a"), router("c")));
        all.sort(null);
        assertThat(ids(client.get(ROUTERS).at("/routers"))).isEqualTo(all);
        Reply page = client.get(ROUTERS + "?limit=2");
        assertThat(ids(page.at("/routers"))).isEqualTo(all.subList(0, 2));
        assertThat(page.text("/routers_links/0/rel")).isEqualTo("next");
        assertThat(ids(client.get(ROUTERS + "?marker=" + all.get(1)).at("/routers")))
                .isEqualTo(all.subList(2, 3));
        assertThat(client.get(ROUTERS + "?name=a&fields=name").json().toString())
                .isEqualTo("{\"routers\":[{\"name\":\"a\"}]}");
        for (String none : List.of("status=DOWN", "admin_state_up=false", "tenant_id=x", "project_id=x", "id=x")) {
            assertThat(client.get(ROUTERS + "?" + none).at("/routers")).as(none).isEmpty();
        }
        assertThat(client.get(ROUTERS + "?sort_key=name&sort_dir=desc").text("/routers/0/name"))
                .isEqualTo("c");
        assertThat(client.get(ROUTERS + "/" + all.get(0) + "?fields=id").at("/router"))
                .hasSize(1);
    }

    @Test
    void sharedSnatIsSwitchedByTheGateway() {
        String id = client.post(
                        ROUTERS,
                        "{'router':{'name':'r','external_gateway_info':{'network_id':'" + EXTERNAL
                                + "','enable_snat':true}}}")
                .text("/router/id");
        assertThat(snat(id)).isTrue();
        assertThat(client.get("/v1/{p}/vpcs/" + id)
                        .at("/vpc/enable_shared_snat")
                        .booleanValue())
                .isTrue();
        update(id, "'external_gateway_info':{'network_id':'" + EXTERNAL + "'}");
        assertThat(snat(id)).as("what is left out stays").isTrue();
        update(id, "'external_gateway_info':null");
        assertThat(snat(id)).isFalse();
        refused(
                client.put(ROUTERS + "/" + id, "{'router':{'external_gateway_info':{'enable_snat':true}}}"),
                400,
                "InvalidInput");
        Net net = net("192.168.1.0/24");
        add(id, "subnet_id", net.subnet());
        update(id, "'external_gateway_info':{'network_id':'','enable_snat':true}");
        assertThat(snat(id)).isTrue();
        update(id, "'external_gateway_info':{}");
        assertThat(snat(id)).isFalse();
        client.put("/v1/{p}/vpcs/" + id, "{'vpc':{'enable_shared_snat':true}}");
        assertThat(snat(id)).isTrue();
        refused(
                client.put(
                        ROUTERS + "/" + id,
                        "{'router':{'external_gateway_info':{'network_id':'" + net.network() + "'}}}"),
                404,
                "NetworkNotFound");
    }

    private boolean snat(String id) {
        return client.get(ROUTERS + "/" + id)
                .at("/router/external_gateway_info/enable_snat")
                .booleanValue();
    }

    private Reply update(String id, String fields) {
        Reply after = client.put(ROUTERS + "/" + id, "{'router':{" + fields + "}}");
        assertThat(after.status()).as(after.toString()).isEqualTo(200);
        return after;
    }

    @Test
    void aNetworkJoinsTheVpcByItsSubnetAndLeavesIt() {
        String router = router("r");
        Net net = net("192.168.1.0/24");
        assertThat(client.get("/v1/{p}/subnets/" + net.network()).text("/subnet/status"))
                .isEqualTo("UNKNOWN");
        Reply added = add(router, "subnet_id", net.subnet());
        assertThat(added.status()).as(added.toString()).isEqualTo(200);
        assertThat(added.text("/id")).isEqualTo(router);
        assertThat(added.text("/subnet_id")).isEqualTo(net.subnet());
        assertThat(added.text("/tenant_id")).isEqualTo(client.project());
        String port = added.text("/port_id");
        Reply shown = client.get("/v2.0/ports/" + port);
        assertThat(shown.text("/port/device_owner")).isEqualTo("network:router_interface_distributed");
        assertThat(shown.text("/port/device_id")).isEqualTo(router);
        assertThat(shown.text("/port/fixed_ips/0/ip_address")).isEqualTo("192.168.1.1");
        assertThat(ids(client.get("/v2.0/ports?device_id=" + router).at("/ports")))
                .containsExactly(port);

        assertThat(client.get("/v1/{p}/subnets/" + net.network()).text("/subnet/status"))
                .isEqualTo("ACTIVE");
        assertThat(client.get("/v1/{p}/subnets/" + net.network()).text("/subnet/vpc_id"))
                .isEqualTo(router);
        assertThat(client.get("/v1/{p}/subnets?vpc_id=" + router).at("/subnets"))
                .hasSize(1);
        assertThat(client.get("/v2.0/networks/" + net.network()).text("/network/name"))
                .isEqualTo("net");
        assertThat(routes(router)).contains("192.168.1.0/24");
        refused(client.delete(ROUTERS + "/" + router), 409, "RouterInUse");
        assertThat(client.delete("/v1/{p}/vpcs/" + router).text("/code")).isEqualTo("VPC.0104");

        Reply removed = remove(router, "subnet_id", net.subnet());
        assertThat(removed.status()).isEqualTo(200);
        assertThat(removed.json()).isEqualTo(added.json());
        refused(client.get("/v2.0/ports/" + port), 404, "PortNotFound");
        assertThat(client.get("/v1/{p}/subnets/" + net.network()).text("/subnet/vpc_id"))
                .isEmpty();
        assertThat(routes(router)).doesNotContain("192.168.1.0/24");
        refused(remove(router, "subnet_id", net.subnet()), 404, "RouterInterfaceNotFound");
        refused(remove(router, "port_id", port), 404, "RouterInterfaceNotFound");
        assertThat(client.delete(ROUTERS + "/" + router).status()).isEqualTo(204);
    }

    /** {@return the destinations in the default route table} */
    private List<String> routes(String vpc) {
        String table = client.get("/v1/{p}/routetables?vpc_id=" + vpc).text("/routetables/0/id");
        return StreamSupport.stream(
                        client.get("/v1/{p}/routetables/" + table)
                                .at("/routetable/routes")
                                .spliterator(),
                        false)
                .map(route -> route.get("destination").asText())
                .toList();
    }

    @Test
    void aPortIsAnInterfaceAndGoesWithIt() {
        String router = router("r");
        Net net = net("192.168.1.0/24");
        String port = port(net.network(), "192.168.1.1");
        Reply added = add(router, "port_id", port);
        assertThat(added.status()).as(added.toString()).isEqualTo(200);
        assertThat(added.text("/port_id")).isEqualTo(port);
        assertThat(added.text("/subnet_id")).isEqualTo(net.subnet());
        Reply shown = client.get("/v2.0/ports/" + port);
        assertThat(shown.text("/port/device_owner")).isEqualTo("network:router_interface_distributed");
        assertThat(shown.text("/port/device_id")).isEqualTo(router);
        assertThat(ids(client.get("/v2.0/ports?network_id=" + net.network()
                                + "&device_owner=network:router_interface_distributed")
                        .at("/ports")))
                .containsExactly(port);
        refused(client.delete("/v2.0/ports/" + port), 409, "PortInUse");
        refused(add(router, "port_id", port), 409, "PortInUse");
        refused(add(router, "subnet_id", net.subnet()), 400, "InvalidInput");
        assertThat(client.delete("/v2.0/subnets/" + net.subnet()).status()).isEqualTo(409);
        assertThat(remove(router, "subnet_id", net.subnet()).text("/port_id")).isEqualTo(port);
        refused(client.get("/v2.0/ports/" + port), 404, "PortNotFound");
        assertThat(client.get("/v1/{p}/subnets/" + net.network()).text("/subnet/vpc_id"))
                .isEmpty();

        String second = port(net.network(), "192.168.1.77");
        assertThat(add(router, "port_id", second).status()).isEqualTo(200);
        assertThat(remove(router, "port_id", second).status()).isEqualTo(200);
        assertThat(client.delete("/v2.0/networks/" + net.network()).status()).isEqualTo(204);
        assertThat(client.delete(ROUTERS + "/" + router).status()).isEqualTo(204);
    }

    @Test
    void whatIsInTheWayOfAnInterface() {
        String router = router("r");
        Net net = net("192.168.1.0/24");
        add(router, "subnet_id", net.subnet());
        refused(add(router, "subnet_id", net.subnet()), 400, "InvalidInput");
        refused(add(router("other"), "subnet_id", net.subnet()), 409, "Conflict");
        refused(add(router, "subnet_id", net("192.168.1.128/25").subnet()), 400, "InvalidInput");
        String vpc = client.post("/v1/{p}/vpcs", "{'vpc':{'name':'v','cidr':'10.0.0.0/8'}}")
                .text("/vpc/id");
        refused(add(vpc, "subnet_id", net("192.168.2.0/24").subnet()), 400, "InvalidInput");
        assertThat(add(vpc, "subnet_id", net("10.1.0.0/16").subnet()).status()).isEqualTo(200);

        String bare = client.post("/v2.0/networks", "{'network':{}}").text("/network/id");
        String closed =
                subnet(bare, "'cidr':'192.168.3.0/24','gateway_ip':null").text("/subnet/id");
        refused(add(router, "subnet_id", closed), 400, "InvalidInput");
        String geneve = client.post("/v2.0/networks", "{'network':{'provider:network_type':'geneve'}}")
                .text("/network/id");
        assertThat(client.get("/v2.0/networks/" + geneve)
                        .at("/network/provider:network_type")
                        .asText())
                .isEqualTo("geneve");
        refused(
                add(
                        router,
                        "subnet_id",
                        subnet(geneve, "'cidr':'192.168.4.0/24'").text("/subnet/id")),
                400,
                "InvalidInput");
        Net taken = net("192.168.5.0/24");
        port(taken.network(), "192.168.5.1");
        refused(add(router, "subnet_id", taken.subnet()), 409, "IpAddressInUse");
        String vip = client.post(
                        "/v2.0/ports",
                        "{'port':{'network_id':'" + taken.network() + "','device_owner':'neutron:VIP_PORT'}}")
                .text("/port/id");
        refused(add(router, "port_id", vip), 400, "InvalidInput");
        refused(
                add(
                        router,
                        "port_id",
                        client.get("/v2.0/ports?device_owner=network:dhcp").text("/ports/0/id")),
                409,
                "PortInUse");
        refused(remove(router, "port_id", vip), 404, "RouterInterfaceNotFound");
        refused(remove(router("third"), "subnet_id", net.subnet()), 404, "RouterInterfaceNotFound");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'subnet_id':null}",
                "{'subnet_id':'a','port_id':'b'}",
                "{'subnet_id':7}",
                "{'port_id':''}"
            })
    void anInterfaceIsNamedByOneOfTwo(String body) {
        String router = router("r");
        refused(client.put(ROUTERS + "/" + router + "/add_router_interface", body), 400, "InvalidInput");
        refused(client.put(ROUTERS + "/" + router + "/remove_router_interface", body), 400, "InvalidInput");
    }

    @ParameterizedTest
    @CsvSource({
        "subnet_id, SubnetNotFound",
        "port_id, PortNotFound",
    })
    void otherProjectsThingsAreNotFound(String by, String type) {
        Net net = net("192.168.1.0/24");
        String theirs = by.equals("subnet_id") ? net.subnet() : port(net.network(), "192.168.1.9");
        String router = router("r");
        client = twin.freshProject();
        refused(add(router("mine"), by, theirs), 404, type);
        refused(add(router, by, theirs), 404, "RouterNotFound");
        refused(remove(router, by, theirs), 404, "RouterNotFound");
        refused(client.get(ROUTERS + "/" + router), 404, "RouterNotFound");
        refused(client.put(ROUTERS + "/" + router, "{'router':{'name':'x'}}"), 404, "RouterNotFound");
        refused(client.delete(ROUTERS + "/" + router), 404, "RouterNotFound");
    }

    @Test
    void routesAreThoseOfTheVpc() {
        String router = router("r");
        Net net = net("192.168.1.0/24");
        refused(routed(router, "10.0.1.0/24", "192.168.1.250"), 400, "InvalidInput");
        add(router, "subnet_id", net.subnet());
        Reply after = routed(router, "10.0.1.0/24", "192.168.1.250");
        assertThat(after.status()).as(after.toString()).isEqualTo(200);
        assertThat(after.text("/router/routes/0/nexthop")).isEqualTo("192.168.1.250");
        assertThat(client.get("/v1/{p}/vpcs/" + router).text("/vpc/routes/0/destination"))
                .isEqualTo("10.0.1.0/24");
        refused(routed(router, "192.168.1.0/24", "192.168.1.250"), 400, "InvalidInput");
        refused(routed(router, "nonsense", "192.168.1.250"), 400, "InvalidInput");
        assertThat(update(router, "'name':'s'").at("/router/routes")).hasSize(1);
        refused(remove(router, "subnet_id", net.subnet()), 409, "RouterInterfaceInUseByRoute");
        assertThat(update(router, "'name':'t','routes':null").at("/router/routes"))
                .isEmpty();
        assertThat(remove(router, "subnet_id", net.subnet()).status()).isEqualTo(200);
    }

    private Reply routed(String router, String destination, String nexthop) {
        return client.put(
                ROUTERS + "/" + router,
                "{'router':{'routes':[{'destination':'" + destination + "','nexthop':'" + nexthop + "'}]}}");
    }

    @Test
    void bothSubnetsOfADualStackNetworkGoOnTheRouter() {
        String router = router("r");
        Net net = net("192.168.1.0/24");
        add(router, "subnet_id", net.subnet());
        String six = subnet(net.network(), "'ip_version':6,'use_default_subnetpool':true")
                .text("/subnet/id");
        String cidr = client.get("/v2.0/subnets/" + six).text("/subnet/cidr");
        assertThat(routes(router)).doesNotContain(cidr);
        Reply added = add(router, "subnet_id", six);
        assertThat(added.status()).isEqualTo(200);
        assertThat(client.get("/v2.0/ports/" + added.text("/port_id")).status()).isEqualTo(200);
        assertThat(routes(router)).contains(cidr);
        refused(client.delete("/v2.0/subnets/" + six), 409, "SubnetInUse");
        assertThat(remove(router, "port_id", added.text("/port_id")).status()).isEqualTo(200);
        assertThat(client.get("/v2.0/ports/" + added.text("/port_id")).status()).isEqualTo(404);
        assertThat(client.delete("/v2.0/subnets/" + six).status()).isEqualTo(204);
        assertThat(client.get("/v1/{p}/subnets/" + net.network()).text("/subnet/vpc_id"))
                .isEqualTo(router);
    }

    @Test
    void aSubnetOfV1IsOnItsRouterFromTheStart() {
        String vpc = client.post("/v1/{p}/vpcs", "{'vpc':{'name':'v','cidr':'10.0.0.0/8'}}")
                .text("/vpc/id");
        Reply made = client.post(
                "/v1/{p}/subnets",
                "{'subnet':{'name':'s','cidr':'10.0.0.0/24','gateway_ip':'10.0.0.1','vpc_id':'" + vpc + "'}}");
        String four = made.text("/subnet/neutron_subnet_id");
        refused(add(vpc, "subnet_id", four), 400, "InvalidInput");
        assertThat(client.get("/v2.0/networks/" + made.text("/subnet/id")).text("/network/name"))
                .isEqualTo(vpc);
        assertThat(remove(vpc, "subnet_id", four).status()).isEqualTo(200);
        assertThat(client.get("/v1/{p}/subnets/" + made.text("/subnet/id")).text("/subnet/status"))
                .isEqualTo("UNKNOWN");
        assertThat(client.delete(ROUTERS + "/" + vpc).status()).isEqualTo(204);
    }

    @Test
    void ofManyNetworksThatOverlapOneGetsIn() {
        String router = router("r");
        List<String> subnets = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            subnets.add(net("192.168.0.0/16").subnet());
        }
        List<CompletableFuture<Reply>> asked = subnets.stream()
                .map(subnet -> client.send(
                        "PUT", ROUTERS + "/" + router + "/add_router_interface", "{'subnet_id':'" + subnet + "'}"))
                .toList();
        assertThat(asked.stream().map(CompletableFuture::join).filter(reply -> reply.status() == 200))
                .hasSize(1);
        assertThat(client.get("/v1/{p}/subnets?vpc_id=" + router).at("/subnets"))
                .hasSize(1);
    }

    @Test
    void ofManyRoutersThatWantANetworkOneGetsIt() {
        Net net = net("192.168.0.0/24");
        List<String> routers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            routers.add(router("r"));
        }
        List<CompletableFuture<Reply>> asked = routers.stream()
                .map(router -> client.send(
                        "PUT",
                        ROUTERS + "/" + router + "/add_router_interface",
                        "{'subnet_id':'" + net.subnet() + "'}"))
                .toList();
        asked.forEach(CompletableFuture::join);
        String vpc = client.get("/v1/{p}/subnets/" + net.network()).text("/subnet/vpc_id");
        for (int i = 0; i < routers.size(); i++) {
            boolean has = routers.get(i).equals(vpc);
            assertThat(asked.get(i).join().status()).isEqualTo(has ? 200 : 409);
            assertThat(client.delete(ROUTERS + "/" + routers.get(i)).status()).isEqualTo(has ? 409 : 204);
        }
        assertThat(routers).contains(vpc);
    }

    @Test
    void trafficCrossesTheRouter() {
        String router = router("r");
        Net one = net("192.168.1.0/24");
        Net two = net("192.168.2.0/24");
        String from = server(one);
        String to = server(two);
        assertThat(reach(from, to)).isEqualTo("ISOLATED_VPCS");
        add(router, "subnet_id", one.subnet());
        add(router, "subnet_id", two.subnet());
        assertThat(reach(from, to)).isEqualTo("DELIVERED");
        assertThat(reach(from, "internet")).isEqualTo("NO_EIP");
        update(router, "'external_gateway_info':{'network_id':'" + EXTERNAL + "','enable_snat':true}");
        assertThat(reach(from, "internet")).isEqualTo("EXITS_TO_INTERNET");
        remove(router, "subnet_id", two.subnet());
        assertThat(reach(from, to)).isEqualTo("ISOLATED_VPCS");
    }

    private String server(Net net) {
        String image = client.get("/image/v2/cloudimages?name=Standard_Debian_11_latest")
                .text("/images/0/id");
        Reply made = client.post(
                "/v2.1/{p}/servers",
                "{'server':{'name':'vm','flavorRef':'s2.medium.1','imageRef':'" + image + "','networks':[{'uuid':'"
                        + net.network() + "'}]}}");
        assertThat(made.status()).as(made.toString()).isEqualTo(202);
        return made.text("/server/id");
    }

    private String reach(String from, String to) {
        return client.post("/_twinstack/trace", "{'from':'" + from + "','to':'" + to + "','family':4}")
                .text("/disposition");
    }
}
