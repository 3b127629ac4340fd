package dev.twinstack.api.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import dev.twinstack.api.server.Net;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The provider's acceptance tests of what servers have to do with volumes: attaching them, booting from them, having data
 * disks. Each of their calls, in order, with the fields the resources send and the values the tests check. Named as they
 * are.
 */
class DiskAcceptanceTest {
    private static TestTwin twin;

    private TestTwin client;
    private Provider provider;
    private VolumeCalls volumes;

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
        provider = Provider.of(client);
        volumes = new VolumeCalls(provider);
    }

    /** It waits until the attachment is there. */
    private void volumeAttach(String server, String volume, String device) {
        JsonNode attached = provider.post(
                        provider.compute("servers/" + server + "/os-volume_attachments"),
                        "{'volumeAttachment':{" + (device.isEmpty() ? "" : "'device':'" + device + "',")
                                + "'volumeId':'" + volume + "'}}",
                        200)
                .path("volumeAttachment");
        JsonNode read =
                provider.get(attachment(server, attached.path("id").asText())).path("volumeAttachment");
        assertThat(read.path("serverId").asText()).isEqualTo(server);
        assertThat(read.path("volumeId").asText()).isEqualTo(volume);
        assertThat(read.path("device").asText()).isEqualTo(device.isEmpty() ? "/dev/vdb" : device);
    }

    /** It deletes again and again, until the attachment is gone. */
    private void volumeDetach(String server, String volume) {
        provider.delete(attachment(server, volume), 202);
        assertThat(provider.status(attachment(server, volume))).isEqualTo(404);
    }

    private String attachment(String server, String id) {
        return provider.compute("servers/" + server + "/os-volume_attachments/" + id);
    }

    private String instance(Net net) {
        return provider.post(
                        provider.compute("servers"),
                        "{'server':{'name':'instance_1','flavorRef':'s2.xlarge.4','imageRef':'"
                                + Net.image(client, Net.DEBIAN) + "','security_groups':[{'name':'default'}],"
                                + "'networks':[{'uuid':'" + net.subnet() + "'}]}}",
                        202)
                .at("/server/id")
                .asText();
    }

    private void instanceDestroy(String server) {
        provider.delete(provider.compute("servers/" + server), 204);
    }

    private static String bootDisk(String source, String id, String more) {
        return "{'source_type':'" + source + "','uuid':'" + id + "','boot_index':0,'delete_on_termination':true,"
                + "'destination_type':'volume'" + more + "}";
    }

    private String bootFromVolume(Net net, String disk) {
        return provider.post(
                        provider.compute("os-volumes_boot"),
                        "{'server':{'name':'instance_1','imageRef':'','flavorRef':'s3.large.2','security_groups':"
                                + "[{'name':'default'}],'networks':[{'uuid':'" + net.subnet()
                                + "'}],'block_device_mapping_v2':[" + disk + "]}}",
                        202)
                .at("/server/id")
                .asText();
    }

    /** An {@code ecs_instance_v1}, which waits for a job. */
    private String ecs(Net net, String dataDisks) {
        String job = provider.post(
                        provider.ecs("cloudservers"),
                        "{'server':{'name':'server_1','imageRef':'" + Net.image(client, Net.DEBIAN)
                                + "','flavorRef':'s2.medium.1','vpcid':'" + net.vpc() + "','adminPass':'Password@123',"
                                + "'nics':[{'subnet_id':'" + net.subnet() + "'}],'availability_zone':'"
                                + VolumeCalls.ZONE
                                + "','root_volume':{'volumetype':'SATA'}" + dataDisks + "}}",
                        200)
                .path("job_id")
                .asText();
        return provider.get(provider.ecs("jobs/" + job))
                .at("/entities/sub_jobs/0/entities/server_id")
                .asText();
    }

    private void ecsDestroy(String server, boolean withDisks) {
        String job = provider.post(
                        provider.ecs("cloudservers/delete"),
                        "{'servers':[{'id':'" + server + "'}],'delete_volume':" + withDisks + "}",
                        200)
                .path("job_id")
                .asText();
        assertThat(provider.get(provider.ecs("jobs/" + job)).path("status").asText())
                .isEqualTo("SUCCESS");
    }

    /** {@return the data disks it reads} The bootable one is the system disk. */
    private List<JsonNode> dataDisks(String server) {
        return StreamSupport.stream(
                        provider.get(provider.ecs("cloudservers/" + server))
                                .at("/server/os-extended-volumes:volumes_attached")
                                .spliterator(),
                        false)
                .map(disk -> volumes.volumeV3Read(disk.path("id").asText()))
                .filter(disk -> !disk.path("bootable").asText().equals("true"))
                .toList();
    }

    /** The volume a server boots from grows while it is in use; a smaller one takes its place with a new server. */
    @Test
    void blockStorageV2VolumeUpscaleDownScaleAssigned() {
        Net net = Net.dualStack(client);
        String image = "'imageRef':'" + Net.image(client, Net.DEBIAN) + "'";
        String id = volumes.volumeV2("'size':10,'name':'volume_1'," + image);
        String server = bootFromVolume(net, bootDisk("volume", id, ""));
        assertThat(volumes.volumeV2Read(id).at("/attachments/0/server_id").asText())
                .isEqualTo(server);
        provider.post(provider.cinder("volumes/" + id + "/action"), "{'os-extend':{'new_size':12}}", 202);
        assertThat(volumes.volumeV2Read(id).path("status").asText()).isEqualTo("in-use");
        assertThat(volumes.volumeV2Read(id).path("size").asInt()).isEqualTo(12);
        instanceDestroy(server);
        assertThat(provider.status(provider.cinder("volumes/" + id))).isEqualTo(404);
        String smaller = volumes.volumeV2("'size':10,'name':'volume_1'," + image);
        instanceDestroy(bootFromVolume(net, bootDisk("volume", smaller, "")));
    }

    @Test
    void computeV2VolumeAttachBasic() {
        String volume = volumes.volumeV2("'size':1,'name':'volume_1'");
        String server = instance(Net.dualStack(client));
        volumeAttach(server, volume, "");
        volumeDetach(server, volume);
        instanceDestroy(server);
        volumes.volumeV2Destroy(volume);
    }

    @Test
    void computeV2VolumeAttachDevice() {
        String volume = volumes.volumeV2("'size':1,'name':'volume_1'");
        String server = instance(Net.dualStack(client));
        volumeAttach(server, volume, "/dev/vdc");
        volumes.volumeV2Destroy(volume);
        instanceDestroy(server);
    }

    @Test
    void computeV2VolumeAttachMultipleDevices() {
        String server = ecs(Net.dualStack(client), "");
        List<String> three = List.of(
                volumes.volumeV3("SSD", "'size':10,'name':'first'"),
                volumes.volumeV3("SSD", "'size':15,'name':'second'"),
                volumes.volumeV3("SAS", "'size':25,'name':'third'"));
        volumeAttach(server, three.get(2), "/dev/vdd"); // in whichever order they come
        volumeAttach(server, three.get(0), "/dev/vdb");
        volumeAttach(server, three.get(1), "/dev/vdc");
        three.forEach(volume -> volumeDetach(server, volume));
        three.forEach(volumes::volumeV3Destroy);
        ecsDestroy(server, true);
    }

    /** What the import reads back is what the configuration says: image, size and place of each bootable volume. */
    @Test
    void computeV2InstanceBootFromVolumeImage() {
        String image = Net.image(client, Net.DEBIAN);
        String server = bootFromVolume(Net.dualStack(client), bootDisk("image", image, ",'volume_size':50"));
        assertThat(provider.get(provider.compute("servers/" + server + "/os-volume_attachments"))
                        .path("volumeAttachments"))
                .hasSize(1);
        JsonNode shown = provider.get(provider.compute("servers/" + server)).path("server");
        assertThat(shown.at("/image/id").asText()).isEqualTo(image);
        JsonNode attached = shown.path("os-extended-volumes:volumes_attached");
        assertThat(attached).hasSize(1);
        JsonNode root = volumes.volumeV2Read(attached.at("/0/id").asText());
        assertThat(root.path("bootable").asText()).isEqualTo("true");
        assertThat(root.path("size").asInt()).isEqualTo(50);
        assertThat(root.at("/volume_image_metadata/image_id").asText()).isEqualTo(image);
        provider.post(provider.compute("servers/" + server + "/action"), "{'os-stop':null}", 202);
        instanceDestroy(server);
        assertThat(provider.status(provider.cinder("volumes/" + root.path("id").asText())))
                .isEqualTo(404);
    }

    @Test
    void computeV2InstanceBootFromVolumeVolume() {
        String image = Net.image(client, Net.DEBIAN);
        String volume = volumes.volumeV2("'size':50,'name':'vol_1','imageRef':'" + image + "'");
        String server = bootFromVolume(Net.dualStack(client), bootDisk("volume", volume, ""));
        assertThat(provider.get(provider.compute("servers/" + server + "/os-volume_attachments"))
                        .at("/volumeAttachments/0/id")
                        .asText())
                .isEqualTo(volume);
        assertThat(provider.get(provider.compute("servers/" + server))
                        .at("/server/image/id")
                        .isTextual())
                .isTrue();
        instanceDestroy(server);
        assertThat(provider.status(provider.cinder("volumes/" + volume))).isEqualTo(404);
    }

    @Test
    void ecsV1InstanceBasic() {
        String server = ecs(Net.dualStack(client), ",'data_volumes':[{'volumetype':'SAS','size':10}]");
        List<JsonNode> data = dataDisks(server);
        assertThat(data).hasSize(1);
        assertThat(data.getFirst().path("volume_type").asText()).isEqualTo("SAS");
        assertThat(data.getFirst().path("size").asInt()).isEqualTo(10);
        ecsDestroy(server, true);
        assertThat(provider.status(provider.evs(
                        "os-vendor-volumes/" + data.getFirst().path("id").asText())))
                .isEqualTo(404);
    }

    @Test
    void ecsV1InstanceEncryption() {
        String key = "'metadata':{'__system__encrypted':'1','__system__cmkid':'37b0d52e-c249-40d6-83cb-2b93f22445bd'}";
        String server = ecs(Net.dualStack(client), ",'data_volumes':[{'volumetype':'SAS','size':10," + key + "}]");
        assertThat(dataDisks(server).getFirst().at("/metadata/__system__cmkid").asText())
                .isEqualTo("37b0d52e-c249-40d6-83cb-2b93f22445bd");
        ecsDestroy(server, true);
    }

    @Test
    void ecsV1InstanceVolumeAttach() {
        String volume = volumes.volumeV2("'size':10,'name':'myvol','availability_zone':'" + VolumeCalls.ZONE + "'");
        String server = ecs(Net.dualStack(client), "");
        assertThat(dataDisks(server)).isEmpty();
        volumeAttach(server, volume, "");
        assertThat(dataDisks(server))
                .extracting(disk -> disk.path("id").asText())
                .containsExactly(volume);
        volumeDetach(server, volume);
        ecsDestroy(server, false);
        assertThat(volumes.volumeV2Read(volume).path("status").asText()).isEqualTo("available");
        volumes.volumeV2Destroy(volume);
    }

    /** Its plan fails before anything is sent, by what the types say. */
    @Test
    void ecsV1InstanceDiskTypeValidation() {
        Map<String, String> zones = new HashMap<>();
        provider.get(provider.evs("types"))
                .path("volume_types")
                .forEach(type -> zones.put(
                        type.path("name").asText(),
                        type.at("/extra_specs/RESKEY:availability_zones").asText()));
        assertThat(zones.get("uh-l1")).isNotEmpty().doesNotContain(VolumeCalls.ZONE);
        assertThat(zones).doesNotContainKeys("asdfasd", "invalid");
    }

    /** Whatever the order in which things are destroyed: a server in use keeps its volume from going. */
    @Test
    void aVolumeInUseIsNotDeleted() {
        String volume = volumes.volumeV2("'size':1,'name':'volume_1'");
        String server = instance(Net.dualStack(client));
        volumeAttach(server, volume, "");
        Reply refused = client.delete(provider.cinder("volumes/" + volume));
        assertThat(refused.status()).isEqualTo(400);
        instanceDestroy(server);
        volumes.volumeV2Destroy(volume);
    }
}
