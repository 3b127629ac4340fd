package dev.twinstack.api.natgateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.dialect.Dates;
import dev.twinstack.api.dialect.Neutron;
import dev.twinstack.api.dialect.NeutronList;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.natgateway.DnatRule;
import dev.twinstack.emulator.natgateway.DnatRule.Protocol;
import dev.twinstack.emulator.natgateway.DnatRule.Target;
import dev.twinstack.emulator.natgateway.NatGateway;
import dev.twinstack.emulator.natgateway.NatGatewayCommand;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.subnet.Subnet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;

/** DNAT rules of public NAT gateways. Source: API reference, "DNAT Rules". */
public final class DnatRuleNeutron {
    public static final List<Endpoint> ENDPOINTS = List.of(
            Neutron.post("CreateNatGatewayDnatRule", "/v2.0/dnat_rules", NatErrors.DNAT, DnatRuleNeutron::create),
            Neutron.get("ListNatGatewayDnatRules", "/v2.0/dnat_rules", NatErrors.DNAT, DnatRuleNeutron::list),
            Neutron.get(
                    "ShowNatGatewayDnatRule", "/v2.0/dnat_rules/{dnat_rule_id}", NatErrors.DNAT, DnatRuleNeutron::show),
            Neutron.delete(
                    "DeleteNatGatewayDnatRule",
                    "/v2.0/dnat_rules/{dnat_rule_id}",
                    NatErrors.DNAT,
                    DnatRuleNeutron::delete));

    private static final int HIGHEST_PORT = 65_535;
    /** Blank is as good as left out. */
    private static final Text OPTIONAL = new Text(0, 255, Text.ID.pattern(), Text.ID.meaning());

    private static final Map<String, Protocol> PROTOCOLS = Map.of(
            "tcp",
            Protocol.TCP,
            "6",
            Protocol.TCP,
            "udp",
            Protocol.UDP,
            "17",
            Protocol.UDP,
            "any",
            Protocol.ANY,
            "0",
            Protocol.ANY);

    private DnatRuleNeutron() {}

    /**
     * @param portId blank for an address, like {@code privateIp} for a port
     */
    private record Wire(
            String id,
            String tenantId,
            String natGatewayId,
            String portId,
            String privateIp,
            int internalServicePort,
            String floatingIpId,
            String floatingIpAddress,
            int externalServicePort,
            String protocol,
            String description,
            String status,
            boolean adminStateUp,
            String createdAt) {
        static Wire of(Snapshot snapshot, NatGateway gateway, DnatRule rule) {
            return new Wire(
                    rule.id(),
                    snapshot.project(),
                    gateway.id(),
                    rule.target() instanceof Target.OfPort(String port) ? port : "",
                    rule.target() instanceof Target.OfAddress(IpAddress address) ? address.toString() : "",
                    rule.insidePort(),
                    rule.publicIp(),
                    snapshot.find(PublicIp.TYPE, rule.publicIp())
                            .map(eip -> eip.address().toString())
                            .orElse(""),
                    rule.outsidePort(),
                    rule.protocol().name().toLowerCase(Locale.ROOT),
                    rule.description(),
                    NatGatewayNeutron.ACTIVE,
                    true,
                    Dates.nat(rule.createdAt()));
        }
    }

    private static final NeutronList<Wire> LIST = new NeutronList<>("dnat_rules", Wire::id, filters(), wire -> wire);

    private static Map<String, BiPredicate<Wire, String>> filters() {
        return Map.ofEntries(
                Map.entry("id", by(Wire::id)),
                Map.entry("tenant_id", by(Wire::tenantId)),
                Map.entry("nat_gateway_id", by(Wire::natGatewayId)),
                Map.entry("port_id", by(Wire::portId)),
                Map.entry("private_ip", by(Wire::privateIp)),
                Map.entry("internal_service_port", by(wire -> String.valueOf(wire.internalServicePort()))),
                Map.entry("floating_ip_id", by(Wire::floatingIpId)),
                Map.entry("floating_ip_address", by(Wire::floatingIpAddress)),
                Map.entry("external_service_port", by(wire -> String.valueOf(wire.externalServicePort()))),
                Map.entry("protocol", (wire, value) -> protocol(value).equals(protocol(wire.protocol()))),
                Map.entry("description", by(Wire::description)),
                Map.entry("status", by(Wire::status)),
                Map.entry("admin_state_up", by(wire -> String.valueOf(wire.adminStateUp()))),
                Map.entry("created_at", by(Wire::createdAt)));
    }

    private static BiPredicate<Wire, String> by(Function<Wire, String> field) {
        return (wire, value) -> field.apply(wire).equalsIgnoreCase(value);
    }

    /** {@return the protocol with a name, in any case, or a number} */
    private static Optional<Protocol> protocol(String text) {
        return Optional.ofNullable(PROTOCOLS.get(text.toLowerCase(Locale.ROOT)));
    }

