package dev.twinstack.scenarios.picture;

import java.util.ArrayList;
import java.util.List;

/**
 * How wide text is when drawn, and where to break it. Widths are those of DejaVu Sans and Verdana, the widest of the fonts
 * that {@code system-ui} may mean, so that text never leaves its box.
 */
final class Lettering {
    private Lettering() {}

    /** {@return the width in pixels} */
    static double width(String text, double size) {
        return text.codePoints().mapToDouble(Lettering::em).sum() * size;
    }

    /** In parts of the font's size. */
    private static double em(int c) {
        if ("iljtfrI.,:;'|!()[]{}/ -".indexOf(c) >= 0) {
            return 0.42;
        }
        if ("mwMW@%".indexOf(c) >= 0) {
            return 1.0;
        }
        return c > 0x2E80 ? 1.0 : Character.isUpperCase(c) ? 0.74 : 0.64;
    }

    /** {@return the text in lines no wider than that} A word that is wider by itself is broken. */
    static List<String> lines(String text, double size, double width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            String rest = word;
            if (!line.isEmpty() && width(line + " " + rest, size) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (line.isEmpty() && width(rest, size) > width) {
                int fits = fitting(rest, size, width);
                lines.add(rest.substring(0, fits));
                rest = rest.substring(fits);
            }
            line.append(line.isEmpty() ? "" : " ").append(rest);
        }
        lines.add(line.toString());
        return lines;
    }

    private static int fitting(String word, double size, double width) {
        int end = word.offsetByCodePoints(0, 1);
        while (end < word.length() && width(word.substring(0, word.offsetByCodePoints(end, 1)), size) <= width) {
            end = word.offsetByCodePoints(end, 1);
        }
        return end;
    }
}
