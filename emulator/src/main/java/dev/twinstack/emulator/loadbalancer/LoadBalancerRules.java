package dev.twinstack.emulator.loadbalancer;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.NotFound;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Ids;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.loadbalancer.LoadBalancerEvent.Closed;
import dev.twinstack.emulator.loadbalancer.LoadBalancerEvent.Opened;
import dev.twinstack.emulator.loadbalancer.LoadBalancerEvent.Tagged;
import dev.twinstack.emulator.loadbalancer.LoadBalancerEvent.Updated;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.port.PortCommand;
import dev.twinstack.emulator.port.PortCommand.PortSpec;
import dev.twinstack.emulator.project.ProjectCommand;
import dev.twinstack.emulator.project.Quota;
import dev.twinstack.emulator.subnet.SubnetCommand.Wanted;
import dev.twinstack.emulator.tag.TagChange;
import dev.twinstack.emulator.tag.TagLimits;
import dev.twinstack.emulator.tag.Tagging;
import dev.twinstack.emulator.tag.Tags;
import java.util.List;

/** What a load balancer decides: little, as its address is its port's matter. */
public final class LoadBalancerRules implements Resource<LoadBalancer, LoadBalancerCommand, LoadBalancerEvent> {
    @Override
    public ResourceType<LoadBalancer> type() {
        return LoadBalancer.TYPE;
    }

    @Override
    public Class<LoadBalancerCommand> commands() {
        return LoadBalancerCommand.class;
    }

    @Override
    public Class<LoadBalancerEvent> events() {
        return LoadBalancerEvent.class;
    }

    @Override
    public Decision<LoadBalancerEvent> open(LoadBalancerCommand command, Context ctx) {
        if (!(command instanceof LoadBalancerCommand.Open open)) {
            return Decision.refuse(new NotFound(LoadBalancer.TYPE.name(), ctx.id()));
        }
        EntityRef port = ctx.self().sibling(Port.TYPE, Ids.derived(ctx.id(), "port"));
        List<Claim> claims = List.of(
                ProjectCommand.place(Quota.LOAD_BALANCER, ctx.self()),
                port(ctx.self(), port, open.network(), open.address()));
        if (!ctx.granted(claims)) {
            return Decision.needs(claims);
        }
        Port.FixedIp address = ctx.grant(port, Port.class).orElseThrow().fixedIps().stream()
                .filter(fixed -> fixed.address().family() == Family.IPV4)
                .findFirst()
                .orElseThrow();
        return Decision.persist(new Opened(
                ctx.id(),
                open.name(),
                open.description(),
                open.network(),
                address.neutronSubnet(),
                port.id(),
                address.address(),
                open.adminStateUp(),
                ctx.now()));
    }

    /** Security groups do not apply to it. Source: "Creating a Load Balancer", {@code vip_port_id}. */
    private static Claim port(EntityRef self, EntityRef port, String network, Wanted address) {
        PortSpec spec = new PortSpec(
                network, "", "", List.of(address), List.of(), List.of(), true, false, false, List.of(), "");
        return PortCommand.openFor(port, self, spec, Port.LOAD_BALANCER_OWNER);
    }

    @Override
    public Decision<LoadBalancerEvent> decide(LoadBalancer balancer, LoadBalancerCommand command, Context ctx) {
        return switch (command) {
            case LoadBalancerCommand.Open open ->
                Decision.refuse(new Conflict("loadbalancer-exists", "The load balancer already exists."));
            case LoadBalancerCommand.Update update ->
                Decision.persist(new Updated(
                        update.name().applyTo(balancer.name(), ""),
                        update.description().applyTo(balancer.description(), ""),
                        update.adminStateUp().applyTo(balancer.adminStateUp(), true),
                        ctx.now()));
            case LoadBalancerCommand.Retag(TagChange change) ->
                Tagging.decide(balancer.tags(), change, TagLimits.NETWORK, Tagged::new);
            case LoadBalancerCommand.Close close -> Decision.persist(new Closed());
        };
    }

    @Override
    public LoadBalancer opened(LoadBalancerEvent first) {
        if (first instanceof Opened opened) {
            return new LoadBalancer(
                    opened.id(),
                    opened.name(),
                    opened.description(),
                    opened.network(),
                    opened.neutronSubnet(),
                    opened.port(),
                    opened.address(),
                    opened.adminStateUp(),
                    Tags.NONE,
                    opened.at(),
                    opened.at());
        }
        throw new IllegalStateException("not the first event of a load balancer: " + first);
    }

    @Override
    public LoadBalancer evolve(LoadBalancer balancer, LoadBalancerEvent event) {
        return switch (event) {
            case Opened opened -> throw new IllegalStateException("opened twice: " + balancer.id());
            case Updated(String name, String description, boolean adminStateUp, var at) ->
                balancer.with(name, description, adminStateUp, at);
            case Tagged(Tags tags) -> balancer.with(tags);
            case Closed closed -> throw new IllegalStateException("closed entities do not evolve");
        };
    }

    @Override
    public List<Claim.Hold> holds(EntityRef self, LoadBalancer balancer) {
        return List.of(
                ProjectCommand.place(Quota.LOAD_BALANCER, self).hold(),
                new Claim.Hold(self.sibling(Port.TYPE, balancer.port()), new PortCommand.CloseFor(self.id())));
    }
}
