package dev.twinstack.emulator.firewall;

import dev.twinstack.emulator.firewall.FirewallGroup.Policy;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.Patch;
import java.util.List;

public sealed interface FirewallGroupCommand extends Command {
    record Open(
            String name, String description, Policy ingress, Policy egress, List<String> ports, boolean adminStateUp)
            implements FirewallGroupCommand {
        public Open {
            ports = List.copyOf(ports);
        }
    }

    /**
     * @param ports the whole list anew
     */
    record Update(
            Patch<String> name,
            Patch<String> description,
            Patch<Policy> ingress,
            Patch<Policy> egress,
            Patch<List<String>> ports,
            Patch<Boolean> adminStateUp)
            implements FirewallGroupCommand {}

    /** Also while it is in use: its subnets are then without a firewall (DEL-24). */
    record Close() implements FirewallGroupCommand {}
}
