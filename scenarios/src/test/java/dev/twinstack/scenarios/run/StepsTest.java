package dev.twinstack.scenarios.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.scenarios.RecordedCloud;
import dev.twinstack.scenarios.assertion.Verdict;
import dev.twinstack.scenarios.cloud.Credentials;
import dev.twinstack.scenarios.cloud.Endpoint;
import dev.twinstack.scenarios.script.Script;
import dev.twinstack.scenarios.script.ScriptParser;
import java.net.http.HttpClient;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each phrase sends the request that the API reference documents, against recorded answers. */
class StepsTest {
    private final RecordedCloud cloud = new RecordedCloud();

    @BeforeEach
    void record() {
        cloud.answer("POST", "/v1/{p}/vpcs", 200, "{\"vpc\":{\"id\":\"vpc-1\",\"status\":\"CREATING\"}}");
        cloud.answer("GET", "/v1/{p}/vpcs/vpc-1", 200, "{\"vpc\":{\"id\":\"vpc-1\",\"status\":\"OK\"}}");
        cloud.answer("POST", "/v1/{p}/subnets", 200, "{\"subnet\":{\"id\":\"net-1\",\"status\":\"UNKNOWN\"}}");
        cloud.answer("GET", "/v1/{p}/subnets/net-1", 200, """
                {"subnet":{"id":"net-1","name":"front","vpc_id":"vpc-1","status":"ACTIVE","neutron_subnet_id":"n4",
                 "neutron_subnet_id_v6":"n6"}}""");
        cloud.answer("POST", "/v1/{p}/security-groups", 200, "{\"security_group\":{\"id\":\"sg-1\"}}");
        cloud.answer("GET", "/image/v2/cloudimages?name=Ubuntu+16", 200, """
                {"images":[{"id":"other","name":"Ubuntu 16.10"},{"id":"img-1","name":"Ubuntu 16"}]}""");
        cloud.answer("POST", "/v1/{p}/cloudservers", 200, "{\"job_id\":\"job-1\",\"serverIds\":[\"srv-1\"]}");
        cloud.answer("GET", "/v1/{p}/jobs/job-1", 200, "{\"status\":\"SUCCESS\"}");
        cloud.answer("GET", "/v1/{p}/cloudservers/srv-1", 200, server(NIC_0));
    }

    private static final String NIC_0 = nic("port-0", "192.168.1.5", "4") + "," + nic("port-0", "2001:db8::5", "6")
            + ",{\"version\":\"4\",\"addr\":\"198.18.0.1\",\"OS-EXT-IPS:type\":\"floating\"}";

    private static String nic(String port, String address, String version) {
        return """
                {"version":"%s","addr":"%s","OS-EXT-IPS:type":"fixed","OS-EXT-IPS:port_id":"%s",\
                "OS-EXT-IPS-MAC:mac_addr":"fa:16:3e:00:00:01","primary":%s}""".formatted(version, address, port, port.equals("port-0"));
    }

