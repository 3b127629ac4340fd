package dev.twinstack.api.bench.peers;

import dev.twinstack.api.bench.Bench;
import dev.twinstack.api.bench.Figure;
import dev.twinstack.api.bench.Load;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The twin beside a bare Pekko HTTP handler that answers a VPC to every GET: in turn, several times, the median. */
final class BareHandler {
    private static final int CONNECTIONS = 64;
    private static final String RANGE = "10.0.0.0/16";

    private final Path scripts;
    private final Path work;
    private final Scale scale;
    private final int rounds;
    private final List<Figure> figures = new ArrayList<>();

    BareHandler(Path scripts, Path work, Scale scale) {
        this.scripts = scripts;
        this.work = work;
        this.scale = scale;
        rounds = scale.equals(Scale.FULL) ? 3 : 1;
    }

    List<Figure> run() throws IOException, InterruptedException {
        Server.delete(work);
        try {
            creates();
            gets();
        } finally {
            Server.delete(work);
        }
        return figures;
    }

    private void creates() throws IOException, InterruptedException {
        try (Trial.Running durable = start(Peer.DURABLE);
                Trial.Running memory = start(Peer.IN_MEMORY)) {
            Load.Request get = durable.wire().show(create(durable));
            String body = durable.load().send(get).body();
            Process bare = Bench.java("dev.twinstack.api.bench.Bare", "http", body);
            try {
                Load bareLoad = bare(bare);
                rate(bareLoad, get);
                rate(durable);
                rate(memory);
                double[] bares = new double[rounds];
                double[] durables = new double[rounds];
                double[] memories = new double[rounds];
                for (int i = 0; i < rounds; i++) {
                    bares[i] = rate(bareLoad, get);
                    durables[i] = rate(durable);
                    memories[i] = rate(memory);
                }
                figure("create VPC on H2, of a bare handler", durables, bares, 0.21);
                figure("create VPC in memory, of a bare handler", memories, bares, 0.33);
            } finally {
                bare.destroyForcibly();
            }
        }
    }

    private void gets() throws IOException, InterruptedException {
        try (Trial.Running twin = start("twinstack")) {
            Load.Request get = twin.wire().show(create(twin));
            String body = twin.load().send(get).body();
            Process bare = Bench.java("dev.twinstack.api.bench.Bare", "http", body);
            try {
                Load bareLoad = bare(bare);
                fill(twin, Scale.FEW);
                double[] few = gets(twin.load(), bareLoad, get, Scale.FEW);
                fill(twin, scale.many());
                double[] many = gets(twin.load(), bareLoad, get, scale.many());
                figure("get by id among " + scale.many() + ", of among " + Scale.FEW, many, few, 0.9);
            } finally {
                bare.destroyForcibly();
            }
        }
    }

    /** {@return the twin's rates} */
    private double[] gets(Load twin, Load bare, Load.Request get, int among) {
        double[] ours = new double[rounds];
        double[] bares = new double[rounds];
        rate(bare, get);
        rate(twin, get);
        for (int i = 0; i < rounds; i++) {
            bares[i] = rate(bare, get);
            ours[i] = rate(twin, get);
        }
        figure("get by id among " + among + ", of a bare handler", ours, bares, 0.75);
        return ours;
    }

    private void figure(String name, double[] ours, double[] theirs, double limit) {
        double[] ratios = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            ratios[i] = ours[i] / theirs[i];
        }
        String how = String.format(
                Locale.ROOT,
                "%.0f against %.0f/s, %d connections",
                Bench.median(ours),
                Bench.median(theirs),
                CONNECTIONS);
        figures.add(new Figure(name, Bench.median(ratios), "", limit, false, how));
    }

    private Trial.Running start(String name) throws IOException, InterruptedException {
        Path dir = work.resolve(name);
        Trial trial = new Trial(Peer.named(name), scripts.resolve(name), dir, scale);
        Server.delete(dir.resolve("data"));
        return trial.start(dir.resolve("data"));
    }

    private static Load bare(Process bare) throws IOException {
        BufferedReader out = bare.inputReader(StandardCharsets.UTF_8);
        return new Load(URI.create("http://127.0.0.1:" + out.readLine()));
    }

    private double rate(Load load, Load.Request request) {
        return rate(load, (connection, i) -> connection.send(request).status());
    }

    private double rate(Trial.Running twin) {
        return rate(
                twin.load(), (connection, i) -> connection.send(request(twin)).status());
    }

    private static Load.Request request(Trial.Running twin) {
        return twin.wire().createNetwork(RANGE);
    }

    private double rate(Load load, Load.Work work) {
        Load.Result result =
                load.run(CONNECTIONS, new Load.Bound(Long.MAX_VALUE, scale.seconds(), scale.grace()), work);
        if (result.failures() > 0) {
            throw new IllegalStateException(result.failures() + " requests failed");
        }
        return result.perSecond();
    }

    private static String create(Trial.Running twin) {
        return twin.wire().id(twin.load().send(request(twin)));
    }

    private static void fill(Trial.Running twin, int count) {
        int missing = count - Trial.networks(twin).size();
        twin.load().run(CONNECTIONS, missing, i -> request(twin));
    }
}
