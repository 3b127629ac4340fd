package dev.twinstack.scenarios.load.report;

import dev.twinstack.scenarios.load.measure.Latencies;
import dev.twinstack.scenarios.load.measure.Pulse;
import dev.twinstack.scenarios.load.measure.Results;
import dev.twinstack.scenarios.load.measure.Row;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A few lines that are written over each second, while the load runs. For terminals only. */
public final class LiveView {
    private static final int BAR = 40;
    private static final int MOST_ROWS = 12;
    private static final double[] COLUMNS = {50, 99, 99.9, 100};

    private final PrintWriter out;
    private int lines;

    public LiveView(PrintWriter out) {
        this.out = out;
    }

    /**
     * Shows how it stands.
     *
     * @param now the last second
     * @param planned how long arrivals come, in seconds
     */
    public void show(Results soFar, Pulse now, double elapsed, double planned) {
        List<String> text = new ArrayList<>();
        double part = planned > 0 ? Math.min(1, elapsed / planned) : 1;
        int full = (int) Math.round(part * BAR);
        text.add("\u001b[36m" + "━".repeat(full) + "\u001b[2m" + "─".repeat(BAR - full) + "\u001b[0m "
                + Numbers.seconds(elapsed) + " of " + Numbers.seconds(planned)
                + (elapsed > planned ? ", waiting for what is under way" : ""));
        Pulse total = soFar.total();
        text.add("offered " + Numbers.count(total.offered()) + " (" + now.offered() + "/s)  started "
                + Numbers.count(total.started()) + "  completed " + Numbers.count(total.completed()) + " ("
                + now.completed() + "/s)  " + alarm("failed", total.failed()) + "  "
                + alarm("dropped", total.dropped()) + "  under way " + Numbers.count(now.inFlight()));
        soFar.actions().stream()
                .limit(MOST_ROWS)
                .filter(row -> row.started() > 0)
                .forEach(row -> text.add(line(row)));
        clear();
        text.forEach(line -> out.println(line + "\u001b[K"));
        out.flush();
        lines = text.size();
    }

    private static String line(Row row) {
        StringBuilder line = new StringBuilder("  " + row.name());
        line.append(" ".repeat(Math.max(1, 36 - line.length())));
        for (double column : COLUMNS) {
            String value = Numbers.percentile(column) + " " + Numbers.millis(Latencies.millis(row.corrected(), column));
            line.append(value).append(" ".repeat(Math.max(2, 18 - value.length())));
        }
        return line.append(row.failed() > 0 ? alarm("failed", row.failed()) : "")
                .toString();
    }

    private static String alarm(String word, long count) {
        return count == 0 ? word + " 0" : "\u001b[31m" + word + " " + Numbers.count(count) + "\u001b[0m";
    }

    /** Takes the lines away again. */
    public void clear() {
        if (lines > 0) {
            out.print("\u001b[" + lines + "A\u001b[J");
            out.flush();
            lines = 0;
        }
    }
}
