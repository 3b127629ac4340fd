package dev.twinstack.api.guest;

import dev.twinstack.api.dialect.Twinstack;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.server.GuestView;
import dev.twinstack.emulator.server.Ifconfig;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.server.ServerCommand;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Stands in for logging in to a server: {@code ifconfig}, and the IPv6 set-up of the user guide (SEED-28, SEED-29). */
public final class Guests {
    private static final String GUEST = "/_twinstack/guest/{server_id}";

    public static final List<Endpoint> ENDPOINTS = List.of(
            Twinstack.get("TwinShowGuestInterfaces", GUEST + "/ifconfig", Guests::ifconfig),
            Twinstack.post("TwinEnableGuestIpv6", GUEST + "/enable-ipv6", Guests::enableIpv6));

    private Guests() {}

    /** The addresses leave out the link-local one, which is in the text only. */
    private record Interface(String name, String mac, List<String> ipv4, List<String> ipv6) {}

    private record Guest(String server, String text, List<Interface> interfaces) {}

    private static CompletionStage<Answer> ifconfig(RequestContext rq) {
        return rq.read(snapshot -> {
            String id = rq.path("server_id");
            Server server = snapshot.find(Server.TYPE, id).orElseThrow(() -> Rejected.notFound(Server.TYPE.name(), id));
            if (!server.isRunning()) {
                throw new Rejected(new DomainError.Conflict("server-shutoff", "The server " + id + " is not running."));
            }
            if (Catalogue.of(rq.cloud().settings().region())
                    .image(server.image())
                    .orElseThrow()
                    .isWindows()) {
                throw new Rejected(new DomainError.Conflict(
                        "guest-windows", "The server " + id + " runs Windows, which has no ifconfig."));
            }
            return Answer.ok(guest(rq, snapshot, server));
        });
    }

    private static Guest guest(RequestContext rq, Snapshot snapshot, Server server) {
        GuestView view =
                GuestView.of(snapshot, Catalogue.of(rq.cloud().settings().region()), server);
        return new Guest(
                server.id(),
                Ifconfig.of(view),
                view.interfaces().stream()
                        .map(each -> new Interface(
                                each.name(),
                                each.mac(),
                                texts(each.addresses(Family.IPV4)),
                                texts(each.addresses(Family.IPV6))))
                        .toList());
    }

    private static List<String> texts(List<IpAddress> addresses) {
        return addresses.stream().map(IpAddress::toString).toList();
    }

    private static CompletionStage<Answer> enableIpv6(RequestContext rq) {
        return rq.ask(Server.TYPE, rq.path("server_id"), new ServerCommand.EnableIpv6InGuest())
                .thenCompose(enabled -> ifconfig(rq));
    }
}
