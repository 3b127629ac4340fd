package dev.twinstack.api.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code scenarios/durability/run}: creates ports, kills the twin with {@code kill -9}, starts it again, and compares:
 * first at rest, every list byte by byte; then under load, every acknowledged port against the list.
 */
final class Durability {
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");
    private static final int CONNECTIONS = 32;

    private final List<String> storage;
    private final Path log;
    private final int ports;

    Durability(List<String> storage, Path log, int ports) {
        this.storage = storage;
        this.log = log;
        this.ports = ports;
    }

    @SuppressWarnings("SystemOut") // a command-line program
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> storage = List.of(args).subList(1, args.length);
        Path log = Files.createTempFile("twinstack-durability", ".log");
        System.out.println(new Durability(storage, log, Integer.parseInt(args[0])).run());
    }

    /**
     * {@return what was compared}
     *
     * @throws IllegalStateException if something acknowledged is missing, or a list differs
     */
    String run() throws IOException, InterruptedException {
        String first;
        TwinProcess.Session session;
        String network;
        try (TwinProcess twin = TwinProcess.here(storage, log)) {
            session = twin.login();
            network = network(twin, session);
            Load load = new Load(twin.endpoint());
            String subnet = network;
            TwinProcess.Session caller = session;
            Load.Result made = load.run(CONNECTIONS, ports, i -> port(twin.endpoint(), caller, subnet));
            if (made.failures() > 0) {
                throw new IllegalStateException(made.failures() + " ports could not be created");
            }
            first = lists(twin, session);
            twin.kill();
        }
        Set<String> acknowledged;
        try (TwinProcess twin = TwinProcess.here(storage, log)) {
            if (!first.equals(lists(twin, session))) {
                throw new IllegalStateException("the lists differ after kill -9");
            }
            acknowledged = createUntilKilled(twin, session, network);
        }
        try (TwinProcess twin = TwinProcess.here(storage, log)) {
            Set<String> there = ids(lists(twin, session));
            Set<String> missing = new HashSet<>(acknowledged);
            missing.removeAll(there);
            if (!missing.isEmpty()) {
                throw new IllegalStateException(missing.size() + " acknowledged ports are missing: " + missing);
            }
        }
        return "kill -9 at rest: " + ports + " ports, " + first.length()
                + " bytes of lists, the same; kill -9 under load: " + acknowledged.size()
                + " acknowledged, none missing";
    }

    private static Set<String> createUntilKilled(TwinProcess twin, TwinProcess.Session session, String network)
            throws InterruptedException {
        ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (int i = 0; i < CONNECTIONS; i++) {
                threads.execute(() -> create(twin.endpoint(), session, network, acknowledged));
            }
            while (acknowledged.size() < 500) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            twin.kill();
        }
        return new HashSet<>(acknowledged);
    }

    /** Creates ports on one connection until the server is gone. */
    private static void create(
            URI endpoint, TwinProcess.Session session, String network, ConcurrentLinkedQueue<String> acknowledged) {
        try (Load.Connection connection = new Load.Connection(endpoint)) {
            while (true) {
                Load.Reply reply = connection.send(port(endpoint, session, network));
                if (reply.status() == 201) {
                    Matcher id = ID.matcher(reply.body());
                    if (id.find()) {
                        acknowledged.add(id.group(1));
                    }
                }
            }
        } catch (IOException killed) {
            return;
        }
    }

    private static String network(TwinProcess twin, TwinProcess.Session session) throws IOException {
        Load load = new Load(twin.endpoint());
        Matcher id = ID.matcher(load.send(Load.Request.of(
                        twin.endpoint(),
                        "POST",
                        "/v2.0/networks",
                        session.token(),
                        "{\"network\":{\"name\":\"durability\"}}"))
                .body());
        if (!id.find()) {
            throw new IOException("no network was made");
        }
        String network = id.group(1);
        load.send(Load.Request.of(
                twin.endpoint(),
                "POST",
                "/v2.0/subnets",
                session.token(),
                "{\"subnet\":{\"network_id\":\"" + network + "\",\"cidr\":\"10.0.0.0/12\",\"ip_version\":4}}"));
        return network;
    }

    private static Load.Request port(URI endpoint, TwinProcess.Session session, String network) {
        return Load.Request.of(
                endpoint,
                "POST",
                "/v2.0/ports",
                session.token(),
                "{\"port\":{\"network_id\":\"" + network + "\",\"name\":\"d\"}}");
    }

    /** {@return everything the project lists, page by page} The pages' own links name the port, so they are left out. */
    private static String lists(TwinProcess twin, TwinProcess.Session session) {
        Load load = new Load(twin.endpoint());
        StringBuilder all = new StringBuilder();
        for (String list : List.of("networks", "subnets", "security-groups")) {
            all.append(body(load, twin, session, "/v2.0/" + list));
        }
        String marker = "";
        List<String> page = new ArrayList<>();
        do {
            String body = body(load, twin, session, "/v2.0/ports?limit=2000" + marker);
            page.clear();
            body.replaceAll("\"ports_links\":\\[[^]]*]", "").lines().forEach(all::append);
            Matcher ids = Pattern.compile("\"id\":\"([0-9a-f-]{36})\",\"name\"").matcher(body);
            while (ids.find()) {
                page.add(ids.group(1));
            }
            marker = page.isEmpty()
                    ? ""
                    : "&marker=" + page.stream().max(String::compareTo).orElseThrow();
        } while (!page.isEmpty());
        return all.toString();
    }

    private static String body(Load load, TwinProcess twin, TwinProcess.Session session, String path) {
        Load.Reply reply = load.send(Load.Request.of(twin.endpoint(), "GET", path, session.token(), ""));
        if (reply.status() != 200) {
            throw new IllegalStateException(path + " answered " + reply);
        }
        return reply.body();
    }

    private static Set<String> ids(String lists) {
        Set<String> ids = new HashSet<>();
        Matcher matcher = ID.matcher(lists);
        while (matcher.find()) {
            ids.add(matcher.group(1));
        }
        return ids;
    }
}
