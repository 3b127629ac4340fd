package dev.twinstack.scenarios.picture;

import java.util.List;
import java.util.Locale;

/** Draws a trace as SVG: a line from end to end, at each hop a card with the step that decided there. */
final class TraceSvg {
    private static final int WIDTH = 800;
    private static final int MARGIN = 24;
    private static final int RAIL = 38;
    private static final int CARD = 66;
    private static final int PADDING = 14;
    private static final int GAP = 18;
    private static final int LINE = 19;
    private static final double TEXT = 13;
    private static final double SMALL = 11;
    private static final double NAME = 15;

    private static final String STYLE = """
            svg{--ink:#1d2733;--dim:#5b6773;--line:#cdd6de;--good:#1a7f4b;--bad:#c2303a;--warn:#96700c;--paper:#fff;--soft:#f4f7fa;--badsoft:#fdf1f2;--blue:#2563a8}
            @media(prefers-color-scheme:dark){svg{--ink:#e4e9ee;--dim:#9aa6b2;--line:#3a4550;--good:#4fc385;--bad:#f0757d;--warn:#e0b64c;--paper:#161b21;--soft:#1f262e;--badsoft:#2b1d21;--blue:#7fb2ea}}
            text{fill:var(--ink);font-family:system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
            .title{font-size:20px;font-weight:600}.name{font-size:15px;font-weight:600}.text{font-size:13px}.dim{fill:var(--dim);font-size:13px}.small{fill:var(--dim);font-size:11px}
            .paper{fill:var(--paper)}.card{fill:var(--soft);stroke:var(--line)}.card.bad{fill:var(--badsoft);stroke:var(--bad);stroke-width:1.6}.card.ahead{fill:none;stroke-dasharray:5 4}
            .rail{stroke:var(--good);stroke-width:3;fill:none}.rail.ahead{stroke:var(--line);stroke-dasharray:5 5}
            .dot{fill:var(--good);stroke:var(--paper);stroke-width:3}.dot.bad{fill:var(--bad)}.dot.ahead{fill:var(--paper);stroke:var(--line)}
            .cross{stroke:var(--paper);stroke-width:2.4;stroke-linecap:round}
            .pill{fill:none;stroke:var(--dim)}.pill.good{fill:var(--good);stroke:none}.pill.bad{fill:var(--bad);stroke:none}.pill.warn{fill:var(--warn);stroke:none}.pill.blue{fill:var(--blue);stroke:none}
            .word{font-size:11px;font-weight:600}.word.good,.word.bad,.word.warn,.word.blue{fill:var(--paper)}""";

    private final StringBuilder body = new StringBuilder();
    private int y = MARGIN;

    String draw(TraceStory story) {
        StringBuilder cards = new StringBuilder();
        head(story);
        int last = path(cards, story.stops(), story);
        if (!story.back().isEmpty()) {
            y += 14;
            cards.append(text("name", CARD, y, "The answers"));
            y += 12;
            last = path(cards, story.back(), story);
        }
        if (!story.ahead().isEmpty()) {
            line("rail ahead", last, y + 24);
            ahead(cards, story.ahead());
        }
        body.append(cards);
        if (!story.reachable()) {
            others(story);
            remedies(story);
        }
        return page(story);
    }

