package dev.twinstack.emulator.routetable;

/** What a route's next hop is. Source: API reference, "Creating a Route Table", RT-11…RT-14. */
public enum RouteType {
    /** A server. */
    ECS,
    /** An extension NIC. */
    ENI,
    /** A virtual IP address. */
    VIP,
    NAT,
    PEERING,
    /** An enterprise router. */
    ER,
    VPN,
    /** A Direct Connect gateway. */
    DC,
    /** A VPC endpoint; documented as refused. */
    EGW,
    /** A supplementary network interface; made by the system only. */
    SUBENI,
    /** Made by the system for each subnet and for the cloud's own services. */
    LOCAL;

    /** {@return whether a route of this type can be asked for} (RT-13) */
    boolean creatable() {
        return switch (this) {
            case ECS, ENI, VIP, NAT, PEERING, ER, VPN, DC -> true;
            case EGW, SUBENI, LOCAL -> false;
        };
    }

    /** {@return whether only custom tables take it by hand} The default table gets these from their services (RT-12). */
    boolean customTablesOnly() {
        return switch (this) {
            case VPN, DC -> true;
            case ECS, ENI, VIP, NAT, PEERING, ER, EGW, SUBENI, LOCAL -> false;
        };
    }

    /** {@return whether it may have an IPv6 destination} (SEED-24, RT-14) */
    boolean takesIpv6() {
        return switch (this) {
            case ECS, ENI, VIP -> true;
            case NAT, PEERING, ER, VPN, DC, EGW, SUBENI, LOCAL -> false;
        };
    }
}
