package dev.twinstack.scenarios.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.cloud.Exchange;
import dev.twinstack.scenarios.cloud.Json;
import dev.twinstack.scenarios.script.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a project has beyond what it had at first: each thing by its address, and how to delete it. */
final class Leftovers {
    private static final int MOST_ROUNDS = 20;

    /**
     * One kind of thing.
     *
     * @param list where all of them are
     * @param name the member of the answer that is the list
     * @param one where one is deleted; {@code {id}} and {@code {vpc_id}} are its fields
     */
    private record Source(String words, String list, String name, String one) {}

    private final Cloud cloud;
    private final List<Source> sources;
    private final Set<String> before;

    /** Takes note of what is there now. */
    Leftovers(Cloud cloud) {
        this.cloud = cloud;
        this.sources = sources(cloud.projectId());
        this.before = Set.copyOf(all().keySet());
    }

    /** In an order in which most can be deleted at the first try. */
    private static List<Source> sources(String project) {
        String v1 = "/v1/" + project;
        String v2 = "/v2.0";
        String v3 = "/v3/" + project + "/vpc";
        return List.of(
                new Source("server", v1 + "/cloudservers/detail", "servers", "server"),
                new Source(
                        "volume",
                        "/v2/" + project + "/cloudvolumes/detail",
                        "volumes",
                        "/v2/" + project + "/cloudvolumes/{id}"),
                new Source("dnat rule", v2 + "/dnat_rules", "dnat_rules", v2 + "/dnat_rules/{id}"),
                new Source("snat rule", v2 + "/snat_rules", "snat_rules", v2 + "/snat_rules/{id}"),
                new Source("nat gateway", v2 + "/nat_gateways", "nat_gateways", v2 + "/nat_gateways/{id}"),
                new Source("peering", v2 + "/vpc/peerings", "peerings", v2 + "/vpc/peerings/{id}"),
                new Source(
                        "load balancer",
                        v2 + "/lbaas/loadbalancers",
                        "loadbalancers",
                        v2 + "/lbaas/loadbalancers/{id}"),
                new Source("eip", v1 + "/publicips", "publicips", v1 + "/publicips/{id}"),
                new Source("firewall", v3 + "/firewalls", "firewalls", v3 + "/firewalls/{id}"),
                new Source(
                        "firewall rule",
                        v2 + "/fwaas/firewall_rules",
                        "firewall_rules",
                        v2 + "/fwaas/firewall_rules/{id}"),
                new Source("port", v2 + "/ports", "ports", v2 + "/ports/{id}"),
                new Source("subnet", v1 + "/subnets", "subnets", v1 + "/vpcs/{vpc_id}/subnets/{id}"),
                new Source("vpc", v1 + "/vpcs", "vpcs", v1 + "/vpcs/{id}"),
                new Source("network", v2 + "/networks", "networks", v2 + "/networks/{id}"),
                new Source(
                        "shared bandwidth",
                        v1 + "/bandwidths?share_type=WHOLE",
                        "bandwidths",
                        v2 + "/" + project + "/bandwidths/{id}"),
                new Source("security group", v1 + "/security-groups", "security_groups", v1 + "/security-groups/{id}"),
                new Source("address group", v3 + "/address-groups", "address_groups", v3 + "/address-groups/{id}"));
    }

    /** {@return what is there that was not there at first, as {@code {"left": ["vpc shop"]}}} */
    Thing look() {
        ObjectNode seen = Json.object();
        ArrayNode left = seen.putArray("left");
        further().values().forEach(it -> left.add(it.words()));
        return new Thing(Kind.ANSWER, seen);
    }

    /** Deletes what was not there at first, again and again, as long as that gets any further. */
    void remove() {
        int count = Integer.MAX_VALUE;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Map<String, Found> left = further();
            if (left.isEmpty() || left.size() >= count) {
                return;
            }
            count = left.size();
            left.values().forEach(this::delete);
        }
    }

    private record Found(String words, String one, JsonNode fields) {}

    private void delete(Found found) {
        String id = found.fields().path("id").asText();
        if (found.one().equals("server")) {
            new ComputeSteps(new Session(cloud)).deleteServer(id, true);
            return;
        }
        if (found.fields().hasNonNull("public_ip_address") && found.fields().hasNonNull("port_id")) {
            // A bound EIP cannot be released.
            JsonNode unbound = Json.wrap("publicip", Json.object().put("port_id", ""));
            cloud.exchange("PUT", cloud.root() + found.one().replace("{id}", id), unbound);
        }
        String path = found.one()
                .replace("{id}", id)
                .replace("{vpc_id}", found.fields().path("vpc_id").asText());
        // What is refused now may go when something else has gone; what stays is told by look().
        cloud.exchange("DELETE", cloud.root() + path, MissingNode.getInstance());
    }

    private Map<String, Found> further() {
        Map<String, Found> all = all();
        all.keySet().removeAll(before);
        return all;
    }

    private Map<String, Found> all() {
        Map<String, Found> all = new LinkedHashMap<>();
        for (Source source : sources) {
            for (JsonNode item : items(source)) {
                String id = item.path("id").asText();
                String name = item.path("name").asText();
                all.putIfAbsent(
                        source.words() + " " + id,
                        new Found((source.words() + " " + (name.isEmpty() ? id : name)), source.one(), item));
            }
        }
        return all;
    }

    /** What the cloud keeps for itself is not the script's: its default security group, and ports of its services. */
    private List<JsonNode> items(Source source) {
        Exchange exchange = cloud.exchange("GET", cloud.root() + source.list(), MissingNode.getInstance());
        List<JsonNode> items = new ArrayList<>();
        for (JsonNode item : exchange.answer().path(source.name())) {
            String owner = item.path("device_owner").asText();
            boolean own = source.words().equals("security group")
                            && item.path("name").asText().equals("default")
                    || source.words().equals("port") && !owner.isEmpty() && !owner.equals("neutron:VIP_PORT")
                    || source.words().equals("network")
                            && item.path("router:external").asBoolean();
            if (!own) {
                items.add(item);
            }
        }
        return items;
    }
}
