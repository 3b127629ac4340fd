package dev.twinstack.emulator.firewall;

import dev.twinstack.emulator.firewall.FirewallGroup.Association;
import dev.twinstack.emulator.firewall.FirewallGroup.Direction;
import dev.twinstack.emulator.firewall.FirewallGroup.Policy;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.tag.Tag;
import dev.twinstack.emulator.tag.TagChange;
import java.util.List;

public sealed interface FirewallGroupCommand extends Command {
    record Open(
            String name,
            String description,
            String enterpriseProjectId,
            Policy ingress,
            Policy egress,
            List<Association> associations,
            boolean adminStateUp,
            List<Tag> tags)
            implements FirewallGroupCommand {
        public Open {
            tags = List.copyOf(tags);
            associations = List.copyOf(associations);
        }
    }

    /**
     * @param associations all of them anew
     */
    record Update(
            Patch<String> name,
            Patch<String> description,
            Patch<Policy> ingress,
            Patch<Policy> egress,
            Patch<List<Association>> associations,
            Patch<Boolean> adminStateUp)
            implements FirewallGroupCommand {}

    /** v3: more subnets, all or none; those that are there already do not matter. */
    record Associate(List<String> subnets) implements FirewallGroupCommand {
        public Associate {
            subnets = List.copyOf(subnets);
        }
    }

    /** v3: fewer subnets, all or none. */
    record Disassociate(List<String> subnets) implements FirewallGroupCommand {
        public Disassociate {
            subnets = List.copyOf(subnets);
        }
    }

    /**
     * v3: sees to it that a direction has a policy to put rules into.
     *
     * @param policy the id of the one to open if it has none
     */
    record ProvidePolicy(Direction direction, String policy) implements FirewallGroupCommand {}

    record Retag(TagChange change) implements FirewallGroupCommand {}

    /** Also while it is in use: its subnets are then without a firewall (DEL-24). */
    record Close() implements FirewallGroupCommand {}
}
