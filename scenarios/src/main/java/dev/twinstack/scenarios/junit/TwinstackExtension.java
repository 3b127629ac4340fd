package dev.twinstack.scenarios.junit;

import dev.twinstack.scenarios.RunningTwin;
import dev.twinstack.scenarios.TwinProvider;
import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.cloud.Credentials;
import dev.twinstack.scenarios.cloud.Endpoint;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ServiceLoader;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts one twin for the whole test run and signs each test in to a project of its own. */
final class TwinstackExtension implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(TwinstackExtension.class);
    private static final String REGION = "eu-de";

    /** What is shared by all tests; closed with the root context. */
    private record Shared(RunningTwin twin, HttpClient http) implements AutoCloseable {

        static Shared start() {
            TwinProvider provider = ServiceLoader.load(TwinProvider.class)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "no TwinProvider on the class path; add twinstack-api to the test dependencies"));
            return new Shared(
                    provider.start(),
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
        }

        @Override
        public void close() {
            http.close();
            twin.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == TwinProject.class || type == URI.class || type == Cloud.class || SdkClients.isClient(type);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        Cloud cloud = context.getStore(NAMESPACE).computeIfAbsent(Cloud.class, _ -> signIn(context), Cloud.class);
        if (type == TwinProject.class) {
            return new TwinProject(cloud, REGION, 0);
        }
        if (type == URI.class) {
            return cloud.root();
        }
        return type == Cloud.class ? cloud : SdkClients.build(type, cloud.root(), cloud.projectId());
    }

    private static Cloud signIn(ExtensionContext context) {
        Shared shared =
                context.getRoot().getStore(NAMESPACE).computeIfAbsent(Shared.class, _ -> Shared.start(), Shared.class);
        Endpoint endpoint =
                new Endpoint(shared.twin().endpoint(), new Credentials("twin", "twin", "twinstack"), REGION);
        String project = REGION + "_test-" + UUID.randomUUID().toString().substring(0, 13);
        return Cloud.signIn(shared.http(), endpoint, project);
    }
}
