package dev.twinstack.emulator.volume;

import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.InUse;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.kernel.DomainError.NotFound;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Resource;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.tag.TagLimits;
import dev.twinstack.emulator.tag.Tagging;
import dev.twinstack.emulator.volume.Volume.Attachment;
import dev.twinstack.emulator.volume.Volume.Spec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a volume decides: what it is, in {@link Making}, and which servers have it. */
public final class VolumeRules implements Resource<Volume, VolumeCommand, VolumeEvent> {
    /** The type of a volume's claimants; a name only, as an owner does not know its claimants' package. */
    private static final String SERVER = "server";

    private final Making making;

    public VolumeRules(Catalogue catalogue) {
        this.making = new Making(catalogue);
    }

    @Override
    public ResourceType<Volume> type() {
        return Volume.TYPE;
    }

    @Override
    public Class<VolumeCommand> commands() {
        return VolumeCommand.class;
    }

    @Override
    public Class<VolumeEvent> events() {
        return VolumeEvent.class;
    }

    /** A server from before there were volumes has disks that are none: it may do with them what it likes. */
    @Override
    public Decision<VolumeEvent> open(VolumeCommand command, Context ctx) {
        return switch (command) {
            case VolumeCommand.Open(Spec spec) -> unless(making.error(spec), List.of(opened(spec, ctx)));
            case VolumeCommand.OpenFor(String server, Spec spec, String device) ->
                unless(
                        making.errorForServer(spec),
                        List.of(opened(spec, ctx), new VolumeEvent.Attached(server, device, true, ctx.now())));
            case VolumeCommand.Reimage reimage -> Decision.grant(List.of(), ctx.id());
            case VolumeCommand.SetFate set -> Decision.grant(List.of(), ctx.id());
            case VolumeCommand.LetGo let -> Decision.grant(List.of(), ctx.id());
            case VolumeCommand.Update update -> notFound(ctx);
            case VolumeCommand.Extend extend -> notFound(ctx);
            case VolumeCommand.Retag retag -> notFound(ctx);
            case VolumeCommand.WhenSettled wanted -> notFound(ctx);
            case VolumeCommand.Close close -> notFound(ctx);
            case VolumeCommand.Attach attach -> notFound(ctx);
        };
    }

    private static Decision<VolumeEvent> notFound(Context ctx) {
        return Decision.refuse(new NotFound(Volume.TYPE.name(), ctx.id()));
    }

    private static VolumeEvent opened(Spec spec, Context ctx) {
        return new VolumeEvent.Opened(ctx.id(), spec, ctx.now());
    }

    private static Decision<VolumeEvent> unless(Optional<DomainError> error, List<VolumeEvent> events) {
        return error.<Decision<VolumeEvent>>map(Decision::refuse).orElseGet(() -> Decision.persist(events));
    }

    @Override
    public Decision<VolumeEvent> decide(Volume volume, VolumeCommand command, Context ctx) {
        return switch (command) {
            case VolumeCommand.Open open -> exists(volume);
            case VolumeCommand.Update update -> update(volume, update, ctx);
            case VolumeCommand.Extend(int size) ->
                unless(extendError(volume, size), List.of(new VolumeEvent.Extended(size, ctx.now())));
            case VolumeCommand.Retag(var change) ->
                Tagging.decide(volume.tags(), change, TagLimits.VOLUMES, VolumeEvent.Tagged::new);
            case VolumeCommand.Close close -> unless(usedError(volume), List.of(new VolumeEvent.Closed()));
            case VolumeCommand.WhenSettled(VolumeCommand wanted) ->
                creating(volume, ctx)
                        .<Decision<VolumeEvent>>map(Decision::refuse)
                        .orElseGet(() -> decide(volume, wanted, ctx));
            case VolumeCommand.OpenFor(String server, Spec spec, String device) ->
                volume.attachments().containsKey(server) ? Decision.nothing() : exists(volume);
            case VolumeCommand.Attach attach -> attach(volume, attach, ctx);
            case VolumeCommand.Reimage(String server, String image) -> reimage(volume, image, ctx);
            case VolumeCommand.SetFate(String server, boolean goes) -> setFate(volume, server, goes);
            case VolumeCommand.LetGo(String server) -> letGo(volume, server, ctx);
        };
    }

    private static Decision<VolumeEvent> exists(Volume volume) {
        return Decision.refuse(new Conflict("volume-exists", "The volume " + volume.id() + " already exists."));
    }

    private static Optional<DomainError> creating(Volume volume, Context ctx) {
        return volume.isCreating(ctx.moment())
                ? Optional.of(new Conflict("volume-creating", "The volume " + volume.id() + " is still being made."))
                : Optional.empty();
    }

