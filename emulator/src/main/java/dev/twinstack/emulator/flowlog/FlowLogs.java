package dev.twinstack.emulator.flowlog;

import dev.twinstack.emulator.flowlog.FlowLog.Target;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.loggroup.LogGroup;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.vpc.Vpc;
import java.util.List;
import java.util.Optional;

/**
 * The flow logs of a project as they are seen: one whose target is gone is gone too, in the same moment and however the
 * target went. The reference says so of ports (DEL-28); ASSUMED of subnets and VPCs, check by deleting one that has a
 * flow log. Such logs stay in the journal until {@link #orphans} are closed.
 */
public final class FlowLogs {
    private FlowLogs() {}

    /** How a flow log is doing (FLOW-03). */
    public enum Status {
        ACTIVE,
        /** Switched off. */
        DOWN,
        /** Switched on, but its log stream is gone. ASSUMED; check by deleting the stream under a flow log. */
        ERROR
    }

    public static boolean exists(Snapshot snapshot, Target target) {
        return switch (target.kind()) {
            case PORT -> snapshot.find(Port.TYPE, target.id()).isPresent();
            case NETWORK -> snapshot.find(Subnet.TYPE, target.id()).isPresent();
            case VPC -> snapshot.find(Vpc.TYPE, target.id()).isPresent();
        };
    }

    public static Optional<FlowLog> find(Snapshot snapshot, String id) {
        return snapshot.find(FlowLog.TYPE, id).filter(log -> exists(snapshot, log.target()));
    }

    /** {@return all of them, in ascending order of id} */
    public static List<FlowLog> all(Snapshot snapshot) {
        return snapshot.all(FlowLog.TYPE).stream()
                .filter(log -> exists(snapshot, log.target()))
                .toList();
    }

    /** {@return those nobody sees any more} They still count until they are closed. */
    public static List<FlowLog> orphans(Snapshot snapshot) {
        return snapshot.all(FlowLog.TYPE).stream()
                .filter(log -> !exists(snapshot, log.target()))
                .toList();
    }

    public static Status status(Snapshot snapshot, FlowLog log) {
        if (!log.adminState()) {
            return Status.DOWN;
        }
        return snapshot.find(LogGroup.TYPE, log.logGroup())
                        .flatMap(group -> group.stream(log.logStream()))
                        .isPresent()
                ? Status.ACTIVE
                : Status.ERROR;
    }
}
