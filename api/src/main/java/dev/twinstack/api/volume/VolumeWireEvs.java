package dev.twinstack.api.volume;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.kernel.Ids;
import dev.twinstack.emulator.tag.Tag;
import dev.twinstack.emulator.volume.Volume;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A volume as the service's own calls show it: all that Cinder has, and more. Source: EVS API reference, "Querying
 * Details About a Disk".
 *
 * @param wwn by which a guest knows a SCSI disk
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record VolumeWireEvs(
        @JsonUnwrapped VolumeWire volume,
        String serviceType,
        Map<String, String> tags,
        String wwn,
        @Nullable String dedicatedStorageId,
        @Nullable String dedicatedStorageName,
        String enterpriseProjectId) {
    /** How the examples' begin. */
    private static final String VENDOR = "688860300000";

    static VolumeWireEvs of(RequestContext rq, Volume volume) {
        String unique = Ids.derived("wwn", volume.id()).replace("-", "");
        return new VolumeWireEvs(
                VolumeWire.of(rq, volume),
                "EVS",
                tags(volume),
                VENDOR + unique.substring(VENDOR.length()),
                null,
                null,
                volume.spec().enterpriseProject());
    }

    static Map<String, String> tags(Volume volume) {
        return volume.tags().all().stream().collect(Collectors.toMap(Tag::key, Tag::value));
    }
}
