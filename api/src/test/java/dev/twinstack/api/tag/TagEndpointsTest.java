package dev.twinstack.api.tag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagEndpointsTest {
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
    void aProject() {
        client = twin.freshProject();
    }

    /** What has tags, and how one is made. */
    enum Kind {
        VPCS {
            @Override
            String make(TestTwin client, String name) {
                return client.post("/v1/{p}/vpcs", "{'vpc':{'name':'" + name + "','cidr':'10.0.0.0/16'}}")
                        .text("/vpc/id");
            }
        },
        SUBNETS {
            @Override
            String make(TestTwin client, String name) {
                return client.post(
                                "/v1/{p}/subnets",
                                "{'subnet':{'name':'" + name + "','cidr':'10.0.1.0/24','gateway_ip':'10.0.1.1',"
                                        + "'vpc_id':'" + VPCS.make(client, "") + "'}}")
                        .text("/subnet/id");
            }
        },
        PUBLICIPS {
            @Override
            String make(TestTwin client, String name) {
                return client.post(
                                "/v1/{p}/publicips",
                                "{'publicip':{'type':'5_bgp','alias':'" + name + "'},"
                                        + "'bandwidth':{'name':'b','size':5,'share_type':'PER'}}")
                        .text("/publicip/id");
            }
        },
        NAT_GATEWAYS {
            @Override
            String make(TestTwin client, String name) {
                String subnet = SUBNETS.make(client, name);
                String vpc = client.get("/v1/{p}/subnets/" + subnet).text("/subnet/vpc_id");
                return client.post(
                                "/v2.0/nat_gateways",
                                "{'nat_gateway':{'name':'" + name + "','spec':'1','router_id':'" + vpc
                                        + "','internal_network_id':'" + subnet + "'}}")
                        .text("/nat_gateway/id");
            }
        },
        LOADBALANCERS {
            @Override
            String make(TestTwin client, String name) {
                String subnet = SUBNETS.make(client, name);
                String neutron = client.get("/v1/{p}/subnets/" + subnet).text("/subnet/neutron_subnet_id");
                return client.post(
                                "/v2.0/lbaas/loadbalancers",
                                "{'loadbalancer':{'name':'" + name + "','vip_subnet_id':'" + neutron + "'}}")
                        .text("/loadbalancer/id");
            }
        };

        abstract String make(TestTwin client, String name);

        String path() {
            return "/v2.0/{p}/" + name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tagsComeOneByOneOrSeveralAtOnceAndGoWithTheirResource(Kind kind) {
        String tags = kind.path() + '/' + kind.make(client, "one") + "/tags";
        assertThat(client.get(tags).at("/tags")).isEmpty();
        assertThat(client.post(tags, "{'tag':{'key':'foo','value':'bar'}}").status())
                .isEqualTo(204);
        assertThat(batch(tags, "create", "{'key':'key','value':'value'},{'key':'foo','value':''}"))
                .isEqualTo(204);
        Reply shown = client.get(tags);
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.at("/tags").findValuesAsText("key")).containsExactly("foo", "key");
        assertThat(shown.at("/tags").findValuesAsText("value")).containsExactly("", "value");

        assertThat(batch(tags, "delete", "{'key':'foo','value':'other'},{'key':'never there, or allowed'}"))
                .isEqualTo(204);
        assertThat(client.delete(tags + "/key").status()).isEqualTo(204);
        Reply twice = client.delete(tags + "/key");
        assertThat(twice.status()).isEqualTo(404);
        assertThat(twice.text("/code")).isEqualTo("VPC.2204");
        assertThat(client.get(tags).at("/tags")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyKindTellsItsKeysAndValuesInTheProject(Kind kind) {
        tag(kind, kind.make(client, "one"), "{'key':'b','value':'2'},{'key':'a','value':''}");
        tag(kind, kind.make(client, "two"), "{'key':'b','value':'1'}");
        Reply all = client.get(kind.path() + "/tags");
        assertThat(all.at("/tags").findValuesAsText("key")).containsExactly("a", "b");
        assertThat(all.at("/tags/1/values").toString()).isEqualTo("[\"1\",\"2\"]");
        assertThat(twin.freshProject().get(kind.path() + "/tags").at("/tags")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void queriesWantEveryKeyAndOneOfItsValues(Kind kind) {
        String one = kind.make(client, "one");
        String two = kind.make(client, "two");
        kind.make(client, "bare");
        tag(kind, one, "{'key':'env','value':'test'},{'key':'team','value':'red'}");
        tag(kind, two, "{'key':'env','value':'prod'}");
        assertThat(found(kind, "{'key':'env','values':['test','prod']}")).containsExactlyInAnyOrder("one", "two");
        assertThat(found(kind, "{'key':'env','values':[]}")).containsExactlyInAnyOrder("one", "two");
        assertThat(found(kind, "{'key':'env','values':['test']},{'key':'team','values':[]}"))
                .containsExactly("one");
        assertThat(found(kind, "{'key':'env','values':['prod']},{'key':'team','values':['red']}"))
                .isEmpty();
        assertThat(found(kind, "")).contains("one", "two", "bare");

        Reply named = query(kind, "'action':'filter','matches':[{'key':'resource_name','value':'two'}]");
        assertThat(named.text("/resources/0/resource_id")).isEqualTo(two);
        assertThat(named.text("/resources/0/tags/0/key")).isEqualTo("env");
        assertThat(named.at("/resources/0/resource_detail").isNull()).isTrue();
        assertThat(named.at("/total_count").asInt()).isEqualTo(1);
    }

    @Test
    void queriesArePagedByOffsetAndNumbersMayBeStrings() {
        for (String name : List.of("a", "b", "c")) {
            tag(Kind.VPCS, Kind.VPCS.make(client, name), "{'key':'k','value':''}");
        }
        String tags = "'tags':[{'key':'k','values':[]}]";
        Reply first = query(Kind.VPCS, "'action':'filter','limit':'2','offset':'0'," + tags);
        Reply last = query(Kind.VPCS, "'action':'filter','limit':2,'offset':2," + tags);
        assertThat(first.at("/resources")).hasSize(2);
        assertThat(first.at("/total_count").asInt()).isEqualTo(3);
        assertThat(last.at("/resources")).hasSize(1);
        assertThat(last.at("/total_count").asInt()).isEqualTo(3);
        assertThat(query(Kind.VPCS, "'action':'filter','offset':3," + tags).at("/resources"))
                .isEmpty();

        Reply count = query(Kind.VPCS, "'action':'count'," + tags);
        assertThat(count.at("/total_count").asInt()).isEqualTo(3);
        assertThat(count.json().has("resources")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'action':'filter','limit':0",
                "'action':'filter','limit':'1001'",
                "'action':'filter','offset':-1",
                "'action':'filter','offset':'-1'",
                "'action':'filter','limit':'many'",
                "'action':'destroy'",
                "'tags':[]",
                "'action':'filter','matches':[]",
                "'action':'filter','matches':[null]",
                "'action':'filter','matches':[{'key':'name','value':'x'}]",
                "'action':'filter','tags':[null]",
                "'action':'filter','tags':[{'key':'k'}]",
                "'action':'filter','tags':[{'key':'','values':[]}]",
                "'action':'filter','tags':[{'key':'k','values':[null]}]",
                "'action':'filter','tags':[{'key':'k','values':['v','v']}]",
                "'action':'filter','tags':[{'key':'k','values':[]},{'key':'k','values':[]}]",
                "'action':'filter','tags':[{'key':'k','values':['1','2','3','4','5','6','7','8','9','10','11']}]"
            })
    void aBadQueryIsRefused(String body) {
        refused(query(Kind.SUBNETS, body));
    }

    @ParameterizedTest
    @CsvSource({
        "VPCS, 128, 255, 204", "VPCS, 129, 1, 400", "VPCS, 1, 256, 400", "SUBNETS, 128, 255, 204",
        "SUBNETS, 129, 1, 400", "PUBLICIPS, 36, 43, 204", "PUBLICIPS, 37, 1, 400", "PUBLICIPS, 1, 44, 400"
    })
    void lengthsAreThoseOfTheKind(Kind kind, int key, int value, int status) {
        String tag = "{'key':'" + "k".repeat(key) + "','value':'" + "v".repeat(value) + "'}";
        String tags = kind.path() + '/' + kind.make(client, "one") + "/tags";
        assertThat(client.post(tags, "{'tag':" + tag + "}").status()).isEqualTo(status);
        assertThat(batch(tags, "create", tag)).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'action':'create'}",
                "{'action':'create','tags':[]}",
                "{'action':'create','tags':[null]}",
                "{'action':'create','tags':[{'key':'k'}]}",
                "{'action':'create','tags':[{'key':'k','value':null}]}",
                "{'action':'create','tags':[{'key':'','value':'v'}]}",
                "{'action':'create','tags':[{'key':'a b','value':'v'}]}",
                "{'action':'create','tags':[{'key':'k','value':'v.'}]}",
                "{'action':'create','tags':[{'key':'k','value':'1'},{'key':'k','value':'2'}]}",
                "{'action':'update','tags':[{'key':'k','value':'1'}]}",
                "{'tags':[{'key':'k','value':'1'}]}",
                "{'action':'delete','tags':[{'key':''}]}",
                "{'action':'delete','tags':[{'value':'v'}]}"
            })
    void aBadBatchIsRefusedAsAWhole(String body) {
        String tags = Kind.VPCS.path() + '/' + Kind.VPCS.make(client, "one") + "/tags";
        refused(client.post(tags + "/action", body));
        assertThat(client.get(tags).at("/tags")).isEmpty();
    }

    @Test
    void aResourceHasAtMostTwentyEvenIfTheyComeAtTheSameTime() {
        String vpc = Kind.VPCS.make(client, "one");
        String tags = Kind.VPCS.path() + '/' + vpc + "/tags";
        List<Integer> statuses = IntStream.range(0, 30)
                .mapToObj(i -> client.send("POST", tags, "{'tag':{'key':'k" + i + "','value':''}}"))
                .toList()
                .stream()
                .map(sent -> sent.join().status())
                .toList();
        assertThat(statuses)
                .containsOnly(204, 400)
                .filteredOn(status -> status == 204)
                .hasSize(20);
        assertThat(client.get(tags).at("/tags")).hasSize(20);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotThereOrAnotherProjectsHasNoTags(Kind kind) {
        String id = kind.make(client, "one");
        for (String tags : List.of(kind.path() + '/' + id + "/tags", kind.path() + "/nowhere/tags")) {
            TestTwin stranger = twin.freshProject();
            for (Reply reply : List.of(
                    stranger.get(tags),
                    stranger.post(tags, "{'tag':{'key':'k','value':''}}"),
                    stranger.post(tags + "/action", "{'action':'delete','tags':[{'key':'k'}]}"),
                    stranger.delete(tags + "/k"))) {
                assertThat(reply.status()).isEqualTo(404);
                assertThat(reply.text("/code")).isEqualTo("VPC.2204");
            }
        }
    }

    @Test
    void aKeyInThePathMayBeEncoded() {
        String tags = Kind.VPCS.path() + '/' + Kind.VPCS.make(client, "one") + "/tags";
        client.post(tags, "{'tag':{'key':'a@b','value':''}}");
        assertThat(client.delete(tags + "/a%40b").status()).isEqualTo(204);
    }

    @Test
    void v3ShowsTheTagsOfAVpcAndUpdatesKeepThem() {
        String vpc = Kind.VPCS.make(client, "one");
        tag(Kind.VPCS, vpc, "{'key':'foo','value':'bar'}");
        client.put("/v1/{p}/vpcs/" + vpc, "{'vpc':{'name':'other','description':'d'}}");
        client.put("/v3/{p}/vpc/vpcs/" + vpc + "/add-extend-cidr", "{'vpc':{'extend_cidrs':['23.9.0.0/16']}}");
        Reply shown = client.get("/v3/{p}/vpc/vpcs/" + vpc);
        assertThat(shown.text("/vpc/tags/0/key")).isEqualTo("foo");
        assertThat(shown.text("/vpc/tags/0/value")).isEqualTo("bar");
    }

    @Test
    void v3ShowsTheTagsOfAnEipAsPairs() {
        String eip = Kind.PUBLICIPS.make(client, "one");
        tag(Kind.PUBLICIPS, eip, "{'key':'foo','value':'bar'},{'key':'empty','value':''}");
        client.put("/v3/{p}/eip/publicips/" + eip, "{'publicip':{'alias':'other'}}");
        Reply shown = client.get("/v3/{p}/eip/publicips/" + eip);
        assertThat(shown.text("/publicip/alias")).isEqualTo("other");
        assertThat(shown.at("/publicip/tags").toString()).isEqualTo("[\"foo=bar\",\"empty=\"]");
    }

    private int batch(String tags, String action, String list) {
        return client.post(tags + "/action", "{'action':'" + action + "','tags':[" + list + "]}")
                .status();
    }

    private void tag(Kind kind, String id, String list) {
        assertThat(batch(kind.path() + '/' + id + "/tags", "create", list)).isEqualTo(204);
    }

    private Reply query(Kind kind, String fields) {
        return client.post(kind.path() + "/resource_instances/action", "{" + fields + "}");
    }

    private List<String> found(Kind kind, String tags) {
        Reply page = query(kind, "'action':'filter','tags':[" + tags + "]");
        assertThat(page.at("/total_count").asInt())
                .isEqualTo(page.at("/resources").size());
        return page.at("/resources").findValuesAsText("resource_name");
    }

    private static void refused(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
        assertThat(reply.text("/code")).isEqualTo("VPC.1801");
        assertThat(reply.text("/message")).isNotEmpty();
    }
}
