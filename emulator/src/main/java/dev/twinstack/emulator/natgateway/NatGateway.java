package dev.twinstack.emulator.natgateway;

import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.tag.Tags;
import dev.twinstack.emulator.timing.Moment;
import dev.twinstack.emulator.timing.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A public NAT gateway, and the owner of its rules: no two may translate the same. It works for all of its VPC, once
 * routes lead to it.
 *
 * @param spec {@code 0} to {@code 4}, by how many connections it takes; the twin counts none
 * @param network the id of the subnet it is deployed in, where it has a port
 * @param port the id of that port
 * @param snatRules in the order they were added, like {@code dnatRules}
 */
public record NatGateway(
        String id,
        String name,
        String description,
        String spec,
        String vpc,
        String network,
        String port,
        List<SnatRule> snatRules,
        List<DnatRule> dnatRules,
        Tags tags,
        Instant createdAt) {
    public static final ResourceType<NatGateway> TYPE = new ResourceType<>("natgateway", NatGateway.class);

    /** EIPs of one SNAT rule. */
    public static final int MOST_PUBLIC_IPS = 20;

    /** DNAT rules of one gateway. */
    public static final int MOST_DNAT_RULES = 200;

    public NatGateway {
        snatRules = List.copyOf(snatRules);
        dnatRules = List.copyOf(dnatRules);
    }

    public Optional<SnatRule> snatRule(String rule) {
        return snatRules.stream().filter(each -> each.id().equals(rule)).findFirst();
    }

    public Optional<DnatRule> dnatRule(String rule) {
        return dnatRules.stream().filter(each -> each.id().equals(rule)).findFirst();
    }

    /** {@return whether it is still being made} */
    public boolean isCreating(Moment moment) {
        return moment.isIn(Phase.NAT_GATEWAY_CREATING, id, createdAt);
    }

    /** {@return the EIPs its rules use} */
    public Set<String> publicIps() {
        return Stream.concat(
                        snatRules.stream().flatMap(rule -> rule.publicIps().stream()),
                        dnatRules.stream().map(DnatRule::publicIp))
                .collect(Collectors.toUnmodifiableSet());
    }

    NatGateway with(String name, String description, String spec) {
        return new NatGateway(id, name, description, spec, vpc, network, port, snatRules, dnatRules, tags, createdAt);
    }

    NatGateway withSnat(List<SnatRule> rules) {
        return new NatGateway(id, name, description, spec, vpc, network, port, rules, dnatRules, tags, createdAt);
    }

    NatGateway withDnat(List<DnatRule> rules) {
        return new NatGateway(id, name, description, spec, vpc, network, port, snatRules, rules, tags, createdAt);
    }

    NatGateway with(Tags tags) {
        return new NatGateway(id, name, description, spec, vpc, network, port, snatRules, dnatRules, tags, createdAt);
    }
}
