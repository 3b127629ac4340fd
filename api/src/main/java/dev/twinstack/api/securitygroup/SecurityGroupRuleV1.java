package dev.twinstack.api.securitygroup;

import dev.twinstack.api.dialect.Page;
import dev.twinstack.api.dialect.V1;
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
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Security group rules in v1. Source: API reference, "Security Group". The error table has no codes for them in v1, so
 * those of v3 stand in (SG-25, SG-26).
 */
public final class SecurityGroupRuleV1 {
    private static final String ONE = "/v1/{project_id}/security-group-rules/{security_group_rule_id}";
    private static final String ALL = "/v1/{project_id}/security-group-rules";

    private static final Errors ERRORS = Errors.of("VPC.0601", "VPC.9904", "VPC.9902")
            .on("rule-family-mismatch", 400, "VPC.9902")
            .on("addressgroup-family-mismatch", 400, "VPC.9902")
            .on("securityGroupRule-quota", 409, "VPC.9905");

    public static final List<Endpoint> ENDPOINTS = List.of(
            V1.post("CreateSecurityGroupRule", ALL, ERRORS, SecurityGroupRuleV1::create),
            V1.get("ListSecurityGroupRules", ALL, ERRORS, SecurityGroupRuleV1::list),
            V1.get("ShowSecurityGroupRule", ONE, ERRORS, SecurityGroupRuleV1::show),
            V1.delete("DeleteSecurityGroupRule", ONE, ERRORS, SecurityGroupRuleV1::delete));

    /** SG-31. */
    private static final Text DESCRIPTION = new Text(0, 255, Pattern.compile("[\\p{L}\\p{N}]*"), "letters and digits");

    private SecurityGroupRuleV1() {}

    record Wire(
            String id,
            String description,
            String securityGroupId,
            String direction,
            String ethertype,
            @Nullable String protocol,
            @Nullable Integer portRangeMin,
            @Nullable Integer portRangeMax,
            @Nullable String remoteIpPrefix,
            @Nullable String remoteGroupId,
            @Nullable String remoteAddressGroupId,
            String tenantId) {}

    static Wire wire(String project, SecurityGroup group, Rule rule) {
        return new Wire(
                rule.id(),
                rule.description(),
                group.id(),
                RuleText.direction(rule),
                RuleText.ethertype(rule),
                RuleText.protocol(rule),
                RuleText.min(rule),
                RuleText.max(rule),
                RuleText.prefix(rule),
                RuleText.remoteGroup(rule),
                RuleText.remoteAddressGroup(rule),
                project);
    }

    private static Answer answer(RequestContext rq, SecurityGroup group, Rule rule) {
        return Answer.ok(Map.of("security_group_rule", wire(rq.project(), group, rule)));
    }

    private static CompletionStage<Answer> create(RequestContext rq) {
        Body body = rq.body().object("security_group_rule");
        String group = body.text("security_group_id", Text.ID);
        AddRule add = RuleBody.read(body, DESCRIPTION);
        return rq.ask(SecurityGroup.TYPE, group, add)
                .thenApply(after -> answer(rq, after, after.rule(add.id()).orElseThrow()));
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        Page page = Page.of(rq);
        List<String> groups = rq.queries("security_group_id");
        List<String> prefixes = rq.queries("remote_ip_prefix");
        return rq.read(snapshot -> Answer.ok(Map.of(
                "security_group_rules",
                RuleRow.all(snapshot).stream()
                        .filter(row -> row.id().compareTo(page.marker()) > 0)
                        .filter(row ->
                                groups.isEmpty() || groups.contains(row.group().id()))
                        .filter(row -> prefixes.isEmpty()
                                || Optional.ofNullable(RuleText.prefix(row.rule()))
                                        .filter(prefixes::contains)
                                        .isPresent())
                        .limit(page.limit())
                        .map(row -> wire(rq.project(), row.group(), row.rule()))
                        .toList())));
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.read(snapshot -> {
            RuleRow row = RuleRow.find(snapshot, rq.path("security_group_rule_id"));
            return answer(rq, row.group(), row.rule());
        });
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        return RuleRow.remove(rq, rq.path("security_group_rule_id")).thenApply(after -> Answer.noContent());
    }
}
