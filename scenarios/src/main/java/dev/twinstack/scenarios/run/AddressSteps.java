package dev.twinstack.scenarios.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.cloud.CloudException;
import dev.twinstack.scenarios.cloud.Json;
import dev.twinstack.scenarios.script.Action;
import dev.twinstack.scenarios.script.IpType;
import dev.twinstack.scenarios.script.Kind;
import dev.twinstack.scenarios.script.Text;
import java.util.Set;

/** EIPs, shared bandwidths and virtual IPs. */
final class AddressSteps {
    private static final Set<String> UNDER_WAY =
            Set.of("PENDING_CREATE", "PENDING_UPDATE", "BINDING", "NOTIFYING", "PENDING_DELETE", "NOTIFY_DELETE");
    private static final int DEDICATED_SIZE = 5;

    private final Session session;
    private final Cloud cloud;

    AddressSteps(Session session) {
        this.session = session;
        this.cloud = session.cloud();
    }

    Thing perform(Action.Addressing action) {
        return switch (action) {
            case Action.AssignEip it -> assignEip(it);
            case Action.BindEip it -> bindEip(session.id(it.eip()), port(it.to()));
            case Action.UnbindEip it -> bindEip(session.id(it.eip()), "");
            case Action.ReleaseEip it -> deleted(eipUrl(session.id(it.eip())));
            case Action.CreateSharedBandwidth it -> createBandwidth(it);
            case Action.DeleteSharedBandwidth it -> deleted(bandwidthUrl(session.id(it.bandwidth())));
            case Action.AddToSharedBandwidth it -> addMember(session.id(it.bandwidth()), it.member());
            case Action.RemoveFromSharedBandwidth it -> removeMember(it);
            case Action.AssignVirtualIp it -> assignVirtualIp(it);
            case Action.BindVirtualIp it -> bindVirtualIp(session.known(it.virtualIp()), port(it.to()));
            case Action.UnbindVirtualIp it -> unbindVirtualIp(session.known(it.virtualIp()), port(it.from()));
            case Action.ReleaseVirtualIp it -> deleted(portUrl(session.id(it.virtualIp())));
        };
    }

    private Thing assignEip(Action.AssignEip it) {
        ObjectNode eip = Json.object();
        eip.put("type", it.type() instanceof Text.Written ? session.text(it.type()) : "5_bgp");
        session.put(eip, "alias", it.name());
        ObjectNode bandwidth = Json.object();
        if (it.sharedBandwidth() instanceof Text.Written) {
            bandwidth.put("id", session.id(it.sharedBandwidth())).put("share_type", "WHOLE");
        } else {
            bandwidth.put("name", "bandwidth").put("size", DEDICATED_SIZE).put("share_type", "PER");
            session.putNumber(bandwidth, "size", it.size());
        }
        ObjectNode body = Json.wrap("publicip", eip);
        body.set("bandwidth", bandwidth);
        JsonNode made = cloud.call("POST", cloud.url("vpc", "/publicips"), body);
        return showEip(made.path("publicip").path("id").asText());
    }

    /** A blank port unbinds (EIP-09). */
    private Thing bindEip(String eip, String port) {
        cloud.call("PUT", eipUrl(eip), Json.wrap("publicip", Json.object().put("port_id", port)));
        return showEip(eip);
    }

    Thing showEip(String id) {
        JsonNode answer = cloud.settled(
                eipUrl(id),
                it -> !UNDER_WAY.contains(it.path("publicip").path("status").asText()),
                "leave its transition");
        ObjectNode eip = answer.path("publicip").deepCopy();
        eip.put("address", eip.path("public_ip_address").asText());
        return new Thing(Kind.EIP, eip);
    }

    private Thing createBandwidth(Action.CreateSharedBandwidth it) {
        ObjectNode bandwidth = Json.object();
        session.put(bandwidth, "name", it.name());
        session.putNumber(bandwidth, "size", it.size());
        JsonNode made = cloud.call("POST", bandwidthsUrl(), Json.wrap("bandwidth", bandwidth));
        return showBandwidth(made.path("bandwidth").path("id").asText());
    }

    Thing showBandwidth(String id) {
        return new Thing(
                Kind.SHARED_BANDWIDTH,
                cloud.get(cloud.url("vpc", "/bandwidths/" + id)).path("bandwidth"));
    }

    private Thing addMember(String bandwidth, Action.Member member) {
        ObjectNode entry = Json.object().put("publicip_id", memberId(member)).put("publicip_type", memberType(member));
        ObjectNode body = Json.object();
        body.putArray("publicip_info").add(entry);
        cloud.call("POST", bandwidthUrl(bandwidth) + "/insert", Json.wrap("bandwidth", body));
        return showBandwidth(bandwidth);
    }

