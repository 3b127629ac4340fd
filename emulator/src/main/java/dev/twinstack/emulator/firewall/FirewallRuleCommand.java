package dev.twinstack.emulator.firewall;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Patch;

public sealed interface FirewallRuleCommand extends Command {
    record Open(String name, String description, FirewallRule.Spec spec) implements FirewallRuleCommand {}

    /** Cleared means any protocol, any address, all ports, IPv4, deny, enabled: what an absent field is in a create. */
    record Update(
            Patch<String> name,
            Patch<String> description,
            Patch<String> protocol,
            Patch<Family> family,
            Patch<Match.Address> source,
            Patch<Match.Ports> sourcePorts,
            Patch<Match.Address> destination,
            Patch<Match.Ports> destinationPorts,
            Patch<FirewallRule.Action> action,
            Patch<Boolean> enabled)
            implements FirewallRuleCommand {}

    record Close() implements FirewallRuleCommand {}

    /** Part of the forced deletion of an IP address group: a rule that names it goes, whatever policies have it (DEL-23). */
    record DropAddressGroup(String group) implements FirewallRuleCommand {}

    /** Opens the rule for a policy; it goes once no policy has it any longer. */
    record OpenFor(String policy, String name, String description, FirewallRule.Spec spec)
            implements FirewallRuleCommand, Command.OnBehalf {}

    /** A policy puts the rule into its list. */
    record Use(String policy) implements FirewallRuleCommand, Command.OnBehalf {}

    record Drop(String policy) implements FirewallRuleCommand, Command.OnBehalf {}

    static Claim use(EntityRef rule, String policy) {
        return new Claim(rule, new Use(policy), new Drop(policy));
    }

    static Claim openFor(EntityRef rule, String policy, String name, String description, FirewallRule.Spec spec) {
        return new Claim(rule, new OpenFor(policy, name, description, spec), new Drop(policy));
    }
}
