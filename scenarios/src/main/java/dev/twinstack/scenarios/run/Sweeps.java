package dev.twinstack.scenarios.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.scenarios.script.IpType;
import dev.twinstack.scenarios.script.Service;
import java.util.List;

/** Answers which flows between two sets get through. */
interface Sweeps {
    /**
     * A question about sets.
     *
     * @param sources ids of NICs, addresses, or {@code internet}
     * @param targets ids of NICs
     * @param but services that are of no interest
     */
    record Question(List<String> sources, List<String> targets, List<IpType> over, List<Service> but) {
        public Question {
            sources = List.copyOf(sources);
            targets = List.copyOf(targets);
            over = List.copyOf(over);
            but = List.copyOf(but);
        }
    }

    /**
     * What came of it.
     *
     * @param through one trace for each that gets through, with the flow asked for under {@code asked}
     */
    record Outcome(List<ObjectNode> through) {
        public Outcome {
            through = List.copyOf(through);
        }
    }

    Outcome ask(Question question);

    /** {@return the flow as a trace takes it} */
    static ObjectNode flow(ObjectNode into, String from, String to, IpType type, Service service) {
        into.put("from", from).put("to", to).put("family", type.version()).put("protocol", service.protocol());
        if (service.port() > 0) {
            into.put("port", service.port());
        }
        return into;
    }

    /** {@return whether the trace says that it arrives} */
    static boolean arrives(JsonNode trace) {
        return trace.path("reachable").asBoolean();
    }
}
