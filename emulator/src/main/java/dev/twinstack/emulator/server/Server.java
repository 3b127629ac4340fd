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
 */
public record Server(String id, Spec spec, List<Nic> interfaces, Power power, Instant createdAt, Instant updatedAt) {
    public static final ResourceType<Server> TYPE = new ResourceType<>("server", Server.class);
    /** The primary NIC counts too (PORT-19). */
    public static final int MOST_NICS = 12;

    public Server {
        interfaces = List.copyOf(interfaces);
    }

    /**
     * What a server was asked to be.
     *
     * @param flavor the name of a {@link dev.twinstack.emulator.region.Flavor}
     * @param image the id of an {@link dev.twinstack.emulator.region.Image}
     * @param vpc the VPC all its NICs are in
     * @param keyName blank without a key pair
     * @param userData as sent, in base64; blank if none
     * @param volumes the system disk first
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
    }

    /**
     * @param type such as {@code SSD}
     * @param size in GiB
     */
    public record Volume(String id, String type, int size) {}

    /**
     * @param port the id of the port it is
     * @param made whether the port was made for the server, and goes with it
     * @param hotPlugged whether it came after the guest had booted
     * @param ipv6Enabled whether the guest was told to ask for its IPv6 address
     */
    public record Nic(String port, boolean made, boolean hotPlugged, boolean ipv6Enabled) {}

    public enum Power {
        ACTIVE,
        SHUTOFF
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

    public Optional<Nic> nic(String port) {
        return interfaces.stream().filter(nic -> nic.port().equals(port)).findFirst();
    }

    /** {@return whether it is still being made} Its power is what it will be. */
    public boolean isBuilding(Moment moment) {
        return moment.isIn(Phase.SERVER_BUILDING, id, createdAt);
    }

    public boolean isRunning() {
        return power == Power.ACTIVE;
    }
}