    private String page(TraceStory story) {
        int height = y + MARGIN - GAP;
        String title =
                Markup.escaped(story.from() + " to " + story.to() + " over " + story.family() + ": " + story.code());
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">"
                        + "<title>%s</title><style>%s</style>%s%s</svg>%n",
                WIDTH,
                height,
                WIDTH,
                height,
                title,
                STYLE,
                "<rect class=\"paper\" width=\"" + WIDTH + "\" height=\"" + height + "\"/>\n",
                body);
    }

    private void head(TraceStory story) {
        for (String line : Lettering.lines(story.from() + " → " + story.to(), 20, WIDTH - 2.0 * MARGIN)) {
            y += 22;
            body.append(text("title", MARGIN, y, line));
            y += 4;
        }
        y += 12;
        int x = pill(body, "blue", MARGIN, y, story.family());
        x = pill(body, "", x, y, story.traffic());
        String mood = story.reachable() ? "good" : story.verdict().equals("unreachable") ? "bad" : "warn";
        x = pill(body, mood, x, y, story.verdict());
        x = pill(body, mood, x, y, story.code());
        if (!story.limit().isEmpty()) {
            pill(body, "", x, y, story.limit());
        }
        y += 22 + GAP;
    }

    /** {@return where its line ends} It is drawn under the cards. */
    private int path(StringBuilder cards, List<TraceStory.Stop> stops, TraceStory story) {
        int first = y + PADDING + 8;
        int last = first;
        for (TraceStory.Stop stop : stops) {
            last = y + PADDING + 8;
            card(cards, stop, story);
        }
        if (last > first) {
            line("rail", first, last);
        }
        return last;
    }

    /** A card grows with its text. */
    private void card(StringBuilder into, TraceStory.Stop stop, TraceStory story) {
        double inner = WIDTH - MARGIN - CARD - 2.0 * PADDING;
        List<String> lines = Lettering.lines(stop.text(), TEXT, inner);
        int height = PADDING + 20 + lines.size() * LINE + (stop.cites().isEmpty() ? 0 : LINE - 2) + PADDING - 3;
        int top = y;
        String bad = stop.passed() ? "" : " bad";
        into.append(box("card" + bad, top, height));
        int base = top + PADDING + 13;
        into.append(heading(stop, base, inner));
        if (!stop.passed()) {
            double width = Lettering.width(story.code(), SMALL) + 18;
            pill(into, "bad", (int) (WIDTH - MARGIN - PADDING - width), top + PADDING - 3, story.code());
        }
        int at = base + 4;
        for (String line : lines) {
            at += LINE;
            into.append(text("text", CARD + PADDING, at, line));
        }
        if (!stop.cites().isEmpty()) {
            into.append(text("small", CARD + PADDING, at + LINE - 2, stop.cites()));
        }
        dot(into, top + PADDING + 8, stop.passed());
        y += height + GAP;
    }

    private static String heading(TraceStory.Stop stop, int base, double inner) {
        double code = stop.passed() ? 0 : inner * 0.45;
        String name = Lettering.lines(stop.name(), NAME, inner - code - Lettering.width(stop.kind() + "  ", TEXT))
                .getFirst();
        String shown = name.equals(stop.name()) ? name : name + "…";
        return String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\"><tspan class=\"dim\">%s</tspan><tspan class=\"name\" dx=\"%d\">%s</tspan></text>%n",
                CARD + PADDING,
                base,
                Markup.escaped(stop.kind()),
                stop.kind().isEmpty() ? 0 : 8,
                Markup.escaped(shown));
    }

    private void dot(StringBuilder into, int at, boolean passed) {
        into.append("<circle class=\"dot" + (passed ? "" : " bad") + "\" cx=\"" + RAIL + "\" cy=\"" + at
                + "\" r=\"10\"/>\n");
        if (!passed) {
            into.append(String.format(
                    Locale.ROOT, "<path class=\"cross\" d=\"M%d %d l7 7 m0 -7 l-7 7\"/>%n", RAIL - 3, at - 3));
        }
    }

    private void ahead(StringBuilder into, String end) {
        into.append(box("card ahead", y, 48))
                .append("<circle class=\"dot ahead\" cx=\"" + RAIL + "\" cy=\"" + (y + 24) + "\" r=\"8\"/>\n")
                .append(text("dim", CARD + PADDING, y + 29, Markup.cut(end, 60) + " is not reached"));
        y += 48 + GAP;
    }

    private void others(TraceStory story) {
        if (!story.others().isEmpty()) {
            section("Also in the way");
            for (TraceStory.Blocker other : story.others()) {
                int x = pill(body, "bad", MARGIN, y, other.code());
                body.append(text("dim", x, y + 15, Markup.cut(other.where(), 48)));
                y += 24;
                paragraph(MARGIN, other.text());
                y += 6;
            }
            y += GAP - 6;
        }
    }

    private void remedies(TraceStory story) {
        if (!story.remedies().isEmpty()) {
            section("To let it through");
            int number = 1;
            for (String remedy : story.remedies()) {
                body.append(text("dim", MARGIN, y + 14, number++ + "."));
                paragraph(MARGIN + 26, remedy);
            }
            y += GAP;
        }
        if (!story.complete()) {
            paragraph(MARGIN, "What to do about the last is up to you, and there may be more behind it.");
            y += GAP;
        }
    }

    private void section(String title) {
        y += 16;
        body.append(text("name", MARGIN, y, title));
        y += 12;
    }

    private void paragraph(int x, String words) {
        for (String line : Lettering.lines(words, TEXT, WIDTH - MARGIN - (double) x)) {
            body.append(text("text", x, y + 14, line));
            y += LINE;
        }
    }

    /** {@return where the next may begin} */
    private static int pill(StringBuilder into, String kind, int x, int top, String word) {
        int width = (int) Math.ceil(Lettering.width(word, SMALL)) + 18;
        into.append(String.format(
                Locale.ROOT,
                "<rect class=\"pill %s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"22\" rx=\"11\"/>"
                        + "<text class=\"word %s\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                kind,
                x,
                top,
                width,
                kind,
                x + width / 2,
                top + 15,
                Markup.escaped(word)));
        return x + width + 8;
    }

    private void line(String kind, int from, int to) {
        body.append("<path class=\"" + kind + "\" d=\"M" + RAIL + " " + from + " V" + to + "\"/>\n");
    }

    private static String box(String kind, int top, int height) {
        return String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"8\"/>%n",
                kind,
                CARD,
                top,
                WIDTH - MARGIN - CARD,
                height);
    }

    private static String text(String kind, int x, int y, String words) {
        return "<text class=\"" + kind + "\" x=\"" + x + "\" y=\"" + y + "\">" + Markup.escaped(words) + "</text>\n";
    }
}
