package dev.twinstack.scenarios.run;

import dev.twinstack.scenarios.assertion.Verdict;
import dev.twinstack.scenarios.script.Script;
import java.io.PrintWriter;
import java.util.List;
import java.util.SequencedSet;
import java.util.TreeSet;

/** A line for each step as it ends, the story of each failure at once, a summary at the end. */
final class TerminalReport implements Report {
    private static final int WORDS_WIDTH = 72;

    private final PrintWriter out;
    private final boolean colour;
    private String lastSkip = "";

    TerminalReport(PrintWriter out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    @Override
    public void started(Script script, String project) {
        out.println();
        out.println(paint("1", script.title()) + paint("2", "  " + script.file() + "  " + project));
        out.flush();
    }

    @Override
    public void finished(StepResult result) {
        switch (result.verdict()) {
            case Verdict.Held _ -> line(paint("32", "ok  "), result);
            case Verdict.Skipped it -> skipped(result, it.why());
            case Verdict.Failed _ -> {
                line(paint("31", "FAIL"), result);
                out.println(result.story().indent(7).stripTrailing());
            }
            case Verdict.CouldNotRun _ -> {
                line(paint("31", "STOP"), result);
                out.println(result.story().indent(7).stripTrailing());
            }
        }
        out.flush();
    }

    /** Steps left out for the same reason share one line, printed with the first of them. */
    private void skipped(StepResult result, String why) {
        if (!why.equals(lastSkip)) {
            out.println("  " + paint("33", "skip") + " "
                    + pad(String.valueOf(result.step().where().line()), 4) + why);
            lastSkip = why;
        }
    }

    @Override
    public void finished(ScriptResult script) {
        lastSkip = "";
    }

    private void line(String mark, StepResult result) {
        out.println("  " + mark + " " + pad(String.valueOf(result.step().where().line()), 4) + words(result)
                + paint(
                        "2",
                        millis(result) + "  " + String.join(" ", result.step().cites())));
    }

    private static String words(StepResult result) {
        String words = result.words();
        return pad(words, Math.max(WORDS_WIDTH, words.length() + 1));
    }

    private static String millis(StepResult result) {
        String millis = result.millis() + " ms";
        return " ".repeat(Math.max(0, 8 - millis.length())) + millis;
    }

    @Override
    public void finished(List<ScriptResult> all) {
        long steps = all.stream().mapToLong(script -> script.steps().size()).sum();
        long failed = count(all, Verdict.Failed.class);
        long skipped = count(all, Verdict.Skipped.class);
        long stopped = count(all, Verdict.CouldNotRun.class);
        SequencedSet<String> cites = new TreeSet<>();
        all.stream()
                .flatMap(script -> script.steps().stream())
                .filter(step -> step.verdict() instanceof Verdict.Held)
                .forEach(step -> cites.addAll(step.step().cites()));
        out.println();
        for (ScriptResult script : all) {
            if (!script.held()) {
                out.println(paint("31", "not held ") + script.script().file() + "  "
                        + script.script().title());
            }
        }
        String verdict = verdict(failed, stopped);
        out.println(verdict + ": " + all.size() + " scripts, " + steps + " steps"
                + (skipped == 0 ? "" : ", " + skipped + " skipped")
                + ", " + cites.size() + " rules shown, "
                + all.stream().mapToLong(ScriptResult::millis).sum() + " ms");
        out.flush();
    }

    private String verdict(long failed, long stopped) {
        if (stopped > 0) {
            return paint("31", "could not run");
        }
        return failed == 0 ? paint("32", "all held") : paint("31", failed + " failed");
    }

    private static long count(List<ScriptResult> all, Class<? extends Verdict> verdict) {
        return all.stream().mapToLong(script -> script.count(verdict)).sum();
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private String paint(String code, String text) {
        return colour && !text.isBlank() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
