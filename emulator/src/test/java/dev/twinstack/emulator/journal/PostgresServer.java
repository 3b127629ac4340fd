package dev.twinstack.emulator.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A private PostgreSQL cluster in a temporary directory, made with the machine's own binaries. Superuser
 * {@value #USER}, password {@value #PASSWORD}. Stopped and deleted by {@link #close}, or when the JVM ends.
 */
public final class PostgresServer implements AutoCloseable {

    public static final String USER = "twin";
    public static final String PASSWORD = "secret";

    private final Path home;
    private final Path binaries;
    private final int port;
    private final Thread hook = new Thread(this::stop);
    private final AtomicInteger databases = new AtomicInteger();

    private PostgresServer(Path home, Path binaries, int port) {
        this.home = home;
        this.binaries = binaries;
        this.port = port;
    }

    /** {@return a running server} Aborts the test, saying so, on a machine without PostgreSQL. */
    public static PostgresServer startOrAbort() {
        Optional<Path> binaries = binaries();
        Assumptions.assumeTrue(
                binaries.isPresent(),
                "PostgreSQL is not installed (no /usr/lib/postgresql/*/bin, no initdb on the PATH): not tested");
        try {
            Path home = Files.createTempDirectory("twinstack-postgres");
            PostgresServer server = new PostgresServer(home, binaries.get(), freePort());
            Runtime.getRuntime().addShutdownHook(server.hook);
            server.start();
            return server;
        } catch (IOException e) {
            throw new AssertionError("PostgreSQL did not start", e);
        }
    }

    private static Optional<Path> binaries() {
        List<Path> folders = new ArrayList<>();
        Path versions = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(versions)) {
            try (Stream<Path> found = Files.list(versions)) {
                found.map(version -> version.resolve("bin"))
                        .sorted(Comparator.reverseOrder())
                        .forEach(folders::add);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .map(Path::of)
                .forEach(folders::add);
        return folders.stream()
                .filter(folder ->
                        Files.isExecutable(folder.resolve("initdb")) && Files.isExecutable(folder.resolve("pg_ctl")))
                .findFirst();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void start() throws IOException {
        Path password = Files.writeString(home.resolve("password"), PASSWORD);
        if (asRoot()) {
            command(List.of("chown", "-R", unprivileged(), home.toString()));
        }
        run("initdb", "-D", data(), "-U", USER, "--pwfile=" + password, "--auth=scram-sha-256", "-E", "UTF8", "-N");
        String options = "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off";
        run("pg_ctl", "-D", data(), "-w", "-t", "60", "-l", home.resolve("log").toString(), "-o", options, "start");
    }

    /** {@return the JDBC URL, with credentials, of a new and empty database} */
    public String newDatabase() {
        String name = "twin" + databases.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(url("postgres", PASSWORD));
                Statement statement = connection.createStatement()) {
            // A locale that does not sort by bytes, as most real databases have.
            statement.execute("CREATE DATABASE " + name
                    + " TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en' LOCALE 'C.UTF-8'");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return url(name, PASSWORD);
    }

    /** {@return the URL of a database that need not exist, with a password that need not be right} */
    public String url(String database, String password) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + USER + "&password=" + password;
    }

    private String data() {
        return home.resolve("data").toString();
    }

    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (asRoot()) {
            // PostgreSQL refuses to run as root.
            command.addAll(List.of("runuser", "-u", unprivileged(), "--"));
        }
        command.add(binaries.resolve(program).toString());
        command.addAll(List.of(arguments));
        command(command);
    }

    private void command(List<String> command) throws IOException {
        Path output = Files.createTempFile("twinstack-postgres", ".out");
        Process process = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command + ": " + Files.readString(output, UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            Files.delete(output);
        }
    }

    private static boolean asRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static String unprivileged() throws IOException {
        boolean postgres = Files.readAllLines(Path.of("/etc/passwd")).stream().anyMatch(u -> u.startsWith("postgres:"));
        return postgres ? "postgres" : "nobody";
    }

    private void stop() {
        try {
            run("pg_ctl", "-D", data(), "-w", "-m", "immediate", "stop");
            try (Stream<Path> files = Files.walk(home)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new AssertionError("PostgreSQL was not stopped", e);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(hook);
        stop();
    }
}
