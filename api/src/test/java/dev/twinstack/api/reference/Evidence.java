package dev.twinstack.api.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which operations the tests of real clients passed through: one file a client, {@code CLIENT.txt}, a sorted list of
 * methods and path templates, written by {@code scenarios/conformance/evidence} from what a twin counted.
 */
record Evidence(Map<String, Set<String>> byClient) {
    private static final String SUFFIX = ".txt";

    static Evidence in(Path folder) {
        Map<String, Set<String>> byClient = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(SUFFIX)).toList()) {
                    String name = file.getFileName().toString();
                    byClient.put(
                            name.substring(0, name.length() - SUFFIX.length()), Set.copyOf(Files.readAllLines(file)));
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return new Evidence(byClient);
    }

    boolean has(String client) {
        return byClient.containsKey(client);
    }

    boolean of(String client, String operation) {
        return byClient.getOrDefault(client, Set.of()).contains(operation);
    }

    /** {@return all operations that any client passed through} */
    List<String> operations() {
        return byClient.values().stream()
                .flatMap(Set::stream)
                .distinct()
                .sorted()
                .toList();
    }
}
