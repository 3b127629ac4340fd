package dev.twinstack.emulator.addressgroup;

import dev.twinstack.emulator.addressgroup.AddressGroup.Entry;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Patch;
import java.util.List;

public sealed interface AddressGroupCommand extends Command {
    /**
     * @param maxCapacity 0 to 20
     */
    record Open(
            String name,
            String description,
            Family family,
            int maxCapacity,
            List<Entry> entries,
            String enterpriseProjectId)
            implements AddressGroupCommand {
        public Open {
            entries = List.copyOf(entries);
        }
    }

    /** The entries are set as a whole. */
    record Update(Patch<String> name, Patch<String> description, Patch<List<Entry>> entries)
            implements AddressGroupCommand {}

    /** Unused ones only (DEL-23). */
    record Close() implements AddressGroupCommand {}

    /**
     * The first half of a forced deletion: no more users. Answered with the group, whose users are then told to drop the
     * rules that name it; it closes with the last of them, or at once if it has none.
     */
    record Retire() implements AddressGroupCommand {}

    /** A security group or a network ACL names the group in a rule. */
    record Use(EntityRef user) implements AddressGroupCommand, Command.OnBehalf {}

    /** None of its rules names the group any more. */
    record LetGo(EntityRef user) implements AddressGroupCommand, Command.OnBehalf {}

    /**
     * {@return the claim of a user on an address group; granted is the group's {@link Family}, which the rule must have
     * too: {@link AddressGroup#familyMismatch}}
     */
    static Claim use(EntityRef group, EntityRef user) {
        return new Claim(group, new Use(user), new LetGo(user));
    }
}
