package dev.twinstack.scenarios.script;

/** What a named thing is; decides how it is asked for and which id other steps send for it. */
public enum Kind {
    VPC("vpc"),
    SUBNET("subnet"),
    ROUTE_TABLE("route table"),
    SERVER("server"),
    NIC("nic"),
    EIP("eip"),
    SHARED_BANDWIDTH("shared bandwidth"),
    VIRTUAL_IP("virtual ip"),
    SECURITY_GROUP("security group"),
    SECURITY_GROUP_RULE("security group rule"),
    FIREWALL_RULE("firewall rule"),
    FIREWALL("firewall"),
    PEERING("peering"),
    NAT_GATEWAY("nat gateway"),
    SNAT_RULE("snat rule"),
    DNAT_RULE("dnat rule"),
    FLAVOR("flavor"),
    IMAGE("image"),
    ADDRESSES("addresses"),
    GUEST("guest"),
    LIST("list"),
    TRACE("trace"),
    SWEEP("sweep"),
    ANSWER("answer");

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
