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
     * @param asked how many flows were looked at
     * @param through one trace for each that gets through, with the flow asked for under {@code asked}
     */
    record Outcome(int asked, List<ObjectNode> through) {
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

    /**
     * {@return whether a service, or some of what it stands for, may get through} Where that is undetermined, nobody can say
     * that it does not.
     *
     * @param exempted whether there are services that may; those are part of any protocol and of a protocol's ports, whose
     *     other parts are asked for one by one, but for protocols that have no ports
     */
    static boolean mayArrive(JsonNode trace, Service asked, boolean exempted) {
        return switch (trace.path("verdict").asText()) {
            case "undetermined" -> true;
            case "ambiguous" -> {
                boolean any = asked.protocol().equals("any");
                boolean open = any || asked.port() == 0 && !asked.protocol().equals("icmp");
                boolean othersArrive =
                        any && !trace.path("flow").path("protocol").asText().equals("any");
                yield !(exempted && open) || othersArrive;
            }
            default -> arrives(trace);
        };
    }

    /** {@return whether the trace says that it arrives} */
    static boolean arrives(JsonNode trace) {
        return trace.path("reachable").asBoolean();
    }
}
