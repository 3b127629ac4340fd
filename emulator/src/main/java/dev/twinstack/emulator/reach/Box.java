package dev.twinstack.emulator.reach;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Packets as a box: on each side, such as protocol, port or address, all numbers between two.
 *
 * @param sides as many, and in the same order, in all boxes that are compared
 */
record Box(List<Side> sides) {
    Box {
        sides = List.copyOf(sides);
    }

    /** The numbers from {@code first} to {@code last}. */
    record Side(BigInteger first, BigInteger last) {
        Side {
            if (first.compareTo(last) > 0) {
                throw new IllegalArgumentException("from " + first + " down to " + last);
            }
        }

        static Side of(long first, long last) {
            return new Side(BigInteger.valueOf(first), BigInteger.valueOf(last));
        }

        boolean meets(Side other) {
            return first.compareTo(other.last) <= 0 && other.first.compareTo(last) <= 0;
        }

        Side common(Side other) {
            return new Side(first.max(other.first), last.min(other.last));
        }

        /** {@return what lies before and behind the other one} */
        List<Side> minus(Side other) {
            List<Side> rest = new ArrayList<>();
            if (first.compareTo(other.first) < 0) {
                rest.add(new Side(first, other.first.subtract(BigInteger.ONE)));
            }
            if (other.last.compareTo(last) < 0) {
                rest.add(new Side(other.last.add(BigInteger.ONE), last));
            }
            return rest;
        }
    }

    boolean meets(Box other) {
        return IntStream.range(0, sides.size()).allMatch(i -> sides.get(i).meets(other.sides.get(i)));
    }

    /** {@return the rest of this in boxes that do not overlap} */
    List<Box> minus(Box other) {
        if (!meets(other)) {
            return List.of(this);
        }
        List<Box> rest = new ArrayList<>();
        List<Side> kept = new ArrayList<>(sides);
        for (int i = 0; i < sides.size(); i++) {
            for (Side outside : sides.get(i).minus(other.sides.get(i))) {
                List<Side> piece = new ArrayList<>(kept);
                piece.set(i, outside);
                rest.add(new Box(piece));
            }
            kept.set(i, sides.get(i).common(other.sides.get(i)));
        }
        return rest;
    }

    /** {@return the places of the others that together cover all these boxes, if they do} Those that add nothing are left out. */
    static Optional<List<Integer>> cover(List<Box> boxes, List<List<Box>> others) {
        List<Box> open = boxes;
        List<Integer> needed = new ArrayList<>();
        for (int place = 0; place < others.size() && !open.isEmpty(); place++) {
            List<Box> left = open;
            boolean helps = false;
            for (Box other : others.get(place)) {
                helps |= left.stream().anyMatch(box -> box.meets(other));
                left = left.stream().flatMap(box -> box.minus(other).stream()).toList();
            }
            if (helps) {
                needed.add(place);
            }
            open = left;
        }
        return open.isEmpty() ? Optional.of(needed) : Optional.empty();
    }
}
