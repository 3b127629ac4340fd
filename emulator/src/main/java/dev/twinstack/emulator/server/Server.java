package dev.twinstack.emulator.server;

import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.timing.Moment;
import dev.twinstack.emulator.timing.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server as far as its network goes: nothing runs in it.
 *
 * @param interfaces the NICs, the primary one first; never none
 * @param disks the volumes it has, the system disk first
 * @param group the id of the server group it is in; blank for none
 * @param autoRecovery whether it would be started elsewhere if its host failed
 * @param locked whether it keeps its state until it is unlocked
 */
public record Server(
        String id,
        Spec spec,
        Order order,
        List<Nic> interfaces,
        List<Disk> disks,
        String group,
        Power power,
        Stage stage,
        boolean autoRecovery,
        boolean locked,
        Instant createdAt,
        Instant updatedAt) {
    public static final ResourceType<Server> TYPE = new ResourceType<>("server", Server.class);
    /** The primary NIC counts too (PORT-19). */
    public static final int MOST_NICS = 12;
    /** The system disk counts too. Source: ECS user guide, "Can I Attach Multiple Disks to an ECS?", VBD disks. */
    public static final int MOST_DISKS = 24;

    public Server {
        interfaces = List.copyOf(interfaces);
        disks = List.copyOf(disks);
    }

    /** A server nobody has done anything to since it was made. */
    public Server(String id, Spec spec, List<Nic> interfaces, Power power, Instant createdAt, Instant updatedAt) {
        this(
                id,
                spec,
                Order.UNKNOWN,
                interfaces,
                List.of(),
                "",
                power,
                new Stage.Steady(),
                true,
                false,
                createdAt,
                updatedAt);
    }

    /**
     * What a server was asked to be.
     *
     * @param flavor the name of a {@link dev.twinstack.emulator.region.Flavor}
     * @param image the id of an {@link dev.twinstack.emulator.region.Image}
     * @param vpc the VPC its primary NIC is in; blank if it is in none
     * @param keyName blank without a key pair
     * @param userData as sent, in base64; blank if none
     * @param volumes the disks of a server from before they were volumes of their own, the system disk first; none of
     *     later ones
     */
    public record Spec(
            String name,
            String description,
            String flavor,
            String image,
            String availabilityZone,
            String vpc,
            String keyName,
            String userData,
            Map<String, String> metadata,
            Map<String, String> tags,
            List<Volume> volumes) {
        public Spec {
            metadata = Map.copyOf(metadata);
            tags = Map.copyOf(tags);
            volumes = List.copyOf(volumes);
        }

        Spec withImage(String other) {
            return new Spec(
                    name,
                    description,
                    flavor,
                    other,
                    availabilityZone,
                    vpc,
                    keyName,
                    userData,
                    metadata,
                    tags,
                    volumes);
        }

        Spec withFlavor(String other) {
            return new Spec(
                    name, description, other, image, availabilityZone, vpc, keyName, userData, metadata, tags, volumes);
        }
    }

    /**
     * How a server was bought.
     *
     * @param user the id of who bought it; blank for servers from before this was kept
     * @param reservation what servers bought in one request have in common, such as {@code r-nrd8b5c4}
     * @param launchIndex its place among them, from 0
     * @param tenancy {@code shared} where the request said so; blank where it said nothing
     * @param enterpriseProject {@code 0} for the default one (EPS-01)
     * @param releasedEip the EIP that is released with the server; blank for none
     */
    public record Order(
            String user,
            String reservation,
            int launchIndex,
            String tenancy,
            String enterpriseProject,
            String releasedEip) {
        static final Order UNKNOWN = new Order("", "", 0, "", "0", "");
    }

    /**
     * A disk that is no volume.
     *
     * @param type such as {@code SSD}
     * @param size in GiB
     */
    public record Volume(String id, String type, int size) {}

    /**
     * @param volume the id of the {@link dev.twinstack.emulator.volume.Volume} it is
     * @param device such as {@code /dev/vdb}
     * @param system whether the server boots from it
     * @param deleteOnTermination whether the volume goes with the server
     */
    public record Disk(String volume, String device, boolean system, boolean deleteOnTermination) {}

    /**
     * @param port the id of the port it is
     * @param made whether the port was made for the server, and goes with it
     * @param hotPlugged whether it came after the guest had booted
     * @param ipv6Enabled whether the guest was told to ask for its IPv6 address
     */
    public record Nic(String port, boolean made, boolean hotPlugged, boolean ipv6Enabled) {
        Nic booted() {
            return new Nic(port, made, false, ipv6Enabled);
        }

        Nic reinstalled() {
            return new Nic(port, made, false, false);
        }
    }

    public enum Power {
        ACTIVE,
        SHUTOFF
    }

    /** What the server is in the middle of. */
    public sealed interface Stage {
        record Steady() implements Stage {}

        /**
         * It has its new flavor, which somebody has yet to confirm or revert.
         *
         * @param from the flavor it goes back to
         */
        record Resized(String from) implements Stage {}

        /** It is gone, and shown for a moment still. */
        record Deleted(Instant at) implements Stage {}
    }

    public String name() {
        return spec.name();
    }

    public String flavor() {
        return spec.flavor();
    }

    public String image() {
        return spec.image();
    }

    public String vpc() {
        return spec.vpc();
    }

    public String availabilityZone() {
        return spec.availabilityZone();
    }

    /** {@return the ids of its ports, the primary one first} */
    public List<String> nics() {
        return interfaces.stream().map(Nic::port).toList();
    }

    public boolean hasPrimary(String port) {
        return !interfaces.isEmpty() && interfaces.getFirst().port().equals(port);
    }

    public Optional<Nic> nic(String port) {
        return interfaces.stream().filter(nic -> nic.port().equals(port)).findFirst();
    }

    /** {@return whether it is still being made} Its power is what it will be. */
    public boolean isBuilding(Moment moment) {
        return moment.isIn(Phase.SERVER_BUILDING, id, createdAt);
    }

    public Optional<Disk> disk(String volume) {
        return disks.stream().filter(disk -> disk.volume().equals(volume)).findFirst();
    }

    public boolean isRunning() {
        return power == Power.ACTIVE;
    }

    Server with(Spec other, Instant at) {
        return new Server(
                id, other, order, interfaces, disks, group, power, stage, autoRecovery, locked, createdAt, at);
    }

    Server with(List<Nic> others, Instant at) {
        return new Server(id, spec, order, others, disks, group, power, stage, autoRecovery, locked, createdAt, at);
    }

    Server withDisks(List<Disk> others, Instant at) {
        return new Server(
                id, spec, order, interfaces, others, group, power, stage, autoRecovery, locked, createdAt, at);
    }

    Server with(Stage other, Instant at) {
        return new Server(id, spec, order, interfaces, disks, group, power, other, autoRecovery, locked, createdAt, at);
    }

    Server with(Power other, Instant at) {
        return new Server(id, spec, order, interfaces, disks, group, other, stage, autoRecovery, locked, createdAt, at);
    }

    Server with(Order other) {
        return new Server(
                id, spec, other, interfaces, disks, group, power, stage, autoRecovery, locked, createdAt, updatedAt);
    }

    Server inGroup(String other, Instant at) {
        return new Server(id, spec, order, interfaces, disks, other, power, stage, autoRecovery, locked, createdAt, at);
    }

    Server recovering(boolean automatically, Instant at) {
        return new Server(
                id, spec, order, interfaces, disks, group, power, stage, automatically, locked, createdAt, at);
    }

    Server locked(boolean closed, Instant at) {
        return new Server(id, spec, order, interfaces, disks, group, power, stage, autoRecovery, closed, createdAt, at);
    }

    /** {@return the server with every NIC as it is after a boot: none is hot-plugged any more} */
    Server booted(Instant at) {
        return with(interfaces.stream().map(Nic::booted).toList(), at);
    }
}
