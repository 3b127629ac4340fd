package dev.twinstack.emulator.ip;

import java.util.Optional;

/**
 * The addresses from {@code first} to {@code last}, both included. Unlike an {@link IpRange} it need not be a CIDR
 * block.
 */
public record IpSpan(IpAddress first, IpAddress last) {
    /** @throws IllegalArgumentException if the two are of different families, or in the wrong order */
    public IpSpan {
        if (!isSpan(first, last)) {
            throw new IllegalArgumentException("no span of addresses: " + first + " to " + last);
        }
    }

    private static boolean isSpan(IpAddress first, IpAddress last) {
        return first.family() == last.family() && first.compareTo(last) <= 0;
    }

    public static IpSpan of(IpRange range) {
        return new IpSpan(range.first(), range.last());
    }

    /** {@return the addresses written as {@code text}: one of them, two with a hyphen between, or a CIDR block} */
    public static Optional<IpSpan> parse(String text) {
        int hyphen = text.indexOf('-');
        if (hyphen < 0) {
            return IpAddress.parse(text)
                    .map(IpRange::host)
                    .or(() -> IpRange.parse(text))
                    .map(IpSpan::of);
        }
        Optional<IpAddress> last = IpAddress.parse(text.substring(hyphen + 1));
        return IpAddress.parse(text.substring(0, hyphen))
                .flatMap(from -> last.filter(to -> isSpan(from, to)).map(to -> new IpSpan(from, to)));
    }

    public Family family() {
        return first.family();
    }

    public boolean contains(IpAddress address) {
        return address.family() == family() && first.compareTo(address) <= 0 && address.compareTo(last) <= 0;
    }

    /** {@return whether it is every address of its family} */
    public boolean isEverything() {
        int bits = family().bits();
        return first.equals(first.blockStart(bits)) && last.equals(last.blockEnd(bits));
    }
}
