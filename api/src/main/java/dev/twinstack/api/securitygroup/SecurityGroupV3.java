package dev.twinstack.api.securitygroup;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import dev.twinstack.emulator.securitygroup.SecurityGroupCommand;
import dev.twinstack.emulator.securitygroup.SecurityGroupCommand.StartingRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Security groups in v3. Source: API reference, "Security Group APIs (V3)". */
public final class SecurityGroupV3 {
    private static final String ONE = "/v3/{project_id}/vpc/security-groups/{security_group_id}";
    private static final String ALL = "/v3/{project_id}/vpc/security-groups";

    /** In use: 409 VPC.9902 (DEL-14). */
    private static final Errors ERRORS =
            Errors.of("VPC.9901", "VPC.9904", "VPC.9902").on("securityGroup-quota", 409, "VPC.9905");

    public static final List<Endpoint> ENDPOINTS = List.of(
            V3.post("CreateSecurityGroup", ALL, ERRORS, SecurityGroupV3::create),
            V3.get("ListSecurityGroups", ALL, ERRORS, SecurityGroupV3::list),
            V3.get("ShowSecurityGroup", ONE, ERRORS, SecurityGroupV3::show),
            V3.put("UpdateSecurityGroup", ONE, ERRORS, SecurityGroupV3::update),
            V3.delete("DeleteSecurityGroup", ONE, ERRORS, SecurityGroupV3::delete));

    private static final String EVERY_ENTERPRISE_PROJECT = "all_granted_eps";
    private static final Text ENTERPRISE_PROJECT = Text.upTo(36);
    private static final int MOST_TAGS = 20;
    /** TAG-06. */
    private static final Text TAG_KEY =
            new Text(1, 128, Pattern.compile("[A-Za-z0-9_.:+@=-]*"), "letters, digits and _ . : + @ = -");

    private static final Text TAG_VALUE =
            new Text(0, 255, Pattern.compile("[A-Za-z0-9_:+@=-]*"), "letters, digits and _ : + @ = -");

    private SecurityGroupV3() {}

    private record Tag(String key, String value) {}

    /**
     * @param securityGroupRules left out of lists (SG-32)
     */
    private record Wire(
            String id,
            String name,
            String description,
            String projectId,
            String enterpriseProjectId,
            List<Tag> tags,
            String createdAt,
            String updatedAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<SecurityGroupRuleV3.Wire> securityGroupRules) {}

    private static Wire row(String project, SecurityGroup group) {
        return wire(project, group, null);
    }

    private static Wire details(String project, SecurityGroup group) {
        return wire(
                project,
                group,
                group.rules().stream()
                        .map(rule -> SecurityGroupRuleV3.wire(project, group, rule))
                        .toList());
    }

    private static Wire wire(String project, SecurityGroup group, @Nullable List<SecurityGroupRuleV3.Wire> rules) {
        return new Wire(
                group.id(),
                group.name(),
                group.description(),
                project,
                group.enterpriseProjectId(),
                group.tags().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                        .toList(),
                Dates.zulu(group.createdAt()),
                Dates.zulu(group.updatedAt()),
                rules);
    }

    private static CompletionStage<Answer> create(RequestContext rq) {
        Body body = rq.body();
        boolean dryRun = V3.isDryRun(body);
        Body group = body.object("security_group");
        SecurityGroupCommand open = new SecurityGroupCommand.Open(
                group.text("name", Text.NAME_REQUIRED),
                group.text("description", Text.DESCRIPTION, ""),
                StartingRules.V1,
                "",
                group.text("enterprise_project_id", ENTERPRISE_PROJECT, "0"),
                tags(group));
        String id = UUID.randomUUID().toString();
        return dryRun
                ? V3.dryRun(rq, SecurityGroup.TYPE, id, open)
                : rq.ask(SecurityGroup.TYPE, id, open)
                        .thenApply(made -> V3.created("security_group", details(rq.project(), made)));
    }

    private static Map<String, String> tags(Body group) {
        Map<String, String> tags = new HashMap<>();
        for (Body tag : group.objects("tags")) {
            if (tags.put(tag.text("key", TAG_KEY), tag.text("value", TAG_VALUE)) != null) {
                throw Rejected.field(tag.path("key"), "is there more than once");
            }
        }
        if (tags.size() > MOST_TAGS) {
            throw Rejected.field(group.path("tags"), "may hold at most " + MOST_TAGS + " tags"); // TAG-01
        }
        return tags;
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        Page page = Page.of(rq);
        Predicate<SecurityGroup> matches = V3.<SecurityGroup>filter(rq, "id", SecurityGroup::id)
                .and(V3.filter(rq, "name", SecurityGroup::name))
                .and(V3.filter(rq, "description", SecurityGroup::description));
        if (!rq.queries("enterprise_project_id").contains(EVERY_ENTERPRISE_PROJECT)) {
            matches = matches.and(V3.filter(rq, "enterprise_project_id", SecurityGroup::enterpriseProjectId));
        }
        Predicate<SecurityGroup> all = matches;
        return rq.read(snapshot -> V3.page(
                "security_groups",
                page,
                page.unlimited().of(snapshot, SecurityGroup.TYPE, all),
                SecurityGroup::id,
                group -> row(rq.project(), group)));
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.find(SecurityGroup.TYPE, rq.path("security_group_id"))
                .thenApply(group -> V3.one("security_group", details(rq.project(), group)));
    }

    private static CompletionStage<Answer> update(RequestContext rq) {
        Body body = rq.body();
        boolean dryRun = V3.isDryRun(body);
        Body group = body.object("security_group");
        SecurityGroupCommand update = new SecurityGroupCommand.Update(
                group.textOrKeep("name", Text.NAME_REQUIRED), group.textOrKeep("description", Text.DESCRIPTION));
        String id = rq.path("security_group_id");
        return dryRun
                ? V3.dryRun(rq, SecurityGroup.TYPE, id, update)
                : rq.ask(SecurityGroup.TYPE, id, update)
                        .thenApply(after -> V3.one("security_group", details(rq.project(), after)));
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        return rq.ask(SecurityGroup.TYPE, rq.path("security_group_id"), new SecurityGroupCommand.Close())
                .thenApply(gone -> Answer.noContent());
    }
}
