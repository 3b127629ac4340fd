package dev.twinstack.api.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.twinstack.api.dialect.Ecs;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.region.Flavor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Flavors and zones in ECS v1: vCPUs and disk are strings, memory is a number. Every flavor is in every zone. */
public final class FlavorEcs {
    private static final Errors ERRORS = Errors.of("Ecs.0005", "Ecs.0029", "Ecs.0000");

    public static final List<Endpoint> ENDPOINTS = List.of(
            Ecs.get("ListFlavors", "/v1/{project_id}/cloudservers/flavors", ERRORS, FlavorEcs::list),
            Ecs.get("ListServerAzInfo", "/v1/{project_id}/availability-zones", ERRORS, FlavorEcs::zones));

    private FlavorEcs() {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    private record Wire(
            String id,
            String name,
            String vcpus,
            int ram,
            String disk,
            String swap,
            @JsonProperty("OS-FLV-EXT-DATA:ephemeral") int ephemeral,
            @JsonProperty("OS-FLV-DISABLED:disabled") boolean disabled,
            double rxtxFactor,
            @Nullable String rxtxQuota,
            @Nullable String rxtxCap,
            @JsonProperty("os-flavor-access:is_public") boolean isPublic,
            List<Object> links,
            Map<String, String> osExtraSpecs) {}

    private record Zone(String availabilityZoneId, String publicBorderGroup) {}

    private static CompletionStage<Answer> list(RequestContext rq) {
        boolean known = rq.query("availability_zone")
                .filter(zone -> !zone.isEmpty())
                .map(ServerEcs.catalogue(rq)::hasZone)
                .orElse(true);
        List<Wire> flavors = known
                ? ServerEcs.catalogue(rq).flavors().stream()
                        .map(FlavorEcs::wire)
                        .toList()
                : List.of();
        return Answer.ok(Map.of("flavors", flavors)).now();
    }

    private static Wire wire(Flavor flavor) {
        return new Wire(
                flavor.name(),
                flavor.name(),
                Integer.toString(flavor.vcpus()),
                flavor.memory(),
                Integer.toString(flavor.disk()),
                "",
                0,
                false,
                1.0,
                null,
                null,
                true,
                List.of(),
                extraSpecs(flavor));
    }

    static Map<String, String> extraSpecs(Flavor flavor) {
        Map<String, String> specs = new HashMap<>();
        specs.put("ecs:virtualization_env_types", "CloudCompute");
        specs.put("ecs:generation", flavor.generation());
        specs.put("ecs:performancetype", flavor.performance());
        specs.put("resource_type", "IOoptimized" + flavor.generation().toUpperCase(java.util.Locale.ROOT));
        specs.put("cond:operation:status", "normal");
        // ASSUMED: no documented key says what the console shows as IPv6: Yes; a real flavor list would.
        specs.put("twinstack:ipv6", flavor.ipv6() ? "Yes" : "No");
        return specs;
    }

    private static CompletionStage<Answer> zones(RequestContext rq) {
        return Answer.ok(Map.of(
                        "availability_zones",
                        ServerEcs.catalogue(rq).availabilityZones().stream()
                                .map(zone -> new Zone(zone.name(), "center"))
                                .toList()))
                .now();
    }
}
