package dev.twinstack.scenarios.script;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every phrase a step may start with, and how its settings are read. */
final class Vocabulary {

    /**
     * One phrase.
     *
     * @param main the setting a bare value stands for: {@code delete server: web}; empty when none
     * @param names whether the thing made is kept under the name given to it without an {@code as}
     */
    record Phrase(String words, String main, boolean names, Function<Settings, Action> read) {}

    private static final String REACH = "expect reach";
    private static final String NO_REACH = "expect no reach";
    private static final String VERDICT = "expect verdict";
    private static final String EVENT = "expect event";
    private static final String NO_EVENT = "expect no event";
    private static final Map<String, Phrase> PHRASES = new LinkedHashMap<>();

    private Vocabulary() {}

    static Optional<Phrase> find(String words) {
        return Optional.ofNullable(PHRASES.get(words));
    }

    static Collection<String> words() {
        return PHRASES.keySet();
    }

    static Collection<Phrase> phrases() {
        return PHRASES.values();
    }

    static {
        network();
        compute();
        addressing();
        gateways();
        protection();
        firewalls();
        views();
        time();
        flows();
    }

    private static void network() {
        makes("create vpc", f -> new Action.CreateVpc(f.required("name"), f.required("cidr"), f.text("description")));
        uses(
                "update vpc",
                "vpc",
                f -> new Action.UpdateVpc(f.thing("vpc"), f.text("name"), f.text("cidr"), f.text("description")));
        uses("delete vpc", "vpc", f -> new Action.DeleteVpc(f.thing("vpc")));
        makes(
                "create subnet",
                f -> new Action.CreateSubnet(
                        f.thing("vpc"),
                        f.required("name"),
                        f.required("cidr"),
                        f.text("gateway"),
                        f.onOff("ipv6"),
                        f.text("description"),
                        f.texts("dns")));
        uses(
                "update subnet",
                "subnet",
                f -> new Action.UpdateSubnet(
                        f.thing("subnet"), f.text("name"), f.onOff("ipv6"), f.text("description"), f.texts("dns")));
        uses("delete subnet", "subnet", f -> new Action.DeleteSubnet(f.thing("subnet")));
        uses(
                "add route",
                "",
                f -> new Action.AddRoute(
                        f.thing("vpc"), f.required("destination"), f.required("next hop"), f.text("type")));
        uses("delete route", "", f -> new Action.DeleteRoute(f.thing("vpc"), f.required("destination")));
    }

    private static void compute() {
        makes(
                "buy server",
                f -> new Action.BuyServer(
                        f.required("name"), f.required("flavor"), f.required("image"), f.text("zone"), nic(f)));
        uses("delete server", "server", f -> new Action.DeleteServer(f.thing("server")));
        uses("attach nic", "", f -> new Action.AttachNic(f.thing("server"), nic(f)));
        uses("detach nic", "nic", f -> new Action.DetachNic(f.thing("nic")));
        uses("start server", "server", f -> new Action.StartServer(f.thing("server")));
        uses("stop server", "server", f -> new Action.StopServer(f.thing("server")));
        uses(
                "set source destination check",
                "",
                f -> new Action.SourceDestinationCheck(f.thing("of"), f.onOff("check")));
    }

    private static void gateways() {
        makes("create peering", f -> new Action.CreatePeering(f.required("name"), f.thing("vpc"), f.thing("peer")));
        uses("delete peering", "peering", f -> new Action.DeletePeering(f.thing("peering")));
        makes(
                "create nat gateway",
                f -> new Action.CreateNatGateway(
                        f.required("name"), f.thing("vpc"), f.thing("subnet"), f.text("size")));
        uses("delete nat gateway", "gateway", f -> new Action.DeleteNatGateway(f.thing("gateway")));
        uses("add snat rule", "", f -> new Action.AddSnatRule(f.thing("gateway"), f.thing("subnet"), f.thing("eip")));
        uses("delete snat rule", "rule", f -> new Action.DeleteSnatRule(f.thing("rule")));
        uses(
                "add dnat rule",
                "",
                f -> new Action.AddDnatRule(
                        f.thing("gateway"),
                        f.thing("eip"),
                        f.thing("to"),
                        f.text("protocol"),
                        f.required("port"),
                        f.text("inside port")));
        uses("delete dnat rule", "rule", f -> new Action.DeleteDnatRule(f.thing("rule")));
    }

