package dev.twinstack.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActionNovaTest {
    private static TestTwin twin;

    private TestTwin client;
    private Net net;
    private String path;

    @BeforeAll
    static void start() {
        twin = TestTwin.start();
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    @BeforeEach
    void server() {
        client = twin.freshProject();
        net = Net.dualStack(client);
        path = "/v2.1/{p}/servers/" + net.novaServer("");
    }

    private int act(String action) {
        return client.post(path + "/action", action).status();
    }

    private String status() {
        return client.get(path).text("/server/status");
    }

    @Test
    void isStoppedStartedAndRebooted() {
        assertThat(act("{'os-stop':null}")).isEqualTo(202);
        assertThat(status()).isEqualTo("SHUTOFF");
        assertThat(act("{'reboot':{'type':'SOFT'}}")).isEqualTo(409);
        assertThat(act("{'reboot':{'type':'HARD'}}")).isEqualTo(202);
        assertThat(act("{'os-stop':{'type':'HARD'}}")).isEqualTo(202);
        assertThat(act("{'os-stop':{'type':'KICK'}}")).isEqualTo(400);
        assertThat(act("{'os-start':{}}")).isEqualTo(202);
        assertThat(status()).isEqualTo("ACTIVE");
        assertThat(act("{'reboot':{}}")).isEqualTo(400);
    }

    @Test
    void isResizedAndTheResizeConfirmedOrReverted() {
        assertThat(act("{'confirmResize':null}")).isEqualTo(409);
        assertThat(act("{'resize':{'flavorRef':'c4.large.2'}}")).isEqualTo(202);
        Reply resized = client.get(path);
        assertThat(resized.text("/server/status")).isEqualTo("VERIFY_RESIZE");
        assertThat(resized.text("/server/OS-EXT-STS:vm_state")).isEqualTo("resized");
        assertThat(act("{'os-stop':null}")).isEqualTo(409);
        assertThat(act("{'confirmResize':null}")).isEqualTo(204);
        assertThat(status()).isEqualTo("ACTIVE");
        assertThat(act("{'resize':{'flavorRef':'s3.large.2'}}")).isEqualTo(202);
        assertThat(act("{'revertResize':null}")).isEqualTo(202);
        assertThat(client.get(path).text("/server/flavor/id")).isEqualTo("c4.large.2");
        assertThat(act("{'resize':{'flavorRef':'c4.large.2'}}")).isEqualTo(400);
        assertThat(act("{'resize':{'flavorRef':'s9.large.2'}}")).isEqualTo(400);
        assertThat(act("{'resize':{'flavorRef':'s2.large.2'}}")).isEqualTo(202);
    }

    @Test
    void isNotResizedToAFlavorWithoutTheIpv6ItsPortsHave() {
        String dual = net.server("s3.medium.1", Net.DEBIAN, ",'ipv6_enable':true", "");
        Reply refused = client.post("/v2.1/{p}/servers/" + dual + "/action", "{'resize':{'flavorRef':'s2.medium.1'}}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/badRequest/message")).contains("IPv6");
    }

    @Test
    void isRebuilt() {
        String fedora = Net.image(client, "Standard_Fedora_34_latest");
        Reply rebuilt = client.post(
                path + "/action",
                "{'rebuild':{'imageRef':'" + fedora + "','name':'afresh','metadata':{'rebuild':'vm'}}}");
        assertThat(rebuilt.status()).isEqualTo(202);
        assertThat(rebuilt.text("/server/image/id")).isEqualTo(fedora);
        assertThat(client.get(path).text("/server/name")).isEqualTo("afresh");
        assertThat(act("{'rebuild':{'imageRef':'none'}}")).isEqualTo(400);
        assertThat(act("{'rebuild':{'imageRef':'" + fedora + "','key_name':'none'}}"))
                .isEqualTo(400);
    }

    @Test
    void isLockedAndUnlocked() {
        assertThat(act("{'lock':null}")).isEqualTo(202);
        assertThat(client.get(path).at("/server/locked").asBoolean()).isTrue();
        assertThat(act("{'os-stop':null}")).isEqualTo(409);
        Reply refused = client.delete(path);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/conflictingRequest/message")).contains("locked");
        assertThat(act("{'unlock':null}")).isEqualTo(202);
        assertThat(act("{'os-stop':null}")).isEqualTo(202);
    }

    /** Terraform's provider takes a server out of its old groups before it puts it into the new ones. */
    @Test
    void securityGroupsAreReplacedByNameAndById() {
        String group = client.post("/v2.0/security-groups", "{'security_group':{'name':'web'}}")
                .text("/security_group/id");
        assertThat(act("{'removeSecurityGroup':{'name':'default'}}")).isEqualTo(202);
        assertThat(act("{'removeSecurityGroup':{'name':'default'}}")).isEqualTo(404);
        assertThat(groups()).isEmpty();
        assertThat(act("{'addSecurityGroup':{'name':'web'}}")).isEqualTo(202);
        assertThat(act("{'addSecurityGroup':{'name':'" + group + "'}}")).isEqualTo(202);
        assertThat(groups()).containsExactly("web");
        client.post("/v2.0/security-groups", "{'security_group':{'name':'web'}}");
        assertThat(act("{'removeSecurityGroup':{'name':'web'}}")).isEqualTo(409);
        assertThat(act("{'removeSecurityGroup':{'name':'" + group + "'}}")).isEqualTo(202);
        assertThat(act("{'addSecurityGroup':{'name':'none'}}")).isEqualTo(404);
    }

    private List<String> groups() {
        return client.get(path).at("/server/security_groups").findValuesAsText("name");
    }

    @Test
    void aPasswordIsTakenNoticeOf() {
        assertThat(act("{'changePassword':{'adminPass':'Password@456'}}")).isEqualTo(202);
        assertThat(act("{'changePassword':{}}")).isEqualTo(400);
        assertThat(client.get(path + "/os-server-password").text("/password")).isEmpty();
        assertThat(client.delete(path + "/os-server-password").status()).isEqualTo(204);
    }

    @Test
    void whatIsNotEmulatedSaysSoAndWhatIsUnheardOfIsWrong() {
        assertThat(act("{'createImage':{'name':'copy'}}")).isEqualTo(501);
        assertThat(act("{'os-getConsoleOutput':{}}")).isEqualTo(501);
        assertThat(act("{'unheardOf':{}}")).isEqualTo(400);
        assertThat(act("{}")).isEqualTo(400);
        assertThat(act("{'forceDelete':''}")).isEqualTo(202);
        assertThat(act("{'os-start':null}")).isEqualTo(404);
    }

    @Test
    void anotherProjectsServerIsNotThere() {
        String own = path.replace("{p}", client.project());
        TestTwin other = twin.freshProject();
        String id = own.substring(own.lastIndexOf('/') + 1);
        assertThat(other.post("/v2.1/{p}/servers/" + id + "/action", "{'os-stop':null}")
                        .status())
                .isEqualTo(404);
        assertThat(other.get("/v2.1/{p}/servers/" + id).status()).isEqualTo(404);
        assertThat(other.get("/v1/{p}/cloudservers/" + id + "/autorecovery").status())
                .isEqualTo(404);
        assertThat(other.delete("/v2.1/{p}/servers/" + id).status()).isEqualTo(404);
    }
}
