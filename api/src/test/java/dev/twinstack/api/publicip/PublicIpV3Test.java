package dev.twinstack.api.publicip;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import dev.twinstack.api.server.Net;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicIpV3Test {
    private static final String V3 = "/v3/{p}/eip/publicips";
    private static final String EIPS = "/v1/{p}/publicips";
    private static final String POOLS = "/v3/{p}/eip/publicip-pools/common-pools";
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
    void anEipIsShownWithItsBandwidthAndItsPort() {
        Ports ports = Ports.in(client);
        String port = ports.at("192.168.1.20");
        String id = eip("5_bgp", ",'alias':'tom','port_id':'" + port + "'");
        Reply shown = client.get(V3 + '/' + id);
        assertThat(shown.text("/request_id")).isNotEmpty();
        JsonNode eip = shown.at("/publicip");
        assertThat(eip.path("status").asText()).isEqualTo("ACTIVE");
        assertThat(eip.path("ip_version").asInt()).isEqualTo(4);
        assertThat(eip.path("type").asText()).isEqualTo("EIP");
        assertThat(eip.path("public_ipv6_address").isNull()).isTrue();
        assertThat(eip.path("alias").asText()).isEqualTo("tom");
        assertThat(eip.path("publicip_pool_name").asText()).isEqualTo("5_bgp");
        assertThat(eip.path("associate_instance_type").asText()).isEqualTo("PORT");
        assertThat(eip.path("associate_instance_id").asText()).isEqualTo(port);
        assertThat(eip.path("created_at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(eip.has("network_type")).isFalse();
        assertThat(eip.at("/vnic/private_ip_address").asText()).isEqualTo("192.168.1.20");
        assertThat(eip.at("/vnic/port_id").asText()).isEqualTo(port);
        assertThat(eip.at("/vnic/vpc_id").asText()).isEqualTo(ports.vpc());
        assertThat(eip.at("/vnic/mac").asText())
                .isEqualTo(client.get("/v2.0/ports/" + port).text("/port/mac_address"));
        assertThat(eip.at("/bandwidth/size").asInt()).isEqualTo(5);
        assertThat(eip.at("/bandwidth/share_type").asText()).isEqualTo("PER");
        assertThat(eip.at("/bandwidth/charge_mode").asText()).isEqualTo("traffic");
        assertThat(client.get(V3).at("/publicips/0")).isEqualTo(eip);
    }

    @Test
    void theVnicTellsWhatUsesThePort() {
        Net net = Net.dualStack(client);
        String server = net.server("s3.large.2", Net.DEBIAN, "", "");
        String nic = client.get("/v2.0/ports?device_id=" + server).text("/ports/0/id");
        String id = eip("5_dualStack", ",'port_id':'" + nic + "'");
        JsonNode eip = client.get(V3 + '/' + id).at("/publicip");
        assertThat(eip.path("type").asText()).isEqualTo("DUALSTACK");
        assertThat(eip.path("ip_version").asInt()).isEqualTo(6);
        assertThat(eip.path("public_ipv6_address").asText()).startsWith("2001:db8:");
        assertThat(eip.at("/vnic/device_id").asText()).isEqualTo(server);
        assertThat(eip.at("/vnic/device_owner").asText()).isEqualTo("compute:eu-de-03");
        assertThat(eip.at("/vnic/port_vif_details").asText()).isEqualTo("{\"primary_interface\": true}");
        assertThat(client.get("/v2.0/ports/" + nic).at("/port/binding:vif_details"))
                .hasToString("{\"primary_interface\":true}");
        String vip = client.post(
                        "/v2.0/ports",
                        "{'port':{'network_id':'" + net.subnet() + "','device_owner':'neutron:VIP_PORT'}}")
                .text("/port/id");
        String second = eip("5_bgp", ",'port_id':'" + vip + "'");
        JsonNode vnic = client.get(V3 + '/' + second).at("/publicip/vnic");
        assertThat(vnic.path("device_owner").asText()).isEqualTo("network:VIP_PORT");
        assertThat(vnic.path("device_id").asText("absent")).isEmpty();
        assertThat(vnic.path("port_vif_details").asText("absent")).isEmpty();
        assertThat(ids("?vnic.device_owner_prefixlike=compute")).containsExactly(id);
        assertThat(ids("?vnic.device_owner=network:VIP_PORT")).containsExactly(second);
        assertThat(ids("?vnic.device_id=" + server)).containsExactly(id);
    }

    @Test
    void itIsBoundAndUnboundByItsInstance() {
        Ports ports = Ports.in(client);
        String port = ports.at("192.168.1.20");
        String id = eip("5_bgp", "");
        String bind = "{'publicip':{'associate_instance_type':'PORT','associate_instance_id':'" + port + "'}}";
        Reply bound = client.post(V3 + '/' + id + "/associate-instance", bind);
        assertThat(bound.status()).isEqualTo(200);
        assertThat(bound.text("/publicip/associate_instance_id")).isEqualTo(port);
        assertThat(client.get(EIPS + '/' + id).text("/publicip/port_id")).isEqualTo(port);

        Reply again = client.post(V3 + '/' + id + "/associate-instance", bind);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("/error_code")).isEqualTo("VPC.0510");
        Reply taken = client.post(V3 + '/' + eip("5_bgp", "") + "/associate-instance", bind);
        assertThat(taken.text("/error_code")).isEqualTo("VPC.0511");

        Reply unbound = client.post(V3 + '/' + id + "/disassociate-instance", "");
        assertThat(unbound.status()).isEqualTo(200);
        assertThat(unbound.at("/publicip/vnic").isNull()).isTrue();
        assertThat(unbound.at("/publicip/associate_instance_type").isNull()).isTrue();
        assertThat(unbound.text("/publicip/status")).isEqualTo("DOWN");
        Reply twice = client.post(V3 + '/' + id + "/disassociate-instance", "");
        assertThat(twice.status()).isEqualTo(409);
        assertThat(twice.text("/error_code")).isEqualTo("EIP.7902");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'associate_instance_type':'NATGW','associate_instance_id':'ID'} | 400 | VPC.0501",
                "{'associate_instance_type':'ELB','associate_instance_id':'ID'} | 400 | VPC.0501",
                "{'associate_instance_type':'VPN','associate_instance_id':'ID'} | 400 | VPC.0501",
                "{'associate_instance_type':'VPCEP','associate_instance_id':'ID'} | 400 | VPC.0501",
                "{'associate_instance_type':'PORT'} | 400 | VPC.0501",
                "{'associate_instance_id':'ID'} | 400 | VPC.0501",
                "{'associate_instance_type':'PORT','associate_instance_id':''} | 400 | VPC.0501",
                "{'associate_instance_type':'PORT','associate_instance_id':'ID'} | 404 | VPC.0514",
            })
    void whatIsNotThereIsNotBound(String fields, int status, String code) {
        String id = eip("5_bgp", "");
        String body = "{'publicip':" + fields.replace("ID", UNKNOWN) + "}";
        for (Reply refused :
                List.of(client.post(V3 + '/' + id + "/associate-instance", body), client.put(V3 + '/' + id, body))) {
            assertThat(refused.status()).as(refused.toString()).isEqualTo(status);
            assertThat(refused.text("/error_code")).isEqualTo(code);
            assertThat(refused.text("/error_msg")).isNotEmpty();
        }
    }

    @Test
    void anUpdateChangesWhatItNamesAndNothingElse() {
        String port = Ports.in(client).at("192.168.1.20");
        String id = eip("5_bgp", "");
        Reply named = client.put(V3 + '/' + id, "{'publicip':{'alias':'a b','description':'test!!!!'}}");
        assertThat(named.status()).isEqualTo(200);
        assertThat(named.text("/publicip/alias")).isEqualTo("a b");
        assertThat(named.text("/publicip/description")).isEqualTo("test!!!!");
        assertThat(client.get(EIPS + '/' + id).text("/publicip/alias")).isEqualTo("a b");
        String bind = "'associate_instance_type':'PORT','associate_instance_id':'" + port + "'";
        assertThat(client.put(V3 + '/' + id, "{'publicip':{" + bind + "}}").text("/publicip/vnic/port_id"))
                .isEqualTo(port);
        Reply refused = client.put(V3 + '/' + id, "{'publicip':{'alias':'other'," + bind + "}}");
        assertThat(refused.text("/error_code")).isEqualTo("VPC.0510");
        assertThat(client.get(V3 + '/' + id).text("/publicip/alias")).isEqualTo("a b");
        Reply cleared = client.put(
                V3 + '/' + id,
                "{'publicip':{'alias':null,'description':'','associate_instance_type':null,"
                        + "'associate_instance_id':null}}");
        assertThat(cleared.at("/publicip/alias").isNull()).isTrue();
        assertThat(cleared.text("/publicip/description")).isEmpty();
        assertThat(cleared.text("/publicip/status")).isEqualTo("DOWN");
        assertThat(client.put(V3 + '/' + id, "{'publicip':{}}").status()).isEqualTo(200);
    }

    @Test
    void everyFilterFilters() {
        Ports ports = Ports.in(client);
        String port = ports.at("192.168.1.20");
        String plain = eip("5_bgp", ",'alias':'front-door'");
        String mail = eip("5_mailbgp", ",'alias':'mail','port_id':'" + port + "'");
        String dual = eip("5_dualStack", "");
        client.put(V3 + '/' + dual, "{'publicip':{'description':'for IPv6'}}");
        JsonNode eip = client.get(V3 + '/' + dual).at("/publicip");
        String address = client.get(V3 + '/' + plain).text("/publicip/public_ip_address");
        assertThat(ids("?id=" + plain + "&id=" + dual)).containsExactlyInAnyOrder(plain, dual);
        assertThat(ids("?ip_version=6")).containsExactly(dual);
        assertThat(ids("?type=EIP")).containsExactlyInAnyOrder(plain, mail);
        assertThat(ids("?status=ACTIVE")).containsExactly(mail);
        assertThat(ids("?public_ip_address=" + address)).containsExactly(plain);
        assertThat(ids("?public_ip_address_like=198.18.")).hasSize(3);
        assertThat(ids("?public_ipv6_address=" + eip.path("public_ipv6_address").asText()))
                .containsExactly(dual);
        assertThat(ids("?public_ipv6_address_like=2001:db8")).containsExactly(dual);
        assertThat(ids("?network_type=5_mailbgp")).containsExactly(mail);
        assertThat(ids("?publicip_pool_name=5_mailbgp&publicip_pool_name=5_bgp"))
                .containsExactlyInAnyOrder(plain, mail);
        assertThat(ids("?alias=mail")).containsExactly(mail);
        assertThat(ids("?alias_like=ont-d")).containsExactly(plain);
        assertThat(ids("?description=for%20IPv6")).containsExactly(dual);
        assertThat(ids("?vnic.private_ip_address=192.168.1.20")).containsExactly(mail);
        assertThat(ids("?vnic.private_ip_address_like=168.1")).containsExactly(mail);
        assertThat(ids("?vnic.vpc_id=" + ports.vpc())).containsExactly(mail);
        assertThat(ids("?vnic.port_id=" + port)).containsExactly(mail);
        assertThat(ids("?bandwidth.id=" + eip.at("/bandwidth/id").asText())).containsExactly(dual);
        assertThat(ids("?bandwidth.name=b")).hasSize(3);
        assertThat(ids("?bandwidth.name_like=c")).isEmpty();
        assertThat(ids("?bandwidth.size=5&bandwidth.size=6")).hasSize(3);
        assertThat(ids("?bandwidth.share_type=WHOLE")).isEmpty();
        assertThat(ids("?bandwidth.charge_mode=traffic")).hasSize(3);
        assertThat(ids("?billing_mode=PAY_PER_USE")).hasSize(3);
        assertThat(ids("?associate_instance_type=PORT")).containsExactly(mail);
        assertThat(ids("?associate_instance_id=" + port)).containsExactly(mail);
        assertThat(ids("?enterprise_project_id=0")).hasSize(3);
        assertThat(ids("?public_border_group=center")).hasSize(3);
        assertThat(ids("?allow_share_bandwidth_type_any=share&allow_share_bandwidth_type_any=bgp"))
                .hasSize(3);
        assertThat(ids("?allow_share_bandwidth_type_any=bgp")).isEmpty();
        assertThat(ids("?status=ACTIVE&type=DUALSTACK")).isEmpty();
        assertThat(twin.freshProject().get(V3).at("/total_count").asInt(-1)).isZero();
    }

    @Test
    void columnsAreChosen() {
        String id = eip("5_bgp", "");
        assertThat(client.get(V3 + "?fields=id&fields=network_type").at("/publicips/0"))
                .hasSize(2);
        JsonNode one = client.get(V3 + '/' + id + "?fields=network_type&fields=bandwidth")
                .at("/publicip");
        assertThat(one).hasSize(2);
        assertThat(one.path("network_type").asText()).isEqualTo("5_bgp");
    }

    @Test
    void pagesAreWalkedByMarkerOrOffsetInTheOrderAskedFor() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(eip("5_bgp", ",'ip_address':'198.18.220." + (9 - i) + "'"));
        }
        assertThat(ids("?sort_key=public_ip_address&sort_dir=desc")).isEqualTo(made);
        List<String> byId = new ArrayList<>(made);
        Collections.sort(byId);
        assertThat(ids("")).isEqualTo(byId);

        Reply first = client.get(V3 + "?limit=2&sort_key=public_ip_address&sort_dir=desc");
        assertThat(first.at("/total_count").asInt()).isEqualTo(5);
        assertThat(first.at("/page_info/current_count").asInt()).isEqualTo(2);
        assertThat(first.text("/page_info/previous_marker")).isEqualTo(made.get(0));
        assertThat(first.text("/page_info/next_marker")).isEqualTo(made.get(1));
        Reply last = client.get(V3 + "?limit=3&sort_key=public_ip_address&sort_dir=desc&marker=" + made.get(1));
        assertThat(last.at("/publicips")).hasSize(3);
        assertThat(last.at("/page_info").has("next_marker")).isFalse();
        assertThat(last.at("/total_count").asInt()).isEqualTo(5);
        assertThat(ids("?offset=3")).isEqualTo(byId.subList(3, 5));
        assertThat(ids("?offset=5")).isEmpty();
        assertThat(ids("?limit=0")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=2001",
                "?offset=-1",
                "?offset=100000",
                "?sort_key=alias",
                "?sort_dir=up",
                "?fields=secret",
                "?marker=" + UNKNOWN
            })
    void aWrongQueryIsRefused(String query) {
        Reply refused = client.get(V3 + query);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error_code")).isEqualTo("VPC.0501");
    }

    @Test
    void anotherProjectsEipIsNotThere() {
        String id = eip("5_bgp", "");
        TestTwin other = twin.freshProject();
        String shared = shared(other);
        for (Reply refused : List.of(
                other.get(V3 + '/' + id),
                other.put(V3 + '/' + id, "{'publicip':{'alias':'x'}}"),
                other.post(V3 + '/' + id + "/disassociate-instance", ""))) {
            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.text("/error_code")).isEqualTo("VPC.0504");
        }
        Reply attached = attach(other, shared, id);
        assertThat(attached.status()).isEqualTo(200);
        assertThat(attached.at("/publicips/0/statusCode").asInt()).isEqualTo(404);
        assertThat(attached.text("/publicips/0/error_code")).isEqualTo("VPC.0504");
        assertThat(attached.at("/publicips/0/publicip").isNull()).isTrue();
        assertThat(client.get(V3 + '/' + id).text("/publicip/bandwidth/share_type"))
                .isEqualTo("PER");
    }

    @Test
    void eachEipOfABatchGoesIntoTheSharedBandwidthOrSaysWhyNot() {
        String shared = shared(client);
        String other = shared(client);
        String free = eip("5_bgp", "");
        String elsewhere = eip("5_bgp", "");
        attach(client, other, elsewhere);
        Reply reply = attach(client, shared, free, elsewhere, free);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.at("/publicips/0/statusCode").asInt()).isEqualTo(200);
        assertThat(reply.text("/publicips/0/publicip/bandwidth/id")).isEqualTo(shared);
        assertThat(reply.text("/publicips/0/publicip/bandwidth/share_type")).isEqualTo("WHOLE");
        assertThat(reply.at("/publicips/1/statusCode").asInt()).isEqualTo(409);
        assertThat(reply.text("/publicips/1/publicip/bandwidth/id")).isEqualTo(other);
        assertThat(reply.at("/publicips/2/statusCode").asInt()).isEqualTo(200);
        assertThat(client.get("/v1/{p}/bandwidths/" + shared).at("/bandwidth/publicip_info"))
                .hasSize(1);
    }

    @Test
    void aBatchThatMakesNoSenseIsRefusedAsAWhole() {
        String shared = shared(client);
        String id = eip("5_bgp", "");
        String own = client.get(V3 + '/' + id).text("/publicip/bandwidth/id");
        String path = V3 + "/attach-share-bandwidth";
        String[] many = new String[51];
        java.util.Arrays.fill(many, id);
        assertThat(client.post(path, "{'publicips':[]}").text("/error_code")).isEqualTo("VPC.0501");
        assertThat(attach(client, shared, many).text("/error_code")).isEqualTo("VPC.0501");
        Reply two = client.post(
                path,
                "{'publicips':[{'bandwidth_id':'" + shared + "','publicip_id':'" + id + "'},{'bandwidth_id':'"
                        + shared(client) + "','publicip_id':'" + id + "'}]}");
        assertThat(two.status()).isEqualTo(400);
        assertThat(attach(client, UNKNOWN, id).text("/error_code")).isEqualTo("VPC.0306");
        assertThat(attach(client, own, id).text("/error_code")).isEqualTo("VPC.0301");
    }

    @Test
    void thePoolsAreTheTypesThatCanBeAssigned() {
        eip("5_bgp", "");
        Reply pools = client.get(POOLS);
        assertThat(pools.at("/common_pools")).hasSize(3);
        JsonNode bgp = client.get(POOLS + "?name=5_bgp").at("/common_pools/0");
        assertThat(bgp.path("type").asText()).isEqualTo("bgp");
        assertThat(bgp.path("status").asText()).isEqualTo("active");
        assertThat(bgp.path("used").asInt()).isEqualTo(1);
        assertThat(bgp.has("id")).isFalse();
        assertThat(client.get(POOLS + "?fields=id&fields=name&name=5_bgp")
                        .at("/common_pools/0/id")
                        .asText())
                .isEqualTo(client.get(V3).text("/publicips/0/publicip_pool_id"));
        assertThat(client.get(POOLS + "?public_border_group=edge").at("/common_pools"))
                .isEmpty();
        assertThat(client.get(POOLS + "?limit=1&offset=2").at("/common_pools")).hasSize(1);
        assertThat(client.get(POOLS + "?fields=secret").status()).isEqualTo(400);
    }

    private static String shared(TestTwin client) {
        return client.post("/v2.0/{p}/bandwidths", "{'bandwidth':{'name':'shared','size':10}}")
                .text("/bandwidth/id");
    }

    private static Reply attach(TestTwin client, String bandwidth, String... eips) {
        List<String> all = new ArrayList<>();
        for (String eip : eips) {
            all.add("{'bandwidth_id':'" + bandwidth + "','publicip_id':'" + eip + "'}");
        }
        return client.post(V3 + "/attach-share-bandwidth", "{'publicips':[" + String.join(",", all) + "]}");
    }

    private String eip(String type, String more) {
        Reply made = client.post(
                EIPS,
                "{'publicip':{'type':'" + type + "'" + more
                        + "},'bandwidth':{'name':'b','size':5,'share_type':'PER'}}");
        assertThat(made.status()).as(made.toString()).isEqualTo(200);
        return made.text("/publicip/id");
    }

    private List<String> ids(String query) {
        Reply reply = client.get(V3 + query);
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        List<String> ids = new ArrayList<>();
        reply.at("/publicips").forEach(eip -> ids.add(eip.path("id").asText()));
        return ids;
    }
}
