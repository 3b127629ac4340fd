package dev.twinstack.emulator.reachability;

import java.util.List;

/** Why a flow can go no further. */
record Halt(Disposition disposition, Step.Stop step) {
    static Halt of(Disposition disposition, Node resource, String text, String... cites) {
        return new Halt(disposition, new Step.Stop(resource, text, List.of(cites)));
    }
}
