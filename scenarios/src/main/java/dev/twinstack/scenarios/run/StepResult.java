package dev.twinstack.scenarios.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.scenarios.assertion.Verdict;
import dev.twinstack.scenarios.cloud.Exchange;
import dev.twinstack.scenarios.script.Step;
import java.util.List;

/**
 * A step and how it ended.
 *
 * @param words the step's words with the references filled in that had a value
 * @param startedAt milliseconds after its script began
 * @param millis from its first request to its last answer
 * @param exchanges every request it made, oldest first
 * @param seen the trace of a network expectation; otherwise missing
 */
public record StepResult(
        Step step,
        String words,
        Verdict verdict,
        long startedAt,
        long millis,
        List<Exchange> exchanges,
        JsonNode seen) {
    public StepResult {
        exchanges = List.copyOf(exchanges);
    }

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
