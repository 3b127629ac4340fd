package dev.twinstack.emulator.reachability;

import dev.twinstack.emulator.ip.Family;

/**
 * A question: does this traffic, begun at one end, arrive at the other?
 *
 * @param breadth what else remedies are to open
 */
public record Flow(Endpoint from, Endpoint to, Family family, Traffic traffic, Breadth breadth) {
    /**
     * @throws IllegalArgumentException if both ends are on the Internet
     */
    public Flow {
        if (to instanceof Endpoint.Internet && !inCloud(from)) {
            throw new IllegalArgumentException("neither end is in the cloud");
        }
    }

    /** Two ends that were asked for by themselves. Throws likewise. */
    public Flow(Endpoint from, Endpoint to, Family family, Traffic traffic) {
        this(from, to, family, traffic, Breadth.NONE);
    }

    /** {@return the same between the same ends, of other traffic} */
    Flow with(Traffic other) {
        return new Flow(from, to, family, other, breadth);
    }

    static boolean inCloud(Endpoint endpoint) {
        return switch (endpoint) {
            case Endpoint.Internet internet -> false;
            case Endpoint.Host host -> false;
            case Endpoint.OfServer server -> true;
            case Endpoint.OfPort port -> true;
            case Endpoint.OfPublicIp publicIp -> true;
        };
    }
}
