package dev.twinstack.emulator.reach;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.reachability.Endpoint;
import dev.twinstack.emulator.reachability.Node;
import java.util.List;

/**
 * What the Internet can get to at one end over one family.
 *
 * @param node what the end is
 * @param addresses the public addresses that may lead there
 * @param guests what takes the traffic
 * @param openings by protocol, and in the order of the ports; none if nothing gets in
 */
public record Exposed(
        Endpoint end, Node node, Family family, List<IpAddress> addresses, List<Node> guests, List<Opening> openings) {
    public Exposed {
        addresses = List.copyOf(addresses);
        guests = List.copyOf(guests);
        openings = List.copyOf(openings);
    }
}
