package dev.twinstack.api.identity;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.twinstack.emulator.kernel.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where each service is, as tokens and {@code /v3/auth/catalog} tell it. Clients cut and extend these URLs in their own
 * ways: network is the bare root, vpc must end in the project's id, image may not share the root (they would take the
 * root's versions for its own), and nothing that looks like a version may stand before the version.
 */
final class ServiceCatalogue {
    private static final String ANY_REGION = "*";

    /** The services of a project, and the end of each one's URL; {@code %s} is the project's id. */
    private static final List<Place> OF_A_PROJECT = List.of(
            new Place("vpc", "vpc", "/v1/%s"),
            new Place("eip", "eip", "/v1/%s"),
            new Place("compute", "nova", "/v2.1/%s"),
            new Place("ecs", "ecs", "/v1/%s"),
            new Place("volumev2", "cinderv2", "/v2/%s"),
            new Place("volumev3", "cinderv3", "/v3/%s"),
            new Place("evs", "evs", "/v2/%s"));
    /** The services that name the project in no URL. */
    private static final List<Place> OF_THE_REGION = List.of(
            new Place("network", "neutron", ""),
            new Place("image", "glance", "/image"),
            new Place("ims", "ims", "/image"),
            new Place("nat", "nat", "/v2.0"),
            new Place("elb", "elb", "/v1.0"));

    private record Place(String type, String name, String suffix) {}

    /** One service as the wire has it. */
    record Service(String type, String name, String id, List<Location> endpoints) {}

    record Location(String id, @JsonProperty("interface") String side, String region, String regionId, String url) {}

    private ServiceCatalogue() {}

    /**
     * {@return the services}
     *
     * @param baseUrl how the client reached us: every URL begins with it
     * @param projectId blank for a token of no project, which is shown only the services that need none
     */
    static List<Service> of(String baseUrl, String region, String projectId) {
        List<Service> services = new ArrayList<>();
        services.add(identity(baseUrl, region));
        Stream.concat(OF_THE_REGION.stream(), projectId.isEmpty() ? Stream.empty() : OF_A_PROJECT.stream())
                .map(place -> service(
                        place,
                        location(place.type(), region, baseUrl + place.suffix().formatted(projectId))))
                .forEach(services::add);
        return services;
    }

    /** In the region and in any: some clients match the region by name, others know identity as global. */
    private static Service identity(String baseUrl, String region) {
        String url = baseUrl + "/v3";
        return service(
                new Place("identity", "iam", "/v3"),
                location("identity", region, url),
                location("identity", ANY_REGION, url));
    }

    private static Service service(Place place, Location... locations) {
        return new Service(place.type(), place.name(), id("service", place.type()), List.of(locations));
    }

    private static Location location(String type, String region, String url) {
        return new Location(id("endpoint", type + region), "public", region, region, url);
    }

    private static String id(String kind, String name) {
        return Ids.derived(kind, name).replace("-", "");
    }
}
