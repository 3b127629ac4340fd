package dev.twinstack.emulator.project;

import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.timing.Timing;

public sealed interface ProjectCommand extends Command {
    /** Makes the project, or finds it made already. */
    @Command.Name("project.open")
    record Open(String name, String domain) implements ProjectCommand {}

    /** From now on things take this long, whatever the twin is started with. */
    record SetTiming(Timing timing) implements ProjectCommand {}

    /**
     * Takes a place under a quota and, unless blank, a name that is unique among its kind. The same claimant may take
     * further names; it still takes one place.
     */
    @Command.Name("project.take")
    record Take(Quota quota, EntityRef claimant, String name) implements ProjectCommand, Command.OnBehalf {}

    /** Gives a name back, and with the claimant's last name its place. */
    @Command.Name("project.give-back")
    record GiveBack(Quota quota, EntityRef claimant, String name) implements ProjectCommand, Command.OnBehalf {}

    /** {@return the claim on a place (and a unique name, unless blank) in the claimant's own project} */
    static Claim place(Quota quota, EntityRef claimant, String name) {
        return place(Project.ref(claimant.project()), quota, claimant, name);
    }

    /** {@return the claim on a place in a project that the claimant need not live in} */
    static Claim place(EntityRef project, Quota quota, EntityRef claimant) {
        return place(project, quota, claimant, "");
    }

    private static Claim place(EntityRef project, Quota quota, EntityRef claimant, String name) {
        return new Claim(project, new Take(quota, claimant, name), new GiveBack(quota, claimant, name));
    }

    static Claim place(Quota quota, EntityRef claimant) {
        return place(quota, claimant, "");
    }
}
