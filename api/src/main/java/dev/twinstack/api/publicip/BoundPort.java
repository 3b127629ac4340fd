package dev.twinstack.api.publicip;

import dev.twinstack.api.http.Rejected;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.port.Port.Device;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.publicip.PublicIp.Binding;
import dev.twinstack.emulator.subnet.Subnet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The port an EIP is bound to, and where it is.
 *
 * @param vpc null while the port's network is in no VPC
 * @param server null if no server has the port
 */
record BoundPort(Port port, @Nullable String vpc, @Nullable String server) {

    /** {@return where an EIP is bound, or empty while it is not} */
    static Optional<BoundPort> of(Snapshot snapshot, PublicIp eip) {
        return eip.binding() instanceof Binding.ToPort(String id)
                ? snapshot.find(Port.TYPE, id).map(port -> new BoundPort(port, vpc(snapshot, port), server(port)))
                : Optional.empty();
    }

    private static @Nullable String vpc(Snapshot snapshot, Port port) {
        return snapshot.find(Subnet.TYPE, port.subnet())
                .map(subnet -> subnet.vpc() instanceof Subnet.Home.In(String vpc) ? vpc : null)
                .orElse(null);
    }

    private static @Nullable String server(Port port) {
        return port.device() instanceof Device.OfServer(String server, boolean made) ? server : null;
    }

    /** {@return the id of what the port belongs to, or blank} */
    String device() {
        return switch (port.device()) {
            case Device.Free free -> "";
            case Device.OfServer(String id, boolean made) -> id;
            case Device.OfRouter(String router) -> router;
            case Device.OfService(EntityRef service) -> service.id();
        };
    }

    /** {@return the address the EIP stands for} */
    @Nullable
    String address() {
        return port.ipv4().map(IpAddress::toString).orElse(null);
    }

    /**
     * {@return the same patch, once it is clear that the port it names is there}
     *
     * @throws Rejected if it is not
     */
    static Patch<String> there(Snapshot snapshot, Patch<String> port) {
        if (port instanceof Patch.Set<String>(String id)
                && snapshot.find(Port.TYPE, id).isEmpty()) {
            throw Rejected.notFound(Port.TYPE.name(), id);
        }
        return port;
    }

    /**
     * {@return what an EIP that is made now is bound to}
     *
     * @param port blank for nothing
     * @throws Rejected if there is no such port
     */
    static Binding binding(Snapshot snapshot, String port) {
        if (port.isEmpty()) {
            return new Binding.Unbound();
        }
        there(snapshot, Patch.set(port));
        return new Binding.ToPort(port);
    }
}
