package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.bandwidth.Bandwidth;

/**
 * A bandwidth that a flow passes, and shares with whatever else is in it (BW-17).
 *
 * @param mbits its size in Mbit/s
 */
public record Limit(Node bandwidth, int mbits) {
    static Limit of(Bandwidth bandwidth) {
        return new Limit(Nodes.of(bandwidth), bandwidth.size());
    }
}
