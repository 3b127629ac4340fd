package dev.twinstack.api.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.huaweicloud.sdk.core.http.HttpRequestDef;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.http.Router;
import dev.twinstack.api.reference.Reference;
import dev.twinstack.api.sdk.Calls.Call;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every documented operation that the SDK's clients of vpc v2 and v3, eip v2 and v3 have was called by the tests before
 * this one, and answered with what the SDK can read. It has nothing to go by but those calls, so it holds only if it runs
 * after all of them, in one go: {@code mvn test -pl api -am -Dtest='*SdkTest,SdkCoverageTest'}.
 *
 * <p>Surefire runs it in the module's folder.
 */
@ExtendWith(SdkTwin.class)
@Order(Integer.MAX_VALUE)
class SdkCoverageTest {
    private static final String CLIENT = "java-sdk";
    private static final Path EVIDENCE =
            Path.of("src/test/resources/dev/twinstack/api/coverage/evidence", CLIENT + ".txt");

    private static final List<Class<?>> CLIENTS = List.of(
            com.huaweicloud.sdk.vpc.v2.VpcMeta.class,
            com.huaweicloud.sdk.vpc.v3.VpcMeta.class,
            com.huaweicloud.sdk.eip.v2.EipMeta.class,
            com.huaweicloud.sdk.eip.v3.EipMeta.class);

    /**
     * A method of one of the clients.
     *
     * @param name such as {@code vpc.v2.listVpcs}
     */
    private record Method(String name, HttpRequestDef<?, ?> definition) {
        String shape() {
            return SdkCoverageTest.shape(definition.getMethod().toString(), definition.getUri());
        }

        String row(Calls calls) {
            Call call = calls.of(definition).orElse(new Call("-", Duration.ZERO));
            return String.format(
                    Locale.ROOT, "%s %s %.3f", name, call.test(), call.took().toNanos() / 1e9);
        }
    }

    @Test
    void everyDocumentedMethodWasCalledAndAnswered(Sdk sdk) throws IOException {
        Set<String> documented = Reference.read().vpc().stream()
                .map(operation -> shape(operation.method(), operation.path()))
                .collect(Collectors.toSet());
        List<Method> offered = CLIENTS.stream()
                .flatMap(SdkCoverageTest::methods)
                .filter(method -> documented.contains(method.shape()))
                .toList();
        keep(
                "calls.txt",
                offered.stream().map(method -> method.row(sdk.calls())).toList());
        assertThat(offered).hasSizeGreaterThan(170);
        assertThat(offered.stream()
                        .filter(method -> sdk.calls().of(method.definition()).isEmpty())
                        .map(Method::name))
                .as("methods of the SDK that no test before this one called with success")
                .isEmpty();
    }

    /** It is what {@code docs/coverage.md} says of the SDK. With {@code -Dtwinstack.update=true}, it is written anew. */
    @Test
    void theEvidenceIsWhatWasCalled(Sdk sdk) throws IOException {
        TestTwin.Reply counted = sdk.project().get("/_twinstack/operations");
        keep("operations.json", List.of(counted.json().toString()));
        List<String> called = counted.at("/operations")
                .valueStream()
                .filter(row -> row.path("client").asText().equals(CLIENT))
                .map(row -> row.path("operation").asText())
                .sorted()
                .toList();
        if (Boolean.getBoolean("twinstack.update")) {
            Files.write(EVIDENCE, called);
        }
        assertThat(EVIDENCE).hasContent(String.join("\n", called));
    }

    /** For {@code scenarios/conformance/java}, which names the folder. */
    private static void keep(String name, List<String> lines) throws IOException {
        String folder = System.getProperty("twinstack.conformance", "");
        if (!folder.isEmpty()) {
            Files.createDirectories(Path.of(folder));
            Files.write(Path.of(folder, name), lines);
        }
    }

    private static Stream<Method> methods(Class<?> meta) {
        String client = meta.getPackageName().replace("com.huaweicloud.sdk.", "");
        return Arrays.stream(meta.getDeclaredFields())
                .filter(field -> field.getType() == HttpRequestDef.class)
                .map(field -> new Method(client + '.' + field.getName(), definition(field)));
    }

    private static HttpRequestDef<?, ?> definition(Field field) {
        try {
            field.setAccessible(true);
            return (HttpRequestDef<?, ?>) field.get(null);
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException(hidden);
        }
    }

    private static String shape(String method, String path) {
        return method + ' ' + Router.shape(path.replace("{api_version}", "v2.0"));
    }
}