    private static Stream<Wire> all(Snapshot snapshot) {
        return snapshot.all(NatGateway.TYPE).stream()
                .flatMap(gateway -> gateway.dnatRules().stream().map(rule -> Wire.of(snapshot, gateway, rule)));
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        return rq.read(snapshot -> LIST.answer(
                rq, all(snapshot).sorted(Comparator.comparing(Wire::id)).toList()));
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        String id = rq.path("dnat_rule_id");
        return rq.read(snapshot -> all(snapshot)
                .filter(wire -> wire.id().equals(id))
                .findFirst()
                .map(wire -> Answer.ok(Map.of("dnat_rule", wire)))
                .orElseThrow(() -> Rejected.notFound("dnatrule", id)));
    }

    private static CompletionStage<Answer> create(RequestContext rq) {
        Body rule = rq.body().object("dnat_rule");
        NatErrors.checkTenant(rq, rule);
        String gateway = rule.text("nat_gateway_id", Text.ID);
        String publicIp = rule.text("floating_ip_id", Text.ID);
        int outside = port(rule, "external_service_port");
        int inside = port(rule, "internal_service_port");
        Protocol protocol = protocol(rule);
        Target target = target(rule);
        String description = rule.text("description", Text.DESCRIPTION, "");
        String id = UUID.randomUUID().toString();
        return rq.snapshot()
                .thenCompose(snapshot -> {
                    checkPort(snapshot, NatPlace.gateway(snapshot, gateway), target, rule.path("port_id"));
                    return rq.ask(
                            NatGateway.TYPE,
                            gateway,
                            new NatGatewayCommand.AddDnatRule(
                                    id, publicIp, outside, protocol, target, inside, description));
                })
                .thenCompose(after -> rq.read(snapshot -> Answer.created(Map.of(
                        "dnat_rule", Wire.of(snapshot, after, after.dnatRule(id).orElseThrow())))));
    }

    private static int port(Body rule, String field) {
        return rule.maybeInteger(field, 0, HIGHEST_PORT)
                .orElseThrow(() -> Rejected.field(rule.path(field), "is required"));
    }

    /** A number may come as one. */
    private static Protocol protocol(Body rule) {
        JsonNode value = rule.value("protocol").orElseThrow(() -> Rejected.field(rule.path("protocol"), "is required"));
        return protocol(value.asText())
                .orElseThrow(() -> NatErrors.invalid(
                        NatErrors.PROTOCOL_UNKNOWN, rule.path("protocol"), "must be tcp, udp or any, or 6, 17 or 0"));
    }

    private static Target target(Body rule) {
        String port = rule.text("port_id", OPTIONAL, "");
        String address = rule.text("private_ip", OPTIONAL, "");
        if (port.isEmpty() && address.isEmpty()) {
            throw NatErrors.invalid(
                    NatErrors.TARGET_MISSING, rule.path("port_id"), "port_id or private_ip must not be blank");
        }
        if (!port.isEmpty() && !address.isEmpty()) {
            throw NatErrors.invalid(
                    NatErrors.TARGET_TWICE, rule.path("port_id"), "one of port_id and private_ip must be blank");
        }
        return address.isEmpty()
                ? new Target.OfPort(port)
                : new Target.OfAddress(IpAddress.parse(address)
                        .filter(parsed -> parsed.family() == Family.IPV4)
                        .orElseThrow(() -> NatErrors.invalid(
                                NatErrors.ADDRESS_INVALID, rule.path("private_ip"), "is no IPv4 address")));
    }

    /** A port must be a server's NIC or a virtual IP of the gateway's VPC (clients' reports of the live cloud). */
    private static void checkPort(Snapshot snapshot, NatGateway gateway, Target target, String field) {
        if (!(target instanceof Target.OfPort(String id))) {
            return;
        }
        Port port = snapshot.find(Port.TYPE, id).orElseThrow(() -> Rejected.notFound(Port.TYPE.name(), id));
        boolean here = snapshot.find(Subnet.TYPE, port.subnet())
                .filter(subnet -> subnet.vpc().isIn(gateway.vpc()))
                .isPresent();
        if (!here
                || !(port.device() instanceof Port.Device.OfServer || port.isVip())
                || port.ipv4().isEmpty()) {
            throw NatErrors.invalid(NatErrors.PORT_UNFIT, field, "Port " + id + " is not a valid port");
        }
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        String id = rq.path("dnat_rule_id");
        return rq.snapshot()
                .thenCompose(snapshot -> rq.ask(
                        NatGateway.TYPE,
                        snapshot.all(NatGateway.TYPE).stream()
                                .filter(gateway -> gateway.dnatRule(id).isPresent())
                                .findFirst()
                                .orElseThrow(() -> Rejected.notFound("dnatrule", id))
                                .id(),
                        new NatGatewayCommand.RemoveDnatRule(id)))
                .thenApply(after -> Answer.noContent());
    }
}
