package dev.twinstack.emulator.reach;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.reachability.Node;
import dev.twinstack.emulator.server.Server;
import java.util.Optional;

/** NICs as matrices name them. */
public final class Nics {
    private Nics() {}

    /** {@return a NIC by the name of its server} With its address, if the server has several NICs. */
    public static Node node(Snapshot snapshot, Port nic) {
        Optional<Server> server = nic.device() instanceof Port.Device.OfServer(String id, var _)
                ? snapshot.find(Server.TYPE, id)
                : Optional.empty();
        String address = nic.fixedIps().stream()
                .map(fixed -> fixed.address().toString())
                .findFirst()
                .orElse("");
        String name = server.map(found -> found.nics().size() > 1 ? found.name() + ' ' + address : found.name())
                .orElse(nic.name());
        return new Node(Port.TYPE.name(), nic.id(), name);
    }
}
