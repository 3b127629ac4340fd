package dev.twinstack.api.routetable;

import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.routetable.RouteTable;
import dev.twinstack.emulator.routing.RouteTables;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.subnet.SubnetCommand;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * Moves subnets into a route table and out of it: several subnets' commands for one call. All subnets are checked before
 * the first is moved; each subnet then asks the table itself.
 */
final class Association {
    /** (RT-04) */
    private static final int MOST = 100;

    private Association() {}

    static CompletionStage<Answer> change(RequestContext rq) {
        Body subnets = rq.body().object("routetable").object("subnets");
        List<String> in = ids(subnets, "associate");
        List<String> out = ids(subnets, "disassociate");
        if (!subnets.has("associate") && !subnets.has("disassociate")) {
            throw Rejected.field(subnets.path("associate"), "or disassociate is required");
        }
        return rq.snapshot()
                .thenCompose(snapshot -> {
                    RouteTable table = RouteTableV1.find(snapshot, rq.path("routetable_id"));
                    in.forEach(subnet -> inVpc(snapshot, table, subnet));
                    out.forEach(subnet -> inTable(snapshot, table, subnet));
                    return move(rq, table, in, out);
                })
                .thenCompose(done -> rq.read(
                        after -> RouteTableV1.answer(after, RouteTableV1.find(after, rq.path("routetable_id")))));
    }

    private static List<String> ids(Body subnets, String field) {
        List<String> ids = subnets.texts(field, Text.ID);
        if (ids.size() > MOST) {
            throw Rejected.field(subnets.path(field), "may hold at most " + MOST + " subnets");
        }
        return ids;
    }

    private static Subnet inVpc(Snapshot snapshot, RouteTable table, String id) {
        Subnet subnet = snapshot.find(Subnet.TYPE, id).orElseThrow(() -> Rejected.notFound(Subnet.TYPE.name(), id));
        if (!subnet.vpc().isIn(table.vpc())) {
            throw refused("subnet-not-in-vpc", "The subnet " + id + " is not in the VPC " + table.vpc() + ".");
        }
        return subnet;
    }

    /** Leaving the default table would leave a subnet without any (RT-02). */
    private static void inTable(Snapshot snapshot, RouteTable table, String id) {
        Subnet subnet = inVpc(snapshot, table, id);
        boolean there = RouteTables.ofSubnet(snapshot, subnet)
                .filter(of -> of.id().equals(table.id()))
                .isPresent();
        if (!there || table.isDefault()) {
            throw refused(
                    "subnet-not-in-routetable",
                    "The subnet " + id + " cannot be disassociated from the route table " + table.id() + ".");
        }
    }

    private static Rejected refused(String reason, String message) {
        return new Rejected(new DomainError.Invalid(reason, "subnets", message));
    }

    /** A subnet that leaves a custom table is under the default one again (RT-03). */
    private static CompletionStage<Void> move(RequestContext rq, RouteTable table, List<String> in, List<String> out) {
        Subnet.Table target = table.isDefault() ? new Subnet.Table.Default() : new Subnet.Table.Custom(table.id());
        return CompletableFuture.allOf(Stream.concat(
                        out.stream().map(subnet -> associate(rq, subnet, new Subnet.Table.Default())),
                        in.stream().map(subnet -> associate(rq, subnet, target)))
                .toArray(CompletableFuture<?>[]::new));
    }

    private static CompletableFuture<Subnet> associate(RequestContext rq, String subnet, Subnet.Table table) {
        return rq.ask(Subnet.TYPE, subnet, new SubnetCommand.Associate(table)).toCompletableFuture();
    }
}
