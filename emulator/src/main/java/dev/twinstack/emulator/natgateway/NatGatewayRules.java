package dev.twinstack.emulator.natgateway;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.InUse;
import dev.twinstack.emulator.kernel.DomainError.NotFound;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Ids;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.natgateway.DnatRule.Target;
import dev.twinstack.emulator.natgateway.NatGatewayCommand.AddDnatRule;
import dev.twinstack.emulator.natgateway.NatGatewayCommand.AddSnatRule;
import dev.twinstack.emulator.natgateway.NatGatewayEvent.Closed;
import dev.twinstack.emulator.natgateway.NatGatewayEvent.DnatRuleAdded;
import dev.twinstack.emulator.natgateway.NatGatewayEvent.DnatRuleRemoved;
import dev.twinstack.emulator.natgateway.NatGatewayEvent.Opened;
import dev.twinstack.emulator.natgateway.NatGatewayEvent.SnatRuleAdded;
import dev.twinstack.emulator.natgateway.NatGatewayEvent.SnatRuleRemoved;
import dev.twinstack.emulator.natgateway.NatGatewayEvent.Tagged;
import dev.twinstack.emulator.natgateway.NatGatewayEvent.Updated;
import dev.twinstack.emulator.natgateway.SnatRule.Source;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.port.PortCommand;
import dev.twinstack.emulator.port.PortCommand.PortSpec;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.publicip.PublicIpCommand;
import dev.twinstack.emulator.subnet.SubnetCommand.Wanted;
import dev.twinstack.emulator.tag.TagChange;
import dev.twinstack.emulator.tag.TagLimits;
import dev.twinstack.emulator.tag.Tagging;
import dev.twinstack.emulator.vpc.Vpc;
import dev.twinstack.emulator.vpc.VpcCommand;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a NAT gateway decides: which rules it takes, in {@link SnatRules} and {@link DnatRules}, and when it may go. ASSUMED:
 * a VPC and a subnet may have any number of gateways, as the guide says and clients' tests make them; the error table
 * still has VPC.2012 and NAT.0012 for a second one.
 */
public final class NatGatewayRules implements Resource<NatGateway, NatGatewayCommand, NatGatewayEvent> {
    @Override
    public ResourceType<NatGateway> type() {
        return NatGateway.TYPE;
    }

    @Override
    public Class<NatGatewayCommand> commands() {
        return NatGatewayCommand.class;
    }

    @Override
    public Class<NatGatewayEvent> events() {
        return NatGatewayEvent.class;
    }

    @Override
    public Decision<NatGatewayEvent> open(NatGatewayCommand command, Context ctx) {
        if (!(command instanceof NatGatewayCommand.Open open)) {
            return Decision.refuse(new NotFound(NatGateway.TYPE.name(), ctx.id()));
        }
        String port = Ids.derived(ctx.id(), "port");
        List<Claim> claims = List.of(place(ctx.self(), open.vpc()), port(ctx.self(), port, open.network()));
        return ctx.granted(claims)
                ? Decision.persist(new Opened(
                        ctx.id(),
                        open.name(),
                        open.description(),
                        open.spec(),
                        open.vpc(),
                        open.network(),
                        port,
                        ctx.now()))
                : Decision.needs(claims);
    }

    private static Claim place(EntityRef self, String vpc) {
        return VpcCommand.occupy(self.sibling(Vpc.TYPE, vpc), self);
    }

    /** An address in the subnet, which no security group filters. */
    private static Claim port(EntityRef self, String port, String network) {
        PortSpec spec = new PortSpec(
                network,
                "",
                "",
                List.of(new Wanted.Any(Family.IPV4)),
                List.of(),
                List.of(),
                true,
                false,
                false,
                List.of(),
                "");
        return PortCommand.openFor(self.sibling(Port.TYPE, port), self, spec, Port.NAT_OWNER);
    }

    private static Claim publicIp(EntityRef self, String publicIp) {
        return PublicIpCommand.serve(self.sibling(PublicIp.TYPE, publicIp), self);
    }

