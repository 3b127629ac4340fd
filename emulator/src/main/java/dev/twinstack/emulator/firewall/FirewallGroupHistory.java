package dev.twinstack.emulator.firewall;

import dev.twinstack.emulator.firewall.FirewallGroup.Association;
import dev.twinstack.emulator.firewall.FirewallGroup.Policy;
import dev.twinstack.emulator.firewall.FirewallGroupEvent.Closed;
import dev.twinstack.emulator.firewall.FirewallGroupEvent.Opened;
import dev.twinstack.emulator.firewall.FirewallGroupEvent.StoredAssociation;
import dev.twinstack.emulator.firewall.FirewallGroupEvent.SubnetsChanged;
import dev.twinstack.emulator.firewall.FirewallGroupEvent.Tagged;
import dev.twinstack.emulator.firewall.FirewallGroupEvent.Updated;
import dev.twinstack.emulator.tag.Tags;
import java.time.Instant;
import java.util.List;

/** How a firewall group's events make its state. */
final class FirewallGroupHistory {
    private FirewallGroupHistory() {}

    static FirewallGroup opened(FirewallGroupEvent first) {
        if (first instanceof Opened opened) {
            return new FirewallGroup(
                    opened.id(),
                    opened.name(),
                    opened.description(),
                    opened.enterpriseProjectId(),
                    policy(opened.ingress()),
                    policy(opened.egress()),
                    List.of(),
                    opened.adminStateUp(),
                    Tags.NONE,
                    opened.at(),
                    opened.at());
        }
        throw new IllegalStateException("not the first event of a firewall group: " + first);
    }

    static FirewallGroup evolve(FirewallGroup group, FirewallGroupEvent event) {
        return switch (event) {
            case Opened opened -> throw new IllegalStateException("opened twice: " + group.id());
            case Updated updated ->
                new FirewallGroup(
                        group.id(),
                        updated.name(),
                        updated.description(),
                        group.enterpriseProjectId(),
                        policy(updated.ingress()),
                        policy(updated.egress()),
                        group.associations(),
                        updated.adminStateUp(),
                        group.tags(),
                        group.createdAt(),
                        updated.at());
            case SubnetsChanged(List<StoredAssociation> associations, Instant at) ->
                new FirewallGroup(
                        group.id(),
                        group.name(),
                        group.description(),
                        group.enterpriseProjectId(),
                        group.ingress(),
                        group.egress(),
                        associations.stream()
                                .map(each -> new Association(each.subnet(), each.ports()))
                                .toList(),
                        group.adminStateUp(),
                        group.tags(),
                        group.createdAt(),
                        at);
            case Tagged(Tags tags) ->
                new FirewallGroup(
                        group.id(),
                        group.name(),
                        group.description(),
                        group.enterpriseProjectId(),
                        group.ingress(),
                        group.egress(),
                        group.associations(),
                        group.adminStateUp(),
                        tags,
                        group.createdAt(),
                        group.updatedAt());
            case Closed closed -> throw new IllegalStateException("closed entities do not evolve");
        };
    }

    private static Policy policy(String stored) {
        return stored.isEmpty() ? new Policy.None() : new Policy.Of(stored);
    }
}
