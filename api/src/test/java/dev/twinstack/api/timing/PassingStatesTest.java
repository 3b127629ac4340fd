package dev.twinstack.api.timing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import dev.twinstack.api.server.Net;
import dev.twinstack.emulator.timing.Phase;
import dev.twinstack.emulator.timing.Timing;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The states resources pass through, and what they refuse meanwhile, in a project that takes as long as the cloud. */
class PassingStatesTest {
    private static final String VPCS = "/v1/{p}/vpcs";
    private static final String SUBNETS = "/v1/{p}/subnets";
    private static final String EIPS = "/v1/{p}/publicips";
    private static final String NETWORKS = "/v2.0/networks";
    private static final String PORTS = "/v2.0/ports";
    private static final String GROUPS = "/v2.0/fwaas/firewall_groups";

    private static TestTwin twin;

    private TestTwin client;

    @BeforeAll
    static void start() {
        twin = StillTwin.start();
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    @BeforeEach
    void project() {
        client = StillTwin.slowProject(twin);
    }

    private Reply makeVpc() {
        Reply made = client.post(VPCS, "{'vpc':{'name':'net','cidr':'192.168.0.0/16'}}");
        assertThat(made.status()).isEqualTo(200);
        return made;
    }

    private String usableVpc() {
        String vpc = makeVpc().text("/vpc/id");
        StillTwin.pass(client, Phase.VPC_CREATING);
        return vpc;
    }

    private Reply makeSubnet(String vpc, String block) {
        return client.post(
                SUBNETS,
                "{'subnet':{'name':'a','cidr':'" + block + ".0/24','gateway_ip':'" + block + ".1','vpc_id':'" + vpc
                        + "'}}");
    }

    private String activeSubnet(String vpc) {
        Reply made = makeSubnet(vpc, "192.168.1");
        assertThat(made.status()).as(made.toString()).isEqualTo(200);
        StillTwin.pass(client, Phase.SUBNET_CREATING);
        return made.text("/subnet/id");
    }

    private String makePort(String network) {
        Reply made = client.post(PORTS, "{'port':{'network_id':'" + network + "'}}");
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        assertThat(made.text("/port/status")).isEqualTo("BUILD");
        return made.text("/port/id");
    }

    private static void assertRefused(Reply reply, int status, String code) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        assertThat(reply.json().findValues("code").toString()
                        + reply.json().findValues("error_code")
                        + reply.json().findValues("type"))
                .contains('"' + code + '"');
    }

    @Test
    void aVpcIsCreatingAndThenOk() {
        Reply made = makeVpc();
        assertThat(made.text("/vpc/status")).isEqualTo("CREATING");
        String one = VPCS + '/' + made.text("/vpc/id");
        String three = "/v3/{p}/vpc/vpcs/" + made.text("/vpc/id");
        assertThat(client.get(one).text("/vpc/status")).isEqualTo("CREATING");
        assertThat(client.get(VPCS).text("/vpcs/0/status")).isEqualTo("CREATING");
        assertThat(client.get(three).text("/vpc/status")).isEqualTo("PENDING");

        String add = "{'vpc':{'extend_cidrs':['23.8.0.0/16']}}";
        assertRefused(client.delete(one), 409, "VPC.0103");
        assertRefused(client.put(one, "{'vpc':{'name':'other'}}"), 500, "VPC.0113");
        assertRefused(client.put(three + "/add-extend-cidr", add), 400, "VPC.0004");
        assertRefused(
                client.put(three + "/add-extend-cidr", "{'dry_run':true,'vpc':{'extend_cidrs':['23.8.0.0/16']}}"),
                400,
                "VPC.0004");
        assertRefused(makeSubnet(made.text("/vpc/id"), "192.168.1"), 400, "VPC.0004");

        StillTwin.pass(client, Phase.VPC_CREATING);
        assertThat(client.get(one).text("/vpc/status")).isEqualTo("OK");
        assertThat(client.get(three).text("/vpc/status")).isEqualTo("ACTIVE");
        assertThat(client.put(one, "{'vpc':{'name':'other'}}").status()).isEqualTo(200);
        assertThat(client.put(three + "/add-extend-cidr", add).status()).isEqualTo(200);
        assertThat(client.delete(one).status()).isEqualTo(204);
        assertThat(client.get(one).status()).isEqualTo(404);
    }

