package dev.twinstack.emulator.addressgroup;

import dev.twinstack.emulator.addressgroup.AddressGroup.Entry;
import dev.twinstack.emulator.addressgroup.AddressGroupEvent.Closed;
import dev.twinstack.emulator.addressgroup.AddressGroupEvent.Opened;
import dev.twinstack.emulator.addressgroup.AddressGroupEvent.Retired;
import dev.twinstack.emulator.addressgroup.AddressGroupEvent.StoredEntry;
import dev.twinstack.emulator.addressgroup.AddressGroupEvent.Unused;
import dev.twinstack.emulator.addressgroup.AddressGroupEvent.Updated;
import dev.twinstack.emulator.addressgroup.AddressGroupEvent.Used;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpSpan;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.Exhausted;
import dev.twinstack.emulator.kernel.DomainError.InUse;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.kernel.DomainError.NotFound;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.project.Quota;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pcollections.HashTreePSet;

/** What an address group decides: which entries it takes, and when it may go. */
public final class AddressGroupRules implements Resource<AddressGroup, AddressGroupCommand, AddressGroupEvent> {
    @Override
    public ResourceType<AddressGroup> type() {
        return AddressGroup.TYPE;
    }

    @Override
    public Class<AddressGroupCommand> commands() {
        return AddressGroupCommand.class;
    }

    @Override
    public Class<AddressGroupEvent> events() {
        return AddressGroupEvent.class;
    }

    @Override
    public Decision<AddressGroupEvent> open(AddressGroupCommand command, Context ctx) {
        if (!(command instanceof AddressGroupCommand.Open open)) {
            return notFound(ctx);
        }
        Optional<DomainError> fault = fault(open.entries(), open.family(), open.maxCapacity());
        if (fault.isPresent()) {
            return Decision.refuse(fault.get());
        }
        List<Claim> claims = List.of(ProjectCommand.place(Quota.ADDRESS_GROUP, ctx.self()));
        return ctx.granted(claims)
                ? Decision.persist(new Opened(
                        ctx.id(),
                        open.name(),
                        open.description(),
                        open.family(),
                        open.maxCapacity(),
                        stored(open.entries()),
                        open.enterpriseProjectId(),
                        ctx.now()))
                : Decision.needs(claims);
    }

    private static Decision<AddressGroupEvent> notFound(Context ctx) {
        return Decision.refuse(new NotFound(AddressGroup.TYPE.name(), ctx.id()));
    }

    /**
     * Two entries that are the same addresses are duplicates however they are written; that one lies within another is
     * nothing wrong, as the reference's own example shows (AG-04).
     */
    private static Optional<DomainError> fault(List<Entry> entries, Family family, int maxCapacity) {
        Set<IpSpan> known = new HashSet<>();
        for (Entry entry : entries) {
            if (entry.span().family() != family) {
                return Optional.of(new Invalid(
                        "addressgroup-entry-family",
                        "ip_set",
                        "The entry " + entry.verbatim() + " is not IPv" + family.version() + ", as the group is."));
            }
            if (!known.add(entry.span())) {
                return Optional.of(new Invalid(
                        "addressgroup-entry-duplicate",
                        "ip_set",
                        "The entry " + entry.verbatim() + " is there more than once."));
            }
        }
        return entries.size() > maxCapacity
                ? Optional.of(new Exhausted(
                        "addressgroup-full", "The IP address group holds at most " + maxCapacity + " entries."))
                : Optional.empty();
    }

    @Override
    public Decision<AddressGroupEvent> decide(AddressGroup group, AddressGroupCommand command, Context ctx) {
        return switch (command) {
            case AddressGroupCommand.Open open ->
                Decision.refuse(new Conflict("addressgroup-exists", "The IP address group already exists."));
            case AddressGroupCommand.Update update -> update(group, update, ctx);
            case AddressGroupCommand.Close close ->
                group.usedBy().isEmpty() ? Decision.persist(new Closed()) : Decision.refuse(inUse(group));
            case AddressGroupCommand.Retire retire -> retire(group);
            case AddressGroupCommand.Use(EntityRef user) -> use(group, user, ctx);
            case AddressGroupCommand.LetGo(EntityRef user) -> letGo(group, user);
        };
    }

