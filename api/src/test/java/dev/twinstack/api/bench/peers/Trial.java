package dev.twinstack.api.bench.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.api.bench.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/**
 * One peer, measured. It lives twice, each time from nothing: once to be written to, killed and raced for; once to be read
 * from, among few and among many. What is found goes into a JSON object as it comes, so that a peer that fails half-way
 * keeps what it had shown.
 */
final class Trial {
    private static final String RANGE = "10.0.0.0/16";
    private static final double STARTING = 120;
    /** Of one rate: four times as many ports fit into the subnet. */
    private static final int MOST = 15_000;
    /** Connections that warm up, and that make what is there to be measured. */
    private static final int WARMING = 16;

    private final Peer peer;
    private final Path script;
    private final Path dir;
    private final Scale scale;
    private final ObjectNode found;
    private final long begun = System.nanoTime();

    Trial(Peer peer, Path script, Path dir, Scale scale, ObjectNode found) {
        this.peer = peer;
        this.script = script;
        this.dir = dir;
        this.scale = scale;
        this.found = found;
    }

    /** For starting it only. */
    Trial(Peer peer, Path script, Path dir, Scale scale) {
        this(peer, script, dir, scale, new ObjectMapper().createObjectNode());
    }

    void run() throws IOException, InterruptedException {
        Path written = dir.resolve("written");
        Path read = dir.resolve("read");
        Server.delete(written);
        Server.delete(read);
        try {
            Queue<String> acknowledged;
            try (Running running = start(written)) {
                found.put("start_seconds", running.seconds);
                TimeUnit.MILLISECONDS.sleep((long) (scale.seconds() * 500));
                found.put("idle_megabytes", running.server.residentMegabytes());
                write(running);
                acknowledged = killed(running);
            }
            try (Running running = start(written)) {
                ObjectNode kill = found.putObject("kill");
                Set<String> missing = new HashSet<>(acknowledged);
                kill.put("acknowledged", missing.size()).put("restart_seconds", running.seconds);
                missing.removeAll(networks(running));
                kill.put("lost", missing.size());
                found.set("checks", new Checks(running.wire, running.load).run());
                found.set("races", new Races(running.server.endpoint(), running.wire, scale).run());
            }
            try (Running running = start(read)) {
                // The first start of all may read from a cold disk.
                double first = found.path("start_seconds").asDouble();
                found.put("start_seconds", Math.min(first, running.seconds));
                read(running);
            }
        } finally {
            Server.delete(written);
            Server.delete(read);
        }
    }

    /** A peer that answers. */
    record Running(Server server, Wire wire, Load load, double seconds) implements AutoCloseable {
        @Override
        public void close() {
            server.close();
        }
    }

