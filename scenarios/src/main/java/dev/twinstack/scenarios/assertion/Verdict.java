package dev.twinstack.scenarios.assertion;

import dev.twinstack.scenarios.cloud.Exchange;
import java.util.List;

/** How a step ended. */
public sealed interface Verdict {

    record Held() implements Verdict {}

    /**
     * Not what was expected.
     *
     * @param complaints one sentence each
     * @param exchanges the requests that tell the story
     * @param trace hop by hop; empty when the step is not about reachability
     */
    record Failed(List<String> complaints, List<Exchange> exchanges, String trace) implements Verdict {
        public Failed {
            complaints = List.copyOf(complaints);
            exchanges = List.copyOf(exchanges);
        }
    }

    /** Not tried. */
    record Skipped(String why) implements Verdict {}

    /** Could not be tried: nobody answers, or the login was refused. */
    record CouldNotRun(String why) implements Verdict {}
}
