package dev.twinstack.emulator.securitygroup;

import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.securitygroup.Rule.PortRange;
import dev.twinstack.emulator.securitygroup.Rule.Remote;
import dev.twinstack.emulator.securitygroup.SecurityGroupEvent.Closed;
import dev.twinstack.emulator.securitygroup.SecurityGroupEvent.Joined;
import dev.twinstack.emulator.securitygroup.SecurityGroupEvent.Left;
import dev.twinstack.emulator.securitygroup.SecurityGroupEvent.Opened;
import dev.twinstack.emulator.securitygroup.SecurityGroupEvent.Referenced;
import dev.twinstack.emulator.securitygroup.SecurityGroupEvent.RuleAdded;
import dev.twinstack.emulator.securitygroup.SecurityGroupEvent.RuleRemoved;
import dev.twinstack.emulator.securitygroup.SecurityGroupEvent.StoredRule;
import dev.twinstack.emulator.securitygroup.SecurityGroupEvent.Unreferenced;
import dev.twinstack.emulator.securitygroup.SecurityGroupEvent.Updated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.pcollections.HashTreePSet;

/** How a security group's events make its state. */
final class SecurityGroupHistory {
    private SecurityGroupHistory() {}

    static SecurityGroup opened(SecurityGroupEvent first) {
        if (!(first instanceof Opened opened)) {
            throw new IllegalStateException("not the first event of a security group: " + first);
        }
        return new SecurityGroup(
                opened.id(),
                opened.name(),
                opened.description(),
                opened.isDefault(),
                opened.rules().stream().map(stored -> rule(stored, opened.at())).toList(),
                HashTreePSet.empty(),
                HashTreePSet.empty(),
                opened.vpc(),
                opened.enterpriseProjectId(),
                opened.tags(),
                opened.at(),
                opened.at());
    }

    static SecurityGroup evolve(SecurityGroup group, SecurityGroupEvent event) {
        return switch (event) {
            case Opened opened -> throw new IllegalStateException("opened twice: " + group.id());
            case Updated(String name, String description, Instant at) ->
                group.with(name, description, group.rules(), at);
            case RuleAdded(StoredRule rule, Instant at) -> {
                List<Rule> rules = new ArrayList<>(group.rules());
                rules.add(rule(rule, at));
                yield group.with(group.name(), group.description(), rules, at);
            }
            case RuleRemoved(String id, Instant at) ->
                group.with(
                        group.name(),
                        group.description(),
                        group.rules().stream()
                                .filter(rule -> !rule.id().equals(id))
                                .toList(),
                        at);
            case Joined(String port) -> group.with(group.members().plus(port), group.referencedBy());
            case Left(String port) -> group.with(group.members().minus(port), group.referencedBy());
            case Referenced(EntityRef by) ->
                group.with(group.members(), group.referencedBy().plus(by));
            case Unreferenced(EntityRef by) ->
                group.with(group.members(), group.referencedBy().minus(by));
            case Closed closed -> throw new IllegalStateException("closed entities do not evolve");
        };
    }

    private static Rule rule(StoredRule stored, Instant at) {
        return new Rule(
                stored.id(),
                stored.direction(),
                stored.ethertype(),
                stored.protocol(),
                ports(stored),
                remote(stored),
                stored.action(),
                stored.priority(),
                stored.description(),
                at);
    }

    private static PortRange ports(StoredRule stored) {
        List<Integer> ports = stored.ports();
        if (ports.isEmpty()) {
            return new PortRange.All();
        }
        if (Rule.isIcmp(stored.protocol())) {
            return ports.size() == 1
                    ? new PortRange.IcmpType(ports.getFirst())
                    : new PortRange.IcmpCode(ports.getFirst(), ports.getLast());
        }
        List<PortRange.Range> ranges = new ArrayList<>();
        for (int i = 0; i < ports.size(); i += 2) {
            ranges.add(new PortRange.Range(ports.get(i), ports.get(i + 1)));
        }
        return ranges.size() == 1 ? ranges.getFirst() : new PortRange.Several(ranges);
    }

    private static Remote remote(StoredRule stored) {
        if (!stored.remoteGroup().isEmpty()) {
            return new Remote.Group(stored.remoteGroup());
        }
        if (!stored.remoteAddressGroup().isEmpty()) {
            return new Remote.AddressGroup(stored.remoteAddressGroup());
        }
        return stored.remotePrefix().isEmpty()
                ? new Remote.Anything()
                : Remote.Prefix.parse(stored.remotePrefix()).orElseThrow();
    }

    static StoredRule stored(Rule rule) {
        return new StoredRule(
                rule.id(),
                rule.direction(),
                rule.ethertype(),
                rule.protocol(),
                switch (rule.ports()) {
                    case PortRange.All all -> List.of();
                    case PortRange.Range(int min, int max) -> List.of(min, max);
                    case PortRange.Several(List<PortRange.Range> ranges) ->
                        ranges.stream()
                                .flatMap(range -> Stream.of(range.min(), range.max()))
                                .toList();
                    case PortRange.IcmpType(int type) -> List.of(type);
                    case PortRange.IcmpCode(int type, int code) -> List.of(type, code);
                },
                rule.remote() instanceof Remote.Prefix prefix ? prefix.verbatim() : "",
                rule.remote() instanceof Remote.Group(String group) ? group : "",
                rule.action(),
                rule.priority(),
                rule.description(),
                rule.remote() instanceof Remote.AddressGroup(String group) ? group : "");
    }
}
