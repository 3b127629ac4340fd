package dev.twinstack.emulator.flowlog;

import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.loggroup.LogGroup;
import java.time.Instant;
import java.util.Locale;

/**
 * A flow log. Only its name, its description and whether it is on may change (FLOW-04).
 *
 * @param indexEnabled whether LTS shall make what is written searchable
 * @param adminState whether it is on, as it is from the start (FLOW-03)
 */
public record FlowLog(
        String id,
        String name,
        String description,
        Target target,
        Traffic traffic,
        String logGroup,
        String logStream,
        boolean indexEnabled,
        boolean adminState,
        Instant createdAt,
        Instant updatedAt) {
    public static final ResourceType<FlowLog> TYPE = new ResourceType<>("flowlog", FlowLog.class);

    /** Whose traffic (FLOW-01). */
    public record Target(Kind kind, String id) {}

    /** A network is a subnet. */
    public enum Kind {
        PORT,
        NETWORK,
        VPC;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which part of the traffic. */
    public enum Traffic {
        ALL,
        ACCEPT,
        REJECT;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@return what it writes, as the log group knows it} */
    LogGroup.Feed feed() {
        return feed(target, traffic, logStream);
    }

    static LogGroup.Feed feed(Target target, Traffic traffic, String logStream) {
        return new LogGroup.Feed(logStream, target.kind().word() + ' ' + target.id(), traffic.word());
    }
}
