package dev.twinstack.scenarios.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.cloud.Json;
import dev.twinstack.scenarios.script.Action;
import dev.twinstack.scenarios.script.Kind;

/** How long things take in the script's project, and the clock of the whole twin. */
final class TimeSteps {
    private final Session session;
    private final Cloud cloud;

    TimeSteps(Session session) {
        this.session = session;
        this.cloud = session.cloud();
    }

    Thing perform(Action.Time action) {
        return switch (action) {
            case Action.SetTiming it -> {
                ObjectNode timing = Json.object();
                session.put(timing, "profile", it.profile());
                session.putNumber(timing, "seed", it.seed());
                session.putNumber(timing, "speed", it.speed());
                yield new Thing(Kind.ANSWER, cloud.call("PUT", cloud.twin("/timing"), timing));
            }
            case Action.AdvanceClock it -> {
                ObjectNode advance = Json.object();
                session.put(advance, "advance", it.by());
                yield new Thing(Kind.ANSWER, cloud.call("POST", cloud.twin("/clock"), advance));
            }
        };
    }
}
