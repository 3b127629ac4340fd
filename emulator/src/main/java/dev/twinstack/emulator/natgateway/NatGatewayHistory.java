package dev.twinstack.emulator.natgateway;

import dev.twinstack.emulator.natgateway.DnatRule.Target;
import dev.twinstack.emulator.natgateway.NatGatewayEvent.Closed;
import dev.twinstack.emulator.natgateway.NatGatewayEvent.DnatRuleAdded;
import dev.twinstack.emulator.natgateway.NatGatewayEvent.DnatRuleRemoved;
import dev.twinstack.emulator.natgateway.NatGatewayEvent.Opened;
import dev.twinstack.emulator.natgateway.NatGatewayEvent.SnatRuleAdded;
import dev.twinstack.emulator.natgateway.NatGatewayEvent.SnatRuleRemoved;
import dev.twinstack.emulator.natgateway.NatGatewayEvent.Tagged;
import dev.twinstack.emulator.natgateway.NatGatewayEvent.Updated;
import dev.twinstack.emulator.natgateway.SnatRule.Source;
import dev.twinstack.emulator.tag.Tags;
import java.util.ArrayList;
import java.util.List;

/** How a NAT gateway's events make its state. */
final class NatGatewayHistory {
    private NatGatewayHistory() {}

    static NatGateway opened(NatGatewayEvent first) {
        if (first instanceof Opened opened) {
            return new NatGateway(
                    opened.id(),
                    opened.name(),
                    opened.description(),
                    opened.spec(),
                    opened.vpc(),
                    opened.network(),
                    opened.port(),
                    List.of(),
                    List.of(),
                    Tags.NONE,
                    opened.at());
        }
        throw new IllegalStateException("not the first event of a NAT gateway: " + first);
    }

    static NatGateway evolve(NatGateway gateway, NatGatewayEvent event) {
        return switch (event) {
            case Opened opened -> throw new IllegalStateException("opened twice: " + gateway.id());
            case Updated(String name, String description, String spec) -> gateway.with(name, description, spec);
            case SnatRuleAdded added -> gateway.withSnat(plus(gateway.snatRules(), rule(added)));
            case SnatRuleRemoved(String rule) ->
                gateway.withSnat(gateway.snatRules().stream()
                        .filter(each -> !each.id().equals(rule))
                        .toList());
            case DnatRuleAdded added -> gateway.withDnat(plus(gateway.dnatRules(), rule(added)));
            case DnatRuleRemoved(String rule) ->
                gateway.withDnat(gateway.dnatRules().stream()
                        .filter(each -> !each.id().equals(rule))
                        .toList());
            case Tagged(Tags tags) -> gateway.with(tags);
            case Closed closed -> throw new IllegalStateException("closed entities do not evolve");
        };
    }

    private static <R> List<R> plus(List<R> rules, R rule) {
        List<R> more = new ArrayList<>(rules);
        more.add(rule);
        return more;
    }

    private static SnatRule rule(SnatRuleAdded added) {
        Source source = !added.network().isEmpty()
                ? new Source.OfNetwork(added.network(), added.block())
                : added.onPremises() ? new Source.OnPremises(added.block()) : new Source.OfBlock(added.block());
        return new SnatRule(added.rule(), source, added.publicIps(), added.description(), added.at());
    }

    private static DnatRule rule(DnatRuleAdded added) {
        return new DnatRule(
                added.rule(),
                added.publicIp(),
                added.outsidePort(),
                added.protocol(),
                added.address().isEmpty()
                        ? new Target.OfPort(added.port())
                        : new Target.OfAddress(added.address().getFirst()),
                added.insidePort(),
                added.description(),
                added.at());
    }
}
