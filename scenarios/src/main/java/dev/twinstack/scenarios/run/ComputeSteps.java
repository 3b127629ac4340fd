package dev.twinstack.scenarios.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.cloud.CloudException;
import dev.twinstack.scenarios.cloud.Json;
import dev.twinstack.scenarios.script.Action;
import dev.twinstack.scenarios.script.Kind;
import dev.twinstack.scenarios.script.Switch;
import dev.twinstack.scenarios.script.Text;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Servers and NICs: the v1 ECS API, whose changes are jobs. */
final class ComputeSteps {
    private static final String VOLUME_TYPE = "SSD";
    private static final String EVERYTHING = "1.1.1.1/0";

    private final Session session;
    private final Cloud cloud;

    ComputeSteps(Session session) {
        this.session = session;
        this.cloud = session.cloud();
    }

    Thing perform(Action.Compute action) {
        return switch (action) {
            case Action.BuyServer it -> buyServer(it);
            case Action.DeleteServer it -> deleteServer(session.id(it.server()), false);
            case Action.AttachNic it -> attachNic(it);
            case Action.DetachNic it -> detachNic(session.known(it.nic()));
            case Action.StartServer it -> power("os-start", session.id(it.server()));
            case Action.StopServer it -> power("os-stop", session.id(it.server()));
            case Action.SourceDestinationCheck it -> check(it);
        };
    }

    private Thing buyServer(Action.BuyServer it) {
        Thing subnet = session.known(it.nic().subnet());
        ObjectNode server = Json.object();
        session.put(server, "name", it.name());
        server.put(
                "imageRef",
                new ViewSteps(session).image(session.text(it.image())).id());
        session.put(server, "flavorRef", it.flavor());
        session.put(server, "availability_zone", it.zone());
        server.put("vpcid", subnet.field("vpc_id"));
        server.putArray("nics").add(nic(it.nic()));
        server.set("root_volume", Json.object().put("volumetype", VOLUME_TYPE));
        putGroups(server, it.nic());
        JsonNode answer = cloud.call("POST", cloud.url("ecs", "/cloudservers"), Json.wrap("server", server));
        JsonNode job = finished(answer);
        String id = answer.path("serverIds").path(0).asText();
        return showServer(id.isEmpty() ? madeServer(job) : id);
    }

    private static String madeServer(JsonNode job) {
        JsonNode sub = job.path("entities").path("sub_jobs").path(0).path("entities");
        return sub.path("server_id").asText();
    }

    private ObjectNode nic(Action.NicWish wish) {
        ObjectNode nic = Json.object();
        nic.put("subnet_id", session.id(wish.subnet()));
        session.put(nic, "ip_address", wish.address());
        if (wish.ipv6() != Switch.UNSET) {
            nic.put("ipv6_enable", wish.ipv6() == Switch.ENABLE);
        }
        if (wish.bandwidth() instanceof Text.Written) {
            nic.set("ipv6_bandwidth", Json.object().put("id", session.id(wish.bandwidth())));
        }
        return nic;
    }

    private void putGroups(ObjectNode object, Action.NicWish wish) {
        if (!wish.groups().isEmpty()) {
            ArrayNode groups = object.putArray("security_groups");
            wish.groups().forEach(group -> groups.add(Json.object().put("id", session.id(group))));
        }
    }

    /** {@return the server, whose power state has changed} */
    private Thing power(String change, String id) {
        ObjectNode which = Json.object();
        which.putArray("servers").add(Json.object().put("id", id));
        finished(cloud.call("POST", cloud.url("ecs", "/cloudservers/action"), Json.wrap(change, which)));
        return showServer(id);
    }

    /** Without the check a NIC may send and take what is not its own: the address pair 1.1.1.1/0 (PORT-08). */
    private Thing check(Action.SourceDestinationCheck it) {
        String port = session.thing(it.of())
                .map(thing -> thing.kind() == Kind.SERVER ? thing.field("port") : thing.id())
                .orElseGet(() -> session.text(it.of()));
        ObjectNode body = Json.object();
        ArrayNode pairs = body.putArray("allowed_address_pairs");
        if (it.check() == Switch.DISABLE) {
            pairs.add(Json.object().put("ip_address", EVERYTHING));
        }
        JsonNode answer = cloud.call("PUT", cloud.url("network", "/v2.0/ports/" + port), Json.wrap("port", body));
        return new Thing(Kind.ANSWER, answer.path("port"));
    }

