package dev.twinstack.emulator.system;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.kernel.Cause;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Where projects live, and how they are reached: in this process, or on the nodes of a cluster. */
interface Whereabouts {
    /** {@return how a command ended} Fails if there is no answer in time. */
    CompletionStage<Outcome> ask(EntityRef entity, Command command, Cause cause, Duration within);

    /** Asks a claimant to let go of a claim that its state does not know of. */
    void doubt(EntityRef claimant, Claim.Hold hold);

    /** {@return a project as it is, if it lives here} Fails if it lives elsewhere, or cannot be read. */
    CompletionStage<Snapshot> snapshot(String project, Duration within);
}
