package dev.twinstack.scenarios.assertion;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;

/**
 * An address block of either family, only for the question whether something lies in it.
 *
 * @param width 32 or 128
 */
record Block(BigInteger address, int width, int prefix) {

    /** {@return the block, or nothing when the text is neither an address nor a block} */
    static Optional<Block> parse(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        try {
            byte[] address = InetAddress.ofLiteral(literal).getAddress();
            int width = address.length * 8;
            int prefix = slash < 0 ? width : Integer.parseInt(text.substring(slash + 1));
            return prefix < 0 || prefix > width
                    ? Optional.empty()
                    : Optional.of(new Block(new BigInteger(1, address), width, prefix));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean holds(Block other) {
        int rest = width - prefix;
        return width == other.width
                && prefix <= other.prefix
                && address.shiftRight(rest).equals(other.address.shiftRight(rest));
    }
}
