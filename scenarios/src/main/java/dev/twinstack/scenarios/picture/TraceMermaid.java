package dev.twinstack.scenarios.picture;

import java.util.ArrayList;
import java.util.List;

/** A trace as a Mermaid flowchart. */
final class TraceMermaid {
    private TraceMermaid() {}

    static String of(TraceStory story) {
        StringBuilder chart = new StringBuilder("flowchart TD\n");
        String traffic = story.family() + " " + story.traffic();
        List<TraceStory.Stop> all = new ArrayList<>(story.stops());
        all.addAll(story.back());
        for (int i = 0; i < all.size(); i++) {
            stop(chart, i, all.get(i), story);
            if (i > 0) {
                String arrow = i < story.stops().size() ? " -->|\"" + quoted(traffic) : " -.->|\"answers";
                chart.append("  h" + (i - 1) + arrow + "\"| h" + i + "\n");
            }
        }
        int last = all.size() - 1;
        if (!story.ahead().isEmpty()) {
            chart.append("  ahead[\"" + quoted(story.ahead()) + "\"]:::ahead\n");
            chart.append("  h" + last + " -.-x ahead\n");
        }
        if (story.reachable()) {
            chart.append("  end1([\"" + quoted(story.code()) + "\"]):::through\n  h" + last + " --> end1\n");
        }
        for (int i = 0; i < story.others().size(); i++) {
            TraceStory.Blocker other = story.others().get(i);
            chart.append("  x" + i + "[\"<b>" + quoted(other.code()) + "</b><br/>" + quoted(other.text())
                    + "\"]:::blocked\n");
            chart.append("  " + (i == 0 ? "h" + last : "x" + (i - 1)) + " -.-|\"and\"| x" + i + "\n");
        }
        return chart.append("  classDef through fill:#e3f4ea,stroke:#1a7f4b,color:#0f4f2e\n")
                .append("  classDef blocked fill:#fbe6e7,stroke:#c2303a,color:#7a1620,stroke-width:2px\n")
                .append("  classDef ahead stroke-dasharray:5 4\n")
                .toString();
    }

    private static void stop(StringBuilder chart, int number, TraceStory.Stop stop, TraceStory story) {
        chart.append("  h" + number + "[\"" + quoted(stop.kind().isEmpty() ? "" : stop.kind() + " ") + "<b>"
                + quoted(stop.name()) + "</b>");
        if (!stop.passed()) {
            chart.append("<br/><b>" + quoted(story.code()) + "</b>");
        }
        chart.append("<br/>" + quoted(stop.text()));
        if (!stop.cites().isEmpty()) {
            chart.append("<br/><i>" + quoted(stop.cites()) + "</i>");
        }
        chart.append("\"]" + (stop.passed() ? "" : ":::blocked") + "\n");
    }

    /** Mermaid reads entities with {@code #} in place of {@code &}. */
    private static String quoted(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '#' -> out.append("#35;");
                case '"' -> out.append("#quot;");
                case '<' -> out.append("#lt;");
                case '>' -> out.append("#gt;");
                case '&' -> out.append("#amp;");
                case '\n' -> out.append(' ');
                default -> out.appendCodePoint(c);
            }
        });
        return out.toString();
    }
}
