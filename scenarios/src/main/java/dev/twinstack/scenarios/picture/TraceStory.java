package dev.twinstack.scenarios.picture;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What a picture of a trace tells.
 *
 * @param traffic such as {@code tcp 443}
 * @param verdict the word of the answer, such as {@code reachable}
 * @param code the disposition
 * @param limit such as {@code 5 Mbit/s}; blank if no bandwidth limits it
 * @param stops one for each hop, in order
 * @param back the same of the answers; none if the flow does not arrive
 * @param ahead the end that was not reached, by the flow or by its answers; blank if it was
 * @param others what else stops it, behind the first
 * @param remedies sentences, in the order to do them
 * @param complete whether there is nothing more in the way than what is told
 */
record TraceStory(
        String from,
        String to,
        String family,
        String traffic,
        boolean reachable,
        String verdict,
        String code,
        String limit,
        List<Stop> stops,
        List<Stop> back,
        String ahead,
        List<Blocker> others,
        List<String> remedies,
        boolean complete) {
    /**
     * A hop and the step that decided there.
     *
     * @param kind of the thing it is at, such as {@code server}; blank for the Internet
     * @param cites rule numbers
     * @param passed whether the flow goes on
     */
    record Stop(String kind, String name, String action, String text, String cites, boolean passed) {}

    record Blocker(String code, String where, String text) {}

    TraceStory {
        stops = List.copyOf(stops);
        back = List.copyOf(back);
        others = List.copyOf(others);
        remedies = List.copyOf(remedies);
    }

    static TraceStory of(JsonNode trace) {
        JsonNode flow = trace.path("flow");
        JsonNode limit = trace.path("limit").path("mbits");
        return new TraceStory(
                name(flow.path("from")),
                name(flow.path("to")),
                "IPv" + flow.path("family").asText(),
                traffic(flow),
                trace.path("reachable").asBoolean(),
                trace.path("verdict").asText(),
                trace.path("disposition").asText(),
                limit.isNumber() ? limit.asText() + " Mbit/s" : "",
                stops(trace.path("hops")),
                stops(trace.path("back")),
                ahead(trace),
                trace.path("blockers")
                        .valueStream()
                        .skip(1)
                        .map(each -> new Blocker(
                                each.path("code").asText(),
                                label(each.path("node")),
                                each.path("text").asText()))
                        .toList(),
                trace.path("remedies")
                        .valueStream()
                        .map(remedy -> remedy.path("text").asText())
                        .toList(),
                trace.path("complete").asBoolean(true));
    }

    /** Such as {@code tcp 443}, {@code icmp type 8} or {@code any}. */
    private static String traffic(JsonNode flow) {
        JsonNode port = flow.path("port");
        JsonNode type = flow.path("icmp_type");
        return flow.path("protocol").asText()
                + (port.isNumber() ? " " + port.asText() : "")
                + (type.isNumber() ? " type " + type.asText() : "");
    }

    private static List<Stop> stops(JsonNode hops) {
        return hops.valueStream().map(TraceStory::stop).toList();
    }

    private static String ahead(JsonNode trace) {
        boolean back = !trace.path("back").isEmpty();
        JsonNode end = trace.path("flow").path(back ? "from" : "to");
        boolean met = trace.path(back ? "back" : "hops")
                .valueStream()
                .anyMatch(hop -> hop.path("node").path("id").equals(end.path("id")));
        return trace.path("reachable").asBoolean() || met ? "" : label(end);
    }

    private static Stop stop(JsonNode hop) {
        JsonNode step = deciding(hop.path("steps"));
        return new Stop(
                kind(hop.path("node")),
                name(hop.path("node")),
                step.path("action").asText(),
                step.path("text").asText(),
                String.join(
                        " ",
                        step.path("cites").valueStream().map(JsonNode::asText).toList()),
                step.path("allowed").asBoolean(true));
    }

    /** What refused; else the last that a rule let pass; else the last that happened. */
    private static JsonNode deciding(JsonNode steps) {
        JsonNode deciding = steps.path(steps.size() - 1);
        for (JsonNode step : steps) {
            if (!step.path("allowed").asBoolean(true)) {
                return step;
            }
            if (step.path("rule").isObject()) {
                deciding = step;
            }
        }
        return deciding;
    }

    private static String name(JsonNode node) {
        String name = node.path("name").asText();
        return name.isEmpty() ? node.path("id").asText() : name;
    }

    /** {@return what the console calls it} The Internet is one of its kind. */
    private static String kind(JsonNode node) {
        String type = node.path("type").asText();
        return switch (type) {
            case "internet" -> "";
            case "publicip" -> "EIP";
            case "vpc" -> "VPC";
            case "natgateway" -> "NAT gateway";
            case "firewallgroup" -> "firewall";
            case "securitygroup" -> "security group";
            case "routetable" -> "route table";
            default -> type;
        };
    }

    private static String label(JsonNode node) {
        return (kind(node) + " " + name(node)).strip();
    }
}
