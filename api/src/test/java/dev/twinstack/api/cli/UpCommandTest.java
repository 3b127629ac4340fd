package dev.twinstack.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpCommandTest {
    @Test
    void saysWhereItIsAndHowToPointAClientAtIt(@TempDir Path dir) {
        Path ready = dir.resolve("ready");
        AtomicReference<URI> endpoint = new AtomicReference<>(URI.create("none:/"));
        Typed up = Typed.line(
                dir.resolve("data"),
                twin -> {
                    endpoint.set(twin.endpoint());
                    assertThat(ready).hasContent(twin.endpoint() + "\n");
                },
                "up",
                "--port",
                "0",
                "--ready-file",
                ready.toString(),
                "--project",
                "eu-de_mine");
        assertThat(up.err()).isEmpty();
        assertThat(up.exitCode()).isZero();
        assertThat(up.out())
                .contains("0.0.0-test is up at " + endpoint.get() + ", region eu-de, data in " + dir.resolve("data"))
                .contains("export OS_AUTH_URL=" + endpoint.get() + "/v3 ")
                .contains("export OS_PROJECT_NAME=eu-de_mine ");
    }

    @Test
    void saysHowLongThingsTakeUnlessTheyAreDoneAtOnce() {
        Typed up = Typed.line("up", "--port=0", "--memory", "--timing", "otc", "--timing-speed", "20");
        assertThat(up.exitCode()).as(up.err()).isZero();
        assertThat(up.out()).contains(", timing otc (seed 1, speed 20).");
        assertThat(Typed.line("up", "--port=0", "--memory").out()).doesNotContain("timing");
    }

    @Test
    void aPortInUseIsToldInOneLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Typed up = Typed.line("up", "--memory", "--port", Integer.toString(taken.getLocalPort()));
            assertRefused(up, "cannot listen on 127.0.0.1 port " + taken.getLocalPort());
        }
    }

    @Test
    void aDataDirectoryInUseIsToldInOneLine(@TempDir Path data) {
        List<Typed> second = new ArrayList<>();
        Typed first = Typed.line(
                data, twin -> second.add(Typed.line("up", "--port", "0", "--data", data.toString())), "up", "--port=0");
        assertThat(first.exitCode()).isZero();
        assertRefused(second.getFirst(), data + " is in use by another Twinstack");
    }

    @Test
    void aDirectoryThatCannotBeMadeIsToldInOneLine(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("file"), "");
        assertRefused(
                Typed.line("up", "--port", "0", "--data", file.resolve("data").toString()), "cannot be written");
    }

    @Test
    void anUnreachableDatabaseIsToldInOneLine() {
        assertRefused(
                Typed.line("up", "--port", "0", "--database", "jdbc:postgresql://127.0.0.1:1/twin?password=secret"),
                "jdbc:postgresql://127.0.0.1:1/twin cannot be reached");
    }

    @Test
    void wrongOptionsAreToldInOneLine() {
        assertMisused(Typed.line("up", "--timing", "real"), "'real'");
        assertRefused(Typed.line("up", "--memory", "--timing-speed", "20"), "need --timing otc");
        assertRefused(
                Typed.line("up", "--memory", "--timing=otc", "--timing-speed=0"), "a speed of 0 is not from 1 to");
        assertMisused(Typed.line("up", "--port", "70000"), "'70000' is not between 0 and 65535");
        assertMisused(Typed.line("up", "--public-ipv4", "198.18.0.1/15"), "'198.18.0.1/15'");
        assertMisused(Typed.line("up", "--ipv6", "10.0.0.0/8"), "'10.0.0.0/8'");
        assertMisused(Typed.line("up", "--memory", "--data", "somewhere"), "mutually exclusive");
        assertMisused(Typed.line("up", "--quota", "vpc=many"), "'many'");
        assertRefused(Typed.line("up", "--quota", "unicorn=1"), "no quota type is called unicorn");
        assertRefused(Typed.line("up", "--quota", "vpc=-2"), "-1 means unlimited");
        assertMisused(Typed.line("upp"), "'upp'");
        assertMisused(Typed.line(), "a command is missing");
    }

    @Test
    void listeningToEverybodyIsWarnedOf() {
        Typed up = Typed.line("up", "--memory", "--port", "0", "--bind", "0.0.0.0");
        assertThat(up.exitCode()).isZero();
        assertThat(up.err()).contains("warning: 0.0.0.0 is not a loopback address");
    }

    private static void assertRefused(Typed typed, String message) {
        assertThat(typed.err()).contains(message).hasLineCount(1).startsWith("twinstack: ");
        assertThat(typed.exitCode()).isEqualTo(2);
    }

    private static void assertMisused(Typed typed, String message) {
        assertThat(typed.err()).contains(message).doesNotContain("\tat ").startsWith("twinstack: ");
        assertThat(typed.exitCode()).isEqualTo(2);
    }
}
