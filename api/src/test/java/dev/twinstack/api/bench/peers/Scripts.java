package dev.twinstack.api.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a peer's script, {@code scenarios/bench/peer/NAME}, for what it does at once. */
final class Scripts {
    private static final int CANNOT = 3;

    private Scripts() {}

    /** What cannot be had on this machine; the message says why. */
    static final class CannotBeHad extends IOException {
        private static final long serialVersionUID = 1L;

        CannotBeHad(String why) {
            super(why);
        }
    }

    /** {@return the last line it printed} */
    static String run(Path script, Path log, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(words));
        Files.createDirectories(log.getParent());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(15, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IOException(words[0] + " did not end; see " + log);
        }
        String said =
                Files.readAllLines(log).stream().filter(line -> !line.isBlank()).reduce("", (before, line) -> line);
        if (process.exitValue() == CANNOT) {
            throw new CannotBeHad(said);
        }
        if (process.exitValue() != 0) {
            throw new IOException(words[0] + " ended with " + process.exitValue() + ": " + said);
        }
        return said;
    }
}
