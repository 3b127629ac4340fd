package dev.twinstack.emulator.reach;

import dev.twinstack.emulator.reachability.Node;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A rule or a route that never decides anything as the project stands, or nothing that others would not decide alike.
 *
 * @param owner the security group, firewall, route table or VPC that has it
 * @param rule the id of the rule, or the destination of the route
 * @param text the rule in words
 */
public record Unused(Node owner, String rule, String text, Why why) {
    /** Why it never does. */
    public sealed interface Why {
        /** Others come first for all that it is about. */
        record Shadowed(List<Other> by) implements Why {
            public Shadowed {
                by = List.copyOf(by);
            }
        }

        /** Others say the same of all that it is about, and would decide instead: it may go. */
        record Redundant(List<Other> by) implements Why {
            public Redundant {
                by = List.copyOf(by);
            }
        }

        /** It is about the members of a security group, and there are none. */
        record NobodyInGroup(Node group) implements Why {}

        /** It is about an IP address group without entries. */
        record NoAddresses(String addressGroup) implements Why {}

        /** It is switched off (ACL-16), or its firewall is (ACL-09). */
        record Disabled() implements Why {}

        /** What has it stands before nothing: no NIC, no subnet. */
        record OwnerUnused() implements Why {}

        /** Where the route leads is gone. */
        record NextHopGone(String nexthop) implements Why {}

        /** {@return it in a sentence} */
        default String text() {
            return switch (this) {
                case Shadowed(List<Other> by) -> "Others decide first about all of it: " + words(by) + ".";
                case Redundant(List<Other> by) ->
                    "Without it nothing changes, as others say the same of all of it: " + words(by) + ".";
                case NobodyInGroup(Node group) -> "Nobody is in security group " + group.label() + ".";
                case NoAddresses(String group) -> "The IP address group " + group + " has no entries.";
                case Disabled disabled -> "It is disabled.";
                case OwnerUnused ownerUnused -> "Nothing is behind what it belongs to.";
                case NextHopGone(String nexthop) -> "Its next hop, " + nexthop + ", is gone.";
            };
        }

        private static String words(List<Other> others) {
            return others.stream()
                    .map(other -> other.text() + " of " + other.owner().label())
                    .collect(Collectors.joining("; "));
        }

        /** {@return what decides instead, if that is something} */
        default List<Other> others() {
            return switch (this) {
                case Shadowed(List<Other> by) -> by;
                case Redundant(List<Other> by) -> by;
                case NobodyInGroup nobody -> List.of();
                case NoAddresses none -> List.of();
                case Disabled disabled -> List.of();
                case OwnerUnused ownerUnused -> List.of();
                case NextHopGone gone -> List.of();
            };
        }

        /** {@return it in a word} */
        default String code() {
            return switch (this) {
                case Shadowed shadowed -> "SHADOWED";
                case Redundant redundant -> "REDUNDANT";
                case NobodyInGroup nobody -> "NOBODY_IN_GROUP";
                case NoAddresses none -> "NO_ADDRESSES";
                case Disabled disabled -> "DISABLED";
                case OwnerUnused ownerUnused -> "OWNER_UNUSED";
                case NextHopGone gone -> "NEXT_HOP_GONE";
            };
        }
    }

    /**
     * What comes first.
     *
     * @param rule as in {@link Unused}; blank for a local route, which no table lists as its own
     */
    public record Other(Node owner, String rule, String text) {}
}
