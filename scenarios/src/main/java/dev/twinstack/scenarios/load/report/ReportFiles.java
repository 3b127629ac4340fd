package dev.twinstack.scenarios.load.report;

import dev.twinstack.scenarios.load.measure.Results;
import dev.twinstack.scenarios.load.measure.Row;
import dev.twinstack.scenarios.load.measure.Verdicts;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.HdrHistogram.Histogram;

/** A folder of reports: {@code report.html}, {@code results.json}, {@code junit.xml}, and {@code *.hgrm}. */
public final class ReportFiles {
    private static final int TICKS_PER_HALF_DISTANCE = 5;
    private static final double NANOS_PER_MILLI = 1e6;

    private ReportFiles() {}

    /** Writes them all; the folder is made if need be. */
    public static void write(Path folder, Results results, List<Verdicts.Verdict> verdicts)
            throws IOException, XMLStreamException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("report.html"), HtmlReport.of(results, verdicts));
        Files.writeString(
                folder.resolve("results.json"),
                ResultsJson.of(results, verdicts).toString() + "\n");
        StringWriter junit = new StringWriter();
        JunitGates.write(results, verdicts, junit);
        Files.writeString(folder.resolve("junit.xml"), junit.toString());
        List<Row> rows = new ArrayList<>(results.rows());
        rows.add(results.all());
        for (Row row : rows) {
            String name = (row.journey() ? "journey " : "") + row.name();
            String file = name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^-|-$", "");
            hgrm(folder.resolve(file + ".hgrm"), row.corrected());
            hgrm(folder.resolve(file + ".uncorrected.hgrm"), row.uncorrected());
        }
    }

    /** HdrHistogram's text form, in milliseconds, as its plotter reads it. */
    private static void hgrm(Path file, Histogram histogram) throws IOException {
        try (PrintStream out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.US_ASCII)) {
            histogram.outputPercentileDistribution(out, TICKS_PER_HALF_DISTANCE, NANOS_PER_MILLI);
        }
    }
}
