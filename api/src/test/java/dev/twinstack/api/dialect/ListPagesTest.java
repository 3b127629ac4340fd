package dev.twinstack.api.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import dev.twinstack.api.server.Net;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every list that has pages, row by row: whoever follows the pages meets each row once (PAGE-01 to PAGE-08). */
class ListPagesTest {
    /** Of each resource: so that rows which are not in order of their ids are so by chance once in 120 runs at most. */
    private static final int SEVERAL = 5;

    private static final int MORE_THAN_THERE_ARE = 200;

    private static TestTwin client;
    private static String vpc = "";
    private static String network = "";
    private static List<String> eips;
    private static String firstGateway = "";

    @BeforeAll
    static void makeSeveralOfEach() {
        client = TestTwin.start();
        Net net = Net.dualStack(client);
        vpc = net.vpc();
        network = net.subnet();
        String neutronSubnet = client.get("/v1/{p}/subnets/" + network).text("/subnet/neutron_subnet_id");
        String logGroup = make("/v2/{p}/groups", "{'log_group_name':'g','ttl_in_days':7}", "/log_group_id");
        String logStream = make("/v2/{p}/groups/" + logGroup + "/streams", "{'log_stream_name':'s'}", "/log_stream_id");
        eips = Stream.generate(ListPagesTest::eip).limit(SEVERAL).toList();
        for (int i = 0; i < SEVERAL; i++) {
            makePeered(i);
            makeNativeNetwork(i);
            String port = make("/v2.0/ports", "{'port':{'network_id':'" + network + "'}}", "/port/id");
            make("/v1/{p}/privateips", "{'privateips':[{'subnet_id':'" + network + "'}]}", "/privateips/0/id");
            make("/v2.0/{p}/bandwidths", "{'bandwidth':{'name':'shared','size':10}}", "/bandwidth/id");
            make("/v2.0/eip/floatingips_v6", "{'floatingip':{}}", "/floatingip/id");
            make("/v1/{p}/security-groups", "{'security_group':{'name':'sg'}}", "/security_group/id");
            make(
                    "/v1/{p}/routetables",
                    "{'routetable':{'name':'t','vpc_id':'" + vpc + "','routes':[]}}",
                    "/routetable/id");
            make(
                    "/v1/{p}/fl/flow_logs",
                    "{'flow_log':{'resource_type':'port','resource_id':'" + port + "','traffic_type':'all',"
                            + "'log_group_id':'" + logGroup + "','log_topic_id':'" + logStream + "'}}",
                    "/flow_log/id");
            make(
                    "/v3/{p}/vpc/address-groups",
                    "{'address_group':{'name':'a" + i + "','ip_version':4,'ip_set':['192.168.3.2']}}",
                    "/address_group/id");
            make("/v3/{p}/vpc/firewalls", "{'firewall':{'name':'acl" + i + "'}}", "/firewall/id");
            make("/v2.0/fwaas/firewall_rules", "{'firewall_rule':{'action':'deny'}}", "/firewall_rule/id");
            make("/v2.0/fwaas/firewall_policies", "{'firewall_policy':{'name':'p'}}", "/firewall_policy/id");
            make(
                    "/v2.0/lbaas/loadbalancers",
                    "{'loadbalancer':{'vip_subnet_id':'" + neutronSubnet + "'}}",
                    "/loadbalancer/id");
            String server = net.server("s3.medium.1", Net.DEBIAN, "", "");
            makeGateway(i, client.get("/v2.0/ports?device_id=" + server).text("/ports/0/id"));
            make(
                    "/v1/{p}/cloudservers/os-server-groups",
                    "{'server_group':{'name':'g','policies':['anti-affinity']}}",
                    "/server_group/id");
            make("/v2.1/{p}/os-keypairs", "{'keypair':{'name':'pages-" + i + "'}}", "/keypair/name");
        }
    }

    /** Makes a VPC, a peering with it, and a route to it. */
    private static void makePeered(int n) {
        String peer = make("/v1/{p}/vpcs", "{'vpc':{'name':'v" + n + "','cidr':'10." + n + ".0.0/16'}}", "/vpc/id");
        String peering = make(
                "/v2.0/vpc/peerings",
                "{'peering':{'name':'p','request_vpc_info':{'vpc_id':'" + vpc + "'},'accept_vpc_info':{'vpc_id':'"
                        + peer + "'}}}",
                "/peering/id");
        make(
                "/v2.0/vpc/routes",
                "{'route':{'type':'peering','nexthop':'" + peering + "','destination':'10." + n + ".0.0/16','vpc_id':'"
                        + vpc + "'}}",
                "/route/id");
    }

    private static void makeNativeNetwork(int n) {
        String bare = make("/v2.0/networks", "{'network':{'name':'n'}}", "/network/id");
        make("/v2.0/subnets", "{'subnet':{'network_id':'" + bare + "','cidr':'172.16." + n + ".0/24'}}", "/subnet/id");
        make("/v2.0/subnetpools", "{'subnetpool':{'name':'p','prefixes':['10.20." + n + ".0/24']}}", "/subnetpool/id");
    }

