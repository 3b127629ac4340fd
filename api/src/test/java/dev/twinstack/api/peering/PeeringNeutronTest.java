package dev.twinstack.api.peering;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeeringNeutronTest {
    private static final String PEERINGS = "/v2.0/vpc/peerings";
    private static final String ROUTES = "/v2.0/vpc/routes";
    private static TestTwin twin;

    private TestTwin client;
    private TestTwin other;

    @BeforeAll
    static void start() {
        twin = TestTwin.start();
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    @BeforeEach
    void twoProjects() {
        client = twin.freshProject();
        other = twin.freshProject();
    }

    /** What Terraform's tests of the resource and its data source do: VPCs with the same block, three lookups. */
    @Test
    void withinAProjectItIsActiveAtOnceWhateverTheBlocks() {
        String first = vpc(client);
        String second = vpc(client);
        Reply made = peer(first, second);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/peering/status")).isEqualTo("ACTIVE");
        assertThat(made.text("/peering/name")).isEqualTo("peering");
        assertThat(made.text("/peering/description")).isEmpty();
        assertThat(made.text("/peering/request_vpc_info/vpc_id")).isEqualTo(first);
        assertThat(made.text("/peering/request_vpc_info/tenant_id")).isEqualTo(client.project());
        assertThat(made.text("/peering/accept_vpc_info/vpc_id")).isEqualTo(second);
        assertThat(made.text("/peering/accept_vpc_info/tenant_id")).isEqualTo(client.project());
        assertThat(made.text("/peering/created_at")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");
        String id = made.text("/peering/id");
        String another = peer(second, vpc(client)).text("/peering/id");
        assertThat(client.get(PEERINGS + "/" + id).json()).isEqualTo(made.json());
        assertThat(ids(client, "?id=" + id)).containsExactly(id);
        assertThat(client.get(PEERINGS + "?id=" + id).at("/peerings/0")).isEqualTo(made.at("/peering"));
        assertThat(ids(client, "?vpc_id=" + first)).containsExactly(id);
        assertThat(ids(client, "?vpc_id=" + second)).containsExactlyInAnyOrder(id, another);
        assertThat(ids(client, "?name=peering&status=ACTIVE&tenant_id=" + client.project()))
                .containsExactlyInAnyOrder(id, another);
        assertThat(ids(client, "?status=REJECTED")).isEmpty();
        assertThat(ids(client, "?name=none")).isEmpty();
        assertThat(ids(client, "?tenant_id=" + other.project())).isEmpty();
        Reply accepted = client.put(PEERINGS + "/" + id + "/accept", "");
        assertThat(accepted.status()).isEqualTo(409);
        assertThat(accepted.text("/NeutronError/message")).contains("PENDING_ACCEPTANCE");
    }

    @Test
    void itIsRenamedAndDeletedAndHoldsItsVpcsUntilThen() {
        String first = vpc(client);
        String second = vpc(client);
        String peering = PEERINGS + "/" + peer(first, second).text("/peering/id");
        Reply renamed = client.put(peering, "{'peering':{'name':'other'}}");
        assertThat(renamed.status()).isEqualTo(200);
        assertThat(renamed.text("/peering/name")).isEqualTo("other");
        Reply described = client.put(peering, "{'peering':{'description':'a text, with spaces'}}");
        assertThat(described.text("/peering/description")).isEqualTo("a text, with spaces");
        assertThat(described.text("/peering/name")).isEqualTo("other");
        assertThat(client.put(peering, "{'peering':{'description':null}}").text("/peering/description"))
                .isEmpty();
        assertThat(client.put(peering, "{'peering':{}}").status()).isEqualTo(400);
        assertThat(client.get(peering).text("/peering/name")).isEqualTo("other");
        for (String vpc : List.of(first, second)) {
            Reply refused = client.delete("/v1/{p}/vpcs/" + vpc);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.text("/code")).isEqualTo("VPC.0120");
        }
        assertThat(client.delete(peering).status()).isEqualTo(204);
        assertThat(client.get(peering).status()).isEqualTo(404);
        assertThat(client.get(peering).text("/NeutronError/type")).isEqualTo("VpcPeeringNotFound");
        assertThat(client.delete(peering).status()).isEqualTo(404);
        assertThat(client.delete("/v1/{p}/vpcs/" + first).status()).isEqualTo(204);
        assertThat(client.delete("/v1/{p}/vpcs/" + second).status()).isEqualTo(204);
    }

    /** What gophertelekomcloud's tests of two projects do. */
    @Test
    void acrossProjectsTheOtherAccepts() {
        Reply asked = ask(vpc(client), vpc(other));
        assertThat(asked.status()).isEqualTo(201);
        assertThat(asked.text("/peering/status")).isEqualTo("PENDING_ACCEPTANCE");
        assertThat(asked.text("/peering/accept_vpc_info/tenant_id")).isEqualTo(other.project());
        String peering = PEERINGS + "/" + asked.text("/peering/id");
        assertThat(other.get(peering).json()).isEqualTo(asked.json());
        assertThat(ids(other, "?status=PENDING_ACCEPTANCE")).containsExactly(asked.text("/peering/id"));
        assertThat(used(client)).isEqualTo(1);
        assertThat(used(other)).isZero();

        Reply own = client.put(peering + "/accept", "");
        assertThat(own.status()).isEqualTo(403);
        assertThat(own.text("/NeutronError/type")).isEqualTo("PolicyNotAuthorized");
        Reply accepted = other.put(peering + "/accept", "");
        assertThat(accepted.status()).isEqualTo(200);
        assertThat(accepted.text("/id")).isEqualTo(asked.text("/peering/id"));
        assertThat(accepted.text("/status")).isEqualTo("ACTIVE");
        assertThat(accepted.at("/request_vpc_info")).isEqualTo(asked.at("/peering/request_vpc_info"));
        assertThat(client.get(peering).at("/peering")).isEqualTo(accepted.json());
        assertThat(used(other)).isEqualTo(1);
        assertThat(other.put(peering + "/accept", "").status()).isEqualTo(409);
        assertThat(other.put(peering + "/reject", "").status()).isEqualTo(409);

        assertThat(client.put(peering, "{'peering':{'name':'test2'}}").status()).isEqualTo(200);
        assertThat(other.get(peering).text("/peering/name")).isEqualTo("test2");
        assertThat(other.put(peering, "{'peering':{'description':'ours too'}}").status())
                .isEqualTo(200);
        assertThat(ids(client, "?tenant_id=" + other.project())).hasSize(1);
        assertThat(client.delete(peering).status()).isEqualTo(204);
        assertThat(ids(other, "")).isEmpty();
        assertThat(used(client) + used(other)).isZero();
    }

    @Test
    void acrossProjectsTheOtherRejectsAndMayDelete() {
        String ours = vpc(client);
        String theirs = vpc(other);
        String peering = PEERINGS + "/" + ask(ours, theirs).text("/peering/id");
        assertThat(client.put(peering + "/reject", "").status()).isEqualTo(403);
        Reply rejected = other.put(peering + "/reject", "");
        assertThat(rejected.status()).isEqualTo(200);
        assertThat(rejected.text("/status")).isEqualTo("REJECTED");
        assertThat(client.get(peering).text("/peering/status")).isEqualTo("REJECTED");
        assertThat(other.put(peering + "/accept", "").status()).isEqualTo(409);
        assertThat(other.delete("/v1/{p}/vpcs/" + theirs).status()).isEqualTo(409);
        assertThat(other.delete(peering).status()).isEqualTo(204);
        assertThat(client.get(peering).status()).isEqualTo(404);
        assertThat(client.delete("/v1/{p}/vpcs/" + ours).status()).isEqualTo(204);
        assertThat(other.delete("/v1/{p}/vpcs/" + theirs).status()).isEqualTo(204);
    }

    @Test
    void aThirdProjectSeesNothingOfIt() {
        String peering = PEERINGS + "/" + ask(vpc(client), vpc(other)).text("/peering/id");
        TestTwin stranger = twin.freshProject();
        assertThat(ids(stranger, "")).isEmpty();
        assertThat(stranger.get(peering).status()).isEqualTo(404);
        assertThat(stranger.put(peering, "{'peering':{'name':'x'}}").status()).isEqualTo(404);
        assertThat(stranger.put(peering + "/accept", "").status()).isEqualTo(404);
        assertThat(stranger.put(peering + "/reject", "").status()).isEqualTo(404);
        assertThat(stranger.delete(peering).status()).isEqualTo(404);
    }

    @Test
    void twoVpcsHaveOnePeering() {
        String first = vpc(client);
        String second = vpc(client);
        String id = peer(first, second).text("/peering/id");
        assertThat(peer(first, second).status()).isEqualTo(409);
        assertThat(peer(second, first).text("/NeutronError/type")).isEqualTo("Conflict");
        assertThat(client.delete(PEERINGS + "/" + id).status()).isEqualTo(204);
        assertThat(peer(second, first).status()).isEqualTo(201);
        String theirs = vpc(other);
        ask(first, theirs);
        Reply crossing = other.post(PEERINGS, body(theirs, first, ",'tenant_id':'" + client.project() + "'"));
        assertThat(crossing.status()).isEqualTo(409);
    }

    @Test
    void ofManyThatAskAtOnceOneGetsThrough() {
        String first = vpc(client);
        String second = vpc(client);
        List<CompletableFuture<Reply>> sent = IntStream.range(0, 16)
                .mapToObj(i ->
                        client.send("POST", PEERINGS, i % 2 == 0 ? body(first, second, "") : body(second, first, "")))
                .toList();
        List<Integer> statuses =
                sent.stream().map(CompletableFuture::join).map(Reply::status).toList();
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(15);
        assertThat(ids(client, "")).hasSize(1);
    }

    @Test
    void wrongVpcsAndProjectsAreRefused() {
        String ours = vpc(client);
        String theirs = vpc(other);
        for (String body : List.of(
                body(ours, theirs, ""),
                body(theirs, ours, ""),
                body(ours, "no-such-vpc", ""),
                body("no-such-vpc", ours, ""),
                body(ours, ours, ""),
                body(ours, theirs, ",'tenant_id':'no-such-project'"),
                body(ours, theirs, ",'tenant_id':'region'"),
                body(ours, ours, ",'tenant_id':'" + other.project() + "'"),
                "{'peering':{'name':'x','request_vpc_info':{'vpc_id':'" + theirs + "','tenant_id':'" + other.project()
                        + "'},'accept_vpc_info':{'vpc_id':'" + ours + "'}}}")) {
            Reply refused = client.post(PEERINGS, body);
            assertThat(refused.status()).as(body).isEqualTo(400);
            assertThat(refused.text("/NeutronError/type")).as(body).isEqualTo("InvalidInput");
        }
        assertThat(ids(client, "")).isEmpty();
        assertThat(used(client)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'peering':{}}",
                "{'peering':{'name':'x'}}",
                "{'peering':{'name':'x','request_vpc_info':{},'accept_vpc_info':{}}}",
                "{'peering':{'name':'x','request_vpc_info':'a','accept_vpc_info':'b'}}",
                "{'peering':{'name':null,'request_vpc_info':{'vpc_id':'a'},'accept_vpc_info':{'vpc_id':'b'}}}",
                "{'peering':{'name':'x','request_vpc_info':{'vpc_id':'a|b'},'accept_vpc_info':{'vpc_id':'b'}}}",
                "{'peering':{'name':'x','request_vpc_info':{'vpc_id':'a'},'accept_vpc_info':"
                        + "{'vpc_id':'b','tenant_id':'a|b'}}}"
            })
    void bodiesThatMakeNoPeeringAreRefused(String body) {
        assertThat(client.post(PEERINGS, body).status()).isEqualTo(400);
    }

    @Test
    void anIdThatIsNoneIsNotFound() {
        for (String id : List.of("nothing", "a%7Cb", "%20", "region%7Cpeering%7Cx")) {
            assertThat(client.get(PEERINGS + "/" + id).status()).as(id).isEqualTo(404);
            assertThat(client.put(PEERINGS + "/" + id + "/accept", "").status()).isEqualTo(404);
            assertThat(client.delete(PEERINGS + "/" + id).status()).isEqualTo(404);
        }
    }

    @Test
    void thereAreFiftyAndAListOfThemHasPages() {
        String hub = vpc(client);
        for (int i = 0; i < 50; i++) {
            assertThat(peer(hub, vpc(client)).status()).isEqualTo(201);
        }
        String last = vpc(client);
        Reply over = peer(hub, last);
        assertThat(over.status()).isEqualTo(409);
        assertThat(over.text("/NeutronError/type")).isEqualTo("OverQuota");
        Set<String> seen = new HashSet<>();
        String page = PEERINGS + "?limit=20";
        int pages = 0;
        while (!page.isEmpty()) {
            Reply reply = client.get(page);
            reply.at("/peerings").forEach(peering -> seen.add(peering.path("id").asText()));
            page = next(reply.at("/peerings_links"));
            pages++;
        }
        assertThat(seen).hasSize(50);
        assertThat(pages).isEqualTo(3);

        String asked = PEERINGS + "/"
                + other.post(PEERINGS, body(vpc(other), last, ",'tenant_id':'" + client.project() + "'"))
                        .text("/peering/id");
        assertThat(client.put(asked + "/accept", "").text("/NeutronError/type")).isEqualTo("OverQuota");
        assertThat(client.get(asked).text("/peering/status")).isEqualTo("PENDING_ACCEPTANCE");
        assertThat(client.delete(PEERINGS + "/" + seen.iterator().next()).status())
                .isEqualTo(204);
        assertThat(client.put(asked + "/accept", "").status()).isEqualTo(200);
    }

    private static String next(JsonNode links) {
        for (JsonNode link : links) {
            if (link.path("rel").asText().equals("next")) {
                URI href = URI.create(link.path("href").asText());
                return href.getPath() + "?" + href.getQuery();
            }
        }
        return "";
    }

    @Test
    void itTakesItsRoutesOnBothSidesWithIt() {
        String ours = vpc(client);
        String theirs = vpc(other);
        String id = ask(ours, theirs).text("/peering/id");
        other.put(PEERINGS + "/" + id + "/accept", "");
        assertThat(route(client, ours, id, "10.1.0.0/16").status()).isEqualTo(201);
        assertThat(route(client, ours, id, "10.2.0.0/16").status()).isEqualTo(201);
        assertThat(route(other, theirs, id, "10.1.0.0/16").status()).isEqualTo(201);
        Reply table = client.post(
                "/v1/{p}/routetables",
                "{'routetable':{'vpc_id':'" + ours + "','routes':[{'type':'peering','destination':'10.3.0.0/16',"
                        + "'nexthop':'" + id + "'}]}}");
        assertThat(table.status()).isEqualTo(200);

        assertThat(other.delete(PEERINGS + "/" + id).status()).isEqualTo(204);
        assertThat(client.get(ROUTES).at("/routes")).isEmpty();
        assertThat(other.get(ROUTES).at("/routes")).isEmpty();
        String custom = "/v1/{p}/routetables/" + table.text("/routetable/id");
        assertThat(client.get(custom).at("/routetable/routes").findValuesAsText("type"))
                .containsOnly("local");
        assertThat(client.delete(custom).status()).isEqualTo(204);
        assertThat(client.delete("/v1/{p}/vpcs/" + ours).status()).isEqualTo(204);
        assertThat(other.delete("/v1/{p}/vpcs/" + theirs).status()).isEqualTo(204);
    }

    private static Reply route(TestTwin client, String vpc, String peering, String destination) {
        return client.post(
                ROUTES,
                "{'route':{'type':'peering','nexthop':'" + peering + "','destination':'" + destination + "','vpc_id':'"
                        + vpc + "'}}");
    }

    private static String vpc(TestTwin client) {
        return client.post("/v1/{p}/vpcs", "{'vpc':{'cidr':'192.168.0.0/16'}}").text("/vpc/id");
    }

    private Reply peer(String first, String second) {
        return client.post(PEERINGS, body(first, second, ""));
    }

    /** As the Go client and Terraform ask: the project of the other VPC only. */
    private Reply ask(String ours, String theirs) {
        return client.post(PEERINGS, body(ours, theirs, ",'tenant_id':'" + other.project() + "'"));
    }

    private static String body(String first, String second, String more) {
        return "{'peering':{'name':'peering','request_vpc_info':{'vpc_id':'" + first
                + "'},'accept_vpc_info':{'vpc_id':'" + second + "'" + more + "}}}";
    }

    private static List<String> ids(TestTwin client, String query) {
        return client.get(PEERINGS + query).at("/peerings").findValuesAsText("id");
    }

    private static int used(TestTwin client) {
        return client.get("/v1/{p}/quotas?type=vpcPeer")
                .at("/quotas/resources/0/used")
                .asInt();
    }
}
