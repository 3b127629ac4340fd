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
    FLAVOR("flavor"),
    IMAGE("image"),
    ADDRESSES("addresses"),
    GUEST("guest"),
    TRACE("trace"),
    ANSWER("answer");

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