    private static Action.NicWish nic(Settings f) {
        return new Action.NicWish(
                f.thing("subnet"),
                f.text("address"),
                f.onOff("ipv6"),
                f.optionalThing("shared bandwidth"),
                f.things("security groups"));
    }

    private static void addressing() {
        makes(
                "assign eip",
                f -> new Action.AssignEip(
                        f.text("name"), f.text("type"), f.text("size"), f.optionalThing("shared bandwidth")));
        uses("bind eip", "", f -> new Action.BindEip(f.thing("eip"), f.thing("to")));
        uses("unbind eip", "eip", f -> new Action.UnbindEip(f.thing("eip")));
        uses("release eip", "eip", f -> new Action.ReleaseEip(f.thing("eip")));
        makes("create shared bandwidth", f -> new Action.CreateSharedBandwidth(f.required("name"), f.required("size")));
        uses("delete shared bandwidth", "bandwidth", f -> new Action.DeleteSharedBandwidth(f.thing("bandwidth")));
        uses("add to shared bandwidth", "", f -> new Action.AddToSharedBandwidth(f.thing("bandwidth"), member(f)));
        uses(
                "remove from shared bandwidth",
                "",
                f -> new Action.RemoveFromSharedBandwidth(f.thing("bandwidth"), member(f), f.text("size")));
        makes(
                "assign virtual ip",
                f -> new Action.AssignVirtualIp(f.thing("subnet"), f.type("type"), f.text("address"), f.text("name")));
        uses("bind virtual ip", "", f -> new Action.BindVirtualIp(f.thing("virtual ip"), f.thing("to")));
        uses("unbind virtual ip", "", f -> new Action.UnbindVirtualIp(f.thing("virtual ip"), f.thing("from")));
        uses("release virtual ip", "virtual ip", f -> new Action.ReleaseVirtualIp(f.thing("virtual ip")));
    }

    private static Action.Member member(Settings f) {
        return switch (f.either("eip", "ipv6 of")) {
            case "eip" -> new Action.Member.Eip(f.thing("eip"));
            default -> new Action.Member.Ipv6Of(f.thing("ipv6 of"));
        };
    }

    private static void protection() {
        makes("create security group", f -> new Action.CreateSecurityGroup(f.required("name")));
        uses("delete security group", "group", f -> new Action.DeleteSecurityGroup(f.thing("group")));
        uses("add security group rule", "", Vocabulary::securityGroupRule);
        uses("delete security group rule", "rule", f -> new Action.DeleteSecurityGroupRule(f.thing("rule")));
        makes(
                "add firewall rule",
                f -> new Action.AddFirewallRule(
                        f.text("name"),
                        f.type("type"),
                        f.required("action"),
                        f.text("protocol"),
                        f.text("source"),
                        f.text("destination"),
                        f.text("port")));
        uses("delete firewall rule", "rule", f -> new Action.DeleteFirewallRule(f.thing("rule")));
    }

    private static Action securityGroupRule(Settings f) {
        String remote = f.either("source", "destination");
        return new Action.AddSecurityGroupRule(
                f.thing("group"),
                remote.equals("source") ? Action.Direction.INBOUND : Action.Direction.OUTBOUND,
                f.type("type"),
                f.text("protocol"),
                f.text("port"),
                f.required(remote));
    }

    private static Action.Direction direction(Settings f) {
        return f.one(
                "direction",
                Map.of("inbound", Action.Direction.INBOUND, "outbound", Action.Direction.OUTBOUND),
                Action.Direction.INBOUND);
    }

    private static void firewalls() {
        uses("clear security group rules", "", f -> new Action.ClearSecurityGroupRules(f.thing("group"), direction(f)));
        makes("create firewall", f -> new Action.CreateFirewall(f.required("name")));
        uses("delete firewall", "firewall", f -> new Action.DeleteFirewall(f.thing("firewall")));
        uses(
                "add rule to firewall",
                "",
                f -> new Action.AddRuleToFirewall(
                        f.thing("firewall"),
                        direction(f),
                        f.text("name"),
                        f.type("type"),
                        f.required("action"),
                        f.text("protocol"),
                        f.text("source"),
                        f.text("destination"),
                        f.text("port")));
        uses("put behind firewall", "", f -> new Action.PutBehindFirewall(f.thing("firewall"), f.things("subnets")));
        uses("take from firewall", "", f -> new Action.TakeFromFirewall(f.thing("firewall"), f.things("subnets")));
    }

