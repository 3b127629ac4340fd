package dev.twinstack.api.server;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.twinstack.api.dialect.Microversion;
import dev.twinstack.api.dialect.Nova;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.RequestContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The document clients find Nova's version by. Source: ECS API reference, "API Version Query". */
public final class VersionNova {
    public static final List<Endpoint> ENDPOINTS =
            List.of(Nova.get("NovaShowVersion", "/v2.1", VersionNova::show).with(Endpoint.Access.ANYBODY));

    private VersionNova() {}

    private record Version(
            String id,
            String status,
            String version,
            @JsonProperty("min_version") String minVersion,
            String updated,
            List<Links.Link> links) {}

    private static CompletionStage<Answer> show(RequestContext rq) {
        return Answer.ok(Map.of(
                        "version",
                        new Version(
                                "v2.1",
                                "CURRENT",
                                Microversion.LATEST,
                                "2.1",
                                "2013-07-23T11:33:21Z",
                                List.of(new Links.Link("self", rq.baseUrl() + "/v2.1/")))))
                .now();
    }
}
