package dev.twinstack.api.bench;

import com.typesafe.config.ConfigFactory;
import dev.twinstack.emulator.journal.Journal;
import dev.twinstack.emulator.journal.JournalSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;

/** What the parts can do with nothing of ours on them: Pekko HTTP, and the journal. Each runs in a process of its own. */
final class Bare {
    private Bare() {}

    private static final String PROJECT = "0123456789abcdef0123456789abcdef";

    /**
     * {@code http BODY}: answers every request with BODY, but signs everybody in; prints its port.
     * {@code journal DIR N}: prints events/s.
     */
    @SuppressWarnings("SystemOut") // a child process that tells its parent
    public static void main(String[] args) {
        if (args[0].equals("http")) {
            ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "bare");
            HttpResponse answer = HttpResponse.create()
                    .withEntity(ContentTypes.APPLICATION_JSON, args[1].getBytes(StandardCharsets.UTF_8));
            int port = Http.get(system)
                    .newServerAt("127.0.0.1", 0)
                    .bindSync((HttpRequest request) ->
                            request.method().equals(HttpMethods.POST) ? login(request) : answer)
                    .toCompletableFuture()
                    .join()
                    .localAddress()
                    .getPort();
            System.out.println(port);
        } else {
            System.out.println(journal(Path.of(args[1]), Integer.parseInt(args[2])));
        }
    }

    /** A project token whose catalogue leads back here. */
    private static HttpResponse login(HttpRequest request) {
        String here = "http://" + request.getHeader("Host").orElseThrow().value();
        String body = """
                {"token":{"project":{"id":"%1$s","name":"eu-de_bare"},"catalog":[
                  {"type":"vpc","endpoints":[{"interface":"public","region":"eu-de","url":"%2$s/v1/%1$s"}]}]}}
                """.formatted(PROJECT, here);
        return HttpResponse.create()
                .withStatus(StatusCodes.CREATED)
                .addHeader(RawHeader.create("X-Subject-Token", "bare"))
                .withEntity(ContentTypes.APPLICATION_JSON, body);
    }

    private record Note(String text, ActorRef<Done> replyTo) {}

    /** One event for each of many new entities, 64 in flight: what a create costs without any rules. */
    private static double journal(Path dir, int count) {
        try (Journal journal = Journal.open(new JournalSettings.Directory(dir))) {
            ActorSystem<SpawnProtocol.Command> system = ActorSystem.create(
                    SpawnProtocol.create(), "bare", journal.config().withFallback(ConfigFactory.load()));
            write(system, "warm", count);
            long start = System.nanoTime();
            write(system, "bare", count);
            double seconds = (System.nanoTime() - start) / 1e9;
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().join();
            return count / seconds;
        }
    }

    private static void write(ActorSystem<SpawnProtocol.Command> system, String prefix, int count) {
        Semaphore inFlight = new Semaphore(64);
        List<CompletableFuture<Done>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String id = prefix + '|' + i;
            inFlight.acquireUninterruptibly();
            CompletionStage<ActorRef<Note>> entity = AskPattern.ask(
                    system,
                    replyTo -> new SpawnProtocol.Spawn<>(Notebook.of(id), "", Props.empty(), replyTo),
                    Duration.ofSeconds(30),
                    system.scheduler());
            all.add(entity.thenCompose(ref -> AskPattern.<Note, Done>ask(
                            ref,
                            replyTo -> new Note("x".repeat(300), replyTo),
                            Duration.ofSeconds(30),
                            system.scheduler()))
                    .whenComplete((done, failure) -> inFlight.release())
                    .toCompletableFuture());
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    }

    /** Journals each note as its text. */
    private static final class Notebook extends EventSourcedBehavior<Note, String, String> {
        private Notebook(String id) {
            super(PersistenceId.ofUniqueId(id));
        }

        static Behavior<Note> of(String id) {
            return Behaviors.setup(context -> new Notebook(id));
        }

        @Override
        public String emptyState() {
            return "";
        }

        @Override
        public CommandHandler<Note, String, String> commandHandler() {
            return (state, note) -> Effect()
                    .persist(note.text())
                    .thenRun(after -> note.replyTo().tell(Done.getInstance()))
                    .thenStop();
        }

        @Override
        public EventHandler<String, String> eventHandler() {
            return (state, text) -> text;
        }
    }
}
