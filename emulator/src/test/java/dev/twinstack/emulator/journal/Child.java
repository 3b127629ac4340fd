package dev.twinstack.emulator.journal;

import dev.twinstack.emulator.journal.Notebook.Desk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/** Another process on the same journal. What it prints is in {@link #lines}. */
final class Child implements AutoCloseable {

    private final Process process;
    private final BufferedReader lines;

    private Child(Process process) {
        this.process = process;
        this.lines = process.inputReader();
    }

    /** Opens the journal, prints "open" and keeps it open; or prints why it was refused. */
    static Child holding(JournalSettings settings) throws IOException {
        return start("hold", settings);
    }

    /** Takes notes in several notebooks as fast as it can; prints {@code id sequenceNr} for each acknowledged one. */
    static Child writing(JournalSettings settings) throws IOException {
        return start("write", settings);
    }

    private static Child start(String what, JournalSettings settings) throws IOException {
        String place = switch (settings) {
            case JournalSettings.Directory(var dir) -> dir.toString();
            case JournalSettings.Database database -> database.jdbcUrl();
            case JournalSettings.Memory() -> throw new IllegalArgumentException("memory has one process");
            case JournalSettings.Shared shared -> throw new IllegalArgumentException("of nodes there is another test");
        };
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new Child(new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Xmx256m",
                        Child.class.getName(),
                        what,
                        place)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    long pid() {
        return process.pid();
    }

    String line() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new IOException("The child ended");
        }
        return line;
    }

    /** Kills it as kill -9 does, and returns all it had printed and nobody had read, whole lines only. */
    List<String> kill() throws IOException, InterruptedException {
        // Through the handle, since Process.destroyForcibly also closes the stream and drops what is in it.
        process.toHandle().destroyForcibly();
        StringBuilder rest = new StringBuilder();
        for (int c = lines.read(); c >= 0; c = lines.read()) {
            rest.append((char) c);
        }
        process.waitFor();
        rest.setLength(rest.lastIndexOf("\n") + 1);
        return rest.toString().lines().toList();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    public static void main(String[] arguments) throws Exception {
        JournalSettings settings = arguments[1].startsWith("jdbc:")
                ? new JournalSettings.Database(arguments[1])
                : new JournalSettings.Directory(Path.of(arguments[1]));
        PrintStream out = System.out;
        try (Journal journal = Journal.open(settings)) {
            switch (arguments[0]) {
                case "hold" -> {
                    out.println("open");
                    Thread.sleep(Long.MAX_VALUE);
                }
                case "write" -> write(journal, out);
                default -> throw new IllegalArgumentException(arguments[0]);
            }
        } catch (JournalException e) {
            out.println(e.getMessage());
        }
    }

    private static void write(Journal journal, PrintStream out) {
        Desk desk = Desk.on(journal);
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String id = "load|" + i;
            ActorRef<Notebook.Command> notebook = desk.open(id);
            writers.add(Thread.ofVirtual().start(() -> {
                while (true) {
                    long sequenceNr = Notebook.await(desk.note(notebook, "note"));
                    // One write call for a line, so that lines of different threads do not mix.
                    out.print(id + " " + sequenceNr + "\n");
                }
            }));
        }
        writers.forEach(thread -> {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
