package dev.twinstack.api.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.twinstack.api.dialect.Microversion;
import dev.twinstack.api.dialect.Nova;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.region.AvailabilityZone;
import dev.twinstack.emulator.region.Flavor;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Nova's flavors, zones and version. Source: ECS API reference, "Native OpenStack Nova APIs". */
public final class FlavorNova {
    private static final String FLAVORS = "/v2.1/{project_id}/flavors";
    private static final String ONE = FLAVORS + "/{flavor_id}";
    private static final String ZONES = "/v2.1/{project_id}/os-availability-zone";

    public static final List<Endpoint> ENDPOINTS = List.of(
            Nova.get("NovaListFlavors", FLAVORS, rq -> list(rq, flavor -> brief(rq, flavor))),
            Nova.get("NovaListFlavorsDetails", FLAVORS + "/detail", rq -> list(rq, flavor -> wire(rq, flavor))),
            Nova.get("NovaShowFlavor", ONE, FlavorNova::show),
            Nova.get("NovaShowFlavorExtraSpecs", ONE + "/os-extra_specs", FlavorNova::extraSpecs),
            Nova.get("NovaListAvailabilityZones", ZONES, FlavorNova::zones),
            Nova.get("NovaListAvailabilityZonesDetails", ZONES + "/detail", FlavorNova::zoneHosts));

    private FlavorNova() {}

    private record ZoneState(boolean available) {}

    /** Hosts are shown to administrators only. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    private record Zone(
            @JsonProperty("zoneName") String name,
            @JsonProperty("zoneState") ZoneState state,
            @Nullable Object hosts) {}

    private static CompletionStage<Answer> list(RequestContext rq, Function<Flavor, Object> wire) {
        int minDisk = number(rq, "minDisk", 0);
        int minRam = number(rq, "minRam", 0);
        List<Flavor> flavors = ServerEcs.catalogue(rq).flavors().stream()
                .filter(flavor -> flavor.disk() >= minDisk && flavor.memory() >= minRam)
                .sorted(order(rq))
                .toList();
        String marker = rq.query("marker").orElse("");
        Stream<Flavor> rest = marker.isEmpty()
                ? flavors.stream()
                : flavors.stream()
                        .dropWhile(flavor -> !flavor.name().equals(marker))
                        .skip(1);
        return Answer.ok(Map.of(
                        "flavors",
                        rest.limit(number(rq, "limit", Integer.MAX_VALUE))
                                .map(wire)
                                .toList()))
                .now();
    }

    static int number(RequestContext rq, String name, int absent) {
        String text = rq.query(name).filter(value -> !value.isEmpty()).orElse(Integer.toString(absent));
        if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) > Integer.MAX_VALUE) {
            throw Rejected.field(name, "must be a whole number");
        }
        return Integer.parseInt(text);
    }

    /** {@return the order that {@code sort_key} and {@code sort_dir} ask for; by id unless they ask} */
    static Comparator<Flavor> order(RequestContext rq) {
        Comparator<Flavor> order = switch (rq.query("sort_key").orElse("flavorid")) {
            case "memory_mb" -> Comparator.comparingInt(Flavor::memory);
            case "vcpus" -> Comparator.comparingInt(Flavor::vcpus);
            case "root_gb" -> Comparator.comparingInt(Flavor::disk);
            default -> Comparator.comparing(Flavor::name);
        };
        order = order.thenComparing(Flavor::name);
        return rq.query("sort_dir").orElse("asc").equals("desc") ? order.reversed() : order;
    }

    private static Map<String, Object> brief(RequestContext rq, Flavor flavor) {
        Map<String, Object> wire = new LinkedHashMap<>();
        wire.put("id", flavor.name());
        wire.put("name", flavor.name());
        wire.put("links", Links.to(rq, "flavors", flavor.name()));
        return wire;
    }

    private static Map<String, Object> wire(RequestContext rq, Flavor flavor) {
        Map<String, Object> wire = brief(rq, flavor);
        wire.put("vcpus", flavor.vcpus());
        wire.put("ram", flavor.memory());
        wire.put("disk", flavor.disk());
        wire.put("swap", "");
        wire.put("rxtx_factor", 1.0);
        wire.put("OS-FLV-EXT-DATA:ephemeral", 0);
        wire.put("OS-FLV-DISABLED:disabled", false);
        wire.put("os-flavor-access:is_public", true);
        if (Microversion.of(rq).describesFlavor()) {
            wire.put("description", null);
        }
        return wire;
    }

    /** {@return a flavor as it stands in a server} Source: Nova's API history, 2.47. */
    static Map<String, Object> embedded(RequestContext rq, Flavor flavor) {
        Map<String, Object> wire = new LinkedHashMap<>();
        if (Microversion.of(rq).embedsFlavor()) {
            wire.put("original_name", flavor.name());
            wire.put("vcpus", flavor.vcpus());
            wire.put("ram", flavor.memory());
            wire.put("disk", flavor.disk());
            wire.put("ephemeral", 0);
            wire.put("swap", 0);
            wire.put("extra_specs", FlavorEcs.extraSpecs(flavor, ServerEcs.catalogue(rq)));
        } else {
            wire.put("id", flavor.name());
            wire.put("links", Links.to(rq, "flavors", flavor.name()).subList(1, 2));
        }
        return wire;
    }

    private static Flavor find(RequestContext rq) {
        String id = rq.path("flavor_id");
        return ServerEcs.catalogue(rq).flavor(id).orElseThrow(() -> Rejected.notFound("flavor", id));
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return Answer.ok(Map.of("flavor", wire(rq, find(rq)))).now();
    }

    private static CompletionStage<Answer> extraSpecs(RequestContext rq) {
        return Answer.ok(Map.of("extra_specs", FlavorEcs.extraSpecs(find(rq), ServerEcs.catalogue(rq))))
                .now();
    }

    /** The {@code openstack} command asks for the hosts first, and for the zones alone once that is forbidden. */
    private static CompletionStage<Answer> zoneHosts(RequestContext rq) {
        return Nova.DIALECT
                .fault(403, "Only administrators may see the hosts of availability zones.")
                .now();
    }

    private static CompletionStage<Answer> zones(RequestContext rq) {
        return Answer.ok(Map.of(
                        "availabilityZoneInfo",
                        ServerEcs.catalogue(rq).availabilityZones().stream()
                                .map(AvailabilityZone::name)
                                .map(name -> new Zone(name, new ZoneState(true), null))
                                .toList()))
                .now();
    }
}
