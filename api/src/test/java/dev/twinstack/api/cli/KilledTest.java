package dev.twinstack.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.scenarios.cloud.Cloud;
import dev.twinstack.scenarios.cloud.Credentials;
import dev.twinstack.scenarios.cloud.Endpoint;
import dev.twinstack.scenarios.cloud.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own, ended the hard way and the gentle way. */
class KilledTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path dir;

    @Test
    void whatWasAcknowledgedOutlivesKillAndTheListsAreTheSameBytes() throws IOException, InterruptedException {
        String before;
        Process first = up();
        try {
            Cloud cloud = signIn();
            for (int i = 0; i < 20; i++) {
                cloud.call(
                        "POST",
                        cloud.url("vpc", "/vpcs"),
                        Json.wrap("vpc", Json.object().put("name", "vpc-" + i).put("cidr", "10." + i + ".0.0/16")));
            }
            before = list(cloud);
        } finally {
            first.destroyForcibly().waitFor();
        }
        assertThat(before).contains("vpc-19");
        Process second = up();
        try {
            assertThat(list(signIn())).isEqualTo(before);
            long asked = System.nanoTime();
            second.destroy();
            assertThat(second.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(8));
            assertThat(second.exitValue()).isEqualTo(128 + 15);
        } finally {
            second.destroyForcibly().waitFor();
        }
        assertThat(dir.resolve("log")).content().doesNotContain("ERROR").doesNotContain("Exception");
    }

    /** Starts with the class path and the virtual machine of this test, and returns when the twin answers. */
    private Process up() throws IOException, InterruptedException {
        Path ready = dir.resolve("ready");
        ProcessHandle.Info self = ProcessHandle.current().info();
        Process process = new ProcessBuilder(List.of(
                        self.command().orElse("java"),
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.twinstack.api.Main",
                        "up",
                        "--port=0",
                        "--data=" + dir.resolve("data"),
                        "--ready-file=" + ready))
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(dir.resolve("log").toFile()))
                .start();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        // The ready file of a killed twin is removed by the next before it starts, but not in no time.
        while (!Files.exists(ready) || !answers(ready)) {
            assertThat(process.isAlive()).as("the twin lives").isTrue();
            assertThat(System.nanoTime()).as("time left").isLessThan(deadline);
            Thread.sleep(20);
        }
        return process;
    }

    private static boolean answers(Path ready) {
        try {
            URI endpoint = URI.create(Files.readString(ready).strip());
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()));
                return true;
            }
        } catch (IOException gone) {
            return false;
        }
    }

    private Cloud signIn() throws IOException {
        URI endpoint = URI.create(Files.readString(dir.resolve("ready")).strip());
        Credentials twin = new Credentials("twin", "twin", "twinstack");
        return Cloud.signIn(HttpClient.newHttpClient(), new Endpoint(endpoint, twin, "eu-de"), "eu-de_twin");
    }

    private static String list(Cloud cloud) {
        return cloud.exchange("GET", cloud.url("vpc", "/vpcs"), Json.read("")).received();
    }
}
