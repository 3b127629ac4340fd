package dev.twinstack.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskEcsTest {
    private static final String TWO_DISKS =
            ",'data_volumes':[{'volumetype':'SAS','size':10},{'volumetype':'ESSD','size':20,'multiattach':true,"
                    + "'metadata':{'__system__encrypted':'1','__system__cmkid':'37b0d52e-c249-40d6-83cb-2b93f22445bd'}}]";

    private static TestTwin twin;

    private TestTwin client;
    private Net net;

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
        net = Net.dualStack(client);
    }

    private String server(String more) {
        return net.server("s3.medium.1", Net.DEBIAN, "", more);
    }

    private JsonNode disks(String server) {
        return client.get("/v1/{p}/cloudservers/" + server).at("/server/os-extended-volumes:volumes_attached");
    }

    private List<String> volumes() {
        List<String> ids = new ArrayList<>();
        client.get("/v2/{p}/volumes")
                .at("/volumes")
                .forEach(volume -> ids.add(volume.at("/id").asText()));
        return ids;
    }

    private String volume(String zone) {
        return client.post("/v2/{p}/volumes", "{'volume':{'size':10,'availability_zone':'" + zone + "'}}")
                .text("/volume/id");
    }

    private Reply job(Reply reply) {
        assertThat(reply.status()).as(reply.json().toString()).isEqualTo(200);
        return client.get("/v1/{p}/jobs/" + reply.text("/job_id"));
    }

    @Test
    void theDisksOfANewServerAreVolumes() {
        String server = server(TWO_DISKS);
        JsonNode disks = disks(server);
        assertThat(disks).hasSize(3);
        assertThat(disks.at("/0/bootIndex").asText()).isEqualTo("0");
        assertThat(disks.at("/0/delete_on_termination").isTextual()).isTrue();
        assertThat(disks.at("/0/delete_on_termination").asText()).isEqualTo("true");
        assertThat(disks.at("/0/device").asText()).isEqualTo("/dev/vda");
        assertThat(disks.at("/2/delete_on_termination").asText()).isEqualTo("false");
        assertThat(disks.at("/2/device").asText()).isEqualTo("/dev/vdc");
        JsonNode root = client.get(
                        "/v3/{p}/os-vendor-volumes/" + disks.at("/0/id").asText())
                .at("/volume");
        assertThat(root.at("/bootable").asText()).isEqualTo("true");
        assertThat(root.at("/size").asInt()).isEqualTo(10);
        assertThat(root.at("/availability_zone").asText()).isEqualTo("eu-de-03");
        assertThat(root.at("/name").asText()).isEqualTo("web-volume-0000");
        JsonNode shared = client.get(
                        "/v3/{p}/os-vendor-volumes/" + disks.at("/2/id").asText())
                .at("/volume");
        assertThat(shared.at("/bootable").asText()).isEqualTo("false");
        assertThat(shared.at("/volume_type").asText()).isEqualTo("ESSD");
        assertThat(shared.at("/multiattach").booleanValue()).isTrue();
        assertThat(shared.at("/encrypted").booleanValue()).isTrue();
        assertThat(shared.at("/metadata/__system__cmkid").asText()).hasSize(36);
    }

    @Test
    void dataDisksStayUnlessTheyAreDeletedWithTheServer() {
        String first = server(TWO_DISKS);
        JsonNode disks = disks(first);
        assertThat(job(net.delete(first, "")).text("/status")).isEqualTo("SUCCESS");
        assertThat(volumes())
                .containsExactlyInAnyOrder(
                        disks.at("/1/id").asText(), disks.at("/2/id").asText());
        String second = server(TWO_DISKS);
        String attached = volume("eu-de-03");
        job(client.post(
                "/v1/{p}/cloudservers/" + second + "/attachvolume",
                "{'volumeAttachment':{'volumeId':'" + attached + "'}}"));
        assertThat(volumes()).hasSize(6);
        assertThat(job(net.delete(second, ",'delete_volume':true")).text("/status"))
                .isEqualTo("SUCCESS");
        assertThat(volumes())
                .containsExactlyInAnyOrder(
                        disks.at("/1/id").asText(), disks.at("/2/id").asText());
    }

    @Test
    void aVolumeIsAttachedAndDetachedByJobs() {
        String path = "/v1/{p}/cloudservers/" + server("");
        String volume = volume("eu-de-03");
        String attach = "{'volumeAttachment':{'volumeId':'" + volume + "','device':'/dev/sdd'}%s}";
        assertThat(client.post(path + "/attachvolume", attach.formatted(",'dry_run':true"))
                        .status())
                .isEqualTo(202);
        assertThat(client.get(path + "/block_device/" + volume).text("/error/code"))
                .isEqualTo("Ecs.0111");
        Reply attached = job(client.post(path + "/attachvolume", attach.formatted("")));
        assertThat(attached.text("/status")).isEqualTo("SUCCESS");
        assertThat(attached.text("/entities/volume_id")).isEqualTo(volume);
        JsonNode disks = client.get(path + "/block_device").json();
        assertThat(disks.at("/volumeAttachments").findValuesAsText("device")).containsExactly("/dev/vda", "/dev/vdd");
        assertThat(disks.at("/attachableQuantity/free_disk").asInt()).isEqualTo(22);
        JsonNode disk = disks.at("/volumeAttachments/1");
        assertThat(disk.at("/size").asInt()).isEqualTo(10);
        assertThat(disk.at("/bootIndex").asInt()).isEqualTo(3);
        assertThat(disk.at("/bus").asText()).isEqualTo("virtio");
        assertThat(client.get(path + "/block_device/" + volume).at("/volumeAttachment"))
                .isEqualTo(disk);
        String root = disks.at("/volumeAttachments/0/id").asText();
        assertThat(client.delete(path + "/detachvolume/" + root).text("/error/code"))
                .isEqualTo("Ecs.0102");
        assertThat(job(client.delete(path + "/detachvolume/" + volume)).text("/job_type"))
                .isEqualTo("detachVolume");
        assertThat(client.delete(path + "/detachvolume/" + volume).text("/error/code"))
                .isEqualTo("Ecs.0111");
        assertThat(client.get("/v2/{p}/volumes/" + volume).text("/volume/status"))
                .isEqualTo("available");
    }

    @Test
    void whatCannotBeAttachedIsWordedAsEcsDoes() {
        String server = server("");
        String volume = volume("eu-de-03");
        assertThat(attach(server, "none", "")).isEqualTo("Ecs.0103");
        assertThat(attach(server, volume("eu-de-01"), "")).isEqualTo("Ecs.0121");
        assertThat(attach(server, volume, ",'device':'/dev/vda'")).isEqualTo("Ecs.0005");
        assertThat(attach(server, volume, "")).isEmpty();
        assertThat(attach(server, volume, "")).isEqualTo("Ecs.0057");
        assertThat(attach(server(""), volume, "")).isEqualTo("Ecs.0103");
        assertThat(attach("none", volume, "")).isEqualTo("Ecs.0114");
    }

    private String attach(String server, String volume, String more) {
        return client.post(
                        "/v1/{p}/cloudservers/" + server + "/attachvolume",
                        "{'volumeAttachment':{'volumeId':'" + volume + "'" + more + "}}")
                .text("/error/code");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ecs.0043 | {'volumetype':'tape','size':10}",
                "Ecs.0044 | {'volumetype':'uh-l1','size':10}",
                "Ecs.0005 | {'volumetype':'SAS','size':9}",
                "Ecs.0005 | {'volumetype':'SAS','size':32769}",
                "Ecs.0005 | {'volumetype':'SAS'}",
                "Ecs.0005 | {'size':10}",
                "Ecs.0005 | {'volumetype':'SAS','size':10,'extendparam':{'snapshotId':'s'}}",
                "Ecs.0031 | {'volumetype':'SAS','size':10,'data_image_id':'none'}",
                "Ecs.0912 | {'volumetype':'SAS','size':10,'metadata':{'__system__encrypted':'1'}}",
            })
    void aDataDiskThatCannotBeIsRefused(String code, String disk) {
        Reply refused = net.create("s3.medium.1", Net.DEBIAN, "", ",'data_volumes':[" + disk + "]");
        assertThat(refused.text("/error/code")).as(refused.json().toString()).isEqualTo(code);
        assertThat(volumes()).isEmpty();
        assertThat(client.get("/v1/{p}/cloudservers/detail").at("/count").asInt())
                .isZero();
    }

    @Test
    void aServerHasTwentyThreeDataDisks() {
        String disk = ",{'volumetype':'SAS','size':10}";
        String all = ",'data_volumes':[" + disk.repeat(24).substring(1) + "]";
        assertThat(net.create("s3.medium.1", Net.DEBIAN, "", all).text("/error/code"))
                .isEqualTo("Ecs.0042");
        String full = server(",'data_volumes':[" + disk.repeat(23).substring(1) + "]");
        assertThat(disks(full).at("/23/device").asText()).isEqualTo("/dev/vdx");
        assertThat(attach(full, volume("eu-de-03"), "")).isEqualTo("Ecs.0104");
    }

    @Test
    void aDryRunChecksTheDisksAndMakesNone() {
        String request = "{'dry_run':true,'server':{'name':'web','flavorRef':'s3.medium.1','imageRef':'"
                + Net.image(client, Net.DEBIAN) + "','vpcid':'" + net.vpc() + "','nics':[{'subnet_id':'" + net.subnet()
                + "'}],'root_volume':{'volumetype':'%s'}}}";
        assertThat(client.post("/v1/{p}/cloudservers", request.formatted("SSD")).status())
                .isEqualTo(202);
        assertThat(client.post("/v1/{p}/cloudservers", request.formatted("tape"))
                        .text("/error/code"))
                .isEqualTo("Ecs.0043");
        assertThat(volumes()).isEmpty();
    }
}
