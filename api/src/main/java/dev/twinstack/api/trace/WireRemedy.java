package dev.twinstack.api.trace;

import dev.twinstack.api.subnet.ExternalNetwork;
import dev.twinstack.emulator.bandwidth.Bandwidth;
import dev.twinstack.emulator.firewall.FirewallGroup;
import dev.twinstack.emulator.firewall.FirewallRule;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.port.Port.AddressPair;
import dev.twinstack.emulator.reachability.Remedy;
import dev.twinstack.emulator.securitygroup.Rule;
import dev.twinstack.emulator.securitygroup.Rule.Remote;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A remedy as it is answered.
 *
 * @param request the call that does it; null while an earlier one has to be done first, as it needs an id of what that
 *     makes, and where it is another project's to do
 */
record WireRemedy(String text, @Nullable Request request) {
    /**
     * @param path with the caller's project in it
     * @param body null for a call without one
     */
    record Request(String method, String path, @Nullable Map<String, ?> body) {}

    /** In Mbit/s. */
    private static final int SHARED_SIZE = 5;

    /** {@return the remedies in their order} An address joins a shared bandwidth; where there is none, one comes first. */
    static List<WireRemedy> of(Snapshot snapshot, List<Remedy> remedies) {
        Requests requests = new Requests(snapshot);
        List<WireRemedy> answered = new ArrayList<>();
        for (Remedy remedy : remedies) {
            boolean own = own(snapshot, remedy);
            if (own
                    && remedy instanceof Remedy.JoinSharedBandwidth
                    && requests.sharedBandwidth().isEmpty()
                    && !answered.contains(requests.newSharedBandwidth())) {
                answered.add(requests.newSharedBandwidth());
            }
            answered.add(
                    own
                            ? new WireRemedy(remedy.text(), requests.of(remedy).orElse(null))
                            : new WireRemedy(
                                    remedy.text() + " That is for the project to do that it belongs to.", null));
        }
        return List.copyOf(answered);
    }

    private static boolean own(Snapshot snapshot, Remedy remedy) {
        String id = remedy.subject();
        return snapshot.byType().values().stream().anyMatch(all -> all.containsKey(id))
                || snapshot.all(Vpc.TYPE).stream()
                        .anyMatch(vpc -> vpc.defaultRouteTableId().equals(id));
    }

    private record Requests(Snapshot snapshot) {
        Optional<Request> of(Remedy remedy) {
            String project = snapshot.project();
            return switch (remedy) {
                case Remedy.AllowInGroup(String group, Rule rule) ->
                    post("/v3/" + project + "/vpc/security-group-rules", "security_group_rule", body(group, rule));
                case Remedy.RemoveGroupRule(var _, String rule) ->
                    Optional.of(new Request("DELETE", "/v3/" + project + "/vpc/security-group-rules/" + rule, null));
                case Remedy.AllowInFirewall(String firewall, var direction, FirewallRule.Spec rule) ->
                    put(
                            "/v3/" + project + "/vpc/firewalls/" + firewall + "/insert-rules",
                            "firewall",
                            Map.of(
                                    direction == FirewallGroup.Direction.INGRESS ? "ingress_rules" : "egress_rules",
                                    List.of(body(rule))));
                case Remedy.EnableFirewall(String firewall) ->
                    put("/v3/" + project + "/vpc/firewalls/" + firewall, "firewall", Map.of("admin_state_up", true));
                case Remedy.StartServer(String server) ->
                    post("/v2.1/" + project + "/servers/" + server + "/action", "os-start", Map.of());
                case Remedy.RaisePort(String port) ->
                    put("/v2.0/ports/" + port, "port", Map.of("admin_state_up", true));
                case Remedy.ObtainIpv6(String server) ->
                    Optional.of(new Request("POST", "/_twinstack/guest/" + server + "/enable-ipv6", null));
                case Remedy.BindEip(String port) ->
                    post(
                            "/v2.0/floatingips",
                            "floatingip",
                            Map.of("floating_network_id", ExternalNetwork.ID, "port_id", port));
                case Remedy.JoinSharedBandwidth(String port) ->
                    sharedBandwidth().flatMap(bandwidth -> insert(bandwidth, port));
                case Remedy.LetForward(String port) ->
                    put("/v2.0/ports/" + port, "port", Map.of("allowed_address_pairs", forwarding(port)));
                case Remedy.PairAddress(String port, IpAddress address) ->
                    put("/v2.0/ports/" + port, "port", Map.of("allowed_address_pairs", paired(port, address)));
                case Remedy.Peer(String requester, String accepter) ->
                    post(
                            "/v2.0/vpc/peerings",
                            "peering",
                            Map.of(
                                    "name",
                                    "peering",
                                    "request_vpc_info",
                                    Map.of("vpc_id", requester),
                                    "accept_vpc_info",
                                    Map.of("vpc_id", accepter)));
                case Remedy.RouteOverPeering(String table, var destination, String peering) ->
                    exists(peering)
                            ? routes(
                                    table,
                                    "add",
                                    Map.of(
                                            "type",
                                            "peering",
                                            "destination",
                                            destination.toString(),
                                            "nexthop",
                                            peering))
                            : Optional.empty();
                case Remedy.RemoveRoute(String table, var destination) ->
                    routes(table, "del", Map.of("destination", destination.toString()));
            };
        }