    @Test
    void itLastsExactlyAsLongAsTheSeedSays() {
        String vpc = makeVpc().text("/vpc/id");
        Duration taken = new Timing.Otc(7, 1).of(Phase.VPC_CREATING, vpc);
        StillTwin.advance(client, taken.minusMillis(1));
        assertThat(client.get(VPCS + '/' + vpc).text("/vpc/status")).isEqualTo("CREATING");
        StillTwin.advance(client, Duration.ofMillis(1));
        assertThat(client.get(VPCS + '/' + vpc).text("/vpc/status")).isEqualTo("OK");
    }

    @Test
    void aSubnetIsUnknownAndItsNetworkBuiltAndThenBothAreActive() {
        String vpc = usableVpc();
        Reply made = makeSubnet(vpc, "192.168.1");
        assertThat(made.text("/subnet/status")).isEqualTo("UNKNOWN");
        String id = made.text("/subnet/id");
        String update = VPCS + '/' + vpc + "/subnets/" + id;
        assertThat(client.get(SUBNETS).text("/subnets/0/status")).isEqualTo("UNKNOWN");
        assertThat(client.get(NETWORKS + '/' + id).text("/network/status")).isEqualTo("BUILD");
        assertThat(client.get(NETWORKS + "?status=BUILD").at("/networks")).hasSize(1);
        assertRefused(client.put(update, "{'subnet':{'name':'b'}}"), 500, "VPC.0205");

        StillTwin.pass(client, Phase.SUBNET_CREATING);
        assertThat(client.get(SUBNETS + '/' + id).text("/subnet/status")).isEqualTo("ACTIVE");
        assertThat(client.get(NETWORKS + '/' + id).text("/network/status")).isEqualTo("ACTIVE");
        assertThat(client.get(NETWORKS + "?status=BUILD").at("/networks")).isEmpty();
        Reply updated = client.put(update, "{'subnet':{'name':'b'}}");
        assertThat(updated.status()).isEqualTo(200);
        assertThat(updated.text("/subnet/status")).isEqualTo("ACTIVE");
        assertThat(client.delete(update).status()).isEqualTo(204);
    }

    @Test
    void aNetworkAndAPortAreBuilt() {
        Reply network = client.post(NETWORKS, "{'network':{'name':'blue'}}");
        assertThat(network.text("/network/status")).isEqualTo("BUILD");
        String port = PORTS + '/' + makePort(network.text("/network/id"));
        assertThat(client.get(PORTS + "?status=BUILD").at("/ports")).hasSize(1);
        assertThat(client.get(PORTS + "?status=DOWN").at("/ports")).isEmpty();

        StillTwin.pass(client, Phase.PORT_BUILDING);
        StillTwin.pass(client, Phase.SUBNET_CREATING);
        assertThat(client.get(port).text("/port/status")).isEqualTo("DOWN");
        assertThat(client.get(PORTS + "?status=DOWN").at("/ports")).hasSize(1);
        assertThat(client.delete(port).status()).isEqualTo(204);
    }

