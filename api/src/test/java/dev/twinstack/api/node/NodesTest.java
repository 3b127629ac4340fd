package dev.twinstack.api.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twinstack.api.Twin;
import dev.twinstack.api.events.Follower;
import dev.twinstack.api.events.Follower.Told;
import dev.twinstack.emulator.journal.JournalSettings;
import dev.twinstack.emulator.journal.PostgresServer;
import dev.twinstack.emulator.region.RegionSettings;
import dev.twinstack.emulator.system.CloudSettings;
import dev.twinstack.emulator.system.Membership;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three nodes in one process, on one PostgreSQL. */
class NodesTest {
    private static final String VPCS = "/v1/{p}/vpcs";
    private static final String PUBLIC_IP =
            "{'publicip':{'type':'5_bgp'},'bandwidth':{'name':'b','size':5,'share_type':'PER'}}";
    private static PostgresServer postgres;

    private final HttpClient http = HttpClient.newHttpClient();
    private String database = "";
    private final List<Twin> nodes = new ArrayList<>();

    @BeforeAll
    static void start() {
        postgres = PostgresServer.startOrAbort();
    }

    @AfterAll
    static void stop() {
        if (postgres != null) {
            postgres.close();
        }
    }

    @BeforeEach
    void emptyDatabase() {
        database = postgres.newDatabase();
    }

    @AfterEach
    void close() {
        nodes.forEach(Twin::close);
        http.close();
    }

