package dev.twinstack.emulator.peering;

import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.InUse;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.kernel.DomainError.NotFound;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.peering.Peering.Status;
import dev.twinstack.emulator.peering.PeeringEvent.Accepted;
import dev.twinstack.emulator.peering.PeeringEvent.Closed;
import dev.twinstack.emulator.peering.PeeringEvent.Opened;
import dev.twinstack.emulator.peering.PeeringEvent.Rejected;
import dev.twinstack.emulator.peering.PeeringEvent.Routed;
import dev.twinstack.emulator.peering.PeeringEvent.Unrouted;
import dev.twinstack.emulator.peering.PeeringEvent.Updated;
import dev.twinstack.emulator.project.Project;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.project.Quota;
import dev.twinstack.emulator.vpc.VpcCommand;
import java.util.ArrayList;
import java.util.List;
import org.pcollections.HashTreePSet;

/**
 * What a peering decides: who may do what with it, and who routes through it. That two VPCs have only one, and stay while
 * they have it, the VPCs decide. Overlapping blocks are no obstacle (PEER-08).
 *
 * <p>A tenant is a project: that is what {@code tenant_id} names, and what clients' tests of pending requests rely on.
 * ASSUMED: a rejected peering still counts, for the VPCs and the requester's quota, until it is deleted; check by asking
 * again after a rejection.
 */
public final class PeeringRules implements Resource<Peering, PeeringCommand, PeeringEvent> {
    @Override
    public ResourceType<Peering> type() {
        return Peering.TYPE;
    }

    @Override
    public Class<PeeringCommand> commands() {
        return PeeringCommand.class;
    }

    @Override
    public Class<PeeringEvent> events() {
        return PeeringEvent.class;
    }

    @Override
    public Decision<PeeringEvent> open(PeeringCommand command, Context ctx) {
        return command instanceof PeeringCommand.Open open ? open(open, ctx) : notFound(ctx);
    }

    private static Decision<PeeringEvent> notFound(Context ctx) {
        return Decision.refuse(new NotFound(Peering.TYPE.name(), ctx.id()));
    }

    private static Decision<PeeringEvent> open(PeeringCommand.Open open, Context ctx) {
        EntityRef requester = open.requester();
        EntityRef accepter = open.accepter();
        if (requester.equals(accepter)) {
            return Decision.refuse(new Invalid(
                    "peering-with-itself",
                    "accept_vpc_info",
                    "The VPC " + accepter.id() + " cannot be connected to itself."));
        }
        Status status =
                requester.project().equals(accepter.project()) ? Status.ACTIVE : Status.PENDING_ACCEPTANCE; // PEER-02
        List<Claim> claims = claims(ctx.self(), status, requester, accepter);
        return ctx.granted(claims)
                ? Decision.persist(
                        new Opened(ctx.id(), open.name(), open.description(), status, requester, accepter, ctx.now()))
                : Decision.needs(claims);
    }

    @Override
    public Decision<PeeringEvent> decide(Peering peering, PeeringCommand command, Context ctx) {
        return switch (command) {
            case PeeringCommand.Open open ->
                Decision.refuse(new Conflict("peering-exists", "The peering " + peering.id() + " already exists."));
            case PeeringCommand.Update update ->
                peering.isOf(update.project()) ? update(peering, update, ctx) : notFound(ctx);
            case PeeringCommand.Accept(String project) -> accept(peering, project, ctx);
            case PeeringCommand.Reject(String project) -> answer(peering, project, ctx, new Rejected(ctx.now()));
            case PeeringCommand.Close(String project) -> peering.isOf(project) ? close(peering) : notFound(ctx);
            case PeeringCommand.Route(EntityRef table, EntityRef vpc) -> route(peering, table, vpc, ctx);
            case PeeringCommand.Unroute(EntityRef table) ->
                Decision.grant(peering.tables().contains(table) ? List.of(new Unrouted(table)) : List.of(), table);
        };
    }

    private static Decision<PeeringEvent> update(Peering peering, PeeringCommand.Update update, Context ctx) {
        String name = update.name().applyTo(peering.name(), peering.name());
        String description = update.description().applyTo(peering.description(), "");
        return name.equals(peering.name()) && description.equals(peering.description())
                ? Decision.nothing()
                : Decision.persist(new Updated(name, description, ctx.now()));
    }

