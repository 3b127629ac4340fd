package dev.twinstack.emulator.user;

import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.Exhausted;
import dev.twinstack.emulator.kernel.DomainError.NotFound;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.user.UserEvent.KeyCreated;
import dev.twinstack.emulator.user.UserEvent.KeyDeleted;
import dev.twinstack.emulator.user.UserEvent.KeyUpdated;
import dev.twinstack.emulator.user.UserEvent.Opened;
import java.util.List;
import org.pcollections.HashTreePMap;

/** What becomes of a user's access keys. */
public final class UserRules implements Resource<User, UserCommand, UserEvent> {
    @Override
    public ResourceType<User> type() {
        return User.TYPE;
    }

    @Override
    public Class<UserCommand> commands() {
        return UserCommand.class;
    }

    @Override
    public Class<UserEvent> events() {
        return UserEvent.class;
    }

    @Override
    public Decision<UserEvent> open(UserCommand command, Context ctx) {
        return switch (command) {
            case UserCommand.CreateKey(String access, String name, String domain, String description) ->
                Decision.persist(
                        List.of(new Opened(ctx.id(), name, domain), new KeyCreated(access, description, ctx.now())));
            case UserCommand.UpdateKey update -> notFound(update.access());
            case UserCommand.DeleteKey(String access) -> notFound(access);
        };
    }

    private static Decision<UserEvent> notFound(String access) {
        return Decision.refuse(new NotFound("credential", access));
    }

    @Override
    public Decision<UserEvent> decide(User user, UserCommand command, Context ctx) {
        return switch (command) {
            case UserCommand.CreateKey create -> create(user, create, ctx);
            case UserCommand.UpdateKey update -> update(user, update);
            case UserCommand.DeleteKey(String access) ->
                user.keys().containsKey(access) ? Decision.persist(new KeyDeleted(access)) : notFound(access);
        };
    }

    private static Decision<UserEvent> create(User user, UserCommand.CreateKey create, Context ctx) {
        if (user.keys().containsKey(create.access())) {
            return Decision.refuse(
                    new Conflict("credential-exists", "The access key " + create.access() + " already exists."));
        }
        return user.keys().size() >= User.MOST_KEYS
                ? Decision.refuse(new Exhausted("credentials-exceeded", "akSkNumExceed"))
                : Decision.persist(new KeyCreated(create.access(), create.description(), ctx.now()));
    }

    private static Decision<UserEvent> update(User user, UserCommand.UpdateKey update) {
        User.Key key = user.keys().get(update.access());
        if (key == null) {
            return notFound(update.access());
        }
        return Decision.persist(new KeyUpdated(
                update.access(),
                update.description().applyTo(key.description(), ""),
                update.active().applyTo(key.active(), true)));
    }

    @Override
    public User opened(UserEvent first) {
        if (first instanceof Opened(String id, String name, String domain)) {
            return new User(id, name, domain, HashTreePMap.empty());
        }
        throw new IllegalStateException("not the first event of a user: " + first);
    }

    @Override
    public User evolve(User user, UserEvent event) {
        return switch (event) {
            case Opened opened -> throw new IllegalStateException("opened twice: " + user.id());
            case KeyCreated(String access, String description, var at) ->
                user.with(user.keys().plus(access, new User.Key(description, true, at)));
            case KeyUpdated(String access, String description, boolean active) -> {
                User.Key key = user.keys().get(access);
                if (key == null) {
                    throw new IllegalStateException("no such key: " + access);
                }
                yield user.with(user.keys().plus(access, new User.Key(description, active, key.createdAt())));
            }
            case KeyDeleted(String access) -> user.with(user.keys().minus(access));
        };
    }
}
