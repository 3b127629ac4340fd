package dev.twinstack.api.identity;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.twinstack.api.dialect.Keystone;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Endpoint.Access;
import dev.twinstack.api.http.RequestContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * The documents clients find versions by. Source: IAM API reference, "Version Information Management"; VPC API reference,
 * "Querying API Versions".
 *
 * <p>In the cloud, identity and the network service have hosts of their own; here they share one root. Identity's is asked
 * for before there is a token, Neutron's with one.
 */
final class VersionsV3 {
    static final List<Endpoint> ENDPOINTS = List.of(
            Keystone.get("ListVersions", "/", Access.ANYBODY, VersionsV3::list),
            Keystone.get("KeystoneShowVersion", "/v3", Access.ANYBODY, VersionsV3::show));

    private VersionsV3() {}

    private record Version(
            String id,
            String status,
            String updated,
            List<Link> links,
            @JsonProperty("media-types") List<MediaType> mediaTypes) {}

    private record NetworkVersion(String status, String id, List<Link> links) {}

    private record Link(String rel, String href) {}

    private record MediaType(String base, String type) {}

    private static Version version(RequestContext rq) {
        return new Version(
                "v3.14",
                "stable",
                "2020-04-07T00:00:00Z",
                List.of(new Link("self", rq.baseUrl() + "/v3/")),
                List.of(new MediaType("application/json", "application/vnd.openstack.identity-v3+json")));
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        boolean known =
                rq.header("X-Auth-Token").or(() -> rq.header("Authorization")).isPresent();
        return known ? network(rq) : identity(rq);
    }

    /** 300, as the reference has it, although there is one choice only. */
    private static CompletionStage<Answer> identity(RequestContext rq) {
        return Answer.of(300, Map.of("versions", Map.of("values", List.of(version(rq)))))
                .now();
    }

    private static CompletionStage<Answer> network(RequestContext rq) {
        NetworkVersion only = new NetworkVersion("CURRENT", "v2.0", List.of(new Link("self", rq.baseUrl() + "/v2.0")));
        return Answer.ok(Map.of("versions", List.of(only))).now();
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return Answer.ok(Map.of("version", version(rq))).now();
    }
}
