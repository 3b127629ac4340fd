package dev.twinstack.scenarios.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.cloud.CloudException;
import dev.twinstack.scenarios.cloud.Json;
import dev.twinstack.scenarios.script.Action;
import dev.twinstack.scenarios.script.IpType;
import dev.twinstack.scenarios.script.Kind;
import dev.twinstack.scenarios.script.Text;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Looking: at resources, catalogues, addresses in use, into the guest, and along a path. */
final class ViewSteps {
    /**
     * ASSUMED: the documented extra specifications have no key for what the console shows as IPv6: Yes. A
     * real flavor list would show which key it is.
     */
    private static final String FLAVOR_IPV6 = "twinstack:ipv6";

    private final Session session;
    private final Cloud cloud;

    ViewSteps(Session session) {
        this.session = session;
        this.cloud = session.cloud();
    }

    Thing perform(Action.View action) {
        return switch (action) {
            case Action.Show it -> show(it);
            case Action.ListAddresses it -> addresses(session.id(it.subnet()));
            case Action.GuestIfconfig it ->
                guest(cloud.get(cloud.twin("/guest/" + session.id(it.server()) + "/ifconfig")));
            case Action.GuestEnableIpv6 it ->
                guest(cloud.call(
                        "POST",
                        cloud.twin("/guest/" + session.id(it.server()) + "/enable-ipv6"),
                        MissingNode.getInstance()));
            case Action.ListAll it -> list(it.kind());
            case Action.ListEvents it -> new EventSteps(session).events(it);
            case Action.Trace it -> trace(it);
            case Action.Sweep it -> sweep(it);
        };
    }

    private Thing show(Action.Show it) {
        NetworkSteps network = new NetworkSteps(session);
        AddressSteps addressing = new AddressSteps(session);
        ProtectionSteps protection = new ProtectionSteps(session);
        return switch (it.kind()) {
            case VPC -> network.showVpc(session.id(it.thing()));
            case SUBNET -> network.showSubnet(session.id(it.thing()));
            case ROUTE_TABLE -> network.showRouteTable(session.id(it.thing()));
            case SERVER -> new ComputeSteps(session).showServer(session.id(it.thing()));
            case NIC -> new ComputeSteps(session).showNic(session.known(it.thing()));
            case EIP -> addressing.showEip(session.id(it.thing()));
            case SHARED_BANDWIDTH -> addressing.showBandwidth(session.id(it.thing()));
            case VIRTUAL_IP -> addressing.showVirtualIp(session.id(it.thing()));
            case SECURITY_GROUP -> protection.showGroup(session.id(it.thing()));
            case FIREWALL_RULE -> protection.showFirewallRule(session.id(it.thing()));
            case FLAVOR -> flavor(session.text(it.thing()));
            case IMAGE -> image(session.text(it.thing()));
            case SECURITY_GROUP_RULE,
                    FIREWALL,
                    PEERING,
                    NAT_GATEWAY,
                    SNAT_RULE,
                    DNAT_RULE,
                    ADDRESSES,
                    GUEST,
                    LIST,
                    TRACE,
                    SWEEP,
                    ANSWER ->
                throw new IllegalStateException("no phrase shows a " + it.kind().words());
        };
    }

    private Thing flavor(String name) {
        for (JsonNode flavor :
                cloud.get(cloud.url("ecs", "/cloudservers/flavors")).path("flavors")) {
            if (flavor.path("id").asText().equals(name)) {
                ObjectNode shown = flavor.deepCopy();
                shown.put(
                        "ipv6", flavor.path("os_extra_specs").path(FLAVOR_IPV6).asText("No"));
                return new Thing(Kind.FLAVOR, shown);
            }
        }
        throw new CloudException.Unexpected("no flavor is called " + name);
    }

