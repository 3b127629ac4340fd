package dev.twinstack.scenarios.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.cloud.Json;
import java.util.List;
import java.util.Map;

/** What is in a project, as far as a drawing shows it: the cloud's own lists under their own names. */
final class Topologies {
    private Topologies() {}

    /** {@return such as {@code {"vpcs": […], "subnets": […], "ports": […], "servers": […], …}}} */
    static JsonNode of(Cloud cloud) {
        String v1 = "/v1/" + cloud.projectId();
        ObjectNode topology = Json.object();
        for (Map.Entry<String, String> list : List.of(
                Map.entry("vpcs", v1 + "/vpcs"),
                Map.entry("subnets", v1 + "/subnets"),
                Map.entry("servers", v1 + "/cloudservers/detail"),
                Map.entry("publicips", v1 + "/publicips"),
                Map.entry("ports", "/v2.0/ports"),
                Map.entry("peerings", "/v2.0/vpc/peerings"),
                Map.entry("nat_gateways", "/v2.0/nat_gateways"))) {
            JsonNode answer = cloud.exchange("GET", cloud.root() + list.getValue(), MissingNode.getInstance())
                    .answer();
            topology.set(list.getKey(), answer.path(list.getKey()));
        }
        cloud.takeLog();
        return topology;
    }
}