    @Test
    void anEipIsCreatedThenDownThenBindingThenActive() {
        String subnet = activeSubnet(usableVpc());
        String port = makePort(subnet);
        Reply made = client.post(
                EIPS, "{'publicip':{'type':'5_bgp'},'bandwidth':{'name':'bw','size':5,'share_type':'PER'}}");
        String id = made.text("/publicip/id");
        String one = EIPS + '/' + id;
        String three = "/v3/{p}/eip/publicips/" + id;
        String bind = "{'publicip':{'port_id':'" + port + "'}}";
        String unbind = "{'publicip':{}}";
        assertEip(id, "PENDING_CREATE", "DOWN");
        assertRefused(client.put(one, bind), 409, "VPC.0512");
        assertRefused(client.delete(one), 409, "VPC.0512");
        assertRefused(client.put(three, "{'publicip':{'alias':'tom'}}"), 409, "VPC.0512");

        StillTwin.pass(client, Phase.PUBLIC_IP_CREATING);
        assertEip(id, "DOWN", "DOWN");
        assertThat(client.put(one, bind).text("/publicip/status")).isEqualTo("BINDING");
        assertEip(id, "BINDING", "ACTIVE");
        assertRefused(client.put(one, unbind), 409, "VPC.0512");
        assertRefused(client.post(three + "/disassociate-instance", ""), 409, "VPC.0512");

        StillTwin.pass(client, Phase.PUBLIC_IP_BINDING);
        assertEip(id, "ACTIVE", "ACTIVE");
        assertRefused(client.delete(one), 409, "VPC.0517");
        assertThat(client.put(one, unbind).text("/publicip/status")).isEqualTo("DOWN");
        assertThat(client.delete(one).status()).isEqualTo(204);
        assertThat(client.get(one).status()).as("gone at once").isEqualTo(404);
    }

    private void assertEip(String id, String status, String ofFloatingIp) {
        assertThat(client.get(EIPS + '/' + id).text("/publicip/status")).isEqualTo(status);
        assertThat(client.get("/v3/{p}/eip/publicips/" + id).text("/publicip/status"))
                .isEqualTo(status);
        assertThat(client.get("/v3/{p}/eip/publicips?status=" + status).text("/publicips/0/id"))
                .isEqualTo(id);
        assertThat(client.get("/v2.0/floatingips/" + id).text("/floatingip/status"))
                .isEqualTo(ofFloatingIp);
    }

    /** A floating IP shows no state to wait for, so nothing of it may be refused. */
    @Test
    void aFloatingIpIsUsedAtOnce() {
        String port = makePort(activeSubnet(usableVpc()));
        Reply made = client.post(
                "/v2.0/floatingips", "{'floatingip':{'floating_network_id':'0a2228f2-7f8a-45f1-8e09-9039e1d09975'}}");
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        String one = "/v2.0/floatingips/" + made.text("/floatingip/id");
        Reply bound = client.put(one, "{'floatingip':{'port_id':'" + port + "'}}");
        assertThat(bound.text("/floatingip/status")).as(bound.toString()).isEqualTo("ACTIVE");
        assertThat(client.put(one, "{'floatingip':{'port_id':null}}").text("/floatingip/status"))
                .isEqualTo("DOWN");
        assertThat(client.delete(one).status()).isEqualTo(204);
    }

    @Test
    void aFirewallGroupIsPendingWhenItIsMadeAndChanged() {
        Reply made = client.post(GROUPS, "{'firewall_group':{'name':'fw'}}");
        String one = GROUPS + '/' + made.text("/firewall_group/id");
        assertThat(made.text("/firewall_group/status")).isEqualTo("PENDING_CREATE");
        assertThat(client.get(one).text("/firewall_group/status")).isEqualTo("PENDING_CREATE");
        StillTwin.pass(client, Phase.FIREWALL_CREATING);
        assertThat(client.get(one).text("/firewall_group/status")).isEqualTo("INACTIVE");
        assertThat(client.put(one, "{'firewall_group':{'name':'wall'}}").text("/firewall_group/status"))
                .isEqualTo("PENDING_UPDATE");
        StillTwin.pass(client, Phase.FIREWALL_UPDATING);
        assertThat(client.get(GROUPS + "?status=INACTIVE").at("/firewall_groups"))
                .hasSize(1);
        assertThat(client.delete(one).status()).isEqualTo(204);
    }

