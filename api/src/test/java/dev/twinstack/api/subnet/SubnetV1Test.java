package dev.twinstack.api.subnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SubnetV1Test {
    private static TestTwin twin;

    @BeforeAll
    static void start() {
        twin = TestTwin.start();
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    @Test
    void aDualStackSubnetGetsABlockOfItsOwn() {
        TestTwin client = twin.freshProject();
        String vpc = client.post("/v1/{p}/vpcs", "{'vpc':{'name':'net','cidr':'192.168.0.0/16'}}")
                .text("/vpc/id");
        TestTwin.Reply made = client.post(
                "/v1/{p}/subnets",
                "{'subnet':{'name':'a','cidr':'192.168.20.0/24','gateway_ip':'192.168.20.1','ipv6_enable':true,"
                        + "'vpc_id':'" + vpc + "'}}");
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.text("/subnet/cidr_v6")).startsWith("2001:db8:").endsWith("/64");
        String id = made.text("/subnet/id");
        assertThat(client.get("/v1/{p}/subnets/" + id).json()).isEqualTo(made.json());

        TestTwin.Reply off =
                client.put("/v1/{p}/vpcs/" + vpc + "/subnets/" + id, "{'subnet':{'name':'a','ipv6_enable':false}}");
        assertThat(off.status()).isEqualTo(400);
        assertThat(off.text("/code")).isEqualTo("VPC.0201");

        TestTwin.Reply blocked = client.delete("/v1/{p}/vpcs/" + vpc);
        assertThat(blocked.status()).isEqualTo(409);
        assertThat(blocked.text("/code")).isEqualTo("VPC.0104");
        assertThat(client.delete("/v1/{p}/vpcs/" + vpc + "/subnets/" + id).status())
                .isEqualTo(204);
        assertThat(client.delete("/v1/{p}/vpcs/" + vpc).status()).isEqualTo(204);
    }
}
