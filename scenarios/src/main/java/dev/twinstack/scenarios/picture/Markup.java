package dev.twinstack.scenarios.picture;

/** Text in HTML and SVG. */
public final class Markup {
    private Markup() {}

    /** {@return the text so that it can stand in an element or in a quoted attribute} */
    public static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(c >= ' ' || c == '\n' || c == '\t' ? c : '?');
            }
        });
        return out.toString();
    }

    /** {@return the text cut to a length, with a sign that it was} */
    public static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
