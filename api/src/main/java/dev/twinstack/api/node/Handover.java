package dev.twinstack.api.node;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.util.ByteString;

/** A request on its way from one node to another: nothing of it is lost, as signatures are over its very text. */
final class Handover {
    /** Says that the receiver serves the request itself, or says that it cannot. */
    private static final String FROM = "X-Twinstack-From";
    /** Before the names of headers that an HTTP client writes itself. */
    private static final String OF_CLIENT = "X-Twinstack-Client-";
    /** The project does not live on the node that answers so; nothing was done. */
    private static final String ELSEWHERE = "X-Twinstack-Elsewhere";

    private static final Set<String> WRITTEN_BY_CLIENTS = Set.of("host", "user-agent");
    /** Of one connection only, or of the body, which is handed over in one piece. */
    private static final Set<String> LEFT_OUT = Set.of(
            "connection",
            "content-length",
            "content-type",
            "expect",
            "keep-alive",
            "timeout-access",
            "transfer-encoding",
            "upgrade");

    private Handover() {}

    /** {@return the request, to be sent to that node} */
    static HttpRequest to(URI node, HttpRequest request, ByteString body) {
        List<HttpHeader> headers = new ArrayList<>();
        for (HttpHeader header : request.getHeaders()) {
            String name = header.lowercaseName();
            if (WRITTEN_BY_CLIENTS.contains(name)) {
                headers.add(RawHeader.create(OF_CLIENT + header.name(), header.value()));
            } else if (!LEFT_OUT.contains(name)) {
                headers.add(RawHeader.create(header.name(), header.value()));
            }
        }
        headers.add(RawHeader.create(FROM, "node"));
        return HttpRequest.create()
                .withMethod(request.method())
                .withUri(request.getUri().scheme("http").host(node.getHost()).port(node.getPort()))
                .withHeaders(headers)
                .withEntity(request.entity().getContentType(), body);
    }

    static boolean isHandedOver(HttpRequest request) {
        return request.getHeader(FROM).isPresent();
    }

    /** {@return the request as the client sent it} */
    static HttpRequest received(HttpRequest request) {
        List<HttpHeader> headers = new ArrayList<>();
        for (HttpHeader header : request.getHeaders()) {
            String name = header.name();
            if (name.regionMatches(true, 0, OF_CLIENT, 0, OF_CLIENT.length())) {
                headers.add(RawHeader.create(name.substring(OF_CLIENT.length()), header.value()));
            } else if (!WRITTEN_BY_CLIENTS.contains(name.toLowerCase(Locale.ROOT))) {
                headers.add(header);
            }
        }
        return request.withHeaders(headers);
    }

    static HttpResponse elsewhere() {
        return HttpResponse.create().withStatus(421).addHeader(RawHeader.create(ELSEWHERE, "node"));
    }

    static boolean isElsewhere(HttpResponse response) {
        return response.getHeader(ELSEWHERE).isPresent();
    }
}
