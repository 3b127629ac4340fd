package dev.twinstack.api.publicip;

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

class FloatingIpV6Test {
    private static final String FIPS = "/v2.0/eip/floatingips_v6";
    private static final String EIPS = "/v1/{p}/publicips";
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
    void project() {
        client = twin.freshProject();
    }

    @Test
    void oneIsADualStackEipByItsIpv6Address() {
        Reply made = client.post(FIPS, "{'floatingip':{'floating_network_id':'" + EXTERNAL + "'}}");
        assertThat(made.status()).isEqualTo(201);
        String id = made.text("/floatingip/id");
        JsonNode eip = client.get(EIPS + '/' + id).at("/publicip");
        assertThat(eip.path("type").asText()).isEqualTo("5_dualStack");
        assertThat(eip.path("public_ipv6_address").asText())
                .isEqualTo(made.text("/floatingip/floating_ip_address"))
                .startsWith("2001:db8:");
        assertThat(eip.path("bandwidth_size").asInt()).isEqualTo(1000);
        assertThat(made.at("/floatingip").has("dns_name")).isFalse();
        assertThat(client.get("/v2.0/floatingips/" + id).text("/floatingip/floating_ip_address"))
                .isEqualTo(eip.path("public_ip_address").asText());
        assertThat(client.get(FIPS).at("/floatingips/0")).isEqualTo(made.at("/floatingip"));
        assertThat(client.delete(FIPS + '/' + id).status()).isEqualTo(204);
        assertThat(client.get(EIPS).at("/publicips")).isEmpty();
    }

    @Test
    void anEipWithoutIpv6IsNotThere() {
        String ipv4 = eip("5_bgp");
        String dual = eip("5_dualStack");
        assertThat(client.get(FIPS).at("/floatingips")).hasSize(1);
        assertThat(client.get(FIPS).text("/floatingips/0/id")).isEqualTo(dual);
        for (Reply refused : new Reply[] {
            client.get(FIPS + '/' + ipv4),
            client.put(FIPS + '/' + ipv4, "{'floatingip':{'port_id':null}}"),
            client.delete(FIPS + '/' + ipv4),
            twin.freshProject().get(FIPS + '/' + dual)
        }) {
            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.text("/NeutronError/type")).isEqualTo("FloatingIPNotFound");
        }
        assertThat(client.get(EIPS + '/' + ipv4).status()).isEqualTo(200);
    }

    @Test
    void itIsBoundAndUnboundAndNotMoved() {
        Ports ports = Ports.in(client);
        String first = ports.at("192.168.1.20");
        String second = ports.at("192.168.1.21");
        String id =
                client.post(FIPS, "{'floatingip':{'port_id':'" + first + "'}}").text("/floatingip/id");
        JsonNode bound = client.get(FIPS + '/' + id).at("/floatingip");
        assertThat(bound.path("status").asText()).isEqualTo("ACTIVE");
        assertThat(bound.path("fixed_ip_address").asText()).isEqualTo("192.168.1.20");
        assertThat(bound.path("router_id").asText()).isEqualTo(ports.vpc());
        String toSecond = "{'floatingip':{'port_id':'" + second + "','fixed_ip_address':'192.168.1.21'}}";
        assertThat(client.put(FIPS + '/' + id, toSecond).status()).isEqualTo(409);
        assertThat(client.put(FIPS + '/' + id, "{'floatingip':{'port_id':null}}")
                        .text("/floatingip/status"))
                .isEqualTo("DOWN");
        Reply moved = client.put(FIPS + '/' + id, toSecond);
        assertThat(moved.status()).isEqualTo(200);
        assertThat(moved.text("/floatingip/port_id")).isEqualTo(second);
        assertThat(client.get(FIPS + "?port_id=" + second).at("/floatingips")).hasSize(1);
        assertThat(client.get(FIPS + "?floating_ip_address="
                                + moved.text("/floatingip/floating_ip_address").replace(":", "%3A"))
                        .at("/floatingips"))
                .hasSize(1);
        assertThat(client.get(FIPS + "?fixed_ip_address=192.168.1.20").at("/floatingips"))
                .isEmpty();
    }

    @Test
    void aChosenIpv6AddressStandsForTheIpv4AddressInIt() {
        Reply made =
                client.post(FIPS, "{'floatingip':{'floating_ip_address':'2001:db8:ffff:ffff:ffff:ffff:c612:d20a'}}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(client.get(EIPS + '/' + made.text("/floatingip/id")).text("/publicip/public_ip_address"))
                .isEqualTo("198.18.210.10");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'floating_ip_address':'198.18.0.9'} | 400",
                "{'floating_ip_address':'2001:db8::9'} | 400",
                "{'floating_ip_address':'2001:db8:ffff:ffff:ffff:ffff:808:808'} | 409",
                "{'floating_network_id':'5ce655fa-c911-4d2c-99f7-445bc1162ef8'} | 400",
                "{'router_id':'5ce655fa-c911-4d2c-99f7-445bc1162ef8'} | 400",
                "{'id':'5ce655fa-c911-4d2c-99f7-445bc1162ef8'} | 400",
                "{'port_id':'5ce655fa-c911-4d2c-99f7-445bc1162ef8'} | 404",
                "{'fixed_ip_address':'10.0.0.9'} | 400",
                "{'tenant_id':'other'} | 400",
            })
    void aWrongFieldIsRefused(String fields, int status) {
        Reply refused = client.post(FIPS, "{'floatingip':" + fields + "}");
        assertThat(refused.status()).as(refused.toString()).isEqualTo(status);
        assertThat(refused.text("/NeutronError/message")).isNotEmpty();
        assertThat(client.get(FIPS).at("/floatingips")).isEmpty();
    }

    private String eip(String type) {
        return client.post(
                        EIPS,
                        "{'publicip':{'type':'" + type + "'},'bandwidth':{'name':'b','size':5,'share_type':'PER'}}")
                .text("/publicip/id");
    }
}
