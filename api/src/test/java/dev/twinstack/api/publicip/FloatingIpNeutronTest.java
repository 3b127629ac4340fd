package dev.twinstack.api.publicip;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatingIpNeutronTest {
    private static final String FIPS = "/v2.0/floatingips";
    private static final String EIPS = "/v1/{p}/publicips";
    private static final String EXTERNAL = "0a2228f2-7f8a-45f1-8e09-9039e1d09975";
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
    void oneThatIsMadeHereIsAnEipWithABandwidthOfItsOwn() {
        Reply made = client.post(FIPS, "{'floatingip':{'floating_network_id':'" + EXTERNAL + "'}}");
        assertThat(made.status()).isEqualTo(201);
        JsonNode fip = made.at("/floatingip");
        assertThat(fip.path("status").asText()).isEqualTo("DOWN");
        assertThat(fip.path("router_id").isNull()).isTrue();
        assertThat(fip.path("port_id").isNull()).isTrue();
        assertThat(fip.path("fixed_ip_address").isNull()).isTrue();
        assertThat(fip.path("tenant_id").asText()).isEqualTo(client.project());
        assertThat(fip.path("floating_network_id").asText()).isEqualTo(EXTERNAL);
        String address = fip.path("floating_ip_address").asText();
        assertThat(fip.path("dns_name").asText()).isEqualTo("ecs-" + address.replace('.', '-'));
        String id = fip.path("id").asText();
        assertThat(client.get(FIPS + '/' + id).json()).isEqualTo(made.json());
        assertThat(client.get(FIPS).at("/floatingips/0")).isEqualTo(fip);

        JsonNode eip = client.get(EIPS + '/' + id).at("/publicip");
        assertThat(eip.path("public_ip_address").asText()).isEqualTo(address);
        assertThat(eip.path("type").asText()).isEqualTo("5_bgp");
        assertThat(eip.path("bandwidth_share_type").asText()).isEqualTo("PER");
        assertThat(eip.path("bandwidth_size").asInt()).isEqualTo(1000);
        assertThat(client.delete(FIPS + '/' + id).status()).isEqualTo(204);
        assertThat(client.get(EIPS + '/' + id).status()).isEqualTo(404);
        assertThat(client.get("/v1/{p}/bandwidths").at("/bandwidths")).isEmpty();
    }

    @Test
    void anEipOfV1IsSeenHereBoundAndUnboundInBothDialects() {
        Ports ports = Ports.in(client);
        String port = ports.at("192.168.1.20");
        String id = client.post(
                        EIPS,
                        "{'publicip':{'type':'5_mailbgp','port_id':'" + port
                                + "'},'bandwidth':{'name':'b','size':5,'share_type':'PER'}}")
                .text("/publicip/id");
        JsonNode bound = client.get(FIPS + '/' + id).at("/floatingip");
        assertThat(bound.path("status").asText()).isEqualTo("ACTIVE");
        assertThat(bound.path("port_id").asText()).isEqualTo(port);
        assertThat(bound.path("fixed_ip_address").asText()).isEqualTo("192.168.1.20");
        assertThat(bound.path("router_id").asText()).isEqualTo(ports.vpc());

        assertThat(client.put(FIPS + '/' + id, "{'floatingip':{}}").text("/floatingip/status"))
                .isEqualTo("ACTIVE");
        Reply unbound = client.put(FIPS + '/' + id, "{'floatingip':{'port_id':null}}");
        assertThat(unbound.status()).isEqualTo(200);
        assertThat(unbound.text("/floatingip/status")).isEqualTo("DOWN");
        assertThat(unbound.at("/floatingip/port_id").isNull()).isTrue();
        assertThat(client.get(EIPS + '/' + id).at("/publicip").has("port_id")).isFalse();

        Reply again = client.put(FIPS + '/' + id, "{'floatingip':{'port_id':'" + port + "'}}");
        assertThat(again.json().at("/floatingip/port_id").asText()).isEqualTo(port);
        assertThat(client.get(EIPS + '/' + id).text("/publicip/status")).isEqualTo("ACTIVE");
        assertThat(client.put(FIPS + '/' + id, "{'floatingip':{'port_id':''}}").text("/floatingip/status"))
                .isEqualTo("DOWN");
    }

    @Test
    void onePortHasOneFloatingIpAndOneFloatingIpOnePort() {
        Ports ports = Ports.in(client);
        String first = ports.at("192.168.1.20");
        String fip = make(",'port_id':'" + first + "'");
        for (Reply refused : List.of(
                client.post(FIPS, body(",'port_id':'" + first + "'")),
                client.put(FIPS + '/' + make(""), "{'floatingip':{'port_id':'" + first + "'}}"))) {
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.text("/NeutronError/type")).isEqualTo("FloatingIPPortAlreadyAssociated");
        }
        Reply elsewhere = client.put(FIPS + '/' + fip, "{'floatingip':{'port_id':'" + ports.at("192.168.1.21") + "'}}");
        assertThat(elsewhere.status()).isEqualTo(409);
        assertThat(elsewhere.text("/NeutronError/message")).contains(first);
        assertThat(client.put(FIPS + '/' + fip, "{'floatingip':{'port_id':'a|b'}}")
                        .status())
                .isEqualTo(404);
        assertThat(client.get(FIPS).at("/floatingips")).hasSize(2);
    }

    @Test
    void ofManyMadeForOnePortAtOnceOneIsMadeAndTheOthersLeaveNothing() {
        String port = Ports.in(client).at("192.168.1.20");
        List<CompletableFuture<Reply>> asked = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            asked.add(client.send("POST", FIPS, body(",'port_id':'" + port + "'")));
        }
        List<Integer> statuses =
                asked.stream().map(reply -> reply.join().status()).sorted().toList();
        assertThat(statuses).containsExactly(201, 409, 409, 409, 409, 409, 409, 409);
        assertThat(client.get(FIPS + "?status=ACTIVE").at("/floatingips")).hasSize(1);
        assertThat(client.get("/v1/{p}/bandwidths").at("/bandwidths")).hasSize(1);
        assertThat(client.get("/v1/{p}/quotas?type=publicIp")
                        .at("/quotas/resources/0/used")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aPortIsBoundFromTheStartByTheAddressItHas() {
        String port = Ports.in(client).at("192.168.1.20");
        Reply made = client.post(FIPS, body(",'port_id':'" + port + "','fixed_ip_address':'192.168.1.20'"));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/floatingip/status")).isEqualTo("ACTIVE");
        assertThat(made.text("/floatingip/fixed_ip_address")).isEqualTo("192.168.1.20");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 400 | InvalidInput",
                "{'floating_network_id':'" + UNKNOWN + "'} | 400 | BadRequest",
                "{'floating_network_id':'EXTERNAL','subnet_id':'" + UNKNOWN + "'} | 400 | BadRequest",
                "{'floating_network_id':'EXTERNAL','tenant_id':'other'} | 400 | InvalidInput",
                "{'floating_network_id':'EXTERNAL','id':'" + UNKNOWN + "'} | 400 | InvalidInput",
                "{'floating_network_id':'EXTERNAL','port_id':'" + UNKNOWN + "'} | 404 | PortNotFound",
                "{'floating_network_id':'EXTERNAL','port_id':'no-port'} | 404 | PortNotFound",
                "{'floating_network_id':'EXTERNAL','port_id':7} | 400 | InvalidInput",
                "{'floating_network_id':'EXTERNAL','port_id':'PORT','fixed_ip_address':'192.168.1.9'} | 400 | BadRequest",
                "{'floating_network_id':'EXTERNAL','fixed_ip_address':'192.168.1.20'} | 400 | BadRequest",
                "{'floating_network_id':'EXTERNAL','floating_ip_address':'2001:db8::1'} | 400 | InvalidInput",
                "{'floating_network_id':'EXTERNAL','floating_ip_address':'8.8.8.8'} | 409 | IpAddressInUse",
            })
    void aWrongFieldIsRefusedAndTakesNothing(String fields, int status, String type) {
        String port = Ports.in(client).at("192.168.1.20");
        Reply refused = client.post(
                FIPS, "{'floatingip':" + fields.replace("EXTERNAL", EXTERNAL).replace("PORT", port) + "}");
        assertThat(refused.status()).as(refused.toString()).isEqualTo(status);
        assertThat(refused.text("/NeutronError/type")).isEqualTo(type);
        assertThat(client.get(FIPS).at("/floatingips")).isEmpty();
        assertThat(client.get("/v1/{p}/bandwidths").at("/bandwidths")).isEmpty();
        assertThat(client.get("/v1/{p}/quotas?type=publicIp")
                        .at("/quotas/resources/0/used")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void aChosenAddressIsGivenOnceAndTheQuotaIsKept() {
        String wanted = ",'floating_ip_address':'198.18.210.9'";
        assertThat(client.get(FIPS + '/' + make(wanted)).text("/floatingip/floating_ip_address"))
                .isEqualTo("198.18.210.9");
        assertThat(twin.freshProject().post(FIPS, body(wanted)).status()).isEqualTo(409);
        for (int i = 1; i < 10; i++) {
            make("");
        }
        Reply refused = client.post(FIPS, body(""));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/NeutronError/type")).isEqualTo("OverQuota");
    }

    /** As Neutron does, and as Terraform needs it for a floating IP that names its port. */
    @Test
    void aBoundOneIsReleasedHereButNotInV1() {
        String port = Ports.in(client).at("192.168.1.20");
        String fip = make(",'port_id':'" + port + "'");
        assertThat(client.delete(EIPS + '/' + fip).text("/code")).isEqualTo("VPC.0517");
        assertThat(client.delete(FIPS + '/' + fip).status()).isEqualTo(204);
        assertThat(client.get(FIPS + '/' + fip).status()).isEqualTo(404);
        make(",'port_id':'" + port + "'");
    }

    @Test
    void everyFilterFilters() {
        Ports ports = Ports.in(client);
        String port = ports.at("192.168.1.20");
        String bound = make(",'port_id':'" + port + "'");
        String free = make("");
        String address = client.get(FIPS + '/' + free).text("/floatingip/floating_ip_address");
        assertThat(ids("?floating_ip_address=" + address)).containsExactly(free);
        assertThat(ids("?id=" + free)).containsExactly(free);
        assertThat(ids("?status=DOWN")).containsExactly(free);
        assertThat(ids("?status=ACTIVE")).containsExactly(bound);
        assertThat(ids("?port_id=" + port)).containsExactly(bound);
        assertThat(ids("?router_id=" + ports.vpc())).containsExactly(bound);
        assertThat(ids("?fixed_ip_address=192.168.1.20")).containsExactly(bound);
        assertThat(ids("?floating_network_id=" + EXTERNAL)).hasSize(2);
        assertThat(ids("?floating_network_id=" + UNKNOWN)).isEmpty();
        assertThat(ids("?tenant_id=" + client.project())).hasSize(2);
        assertThat(ids("?project_id=other")).isEmpty();
        assertThat(ids("?floating_ip_address=no-address")).isEmpty();
        assertThat(ids("?id=" + free + "&id=" + bound)).hasSize(2);
        JsonNode row = client.get(FIPS + "?fields=id&fields=status&id=" + free).at("/floatingips/0");
        assertThat(row).hasSize(2);
        assertThat(client.get(FIPS + '/' + free + "?fields=port_id").at("/floatingip"))
                .hasSize(1);
    }

    @Test
    void pagesAreWalkedByTheirLinksInBothDirections() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(make(""));
        }
        Collections.sort(made);
        List<String> seen = new ArrayList<>();
        Reply page = client.get(FIPS + "?limit=2");
        seen.addAll(idsOf(page));
        while (!link(page, "next").isEmpty()) {
            page = client.get(link(page, "next"));
            seen.addAll(idsOf(page));
        }
        assertThat(seen).isEqualTo(made);
        assertThat(idsOf(client.get(link(page, "previous")))).containsExactly(made.get(2), made.get(3));
        assertThat(idsOf(client.get(FIPS + "?limit=2&page_reverse=True"))).containsExactly(made.get(3), made.get(4));
        assertThat(client.get(FIPS + "?marker=" + UNKNOWN).status()).isEqualTo(400);
    }

    @Test
    void anotherProjectsAreNotThere() {
        String fip = make("");
        TestTwin other = twin.freshProject();
        for (Reply refused : List.of(
                other.get(FIPS + '/' + fip),
                other.put(FIPS + '/' + fip, "{'floatingip':{'port_id':null}}"),
                other.delete(FIPS + '/' + fip))) {
            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.text("/NeutronError/type")).isEqualTo("FloatingIPNotFound");
        }
        assertThat(other.get(FIPS).at("/floatingips")).isEmpty();
        String port = Ports.in(other).at("192.168.1.20");
        assertThat(client.put(FIPS + '/' + fip, "{'floatingip':{'port_id':'" + port + "'}}")
                        .status())
                .isEqualTo(404);
    }

    /** The calls of Terraform's bandwidth association, with its defaults for the way back. */
    @Test
    void oneGoesIntoASharedBandwidthAndComesBackWithASmallOne() {
        String fip = make("");
        String shared = client.post("/v2.0/{p}/bandwidths", "{'bandwidth':{'name':'shared','size':20}}")
                .text("/bandwidth/id");
        String path = "/v2.0/{p}/bandwidths/" + shared;
        assertThat(ids("")).containsExactly(fip);
        assertThat(client.post(path + "/insert", "{'bandwidth':{'publicip_info':[{'publicip_id':'" + fip + "'}]}}")
                        .status())
                .isIn(200, 201);
        assertThat(client.get(path).at("/bandwidth/publicip_info")).hasSize(1);
        assertThat(client.get(path).json().at("/bandwidth"))
                .isEqualTo(client.get("/v2.0/{p}/bandwidths").at("/bandwidths/0"));
        assertThat(client.post(
                                path + "/remove",
                                "{'bandwidth':{'charge_mode':'bandwidth','size':1,'publicip_info':[{'publicip_id':'"
                                        + fip + "'}]}}")
                        .status())
                .isIn(200, 204);
        assertThat(client.get(path).at("/bandwidth/publicip_info")).isEmpty();
        JsonNode eip = client.get(EIPS + '/' + fip).at("/publicip");
        assertThat(eip.path("bandwidth_size").asInt()).isEqualTo(1);
        assertThat(eip.path("bandwidth_share_type").asText()).isEqualTo("PER");
        assertThat(client.delete(path).status()).isEqualTo(204);
    }

    private String make(String more) {
        Reply made = client.post(FIPS, body(more));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made.text("/floatingip/id");
    }

    private static String body(String more) {
        return "{'floatingip':{'floating_network_id':'" + EXTERNAL + "'" + more + "}}";
    }

    private List<String> ids(String query) {
        return idsOf(client.get(FIPS + query));
    }

    private static List<String> idsOf(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        List<String> ids = new ArrayList<>();
        reply.at("/floatingips").forEach(fip -> ids.add(fip.path("id").asText()));
        return ids;
    }

    /** {@return the path of a page's link, or blank} */
    private static String link(Reply page, String rel) {
        for (JsonNode link : page.at("/floatingips_links")) {
            if (link.path("rel").asText().equals(rel)) {
                URI href = URI.create(link.path("href").asText());
                return href.getRawPath() + '?' + href.getRawQuery();
            }
        }
        return "";
    }
}
