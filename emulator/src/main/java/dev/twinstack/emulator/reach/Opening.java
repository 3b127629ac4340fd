package dev.twinstack.emulator.reach;

import dev.twinstack.emulator.ip.AddressSet;
import dev.twinstack.emulator.reachability.Endpoint;
import java.util.List;

/**
 * Traffic from the Internet that gets in.
 *
 * @param clients whose; those of the project itself, and private addresses, are neither here nor there
 * @param example one of them, to trace a flow of
 * @param grants what lets it in; where several rules let in different clients, all of them
 */
public record Opening(Service service, AddressSet clients, Endpoint example, List<Grant> grants) {
    public Opening {
        grants = List.copyOf(grants);
    }

    /** {@return this with another stretch of the same transport right after it} */
    Opening until(int last) {
        return service instanceof Service.PortStretch(var transport, int first, var _)
                ? new Opening(new Service.PortStretch(transport, first, last), clients, example, grants)
                : this;
    }

    /** {@return whether the other one goes on where this ends, and is no different} */
    boolean continues(Opening next) {
        return service instanceof Service.PortStretch(var transport, var _, int last)
                && next.service instanceof Service.PortStretch(var other, int first, var _)
                && transport == other
                && first == last + 1
                && clients.equals(next.clients)
                && grants.equals(next.grants);
    }
}
