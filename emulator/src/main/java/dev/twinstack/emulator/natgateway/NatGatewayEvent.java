package dev.twinstack.emulator.natgateway;

import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Event;
import dev.twinstack.emulator.natgateway.DnatRule.Protocol;
import dev.twinstack.emulator.tag.Tags;
import java.time.Instant;
import java.util.List;

public sealed interface NatGatewayEvent extends Event {
    @Event.Name("natgateway.opened")
    record Opened(
            String id,
            String name,
            String description,
            String spec,
            String vpc,
            String network,
            String port,
            Instant at)
            implements NatGatewayEvent {}

    @Event.Name("natgateway.updated")
    record Updated(String name, String description, String spec) implements NatGatewayEvent {}

    /**
     * @param network blank for a block
     * @param onPremises whether the block is behind Direct Connect
     */
    @Event.Name("natgateway.snat.added")
    record SnatRuleAdded(
            String rule,
            String network,
            IpRange block,
            boolean onPremises,
            List<String> publicIps,
            String description,
            Instant at)
            implements NatGatewayEvent {
        public SnatRuleAdded {
            publicIps = List.copyOf(publicIps);
        }
    }

    @Event.Name("natgateway.snat.removed")
    record SnatRuleRemoved(String rule) implements NatGatewayEvent {}

    /**
     * @param port blank for an address
     * @param address none or one
     */
    @Event.Name("natgateway.dnat.added")
    record DnatRuleAdded(
            String rule,
            String publicIp,
            int outsidePort,
            Protocol protocol,
            String port,
            List<IpAddress> address,
            int insidePort,
            String description,
            Instant at)
            implements NatGatewayEvent {
        public DnatRuleAdded {
            address = List.copyOf(address);
        }
    }

    @Event.Name("natgateway.dnat.removed")
    record DnatRuleRemoved(String rule) implements NatGatewayEvent {}

    @Event.Name("natgateway.tagged")
    record Tagged(Tags tags) implements NatGatewayEvent {}

    @Event.Name("natgateway.closed")
    record Closed() implements NatGatewayEvent, Event.Final {}
}
