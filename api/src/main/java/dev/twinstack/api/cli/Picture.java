package dev.twinstack.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.scenarios.picture.TracePicture;
import dev.twinstack.scenarios.picture.TracePicture.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A file to draw a trace into. */
record Picture(Path file, Format format) {
    static final class OfName implements ITypeConverter<Picture> {
        @Override
        public Picture convert(String name) {
            Path file = Path.of(name);
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                throw new TypeConversionException(
                        "'" + name + "' cannot be written: there is no directory " + folder + "; make it first");
            }
            return Format.of(file)
                    .map(format -> new Picture(file, format))
                    .orElseThrow(() -> new TypeConversionException("'" + name
                            + "' is no picture that can be drawn: its name has to end in " + Format.endings()));
        }
    }

    /**
     * @throws Refusals.Refusal if the file cannot be written
     */
    void draw(JsonNode trace) {
        try {
            TracePicture.write(trace, format, file);
        } catch (IOException failed) {
            throw new Refusals.Refusal("cannot write " + file + ": " + failed, failed);
        }
    }
}
