package dev.twinstack.api.routetable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VpcRouteNeutronTest {
    private static final String ROUTES = "/v2.0/vpc/routes";
    private static final String PEERINGS = "/v2.0/vpc/peerings";
    private static final String TABLES = "/v1/{p}/routetables";
    private static TestTwin twin;

    private TestTwin client;
    private String vpc;
    private String peer;
    private String peering;

    @BeforeAll
    static void start() {
        twin = TestTwin.start();
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    @BeforeEach
    void twoPeeredVpcs() {
        client = twin.freshProject();
        vpc = vpc();
        peer = vpc();
        peering = peered(vpc, peer);
    }

    /** What Terraform's tests do: two VPCs of one block, in each a route to that very block, lookups by id and VPC. */
    @Test
    void eachVpcRoutesToTheBlockOfBoth() {
        Reply made = add(vpc, peering, "192.168.0.0/16");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/route/type")).isEqualTo("peering");
        assertThat(made.text("/route/nexthop")).isEqualTo(peering);
        assertThat(made.text("/route/destination")).isEqualTo("192.168.0.0/16");
        assertThat(made.text("/route/vpc_id")).isEqualTo(vpc);
        assertThat(made.text("/route/tenant_id")).isEqualTo(client.project());
        String id = made.text("/route/id");
        Reply back = add(peer, peering, "192.168.0.0/16");
        assertThat(back.status()).isEqualTo(201);
        assertThat(client.get(ROUTES + "/" + id).json()).isEqualTo(made.json());
        assertThat(client.get(ROUTES + "?id=" + id).at("/routes")).containsExactly(made.at("/route"));
        assertThat(ids("?vpc_id=" + vpc)).containsExactly(id);
        assertThat(ids("?type=peering&destination=192.168.0.0/16&tenant_id=" + client.project()))
                .containsExactlyInAnyOrder(id, back.text("/route/id"));
        assertThat(ids("?destination=10.0.0.0/8")).isEmpty();
        assertThat(ids("?vpc_id=" + vpc + "&id=" + back.text("/route/id"))).isEmpty();

        assertThat(client.delete(ROUTES + "/" + id).status()).isEqualTo(204);
        assertThat(client.get(ROUTES + "/" + id).status()).isEqualTo(404);
        assertThat(client.delete(ROUTES + "/" + id).text("/NeutronError/type")).isEqualTo("VpcRouteNotFound");
        assertThat(client.delete(ROUTES + "/" + back.text("/route/id")).status())
                .isEqualTo(204);
        assertThat(client.delete(PEERINGS + "/" + peering).status()).isEqualTo(204);
        assertThat(client.delete("/v1/{p}/vpcs/" + vpc).status()).isEqualTo(204);
        assertThat(client.delete("/v1/{p}/vpcs/" + peer).status()).isEqualTo(204);
    }

    @Test
    void itIsARouteOfTheDefaultTable() {
        String route = ROUTES + "/" + add(vpc, peering, "10.1.0.0/16").text("/route/id");
        String table = TABLES + "/" + defaultTable();
        assertThat(client.get(table).at("/routetable/routes/0").path("nexthop").asText())
                .isEqualTo(peering);
        assertThat(client.put(
                                table,
                                "{'routetable':{'routes':{'add':[{'type':'peering','destination':'10.2.0.0/16',"
                                        + "'nexthop':'" + peering + "'},{'type':'er','destination':'10.3.0.0/16',"
                                        + "'nexthop':'n'}]}}}")
                        .status())
                .isEqualTo(200);
        assertThat(client.get(ROUTES).at("/routes").findValuesAsText("destination"))
                .containsExactlyInAnyOrder("10.1.0.0/16", "10.2.0.0/16");
        assertThat(client.delete("/v1/{p}/vpcs/" + vpc).status()).isEqualTo(409);
        client.put(
                table, "{'routetable':{'routes':{'mod':[{'type':'er','destination':'10.1.0.0/16','nexthop':'n'}]}}}");
        assertThat(client.get(route).status()).as("no longer a peering's").isEqualTo(404);
        assertThat(client.delete(route).status()).isEqualTo(404);
        assertThat(client.get(table).at("/routetable/routes").findValuesAsText("destination"))
                .contains("10.1.0.0/16");
    }

    @Test
    void anIdStaysWhileThereIsARouteToTheDestination() {
        String id = add(vpc, peering, "10.1.0.0/16").text("/route/id");
        String another = peered(vpc, vpc());
        client.put(
                TABLES + "/" + defaultTable(),
                "{'routetable':{'routes':{'mod':[{'type':'peering','destination':'10.1.0.0/16','nexthop':'" + another
                        + "'}]}}}");
        assertThat(client.get(ROUTES + "/" + id).text("/route/nexthop")).isEqualTo(another);
        assertThat(client.delete(PEERINGS + "/" + peering).status()).isEqualTo(204);
        assertThat(client.get(ROUTES + "/" + id).status()).isEqualTo(200);
    }

    @Test
    void aDestinationIsTakenOnce() {
        add(vpc, peering, "10.1.0.0/16");
        Reply again = add(vpc, peering, "10.1.0.0/16");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("/NeutronError/type")).isEqualTo("Conflict");
    }

    @Test
    void theNextHopIsAPeeringOfThisVpc() {
        String stranger = vpc();
        Reply missing = add(vpc, "no-such-peering", "10.1.0.0/16");
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.text("/NeutronError/type")).isEqualTo("InvalidInput");
        Reply elsewhere = add(stranger, peering, "10.1.0.0/16");
        assertThat(elsewhere.status()).isEqualTo(400);
        assertThat(elsewhere.text("/NeutronError/message")).contains(stranger);
        assertThat(client.put(
                                TABLES + "/" + defaultTable(),
                                "{'routetable':{'routes':{'add':[{'type':'peering','destination':'10.1.0.0/16',"
                                        + "'nexthop':'" + peered(stranger, peer) + "'}]}}}")
                        .text("/code"))
                .isEqualTo("VPC.2801");
        client.delete(PEERINGS + "/" + peering);
        assertThat(add(vpc, peering, "10.1.0.0/16").status()).isEqualTo(400);
        assertThat(ids("")).isEmpty();
    }

    @Test
    void anotherProjectsPeeringVpcAndRoutesAreNotFound() {
        String id = add(vpc, peering, "10.1.0.0/16").text("/route/id");
        String ours = client.project();
        TestTwin other = twin.freshProject();
        assertThat(other.get(ROUTES).at("/routes")).isEmpty();
        assertThat(other.get(ROUTES + "/" + id).status()).isEqualTo(404);
        assertThat(other.delete(ROUTES + "/" + id).status()).isEqualTo(404);
        client = other;
        assertThat(add(vpc, peering, "10.2.0.0/16").text("/NeutronError/type")).isEqualTo("VpcNotFound");
        assertThat(add(vpc(), peering, "10.2.0.0/16").status()).isEqualTo(400);
        Reply foreign = client.post(
                ROUTES,
                "{'route':{'type':'peering','nexthop':'x','destination':'10.1.0.0/16','vpc_id':'" + vpc
                        + "','tenant_id':'" + ours + "'}}");
        assertThat(foreign.status()).isEqualTo(400);
    }

    @Test
    void whereALocalRouteLeadsNoPeeringDoes() {
        client.post(
                "/v1/{p}/subnets",
                "{'subnet':{'name':'a','cidr':'192.168.1.0/24','gateway_ip':'192.168.1.1','vpc_id':'" + vpc + "'}}");
        assertThat(add(vpc, peering, "192.168.1.0/25").status()).isEqualTo(400);
        assertThat(add(vpc, peering, "100.64.1.0/24").status()).isEqualTo(400);
        assertThat(add(vpc, peering, "192.168.0.0/16").status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'type':'nat','destination':'10.1.0.0/16'",
                "'type':'peering','destination':'10.1.0.1/16'",
                "'type':'peering','destination':'2001:db8::/32'",
                "'type':'peering','destination':'everywhere'",
                "'type':'peering'",
                "'destination':'10.1.0.0/16'"
            })
    void otherRoutesAreRefused(String fields) {
        Reply refused =
                client.post(ROUTES, "{'route':{" + fields + ",'nexthop':'" + peering + "','vpc_id':'" + vpc + "'}}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/NeutronError/type")).isEqualTo("InvalidInput");
    }

    @Test
    void theListHasPages() {
        for (int i = 0; i < 5; i++) {
            add(vpc, peering, "10." + i + ".0.0/16");
        }
        List<String> all = ids("");
        assertThat(all).hasSize(5).isSorted();
        Reply first = client.get(ROUTES + "?limit=2");
        assertThat(first.at("/routes").findValuesAsText("id")).isEqualTo(all.subList(0, 2));
        assertThat(first.text("/routes_links/0/rel")).isEqualTo("next");
        assertThat(ids("?limit=2&marker=" + all.get(3))).containsExactly(all.get(4));
    }

    @Test
    void aTableHasTwoHundredRoutes() {
        StringBuilder routes = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            routes.append("{'type':'er','nexthop':'n','destination':'10.0.")
                    .append(i)
                    .append(".0/24'},");
        }
        routes.setLength(routes.length() - 1);
        client.put(TABLES + "/" + defaultTable(), "{'routetable':{'routes':{'add':[" + routes + "]}}}");
        Reply over = add(vpc, peering, "10.1.0.0/16");
        assertThat(over.status()).isEqualTo(409);
        assertThat(over.text("/NeutronError/type")).isEqualTo("OverQuota");
    }

    private String vpc() {
        return client.post("/v1/{p}/vpcs", "{'vpc':{'cidr':'192.168.0.0/16'}}").text("/vpc/id");
    }

    private String peered(String first, String second) {
        return client.post(
                        PEERINGS,
                        "{'peering':{'name':'p','request_vpc_info':{'vpc_id':'" + first
                                + "'},'accept_vpc_info':{'vpc_id':'" + second + "'}}}")
                .text("/peering/id");
    }

    private Reply add(String vpc, String nexthop, String destination) {
        return client.post(
                ROUTES,
                "{'route':{'type':'peering','nexthop':'" + nexthop + "','destination':'" + destination + "','vpc_id':'"
                        + vpc + "'}}");
    }

    private List<String> ids(String query) {
        return client.get(ROUTES + query).at("/routes").findValuesAsText("id");
    }

    private String defaultTable() {
        return client.get(TABLES + "?vpc_id=" + vpc).text("/routetables/0/id");
    }
}
