package dev.twinstack.emulator.kernel;

/** What an entity may be asked. Imperative: {@code Rename}, {@code Lease}. */
public interface Command {
    /**
     * A claim that another entity makes on this one, or gives back. Claims are answered even while the entity itself
     * waits for grants, so no two entities can wait on each other; they must be idempotent by claimant.
     */
    interface OnBehalf extends Command {}
}
