package dev.twinstack.scenarios.load.report;

/** Text for a page. */
final class Html {
    private Html() {}

    static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