    /** Makes a gateway, and a rule of each kind of the first one. */
    private static void makeGateway(int n, String port) {
        String made = make(
                "/v2.0/nat_gateways",
                "{'nat_gateway':{'name':'n','spec':'1','router_id':'" + vpc + "','internal_network_id':'" + network
                        + "'}}",
                "/nat_gateway/id");
        firstGateway = n == 0 ? made : firstGateway;
        String gateway = "'nat_gateway_id':'" + firstGateway + "'";
        make(
                "/v2.0/snat_rules",
                "{'snat_rule':{" + gateway + ",'floating_ip_id':'" + eips.get(0)
                        + "','source_type':0,'cidr':'192.168.20." + 8 * n + "/29'}}",
                "/snat_rule/id");
        make(
                "/v2.0/dnat_rules",
                "{'dnat_rule':{" + gateway + ",'floating_ip_id':'" + eips.get(1) + "','port_id':'" + port
                        + "','protocol':'tcp','external_service_port':" + (80 + n) + ",'internal_service_port':80}}",
                "/dnat_rule/id");
    }

    private static String eip() {
        return make(
                "/v1/{p}/publicips",
                "{'publicip':{'type':'5_bgp'},'bandwidth':{'name':'b','size':5,'share_type':'PER'}}",
                "/publicip/id");
    }

    private static String make(String path, String json, String pointer) {
        Reply made = client.post(path, json);
        assertThat(made.text(pointer)).as(path + " " + made).isNotEmpty();
        return made.text(pointer);
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    private static JsonNode rows(Reply reply, String name) {
        assertThat(reply.status()).as(name + " " + reply).isEqualTo(200);
        assertThat(reply.at("/" + name).isArray()).as(name + " " + reply).isTrue();
        return reply.at("/" + name);
    }

    private static List<String> ids(Reply reply, String name, String id) {
        List<String> ids = new ArrayList<>();
        rows(reply, name).forEach(row -> ids.add(row.at(id).asText()));
        return ids;
    }

    /** {@return the ids of the whole list} */
    private static List<String> all(String path, String name, String id) {
        List<String> all = ids(client.get(path), name, id);
        assertThat(all).hasSizeGreaterThanOrEqualTo(SEVERAL).doesNotHaveDuplicates();
        return all;
    }

    private static String link(Reply page, String name, String rel) {
        for (JsonNode link : page.at("/" + name + "_links")) {
            if (link.path("rel").asText().equals(rel)) {
                return link.path("href").asText();
            }
        }
        return "";
    }

    private static List<String> reversed(List<String> ids) {
        List<String> reversed = new ArrayList<>(ids);
        Collections.reverse(reversed);
        return reversed;
    }

    /** {@return the ids of pages of one row each, from the first on along the links of that name} */
    private static List<String> follow(String first, String name, String id, String rel) {
        List<String> met = new ArrayList<>();
        String path = first;
        while (!path.isEmpty() && met.size() < MORE_THAN_THERE_ARE) {
            Reply page = client.get(path);
            List<String> one = ids(page, name, id);
            assertThat(one).as(path).hasSizeLessThanOrEqualTo(1);
            met.addAll(one);
            path = link(page, name, rel);
        }
        return met;
    }

    /** {@return the ids of pages of one row each, each after the last row of the page before} */
    private static List<String> mark(String path, String name, String id, String reverse) {
        List<String> met = new ArrayList<>();
        List<String> one = ids(client.get(path + "limit=1" + reverse), name, id);
        while (!one.isEmpty() && met.size() < MORE_THAN_THERE_ARE) {
            assertThat(one).as(path).hasSize(1);
            met.addAll(one);
            one = ids(client.get(path + "limit=1&marker=" + one.getFirst() + reverse), name, id);
        }
        return met;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "networks",
                "subnets",
                "ports",
                "routers",
                "floatingips",
                "subnetpools",
                "security-groups",
                "security-group-rules",
                "network-ip-availabilities",
                "fwaas/firewall_rules",
                "fwaas/firewall_policies",
                "fwaas/firewall_groups",
                "vpc/peerings",
                "vpc/routes",
                "nat_gateways",
                "snat_rules",
                "dnat_rules",
                "lbaas/loadbalancers",
            })
    void nativeListsMeetEachRowOnceInEitherDirection(String list) {
        String path = "/v2.0/" + list;
        String name = list.replaceAll(".*/", "").replace('-', '_');
        String id = list.equals("network-ip-availabilities") ? "/network_id" : "/id";
        List<String> all = all(path, name, id);
        assertThat(all).as("in order of their ids").isSorted();
        assertThat(follow(path + "?limit=1", name, id, "next")).isEqualTo(all);
        assertThat(mark(path + "?", name, id, "")).isEqualTo(all);
        assertThat(follow(path + "?limit=1&page_reverse=True", name, id, "previous"))
                .isEqualTo(reversed(all));
        assertThat(mark(path + "?", name, id, "&page_reverse=True")).isEqualTo(reversed(all));
        Reply middle = client.get(path + "?limit=1&marker=" + all.get(1));
        assertThat(ids(client.get(link(middle, name, "previous")), name, id)).containsExactly(all.get(1));
    }

