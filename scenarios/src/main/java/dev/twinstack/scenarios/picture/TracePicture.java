package dev.twinstack.scenarios.picture;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A trace as a picture: the path hop by hop, with what decided at each, and what stops it. */
public final class TracePicture {
    /** What a picture can be, by the ending of its file's name. */
    public enum Format {
        /** A drawing that needs nothing else and follows the viewer's light or dark scheme. */
        SVG(".svg"),
        /** A Mermaid flowchart, which Markdown pages show. */
        MERMAID(".mmd");

        private final String ending;

        Format(String ending) {
            this.ending = ending;
        }

        /** {@return the format of a file} */
        public static Optional<Format> of(Path file) {
            String name = file.toString().toLowerCase(Locale.ROOT);
            return Arrays.stream(values())
                    .filter(format -> name.endsWith(format.ending))
                    .findFirst();
        }

        /** {@return such as {@code .svg or .mmd}} */
        public static String endings() {
            return Arrays.stream(values()).map(format -> format.ending).collect(Collectors.joining(" or "));
        }
    }

    private TracePicture() {}

    /**
     * {@return the picture}
     *
     * @param trace an answer of {@code /_twinstack/trace}
     */
    public static String of(JsonNode trace, Format format) {
        TraceStory story = TraceStory.of(trace);
        return switch (format) {
            case SVG -> new TraceSvg().draw(story);
            case MERMAID -> TraceMermaid.of(story);
        };
    }

    /**
     * Writes the picture.
     *
     * @throws IOException if it cannot be written, also where its folder is not there
     */
    public static void write(JsonNode trace, Format format, Path file) throws IOException {
        Files.writeString(file, of(trace, format));
    }
}
