package dev.twinstack.api.firewall;

import dev.twinstack.api.dialect.Page;
import dev.twinstack.api.dialect.V3;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.firewall.FirewallGroup;
import dev.twinstack.emulator.firewall.FirewallGroup.Policy;
import dev.twinstack.emulator.firewall.FirewallGroupCommand;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.tag.Tag;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Network ACLs and their subnets; their rules are in {@link FirewallRulesV3}. Each is a firewall group of the native
 * service. Source: API reference, "Network ACL" (ACL-08, ACL-10, ACL-17).
 */
public final class FirewallV3 {
    static final String ALL = "/v3/{project_id}/vpc/firewalls";
    static final String ONE = ALL + "/{firewall_id}";

    /** The table has no codes for network ACLs: these are those of the other v3 resources. */
    static final Errors ERRORS = Errors.of("VPC.9901", "VPC.9904", "VPC.9902")
            .on("firewall-quota", 409, "VPC.9905")
            .on("addressgroup-family-mismatch", 400, "VPC.9902")
            .on("firewallrule-not-in-policy", 404, "VPC.9904");

    public static final List<Endpoint> ENDPOINTS = List.of(
            V3.post("CreateFirewall", ALL, ERRORS, FirewallV3::create),
            V3.get("ListFirewall", ALL, ERRORS, FirewallV3::list),
            V3.get("ShowFirewall", ONE, ERRORS, FirewallV3::show),
            V3.put("UpdateFirewall", ONE, ERRORS, FirewallV3::update),
            V3.delete("DeleteFirewall", ONE, ERRORS, FirewallV3::delete),
            V3.put(
                    "AssociateSubnetFirewall",
                    ONE + "/associate-subnets",
                    ERRORS,
                    rq -> subnets(rq, FirewallGroupCommand.Associate::new)),
            V3.put(
                    "DisassociateSubnetFirewall",
                    ONE + "/disassociate-subnets",
                    ERRORS,
                    rq -> subnets(rq, FirewallGroupCommand.Disassociate::new)));

    private static final Text ENTERPRISE_PROJECT = Text.upTo(36);
    private static final String ALL_ENTERPRISE_PROJECTS = "all_granted_eps";
    private static final Text TAG = Text.upTo(Integer.MAX_VALUE);

    private FirewallV3() {}

    private static CompletionStage<Answer> create(RequestContext rq) {
        Body body = rq.body();
        boolean dryRun = V3.isDryRun(body);
        Body firewall = body.object("firewall");
        FirewallGroupCommand open = new FirewallGroupCommand.Open(
                firewall.text("name", Text.NAME_REQUIRED),
                firewall.text("description", Text.DESCRIPTION, ""),
                firewall.text("enterprise_project_id", ENTERPRISE_PROJECT, FirewallGroup.DEFAULT_ENTERPRISE_PROJECT),
                new Policy.None(),
                new Policy.None(),
                List.of(),
                firewall.flag("admin_state_up", true),
                firewall.objects("tags").stream()
                        .map(tag -> new Tag(tag.text("key", TAG), tag.text("value", TAG)))
                        .toList());
        String id = UUID.randomUUID().toString();
        return dryRun
                ? V3.dryRun(rq, FirewallGroup.TYPE, id, open)
                : rq.ask(FirewallGroup.TYPE, id, open)
                        .thenCompose(made ->
                                rq.read(snapshot -> V3.created("firewall", FirewallWireV3.detail(snapshot, made))));
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        Page page = Page.of(rq);
        check(rq, "status", "ACTIVE|INACTIVE");
        check(rq, "admin_state_up", "(?i)true|false");
        Predicate<FirewallGroup> byFields = V3.<FirewallGroup>filter(rq, "id", FirewallGroup::id)
                .and(V3.filter(rq, "name", FirewallGroup::name))
                .and(firewall -> rq.query("admin_state_up")
                        .map(up -> Boolean.parseBoolean(up) == firewall.adminStateUp())
                        .orElse(true))
                .and(inEnterpriseProject(rq));
        return rq.read(snapshot -> V3.page(
                "firewalls",
                page,
                page.unlimited()
                        .of(
                                snapshot,
                                FirewallGroup.TYPE,
                                byFields.and(V3.filter(
                                        rq, "status", firewall -> FirewallWireV3.status(snapshot, firewall)))),
                FirewallGroup::id,
                firewall -> FirewallWireV3.row(snapshot, firewall)));
    }

    private static void check(RequestContext rq, String parameter, String pattern) {
        rq.query(parameter).filter(value -> !value.matches(pattern)).ifPresent(value -> {
            throw Rejected.field(parameter, "may not be " + value);
        });
    }

    private static Predicate<FirewallGroup> inEnterpriseProject(RequestContext rq) {
        return rq.queries("enterprise_project_id").contains(ALL_ENTERPRISE_PROJECTS)
                ? firewall -> true
                : V3.filter(rq, "enterprise_project_id", FirewallGroup::enterpriseProjectId);
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.read(snapshot -> answer(snapshot, rq.path("firewall_id")));
    }

    static Answer answer(Snapshot snapshot, String id) {
        return V3.one("firewall", FirewallWireV3.detail(snapshot, find(snapshot, id)));
    }

    static FirewallGroup find(Snapshot snapshot, String id) {
        return snapshot.find(FirewallGroup.TYPE, id)
                .orElseThrow(() -> Rejected.notFound(FirewallGroup.TYPE.name(), id));
    }

    private static CompletionStage<Answer> update(RequestContext rq) {
        Body body = rq.body();
        boolean dryRun = V3.isDryRun(body);
        Body firewall = body.object("firewall");
        return change(
                rq,
                dryRun,
                new FirewallGroupCommand.Update(
                        firewall.textOrKeep("name", Text.NAME_REQUIRED),
                        firewall.textOrKeep("description", Text.DESCRIPTION),
                        Patch.keep(),
                        Patch.keep(),
                        Patch.keep(),
                        firewall.patchFlag("admin_state_up")));
    }

    private static CompletionStage<Answer> change(RequestContext rq, boolean dryRun, FirewallGroupCommand command) {
        String id = rq.path("firewall_id");
        return dryRun
                ? V3.dryRun(rq, FirewallGroup.TYPE, id, command)
                : rq.ask(FirewallGroup.TYPE, id, command)
                        .thenCompose(done -> rq.read(snapshot -> answer(snapshot, id)));
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        return rq.ask(FirewallGroup.TYPE, rq.path("firewall_id"), new FirewallGroupCommand.Close())
                .thenApply(gone -> Answer.noContent());
    }

    private static CompletionStage<Answer> subnets(
            RequestContext rq, Function<List<String>, FirewallGroupCommand> command) {
        Body body = rq.body();
        boolean dryRun = V3.isDryRun(body);
        List<String> subnets = body.objects("subnets").stream()
                .map(subnet -> subnet.text("virsubnet_id", Text.ID))
                .toList();
        if (subnets.isEmpty()) {
            throw Rejected.field(body.path("subnets"), "must name at least one subnet");
        }
        return change(rq, dryRun, command.apply(subnets));
    }
}
