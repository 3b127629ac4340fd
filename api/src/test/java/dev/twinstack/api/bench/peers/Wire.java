package dev.twinstack.api.bench.peers;

import dev.twinstack.api.bench.Load;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a cloud is spoken to: the requests that mean the same to each, and what their answers say. A network is what its
 * subnets may not overlap within: a VPC, or where there is none, a Neutron network. Every network is 10.0.0.0/16, where it
 * has a range at all.
 */
interface Wire {
    /** A subnet and what it lies in. */
    record Subnet(String id, String network) {}

    /** {@return a request for a network of a name that no other has} A VPC's must differ from its project's others. */
    Load.Request createNetwork(String range);

    Load.Request show(String network);

    Load.Request delete(String network);

    /**
     * {@return a page of all networks}
     *
     * @param marker blank for the first
     */
    Load.Request list(String marker);

    /** {@return the marker of the page after this one} Blank for the last one. */
    String next(Load.Reply page);

    /** {@return the networks of a page} */
    List<String> networks(Load.Reply page);

    Load.Request createSubnet(String network, String range);

    Load.Request delete(Subnet subnet);

    Load.Request createPort(Subnet subnet);

    Load.Request createPort(Subnet subnet, String address);

    /** {@return a request for a public address} */
    Load.Request allocate();

    /** {@return the id of what was made} */
    String id(Load.Reply made);

    /** {@return the address that a port or a public address was given} */
    String address(Load.Reply made);

    /**
     * {@return an id of the form that this cloud's have, of nothing that exists}
     *
     * @param kind vpc or subnet
     */
    String unknown(String kind);

    /** {@return whether a network has a range, that its subnets must lie within} */
    boolean hasRanges();

    static String freshName() {
        return "n" + Long.toHexString(ThreadLocalRandom.current().nextLong());
    }

    /** {@return the first address of a range, and so many on} */
    static String address(String range, int offset) {
        String[] part = range.split("[./]");
        long base = 0;
        for (int i = 0; i < 4; i++) {
            base = base << 8 | Integer.parseInt(part[i]);
        }
        base += offset;
        return (base >> 24) + "." + (base >> 16 & 255) + '.' + (base >> 8 & 255) + '.' + (base & 255);
    }

    static List<String> all(Pattern pattern, Load.Reply reply) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(reply.body());
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    static String first(Pattern pattern, Load.Reply reply) {
        Matcher matcher = pattern.matcher(reply.body());
        if (!reply.isGood() || !matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in " + reply);
        }
        return matcher.group(1);
    }
}
