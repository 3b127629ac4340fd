package dev.twinstack.emulator.reach;

import dev.twinstack.emulator.inventory.Snapshot;
import java.util.List;
import java.util.stream.Stream;

/** Rules and routes that never decide anything, and what keeps them from it. */
public final class UnusedRules {
    private UnusedRules() {}

    /** {@return those of security groups first, then of firewalls, then routes} Each by its owner's id, in its owner's order. */
    public static List<Unused> of(Snapshot snapshot) {
        return Stream.of(
                        new GroupRules(snapshot).unused(),
                        new FirewallRules(snapshot).unused(),
                        new Routes(snapshot).unused())
                .flatMap(each -> each)
                .toList();
    }
}
