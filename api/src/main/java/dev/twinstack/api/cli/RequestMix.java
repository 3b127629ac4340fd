package dev.twinstack.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.api.identity.Identities;
import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.cloud.Credentials;
import dev.twinstack.scenarios.cloud.Endpoint;
import dev.twinstack.scenarios.cloud.Json;
import java.net.URI;
import java.net.http.HttpClient;

/** What clients do most: sign in, make a VPC with a dual-stack subnet and NICs, look at them, take them away. */
final class RequestMix {
    private static final int READS_PER_ROUND = 40;

    private final Endpoint endpoint;

    private RequestMix(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    static RequestMix against(URI endpoint) {
        Credentials twin =
                new Credentials(Identities.DEFAULT_USER, Identities.DEFAULT_PASSWORD, Identities.DEFAULT_DOMAIN);
        return new RequestMix(new Endpoint(endpoint, twin, "eu-de"));
    }

    /**
     * Runs one round, and further ones until then.
     *
     * @param end as {@link System#nanoTime()} tells time
     */
    void runUntil(long end) {
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            do {
                round(Cloud.signIn(http, endpoint, "eu-de_warm-up"));
            } while (System.nanoTime() - end < 0);
        }
    }

    private static void round(Cloud cloud) {
        String v1 = cloud.root() + "/v1/" + cloud.projectId();
        ObjectNode vpc = Json.object().put("name", "warm").put("cidr", "192.168.0.0/16");
        String vpcId = cloud.call("POST", v1 + "/vpcs", Json.wrap("vpc", vpc))
                .at("/vpc/id")
                .asText();
        ObjectNode subnet = Json.object()
                .put("name", "warm")
                .put("cidr", "192.168.1.0/24")
                .put("gateway_ip", "192.168.1.1")
                .put("ipv6_enable", true)
                .put("vpc_id", vpcId);
        String subnetId = cloud.call("POST", v1 + "/subnets", Json.wrap("subnet", subnet))
                .at("/subnet/id")
                .asText();
        ObjectNode port = Json.object().put("name", "warm").put("network_id", subnetId);
        JsonNode nic = cloud.exchange("POST", cloud.root() + "/v2.0/ports", Json.wrap("port", port))
                .answer();
        for (int i = 0; i < READS_PER_ROUND; i++) {
            cloud.get(v1 + "/vpcs");
            cloud.get(v1 + "/vpcs/" + vpcId);
            cloud.get(v1 + "/subnets?vpc_id=" + vpcId);
            look(cloud, "/v2.0/ports?network_id=" + subnetId);
            look(cloud, "/v2.0/security-groups");
            look(cloud, "/v1/" + cloud.projectId() + "/nothing-here");
            cloud.takeLog();
        }
        cloud.exchange(
                "DELETE", cloud.root() + "/v2.0/ports/" + nic.at("/port/id").asText(), Json.read(""));
        cloud.delete(v1 + "/vpcs/" + vpcId + "/subnets/" + subnetId);
        cloud.delete(v1 + "/vpcs/" + vpcId);
    }

    /** Asks, whatever the answer. */
    private static void look(Cloud cloud, String path) {
        cloud.exchange("GET", cloud.root() + path, Json.read(""));
    }
}
