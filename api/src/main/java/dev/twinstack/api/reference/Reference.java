package dev.twinstack.api.reference;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twinstack.api.dialect.Keystone;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which documented operations an endpoint is. Reading it takes some tenths of a second, so keep it. */
public final class Reference {
    private final List<Operation> vpc;
    private final Map<String, List<Operation>> byShape;

    private Reference(List<Operation> vpc, List<Operation> companions) {
        this.vpc = vpc;
        this.byShape = Stream.concat(vpc.stream(), companions.stream())
                .collect(Collectors.groupingBy(operation -> shape(operation.method(), operation.path())));
    }

    public static Reference read() {
        return new Reference(read("operations.json"), read("companions.json"));
    }

    private static List<Operation> read(String name) {
        try (InputStream file = Reference.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing from the build");
            }
            return new ObjectMapper().readValue(file, new TypeReference<List<Operation>>() {});
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** {@return the operations of the VPC API reference, in its order} */
    public List<Operation> vpc() {
        return vpc;
    }

    /**
     * {@return what the references say of an endpoint} Several operations may share a method and path, and be told apart
     * by their bodies; of some endpoints they say nothing. At the root, identity has its versions and Neutron its own.
     */
    public List<Operation> of(Endpoint endpoint) {
        return byShape.getOrDefault(shape(endpoint.method(), endpoint.template()), List.of()).stream()
                .filter(operation -> endpoint.dialect() == Keystone.DIALECT
                        ? operation.api().startsWith("iam") || vpc.contains(operation)
                        : !operation.api().startsWith("iam"))
                .toList();
    }

    private static String shape(String method, String path) {
        return method + ' ' + Router.shape(path.replace("{api_version}", "v2.0")); // the only one
    }
}
