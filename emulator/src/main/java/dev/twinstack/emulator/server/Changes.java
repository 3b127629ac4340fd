package dev.twinstack.emulator.server;

import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.server.Server.Nic;
import dev.twinstack.emulator.server.Server.Spec;
import dev.twinstack.emulator.server.Server.Stage;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a server may be changed once it is there. */
record Changes(Catalogue catalogue) {
    /** Source: ECS API reference, "Querying Tenant Quotas", maxServerMeta. */
    private static final int MOST_METADATA = 128;

    Optional<DomainError> flavorError(String flavor) {
        return catalogue.flavor(flavor).isPresent()
                ? Optional.empty()
                : Optional.of(new Invalid("flavor-unknown", "flavorRef", "The flavor " + flavor + " does not exist."));
    }

    Optional<DomainError> imageError(String image) {
        return catalogue.image(image).isPresent()
                ? Optional.empty()
                : Optional.of(new Invalid("image-unknown", "imageRef", "The image " + image + " does not exist."));
    }

    static Optional<DomainError> metadataError(Map<String, String> metadata) {
        return metadata.size() > MOST_METADATA
                ? Optional.of(new Invalid(
                        "server-metadata-exceeded",
                        "metadata",
                        "A server has at most " + MOST_METADATA + " metadata entries."))
                : Optional.empty();
    }

    static Decision<ServerEvent> update(Server server, ServerCommand.Update update, Context ctx) {
        return updated(
                update.name().applyTo(server.name(), server.name()),
                update.description().applyTo(server.spec().description(), ""),
                server.spec().metadata(),
                server.spec().tags(),
                ctx);
    }

    static Decision<ServerEvent> metadata(Server server, Map<String, String> metadata, Context ctx) {
        Spec spec = server.spec();
        return metadataError(metadata)
                .<Decision<ServerEvent>>map(Decision::refuse)
                .orElseGet(() -> updated(spec.name(), spec.description(), metadata, spec.tags(), ctx));
    }

    /** The interfaces differ in how many tags they allow; what one of them allowed may shrink through the other. */
    static Decision<ServerEvent> tags(Server server, Map<String, String> tags, int most, Context ctx) {
        Spec spec = server.spec();
        return tags.size() > Math.max(most, spec.tags().size())
                ? Decision.refuse(
                        new Invalid("server-tags-exceeded", "tags", "A server has at most " + most + " tags."))
                : updated(spec.name(), spec.description(), spec.metadata(), tags, ctx);
    }

    private static Decision<ServerEvent> updated(
            String name, String description, Map<String, String> metadata, Map<String, String> tags, Context ctx) {
        return Decision.persist(new ServerEvent.Updated(name, description, metadata, tags, ctx.now()));
    }

    static Map<String, String> changed(Map<String, String> before, Map<String, String> set, Collection<String> remove) {
        Map<String, String> after = new HashMap<>(before);
        after.putAll(set);
        after.keySet().removeAll(remove);
        return after;
    }

    static Decision<ServerEvent> reboot(Server server, boolean hard, Context ctx) {
        return server.isRunning() || hard
                ? Decision.persist(new ServerEvent.Switched(Server.Power.ACTIVE, ctx.now()))
                : Decision.refuse(off(server));
    }

    private static DomainError off(Server server) {
        return new Conflict("server-shutoff", "The server " + server.id() + " is not running.");
    }

    Decision<ServerEvent> resize(Server server, String flavor, Context ctx) {
        return toFlavor(server, flavor, List.of(new ServerEvent.Resized(flavor, ctx.now())), ctx);
    }

    /** Source: ECS API reference, "Modifying the Specifications of an ECS", constraints. */
    Decision<ServerEvent> flavor(Server server, String flavor, Context ctx) {
        return server.isRunning()
                ? Decision.refuse(running(server))
                : toFlavor(
                        server,
                        flavor,
                        List.of(new ServerEvent.Resized(flavor, ctx.now()), new ServerEvent.ResizeConfirmed(ctx.now())),
                        ctx);
    }

