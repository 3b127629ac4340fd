package dev.twinstack.emulator.reachability.oracle;

/** Mistakes the oracle can be told to make, to see that a comparison with it finds them. */
public enum Fault {
    /** All rules of security groups count alike, whatever their priority. */
    PRIORITIES_IGNORED,
    /** At the same priority, allow goes before deny. */
    ALLOW_BEFORE_DENY,
    /** A rule that names a security group matches nobody. */
    REMOTE_GROUPS_EMPTY,
    /** The last rule of a firewall that matches decides. */
    FIREWALL_RULES_FROM_THE_END,
    /** A firewall that is disabled lets everything pass. */
    DISABLED_FIREWALLS_OPEN,
    /** The shortest prefix decides. */
    SHORTEST_PREFIX,
    /** Custom routes go before local ones. */
    CUSTOM_BEFORE_LOCAL,
    /** Every subnet is under the default table of its VPC. */
    DEFAULT_TABLE_FOR_ALL,
    /** Nobody looks whether the answers get back. */
    ANSWERS_FORGOTTEN,
    /** A route to everywhere goes before the EIP of the sender. */
    DEFAULT_ROUTE_BEFORE_EIP,
    /** IPv6 needs no shared bandwidth. */
    IPV6_FREE,
    /** Whoever is a next hop may forward. */
    EVERYBODY_FORWARDS,
    /** A server that is stopped answers. */
    STOPPED_SERVERS_ANSWER,
    /** A NAT gateway translates for everybody. */
    SNAT_FOR_ALL,
    /** Answers leave by the EIP or bandwidth that the question came in by, whatever the routes say. */
    ANSWERS_REMEMBER,
    /** An EIP works, whatever leads to its virtual IP. */
    EIP_OF_NEXT_HOP_WORKS,
    /** Of several DNAT rules that lead to what is asked for, the first is taken, be there a way back or not. */
    FIRST_DNAT_RULE,
    /** An allowed address pair with bits behind its prefix is about nothing. */
    PAIRS_ARE_EXACT,
    /** Whoever carries a virtual IP may send from it. */
    ANY_MAC_MAY_SEND,
    /** The widest bandwidth on the way limits. */
    WIDEST_LIMITS
}
