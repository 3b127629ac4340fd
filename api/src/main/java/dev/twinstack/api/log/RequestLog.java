package dev.twinstack.api.log;

import dev.twinstack.api.http.AnswerListener;
import dev.twinstack.api.http.Exchange;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** A line for each answer, if {@link Logging} was told so. */
public final class RequestLog implements AnswerListener {
    static final String NAME = "dev.twinstack.requests";

    private static final Logger LOG = LoggerFactory.getLogger(NAME);
    private static final double NANOS_PER_MILLI = 1e6;
    /** What the client says of itself. Its own ids are not answered with, as in the cloud, but found here. */
    private static final Map<String, String> HEADERS = Map.of(
            "X-Request-Id", "client_request_id",
            "X-Openstack-Request-Id", "global_request_id",
            "User-Agent", "user_agent");

    @Override
    public void answered(Exchange exchange) {
        if (!LOG.isInfoEnabled()) {
            return;
        }
        LoggingEventBuilder line = LOG.atInfo()
                .addKeyValue("request_id", exchange.id().hex())
                .addKeyValue("operation", exchange.endpoint().operation())
                .addKeyValue("status", exchange.status())
                .addKeyValue("ms", exchange.nanos() / NANOS_PER_MILLI)
                .addKeyValue("project", exchange.caller().projectId());
        for (Map.Entry<String, String> header : HEADERS.entrySet()) {
            Optional<HttpHeader> sent = exchange.request().getHeader(header.getKey());
            if (sent.isPresent()) {
                line = line.addKeyValue(header.getValue(), sent.get().value());
            }
        }
        line.log(
                "{} {}",
                exchange.request().method().value(),
                exchange.request().getUri().path());
    }
}
