package dev.twinstack.emulator.bandwidth;

import dev.twinstack.emulator.bandwidth.Bandwidth.Member;
import dev.twinstack.emulator.bandwidth.Bandwidth.ShareType;
import dev.twinstack.emulator.bandwidth.BandwidthEvent.Closed;
import dev.twinstack.emulator.bandwidth.BandwidthEvent.MemberJoined;
import dev.twinstack.emulator.bandwidth.BandwidthEvent.MemberLeft;
import dev.twinstack.emulator.bandwidth.BandwidthEvent.Opened;
import dev.twinstack.emulator.bandwidth.BandwidthEvent.Updated;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Command;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
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
import dev.twinstack.emulator.project.Quotas;
import java.util.List;
import java.util.Optional;
import org.pcollections.HashTreePMap;

/** What a bandwidth decides: its size, and who is in it. */
public final class BandwidthRules implements Resource<Bandwidth, BandwidthCommand, BandwidthEvent> {
    private static final String DEFAULT_ENTERPRISE_PROJECT = "0";

    private final Quotas quotas;

    public BandwidthRules(Quotas quotas) {
        this.quotas = quotas;
    }

    @Override
    public ResourceType<Bandwidth> type() {
        return Bandwidth.TYPE;
    }

    @Override
    public Class<BandwidthCommand> commands() {
        return BandwidthCommand.class;
    }

    @Override
    public Class<BandwidthEvent> events() {
        return BandwidthEvent.class;
    }

    @Override
    public Decision<BandwidthEvent> open(BandwidthCommand command, Context ctx) {
        return switch (command) {
            case BandwidthCommand.Open open -> openShared(open, ctx);
            case BandwidthCommand.OpenFor open -> openDedicated(open, ctx);
            case BandwidthCommand.Update update -> notFound(ctx);
            case BandwidthCommand.Close close -> notFound(ctx);
            case BandwidthCommand.CloseFor close -> notFound(ctx);
            case BandwidthCommand.Join join -> notFound(ctx);
            case BandwidthCommand.Leave leave -> notFound(ctx);
        };
    }

    private static Decision<BandwidthEvent> notFound(Context ctx) {
        return Decision.refuse(new NotFound(Bandwidth.TYPE.name(), ctx.id()));
    }

    private static Decision<BandwidthEvent> openShared(BandwidthCommand.Open open, Context ctx) {
        Optional<Invalid> fault = BandwidthSize.fault(ShareType.WHOLE, open.size());
        if (fault.isPresent()) {
            return Decision.refuse(fault.get());
        }
        List<Claim> claims = List.of(ProjectCommand.place(Quota.SHARED_BANDWIDTH, ctx.self()));
        return ctx.granted(claims)
                ? Decision.persist(opened(ctx, open.name(), open.size(), ShareType.WHOLE, "share", open.chargeMode()))
                : Decision.needs(claims);
    }

    /** ASSUMED: dedicated bandwidths count under no quota; the quota list has none for them (QUO-02). */
    private static Decision<BandwidthEvent> openDedicated(BandwidthCommand.OpenFor open, Context ctx) {
        return BandwidthSize.fault(ShareType.PER, open.size())
                .<Decision<BandwidthEvent>>map(Decision::refuse)
                .orElseGet(() -> Decision.grant(
                        List.of(
                                opened(ctx, open.name(), open.size(), ShareType.PER, "bgp", open.chargeMode()),
                                new MemberJoined(open.publicIp(), Member.publicIp(open.type()))),
                        ctx.id()));
    }

    private static Opened opened(
            Context ctx, String name, int size, ShareType shareType, String bandwidthType, String chargeMode) {
        return new Opened(
                ctx.id(), name, size, shareType, bandwidthType, chargeMode, DEFAULT_ENTERPRISE_PROJECT, ctx.now());
    }

    @Override
    public Decision<BandwidthEvent> decide(Bandwidth bandwidth, BandwidthCommand command, Context ctx) {
        return switch (command) {
            case BandwidthCommand.Open open -> exists(bandwidth);
            case BandwidthCommand.Update update -> update(bandwidth, update, ctx);
            case BandwidthCommand.Close close -> close(bandwidth);
            case BandwidthCommand.OpenFor open ->
                isFor(bandwidth, open.publicIp()) ? Decision.grant(List.of(), bandwidth.id()) : exists(bandwidth);
            case BandwidthCommand.CloseFor(EntityRef publicIp) ->
                Decision.grant(isFor(bandwidth, publicIp) ? List.of(new Closed()) : List.of(), bandwidth.id());
            case BandwidthCommand.Join(EntityRef member, Member what) -> join(bandwidth, member, what);
            case BandwidthCommand.Leave(EntityRef member) ->
                Decision.grant(
                        bandwidth.isShared() && bandwidth.members().containsKey(member)
                                ? List.of(new MemberLeft(member))
                                : List.of(),
                        bandwidth.id());
        };
    }