        private static Optional<Request> post(String path, String name, Map<String, ?> body) {
            return Optional.of(new Request("POST", path, Map.of(name, body)));
        }

        private static Optional<Request> put(String path, String name, Map<String, ?> body) {
            return Optional.of(new Request("PUT", path, Map.of(name, body)));
        }

        /** In v3, as no other dialect lets one choose a priority. Its rules know no ICMP types. */
        private static Map<String, ?> body(String group, Rule rule) {
            Map<String, Object> body = new HashMap<>(Map.of(
                    "security_group_id",
                    group,
                    "direction",
                    rule.direction().name().toLowerCase(Locale.ROOT),
                    "ethertype",
                    "IPv" + rule.ethertype().version(),
                    "action",
                    "allow",
                    "priority",
                    Integer.toString(rule.priority())));
            if (!rule.protocol().isEmpty()) {
                body.put("protocol", rule.protocol());
            }
            if (rule.ports() instanceof Rule.PortRange.Range range) {
                body.put("multiport", range.toText());
            }
            if (rule.remote() instanceof Remote.Prefix(String verbatim, var _)) {
                body.put("remote_ip_prefix", verbatim);
            }
            return body;
        }

        private static Map<String, ?> body(FirewallRule.Spec rule) {
            return Map.of(
                    "ip_version",
                    rule.family().version(),
                    "action",
                    "allow",
                    "protocol",
                    rule.protocol().isEmpty() ? "any" : rule.protocol(),
                    "source_ip_address",
                    anyIfBlank(rule, rule.source().text()),
                    "destination_ip_address",
                    anyIfBlank(rule, rule.destination().text()),
                    "destination_port",
                    rule.destinationPorts().text());
        }

        private static String anyIfBlank(FirewallRule.Spec rule, String address) {
            String any = rule.family().version() == 4 ? "0.0.0.0/0" : "::/0";
            return address.isEmpty() ? any : address;
        }

        private Optional<String> sharedBandwidth() {
            return snapshot.all(Bandwidth.TYPE).stream()
                    .filter(Bandwidth::isShared)
                    .map(Bandwidth::id)
                    .findFirst();
        }

        /** Of the size that a new EIP's bandwidth has in the console. */
        private WireRemedy newSharedBandwidth() {
            return new WireRemedy(
                    "Assign a shared bandwidth.",
                    new Request(
                            "POST",
                            "/v2.0/" + snapshot.project() + "/bandwidths",
                            Map.of("bandwidth", Map.of("name", "shared", "size", SHARED_SIZE))));
        }

        private Optional<Request> insert(String bandwidth, String port) {
            return post(
                    "/v2.0/" + snapshot.project() + "/bandwidths/" + bandwidth + "/insert",
                    "bandwidth",
                    Map.of("publicip_info", List.of(Map.of("publicip_id", port, "publicip_type", "5_dualStack"))));
        }

        private List<Map<String, String>> forwarding(String port) {
            List<Map<String, String>> pairs = new ArrayList<>(pairs(port));
            pairs.add(Map.of("ip_address", "1.1.1.1/0"));
            return pairs;
        }

        /** A pair without a MAC is about the port's own (PORT-09). */
        private List<Map<String, String>> paired(String port, IpAddress address) {
            return pairs(port, pair -> pair.isJust(address));
        }

        private List<Map<String, String>> pairs(String port) {
            return pairs(port, pair -> false);
        }

        /**
         * {@return the pairs of a port, as a request has them}
         *
         * @param own those that are about the port's own MAC from now on
         */
        private List<Map<String, String>> pairs(String port, Predicate<AddressPair> own) {
            return snapshot.find(Port.TYPE, port).stream()
                    .flatMap(found -> found.addressPairs().stream()
                            .map(pair -> own.test(pair) || pair.mac().equals(found.mac())
                                    ? Map.of("ip_address", pair.ipAddress())
                                    : Map.of("ip_address", pair.ipAddress(), "mac_address", pair.mac())))
                    .toList();
        }

        private boolean exists(String peering) {
            return snapshot.all(Vpc.TYPE).stream()
                    .flatMap(vpc -> vpc.peerings().keySet().stream())
                    .map(EntityRef::id)
                    .anyMatch(peering::equals);
        }

        private Optional<Request> routes(String table, String what, Map<String, ?> route) {
            return put(
                    "/v1/" + snapshot.project() + "/routetables/" + table,
                    "routetable",
                    Map.of("routes", Map.of(what, List.of(route))));
        }
    }
}
