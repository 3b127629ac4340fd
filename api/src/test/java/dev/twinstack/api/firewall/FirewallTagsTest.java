package dev.twinstack.api.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FirewallTagsTest {
    private static final String ALL = "/v3/{p}/firewalls";
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

    @Test
    void tagsComeAndGo() {
        String tags = ALL + "/" + acl("a") + "/tags";
        assertThat(client.post(tags, "{'tag':{'key':'a.b:c','value':'1'}}").status())
                .isEqualTo(204);
        assertThat(client.post(tags + "/create", "{'tags':[{'key':'a.b:c','value':'2'},{'key':'d','value':''}]}")
                        .status())
                .isEqualTo(204);
        Reply shown = client.get(tags);
        assertThat(shown.at("/tags")).hasSize(2);
        assertThat(shown.text("/tags/0/value")).isEqualTo("2");
        assertThat(shown.text("/request_id")).isNotEmpty();
        assertThat(client.delete(tags + "/d").status()).isEqualTo(204);
        Reply again = client.delete(tags + "/d");
        assertThat(again.status()).isEqualTo(404);
        assertThat(again.text("/error_code")).isEqualTo("VPC.2204");
        assertThat(client.post(tags + "/delete", "{'tags':[{'key':'a.b:c'},{'key':'none'}]}")
                        .status())
                .isEqualTo(204);
        assertThat(client.get(tags).at("/tags")).isEmpty();
    }

    @Test
    void wrongTagsAreRefused() {
        String tags = ALL + "/" + acl("a") + "/tags";
        String many = IntStream.range(0, 21)
                .mapToObj(i -> "{'key':'k" + i + "','value':''}")
                .collect(Collectors.joining(","));
        for (String body : new String[] {
            "{'tags':[]}",
            "{'tags':[{'key':'','value':''}]}",
            "{'tags':[{'key':'a b','value':''}]}",
            "{'tags':[{'key':'a','value':'.'}]}",
            "{'tags':[{'key':'a','value':'1'},{'key':'a','value':'2'}]}",
            "{'tags':[" + many + "]}"
        }) {
            Reply refused = client.post(tags + "/create", body);
            assertThat(refused.status()).as(body).isEqualTo(400);
            assertThat(refused.text("/error_code")).isEqualTo("VPC.1801");
        }
        assertThat(client.get(ALL + "/nothing/tags").status()).isEqualTo(404);
        assertThat(twin.freshProject().get(tags).status()).isEqualTo(404);
    }

    @Test
    void aclsAreFoundByTagAndName() {
        String a = acl("a", "{'key':'env','value':'test'},{'key':'team','value':'x'}");
        acl("b", "{'key':'env','value':'live'}");
        acl("c");
        assertThat(found("'tags':[{'key':'env','values':[]}]")).isEqualTo(2);
        assertThat(found("'tags':[{'key':'env','values':['test','dev']},{'key':'team','values':['x']}]"))
                .isEqualTo(1);
        assertThat(found("'matches':[{'key':'resource_name','value':'c'}]")).isEqualTo(1);
        assertThat(found("")).isEqualTo(3);
        Reply page = client.post(ALL + "/resource-instances/filter?limit=1&offset=0", "{'tags':[]}");
        assertThat(page.at("/resources")).hasSize(1);
        assertThat(page.at("/total_count").asInt()).isEqualTo(3);
        Reply one = client.post(ALL + "/resource-instances/filter", "{'tags':[{'key':'team','values':['x']}]}");
        assertThat(one.text("/resources/0/resource_id")).isEqualTo(a);
        assertThat(one.text("/resources/0/resource_name")).isEqualTo("a");
        assertThat(one.at("/resources/0/tags")).hasSize(2);
        assertThat(client.post(ALL + "/resource-instances/filter?offset=-1", "{}")
                        .status())
                .isEqualTo(400);

        Reply keys = client.get(ALL + "/tags?limit=1&offset=1");
        assertThat(keys.text("/tags/0/key")).isEqualTo("team");
        assertThat(keys.at("/total_count").asInt()).isEqualTo(2);
    }

    private int found(String query) {
        Reply count = client.post(ALL + "/resource-instances/count", "{" + query + "}");
        assertThat(count.status()).isEqualTo(200);
        return count.at("/total_count").asInt();
    }

    private String acl(String name, String... tags) {
        return client.post(
                        "/v3/{p}/vpc/firewalls",
                        "{'firewall':{'name':'" + name + "','tags':[" + String.join(",", tags) + "]}}")
                .text("/firewall/id");
    }
}
