package dev.twinstack.emulator.server;

import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Context;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.kernel.DomainError.NotFound;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.server.Server.Disk;
import dev.twinstack.emulator.server.Server.Spec;
import dev.twinstack.emulator.server.ServerCommand.DiskSpec;
import dev.twinstack.emulator.volume.Volume;
import dev.twinstack.emulator.volume.VolumeCommand;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which disks a server may have, where it has them, and what it holds for them. */
final class DiskRules {
    private static final String PREFIX = "/dev/vd";
    /** Names of other kinds are taken for this one, as the cloud does. */
    private static final Pattern DEVICE = Pattern.compile("/dev/(?:vd|sd|xvd|hd)([a-x])");

    private DiskRules() {}

    /** {@return what is wrong with the disks a new server is to have} */
    static Optional<DomainError> errorOfNew(List<DiskSpec> disks) {
        if (disks.size() > Server.MOST_DISKS) {
            return Optional.of(new Invalid(
                    "server-data-disks-exceeded",
                    "data_volumes",
                    "A server has at most " + (Server.MOST_DISKS - 1) + " data disks."));
        }
        Collection<String> volumes = new HashSet<>();
        return disks.stream()
                .map(DiskSpec::volume)
                .filter(volume -> !volumes.add(volume))
                .findFirst()
                .map(volume -> new Invalid("disk-repeated", "uuid", "The volume " + volume + " is named twice."));
    }

