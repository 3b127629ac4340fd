package dev.twinstack.emulator.loadbalancer;

import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.tag.Tags;
import java.time.Instant;

/**
 * A load balancer.
 *
 * @param network the id of the subnet its address is in
 * @param neutronSubnet the id of the Neutron subnet that the address is from
 * @param port the id of the port that has the address
 */
public record LoadBalancer(
        String id,
        String name,
        String description,
        String network,
        String neutronSubnet,
        String port,
        IpAddress address,
        boolean adminStateUp,
        Tags tags,
        Instant createdAt,
        Instant updatedAt) {
    public static final ResourceType<LoadBalancer> TYPE = new ResourceType<>("loadbalancer", LoadBalancer.class);

    LoadBalancer with(String name, String description, boolean adminStateUp, Instant at) {
        return new LoadBalancer(
                id, name, description, network, neutronSubnet, port, address, adminStateUp, tags, createdAt, at);
    }

    LoadBalancer with(Tags tags) {
        return new LoadBalancer(
                id, name, description, network, neutronSubnet, port, address, adminStateUp, tags, createdAt, updatedAt);
    }
}
