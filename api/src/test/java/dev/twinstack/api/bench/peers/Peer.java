package dev.twinstack.api.bench.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;

/**
 * What is measured.
 *
 * @param name also of its script in {@code scenarios/bench/peer}
 * @param fills whether that script can put networks into its store, where making them takes too long
 */
record Peer(String name, String what, boolean fills, Speaking speaks) {
    /** The twin that the others are compared with: everything acknowledged survives {@code kill -9}. */
    static final String DURABLE = "twinstack";

    static final String IN_MEMORY = "twinstack-memory";

    static final List<Peer> ALL = List.of(
            new Peer(DURABLE, "this twin on H2, written at every commit", false, TwinWire::login),
            new Peer(IN_MEMORY, "this twin in memory", false, TwinWire::login),
            new Peer("moto", "EC2; in memory", false, Ec2Wire::new),
            new Peer("ministack", "EC2; writes its state when it is stopped", false, Ec2Wire::new),
            new Peer("localstack", "EC2, the last release without an account; in memory", false, Ec2Wire::new),
            new Peer("floci", "EC2, on Quarkus; an unsynced write-ahead log", false, Ec2Wire::new),
            new Peer("neutron", "OpenStack on MariaDB, flushed at every commit", true, OpenStackWire::new));

    /** How a wire to a server is had. */
    interface Speaking {
        Wire to(URI endpoint) throws IOException;
    }

    Wire wire(URI endpoint) {
        try {
            return speaks.to(endpoint);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Peer named(String name) {
        return ALL.stream()
                .filter(peer -> peer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no peer " + name + "; there are "
                        + ALL.stream().map(Peer::name).toList()));
    }
}
