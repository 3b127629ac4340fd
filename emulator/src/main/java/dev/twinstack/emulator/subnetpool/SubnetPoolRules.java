package dev.twinstack.emulator.subnetpool;

import dev.twinstack.emulator.addresspool.AddressPool;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.ip.RangeSet;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.InUse;
import dev.twinstack.emulator.kernel.DomainError.NotFound;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.project.Quota;
import dev.twinstack.emulator.subnetpool.SubnetPool.Allowance;
import dev.twinstack.emulator.subnetpool.SubnetPool.Lengths;
import dev.twinstack.emulator.subnetpool.SubnetPoolCommand.Close;
import dev.twinstack.emulator.subnetpool.SubnetPoolCommand.Lease;
import dev.twinstack.emulator.subnetpool.SubnetPoolCommand.Open;
import dev.twinstack.emulator.subnetpool.SubnetPoolCommand.Release;
import dev.twinstack.emulator.subnetpool.SubnetPoolCommand.Update;
import dev.twinstack.emulator.subnetpool.SubnetPoolEvent.Closed;
import dev.twinstack.emulator.subnetpool.SubnetPoolEvent.Leased;
import dev.twinstack.emulator.subnetpool.SubnetPoolEvent.Opened;
import dev.twinstack.emulator.subnetpool.SubnetPoolEvent.Released;
import dev.twinstack.emulator.subnetpool.SubnetPoolEvent.Settings;
import dev.twinstack.emulator.subnetpool.SubnetPoolEvent.Updated;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.pcollections.HashTreePMap;

/** What a subnet pool decides: its settings here, who gets which block in {@link Drawing}. */
public final class SubnetPoolRules implements Resource<SubnetPool, SubnetPoolCommand, SubnetPoolEvent> {
    @Override
    public ResourceType<SubnetPool> type() {
        return SubnetPool.TYPE;
    }

    @Override
    public Class<SubnetPoolCommand> commands() {
        return SubnetPoolCommand.class;
    }

    @Override
    public Class<SubnetPoolEvent> events() {
        return SubnetPoolEvent.class;
    }

    @Override
    public Decision<SubnetPoolEvent> open(SubnetPoolCommand command, Context ctx) {
        if (!(command instanceof Open open)) {
            return Decision.refuse(new NotFound(SubnetPool.TYPE.name(), ctx.id()));
        }
        Optional<DomainError> objection = Shape.objection(open.prefixes(), open.lengths());
        if (objection.isPresent()) {
            return Decision.refuse(objection.get());
        }
        Family family = open.prefixes().getFirst().family();
        List<IpRange> prefixes = merged(open.prefixes());
        List<Claim> claims = claims(ctx.self(), family, prefixes, open.isDefault());
        return ctx.granted(claims)
                ? Decision.persist(new Opened(
                        ctx.id(),
                        family,
                        settings(
                                open.name(),
                                open.description(),
                                prefixes,
                                open.lengths(),
                                open.allowance(),
                                open.isDefault()),
                        ctx.now()))
                : Decision.needs(claims);
    }

    /** Neighbours are one prefix: "The adjacent prefixes are merged and treated as a single prefix". */
    private static List<IpRange> merged(List<IpRange> prefixes) {
        return StreamSupport.stream(RangeSet.of(prefixes).compact().spliterator(), false)
                .toList();
    }

    /** IPv6 prefixes are in no other pool, the region's own included; and a family has one default pool. */
    private static List<Claim> claims(EntityRef self, Family family, List<IpRange> prefixes, boolean isDefault) {
        List<Claim> claims = new ArrayList<>();
        if (family == Family.IPV6) {
            claims.add(AddressPool.reserve(self, prefixes));
        }
        if (isDefault) {
            claims.add(asDefault(self, family));
        }
        return claims;
    }

