package dev.twinstack.api.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import org.junit.jupiter.api.Test;

class NeutronListTest {
    @Test
    void listsAreSortedByAnyField() {
        try (TestTwin client = TestTwin.start()) {
            sorted(client);
        }
    }

    private static void sorted(TestTwin client) {
        String network =
                client.post("/v2.0/networks", "{'network':{'name':'n'}}").text("/network/id");
        String two = port(client, network, "two", false);
        String one = port(client, network, "one", true);
        String ports = "/v2.0/ports?network_id=" + network + "&sort_key=";
        assertThat(client.get(ports + "name&sort_dir=asc").text("/ports/0/id")).isEqualTo(one);
        assertThat(client.get(ports + "name&sort_dir=desc").text("/ports/0/id")).isEqualTo(two);
        assertThat(client.get(ports + "admin_state_up").text("/ports/0/id")).isEqualTo(two);
        Reply first = client.get(ports + "name&limit=1");
        assertThat(first.text("/ports/0/id")).isEqualTo(one);
        assertThat(first.text("/ports_links/0/href")).contains("sort_key=name", "marker=" + one);
        assertThat(client.get(ports + "name&limit=1&marker=" + one).text("/ports/0/id"))
                .isEqualTo(two);
        assertThat(client.get(ports + "name&marker=" + two).at("/ports")).isEmpty();
        assertThat(client.get(ports + "name&marker=" + two + "&page_reverse=True")
                        .text("/ports/0/id"))
                .isEqualTo(one);
        assertThat(client.get(ports + "network_id&sort_key=name&sort_dir=asc&sort_dir=desc")
                        .text("/ports/0/id"))
                .isEqualTo(two);
        assertThat(client.get(ports + "name&sort_dir=up").status()).isEqualTo(400);
        assertThat(client.get(ports + "name&marker=nope").status()).isEqualTo(400);
        client.post("/v2.0/subnets", "{'subnet':{'network_id':'" + network + "','cidr':'10.0.0.0/24'}}");
        assertThat(client.get("/v2.0/subnets?sort_key=ip_version&sort_dir=desc").status())
                .isEqualTo(200);
    }

    private static String port(TestTwin client, String network, String name, boolean up) {
        return client.post(
                        "/v2.0/ports",
                        "{'port':{'network_id':'" + network + "','name':'" + name + "','admin_state_up':" + up + "}}")
                .text("/port/id");
    }
}