    private static void views() {
        for (Kind kind : new Kind[] {
            Kind.VPC,
            Kind.SUBNET,
            Kind.SERVER,
            Kind.NIC,
            Kind.EIP,
            Kind.SHARED_BANDWIDTH,
            Kind.VIRTUAL_IP,
            Kind.SECURITY_GROUP,
            Kind.FIREWALL_RULE
        }) {
            uses("show " + kind.words(), kind.words(), f -> new Action.Show(kind, f.thing(kind.words())));
        }
        uses("show route table", "vpc", f -> new Action.Show(Kind.ROUTE_TABLE, f.thing("vpc")));
        uses("show flavor", "flavor", f -> new Action.Show(Kind.FLAVOR, f.required("flavor")));
        uses("show image", "image", f -> new Action.Show(Kind.IMAGE, f.required("image")));
        uses("list addresses", "subnet", f -> new Action.ListAddresses(f.thing("subnet")));
        uses("ifconfig in guest", "server", f -> new Action.GuestIfconfig(f.thing("server")));
        uses("enable ipv6 in guest", "server", f -> new Action.GuestEnableIpv6(f.thing("server")));
        for (Kind kind : new Kind[] {
            Kind.VPC,
            Kind.SUBNET,
            Kind.SERVER,
            Kind.NIC,
            Kind.EIP,
            Kind.SHARED_BANDWIDTH,
            Kind.SECURITY_GROUP,
            Kind.PEERING,
            Kind.NAT_GATEWAY
        }) {
            uses("list " + kind.words() + "s", "", f -> new Action.ListAll(kind));
        }
    }

    private static void time() {
        uses(
                "set timing",
                "profile",
                f -> new Action.SetTiming(f.required("profile"), f.text("seed"), f.text("speed")));
        uses("advance clock", "by", f -> new Action.AdvanceClock(f.required("by")));
    }

    private static void flows() {
        uses(REACH, "", Vocabulary::trace);
        uses(NO_REACH, "", Vocabulary::trace);
        uses(VERDICT, "", Vocabulary::trace);
        uses("list events", "of", f -> new Action.ListEvents(f.optionalThing("of"), f.text("is"), f.text("since")));
        for (String words : List.of(EVENT, NO_EVENT)) {
            uses(words, "is", f -> new Action.ListEvents(f.optionalThing("of"), f.required("is"), f.text("since")));
        }
        uses(
                "expect nothing reaches",
                "",
                f -> new Action.Sweep(
                        f.end("from"),
                        f.thing("to"),
                        f.one(
                                "over",
                                Map.of("IPv4", List.of(IpType.IPV4), "IPv6", List.of(IpType.IPV6)),
                                List.of(IpType.values())),
                        f.services("but")));
        uses(
                "request",
                "",
                f -> new Action.RawRequest(
                        f.one("method", same("GET", "POST", "PUT", "PATCH", "DELETE"), "GET"),
                        f.one("service", same("vpc", "network", "ecs", "compute", "image", "root"), "network"),
                        f.required("path"),
                        f.map("headers"),
                        f.body("body"),
                        f.number("answered", 200, 599)));
    }

    private static Map<String, String> same(String... words) {
        return List.of(words).stream().collect(Collectors.toMap(word -> word, word -> word));
    }

    private static Action trace(Settings f) {
        return new Action.Trace(f.end("from"), f.end("to"), f.type("over"), f.text("protocol"), f.text("port"));
    }

    /** {@return what the phrase itself expects, besides what the step says} */
    static List<Expectation> expectations(Phrase phrase, Settings f, Where where) {
        return switch (phrase.words()) {
            case REACH, NO_REACH ->
                List.of(new Expectation.Reach(phrase.words().equals(REACH), f.texts("because"), where));
            case VERDICT -> List.of(new Expectation.Answers(verdict(f), f.texts("because"), where));
            case EVENT, NO_EVENT ->
                List.of(new Expectation.Happened(phrase.words().equals(EVENT), where));
            case "expect nothing reaches" -> List.of(new Expectation.NothingThrough(where));
            default -> List.of();
        };
    }

    /** What one asks for by name, if it is neither an arrival nor a refusal. */
    private static String verdict(Settings f) {
        return f.one("is", same("reachable", "unreachable", "ambiguous", "undetermined"), "ambiguous");
    }

    private static void makes(String words, Function<Settings, Action> read) {
        PHRASES.put(words, new Phrase(words, "", true, read));
    }

    private static void uses(String words, String main, Function<Settings, Action> read) {
        PHRASES.put(words, new Phrase(words, main, false, read));
    }
}
