package dev.twinstack.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Many clients at once: no address twice, none lost, nothing half made. */
class ServerRacesTest {
    /** Of a /28's sixteen: network, gateway, broadcast and two of the system are reserved. */
    private static final int FREE_IN_28 = 11;

    private static final int CLIENTS = 64;
    private static TestTwin twin;

    @BeforeAll
    static void start() {
        twin = TestTwin.start();
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    @Test
    void sixtyFourServersWantThePlacesOfASmallSubnet() {
        TestTwin client = twin.freshProject();
        Net net = Net.ipv4(client, "192.168.40.0/28");
        List<Reply> replies = all(IntStream.range(0, CLIENTS)
                .mapToObj(i -> net.creating("s3.medium.1", Net.DEBIAN, "", ""))
                .toList());
        List<Reply> made =
                replies.stream().filter(reply -> reply.status() == 200).toList();
        assertThat(replies.stream().filter(reply -> reply.status() != 200))
                .allMatch(reply -> reply.text("/error/code").equals("Ecs.0012"));
        Reply list = client.get("/v1/{p}/cloudservers/detail?limit=100");
        assertThat(list.at("/count").asInt()).isEqualTo(made.size()).isEqualTo(FREE_IN_28);
        Set<String> addresses = new HashSet<>();
        list.at("/servers").forEach(server -> addresses.addAll(addresses(server)));
        assertThat(addresses).hasSize(made.size());

        all(made.stream()
                .map(reply -> client.send(
                        "POST",
                        "/v1/{p}/cloudservers/delete",
                        "{'servers':[{'id':'" + reply.text("/serverIds/0") + "'}]}"))
                .toList());
        assertThat(client.delete("/v1/{p}/vpcs/" + net.vpc() + "/subnets/" + net.subnet())
                        .status())
                .isEqualTo(204);
    }

    @Test
    void sixtyFourNicsWantThePlacesOfASmallSubnet() {
        TestTwin client = twin.freshProject();
        Net net = Net.ipv4(client, "192.168.50.0/24");
        String small = Net.subnet(client, net.vpc(), "192.168.60.0/28", false);
        List<String> servers = IntStream.range(0, 8)
                .mapToObj(i -> net.server("s3.medium.1", Net.DEBIAN, "", ""))
                .toList();
        List<Reply> replies = all(IntStream.range(0, CLIENTS)
                .mapToObj(i -> client.send(
                        "POST",
                        "/v1/{p}/cloudservers/" + servers.get(i % 8) + "/nics",
                        "{'nics':[{'subnet_id':'" + small + "'}]}"))
                .toList());
        long added = replies.stream().filter(reply -> reply.status() == 200).count();
        assertThat(added).isEqualTo(FREE_IN_28);
        Set<String> addresses = new HashSet<>();
        client.get("/v1/{p}/cloudservers/detail").at("/servers").forEach(server -> addresses.addAll(addresses(server)));
        assertThat(addresses.stream().filter(address -> address.startsWith("192.168.60.")))
                .hasSize(FREE_IN_28);
    }

    /** Whoever wins: a subnet that is gone has no server, and one that has a server is not gone. */
    @RepeatedTest(5)
    void aSubnetIsDeletedWhileServersAreCreatedInIt() {
        TestTwin client = twin.freshProject();
        Net net = Net.ipv4(client, "192.168.70.0/24");
        Net.image(client, Net.DEBIAN);
        List<CompletableFuture<Reply>> creates = new ArrayList<>(IntStream.range(0, 4)
                .mapToObj(i -> net.creating("s3.medium.1", Net.DEBIAN, "", ""))
                .toList());
        Reply deleted = client.delete("/v1/{p}/vpcs/" + net.vpc() + "/subnets/" + net.subnet());
        List<Reply> replies = all(creates);
        int servers = client.get("/v1/{p}/cloudservers/detail").at("/count").asInt();
        assertThat(replies.stream().filter(reply -> reply.status() == 200)).hasSize(servers);
        boolean exists = client.get("/v1/{p}/subnets/" + net.subnet()).status() == 200;
        assertThat(exists).isEqualTo(deleted.status() != 204);
        assertThat(servers == 0 || exists).isTrue();
    }

    /** Whatever the order, in the end the server is gone, and so is every port it had. */
    @RepeatedTest(5)
    void aServerIsDeletedWhileNicsAreAddedToIt() {
        TestTwin client = twin.freshProject();
        Net net = Net.ipv4(client, "192.168.80.0/24");
        String id = net.server("s3.medium.1", Net.DEBIAN, "", "");
        List<CompletableFuture<Reply>> requests = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            if (i == 4) {
                requests.add(client.send("POST", "/v1/{p}/cloudservers/delete", "{'servers':[{'id':'" + id + "'}]}"));
            }
            requests.add(client.send(
                    "POST", "/v1/{p}/cloudservers/" + id + "/nics", "{'nics':[{'subnet_id':'" + net.subnet() + "'}]}"));
        }
        List<Reply> replies = all(requests);
        assertThat(replies).allMatch(reply -> reply.status() < 500);
        assertThat(client.get("/v1/{p}/cloudservers/" + id).status()).isEqualTo(404);
        assertThat(client.delete("/v1/{p}/vpcs/" + net.vpc() + "/subnets/" + net.subnet())
                        .status())
                .isEqualTo(204);
    }

    private static List<Reply> all(List<CompletableFuture<Reply>> requests) {
        return requests.stream().map(CompletableFuture::join).toList();
    }

    private static List<String> addresses(JsonNode server) {
        return server.at("/addresses").findValuesAsText("addr");
    }
}
