package dev.twinstack.api.securitygroup;

import dev.twinstack.api.dialect.Dates;
import dev.twinstack.api.dialect.Neutron;
import dev.twinstack.api.dialect.NeutronList;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import dev.twinstack.emulator.securitygroup.SecurityGroupCommand;
import dev.twinstack.emulator.securitygroup.SecurityGroupCommand.StartingRules;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;

/** Security groups as Neutron has them. Source: API reference, native "Security Group". */
public final class SecurityGroupNeutron {
    private static final String ONE = "/v2.0/security-groups/{security_group_id}";
    private static final String ALL = "/v2.0/security-groups";

    private static final Errors ERRORS = Errors.of("InvalidInput", "SecurityGroupNotFound", "Conflict")
            .on("securitygroup-in-use", 409, "SecurityGroupInUse")
            .on("securitygroup-referenced", 409, "SecurityGroupInUse")
            .on("default-group", 409, "SecurityGroupCannotRemoveDefault")
            .on("default-group-renamed", 409, "SecurityGroupCannotUpdateDefault")
            .on("default-group-exists", 409, "SecurityGroupDefaultAlreadyExists")
            .on("securityGroup-quota", 409, "OverQuota");

    public static final List<Endpoint> ENDPOINTS = List.of(
            Neutron.post("NeutronCreateSecurityGroup", ALL, ERRORS, SecurityGroupNeutron::create),
            Neutron.get("NeutronListSecurityGroups", ALL, ERRORS, SecurityGroupNeutron::list),
            Neutron.get("NeutronShowSecurityGroup", ONE, ERRORS, SecurityGroupNeutron::show),
            Neutron.put("NeutronUpdateSecurityGroup", ONE, ERRORS, SecurityGroupNeutron::update),
            Neutron.delete("NeutronDeleteSecurityGroup", ONE, ERRORS, SecurityGroupNeutron::delete));

    private static final Text ANY = Text.upTo(255);

    private SecurityGroupNeutron() {}

    private record Wire(
            String id,
            String name,
            String description,
            String tenantId,
            String projectId,
            List<SecurityGroupRuleNeutron.Wire> securityGroupRules,
            String createdAt,
            String updatedAt) {}

    private static Wire wire(String project, SecurityGroup group) {
        return new Wire(
                group.id(),
                group.name(),
                group.description(),
                project,
                project,
                group.rules().stream()
                        .map(rule -> SecurityGroupRuleNeutron.wire(project, group, rule))
                        .toList(),
                Dates.v1(group.createdAt()),
                Dates.v1(group.updatedAt()));
    }

    private static Map<String, BiPredicate<Wire, String>> filters() {
        return Map.of(
                "id", (row, value) -> row.id().equals(value),
                "name", (row, value) -> row.name().equals(value),
                "description", (row, value) -> row.description().equals(value),
                "tenant_id", (row, value) -> row.tenantId().equals(value),
                "project_id", (row, value) -> row.projectId().equals(value));
    }

    private static final NeutronList<Wire> LIST =
            new NeutronList<>("security_groups", Wire::id, filters(), wire -> wire);

    private static CompletionStage<Answer> create(RequestContext rq) {
        Body group = rq.body().object("security_group");
        SecurityGroupCommand open = new SecurityGroupCommand.Open(
                group.text("name", ANY, ""), group.text("description", ANY, ""), StartingRules.NATIVE, "", "0");
        return rq.ask(SecurityGroup.TYPE, UUID.randomUUID().toString(), open)
                .thenApply(made -> Answer.created(Map.of("security_group", wire(rq.project(), made))));
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        return rq.read(snapshot -> LIST.answer(
                rq,
                snapshot.all(SecurityGroup.TYPE).stream()
                        .map(group -> wire(rq.project(), group))
                        .toList()));
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.find(SecurityGroup.TYPE, rq.path("security_group_id"))
                .thenApply(group -> NeutronList.one(rq, "security_group", wire(rq.project(), group)));
    }

    private static CompletionStage<Answer> update(RequestContext rq) {
        Body group = rq.body().object("security_group");
        if (!group.names().hasNext()) {
            throw Rejected.field("security_group", "must change at least one attribute");
        }
        SecurityGroupCommand update =
                new SecurityGroupCommand.Update(group.patchText("name", ANY), group.patchText("description", ANY));
        return rq.ask(SecurityGroup.TYPE, rq.path("security_group_id"), update)
                .thenApply(after -> Answer.ok(Map.of("security_group", wire(rq.project(), after))));
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        return rq.ask(SecurityGroup.TYPE, rq.path("security_group_id"), new SecurityGroupCommand.Close())
                .thenApply(gone -> Answer.noContent());
    }
}
