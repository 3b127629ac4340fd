package dev.twinstack.api.bandwidth;

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

class SharedBandwidthV2Test {
    private static final String SHARED = "/v2.0/{p}/bandwidths";
    private static final String V1 = "/v1/{p}/bandwidths";
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
    void theReferencesExampleIsMadeAndShownUnderBothPaths() {
        Reply made = client.post(SHARED, "{'bandwidth':{'name':'bandwidth123','size':10}}");
        assertThat(made.status()).isEqualTo(200);
        JsonNode bandwidth = made.at("/bandwidth");
        assertThat(bandwidth.path("share_type").asText()).isEqualTo("WHOLE");
        assertThat(bandwidth.path("bandwidth_type").asText()).isEqualTo("share");
        assertThat(bandwidth.path("charge_mode").asText()).isEqualTo("traffic");
        assertThat(bandwidth.path("status").asText()).isEqualTo("NORMAL");
        assertThat(bandwidth.path("size").asInt()).isEqualTo(10);
        assertThat(bandwidth.path("billing_info").asText("absent")).isEmpty();
        assertThat(bandwidth.path("enterprise_project_id").asText()).isEqualTo("0");
        assertThat(bandwidth.path("publicip_info").isArray()).isTrue();
        assertThat(bandwidth.path("publicip_info")).isEmpty();
        assertThat(bandwidth.path("created_at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        String id = bandwidth.path("id").asText();
        assertThat(client.get(SHARED + '/' + id).json()).isEqualTo(made.json());
        assertThat(client.get(V1 + '/' + id).json()).isEqualTo(made.json());
        assertThat(client.get(SHARED).at("/bandwidths/0")).isEqualTo(bandwidth);
        assertThat(client.get(V1 + "?share_type=PER").at("/bandwidths")).isEmpty();
        assertThat(client.delete(SHARED + '/' + id).status()).isEqualTo(204);
        assertThat(client.get(V1 + '/' + id).text("/code")).isEqualTo("VPC.0306");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name':'b','size':'20'} | 20",
                "{'name':'b','size':20.9} | 20",
                "{'name':'b','size':'20.9'} | 20",
                "{'name':'b','size':1500} | 1500",
            })
    void sizesBecomeIntegers(String body, int size) {
        assertThat(client.post(SHARED, "{'bandwidth':" + body + "}")
                        .at("/bandwidth/size")
                        .asInt())
                .isEqualTo(size);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name':'b'}",
                "{'size':10}",
                "{'name':'','size':10}",
                "{'name':'a b','size':10}",
                "{'name':'b','size':4}",
                "{'name':'b','size':2001}",
                "{'name':'b','size':325}",
                "{'name':'b','size':'ten'}",
                "{'name':'b','size':-5}",
                "{'name':'b','size':true}",
                "{'name':'b','size':1e300}",
            })
    void wrongFieldsAreRefused(String body) {
        Reply refused = client.post(SHARED, "{'bandwidth':" + body + "}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/code")).isEqualTo("VPC.0301");
        assertThat(client.get(SHARED).at("/bandwidths")).isEmpty();
    }

    @Test
    void anUpdateNeedsANameOrASizeAndABlankNameIsKept() {
        String id = shared();
        assertThat(client.put(V1 + '/' + id, "{'bandwidth':{}}").text("/code")).isEqualTo("VPC.0301");
        assertThat(client.put(V1 + '/' + id, "{'bandwidth':{'name':''}}").text("/bandwidth/name"))
                .isEqualTo("shared");
        Reply changed = client.put(SHARED + '/' + id, "{'bandwidth':{'name':'','size':'350.5'}}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.at("/bandwidth/size").asInt()).isEqualTo(350);
        assertThat(client.put(V1 + '/' + id, "{'bandwidth':{'name':'other'}}").text("/bandwidth/name"))
                .isEqualTo("other");
        assertThat(client.put(V1 + '/' + UNKNOWN, "{'bandwidth':{'name':'x'}}").status())
                .isEqualTo(404);
    }

    @Test
    void anInsertedEipLosesItsOwnBandwidthAndARemovedOneGetsANewOne() {
        String bandwidth = shared();
        String eip = eip("5_bgp");
        String own = client.get(EIPS + '/' + eip).text("/publicip/bandwidth_id");
        Reply inserted = insert(bandwidth, "{'publicip_id':'" + eip + "','publicip_type':'5_bgp'}");
        assertThat(inserted.status()).isEqualTo(200);
        assertThat(inserted.text("/bandwidth/publicip_info/0/publicip_id")).isEqualTo(eip);
        assertThat(inserted.at("/bandwidth/publicip_info/0/ip_version").asInt()).isEqualTo(4);
        assertThat(inserted.at("/bandwidth/publicip_info/0").has("publicipv6_address"))
                .isFalse();
        assertThat(client.get(V1 + '/' + own).status()).isEqualTo(404);
        JsonNode moved = client.get(EIPS + '/' + eip).at("/publicip");
        assertThat(moved.path("bandwidth_id").asText()).isEqualTo(bandwidth);
        assertThat(moved.path("bandwidth_share_type").asText()).isEqualTo("WHOLE");
        assertThat(moved.path("bandwidth_size").asInt()).isEqualTo(10);

        Reply kept = client.delete(SHARED + '/' + bandwidth);
        assertThat(kept.status()).isEqualTo(409);
        assertThat(kept.text("/code")).isEqualTo("VPC.0301");

        Reply removed = client.post(
                SHARED + '/' + bandwidth + "/remove",
                "{'bandwidth':{'publicip_info':[{'publicip_id':'" + eip + "'}],'charge_mode':'bandwidth','size':22}}");
        assertThat(removed.status()).isEqualTo(204);
        assertThat(removed.json().isMissingNode()).isTrue();
        JsonNode back = client.get(EIPS + '/' + eip).at("/publicip");
        assertThat(back.path("bandwidth_share_type").asText()).isEqualTo("PER");
        assertThat(back.path("bandwidth_size").asInt()).isEqualTo(22);
        assertThat(client.get(V1 + '/' + back.path("bandwidth_id").asText()).text("/bandwidth/charge_mode"))
                .isEqualTo("bandwidth");
        assertThat(client.delete(SHARED + '/' + bandwidth).status()).isEqualTo(204);
    }

    @Test
    void aDualStackEipShowsBothItsAddresses() {
        String bandwidth = shared();
        String eip = eip("5_dualStack");
        Reply inserted = insert(bandwidth, "{'publicip_id':'" + eip + "'}");
        assertThat(inserted.text("/bandwidth/publicip_info/0/publicipv6_address"))
                .isEqualTo(client.get(EIPS + '/' + eip).text("/publicip/public_ipv6_address"))
                .startsWith("2001:db8:");
    }

    @Test
    void anEipMayBeAssignedIntoASharedBandwidth() {
        String bandwidth = shared();
        String eip = client.post(
                        EIPS,
                        "{'publicip':{'type':'5_bgp'},'bandwidth':{'share_type':'WHOLE','id':'" + bandwidth + "'}}")
                .text("/publicip/id");
        assertThat(client.get(EIPS + '/' + eip).text("/publicip/bandwidth_id")).isEqualTo(bandwidth);
        assertThat(client.get(V1).at("/bandwidths")).hasSize(1);
        assertThat(client.delete(EIPS + '/' + eip).status()).isEqualTo(204);
        assertThat(client.get(V1 + '/' + bandwidth).at("/bandwidth/publicip_info"))
                .isEmpty();
    }

    @Test
    void aDedicatedBandwidthIsNeitherDeletedNorJoined() {
        String eip = eip("5_bgp");
        String other = client.get(EIPS + '/' + eip("5_bgp")).text("/publicip/bandwidth_id");
        for (Reply refused : java.util.List.of(
                client.delete(SHARED + '/' + other), insert(other, "{'publicip_id':'" + eip + "'}"))) {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text("/code")).isEqualTo("VPC.0301");
        }
    }

    @Test
    void whatIsNotThereIsNeitherInsertedNorRemoved() {
        String bandwidth = shared();
        String eip = eip("5_bgp");
        Reply unknown = insert(bandwidth, "{'publicip_id':'" + eip + "'},{'publicip_id':'" + UNKNOWN + "'}");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.text("/code")).isEqualTo("VPC.0504");
        assertThat(client.get(V1 + '/' + bandwidth).at("/bandwidth/publicip_info"))
                .isEmpty();
        assertThat(insert(bandwidth, "{'publicip_id':'" + eip + "','publicip_type':'5_mailbgp'}")
                        .status())
                .isEqualTo(400);
        assertThat(insert(UNKNOWN, "{'publicip_id':'" + eip + "'}").text("/code"))
                .isEqualTo("VPC.0306");
        assertThat(insert(bandwidth, "").status()).isEqualTo(400);
        Reply outside = client.post(
                SHARED + '/' + bandwidth + "/remove",
                "{'bandwidth':{'publicip_info':[{'publicip_id':'" + eip + "'}],'charge_mode':'traffic','size':22}}");
        assertThat(outside.status()).isEqualTo(400);
        assertThat(client.post(
                                SHARED + '/' + bandwidth + "/remove",
                                "{'bandwidth':{'publicip_info':[{'publicip_id':'" + eip + "'}],'size':22}}")
                        .text("/code"))
                .isEqualTo("VPC.0301");
    }

    @Test
    void theQuotaOfSharedBandwidthsIsKept() {
        for (int i = 0; i < 5; i++) {
            shared();
        }
        assertThat(client.post(SHARED, "{'bandwidth':{'name':'shared','size':10}}")
                        .status())
                .isEqualTo(409);
    }

    private String shared() {
        Reply made = client.post(SHARED, "{'bandwidth':{'name':'shared','size':10}}");
        assertThat(made.status()).isEqualTo(200);
        return made.text("/bandwidth/id");
    }

    private String eip(String type) {
        return client.post(
                        EIPS,
                        "{'publicip':{'type':'" + type + "'},'bandwidth':{'name':'mine','size':5,'share_type':'PER'}}")
                .text("/publicip/id");
    }

    private Reply insert(String bandwidth, String members) {
        return client.post(SHARED + '/' + bandwidth + "/insert", "{'bandwidth':{'publicip_info':[" + members + "]}}");
    }
}
