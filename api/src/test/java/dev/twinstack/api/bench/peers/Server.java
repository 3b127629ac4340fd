package dev.twinstack.api.bench.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A peer that runs: a session of processes of its own, so that all of them are found. Linux only. */
final class Server implements AutoCloseable {
    private static final Set<Server> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Server::kill)));
    }

    private final Process process;
    private final URI endpoint;

    private Server(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** {@return a server that starts on a free port} */
    static Server start(Path script, Path dir, Path data, Path log) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Process process = new ProcessBuilder(
                        "setsid", script.toString(), "serve", dir.toString(), Integer.toString(port), data.toString())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Server server = new Server(process, URI.create("http://127.0.0.1:" + port));
        RUNNING.add(server);
        return server;
    }

    URI endpoint() {
        return endpoint;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** {@return the resident memory of all its processes, in MB} What they share is counted in each. */
    double residentMegabytes() {
        return processes()
                .flatMap(pid -> lines(Path.of("/proc", Long.toString(pid), "status")).stream())
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .sum();
    }

    /** Ends all of it as {@code kill -9} does. */
    void kill() {
        for (List<Long> left = processes().toList();
                !left.isEmpty();
                left = processes().toList()) {
            left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        process.onExit().join();
        RUNNING.remove(this);
    }

    @Override
    public void close() {
        kill();
    }

    private Stream<Long> processes() {
        return ProcessHandle.allProcesses().map(ProcessHandle::pid).filter(pid -> session(pid) == process.pid());
    }

    /** {@return the session of a process that is not a zombie} Source: proc_pid_stat(5); the name may hold anything. */
    private static long session(long pid) {
        return lines(Path.of("/proc", Long.toString(pid), "stat")).stream()
                .map(line -> line.substring(line.lastIndexOf(')') + 2).split(" "))
                .filter(fields -> !fields[0].equals("Z"))
                .mapToLong(fields -> Long.parseLong(fields[3]))
                .findFirst()
                .orElse(-1);
    }

    /** {@return none for a process that is gone} */
    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException gone) {
            return List.of();
        }
    }

    /** Deletes what was kept. */
    static void delete(Path data) {
        if (!Files.exists(data)) {
            return;
        }
        try (Stream<Path> all = Files.walk(data)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
