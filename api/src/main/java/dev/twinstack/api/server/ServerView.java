package dev.twinstack.api.server;

import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.Ids;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.region.Flavor;
import dev.twinstack.emulator.region.Image;
import dev.twinstack.emulator.securitygroup.SecurityGroup;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.timing.Moment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A server with what both dialects show beside it.
 *
 * @param ports its NICs, the primary one first
 * @param addresses by the name of the network they are on
 * @param groups the security groups of all its NICs
 */
record ServerView(
        Server server,
        ServerState state,
        Flavor flavor,
        Image image,
        List<Port> ports,
        Map<String, List<Address>> addresses,
        List<SecurityGroup> groups) {
    private static final int HOST_LENGTH = 8;

    /**
     * @param floating whether it is an EIP; otherwise it is the port's own
     */
    record Address(IpAddress address, Port port, boolean primary, boolean floating) {
        int version() {
            return address.family() == Family.IPV4 ? 4 : 6;
        }

        String type() {
            return floating ? "floating" : "fixed";
        }
    }

    static ServerView of(Snapshot snapshot, Catalogue catalogue, Server server, Moment moment) {
        List<Port> ports = server.nics().stream()
                .flatMap(port -> snapshot.find(Port.TYPE, port).stream())
                .toList();
        Map<String, List<Address>> addresses = new LinkedHashMap<>();
        for (Port port : ports) {
            addresses
                    .computeIfAbsent(network(snapshot, port), name -> new ArrayList<>())
                    .addAll(addresses(
                            snapshot, port, port.id().equals(server.nics().getFirst())));
        }
        return new ServerView(
                server,
                ServerState.of(server, moment),
                catalogue.flavor(server.flavor()).orElseThrow(),
                catalogue.image(server.image()).orElseThrow(),
                ports,
                addresses,
                ports.stream()
                        .flatMap(port -> port.securityGroups().stream())
                        .distinct()
                        .flatMap(group -> snapshot.find(SecurityGroup.TYPE, group).stream())
                        .toList());
    }

    private static String network(Snapshot snapshot, Port port) {
        return snapshot.find(Subnet.TYPE, port.subnet())
                .map(Subnet::networkName)
                .orElse(port.subnet());
    }

    private static List<Address> addresses(Snapshot snapshot, Port port, boolean primary) {
        Stream<Address> fixed = port.fixedIps().stream().map(ip -> new Address(ip.address(), port, primary, false));
        Stream<Address> floating = port.eip() instanceof Port.Eip.Bound(String eip)
                ? snapshot.find(PublicIp.TYPE, eip).stream()
                        .map(found -> new Address(found.address(), port, primary, true))
                : Stream.empty();
        return Stream.concat(fixed, floating).toList();
    }

    /** {@return which host it is on} Of a group, each is on its own; others of a zone share one. */
    String host() {
        return server.group().isEmpty()
                ? Ids.derived(server.availabilityZone(), "host")
                : Ids.derived(server.availabilityZone(), "host", server.id());
    }

    /** {@return the id of its host, which differs from project to project, as it does in Nova} */
    String hostId(String project) {
        return Ids.derived(project, host()).replace("-", "");
    }

    /** {@return the host's name} */
    String hypervisor() {
        return "nova-" + host().substring(0, HOST_LENGTH);
    }

    String instanceName() {
        return "instance-" + server.id().substring(0, HOST_LENGTH);
    }

    /** {@return the id of who bought it}
     *
     * @param caller for servers from before that was kept
     */
    String user(String caller) {
        return server.order().user().isEmpty() ? caller : server.order().user();
    }

    /** {@return its tags as one text each: {@code key=value}, or the key alone} */
    List<String> tags() {
        return server.spec().tags().entrySet().stream()
                .map(tag -> tag.getValue().isEmpty() ? tag.getKey() : tag.getKey() + '=' + tag.getValue())
                .sorted()
                .toList();
    }

    /** {@return what it asked the scheduler for, each a list of one} */
    Map<String, List<String>> hints() {
        Map<String, List<String>> hints = new LinkedHashMap<>();
        if (!server.group().isEmpty()) {
            hints.put("group", List.of(server.group()));
        }
        if (!server.order().tenancy().isEmpty()) {
            hints.put("tenancy", List.of(server.order().tenancy()));
        }
        return hints;
    }
}
