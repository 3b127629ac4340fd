package dev.twinstack.scenarios.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.cloud.CloudException;
import dev.twinstack.scenarios.cloud.Json;
import dev.twinstack.scenarios.script.Action;
import dev.twinstack.scenarios.script.Kind;
import dev.twinstack.scenarios.script.Switch;
import dev.twinstack.scenarios.script.Text;
import java.util.Optional;

/** VPCs, subnets and routes: the v1 VPC API. */
final class NetworkSteps {
    private final Session session;
    private final Cloud cloud;

    NetworkSteps(Session session) {
        this.session = session;
        this.cloud = session.cloud();
    }

    Thing perform(Action.Network action) {
        return switch (action) {
            case Action.CreateVpc it -> createVpc(it);
            case Action.UpdateVpc it -> updateVpc(it);
            case Action.DeleteVpc it -> deleted(vpcUrl(session.id(it.vpc())));
            case Action.CreateSubnet it -> createSubnet(it);
            case Action.UpdateSubnet it -> updateSubnet(it);
            case Action.DeleteSubnet it -> deleteSubnet(session.known(it.subnet()));
            case Action.AddRoute it -> addRoute(it);
            case Action.DeleteRoute it -> changeRoutes(it.vpc(), "del", destination(it.destination()));
        };
    }

    private Thing createVpc(Action.CreateVpc it) {
        ObjectNode vpc = Json.object();
        session.put(vpc, "name", it.name());
        session.put(vpc, "cidr", it.cidr());
        session.put(vpc, "description", it.description());
        JsonNode made = cloud.call("POST", cloud.url("vpc", "/vpcs"), Json.wrap("vpc", vpc));
        return showVpc(made.path("vpc").path("id").asText());
    }

    private Thing updateVpc(Action.UpdateVpc it) {
        String id = session.id(it.vpc());
        ObjectNode vpc = Json.object();
        session.put(vpc, "name", it.name());
        session.put(vpc, "cidr", it.cidr());
        session.put(vpc, "description", it.description());
        cloud.call("PUT", vpcUrl(id), Json.wrap("vpc", vpc));
        return showVpc(id);
    }

    /** Waits for CREATING to become OK (VPC-07). */
    Thing showVpc(String id) {
        JsonNode vpc =
                cloud.settled(vpcUrl(id), answer -> !status(answer, "vpc").equals("CREATING"), "leave CREATING");
        return new Thing(Kind.VPC, vpc.path("vpc"));
    }

    private Thing createSubnet(Action.CreateSubnet it) {
        ObjectNode subnet = Json.object();
        String cidr = session.text(it.cidr());
        session.put(subnet, "name", it.name());
        session.put(subnet, "description", it.description());
        subnet.put("cidr", cidr);
        subnet.put(
                "gateway_ip", it.gateway() instanceof Text.Written ? session.text(it.gateway()) : firstAddress(cidr));
        putIpv6(subnet, it.ipv6());
        session.putAll(subnet, "dnsList", it.dns());
        subnet.put("vpc_id", session.id(it.vpc()));
        JsonNode made = cloud.call("POST", cloud.url("vpc", "/subnets"), Json.wrap("subnet", subnet));
        return showSubnet(made.path("subnet").path("id").asText());
    }

    private Thing updateSubnet(Action.UpdateSubnet it) {
        Thing known = session.known(it.subnet());
        ObjectNode subnet = Json.object();
        // The API wants the name in every update (SUB-12); the console sends the present one along.
        subnet.put("name", it.name() instanceof Text.Written ? session.text(it.name()) : known.field("name"));
        session.put(subnet, "description", it.description());
        putIpv6(subnet, it.ipv6());
        session.putAll(subnet, "dnsList", it.dns());
        cloud.call("PUT", subnetUrl(known), Json.wrap("subnet", subnet));
        return showSubnet(known.id());
    }

