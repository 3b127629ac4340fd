package dev.twinstack.api.log;

import dev.twinstack.api.http.AnswerListener;
import dev.twinstack.api.http.Exchange;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** A line for each answer, if {@link Logging} was told so. */
public final class RequestLog implements AnswerListener {
    static final String NAME = "dev.twinstack.requests";

    private static final Logger LOG = LoggerFactory.getLogger(NAME);
    private static final double NANOS_PER_MILLI = 1e6;

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
        header(exchange, line, "X-Request-Id", "client_request_id");
        header(exchange, line, "X-Openstack-Request-Id", "global_request_id");
        header(exchange, line, "User-Agent", "user_agent");
        line.log(
                "{} {}",
                exchange.request().method().value(),
                exchange.request().getUri().path());
    }

    /** What the client calls it. Its own ids are not answered with, as in the cloud, but found here. */
    private static void header(Exchange exchange, LoggingEventBuilder line, String header, String key) {
        exchange.request().getHeader(header).map(HttpHeader::value).ifPresent(value -> line.addKeyValue(key, value));
    }
}