    private static Decision<BandwidthEvent> exists(Bandwidth bandwidth) {
        return Decision.refuse(
                new Conflict("bandwidth-exists", "The bandwidth " + bandwidth.id() + " already exists."));
    }

    private static boolean isFor(Bandwidth bandwidth, EntityRef publicIp) {
        return !bandwidth.isShared() && bandwidth.members().containsKey(publicIp);
    }

    private static Decision<BandwidthEvent> update(Bandwidth bandwidth, BandwidthCommand.Update update, Context ctx) {
        String name = update.name().applyTo(bandwidth.name(), "");
        int size = update.size().applyTo(bandwidth.size(), bandwidth.size());
        if (name.equals(bandwidth.name()) && size == bandwidth.size()) {
            return Decision.nothing();
        }
        return BandwidthSize.fault(bandwidth.shareType(), size)
                .<Decision<BandwidthEvent>>map(Decision::refuse)
                .orElseGet(() -> Decision.persist(new Updated(name, size, ctx.now())));
    }

    private static Decision<BandwidthEvent> close(Bandwidth bandwidth) {
        if (!bandwidth.isShared()) {
            return Decision.refuse(dedicated(bandwidth));
        }
        if (!bandwidth.members().isEmpty()) {
            return Decision.refuse(new InUse(
                    "bandwidth-has-members",
                    "The shared bandwidth " + bandwidth.id() + " still has "
                            + bandwidth.members().size() + " addresses in it."));
        }
        return Decision.persist(new Closed());
    }

    private static Invalid dedicated(Bandwidth bandwidth) {
        return new Invalid(
                "bandwidth-dedicated",
                "bandwidth_id",
                "The bandwidth " + bandwidth.id() + " is dedicated to an EIP and not shared.");
    }

    private Decision<BandwidthEvent> join(Bandwidth bandwidth, EntityRef member, Member what) {
        if (!bandwidth.isShared()) {
            return Decision.refuse(dedicated(bandwidth));
        }
        if (bandwidth.members().containsKey(member)) {
            return Decision.grant(List.of(), bandwidth.id());
        }
        if (!quotas.allows(Quota.SHARED_BANDWIDTH_IP, bandwidth.members().size())) {
            return Decision.refuse(new Exhausted(
                    "bandwidth-full",
                    "The shared bandwidth " + bandwidth.id() + " holds at most "
                            + quotas.limit(Quota.SHARED_BANDWIDTH_IP) + " addresses."));
        }
        return Decision.grant(List.of(new MemberJoined(member, what)), bandwidth.id());
    }

    @Override
    public Bandwidth opened(BandwidthEvent first) {
        if (first instanceof Opened opened) {
            return new Bandwidth(
                    opened.id(),
                    opened.name(),
                    opened.size(),
                    opened.shareType(),
                    opened.bandwidthType(),
                    opened.chargeMode(),
                    HashTreePMap.empty(),
                    opened.enterpriseProjectId(),
                    opened.at(),
                    opened.at());
        }
        throw new IllegalStateException("not the first event of a bandwidth: " + first);
    }

    @Override
    public Bandwidth evolve(Bandwidth bandwidth, BandwidthEvent event) {
        return switch (event) {
            case Opened opened -> throw new IllegalStateException("opened twice: " + bandwidth.id());
            case Updated(String name, int size, var at) ->
                new Bandwidth(
                        bandwidth.id(),
                        name,
                        size,
                        bandwidth.shareType(),
                        bandwidth.bandwidthType(),
                        bandwidth.chargeMode(),
                        bandwidth.members(),
                        bandwidth.enterpriseProjectId(),
                        bandwidth.createdAt(),
                        at);
            case MemberJoined(EntityRef member, Member what) ->
                bandwidth.withMembers(bandwidth.members().plus(member, what));
            case MemberLeft(EntityRef member) ->
                bandwidth.withMembers(bandwidth.members().minus(member));
            case Closed closed -> throw new IllegalStateException("closed entities do not evolve");
        };
    }

    @Override
    public List<Claim.Hold> holds(EntityRef self, Bandwidth bandwidth) {
        return bandwidth.isShared()
                ? List.of(ProjectCommand.place(Quota.SHARED_BANDWIDTH, self).hold())
                : List.of();
    }

    @Override
    public List<Claim.Held> held(EntityRef self, Bandwidth bandwidth) {
        return bandwidth.members().keySet().stream()
                .map(member -> new Claim.Held(member, release(bandwidth, member)))
                .toList();
    }

    private static Command.OnBehalf release(Bandwidth bandwidth, EntityRef member) {
        return bandwidth.isShared() ? new BandwidthCommand.Leave(member) : new BandwidthCommand.CloseFor(member);
    }
}
