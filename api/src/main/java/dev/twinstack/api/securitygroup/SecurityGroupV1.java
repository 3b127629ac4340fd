package dev.twinstack.api.securitygroup;

import dev.twinstack.api.dialect.Page;
import dev.twinstack.api.dialect.V1;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import dev.twinstack.emulator.securitygroup.SecurityGroupCommand;
import dev.twinstack.emulator.securitygroup.SecurityGroupCommand.StartingRules;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Security groups in v1. Source: API reference, "Security Group". */
public final class SecurityGroupV1 {
    private static final String ONE = "/v1/{project_id}/security-groups/{security_group_id}";
    private static final String ALL = "/v1/{project_id}/security-groups";

    /** The error table has no v1 code for a group in use; ASSUMED to be the one of v3 (DEL-14). */
    private static final Errors ERRORS = Errors.of("VPC.0601", "VPC.0603", "VPC.0601")
            .on("securityGroup-quota", 409, "VPC.0604")
            .on("securitygroup-in-use", 409, "VPC.9902")
            .on("securitygroup-referenced", 409, "VPC.9902")
            .on("default-group", 409, "VPC.9902");

    public static final List<Endpoint> ENDPOINTS = List.of(
            V1.post("CreateSecurityGroup", ALL, ERRORS, SecurityGroupV1::create),
            V1.get("ListSecurityGroups", ALL, ERRORS, SecurityGroupV1::list),
            V1.get("ShowSecurityGroup", ONE, ERRORS, SecurityGroupV1::show),
            V1.delete("DeleteSecurityGroup", ONE, ERRORS, SecurityGroupV1::delete));

    private static final String EVERY_ENTERPRISE_PROJECT = "all_granted_eps";
    private static final Text ENTERPRISE_PROJECT = Text.upTo(36);

    private SecurityGroupV1() {}

    private record Wire(
            String id,
            String name,
            String description,
            String vpcId,
            String enterpriseProjectId,
            List<SecurityGroupRuleV1.Wire> securityGroupRules) {}

    private static Wire wire(String project, SecurityGroup group) {
        return new Wire(
                group.id(),
                group.name(),
                group.description(),
                group.vpc(),
                group.enterpriseProjectId(),
                group.rules().stream()
                        .map(rule -> SecurityGroupRuleV1.wire(project, group, rule))
                        .toList());
    }

    private static Answer answer(RequestContext rq, SecurityGroup group) {
        return Answer.ok(Map.of("security_group", wire(rq.project(), group)));
    }

    private static CompletionStage<Answer> create(RequestContext rq) {
        Body group = rq.body().object("security_group");
        SecurityGroupCommand open = new SecurityGroupCommand.Open(
                group.text("name", Text.NAME_REQUIRED),
                "",
                StartingRules.V1,
                group.text("vpc_id", Text.MAYBE_ID, ""),
                group.text("enterprise_project_id", ENTERPRISE_PROJECT, "0"));
        return rq.ask(SecurityGroup.TYPE, UUID.randomUUID().toString(), open).thenApply(made -> answer(rq, made));
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        Page page = Page.of(rq);
        List<String> vpcs = rq.queries("vpc_id");
        List<String> projects = rq.queries("enterprise_project_id");
        return rq.read(snapshot -> Answer.ok(Map.of(
                "security_groups",
                page
                        .of(
                                snapshot,
                                SecurityGroup.TYPE,
                                group -> (vpcs.isEmpty() || vpcs.contains(group.vpc()))
                                        && (projects.isEmpty()
                                                || projects.contains(EVERY_ENTERPRISE_PROJECT)
                                                || projects.contains(group.enterpriseProjectId())))
                        .stream()
                        .map(group -> wire(rq.project(), group))
                        .toList())));
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.find(SecurityGroup.TYPE, rq.path("security_group_id")).thenApply(group -> answer(rq, group));
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        return rq.ask(SecurityGroup.TYPE, rq.path("security_group_id"), new SecurityGroupCommand.Close())
                .thenApply(gone -> Answer.noContent());
    }
}