    static List<Claim> claims(Spec spec, List<DiskSpec> disks, EntityRef self) {
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < disks.size(); i++) {
            EntityRef volume = self.sibling(Volume.TYPE, disks.get(i).volume());
            claims.add(
                    switch (disks.get(i)) {
                        case DiskSpec.New made -> VolumeCommand.openFor(volume, self.id(), made.spec(), device(i));
                        case DiskSpec.Existing existing ->
                            VolumeCommand.attach(volume, self.id(), spec.availabilityZone(), device(i));
                    });
        }
        return claims;
    }

    private static String device(int place) {
        return PREFIX + (char) ('a' + place);
    }

    /** {@return what turns out to be wrong with the volumes that were granted} */
    static Optional<DomainError> granted(List<DiskSpec> disks, Context ctx) {
        return disks.stream()
                .limit(1)
                .filter(system -> !granted(system, ctx).isBootable())
                .findFirst()
                .map(system -> new Invalid(
                        "volume-not-bootable",
                        "block_device_mapping_v2",
                        "There is no system on the volume " + system.volume() + "."));
    }

    private static Volume granted(DiskSpec disk, Context ctx) {
        return ctx.grant(ctx.self().sibling(Volume.TYPE, disk.volume()), Volume.class)
                .orElseThrow();
    }

    /** {@return the spec with the image that is on the disk it boots from} */
    static Spec booting(Spec spec, List<DiskSpec> disks, Context ctx) {
        return disks.isEmpty()
                ? spec
                : spec.withImage(granted(disks.getFirst(), ctx).spec().image());
    }

    static List<Disk> placed(List<DiskSpec> disks) {
        List<Disk> placed = new ArrayList<>();
        for (DiskSpec disk : disks) {
            int place = placed.size();
            placed.add(new Disk(disk.volume(), device(place), place == 0, disk.deleteOnTermination()));
        }
        return placed;
    }

    /** {@return the disks of a server from before they were kept as volumes} The system disk went with the server. */
    static List<Disk> unkept(Spec spec) {
        List<Disk> disks = new ArrayList<>();
        for (Server.Volume volume : spec.volumes()) {
            int place = disks.size();
            disks.add(new Disk(volume.id(), device(place), place == 0, place == 0));
        }
        return disks;
    }

    static Decision<ServerEvent> attach(Server server, ServerCommand.AttachVolume attach, Context ctx) {
        Set<String> taken = server.disks().stream().map(Disk::device).collect(Collectors.toSet());
        Optional<DomainError> error = attachError(server, attach, taken);
        if (error.isPresent()) {
            return Decision.refuse(error.orElseThrow());
        }
        String device = wished(attach.device()).orElseGet(() -> firstFree(taken));
        List<Claim> claims = List.of(VolumeCommand.attach(
                ctx.self().sibling(Volume.TYPE, attach.volume()), server.id(), server.availabilityZone(), device));
        return ctx.granted(claims)
                ? Decision.persist(new ServerEvent.DisksAttached(
                        List.of(new Disk(attach.volume(), device, false, false)), ctx.now()))
                : Decision.needs(claims);
    }

    private static Optional<DomainError> attachError(
            Server server, ServerCommand.AttachVolume attach, Set<String> taken) {
        if (server.disk(attach.volume()).isPresent()) {
            return Optional.of(new Conflict(
                    "disk-exists", "The server " + server.id() + " has the volume " + attach.volume() + " already."));
        }
        if (server.disks().size() >= Server.MOST_DISKS) {
            return Optional.of(
                    new Conflict("server-disks-exceeded", "A server has at most " + Server.MOST_DISKS + " disks."));
        }
        if (attach.device().isEmpty()) {
            return Optional.empty();
        }
        Optional<String> wished = wished(attach.device());
        if (wished.isEmpty()) {
            return Optional.of(new Invalid(
                    "device-invalid",
                    "device",
                    "The device " + attach.device() + " is none of " + PREFIX + "b to " + PREFIX + "x."));
        }
        return wished.filter(taken::contains)
                .map(device -> new Conflict(
                        "device-taken", "The server " + server.id() + " has a disk at " + device + " already."));
    }

    private static Optional<String> wished(String device) {
        Matcher matcher = DEVICE.matcher(device);
        return matcher.matches() ? Optional.of(PREFIX + matcher.group(1)) : Optional.empty();
    }

    private static String firstFree(Set<String> taken) {
        int place = 1;
        while (taken.contains(device(place))) {
            place++;
        }
        return device(place);
    }

    /** A detached volume stays, whatever was to become of it with the server. */
    static Decision<ServerEvent> detach(Server server, String volume, Context ctx) {
        Optional<Disk> disk = server.disk(volume);
        if (disk.isEmpty()) {
            return Decision.refuse(new NotFound("attachment", volume));
        }
        if (disk.get().system()) {
            return Decision.refuse(new Conflict(
                    "disk-is-system", "The system disk " + volume + " cannot be detached from its server."));
        }
        List<Claim> claims = List.of(fate(disk.get(), false, ctx.self()));
        return ctx.granted(claims)
                ? Decision.persist(new ServerEvent.DiskDetached(volume, ctx.now()))
                : Decision.needs(claims);
    }

    /** Each volume is told what becomes of it before the server lets go of it. */
    static Decision<ServerEvent> close(Server server, boolean withData, Context ctx) {
        List<Claim> claims = server.disks().stream()
                .map(disk -> fate(disk, disk.deleteOnTermination() || withData && !disk.system(), ctx.self()))
                .toList();
        return ctx.granted(claims)
                ? Decision.persist(List.of(new ServerEvent.Deleted(ctx.now()), new ServerEvent.Closed()))
                : Decision.needs(claims);
    }

    private static Claim fate(Disk disk, boolean goes, EntityRef self) {
        return VolumeCommand.setFate(self.sibling(Volume.TYPE, disk.volume()), self.id(), goes);
    }

    /** {@return the claim that puts another system on the system disk} */
    static List<Claim> reimaging(Server server, String image, EntityRef self) {
        return server.disks().stream()
                .filter(Disk::system)
                .map(disk -> VolumeCommand.reimage(self.sibling(Volume.TYPE, disk.volume()), self.id(), image))
                .toList();
    }

    static List<Claim.Hold> holds(EntityRef self, Server server) {
        return server.disks().stream()
                .map(disk -> VolumeCommand.hold(self.sibling(Volume.TYPE, disk.volume()), self.id()))
                .toList();
    }
}
