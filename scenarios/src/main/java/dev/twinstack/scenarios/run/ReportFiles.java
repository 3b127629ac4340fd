package dev.twinstack.scenarios.run;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/** Writes the results into files, for those who read them afterwards. */
final class ReportFiles {
    private ReportFiles() {}

    static void junit(List<ScriptResult> results, Path file) throws IOException {
        StringWriter buffer = new StringWriter();
        try {
            JunitXml.write(results, buffer);
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
        write(file, buffer.toString());
    }

    static void json(List<ScriptResult> results, Path file) throws IOException {
        write(file, JsonReport.of(results) + "\n");
    }

    static void html(List<ScriptResult> results, Path file) throws IOException {
        write(file, HtmlReport.of(results));
    }

    private static void write(Path path, String text) throws IOException {
        Path file = path.toAbsolutePath();
        Optional<Path> parent = Optional.ofNullable(file.getParent());
        if (parent.isPresent()) {
            Files.createDirectories(parent.get());
        }
        Files.writeString(file, text);
    }
}
