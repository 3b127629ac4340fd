package dev.twinstack.api.publicip;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicIpV1Test {
    private static final String EIPS = "/v1/{p}/publicips";
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
    void theReferencesExampleIsAssignedAndShown() {
        Reply made = client.post(
                EIPS,
                "{'publicip':{'type':'5_bgp','ip_version':4},"
                        + "'bandwidth':{'name':'bandwidth123','size':10,'share_type':'PER'}}");
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.text("/publicip/status")).isEqualTo("PENDING_CREATE");
        assertThat(made.at("/publicip/bandwidth_size").asInt(-1)).isZero();
        assertThat(names(made.at("/publicip")))
                .containsExactlyInAnyOrder(
                        "id",
                        "status",
                        "type",
                        "public_ip_address",
                        "ip_version",
                        "tenant_id",
                        "create_time",
                        "bandwidth_size",
                        "enterprise_project_id",
                        "public_border_group");

        JsonNode eip = client.get(EIPS + '/' + made.text("/publicip/id")).at("/publicip");
        assertThat(eip.path("status").asText()).isEqualTo("DOWN");
        assertThat(eip.path("public_ip_address").asText()).startsWith("198.18.");
        assertThat(eip.path("create_time").asText()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
        assertThat(eip.path("bandwidth_size").asInt()).isEqualTo(10);
        assertThat(eip.path("bandwidth_share_type").asText()).isEqualTo("PER");
        assertThat(eip.path("bandwidth_name").asText()).isEqualTo("bandwidth123");
        assertThat(eip.path("tenant_id").asText()).isEqualTo(client.project());
        assertThat(eip.path("profile").isEmpty()).isTrue();
        assertThat(names(eip)).doesNotContain("port_id", "private_ip_address", "alias", "public_ipv6_address");

        JsonNode bandwidth = client.get(
                        "/v1/{p}/bandwidths/" + eip.path("bandwidth_id").asText())
                .at("/bandwidth");
        assertThat(bandwidth.at("/bandwidth_type").asText()).isEqualTo("bgp");
        assertThat(bandwidth.at("/publicip_info/0/publicip_id")).isEqualTo(eip.path("id"));
        assertThat(bandwidth.at("/publicip_info/0/publicip_address")).isEqualTo(eip.path("public_ip_address"));
    }

    @Test
    void onlyADualStackEipHasAnIpv6AddressThatEndsInItsIpv4() {
        JsonNode eip = shown(assign("{'type':'5_dualStack'}"));
        String[] ipv4 = eip.path("public_ip_address").asText().split("\\.", -1);
        String tail = String.format(
                "%x:%x",
                Integer.parseInt(ipv4[0]) << 8 | Integer.parseInt(ipv4[1]),
                Integer.parseInt(ipv4[2]) << 8 | Integer.parseInt(ipv4[3]));
        assertThat(eip.path("public_ipv6_address").asText()).isEqualTo("2001:db8:ffff:ffff:ffff:ffff:" + tail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'5_grey'} | {'name':'b','size':1,'share_type':'PER'} | 400 | VPC.0501",
                "{} | {'name':'b','size':1,'share_type':'PER'} | 400 | VPC.0501",
                "{'type':'5_bgp','ip_version':6} | {'name':'b','size':1,'share_type':'PER'} | 400 | VPC.0501",
                "{'type':'5_bgp','alias':''} | {'name':'b','size':1,'share_type':'PER'} | 400 | VPC.0501",
                "{'type':'5_bgp','alias':'a b'} | {'name':'b','size':1,'share_type':'PER'} | 400 | VPC.0501",
                "{'type':'5_bgp','ip_address':'8.8.8.8'} | {'name':'b','size':1,'share_type':'PER'} | 409 | VPC.0522",
                "{'type':'5_bgp'} | {'size':1,'share_type':'PER'} | 400 | VPC.0301",
                "{'type':'5_bgp'} | {'name':'b','share_type':'PER'} | 400 | VPC.0301",
                "{'type':'5_bgp'} | {'name':'b','size':0,'share_type':'PER'} | 400 | VPC.0301",
                "{'type':'5_bgp'} | {'name':'b','size':301,'share_type':'PER'} | 400 | VPC.0301",
                "{'type':'5_bgp'} | {'name':'b','size':1500,'share_type':'PER'} | 400 | VPC.0301",
                "{'type':'5_bgp'} | {'name':'b','size':1,'share_type':'ALL'} | 400 | VPC.0301",
                "{'type':'5_bgp'} | {'name':'b','size':1} | 400 | VPC.0301",
                "{'type':'5_bgp'} | {'share_type':'WHOLE'} | 400 | VPC.0501",
                "{'type':'5_bgp'} | {'share_type':'WHOLE','id':'" + UNKNOWN + "'} | 404 | VPC.0306",
                "{'type':'5_bgp'} | {'name':'b','size':1,'share_type':'PER','charge_mode':'free'} | 400 | VPC.0301",
            })
    void aWrongFieldIsRefusedAndTakesNothing(String eip, String bandwidth, int status, String code) {
        Reply refused = client.post(EIPS, "{'publicip':" + eip + ",'bandwidth':" + bandwidth + "}");
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.text("/code")).isEqualTo(code);
        assertThat(client.get(EIPS).at("/publicips")).isEmpty();
        assertThat(client.get("/v1/{p}/bandwidths").at("/bandwidths")).isEmpty();
    }

    @Test
    void aChosenAddressIsGivenOnce() {
        String wanted = "{'type':'5_bgp','ip_address':'198.18.200.7'}";
        assertThat(shown(assign(wanted)).path("public_ip_address").asText()).isEqualTo("198.18.200.7");
        Reply again = twin.freshProject().post(EIPS, body(wanted));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("/code")).isEqualTo("VPC.0522");
    }

    @Test
    void anAliasIsSetAndChangedAndLeavesNoTraceInOthers() {
        String id = assign("{'type':'5_bgp','alias':'tom'}");
        assertThat(shown(id).path("alias").asText()).isEqualTo("tom");
        Reply renamed = client.put(EIPS + '/' + id, "{'publicip':{'alias':'anna'}}");
        assertThat(renamed.status()).isEqualTo(200);
        assertThat(renamed.text("/publicip/alias")).isEqualTo("anna");
        assertThat(client.put(EIPS + '/' + id, "{'publicip':{'alias':'a<b'}}").text("/code"))
                .isEqualTo("VPC.0501");
    }

    @Test
    void theQuotaIsKept() {
        for (int i = 0; i < 10; i++) {
            assign("{'type':'5_bgp'}");
        }
        Reply refused = client.post(EIPS, body("{'type':'5_bgp'}"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/code")).isEqualTo("VPC.0521");
    }

    @Test
    void pagesEnd() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(assign("{'type':'5_bgp'}"));
        }
        List<String> seen = new ArrayList<>();
        List<String> page = page("");
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(2);
            seen.addAll(page);
            page = page(seen.getLast());
        }
        assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(made);
        assertThat(client.get(EIPS + "?limit=2001").text("/code")).isEqualTo("VPC.0501");
    }

    private List<String> page(String marker) {
        List<String> ids = new ArrayList<>();
        client.get(EIPS + "?limit=2" + (marker.isEmpty() ? "" : "&marker=" + marker))
                .at("/publicips")
                .forEach(eip -> ids.add(eip.path("id").asText()));
        return ids;
    }

    @Test
    void aReleasedEipIsGone() {
        String id = assign("{'type':'5_bgp'}");
        assertThat(client.delete(EIPS + '/' + id).status()).isEqualTo(204);
        for (Reply gone : List.of(
                client.get(EIPS + '/' + id),
                client.delete(EIPS + '/' + id),
                client.put(EIPS + '/' + id, "{'publicip':{}}"))) {
            assertThat(gone.status()).isEqualTo(404);
            assertThat(gone.text("/code")).isEqualTo("VPC.0504");
        }
        assertThat(client.get("/v1/{p}/bandwidths").at("/bandwidths")).isEmpty();
    }

    @Test
    void aMissingPortCannotBeBound() {
        Reply refused =
                client.put(EIPS + '/' + assign("{'type':'5_bgp'}"), "{'publicip':{'port_id':'" + UNKNOWN + "'}}");
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.text("/code")).isEqualTo("VPC.0514");
    }

    private String assign(String eip) {
        Reply made = client.post(EIPS, body(eip));
        assertThat(made.status()).as(made.json().toString()).isEqualTo(200);
        return made.text("/publicip/id");
    }

    private static String body(String eip) {
        return "{'publicip':" + eip + ",'bandwidth':{'name':'b','size':5,'share_type':'PER'}}";
    }

    private JsonNode shown(String id) {
        return client.get(EIPS + '/' + id).at("/publicip");
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
