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
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.port.PortCommand;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.server.Server.Spec;
import dev.twinstack.emulator.server.ServerCommand.NicSpec;
import dev.twinstack.emulator.server.ServerEvent.StoredNic;
import dev.twinstack.emulator.subnet.SubnetCommand.Wanted;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Which NICs a server may have, and what it holds for them. */
record NicRules(Catalogue catalogue) {
    /** {@return what is wrong with the NICs a new server is to have} */
    Optional<DomainError> errorOfNew(Spec spec, List<NicSpec> nics) {
        return nics.isEmpty()
                ? Optional.of(new Invalid("server-without-nic", "nics", "A server needs at least one NIC."))
                : securityError(nics).or(() -> error(spec, List.of(), nics));
    }

    static List<Claim> claims(Spec spec, List<NicSpec> nics, EntityRef self) {
        return nics.stream().map(nic -> claim(nic, spec, self)).toList();
    }

    private static Claim claim(NicSpec nic, Spec spec, EntityRef self) {
        EntityRef port = self.sibling(Port.TYPE, nic.port());
        return switch (nic) {
            case NicSpec.New made -> PortCommand.openFor(port, self, made.spec(), owner(spec));
            case NicSpec.Existing existing -> PortCommand.attach(port, self, owner(spec));
        };
    }

    private static String owner(Spec spec) {
        return "compute:" + spec.availabilityZone();
    }

    /** {@return what turns out to be wrong with the ports that were granted} */
    Optional<DomainError> granted(Spec spec, List<NicSpec> nics, Context ctx) {
        boolean ipv6 =
                nics.stream().filter(NicSpec.Existing.class::isInstance).anyMatch(nic -> hasIpv6(nic.port(), ctx));
        return ipv6 && !supportsIpv6(spec) ? Optional.of(lacksIpv6(spec.flavor())) : Optional.empty();
    }

    private static boolean hasIpv6(String port, Context ctx) {
        return ctx.grant(ctx.self().sibling(Port.TYPE, port), Port.class)
                .map(granted -> granted.ipv6().isPresent())
                .orElse(false);
    }

    static List<StoredNic> stored(List<NicSpec> nics) {
        return nics.stream()
                .map(nic -> new StoredNic(nic.port(), nic instanceof NicSpec.New))
                .toList();
    }

    Decision<ServerEvent> add(Server server, List<NicSpec> nics, Context ctx) {
        Optional<DomainError> error = error(server.spec(), server.nics(), nics)
                .or(() -> nics.stream().anyMatch(NicRules::withoutGroup)
                        ? Optional.of(new Invalid(
                                "nic-without-security-group", "nics", "An added NIC needs a security group."))
                        : Optional.empty());
        if (error.isPresent()) {
            return Decision.refuse(error.orElseThrow());
        }
        List<Claim> claims = claims(server.spec(), nics, ctx.self());
        if (!ctx.granted(claims)) {
            return Decision.needs(claims);
        }
        return granted(server.spec(), nics, ctx)
                .<Decision<ServerEvent>>map(Decision::refuse)
                .orElseGet(() -> Decision.persist(new ServerEvent.NicsAdded(stored(nics), ctx.now())));
    }

    static Decision<ServerEvent> remove(Server server, List<String> ports, Context ctx) {
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

    /** At most one NIC of a server may be without security group, and not the primary one (PORT-20). */
    private static Optional<DomainError> securityError(List<NicSpec> nics) {
        List<NicSpec> open = nics.stream().filter(NicRules::withoutGroup).toList();
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

    private Optional<DomainError> error(Spec spec, List<String> present, List<NicSpec> added) {
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
                long ipv6 =
                        made.spec().wanted().stream().filter(NicRules::isIpv6).count();
                if (ipv6 > 0 && !supportsIpv6(spec)) {
                    return Optional.of(lacksIpv6(spec.flavor()));
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
    private static DomainError lacksIpv6(String flavor) {
        return new Invalid("flavor-lacks-ipv6", "ipv6_enable", "The flavor " + flavor + " does not support IPv6.");
    }

    /**
     * {@return the decision on a flavor for a server whose ports may have IPv6 addresses} The ports are asked: only they
     * know. A port answers the server it is attached to already with what it is.
     *
     * @param events what happens if nothing speaks against it
     */
    Decision<ServerEvent> fitting(Server server, String flavor, List<ServerEvent> events, Context ctx) {
        if (catalogue.flavor(flavor).orElseThrow().ipv6()) {
            return Decision.persist(events);
        }
        List<Claim> ports = server.nics().stream()
                .map(port -> PortCommand.attach(ctx.self().sibling(Port.TYPE, port), ctx.self(), owner(server.spec())))
                .toList();
        if (!ctx.granted(ports)) {
            return Decision.needs(ports);
        }
        return server.nics().stream().anyMatch(port -> hasIpv6(port, ctx))
                ? Decision.refuse(lacksIpv6(flavor))
                : Decision.persist(events);
    }

    static List<Claim.Hold> holds(EntityRef self, Server server) {
        return server.interfaces().stream()
                .map(nic -> new Claim.Hold(
                        self.sibling(Port.TYPE, nic.port()),
                        nic.made() ? new PortCommand.CloseFor(self.id()) : new PortCommand.Detach(self.id())))
                .toList();
    }
}