    private static Claim asDefault(EntityRef self, Family family) {
        return ProjectCommand.place(
                Quota.DEFAULT_SUBNET_POOL, self, family.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public Decision<SubnetPoolEvent> decide(SubnetPool pool, SubnetPoolCommand command, Context ctx) {
        return switch (command) {
            case Open open -> Decision.refuse(new Conflict("subnetpool-exists", "The subnet pool already exists."));
            case Update update -> update(pool, update, ctx);
            case Close close ->
                pool.leases().isEmpty()
                        ? Decision.persist(new Closed())
                        : Decision.refuse(new InUse(
                                "subnetpool-has-subnets",
                                "The subnet pool " + pool.id() + " still has the blocks of "
                                        + pool.leases().size() + " subnets."));
            case Lease(EntityRef subnet, SubnetPoolCommand.Wanted wanted) -> Drawing.lease(pool, subnet, wanted);
            case Release(EntityRef subnet) ->
                Decision.grant(pool.leases().containsKey(subnet) ? List.of(new Released(subnet)) : List.of(), subnet);
        };
    }

    private static Decision<SubnetPoolEvent> update(SubnetPool pool, Update update, Context ctx) {
        Lengths old = pool.lengths();
        int min = update.min().applyTo(old.min(), SubnetPool.shortest(pool.family()));
        Lengths lengths = new Lengths(
                min,
                update.standard().applyTo(old.standard(), min),
                update.max().applyTo(old.max(), pool.family().bits()));
        List<IpRange> wanted = update.prefixes().applyTo(pool.prefixes(), pool.prefixes());
        Optional<DomainError> objection =
                Shape.objection(wanted, lengths).or(() -> Shape.objectionToChanging(pool, wanted));
        if (objection.isPresent()) {
            return Decision.refuse(objection.get());
        }
        List<IpRange> prefixes = merged(wanted);
        boolean isDefault = update.isDefault().applyTo(pool.isDefault(), false);
        List<Claim> claims = claims(ctx.self(), pool.family(), prefixes, isDefault);
        if (prefixes.equals(pool.prefixes())) {
            claims.removeIf(claim -> claim.owner().type().equals(AddressPool.TYPE.name()));
        }
        if (pool.isDefault()) {
            claims.remove(asDefault(ctx.self(), pool.family()));
        }
        return ctx.granted(claims)
                ? Decision.persist(new Updated(
                        settings(
                                update.name().applyTo(pool.name(), ""),
                                update.description().applyTo(pool.description(), ""),
                                prefixes,
                                lengths,
                                update.allowance().applyTo(pool.allowance(), new Allowance.Unlimited()),
                                isDefault),
                        ctx.now()))
                : Decision.needs(claims);
    }

    private static Settings settings(
            String name,
            String description,
            List<IpRange> prefixes,
            Lengths lengths,
            Allowance allowance,
            boolean isDefault) {
        int quota = switch (allowance) {
            case Allowance.Unlimited unlimited -> SubnetPoolEvent.UNLIMITED;
            case Allowance.Units(int units) -> units;
        };
        return new Settings(
                name, description, prefixes, lengths.min(), lengths.standard(), lengths.max(), quota, isDefault);
    }

    @Override
    public SubnetPool opened(SubnetPoolEvent first) {
        if (first instanceof Opened opened) {
            SubnetPool empty = new SubnetPool(
                    opened.id(),
                    "",
                    "",
                    opened.family(),
                    List.of(),
                    new Lengths(0, 0, 0),
                    new Allowance.Unlimited(),
                    false,
                    HashTreePMap.empty(),
                    opened.at(),
                    opened.at());
            return evolve(empty, new Updated(opened.settings(), opened.at()));
        }
        throw new IllegalStateException("not the first event of a subnet pool: " + first);
    }

    @Override
    public SubnetPool evolve(SubnetPool pool, SubnetPoolEvent event) {
        return switch (event) {
            case Opened opened -> throw new IllegalStateException("opened twice: " + pool.id());
            case Updated(Settings settings, var at) ->
                new SubnetPool(
                        pool.id(),
                        settings.name(),
                        settings.description(),
                        pool.family(),
                        settings.prefixes(),
                        new Lengths(settings.minLength(), settings.standardLength(), settings.maxLength()),
                        settings.quota() == SubnetPoolEvent.UNLIMITED
                                ? new Allowance.Unlimited()
                                : new Allowance.Units(settings.quota()),
                        settings.isDefault(),
                        pool.leases(),
                        pool.createdAt(),
                        at);
            case Leased(EntityRef subnet, IpRange block) ->
                pool.withLeases(pool.leases().plus(subnet, block));
            case Released(EntityRef subnet) -> pool.withLeases(pool.leases().minus(subnet));
            case Closed closed -> throw new IllegalStateException("closed entities do not evolve");
        };
    }

    @Override
    public List<Claim.Hold> holds(EntityRef self, SubnetPool pool) {
        return claims(self, pool.family(), pool.prefixes(), pool.isDefault()).stream()
                .map(Claim::hold)
                .toList();
    }

    @Override
    public List<Claim.Held> held(EntityRef self, SubnetPool pool) {
        return pool.leases().keySet().stream()
                .map(subnet -> new Claim.Held(subnet, new Release(subnet)))
                .toList();
    }
}
