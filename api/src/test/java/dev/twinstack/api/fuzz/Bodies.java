package dev.twinstack.api.fuzz;

import dev.twinstack.api.openapi.Description;
import dev.twinstack.api.reference.World;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Bodies that are valid once {@code {vpc}} and the like are replaced by ids. */
final class Bodies {
    private static final Map<String, List<String>> OWN = read();

    private Bodies() {}

    private static Map<String, List<String>> read() {
        try (InputStream file = Bodies.class.getResourceAsStream("bodies.txt");
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" \\| ", 2))
                    .collect(Collectors.groupingBy(
                            parts -> parts[0], Collectors.mapping(parts -> parts[1], Collectors.toList())));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static List<String> of(Description.Call call) {
        Stream<String> world = call.json()
                .path("x-reference")
                .valueStream()
                .flatMap(id -> Stream.ofNullable(World.bodies().get(id.textValue())));
        return Stream.concat(world, OWN.getOrDefault(call.key(), List.of()).stream())
                .map(body -> body.replace('\'', '"'))
                .toList();
    }
}
