package dev.twinstack.scenarios.run;

import dev.twinstack.scenarios.assertion.Verdict;
import dev.twinstack.scenarios.cloud.Exchange;
import dev.twinstack.scenarios.script.Step;

/**
 * A step and how it ended.
 *
 * @param words the step's words with the references filled in that had a value
 * @param millis from its first request to its last answer
 */
public record StepResult(Step step, String words, Verdict verdict, long millis) {

    /** {@return the whole story of a failure: place, words, complaints, requests, answers, trace} */
    public String story() {
        StringBuilder text = new StringBuilder();
        text.append(step.where()).append(": ").append(words).append('\n');
        switch (verdict) {
            case Verdict.Held _ -> text.append("held\n");
            case Verdict.Skipped it -> text.append(it.why()).append('\n');
            case Verdict.CouldNotRun it -> text.append(it.why()).append('\n');
            case Verdict.Failed it -> {
                it.complaints().forEach(complaint -> text.append(complaint).append('\n'));
                for (Exchange exchange : it.exchanges()) {
                    text.append(exchange.text());
                }
                text.append(it.trace());
            }
        }
        return text.toString();
    }
}
