package dev.twinstack.api.natgateway;

import static dev.twinstack.api.natgateway.NatNet.DNAT;
import static dev.twinstack.api.natgateway.NatNet.SNAT;
import static dev.twinstack.api.natgateway.NatNet.ports;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SNAT and DNAT rules, and the EIPs they share. */
class NatRuleNeutronTest {
    private static TestTwin twin;

    private TestTwin client;
    private NatNet net;
    private String gateway;
    private String eip;

    @BeforeAll
    static void start() {
        twin = TestTwin.start();
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    @BeforeEach
    void aGateway() {
        client = twin.freshProject();
        net = NatNet.make(client);
        gateway = net.gateway("nat");
        eip = net.eip();
    }

    private String address(String id) {
        return net.showEip(id).text("/publicip/public_ip_address");
    }

    @Test
    void anSnatRuleOfASubnet() {
        Reply made = net.snat(gateway, eip, net.network() + ",'description':'out'");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/snat_rule/status")).isEqualTo("PENDING_CREATE");
        String one = SNAT + "/" + made.text("/snat_rule/id");
        Reply shown = client.get(one);
        assertThat(shown.text("/snat_rule/status")).isEqualTo("ACTIVE");
        assertThat(shown.text("/snat_rule/nat_gateway_id")).isEqualTo(gateway);
        assertThat(shown.text("/snat_rule/network_id")).isEqualTo(net.subnet());
        assertThat(shown.at("/snat_rule/cidr").isNull()).isTrue();
        assertThat(shown.at("/snat_rule/source_type").asInt()).isZero();
        assertThat(shown.text("/snat_rule/floating_ip_id")).isEqualTo(eip);
        assertThat(shown.text("/snat_rule/floating_ip_address")).isEqualTo(address(eip));
        assertThat(shown.text("/snat_rule/description")).isEqualTo("out");
        assertThat(shown.text("/snat_rule/tenant_id")).isEqualTo(client.project());
        assertThat(client.delete(one).status()).isEqualTo(204);
        assertThat(client.get(one).status()).isEqualTo(404);
        assertThat(client.delete(one).status()).isEqualTo(404);
    }

    @Test
    void anSnatRuleOfABlockOrBehindDirectConnectWithSeveralEips() {
        String second = net.eip();
        Reply block = net.snat(gateway, eip + "," + second, "'cidr':'192.168.20.128/25','source_type':0");
        assertThat(block.status()).isEqualTo(201);
        assertThat(block.text("/snat_rule/cidr")).isEqualTo("192.168.20.128/25");
        assertThat(block.at("/snat_rule/network_id").isNull()).isTrue();
        assertThat(block.text("/snat_rule/floating_ip_id")).isEqualTo(eip + "," + second);
        assertThat(block.text("/snat_rule/floating_ip_address")).isEqualTo(address(eip) + "," + address(second));
        assertThat(net.snat(gateway, eip, "'cidr':'192.168.20.5'").text("/snat_rule/cidr"))
                .isEqualTo("192.168.20.5/32");
        assertThat(net.snat(gateway, eip, "'cidr':'172.16.0.0/16','source_type':1")
                        .at("/snat_rule/source_type")
                        .asInt())
                .isEqualTo(1);
        assertThat(net.snat(gateway, eip, "'cidr':'192.168.30.0/24','source_type':0")
                        .status())
                .as("a part of the VPC without a subnet")
                .isEqualTo(201);
    }

    @Test
    void everyFieldOfARuleIsAFilter() {
        String one = net.snat(gateway, eip, "'cidr':'192.168.20.0/28','source_type':0")
                .text("/snat_rule/id");
        net.snat(net.gateway("other"), net.eip(), net.network());
        JsonNode row = client.get(SNAT + "/" + one).at("/snat_rule");
        for (String field : List.of("id", "nat_gateway_id", "cidr", "floating_ip_id", "floating_ip_address")) {
            assertThat(ids(SNAT, "snat_rules", field, row)).as(field).containsExactly(one);
        }
        assertThat(client.get(SNAT + "?source_type=0&admin_state_up=true&status=ACTIVE")
                        .at("/snat_rules"))
                .hasSize(2);
        assertThat(client.get(SNAT + "?source_type=1").at("/snat_rules")).isEmpty();
        assertThat(client.get(SNAT + "?network_id=" + net.subnet()).at("/snat_rules"))
                .hasSize(1);

        String two = net.dnat(gateway, eip, ports("udp", 5353, 53) + ",'private_ip':'192.168.20.9'")
                .text("/dnat_rule/id");
        net.dnat(gateway, eip, ports("tcp", 80, 80) + ",'private_ip':'192.168.20.8'");
        row = client.get(DNAT + "/" + two).at("/dnat_rule");
        for (String field : List.of("id", "private_ip", "external_service_port", "internal_service_port", "protocol")) {
            assertThat(ids(DNAT, "dnat_rules", field, row)).as(field).containsExactly(two);
        }
        assertThat(client.get(DNAT + "?protocol=17").at("/dnat_rules")).hasSize(1);
        assertThat(client.get(DNAT + "?nat_gateway_id=" + gateway).at("/dnat_rules"))
                .hasSize(2);
        assertThat(client.get(DNAT + "?created_at=2017-11-15%2015:44:42.595173").at("/dnat_rules"))
                .isEmpty();
    }

    private List<String> ids(String path, String name, String field, JsonNode row) {
        return client.get(path + "?" + field + "=" + row.path(field).asText())
                .at("/" + name)
                .findValuesAsText("id");
    }

    @Test
    void aDnatRuleToAServersPort() {
        String nic = net.nic();
        Reply made = net.dnat(gateway, eip, ports("TCP", 8443, 443) + ",'port_id':'" + nic + "'");
        assertThat(made.status()).as(made.json().toString()).isEqualTo(201);
        assertThat(made.text("/dnat_rule/status")).isEqualTo("ACTIVE");
        String one = DNAT + "/" + made.text("/dnat_rule/id");
        assertThat(client.get(one).json()).isEqualTo(made.json());
        assertThat(made.text("/dnat_rule/port_id")).isEqualTo(nic);
        assertThat(made.text("/dnat_rule/private_ip")).isEmpty();
        assertThat(made.text("/dnat_rule/protocol")).isEqualTo("tcp");
        assertThat(made.at("/dnat_rule/external_service_port").asInt()).isEqualTo(8443);
        assertThat(made.at("/dnat_rule/internal_service_port").asInt()).isEqualTo(443);
        assertThat(made.text("/dnat_rule/floating_ip_address")).isEqualTo(address(eip));
        assertThat(client.delete(one).status()).isEqualTo(204);
        assertThat(client.get(one).status()).isEqualTo(404);
    }

    @Test
    void allPortsAtOnce() {
        Reply made = net.dnat(gateway, eip, ports("0", 0, 0) + ",'private_ip':'192.168.20.9'");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/dnat_rule/protocol")).isEqualTo("any");
        assertThat(net.snat(gateway, eip, net.network()).text("/NeutronError/type"))
                .isEqualTo("VPC.2074");
        assertThat(net.dnat(gateway, eip, ports("tcp", 1, 1) + ",'private_ip':'192.168.20.10'")
                        .text("/NeutronError/type"))
                .isEqualTo("VPC.2073");
    }

    @Test
    void anEipThatRulesUseIsBoundAndStays() {
        String snat = net.snat(gateway, eip, net.network()).text("/snat_rule/id");
        String dnat = net.dnat(gateway, eip, ports("tcp", 80, 80) + ",'private_ip':'192.168.20.9'")
                .text("/dnat_rule/id");
        String v1 = "/v1/{p}/publicips/" + eip;
        assertThat(client.get(v1).text("/publicip/status")).isEqualTo("ACTIVE");
        assertThat(client.get(v1).at("/publicip/port_id").isMissingNode()).isTrue();
        Reply v3 = client.get("/v3/{p}/eip/publicips/" + eip);
        assertThat(v3.text("/publicip/associate_instance_type")).isEqualTo("NATGW");
        assertThat(v3.text("/publicip/associate_instance_id")).isEqualTo(gateway);
        assertThat(v3.at("/publicip/vnic").isNull()).isTrue();
        assertThat(client.get("/v2.0/floatingips/" + eip).text("/floatingip/status"))
                .isEqualTo("ACTIVE");

        Reply released = client.delete(v1);
        assertThat(released.status()).isEqualTo(409);
        assertThat(released.text("/code")).isEqualTo("VPC.0517");
        assertThat(client.delete("/v2.0/floatingips/" + eip).status()).isEqualTo(409);
        assertThat(client.put(v1, "{'publicip':{'port_id':'" + net.nic() + "'}}")
                        .text("/code"))
                .isEqualTo("VPC.0510");
        assertThat(client.put(v1, "{'publicip':{'port_id':''}}").text("/code")).isEqualTo("VPC.0517");
        assertThat(client.post("/v3/{p}/eip/publicips/" + eip + "/disassociate-instance", "")
                        .status())
                .isEqualTo(409);

        assertThat(client.delete(SNAT + "/" + snat).status()).isEqualTo(204);
        assertThat(client.get(v1).text("/publicip/status")).isEqualTo("ACTIVE");
        assertThat(client.delete(DNAT + "/" + dnat).status()).isEqualTo(204);
        assertThat(client.get(v1).text("/publicip/status")).isEqualTo("DOWN");
        assertThat(client.delete(v1).status()).isEqualTo(204);
    }

    @Test
    void rulesOfDifferentGatewaysShareNoEip() {
        net.snat(gateway, eip, net.network());
        Reply other = net.snat(net.gateway("other"), eip, net.network());
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.text("/NeutronError/type")).isEqualTo("VPC.2061");
        String bound = net.eip();
        client.put("/v1/{p}/publicips/" + bound, "{'publicip':{'port_id':'" + net.nic() + "'}}");
        assertThat(net.dnat(gateway, bound, ports("tcp", 80, 80) + ",'private_ip':'192.168.20.9'")
                        .text("/NeutronError/type"))
                .isEqualTo("VPC.2060");
        assertThat(net.snat(gateway, net.eip("5_dualStack"), "'cidr':'192.168.30.0/24'")
                        .text("/NeutronError/type"))
                .isEqualTo("VPC.2053");
    }