    /** An accepted peering counts for both sides (PEER-17), and both VPCs pass traffic from then on. */
    private static Decision<PeeringEvent> accept(Peering peering, String project, Context ctx) {
        Decision<PeeringEvent> answer = answer(peering, project, ctx, new Accepted(ctx.now()));
        List<Claim> claims = acceptance(ctx.self(), peering.requester(), peering.accepter());
        return answer instanceof Decision.Refuse<PeeringEvent> || ctx.granted(claims) ? answer : Decision.needs(claims);
    }

    /** (PEER-04) */
    private static Decision<PeeringEvent> answer(Peering peering, String project, Context ctx, PeeringEvent event) {
        if (!peering.isOf(project)) {
            return notFound(ctx);
        }
        if (!peering.accepter().project().equals(project)) {
            return Decision.refuse(new Conflict(
                    "peering-not-yours",
                    "The peering " + peering.id() + " is to be accepted or rejected by the other project."));
        }
        if (peering.status() != Status.PENDING_ACCEPTANCE) {
            return Decision.refuse(new Conflict(
                    "peering-not-pending",
                    "The peering " + peering.id() + " is " + peering.status() + " and not PENDING_ACCEPTANCE."));
        }
        return Decision.persist(event);
    }

    private static Decision<PeeringEvent> close(Peering peering) {
        return peering.tables().stream()
                .sorted()
                .findFirst()
                .<Decision<PeeringEvent>>map(table -> Decision.refuse(new InUse(
                        "peering-has-routes",
                        "Routes in the route table " + table.id() + " still lead to the peering " + peering.id()
                                + ".")))
                .orElseGet(() -> Decision.persist(new Closed()));
    }

    /**
     * Each side routes from its own VPC (PEER-10). ASSUMED: not only while the peering is active, as no page asks for
     * that; check by adding a route before the other side has accepted.
     */
    private static Decision<PeeringEvent> route(Peering peering, EntityRef table, EntityRef vpc, Context ctx) {
        if (!peering.isOf(vpc.project())) {
            return notFound(ctx);
        }
        if (!peering.connects(vpc)) {
            return Decision.refuse(new Invalid(
                    "nexthop-outside-vpc",
                    "nexthop",
                    "The peering " + peering.id() + " does not connect the VPC " + vpc.id() + "."));
        }
        return Decision.grant(peering.tables().contains(table) ? List.of() : List.of(new Routed(table)), table);
    }

    private static List<Claim> claims(EntityRef self, Status status, EntityRef requester, EntityRef accepter) {
        List<Claim> claims = new ArrayList<>(List.of(
                VpcCommand.peer(requester, self, accepter),
                VpcCommand.peer(accepter, self, requester),
                place(self, requester)));
        if (status == Status.ACTIVE && !accepter.project().equals(requester.project())) {
            claims.addAll(acceptance(self, requester, accepter));
        }
        return claims;
    }

    private static List<Claim> acceptance(EntityRef self, EntityRef requester, EntityRef accepter) {
        return List.of(place(self, accepter), VpcCommand.connect(requester, self), VpcCommand.connect(accepter, self));
    }

    private static Claim place(EntityRef self, EntityRef vpc) {
        return ProjectCommand.place(Project.ref(vpc.project()), Quota.VPC_PEERING, self);
    }

    @Override
    public Peering opened(PeeringEvent first) {
        if (first instanceof Opened opened) {
            return new Peering(
                    opened.id(),
                    opened.name(),
                    opened.description(),
                    opened.status(),
                    opened.requester(),
                    opened.accepter(),
                    HashTreePSet.empty(),
                    opened.at(),
                    opened.at());
        }
        throw new IllegalStateException("not the first event of a peering: " + first);
    }

    @Override
    public Peering evolve(Peering peering, PeeringEvent event) {
        return switch (event) {
            case Opened opened -> throw new IllegalStateException("opened twice: " + peering.id());
            case Updated(String name, String description, var at) -> peering.named(name, description, at);
            case Accepted(var at) -> peering.with(Status.ACTIVE, at);
            case Rejected(var at) -> peering.with(Status.REJECTED, at);
            case Routed(EntityRef table) -> peering.withTables(peering.tables().plus(table));
            case Unrouted(EntityRef table) ->
                peering.withTables(peering.tables().minus(table));
            case Closed closed -> throw new IllegalStateException("closed entities do not evolve");
        };
    }

    @Override
    public List<Claim.Hold> holds(EntityRef self, Peering peering) {
        return claims(self, peering.status(), peering.requester(), peering.accepter()).stream()
                .map(Claim::hold)
                .toList();
    }

    @Override
    public List<Claim.Held> held(EntityRef self, Peering peering) {
        return peering.tables().stream()
                .map(table -> new Claim.Held(table, new PeeringCommand.Unroute(table)))
                .toList();
    }
}
