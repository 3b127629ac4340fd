package dev.twinstack.emulator.loggroup;

import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.tag.Tag;
import java.util.List;

public sealed interface LogGroupCommand extends Command {
    /** @param name unique in the project */
    record Open(String name, int ttlInDays, List<Tag> tags) implements LogGroupCommand {
        public Open {
            tags = List.copyOf(tags);
        }
    }

    /** @param tags all of them */
    record Update(int ttlInDays, Patch<List<Tag>> tags) implements LogGroupCommand {}

    /** @param name unique in the group */
    record OpenStream(String id, String name, List<Tag> tags) implements LogGroupCommand {
        public OpenStream {
            tags = List.copyOf(tags);
        }
    }

    /** Whatever writes to the stream has nowhere to write then. */
    record CloseStream(String id) implements LogGroupCommand {}

    /** With all its streams. */
    record Close() implements LogGroupCommand {}

    /** A flow log wants to write to a stream; granted is the {@link LogGroup.Feed}. */
    record Connect(EntityRef flowLog, LogGroup.Feed feed) implements LogGroupCommand, Command.OnBehalf {}

    record Disconnect(EntityRef flowLog) implements LogGroupCommand, Command.OnBehalf {}

    static Claim connect(EntityRef group, EntityRef flowLog, LogGroup.Feed feed) {
        return new Claim(group, new Connect(flowLog, feed), new Disconnect(flowLog));
    }
}
