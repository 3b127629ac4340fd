package dev.twinstack.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttachmentNovaTest {
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

    /** {@return the id of a volume in the zone where servers come by default} */
    private String volume(String fields) {
        Reply made = client.post("/v2/{p}/volumes", "{'volume':{" + fields + "}}");
        assertThat(made.status()).as(made.json().toString()).isEqualTo(202);
        return made.text("/volume/id");
    }

    private JsonNode volumeNow(String id) {
        return client.get("/v2/{p}/volumes/" + id).at("/volume");
    }

    private String bootable() {
        return volume("'size':10,'imageRef':'" + Net.image(client, Net.DEBIAN) + "'");
    }

    private static String attachments(String server) {
        return "/v2.1/{p}/servers/" + server + "/os-volume_attachments";
    }

    private CompletableFuture<Reply> attaching(String server, String volume) {
        return client.send("POST", attachments(server), "{'volumeAttachment':{'volumeId':'" + volume + "'}}");
    }

    private Reply attach(String server, String volume, String more) {
        return client.post(attachments(server), "{'volumeAttachment':{'volumeId':'" + volume + "'" + more + "}}");
    }

    private List<String> ids() {
        List<String> ids = new ArrayList<>();
        client.get("/v2/{p}/volumes")
                .at("/volumes")
                .forEach(volume -> ids.add(volume.at("/id").asText()));
        return ids;
    }

    @Test
    void aVolumeIsAttachedAndDetached() {
        String server = net.novaServer("");
        String volume = volume("'size':1");
        Reply attached = attach(server, volume, "");
        assertThat(attached.status()).as(attached.json().toString()).isEqualTo(200);
        JsonNode attachment = attached.at("/volumeAttachment");
        assertThat(attachment.at("/id").asText()).isEqualTo(volume);
        assertThat(attachment.at("/volumeId").asText()).isEqualTo(volume);
        assertThat(attachment.at("/serverId").asText()).isEqualTo(server);
        assertThat(attachment.at("/device").asText()).isEqualTo("/dev/vdb");
        assertThat(client.get(attachments(server) + '/' + volume).at("/volumeAttachment"))
                .isEqualTo(attachment);
        assertThat(client.get(attachments(server)).at("/volumeAttachments")).hasSize(2);

        JsonNode inUse = volumeNow(volume);
        assertThat(inUse.at("/status").asText()).isEqualTo("in-use");
        assertThat(inUse.at("/attachments/0/server_id").asText()).isEqualTo(server);
        assertThat(inUse.at("/attachments/0/id").asText()).isEqualTo(volume);
        assertThat(inUse.at("/attachments/0/device").asText()).isEqualTo("/dev/vdb");
        assertThat(client.get("/v3/{p}/cloudvolumes/detail?server_id=" + server)
                        .at("/count")
                        .asInt())
                .isEqualTo(2);
        Reply kept = client.delete("/v2/{p}/volumes/" + volume);
        assertThat(kept.status()).isEqualTo(400);
        assertThat(kept.text("/badRequest/message")).contains(server);
        assertThat(client.delete("/v3/{p}/cloudvolumes/" + volume).text("/error/code"))
                .isEqualTo("EVS.1046");

        assertThat(client.delete(attachments(server) + '/' + volume).status()).isEqualTo(202);
        assertThat(client.get(attachments(server) + '/' + volume).status()).isEqualTo(404);
        assertThat(client.delete(attachments(server) + '/' + volume).status()).isEqualTo(404);
        assertThat(volumeNow(volume).at("/status").asText()).isEqualTo("available");
        assertThat(client.delete("/v2/{p}/volumes/" + volume).status()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource({"/dev/vdc, 200, /dev/vdc", "/dev/sdd, 200, /dev/vdd", "/dev/vda, 409, ''", "disk, 400, ''"})
    void aDeviceIsHadIfItIsFree(String wish, int status, String device) {
        Reply attached = attach(net.novaServer(""), volume("'size':1"), ",'device':'" + wish + "'");
        assertThat(attached.status()).as(attached.json().toString()).isEqualTo(status);
        assertThat(attached.text("/volumeAttachment/device")).isEqualTo(device);
    }

    @Test
    void whatCannotBeAttachedIsRefused() {
        String server = net.novaServer("");
        String volume = volume("'size':1");
        assertThat(attach(server, "none", "").status()).isEqualTo(404);
        assertThat(attach("none", volume, "").status()).isEqualTo(404);
        assertThat(client.post(attachments(server), "{'volumeAttachment':{}}").status())
                .isEqualTo(400);
        assertThat(attach(server, volume("'size':1,'availability_zone':'eu-de-03'"), "")
                        .status())
                .isEqualTo(400);
        String system = bootable();
        assertThat(attach(server, system, "").status()).isEqualTo(400);
        assertThat(attach(server, system, ",'device':'/dev/vdf'").status()).isEqualTo(200);
        assertThat(attach(server, volume, "").status()).isEqualTo(200);
        assertThat(attach(server, volume, "").status()).isEqualTo(400);
        assertThat(attach(net.novaServer(""), volume, "").status()).isEqualTo(400);
        String root = client.get(attachments(server)).text("/volumeAttachments/0/id");
        assertThat(client.delete(attachments(server) + '/' + root).status()).isEqualTo(409);
        TestTwin other = twin.freshProject();
        assertThat(other.get(attachments(server)).status()).isEqualTo(404);
        assertThat(other.delete(attachments(server) + '/' + volume).status()).isEqualTo(404);
    }

    /** Many servers ask for one volume at the same time: one gets it, and the others are told. */
    @Test
    void ofTwoServersThatRaceForAVolumeOneWins() {
        List<String> servers = List.of(net.novaServer(""), net.novaServer(""), net.novaServer(""));
        for (int round = 0; round < 5; round++) {
            String volume = volume("'size':1");
            List<CompletableFuture<Reply>> races = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                races.add(attaching(servers.get(i % servers.size()), volume));
            }
            List<Integer> statuses =
                    races.stream().map(race -> race.join().status()).toList();
            assertThat(statuses).containsOnlyOnce(200).allMatch(status -> status == 200 || status == 400);
            JsonNode won = volumeNow(volume).at("/attachments");
            assertThat(won).hasSize(1);
            for (String server : servers) {
                boolean has = client.get(attachments(server) + '/' + volume).status() == 200;
                assertThat(has).isEqualTo(won.at("/0/server_id").asText().equals(server));
            }
        }
    }

    @Test
    void aSharedVolumeIsAttachedToSeveralAtDevicesOfTheirOwn() {
        String a = net.novaServer("");
        String b = net.novaServer("");
        String volume = volume("'size':10,'multiattach':true");
        assertThat(attach(a, volume, "").status()).isEqualTo(200);
        assertThat(attach(b, volume, ",'device':'/dev/vde'").status()).isEqualTo(200);
        assertThat(volumeNow(volume).at("/attachments").findValuesAsText("device"))
                .containsExactlyInAnyOrder("/dev/vdb", "/dev/vde");
        assertThat(client.post("/v2/{p}/volumes/" + volume + "/action", "{'os-extend':{'new_size':20}}")
                        .status())
                .isEqualTo(400);
        client.delete(attachments(a) + '/' + volume);
        assertThat(volumeNow(volume).at("/status").asText()).isEqualTo("in-use");
    }

    @Test
    void theDisksOfANewServerAreVolumes() {
        String server = net.novaServer(",'block_device_mapping_v2':["
                + "{'source_type':'image','uuid':'" + Net.image(client, Net.DEBIAN)
                + "','destination_type':'volume','boot_index':0,'volume_size':50,'delete_on_termination':true},"
                + "{'source_type':'blank','destination_type':'volume','boot_index':-1,'volume_size':'20',"
                + "'volume_type':'SAS','delete_on_termination':'False'}]");
        JsonNode attached = client.nova(55, "GET", "/v2.1/{p}/servers/" + server, "")
                .at("/server/os-extended-volumes:volumes_attached");
        assertThat(attached).hasSize(2);
        assertThat(attached.at("/0/delete_on_termination").booleanValue()).isTrue();
        assertThat(attached.at("/1/delete_on_termination").booleanValue()).isFalse();
        JsonNode root = volumeNow(attached.at("/0/id").asText());
        assertThat(root.at("/bootable").asText()).isEqualTo("true");
        assertThat(root.at("/size").asInt()).isEqualTo(50);
        assertThat(root.at("/status").asText()).isEqualTo("in-use");
        assertThat(root.at("/attachments/0/device").asText()).isEqualTo("/dev/vda");
        String data = attached.at("/1/id").asText();
        assertThat(volumeNow(data).at("/volume_type").asText()).isEqualTo("SAS");
        assertThat(volumeNow(data).at("/size").asInt()).isEqualTo(20);

        assertThat(client.delete("/v2.1/{p}/servers/" + server).status()).isEqualTo(204);
        assertThat(ids()).containsExactly(data);
        assertThat(volumeNow(data).at("/status").asText()).isEqualTo("available");
    }

    @Test
    void aServerOfAnImageHasADiskThatGoesWithIt() {
        String server = net.novaServer("");
        JsonNode disks = client.get(attachments(server)).at("/volumeAttachments");
        assertThat(disks).hasSize(1);
        assertThat(disks.at("/0/device").asText()).isEqualTo("/dev/vda");
        JsonNode root = volumeNow(disks.at("/0/id").asText());
        assertThat(root.at("/name").asText()).isEqualTo("web-volume-0000");
        assertThat(root.at("/size").asInt()).isEqualTo(10);
        client.delete("/v2.1/{p}/servers/" + server);
        assertThat(ids()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true, 0", "false, 1"})
    void aServerBootsFromAVolumeThatIsThere(boolean goes, int left) {
        String volume = bootable();
        Reply made = client.post(
                "/v2.1/{p}/os-volumes_boot",
                "{'server':{'name':'web','flavorRef':'s3.large.2','networks':[{'uuid':'" + net.subnet()
                        + "'}],'block_device_mapping_v2':[{'source_type':'volume','uuid':'" + volume
                        + "','boot_index':0,'destination_type':'volume','delete_on_termination':" + goes + "}]}}");
        assertThat(made.status()).as(made.json().toString()).isEqualTo(202);
        String server = made.text("/server/id");
        JsonNode shown = client.get("/v2.1/{p}/servers/" + server).at("/server");
        assertThat(shown.at("/image/id").asText()).isEqualTo(Net.image(client, Net.DEBIAN));
        assertThat(client.get(attachments(server)).text("/volumeAttachments/0/id"))
                .isEqualTo(volume);
        Reply again = net.nova(
                ",'block_device_mapping_v2':[{'source_type':'volume','uuid':'" + volume + "','boot_index':0}]", "");
        assertThat(again.status()).isEqualTo(400);
        assertThat(client.get("/v2.1/{p}/servers").at("/servers")).hasSize(1);
        client.delete("/v2.1/{p}/servers/" + server);
        assertThat(ids()).hasSize(left);
    }

    @Test
    void aServerBootsFromNoVolumeWithoutASystem() {
        String empty = volume("'size':10");
        String elsewhere =
                volume("'size':10,'availability_zone':'eu-de-02','imageRef':'" + Net.image(client, Net.DEBIAN) + "'");
        for (String disk : List.of(empty, elsewhere, "none")) {
            Reply refused = net.nova(
                    ",'block_device_mapping_v2':[{'source_type':'volume','uuid':'" + disk + "','boot_index':0}]", "");
            assertThat(refused.status()).as(refused.json().toString()).isEqualTo(400);
            assertThat(refused.text("/badRequest/message")).contains("volume " + disk);
        }
        Reply two = net.nova(
                ",'min_count':2,'block_device_mapping_v2':[{'source_type':'volume','uuid':'" + empty + "'}]", "");
        assertThat(two.status()).isEqualTo(400);
        assertThat(ids()).hasSize(2);
        assertThat(volumeNow(empty).at("/status").asText()).isEqualTo("available");
    }

    /** What was taken for a server that does not come to be is given back, made or not. */
    @Test
    void aServerThatDoesNotComeToBeLeavesNoVolumes() {
        String data = volume("'size':10");
        String disks = ",'block_device_mapping_v2':[{'source_type':'volume','uuid':'" + data
                + "'},{'source_type':'blank','volume_size':10}]";
        String port = client.post("/v2.0/ports", "{'port':{'network_id':'" + net.subnet() + "'}}")
                .text("/port/id");
        String server = "{'server':{'name':'web','flavorRef':'s3.medium.1','imageRef':'" + Net.image(client, Net.DEBIAN)
                + "','networks':[{'port':'" + port + "'}]%s}}";
        String first = client.post("/v2.1/{p}/servers", server.formatted("")).text("/server/id");
        String root = client.get(attachments(first)).text("/volumeAttachments/0/id");
        Reply refused = client.post("/v2.1/{p}/servers", server.formatted(disks));
        assertThat(refused.status()).as(refused.json().toString()).isEqualTo(409);
        assertThat(ids()).containsExactlyInAnyOrder(data, root);
        assertThat(volumeNow(data).at("/status").asText()).isEqualTo("available");
    }

    @Test
    void aRebuiltServersDiskHasTheNewImage() {
        String server = net.novaServer("");
        String fedora = Net.image(client, "Standard_Fedora_34_latest");
        assertThat(client.post("/v2.1/{p}/servers/" + server + "/action", "{'rebuild':{'imageRef':'" + fedora + "'}}")
                        .status())
                .isEqualTo(202);
        String root = client.get(attachments(server)).text("/volumeAttachments/0/id");
        assertThat(volumeNow(root).at("/volume_image_metadata/image_id").asText())
                .isEqualTo(fedora);
        String windows = Net.image(client, "Enterprise_Windows-Server_2022_STD_amd64_uefi_latest");
        assertThat(client.post("/v2.1/{p}/servers/" + server + "/action", "{'rebuild':{'imageRef':'" + windows + "'}}")
                        .status())
                .isEqualTo(400);
    }
}
