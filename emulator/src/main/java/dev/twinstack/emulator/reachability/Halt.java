package dev.twinstack.emulator.reachability;

import java.util.List;

/** Why a flow can go no further. */
record Halt(Disposition disposition, Step.Stop step, List<Remedy> remedies) {
    Halt {
        remedies = List.copyOf(remedies);
    }

    static Halt of(Disposition disposition, Node resource, String text, String... cites) {
        return new Halt(disposition, new Step.Stop(resource, text, List.of(cites)), List.of());
    }

    /** {@return the same, which these changes together would take away} */
    Halt remediedBy(Remedy... remedies) {
        return remediedBy(List.of(remedies));
    }

    Halt remediedBy(List<Remedy> changes) {
        return new Halt(disposition, step, changes);
    }
}
