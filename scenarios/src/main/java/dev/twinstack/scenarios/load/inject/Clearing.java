package dev.twinstack.scenarios.load.inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.cloud.CloudException;
import dev.twinstack.scenarios.cloud.Exchange;
import dev.twinstack.scenarios.cloud.Json;
import dev.twinstack.scenarios.load.wire.Connections;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Deletes what a load has left in a project, and looks whether it is gone. */
final class Clearing {
    /** What cannot be deleted yet may go when something else has gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final long PAUSE_MILLIS = 300;
    private static final int PAGE = 1000;
    private static final int AT_ONCE = 64;

    /**
     * One kind of thing.
     *
     * @param service the catalogue type whose address comes before the paths
     * @param list where all of them are
     * @param name the member of the answer that is the list
     * @param one where one is deleted; {@code {id}} and {@code {vpc_id}} are its fields
     */
    private record Source(String words, String service, String list, String name, String one) {}

    /** One thing that is there. */
    private record Found(Source source, JsonNode fields) {
        String id() {
            return fields.path("id").asText();
        }

        String words() {
            String name = fields.path("name").asText();
            return source.words() + " " + (name.isEmpty() ? id() : name + " " + id());
        }

        String one() {
            return source.one()
                    .replace("{id}", id())
                    .replace("{vpc_id}", fields.path("vpc_id").asText());
        }
    }

    private final Connections connections;
    private final Cloud cloud;
    private final Predicate<String> ours;

    /** {@code ours} tells of an id whether it may be deleted. */
    Clearing(Connections connections, Cloud cloud, Predicate<String> ours) {
        this.connections = connections;
        this.cloud = cloud;
        this.ours = ours;
    }

    /** In an order in which most can be deleted at the first try. */
    private static List<Source> sources(String project) {
        String v3 = "/v3/" + project + "/vpc";
        return List.of(
                new Source("server", "ecs", "/cloudservers/detail", "servers", ""),
                new Source("dnat rule", "nat", "/dnat_rules", "dnat_rules", "/dnat_rules/{id}"),
                new Source("snat rule", "nat", "/snat_rules", "snat_rules", "/snat_rules/{id}"),
                new Source("nat gateway", "nat", "/nat_gateways", "nat_gateways", "/nat_gateways/{id}"),
                new Source("peering", "network", "/v2.0/vpc/peerings", "peerings", "/v2.0/vpc/peerings/{id}"),
                new Source(
                        "load balancer",
                        "network",
                        "/v2.0/lbaas/loadbalancers",
                        "loadbalancers",
                        "/v2.0/lbaas/loadbalancers/{id}"),
                new Source("eip", "vpc", "/publicips", "publicips", "/publicips/{id}"),
                new Source("firewall", "network", v3 + "/firewalls", "firewalls", v3 + "/firewalls/{id}"),
                new Source(
                        "firewall rule",
                        "network",
                        "/v2.0/fwaas/firewall_rules",
                        "firewall_rules",
                        "/v2.0/fwaas/firewall_rules/{id}"),
                new Source("port", "network", "/v2.0/ports", "ports", "/v2.0/ports/{id}"),
                new Source("subnet", "vpc", "/subnets", "subnets", "/vpcs/{vpc_id}/subnets/{id}"),
                new Source("vpc", "vpc", "/vpcs", "vpcs", "/vpcs/{id}"),
                new Source("network", "network", "/v2.0/networks", "networks", "/v2.0/networks/{id}"),
                new Source(
                        "shared bandwidth",
                        "vpc",
                        "/bandwidths?share_type=WHOLE",
                        "bandwidths",
                        "/v2.0/" + project + "/bandwidths/{id}"),
                new Source("security group", "vpc", "/security-groups", "security_groups", "/security-groups/{id}"));
    }

    /** {@return what is still there when nothing goes any more, in words} */
    List<String> clear() {
        long patience = System.nanoTime() + PATIENCE.toNanos();
        int least = Integer.MAX_VALUE;
        while (true) {
            int count = 0;
            for (Source source : sources(cloud.projectId())) {
                List<Found> found = found(source);
                count += found.size();
                delete(source, found);
            }
            if (count == 0 || System.nanoTime() - patience > 0) {
                return left();
            }
            if (count < least) {
                least = count;
                patience = System.nanoTime() + PATIENCE.toNanos();
            } else {
                pause();
            }
        }
    }

    private List<String> left() {
        return sources(cloud.projectId()).stream()
                .flatMap(source -> found(source).stream())
                .map(Found::words)
                .toList();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException.Unreachable("interrupted while deleting");
        }
    }

    /** What the cloud refuses to delete is found again in the next round. */
    private void delete(Source source, List<Found> found) {
        if (source.words().equals("server")) {
            deleteServers(found);
            return;
        }
        String service = source.one().startsWith("/v2.0/") ? "network" : source.service();
        Crowd.each(
                found,
                AT_ONCE,
                it -> cloud.over(connections.lane())
                        .exchange("DELETE", cloud.url(service, it.one()), MissingNode.getInstance()));
    }

    private void deleteServers(List<Found> found) {
        for (int from = 0; from < found.size(); from += PAGE) {
            ObjectNode body = Json.object().put("delete_publicip", false).put("delete_volume", true);
            var servers = body.putArray("servers");
            found.subList(from, Math.min(found.size(), from + PAGE))
                    .forEach(it -> servers.add(Json.object().put("id", it.id())));
            cloud.exchange("POST", cloud.url("ecs", "/cloudservers/delete"), body);
        }
    }

    /** One page of them is enough: the next round finds the rest. In another's project all are looked through. */
    private List<Found> found(Source source) {
        List<Found> found = new ArrayList<>();
        String marker = "";
        while (true) {
            JsonNode page = page(source, marker);
            for (JsonNode item : page) {
                Found it = new Found(source, item);
                if (ours.test(it.id()) && !cloudsOwn(source, item)) {
                    found.add(it);
                }
            }
            String last = page.path(page.size() - 1).path("id").asText();
            if (page.size() < PAGE || last.equals(marker) || source.words().equals("server")) {
                return found;
            }
            marker = last;
        }
    }

    private JsonNode page(Source source, String marker) {
        String url;
        try {
            url = cloud.url(source.service(), source.list());
        } catch (CloudException.Unexpected e) {
            // The region has no such service, so there is nothing of it.
            return MissingNode.getInstance();
        }
        String query =
                (url.contains("?") ? "&" : "?") + "limit=" + PAGE + (marker.isEmpty() ? "" : "&marker=" + marker);
        Exchange exchange = cloud.exchange("GET", url + query, MissingNode.getInstance());
        cloud.takeLog();
        if (exchange.status() == 404 || exchange.status() == 501) {
            return MissingNode.getInstance();
        }
        if (!exchange.succeeded()) {
            throw new CloudException.Refused(exchange);
        }
        return exchange.answer().path(source.name());
    }

    /** The default security group, ports of the cloud's services, and networks of others. */
    private static boolean cloudsOwn(Source source, JsonNode item) {
        String owner = item.path("device_owner").asText();
        return switch (source.words()) {
            case "security group" -> item.path("name").asText().equals("default");
            case "port" -> !owner.isEmpty() && !owner.equals("neutron:VIP_PORT");
            case "network" -> item.path("router:external").asBoolean();
            default -> false;
        };
    }
}
