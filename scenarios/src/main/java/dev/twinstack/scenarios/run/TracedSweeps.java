package dev.twinstack.scenarios.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.cloud.Exchange;
import dev.twinstack.scenarios.cloud.Json;
import dev.twinstack.scenarios.script.IpType;
import dev.twinstack.scenarios.script.Service;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.TreeSet;

/**
 * Answers questions about sets by one trace for each flow that could differ from another: rules are the same for all ports
 * between two numbers that some rule begins or ends at, so one port of each such stretch stands for all of it, and the port
 * that no rule names for the rest. In the same way a host of each block that a rule names stands for that block.
 *
 * <p>Not told apart are the types and codes of ICMP, and the ports that a client sends from.
 */
final class TracedSweeps implements Sweeps {
    private static final int HIGHEST_PORT = 65535;
    private static final String INTERNET = "internet";

    private final Cloud cloud;

    TracedSweeps(Cloud cloud) {
        this.cloud = cloud;
    }

    @Override
    public Outcome ask(Question question) {
        List<JsonNode> rules = rules();
        SequencedSet<Service> services = services(rules, question.but());
        boolean exempted = !question.but().isEmpty();
        List<ObjectNode> through = new ArrayList<>();
        int asked = 0;
        for (String to : question.targets()) {
            for (IpType type : question.over()) {
                for (String from : sources(question.sources(), rules, type)) {
                    for (Service service : services) {
                        asked++;
                        trace(from, to, type, service, exempted, through);
                    }
                }
            }
        }
        return new Outcome(asked, through);
    }

    private void trace(
            String from, String to, IpType type, Service service, boolean exempted, List<ObjectNode> through) {
        ObjectNode flow = Sweeps.flow(Json.object(), from, to, type, service);
        JsonNode trace = cloud.call("POST", cloud.twin("/trace"), flow);
        if (Sweeps.mayArrive(trace, service, exempted)) {
            ObjectNode found = trace.deepCopy();
            found.set("asked", flow);
            through.add(found);
        }
    }

    /** Every rule of the project that names ports or addresses, whatever it belongs to. */
    private List<JsonNode> rules() {
        List<JsonNode> rules = new ArrayList<>();
        String v3 = "/v3/" + cloud.projectId() + "/vpc";
        items(v3 + "/security-group-rules?limit=2000", "security_group_rules", rules);
        items("/v2.0/fwaas/firewall_rules", "firewall_rules", rules);
        items("/v2.0/dnat_rules", "dnat_rules", rules);
        items(v3 + "/address-groups?limit=100", "address_groups", rules);
        List<JsonNode> firewalls = new ArrayList<>();
        items(v3 + "/firewalls?limit=100", "firewalls", firewalls);
        for (JsonNode firewall : firewalls) {
            JsonNode whole = cloud.get(cloud.root() + v3 + "/firewalls/"
                            + firewall.path("id").asText())
                    .path("firewall");
            whole.path("ingress_rules").forEach(rules::add);
            whole.path("egress_rules").forEach(rules::add);
        }
        return rules;
    }

    private void items(String path, String name, List<JsonNode> into) {
        Exchange exchange = cloud.exchange("GET", cloud.root() + path, MissingNode.getInstance());
        exchange.answer().path(name).forEach(into::add);
    }

    private static SequencedSet<Service> services(List<JsonNode> rules, List<Service> but) {
        TreeSet<Integer> ports = new TreeSet<>();
        ports.add(1);
        for (JsonNode rule : rules) {
            for (String field : List.of("multiport", "destination_port", "external_service_port")) {
                stretches(rule.path(field).asText(), ports);
            }
        }
        but.forEach(service -> stretches(String.valueOf(service.port()), ports));
        SequencedSet<Service> services = new LinkedHashSet<>();
        for (String protocol : List.of("tcp", "udp")) {
            services.add(new Service(protocol, 0));
            ports.forEach(port -> services.add(new Service(protocol, port)));
        }
        services.add(new Service("icmp", 0));
        services.add(new Service("any", 0));
        services.removeIf(service -> but.stream().anyMatch(allowed -> covers(allowed, service)));
        return services;
    }

    /** A protocol without a port stands for all its ports. */
    private static boolean covers(Service allowed, Service service) {
        return allowed.protocol().equals("any")
                || allowed.protocol().equals(service.protocol())
                        && (allowed.port() == 0 || allowed.port() == service.port());
    }

    /** A stretch begins where one that a rule names begins, and again behind its end. */
    private static void stretches(String ports, TreeSet<Integer> into) {
        for (String range : ports.split(",")) {
            String[] ends = range.strip().split("[-:]", 2);
            if (ends[0].matches("\\d{1,5}") && ends[ends.length - 1].matches("\\d{1,5}")) {
                add(Integer.parseInt(ends[0]), into);
                add(Integer.parseInt(ends[ends.length - 1]) + 1, into);
            }
        }
    }

    private static void add(int port, TreeSet<Integer> into) {
        if (port >= 1 && port <= HIGHEST_PORT) {
            into.add(port);
        }
    }

    /** The Internet is also a host of each public block that a rule names. */
    private static SequencedSet<String> sources(List<String> written, List<JsonNode> rules, IpType type) {
        SequencedSet<String> sources = new LinkedHashSet<>(written);
        if (written.contains(INTERNET)) {
            for (JsonNode rule : rules) {
                for (String field : List.of("remote_ip_prefix", "source_ip_address")) {
                    PublicBlock.host(rule.path(field).asText(), type).ifPresent(sources::add);
                }
                rule.path("ip_set")
                        .forEach(entry -> PublicBlock.host(entry.asText(), type).ifPresent(sources::add));
            }
        }
        return sources;
    }
}
