package dev.twinstack.emulator.publicip;

import dev.twinstack.emulator.publicip.PublicIp.Binding;
import dev.twinstack.emulator.publicip.PublicIp.Nat64;
import dev.twinstack.emulator.publicip.PublicIpEvent.Bound;
import dev.twinstack.emulator.publicip.PublicIpEvent.Closed;
import dev.twinstack.emulator.publicip.PublicIpEvent.Described;
import dev.twinstack.emulator.publicip.PublicIpEvent.Moved;
import dev.twinstack.emulator.publicip.PublicIpEvent.Opened;
import dev.twinstack.emulator.publicip.PublicIpEvent.Renamed;
import dev.twinstack.emulator.publicip.PublicIpEvent.ServiceStarted;
import dev.twinstack.emulator.publicip.PublicIpEvent.Tagged;
import dev.twinstack.emulator.publicip.PublicIpEvent.Unbound;
import dev.twinstack.emulator.tag.Tags;
import java.time.Instant;

/** How an EIP's events make its state. */
final class PublicIpHistory {
    private PublicIpHistory() {}

    static PublicIp opened(PublicIpEvent first) {
        if (first instanceof Opened opened) {
            return new PublicIp(
                    opened.id(),
                    opened.type(),
                    opened.address(),
                    opened.nat64().isEmpty()
                            ? new Nat64.None()
                            : new Nat64.At(opened.nat64().getFirst()),
                    opened.alias(),
                    "",
                    opened.bandwidth(),
                    opened.dedicated(),
                    new Binding.Unbound(),
                    Instant.EPOCH,
                    opened.enterpriseProjectId(),
                    Tags.NONE,
                    opened.at(),
                    opened.at());
        }
        throw new IllegalStateException("not the first event of an EIP: " + first);
    }

    static PublicIp evolve(PublicIp eip, PublicIpEvent event) {
        return switch (event) {
            case Opened opened -> throw new IllegalStateException("opened twice: " + eip.id());
            case Renamed(String alias, var at) -> eip.named(alias, eip.description(), at);
            case Described(String description, var at) -> eip.named(eip.alias(), description, at);
            case Bound(String port, var at) -> eip.boundTo(port, at);
            case ServiceStarted(String gateway, var at) -> eip.serving(gateway, at);
            case Unbound(var at) -> eip.unbound(at);
            case Moved(String bandwidth, boolean dedicated, var at) -> eip.with(bandwidth, dedicated, at);
            case Tagged(Tags tags) -> eip.with(tags);
            case Closed closed -> throw new IllegalStateException("closed entities do not evolve");
        };
    }
}
