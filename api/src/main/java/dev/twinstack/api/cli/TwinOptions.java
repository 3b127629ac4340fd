package dev.twinstack.api.cli;

import dev.twinstack.api.identity.Identities;
import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.cloud.Credentials;
import dev.twinstack.scenarios.cloud.Endpoint;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which twin is asked, and about which of its projects. */
final class TwinOptions {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:" + Ports.USUAL,
            converter = Root.class,
            description = "Where the twin is. Default: ${DEFAULT-VALUE}")
    private URI endpoint = URI.create("http://127.0.0.1:" + Ports.USUAL);

    @Option(
            names = "--region",
            paramLabel = "NAME",
            defaultValue = "eu-de",
            converter = RegionOptions.RegionName.class,
            description = "The twin's region. Default: ${DEFAULT-VALUE}")
    private String region = "";

    @Option(names = "--project", paramLabel = "NAME", description = "Default: REGION_twin")
    private @Nullable String project;

    ClientSettings settings() {
        return settings(endpoint);
    }

    ClientSettings settings(URI root) {
        return new ClientSettings(root, region, project == null ? Identities.defaultProject(region) : project);
    }

    static final class Root implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            try {
                URI root = Endpoint.root(text);
                if (root.getHost() != null) {
                    return root;
                }
            } catch (IllegalArgumentException noUrl) {
                throw new TypeConversionException("'" + text + "' is no URL: " + noUrl.getMessage());
            }
            throw new TypeConversionException("'" + text + "' is no URL, such as http://127.0.0.1:" + Ports.USUAL);
        }
    }

    /**
     * {@return what was asked of a session in the project}
     *
     * @throws dev.twinstack.scenarios.cloud.CloudException if nobody answers, or with a refusal
     */
    <T> T ask(Function<Cloud, T> question) {
        ClientSettings settings = settings();
        Credentials twin =
                new Credentials(Identities.DEFAULT_USER, Identities.DEFAULT_PASSWORD, Identities.DEFAULT_DOMAIN);
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_WITHIN)
                .build()) {
            Endpoint endpoint = new Endpoint(settings.endpoint(), twin, settings.region());
            return question.apply(Cloud.signIn(http, endpoint, settings.project()));
        }
    }
}
