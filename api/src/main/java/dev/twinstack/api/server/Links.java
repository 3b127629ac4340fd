package dev.twinstack.api.server;

import dev.twinstack.api.http.RequestContext;
import java.util.List;

/** Nova's links to one thing, as the client reaches us. */
final class Links {
    private Links() {}

    record Link(String rel, String href) {}

    /** {@return the links to {@code kind/id}, such as {@code flavors/s3.large.2}} */
    static List<Link> to(RequestContext rq, String kind, String id) {
        String path = rq.project() + '/' + kind + '/' + id;
        return List.of(
                new Link("self", rq.baseUrl() + "/v2.1/" + path), new Link("bookmark", rq.baseUrl() + '/' + path));
    }
}