    private static Decision<AddressGroupEvent> update(
            AddressGroup group, AddressGroupCommand.Update update, Context ctx) {
        List<Entry> entries = update.entries().applyTo(group.entries(), List.of());
        return fault(entries, group.family(), group.maxCapacity())
                .<Decision<AddressGroupEvent>>map(Decision::refuse)
                .orElseGet(() -> Decision.persist(new Updated(
                        update.name().applyTo(group.name(), ""),
                        update.description().applyTo(group.description(), ""),
                        stored(entries),
                        ctx.now())));
    }

    private static InUse inUse(AddressGroup group) {
        return new InUse(
                "addressgroup-in-use",
                "The IP address group " + group.id() + " is named in rules of "
                        + String.join(
                                ", ",
                                group.usedBy().stream()
                                        .sorted()
                                        .map(user -> user.type() + ' ' + user.id())
                                        .toList())
                        + ".");
    }

    private static Decision<AddressGroupEvent> retire(AddressGroup group) {
        if (group.usedBy().isEmpty()) {
            return Decision.persist(new Closed());
        }
        return group.retired() ? Decision.nothing() : Decision.persist(new Retired());
    }

    /** A retired group is as good as gone for whoever would name it anew, its users included. */
    private static Decision<AddressGroupEvent> use(AddressGroup group, EntityRef user, Context ctx) {
        if (group.retired()) {
            return notFound(ctx);
        }
        return Decision.grant(group.usedBy().contains(user) ? List.of() : List.of(new Used(user)), group.family());
    }

    private static Decision<AddressGroupEvent> letGo(AddressGroup group, EntityRef user) {
        if (!group.usedBy().contains(user)) {
            return Decision.grant(List.of(), group.family());
        }
        boolean last = group.retired() && group.usedBy().size() == 1;
        return Decision.grant(
                last ? List.of(new Unused(user), new Closed()) : List.of(new Unused(user)), group.family());
    }

    @Override
    public AddressGroup opened(AddressGroupEvent first) {
        if (first instanceof Opened opened) {
            return new AddressGroup(
                    opened.id(),
                    opened.name(),
                    opened.description(),
                    opened.family(),
                    opened.maxCapacity(),
                    entries(opened.entries()),
                    HashTreePSet.empty(),
                    false,
                    opened.enterpriseProjectId(),
                    opened.at(),
                    opened.at());
        }
        throw new IllegalStateException("not the first event of an address group: " + first);
    }

    @Override
    public AddressGroup evolve(AddressGroup group, AddressGroupEvent event) {
        return switch (event) {
            case Opened opened -> throw new IllegalStateException("opened twice: " + group.id());
            case Updated(String name, String description, List<StoredEntry> entries, Instant at) ->
                group.with(name, description, entries(entries), at);
            case Used(EntityRef by) -> group.with(group.usedBy().plus(by), group.retired());
            case Unused(EntityRef by) -> group.with(group.usedBy().minus(by), group.retired());
            case Retired retired -> group.with(group.usedBy(), true);
            case Closed closed -> throw new IllegalStateException("closed entities do not evolve");
        };
    }

    private static List<StoredEntry> stored(List<Entry> entries) {
        return entries.stream()
                .map(entry -> new StoredEntry(entry.verbatim(), entry.remarks()))
                .toList();
    }

    private static List<Entry> entries(List<StoredEntry> stored) {
        return stored.stream()
                .map(entry -> Entry.parse(entry.ip(), entry.remarks()).orElseThrow())
                .toList();
    }

    @Override
    public List<Claim.Hold> holds(EntityRef self, AddressGroup group) {
        return List.of(ProjectCommand.place(Quota.ADDRESS_GROUP, self).hold());
    }

    @Override
    public List<Claim.Held> held(EntityRef self, AddressGroup group) {
        return group.usedBy().stream()
                .map(user -> new Claim.Held(user, new AddressGroupCommand.LetGo(user)))
                .toList();
    }
}