    /** By what most rows have in common, so that ids decide, and those backwards. */
    @ParameterizedTest
    @ValueSource(strings = {"networks", "subnets", "ports", "security-groups", "security-group-rules"})
    void sortedNativeListsDoToo(String list) {
        String path = "/v2.0/" + list + "?sort_key=tenant_id&sort_key=id&sort_dir=asc&sort_dir=desc&";
        String name = list.replace('-', '_');
        List<String> all = all(path, name, "/id");
        assertThat(all).containsExactlyInAnyOrderElementsOf(all("/v2.0/" + list, name, "/id"));
        assertThat(follow(path + "limit=1", name, "/id", "next")).isEqualTo(all);
        assertThat(mark(path, name, "/id", "&page_reverse=True")).isEqualTo(reversed(all));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vpcs",
                "subnets",
                "publicips",
                "bandwidths",
                "security-groups",
                "security-group-rules",
                "routetables",
                "fl/flow_logs",
            })
    void listsOfV1MeetEachRowOnce(String list) {
        String path = "/v1/{p}/" + list;
        String name = list.replaceAll(".*/", "").replace('-', '_');
        assertThat(mark(path + "?", name, "/id", "")).isEqualTo(all(path, name, "/id"));
    }

    @Test
    void privateAddressesOfASubnetAreMetOnce() {
        String path = "/v1/{p}/subnets/" + network + "/privateips";
        assertThat(mark(path + "?", "privateips", "/id", "")).isEqualTo(all(path, "privateips", "/id"));
    }

    @ParameterizedTest
    @CsvSource({
        "vpc/vpcs,vpcs",
        "vpc/security-groups,security_groups",
        "vpc/security-group-rules,security_group_rules",
        "vpc/address-groups,address_groups",
        "vpc/firewalls,firewalls",
        "eip/publicips,publicips",
    })
    void listsOfV3MeetEachRowOnce(String list, String name) {
        String path = "/v3/{p}/" + list;
        List<String> all = all(path, name, "/id");
        assertThat(mark(path + "?", name, "/id", "")).isEqualTo(all);
        List<String> met = new ArrayList<>();
        String marker = "";
        do {
            Reply page = client.get(path + "?limit=1" + (marker.isEmpty() ? "" : "&marker=" + marker));
            met.addAll(ids(page, name, "/id"));
            marker = page.text("/page_info/next_marker");
        } while (!marker.isEmpty() && met.size() < MORE_THAN_THERE_ARE);
        assertThat(met).isEqualTo(all);
    }

    @ParameterizedTest
    @CsvSource({
        "/v2.1/{p}/servers,servers,/id",
        "/v2.1/{p}/servers/detail,servers,/id",
        "/v1/{p}/cloudservers/os-server-groups,server_groups,/id",
        "/image/v2/images,images,/id",
        "/image/v2/cloudimages,images,/id",
        "/v2.1/{p}/flavors,flavors,/id",
    })
    void listsOfServersAndWhatTheyNeedDoToo(String path, String name, String id) {
        assertThat(mark(path + "?", name, id, "")).isEqualTo(all(path, name, id));
    }

    @Test
    void listsByNumberOfPageDoToo() {
        String path = "/v1/{p}/cloudservers/detail";
        List<String> met = new ArrayList<>();
        for (int page = 1; page <= SEVERAL; page++) {
            met.addAll(ids(client.get(path + "?limit=1&offset=" + page), "servers", "/id"));
        }
        assertThat(met).isEqualTo(all(path, "servers", "/id"));
    }

    @Test
    void keyPairsAreMetOnce() {
        List<String> all = new ArrayList<>();
        rows(client.nova(35, "GET", "/v2.1/{p}/os-keypairs", ""), "keypairs")
                .forEach(row -> all.add(row.at("/keypair/name").asText()));
        List<String> met = new ArrayList<>();
        String marker = "";
        while (met.size() < all.size()) {
            JsonNode page = rows(client.nova(35, "GET", "/v2.1/{p}/os-keypairs?limit=1" + marker, ""), "keypairs");
            assertThat(page).hasSize(1);
            met.add(page.at("/0/keypair/name").asText());
            marker = "&marker=" + met.getLast();
        }
        assertThat(met).isEqualTo(all);
        assertThat(rows(client.nova(35, "GET", "/v2.1/{p}/os-keypairs?limit=1" + marker, ""), "keypairs"))
                .isEmpty();
    }
}
