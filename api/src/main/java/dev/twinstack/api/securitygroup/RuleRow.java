package dev.twinstack.api.securitygroup;

import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.securitygroup.Rule;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import dev.twinstack.emulator.securitygroup.SecurityGroupCommand;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A rule and the group it is of: rules are the groups' own, and every dialect also shows them by themselves. */
record RuleRow(SecurityGroup group, Rule rule) {
    String id() {
        return rule.id();
    }

    /** {@return the rules of all groups, in ascending order of their ids} */
    static List<RuleRow> all(Snapshot snapshot) {
        return snapshot.all(SecurityGroup.TYPE).stream()
                .flatMap(group -> group.rules().stream().map(rule -> new RuleRow(group, rule)))
                .sorted(Comparator.comparing(RuleRow::id))
                .toList();
    }

    /**
     * @throws Rejected if no group has such a rule
     */
    static RuleRow find(Snapshot snapshot, String id) {
        return snapshot.all(SecurityGroup.TYPE).stream()
                .flatMap(group -> group.rule(id).stream().map(rule -> new RuleRow(group, rule)))
                .findFirst()
                .orElseThrow(() -> Rejected.notFound("securitygrouprule", id));
    }

    /** {@return the group without the rule} Fails with {@link Rejected} if no group has it. */
    static CompletionStage<SecurityGroup> remove(RequestContext rq, String id) {
        return rq.snapshot()
                .thenCompose(snapshot -> rq.ask(
                        SecurityGroup.TYPE, find(snapshot, id).group().id(), new SecurityGroupCommand.RemoveRule(id)));
    }
}
