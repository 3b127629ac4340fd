package dev.twinstack.api.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.twinstack.api.dialect.Ecs;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.region.Flavor;
import dev.twinstack.emulator.server.Server;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Flavors and zones in ECS v1: vCPUs and disk are strings, memory is a number. Every flavor is in every zone. */
public final class FlavorEcs {
    private static final Errors ERRORS =
            Errors.of("Ecs.0005", "Ecs.0029", "Ecs.0000").on("server-not-found", 404, "Ecs.0114");

    private static final int MEBIBYTES = 1024;

    public static final List<Endpoint> ENDPOINTS = List.of(
            Ecs.get("ListFlavors", ServerEcs.ALL + "/flavors", ERRORS, FlavorEcs::list),
            Ecs.get("ListResizeFlavors", ServerEcs.ALL + "/resize_flavors", ERRORS, FlavorEcs::targets),
            Ecs.get("QueryResizeFlavors", "/v2.1/{project_id}/resize_flavors", ERRORS, FlavorEcs::targets),
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
            List<Object> links) {
        static Wire of(Flavor flavor) {
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
                    List.of());
        }
    }

    /** The two lists differ in what they call the specifications. */
    private record Listed(@JsonUnwrapped Wire flavor, Map<String, String> osExtraSpecs) {}

    private record Target(@JsonUnwrapped Wire flavor, Map<String, String> extraSpecs) {}

    private record Zone(String availabilityZoneId, String publicBorderGroup) {}

    private static CompletionStage<Answer> list(RequestContext rq) {
        Catalogue catalogue = ServerEcs.catalogue(rq);
        boolean known = rq.query("availability_zone")
                .filter(zone -> !zone.isEmpty())
                .map(catalogue::hasZone)
                .orElse(true);
        List<Listed> flavors = known
                ? catalogue.flavors().stream()
                        .map(flavor -> new Listed(Wire.of(flavor), extraSpecs(flavor, catalogue)))
                        .toList()
                : List.of();
        return Answer.ok(Map.of("flavors", flavors)).now();
    }

    /** {@return what tells flavors apart} */
    static Map<String, String> extraSpecs(Flavor flavor, Catalogue catalogue) {
        Map<String, String> specs = new HashMap<>();
        specs.put("ecs:virtualization_env_types", "CloudCompute");
        specs.put("ecs:generation", flavor.generation());
        specs.put("ecs:performancetype", flavor.performance());
        specs.put(
                "resource_type",
                "IOoptimized" + flavor.generation().toUpperCase(Locale.ROOT) + '_'
                        + flavor.memory() / (flavor.vcpus() * MEBIBYTES));
        specs.put("cond:operation:status", "normal");
        specs.put(
                "cond:operation:az",
                catalogue.availabilityZones().stream()
                        .map(zone -> zone.name() + "(normal)")
                        .collect(Collectors.joining(",")));
        // ASSUMED: no documented key says what the console shows as IPv6: Yes; a real flavor list would.
        specs.put("twinstack:ipv6", flavor.ipv6() ? "Yes" : "No");
        return specs;
    }

    /**
     * {@return the flavors a server, or another flavor, can be changed to} Any other will do. Source: ECS API reference,
     * "Querying the Target Flavors to Which an ECS Flavor Can Be Changed".
     */
    private static CompletionStage<Answer> targets(RequestContext rq) {
        Catalogue catalogue = ServerEcs.catalogue(rq);
        String marker = rq.query("marker").orElse("");
        return rq.read(snapshot -> {
            String source = source(rq, catalogue, snapshot);
            Stream<Flavor> others = catalogue.flavors().stream()
                    .filter(flavor -> !flavor.name().equals(source))
                    .sorted(FlavorNova.order(rq));
            Stream<Flavor> rest = marker.isEmpty()
                    ? others
                    : others.dropWhile(flavor -> !flavor.name().equals(marker)).skip(1);
            return Answer.ok(Map.of(
                    "flavors",
                    rest.limit(FlavorNova.number(rq, "limit", Integer.MAX_VALUE))
                            .map(flavor -> new Target(Wire.of(flavor), extraSpecs(flavor, catalogue)))
                            .toList()));
        });
    }

    private static String source(RequestContext rq, Catalogue catalogue, Snapshot snapshot) {
        Optional<String> server = rq.query("instance_uuid");
        if (server.isPresent()) {
            return snapshot.find(Server.TYPE, server.get())
                    .map(Server::flavor)
                    .orElseThrow(() -> Rejected.notFound(Server.TYPE.name(), server.get()));
        }
        String name = rq.query("source_flavor_id")
                .or(() -> rq.query("source_flavor_name"))
                .orElseThrow(
                        () -> Rejected.field("instance_uuid", "or source_flavor_id or source_flavor_name is required"));
        return catalogue.flavor(name).map(Flavor::name).orElseThrow(() -> Rejected.notFound("flavor", name));
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