    private Thing removeMember(Action.RemoveFromSharedBandwidth it) {
        String bandwidth = session.id(it.bandwidth());
        ObjectNode body = Json.object().put("charge_mode", "traffic").put("size", DEDICATED_SIZE);
        session.putNumber(body, "size", it.size());
        body.putArray("publicip_info").add(Json.object().put("publicip_id", memberId(it.member())));
        cloud.call("POST", bandwidthUrl(bandwidth) + "/remove", Json.wrap("bandwidth", body));
        return showBandwidth(bandwidth);
    }

    /** An IPv6 address joins as the port that holds it (IP6-22). */
    private String memberId(Action.Member member) {
        return switch (member) {
            case Action.Member.Eip it -> session.id(it.eip());
            case Action.Member.Ipv6Of it -> port(it.owner());
        };
    }

    private String memberType(Action.Member member) {
        return switch (member) {
            case Action.Member.Eip it ->
                session.thing(it.eip()).map(eip -> eip.field("type")).orElse("5_bgp");
            case Action.Member.Ipv6Of _ -> "5_dualStack";
        };
    }

    private Thing assignVirtualIp(Action.AssignVirtualIp it) {
        Thing subnet = session.known(it.subnet());
        String native4 = subnet.field("neutron_subnet_id");
        String native6 = subnet.field("neutron_subnet_id_v6");
        if (it.type() == IpType.IPV6 && native6.isEmpty()) {
            throw new CloudException.Unexpected("subnet " + subnet.field("name") + " has no IPv6 block");
        }
        ObjectNode fixed = Json.object().put("subnet_id", it.type() == IpType.IPV6 ? native6 : native4);
        session.put(fixed, "ip_address", it.address());
        ObjectNode port = Json.object().put("network_id", subnet.id()).put("device_owner", "neutron:VIP_PORT");
        session.put(port, "name", it.name());
        port.putArray("fixed_ips").add(fixed);
        JsonNode made = cloud.call("POST", cloud.url("network", "/v2.0/ports"), Json.wrap("port", port));
        return virtualIp(made);
    }

    Thing showVirtualIp(String id) {
        return virtualIp(cloud.get(portUrl(id)));
    }

    private static Thing virtualIp(JsonNode answer) {
        ObjectNode port = answer.path("port").deepCopy();
        port.put("address", port.path("fixed_ips").path(0).path("ip_address").asText());
        return new Thing(Kind.VIRTUAL_IP, port);
    }

    /** Binding puts the address into the NIC's allowed pairs (VIP-03), beside those already there. */
    private Thing bindVirtualIp(Thing virtualIp, String port) {
        JsonNode pairs = cloud.get(portUrl(port)).path("port").path("allowed_address_pairs");
        ArrayNode wanted = pairs.isArray() ? pairs.deepCopy() : Json.object().putArray("pairs");
        wanted.add(Json.object().put("ip_address", virtualIp.field("address")));
        return allow(port, wanted);
    }

    private Thing unbindVirtualIp(Thing virtualIp, String port) {
        ArrayNode wanted = Json.object().putArray("pairs");
        for (JsonNode pair : cloud.get(portUrl(port)).path("port").path("allowed_address_pairs")) {
            if (!pair.path("ip_address").asText().equals(virtualIp.field("address"))) {
                wanted.add(pair);
            }
        }
        return allow(port, wanted);
    }

    private Thing allow(String port, ArrayNode pairs) {
        ObjectNode body = Json.object();
        body.set("allowed_address_pairs", pairs);
        JsonNode answer = cloud.call("PUT", portUrl(port), Json.wrap("port", body));
        return new Thing(Kind.ANSWER, answer.path("port"));
    }

    /** {@return the port of a server's primary NIC, of a NIC or of a virtual IP} */
    private String port(Text owner) {
        return session.thing(owner)
                .map(thing -> thing.kind() == Kind.SERVER ? thing.field("port") : thing.id())
                .orElseGet(() -> session.text(owner));
    }

    private String eipUrl(String id) {
        return cloud.url("vpc", "/publicips/" + id);
    }

    private String bandwidthsUrl() {
        return cloud.url("network", "/v2.0/" + cloud.projectId() + "/bandwidths");
    }

    private String bandwidthUrl(String id) {
        return bandwidthsUrl() + "/" + id;
    }

    private String portUrl(String id) {
        return cloud.url("network", "/v2.0/ports/" + id);
    }

    private Thing deleted(String url) {
        cloud.delete(url);
        return NetworkSteps.nothing();
    }
}
