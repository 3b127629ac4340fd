package dev.twinstack.scenarios.load.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * A line plot as inline SVG. Colours are classes of the page's style ({@code c0} to {@code c7}), so that it suits light
 * and dark.
 */
final class Plot {
    private static final int WIDTH = 920;
    private static final int HEIGHT = 300;
    private static final int LEFT = 72;
    private static final int RIGHT = 16;
    private static final int TOP = 14;
    private static final int BOTTOM = 34;

    private final String title;
    private final boolean logarithmic;
    private final DoubleFunction<String> yText;
    private final List<Line> lines = new ArrayList<>();
    private final List<Tick> xTicks = new ArrayList<>();
    private double xMost = 1;
    private double yLeast = Double.MAX_VALUE;
    private double yMost;

    /** One point; {@code words} is what a pointer on it shows. */
    record Point(double x, double y, String words) {}

    private record Line(String name, List<Point> points, boolean dashed) {}

    private record Tick(double x, String words) {}

    Plot(String title, boolean logarithmic, DoubleFunction<String> yText) {
        this.title = title;
        this.logarithmic = logarithmic;
        this.yText = yText;
    }

    void line(String name, List<Point> points, boolean dashed) {
        lines.add(new Line(name, List.copyOf(points), dashed));
        for (Point point : points) {
            xMost = Math.max(xMost, point.x());
            yMost = Math.max(yMost, point.y());
            if (point.y() > 0) {
                yLeast = Math.min(yLeast, point.y());
            }
        }
    }

    void xTick(double x, String words) {
        xTicks.add(new Tick(x, words));
    }

    /** Ticks for seconds from the beginning. */
    void secondTicks(int seconds) {
        int step = 1;
        for (int candidate : new int[] {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 3600}) {
            step = candidate;
            if (seconds / candidate <= 12) {
                break;
            }
        }
        for (int at = 0; at <= seconds; at += step) {
            xTick(at, at + " s");
        }
    }

    String svg() {
        double low = logarithmic ? Math.pow(10, Math.floor(Math.log10(Math.min(yLeast, Math.max(yMost, 1e-3))))) : 0;
        double high = logarithmic ? Math.pow(10, Math.ceil(Math.log10(Math.max(yMost, low * 1.01)))) : nice(yMost);
        StringBuilder svg = new StringBuilder(8192);
        svg.append("<figure><figcaption>")
                .append(Html.text(title))
                .append("</figcaption><svg viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(HEIGHT)
                .append("\" role=\"img\" aria-label=\"")
                .append(Html.text(title))
                .append("\">\n");
        grid(svg, low, high);
        for (int i = 0; i < lines.size(); i++) {
            draw(svg, lines.get(i), "c" + i % 8, low, high);
        }
        svg.append("</svg><ul class=\"legend\">");
        for (int i = 0; i < lines.size(); i++) {
            svg.append("<li class=\"c")
                    .append(i % 8)
                    .append(lines.get(i).dashed() ? " dashed" : "")
                    .append("\">")
                    .append(Html.text(lines.get(i).name()))
                    .append("</li>");
        }
        return svg.append("</ul></figure>\n").toString();
    }

    private void grid(StringBuilder svg, double low, double high) {
        for (double value : logarithmic ? decades(low, high) : quarters(high)) {
            double y = y(value, low, high);
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>"
                            + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>%n",
                    LEFT,
                    y,
                    WIDTH - RIGHT,
                    y,
                    LEFT - 6,
                    y + 4,
                    Html.text(yText.apply(value))));
        }
        for (Tick tick : xTicks) {
            double x = x(tick.x());
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=\"grid\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>"
                            + "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                    x,
                    TOP,
                    x,
                    HEIGHT - BOTTOM,
                    x,
                    HEIGHT - BOTTOM + 18,
                    Html.text(tick.words())));
        }
    }

    private void draw(StringBuilder svg, Line line, String colour, double low, double high) {
        StringBuilder points = new StringBuilder();
        for (Point point : line.points()) {
            double y = logarithmic ? Math.max(point.y(), low) : point.y();
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(point.x()), y(y, low, high)));
        }
        svg.append("<polyline class=\"")
                .append(colour)
                .append(line.dashed() ? " dashed" : "")
                .append("\" points=\"")
                .append(points.toString().strip())
                .append("\"/>\n");
        for (Point point : line.points()) {
            if (!point.words().isEmpty()) {
                double y = logarithmic ? Math.max(point.y(), low) : point.y();
                svg.append(String.format(
                        Locale.ROOT,
                        "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"><title>%s</title></circle>%n",
                        colour,
                        x(point.x()),
                        y(y, low, high),
                        Html.text(line.name() + " " + point.words())));
            }
        }
    }

    private double x(double x) {
        return LEFT + x / xMost * (WIDTH - LEFT - RIGHT);
    }

    private double y(double y, double low, double high) {
        double part = logarithmic ? (Math.log10(y) - Math.log10(low)) / (Math.log10(high) - Math.log10(low)) : y / high;
        return HEIGHT - BOTTOM - part * (HEIGHT - TOP - BOTTOM);
    }

    private static List<Double> decades(double low, double high) {
        List<Double> all = new ArrayList<>();
        for (double at = low; at <= high * 1.001; at *= 10) {
            all.add(at);
        }
        return all;
    }

    private static List<Double> quarters(double high) {
        return List.of(0.0, high / 4, high / 2, high * 3 / 4, high);
    }

    /** {@return the next 1, 2, 4 or 8 times a power of ten} */
    private static double nice(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(value, 1))));
        for (double factor : new double[] {1, 2, 4, 8}) {
            if (value <= factor * power) {
                return factor * power;
            }
        }
        return 10 * power;
    }
}
