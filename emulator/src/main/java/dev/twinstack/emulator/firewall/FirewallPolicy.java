package dev.twinstack.emulator.firewall;

import dev.twinstack.emulator.kernel.ResourceType;
import java.time.Instant;
import java.util.List;
import org.pcollections.PSet;

/**
 * An ordered list of firewall rules, and the owner of which groups use it.
 *
 * @param rules the ids of the rules, first match first
 * @param audited false after every change that does not say otherwise (ACL-24)
 * @param dependent whether it goes when no group uses it any longer, as policies made by v3 calls do
 * @param groups the ids of the groups that use it in either direction
 */
public record FirewallPolicy(
        String id,
        String name,
        String description,
        List<String> rules,
        boolean audited,
        boolean dependent,
        PSet<String> groups,
        Instant createdAt,
        Instant updatedAt) {
    public static final ResourceType<FirewallPolicy> TYPE = new ResourceType<>("firewallpolicy", FirewallPolicy.class);

    public FirewallPolicy {
        rules = List.copyOf(rules);
    }
}
