package dev.twinstack.emulator.subnet;

import dev.twinstack.emulator.kernel.Claim;
import dev.twinstack.emulator.kernel.Decision;
import dev.twinstack.emulator.kernel.DomainError.Conflict;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.subnet.Subnet.Firewall;
import dev.twinstack.emulator.subnet.Subnet.Home;
import java.util.List;

/** Which firewall a subnet is behind. */
final class Firewalling {
    /** The type of a subnet's firewalls; a name only, as an owner does not know its claimants' package. */
    private static final String FIREWALL = "firewallgroup";

    private Firewalling() {}

    /** A subnet leaves its firewall before it joins another (ACL-10); one outside any VPC has no border to filter at. */
    static Decision<SubnetEvent> join(Subnet subnet, String firewall) {
        if (subnet.vpc() instanceof Home.Outside) {
            return Decision.refuse(new Conflict("subnet-outside-vpc", "The subnet " + subnet.id() + " is in no VPC."));
        }
        return switch (subnet.firewall()) {
            case Firewall.None none -> Decision.grant(List.of(new SubnetEvent.FirewallJoined(firewall)), subnet.id());
            case Firewall.Of(String group) when group.equals(firewall) -> Decision.grant(List.of(), subnet.id());
            case Firewall.Of(String group) ->
                Decision.refuse(new Conflict(
                        "subnet-has-firewall",
                        "The subnet " + subnet.id() + " is already associated with the firewall " + group + "."));
        };
    }

    static Decision<SubnetEvent> leave(Subnet subnet, String firewall) {
        return Decision.grant(
                subnet.firewall().is(firewall) ? List.of(new SubnetEvent.FirewallLeft(firewall)) : List.of(),
                subnet.id());
    }

    static List<Claim.Held> held(EntityRef self, Subnet subnet) {
        return subnet.firewall() instanceof Firewall.Of(String group)
                ? List.of(new Claim.Held(
                        new EntityRef(self.project(), FIREWALL, group), new SubnetCommand.LeaveFirewall(group)))
                : List.of();
    }
}
