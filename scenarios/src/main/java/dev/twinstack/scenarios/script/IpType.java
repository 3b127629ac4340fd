package dev.twinstack.scenarios.script;

/** The console's Type of an address or rule. */
public enum IpType {
    IPV4("IPv4", 4),
    IPV6("IPv6", 6);

    private final String label;
    private final int version;

    IpType(String label, int version) {
        this.label = label;
        this.version = version;
    }

    /** {@return the spelling of the wire and the console} */
    public String label() {
        return label;
    }

    public int version() {
        return version;
    }
}