    /** Waits for UNKNOWN to become ACTIVE (SUB-15). */
    Thing showSubnet(String id) {
        JsonNode answer = cloud.settled(
                cloud.url("vpc", "/subnets/" + id), it -> !status(it, "subnet").equals("UNKNOWN"), "leave UNKNOWN");
        return new Thing(Kind.SUBNET, answer.path("subnet"));
    }

    private Thing deleteSubnet(Thing subnet) {
        cloud.delete(subnetUrl(subnet));
        cloud.gone(cloud.url("vpc", "/subnets/" + subnet.id()));
        return nothing();
    }

    private Thing addRoute(Action.AddRoute it) {
        Optional<Thing> hop = session.thing(it.nextHop());
        ObjectNode route = destination(it.destination());
        String type = it.type() instanceof Text.Written
                ? session.text(it.type())
                : hop.map(NetworkSteps::routeType).orElse("ecs");
        route.put("type", type);
        route.put("nexthop", hop.map(NetworkSteps::nextHop).orElseGet(() -> session.text(it.nextHop())));
        return changeRoutes(it.vpc(), "add", route);
    }

    private Thing changeRoutes(Text vpc, String change, ObjectNode route) {
        Thing table = showRouteTable(session.id(vpc));
        ObjectNode routes = Json.object();
        routes.putArray(change).add(route);
        JsonNode answer = cloud.call(
                "PUT",
                cloud.url("vpc", "/routetables/" + table.id()),
                Json.wrap("routetable", Json.wrap("routes", routes)));
        return new Thing(Kind.ROUTE_TABLE, answer.path("routetable"));
    }

    /** {@return the VPC's default route table, with its routes} */
    Thing showRouteTable(String vpc) {
        JsonNode tables =
                cloud.get(cloud.url("vpc", "/routetables?vpc_id=" + vpc)).path("routetables");
        for (JsonNode table : tables) {
            if (table.path("default").asBoolean()) {
                String url = cloud.url("vpc", "/routetables/" + table.path("id").asText());
                return new Thing(Kind.ROUTE_TABLE, cloud.get(url).path("routetable"));
            }
        }
        throw new CloudException.Unexpected("VPC " + vpc + " has no default route table");
    }

    private static String routeType(Thing hop) {
        return switch (hop.kind()) {
            case NIC -> "eni";
            case VIRTUAL_IP -> "vip";
            case PEERING -> "peering";
            case NAT_GATEWAY -> "nat";
            default -> "ecs";
        };
    }

    private static String nextHop(Thing hop) {
        return hop.kind() == Kind.VIRTUAL_IP ? hop.field("address") : hop.id();
    }

    private ObjectNode destination(Text destination) {
        return Json.object().put("destination", session.text(destination));
    }

    private static void putIpv6(ObjectNode subnet, Switch ipv6) {
        if (ipv6 != Switch.UNSET) {
            subnet.put("ipv6_enable", ipv6 == Switch.ENABLE);
        }
    }

    /** The console proposes the first address of the block as gateway; the API wants one named (SUB-10). */
    private static String firstAddress(String cidr) {
        String[] octets = cidr.replaceFirst("/.*$", "").split("\\.");
        if (octets.length != 4 || !octets[3].matches("\\d{1,3}")) {
            return cidr;
        }
        octets[3] = String.valueOf(Integer.parseInt(octets[3]) + 1);
        return String.join(".", octets);
    }

    private String vpcUrl(String id) {
        return cloud.url("vpc", "/vpcs/" + id);
    }

    private String subnetUrl(Thing subnet) {
        return vpcUrl(subnet.field("vpc_id")) + "/subnets/" + subnet.id();
    }

    private Thing deleted(String url) {
        cloud.delete(url);
        cloud.gone(url);
        return nothing();
    }

    static Thing nothing() {
        return new Thing(Kind.ANSWER, MissingNode.getInstance());
    }

    private static String status(JsonNode answer, String wrapper) {
        return answer.path(wrapper).path("status").asText();
    }
}
