package dev.twinstack.emulator.project;

/** What a project may have only so many of. Source: API reference, "Querying Quotas", QUO-02 and QUO-03. */
public enum Quota {
    VPC("vpc", 150),
    SUBNET("subnet", 400),
    SECURITY_GROUP("securityGroup", 100),
    SECURITY_GROUP_RULE("securityGroupRule", 5000),
    PUBLIC_IP("publicIp", 10),
    VPN("vpn", 5),
    VPC_PEERING("vpcPeer", 50),
    PHYSICAL_CONNECT("physicalConnect", 10),
    VIRTUAL_INTERFACE("virtualInterface", 50),
    FIREWALL("firewall", 200),
    SHARED_BANDWIDTH("shareBandwidth", 5),
    SHARED_BANDWIDTH_IP("shareBandwidthIP", 20),
    LOAD_BALANCER("loadbalancer", 10),
    LISTENER("listener", 10),
    FLOW_LOG("flow_log", 10),
    ADDRESS_GROUP("address_group", 50),
    /** The guide's ten (RT-19); the reference's example shows 1, which would forbid the custom tables it documents. */
    ROUTE_TABLES_PER_VPC("vpcContainRoutetable", 10),
    ROUTES_PER_TABLE("routetableContainRoutes", 200),
    /** Of the log service, which tells no quotas. Source: LTS user guide, "Managing Log Groups". */
    LOG_GROUP("logGroup", 100),
    /** One default subnet pool of each family; its name is the family's. The quota call does not list it (QUO-02). */
    DEFAULT_SUBNET_POOL("defaultSubnetPool", 2);

    private final String wireName;
    private final int documented;

    Quota(String wireName, int documented) {
        this.wireName = wireName;
        this.documented = documented;
    }

    /** {@return whether the VPC service tells of it (QUO-02)} */
    public boolean isOfVpc() {
        return this != LOG_GROUP && this != DEFAULT_SUBNET_POOL;
    }

    public String wireName() {
        return wireName;
    }

    /** {@return the limit the documentation gives} */
    public int documented() {
        return documented;
    }
}
