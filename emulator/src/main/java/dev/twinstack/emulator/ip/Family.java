package dev.twinstack.emulator.ip;

/** The two address families of a dual-stack network. */
public enum Family {
    IPV4(4, 32),
    IPV6(6, 128);

    private final int version;
    private final int bits;

    Family(int version, int bits) {
        this.version = version;
        this.bits = bits;
    }

    /** {@return 4 or 6, as in the wire's {@code ip_version}} */
    public int version() {
        return version;
    }

    /** {@return the length of an address in bits, which is also the longest prefix: 32 or 128} */
    public int bits() {
        return bits;
    }
}
