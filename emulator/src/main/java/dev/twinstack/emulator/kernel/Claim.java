package dev.twinstack.emulator.kernel;

/**
 * What one entity needs from another, its owner: how to take it and how to give it back. The owner journals the grant
 * before it answers, so the journal itself refuses the second of two takers.
 */
public record Claim(EntityRef owner, Command.OnBehalf take, Command.OnBehalf release) {
    public Hold hold() {
        return new Hold(owner, release);
    }

    /** A claim that was granted: where it lies and how to give it back. */
    public record Hold(EntityRef owner, Command.OnBehalf release) {}

    /** The same seen from the owner: who holds it, and what the owner would be told to give it back. */
    public record Held(EntityRef claimant, Command.OnBehalf release) {}
}
