package dev.twinstack.emulator.reach;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.AddressSet;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.ip.IpSpan;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.reachability.Endpoint;
import dev.twinstack.emulator.subnet.Subnet;
import java.util.ArrayList;
import java.util.List;

/**
 * The hosts of the Internet, sorted by what rules name them.
 *
 * @param named those that some rule names by less than everything, cut up so that all of a piece are treated alike
 */
record Clients(List<Piece> named, boolean unnamed) {
    Clients {
        named = List.copyOf(named);
    }

    /**
     * @param addresses those of the piece
     * @param host one of them, on the Internet
     */
    record Piece(AddressSet addresses, Endpoint.Host host) {}

    static Clients of(RuleSet rules, AddressSet outside) {
        List<Piece> named = new ArrayList<>();
        AddressSet unnamed = outside;
        for (AddressSet piece : rules.pieces()) {
            unnamed = unnamed.minus(piece);
            AddressSet hosts = piece.minus(outside.complement());
            if (!hosts.isEmpty()) {
                named.add(new Piece(
                        piece, new Endpoint.Host(hosts.spans().getFirst().first())));
            }
        }
        return new Clients(named, !unnamed.isEmpty());
    }

    /** {@return the addresses of the Internet that are not the project's own} */
    static AddressSet outside(Snapshot snapshot, Family family) {
        List<IpSpan> inside = new ArrayList<>();
        Endpoint.privateBlocks().forEach(block -> inside.add(IpSpan.of(block)));
        snapshot.all(Subnet.TYPE).stream()
                .flatMap(subnet -> subnet.segment(family).stream())
                .forEach(segment -> inside.add(IpSpan.of(segment.range())));
        for (PublicIp publicIp : snapshot.all(PublicIp.TYPE)) {
            inside.add(host(publicIp.address()));
            if (publicIp.nat64() instanceof PublicIp.Nat64.At(IpAddress address)) {
                inside.add(host(address));
            }
        }
        return AddressSet.of(
                        family,
                        inside.stream().filter(span -> span.family() == family).toList())
                .complement();
    }

    private static IpSpan host(IpAddress address) {
        return IpSpan.of(IpRange.host(address));
    }
}
