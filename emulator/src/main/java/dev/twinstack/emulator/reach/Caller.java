package dev.twinstack.emulator.reach;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.reachability.Node;
import dev.twinstack.emulator.reachability.Trace;

/**
 * One who may want to reach an end.
 *
 * @param node a server, a NIC of a server that has several, or the Internet, of which a part goes by its addresses
 * @param trace whether it does, and what decided
 */
public record Caller(Node node, Trace trace) {
    public Family family() {
        return trace.flow().family();
    }

    public boolean reaches() {
        return trace.reachable();
    }
}
