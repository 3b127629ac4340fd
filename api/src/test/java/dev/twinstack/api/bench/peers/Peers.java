package dev.twinstack.api.bench.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.api.bench.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code scenarios/bench/peers}: measures each peer in turn, writes the table, exits 1 if a target is missed. */
final class Peers {
    /** A part of a run that is no peer: the twin against a bare handler. */
    private static final String BARE = "bare";

    private static final int MINE = 64;
    private static final List<String> CREATES = List.of("create VPC", "create subnet", "create port");

    private final Path scripts;
    private final Path out;
    private final Scale scale;
    private final List<Figure> figures = new ArrayList<>();
    private final ObjectNode run = new ObjectMapper().createObjectNode();
    private final ArrayNode rows = run.putArray("peers");

    private Peers(Path home, Path out, Scale scale) {
        scripts = home.resolve("scenarios/bench/peer");
        this.out = out;
        this.scale = scale;
    }

    /** The arguments are the repository, the directory for everything written, full or quick, and what to measure. */
    public static void main(String[] args) throws InterruptedException {
        boolean quick = args[2].equals("quick");
        List<String> parts = List.of(args).subList(3, args.length);
        Peers peers = new Peers(Path.of(args[0]), Path.of(args[1]), quick ? Scale.QUICK : Scale.FULL);
        try {
            peers.describe(quick);
            peers.measure(parts.isEmpty() ? everything() : parts);
            System.exit(quick || peers.figures.stream().allMatch(Figure::held) ? 0 : 1);
        } catch (IOException | RuntimeException failed) {
            peers.say(failed.toString());
            System.exit(2);
        }
    }

    private static List<String> everything() {
        List<String> all = new ArrayList<>(Peer.ALL.stream().map(Peer::name).toList());
        all.add(BARE);
        return all;
    }

    private void measure(List<String> parts) throws IOException, InterruptedException {
        List<Peer> chosen = parts.stream()
                .filter(part -> !part.equals(BARE))
                .map(Peer::named)
                .toList();
        for (Peer peer : install(chosen)) {
            measure(peer);
        }
        compare();
        if (parts.contains(BARE)) {
            say("a bare handler");
            figures.addAll(new BareHandler(scripts, out.resolve(BARE), scale).run());
        }
        write();
    }

    private void describe(boolean quick) throws IOException {
        run.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        run.put("machine", machine());
        run.put("quick", quick);
    }

    /** {@return the processors, their kind, the memory and the system} */
    private static String machine() throws IOException {
        String kind = field(Path.of("/proc/cpuinfo"), "model name");
        double gigabytes =
                Double.parseDouble(field(Path.of("/proc/meminfo"), "MemTotal").replaceAll("[^0-9]", "")) / (1 << 20);
        return String.format(
                Locale.ROOT,
                "%d processors (%s), %.0f GiB, Linux, JDK %s",
                Runtime.getRuntime().availableProcessors(),
                kind,
                gigabytes,
                System.getProperty("java.version"));
    }

    private static String field(Path file, String name) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("0");
    }

    /** All are installed before the first is measured. */
    private List<Peer> install(List<Peer> chosen) throws InterruptedException {
        List<Peer> had = new ArrayList<>();
        for (Peer peer : chosen) {
            say("installing " + peer.name());
            ObjectNode row = rows.addObject().put("peer", peer.name()).put("what", peer.what());
            Path dir = out.resolve(peer.name());
            try {
                row.put(
                        "version",
                        Scripts.run(scripts.resolve(peer.name()), dir.resolve("had.log"), "install", dir.toString()));
                had.add(peer);
            } catch (IOException cannot) {
                row.put("missing", cannot.getMessage());
                say(peer.name() + " cannot be had: " + cannot.getMessage());
            }
        }
        return had;
    }

    private void measure(Peer peer) throws IOException, InterruptedException {
        say(peer.name());
        long start = System.nanoTime();
        ObjectNode row = row(peer.name());
        try {
            new Trial(peer, scripts.resolve(peer.name()), out.resolve(peer.name()), scale, row).run();
        } catch (IOException | RuntimeException broken) {
            row.put("broken", broken.toString().replaceAll("\\s+", " "));
            say(peer.name() + " broke off: " + broken);
        }
        row.put("seconds", (System.nanoTime() - start) / 1e9);
        write();
    }

    private ObjectNode row(String name) {
        for (JsonNode row : rows) {
            if (row.path("peer").asText().equals(name)) {
                return (ObjectNode) row;
            }
        }
        return new ObjectMapper().createObjectNode();
    }

    /** The durable twin's rates of those of others, where both were measured. */
    private void compare() {
        CREATES.forEach(work -> compare(work, "moto", 10));
        CREATES.forEach(work -> compare(work, "neutron", 500));
        compare("list among " + scale.many(), "floci", 5);
    }

    private void compare(String work, String other, double limit) {
        String rate = "/rates/" + work + '/' + MINE + "/per_second";
        double ours = row(Peer.DURABLE).at(rate).asDouble();
        double theirs = row(other).at(rate).asDouble();
        if (ours > 0 && theirs > 0) {
            String how = String.format(Locale.ROOT, "%.1f against %.1f/s, %d connections", ours, theirs, MINE);
            figures.add(new Figure(work + ", of " + other + "'s", ours / theirs, "", limit, false, how));
        }
    }

    /** After each peer: a run takes minutes, and may be stopped. */
    private void write() throws IOException {
        ArrayNode targets = run.putArray("targets");
        figures.forEach(figure -> targets.addObject()
                .put("name", figure.name())
                .put("value", figure.value())
                .put("limit", figure.limit())
                .put("held", figure.held())
                .put("how", figure.how()));
        Files.writeString(out.resolve("peers.md"), new Table(run).markdown());
        Files.writeString(
                out.resolve("peers.json"),
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(run));
    }

    private void say(String what) {
        System.err.println("peers: " + what);
    }
}
