package dev.twinstack.api.routetable;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTableV1Test {
    private static final String TABLES = "/v1/{p}/routetables";
    private static final int ROUNDS = 20;
    private static TestTwin twin;

    private TestTwin client;
    private String vpc;

    @BeforeAll
    static void start() {
        twin = TestTwin.start();
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    @BeforeEach
    void aVpc() {
        client = twin.freshProject();
        vpc = vpc("net", "192.168.0.0/16");
    }

    @Test
    void everyVpcHasADefaultTableWithLocalRoutesOfBothFamilies() {
        String subnet = subnet("a", "192.168.1.0/24", true);
        Reply list = client.get(TABLES + "?vpc_id=" + vpc);
        assertThat(list.status()).isEqualTo(200);
        assertThat(list.at("/routetables")).hasSize(1);
        assertThat(list.at("/routetables/0/default").asBoolean()).isTrue();
        Reply table = show(list.text("/routetables/0/id"));
        assertThat(table.at("/routetable")).isEqualTo(list.at("/routetables/0"));
        assertThat(table.text("/routetable/name")).isEqualTo("rtb-net");
        assertThat(table.text("/routetable/subnets/0/id")).isEqualTo(subnet);
        String ipv6 = client.get("/v1/{p}/subnets/" + subnet).text("/subnet/cidr_v6");
        assertThat(destinations(table))
                .containsExactlyInAnyOrder("192.168.1.0/24", ipv6, "198.19.128.0/20", "127.0.0.0/8", "100.64.0.0/10");
        assertThat(table.at("/routetable/routes")).allSatisfy(route -> {
            assertThat(route.path("type").asText()).isEqualTo("local");
            assertThat(route.path("nexthop").asText()).isEqualTo("-");
        });
    }

    @Test
    void routesAreAddedChangedAndDeletedInOneCall() {
        String table = defaultTable();
        Reply added = client.put(
                TABLES + "/" + table,
                "{'routetable':{'name':'renamed','description':'abc','routes':{'add':["
                        + route("er", "10.10.10.0/24", "er-0") + "," + route("er", "10.10.20.0/24", "er-0")
                        + "]}}}");
        assertThat(added.status()).isEqualTo(200);
        assertThat(added.text("/routetable/name")).isEqualTo("renamed");
        assertThat(added.json()).isEqualTo(show(table).json());

        Reply changed = client.put(
                TABLES + "/" + table,
                "{'routetable':{'routes':{'del':[{'destination':'10.10.10.0/24'}],'mod':["
                        + route("er", "10.10.20.0/24", "er-2") + "],'add':["
                        + route("er", "10.10.10.0/24", "er-1") + "]}}}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.at("/routetable/routes"))
                .extracting(route -> route.path("type").asText() + " "
                        + route.path("destination").asText() + " "
                        + route.path("nexthop").asText())
                .contains("er 10.10.20.0/24 er-2", "er 10.10.10.0/24 er-1");

        assertThat(client.delete("/v1/{p}/vpcs/" + vpc).text("/code")).isEqualTo("VPC.0120");
        client.put(
                TABLES + "/" + table,
                "{'routetable':{'routes':{'del':[{'destination':'10.10.10.0/24'},{'destination':'10.10.20.0/24'}]}}}");
        assertThat(client.delete("/v1/{p}/vpcs/" + vpc).status()).isEqualTo(204);
        assertThat(show(table).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "egw, 10.1.0.0/16, x",
        "local, 10.1.0.0/16, x",
        "er, 2001:db8:ffff::/48, x",
        "nat, 10.1.0.0/16, no-such-gateway",
        "peering, 2001:db8:ffff::/48, x",
        "peering, 10.1.0.0/16, no-such-peering",
        "ecs, 10.1.0.0/16, no-such-server",
        "eni, 10.1.0.0/16, no-such-port",
        "vip, 10.1.0.0/16, 192.168.9.9",
        "vip, 10.1.0.0/16, no-address",
        "er, 100.64.1.0/24, x",
        "er, 10.1.0.1/16, x",
        "er, 10.1.0.0, x",
        "teleport, 10.1.0.0/16, x"
    })
    void routesThatLeadNowhereAreRefused(String type, String destination, String nexthop) {
        Reply refused = client.put(
                TABLES + "/" + defaultTable(),
                "{'routetable':{'routes':{'add':[" + route(type, destination, nexthop) + "]}}}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/code")).startsWith("VPC.28");
    }

    @Test
    void anIpv6RouteLeadsToANicOrVirtualIpWithAnIpv6AddressInTheSameVpc() {
        String dual = subnet("dual", "192.168.1.0/24", true);
        String ipv6 = client.get("/v1/{p}/subnets/" + dual).text("/subnet/neutron_subnet_id_v6");
        String both = port(dual, "'fixed_ips':[{'ip_address':'192.168.1.17'},{'subnet_id':'" + ipv6 + "'}]")
                .text("/port/id");
        String ipv4 = port(dual, "'fixed_ips':[{'ip_address':'192.168.1.18'}]").text("/port/id");
        port(dual, "'device_owner':'neutron:VIP_PORT','fixed_ips':[{'ip_address':'192.168.1.19'}]");
        String floating = port(dual, "'device_owner':'neutron:VIP_PORT','fixed_ips':[{'subnet_id':'" + ipv6 + "'}]")
                .text("/port/fixed_ips/0/ip_address");

        assertThat(add("eni", "fd00:1::/48", both).status()).isEqualTo(200);
        assertThat(add("vip", "fd00:2::/48", floating).status()).isEqualTo(200);
        assertThat(add("eni", "10.1.0.0/16", ipv4).status()).isEqualTo(200);
        assertThat(add("vip", "10.2.0.0/16", "192.168.1.19").status()).isEqualTo(200);
        assertThat(add("eni", "fd00:3::/48", ipv4).text("/message")).contains("has no IPv6 address");
        assertThat(add("vip", "fd00:3::/48", "192.168.1.19").status()).isEqualTo(400);
        assertThat(add("vip", "10.3.0.0/16", floating).status()).isEqualTo(400);
        assertThat(add("eni", "2001:db8::/32", both).status()).isEqualTo(200);
        assertThat(add("eni", client.get("/v1/{p}/subnets/" + dual).text("/subnet/cidr_v6"), both)
                        .status())
                .isEqualTo(400);

        vpc = vpc("other", "192.168.0.0/16");
        assertThat(add("eni", "fd00:1::/48", both).text("/message")).contains("is not in the VPC");
    }

    private Reply port(String network, String fields) {
        return client.post("/v2.0/ports", "{'port':{'network_id':'" + network + "'," + fields + "}}");
    }

    private Reply add(String type, String destination, String nexthop) {
        return client.put(
                TABLES + "/" + defaultTable(),
                "{'routetable':{'routes':{'add':[" + route(type, destination, nexthop) + "]}}}");
    }

    @Test
    void aTakenDestinationHasTheCodeClientsLookFor() {
        String body = "{'routetable':{'routes':{'add':[" + route("er", "10.1.0.0/16", "x") + "]}}}";
        String table = defaultTable();
        assertThat(client.put(TABLES + "/" + table, body).status()).isEqualTo(200);
        assertThat(client.put(TABLES + "/" + table, body).text("/code")).isEqualTo("VPC.2812");
    }

    @Test
    void aCustomTableTakesSubnetsAndGivesThemBack() {
        String subnet = subnet("a", "192.168.1.0/24", false);
        Reply made = client.post(
                TABLES,
                "{'routetable':{'name':'routetable-1234','vpc_id':'" + vpc + "','description':'abc','routes':["
                        + route("er", "10.10.10.0/24", "er-0") + "]}}");
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.at("/routetable/default").asBoolean()).isFalse();
        assertThat(made.at("/routetable/subnets")).isEmpty();
        String table = made.text("/routetable/id");
        assertThat(client.delete("/v1/{p}/vpcs/" + vpc).status()).isEqualTo(409);

        Reply associated = act(table, "associate", subnet);
        assertThat(associated.status()).isEqualTo(200);
        assertThat(associated.text("/routetable/subnets/0/id")).isEqualTo(subnet);
        assertThat(show(defaultTable()).at("/routetable/subnets")).isEmpty();
        assertThat(client.get(TABLES + "?subnet_id=" + subnet).text("/routetables/0/id"))
                .isEqualTo(table);
        assertThat(client.delete(TABLES + "/" + table).status()).isEqualTo(409);

        assertThat(act(table, "disassociate", subnet).at("/routetable/subnets")).isEmpty();
        assertThat(act(table, "disassociate", subnet).status()).isEqualTo(400);
        assertThat(show(defaultTable()).text("/routetable/subnets/0/id")).isEqualTo(subnet);
        assertThat(client.delete(TABLES + "/" + table).status()).isEqualTo(204);
        assertThat(show(table).status()).isEqualTo(404);
    }

    /** What Terraform's tests of the table do: first empty, then a peering route, then more than five at once. */
    @Test
    void aCustomTableTakesPeeringRoutes() {
        String subnet = subnet("a", "192.168.0.0/24", false);
        String peering = peering(vpc, vpc("peer", "172.16.0.0/16"));
        String table = TABLES + "/"
                + client.post(TABLES, "{'routetable':{'name':'t','vpc_id':'" + vpc + "','description':'empty'}}")
                        .text("/routetable/id");
        Reply one = client.put(
                table,
                "{'routetable':{'name':'t','description':'with routes','routes':{'add':["
                        + route("peering", "172.16.0.0/16", peering) + "]}}}");
        assertThat(one.status()).isEqualTo(200);
        assertThat(one.text("/routetable/description")).isEqualTo("with routes");
        JsonNode first = client.get(table).at("/routetable/routes/0");
        assertThat(first.path("type").asText()).isEqualTo("peering");
        assertThat(first.path("destination").asText()).isEqualTo("172.16.0.0/16");
        assertThat(first.path("nexthop").asText()).isEqualTo(peering);
        assertThat(first.path("description").asText()).isEqualTo("abc");

        StringBuilder more = new StringBuilder(route("peering", "172.16.1.0/24", peering));
        for (int i = 2; i <= 6; i++) {
            more.append(',').append(route("peering", "172.16." + i + ".0/24", peering));
        }
        Reply six = client.put(
                table,
                "{'routetable':{'routes':{'del':[" + route("peering", "172.16.0.0/16", peering) + "],'add':[" + more
                        + "]}}}");
        assertThat(six.at("/routetable/routes").findValuesAsText("type"))
                .filteredOn("peering"::equals)
                .hasSize(6);
        assertThat(client.get("/v2.0/vpc/routes").at("/routes"))
                .as("those of default tables only")
                .isEmpty();
        String id = six.text("/routetable/id");
        assertThat(act(id, "associate", subnet).status()).isEqualTo(200);
        assertThat(act(id, "disassociate", subnet).status()).isEqualTo(200);
        assertThat(client.delete(table).status()).isEqualTo(204);
        assertThat(client.delete("/v2.0/vpc/peerings/" + peering).status()).isEqualTo(204);
    }

    private String peering(String first, String second) {
        return client.post(
                        "/v2.0/vpc/peerings",
                        "{'peering':{'name':'p','request_vpc_info':{'vpc_id':'" + first
                                + "'},'accept_vpc_info':{'vpc_id':'" + second + "'}}}")
                .text("/peering/id");
    }

    @Test
    void aTableIsNotDeletedWhileASubnetIsBeingMovedUnderIt() {
        String subnet = subnet("a", "192.168.1.0/24", false);
        for (int i = 0; i < ROUNDS; i++) {
            String table = client.post(TABLES, "{'routetable':{'vpc_id':'" + vpc + "'}}")
                    .text("/routetable/id");
            CompletableFuture<Reply> associating =
                    client.send("POST", TABLES + "/" + table + "/action", """
                    {'routetable':{'subnets':{'associate':['%s']}}}""".formatted(subnet));
            CompletableFuture<Reply> deleting = client.send("DELETE", TABLES + "/" + table, "");
            int associated = associating.join().status();
            int deleted = deleting.join().status();
            assertThat(List.of(associated, deleted)).isIn(List.of(200, 409), List.of(404, 204));
            assertThat(client.get(TABLES + "?subnet_id=" + subnet).text("/routetables/0/id"))
                    .isEqualTo(associated == 200 ? table : defaultTable());
            act(table, "disassociate", subnet);
            client.delete(TABLES + "/" + table);
        }
    }

    @Test
    void onlySubnetsOfTheSameVpcAreAssociated() {
        String other = vpc("other", "10.0.0.0/16");
        String foreign = subnet(other, "b", "10.0.1.0/24", false);
        Reply refused = act(defaultTable(), "associate", foreign);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(act(defaultTable(), "associate", "no-such-subnet").status()).isEqualTo(404);
    }

    @Test
    void aCreateTakesFiveRoutesAndADefaultTableStays() {
        StringBuilder routes = new StringBuilder(route("nat", "10.0.0.0/24", "x"));
        for (int i = 1; i <= 5; i++) {
            routes.append(',').append(route("nat", "10.0." + i + ".0/24", "x"));
        }
        Reply six = client.post(TABLES, "{'routetable':{'vpc_id':'" + vpc + "','routes':[" + routes + "]}}");
        assertThat(six.status()).isEqualTo(400);
        assertThat(client.delete(TABLES + "/" + defaultTable()).status()).isEqualTo(409);
        assertThat(client.post(TABLES, "{'routetable':{'vpc_id':'nowhere'}}").text("/code"))
                .isEqualTo("VPC.0003");
    }

    @Test
    void aVpcHasTenTables() {
        String body = "{'routetable':{'vpc_id':'" + vpc + "'}}";
        for (int i = 0; i < 9; i++) {
            assertThat(client.post(TABLES, body).status()).isEqualTo(200);
        }
        assertThat(client.post(TABLES, body).status()).isEqualTo(409);
        List<String> all = client.get(TABLES).at("/routetables").findValuesAsText("id").stream()
                .distinct()
                .toList();
        Reply first = client.get(TABLES + "?limit=4");
        assertThat(first.at("/routetables")).hasSize(4);
        Reply rest = client.get(TABLES + "?marker=" + first.text("/routetables/3/id"));
        assertThat(rest.at("/routetables")).hasSize(6);
        assertThat(all).contains(rest.text("/routetables/5/id"));
    }

    @Test
    void anotherProjectSeesNoneOfIt() {
        TestTwin stranger = twin.freshProject();
        assertThat(stranger.get(TABLES).at("/routetables")).isEmpty();
        assertThat(stranger.get(TABLES + "/" + defaultTable()).status()).isEqualTo(404);
    }

    private String vpc(String name, String cidr) {
        return client.post("/v1/{p}/vpcs", "{'vpc':{'name':'" + name + "','cidr':'" + cidr + "'}}")
                .text("/vpc/id");
    }

    private String subnet(String name, String cidr, boolean ipv6) {
        return subnet(vpc, name, cidr, ipv6);
    }

    private String subnet(String vpcId, String name, String cidr, boolean ipv6) {
        return client.post(
                        "/v1/{p}/subnets",
                        "{'subnet':{'name':'" + name + "','cidr':'" + cidr + "','gateway_ip':'"
                                + cidr.replace("0/24", "1") + "','ipv6_enable':" + ipv6 + ",'vpc_id':'" + vpcId
                                + "'}}")
                .text("/subnet/id");
    }

    private String defaultTable() {
        for (JsonNode table : client.get(TABLES + "?vpc_id=" + vpc).at("/routetables")) {
            if (table.path("default").asBoolean()) {
                return table.path("id").asText();
            }
        }
        throw new AssertionError("no default table");
    }

    private Reply show(String table) {
        return client.get(TABLES + "/" + table);
    }

    private Reply act(String table, String action, String subnet) {
        return client.post(
                TABLES + "/" + table + "/action", "{'routetable':{'subnets':{'" + action + "':['" + subnet + "']}}}");
    }

    private static String route(String type, String destination, String nexthop) {
        return "{'type':'" + type + "','destination':'" + destination + "','nexthop':'" + nexthop
                + "','description':'abc'}";
    }

    private static List<String> destinations(Reply table) {
        return table.at("/routetable/routes").findValuesAsText("destination");
    }
}
