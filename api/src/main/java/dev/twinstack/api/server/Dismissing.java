package dev.twinstack.api.server;

import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.port.PortCommand;
import dev.twinstack.emulator.publicip.PublicIp;
import dev.twinstack.emulator.publicip.PublicIpCommand;
import dev.twinstack.emulator.server.Server;
import dev.twinstack.emulator.server.ServerCommand;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;

/** Deleting a server, or some of its NICs: EIPs are unbound first, then the ports go with what they were made for. */
final class Dismissing {
    /** What becomes of the EIPs. */
    enum Eips {
        KEEP,
        RELEASE
    }

    private final RequestContext rq;
    private final Eips eips;
    private final boolean withData;

    Dismissing(RequestContext rq, Eips eips) {
        this(rq, eips, false);
    }

    /**
     * @param withData whether the data disks of a server go with it
     */
    Dismissing(RequestContext rq, Eips eips, boolean withData) {
        this.rq = rq;
        this.eips = eips;
        this.withData = withData;
    }

    /**
     * {@return the server as it was} Fails with {@link Rejected} if there is none, or if it is locked: its EIPs then stay
     * where they are.
     */
    CompletionStage<Server> server(String id) {
        return rq.find(Server.TYPE, id).thenCompose(server -> {
            if (server.locked()) {
                throw new Rejected(new DomainError.Conflict("server-locked", "The server " + id + " is locked."));
            }
            String released = server.order().releasedEip();
            return unbind(server.nics(), released)
                    .thenCompose(unbound -> rq.ask(Server.TYPE, id, new ServerCommand.Close(withData)))
                    .thenCompose(closed -> leftovers(closed).thenApply(done -> closed));
        });
    }

    /** {@return the server without these NICs} The caller has seen that it may lose them. */
    CompletionStage<Server> nics(Server server, List<String> ports) {
        return unbind(ports, "")
                .thenCompose(unbound -> rq.ask(Server.TYPE, server.id(), new ServerCommand.RemoveNics(ports)));
    }

    /** An EIP and the port it was bound to when we looked. */
    private record Binding(String eip, String port) {}

    /**
     * @param released an EIP that is released whatever becomes of the others; blank for none
     */
    private CompletionStage<?> unbind(Collection<String> ports, String released) {
        return rq.snapshot()
                .thenCompose(snapshot -> each(bound(snapshot, ports), binding -> unbind(binding, released)));
    }

    private static List<Binding> bound(Snapshot snapshot, Collection<String> ports) {
        return ports.stream()
                .flatMap(port -> snapshot.find(Port.TYPE, port).stream())
                .flatMap(port -> port.eip() instanceof Port.Eip.Bound(String eip)
                        ? Stream.of(new Binding(eip, port.id()))
                        : Stream.empty())
                .toList();
    }

    /** What the snapshot shows may be over by now: an EIP that has moved on is left alone. */
    private CompletionStage<?> unbind(Binding binding, String released) {
        CompletionStage<PublicIp> unbound =
                rq.ask(PublicIp.TYPE, binding.eip(), new PublicIpCommand.UnbindFrom(binding.port()));
        boolean goes = eips == Eips.RELEASE || binding.eip().equals(released);
        return goes
                ? unbound.thenCompose(eip -> eip.isBound()
                        ? CompletableFuture.completedStage(eip)
                        : rq.ask(PublicIp.TYPE, binding.eip(), new PublicIpCommand.Close()))
                : unbound;
    }

    /** An EIP that was bound meanwhile kept its port from going; now that the server is gone nobody can do it again. */
    private CompletionStage<?> leftovers(Server gone) {
        return rq.snapshot().thenCompose(snapshot -> {
            List<String> left = gone.nics().stream()
                    .filter(port -> snapshot.find(Port.TYPE, port)
                            .filter(found -> found.device().equals(new Port.Device.OfServer(gone.id(), true)))
                            .isPresent())
                    .toList();
            String released = gone.order().releasedEip();
            return each(bound(snapshot, left), binding -> unbind(binding, released))
                    .thenCompose(unbound ->
                            each(left, port -> rq.ask(Port.TYPE, port, new PortCommand.CloseFor(gone.id()))));
        });
    }

    private static <T> CompletionStage<?> each(List<T> things, Function<T, CompletionStage<?>> step) {
        CompletionStage<?> all = CompletableFuture.completedStage(things);
        for (T thing : things) {
            all = all.thenCompose(done -> step.apply(thing));
        }
        return all;
    }
}
