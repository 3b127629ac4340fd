package dev.twinstack.api.securitygroup;

import dev.twinstack.api.dialect.Dates;
import dev.twinstack.api.dialect.Neutron;
import dev.twinstack.api.dialect.NeutronList;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.securitygroup.Rule;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import dev.twinstack.emulator.securitygroup.SecurityGroupCommand.AddRule;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Security group rules as Neutron has them. Source: API reference, native "Security Group". */
public final class SecurityGroupRuleNeutron {
    private static final String ONE = "/v2.0/security-group-rules/{security_group_rule_id}";
    private static final String ALL = "/v2.0/security-group-rules";

    private static final Errors ERRORS = Errors.of("InvalidInput", "SecurityGroupRuleNotFound", "Conflict")
            .on("securitygroup-not-found", 404, "SecurityGroupNotFound")
            .on("addressgroup-not-found", 404, "AddressGroupNotFound")
            .on("rule-exists", 409, "SecurityGroupRuleExists")
            .on("rule-family-mismatch", 400, "SecurityGroupRuleParameterConflict")
            .on("addressgroup-family-mismatch", 400, "SecurityGroupRuleParameterConflict")
            .on("rule-ports-invalid", 400, "SecurityGroupInvalidPortRange")
            .on("rule-ports-without-protocol", 400, "SecurityGroupProtocolRequiredWithPorts")
            .on("rule-icmp-invalid", 400, "SecurityGroupInvalidIcmpValue")
            .on("securityGroupRule-quota", 409, "OverQuota");

    public static final List<Endpoint> ENDPOINTS = List.of(
            Neutron.post("NeutronCreateSecurityGroupRule", ALL, ERRORS, SecurityGroupRuleNeutron::create),
            Neutron.get("NeutronListSecurityGroupRules", ALL, ERRORS, SecurityGroupRuleNeutron::list),
            Neutron.get("NeutronShowSecurityGroupRule", ONE, ERRORS, SecurityGroupRuleNeutron::show),
            Neutron.delete("NeutronDeleteSecurityGroupRule", ONE, ERRORS, SecurityGroupRuleNeutron::delete));

    private SecurityGroupRuleNeutron() {}

    /** A blank description is null in every example of the reference. */
    record Wire(
            String id,
            @Nullable String description,
            String securityGroupId,
            @Nullable String remoteGroupId,
            String direction,
            @Nullable String remoteIpPrefix,
            @Nullable String protocol,
            @Nullable Integer portRangeMax,
            @Nullable Integer portRangeMin,
            String ethertype,
            String tenantId,
            String projectId,
            @Nullable String remoteAddressGroupId,
            String createdAt,
            String updatedAt) {}

    static Wire wire(String project, SecurityGroup group, Rule rule) {
        String made = Dates.v1(rule.createdAt());
        return new Wire(
                rule.id(),
                rule.description().isEmpty() ? null : rule.description(),
                group.id(),
                RuleText.remoteGroup(rule),
                RuleText.direction(rule),
                RuleText.prefix(rule),
                RuleText.protocol(rule),
                RuleText.max(rule),
                RuleText.min(rule),
                RuleText.ethertype(rule),
                project,
                project,
                RuleText.remoteAddressGroup(rule),
                made,
                made);
    }

    private static Map<String, BiPredicate<Wire, String>> filters() {
        return Map.ofEntries(
                Map.entry("id", (row, value) -> row.id().equals(value)),
                Map.entry("description", (row, value) -> value.equals(row.description())),
                Map.entry(
                        "security_group_id",
                        (row, value) -> row.securityGroupId().equals(value)),
                Map.entry("remote_group_id", (row, value) -> value.equals(row.remoteGroupId())),
                Map.entry("remote_address_group_id", (row, value) -> value.equals(row.remoteAddressGroupId())),
                Map.entry("remote_ip_prefix", (row, value) -> value.equals(row.remoteIpPrefix())),
                Map.entry("direction", (row, value) -> row.direction().equals(value)),
                Map.entry("protocol", (row, value) -> value.equalsIgnoreCase(row.protocol())),
                Map.entry("ethertype", (row, value) -> row.ethertype().equals(value)),
                Map.entry("port_range_min", (row, value) -> value.equals(text(row.portRangeMin()))),
                Map.entry("port_range_max", (row, value) -> value.equals(text(row.portRangeMax()))),
                Map.entry("tenant_id", (row, value) -> row.tenantId().equals(value)),
                Map.entry("project_id", (row, value) -> row.projectId().equals(value)));
    }

    private static String text(@Nullable Integer number) {
        return number == null ? "" : number.toString();
    }

    private static final NeutronList<Wire> LIST =
            new NeutronList<>("security_group_rules", Wire::id, filters(), wire -> wire);

    private static CompletionStage<Answer> create(RequestContext rq) {
        Body body = rq.body().object("security_group_rule");
        String group = body.text("security_group_id", Text.ID);
        AddRule add = RuleBody.read(body, Text.upTo(255));
        return rq.ask(SecurityGroup.TYPE, group, add)
                .thenApply(after -> Answer.created(Map.of(
                        "security_group_rule",
                        wire(rq.project(), after, after.rule(add.id()).orElseThrow()))));
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        return rq.read(snapshot -> LIST.answer(
                rq,
                RuleRow.all(snapshot).stream()
                        .map(row -> wire(rq.project(), row.group(), row.rule()))
                        .toList()));
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.read(snapshot -> {
            RuleRow row = RuleRow.find(snapshot, rq.path("security_group_rule_id"));
            return NeutronList.one(rq, "security_group_rule", wire(rq.project(), row.group(), row.rule()));
        });
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        return RuleRow.remove(rq, rq.path("security_group_rule_id")).thenApply(after -> Answer.noContent());
    }
}
