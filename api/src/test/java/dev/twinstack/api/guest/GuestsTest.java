package dev.twinstack.api.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import dev.twinstack.api.server.Net;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GuestsTest {
    private static final String DUAL_STACK = ",'ipv6_enable':true";

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
    void ubuntu16ShowsItsIpv6AddressAtOnceAndDebianOnceEnabled() {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        String ubuntu = net.server("s3.medium.1", Net.UBUNTU_16, DUAL_STACK, "");
        assertThat(ifconfig(client, ubuntu).text("/interfaces/0/ipv6/0")).isEqualTo(address(client, ubuntu));

        String debian = net.server("s3.medium.1", Net.DEBIAN, DUAL_STACK, "");
        Reply before = ifconfig(client, debian);
        assertThat(before.text("/server")).isEqualTo(debian);
        assertThat(before.at("/interfaces/0/ipv4")).hasSize(1);
        assertThat(before.at("/interfaces/0/ipv6")).isEmpty();
        assertThat(before.text("/text")).contains("inet 192.168.20.").doesNotContain(address(client, debian));
        Reply after = client.post("/_twinstack/guest/" + debian + "/enable-ipv6", "");
        assertThat(after.text("/interfaces/0/ipv6/0")).isEqualTo(address(client, debian));
        assertThat(after.text("/text")).contains("inet6 " + address(client, debian) + "  prefixlen 128");
    }

    @Test
    void aHotPluggedNicWaitsForTheSetUpEvenOnUbuntu16() {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        String id = net.server("s3.medium.1", Net.UBUNTU_16, "", "");
        client.post(
                "/v1/{p}/cloudservers/" + id + "/nics",
                "{'nics':[{'subnet_id':'" + net.subnet() + "'" + DUAL_STACK + "}]}");
        assertThat(ifconfig(client, id).at("/interfaces/1/ipv4")).hasSize(1);
        assertThat(ifconfig(client, id).at("/interfaces/1/ipv6")).isEmpty();
        assertThat(client.post("/_twinstack/guest/" + id + "/enable-ipv6", "").at("/interfaces/1/ipv6"))
                .hasSize(1);
    }

    @Test
    void aServerThatIsOffShowsNothing() {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        String id = net.server("s3.medium.1", Net.DEBIAN, "", "");
        client.post("/v2.1/{p}/servers/" + id + "/action", "{'os-stop':null}");
        assertThat(ifconfig(client, id).status()).isEqualTo(409);
        assertThat(ifconfig(client, id).text("/error/code")).isEqualTo("server-shutoff");
        assertThat(ifconfig(client, "none").status()).isEqualTo(404);
    }

    private static Reply ifconfig(TestTwin client, String server) {
        return client.get("/_twinstack/guest/" + server + "/ifconfig");
    }

    private static String address(TestTwin client, String server) {
        return client.get("/v1/{p}/cloudservers/" + server + "/os-interface")
                .text("/interfaceAttachments/0/fixed_ips/1/ip_address");
    }
}
