package dev.twinstack.api.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command writes. Colour only on a terminal that has not refused it (NO_COLOR). */
record Terminal(PrintWriter out, PrintWriter err, boolean colour) {
    static Terminal of(@Nullable CommandSpec spec) {
        if (spec == null) {
            throw new IllegalStateException("commands run through picocli only");
        }
        return new Terminal(spec.commandLine().getOut(), spec.commandLine().getErr(), Ansi.AUTO.enabled());
    }

    String bold(String text) {
        return paint("1", text);
    }

    String good(String text) {
        return paint("32", text);
    }

    String bad(String text) {
        return paint("31", text);
    }

    private String paint(String code, String text) {
        return colour ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
