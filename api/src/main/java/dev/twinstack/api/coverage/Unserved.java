package dev.twinstack.api.coverage;

import dev.twinstack.api.dialect.Cinder;
import dev.twinstack.api.dialect.Evs;
import dev.twinstack.api.dialect.Neutron;
import dev.twinstack.api.dialect.V1;
import dev.twinstack.api.dialect.V3;
import dev.twinstack.api.http.Dialect;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Router;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The operations of the API references (VPC, EVS, load balancers v2.0, private NAT gateways) that are not served: they
 * answer 501 and say so, rather than 404.
 */
public final class Unserved {
    private static final String DOCUMENTED = "documented.txt";
    private static final Errors NONE = Errors.of("", "", "");

    private Unserved() {}

    /** {@return an endpoint for each documented operation that {@code served} lacks} */
    public static List<Endpoint> besides(Collection<Endpoint> served) {
        Set<String> known = served.stream()
                .map(endpoint -> shape(endpoint.method(), endpoint.template()))
                .collect(Collectors.toSet());
        return documented().stream()
                .map(line -> line.split(" ", 3))
                .filter(row -> !known.contains(shape(row[1], row[2])))
                .map(row -> endpoint(row[0], row[1], row[2]))
                .toList();
    }

    private static List<String> documented() {
        try (InputStream file = Unserved.class.getResourceAsStream(DOCUMENTED)) {
            if (file == null) {
                throw new IllegalStateException(DOCUMENTED + " is missing from the build");
            }
            return new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))
                    .lines()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** {@return what tells operations apart: parameters may have any name} */
    private static String shape(String method, String template) {
        return method + ' ' + Router.shape(template);
    }

    private static Endpoint endpoint(String operation, String method, String template) {
        Dialect dialect = dialect(operation, template);
        String message = method + ' ' + template + " is documented but not emulated.";
        return new Endpoint(
                operation,
                dialect,
                method,
                template,
                NONE,
                rq -> dialect.fault(501, message).now());
    }

    private static Dialect dialect(String operation, String template) {
        if (operation.startsWith("evs-")) {
            return Evs.DIALECT;
        }
        if (operation.startsWith("cinder-")) {
            return Cinder.DIALECT;
        }
        if (template.startsWith("/v3/")) {
            return V3.DIALECT;
        }
        return template.startsWith("/v2.0/") && !template.startsWith("/v2.0/{project_id}")
                ? Neutron.DIALECT
                : V1.DIALECT;
    }
}