    @Test
    void aServerIsBuiltWhileItsJobWaitsAndRuns() {
        String vpc = usableVpc();
        Net net = new Net(client, vpc, activeSubnet(vpc));
        Reply made = net.create("s3.large.2", Net.DEBIAN, "", "");
        String job = "/v1/{p}/jobs/" + made.text("/job_id");
        String server = made.text("/serverIds/0");
        assertThat(client.get(job).text("/status")).isEqualTo("INIT");
        assertThat(client.get(job).text("/end_time")).isEmpty();
        assertServer(server, "BUILD", "building", 0);

        StillTwin.pass(client, Phase.JOB_WAITING);
        Reply running = client.get(job);
        assertThat(running.text("/status")).isEqualTo("RUNNING");
        assertThat(running.text("/entities/sub_jobs/0/status")).isEqualTo("RUNNING");
        assertThat(running.at("/fail_reason").isNull()).isTrue();

        StillTwin.pass(client, Phase.SERVER_BUILDING);
        Reply ended = client.get(job);
        assertThat(ended.text("/status")).isEqualTo("SUCCESS");
        assertThat(ended.text("/entities/sub_jobs/0/status")).isEqualTo("SUCCESS");
        assertThat(ended.text("/entities/sub_jobs/0/entities/server_id")).isEqualTo(server);
        assertThat(ended.text("/end_time")).isGreaterThan(ended.text("/begin_time"));
        assertServer(server, "ACTIVE", "active", 1);
        assertThat(client.get(PORTS + "?device_id=" + server).text("/ports/0/status"))
                .isEqualTo("ACTIVE");
    }

    private void assertServer(String id, String status, String machine, int power) {
        for (String one : new String[] {"/v1/{p}/cloudservers/", "/v2.1/{p}/servers/"}) {
            Reply server = client.get(one + id);
            assertThat(server.text("/server/status")).isEqualTo(status);
            assertThat(server.text("/server/OS-EXT-STS:vm_state")).isEqualTo(machine);
            assertThat(server.at("/server/OS-EXT-STS:power_state").asInt(-1)).isEqualTo(power);
        }
        assertThat(client.get("/v1/{p}/cloudservers/detail?status=" + status).at("/servers"))
                .hasSize(1);
        assertThat(client.get("/v2.1/{p}/servers?status=" + status).at("/servers"))
                .hasSize(1);
    }

    @Test
    void aSubnetLingersAfterItsLastPortInV1() {
        String vpc = usableVpc();
        String subnet = activeSubnet(vpc);
        String one = VPCS + '/' + vpc + "/subnets/" + subnet;
        String port = PORTS + '/' + makePort(subnet);
        assertRefused(client.delete(one), 500, "VPC.0208");
        assertThat(client.delete(port).status()).isEqualTo(204);
        assertRefused(client.delete(one), 409, "VPC.0209");
        StillTwin.advance(
                client, new Timing.Otc(7, 1).of(Phase.SUBNET_LINGERING, subnet).minusMillis(1));
        assertRefused(client.delete(one), 409, "VPC.0209");
        StillTwin.advance(client, Duration.ofMillis(1));
        assertThat(client.delete(one).status()).isEqualTo(204);
        assertThat(client.delete(VPCS + '/' + vpc).status()).isEqualTo(204);
    }

    /** Clients of the native calls take a 409 for the end. */
    @Test
    void aNetworkDoesNotLinger() {
        String network = client.post(NETWORKS, "{'network':{'name':'blue'}}").text("/network/id");
        Reply subnet = client.post(
                "/v2.0/subnets", "{'subnet':{'network_id':'" + network + "','cidr':'10.0.0.0/24','ip_version':4}}");
        assertThat(client.delete(PORTS + '/' + makePort(network)).status()).isEqualTo(204);
        assertThat(client.delete("/v2.0/subnets/" + subnet.text("/subnet/id")).status())
                .isEqualTo(204);
        assertThat(client.delete(NETWORKS + '/' + network).status()).isEqualTo(204);
    }

    @Test
    void aSecondaryBlockLingersAfterItsLastSubnet() {
        String vpc = usableVpc();
        String three = "/v3/{p}/vpc/vpcs/" + vpc;
        String block = "{'vpc':{'extend_cidrs':['23.8.0.0/16']}}";
        assertThat(client.put(three + "/add-extend-cidr", block).status()).isEqualTo(200);
        String subnet = makeSubnet(vpc, "23.8.1").text("/subnet/id");
        assertThat(client.delete(VPCS + '/' + vpc + "/subnets/" + subnet).status())
                .isEqualTo(204);
        assertRefused(client.put(three + "/remove-extend-cidr", block), 400, "VPC.0602");
        StillTwin.pass(client, Phase.RANGE_LINGERING);
        assertThat(client.put(three + "/remove-extend-cidr", block).status()).isEqualTo(200);
    }

