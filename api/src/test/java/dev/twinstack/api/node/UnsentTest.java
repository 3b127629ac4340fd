package dev.twinstack.api.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With the very client that requests are handed over by. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class UnsentTest {
    private final ActorSystem system = ActorSystem.create("unsent");

    @AfterEach
    void close() {
        system.terminate();
    }

    private Throwable failure(CompletableFuture<HttpResponse> exchange) {
        return exchange.handle((response, failure) -> failure).join();
    }

    private CompletableFuture<HttpResponse> pooled(int port) {
        return Http.get(system)
                .singleRequest(HttpRequest.POST("http://127.0.0.1:" + port + "/"))
                .toCompletableFuture();
    }

    private CompletableFuture<HttpResponse> alone(int port) {
        return Source.single(HttpRequest.POST("/"))
                .via(Http.get(system).connectionTo("127.0.0.1").toPort(port).http())
                .runWith(Sink.head(), system)
                .toCompletableFuture();
    }

    @Test
    void whatFoundNobodyWasNotSent() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        assertThat(Unsent.is(failure(pooled(nobody)))).isTrue();
        assertThat(Unsent.is(failure(alone(nobody)))).isTrue();
    }

    /** As when a node is cut off or dies that has begun to carry it out. */
    @Test
    void whatWasLostOnItsWayMayHaveBeenCarriedOut() throws IOException {
        try (ServerSocket node = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<HttpResponse> asked = pooled(node.getLocalPort());
            reset(node);
            assertThat(failure(asked)).isNotNull();
            assertThat(Unsent.is(failure(asked))).isFalse();
            CompletableFuture<HttpResponse> alone = alone(node.getLocalPort());
            reset(node);
            assertThat(failure(alone)).isNotNull();
            assertThat(Unsent.is(failure(alone))).isFalse();
        }
    }

    private static void reset(ServerSocket node) throws IOException {
        try (Socket connection = node.accept()) {
            assertThat(connection.getInputStream().read()).isEqualTo('P');
            connection.setSoLinger(true, 0);
        }
    }

    @Test
    void aConnectionThatIsLostIsNotOneThatWasNotMade() {
        assertThat(Unsent.is(new CompletionException(
                        new org.apache.pekko.stream.StreamTcpException("The connection has been aborted"))))
                .isFalse();
    }
}
