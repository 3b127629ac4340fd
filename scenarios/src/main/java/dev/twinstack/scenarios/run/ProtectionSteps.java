package dev.twinstack.scenarios.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.cloud.Json;
import dev.twinstack.scenarios.script.Action;
import dev.twinstack.scenarios.script.Kind;
import dev.twinstack.scenarios.script.Text;
import java.util.List;

/** Security groups (v1) and firewall rules (native). */
final class ProtectionSteps {
    private final Session session;
    private final Cloud cloud;

    ProtectionSteps(Session session) {
        this.session = session;
        this.cloud = session.cloud();
    }

    Thing perform(Action.Protection action) {
        return switch (action) {
            case Action.CreateSecurityGroup it -> createGroup(it);
            case Action.DeleteSecurityGroup it -> deleted(groupUrl(session.id(it.group())));
            case Action.AddSecurityGroupRule it -> addRule(it);
            case Action.DeleteSecurityGroupRule it ->
                deleted(cloud.url("vpc", "/security-group-rules/" + session.id(it.rule())));
            case Action.AddFirewallRule it -> addFirewallRule(it);
            case Action.DeleteFirewallRule it -> deleted(firewallRuleUrl(session.id(it.rule())));
            case Action.ClearSecurityGroupRules it -> clearRules(it);
            case Action.CreateFirewall it -> createFirewall(it);
            case Action.DeleteFirewall it -> deleted(firewallUrl(session.id(it.firewall())));
            case Action.AddRuleToFirewall it -> insertRule(it);
            case Action.PutBehindFirewall it -> subnets(it.firewall(), "associate-subnets", it.subnets());
            case Action.TakeFromFirewall it -> subnets(it.firewall(), "disassociate-subnets", it.subnets());
        };
    }

    private Thing createGroup(Action.CreateSecurityGroup it) {
        ObjectNode group = Json.object();
        session.put(group, "name", it.name());
        JsonNode made = cloud.call("POST", cloud.url("vpc", "/security-groups"), Json.wrap("security_group", group));
        return new Thing(Kind.SECURITY_GROUP, made.path("security_group"));
    }

    Thing showGroup(String id) {
        return new Thing(Kind.SECURITY_GROUP, cloud.get(groupUrl(id)).path("security_group"));
    }

    private Thing addRule(Action.AddSecurityGroupRule it) {
        ObjectNode rule = Json.object()
                .put("security_group_id", session.id(it.group()))
                .put("direction", it.direction().wire())
                .put("ethertype", it.type().label());
        session.put(rule, "protocol", it.protocol());
        if (it.port() instanceof Text.Written) {
            String[] range = session.text(it.port()).split("-", 2);
            putPort(rule, "port_range_min", range[0]);
            putPort(rule, "port_range_max", range[range.length - 1]);
        }
        boolean group = session.thing(it.remote())
                .filter(thing -> thing.kind() == Kind.SECURITY_GROUP)
                .isPresent();
        rule.put(
                group ? "remote_group_id" : "remote_ip_prefix",
                group ? session.id(it.remote()) : session.text(it.remote()));
        JsonNode made =
                cloud.call("POST", cloud.url("vpc", "/security-group-rules"), Json.wrap("security_group_rule", rule));
        return new Thing(Kind.SECURITY_GROUP_RULE, made.path("security_group_rule"));
    }

    private static void putPort(ObjectNode rule, String name, String port) {
        String digits = port.strip();
        if (digits.matches("\\d{1,9}")) {
            rule.put(name, Integer.parseInt(digits));
        } else {
            rule.put(name, digits);
        }
    }

    private Thing addFirewallRule(Action.AddFirewallRule it) {
        ObjectNode rule = Json.object();
        session.put(rule, "name", it.name());
        rule.put("ip_version", it.type().version());
        session.put(rule, "action", it.action());
        session.put(rule, "protocol", it.protocol());
        session.put(rule, "source_ip_address", it.source());
        session.put(rule, "destination_ip_address", it.destination());
        session.put(rule, "destination_port", it.port());
        rule.put("enabled", true);
        JsonNode made = cloud.call(
                "POST", cloud.url("network", "/v2.0/fwaas/firewall_rules"), Json.wrap("firewall_rule", rule));
        return new Thing(Kind.FIREWALL_RULE, made.path("firewall_rule"));
    }

    Thing showFirewallRule(String id) {
        return new Thing(Kind.FIREWALL_RULE, cloud.get(firewallRuleUrl(id)).path("firewall_rule"));
    }

    private Thing clearRules(Action.ClearSecurityGroupRules it) {
        String group = session.id(it.group());
        for (JsonNode rule : showGroup(group).fields().path("security_group_rules")) {
            if (rule.path("direction").asText().equals(it.direction().wire())) {
                cloud.delete(cloud.url(
                        "vpc", "/security-group-rules/" + rule.path("id").asText()));
            }
        }
        return showGroup(group);
    }

    private Thing createFirewall(Action.CreateFirewall it) {
        ObjectNode firewall = Json.object();
        session.put(firewall, "name", it.name());
        JsonNode made = cloud.call("POST", firewallsUrl(), Json.wrap("firewall", firewall));
        return new Thing(Kind.FIREWALL, made.path("firewall"));
    }

    private Thing insertRule(Action.AddRuleToFirewall it) {
        ObjectNode rule = Json.object();
        session.put(rule, "name", it.name());
        session.put(rule, "action", it.action());
        rule.put("ip_version", it.type().version());
        rule.put("protocol", it.protocol() instanceof Text.Written ? session.text(it.protocol()) : "any");
        session.put(rule, "source_ip_address", it.source());
        session.put(rule, "destination_ip_address", it.destination());
        session.put(rule, "destination_port", it.port());
        ObjectNode rules = Json.object();
        rules.putArray(it.direction().wire() + "_rules").add(rule);
        return change(it.firewall(), "insert-rules", rules);
    }

    private Thing subnets(Text firewall, String change, List<Text> subnets) {
        ObjectNode body = Json.object();
        ArrayNode list = body.putArray("subnets");
        subnets.forEach(subnet -> list.add(Json.object().put("virsubnet_id", session.id(subnet))));
        return change(firewall, change, body);
    }

    private Thing change(Text firewall, String change, ObjectNode body) {
        String url = firewallUrl(session.id(firewall)) + "/" + change;
        boolean wrapped = change.endsWith("-rules");
        JsonNode answer = cloud.call("PUT", url, wrapped ? Json.wrap("firewall", body) : body);
        return new Thing(Kind.FIREWALL, answer.path("firewall"));
    }

    /** The catalogue has no entry for v3 of the service; it is where the native API is. */
    private String firewallsUrl() {
        return cloud.url("network", "/v3/" + cloud.projectId() + "/vpc/firewalls");
    }

    private String firewallUrl(String id) {
        return firewallsUrl() + "/" + id;
    }

    private String groupUrl(String id) {
        return cloud.url("vpc", "/security-groups/" + id);
    }

    private String firewallRuleUrl(String id) {
        return cloud.url("network", "/v2.0/fwaas/firewall_rules/" + id);
    }

    private Thing deleted(String url) {
        cloud.delete(url);
        return NetworkSteps.nothing();
    }
}
