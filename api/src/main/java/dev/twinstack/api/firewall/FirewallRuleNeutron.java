package dev.twinstack.api.firewall;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.dialect.Neutron;
import dev.twinstack.api.dialect.NeutronList;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.firewall.FirewallRule;
import dev.twinstack.emulator.firewall.FirewallRule.Action;
import dev.twinstack.emulator.firewall.FirewallRule.Spec;
import dev.twinstack.emulator.firewall.FirewallRuleCommand;
import dev.twinstack.emulator.firewall.Match;
import dev.twinstack.emulator.ip.Family;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Native firewall rules. Source: API reference, native "Firewall" (ACL-22). */
public final class FirewallRuleNeutron {
    private static final String ALL = "/v2.0/fwaas/firewall_rules";
    private static final String ONE = ALL + "/{firewall_rule_id}";

    public static final List<Endpoint> ENDPOINTS = List.of(
            Neutron.post("NeutronCreateFirewallRule", ALL, Firewalls.ERRORS, FirewallRuleNeutron::create),
            Neutron.get("NeutronListFirewallRules", ALL, Firewalls.ERRORS, FirewallRuleNeutron::list),
            Neutron.get("NeutronShowFirewallRule", ONE, Firewalls.ERRORS, FirewallRuleNeutron::show),
            Neutron.put("NeutronUpdateFirewallRule", ONE, Firewalls.ERRORS, FirewallRuleNeutron::update),
            Neutron.delete("NeutronDeleteFirewallRule", ONE, Firewalls.ERRORS, FirewallRuleNeutron::delete));

    private static final Text ACTION =
            new Text(0, Integer.MAX_VALUE, Pattern.compile("allow|deny", Pattern.CASE_INSENSITIVE), "allow or deny");
    private static final Text SHORT = Text.upTo(64);

    private static final NeutronList<Wire> LIST = new NeutronList<>(
            "firewall_rules",
            Wire::id,
            Firewalls.filters(
                    Wire::id,
                    Wire::name,
                    Wire::description,
                    Wire::projectId,
                    Map.of(
                            "action", Firewalls.is(Wire::action),
                            "ip_version", Firewalls.is(row -> Integer.toString(row.ipVersion())),
                            "protocol", (row, value) -> value.equalsIgnoreCase(row.protocol()),
                            "source_ip_address", Firewalls.is(Wire::sourceIpAddress),
                            "destination_ip_address", Firewalls.is(Wire::destinationIpAddress),
                            "source_port", Firewalls.is(Wire::sourcePort),
                            "destination_port", Firewalls.is(Wire::destinationPort),
                            "enabled", Firewalls.flag(Wire::enabled),
                            "public", Firewalls.flag(Wire::isPublic))),
            row -> row);

    private FirewallRuleNeutron() {}

    private record Wire(
            String id,
            String name,
            String description,
            String tenantId,
            String projectId,
            @JsonProperty("public") boolean isPublic,
            @Nullable String protocol,
            int ipVersion,
            @Nullable String sourceIpAddress,
            @Nullable String destinationIpAddress,
            @Nullable String sourcePort,
            @Nullable String destinationPort,
            String action,
            boolean enabled) {}

