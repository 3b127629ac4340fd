package dev.twinstack.emulator.vpc;

import dev.twinstack.emulator.ip.IpRange;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.TreePMap;

/**
 * Which subnet has which block of a VPC, kept both ways so that neither question takes longer with more subnets.
 * Immutable; no two blocks overlap.
 */
public record Grants(PMap<String, IpRange> bySubnet, TreePMap<IpRange, String> byBlock) {
    public static final Grants NONE = new Grants(HashTreePMap.empty(), TreePMap.empty());

    /**
     * @throws IllegalArgumentException if one is not as large as the other; {@link #plus} sees to the rest, as looking at
     *     all of them each time would take long
     */
    public Grants {
        if (bySubnet.size() != byBlock.size()) {
            throw new IllegalArgumentException(bySubnet + " is not the other way round of " + byBlock);
        }
    }

    public Optional<IpRange> of(String subnet) {
        return Optional.ofNullable(bySubnet.get(subnet));
    }

    public boolean has(String subnet) {
        return bySubnet.containsKey(subnet);
    }

    /** {@return whether exactly this block is granted} */
    public boolean has(IpRange block) {
        return byBlock.containsKey(block);
    }

    public boolean isEmpty() {
        return bySubnet.isEmpty();
    }

    public Set<String> subnets() {
        return bySubnet.keySet();
    }

    /** {@return the blocks in ascending order} */
    public Collection<IpRange> blocks() {
        return byBlock.keySet();
    }

    /** {@return a subnet whose block shares an address with this one} O(log subnets). */
    Optional<String> overlapping(IpRange block) {
        // Blocks are disjoint, so of those that start before this one only the nearest can reach into it.
        Map.@Nullable Entry<IpRange, String> below = byBlock.floorEntry(block);
        if (below != null && below.getKey().overlaps(block)) {
            return Optional.of(below.getValue());
        }
        return Optional.ofNullable(byBlock.ceilingEntry(block))
                .filter(above -> above.getKey().overlaps(block))
                .map(Map.Entry::getValue);
    }

    /**
     * {@return these and one more}
     *
     * @throws IllegalArgumentException if the subnet has a block, or this one is not free
     */
    Grants plus(String subnet, IpRange block) {
        if (has(subnet) || overlapping(block).isPresent()) {
            throw new IllegalArgumentException(block + " cannot be " + subnet + "'s besides " + byBlock);
        }
        return new Grants(bySubnet.plus(subnet, block), byBlock.plus(block, subnet));
    }

    Grants minus(String subnet) {
        return of(subnet)
                .map(block -> new Grants(bySubnet.minus(subnet), byBlock.minus(block)))
                .orElse(this);
    }
}
