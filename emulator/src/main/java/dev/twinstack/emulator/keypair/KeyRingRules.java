package dev.twinstack.emulator.keypair;

import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.NotFound;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.keypair.KeyRingEvent.PairAdded;
import dev.twinstack.emulator.keypair.KeyRingEvent.PairRemoved;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/** What a key ring decides: whether a name is free. Servers keep the name of their key only, so none is ever in use. */
public final class KeyRingRules implements Resource<KeyRing, KeyRingCommand, KeyRingEvent> {
    private static final String PAIR = "keypair";

    @Override
    public ResourceType<KeyRing> type() {
        return KeyRing.TYPE;
    }

    @Override
    public Class<KeyRingCommand> commands() {
        return KeyRingCommand.class;
    }

    @Override
    public Class<KeyRingEvent> events() {
        return KeyRingEvent.class;
    }

    @Override
    public Decision<KeyRingEvent> open(KeyRingCommand command, Context ctx) {
        return switch (command) {
            case KeyRingCommand.Add add -> Decision.persist(added(add, 1, ctx));
            case KeyRingCommand.Remove(String name) -> Decision.refuse(new NotFound(PAIR, name));
        };
    }

    @Override
    public Decision<KeyRingEvent> decide(KeyRing ring, KeyRingCommand command, Context ctx) {
        return switch (command) {
            case KeyRingCommand.Add add ->
                ring.pair(add.name()).isPresent()
                        ? Decision.refuse(
                                new Conflict("keypair-exists", "The key pair " + add.name() + " already exists."))
                        : Decision.persist(added(add, ring.made() + 1, ctx));
            case KeyRingCommand.Remove(String name) ->
                ring.pair(name).isPresent()
                        ? Decision.persist(new PairRemoved(name))
                        : Decision.refuse(new NotFound(PAIR, name));
        };
    }

    private static KeyRingEvent added(KeyRingCommand.Add add, int number, Context ctx) {
        return new PairAdded(
                ctx.id(), number, add.name(), add.key().line(), add.key().fingerprint(), ctx.now());
    }

    @Override
    public KeyRing opened(KeyRingEvent first) {
        if (first instanceof PairAdded added) {
            return plus(new KeyRing(added.user(), 0, TreePMap.empty()), added);
        }
        throw new IllegalStateException("not the first event of a key ring: " + first);
    }

    @Override
    public KeyRing evolve(KeyRing ring, KeyRingEvent event) {
        return switch (event) {
            case PairAdded added -> plus(ring, added);
            case PairRemoved(String name) ->
                new KeyRing(ring.user(), ring.made(), ring.pairs().minus(name));
        };
    }

    private static KeyRing plus(KeyRing ring, PairAdded added) {
        KeyPair pair = new KeyPair(added.number(), added.name(), added.publicKey(), added.fingerprint(), added.at());
        PSortedMap<String, KeyPair> pairs = ring.pairs().plus(added.name(), pair);
        return new KeyRing(ring.user(), added.number(), pairs);
    }
}