    @Test
    void anEipIsOnlyOneOfManyGatewaysThatWantIt() {
        List<String> gateways =
                IntStream.range(0, 5).mapToObj(i -> net.gateway("nat" + i)).toList();
        List<CompletableFuture<Reply>> asked = gateways.stream()
                .map(each -> client.send(
                        "POST",
                        SNAT,
                        "{'snat_rule':{'nat_gateway_id':'" + each + "','floating_ip_id':'" + eip + "'," + net.network()
                                + "}}"))
                .toList();
        assertThat(asked.stream().map(reply -> reply.join().status()).toList())
                .containsOnlyOnce(201)
                .containsOnly(201, 400);
        assertThat(client.get(SNAT).at("/snat_rules")).hasSize(1);
        String owner = client.get(SNAT).text("/snat_rules/0/nat_gateway_id");
        assertThat(client.get("/v3/{p}/eip/publicips/" + eip).text("/publicip/associate_instance_id"))
                .isEqualTo(owner);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'cidr':'192.168.20.0/25','network_id':'S' | VPC.2031",
                "'source_type':0 | VPC.2031",
                "'cidr':'','network_id':'' | VPC.2031",
                "'network_id':'S','source_type':1 | VPC.2033",
                "'cidr':'300.1.1.1/24' | VPC.2032",
                "'cidr':'192.168.20.1/24' | VPC.2032",
                "'cidr':'2001:db8::/64' | VPC.2032",
                "'cidr':'192.168.0.0/16' | VPC.2034",
                "'cidr':'192.168.20.0/25','source_type':1 | VPC.2035",
                "'network_id':'x' | VPC.2009",
                "'network_id':'O' | VPC.2013",
                "'network_id':'S','source_type':2 | InvalidParams",
                "'network_id':'S','source_type':'0' | InvalidParams",
                "'network_id':'S','floating_ip_id':'' | InvalidParams",
                "'network_id':'S','floating_ip_id':'a,,b' | InvalidParams",
                "'network_id':'S','floating_ip_id':7 | InvalidParams",
                "'network_id':'S','floating_ip_id':'x' | VPC.2044",
                "'network_id':'S','floating_ip_id':'E,E' | VPC.2042",
                "'network_id':'S','nat_gateway_id':'x' | VPC.2007",
                "'network_id':'S','description':'<b>' | InvalidParams",
            })
    void aBadSnatRuleIsRefused(String rule, String type) {
        String other = NatNet.make(client).subnet();
        Reply refused = net.snat(
                gateway,
                eip,
                rule.replace("'S'", "'" + net.subnet() + "'")
                        .replace("'O'", "'" + other + "'")
                        .replace("'E,E'", "'" + eip + "," + eip + "'"));
        assertThat(refused.status()).as(refused.json().toString()).isEqualTo(400);
        assertThat(refused.text("/NeutronError/type")).isEqualTo(type);
        assertThat(client.get(SNAT).at("/snat_rules")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'protocol':'icmp','private_ip':'192.168.20.9' | VPC.2054",
                "'protocol':'7','private_ip':'192.168.20.9' | VPC.2054",
                "'protocol':'any','private_ip':'192.168.20.9' | VPC.2070",
                "'external_service_port':65536,'private_ip':'192.168.20.9' | InvalidParams",
                "'external_service_port':'80','private_ip':'192.168.20.9' | InvalidParams",
                "'internal_service_port':-1,'private_ip':'192.168.20.9' | InvalidParams",
                "'internal_service_port':null,'private_ip':'192.168.20.9' | InvalidParams",
                "'private_ip':'','port_id':'' | VPC.2056",
                "'private_ip':'192.168.20.9','port_id':'P' | VPC.2055",
                "'private_ip':'192.168.20' | VPC.2071",
                "'private_ip':'2001:db8::1' | VPC.2071",
                "'port_id':'x' | DnatRuleInValidPortID",
                "'port_id':'P' | DnatRuleInValidPortID",
                "'port_id':'O' | DnatRuleInValidPortID",
                "'private_ip':'192.168.20.9','floating_ip_id':'x' | VPC.2044",
                "'private_ip':'192.168.20.9','nat_gateway_id':'x' | VPC.2007",
            })
    void aBadDnatRuleIsRefused(String rule, String type) {
        String free = client.post("/v2.0/ports", "{'port':{'network_id':'" + net.subnet() + "'}}")
                .text("/port/id");
        String elsewhere = rule.contains("'O'") ? NatNet.make(client).nic() : "";
        Reply refused =
                net.dnat(gateway, eip, rule.replace("'P'", "'" + free + "'").replace("'O'", "'" + elsewhere + "'"));
        assertThat(refused.status()).as(refused.json().toString()).isEqualTo(400);
        assertThat(refused.text("/NeutronError/type")).isEqualTo(type);
        assertThat(client.get(DNAT).at("/dnat_rules")).isEmpty();
    }

    @Test
    void rulesThatClashAreRefused() {
        net.snat(gateway, eip, net.network());
        assertThat(net.snat(gateway, eip, net.network()).text("/NeutronError/type"))
                .isEqualTo("VPC.2018");
        assertThat(net.snat(gateway, eip, "'cidr':'192.168.20.0/28'").text("/NeutronError/type"))
                .isEqualTo("VPC.2036");
        String target = ",'private_ip':'192.168.20.9'";
        net.dnat(gateway, eip, ports("tcp", 80, 8080) + target);
        assertThat(net.dnat(gateway, eip, ports("tcp", 80, 8081) + target).text("/NeutronError/type"))
                .isEqualTo("VPC.2024");
        assertThat(net.dnat(gateway, eip, ports("tcp", 81, 8080) + target).text("/NeutronError/type"))
                .isEqualTo("VPC.2023");
        assertThat(net.dnat(gateway, net.eip(), ports("any", 0, 0) + target).text("/NeutronError/type"))
                .isEqualTo("VPC.2028");
    }

    @Test
    void anotherProjectsAreNotThere() {
        String snat = SNAT + "/" + net.snat(gateway, eip, net.network()).text("/snat_rule/id");
        TestTwin other = twin.freshProject();
        assertThat(other.get(snat).status()).isEqualTo(404);
        assertThat(other.delete(snat).status()).isEqualTo(404);
        NatNet theirs = NatNet.make(other);
        assertThat(theirs.snat(gateway, theirs.eip(), theirs.network()).text("/NeutronError/type"))
                .isEqualTo("VPC.2007");
        assertThat(theirs.snat(theirs.gateway("nat"), eip, theirs.network()).text("/NeutronError/type"))
                .isEqualTo("VPC.2044");
        assertThat(client.get(snat).status()).isEqualTo(200);
    }

    @Test
    void trafficGoesBothWaysByIt() {
        String nic = net.nic();
        assertThat(trace("'from':'" + nic + "','to':'internet'").text("/disposition"))
                .isEqualTo("NOT_TRANSLATED");
        net.snat(gateway, eip, net.network());
        net.dnat(gateway, eip, ports("tcp", 8022, 22) + ",'port_id':'" + nic + "'");
        Reply out = trace("'from':'" + nic + "','to':'internet'");
        assertThat(out.text("/disposition")).isEqualTo("EXITS_TO_INTERNET");
        assertThat(out.json().toString()).contains(address(eip), gateway);
        String in = "'from':'internet','to':'" + eip + "','protocol':'tcp','port':";
        assertThat(trace(in + 8022).text("/disposition")).isIn("DELIVERED", "DENIED_BY_SECURITY_GROUP");
        assertThat(trace(in + 22).text("/disposition")).isEqualTo("NOT_TRANSLATED");
    }

    private Reply trace(String question) {
        return client.post("/_twinstack/trace", "{" + question + "}");
    }
}