    @Test
    void anotherProjectOfTheSameTwinNeedNotWait() {
        TestTwin quick = twin.freshProject();
        Reply made = quick.post(VPCS, "{'vpc':{'name':'net','cidr':'192.168.0.0/16'}}");
        assertThat(made.text("/vpc/status")).isEqualTo("OK");
        assertThat(makeVpc().text("/vpc/status")).isEqualTo("CREATING");
        assertThat(quick.delete(VPCS + '/' + made.text("/vpc/id")).status()).isEqualTo(204);
    }

    /** As the Terraform provider destroys a subnet and its VPC: ask, delete, and again every three seconds. */
    @Test
    void aClientThatTriesAgainGetsThere() {
        String vpc = usableVpc();
        String subnet = activeSubnet(vpc);
        client.delete(PORTS + '/' + makePort(subnet));
        int tries = 0;
        while (client.get(SUBNETS + '/' + subnet).status() != 404) {
            Reply deleted = client.delete(VPCS + '/' + vpc + "/subnets/" + subnet);
            assertThat(deleted.status()).isIn(204, 409);
            tries++;
            StillTwin.advance(client, Duration.ofSeconds(3));
        }
        long lingering = new Timing.Otc(7, 1).of(Phase.SUBNET_LINGERING, subnet).toMillis();
        assertThat(tries).isEqualTo(1 + Math.toIntExact((lingering + 2999) / 3000));
        assertThat(client.delete(VPCS + '/' + vpc).status()).isEqualTo(204);
    }

    @Test
    void aProjectThatIsToldToBeQuickIsDoneAtOnce() {
        String vpc = makeVpc().text("/vpc/id");
        assertThat(client.put("/_twinstack/timing", "{'profile':'instant'}").status())
                .isEqualTo(200);
        assertThat(client.get(VPCS + '/' + vpc).text("/vpc/status")).isEqualTo("OK");
        assertThat(client.delete(VPCS + '/' + vpc).status()).isEqualTo(204);
    }

    @Test
    void aNatGatewayAndItsSnatRulesBecomeActive() {
        String vpc = usableVpc();
        String subnet = activeSubnet(vpc);
        String eip = client.post(
                        EIPS, "{'publicip':{'type':'5_bgp'},'bandwidth':{'name':'b','size':5,'share_type':'PER'}}")
                .text("/publicip/id");
        String gateway = client.post(
                        "/v2.0/nat_gateways",
                        "{'nat_gateway':{'name':'nat','spec':'1','router_id':'" + vpc + "','internal_network_id':'"
                                + subnet + "'}}")
                .text("/nat_gateway/id");
        assertThat(client.get("/v2.0/nat_gateways/" + gateway).text("/nat_gateway/status"))
                .isEqualTo("PENDING_CREATE");
        String rule = "{'snat_rule':{'nat_gateway_id':'" + gateway + "','floating_ip_id':'" + eip + "','network_id':'"
                + subnet + "'}}";
        Reply early = client.post("/v2.0/snat_rules", rule);
        assertThat(early.status()).isEqualTo(400);
        assertThat(early.text("/NeutronError/type")).isEqualTo("VPC.2004");
        StillTwin.pass(client, Phase.NAT_GATEWAY_CREATING);
        assertThat(client.get("/v2.0/nat_gateways").text("/nat_gateways/0/status"))
                .isEqualTo("ACTIVE");
        String made = client.post("/v2.0/snat_rules", rule).text("/snat_rule/id");
        assertThat(client.get("/v2.0/snat_rules/" + made).text("/snat_rule/status"))
                .isEqualTo("PENDING_CREATE");
        StillTwin.pass(client, Phase.SNAT_RULE_CREATING);
        assertThat(client.get("/v2.0/snat_rules/" + made).text("/snat_rule/status"))
                .isEqualTo("ACTIVE");
    }
}
