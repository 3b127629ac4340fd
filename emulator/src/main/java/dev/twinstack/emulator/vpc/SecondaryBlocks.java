package dev.twinstack.emulator.vpc;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.InUse;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.kernel.DomainError.NotFound;
import dev.twinstack.emulator.timing.Moment;
import dev.twinstack.emulator.vpc.VpcEvent.SecondaryAdded;
import dev.twinstack.emulator.vpc.VpcEvent.SecondaryRemoved;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Which secondary blocks a VPC may gain and lose. Source: "Adding a Secondary IPv4 CIDR Block to a VPC", SEC-01…07. */
final class SecondaryBlocks {
    private static final int MOST = 5;
    /** Blocks the API refuses as secondary ones (SEC-02). */
    private static final List<IpRange> FORBIDDEN = List.of(
            IpRange.of("100.64.0.0/10"),
            IpRange.of("214.0.0.0/7"),
            IpRange.of("198.18.0.0/15"),
            IpRange.of("169.254.0.0/16"),
            IpRange.of("0.0.0.0/8"),
            IpRange.of("127.0.0.0/8"),
            IpRange.of("240.0.0.0/4"),
            IpRange.of("172.31.0.0/16"),
            IpRange.of("10.0.0.0/8"),
            IpRange.of("172.16.0.0/12"),
            IpRange.of("192.168.0.0/16"));

    private SecondaryBlocks() {}

    static Decision<VpcEvent> add(Vpc vpc, List<IpRange> blocks, Context ctx) {
        List<VpcEvent> events = new ArrayList<>();
        Vpc now = vpc;
        for (IpRange block : blocks) {
            Optional<DomainError> objection = objectionToAdding(now, block);
            if (objection.isPresent()) {
                return Decision.refuse(objection.get());
            }
            VpcEvent added = new SecondaryAdded(block, ctx.now());
            events.add(added);
            now = VpcHistory.evolve(now, added);
        }
        return Decision.persist(events);
    }

    static Decision<VpcEvent> remove(Vpc vpc, List<IpRange> blocks, Context ctx) {
        List<VpcEvent> events = new ArrayList<>();
        for (IpRange block : new LinkedHashSet<>(blocks)) {
            Optional<DomainError> objection = objectionToRemoving(vpc, block, ctx.moment());
            if (objection.isPresent()) {
                return Decision.refuse(objection.get());
            }
            events.add(new SecondaryRemoved(block, ctx.now()));
        }
        return Decision.persist(events);
    }

    private static Optional<DomainError> objectionToAdding(Vpc vpc, IpRange block) {
        if (block.family() == Family.IPV6) {
            return Optional.of(new Invalid("secondary-not-ipv4", "extend_cidrs", block + " is not an IPv4 block."));
        }
        if (vpc.secondary().size() >= MOST) {
            return Optional.of(new Invalid(
                    "too-many-secondary", "extend_cidrs", "A VPC has at most " + MOST + " secondary blocks."));
        }
        if (FORBIDDEN.stream().anyMatch(forbidden -> forbids(forbidden, block))) {
            return Optional.of(
                    new Invalid("secondary-forbidden", "extend_cidrs", block + " may not be a secondary block."));
        }
        if (vpc.ranges().stream().anyMatch(block::overlaps)) {
            return Optional.of(new Conflict("secondary-conflicts", block + " conflicts with a block of the VPC."));
        }
        return Optional.empty();
    }

    /**
     * The private ranges are forbidden as a whole only, or no block inside them could ever be added, which the guide
     * shows being done (SEC-03). ASSUMED; check by adding 10.1.0.0/16 on the real cloud.
     */
    private static boolean forbids(IpRange forbidden, IpRange block) {
        boolean privateRange =
                List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16").contains(forbidden.toString());
        return privateRange ? block.contains(forbidden) : block.overlaps(forbidden);
    }

    private static Optional<DomainError> objectionToRemoving(Vpc vpc, IpRange block, Moment moment) {
        if (!vpc.secondary().contains(block)) {
            return Optional.of(new NotFound("secondary-cidr", block.toString()));
        }
        if (vpc.subnets().blocks().stream().anyMatch(block::contains)) {
            return Optional.of(new InUse("secondary-has-subnets", "Subnets still lie in " + block + "."));
        }
        if (vpc.isLingering(block, moment)) {
            return Optional.of(new InUse(
                    "secondary-lingers", "The block " + block + " is still in use; its last subnet has just gone."));
        }
        return Optional.empty();
    }
}
