package dev.twinstack.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    @Test
    void saysWhatIsWellAndWhatToDoAboutTheRest(@TempDir Path dir) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Typed doctor =
                    Typed.line("doctor", "--data", dir.toString(), "--port", Integer.toString(taken.getLocalPort()));
            assertThat(doctor.exitCode()).isEqualTo(1);
            assertThat(doctor.out())
                    .contains("ok     Java ")
                    .contains("ok     data in " + dir)
                    .contains("wrong  port " + taken.getLocalPort());
        }
        assertThat(dir.resolve("journal.mv.db")).doesNotExist();
    }

    @Test
    void seesThatDataIsInUse(@TempDir Path data) {
        List<Typed> doctor = new ArrayList<>();
        Typed.line(data, twin -> doctor.add(Typed.line(data, other -> {}, "doctor", "--port", "0")), "up", "--port=0");
        assertThat(doctor.getFirst().out()).contains("wrong  data in " + data).contains("in use by another Twinstack");
    }

    @Test
    void seesThatATwinIsUpAndWhichDataItHas(@TempDir Path data, @TempDir Path elsewhere) {
        List<Typed> doctors = new ArrayList<>();
        List<Integer> ports = new ArrayList<>();
        Typed.line(
                data,
                twin -> {
                    ports.add(twin.endpoint().getPort());
                    for (Path place : List.of(data, elsewhere)) {
                        doctors.add(
                                Typed.line(place, other -> {}, "doctor", "--port", Integer.toString(ports.getFirst())));
                    }
                },
                "up",
                "--port=0");
        assertThat(doctors)
                .allSatisfy(doctor -> assertThat(doctor.out())
                        .contains("ok     port " + ports.getFirst() + ": a twin is up there, Twinstack (pid "));
        assertThat(doctors.getFirst().out()).contains("ok     data in " + data + ", held by the twin that is up");
        assertThat(doctors.getLast().out()).contains("ok     data in " + elsewhere + "\n");
    }

    @Test
    void asksTheDatabase() {
        Typed doctor = Typed.line("doctor", "--port", "0", "--database", "jdbc:postgresql://127.0.0.1:1/twin");
        assertThat(doctor.out()).contains("jdbc:postgresql://127.0.0.1:1/twin cannot be reached");
        assertThat(doctor.exitCode()).isEqualTo(1);
    }

    @Test
    void aDirectoryIsNotMadeByLookingForIt(@TempDir Path dir) {
        Path data = dir.resolve("not/yet");
        assertThat(Typed.line("doctor", "--port", "0", "--data", data.toString())
                        .out())
                .contains("ok     data in " + data + " (new)");
        assertThat(Files.exists(data)).isFalse();
    }
}
