package dev.twinstack.api.quota;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class QuotaV1Test {
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
    void everyTypeIsListedWithItsLimit() {
        TestTwin.Reply all = twin.freshProject().get("/v1/{p}/quotas");
        assertThat(all.status()).isEqualTo(200);
        assertThat(all.at("/quotas/resources").findValuesAsText("type"))
                .startsWith("vpc", "subnet", "securityGroup", "securityGroupRule", "publicIp")
                .contains("vpcContainRoutetable", "routetableContainRoutes")
                .hasSize(18);
        assertThat(all.at("/quotas/resources/0/quota").asInt()).isEqualTo(150);
        assertThat(all.at("/quotas/resources/0/min").asInt()).isZero();
    }

    @Test
    void whatIsUsedIsCounted() {
        TestTwin client = twin.freshProject();
        String vpc = client.post("/v1/{p}/vpcs", "{'vpc':{'name':'net','cidr':'10.0.0.0/16'}}")
                .text("/vpc/id");
        client.post("/v1/{p}/vpcs", "{'vpc':{}}");
        client.post("/v1/{p}/routetables", "{'routetable':{'vpc_id':'" + vpc + "'}}");
        assertThat(used(client, "vpc")).isEqualTo(2);
        assertThat(used(client, "subnet")).isZero();
        assertThat(used(client, "vpcContainRoutetable")).isEqualTo(2);
    }

    @Test
    void anUnknownTypeHasACodeOfItsOwn() {
        TestTwin.Reply refused = twin.freshProject().get("/v1/{p}/quotas?type=moons");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/code")).isEqualTo("VPC.1207");
    }

    private static int used(TestTwin client, String type) {
        JsonNode one = client.get("/v1/{p}/quotas?type=" + type).at("/quotas/resources");
        assertThat(one).hasSize(1);
        return one.get(0).path("used").asInt();
    }
}
