package dev.twinstack.api.dialect;

import dev.twinstack.api.http.Json;
import dev.twinstack.api.http.RequestId;
import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.scaladsl.model.ErrorInfo;
import org.apache.pekko.http.scaladsl.model.StatusCode;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;

/**
 * Words the answer to what is no HTTP request: an illegal path, an unknown method, too long a header. Nothing of it is
 * known by then, so it is v1's words. Named in {@code application.conf}.
 */
public final class Unparsable extends ParsingErrorHandler {
    /** Where Pekko looks for it. */
    @SuppressWarnings("MemberName")
    public static final Unparsable MODULE$ = new Unparsable();

    private Unparsable() {}

    @Override
    public HttpResponse handle(StatusCode status, ErrorInfo error, LoggingAdapter log, ServerSettings settings) {
        byte[] body =
                Json.write(V1.DIALECT.fault(status.intValue(), error.summary()).body());
        return HttpResponse.create()
                .withStatus(status)
                .addHeader(RawHeader.create(RequestId.HEADER, RequestId.fresh().hex()))
                .withEntity(ContentTypes.APPLICATION_JSON, body);
    }
}
