package dev.twinstack.emulator.vpc;

import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.tag.Tags;
import dev.twinstack.emulator.vpc.VpcEvent.Closed;
import dev.twinstack.emulator.vpc.VpcEvent.Occupied;
import dev.twinstack.emulator.vpc.VpcEvent.Opened;
import dev.twinstack.emulator.vpc.VpcEvent.Peered;
import dev.twinstack.emulator.vpc.VpcEvent.PeeringAccepted;
import dev.twinstack.emulator.vpc.VpcEvent.PeeringSuspended;
import dev.twinstack.emulator.vpc.VpcEvent.RangeGranted;
import dev.twinstack.emulator.vpc.VpcEvent.RangeReturned;
import dev.twinstack.emulator.vpc.VpcEvent.RoutesSet;
import dev.twinstack.emulator.vpc.VpcEvent.SecondaryAdded;
import dev.twinstack.emulator.vpc.VpcEvent.SecondaryRemoved;
import dev.twinstack.emulator.vpc.VpcEvent.Tagged;
import dev.twinstack.emulator.vpc.VpcEvent.Unpeered;
import dev.twinstack.emulator.vpc.VpcEvent.Updated;
import dev.twinstack.emulator.vpc.VpcEvent.Vacated;
import java.util.ArrayList;
import java.util.List;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;

/** What each stored event makes of a VPC. */
final class VpcHistory {
    private VpcHistory() {}

    static Vpc opened(VpcEvent first) {
        if (first instanceof Opened opened) {
            return new Vpc(
                    opened.id(),
                    opened.name(),
                    opened.description(),
                    opened.cidr(),
                    List.of(),
                    Grants.NONE,
                    HashTreePSet.empty(),
                    HashTreePMap.empty(),
                    false,
                    List.of(),
                    opened.enterpriseProjectId(),
                    opened.nameRepeats(),
                    Tags.NONE,
                    HashTreePMap.empty(),
                    opened.at(),
                    opened.at());
        }
        throw new IllegalStateException("not the first event of a VPC: " + first);
    }

    static Vpc evolve(Vpc vpc, VpcEvent event) {
        return switch (event) {
            case Opened opened -> throw new IllegalStateException("opened twice: " + vpc.id());
            case Updated updated ->
                new Vpc(
                        vpc.id(),
                        updated.name(),
                        updated.description(),
                        updated.cidr(),
                        vpc.secondary(),
                        vpc.subnets(),
                        vpc.occupants(),
                        vpc.peerings(),
                        updated.sharedSnat(),
                        vpc.routes(),
                        vpc.enterpriseProjectId(),
                        updated.nameRepeats(),
                        vpc.tags(),
                        vpc.left(),
                        vpc.createdAt(),
                        updated.at());
            case RoutesSet(List<Vpc.HostRoute> routes, var at) -> vpc.withRoutes(routes, at);
            case SecondaryAdded(IpRange block, var at) -> {
                List<IpRange> secondary = new ArrayList<>(vpc.secondary());
                secondary.add(block);
                yield vpc.withSecondary(secondary, at);
            }
            case SecondaryRemoved(IpRange block, var at) ->
                vpc.withSecondary(
                        vpc.secondary().stream()
                                .filter(other -> !other.equals(block))
                                .toList(),
                        at);
            case RangeGranted(String subnet, IpRange range) ->
                vpc.withSubnets(vpc.subnets().plus(subnet, range));
            case RangeReturned(String subnet, var at) -> vpc.withoutSubnet(subnet, at);
            case Occupied(EntityRef occupant) ->
                vpc.withOccupants(vpc.occupants().plus(occupant));
            case Vacated(EntityRef occupant) ->
                vpc.withOccupants(vpc.occupants().minus(occupant));
            case Peered(EntityRef peering, EntityRef other, boolean pending) ->
                vpc.withPeerings(vpc.peerings().plus(peering, new Vpc.Link(other, !pending)));
            case PeeringAccepted(EntityRef peering) -> vpc.withActive(peering, true);
            case PeeringSuspended(EntityRef peering) -> vpc.withActive(peering, false);
            case Unpeered(EntityRef peering) -> vpc.withPeerings(vpc.peerings().minus(peering));
            case Tagged(Tags tags) -> vpc.withTags(tags);
            case Closed closed -> throw new IllegalStateException("closed entities do not evolve");
        };
    }
}
