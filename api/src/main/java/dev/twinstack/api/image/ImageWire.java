package dev.twinstack.api.image;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.twinstack.api.dialect.Dates;
import dev.twinstack.emulator.kernel.Ids;
import dev.twinstack.emulator.region.Image;
import java.util.List;

/** A public image as IMS and Glance both write it. Source: IMS API reference, "Querying Images". */
record ImageWire(
        String id,
        String name,
        String status,
        String visibility,
        @JsonProperty("protected") boolean isProtected,
        String owner,
        long size,
        String checksum,
        int minDisk,
        int minRam,
        String diskFormat,
        String containerFormat,
        String virtualEnvType,
        List<String> tags,
        String file,
        String self,
        String schema,
        String createdAt,
        String updatedAt,
        String activeAt,
        String hwFirmwareType,
        @JsonProperty("__imagetype") String imageType,
        @JsonProperty("__image_source_type") String sourceType,
        @JsonProperty("__isregistered") String registered,
        @JsonProperty("__os_type") String osType,
        @JsonProperty("__os_bit") String osBit,
        @JsonProperty("__os_version") String osVersion,
        @JsonProperty("__platform") String platform,
        @JsonProperty("__support_kvm") String supportKvm) {
    /** Public images belong to the cloud, not to a project. */
    private static final String OWNER = Ids.derived("image", "owner").replace("-", "");

    static ImageWire of(Image image) {
        String self = "/v2/images/" + image.id();
        String created = Dates.zulu(image.createdAt());
        return new ImageWire(
                image.id(),
                image.name(),
                "active",
                "public",
                true,
                OWNER,
                0,
                Ids.derived(image.id(), "checksum").replace("-", ""),
                image.minDisk(),
                0,
                "zvhd2",
                "bare",
                "FusionCompute",
                List.of(),
                self + "/file",
                self,
                "/v2/schemas/image",
                created,
                created,
                created,
                image.name().contains("_uefi_") ? "uefi" : "bios",
                "gold",
                "uds",
                "true",
                image.isWindows() ? "Windows" : "Linux",
                "64",
                image.osVersion(),
                image.platform(),
                "true");
    }
}
