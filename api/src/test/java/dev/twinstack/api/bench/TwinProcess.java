package dev.twinstack.api.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A twin in a process of its own, started by the launcher as a user would. */
final class TwinProcess implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(3);
    private static final int STOPPING = 60;
    private static final String LOGIN = "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":{"
            + "\"name\":\"bench\",\"password\":\"bench\",\"domain\":{\"name\":\"bench\"}}}},"
            + "\"scope\":{\"project\":{\"name\":\"eu-de_bench\"}}}}";

    private final Process process;
    private final URI endpoint;

    private TwinProcess(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** {@return a twin started by the launcher} */
    static TwinProcess start(Path home, Path data, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(home.resolve("twinstack").toString()));
        command.addAll(List.of(options));
        return start(command, List.of("--data", data.toString()), data.resolveSibling(data.getFileName() + ".log"));
    }

    /**
     * {@return one node of several, started by the launcher}
     *
     * @param port what nodes say to each other goes there
     */
    static TwinProcess node(Path home, String database, int port, Path log) throws IOException {
        return start(
                List.of(home.resolve("twinstack").toString()),
                List.of("--database", database, "--join", "127.0.0.1:" + port),
                log);
    }

    /**
     * {@return a twin of this process's own classes}
     *
     * @param storage the options that say where data is kept
     */
    static TwinProcess here(List<String> storage, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.twinstack.api.Main"));
        return start(command, storage, log);
    }

    private static TwinProcess start(List<String> launch, List<String> storage, Path log) throws IOException {
        Path ready = Files.createTempFile("twinstack-ready", "");
        Files.delete(ready);
        List<String> command = new ArrayList<>(launch);
        command.addAll(List.of("up", "--port", "0", "--ready-file", ready.toString()));
        command.addAll(storage);
        for (String quota : List.of("vpc", "subnet", "securityGroup", "publicIp")) {
            command.addAll(List.of("--quota", quota + "=-1"));
        }
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        long start = System.nanoTime();
        while (!Files.exists(ready) || Files.size(ready) == 0) {
            if (!process.isAlive() || System.nanoTime() - start > PATIENCE) {
                throw new IOException("the twin did not start; see " + log);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        return new TwinProcess(process, URI.create(Files.readString(ready).strip()));
    }

    URI endpoint() {
        return endpoint;
    }

    long pid() {
        return process.pid();
    }

    /** A project-scoped token, and the id of its project. */
    record Session(String token, String project) {}

    Session login() throws IOException, InterruptedException {
        return login("eu-de_bench");
    }

    Session login(String project) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(endpoint.resolve("/v3/auth/tokens"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(LOGIN.replace("eu-de_bench", project)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            String id = new ObjectMapper()
                    .readTree(answer.body())
                    .at("/token/project/id")
                    .asText();
            return new Session(answer.headers().firstValue("X-Subject-Token").orElseThrow(), id);
        }
    }

    /** {@return the resident memory in MB} Linux only. */
    double residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    /** {@return the heap in use, in bytes, after a full collection} */
    double heapBytes() throws IOException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process collect = new ProcessBuilder(jcmd, Long.toString(pid()), "GC.class_histogram").start();
        String total = new String(collect.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow();
        return Double.parseDouble(total.strip().split("\\s+")[2]);
    }

    /** Ends it as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        process.onExit().orTimeout(STOPPING, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(STOPPING, TimeUnit.SECONDS).join();
    }
}
