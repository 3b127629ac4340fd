package dev.twinstack.emulator.reachability;

/** How a flow ends. {@code docs/reachability.md} defines each value. */
public enum Disposition {
    /** An interface in the cloud takes it. */
    DELIVERED,
    /** It left the cloud with a public source address. */
    EXITS_TO_INTERNET,
    /** The appliance that a custom route names has it; what it does with it is its own business. */
    HANDED_TO_NEXT_HOP,

    /** An end has no address of the family. */
    NO_ADDRESS,
    /** The port has the address, but the guest has not (SEED-29, DHC-01). */
    ADDRESS_NOT_IN_GUEST,
    /** The subnet has room for the address, and nobody has it. */
    ADDRESS_UNUSED,
    /** The port is not plugged into a server, but free or a service's. */
    PORT_NOT_ATTACHED,
    /** The port's admin state is down. */
    PORT_DOWN,
    SERVER_STOPPED,
    /** No NIC carries the virtual IP. */
    VIP_NOT_BOUND,
    /** The NIC may not send from the virtual IP's address, as its allowed address pair is about another MAC (PORT-09). */
    SOURCE_ADDRESS_DENIED,

    DENIED_BY_SECURITY_GROUP,
    /** The firewall of a subnet that it would leave or enter. */
    DENIED_BY_FIREWALL,

    /** The ends are in two VPCs, which are isolated (VPC-15). */
    ISOLATED_VPCS,
    /** A VPC on the way has the destination's address in a subnet of its own, so the peering is not taken (PEER-11). */
    SHADOWED_BY_LOCAL_ROUTE,
    /** The subnet's route table leads nowhere near the destination. */
    NO_ROUTE,
    /** A peering leads to a VPC that has the destination not in a subnet, and passes nothing on (PEER-12, PEER-13). */
    NO_TRANSIT,
    /** It arrives over a peering or by a DNAT rule, and the answers do not get back (PEER-09). */
    NO_RETURN_ROUTE,
    /** A route or a DNAT rule matches, but where it leads is gone or has no address of the family. */
    BLACKHOLE,
    ROUTING_LOOP,
    /** The next hop may not forward what is not its own (RT-25). */
    DROPPED_BY_SOURCE_DESTINATION_CHECK,
    /** A route leads to something that the twin does not have. */
    NEXT_HOP_NOT_EMULATED,

    /** IPv4 and the Internet, but no EIP on this side (SEED-03). */
    NO_EIP,
    EIP_NOT_BOUND,
    /** The EIP is that of a virtual IP which is the next hop of a route (VIP-12). */
    EIP_INEFFECTIVE,
    /** A NAT gateway has it, but no SNAT or DNAT rule for it. */
    NOT_TRANSLATED,
    /** IPv6 and the Internet, but the address is in no shared bandwidth (SEED-05). */
    NOT_IN_SHARED_BANDWIDTH,
    /** An EIP's IPv6 address lets clients in and nobody out (IP6-26). */
    NAT64_INBOUND_ONLY;

    /** {@return whether the flow gets as far as the cloud can take it} */
    public boolean isSuccess() {
        return switch (this) {
            case DELIVERED, EXITS_TO_INTERNET, HANDED_TO_NEXT_HOP -> true;
            case NO_ADDRESS,
                    ADDRESS_NOT_IN_GUEST,
                    ADDRESS_UNUSED,
                    PORT_NOT_ATTACHED,
                    PORT_DOWN,
                    SERVER_STOPPED,
                    VIP_NOT_BOUND,
                    SOURCE_ADDRESS_DENIED,
                    DENIED_BY_SECURITY_GROUP,
                    DENIED_BY_FIREWALL,
                    ISOLATED_VPCS,
                    SHADOWED_BY_LOCAL_ROUTE,
                    NO_ROUTE,
                    NO_TRANSIT,
                    NO_RETURN_ROUTE,
                    BLACKHOLE,
                    ROUTING_LOOP,
                    DROPPED_BY_SOURCE_DESTINATION_CHECK,
                    NEXT_HOP_NOT_EMULATED,
                    NO_EIP,
                    EIP_NOT_BOUND,
                    EIP_INEFFECTIVE,
                    NOT_TRANSLATED,
                    NOT_IN_SHARED_BANDWIDTH,
                    NAT64_INBOUND_ONLY -> false;
        };
    }
}
