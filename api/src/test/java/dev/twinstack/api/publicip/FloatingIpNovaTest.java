package dev.twinstack.api.publicip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import dev.twinstack.api.server.Net;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FloatingIpNovaTest {
    private static final String NOVA = "/v2.1/{p}/os-floating-ips";
    private static final String FIPS = "/v2.0/floatingips";
    private static final String UNKNOWN = "00000000-0000-4000-8000-000000000000";
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
    void project() {
        client = twin.freshProject();
    }

    @Test
    void oneIsAnEipOfTheExternalNetwork() {
        Reply made = client.post(NOVA, "{'pool':'admin_external_net'}");
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.text("/floating_ip/pool")).isEqualTo("admin_external_net");
        assertThat(made.at("/floating_ip/instance_id").isNull()).isTrue();
        assertThat(made.at("/floating_ip/fixed_ip").isNull()).isTrue();
        String id = made.text("/floating_ip/id");
        assertThat(client.get(NOVA + '/' + id).json()).isEqualTo(made.json());
        assertThat(client.get(NOVA).at("/floating_ips/0")).isEqualTo(made.at("/floating_ip"));
        assertThat(client.get("/v1/{p}/publicips/" + id).text("/publicip/public_ip_address"))
                .isEqualTo(made.text("/floating_ip/ip"));
        assertThat(client.get("/v2.1/{p}/os-floating-ip-pools").text("/floating_ip_pools/0/name"))
                .isEqualTo("admin_external_net");
        assertThat(client.delete(NOVA + '/' + id).status()).isEqualTo(202);
        Reply gone = client.get(NOVA + '/' + id);
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.text("/itemNotFound/message")).contains(id);
        assertThat(client.delete(NOVA + '/' + id).status()).isEqualTo(404);
    }

    @Test
    void aWrongPoolAndOneTooManyAreRefused() {
        assertThat(client.post(NOVA, "{'pool':'nova'}").status()).isEqualTo(404);
        assertThat(client.post(NOVA, "{'pool':7}").status()).isEqualTo(400);
        for (int i = 0; i < 10; i++) {
            assertThat(client.post(NOVA, "{}").status()).isEqualTo(200);
        }
        Reply over = client.post(NOVA, "{}");
        assertThat(over.status()).isEqualTo(403);
        assertThat(over.text("/forbidden/message")).contains("publicIp");
    }

    /** The calls of Terraform's association of a floating IP with an instance. */
    @Test
    void aServerGetsAndLosesOneByItsAddress() {
        Net net = Net.dualStack(client);
        String server = net.server("s3.large.2", Net.DEBIAN, "", "");
        String id = client.post(FIPS, "{'floatingip':{'floating_network_id':'0a2228f2-7f8a-45f1-8e09-9039e1d09975'}}")
                .text("/floatingip/id");
        String address = client.get(FIPS + '/' + id).text("/floatingip/floating_ip_address");

        assertThat(act(server, "addFloatingIp", address, "").status()).isEqualTo(202);
        String fixed = client.get(FIPS + "?floating_ip_address=" + address).text("/floatingips/0/fixed_ip_address");
        Reply shown = client.get("/v2.1/{p}/servers/" + server);
        assertThat(shown.at("/server/addresses/" + net.vpc()))
                .anyMatch(one -> one.path("OS-EXT-IPS:type").asText().equals("floating")
                        && one.path("addr").asText().equals(address))
                .anyMatch(one -> one.path("OS-EXT-IPS:type").asText().equals("fixed")
                        && one.path("addr").asText().equals(fixed));
        assertThat(client.get(NOVA + '/' + id).text("/floating_ip/instance_id")).isEqualTo(server);
        assertThat(client.get(NOVA + '/' + id).text("/floating_ip/fixed_ip")).isEqualTo(fixed);
        assertThat(act(server, "addFloatingIp", address, "").status()).isEqualTo(409);

        assertThat(act(server, "removeFloatingIp", address, "").status()).isEqualTo(202);
        assertThat(client.get(FIPS + '/' + id).text("/floatingip/status")).isEqualTo("DOWN");
        assertThat(act(server, "removeFloatingIp", address, "").status()).isEqualTo(409);
        assertThat(act(server, "addFloatingIp", address, ",'fixed_address':'" + fixed + "'")
                        .status())
                .isEqualTo(202);
        assertThat(client.delete(NOVA + '/' + id).status()).isEqualTo(202);
        assertThat(client.get("/v2.0/ports?device_id=" + server).at("/ports")).hasSize(1);
    }

    @Test
    void whatIsNotThereIsNeitherAddedNorRemoved() {
        Net net = Net.dualStack(client);
        String server = net.server("s3.large.2", Net.DEBIAN, "", "");
        String address = client.post(NOVA, "{}").text("/floating_ip/ip");
        for (String action : List.of("addFloatingIp", "removeFloatingIp")) {
            assertThat(act(server, action, "198.19.255.254", "").status()).isEqualTo(404);
            assertThat(act(UNKNOWN, action, address, "").status()).isEqualTo(404);
            assertThat(act(server, action, "no-address", "").status()).isEqualTo(400);
            assertThat(client.post("/v2.1/{p}/servers/" + server + "/action", "{'" + action + "':{}}")
                            .status())
                    .isEqualTo(400);
        }
        assertThat(act(server, "addFloatingIp", address, ",'fixed_address':'10.9.9.9'")
                        .status())
                .isEqualTo(400);
    }

    private Reply act(String server, String action, String address, String more) {
        return client.post(
                "/v2.1/{p}/servers/" + server + "/action",
                "{'" + action + "':{'address':'" + address + "'" + more + "}}");
    }
}
