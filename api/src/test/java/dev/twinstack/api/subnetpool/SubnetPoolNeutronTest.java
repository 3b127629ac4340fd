package dev.twinstack.api.subnetpool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetPoolNeutronTest {
    private static final String POOLS = "/v2.0/subnetpools";

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

    private Reply pool(String fields) {
        return client.post(POOLS, "{'subnetpool':{'name':'pool'," + fields + "}}");
    }

    /** A network with an IPv4 subnet, so that it can have an IPv6 one. */
    private String network() {
        String network = client.post("/v2.0/networks", "{'network':{}}").text("/network/id");
        assertThat(subnet(network, "'cidr':'10.0.0.0/24'").status()).isEqualTo(201);
        return network;
    }

    private Reply subnet(String network, String fields) {
        return client.post("/v2.0/subnets", "{'subnet':{'network_id':'" + network + "'," + fields + "}}");
    }

    private static void refused(Reply reply, int status, String type) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        assertThat(reply.text("/NeutronError/type")).isEqualTo(type);
    }

    @Test
    void aPoolIsAsTheReferenceShowsIt() {
        Reply made = pool("'prefixes':['192.168.0.0/16','10.10.0.0/21'],'default_prefixlen':25,'min_prefixlen':24,"
                + "'max_prefixlen':30,'shared':false");
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        assertThat(made.at("/subnetpool/prefixes").toString()).isEqualTo("[\"10.10.0.0/21\",\"192.168.0.0/16\"]");
        assertThat(made.at("/subnetpool/ip_version").intValue()).isEqualTo(4);
        assertThat(made.at("/subnetpool/default_quota").isNull()).isTrue();
        assertThat(made.at("/subnetpool/address_scope_id").isNull()).isTrue();
        String id = made.text("/subnetpool/id");
        assertThat(client.get(POOLS + "/" + id).json()).isEqualTo(made.json());
        Reply after = client.put(
                POOLS + "/" + id,
                "{'subnetpool':{'name':'new','description':'d','default_quota':7,'max_prefixlen':28}}");
        assertThat(after.status()).isEqualTo(200);
        assertThat(after.text("/subnetpool/name")).isEqualTo("new");
        assertThat(after.at("/subnetpool/default_quota").intValue()).isEqualTo(7);
        assertThat(after.at("/subnetpool/max_prefixlen").intValue()).isEqualTo(28);
        assertThat(after.at("/subnetpool/default_prefixlen").intValue()).isEqualTo(25);
        assertThat(client.put(POOLS + "/" + id, "{'subnetpool':{'default_quota':null}}")
                        .at("/subnetpool/default_quota")
                        .isNull())
                .isTrue();
        assertThat(client.delete(POOLS + "/" + id).status()).isEqualTo(204);
        refused(client.get(POOLS + "/" + id), 404, "SubnetPoolNotFound");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'prefixes':[]",
                "'prefixes':['10.0.0.1/8']",
                "'prefixes':['10.0.0.0/8','fd00::/48']",
                "'prefixes':['10.0.0.0/8','10.0.0.0/8']",
                "'prefixes':['10.0.0.0/8'],'min_prefixlen':7",
                "'prefixes':['10.0.0.0/8'],'min_prefixlen':26,'max_prefixlen':25",
                "'prefixes':['10.0.0.0/8'],'max_prefixlen':33",
                "'prefixes':['fd00::/48'],'min_prefixlen':48",
                "'prefixes':['10.0.0.0/8'],'default_prefixlen':'x'",
                "'prefixes':['10.0.0.0/8'],'default_quota':-1",
                "'prefixes':['10.0.0.0/8'],'shared':true",
                "'prefixes':['10.0.0.0/8'],'address_scope_id':'x'",
                "'prefixes':'10.0.0.0/8'",
                "'description':'no prefixes'",
            })
    void badPoolsAreRefused(String fields) {
        refused(pool(fields), 400, "InvalidInput");
    }

    @Test
    void theRegionsPoolIsThereForAllAndChangedByNone() {
        Reply list = client.get(POOLS + "?is_default=true");
        assertThat(list.at("/subnetpools")).hasSize(1);
        String id = list.text("/subnetpools/0/id");
        assertThat(list.at("/subnetpools/0/shared").booleanValue()).isTrue();
        assertThat(client.get(POOLS + "/" + id).at("/subnetpool")).isEqualTo(list.at("/subnetpools/0"));
        refused(client.put(POOLS + "/" + id, "{'subnetpool':{'name':'x'}}"), 404, "SubnetPoolNotFound");
        refused(client.delete(POOLS + "/" + id), 404, "SubnetPoolNotFound");
        String network = network();
        assertThat(subnet(network, "'ip_version':6,'subnetpool_id':'" + id + "'")
                        .text("/subnet/subnetpool_id"))
                .isEqualTo(id);
        assertThat(client.get("/v2.0/subnets?subnetpool_id=" + id).at("/subnets"))
                .hasSize(1);
    }

    @Test
    void listsFilterAndSelect() {
        String four = pool("'prefixes':['10.0.0.0/8']").text("/subnetpool/id");
        pool("'prefixes':['10.0.0.0/8'],'description':'d'");
        assertThat(client.get(POOLS).at("/subnetpools")).hasSize(3);
        assertThat(client.get(POOLS + "?ip_version=4").at("/subnetpools")).hasSize(2);
        assertThat(client.get(POOLS + "?description=d").at("/subnetpools")).hasSize(1);
        assertThat(client.get(POOLS + "?shared=false&tenant_id=" + client.project())
                        .at("/subnetpools"))
                .hasSize(2);
        assertThat(client.get(POOLS + "?id=" + four + "&fields=id&fields=prefixes")
                        .at("/subnetpools/0"))
                .hasSize(2);
        assertThat(client.get(POOLS + "?limit=1").at("/subnetpools_links")).hasSize(1);
    }

    @Test
    void ipv6SubnetsDrawFromTheirPool() {
        String pool = pool("'prefixes':['fd00:1::/64','fd00:1:0:1::/64']").text("/subnetpool/id");
        assertThat(client.get(POOLS + "/" + pool).text("/subnetpool/prefixes/0"))
                .isEqualTo("fd00:1::/63");
        String by = "'ip_version':6,'subnetpool_id':'" + pool + "'";
        Reply first = subnet(network(), by);
        assertThat(first.status()).as(first.toString()).isEqualTo(201);
        assertThat(first.text("/subnet/cidr")).isEqualTo("fd00:1::/64");
        assertThat(first.text("/subnet/gateway_ip")).isEqualTo("fd00:1::1");
        assertThat(first.text("/subnet/subnetpool_id")).isEqualTo(pool);
        assertThat(subnet(network(), by).text("/subnet/cidr")).isEqualTo("fd00:1:0:1::/64");
        refused(subnet(network(), by), 409, "SubnetAllocationError");
        refused(client.delete(POOLS + "/" + pool), 409, "SubnetPoolInUse");
        assertThat(client.delete("/v2.0/subnets/" + first.text("/subnet/id")).status())
                .isEqualTo(204);
        assertThat(subnet(network(), by).text("/subnet/cidr")).isEqualTo("fd00:1::/64");
        refused(subnet(network(), by + ",'use_default_subnetpool':true"), 400, "InvalidInput");
        refused(subnet(network(), by + ",'cidr':'fd00:1::/64'"), 400, "InvalidInput");
        refused(subnet(network(), by + ",'gateway_ip':'fd00:1::5'"), 400, "InvalidInput");
        refused(subnet(network(), "'ip_version':6,'use_default_subnetpool':false"), 400, "InvalidInput");
        refused(subnet(network(), "'ip_version':6,'subnetpool_id':'nope'"), 404, "SubnetPoolNotFound");
    }

    @Test
    void ipv4SubnetsDrawOrChooseFromTheirPool() {
        String pool = pool("'prefixes':['10.7.0.0/16'],'default_prefixlen':26,'default_quota':256")
                .text("/subnetpool/id");
        String by = ",'subnetpool_id':'" + pool + "'";
        String bare = client.post("/v2.0/networks", "{'network':{}}").text("/network/id");
        Reply drawn = subnet(bare, "'ip_version':4" + by);
        assertThat(drawn.status()).as(drawn.toString()).isEqualTo(201);
        assertThat(drawn.text("/subnet/cidr")).isEqualTo("10.7.0.0/26");
        assertThat(drawn.text("/subnet/gateway_ip")).isEqualTo("10.7.0.1");
        String second = client.post("/v2.0/networks", "{'network':{}}").text("/network/id");
        refused(subnet(second, "'cidr':'10.7.0.32/27'" + by), 409, "SubnetAllocationError");
        refused(subnet(second, "'cidr':'10.8.0.0/24'" + by), 400, "InvalidInput");
        refused(subnet(second, "'cidr':'10.7.1.0/24'" + by), 409, "SubnetPoolQuotaExceeded");
        refused(subnet(second, "'prefixlen':29" + by), 400, "InvalidInput");
        refused(subnet(second, "'gateway_ip':'10.7.0.65'" + by), 400, "InvalidInput");
        assertThat(subnet(second, "'gateway_ip':null,'prefixlen':25" + by).text("/subnet/cidr"))
                .isEqualTo("10.7.0.128/25");
        String region = client.get(POOLS + "?shared=true").text("/subnetpools/0/id");
        refused(
                subnet(second, "'ip_version':4,'cidr':'10.0.0.0/24','subnetpool_id':'" + region + "'"),
                400,
                "InvalidInput");
    }

    @Test
    void aPoolOfTheProjectsOwnIsItsDefault() {
        String own = pool("'prefixes':['fd00:2::/48'],'is_default':true").text("/subnetpool/id");
        refused(pool("'prefixes':['fd00:3::/48'],'is_default':true"), 409, "DefaultSubnetPoolExists");
        assertThat(pool("'prefixes':['10.0.0.0/8'],'is_default':true").status()).isEqualTo(201);
        assertThat(client.get(POOLS + "?is_default=true&ip_version=6").text("/subnetpools/0/id"))
                .isEqualTo(own);
        String standard = "'ip_version':6,'use_default_subnetpool':true";
        assertThat(subnet(network(), standard).text("/subnet/subnetpool_id")).isEqualTo(own);
        client.put(POOLS + "/" + own, "{'subnetpool':{'is_default':false}}");
        assertThat(subnet(network(), standard).text("/subnet/subnetpool_id")).isNotEqualTo(own);
        assertThat(pool("'prefixes':['fd00:3::/48'],'is_default':true").status())
                .isEqualTo(201);
        assertThat(client.get("/v1/{p}/quotas").json().toString()).doesNotContain("efaultSubnetPool");
        assertThat(client.get("/v1/{p}/quotas?type=defaultSubnetPool").status()).isEqualTo(400);
    }

    @Test
    void anIpv6PrefixIsInOnePool() {
        assertThat(pool("'prefixes':['fd00:4::/48']").status()).isEqualTo(201);
        refused(pool("'prefixes':['fd00:4:0:8::/64']"), 409, "SubnetPoolPrefixInUse");
        String network = network();
        String given =
                subnet(network, "'ip_version':6,'use_default_subnetpool':true").text("/subnet/cidr");
        refused(pool("'prefixes':['" + given + "']"), 409, "SubnetPoolPrefixInUse");
        client = twin.freshProject();
        refused(pool("'prefixes':['fd00:4::/48']"), 409, "SubnetPoolPrefixInUse");
        String four = pool("'prefixes':['10.0.0.0/8']").text("/subnetpool/id");
        client = twin.freshProject();
        assertThat(pool("'prefixes':['10.0.0.0/8']").status()).isEqualTo(201);
        refused(client.get(POOLS + "/" + four), 404, "SubnetPoolNotFound");
        refused(subnet(network(), "'cidr':'10.0.0.0/24','subnetpool_id':'" + four + "'"), 404, "SubnetPoolNotFound");
    }

    @Test
    void manyClientsGetEveryBlockOnce() {
        String pool = pool("'prefixes':['fd00:5::/61']").text("/subnetpool/id");
        List<String> networks = IntStream.range(0, 12).mapToObj(i -> network()).toList();
        Set<String> blocks = new HashSet<>();
        networks.stream()
                .map(network -> client.send(
                        "POST",
                        "/v2.0/subnets",
                        "{'subnet':{'network_id':'" + network + "','ip_version':6,'subnetpool_id':'" + pool + "'}}"))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .filter(reply -> reply.status() == 201)
                .forEach(reply ->
                        assertThat(blocks.add(reply.text("/subnet/cidr"))).isTrue());
        assertThat(blocks).hasSize(8);
    }
}
