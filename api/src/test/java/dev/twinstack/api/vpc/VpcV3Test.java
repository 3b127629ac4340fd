package dev.twinstack.api.vpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VpcV3Test {
    private static TestTwin twin;

    private TestTwin client;
    private String vpc;

    @BeforeAll
    static void start() {
        twin = TestTwin.start();
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    @BeforeEach
    void aVpc() {
        client = twin.freshProject();
        vpc = client.post("/v1/{p}/vpcs", "{'vpc':{'name':'net','description':'d','cidr':'192.168.0.0/16'}}")
                .text("/vpc/id");
    }

    @Test
    void showsWhatV1MadeAndCountsWhatIsInIt() {
        Reply shown = client.get("/v3/{p}/vpc/vpcs/" + vpc);
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.text("/request_id")).hasSize(32);
        assertThat(shown.text("/vpc/status")).isEqualTo("ACTIVE");
        assertThat(shown.text("/vpc/cidr")).isEqualTo("192.168.0.0/16");
        assertThat(shown.text("/vpc/created_at")).endsWith("Z");
        assertThat(shown.at("/vpc/extend_cidrs")).isEmpty();
        assertThat(shown.text("/vpc/cloud_resources/0/resource_type")).isEqualTo("routetable");
        assertThat(shown.at("/vpc/cloud_resources/0/resource_count").asInt()).isEqualTo(1);

        Reply unknown = client.get("/v3/{p}/vpc/vpcs/nowhere");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.text("/error_code")).isEqualTo("VPC.9904");
        assertThat(unknown.text("/error_msg")).isNotEmpty();
    }

    @Test
    void secondaryBlocksComeAndGo() {
        Reply added = change("add", "23.9.0.0/16");
        assertThat(added.status()).isEqualTo(200);
        assertThat(added.text("/vpc/extend_cidrs/0")).isEqualTo("23.9.0.0/16");
        assertThat(change("remove", "23.9.0.0/16").at("/vpc/extend_cidrs")).isEmpty();
        assertThat(change("add", "23.8.0.0/16").text("/vpc/extend_cidrs/0")).isEqualTo("23.8.0.0/16");
    }

    @ParameterizedTest
    @CsvSource({
        "add, 23.9.0.0, 400, VPC.9911",
        "add, 23.9.0.1/16, 400, VPC.9911",
        "add, 2001:db8::/48, 400, VPC.9911",
        "add, 192.168.5.0/24, 409, VPC.9914",
        "add, 100.64.0.0/16, 400, VPC.9916",
        "remove, 23.9.0.0/16, 404, VPC.9915"
    })
    void refusalsHaveTheirDocumentedCodes(String action, String block, int status, String code) {
        Reply refused = change(action, block);
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.text("/error_code")).isEqualTo(code);
    }

    @Test
    void aSixthBlockIsTooMany() {
        assertThat(change("add", "23.1.0.0/16','23.2.0.0/16','23.3.0.0/16','23.4.0.0/16','23.5.0.0/16")
                        .status())
                .isEqualTo(200);
        assertThat(change("add", "23.6.0.0/16").text("/error_code")).isEqualTo("VPC.9912");
    }

    @Test
    void aBlockWithSubnetsStays() {
        change("add", "23.9.0.0/16");
        client.post(
                "/v1/{p}/subnets",
                "{'subnet':{'name':'a','cidr':'23.9.1.0/24','gateway_ip':'23.9.1.1','vpc_id':'" + vpc + "'}}");
        assertThat(change("remove", "23.9.0.0/16").status()).isEqualTo(409);
    }

    @Test
    void aDryRunChecksAndChangesNothing() {
        String body = "{'dry_run':true,'vpc':{'extend_cidrs':['23.9.0.0/16']}}";
        Reply fine = client.put("/v3/{p}/vpc/vpcs/" + vpc + "/add-extend-cidr", body);
        assertThat(fine.status()).isEqualTo(202);
        assertThat(fine.text("/error_code")).isEqualTo("SYS.0202");
        assertThat(client.get("/v3/{p}/vpc/vpcs/" + vpc).at("/vpc/extend_cidrs"))
                .isEmpty();
        assertThat(client.put("/v3/{p}/vpc/vpcs/" + vpc + "/remove-extend-cidr", body)
                        .text("/error_code"))
                .isEqualTo("VPC.9915");
    }

    @Test
    void listsAreFilteredAndPaged() {
        client.post("/v1/{p}/vpcs", "{'vpc':{'name':'second','cidr':'10.0.0.0/16'}}");
        client.post("/v1/{p}/vpcs", "{'vpc':{'name':'third','cidr':'10.0.0.0/16'}}");
        assertThat(client.get("/v3/{p}/vpc/vpcs?name=second&name=third").at("/vpcs"))
                .hasSize(2);
        assertThat(client.get("/v3/{p}/vpc/vpcs?cidr=10.0.0.0/16&name=net").at("/vpcs"))
                .isEmpty();
        Reply first = client.get("/v3/{p}/vpc/vpcs?limit=2");
        assertThat(first.at("/page_info/current_count").asInt()).isEqualTo(2);
        assertThat(first.text("/page_info/previous_marker")).isEqualTo(first.text("/vpcs/0/id"));
        Reply last = client.get("/v3/{p}/vpc/vpcs?limit=2&marker=" + first.text("/page_info/next_marker"));
        assertThat(last.at("/vpcs")).hasSize(1);
        assertThat(last.at("/page_info").has("next_marker")).isFalse();
        assertThat(client.get("/v3/{p}/vpc/vpcs?limit=2001").status()).isEqualTo(400);
    }

    @Test
    void v1RoutesLeadIntoSubnets() {
        client.post(
                "/v1/{p}/subnets",
                "{'subnet':{'name':'a','cidr':'192.168.1.0/24','gateway_ip':'192.168.1.1','vpc_id':'" + vpc + "'}}");
        Reply set = routes("[{'destination':'10.1.0.0/16','nexthop':'192.168.1.7'}]");
        assertThat(set.status()).isEqualTo(200);
        assertThat(set.text("/vpc/routes/0/destination")).isEqualTo("10.1.0.0/16");
        assertThat(set.text("/vpc/routes/0/nexthop")).isEqualTo("192.168.1.7");
        assertThat(client.put("/v1/{p}/vpcs/" + vpc, "{'vpc':{'name':'same'}}").at("/vpc/routes"))
                .hasSize(1);
        assertThat(routes("[{'destination':'10.1.0.0/16','nexthop':'192.168.2.7'}]")
                        .text("/code"))
                .isEqualTo("VPC.0101");
        assertThat(routes("null").at("/vpc/routes")).isEmpty();
    }

    private Reply routes(String routes) {
        return client.put("/v1/{p}/vpcs/" + vpc, "{'vpc':{'routes':" + routes + "}}");
    }

    private Reply change(String action, String block) {
        return client.put(
                "/v3/{p}/vpc/vpcs/" + vpc + "/" + action + "-extend-cidr",
                "{'vpc':{'extend_cidrs':['" + block + "']}}");
    }
}