    private Decision<ServerEvent> toFlavor(Server server, String flavor, List<ServerEvent> events, Context ctx) {
        Optional<DomainError> error = flavorError(flavor)
                .or(() -> flavor.equals(server.flavor())
                        ? Optional.of(new Invalid(
                                "flavor-unchanged", "flavorRef", "The server has the flavor " + flavor + " already."))
                        : Optional.empty());
        return error.<Decision<ServerEvent>>map(Decision::refuse)
                .orElseGet(() -> new NicRules(catalogue).fitting(server, flavor, events, ctx));
    }

    private static DomainError running(Server server) {
        return new Conflict("server-running", "The server " + server.id() + " must be stopped first.");
    }

    /** {@return the end of a resize, if there is one to end} */
    static Decision<ServerEvent> verified(Server server, ServerEvent end) {
        return server.stage() instanceof Stage.Resized
                ? Decision.persist(end)
                : Decision.refuse(new Conflict(
                        "server-not-resized", "The server " + server.id() + " is not in status VERIFY_RESIZE."));
    }

    Decision<ServerEvent> rebuild(Server server, ServerCommand.Rebuild rebuild, Context ctx) {
        if (server.isRunning() && !rebuild.whileRunning()) {
            return Decision.refuse(running(server));
        }
        Spec spec = server.spec();
        Map<String, String> metadata = rebuild.metadata().applyTo(spec.metadata(), Map.of());
        Optional<DomainError> error = imageError(rebuild.image()).or(() -> metadataError(metadata));
        if (error.isPresent()) {
            return Decision.refuse(error.orElseThrow());
        }
        List<Claim> claims = DiskRules.reimaging(server, rebuild.image(), ctx.self());
        return ctx.granted(claims)
                ? Decision.persist(new ServerEvent.Rebuilt(
                        rebuild.image(),
                        rebuild.name().applyTo(spec.name(), spec.name()),
                        metadata,
                        rebuild.keyName().applyTo(spec.keyName(), ""),
                        rebuild.userData().applyTo(spec.userData(), ""),
                        ctx.now()))
                : Decision.needs(claims);
    }

    /** Source: ECS API reference, "Adding an ECS to an ECS Group", constraints. */
    static Decision<ServerEvent> joinGroup(Server server, String group, Context ctx) {
        if (server.group().equals(group)) {
            return Decision.nothing();
        }
        if (!server.group().isEmpty()) {
            return Decision.refuse(new Conflict(
                    "server-in-group", "The server " + server.id() + " is in the group " + server.group() + "."));
        }
        if (server.isRunning()) {
            return Decision.refuse(running(server));
        }
        List<Claim> claims = List.of(ServerRules.membership(ctx.self(), group));
        return ctx.granted(claims)
                ? Decision.persist(new ServerEvent.GroupJoined(group, ctx.now()))
                : Decision.needs(claims);
    }

    static Decision<ServerEvent> leaveGroup(Server server, String group, Context ctx) {
        return server.group().equals(group)
                ? Decision.persist(new ServerEvent.GroupLeft(ctx.now()))
                : Decision.refuse(new Invalid(
                        "server-not-in-group",
                        "instance_uuid",
                        "The server " + server.id() + " is not in the group " + group + "."));
    }

    static Decision<ServerEvent> enableIpv6(Server server, Context ctx) {
        if (!server.isRunning()) {
            return Decision.refuse(off(server));
        }
        List<String> ports = server.interfaces().stream()
                .filter(nic -> !nic.ipv6Enabled())
                .map(Nic::port)
                .toList();
        return ports.isEmpty()
                ? Decision.nothing()
                : Decision.persist(new ServerEvent.Ipv6EnabledInGuest(ports, ctx.now()));
    }
}
