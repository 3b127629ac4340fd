package dev.twinstack.scenarios.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.cloud.Json;
import dev.twinstack.scenarios.script.Action;
import dev.twinstack.scenarios.script.Kind;
import dev.twinstack.scenarios.script.Text;

/** Peerings and NAT gateways: the native API. */
final class GatewaySteps {
    private static final String SMALL = "1";

    private final Session session;
    private final Cloud cloud;

    GatewaySteps(Session session) {
        this.session = session;
        this.cloud = session.cloud();
    }

    Thing perform(Action.Gateway action) {
        return switch (action) {
            case Action.CreatePeering it -> createPeering(it);
            case Action.DeletePeering it -> deleted("/v2.0/vpc/peerings/" + session.id(it.peering()));
            case Action.CreateNatGateway it -> createNatGateway(it);
            case Action.DeleteNatGateway it -> deleted("/v2.0/nat_gateways/" + session.id(it.gateway()));
            case Action.AddSnatRule it -> addSnatRule(it);
            case Action.DeleteSnatRule it -> deleted("/v2.0/snat_rules/" + session.id(it.rule()));
            case Action.AddDnatRule it -> addDnatRule(it);
            case Action.DeleteDnatRule it -> deleted("/v2.0/dnat_rules/" + session.id(it.rule()));
        };
    }

    private Thing createPeering(Action.CreatePeering it) {
        ObjectNode peering = Json.object();
        session.put(peering, "name", it.name());
        peering.set("request_vpc_info", Json.object().put("vpc_id", session.id(it.vpc())));
        peering.set("accept_vpc_info", Json.object().put("vpc_id", session.id(it.peer())));
        JsonNode made = cloud.call("POST", url("/v2.0/vpc/peerings"), Json.wrap("peering", peering));
        return new Thing(Kind.PEERING, made.path("peering"));
    }

    private Thing createNatGateway(Action.CreateNatGateway it) {
        ObjectNode gateway = Json.object();
        session.put(gateway, "name", it.name());
        gateway.put("spec", it.size() instanceof Text.Written ? session.text(it.size()) : SMALL);
        gateway.put("router_id", session.id(it.vpc()));
        gateway.put("internal_network_id", session.id(it.subnet()));
        JsonNode made = cloud.call("POST", url("/v2.0/nat_gateways"), Json.wrap("nat_gateway", gateway));
        return showNatGateway(made.path("nat_gateway").path("id").asText());
    }

    private Thing showNatGateway(String id) {
        JsonNode answer = cloud.settled(
                url("/v2.0/nat_gateways/" + id),
                it -> !it.path("nat_gateway").path("status").asText().equals("PENDING_CREATE"),
                "leave PENDING_CREATE");
        return new Thing(Kind.NAT_GATEWAY, answer.path("nat_gateway"));
    }

    private Thing addSnatRule(Action.AddSnatRule it) {
        ObjectNode rule = Json.object()
                .put("nat_gateway_id", session.id(it.gateway()))
                .put("network_id", session.id(it.subnet()))
                .put("floating_ip_id", session.id(it.eip()));
        JsonNode made = cloud.call("POST", url("/v2.0/snat_rules"), Json.wrap("snat_rule", rule));
        return new Thing(Kind.SNAT_RULE, made.path("snat_rule"));
    }

    private Thing addDnatRule(Action.AddDnatRule it) {
        String port = session.thing(it.to())
                .map(thing -> thing.kind() == Kind.SERVER ? thing.field("port") : thing.id())
                .orElseGet(() -> session.text(it.to()));
        ObjectNode rule = Json.object()
                .put("nat_gateway_id", session.id(it.gateway()))
                .put("floating_ip_id", session.id(it.eip()))
                .put("port_id", port)
                .put("protocol", it.protocol() instanceof Text.Written ? session.text(it.protocol()) : "tcp");
        session.putNumber(rule, "external_service_port", it.port());
        session.putNumber(
                rule, "internal_service_port", it.insidePort() instanceof Text.Written ? it.insidePort() : it.port());
        JsonNode made = cloud.call("POST", url("/v2.0/dnat_rules"), Json.wrap("dnat_rule", rule));
        return new Thing(Kind.DNAT_RULE, made.path("dnat_rule"));
    }

    private Thing deleted(String path) {
        cloud.delete(url(path));
        cloud.gone(url(path));
        return NetworkSteps.nothing();
    }

    private String url(String path) {
        return cloud.url("network", path);
    }
}
