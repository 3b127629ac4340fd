package dev.twinstack.api.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which operations the entries of {@code docs/deviations.md} are about, as {@code deviations.txt} says. */
final class Deviations {
    /**
     * @param about the method and path
     * @param heading what the entry stands under
     */
    private record Entry(String about, String words, String heading) {}

    private final List<Entry> entries = new ArrayList<>();

    /**
     * @throws IllegalStateException if an entry that is named is not on the page
     */
    static Deviations of(Path about, Path page) throws IOException {
        Deviations deviations = new Deviations();
        List<String> lines = Files.readAllLines(page);
        for (String line : Files.readAllLines(about)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split(" \\| ", 2);
                deviations.entries.add(new Entry(parts[0], parts[1], heading(lines, parts[1])));
            }
        }
        return deviations;
    }

    private static String heading(List<String> lines, String words) {
        String heading = "";
        for (String line : lines) {
            if (line.startsWith("## ")) {
                heading = line.substring(3);
            } else if (line.startsWith("| " + words) || line.startsWith("- " + words)) {
                return heading;
            }
        }
        throw new IllegalStateException("docs/deviations.md has no entry that begins: " + words
                + " (named in api/src/test/resources/dev/twinstack/api/reference/deviations.txt)");
    }

    /** {@return what an operation deviates in, as links} */
    String links(String operation) {
        return entries.stream()
                .filter(entry -> entry.about().equals(operation))
                .map(entry -> "[" + entry.words() + "](deviations.md#" + anchor(entry.heading()) + ')')
                .collect(Collectors.joining("<br>"));
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
    }

    /** {@return the operations that are named} */
    List<String> operations() {
        return entries.stream().map(Entry::about).toList();
    }
}
