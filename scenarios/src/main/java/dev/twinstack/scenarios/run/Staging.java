package dev.twinstack.scenarios.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.scenarios.assertion.Verdict;
import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.script.Script;
import dev.twinstack.scenarios.script.Step;
import dev.twinstack.scenarios.script.Text;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/** A script under way that can be stopped between two steps, to look around in the network as it is then. */
public final class Staging {
    private final Session session;
    private final Iterator<Step> open;
    private final List<String> words = new ArrayList<>();

    private Staging(Session session, Iterator<Step> open) {
        this.session = session;
        this.open = open;
    }

    /**
     * {@return the script before its first step}
     *
     * @param cloud a session in a project that nobody else uses
     */
    public static Staging of(Script script, Cloud cloud) {
        Session session = new Session(cloud);
        script.variables().forEach(session::variable);
        script.secrets().forEach((name, value) -> {
            if (value instanceof Text.Written) {
                session.variable(name, session.text(value));
            }
        });
        return new Staging(session, script.steps().iterator());
    }

    /** A step that asks whether traffic arrives, and what it was answered. */
    public final class Asked {
        private final Step step;
        private final JsonNode trace;

        private Asked(Step step, JsonNode trace) {
            this.step = step;
            this.trace = trace;
        }

        public JsonNode trace() {
            return trace;
        }

        /** {@return the answer to the same question by now} */
        public Asked again() {
            return new Asked(step, new StepRun(session, true).perform(step).seen());
        }
    }

    /**
     * {@return the first of the steps still open that asks whether traffic arrives and is answered like that} It and all
     * before it are performed.
     *
     * @throws IllegalStateException if a step does not hold, or none is answered like that
     */
    public Asked until(Predicate<JsonNode> answer) {
        words.clear();
        while (open.hasNext()) {
            Step step = open.next();
            StepRun.Performed performed = new StepRun(session, true).perform(step);
            if (!performed.held()) {
                throw new IllegalStateException(step.where() + ": " + step.words() + ": " + why(performed.verdict()));
            }
            boolean asks = performed.seen().path("hops").isArray();
            if (!asks) {
                words.add(session.describe(step));
            }
            if (asks && answer.test(performed.seen())) {
                return new Asked(step, performed.seen());
            }
        }
        throw new IllegalStateException("the script has no such flow");
    }

    /** {@return what was performed on the way to where the script stands, but for questions} */
    List<String> words() {
        return List.copyOf(words);
    }

    private static String why(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Failed failed -> String.join("; ", failed.complaints());
            case Verdict.CouldNotRun it -> it.why();
            case Verdict.Skipped it -> it.why();
            case Verdict.Held _ -> "";
        };
    }
}
