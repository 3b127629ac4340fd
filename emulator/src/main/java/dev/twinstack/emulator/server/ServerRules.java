package dev.twinstack.emulator.server;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.kernel.DomainError.NotFound;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.port.PortCommand;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.server.Server.Nic;
import dev.twinstack.emulator.server.Server.Spec;
import dev.twinstack.emulator.server.ServerCommand.NicSpec;
import dev.twinstack.emulator.server.ServerEvent.StoredNic;
import dev.twinstack.emulator.subnet.SubnetCommand.Wanted;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a server decides: its NICs as a whole; each address is its port's and its subnet's matter. */
public final class ServerRules implements Resource<Server, ServerCommand, ServerEvent> {
    private final Catalogue catalogue;

    public ServerRules(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public ResourceType<Server> type() {
        return Server.TYPE;
    }

    @Override
    public Class<ServerCommand> commands() {
        return ServerCommand.class;
    }

    @Override
    public Class<ServerEvent> events() {
        return ServerEvent.class;
    }

    @Override
    public Decision<ServerEvent> open(ServerCommand command, Context ctx) {
        if (!(command instanceof ServerCommand.Open(Spec spec, List<NicSpec> nics))) {
            return Decision.refuse(new NotFound(Server.TYPE.name(), ctx.id()));
        }
        Optional<DomainError> error = specError(spec)
                .or(() -> nics.isEmpty()
                        ? Optional.of(new Invalid("server-without-nic", "nics", "A server needs at least one NIC."))
                        : Optional.empty())
                .or(() -> securityError(nics))
                .or(() -> nicsError(spec, List.of(), nics));
        if (error.isPresent()) {
            return Decision.refuse(error.get());
        }
        return claimed(spec, nics, ctx, new ServerEvent.Opened(ctx.id(), spec, stored(nics), ctx.now()));
    }

    /** {@return the event once every port is granted, or what is needed} */
    private Decision<ServerEvent> claimed(Spec spec, List<NicSpec> nics, Context ctx, ServerEvent event) {
        List<Claim> claims =
                nics.stream().map(nic -> claim(nic, spec, ctx.self())).toList();
        if (!ctx.granted(claims)) {
            return Decision.needs(claims);
        }
        boolean ipv6 = nics.stream()
                .filter(NicSpec.Existing.class::isInstance)
                .flatMap(nic -> ctx.grant(ctx.self().sibling(Port.TYPE, nic.port()), Port.class).stream())
                .anyMatch(port -> port.ipv6().isPresent());
        return ipv6 && !supportsIpv6(spec) ? Decision.refuse(lacksIpv6(spec)) : Decision.persist(event);
    }

    private static Claim claim(NicSpec nic, Spec spec, EntityRef self) {
        EntityRef port = self.sibling(Port.TYPE, nic.port());
        String owner = "compute:" + spec.availabilityZone();
        return switch (nic) {
            case NicSpec.New made -> PortCommand.openFor(port, self, made.spec(), owner);
            case NicSpec.Existing existing -> PortCommand.attach(port, self, owner);
        };
    }

    private static List<StoredNic> stored(List<NicSpec> nics) {
        return nics.stream()
                .map(nic -> new StoredNic(nic.port(), nic instanceof NicSpec.New))
                .toList();
    }

    private Optional<DomainError> specError(Spec spec) {
        if (catalogue.flavor(spec.flavor()).isEmpty()) {
            return Optional.of(
                    new Invalid("flavor-unknown", "flavorRef", "The flavor " + spec.flavor() + " does not exist."));
        }
        if (catalogue.image(spec.image()).isEmpty()) {
            return Optional.of(
                    new Invalid("image-unknown", "imageRef", "The image " + spec.image() + " does not exist."));
        }
        if (!catalogue.hasZone(spec.availabilityZone())) {
            return Optional.of(new Invalid(
                    "zone-unknown",
                    "availability_zone",
                    "The availability zone " + spec.availabilityZone() + " does not exist."));
        }
        return Optional.empty();
    }

    /** At most one NIC of a server may be without security group, and not the primary one (PORT-20). */
    private static Optional<DomainError> securityError(List<NicSpec> nics) {
        List<NicSpec> open = nics.stream().filter(ServerRules::withoutGroup).toList();
        return open.size() > 1 || !open.isEmpty() && open.getFirst().equals(nics.getFirst())
                ? Optional.of(new Invalid(
                        "nic-without-security-group",
                        "nics",
                        "At most one NIC may be without security group, and not the primary one."))
                : Optional.empty();
    }

    private static boolean withoutGroup(NicSpec nic) {
        return nic instanceof NicSpec.New(String port, var spec) && spec.disableSecurityGroups();
    }

    private Optional<DomainError> nicsError(Spec spec, List<String> present, List<NicSpec> added) {
        if (present.size() + added.size() > Server.MOST_NICS) {
            return Optional.of(
                    new Invalid("server-nics-exceeded", "nics", "A server has at most " + Server.MOST_NICS + " NICs."));
        }
        Collection<String> ports = new HashSet<>(present);
        for (NicSpec nic : added) {
            if (!ports.add(nic.port())) {
                return Optional.of(new Conflict("nic-exists", "The server has the NIC " + nic.port() + " already."));
            }
            if (nic instanceof NicSpec.New made) {
                long ipv6 = made.spec().wanted().stream()
                        .filter(ServerRules::isIpv6)
                        .count();
                if (ipv6 > 0 && !supportsIpv6(spec)) {
                    return Optional.of(lacksIpv6(spec));
                }
                if (ipv6 > 1) {
                    return Optional.of(new Invalid("nic-ipv6-exceeded", "nics", "A NIC has at most one IPv6 address."));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isIpv6(Wanted wanted) {
        return switch (wanted) {
            case Wanted.Any(Family family) -> family == Family.IPV6;
            case Wanted.Exactly(IpAddress address) -> address.family() == Family.IPV6;
        };
    }

    private boolean supportsIpv6(Spec spec) {
        return catalogue.flavor(spec.flavor()).orElseThrow().ipv6();
    }

    /** Only some flavors support IPv6 (SEED-08, IP6-14). */
    private static DomainError lacksIpv6(Spec spec) {
        return new Invalid(
                "flavor-lacks-ipv6", "ipv6_enable", "The flavor " + spec.flavor() + " does not support IPv6.");
    }

    @Override
    public Decision<ServerEvent> decide(Server server, ServerCommand command, Context ctx) {
        return switch (command) {
            case ServerCommand.Open open ->
                Decision.refuse(new Conflict("server-exists", "The server already exists."));
            case ServerCommand.AddNics(List<NicSpec> nics) -> addNics(server, nics, ctx);
            case ServerCommand.RemoveNics(List<String> ports) -> removeNics(server, ports, ctx);
            case ServerCommand.Update update ->
                updated(
                        update.name().applyTo(server.name(), server.name()),
                        update.description().applyTo(server.spec().description(), ""),
                        server.spec().metadata(),
                        server.spec().tags(),
                        ctx);
            case ServerCommand.ChangeMetadata(var set, var remove) ->
                updated(
                        server.name(),
                        server.spec().description(),
                        changed(server.spec().metadata(), set, remove),
                        server.spec().tags(),
                        ctx);
            case ServerCommand.ChangeTags(var set, var remove) ->
                updated(
                        server.name(),
                        server.spec().description(),
                        server.spec().metadata(),
                        changed(server.spec().tags(), set, remove),
                        ctx);
            case ServerCommand.Switch(Server.Power power) ->
                power == server.power()
                        ? Decision.nothing()
                        : Decision.persist(new ServerEvent.Switched(power, ctx.now()));
            case ServerCommand.EnableIpv6InGuest enable -> enableIpv6(server, ctx);
            case ServerCommand.Close close -> Decision.persist(new ServerEvent.Closed());
        };
    }

    private Decision<ServerEvent> addNics(Server server, List<NicSpec> nics, Context ctx) {
        Optional<DomainError> error = nicsError(server.spec(), server.nics(), nics)
                .or(() -> nics.stream().anyMatch(ServerRules::withoutGroup)
                        ? Optional.of(new Invalid(
                                "nic-without-security-group", "nics", "An added NIC needs a security group."))
                        : Optional.empty());
        return error.<Decision<ServerEvent>>map(Decision::refuse)
                .orElseGet(() -> claimed(server.spec(), nics, ctx, new ServerEvent.NicsAdded(stored(nics), ctx.now())));
    }

    private static Decision<ServerEvent> removeNics(Server server, List<String> ports, Context ctx) {
        for (String port : ports) {
            if (server.nic(port).isEmpty()) {
                return Decision.refuse(new NotFound("nic", port));
            }
            if (port.equals(server.nics().getFirst())) {
                return Decision.refuse(new Conflict("nic-primary", "The primary NIC " + port + " cannot be removed."));
            }
        }
        return ports.isEmpty() ? Decision.nothing() : Decision.persist(new ServerEvent.NicsRemoved(ports, ctx.now()));
    }

    private static Decision<ServerEvent> updated(
            String name, String description, Map<String, String> metadata, Map<String, String> tags, Context ctx) {
        return Decision.persist(new ServerEvent.Updated(name, description, metadata, tags, ctx.now()));
    }

    private static Map<String, String> changed(
            Map<String, String> before, Map<String, String> set, Collection<String> remove) {
        Map<String, String> after = new HashMap<>(before);
        after.putAll(set);
        after.keySet().removeAll(remove);
        return after;
    }

    private static Decision<ServerEvent> enableIpv6(Server server, Context ctx) {
        if (!server.isRunning()) {
            return Decision.refuse(new Conflict("server-shutoff", "The server " + server.id() + " is not running."));
        }
        List<String> ports = server.interfaces().stream()
                .filter(nic -> !nic.ipv6Enabled())
                .map(Nic::port)
                .toList();
        return ports.isEmpty()
                ? Decision.nothing()
                : Decision.persist(new ServerEvent.Ipv6EnabledInGuest(ports, ctx.now()));
    }

    @Override
    public Server opened(ServerEvent first) {
        return ServerHistory.opened(first);
    }

    @Override
    public Server evolve(Server server, ServerEvent event) {
        return ServerHistory.evolve(server, event);
    }

    @Override
    public List<Claim.Hold> holds(EntityRef self, Server server) {
        return server.interfaces().stream()
                .map(nic -> new Claim.Hold(
                        self.sibling(Port.TYPE, nic.port()),
                        nic.made() ? new PortCommand.CloseFor(self.id()) : new PortCommand.Detach(self.id())))
                .toList();
    }
}
