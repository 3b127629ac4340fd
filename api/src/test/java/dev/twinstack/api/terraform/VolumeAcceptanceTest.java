package dev.twinstack.api.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.server.Net;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The provider's acceptance tests of volumes: each of their calls, in order, with the fields the resources send and the
 * values the tests check. Named as they are.
 */
class VolumeAcceptanceTest {
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

    @Test
    void blockStorageV2VolumeBasic() {
        String id = volumes.volumeV2(
                "'size':1,'name':'volume_1','description':'first test volume','metadata':{'foo':'bar'}");
        provider.put(volumes.vendorTags(id), "{'tags':{}}");
        JsonNode read = volumes.volumeV2Read(id);
        assertThat(read.path("name").asText()).isEqualTo("volume_1");
        assertThat(VolumeCalls.texts(read.path("metadata"))).isEqualTo(Map.of("foo", "bar"));
        assertThat(volumes.vendorTagsRead(id)).isEmpty();

        provider.put(
                provider.cinder("volumes/" + id),
                "{'volume':{'name':'volume_1-updated','description':'first test volume'}}");
        read = volumes.volumeV2Read(id);
        assertThat(read.path("name").asText()).isEqualTo("volume_1-updated");
        assertThat(VolumeCalls.texts(read.path("metadata"))).isEqualTo(Map.of("foo", "bar"));
        volumes.volumeV2Destroy(id);
    }

    @Test
    void blockStorageV2VolumeUpscaleDownScale() {
        String id = volumes.volumeV2("'size':1,'name':'volume_1','metadata':{'foo':'bar'}");
        provider.put(provider.cinder("volumes/" + id), "{'volume':{'name':'volume_1'}}");
        provider.post(provider.cinder("volumes/" + id + "/action"), "{'os-extend':{'new_size':2}}", 202);
        assertThat(volumes.volumeV2Read(id).path("status").asText()).isEqualTo("available");
        assertThat(volumes.volumeV2Read(id).path("size").asInt()).isEqualTo(2);
        volumes.volumeV2Destroy(id);
    }

    @Test
    void blockStorageV2VolumeTags() {
        String id = volumes.volumeV2("'size':1,'name':'volume_1','metadata':{'foo':'bar'}");
        provider.put(volumes.vendorTags(id), "{'tags':{'foo':'bar','key':'value'}}");
        assertThat(volumes.vendorTagsRead(id)).isEqualTo(Map.of("foo", "bar", "key", "value"));
        provider.put(provider.cinder("volumes/" + id), "{'volume':{'name':'volume_1-updated'}}");
        provider.put(volumes.vendorTags(id), "{'tags':{'foo2':'bar2','key2':'value2'}}");
        assertThat(volumes.vendorTagsRead(id)).isEqualTo(Map.of("foo2", "bar2", "key2", "value2"));
        volumes.volumeV2Destroy(id);
    }

    @Test
    void blockStorageV2VolumeImage() {
        String id = volumes.volumeV2("'size':12,'name':'volume_1','imageRef':'" + Net.image(client, Net.DEBIAN) + "'");
        assertThat(volumes.volumeV2Read(id).path("bootable").asText()).isEqualTo("true");
        volumes.volumeV2Destroy(id);
    }

    /** A SCSI disk is also read through v3, for its WWN. */
    @Test
    void blockStorageV2VolumeTimeout() {
        String id = volumes.volumeV2("'size':1,'name':'volume_1','metadata':{'hw:passthrough':'true'}");
        assertThat(volumes.volumeV3Read(id).path("wwn").asText()).isNotEmpty();
        volumes.volumeV2Destroy(id);
    }

    @Test
    void evsStorageV3VolumeBasic() {
        String id = volumes.volumeV3("SATA", "'size':12,'name':'volume_1','description':'first test volume'");
        JsonNode read = volumes.volumeV3Read(id);
        assertThat(read.path("name").asText()).isEqualTo("volume_1");
        assertThat(read.path("availability_zone").asText()).isEqualTo(VolumeCalls.ZONE);
        assertThat(read.path("volume_type").asText()).isEqualTo("SATA");
        assertThat(volumes.tagsV3(id)).isEmpty();
        provider.put(
                provider.evs("volumes/" + id),
                "{'volume':{'name':'volume_1-updated','description':'first test volume'}}");
        assertThat(volumes.volumeV3Read(id).path("name").asText()).isEqualTo("volume_1-updated");
        volumes.volumeV3Destroy(id);
    }

    @Test
    void evsStorageV3VolumeTags() {
        String id = volumes.volumeV3("SATA", "'size':12,'name':'volume_tags'");
        String old = "{'key':'muh','value':'value-create'},{'key':'kuh','value':'value-create'}";
        volumes.tagsV3(id, "create", old);
        assertThat(volumes.tagsV3(id)).containsEntry("muh", "value-create");
        volumes.tagsV3(id, "delete", old);
        volumes.tagsV3(id, "create", "{'key':'muh','value':'value-update'}");
        assertThat(volumes.tagsV3(id)).isEqualTo(Map.of("muh", "value-update"));
        volumes.volumeV3Destroy(id);
    }

    @Test
    void evsStorageV3VolumeResize() {
        String id = volumes.volumeV3("SATA", "'size':12,'name':'volume_1'");
        provider.put(provider.evs("volumes/" + id), "{'volume':{'name':'volume_1'}}");
        provider.post(provider.evs("volumes/" + id + "/action"), "{'os-extend':{'new_size':20}}", 202);
        assertThat(provider.get(provider.evs("volumes/" + id))
                        .at("/volume/status")
                        .asText())
                .isEqualTo("available");
        assertThat(volumes.volumeV3Read(id).path("size").asInt()).isEqualTo(20);
        volumes.volumeV3Destroy(id);
    }

    @Test
    void evsVolumesDataSourceBasic() {
        String id = volumes.volumeV3("SATA", "'size':12,'name':'evs-a','description':'evs-description'");
        JsonNode found = provider.get(provider.cinder("cloudvolumes/detail?name=evs-a"));
        assertThat(found.path("volumes")).hasSize(1);
        assertThat(found.at("/volumes/0/bootable").asText()).isEqualTo("false");
        assertThat(found.at("/volumes/0/service_type").asText()).isEqualTo("EVS");
        assertThat(found.at("/volumes/0/size").asInt()).isEqualTo(12);
        volumes.tagsV3(id, "create", "{'key':'muh','value':'value-create'}");
        assertThat(provider.get(provider.cinder("cloudvolumes/detail?id=" + id))
                        .at("/volumes/0/tags/muh")
                        .asText())
                .isEqualTo("value-create");
        volumes.volumeV3Destroy(id);
    }
}
