package dev.twinstack.emulator.subnet;

import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.InUse;
import dev.twinstack.emulator.timing.Moment;
import java.util.Optional;

/** What has to be over before a subnet does what v1 asks. */
final class Settling {
    private Settling() {}

    /** {@return what is still going on, if it keeps the subnet from this} Ports that are still there matter first. */
    static Optional<DomainError> objection(Subnet subnet, SubnetCommand wanted, Moment moment) {
        if (wanted instanceof SubnetCommand.Update && subnet.isCreating(moment)) {
            return Optional.of(
                    new Conflict("subnet-creating", "The subnet " + subnet.id() + " is still being created."));
        }
        return wanted instanceof SubnetCommand.Close && subnet.leases().isEmpty() && subnet.isLingering(moment)
                ? Optional.of(new InUse(
                        "subnet-lingers",
                        "The subnet " + subnet.id() + " is still in use; its last port has just gone."))
                : Optional.empty();
    }
}
