package dev.twinstack.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ServerNovaTest {
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
    void aServerOfOneDialectIsSeenInTheOther() {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        Reply made = client.post(
                "/v2.1/{p}/servers",
                "{'server':{'name':'web 1','flavorRef':'s2.medium.1','imageRef':'" + Net.image(client, Net.DEBIAN)
                        + "','networks':[{'uuid':'" + net.subnet() + "','fixed_ip':'192.168.20.7'}],"
                        + "'security_groups':[{'name':'default'}],'min_count':1,'max_count':1}}");
        assertThat(made.status()).as(made.json().toString()).isEqualTo(202);
        String id = made.text("/server/id");
        JsonNode server = client.get("/v2.1/{p}/servers/" + id).at("/server");
        assertThat(server.at("/flavor/id").asText()).isEqualTo("s2.medium.1");
        assertThat(server.at("/image/id").asText()).isEqualTo(Net.image(client, Net.DEBIAN));
        assertThat(server.at("/addresses/" + net.vpc() + "/0/addr").asText()).isEqualTo("192.168.20.7");
        assertThat(server.at("/addresses/" + net.vpc() + "/0/version").isInt()).isTrue();
        assertThat(client.get("/v1/{p}/cloudservers/" + id).text("/server/name"))
                .isEqualTo("web 1");
        assertThat(client.get("/v2.1/{p}/servers/detail?name=web").at("/servers/0"))
                .isEqualTo(server);
        assertThat(client.get("/v2.1/{p}/servers").text("/servers/0/id")).isEqualTo(id);
        assertThat(client.get("/v2.1/{p}/servers?marker=" + id).at("/servers")).isEmpty();
        assertThat(client.delete("/v2.1/{p}/servers/" + id).status()).isEqualTo(204);
        Reply gone = client.get("/v2.1/{p}/servers/" + id);
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.at("/itemNotFound/code").asInt()).isEqualTo(404);
    }

    @Test
    void aPortThatExistsIsTakenAndLeftBehind() {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        String id = net.server("s3.medium.1", Net.DEBIAN, "", "");
        Reply attached = client.post(
                "/v2.1/{p}/servers/" + id + "/os-interface",
                "{'interfaceAttachment':{'net_id':'" + net.subnet()
                        + "','fixed_ips':[{'ip_address':'192.168.20.50'}]}}");
        assertThat(attached.status()).isEqualTo(200);
        assertThat(attached.text("/interfaceAttachment/fixed_ips/0/ip_address")).isEqualTo("192.168.20.50");
        String port = attached.text("/interfaceAttachment/port_id");
        assertThat(client.get("/v2.1/{p}/servers/" + id + "/os-interface").at("/interfaceAttachments"))
                .hasSize(2);
        assertThat(client.delete("/v2.1/{p}/servers/" + id + "/os-interface/" + port)
                        .status())
                .isEqualTo(202);
        assertThat(client.get("/v2.1/{p}/servers/" + id + "/os-interface/" + port)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void metadataAndPowerAndGroupsChange() {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        String id = net.server("s3.medium.1", Net.DEBIAN, "", "");
        String path = "/v2.1/{p}/servers/" + id;
        assertThat(client.post(path + "/metadata", "{'metadata':{'a':'1','b':'2'}}")
                        .text("/metadata/b"))
                .isEqualTo("2");
        assertThat(client.delete(path + "/metadata/a").status()).isEqualTo(204);
        assertThat(client.get(path + "/metadata").at("/metadata").size()).isEqualTo(1);
        assertThat(client.post(path + "/action", "{'os-stop':null}").status()).isEqualTo(202);
        assertThat(client.get(path).text("/server/status")).isEqualTo("SHUTOFF");
        assertThat(client.post(path + "/action", "{'removeSecurityGroup':{'name':'default'}}")
                        .status())
                .isEqualTo(409);
        assertThat(client.get(path + "/os-security-groups").text("/security_groups/0/name"))
                .isEqualTo("default");
        assertThat(client.post(path + "/action", "{'unheardOf':{}}").status()).isEqualTo(501);
    }

    @Test
    void flavorsAndZonesAreListed() {
        TestTwin client = twin.freshProject();
        assertThat(client.get("/v2.1/{p}/flavors/s3.large.2").at("/flavor/ram").asInt())
                .isEqualTo(4096);
        Reply withDisk = client.get("/v2.1/{p}/flavors/detail?minDisk=40");
        assertThat(withDisk.at("/flavors")).hasSize(1);
        assertThat(withDisk.text("/flavors/0/id")).isEqualTo("hl1.8xlarge.8");
        assertThat(client.get("/v2.1/{p}/flavors/none").status()).isEqualTo(404);
        assertThat(client.get("/v2.1/{p}/os-availability-zone").text("/availabilityZoneInfo/0/zoneName"))
                .isEqualTo("eu-de-01");
        Reply ecs = client.get("/v1/{p}/cloudservers/flavors?availability_zone=eu-de-01");
        assertThat(ecs.at("/flavors/0/vcpus").isTextual()).isTrue();
        assertThat(client.get("/v2.1").text("/version/id")).isEqualTo("v2.1");
    }
}
