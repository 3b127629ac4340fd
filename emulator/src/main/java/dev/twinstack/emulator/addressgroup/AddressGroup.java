package dev.twinstack.emulator.addressgroup;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpSpan;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.ResourceType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pcollections.PSet;

/**
 * An IP address group, and the owner of who uses it. Its entries hold for every rule that names it, at once (AG-07).
 *
 * @param family that of all entries, for life (AG-01)
 * @param maxCapacity how many entries it may have, from 0 to 20 (AG-02)
 * @param usedBy the security groups that name it in a rule, and the firewall rules that do
 * @param retired whether it takes no more users and goes with the last one
 * @param enterpriseProjectId {@code 0} for the default one (EPS-01)
 */
public record AddressGroup(
        String id,
        String name,
        String description,
        Family family,
        int maxCapacity,
        List<Entry> entries,
        PSet<EntityRef> usedBy,
        boolean retired,
        String enterpriseProjectId,
        Instant createdAt,
        Instant updatedAt) {
    public static final ResourceType<AddressGroup> TYPE = new ResourceType<>("addressgroup", AddressGroup.class);

    public AddressGroup {
        entries = List.copyOf(entries);
    }

    /**
     * @param verbatim as it was given, and as it is shown
     * @param remarks blank for none
     */
    public record Entry(String verbatim, IpSpan span, String remarks) {
        /** {@return the entry written as {@code text}: an address, a range {@code a-b} or a CIDR block (AG-02)} */
        public static Optional<Entry> parse(String text, String remarks) {
            return IpSpan.parse(text).map(span -> new Entry(text, span, remarks));
        }
    }

    /** {@return what a rule is refused with that names a group of the other family (AG-09)} */
    public static Invalid familyMismatch(String group, Family family, String field) {
        return new Invalid(
                "addressgroup-family-mismatch",
                field,
                "The IP address group " + group + " holds IPv" + family.version()
                        + " addresses, and the rule does not.");
    }

    AddressGroup with(PSet<EntityRef> usedBy, boolean retired) {
        return new AddressGroup(
                id,
                name,
                description,
                family,
                maxCapacity,
                entries,
                usedBy,
                retired,
                enterpriseProjectId,
                createdAt,
                updatedAt);
    }

    AddressGroup with(String name, String description, List<Entry> entries, Instant at) {
        return new AddressGroup(
                id,
                name,
                description,
                family,
                maxCapacity,
                entries,
                usedBy,
                retired,
                enterpriseProjectId,
                createdAt,
                at);
    }
}
