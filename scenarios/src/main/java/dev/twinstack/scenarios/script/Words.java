package dev.twinstack.scenarios.script;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a report calls a step. */
final class Words {
    private Words() {}

    /** {@return the step in words, and how it is expected to be refused} */
    static String of(String phrase, Action action, String as, List<Expectation> expectations) {
        return of(phrase, action, as)
                + expectations.stream()
                        .map(expectation -> expectation instanceof Expectation.Refused it
                                ? ": refused with " + (it.status() + " " + String.join(" or ", it.codes())).strip()
                                : "")
                        .collect(Collectors.joining());
    }

    private static String of(String phrase, Action action, String as) {
        return switch (action) {
            case Action.CreateVpc it -> phrase + raw(" ", it.name()) + raw(" ", it.cidr());
            case Action.UpdateVpc it -> phrase + raw(" ", it.vpc());
            case Action.DeleteVpc it -> phrase + raw(" ", it.vpc());
            case Action.CreateSubnet it ->
                phrase + raw(" ", it.name()) + raw(" ", it.cidr()) + ipv6(it.ipv6()) + raw(" in ", it.vpc());
            case Action.UpdateSubnet it -> phrase + raw(" ", it.subnet()) + ipv6(it.ipv6());
            case Action.DeleteSubnet it -> phrase + raw(" ", it.subnet());
            case Action.AddRoute it ->
                phrase + raw(" ", it.destination()) + raw(" via ", it.nextHop()) + raw(" in ", it.vpc());
            case Action.DeleteRoute it -> phrase + raw(" ", it.destination()) + raw(" in ", it.vpc());
            case Action.BuyServer it ->
                phrase + raw(" ", it.name()) + raw(", ", it.flavor()) + raw(", ", it.image()) + nic(it.nic());
            case Action.DeleteServer it -> phrase + raw(" ", it.server());
            case Action.AttachNic it -> phrase + raw(" to ", it.server()) + nic(it.nic());
            case Action.DetachNic it -> phrase + raw(" ", it.nic());
            case Action.StartServer it -> phrase + raw(" ", it.server());
            case Action.StopServer it -> phrase + raw(" ", it.server());
            case Action.SourceDestinationCheck it ->
                phrase + raw(" of ", it.of()) + ": " + it.check().name().toLowerCase(Locale.ROOT);
            case Action.CreatePeering it ->
                phrase + raw(" ", it.name()) + raw(" of ", it.vpc()) + raw(" and ", it.peer());
            case Action.DeletePeering it -> phrase + raw(" ", it.peering());
            case Action.CreateNatGateway it -> phrase + raw(" ", it.name()) + raw(" in ", it.vpc());
            case Action.DeleteNatGateway it -> phrase + raw(" ", it.gateway());
            case Action.AddSnatRule it ->
                phrase + raw(" to ", it.gateway()) + ":" + raw(" ", it.subnet()) + raw(" as ", it.eip());
            case Action.DeleteSnatRule it -> phrase + raw(" ", it.rule());
            case Action.AddDnatRule it ->
                phrase + raw(" to ", it.gateway()) + ":" + raw(" ", it.eip()) + raw(" port ", it.port())
                        + raw(" to ", it.to());
            case Action.DeleteDnatRule it -> phrase + raw(" ", it.rule());
            case Action.AssignEip it -> phrase + (as.isEmpty() ? "" : " " + as) + raw(" of type ", it.type());
            case Action.BindEip it -> phrase + raw(" ", it.eip()) + raw(" to ", it.to());
            case Action.UnbindEip it -> phrase + raw(" ", it.eip());
            case Action.ReleaseEip it -> phrase + raw(" ", it.eip());
            case Action.CreateSharedBandwidth it -> phrase + raw(" ", it.name()) + raw(" of ", it.size()) + " Mbit/s";
            case Action.DeleteSharedBandwidth it -> phrase + raw(" ", it.bandwidth());
            case Action.AddToSharedBandwidth it -> phrase + raw(" ", it.bandwidth()) + ": " + member(it.member());
            case Action.RemoveFromSharedBandwidth it -> phrase + raw(" ", it.bandwidth()) + ": " + member(it.member());
            case Action.AssignVirtualIp it ->
                phrase + (as.isEmpty() ? "" : " " + as) + ", " + it.type().label() + raw(" in ", it.subnet());
            case Action.BindVirtualIp it -> phrase + raw(" ", it.virtualIp()) + raw(" to ", it.to());
            case Action.UnbindVirtualIp it -> phrase + raw(" ", it.virtualIp()) + raw(" from ", it.from());
            case Action.ReleaseVirtualIp it -> phrase + raw(" ", it.virtualIp());
            case Action.CreateSecurityGroup it -> phrase + raw(" ", it.name());
            case Action.DeleteSecurityGroup it -> phrase + raw(" ", it.group());
            case Action.AddSecurityGroupRule it ->
                phrase + raw(" to ", it.group()) + ": " + it.type().label() + raw(" ", it.protocol())
                        + raw(" ", it.port())
                        + raw(it.direction() == Action.Direction.INBOUND ? " from " : " to ", it.remote());
            case Action.DeleteSecurityGroupRule it -> phrase + raw(" ", it.rule());
            case Action.AddFirewallRule it ->
                phrase + ": " + it.type().label() + raw(" ", it.action()) + raw(" ", it.protocol())
                        + raw(" from ", it.source()) + raw(" to ", it.destination());
            case Action.DeleteFirewallRule it -> phrase + raw(" ", it.rule());
            case Action.ClearSecurityGroupRules it ->
                phrase + raw(" of ", it.group()) + ", " + it.direction().name().toLowerCase(Locale.ROOT);
            case Action.CreateFirewall it -> phrase + raw(" ", it.name());
            case Action.DeleteFirewall it -> phrase + raw(" ", it.firewall());
            case Action.AddRuleToFirewall it ->
                phrase + raw(" ", it.firewall()) + ", " + it.direction().name().toLowerCase(Locale.ROOT) + ": "
                        + it.type().label() + raw(" ", it.action()) + raw(" ", it.protocol()) + raw(" ", it.port())
                        + raw(" from ", it.source()) + raw(" to ", it.destination());
            case Action.PutBehindFirewall it -> phrase + raw(" ", it.firewall()) + all(": ", it.subnets());
            case Action.TakeFromFirewall it -> phrase + raw(" ", it.firewall()) + all(": ", it.subnets());
            case Action.ListAll _ -> phrase;
            case Action.ListEvents it -> phrase + raw(" ", it.is()) + raw(" of ", it.of());
            case Action.Sweep it ->
                phrase
                        + raw(" ", it.to())
                        + raw(" from ", it.from())
                        + (it.over().size() == 1
                                ? " over " + it.over().getFirst().label()
                                : "")
                        + it.but().stream()
                                .map(Service::toString)
                                .reduce((one, two) -> one + ", " + two)
                                .map(but -> " but " + but)
                                .orElse("");
            case Action.Show it -> phrase + raw(" ", it.thing());
            case Action.ListAddresses it -> phrase + raw(" of ", it.subnet());
            case Action.GuestIfconfig it -> phrase + raw(" ", it.server());
            case Action.GuestEnableIpv6 it -> phrase + raw(" ", it.server());
            case Action.SetTiming it -> phrase + raw(" ", it.profile()) + raw(" at speed ", it.speed());
            case Action.AdvanceClock it -> phrase + raw(" by ", it.by());
            case Action.Trace it ->
                phrase + raw(" from ", it.from()) + raw(" to ", it.to()) + " over "
                        + it.type().label() + flow(it);
            case Action.RawRequest it -> phrase + " " + it.method() + raw(" ", it.path());
            case Action.Check _, Action.Tidy _ -> phrase;
        };
    }

    private static String flow(Action.Trace it) {
        boolean tcp = it.protocol() == Text.Unset.UNSET && it.port() instanceof Text.Written;
        return (tcp ? ", tcp" : raw(", ", it.protocol())) + raw(" ", it.port());
    }

    private static String nic(Action.NicWish nic) {
        return ipv6(nic.ipv6()) + raw(" in ", nic.subnet());
    }

    private static String ipv6(Switch ipv6) {
        return switch (ipv6) {
            case UNSET -> "";
            case ENABLE -> " with IPv6";
            case DISABLE -> " without IPv6";
        };
    }

    private static String member(Action.Member member) {
        return switch (member) {
            case Action.Member.Eip it -> "EIP" + raw(" ", it.eip());
            case Action.Member.Ipv6Of it -> "IPv6 address" + raw(" of ", it.owner());
        };
    }

    private static String all(String before, List<Text> texts) {
        return before + texts.stream().map(text -> raw("", text)).collect(Collectors.joining(", "));
    }

    private static String raw(String before, Text text) {
        return text instanceof Text.Written written ? before + written.raw() : "";
    }
}
