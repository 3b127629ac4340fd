package dev.twinstack.api.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.huaweicloud.sdk.core.http.HttpRequestDef;
import dev.twinstack.api.http.Router;
import dev.twinstack.api.reference.Reference;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every documented operation that the SDK's clients of vpc v2 and v3, eip v2 and v3 have is called by these tests: so say
 * the twins they ran against ({@code scenarios/conformance/java}, {@code scenarios/conformance/evidence}).
 */
class SdkCoverageTest {
    private static final String EVIDENCE = "/dev/twinstack/api/coverage/evidence/java-sdk.txt";

    @Test
    void everyDocumentedOperationOfTheSdkIsCalled() throws IOException {
        Set<String> documented = Reference.read().vpc().stream()
                .map(operation -> shape(operation.method(), operation.path()))
                .collect(Collectors.toSet());
        Set<String> offered = Stream.of(
                        com.huaweicloud.sdk.vpc.v2.VpcMeta.class,
                        com.huaweicloud.sdk.vpc.v3.VpcMeta.class,
                        com.huaweicloud.sdk.eip.v2.EipMeta.class,
                        com.huaweicloud.sdk.eip.v3.EipMeta.class)
                .flatMap(SdkCoverageTest::operations)
                .filter(documented::contains)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(offered).hasSizeGreaterThan(170);
        assertThat(called()).containsAll(offered);
    }

    private static Stream<String> operations(Class<?> meta) {
        return Arrays.stream(meta.getDeclaredFields())
                .filter(field -> field.getType() == HttpRequestDef.class)
                .map(SdkCoverageTest::definition)
                .map(definition -> shape(definition.getMethod().toString(), definition.getUri()));
    }

    private static HttpRequestDef<?, ?> definition(Field field) {
        try {
            field.setAccessible(true);
            return (HttpRequestDef<?, ?>) field.get(null);
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException(hidden);
        }
    }

    private static Set<String> called() throws IOException {
        try (InputStream file = SdkCoverageTest.class.getResourceAsStream(EVIDENCE);
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(file, EVIDENCE), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> line.split(" ", 2))
                    .map(parts -> shape(parts[0], parts[1]))
                    .collect(Collectors.toSet());
        }
    }

    /** Parameters may have any name, and the SDK writes some collections with a slash at the end. */
    private static String shape(String method, String path) {
        String plain = path.replace("{api_version}", "v2.0");
        return method
                + ' '
                + Router.shape(
                        plain.length() > 1 && plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain);
    }
}
