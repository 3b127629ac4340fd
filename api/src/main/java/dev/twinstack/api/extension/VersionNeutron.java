package dev.twinstack.api.extension;

import dev.twinstack.api.dialect.Neutron;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.RequestContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** What the one version of Neutron's API has. Source: API reference, "Querying a Specified API Version". */
public final class VersionNeutron {
    private static final String VERSION = "/v2.0";

    private VersionNeutron() {}

    private record Link(String href, String rel) {}

    private record Resource(String name, String collection, List<Link> links) {}

    /** {@return the endpoint that tells which collections {@code served} has} */
    public static List<Endpoint> of(Collection<Endpoint> served) {
        List<String> paths = served.stream()
                .filter(endpoint -> endpoint.dialect() == Neutron.DIALECT
                        && endpoint.method().equals("GET")
                        && !endpoint.template().contains("{")
                        && endpoint.template().endsWith("s")
                        && !endpoint.template().endsWith("/extensions"))
                .map(Endpoint::template)
                .sorted()
                .toList();
        Errors none = Errors.of("", "", "");
        return List.of(Neutron.get("NeutronShowVersion", VERSION, none, rq -> show(rq, paths))
                .with(Endpoint.Access.ANYBODY));
    }

    private static CompletionStage<Answer> show(RequestContext rq, List<String> paths) {
        return Answer.ok(Map.of(
                        "resources",
                        paths.stream().map(path -> resource(rq, path)).toList()))
                .now();
    }

    private static Resource resource(RequestContext rq, String path) {
        String collection = path.substring(path.lastIndexOf('/') + 1).replace('-', '_');
        String name = collection.endsWith("ies")
                ? collection.substring(0, collection.length() - 3) + 'y'
                : collection.substring(0, collection.length() - 1);
        return new Resource(name, collection, List.of(new Link(rq.baseUrl() + path, "self")));
    }
}
