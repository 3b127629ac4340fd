package dev.twinstack.emulator.loadbalancer;

import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.subnet.SubnetCommand.Wanted;
import dev.twinstack.emulator.tag.TagChange;

public sealed interface LoadBalancerCommand extends Command {
    /**
     * @param network the id of a subnet
     * @param address an IPv4 one
     */
    record Open(String name, String description, String network, Wanted address, boolean adminStateUp)
            implements LoadBalancerCommand {}

    record Update(Patch<String> name, Patch<String> description, Patch<Boolean> adminStateUp)
            implements LoadBalancerCommand {}

    record Retag(TagChange change) implements LoadBalancerCommand {}

    record Close() implements LoadBalancerCommand {}
}
