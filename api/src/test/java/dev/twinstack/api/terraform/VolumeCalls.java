package dev.twinstack.api.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * The provider's two kinds of volume: the calls with which it makes, reads and destroys them.
 */
record VolumeCalls(Provider provider) {
    static final String ZONE = "eu-de-03";

    /** A {@code blockstorage_volume_v2}, with what it waits for and reads. */
    String volumeV2(String fields) {
        String id = provider.post(provider.cinder("volumes"), "{'volume':{" + fields + "}}", 202)
                .at("/volume/id")
                .asText();
        assertThat(volumeV2Read(id).at("/status").asText()).isEqualTo("available");
        return id;
    }

    JsonNode volumeV2Read(String id) {
        return provider.get(provider.cinder("volumes/" + id)).path("volume");
    }

    String vendorTags(String id) {
        return provider.cinder("os-vendor-tags/volumes/" + id);
    }

    Map<String, String> vendorTagsRead(String id) {
        return texts(provider.get(vendorTags(id)).path("tags"));
    }

    static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new HashMap<>();
        object.properties()
                .forEach(one -> texts.put(one.getKey(), one.getValue().asText()));
        return texts;
    }

    /** It reads the volume, detaches it where it is attached, deletes it and waits for a 404. */
    void volumeV2Destroy(String id) {
        volumeV2Read(id)
                .path("attachments")
                .forEach(attachment -> provider.delete(
                        provider.compute(
                                "servers/" + attachment.path("server_id").asText()
                                        + "/os-volume_attachments/"
                                        + attachment.path("id").asText()),
                        202));
        assertThat(volumeV2Read(id).path("status").asText()).isEqualTo("available");
        provider.delete(provider.cinder("volumes/" + id), 202);
        assertThat(provider.status(provider.cinder("volumes/" + id))).isEqualTo(404);
    }

    /** An {@code evs_volume_v3}: its plan asks for the types, then there is a job to wait for. */
    String volumeV3(String type, String fields) {
        String zones = StreamSupport.stream(
                        provider.get(provider.evs("types")).path("volume_types").spliterator(), false)
                .filter(one -> one.path("name").asText().equalsIgnoreCase(type))
                .map(one -> one.at("/extra_specs/RESKEY:availability_zones").asText())
                .findFirst()
                .orElse("");
        assertThat(List.of(zones.split(",", -1))).contains(ZONE);
        String job = provider.post(
                        provider.evs("cloudvolumes"),
                        "{'volume':{'availability_zone':'" + ZONE + "','volume_type':'" + type + "'," + fields + "}}",
                        200)
                .path("job_id")
                .asText();
        JsonNode done = provider.get(provider.evsJob(job));
        assertThat(done.path("status").asText()).isEqualTo("SUCCESS");
        return done.at("/entities/volume_id").asText();
    }

    JsonNode volumeV3Read(String id) {
        return provider.get(provider.evs("os-vendor-volumes/" + id)).path("volume");
    }

    Map<String, String> tagsV3(String id) {
        Map<String, String> tags = new HashMap<>();
        provider.get(provider.evs("os-vendor-volumes/" + id + "/tags"))
                .path("tags")
                .forEach(tag ->
                        tags.put(tag.path("key").asText(), tag.path("value").asText()));
        return tags;
    }

    void tagsV3(String id, String action, String tags) {
        provider.post(
                provider.evs("os-vendor-volumes/" + id + "/tags/action"),
                "{'action':'" + action + "','tags':[" + tags + "]}",
                204);
    }

    /** The v3 resource is deleted through whichever client is at hand; its id works in both. */
    void volumeV3Destroy(String id) {
        assertThat(provider.get(provider.evs("volumes/" + id)).at("/volume/attachments"))
                .isEmpty();
        provider.delete(provider.evs("volumes/" + id + "?cascade=true"), 202);
        assertThat(provider.status(provider.evs("os-vendor-volumes/" + id))).isEqualTo(404);
    }
}
