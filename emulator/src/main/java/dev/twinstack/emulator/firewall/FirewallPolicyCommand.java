package dev.twinstack.emulator.firewall;

import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Patch;
import java.util.List;

public sealed interface FirewallPolicyCommand extends Command {
    record Open(String name, String description, List<String> rules, boolean audited) implements FirewallPolicyCommand {
        public Open {
            rules = List.copyOf(rules);
        }
    }

    /**
     * @param rules the whole list anew
     */
    record Update(Patch<String> name, Patch<String> description, Patch<List<String>> rules, Patch<Boolean> audited)
            implements FirewallPolicyCommand {}

    record InsertRule(String rule, Place place) implements FirewallPolicyCommand {}

    record RemoveRule(String rule) implements FirewallPolicyCommand {}

    /** v3: makes rules and puts them into the list, in this order (ACL-11); all or none. */
    record InsertNewRules(List<NewRule> rules, Place place) implements FirewallPolicyCommand {
        public InsertNewRules {
            rules = List.copyOf(rules);
        }
    }

    /** v3: all or none; those that v3 calls made are then no more. */
    record RemoveRules(List<String> rules) implements FirewallPolicyCommand {
        public RemoveRules {
            rules = List.copyOf(rules);
        }
    }

    record Close() implements FirewallPolicyCommand {}

    /** Opens the policy, without rules, for a group; it goes once no group uses it any longer. */
    record OpenFor(String group, String name) implements FirewallPolicyCommand, Command.OnBehalf {}

    /** A group uses the policy. */
    record Apply(String group) implements FirewallPolicyCommand, Command.OnBehalf {}

    record Withdraw(String group) implements FirewallPolicyCommand, Command.OnBehalf {}

    /**
     * @param id of the rule that is to be
     */
    record NewRule(String id, String name, String description, FirewallRule.Spec spec) {}

    /** Where a rule is inserted. */
    sealed interface Place {
        /** At the head of the list, as when no neighbour is named. */
        record First() implements Place {}

        record Before(String rule) implements Place {}

        record After(String rule) implements Place {}
    }

    static Claim apply(EntityRef policy, String group) {
        return new Claim(policy, new Apply(group), new Withdraw(group));
    }

    static Claim openFor(EntityRef policy, String group, String name) {
        return new Claim(policy, new OpenFor(group, name), new Withdraw(group));
    }
}
