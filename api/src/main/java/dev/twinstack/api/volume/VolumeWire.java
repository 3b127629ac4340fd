package dev.twinstack.api.volume;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.twinstack.api.dialect.Dates;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.kernel.Ids;
import dev.twinstack.emulator.region.Image;
import dev.twinstack.emulator.volume.Volume;
import dev.twinstack.emulator.volume.Volume.Spec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A volume as Cinder shows it. Source: EVS API reference, "Querying Details About a Disk (Native OpenStack API)".
 *
 * @param host the storage it is on, which the reference reserves; its example is zone and type
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record VolumeWire(
        String id,
        List<Link> links,
        String name,
        String description,
        String status,
        int size,
        String volumeType,
        String availabilityZone,
        String bootable,
        boolean multiattach,
        boolean encrypted,
        Map<String, String> metadata,
        Map<String, String> volumeImageMetadata,
        List<Attachment> attachments,
        @Nullable String snapshotId,
        @Nullable String sourceVolid,
        @Nullable String consistencygroupId,
        String replicationStatus,
        String userId,
        String createdAt,
        @Nullable String updatedAt,
        @JsonProperty("os-vol-host-attr:host") String host,
        @JsonProperty("os-vol-tenant-attr:tenant_id") String tenant,

        @JsonProperty("os-vol-mig-status-attr:migstat") @Nullable
        String migration,

        @JsonProperty("os-vol-mig-status-attr:name_id") @Nullable
        String nameId,

        @JsonProperty("os-volume-replication:extended_status") @Nullable
        String replication) {

    record Link(String href, String rel) {}

    /**
     * @param id the volume's, as the attachment has no other in Nova
     * @param hostName null: which host a server is on is not for users to know
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Attachment(
            String id,
            String attachmentId,
            String volumeId,
            String serverId,
            String device,
            String attachedAt,
            @Nullable String hostName) {
        static Attachment of(Volume volume, Volume.Attachment attachment) {
            String at = Dates.micros(attachment.at());
            return new Attachment(
                    volume.id(),
                    Ids.derived("attachment", volume.id(), attachment.server(), at),
                    volume.id(),
                    attachment.server(),
                    attachment.device(),
                    at,
                    null);
        }
    }

    /** What lists without details show. */
    record Brief(String id, String name, List<Link> links) {
        static Brief of(RequestContext rq, Volume volume) {
            return new Brief(volume.id(), volume.name(), VolumeWire.links(rq, volume.id()));
        }
    }

    static VolumeWire of(RequestContext rq, Volume volume) {
        return of(rq, volume, volume.status(rq.moment()), Dates.micros(volume.updatedAt()));
    }

    /** {@return a volume as the call that makes it shows it} */
    static VolumeWire creating(RequestContext rq, Volume volume) {
        return of(rq, volume, "creating", null);
    }

    private static VolumeWire of(RequestContext rq, Volume volume, String status, @Nullable String updatedAt) {
        Spec spec = volume.spec();
        return new VolumeWire(
                volume.id(),
                links(rq, volume.id()),
                spec.name(),
                spec.description(),
                status,
                spec.size(),
                spec.type(),
                spec.availabilityZone(),
                Boolean.toString(volume.isBootable()),
                spec.multiattach(),
                spec.metadata().getOrDefault("__system__encrypted", "0").equals("1"),
                spec.metadata(),
                VolumeBody.catalogue(rq)
                        .image(spec.image())
                        .map(VolumeWire::image)
                        .orElse(Map.of()),
                volume.attachments().values().stream()
                        .map(attachment -> Attachment.of(volume, attachment))
                        .toList(),
                null,
                null,
                null,
                "disabled",
                spec.user(),
                Dates.micros(volume.createdAt()),
                updatedAt,
                spec.availabilityZone() + '#' + spec.type(),
                rq.project(),
                null,
                null,
                null);
    }

    private static Map<String, String> image(Image image) {
        return Map.of(
                "image_id",
                image.id(),
                "image_name",
                image.name(),
                "min_disk",
                Integer.toString(image.minDisk()),
                "__imagetype",
                "gold",
                "__os_type",
                image.isWindows() ? "Windows" : "Linux",
                "__os_bit",
                "64",
                "__os_version",
                image.osVersion(),
                "__platform",
                image.platform());
    }

    private static List<Link> links(RequestContext rq, String id) {
        String path = rq.project() + "/volumes/" + id;
        return List.of(new Link(rq.baseUrl() + "/v2/" + path, "self"), new Link(rq.baseUrl() + '/' + path, "bookmark"));
    }
}