    private static Wire wire(String project, FirewallRule rule) {
        Spec spec = rule.spec();
        return new Wire(
                rule.id(),
                rule.name(),
                rule.description(),
                project,
                project,
                false,
                orNull(spec.protocol()),
                spec.family().version(),
                orNull(spec.source().text()),
                orNull(spec.destination().text()),
                orNull(spec.sourcePorts().text()),
                orNull(spec.destinationPorts().text()),
                spec.action().name().toLowerCase(Locale.ROOT),
                spec.enabled());
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static CompletionStage<Answer> create(RequestContext rq) {
        Body rule = rq.body().object("firewall_rule");
        Spec any = new Spec(
                "",
                Family.IPV4,
                new Match.Address.Anything(),
                new Match.Ports.All(),
                new Match.Address.Anything(),
                new Match.Ports.All(),
                Action.DENY,
                true);
        FirewallRuleCommand open = new FirewallRuleCommand.Open(
                rule.text("name", Firewalls.TEXT, ""),
                rule.text("description", Firewalls.TEXT, ""),
                new Spec(
                        rule.patch("protocol", FirewallRuleNeutron::protocol).applyTo(any.protocol(), any.protocol()),
                        rule.patch("ip_version", FirewallRuleNeutron::family).applyTo(any.family(), any.family()),
                        rule.patch("source_ip_address", FirewallRuleNeutron::address)
                                .applyTo(any.source(), any.source()),
                        rule.patch("source_port", FirewallRuleNeutron::ports)
                                .applyTo(any.sourcePorts(), any.sourcePorts()),
                        rule.patch("destination_ip_address", FirewallRuleNeutron::address)
                                .applyTo(any.destination(), any.destination()),
                        rule.patch("destination_port", FirewallRuleNeutron::ports)
                                .applyTo(any.destinationPorts(), any.destinationPorts()),
                        rule.patch("action", FirewallRuleNeutron::action).applyTo(any.action(), any.action()),
                        rule.flag("enabled", true)));
        return rq.ask(FirewallRule.TYPE, UUID.randomUUID().toString(), open)
                .thenApply(made -> Answer.created(Map.of("firewall_rule", wire(rq.project(), made))));
    }

    /** The case is not kept (ACL-22); numbers come as text or as such. */
    private static String protocol(JsonNode value, String field) {
        return value.isIntegralNumber()
                ? value.asText()
                : Body.text(value, field, SHORT).toLowerCase(Locale.ROOT);
    }

    private static Family family(JsonNode value, String field) {
        return switch (value.asText()) {
            case "4" -> Family.IPV4;
            case "6" -> Family.IPV6;
            default -> throw Rejected.field(field, "must be 4 or 6");
        };
    }

    private static Match.Address address(JsonNode value, String field) {
        return Match.address(Body.text(value, field, SHORT))
                .orElseThrow(() -> Rejected.field(field, "is neither an IP address nor a CIDR block"));
    }

    private static Match.Ports ports(JsonNode value, String field) {
        String text = value.isIntegralNumber() ? value.asText() : Body.text(value, field, SHORT);
        return Match.ports(text)
                .filter(ports -> !text.contains(","))
                .orElseThrow(() -> Rejected.field(field, "is neither a port (1 to 65535) nor a:b"));
    }

    /** The case is not kept: the FAQ on groups, policies and rules writes {@code ALLOW}. */
    private static Action action(JsonNode value, String field) {
        return Action.valueOf(Body.text(value, field, ACTION).toUpperCase(Locale.ROOT));
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        return rq.read(snapshot -> LIST.answer(
                rq,
                snapshot.all(FirewallRule.TYPE).stream()
                        .map(rule -> wire(rq.project(), rule))
                        .toList()));
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.find(FirewallRule.TYPE, rq.path("firewall_rule_id"))
                .thenApply(rule -> NeutronList.one(rq, "firewall_rule", wire(rq.project(), rule)));
    }

    private static CompletionStage<Answer> update(RequestContext rq) {
        Body rule = rq.body().object("firewall_rule");
        FirewallRuleCommand update = new FirewallRuleCommand.Update(
                rule.patchText("name", Firewalls.TEXT),
                rule.patchText("description", Firewalls.TEXT),
                rule.patch("protocol", FirewallRuleNeutron::protocol),
                rule.patch("ip_version", FirewallRuleNeutron::family),
                rule.patch("source_ip_address", FirewallRuleNeutron::address),
                rule.patch("source_port", FirewallRuleNeutron::ports),
                rule.patch("destination_ip_address", FirewallRuleNeutron::address),
                rule.patch("destination_port", FirewallRuleNeutron::ports),
                rule.patch("action", FirewallRuleNeutron::action),
                rule.patchFlag("enabled"));
        return rq.ask(FirewallRule.TYPE, rq.path("firewall_rule_id"), update)
                .thenApply(after -> Answer.ok(Map.of("firewall_rule", wire(rq.project(), after))));
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        return rq.ask(FirewallRule.TYPE, rq.path("firewall_rule_id"), new FirewallRuleCommand.Close())
                .thenApply(gone -> Answer.noContent());
    }
}
