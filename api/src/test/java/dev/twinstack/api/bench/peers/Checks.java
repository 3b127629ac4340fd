package dev.twinstack.api.bench.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.api.bench.Load;

/** One request each that a cloud refuses: does this one? */
final class Checks {
    private final Wire wire;
    private final Load load;
    private final ObjectNode found = new ObjectMapper().createObjectNode();

    Checks(Wire wire, Load load) {
        this.wire = wire;
        this.load = load;
    }

    /** {@return what became of each request: refused or accepted, or "-" where it means nothing} */
    ObjectNode run() {
        String network = network();
        Wire.Subnet subnet = subnet(network, "10.0.0.0/24");
        String address = "10.0.0.9";
        made(load.send(wire.createPort(subnet, address)));
        check("a subnet that overlaps another", wire.createSubnet(network, "10.0.0.128/25"));
        if (wire.hasRanges()) {
            check("a subnet outside its network's range", wire.createSubnet(network, "192.168.0.0/24"));
            check("a network with an impossible range", wire.createNetwork("10.0.0.0/33"));
        } else {
            found.put("a subnet outside its network's range", "-").put("a network with an impossible range", "-");
        }
        check("a subnet with an impossible range", wire.createSubnet(network, "10.0.1.0/33"));
        check("a subnet in a network that is not there", wire.createSubnet(wire.unknown("vpc"), "10.0.2.0/24"));
        check("a port at an address that is taken", wire.createPort(subnet, address));
        check("a port at an address outside its subnet", wire.createPort(subnet, "10.0.3.9"));
        check(
                "a port in a subnet that is not there",
                wire.createPort(new Wire.Subnet(wire.unknown("subnet"), wire.unknown("vpc"))));
        check("to delete a network with a subnet in it", wire.delete(network));
        String other = network();
        Wire.Subnet used = subnet(other, "10.0.0.0/24");
        made(load.send(wire.createPort(used)));
        check("to delete a subnet with a port in it", wire.delete(used));
        check("to show a network that is not there", wire.show(wire.unknown("vpc")));
        return found;
    }

    private void check(String what, Load.Request request) {
        int status = load.send(request).status();
        found.put(what, status < 300 ? "accepted" : status < 500 ? "refused" : "refused with " + status);
    }

    private void made(Load.Reply reply) {
        if (!reply.isGood()) {
            throw new IllegalStateException("what is right is refused: " + reply);
        }
    }

    private String network() {
        return wire.id(load.send(wire.createNetwork("10.0.0.0/16")));
    }

    private Wire.Subnet subnet(String network, String range) {
        return new Wire.Subnet(wire.id(load.send(wire.createSubnet(network, range))), network);
    }
}