    private static String server(String addresses) {
        return "{\"server\":{\"id\":\"srv-1\",\"status\":\"ACTIVE\",\"addresses\":{\"vpc-1\":[" + addresses + "]}}}";
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private static final String NETWORK = """
            name: steps
            steps:
              - create vpc: {name: shop, cidr: 192.168.0.0/16}
              - create subnet: {vpc: shop, name: front, cidr: 192.168.1.0/24, ipv6: enable}
            """;

    private static final String SERVER = NETWORK + """
              - create security group: {name: members}
              - buy server: {name: web, flavor: s3.large.2, image: Ubuntu 16, subnet: front, ipv6: enable, security groups: members}
            """;

    /** Runs the script and gives the requests of its last steps. */
    private List<String> sent(String before, String steps) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            Endpoint endpoint = new Endpoint(cloud.endpoint(), new Credentials("u", "p", "d"), "eu-de");
            Runner runner = new Runner(http, endpoint, new RunSettings("", "x", true, false), new Report() {});
            if (!before.endsWith("steps:\n")) {
                runner.run(List.of(ScriptParser.parse("before.yaml", before)));
            }
            int first = cloud.requests().size() * 2;
            Script script = ScriptParser.parse("steps.yaml", before + steps);
            ScriptResult result = runner.run(List.of(script)).getFirst();
            assertThat(result.steps())
                    .allSatisfy(
                            step -> assertThat(step.verdict()).as(step.story()).isInstanceOf(Verdict.Held.class));
            return cloud.requests().subList(first, cloud.requests().size());
        }
    }

    @Test
    void subnetsGetTheFirstAddressAsGatewayAndAreAwaited() {
        assertThat(sent("name: s\nsteps:\n", NETWORK.substring(NETWORK.indexOf("  - create"))))
                .containsExactly(
                        "POST /v1/{p}/vpcs {\"vpc\":{\"name\":\"shop\",\"cidr\":\"192.168.0.0/16\"}}",
                        "GET /v1/{p}/vpcs/vpc-1",
                        "POST /v1/{p}/subnets {\"subnet\":{\"name\":\"front\",\"cidr\":\"192.168.1.0/24\","
                                + "\"gateway_ip\":\"192.168.1.1\",\"ipv6_enable\":true,\"vpc_id\":\"vpc-1\"}}",
                        "GET /v1/{p}/subnets/net-1");
    }

    @Test
    void updatesOfASubnetCarryItsName() {
        cloud.answer("PUT", "/v1/{p}/vpcs/vpc-1/subnets/net-1", 200, "{\"subnet\":{\"id\":\"net-1\"}}");
        cloud.answer("DELETE", "/v1/{p}/vpcs/vpc-1", 204, "");

        assertThat(sent(NETWORK, "  - update subnet: {subnet: front, ipv6: disable}\n"))
                .first()
                .isEqualTo("PUT /v1/{p}/vpcs/vpc-1/subnets/net-1"
                        + " {\"subnet\":{\"name\":\"front\",\"ipv6_enable\":false}}");
    }

    @Test
    void routesGoToTheDefaultTableWithTheTypeOfTheirNextHop() {
        cloud.answer("GET", "/v1/{p}/routetables?vpc_id=vpc-1", 200, """
                {"routetables":[{"id":"rt-0","default":false},{"id":"rt-1","default":true}]}""");
        cloud.answer("GET", "/v1/{p}/routetables/rt-1", 200, "{\"routetable\":{\"id\":\"rt-1\",\"routes\":[]}}");
        cloud.answer("PUT", "/v1/{p}/routetables/rt-1", 200, "{\"routetable\":{\"id\":\"rt-1\"}}");

        assertThat(sent(SERVER, """
                  - add route: {vpc: shop, destination: 'fd00::/48', next hop: web}
                  - add route: {vpc: shop, destination: 'fd01::/48', next hop: 'x', type: nat}
                  - delete route: {vpc: shop, destination: 'fd00::/48'}
                """).stream().filter(request -> request.startsWith("PUT")))
                .containsExactly(
                        "PUT /v1/{p}/routetables/rt-1 {\"routetable\":{\"routes\":{\"add\":["
                                + "{\"destination\":\"fd00::/48\",\"type\":\"ecs\",\"nexthop\":\"srv-1\"}]}}}",
                        "PUT /v1/{p}/routetables/rt-1 {\"routetable\":{\"routes\":{\"add\":["
                                + "{\"destination\":\"fd01::/48\",\"type\":\"nat\",\"nexthop\":\"x\"}]}}}",
                        "PUT /v1/{p}/routetables/rt-1"
                                + " {\"routetable\":{\"routes\":{\"del\":[{\"destination\":\"fd00::/48\"}]}}}");
    }

    @Test
    void serversAreBoughtAsAJob() {
        assertThat(sent(NETWORK, SERVER.substring(NETWORK.length()) + """
                  - expect:
                      web.private_ip: 192.168.1.5
                      web.ipv6: 2001:db8::5
                      web.port: port-0
                      web.nics.0.mac: fa:16:3e:00:00:01
                """))
                .containsExactly(
                        "POST /v1/{p}/security-groups {\"security_group\":{\"name\":\"members\"}}",
                        "GET /image/v2/cloudimages?name=Ubuntu+16",
                        "POST /v1/{p}/cloudservers {\"server\":{\"name\":\"web\",\"imageRef\":\"img-1\","
                                + "\"flavorRef\":\"s3.large.2\",\"vpcid\":\"vpc-1\",\"nics\":[{\"subnet_id\":\"net-1\","
                                + "\"ipv6_enable\":true}],\"root_volume\":{\"volumetype\":\"SSD\"},"
                                + "\"security_groups\":[{\"id\":\"sg-1\"}]}}",
                        "GET /v1/{p}/jobs/job-1",
                        "GET /v1/{p}/cloudservers/srv-1");
    }

    @Test
    void anAttachedNicIsTheOneThatWasNotThereBefore() {
        String both = server(nic("port-1", "192.168.1.6", "4") + "," + NIC_0);
        cloud.answer("POST", "/v1/{p}/cloudservers/srv-1/nics", 200, "{\"job_id\":\"job-1\"}");
        cloud.answer("POST", "/v1/{p}/cloudservers/srv-1/nics/delete", 200, "{\"job_id\":\"job-1\"}");
        // Before, the server is asked for three times: bought twice, looked at once.
        cloud.answer("GET", "/v1/{p}/cloudservers/srv-1", 200, server(NIC_0));
        cloud.answer("GET", "/v1/{p}/cloudservers/srv-1", 200, server(NIC_0));
        cloud.answer("GET", "/v1/{p}/cloudservers/srv-1", 200, both);

        assertThat(sent(SERVER, """
                  - attach nic: {server: web, subnet: front, security groups: members}
                    as: second
                    expect: {id: port-1, private_ip: 192.168.1.6}
                  - detach nic: second
                """).stream().filter(request -> request.startsWith("POST")))
                .containsExactly(
                        "POST /v1/{p}/cloudservers/srv-1/nics"
                                + " {\"nics\":[{\"subnet_id\":\"net-1\",\"security_groups\":[{\"id\":\"sg-1\"}]}]}",
                        "POST /v1/{p}/cloudservers/srv-1/nics/delete {\"nics\":[{\"id\":\"port-1\"}]}");
    }

    @Test
    void eipsAndBandwidths() {
        String eip = "{\"publicip\":{\"id\":\"eip-1\",\"status\":\"DOWN\",\"type\":\"5_bgp\"}}";
        cloud.answer("POST", "/v1/{p}/publicips", 200, eip);
        cloud.answer("GET", "/v1/{p}/publicips/eip-1", 200, eip);
        cloud.answer("PUT", "/v1/{p}/publicips/eip-1", 200, eip);
        cloud.answer("DELETE", "/v1/{p}/publicips/eip-1", 204, "");
        cloud.answer("POST", "/v2.0/{p}/bandwidths", 200, "{\"bandwidth\":{\"id\":\"bw-1\"}}");
        cloud.answer("GET", "/v1/{p}/bandwidths/bw-1", 200, "{\"bandwidth\":{\"id\":\"bw-1\"}}");
        cloud.answer("POST", "/v2.0/{p}/bandwidths/bw-1/insert", 200, "{}");
        cloud.answer("POST", "/v2.0/{p}/bandwidths/bw-1/remove", 204, "");

        assertThat(sent(SERVER, """
                  - create shared bandwidth: {name: shared, size: 10}
                  - assign eip: {size: 8}
                    as: door
                  - assign eip: {type: 5_dualStack, shared bandwidth: shared}
                  - bind eip: {eip: door, to: web}
                  - unbind eip: door
                  - add to shared bandwidth: {bandwidth: shared, eip: door}
                  - add to shared bandwidth: {bandwidth: shared, ipv6 of: web}
                  - remove from shared bandwidth: {bandwidth: shared, eip: door, size: 7}
                  - release eip: door
                """).stream().filter(request -> !request.startsWith("GET")))
                .containsExactly(
                        "POST /v2.0/{p}/bandwidths {\"bandwidth\":{\"name\":\"shared\",\"size\":10}}",
                        "POST /v1/{p}/publicips {\"publicip\":{\"type\":\"5_bgp\"},\"bandwidth\":"
                                + "{\"name\":\"bandwidth\",\"size\":8,\"share_type\":\"PER\"}}",
                        "POST /v1/{p}/publicips {\"publicip\":{\"type\":\"5_dualStack\"},\"bandwidth\":"
                                + "{\"id\":\"bw-1\",\"share_type\":\"WHOLE\"}}",
                        "PUT /v1/{p}/publicips/eip-1 {\"publicip\":{\"port_id\":\"port-0\"}}",
                        "PUT /v1/{p}/publicips/eip-1 {\"publicip\":{\"port_id\":\"\"}}",
                        "POST /v2.0/{p}/bandwidths/bw-1/insert {\"bandwidth\":{\"publicip_info\":["
                                + "{\"publicip_id\":\"eip-1\",\"publicip_type\":\"5_bgp\"}]}}",
                        "POST /v2.0/{p}/bandwidths/bw-1/insert {\"bandwidth\":{\"publicip_info\":["
                                + "{\"publicip_id\":\"port-0\",\"publicip_type\":\"5_dualStack\"}]}}",
                        "POST /v2.0/{p}/bandwidths/bw-1/remove {\"bandwidth\":{\"charge_mode\":\"traffic\","
                                + "\"size\":7,\"publicip_info\":[{\"publicip_id\":\"eip-1\"}]}}",
                        "DELETE /v1/{p}/publicips/eip-1");
    }

    @Test
    void virtualIpsArePortsAndJoinTheAllowedPairs() {
        cloud.answer("POST", "/v2.0/ports", 201, """
                {"port":{"id":"vip-1","fixed_ips":[{"ip_address":"2001:db8::9"}]}}""");
        cloud.answer("GET", "/v2.0/ports/port-0", 200, """
                {"port":{"allowed_address_pairs":[{"ip_address":"1.1.1.1/0"}]}}""");
        cloud.answer("PUT", "/v2.0/ports/port-0", 200, "{\"port\":{}}");

        assertThat(sent(SERVER, """
                  - assign virtual ip: {subnet: front, type: IPv6, name: floating}
                    expect: {address: '2001:db8::9'}
                  - bind virtual ip: {virtual ip: floating, to: web}
                """).stream().filter(request -> !request.startsWith("GET")))
                .containsExactly(
                        "POST /v2.0/ports {\"port\":{\"network_id\":\"net-1\",\"device_owner\":\"neutron:VIP_PORT\","
                                + "\"name\":\"floating\",\"fixed_ips\":[{\"subnet_id\":\"n6\"}]}}",
                        "PUT /v2.0/ports/port-0 {\"port\":{\"allowed_address_pairs\":["
                                + "{\"ip_address\":\"1.1.1.1/0\"},{\"ip_address\":\"2001:db8::9\"}]}}");
    }

    @Test
    void rulesNameTheirDirectionBySourceOrDestination() {
        cloud.answer("POST", "/v1/{p}/security-group-rules", 200, "{\"security_group_rule\":{\"id\":\"r-1\"}}");
        cloud.answer("POST", "/v2.0/fwaas/firewall_rules", 201, "{\"firewall_rule\":{\"id\":\"f-1\"}}");

        assertThat(sent(SERVER, """
                  - add security group rule: {group: members, type: IPv6, protocol: tcp, port: 80-90, source: '::/0'}
                  - add security group rule: {group: members, destination: members}
                  - add firewall rule: {name: acl, type: IPv6, action: allow, protocol: tcp, port: 443, source: '2001:db8::/32'}
                """))
                .containsExactly(
                        "POST /v1/{p}/security-group-rules {\"security_group_rule\":{\"security_group_id\":\"sg-1\","
                                + "\"direction\":\"ingress\",\"ethertype\":\"IPv6\",\"protocol\":\"tcp\","
                                + "\"port_range_min\":80,\"port_range_max\":90,\"remote_ip_prefix\":\"::/0\"}}",
                        "POST /v1/{p}/security-group-rules {\"security_group_rule\":{\"security_group_id\":\"sg-1\","
                                + "\"direction\":\"egress\",\"ethertype\":\"IPv4\",\"remote_group_id\":\"sg-1\"}}",
                        "POST /v2.0/fwaas/firewall_rules {\"firewall_rule\":{\"name\":\"acl\",\"ip_version\":6,"
                                + "\"action\":\"allow\",\"protocol\":\"tcp\",\"source_ip_address\":\"2001:db8::/32\","
                                + "\"destination_port\":\"443\",\"enabled\":true}}");
    }

    @Test
    void timingAndClock() {
        cloud.answer("PUT", "/_twinstack/timing", 200, "{\"profile\":\"otc\",\"seed\":7,\"speed\":50}");
        cloud.answer("POST", "/_twinstack/clock", 200, "{\"now\":\"2026-01-01T00:00:30Z\",\"ahead\":\"PT30S\"}");

        assertThat(sent("name: s\nsteps:\n", """
                  - set timing: {profile: otc, seed: 7, speed: 50}
                    expect: {speed: 50}
                  - set timing: otc
                  - advance clock: PT30S
                    expect: {ahead: PT30S}
                """))
                .containsExactly(
                        "PUT /_twinstack/timing {\"profile\":\"otc\",\"seed\":7,\"speed\":50}",
                        "PUT /_twinstack/timing {\"profile\":\"otc\"}",
                        "POST /_twinstack/clock {\"advance\":\"PT30S\"}");
    }

    @Test
    void addressesGuestsAndTraces() {
        cloud.answer("GET", "/v2.0/ports?network_id=net-1", 200, """
                {"ports":[{"fixed_ips":[{"ip_address":"192.168.1.5"},{"ip_address":"2001:db8::5"}]}]}""");
        cloud.answer("POST", "/_twinstack/guest/srv-1/enable-ipv6", 200, """
                {"server":"srv-1","interfaces":[{"name":"eth0","ipv4":["192.168.1.5"],"ipv6":["2001:db8::5"]}]}""");
        cloud.answer("POST", "/_twinstack/trace", 200, "{\"reachable\":true,\"disposition\":\"DELIVERED\"}");

        assertThat(sent(SERVER, """
                  - list addresses: front
                    expect: {ipv4: {contains: 192.168.1.5}, ipv6: {contains: '2001:db8::5'}}
                  - enable ipv6 in guest: web
                    expect: {ipv6: {contains: '${web.ipv6}'}}
                  - expect reach: {from: internet, to: web, over: IPv6}
                  - request: {method: GET, path: '/v2.0/ports?network_id=${front.id}'}
                    expect: {ports.0.fixed_ips.1.ip_address: '${web.ipv6}'}
                """))
                .containsExactly(
                        "GET /v2.0/ports?network_id=net-1",
                        "POST /_twinstack/guest/srv-1/enable-ipv6",
                        "POST /_twinstack/trace"
                                + " {\"from\":\"internet\",\"to\":\"srv-1\",\"family\":6,\"protocol\":\"icmp\"}",
                        "GET /v2.0/ports?network_id=net-1");
    }
}
