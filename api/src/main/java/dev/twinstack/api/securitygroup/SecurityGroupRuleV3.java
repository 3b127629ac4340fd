package dev.twinstack.api.securitygroup;

import dev.twinstack.api.dialect.Dates;
import dev.twinstack.api.dialect.Page;
import dev.twinstack.api.dialect.V3;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.securitygroup.Rule;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import dev.twinstack.emulator.securitygroup.SecurityGroupCommand.AddRule;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Security group rules in v3. Source: API reference, "Security Group Rule APIs (V3)". */
public final class SecurityGroupRuleV3 {
    private static final String ONE = "/v3/{project_id}/vpc/security-group-rules/{security_group_rule_id}";
    private static final String ALL = "/v3/{project_id}/vpc/security-group-rules";

    /** SG-25, SG-26. */
    private static final Errors ERRORS = Errors.of("VPC.9901", "VPC.9904", "VPC.9902")
            .on("rule-ethertype-invalid", 400, "VPC.9902")
            .on("rule-family-mismatch", 400, "VPC.9902")
            .on("addressgroup-family-mismatch", 400, "VPC.9902")
            .on("securityGroupRule-quota", 409, "VPC.9905");

    public static final List<Endpoint> ENDPOINTS = List.of(
            V3.post("CreateSecurityGroupRule", ALL, ERRORS, SecurityGroupRuleV3::create),
            V3.get("ListSecurityGroupRules", ALL, ERRORS, SecurityGroupRuleV3::list),
            V3.get("ShowSecurityGroupRule", ONE, ERRORS, SecurityGroupRuleV3::show),
            V3.delete("DeleteSecurityGroupRule", ONE, ERRORS, SecurityGroupRuleV3::delete));

    private SecurityGroupRuleV3() {}

    /**
     * @param multiport text, as the field table has it; the examples show a number
     */
    record Wire(
            String id,
            String projectId,
            String securityGroupId,
            String direction,
            String ethertype,
            @Nullable String protocol,
            @Nullable String multiport,
            @Nullable String remoteIpPrefix,
            @Nullable String remoteGroupId,
            @Nullable String remoteAddressGroupId,
            String action,
            int priority,
            String description,
            String createdAt,
            String updatedAt) {}

    static Wire wire(String project, SecurityGroup group, Rule rule) {
        String made = Dates.zulu(rule.createdAt());
        return new Wire(
                rule.id(),
                project,
                group.id(),
                RuleText.direction(rule),
                RuleText.ethertype(rule),
                RuleText.protocol(rule),
                RuleText.multiport(rule),
                RuleText.prefix(rule),
                RuleText.remoteGroup(rule),
                RuleText.remoteAddressGroup(rule),
                RuleText.action(rule),
                rule.priority(),
                rule.description(),
                made,
                made);
    }

    private static CompletionStage<Answer> create(RequestContext rq) {
        Body body = rq.body();
        boolean dryRun = V3.isDryRun(body);
        Body rule = body.object("security_group_rule");
        String group = rule.text("security_group_id", Text.ID);
        AddRule add = RuleBodyV3.read(rule);
        return dryRun
                ? V3.dryRun(rq, SecurityGroup.TYPE, group, add)
                : rq.ask(SecurityGroup.TYPE, group, add)
                        .thenApply(after -> V3.created(
                                "security_group_rule",
                                wire(rq.project(), after, after.rule(add.id()).orElseThrow())));
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        Page page = Page.of(rq);
        Predicate<RuleRow> matches = matches(rq);
        return rq.read(snapshot -> V3.page(
                "security_group_rules",
                page,
                RuleRow.all(snapshot).stream()
                        .filter(row -> row.id().compareTo(page.marker()) > 0)
                        .filter(matches)
                        .toList(),
                RuleRow::id,
                row -> wire(rq.project(), row.group(), row.rule())));
    }

    private static Predicate<RuleRow> matches(RequestContext rq) {
        known(rq, "direction", "ingress|egress");
        known(rq, "action", "allow|deny");
        known(rq, "ethertype", "IPv4|IPv6|ipv4|ipv6");
        known(rq, "priority", "[0-9]{1,9}");
        List<String> ethertypes = rq.queries("ethertype").stream()
                .map(text -> text.replace("ip", "IP"))
                .toList();
        return V3.<RuleRow>filter(rq, "id", RuleRow::id)
                .and(V3.filter(rq, "security_group_id", row -> row.group().id()))
                .and(V3.filter(rq, "protocol", row -> RuleText.protocol(row.rule())))
                .and(V3.filter(rq, "description", row -> row.rule().description()))
                .and(V3.filter(rq, "remote_group_id", row -> RuleText.remoteGroup(row.rule())))
                .and(V3.filter(rq, "remote_address_group_id", row -> RuleText.remoteAddressGroup(row.rule())))
                .and(V3.filter(rq, "remote_ip_prefix", row -> RuleText.prefix(row.rule())))
                .and(V3.filter(rq, "direction", row -> RuleText.direction(row.rule())))
                .and(V3.filter(rq, "action", row -> RuleText.action(row.rule())))
                .and(V3.filter(
                        rq, "priority", row -> Integer.toString(row.rule().priority())))
                .and(row -> ethertypes.isEmpty() || ethertypes.contains(RuleText.ethertype(row.rule())));
    }

    private static void known(RequestContext rq, String parameter, String pattern) {
        for (String value : rq.queries(parameter)) {
            if (!value.matches(pattern)) {
                throw Rejected.field(parameter, "\"" + value + "\" is no value of it");
            }
        }
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.read(snapshot -> {
            RuleRow row = RuleRow.find(snapshot, rq.path("security_group_rule_id"));
            return V3.one("security_group_rule", wire(rq.project(), row.group(), row.rule()));
        });
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        return RuleRow.remove(rq, rq.path("security_group_rule_id")).thenApply(after -> Answer.noContent());
    }
}
