package dev.twinstack.scenarios.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.cloud.CloudException;
import dev.twinstack.scenarios.cloud.Json;
import dev.twinstack.scenarios.script.IpType;
import dev.twinstack.scenarios.script.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Answers what the Internet reaches by the twin's own account of it, which is exact for every port and every client. One
 * trace is asked for each stretch of ports that is open and was not to be.
 *
 * <p>Not told apart are the types and codes of ICMP, and the ports that a client sends from.
 */
final class ExposureSweeps implements Sweeps {
    static final String INTERNET = "internet";

    private final Cloud cloud;

    ExposureSweeps(Cloud cloud) {
        this.cloud = cloud;
    }

    @Override
    public Outcome ask(Question question) {
        List<ObjectNode> through = new ArrayList<>();
        for (String to : question.targets()) {
            for (IpType type : question.over()) {
                for (JsonNode opening : openings(to, type)) {
                    left(opening.path("service"), question.but())
                            .ifPresent(service ->
                                    through.add(trace(opening.path("from").asText(), to, type, service)));
                }
            }
        }
        return new Outcome(through);
    }

    private JsonNode openings(String to, IpType type) {
        ObjectNode exposure = Json.object().put("question", "exposure").put("family", type.version());
        ArrayNode ends = exposure.putArray("to");
        ends.add(to);
        JsonNode answer = cloud.call("POST", cloud.twin("/reach"), exposure);
        if (!answer.path("left_out").isEmpty()) {
            throw new CloudException.Unexpected("what reaches " + to + " is more than the twin answers at once");
        }
        return answer.at("/ends/0/openings");
    }

    private ObjectNode trace(String from, String to, IpType type, Service service) {
        ObjectNode flow = Sweeps.flow(Json.object(), from, to, type, service);
        ObjectNode found = cloud.call("POST", cloud.twin("/trace"), flow).deepCopy();
        found.set("asked", flow);
        return found;
    }

    /** {@return some of a service that none of the others covers} A protocol without a port stands for all its ports. */
    static Optional<Service> left(JsonNode service, List<Service> but) {
        String protocol = service.path("protocol").asText();
        String asked = protocol.equals("other") ? "any" : protocol;
        boolean covered = but.stream()
                .anyMatch(
                        each -> each.protocol().equals("any") || each.protocol().equals(asked) && each.port() == 0);
        if (covered) {
            return Optional.empty();
        }
        JsonNode ports = service.path("ports");
        if (!ports.isArray()) {
            return Optional.of(new Service(asked, 0));
        }
        TreeSet<Integer> allowed = new TreeSet<>();
        but.stream().filter(each -> each.protocol().equals(protocol)).forEach(each -> allowed.add(each.port()));
        int port = ports.path(0).asInt();
        while (allowed.contains(port)) {
            port++;
        }
        return port <= ports.path(1).asInt() ? Optional.of(new Service(protocol, port)) : Optional.empty();
    }
}
