package dev.twinstack.api.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import dev.twinstack.api.server.Net;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TracesTest {
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
    void freshProject() {
        client = twin.freshProject();
    }

    private Reply trace(String json) {
        return client.post("/_twinstack/trace", json);
    }

    private String reach(String from, String to, int family, String more) {
        Reply reply = trace("{'from':'" + from + "','to':'" + to + "','family':" + family + more + "}");
        assertThat(reply.status()).as(reply.json().toString()).isEqualTo(200);
        return reply.text("/disposition");
    }

    private String nic(String server) {
        return client.get("/v1/{p}/cloudservers/" + server + "/os-interface").text("/interfaceAttachments/0/port_id");
    }

    @Test
    void aServerGoesPublicOverBothFamilies() {
        Net net = Net.dualStack(client);
        String web = net.server("s3.medium.1", Net.UBUNTU_16, ",'ipv6_enable':true", "");
        String db = net.server("s3.medium.1", Net.UBUNTU_16, ",'ipv6_enable':true", "");
        assertThat(reach(web, db, 4, "")).isEqualTo("DELIVERED");
        assertThat(reach(web, db, 6, "")).isEqualTo("DELIVERED");
        assertThat(reach(web, "internet", 4, ",'port':443")).isEqualTo("NO_EIP");
        assertThat(reach(web, "internet", 6, ",'port':443")).isEqualTo("NOT_IN_SHARED_BANDWIDTH");

        Reply eip = client.post(
                "/v1/{p}/publicips",
                "{'publicip':{'type':'5_bgp'},'bandwidth':{'name':'b','size':5,'share_type':'PER'}}");
        client.put("/v1/{p}/publicips/" + eip.text("/publicip/id"), "{'publicip':{'port_id':'" + nic(web) + "'}}");
        assertThat(reach(web, "internet", 4, ",'port':443")).isEqualTo("EXITS_TO_INTERNET");
        assertThat(reach("internet", eip.text("/publicip/public_ip_address"), 4, ",'port':443"))
                .isEqualTo("DELIVERED");

        String bandwidth = client.post("/v2.0/{p}/bandwidths", "{'bandwidth':{'name':'shared','size':10}}")
                .text("/bandwidth/id");
        client.post(
                "/v2.0/{p}/bandwidths/" + bandwidth + "/insert",
                "{'bandwidth':{'publicip_info':[{'publicip_id':'" + nic(web) + "','publicip_type':'5_dualStack'}]}}");
        Reply out = trace("{'from':'" + web + "','to':'internet','family':6,'protocol':'tcp','port':443}");
        assertThat(out.at("/reachable").booleanValue()).isTrue();
        assertThat(out.text("/verdict")).isEqualTo("reachable");
        assertThat(out.text("/decided_by/resource/id")).isEqualTo(bandwidth);
        assertThat(out.text("/decided_by/text")).contains("shared bandwidth shared");
        assertThat(out.at("/decided_by/rule").isNull()).isTrue();
        assertThat(out.at("/hops").findValuesAsText("type")).contains("server", "bandwidth", "internet");
    }

    @Test
    void aPeeringWithRoutesOnBothSidesIsAWay() {
        Net here = Net.dualStack(client);
        String web = here.server("s3.medium.1", Net.UBUNTU_16, "", "");
        String vpc =
                client.post("/v1/{p}/vpcs", "{'vpc':{'cidr':'10.0.0.0/16'}}").text("/vpc/id");
        String subnet = client.post(
                        "/v1/{p}/subnets",
                        "{'subnet':{'name':'b','cidr':'10.0.1.0/24','gateway_ip':'10.0.1.1','vpc_id':'" + vpc + "'}}")
                .text("/subnet/id");
        String db = new Net(client, vpc, subnet).server("s3.medium.1", Net.UBUNTU_16, "", "");
        String peering = client.post(
                        "/v2.0/vpc/peerings",
                        "{'peering':{'name':'p','request_vpc_info':{'vpc_id':'" + here.vpc()
                                + "'},'accept_vpc_info':{'vpc_id':'" + vpc + "'}}}")
                .text("/peering/id");
        assertThat(reach(web, db, 4, "")).isEqualTo("ISOLATED_VPCS");
        peeringRoute(here.vpc(), peering, "10.0.0.0/16");
        assertThat(reach(web, db, 4, "")).isEqualTo("NO_RETURN_ROUTE");
        peeringRoute(vpc, peering, "192.168.20.0/24");
        assertThat(reach(web, db, 4, "")).isEqualTo("DELIVERED");
        assertThat(reach(db, web, 4, "")).isEqualTo("DELIVERED");
        client.delete("/v2.0/vpc/peerings/" + peering);
        assertThat(reach(web, db, 4, "")).isEqualTo("ISOLATED_VPCS");
    }

    private void peeringRoute(String vpc, String peering, String destination) {
        Reply made = client.post(
                "/v2.0/vpc/routes",
                "{'route':{'type':'peering','nexthop':'" + peering + "','destination':'" + destination + "','vpc_id':'"
                        + vpc + "'}}");
        assertThat(made.status()).as(made.json().toString()).isEqualTo(201);
    }

    @Test
    void aNetworkAclFiltersAtTheBorderOfItsSubnet() {
        Net net = Net.dualStack(client);
        String web = net.server("s3.medium.1", Net.UBUNTU_16, ",'ipv6_enable':true", "");
        Reply eip = client.post(
                "/v1/{p}/publicips",
                "{'publicip':{'type':'5_bgp'},'bandwidth':{'name':'b','size':5,'share_type':'PER'}}");
        client.put("/v1/{p}/publicips/" + eip.text("/publicip/id"), "{'publicip':{'port_id':'" + nic(web) + "'}}");
        assertThat(reach(web, "internet", 4, ",'port':443")).isEqualTo("EXITS_TO_INTERNET");
        String acl = client.post("/v3/{p}/vpc/firewalls", "{'firewall':{'name':'acl'}}")
                .text("/firewall/id");
        client.put(
                "/v3/{p}/vpc/firewalls/" + acl + "/associate-subnets",
                "{'subnets':[{'virsubnet_id':'" + net.subnet() + "'}]}");
        String question = "{'from':'" + web + "','to':'internet','family':4,'protocol':'tcp','port':443}";
        Reply denied = trace(question);
        assertThat(denied.text("/disposition")).isEqualTo("DENIED_BY_FIREWALL");
        assertThat(denied.text("/decided_by/resource/type")).isEqualTo("firewallgroup");
        assertThat(denied.text("/decided_by/resource/id")).isEqualTo(acl);
        assertThat(denied.text("/decided_by/text")).contains("No rule of firewall acl allows");
        String rule = client.put(
                        "/v3/{p}/vpc/firewalls/" + acl + "/insert-rules",
                        "{'firewall':{'egress_rules':[{'action':'allow','protocol':'tcp','ip_version':4,"
                                + "'destination_port':'443'}]}}")
                .text("/firewall/egress_rules/0/id");
        Reply allowed = trace(question);
        assertThat(allowed.text("/disposition")).isEqualTo("EXITS_TO_INTERNET");
        assertThat(allowed.json().toString()).contains(rule);
    }

    @Test
    void tellsTheWholeStory() {
        Net net = Net.dualStack(client);
        String web = net.server("s3.medium.1", Net.UBUNTU_16, ",'ipv6_enable':true", "");
        Reply denied = trace("{'from':'internet','to':'" + web + "','family':6,'protocol':'tcp','port':443}");
        assertThat(denied.json().fieldNames())
                .toIterable()
                .containsExactly(
                        "reachable",
                        "verdict",
                        "disposition",
                        "revision",
                        "flow",
                        "hops",
                        "back",
                        "limit",
                        "rests_on",
                        "decided_by",
                        "blockers",
                        "complete",
                        "remedies",
                        "flows",
                        "arriving",
                        "cut_short",
                        "cases");
        assertThat(denied.at("/flows").intValue()).isOne();
        assertThat(denied.at("/arriving").intValue()).isZero();
        assertThat(denied.at("/cases")).isEmpty();
        assertThat(denied.text("/verdict")).isEqualTo("unreachable");
        assertThat(denied.at("/revision").isIntegralNumber()).isTrue();
        assertThat(denied.text("/flow/from/type")).isEqualTo("internet");
        assertThat(denied.text("/flow/to/id")).isEqualTo(web);
        assertThat(denied.text("/flow/to/name")).isEqualTo("web");
        assertThat(denied.at("/flow/port").intValue()).isEqualTo(443);
        assertThat(denied.at("/hops/0/steps/0").fieldNames())
                .toIterable()
                .containsExactly("action", "allowed", "text", "resource", "rule", "cites");
        assertThat(denied.text("/hops/0/node/type")).isEqualTo("internet");
        assertThat(denied.text("/hops/1/steps/0/cites/0")).isEqualTo("SEED-05");
        assertThat(denied.text("/decided_by/text")).isEqualTo(denied.text("/hops/1/steps/0/text"));
    }

    @Test
    void tellsOfTheAnswersAndWhatTheFlowRestsOn() {
        Net net = Net.dualStack(client);
        String web = net.server("s3.medium.1", Net.UBUNTU_16, "", "");
        Reply eip = client.post(
                "/v1/{p}/publicips",
                "{'publicip':{'type':'5_bgp'},'bandwidth':{'name':'thin','size':7,'share_type':'PER'}}");
        String id = eip.text("/publicip/id");
        client.put("/v1/{p}/publicips/" + id, "{'publicip':{'port_id':'" + nic(web) + "'}}");
        Reply out = trace("{'from':'" + web + "','to':'internet','port':443}");
        assertThat(out.text("/back/0/node/type")).isEqualTo("internet");
        assertThat(out.text("/back/1/node/id")).isEqualTo(id);
        assertThat(out.text("/back/2/node/id")).isEqualTo(web);
        assertThat(out.at("/limit/mbits").intValue()).isEqualTo(7);
        assertThat(out.text("/limit/bandwidth/name")).isEqualTo("thin");
        assertThat(out.at("/rests_on")).hasSize(2);
        assertThat(out.text("/rests_on/0/rule/text")).contains("allow IPv4");
        assertThat(out.text("/rests_on/1/resource/id")).isEqualTo(id);

        client.put(
                "/v1/{p}/vpcs/" + net.vpc(),
                "{'vpc':{'routes':[{'destination':'203.0.113.0/24','nexthop':'192.168.20.250'}]}}");
        String group = client.get("/v1/{p}/security-groups").text("/security_groups/0/id");
        client.post(
                "/v3/{p}/vpc/security-group-rules",
                "{'security_group_rule':{'security_group_id':'" + group
                        + "','direction':'ingress','ethertype':'IPv4','protocol':'tcp','action':'allow'}}");
        Reply lost = trace("{'from':'203.0.113.9','to':'" + web + "','port':443}");
        assertThat(lost.text("/disposition")).isEqualTo("BLACKHOLE");
        assertThat(lost.text("/blockers/0/leg")).isEqualTo("back");
        assertThat(lost.at("/limit").isNull()).isTrue();
        assertThat(lost.at("/rests_on")).isEmpty();
        assertThat(lost.at("/back/1/steps/0/allowed").booleanValue()).isFalse();
    }

    @Test
    void aVirtualIpWithAnotherMacIsGivenThatOfItsNic() {
        Net net = Net.dualStack(client);
        String web = net.server("s3.medium.1", Net.UBUNTU_16, "", "");
        String db = net.server("s3.medium.1", Net.UBUNTU_16, "", "");
        Reply vip = client.post(
                "/v2.0/ports",
                "{'port':{'network_id':'" + net.subnet() + "','device_owner':'neutron:VIP_PORT','name':'float'}}");
        String address = vip.text("/port/fixed_ips/0/ip_address");
        Reply bound = client.put(
                "/v2.0/ports/" + nic(web),
                "{'port':{'allowed_address_pairs':[{'ip_address':'" + address
                        + "/32','mac_address':'00:00:5e:00:01:0a'}]}}");
        assertThat(bound.status()).as(bound.json().toString()).isEqualTo(200);
        follow("float", db, 4, ",'port':443", "SOURCE_ADDRESS_DENIED");
    }

    /** One answer opens all of it. */
    @Test
    void aBlockIsOpenedAsAWhole() {
        Net net = Net.dualStack(client);
        String web = net.server("s3.medium.1", Net.UBUNTU_16, "", "");
        String group = client.get("/v1/{p}/security-groups").text("/security_groups/0/id");
        client.post(
                "/v3/{p}/vpc/security-group-rules",
                "{'security_group_rule':{'security_group_id':'" + group
                        + "','direction':'ingress','ethertype':'IPv4','protocol':'tcp','multiport':'8443','action':'deny',"
                        + "'priority':'5','remote_ip_prefix':'203.0.113.64/26'}}");
        follow("203.0.113.0/24", web, 4, ",'port':8443", "NO_EIP", "DENIED_BY_SECURITY_GROUP");
        assertThat(trace("{'from':'203.0.113.65','to':'" + web + "','port':8443}")
                        .text("/verdict"))
                .isEqualTo("reachable");
        assertThat(trace("{'from':'203.0.112.1','to':'" + web + "','port':8443}")
                        .text("/verdict"))
                .isEqualTo("unreachable");
    }

    @Test
    void asksByQueryToo() {
        Net net = Net.dualStack(client);
        String web = net.server("s3.medium.1", Net.UBUNTU_16, ",'ipv6_enable':true", "");
        String query = "/_twinstack/trace?from=" + web + "&to=internet&family=6&protocol=tcp&port=443";
        assertThat(client.get(query).json())
                .isEqualTo(trace("{'from':'" + web + "','to':'internet','family':6,'protocol':'tcp','port':443}")
                        .json());
        Reply bare = client.get("/_twinstack/trace?from=web&to=internet");
        assertThat(bare.text("/flow/protocol")).isEqualTo("icmp");
        assertThat(bare.at("/flow/family").intValue()).isEqualTo(4);
        assertThat(bare.at("/flow/port").isNull()).isTrue();
    }

    @Test
    void refusesByField() {
        refused(400, "invalid-field", "from", "{'to':'internet'}");
        refused(400, "invalid-field", "to", "{'from':'internet'}");
        refused(400, "invalid-field", "from", "{'from':7,'to':'internet'}");
        refused(400, "invalid-field", "family", "{'from':'internet','to':'a','family':5}");
        refused(400, "invalid-field", "family", "{'from':'internet','to':'a','family':'6'}");
        refused(400, "invalid-field", "protocol", "{'from':'internet','to':'a','protocol':'sctp'}");
        refused(400, "invalid-field", "port", "{'from':'internet','to':'a','port':0}");
        refused(400, "invalid-field", "port", "{'from':'internet','to':'a','port':65536}");
        refused(400, "invalid-field", "port", "{'from':'internet','to':'a','protocol':'icmp','port':1}");
        refused(400, "invalid-field", "icmp_type", "{'from':'internet','to':'a','icmp_type':256}");
        refused(400, "invalid-field", "icmp_type", "{'from':'internet','to':'a','icmp_type':'8'}");
        refused(400, "invalid-field", "icmp_type", "{'from':'internet','to':'a','protocol':'any','icmp_type':8}");
        refused(400, "invalid-field", "icmp_type", "{'from':'internet','to':'a','port':80,'icmp_type':8}");
        refused(400, "invalid-field", "icmp_code", "{'from':'internet','to':'a','icmp_type':8,'icmp_code':-1}");
        refused(400, "invalid-field", "icmp_code", "{'from':'internet','to':'a','protocol':'icmp','icmp_code':0}");
        refused(400, "invalid-field", "protocol", "{'from':'internet','to':'a','family':4,'protocol':'icmpv6'}");
        refused(400, "invalid-field", "protocol", "{'from':'10.0.0.1','to':'a','protocol':'icmpv6'}");
        refused(400, "invalid-field", "from", "{'from':'10.0.0.1/8','to':'a'}");
        refused(400, "invalid-field", "to", "{'from':'internet','to':'2001:db8::/129'}");
        refused(400, "invalid-field", "to", "{'from':'internet','to':'203.0.113.0/24'}");
        refused(400, "invalid-field", "to", "{'from':'internet','to':'203.0.113.0/24','family':6}");
        refused(404, "endpoint-not-found", "10.0.0.0/8", "{'from':'10.0.0.0/8','to':'internet'}");
        refused(400, "invalid-field", "prot", "{'from':'internet','to':'a','prot':'tcp'}");
        refused(400, "invalid-field", "to", "{'from':'internet','to':'internet'}");
        refused(400, "invalid-field", "to", "{'from':'internet','to':'198.18.0.1','family':6}");
        refused(400, "invalid-field", "body", "{'from'");
        refused(400, "invalid-field", "body", "[]");
        refused(404, "endpoint-not-found", "nobody", "{'from':'internet','to':'nobody'}");
        Reply text = client.get("/_twinstack/trace?from=internet&to=a&port=http");
        assertThat(text.status()).isEqualTo(400);
        assertThat(text.text("/error/message")).startsWith("port: ");
    }

    private void refused(int status, String code, String words, String json) {
        Reply reply = trace(json);
        assertThat(reply.status()).as("%s %s", json, reply.json()).isEqualTo(status);
        assertThat(reply.text("/error/code")).isEqualTo(code);
        assertThat(reply.text("/error/message")).contains(words);
    }

    @Test
    void aNameOfTwoThingsHasToBeMadePlain() {
        Net net = Net.dualStack(client);
        String one = net.server("s3.medium.1", Net.UBUNTU_16, "", "");
        String other = net.server("s3.medium.1", Net.UBUNTU_16, "", "");
        Reply reply = trace("{'from':'web','to':'internet'}");
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.text("/error/code")).isEqualTo("endpoint-ambiguous");
        assertThat(reply.text("/error/message")).contains(one, other);
    }

    @Test
    void aSubnetOrABlockIsAllThatIsInIt() {
        Net net = Net.dualStack(client);
        String one = net.server("s3.medium.1", Net.UBUNTU_16, "", "");
        net.server("s3.medium.1", Net.UBUNTU_16, "", "");
        String subnet = client.get("/v1/{p}/subnets/" + net.subnet()).text("/subnet/name");
        Reply byName = trace("{'from':'" + one + "','to':'" + subnet + "'}");
        assertThat(byName.status()).as(byName.json().toString()).isEqualTo(200);
        assertThat(byName.text("/verdict")).isEqualTo("reachable");
        assertThat(byName.at("/flows").intValue()).isEqualTo(2);
        assertThat(byName.at("/arriving").intValue()).isEqualTo(2);
        assertThat(trace("{'from':'" + one + "','to':'" + net.subnet() + "'}").json())
                .isEqualTo(byName.json());
        Reply outside = client.get("/_twinstack/trace?from=203.0.113.0/24&to=" + net.subnet() + "&port=22");
        assertThat(outside.text("/disposition")).isEqualTo("NO_EIP");
        client.post(
                "/v1/{p}/subnets",
                "{'subnet':{'name':'" + subnet + "','cidr':'192.168.77.0/24','gateway_ip':'192.168.77.1','vpc_id':'"
                        + net.vpc() + "'}}");
        Reply twice = trace("{'from':'" + one + "','to':'" + subnet + "'}");
        assertThat(twice.status()).isEqualTo(409);
        assertThat(twice.text("/error/code")).isEqualTo("endpoint-ambiguous");
        assertThat(twice.text("/error/message")).contains(net.subnet());
        assertThat(twin.freshProject()
                        .post("/_twinstack/trace", "{'from':'internet','to':'" + net.subnet() + "'}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void tellsWhatDependsOnWhatWasLeftOpen() {
        Net net = Net.dualStack(client);
        String web = net.server("s3.medium.1", Net.UBUNTU_16, "", "");
        String db = net.server("s3.medium.1", Net.UBUNTU_16, "", "");
        String group = client.get("/v1/{p}/security-groups").text("/security_groups/0/id");
        client.post(
                "/v3/{p}/vpc/security-group-rules",
                "{'security_group_rule':{'security_group_id':'" + group
                        + "','direction':'ingress','ethertype':'IPv4','protocol':'tcp','multiport':'80-90',"
                        + "'action':'deny','priority':'1'}}");
        Reply open = trace("{'from':'" + web + "','to':'" + db + "','protocol':'tcp'}");
        assertThat(open.text("/verdict")).isEqualTo("ambiguous");
        assertThat(open.at("/reachable").booleanValue()).isFalse();
        assertThat(open.at("/flow/port").intValue()).isEqualTo(80);
        assertThat(open.at("/flows").intValue()).isEqualTo(open.at("/arriving").intValue() + 1);
        assertThat(open.at("/cases/0").fieldNames())
                .toIterable()
                .containsExactly("what", "verdict", "disposition", "decided_by");
        assertThat(open.text("/cases/0/what")).startsWith("tcp 1-");
        assertThat(open.text("/cases/0/verdict")).isEqualTo("reachable");
        assertThat(open.text("/cases/0/disposition")).isEqualTo("DELIVERED");
        assertThat(open.text("/cases/0/decided_by/text")).contains("allows");
        assertThat(open.at("/blockers")).hasSize(1);
    }

    @Test
    void oneIcmpMessageMayBeAskedFor() {
        Net net = Net.dualStack(client);
        String web = net.server("s3.medium.1", Net.UBUNTU_16, ",'ipv6_enable':true", "");
        String ends = "{'from':'" + web + "','to':'internet'";
        Reply message = trace(ends + ",'protocol':'icmp','icmp_type':3,'icmp_code':4}");
        assertThat(message.text("/flow/protocol")).isEqualTo("icmp");
        assertThat(message.at("/flow/icmp_type").intValue()).isEqualTo(3);
        assertThat(message.at("/flow/icmp_code").intValue()).isEqualTo(4);
        assertThat(message.json().toString()).contains("icmp type 3 code 4");
        Reply type = trace(ends + ",'icmp_type':3}");
        assertThat(type.at("/flow/icmp_type").intValue()).isEqualTo(3);
        assertThat(type.at("/flow/icmp_code").isNull()).isTrue();
        Reply six = client.get("/_twinstack/trace?from=" + web + "&to=internet&protocol=icmpv6&icmp_type=128");
        assertThat(six.at("/flow/family").intValue()).isEqualTo(6);
        assertThat(trace(ends + ",'family':6,'protocol':'icmp'}")
                        .at("/flow/family")
                        .intValue())
                .isEqualTo(6);
    }

    @Test
    void otherProjectsAreOutOfSight() {
        Net net = Net.dualStack(client);
        String web = net.server("s3.medium.1", Net.UBUNTU_16, "", "");
        Reply stranger = twin.freshProject().post("/_twinstack/trace", "{'from':'" + web + "','to':'internet'}");
        assertThat(stranger.status()).isEqualTo(404);
    }

    @Test
    void theEnvelopeHoldsWhereNothingIsServed() {
        assertThat(client.get("/_twinstack/nothing").text("/error/code")).isEqualTo("not-found");
        assertThat(client.delete("/_twinstack/trace").text("/error/code")).isEqualTo("method-not-allowed");
    }

    /** Does what the answer says, until nothing is left to do. */
    private void follow(String from, String to, int family, String more, String... codes) {
        String question = "{'from':'" + from + "','to':'" + to + "','family':" + family + more + "}";
        Reply before = trace(question);
        assertThat(before.at("/blockers").findValuesAsText("code")).containsExactly(codes);
        assertThat(before.at("/complete").booleanValue()).isTrue();
        for (int i = 0; i < codes.length; i++) {
            Reply now = trace(question);
            assertThat(now.text("/disposition")).isEqualTo(codes[i]);
            for (JsonNode remedy : now.at("/blockers/0/remedies")) {
                Reply done = client.send(
                                remedy.at("/request/method").asText(),
                                remedy.at("/request/path").asText(),
                                remedy.at("/request/body").isNull()
                                        ? ""
                                        : remedy.at("/request/body").toString())
                        .join();
                assertThat(done.status()).as(remedy + " " + done.json()).isLessThan(300);
            }
        }
        Reply after = trace(question);
        assertThat(after.at("/reachable").booleanValue())
                .as(after.json().toString())
                .isTrue();
        assertThat(after.at("/blockers")).isEmpty();
    }

    @Test
    void theRemediesOfAnAnswerAreRequestsThatHelp() {
        Net here = Net.dualStack(client);
        String web = here.server("s3.medium.1", Net.UBUNTU_16, ",'ipv6_enable':true", "");
        String vpc =
                client.post("/v1/{p}/vpcs", "{'vpc':{'cidr':'10.0.0.0/16'}}").text("/vpc/id");
        String subnet = client.post(
                        "/v1/{p}/subnets",
                        "{'subnet':{'name':'b','cidr':'10.0.1.0/24','gateway_ip':'10.0.1.1','vpc_id':'" + vpc + "'}}")
                .text("/subnet/id");
        String db = new Net(client, vpc, subnet).server("s3.medium.1", Net.UBUNTU_16, "", "");
        String group = client.get("/v1/{p}/security-groups").text("/security_groups/0/id");
        client.post(
                "/v3/{p}/vpc/security-group-rules",
                "{'security_group_rule':{'security_group_id':'" + group
                        + "','direction':'ingress','ethertype':'IPv4','protocol':'tcp','action':'deny','priority':'7'}}");
        String firewall = client.post("/v3/{p}/vpc/firewalls", "{'firewall':{'name':'wall'}}")
                .text("/firewall/id");
        client.put(
                "/v3/{p}/vpc/firewalls/" + firewall + "/associate-subnets",
                "{'subnets':[{'virsubnet_id':'" + subnet + "'}]}");
        client.post("/v2.1/{p}/servers/" + db + "/action", "{'os-stop':null}");
        client.put("/v2.0/ports/" + nic(db), "{'port':{'admin_state_up':false}}");
        client.post("/v2.0/{p}/bandwidths", "{'bandwidth':{'name':'shared','size':10}}");

        follow(
                web,
                db,
                4,
                ",'port':443",
                "ISOLATED_VPCS",
                "ISOLATED_VPCS",
                "DENIED_BY_FIREWALL",
                "PORT_DOWN",
                "SERVER_STOPPED",
                "DENIED_BY_SECURITY_GROUP",
                "NO_RETURN_ROUTE");
        follow(web, "internet", 4, ",'port':443", "NO_EIP");
        follow("internet", web, 6, ",'port':443", "NOT_IN_SHARED_BANDWIDTH", "DENIED_BY_SECURITY_GROUP");
    }

    @Test
    void aFlowIsFollowedIntoAPeeredProject() {
        TestTwin other = twin.freshProject();
        Net here = Net.dualStack(client);
        String web = here.server("s3.medium.1", Net.UBUNTU_16, "", "");
        String vpc =
                other.post("/v1/{p}/vpcs", "{'vpc':{'cidr':'10.0.0.0/16'}}").text("/vpc/id");
        String subnet = other.post(
                        "/v1/{p}/subnets",
                        "{'subnet':{'name':'b','cidr':'10.0.1.0/24','gateway_ip':'10.0.1.1','vpc_id':'" + vpc + "'}}")
                .text("/subnet/id");
        String db = new Net(other, vpc, subnet).server("s3.medium.1", Net.UBUNTU_16, "", "");
        String address = other.get("/v1/{p}/cloudservers/" + db + "/os-interface")
                .text("/interfaceAttachments/0/fixed_ips/0/ip_address");
        String peering = client.post(
                        "/v2.0/vpc/peerings",
                        "{'peering':{'name':'p','request_vpc_info':{'vpc_id':'" + here.vpc()
                                + "'},'accept_vpc_info':{'vpc_id':'" + vpc + "','tenant_id':'" + other.project()
                                + "'}}}")
                .text("/peering/id");
        route(client, here.vpc(), "10.0.0.0/16", peering);
        assertThat(reach(web, address, 4, ",'port':5432")).isEqualTo("BLACKHOLE");
        other.put("/v2.0/vpc/peerings/" + peering + "/accept", "");
        route(other, vpc, "192.168.0.0/16", peering);

        assertThat(reach(web, address, 4, ",'port':5432")).isEqualTo("DENIED_BY_SECURITY_GROUP");
        Reply refused = trace("{'from':'" + web + "','to':'" + address + "','port':5432}");
        assertThat(refused.at("/remedies/0/request").isNull()).isTrue();
        assertThat(refused.text("/remedies/0/text")).contains("the project");
        assertThat(trace("{'from':'" + web + "','to':'" + db + "'}").status()).isEqualTo(404);
        other.post(
                "/v3/{p}/vpc/security-group-rules",
                "{'security_group_rule':{'security_group_id':'"
                        + other.get("/v1/{p}/security-groups").text("/security_groups/0/id")
                        + "','direction':'ingress','ethertype':'IPv4','protocol':'tcp','multiport':'5432'}}");
        assertThat(reach(web, address, 4, ",'port':5432")).isEqualTo("DELIVERED");
    }

    private static void route(TestTwin tenant, String vpc, String destination, String peering) {
        Reply made = tenant.post(
                "/v2.0/vpc/routes",
                "{'route':{'type':'peering','vpc_id':'" + vpc + "','destination':'" + destination + "','nexthop':'"
                        + peering + "'}}");
        assertThat(made.status()).as(made.json().toString()).isEqualTo(201);
    }
}
