package dev.twinstack.api.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import dev.twinstack.api.server.Net;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadBalancerNeutronTest {
    private static final String ALL = "/v2.0/lbaas/loadbalancers";
    private static TestTwin twin;

    private TestTwin client;
    private Net net;
    private String neutronSubnet;

    @BeforeAll
    static void start() {
        twin = TestTwin.start();
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    @BeforeEach
    void aSubnet() {
        client = twin.freshProject();
        net = Net.dualStack(client);
        neutronSubnet = client.get("/v1/{p}/subnets/" + net.subnet()).text("/subnet/neutron_subnet_id");
    }

    private Reply create(String more) {
        return client.post(ALL, "{'loadbalancer':{'vip_subnet_id':'" + neutronSubnet + "'" + more + "}}");
    }

    private String eip() {
        return client.post(
                        "/v1/{p}/publicips",
                        "{'publicip':{'type':'5_bgp'},'bandwidth':{'name':'b','size':5,'share_type':'PER'}}")
                .text("/publicip/id");
    }

    @Test
    void itIsMadeShownChangedAndDeleted() {
        Reply made = create(",'name':'lb','vip_address':'192.168.20.100','description':'d'");
        assertThat(made.status()).isEqualTo(201);
        String one = ALL + "/" + made.text("/loadbalancer/id");
        assertThat(client.get(one).json()).isEqualTo(made.json());
        assertThat(made.text("/loadbalancer/provisioning_status")).isEqualTo("ACTIVE");
        assertThat(made.text("/loadbalancer/operating_status")).isEqualTo("ONLINE");
        assertThat(made.text("/loadbalancer/provider")).isEqualTo("vlb");
        assertThat(made.text("/loadbalancer/vip_address")).isEqualTo("192.168.20.100");
        assertThat(made.text("/loadbalancer/vip_subnet_id")).isEqualTo(neutronSubnet);
        assertThat(made.at("/loadbalancer/listeners")).isEmpty();
        assertThat(made.text("/loadbalancer/created_at")).matches("\\d{4}(-\\d\\d){2}T\\d\\d(:\\d\\d){2}");

        Reply port = client.get("/v2.0/ports/" + made.text("/loadbalancer/vip_port_id"));
        assertThat(port.text("/port/device_owner")).isEqualTo("neutron:LOADBALANCERV2");
        assertThat(port.text("/port/device_id")).isEqualTo(made.text("/loadbalancer/id"));
        assertThat(port.text("/port/fixed_ips/0/ip_address")).isEqualTo("192.168.20.100");
        assertThat(client.delete("/v2.0/ports/" + made.text("/loadbalancer/vip_port_id"))
                        .status())
                .isEqualTo(409);

        Reply changed = client.put(one, "{'loadbalancer':{'name':'other','admin_state_up':false}}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("/loadbalancer/name")).isEqualTo("other");
        assertThat(changed.text("/loadbalancer/description")).isEqualTo("d");
        assertThat(changed.at("/loadbalancer/admin_state_up").asBoolean()).isFalse();
        assertThat(client.get(one + "/statuses").text("/statuses/loadbalancer/name"))
                .isEqualTo("other");

        assertThat(client.delete(one).status()).isEqualTo(204);
        assertThat(client.get(one).status()).isEqualTo(404);
        assertThat(client.delete(one).status()).isEqualTo(404);
        assertThat(client.get("/v2.0/ports/" + made.text("/loadbalancer/vip_port_id"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theFieldsAreFilters() {
        Reply one = create(",'name':'one'");
        create(",'name':'two'");
        for (String field : List.of("id", "name", "vip_port_id", "vip_address")) {
            assertThat(client.get(ALL + "?" + field + "=" + one.text("/loadbalancer/" + field))
                            .at("/loadbalancers"))
                    .as(field)
                    .hasSize(1);
        }
        assertThat(client.get(ALL + "?vpc_id=" + net.vpc() + "&vip_subnet_id=" + neutronSubnet)
                        .at("/loadbalancers"))
                .hasSize(2);
        assertThat(client.get(ALL + "?vpc_id=x").at("/loadbalancers")).isEmpty();
        assertThat(client.get(ALL + "?admin_state_up=false").at("/loadbalancers"))
                .isEmpty();
    }

    @Test
    void itHoldsItsSubnet() {
        String one = ALL + "/" + create("").text("/loadbalancer/id");
        String subnet = "/v1/{p}/vpcs/" + net.vpc() + "/subnets/" + net.subnet();
        Reply refused = client.delete(subnet);
        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.text("/code")).isEqualTo("VPC.0211");
        client.delete(one);
        assertThat(client.delete(subnet).status()).isEqualTo(204);
    }

    @Test
    void anEipIsBoundToItsPortAndOutlivesIt() {
        Reply made = create("");
        String eip = "/v1/{p}/publicips/" + eip();
        Reply bound = client.put(eip, "{'publicip':{'port_id':'" + made.text("/loadbalancer/vip_port_id") + "'}}");
        assertThat(bound.status()).isEqualTo(200);
        assertThat(client.get(eip).text("/publicip/status")).isEqualTo("ACTIVE");
        assertThat(client.get(eip.replace("/v1/{p}", "/v3/{p}/eip")).text("/publicip/vnic/device_id"))
                .isEqualTo(made.text("/loadbalancer/id"));
        Reply released = client.delete(eip);
        assertThat(released.status()).isEqualTo(500);
        assertThat(released.text("/code")).isEqualTo("VPC.0516");
        assertThat(client.delete(ALL + "/" + made.text("/loadbalancer/id")).status())
                .isEqualTo(204);
        assertThat(client.get(eip).text("/publicip/status")).isEqualTo("DOWN");
        assertThat(client.delete(eip).status()).isEqualTo(204);
    }

    @Test
    void theQuotaCounts() {
        for (int i = 0; i < 10; i++) {
            assertThat(create("").status()).isEqualTo(201);
        }
        Reply refused = create("");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/NeutronError/type")).isEqualTo("OverQuota");
        Reply quotas = client.get("/v1/{p}/quotas?type=loadbalancer");
        assertThat(quotas.at("/quotas/resources/0/used").asInt()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",'name':7 | 400 | BadRequest",
                ",'provider':'octavia' | 400 | BadRequest",
                ",'tenant_id':'x' | 400 | BadRequest",
                ",'admin_state_up':'yes' | 400 | BadRequest",
                ",'vip_address':'fe80::1' | 400 | BadRequest",
                ",'vip_address':'x' | 400 | BadRequest",
                ",'vip_address':'10.0.0.1' | 400 | BadRequest",
                ",'vip_address':'192.168.20.77' | 409 | IpAddressInUse",
            })
    void badInputIsRefused(String more, int status, String type) {
        client.post(
                "/v2.0/ports",
                "{'port':{'network_id':'" + net.subnet() + "','fixed_ips':[{'ip_address':'192.168.20.77'}]}}");
        Reply refused = create(more);
        assertThat(refused.status()).as(refused.json().toString()).isEqualTo(status);
        assertThat(refused.text("/NeutronError/type")).isEqualTo(type);
    }

    @Test
    void itNeedsAnIpv4SubnetOfThisProject() {
        String ipv6 = client.get("/v1/{p}/subnets/" + net.subnet()).text("/subnet/neutron_subnet_id_v6");
        for (String unfit : List.of("x", net.subnet(), ipv6)) {
            Reply refused = client.post(ALL, "{'loadbalancer':{'vip_subnet_id':'" + unfit + "'}}");
            assertThat(refused.status()).as(unfit).isEqualTo(404);
            assertThat(refused.text("/NeutronError/type")).isEqualTo("SubnetNotFound");
        }
        assertThat(client.post(ALL, "{'loadbalancer':{}}").status()).isEqualTo(400);
        TestTwin other = twin.freshProject();
        assertThat(other.post(ALL, "{'loadbalancer':{'vip_subnet_id':'" + neutronSubnet + "'}}")
                        .status())
                .isEqualTo(404);
        String one = ALL + "/" + create("").text("/loadbalancer/id");
        assertThat(other.get(one).status()).isEqualTo(404);
        assertThat(other.delete(one).status()).isEqualTo(404);
    }

    @Test
    void whatWouldBeBehindItIsNotEmulated() {
        for (String path :
                List.of("listeners", "pools", "healthmonitors", "l7policies", "whitelists", "certificates")) {
            assertThat(client.get("/v2.0/lbaas/" + path).status()).as(path).isEqualTo(501);
        }
        Reply listener = client.post("/v2.0/lbaas/listeners", "{'listener':{}}");
        assertThat(listener.status()).isEqualTo(501);
        assertThat(listener.text("/NeutronError/message")).contains("not emulated");
    }
}
