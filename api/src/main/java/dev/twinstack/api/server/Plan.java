package dev.twinstack.api.server;

import dev.twinstack.emulator.port.PortCommand.PortSpec;
import dev.twinstack.emulator.server.Server.Spec;
import java.util.List;

/**
 * What a request to create servers asks for, in whichever dialect.
 *
 * @param count how many alike
 */
record Plan(Spec spec, List<Nic> nics, Eip eip, int count) {
    Plan {
        nics = List.copyOf(nics);
    }

    sealed interface Nic {
        record New(PortSpec port) implements Nic {}

        record Existing(String port) implements Nic {}
    }

    /** The EIP the primary NIC gets. */
    sealed interface Eip {
        record None() implements Eip {}

        record Existing(String id) implements Eip {}

        /**
         * A new one with a bandwidth of its own.
         *
         * @param size in Mbit/s
         */
        record Dedicated(String type, int size, String chargeMode) implements Eip {}

        /** A new one in a shared bandwidth. */
        record Shared(String type, String bandwidth) implements Eip {}
    }
}
