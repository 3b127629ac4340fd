package dev.twinstack.emulator.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.NotSerializableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** The smallest persistent actor: it takes notes, and answers once they are stored. */
final class Notebook extends EventSourcedBehavior<Notebook.Command, Notebook.Noted, List<String>> {

    sealed interface Command {
        /** Answered with the note's sequence number. */
        record Note(String text, ActorRef<Long> replyTo) implements Command {}

        record Read(ActorRef<List<String>> replyTo) implements Command {}
    }

    record Noted(String text) {}

    /** Named by the configuration below. */
    static final class NotedSerializer extends SerializerWithStringManifest {
        @Override
        public int identifier() {
            return 466401;
        }

        @Override
        public String manifest(Object event) {
            return "note.taken";
        }

        @Override
        public byte[] toBinary(Object event) {
            return ((Noted) event).text().getBytes(UTF_8);
        }

        @Override
        public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
            if (!manifest.equals("note.taken")) {
                throw new NotSerializableException(manifest);
            }
            return new Noted(new String(bytes, UTF_8));
        }
    }

    private static final Config CONFIG = ConfigFactory.parseString("""
            pekko.loglevel = WARNING
            pekko.stdout-loglevel = WARNING
            pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
            pekko.actor.serializers.noted = "dev.twinstack.emulator.journal.Notebook$NotedSerializer"
            pekko.actor.serialization-bindings."dev.twinstack.emulator.journal.Notebook$Noted" = noted
            """);

    private Notebook(String id) {
        super(PersistenceId.ofUniqueId(id));
    }

    /** A journal's actor system, in which notebooks open by their id. Closing waits for its end. */
    record Desk(ActorSystem<SpawnProtocol.Command> system) implements AutoCloseable {

        static Desk on(Journal journal) {
            Config config = journal.config().withFallback(CONFIG).withFallback(ConfigFactory.load());
            return new Desk(ActorSystem.create(SpawnProtocol.create(), "notes", config));
        }

        ActorRef<Command> open(String id) {
            return await(AskPattern.ask(
                    system,
                    (ActorRef<ActorRef<Command>> to) -> new SpawnProtocol.Spawn<>(behavior(id), "", Props.empty(), to),
                    Duration.ofSeconds(20),
                    system.scheduler()));
        }

        private static Behavior<Command> behavior(String id) {
            return new Notebook(id);
        }

        CompletionStage<Long> note(ActorRef<Command> notebook, String text) {
            return AskPattern.ask(
                    notebook, to -> new Command.Note(text, to), Duration.ofSeconds(20), system.scheduler());
        }

        List<String> read(ActorRef<Command> notebook) {
            return await(AskPattern.ask(notebook, Command.Read::new, Duration.ofSeconds(20), system.scheduler()));
        }

        @Override
        public void close() {
            system.terminate();
            await(system.getWhenTerminated());
        }
    }

    static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Override
    public List<String> emptyState() {
        return List.of();
    }

    @Override
    public CommandHandler<Command, Noted, List<String>> commandHandler() {
        return (state, command) -> switch (command) {
            case Command.Note(var text, var replyTo) ->
                Effect().persist(new Noted(text)).thenRun(next -> replyTo.tell((long) next.size()));
            case Command.Read(var replyTo) -> Effect().none().thenRun(same -> replyTo.tell(state));
        };
    }

    @Override
    public EventHandler<List<String>, Noted> eventHandler() {
        return (state, noted) ->
                Stream.concat(state.stream(), Stream.of(noted.text())).toList();
    }
}
