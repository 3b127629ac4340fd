package dev.twinstack.emulator.system;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import dev.twinstack.emulator.journal.Journal;
import dev.twinstack.emulator.kernel.CommandSerializer;
import dev.twinstack.emulator.kernel.EventSerializer;
import dev.twinstack.emulator.kernel.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.serialization.SerializationSetup;
import org.apache.pekko.serialization.SerializerDetails;

/** How actor systems are set up: alone, without any remoting, or as a node that other nodes reach. */
final class ActorSystems {
    private static final String SERIALIZERS = "pekko.actor.serializers";
    private static final String BINDINGS = "pekko.actor.serialization-bindings";
    private static final Pattern OF_NODES = Pattern.compile("org\\.apache\\.pekko\\.(cluster|remote)\\.");

    private final Journal journal;
    private final EventSerializer events;

    ActorSystems(Journal journal, EventSerializer events) {
        this.journal = journal;
        this.events = events;
    }

    <M> ActorSystem<M> alone(Behavior<M> guardian) {
        Config config = withoutOthers(journal.config().withFallback(ConfigFactory.load()));
        return start(guardian, config, SerializationSetup.create(extended -> List.of(stored(extended))));
    }

    ActorSystem<Void> node(
            Membership.Node node, CommandSerializer commands, List<? extends Resource<?, ?, ?>> resources) {
        Config own = ConfigFactory.parseMap(Map.of(
                "pekko.remote.artery.canonical.hostname", node.host(),
                "pekko.remote.artery.canonical.port", node.port()));
        Config config = own.withFallback(ConfigFactory.parseResources(ActorSystems.class, "cluster.conf"))
                .withFallback(journal.config())
                .withFallback(ConfigFactory.load())
                .resolve();
        SerializationSetup serialization = SerializationSetup.create(extended -> {
            List<SerializerDetails> all = new ArrayList<>(List.of(stored(extended)));
            all.add(Letters.details(extended, commands, resources));
            return all;
        });
        return start(Behaviors.empty(), config, serialization);
    }

    /**
     * {@return the configuration without what serializes messages to other nodes} Pekko loads all of it when the first
     * event is stored, which costs a start a tenth of a second. It insists on the names.
     */
    private static Config withoutOthers(Config config) {
        Map<String, Object> others = new HashMap<>(config.getObject(SERIALIZERS).unwrapped());
        others.values().removeIf(name -> !OF_NODES.matcher(name.toString()).lookingAt());
        Map<String, Object> bindings = new HashMap<>(config.getObject(BINDINGS).unwrapped());
        bindings.values().removeIf(name -> !others.containsKey(name.toString()));
        others.replaceAll((name, type) -> Unserialized.class.getName());
        bindings.replaceAll((type, name) -> "none");
        return ConfigFactory.parseMap(Map.of(SERIALIZERS, others))
                .withFallback(ConfigFactory.empty().withValue(BINDINGS, ConfigValueFactory.fromMap(bindings)))
                .withFallback(config);
    }

    private SerializerDetails stored(ExtendedActorSystem extended) {
        return StoredEvents.details(extended, events);
    }

    private static <M> ActorSystem<M> start(Behavior<M> guardian, Config config, SerializationSetup serialization) {
        return ActorSystem.create(
                guardian, "twinstack", ActorSystemSetup.create(BootstrapSetup.create(config), serialization));
    }
}