    private static Optional<DomainError> usedError(Volume volume) {
        return volume.isInUse()
                ? Optional.of(new InUse(
                        "volume-in-use",
                        "The volume " + volume.id() + " is attached to the server "
                                + volume.attachments().firstKey() + "."))
                : Optional.empty();
    }

    /** What says what the volume is stays as it is, named or not. */
    private static Decision<VolumeEvent> update(Volume volume, VolumeCommand.Update update, Context ctx) {
        Spec spec = volume.spec();
        Map<String, String> metadata = new HashMap<>(update.metadata().applyTo(spec.metadata(), Map.of()));
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            if (Making.isMark(entry.getKey())
                    && !entry.getValue().equals(spec.metadata().get(entry.getKey()))) {
                return Decision.refuse(new Invalid(
                        "volume-metadata-fixed", "metadata", "The entry " + entry.getKey() + " cannot be changed."));
            }
        }
        spec.metadata().forEach((key, value) -> {
            if (Making.isMark(key)) {
                metadata.put(key, value);
            }
        });
        return Decision.persist(new VolumeEvent.Updated(
                update.name().applyTo(spec.name(), ""),
                update.description().applyTo(spec.description(), ""),
                metadata,
                ctx.now()));
    }

    /** Source: EVS API reference, "Expanding Capacity of an EVS Disk". */
    private static Optional<DomainError> extendError(Volume volume, int size) {
        if (size <= volume.spec().size()) {
            return Optional.of(new Invalid(
                    "volume-not-larger",
                    "new_size",
                    "The volume " + volume.id() + " has " + volume.spec().size() + " GiB already."));
        }
        if (volume.isInUse() && volume.spec().multiattach()) {
            return Optional.of(new Conflict(
                    "volume-shared-in-use", "The shared volume " + volume.id() + " must be detached first."));
        }
        return Making.sizeError(volume.spec(), "new_size", size);
    }

    private static Decision<VolumeEvent> attach(Volume volume, VolumeCommand.Attach attach, Context ctx) {
        if (volume.attachments().containsKey(attach.server())) {
            return Decision.nothing();
        }
        return unless(
                creating(volume, ctx).or(() -> attachError(volume, attach.availabilityZone())),
                List.of(new VolumeEvent.Attached(attach.server(), attach.device(), false, ctx.now())));
    }

    private static Optional<DomainError> attachError(Volume volume, String zone) {
        if (!volume.spec().availabilityZone().equals(zone)) {
            return Optional.of(new Conflict(
                    "volume-in-other-zone",
                    "The volume " + volume.id() + " is in the availability zone "
                            + volume.spec().availabilityZone() + ", the server in " + zone + "."));
        }
        if (!volume.spec().multiattach()) {
            return usedError(volume);
        }
        return volume.attachments().size() >= Volume.MOST_SERVERS
                ? Optional.of(new Conflict(
                        "volume-servers-exceeded",
                        "The volume " + volume.id() + " is attached to " + Volume.MOST_SERVERS + " servers already."))
                : Optional.empty();
    }

    private Decision<VolumeEvent> reimage(Volume volume, String image, Context ctx) {
        return image.equals(volume.spec().image())
                ? Decision.nothing()
                : unless(
                        making.imageError(image, volume.spec().size()),
                        List.of(new VolumeEvent.Reimaged(image, ctx.now())));
    }

    private static Decision<VolumeEvent> setFate(Volume volume, String server, boolean goes) {
        Attachment attachment = volume.attachments().get(server);
        return attachment == null || attachment.goes() == goes
                ? Decision.nothing()
                : Decision.persist(new VolumeEvent.FateSet(server, goes));
    }

    /** A shared volume stays as long as another server has it. */
    private static Decision<VolumeEvent> letGo(Volume volume, String server, Context ctx) {
        Attachment attachment = volume.attachments().get(server);
        if (attachment == null) {
            return Decision.nothing();
        }
        return Decision.persist(
                attachment.goes() && volume.attachments().size() == 1
                        ? new VolumeEvent.Closed()
                        : new VolumeEvent.Detached(server, ctx.now()));
    }

    @Override
    public Decision<VolumeEvent> gone(Volume last, VolumeCommand command, Context ctx) {
        return command instanceof VolumeCommand.SetFate || command instanceof VolumeCommand.LetGo
                ? Decision.grant(List.of(), ctx.id())
                : notFound(ctx);
    }

    @Override
    public Volume opened(VolumeEvent first) {
        return VolumeHistory.opened(first);
    }

    @Override
    public Volume evolve(Volume volume, VolumeEvent event) {
        return VolumeHistory.evolve(volume, event);
    }

    @Override
    public List<Claim.Held> held(EntityRef self, Volume volume) {
        return volume.attachments().keySet().stream()
                .map(server ->
                        new Claim.Held(new EntityRef(self.project(), SERVER, server), new VolumeCommand.LetGo(server)))
                .toList();
    }
}
