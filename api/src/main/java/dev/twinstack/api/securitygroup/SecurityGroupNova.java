package dev.twinstack.api.securitygroup;

import dev.twinstack.api.dialect.Nova;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.securitygroup.Rule.Direction;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import dev.twinstack.emulator.securitygroup.SecurityGroupCommand;
import dev.twinstack.emulator.securitygroup.SecurityGroupCommand.StartingRules;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * Security groups as Nova shows them: the same groups under the same ids, with what they let in. Source: ECS API
 * reference, native "Security Group Management", and the Nova API of OpenStack where that only names its calls.
 */
public final class SecurityGroupNova {
    private static final String ALL = "/v2.1/{project_id}/os-security-groups";
    private static final String ONE = ALL + "/{security_group_id}";

    /** Nova words what Neutron refuses as a bad request; clients wait for a group in use by that. */
    static final Errors ERRORS = Nova.ERRORS
            .on("securitygroup-in-use", 400, "badRequest")
            .on("securitygroup-referenced", 400, "badRequest")
            .on("default-group", 400, "badRequest")
            .on("default-group-renamed", 400, "badRequest")
            .on("default-group-exists", 400, "badRequest")
            .on("rule-exists", 400, "badRequest")
            .on("securityGroup-quota", 403, "forbidden")
            .on("securityGroupRule-quota", 403, "forbidden");

    public static final List<Endpoint> ENDPOINTS = List.of(
            endpoint("NovaListSecurityGroups", "GET", ALL, SecurityGroupNova::list),
            endpoint("NovaCreateSecurityGroup", "POST", ALL, SecurityGroupNova::create),
            endpoint("NovaShowSecurityGroup", "GET", ONE, SecurityGroupNova::show),
            endpoint("NovaUpdateSecurityGroup", "PUT", ONE, SecurityGroupNova::update),
            endpoint("NovaDeleteSecurityGroup", "DELETE", ONE, SecurityGroupNova::delete));

    private static final Text NAME = new Text(1, 255, Pattern.compile(".*\\S.*", Pattern.DOTALL), "more than blanks");
    private static final Text DESCRIPTION = Text.upTo(255);

    private SecurityGroupNova() {}

    static Endpoint endpoint(String operation, String method, String template, Endpoint.Handler handler) {
        return new Endpoint(operation, Nova.DIALECT, method, template, ERRORS, handler);
    }

    private record Wire(
            String id, String name, String description, String tenantId, List<SecurityGroupRuleNova.Wire> rules) {}

    /** {@return a group with its rules for what comes in; Nova knows no others} */
    public static Object wire(Snapshot snapshot, SecurityGroup group) {
        return new Wire(
                group.id(),
                group.name(),
                group.description(),
                snapshot.project(),
                group.rules().stream()
                        .filter(rule -> rule.direction() == Direction.INGRESS)
                        .map(rule -> SecurityGroupRuleNova.wire(snapshot, group, rule))
                        .toList());
    }

    private static CompletionStage<Answer> answer(RequestContext rq, SecurityGroup group) {
        return rq.read(snapshot -> Answer.ok(Map.of("security_group", wire(snapshot, group))));
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        int limit = number(rq, "limit", Integer.MAX_VALUE);
        int offset = number(rq, "offset", 0);
        return rq.read(snapshot -> Answer.ok(Map.of(
                "security_groups",
                snapshot.all(SecurityGroup.TYPE).stream()
                        .skip(offset)
                        .limit(limit)
                        .map(group -> wire(snapshot, group))
                        .toList())));
    }

    private static int number(RequestContext rq, String parameter, int absent) {
        return rq.query(parameter)
                .map(text -> {
                    if (!text.matches("[0-9]{1,9}")) {
                        throw Rejected.field(parameter, "must be a whole number");
                    }
                    return Integer.parseInt(text);
                })
                .orElse(absent);
    }

    private static CompletionStage<Answer> create(RequestContext rq) {
        Body group = rq.body().object("security_group");
        SecurityGroupCommand open = new SecurityGroupCommand.Open(
                group.text("name", NAME), group.text("description", DESCRIPTION), StartingRules.NATIVE, "", "0");
        return rq.ask(SecurityGroup.TYPE, UUID.randomUUID().toString(), open).thenCompose(made -> answer(rq, made));
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.find(SecurityGroup.TYPE, rq.path("security_group_id")).thenCompose(group -> answer(rq, group));
    }

    private static CompletionStage<Answer> update(RequestContext rq) {
        Body group = rq.body().object("security_group");
        SecurityGroupCommand update = new SecurityGroupCommand.Update(
                Patch.set(group.text("name", NAME)), Patch.set(group.text("description", DESCRIPTION)));
        return rq.ask(SecurityGroup.TYPE, rq.path("security_group_id"), update).thenCompose(after -> answer(rq, after));
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        return rq.ask(SecurityGroup.TYPE, rq.path("security_group_id"), new SecurityGroupCommand.Close())
                .thenApply(gone -> Answer.of(202, Answer.NONE));
    }
}
