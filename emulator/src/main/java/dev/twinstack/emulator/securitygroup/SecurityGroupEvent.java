package dev.twinstack.emulator.securitygroup;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

public sealed interface SecurityGroupEvent extends Event {
    /**
     * A rule as it is stored: absent things are blank here, and only here.
     *
     * @param ports none for all; ICMP: type, or type and code; otherwise lowest and highest of each range
     * @param remoteAddressGroup not in events written before there were address groups
     */
    record StoredRule(
            String id,
            Rule.Direction direction,
            Family ethertype,
            String protocol,
            List<Integer> ports,
            String remotePrefix,
            String remoteGroup,
            Rule.Action action,
            int priority,
            String description,
            String remoteAddressGroup) {
        public StoredRule {
            ports = List.copyOf(ports);
            remoteAddressGroup = Objects.requireNonNullElse(remoteAddressGroup, "");
        }
    }

    /** @param tags not in events written before groups had tags */
    @Event.Name("securitygroup.opened")
    record Opened(
            String id,
            String name,
            String description,
            boolean isDefault,
            List<StoredRule> rules,
            String vpc,
            String enterpriseProjectId,
            Instant at,
            Map<String, String> tags)
            implements SecurityGroupEvent {
        public Opened {
            rules = List.copyOf(rules);
            tags = Map.copyOf(Objects.requireNonNullElse(tags, Map.of()));
        }
    }

    @Event.Name("securitygroup.updated")
    record Updated(String name, String description, Instant at) implements SecurityGroupEvent {}

    @Event.Name("securitygroup.rule.added")
    record RuleAdded(StoredRule rule, Instant at) implements SecurityGroupEvent {}

    @Event.Name("securitygroup.rule.removed")
    record RuleRemoved(String rule, Instant at) implements SecurityGroupEvent {}

    @Event.Name("securitygroup.joined")
    record Joined(String port) implements SecurityGroupEvent {}

    @Event.Name("securitygroup.left")
    record Left(String port) implements SecurityGroupEvent {}

    @Event.Name("securitygroup.referenced")
    record Referenced(EntityRef group) implements SecurityGroupEvent {}

    @Event.Name("securitygroup.unreferenced")
    record Unreferenced(EntityRef group) implements SecurityGroupEvent {}

    @Event.Name("securitygroup.closed")
    record Closed() implements SecurityGroupEvent, Event.Final {}
}
