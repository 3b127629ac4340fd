package dev.twinstack.emulator.port;

import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.port.Port.AddressPair;
import dev.twinstack.emulator.port.Port.DhcpOption;
import dev.twinstack.emulator.port.PortCommand.DhcpChange;
import dev.twinstack.emulator.port.PortCommand.PortSpec;
import dev.twinstack.emulator.port.PortCommand.Update;
import dev.twinstack.emulator.port.PortEvent.Updated;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a port may be set. */
final class Settings {
    private static final String EVERYTHING = "0.0.0.0/0";

    private Settings() {}

    static Optional<DomainError> error(PortSpec spec) {
        if (!spec.portSecurity() && !spec.securityGroups().isEmpty()) {
            return Optional.of(unsecured());
        }
        return error(spec.pairs());
    }

    private static Optional<DomainError> error(List<AddressPair> pairs) {
        return pairs.stream().anyMatch(pair -> pair.ipAddress().equals(EVERYTHING))
                ? Optional.of(new Invalid(
                        "pair-everything",
                        "allowed_address_pairs",
                        "An allowed address pair cannot be " + EVERYTHING + "."))
                : Optional.empty();
    }

    private static DomainError unsecured() {
        return new Conflict("port-security-off", "A port whose port security is off cannot be in security groups.");
    }

    static List<AddressPair> withMac(List<AddressPair> pairs, String own) {
        return pairs.stream()
                .map(pair -> pair.mac().isEmpty() ? new AddressPair(pair.ipAddress(), own, pair.vip()) : pair)
                .toList();
    }

    static Decision<PortEvent> update(Port port, Update update, Context ctx) {
        boolean secured = update.portSecurity().applyTo(port.portSecurity(), true);
        List<String> groups = groups(port, update, secured);
        List<AddressPair> pairs = withMac(update.pairs().applyTo(port.addressPairs(), List.of()), port.mac());
        Optional<DomainError> wrong = !secured && !groups.isEmpty()
                ? Optional.of(unsecured())
                : error(pairs)
                        .or(() -> Bindings.vipsFit(port.fixedIps(), pairs))
                        .or(() -> Bindings.ownNics(port, pairs));
        if (wrong.isPresent()) {
            return Decision.refuse(wrong.orElseThrow());
        }
        if (port.disableSecurityGroups()
                && !update.disableSecurityGroups().applyTo(port.disableSecurityGroups(), false)) {
            return Decision.refuse(new Invalid(
                    "security-groups-stay-disabled",
                    "binding:profile",
                    "disable_security_groups may only be set to true."));
        }
        List<Claim> claims = new ArrayList<>(newGroups(port, groups, ctx));
        claims.addAll(Holdings.vips(
                ctx.self(),
                pairs.stream().filter(pair -> !port.vips().contains(pair.vip())).toList()));
        if (!ctx.granted(claims)) {
            return Decision.needs(claims);
        }
        return Decision.persist(new Updated(
                update.name().applyTo(port.name(), ""),
                groups,
                pairs,
                update.adminStateUp().applyTo(port.adminStateUp(), true),
                secured,
                update.disableSecurityGroups().applyTo(port.disableSecurityGroups(), false),
                options(port.dhcpOptions(), update.dhcpOptions()),
                ctx.now()));
    }

    /** Turning port security off takes the port out of its groups (PORT-11). */
    private static List<String> groups(Port port, Update update, boolean secured) {
        List<String> groups = update.securityGroups().applyTo(port.securityGroups(), List.of());
        return !secured && update.securityGroups().isKeep()
                ? List.of()
                : groups.stream().distinct().toList();
    }

    private static List<Claim> newGroups(Port port, List<String> groups, Context ctx) {
        return Holdings.groups(
                ctx.self(),
                groups.stream()
                        .filter(group -> !port.securityGroups().contains(group))
                        .toList());
    }

    private static List<DhcpOption> options(List<DhcpOption> before, List<DhcpChange> changes) {
        Map<String, String> options = new LinkedHashMap<>();
        before.forEach(option -> options.put(option.name(), option.value()));
        for (DhcpChange change : changes) {
            switch (change.value()) {
                case Patch.Keep<String> keep -> {}
                case Patch.Clear<String> clear -> options.remove(change.name());
                case Patch.Set<String>(String value) -> options.put(change.name(), value);
            }
        }
        return options.entrySet().stream()
                .map(option -> new DhcpOption(option.getKey(), option.getValue()))
                .toList();
    }

    static Decision<PortEvent> addGroup(Port port, String group, Context ctx) {
        if (port.securityGroups().contains(group)) {
            return Decision.nothing();
        }
        if (!port.portSecurity()) {
            return Decision.refuse(unsecured());
        }
        List<String> groups = new ArrayList<>(port.securityGroups());
        groups.add(group);
        List<Claim> claims = newGroups(port, groups, ctx);
        return ctx.granted(claims) ? Decision.persist(withGroups(port, groups, ctx)) : Decision.needs(claims);
    }

    static Decision<PortEvent> removeGroup(Port port, String group, Context ctx) {
        if (!port.securityGroups().contains(group)) {
            return Decision.refuse(new Conflict(
                    "port-not-in-group", "The port " + port.id() + " is not in the security group " + group + "."));
        }
        if (port.securityGroups().size() == 1) {
            return Decision.refuse(new Conflict(
                    "last-security-group", "The last security group of the port " + port.id() + " cannot be removed."));
        }
        return leaveGroup(port, group, ctx);
    }

    static Decision<PortEvent> leaveGroup(Port port, String group, Context ctx) {
        if (!port.securityGroups().contains(group)) {
            return Decision.nothing();
        }
        List<String> groups = port.securityGroups().stream()
                .filter(other -> !other.equals(group))
                .toList();
        return Decision.persist(withGroups(port, groups, ctx));
    }

    private static PortEvent withGroups(Port port, List<String> groups, Context ctx) {
        return new Updated(
                port.name(),
                groups,
                port.addressPairs(),
                port.adminStateUp(),
                port.portSecurity(),
                port.disableSecurityGroups(),
                port.dhcpOptions(),
                ctx.now());
    }
}
