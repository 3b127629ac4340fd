package dev.twinstack.emulator.system;

/** Whether a cloud runs in one process, or on several nodes that share a database. */
public sealed interface Membership {
    Membership ALONE = new Alone();

    record Alone() implements Membership {}

    /**
     * One of several nodes.
     *
     * @param host where the others reach this one, a name or an address
     * @param port for what nodes say to each other; not that of requests
     */
    record Node(String host, int port) implements Membership {}
}
