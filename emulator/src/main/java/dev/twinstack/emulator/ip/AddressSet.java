package dev.twinstack.emulator.ip;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Any set of addresses of one family. Two sets of the same addresses are equal, however they were made.
 *
 * @param spans in order, with at least one address between any two
 */
public record AddressSet(Family family, List<IpSpan> spans) {
    /**
     * @throws IllegalArgumentException if the spans are of the other family, out of order, or touch each other
     */
    public AddressSet {
        spans = List.copyOf(spans);
        for (int i = 0; i < spans.size(); i++) {
            boolean apart = i == 0
                    || spans.get(i - 1).last().value().add(BigInteger.ONE).compareTo(first(spans.get(i))) < 0;
            if (spans.get(i).family() != family || !apart) {
                throw new IllegalArgumentException("not in order, or not apart: " + spans);
            }
        }
    }

    public static AddressSet none(Family family) {
        return new AddressSet(family, List.of());
    }

    public static AddressSet all(Family family) {
        BigInteger last = BigInteger.ONE.shiftLeft(family.bits()).subtract(BigInteger.ONE);
        return new AddressSet(family, List.of(span(family, BigInteger.ZERO, last)));
    }

    /** {@return the addresses that at least one of these has} They may overlap, and be in any order. */
    public static AddressSet of(Family family, Collection<IpSpan> spans) {
        List<IpSpan> sorted =
                spans.stream().sorted(Comparator.comparing(IpSpan::first)).toList();
        List<IpSpan> apart = new ArrayList<>();
        for (IpSpan next : sorted) {
            boolean touches = !apart.isEmpty()
                    && first(next).compareTo(last(apart.getLast()).add(BigInteger.ONE)) <= 0;
            if (touches) {
                IpSpan before = apart.removeLast();
                apart.add(new IpSpan(before.first(), max(before.last(), next.last())));
            } else {
                apart.add(next);
            }
        }
        return new AddressSet(family, apart);
    }

    /**
     * {@return the union of the spans cut up so that each span has all of a piece or nothing of it}
     *
     * @param spans of this family; they may overlap
     */
    public static List<AddressSet> pieces(Family family, Collection<IpSpan> spans) {
        List<BigInteger> cuts = spans.stream()
                .flatMap(span -> Stream.of(first(span), last(span).add(BigInteger.ONE)))
                .sorted()
                .distinct()
                .toList();
        AddressSet union = of(family, spans);
        List<AddressSet> pieces = new ArrayList<>();
        for (int i = 0; i + 1 < cuts.size(); i++) {
            IpSpan piece = span(family, cuts.get(i), cuts.get(i + 1).subtract(BigInteger.ONE));
            if (union.contains(piece.first())) {
                pieces.add(new AddressSet(family, List.of(piece)));
            }
        }
        return pieces;
    }

    public boolean isEmpty() {
        return spans.isEmpty();
    }

    public boolean contains(IpAddress address) {
        return spans.stream().anyMatch(span -> span.contains(address));
    }

    public AddressSet plus(AddressSet other) {
        return of(family, Stream.concat(spans.stream(), other.spans.stream()).toList());
    }

    public AddressSet minus(AddressSet other) {
        List<IpSpan> rest = new ArrayList<>();
        for (IpSpan span : spans) {
            BigInteger from = first(span);
            for (IpSpan gone : other.spans) {
                boolean overlaps =
                        first(gone).compareTo(last(span)) <= 0 && last(gone).compareTo(from) >= 0;
                if (overlaps && from.compareTo(first(gone)) < 0) {
                    rest.add(span(family, from, first(gone).subtract(BigInteger.ONE)));
                }
                if (overlaps) {
                    from = last(gone).add(BigInteger.ONE);
                }
            }
            if (from.compareTo(last(span)) <= 0) {
                rest.add(span(family, from, last(span)));
            }
        }
        return new AddressSet(family, rest);
    }

    public AddressSet complement() {
        return all(family).minus(this);
    }

    /** {@return the set in words} Such as {@code anyone}, {@code anyone but 10.0.0.0/8} or {@code 10.0.0.0/8, 10.1.0.1}. */
    public String label() {
        AddressSet others = complement();
        if (others.isEmpty()) {
            return "anyone";
        }
        if (isEmpty()) {
            return "nobody";
        }
        int more = Integer.compare(spans.size(), others.spans.size());
        return more > 0 || more == 0 && others.size().compareTo(size()) < 0
                ? "anyone but " + others.listed()
                : listed();
    }

    private BigInteger size() {
        return spans.stream()
                .map(span -> last(span).subtract(first(span)).add(BigInteger.ONE))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private String listed() {
        return spans.stream().map(AddressSet::text).collect(Collectors.joining(", "));
    }

    /** {@return a span as one writes it: an address, a CIDR block, or two addresses with a hyphen} */
    public static String text(IpSpan span) {
        if (span.first().equals(span.last())) {
            return span.first().toString();
        }
        int hostBits = first(span).xor(last(span)).bitLength();
        boolean block = span.first().blockStart(hostBits).equals(span.first())
                && span.first().blockEnd(hostBits).equals(span.last());
        return block
                ? new IpRange(span.first(), span.family().bits() - hostBits).toString()
                : span.first() + "-" + span.last();
    }

    private static BigInteger first(IpSpan span) {
        return span.first().value();
    }

    private static BigInteger last(IpSpan span) {
        return span.last().value();
    }

    private static IpAddress max(IpAddress one, IpAddress other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static IpSpan span(Family family, BigInteger first, BigInteger last) {
        return new IpSpan(IpAddress.of(family, first), IpAddress.of(family, last));
    }
}
