package dev.twinstack.api.metrics;

import dev.twinstack.api.console.Version;
import dev.twinstack.api.dialect.Twinstack;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.AnswerListener;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.system.Cloud;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /metrics}: what is counted, in the text formats of Prometheus. Counting is our own and always on; the library
 * that words it is loaded when somebody asks for the first time, so that a start does not pay for it.
 */
public final class Metrics {
    private final Cloud cloud;
    private final Traffic traffic = new Traffic();
    private @Nullable Exposition exposition;

    public Metrics(Cloud cloud) {
        this.cloud = cloud;
    }

    /** What the library needs, made on first use. */
    private record Exposition(PrometheusRegistry registry, ExpositionFormats formats) {
        static Exposition of(Cloud cloud, Traffic traffic) {
            PrometheusRegistry registry = new PrometheusRegistry();
            registry.register(new HttpMetrics(traffic, Version.current()));
            registry.register(new CloudMetrics(cloud));
            JvmMetrics.builder().register(registry);
            return new Exposition(registry, ExpositionFormats.init());
        }

        Answer answer(String accepted) {
            ExpositionFormatWriter writer = formats.findWriter(accepted);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try {
                writer.write(out, registry.scrape(), EscapingScheme.fromAcceptHeader(accepted));
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            return Answer.ok(new Answer.Text(writer.getContentType(), ByteString.fromArrayUnsafe(out.toByteArray())));
        }
    }

    /** {@return what is to be told of every answer} */
    public AnswerListener listener() {
        return traffic;
    }

    public List<Endpoint> endpoints() {
        return List.of(Twinstack.get("TwinMetrics", "/metrics", this::answer).with(Endpoint.Access.ANYBODY));
    }

    private CompletionStage<Answer> answer(RequestContext rq) {
        return exposition().answer(rq.header("Accept").orElse("")).now();
    }

    private synchronized Exposition exposition() {
        Exposition made = exposition == null ? Exposition.of(cloud, traffic) : exposition;
        exposition = made;
        return made;
    }
}