    Thing deleteServer(String id, boolean withVolumes) {
        ObjectNode body = Json.object().put("delete_publicip", false).put("delete_volume", withVolumes);
        body.putArray("servers").add(Json.object().put("id", id));
        finished(cloud.call("POST", cloud.url("ecs", "/cloudservers/delete"), body));
        cloud.gone(cloud.url("ecs", "/cloudservers/" + id));
        return NetworkSteps.nothing();
    }

    private Thing attachNic(Action.AttachNic it) {
        String server = session.id(it.server());
        Set<String> before = new HashSet<>();
        showServer(server)
                .fields()
                .path("nics")
                .forEach(nic -> before.add(nic.path("id").asText()));
        ObjectNode wish = nic(it.nic());
        putGroups(wish, it.nic());
        ObjectNode body = Json.object();
        body.putArray("nics").add(wish);
        finished(cloud.call("POST", cloud.url("ecs", "/cloudservers/" + server + "/nics"), body));
        for (JsonNode nic : showServer(server).fields().path("nics")) {
            if (!before.contains(nic.path("id").asText())) {
                return new Thing(Kind.NIC, nic);
            }
        }
        throw new CloudException.Unexpected("the job succeeded, but server " + server + " has no further NIC");
    }

    private Thing detachNic(Thing nic) {
        ObjectNode body = Json.object();
        body.putArray("nics").add(Json.object().put("id", nic.id()));
        String server = nic.field("server_id");
        finished(cloud.call("POST", cloud.url("ecs", "/cloudservers/" + server + "/nics/delete"), body));
        return NetworkSteps.nothing();
    }

    /** {@return the finished job that the answer names} */
    private JsonNode finished(JsonNode answer) {
        String url = cloud.url("ecs", "/jobs/" + answer.path("job_id").asText());
        JsonNode job = cloud.settled(
                url, it -> Set.of("SUCCESS", "FAIL").contains(it.path("status").asText()), "reach SUCCESS or FAIL");
        if (job.path("status").asText().equals("FAIL")) {
            throw new CloudException.Unexpected(
                    "the job failed: " + job.path("error_code").asText() + " "
                            + job.path("fail_reason").asText());
        }
        return job;
    }

    /** {@return the server with its NICs under short names: nics, port, private_ip, ipv6} */
    Thing showServer(String id) {
        JsonNode answer = cloud.settled(
                cloud.url("ecs", "/cloudservers/" + id),
                it -> !it.path("server").path("status").asText().equals("BUILD"),
                "leave BUILD");
        ObjectNode server = answer.path("server").deepCopy();
        ArrayNode nics = server.putArray("nics");
        nics(server).values().forEach(nics::add);
        JsonNode primary = nics.path(0);
        server.put("port", primary.path("id").asText());
        server.put("private_ip", primary.path("private_ip").asText());
        server.put("ipv6", primary.path("ipv6").asText());
        return new Thing(Kind.SERVER, server);
    }

    Thing showNic(Thing nic) {
        String server = nic.field("server_id");
        for (JsonNode now : showServer(server).fields().path("nics")) {
            if (now.path("id").asText().equals(nic.id())) {
                return new Thing(Kind.NIC, now);
            }
        }
        throw new CloudException.Unexpected("server " + server + " no longer has the NIC " + nic.id());
    }

    /** Groups the addresses of the answer by port, the primary NIC first. */
    private static Map<String, ObjectNode> nics(JsonNode server) {
        Map<String, ObjectNode> primary = new LinkedHashMap<>();
        Map<String, ObjectNode> others = new LinkedHashMap<>();
        for (JsonNode network : server.path("addresses")) {
            for (JsonNode address : network) {
                if (!address.path("OS-EXT-IPS:type").asText("fixed").equals("fixed")) {
                    continue;
                }
                String port = address.path("OS-EXT-IPS:port_id").asText();
                if (address.path("primary").asBoolean() && others.containsKey(port)) {
                    primary.put(port, others.remove(port));
                }
                Map<String, ObjectNode> into =
                        address.path("primary").asBoolean() || primary.containsKey(port) ? primary : others;
                ObjectNode nic = into.computeIfAbsent(
                        port,
                        _ -> Json.object()
                                .put("id", port)
                                .put(
                                        "mac",
                                        address.path("OS-EXT-IPS-MAC:mac_addr").asText())
                                .put("server_id", server.path("id").asText())
                                .put("private_ip", "")
                                .put("ipv6", ""));
                nic.put(
                        address.path("version").asText().equals("6") ? "ipv6" : "private_ip",
                        address.path("addr").asText());
            }
        }
        primary.putAll(others);
        return primary;
    }
}