    /** From the start of its first process to its first list of networks. */
    Running start(Path data) throws IOException, InterruptedException {
        if (!Files.exists(data)) {
            Scripts.run(script, dir.resolve("lay.log"), "lay", dir.toString(), data.toString());
        }
        long start = System.nanoTime();
        Path log = dir.resolve("serve.log");
        Server server = Server.start(script, dir, data, log);
        while (server.isAlive() && (System.nanoTime() - start) / 1e9 < STARTING) {
            try {
                Wire wire = peer.wire(server.endpoint());
                Load load = new Load(server.endpoint());
                if (load.send(wire.list("")).isGood()) {
                    return new Running(server, wire, load, (System.nanoTime() - start) / 1e9);
                }
            } catch (RuntimeException notYet) {
                // It does not listen yet, or not for long enough.
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        server.close();
        throw new IOException("it does not answer; see " + log);
    }

    private void write(Running running) {
        Wire wire = running.wire;
        Load load = running.load;
        creates(load, "create VPC", i -> wire.createNetwork(RANGE));
        // One subnet after the other for each of a hundred networks.
        List<String> few = make(running, Scale.FEW);
        creates(load, "create subnet", i -> {
            int block = (int) (i / few.size());
            return wire.createSubnet(few.get((int) (i % few.size())), Wire.address(RANGE, 16 * block) + "/28");
        });
        String network = make(running, 1).getFirst();
        Wire.Subnet subnet = new Wire.Subnet(wire.id(load.send(wire.createSubnet(network, RANGE))), network);
        creates(load, "create port", i -> wire.createPort(subnet));
    }

    /** No request is sent twice: what is created first warms up, and has its own numbers. */
    private void creates(Load load, String what, LongFunction<Load.Request> requests) {
        long[] from = {0};
        Load.Work work =
                (connection, i) -> connection.send(requests.apply(from[0] + i)).status();
        from[0] += asked(load.run(WARMING, bound(scale.seconds() / 2), work));
        for (int connections : scale.connections()) {
            if (isLate()) {
                return;
            }
            Load.Result result = load.run(connections, bound(scale.seconds()), work);
            note(what, connections, result);
            from[0] += asked(result);
        }
    }

    /** {@return more than were sent} */
    private long asked(Load.Result result) {
        return result.answered() + result.failures() + scale.connections().getLast();
    }

    private Load.Bound bound(double seconds) {
        double left = Math.max(0, scale.patience() - (System.nanoTime() - begun) / 1e9);
        return new Load.Bound(MOST, Math.min(seconds, left), Math.min(scale.grace(), left));
    }

    private boolean isLate() {
        return bound(1).seconds() < 1;
    }

    private void note(String what, int connections, Load.Result result) {
        found.withObject("/rates/" + what)
                .putObject(Integer.toString(connections))
                .put("per_second", Math.max(0, result.answered() - result.failures()) / result.seconds())
                .put("p50_ms", result.percentile(0.5))
                .put("p99_ms", result.percentile(0.99))
                .put("answered", result.answered())
                .put("failed", result.failures());
    }

    /** {@return the networks that could be made in time, of so many} */
    private List<String> make(Running running, int count) {
        ConcurrentLinkedQueue<String> made = new ConcurrentLinkedQueue<>();
        Load.Bound time = bound(scale.filling());
        running.load.run(
                Math.min(count, WARMING), new Load.Bound(count, time.seconds(), time.grace()), making(running, made));
        if (made.isEmpty()) {
            throw new IllegalStateException(isLate() ? "its time is up" : "it makes no networks");
        }
        return List.copyOf(made);
    }

    private static Load.Work making(Running running, Queue<String> made) {
        return (connection, i) -> {
            Load.Reply reply = connection.send(running.wire.createNetwork(RANGE));
            if (reply.isGood()) {
                made.add(running.wire.id(reply));
            }
            return reply.status();
        };
    }

    /** {@return the networks that were acknowledged before kill -9 came} It comes while more are being made. */
    private Queue<String> killed(Running running) {
        Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        double seconds = 2 + 2 * scale.seconds();
        CompletableFuture<Load.Result> load = CompletableFuture.supplyAsync(() -> running.load.run(
                WARMING, new Load.Bound(Long.MAX_VALUE, seconds + 5, 0), making(running, acknowledged)));
        long start = System.nanoTime();
        while (!load.isDone()
                && acknowledged.size() < scale.acknowledged()
                && (System.nanoTime() - start) / 1e9 < seconds) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        running.server.kill();
        load.join();
        return acknowledged;
    }

    static Set<String> networks(Running running) {
        Set<String> networks = new HashSet<>();
        String marker = "";
        do {
            Load.Reply page = running.load.send(running.wire.list(marker));
            networks.addAll(running.wire.networks(page));
            marker = running.wire.next(page);
        } while (!marker.isEmpty());
        return networks;
    }

    private void read(Running running) throws IOException, InterruptedException {
        List<String> few = make(running, Scale.FEW);
        reads(running, "among " + Scale.FEW, few);
        if (!peer.fills()) {
            make(running, scale.many() - few.size());
        } else {
            String count = Integer.toString(scale.many() - few.size());
            Scripts.run(
                    script,
                    dir.resolve("fill.log"),
                    "fill",
                    dir.toString(),
                    dir.resolve("read").toString(),
                    count);
        }
        found.put("many", networks(running).size());
        reads(running, "among " + scale.many(), few);
    }

    private void reads(Running running, String among, List<String> ids) {
        Wire wire = running.wire;
        List<Load.Request> shows = ids.stream().map(wire::show).toList();
        measure(
                running.load,
                "get " + among,
                (connection, i) ->
                        connection.send(shows.get((int) (i % shows.size()))).status());
        measure(running.load, "list " + among, (connection, i) -> {
            Load.Reply page;
            String marker = "";
            do {
                page = connection.send(wire.list(marker));
                marker = page.isGood() ? wire.next(page) : "";
            } while (!marker.isEmpty());
            return page.status();
        });
    }

    private void measure(Load load, String what, Load.Work work) {
        load.run(1, bound(scale.seconds() / 4), work);
        for (int connections : scale.connections()) {
            if (!isLate()) {
                note(what, connections, load.run(connections, bound(scale.seconds()), work));
            }
        }
    }
}
