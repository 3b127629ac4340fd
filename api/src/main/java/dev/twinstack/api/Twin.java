package dev.twinstack.api;

import dev.twinstack.api.coverage.Usage;
import dev.twinstack.api.dialect.Ecs;
import dev.twinstack.api.dialect.Iam;
import dev.twinstack.api.dialect.Keystone;
import dev.twinstack.api.dialect.Lts;
import dev.twinstack.api.dialect.Neutron;
import dev.twinstack.api.dialect.Nova;
import dev.twinstack.api.dialect.Twinstack;
import dev.twinstack.api.dialect.V1;
import dev.twinstack.api.dialect.V3;
import dev.twinstack.api.http.AnswerListener;
import dev.twinstack.api.http.Dialect;
import dev.twinstack.api.http.Placement;
import dev.twinstack.api.http.Server;
import dev.twinstack.api.identity.AuthSettings;
import dev.twinstack.api.identity.Identity;
import dev.twinstack.api.log.RequestLog;
import dev.twinstack.api.metrics.Metrics;
import dev.twinstack.api.node.Relay;
import dev.twinstack.api.recording.Recordings;
import dev.twinstack.emulator.system.Cloud;
import dev.twinstack.emulator.system.CloudSettings;
import dev.twinstack.emulator.system.Membership;
import dev.twinstack.emulator.system.Nodes;
import dev.twinstack.scenarios.RunningTwin;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/** A running twin: a cloud and the HTTP server in front of it. */
public final class Twin implements RunningTwin {
    private static final Pattern IDENTITY =
            Pattern.compile("/|/v3/?|/v3/(auth|projects|domains|users|regions|roles|services|endpoints)(/.*)?");
    private static final Pattern CREDENTIALS = Pattern.compile("/v3\\.0/OS-CREDENTIAL(/.*)?");
    private static final Pattern SERVERS = Pattern.compile("/v1(\\.1)?/[^/]+/cloudservers(/.*)?|/image/.*");
    private static final Pattern LOG_GROUPS = Pattern.compile("/v2/[^/]+/groups(/.*)?");

    private final Cloud cloud;
    private final Server server;
    private final String bind;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private Twin(Cloud cloud, Server server, String bind) {
        this.cloud = cloud;
        this.server = server;
        this.bind = bind;
        cloud.actorSystem().getWhenTerminated().thenRun(() -> {
            if (!closing.get()) {
                ended.complete(null);
            }
        });
    }

    /** {@return a twin that lets in any access key} See {@link #start(CloudSettings, AuthSettings, String, int)}. */
    public static Twin start(CloudSettings settings, String bind, int port) {
        return start(settings, AuthSettings.lenient(), bind, port);
    }

    /**
     * @param port 0 for any free one
     * @throws dev.twinstack.emulator.journal.JournalException if the data cannot be opened
     */
    public static Twin start(CloudSettings settings, AuthSettings auth, String bind, int port) {
        Cloud cloud = Cloud.start(settings);
        try {
            Identity identity = new Identity(cloud, auth);
            Usage usage = new Usage();
            Recordings recordings = new Recordings();
            Metrics metrics = new Metrics(cloud);
            Server server = Server.start(
                    cloud,
                    RouteTable.endpoints(identity, usage, recordings, metrics),
                    identity.gate(),
                    Twin::dialectOf,
                    AnswerListener.all(usage, recordings, metrics.listener(), new RequestLog()),
                    placement(cloud),
                    bind,
                    port);
            serve(cloud, server.port());
            return new Twin(cloud, server, bind);
        } catch (RuntimeException failed) {
            cloud.close();
            throw failed;
        }
    }

    private static Placement placement(Cloud cloud) {
        return cloud.nodes()
                .<Placement>map(nodes -> new Relay(nodes, cloud.actorSystem()))
                .orElse(Placement.HERE);
    }

    /** Lets other nodes send here what lives here, at the address they reach this node by. */
    private static void serve(Cloud cloud, int port) {
        if (cloud.settings().membership() instanceof Membership.Node(String host, int _)) {
            cloud.nodes().ifPresent(nodes -> nodes.serve(url(host, port)));
        }
    }

    private static URI url(String host, int port) {
        return URI.create("http://" + (host.contains(":") ? '[' + host + ']' : host) + ':' + port);
    }

    /** {@return who words the answer at a path nothing is served at} */
    private static Dialect dialectOf(String path) {
        if (path.startsWith("/v2.0/")) {
            return Neutron.DIALECT;
        }
        if (CREDENTIALS.matcher(path).matches()) {
            return Keystone.DIALECT;
        }
        if (path.startsWith("/v3.0/")) {
            return Iam.DIALECT;
        }
        if (path.startsWith("/v2.1/")) {
            return Nova.DIALECT;
        }
        if (path.startsWith("/_twinstack")) {
            return Twinstack.DIALECT;
        }
        if (SERVERS.matcher(path).matches()) {
            return Ecs.DIALECT;
        }
        if (LOG_GROUPS.matcher(path).matches()) {
            return Lts.DIALECT;
        }
        if (path.startsWith("/v3/") && path.contains("/vpc/")) {
            return V3.DIALECT;
        }
        return IDENTITY.matcher(path).matches() ? Keystone.DIALECT : V1.DIALECT;
    }

    @Override
    public URI endpoint() {
        return url(bind, server.port());
    }

    @Override
    public CompletionStage<Void> ended() {
        return ended;
    }

    @Override
    public void close() {
        closing.set(true);
        if (!ended.isDone()) {
            cloud.nodes().ifPresent(Nodes::leave);
            // Who follows events would otherwise keep the server from ending.
            cloud.endFeeds();
            server.close();
            cloud.nodes().ifPresent(nodes -> Relay.close(cloud.actorSystem()));
        }
        cloud.close();
    }
}