    private void startNodes(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            nodes.add(node());
        }
    }

    private Twin node() throws IOException {
        CloudSettings settings = CloudSettings.of(new JournalSettings.Database(database), RegionSettings.of("eu-de"))
                .with(new Membership.Node("127.0.0.1", freePort()));
        return Twin.start(settings, "127.0.0.1", 0);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private URI at(int node) {
        return nodes.get(node).endpoint();
    }

    private List<Tenant> tenants(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Tenant.signIn(http, at(i % nodes.size())))
                .toList();
    }

    private static List<String> ids(JsonNode list) {
        List<String> ids = new ArrayList<>();
        list.forEach(one -> ids.add(one.path("id").asText()));
        return ids;
    }

    @Test
    void anyNodeAnswersForAnyProject() throws IOException {
        startNodes(3);
        for (Tenant tenant : tenants(9)) {
            List<String> made = new ArrayList<>();
            for (int node = 0; node < 3; node++) {
                Tenant.Reply vpc = tenant.post(at(node), VPCS, "{'vpc':{'name':'v" + node + "','cidr':'10.0.0.0/16'}}");
                assertThat(vpc.status()).as("%s", vpc.json()).isEqualTo(200);
                made.add(vpc.json().at("/vpc/id").asText());
                for (int other = 0; other < 3; other++) {
                    assertThat(ids(tenant.get(at(other), VPCS).json().path("vpcs")))
                            .as("listed by node %s after node %s made it", other, node)
                            .containsAll(made);
                }
            }
            assertThat(tenant.send(at(0), "DELETE", VPCS + '/' + made.getFirst(), "")
                            .join()
                            .status())
                    .isEqualTo(204);
            assertThat(tenant.get(at(1), VPCS + '/' + made.getFirst()).status()).isEqualTo(404);
        }
        assertThat(tenants(1)
                        .getFirst()
                        .get(at(2), "/_twinstack/projects")
                        .json()
                        .path("projects"))
                .as("all projects, listed by a node that opened none of most")
                .hasSize(10);
    }

    @Test
    void noAddressIsGivenTwiceThoughAllNodesGiveThemOut() throws IOException {
        startNodes(3);
        List<CompletableFuture<Tenant.Reply>> asked = new ArrayList<>();
        for (Tenant tenant : tenants(12)) {
            for (int i = 0; i < 9; i++) {
                asked.add(tenant.send(at(i % 3), "POST", "/v1/{p}/publicips", PUBLIC_IP));
            }
        }
        List<String> addresses = asked.stream()
                .map(CompletableFuture::join)
                .peek(reply -> assertThat(reply.status()).as("%s", reply.json()).isEqualTo(200))
                .map(reply -> reply.json().at("/publicip/public_ip_address").asText())
                .toList();
        assertThat(addresses).hasSize(108).doesNotHaveDuplicates();
    }

    @Test
    void aTwinAloneGoesOnWithWhatNodesMade() throws IOException {
        startNodes(2);
        Tenant tenant = tenants(1).getFirst();
        String vpc = vpc(tenant, "10.1.0.0/16");
        List<String> addresses = new ArrayList<>(List.of(publicIp(tenant), publicIp(tenant)));
        nodes.forEach(Twin::close);
        nodes.clear();
        nodes.add(Twin.start(
                CloudSettings.of(new JournalSettings.Database(database), RegionSettings.of("eu-de")), "127.0.0.1", 0));
        assertThat(ids(tenant.get(at(0), VPCS).json().path("vpcs"))).containsExactly(vpc);
        addresses.add(publicIp(tenant));
        assertThat(addresses).hasSize(3).doesNotHaveDuplicates();
    }

    private String publicIp(Tenant tenant) {
        Tenant.Reply made = tenant.post(at(0), "/v1/{p}/publicips", PUBLIC_IP);
        assertThat(made.status()).as("%s", made.json()).isEqualTo(200);
        return made.json().at("/publicip/public_ip_address").asText();
    }

    @Test
    void twoProjectsOnTwoNodesPeer() throws IOException {
        startNodes(3);
        List<Tenant> tenants = tenants(6);
        for (int i = 0; i < 6; i += 2) {
            Tenant one = tenants.get(i);
            Tenant other = tenants.get(i + 1);
            String mine = vpc(one, "10.1.0.0/16");
            String theirs = vpc(other, "10.2.0.0/16");
            Tenant.Reply asked = one.post(
                    at(0),
                    "/v2.0/vpc/peerings",
                    "{'peering':{'name':'p','request_vpc_info':{'vpc_id':'" + mine + "'},'accept_vpc_info':{'vpc_id':'"
                            + theirs + "','tenant_id':'" + other.project() + "'}}}");
            assertThat(asked.status()).as("%s", asked.json()).isEqualTo(201);
            String peering =
                    "/v2.0/vpc/peerings/" + asked.json().at("/peering/id").asText();
            Tenant.Reply accepted =
                    other.send(at(1), "PUT", peering + "/accept", "").join();
            assertThat(accepted.json().path("status").asText())
                    .as("%s", accepted.json())
                    .isEqualTo("ACTIVE");
            assertThat(one.get(at(2), peering).json().at("/peering/status").asText())
                    .isEqualTo("ACTIVE");
            assertThat(one.send(at(1), "DELETE", peering, "").join().status()).isEqualTo(204);
            assertThat(other.get(at(0), peering).status()).isEqualTo(404);
        }
    }

    @Test
    void anyNodeTellsWhatChangesAndWhichRequestChangedIt() throws IOException, InterruptedException {
        startNodes(3);
        Tenant tenant = tenants(1).getFirst();
        try (Follower one = new Follower(at(0), tenant.token(), "");
                Follower two = new Follower(at(1), tenant.token(), "");
                Follower three = new Follower(at(2), tenant.token(), "")) {
            for (Follower each : List.of(one, two, three)) {
                assertThat(each.next().name()).isEqualTo("ready");
            }
            Tenant.Reply vpc = tenant.post(at(1), VPCS, "{'vpc':{'name':'v','cidr':'10.0.0.0/16'}}");
            for (Follower each : List.of(one, two, three)) {
                assertThat(List.of(each.next(), each.next()))
                        .extracting(
                                Told::name,
                                told -> told.data().path("request_id").asText())
                        .containsExactly(
                                tuple("project.place.taken", vpc.requestId()), tuple("vpc.opened", vpc.requestId()));
            }
        }
    }

    @Test
    void whoFollowsAProjectThatMovesIsToldSoAndGoesOnElsewhere() throws IOException, InterruptedException {
        startNodes(2);
        Tenant tenant = tenants(1).getFirst();
        String last;
        try (Follower one = new Follower(at(0), tenant.token(), "");
                Follower two = new Follower(at(1), tenant.token(), "")) {
            last = one.next().id();
            two.next();
            nodes.remove(home(tenant)).close();
            assertThat(one.ends()).isTrue();
            assertThat(two.ends()).isTrue();
        }
        try (Follower again = new Follower(at(0), tenant.token(), last)) {
            assertThat(again.next().name()).isEqualTo("ready");
            vpc(tenant, "10.0.0.0/16");
            assertThat(List.of(again.next().name(), again.next().name()))
                    .containsExactly("project.place.taken", "vpc.opened");
        }
    }

    /** {@return the node that has the project in memory} */
    private int home(Tenant tenant) {
        return IntStream.range(0, nodes.size())
                .filter(node -> metrics(at(node)).contains("project=\"" + tenant.project() + '"'))
                .findFirst()
                .orElseThrow();
    }

    private String metrics(URI node) {
        return http.sendAsync(
                        HttpRequest.newBuilder(node.resolve("/metrics")).build(), HttpResponse.BodyHandlers.ofString())
                .join()
                .body();
    }

    /** The pool's part of a project lives on any of the nodes. */
    @Test
    void whatARequestChangesOnOtherNodesBearsItsId() throws IOException, SQLException {
        startNodes(3);
        List<String> requests = new ArrayList<>();
        for (Tenant tenant : tenants(9)) {
            Tenant.Reply made = tenant.post(at(0), "/v1/{p}/publicips", PUBLIC_IP);
            assertThat(made.status()).as("%s", made.json()).isEqualTo(200);
            requests.add(made.requestId());
        }
        List<String> causes = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT \"event_payload\" FROM \"event_journal\""
                        + " WHERE \"event_ser_manifest\" = 'addresspool.leased'")) {
            while (rows.next()) {
                JsonNode event = new ObjectMapper().readTree(rows.getBytes(1));
                assertThat(event.at("/@cause/operation").asText()).isEqualTo("CreatePublicip");
                causes.add(event.at("/@cause/request").asText());
            }
        }
        assertThat(causes).containsExactlyInAnyOrderElementsOf(requests);
    }

    private String vpc(Tenant tenant, String cidr) {
        Tenant.Reply vpc = tenant.post(at(0), VPCS, "{'vpc':{'name':'v','cidr':'" + cidr + "'}}");
        assertThat(vpc.status()).as("%s", vpc.json()).isEqualTo(200);
        return vpc.json().at("/vpc/id").asText();
    }

    @Test
    void aNodeThatLeavesLosesNoRequest() throws IOException {
        startNodes(3);
        List<Tenant> tenants = tenants(8);
        List<CompletableFuture<List<String>>> working = new ArrayList<>();
        CompletableFuture<Void> left = new CompletableFuture<>();
        for (int i = 0; i < 8; i++) {
            Tenant tenant = tenants.get(i);
            URI node = at(i % 2); // not the one that leaves
            working.add(CompletableFuture.supplyAsync(() -> untilDone(tenant, node, left)));
        }
        nodes.get(2).close();
        nodes.add(node());
        left.complete(null);
        for (int i = 0; i < 8; i++) {
            List<String> made = working.get(i).join();
            assertThat(made).isNotEmpty();
            assertThat(ids(tenants.get(i)
                            .get(at(3), VPCS + "?limit=1000")
                            .json()
                            .path("vpcs")))
                    .containsExactlyInAnyOrderElementsOf(made);
        }
    }

    /** Makes VPCs one after the other, up to the quota. {@return their ids} None is refused, though a node leaves. */
    private static List<String> untilDone(Tenant tenant, URI node, CompletableFuture<Void> done) {
        List<String> made = new ArrayList<>();
        while (!done.isDone() && made.size() < 140) {
            Tenant.Reply vpc = tenant.post(node, VPCS, "{'vpc':{'name':'v" + made.size() + "','cidr':'10.0.0.0/16'}}");
            assertThat(vpc.status()).as("%s", vpc.json()).isEqualTo(200);
            made.add(vpc.json().at("/vpc/id").asText());
        }
        return made;
    }
}