    /** {@return the image of that name or id} */
    Thing image(String name) {
        String query = "?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        for (JsonNode image :
                cloud.get(cloud.url("image", "/v2/cloudimages" + query)).path("images")) {
            if (image.path("name").asText().equals(name)) {
                return new Thing(Kind.IMAGE, image);
            }
        }
        throw new CloudException.Unexpected("no image is called " + name);
    }

    /** The IP Addresses tab: every address that a port of the subnet's network holds. */
    private Thing addresses(String network) {
        JsonNode ports = cloud.get(cloud.url("network", "/v2.0/ports?network_id=" + network))
                .path("ports");
        ObjectNode shown = Json.object();
        ArrayNode ipv4 = shown.putArray("ipv4");
        ArrayNode ipv6 = shown.putArray("ipv6");
        for (JsonNode port : ports) {
            for (JsonNode fixed : port.path("fixed_ips")) {
                String address = fixed.path("ip_address").asText();
                (address.indexOf(':') >= 0 ? ipv6 : ipv4).add(address);
            }
        }
        shown.set("ports", ports);
        return new Thing(Kind.ADDRESSES, shown);
    }

    /** {@return all of a kind: their number, their names and ids, and themselves} */
    private Thing list(Kind kind) {
        JsonNode items = switch (kind) {
            case VPC -> cloud.get(cloud.url("vpc", "/vpcs")).path("vpcs");
            case SUBNET -> cloud.get(cloud.url("vpc", "/subnets")).path("subnets");
            case SERVER -> cloud.get(cloud.url("ecs", "/cloudservers/detail")).path("servers");
            case NIC -> nics();
            case EIP -> cloud.get(cloud.url("vpc", "/publicips")).path("publicips");
            case SHARED_BANDWIDTH ->
                cloud.get(cloud.url("vpc", "/bandwidths?share_type=WHOLE")).path("bandwidths");
            case SECURITY_GROUP ->
                cloud.get(cloud.url("vpc", "/security-groups")).path("security_groups");
            case PEERING ->
                cloud.get(cloud.url("network", "/v2.0/vpc/peerings")).path("peerings");
            case NAT_GATEWAY ->
                cloud.get(cloud.url("network", "/v2.0/nat_gateways")).path("nat_gateways");
            default -> throw new IllegalStateException("no phrase lists each " + kind.words());
        };
        ObjectNode shown = Json.object().put("count", items.size());
        ArrayNode names = shown.putArray("names");
        ArrayNode ids = shown.putArray("ids");
        items.forEach(item -> {
            names.add(item.path("name").asText());
            ids.add(item.path("id").asText());
        });
        shown.set("items", items);
        return new Thing(Kind.LIST, shown);
    }

    private JsonNode nics() {
        ArrayNode nics = Json.object().putArray("nics");
        for (JsonNode port : cloud.get(cloud.url("network", "/v2.0/ports")).path("ports")) {
            if (port.path("device_owner").asText().startsWith("compute:")) {
                nics.add(port);
            }
        }
        return nics;
    }

    private Thing sweep(Action.Sweep it) {
        boolean block = session.thing(it.from())
                .filter(thing -> thing.kind() == Kind.SUBNET || thing.kind() == Kind.VPC || thing.kind() == Kind.SERVER)
                .isPresent();
        List<String> sources = block ? nicsOf(it.from()) : List.of(end(it.from(), IpType.IPV4));
        boolean internet = sources.getFirst().equalsIgnoreCase(ExposureSweeps.INTERNET);
        Sweeps sweeps = internet ? new ExposureSweeps(cloud) : new TracedSweeps(cloud);
        Sweeps.Outcome outcome = sweeps.ask(new Sweeps.Question(sources, nicsOf(it.to()), it.over(), it.but()));
        ObjectNode seen = Json.object();
        ArrayNode through = seen.putArray("through");
        outcome.through().forEach(through::add);
        return new Thing(Kind.SWEEP, seen);
    }

    /** {@return the NICs of a VPC, a subnet or a server, or the one NIC} */
    private List<String> nicsOf(Text set) {
        Thing thing = session.known(set);
        List<String> ids = new ArrayList<>();
        switch (thing.kind()) {
            case NIC -> ids.add(thing.id());
            case SERVER ->
                thing.fields()
                        .path("nics")
                        .forEach(nic -> ids.add(nic.path("id").asText()));
            case SUBNET, VPC -> {
                List<String> networks = new ArrayList<>();
                if (thing.kind() == Kind.SUBNET) {
                    networks.add(thing.id());
                } else {
                    cloud.get(cloud.url("vpc", "/subnets?vpc_id=" + thing.id()))
                            .path("subnets")
                            .forEach(subnet -> networks.add(subnet.path("id").asText()));
                }
                for (JsonNode nic : nics()) {
                    if (networks.contains(nic.path("network_id").asText())) {
                        ids.add(nic.path("id").asText());
                    }
                }
            }
            default ->
                throw new CloudException.Unexpected(
                        "a " + thing.kind().words() + " has no NICs; name a vpc, subnet, server or nic");
        }
        if (ids.isEmpty()) {
            throw new CloudException.Unexpected(
                    "there is no NIC in " + session.text(set) + ", so that nothing reaches it says nothing");
        }
        return ids;
    }

    private static Thing guest(JsonNode answer) {
        ObjectNode shown = answer.isObject() ? answer.deepCopy() : Json.object();
        ArrayNode ipv4 = shown.putArray("ipv4");
        ArrayNode ipv6 = shown.putArray("ipv6");
        for (JsonNode nic : answer.path("interfaces")) {
            nic.path("ipv4").forEach(ipv4::add);
            nic.path("ipv6").forEach(ipv6::add);
        }
        return new Thing(Kind.GUEST, shown);
    }

    private Thing trace(Action.Trace it) {
        ObjectNode flow = Json.object()
                .put("from", end(it.from(), it.type()))
                .put("to", end(it.to(), it.type()))
                .put("family", it.type().version())
                .put("protocol", protocol(it));
        session.putNumber(flow, "port", it.port());
        return new Thing(Kind.TRACE, cloud.call("POST", cloud.twin("/trace"), flow));
    }

    /** Without protocol and port the question is whether a ping arrives; a port alone means TCP. */
    private String protocol(Action.Trace it) {
        if (it.protocol() instanceof Text.Written) {
            return session.text(it.protocol());
        }
        return it.port() instanceof Text.Written ? "tcp" : "icmp";
    }

    private String end(Text end, IpType type) {
        return session.thing(end).map(thing -> end(thing, type)).orElseGet(() -> session.text(end));
    }

    private static String end(Thing thing, IpType type) {
        return switch (thing.kind()) {
            case SERVER, NIC, SUBNET -> thing.id();
            case VIRTUAL_IP -> thing.field("address");
            case EIP -> {
                String address = thing.field(type == IpType.IPV6 ? "public_ipv6_address" : "public_ip_address");
                if (address.isEmpty()) {
                    throw new CloudException.Unexpected(
                            "EIP " + thing.field("public_ip_address") + " has no " + type.label() + " address");
                }
                yield address;
            }
            default ->
                throw new CloudException.Unexpected("traffic has no end at a "
                        + thing.kind().words() + "; name a server, nic, subnet, eip or virtual ip");
        };
    }
}