    @Override
    public Decision<NatGatewayEvent> decide(NatGateway gateway, NatGatewayCommand command, Context ctx) {
        return switch (command) {
            case NatGatewayCommand.Open open ->
                Decision.refuse(new Conflict("natgateway-exists", "The NAT gateway already exists."));
            case NatGatewayCommand.Update update ->
                gateway.isCreating(ctx.moment()) ? notActive(gateway) : update(gateway, update);
            case AddSnatRule add -> addSnat(gateway, add, ctx);
            case NatGatewayCommand.RemoveSnatRule(String id) ->
                gateway.snatRule(id)
                        .<Decision<NatGatewayEvent>>map(rule -> Decision.persist(new SnatRuleRemoved(id)))
                        .orElseGet(() -> Decision.refuse(new NotFound("snatrule", id)));
            case AddDnatRule add -> addDnat(gateway, add, ctx);
            case NatGatewayCommand.RemoveDnatRule(String id) ->
                gateway.dnatRule(id)
                        .<Decision<NatGatewayEvent>>map(rule -> Decision.persist(new DnatRuleRemoved(id)))
                        .orElseGet(() -> Decision.refuse(new NotFound("dnatrule", id)));
            case NatGatewayCommand.Retag(TagChange change) ->
                Tagging.decide(gateway.tags(), change, TagLimits.NAT_GATEWAY, Tagged::new);
            case NatGatewayCommand.Close close -> close(gateway);
        };
    }

    /** It can be updated, and take rules, only once it is active (API reference, notes of these calls). */
    private static Decision<NatGatewayEvent> notActive(NatGateway gateway) {
        return Decision.refuse(
                new Conflict("natgateway-creating", "The NAT gateway " + gateway.id() + " is not ACTIVE yet."));
    }

    private static Decision<NatGatewayEvent> update(NatGateway gateway, NatGatewayCommand.Update update) {
        String name = update.name().applyTo(gateway.name(), gateway.name());
        String description = update.description().applyTo(gateway.description(), "");
        String spec = update.spec().applyTo(gateway.spec(), gateway.spec());
        return gateway.with(name, description, spec).equals(gateway)
                ? Decision.nothing()
                : Decision.persist(new Updated(name, description, spec));
    }

    private static Decision<NatGatewayEvent> addSnat(NatGateway gateway, AddSnatRule add, Context ctx) {
        return add(
                gateway,
                SnatRules.objection(gateway, add),
                add.publicIps(),
                new SnatRuleAdded(
                        add.id(),
                        add.source() instanceof Source.OfNetwork(String network, var _) ? network : "",
                        add.source().block(),
                        add.source() instanceof Source.OnPremises,
                        add.publicIps(),
                        add.description(),
                        ctx.now()),
                ctx);
    }

    private static Decision<NatGatewayEvent> addDnat(NatGateway gateway, AddDnatRule add, Context ctx) {
        return add(
                gateway,
                DnatRules.objection(gateway, add),
                List.of(add.publicIp()),
                new DnatRuleAdded(
                        add.id(),
                        add.publicIp(),
                        add.outsidePort(),
                        add.protocol(),
                        add.target() instanceof Target.OfPort(String port) ? port : "",
                        add.target() instanceof Target.OfAddress(var address) ? List.of(address) : List.of(),
                        add.insidePort(),
                        add.description(),
                        ctx.now()),
                ctx);
    }

    /** {@return the event, once the EIPs that no other rule has yet are granted} */
    private static Decision<NatGatewayEvent> add(
            NatGateway gateway,
            Optional<DomainError> objection,
            Collection<String> publicIps,
            NatGatewayEvent added,
            Context ctx) {
        if (gateway.isCreating(ctx.moment())) {
            return notActive(gateway);
        }
        if (objection.isPresent()) {
            return Decision.refuse(objection.get());
        }
        List<Claim> claims = publicIps.stream()
                .filter(publicIp -> !gateway.publicIps().contains(publicIp))
                .map(publicIp -> publicIp(ctx.self(), publicIp))
                .toList();
        return ctx.granted(claims) ? Decision.persist(added) : Decision.needs(claims);
    }

    private static Decision<NatGatewayEvent> close(NatGateway gateway) {
        return gateway.snatRules().isEmpty() && gateway.dnatRules().isEmpty()
                ? Decision.persist(new Closed())
                : Decision.refuse(
                        new InUse("natgateway-has-rules", "The NAT gateway " + gateway.id() + " still has rules."));
    }

    @Override
    public NatGateway opened(NatGatewayEvent first) {
        return NatGatewayHistory.opened(first);
    }

    @Override
    public NatGateway evolve(NatGateway gateway, NatGatewayEvent event) {
        return NatGatewayHistory.evolve(gateway, event);
    }

    @Override
    public List<Claim.Hold> holds(EntityRef self, NatGateway gateway) {
        List<Claim.Hold> holds = new ArrayList<>();
        holds.add(place(self, gateway.vpc()).hold());
        holds.add(port(self, gateway.port(), gateway.network()).hold());
        gateway.publicIps()
                .forEach(publicIp -> holds.add(publicIp(self, publicIp).hold()));
        return holds;
    }
}
