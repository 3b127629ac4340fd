package dev.twinstack.emulator.volume;

import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.tag.TagChange;
import dev.twinstack.emulator.volume.Volume.Spec;
import java.util.Map;

public sealed interface VolumeCommand extends Command {
    record Open(Spec spec) implements VolumeCommand {}

    /**
     * @param metadata all of it, but for what the system has set, which stays
     */
    record Update(Patch<String> name, Patch<String> description, Patch<Map<String, String>> metadata)
            implements VolumeCommand {}

    /**
     * @param size in GiB, more than it has
     */
    record Extend(int size) implements VolumeCommand {}

    record Retag(TagChange change) implements VolumeCommand {}

    /** As both families of calls ask: refused while the volume is still being made. */
    record WhenSettled(VolumeCommand command) implements VolumeCommand {}

    /** Only while no server has it. */
    record Close() implements VolumeCommand {}

    /**
     * A server makes a volume and has it from the start; unless {@link SetFate} says otherwise, it goes when the server
     * lets go of it. Granted is the {@link Volume}.
     */
    record OpenFor(String server, Spec spec, String device) implements VolumeCommand, Command.OnBehalf {}

    /**
     * A server takes a volume that is there, and no longer being made. Granted is the {@link Volume}.
     *
     * @param availabilityZone the server's
     */
    record Attach(String server, String availabilityZone, String device) implements VolumeCommand, Command.OnBehalf {}

    /** The server that has it puts the system of another image on it. */
    record Reimage(String server, String image) implements VolumeCommand, Command.OnBehalf {}

    /**
     * The server that has it decides what becomes of it afterwards.
     *
     * @param goes whether it is deleted when the server lets go of it
     */
    record SetFate(String server, boolean goes) implements VolumeCommand, Command.OnBehalf {}

    record LetGo(String server) implements VolumeCommand, Command.OnBehalf {}

    static Claim openFor(EntityRef volume, String server, Spec spec, String device) {
        return new Claim(volume, new OpenFor(server, spec, device), new LetGo(server));
    }

    static Claim attach(EntityRef volume, String server, String availabilityZone, String device) {
        return new Claim(volume, new Attach(server, availabilityZone, device), new LetGo(server));
    }

    /** {@return the claim of a server that has the volume, and goes on having it} */
    static Claim reimage(EntityRef volume, String server, String image) {
        return new Claim(volume, new Reimage(server, image), new LetGo(server));
    }

    /** {@return the claim of a server that has the volume and is about to let go of it} */
    static Claim setFate(EntityRef volume, String server, boolean goes) {
        return new Claim(volume, new SetFate(server, goes), new LetGo(server));
    }

    static Claim.Hold hold(EntityRef volume, String server) {
        return new Claim.Hold(volume, new LetGo(server));
    }
}
