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

    record Close() implements FirewallPolicyCommand {}

    /** A group uses the policy. */
    record Apply(String group) implements FirewallPolicyCommand, Command.OnBehalf {}

    record Withdraw(String group) implements FirewallPolicyCommand, Command.OnBehalf {}

    /** Where a rule is inserted. */
    sealed interface Place {
        /** At the head of the list, as in the native service when neither neighbour is named. */
        record First() implements Place {}

        record Before(String rule) implements Place {}

        record After(String rule) implements Place {}
    }

    static Claim apply(EntityRef policy, String group) {
        return new Claim(policy, new Apply(group), new Withdraw(group));
    }
}
