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

/** The documents clients find identity's version by. Source: IAM API reference, "Version Information Management". */
final class VersionsV3 {
    static final List<Endpoint> ENDPOINTS = List.of(
            Keystone.get("KeystoneListVersions", "/", Access.ANYBODY, VersionsV3::list),
            Keystone.get("KeystoneShowVersion", "/v3", Access.ANYBODY, VersionsV3::show));

    private VersionsV3() {}

    private record Version(
            String id,
            String status,
            String updated,
            List<Link> links,
            @JsonProperty("media-types") List<MediaType> mediaTypes) {}

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

    /** 300, as the reference has it, although there is one choice only. */
    private static CompletionStage<Answer> list(RequestContext rq) {
        return Answer.of(300, Map.of("versions", Map.of("values", List.of(version(rq)))))
                .now();
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return Answer.ok(Map.of("version", version(rq))).now();
    }
}
