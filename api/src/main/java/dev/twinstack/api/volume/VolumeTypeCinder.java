package dev.twinstack.api.volume;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.twinstack.api.dialect.Cinder;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.region.VolumeType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Which kinds of volumes there are, and where. Source: EVS API reference, "Querying EVS Disk Types", "Querying All AZs". */
public final class VolumeTypeCinder {
    private static final String TYPES = "/v2/{project_id}/types";

    public static final List<Endpoint> ENDPOINTS = Versions.both(
            Cinder.get("CinderListVolumeTypes", TYPES, VolumeTypeCinder::list),
            Cinder.get("CinderShowVolumeType", TYPES + "/{type_id}", VolumeTypeCinder::show),
            Cinder.get(
                    "CinderListAvailabilityZones", "/v2/{project_id}/os-availability-zone", VolumeTypeCinder::zones));

    private VolumeTypeCinder() {}

    /** @param extraSpecs clients read from them which zones have the type */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    private record Wire(
            String id,
            String name,
            @Nullable String description,
            Map<String, String> extraSpecs,
            @Nullable String qosSpecsId,
            boolean isPublic,
            @JsonProperty("os-volume-type-access:is_public") boolean access) {
        static Wire of(VolumeType type) {
            String zones = String.join(",", type.zones());
            return new Wire(
                    type.id(),
                    type.name(),
                    null,
                    Map.of(
                            "volume_backend_name",
                            type.name(),
                            "availability-zone",
                            zones,
                            "HW:availability_zone",
                            zones,
                            "RESKEY:availability_zones",
                            zones),
                    null,
                    true,
                    true);
        }
    }

    private record State(boolean available) {}

    private record Zone(
            @JsonProperty("zoneName") String zoneName,
            @JsonProperty("zoneState") State zoneState) {}

    private static CompletionStage<Answer> list(RequestContext rq) {
        return Answer.ok(Map.of(
                        "volume_types",
                        VolumeBody.catalogue(rq).volumeTypes().stream()
                                .map(Wire::of)
                                .toList()))
                .now();
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        String id = rq.path("type_id");
        VolumeType type = VolumeBody.catalogue(rq).volumeTypes().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Rejected.notFound("volume type", id));
        return Answer.ok(Map.of("volume_type", Wire.of(type))).now();
    }

    private static CompletionStage<Answer> zones(RequestContext rq) {
        return Answer.ok(Map.of(
                        "availabilityZoneInfo",
                        VolumeBody.catalogue(rq).availabilityZones().stream()
                                .map(zone -> new Zone(zone.name(), new State(true)))
                                .toList()))
                .now();
    }
}
