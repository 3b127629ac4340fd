package dev.twinstack.scenarios.junit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.scenarios.assertion.Judge;
import dev.twinstack.scenarios.assertion.TraceText;
import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.cloud.Json;
import dev.twinstack.scenarios.script.Service;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The project made for a test: where its twin is, and whether traffic arrives in it.
 *
 * <p>An end of a flow is a server or NIC (by name or id), an EIP, an address, or {@code internet}. A service is written
 * {@code tcp/443}, {@code udp/53}, {@code tcp}, {@code icmp} or {@code any}; left out, the question is whether a ping
 * arrives. The family is that of the addresses given, otherwise IPv4; {@link #overIpv6} asks about IPv6.
 */
public final class TwinProject {
    private final Cloud cloud;
    private final String region;
    private final int family;

    /**
     * @param family 4 or 6; zero leaves it to the ends
     */
    TwinProject(Cloud cloud, String region, int family) {
        this.cloud = cloud;
        this.region = region;
        this.family = family;
    }

    /** {@return the root of the one port, without a path} */
    public URI endpoint() {
        return cloud.root();
    }

    public String region() {
        return region;
    }

    public String name() {
        return cloud.projectName();
    }

    public String id() {
        return cloud.projectId();
    }

    /** {@return what to send as {@code X-Auth-Token}, scoped to the project} */
    public String token() {
        return cloud.token();
    }

    /** {@return the same project, for questions about IPv6} */
    public TwinProject overIpv6() {
        return new TwinProject(cloud, region, 6);
    }

    /** Fails, with the way it takes and what stops it, unless a ping arrives. */
    public void assertReachable(String from, String to) {
        assertReachable(from, to, "icmp");
    }

    /** Fails, with the way it takes and what stops it, unless the service is reached. */
    public void assertReachable(String from, String to, String service) {
        JsonNode trace = trace(from, to, service);
        if (!trace.path("reachable").asBoolean()) {
            throw new AssertionError(
                    "expected " + service + " from " + from + " to reach " + to + "\n" + TraceText.of(trace));
        }
    }

    /**
     * Fails, with the way it takes, if the service is reached, or may be, or is not for another reason.
     *
     * @param because each the disposition that the trace names, or the code of a blocker; none if any will do
     */
    public void assertUnreachable(String from, String to, String service, String... because) {
        JsonNode trace = trace(from, to, service);
        List<String> missing = new ArrayList<>(List.of(because));
        missing.removeAll(Judge.codes(trace));
        if (!trace.path("verdict").asText().equals("unreachable") || !missing.isEmpty()) {
            throw new AssertionError("expected " + service + " from " + from + " not to reach " + to
                    + (because.length == 0 ? "" : " because of " + String.join(", ", because)) + "\n"
                    + "verdict  " + trace.path("verdict").asText() + "\n" + TraceText.of(trace));
        }
    }

    /** {@return the answer of {@code /_twinstack/trace}} */
    public JsonNode trace(String from, String to, String service) {
        Service asked = Service.parse(service)
                .orElseThrow(() -> new IllegalArgumentException(
                        "a service is tcp/443, udp/53, tcp, udp, icmp or any, not " + service));
        ObjectNode flow = Json.object().put("from", from).put("to", to).put("protocol", asked.protocol());
        if (family > 0) {
            flow.put("family", family);
        }
        if (asked.port() > 0) {
            flow.put("port", asked.port());
        }
        return cloud.call("POST", cloud.twin("/trace"), flow);
    }

    /** Puts the clock forward, for all tests that share the twin. */
    public void advanceClock(Duration by) {
        cloud.call("POST", cloud.twin("/clock"), Json.object().put("advance", by.toString()));
    }
}
