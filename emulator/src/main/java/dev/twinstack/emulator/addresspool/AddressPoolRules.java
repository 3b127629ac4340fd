package dev.twinstack.emulator.addresspool;

import dev.twinstack.emulator.addresspool.AddressPoolCommand.Wanted;
import dev.twinstack.emulator.ip.BlockPool;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.region.RegionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pcollections.HashTreePMap;

/** Gives every block to one claimant at a time, the lowest free first. */
public final class AddressPoolRules implements Resource<AddressPool, AddressPoolCommand, AddressPoolEvent> {
    static final int SUBNET_LENGTH = 64;

    private final RegionSettings region;

    public AddressPoolRules(RegionSettings region) {
        this.region = region;
    }

    @Override
    public ResourceType<AddressPool> type() {
        return AddressPool.TYPE;
    }

    @Override
    public Class<AddressPoolCommand> commands() {
        return AddressPoolCommand.class;
    }

    @Override
    public Class<AddressPoolEvent> events() {
        return AddressPoolEvent.class;
    }

    @Override
    public Decision<AddressPoolEvent> open(AddressPoolCommand command, Context ctx) {
        String pool = AddressPool.whole(ctx.self()).id();
        AddressPoolEvent.Opened opened = switch (pool) {
            case AddressPool.PUBLIC_IPV4, AddressPool.IPV6 ->
                new AddressPoolEvent.Opened(Parts.range(ctx.id(), region), Parts.blockLength(pool));
            default -> throw new IllegalArgumentException("the region has no pool " + ctx.id());
        };
        return decide(opened(opened), command, ctx, List.of(opened));
    }

    @Override
    public Decision<AddressPoolEvent> decide(AddressPool pool, AddressPoolCommand command, Context ctx) {
        return decide(pool, command, ctx, List.of());
    }

    private Decision<AddressPoolEvent> decide(
            AddressPool pool, AddressPoolCommand command, Context ctx, List<AddressPoolEvent> before) {
        return switch (command) {
            case AddressPoolCommand.Lease(EntityRef claimant, Wanted wanted) -> {
                IpRange leased = pool.leases().get(claimant);
                if (leased != null) {
                    yield Decision.grant(List.of(), leased);
                }
                Optional<IpRange> block = find(pool, wanted);
                yield block.isPresent()
                        ? Decision.grant(plus(before, new AddressPoolEvent.Leased(claimant, block.get())), block.get())
                        : Decision.refuse(none(AddressPool.whole(ctx.self()).id(), wanted));
            }
            case AddressPoolCommand.Release(EntityRef claimant) -> {
                IpRange leased = pool.leases().get(claimant);
                yield leased == null
                        ? Decision.grant(List.of(), claimant)
                        : Decision.grant(List.of(new AddressPoolEvent.Released(claimant)), leased);
            }
            case AddressPoolCommand.Reserve(EntityRef claimant, List<IpRange> blocks) ->
                Reservations.reserve(pool, claimant, blocks, before, Parts.isPart(ctx.self()));
            case AddressPoolCommand.Unreserve(EntityRef claimant) ->
                Decision.grant(
                        pool.reservations().containsKey(claimant)
                                ? List.of(new AddressPoolEvent.Unreserved(claimant))
                                : List.of(),
                        claimant);
        };
    }

    private static Optional<IpRange> find(AddressPool pool, Wanted wanted) {
        return switch (wanted) {
            case Wanted.Any any -> pool.blocks().lease();
            case Wanted.Exactly(IpRange block) ->
                pool.blocks().has(block) && pool.blocks().isFree(block) ? Optional.of(block) : Optional.empty();
        };
    }

    private static DomainError none(String pool, Wanted wanted) {
        return switch (wanted) {
            case Wanted.Any any ->
                new DomainError.Exhausted(pool + "-pool-exhausted", "The pool " + pool + " has no free address.");
            case Wanted.Exactly(IpRange block) ->
                new DomainError.Conflict(
                        pool + "-address-unavailable", "The address " + block.network() + " is not available.");
        };
    }

    static List<AddressPoolEvent> plus(List<AddressPoolEvent> before, AddressPoolEvent event) {
        List<AddressPoolEvent> all = new ArrayList<>(before);
        all.add(event);
        return all;
    }

    @Override
    public AddressPool opened(AddressPoolEvent first) {
        if (first instanceof AddressPoolEvent.Opened(IpRange range, int blockLength)) {
            return new AddressPool(
                    BlockPool.of(range, blockLength, ends(range, blockLength)),
                    HashTreePMap.empty(),
                    HashTreePMap.empty());
        }
        throw new IllegalStateException("not the first event of an address pool: " + first);
    }

    /** The first and last block are never given out: the first and last IPv4 address of a range are no host's. */
    static List<IpRange> ends(IpRange range, int blockLength) {
        IpRange first = range.block(0, blockLength);
        long count = 1L << Math.min(62, blockLength - range.prefixLength());
        return List.of(first, range.block(count - 1, blockLength));
    }

    @Override
    public AddressPool evolve(AddressPool pool, AddressPoolEvent event) {
        return switch (event) {
            case AddressPoolEvent.Opened opened -> throw new IllegalStateException("opened twice: " + opened);
            case AddressPoolEvent.Leased(EntityRef claimant, IpRange block) ->
                new AddressPool(pool.blocks().with(block), pool.leases().plus(claimant, block), pool.reservations());
            case AddressPoolEvent.Released(EntityRef claimant) -> {
                IpRange block = pool.leases().get(claimant);
                if (block == null) {
                    throw new IllegalStateException("released what was not leased: " + claimant);
                }
                yield new AddressPool(
                        pool.blocks().without(block), pool.leases().minus(claimant), pool.reservations());
            }
            case AddressPoolEvent.Reserved(EntityRef claimant, List<IpRange> blocks) ->
                Reservations.with(pool, pool.reservations().plus(claimant, blocks));
            case AddressPoolEvent.Unreserved(EntityRef claimant) ->
                Reservations.with(pool, pool.reservations().minus(claimant));
        };
    }

    @Override
    public List<Claim.Held> held(EntityRef self, AddressPool pool) {
        List<Claim.Held> held = new ArrayList<>();
        pool.leases()
                .keySet()
                .forEach(claimant -> held.add(new Claim.Held(claimant, new AddressPoolCommand.Release(claimant))));
        pool.reservations()
                .keySet()
                .forEach(claimant -> held.add(new Claim.Held(claimant, new AddressPoolCommand.Unreserve(claimant))));
        return held;
    }
}
