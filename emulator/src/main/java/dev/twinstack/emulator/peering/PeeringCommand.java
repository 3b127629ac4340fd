package dev.twinstack.emulator.peering;

import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Patch;

/** What a peering may be asked. Whoever is neither side's project does not find it. */
public sealed interface PeeringCommand extends Command {
    /**
     * @param requester a VPC of the project that asks
     * @param accepter the other VPC; if it is another project's, that project has to accept (PEER-02)
     */
    @Command.Name("peering.open")
    record Open(String name, String description, EntityRef requester, EntityRef accepter) implements PeeringCommand {}

    /**
     * Either side may (PEER-15).
     *
     * @param project who asks
     */
    @Command.Name("peering.update")
    record Update(String project, Patch<String> name, Patch<String> description) implements PeeringCommand {}

    /** Only the accepter's project may, while the request is pending (PEER-04). */
    @Command.Name("peering.accept")
    record Accept(String project) implements PeeringCommand {}

    /** As {@link Accept}. */
    @Command.Name("peering.reject")
    record Reject(String project) implements PeeringCommand {}

    /** Either side may, in any state, once no route leads through it any more (DEL-27). */
    @Command.Name("peering.close")
    record Close(String project) implements PeeringCommand {}

    /**
     * A route table leads through it.
     *
     * @param vpc the table's
     */
    @Command.Name("peering.route")
    record Route(EntityRef table, EntityRef vpc) implements PeeringCommand, Command.OnBehalf {}

    @Command.Name("peering.unroute")
    record Unroute(EntityRef table) implements PeeringCommand, Command.OnBehalf {}

    /** {@return the claim of a route table with routes to a peering of its VPC; granted is the table} */
    static Claim route(String peering, EntityRef table, EntityRef vpc) {
        return new Claim(Peering.ref(peering), new Route(table, vpc), new Unroute(table));
    }
}
