package dev.twinstack.api.subnet;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.twinstack.api.dialect.Dates;
import dev.twinstack.api.dialect.Neutron;
import dev.twinstack.api.dialect.NeutronList;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.subnet.Subnet;
import dev.twinstack.emulator.subnet.SubnetCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Subnets as Neutron's networks. Source: API reference, native "Network". */
public final class NetworkNeutron {
    static final Errors ERRORS = Errors.of("InvalidInput", "NetworkNotFound", "Conflict")
            .on("subnet-has-addresses", 409, "NetworkInUse")
            .on("subnet-quota", 409, "OverQuota");

    public static final List<Endpoint> ENDPOINTS = List.of(
            Neutron.post("NeutronCreateNetwork", "/v2.0/networks", ERRORS, NetworkNeutron::create),
            Neutron.get("NeutronListNetworks", "/v2.0/networks", ERRORS, NetworkNeutron::list),
            Neutron.get("NeutronShowNetwork", "/v2.0/networks/{network_id}", ERRORS, NetworkNeutron::show),
            Neutron.put("NeutronUpdateNetwork", "/v2.0/networks/{network_id}", ERRORS, NetworkNeutron::update),
            Neutron.delete("NeutronDeleteNetwork", "/v2.0/networks/{network_id}", ERRORS, NetworkNeutron::delete));

    private static final Text NAME = Text.upTo(255);
    private static final String TYPE = "provider:network_type";
    private static final String GENEVE = "geneve";

    private static final NeutronList<Wire> LIST = new NeutronList<>("networks", Wire::id, filters(), wire -> wire);

    private NetworkNeutron() {}

    record Wire(
            String id,
            String name,
            String status,
            boolean shared,
            List<String> subnets,
            List<String> availabilityZoneHints,
            List<String> availabilityZones,
            boolean adminStateUp,
            String tenantId,
            String projectId,
            @JsonProperty(TYPE) String networkType,
            @JsonProperty("router:external") boolean external,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Boolean portSecurityEnabled,

            String dnsDomain,
            String createdAt,
            String updatedAt) {}

    private static Map<String, BiPredicate<Wire, String>> filters() {
        return Map.of(
                "id",
                (row, value) -> row.id().equals(value),
                "name",
                (row, value) -> row.name().equals(value),
                "status",
                (row, value) -> row.status().equals(value),
                "admin_state_up",
                (row, value) -> is(row.adminStateUp(), value),
                "shared",
                (row, value) -> is(row.shared(), value),
                "router:external",
                (row, value) -> is(row.external(), value),
                TYPE,
                (row, value) -> row.networkType().equals(value),
                "tenant_id",
                (row, value) -> row.tenantId().equals(value),
                "project_id",
                (row, value) -> row.projectId().equals(value));
    }

    static boolean is(boolean flag, String text) {
        return text.equalsIgnoreCase(Boolean.toString(flag));
    }

    private static Wire wire(RequestContext rq, Subnet subnet) {
        return new Wire(
                subnet.id(),
                subnet.networkName(),
                subnet.isCreating(rq.moment()) ? "BUILD" : "ACTIVE",
                false,
                subnet.segments().values().stream()
                        .map(Subnet.Segment::neutronId)
                        .sorted()
                        .toList(),
                List.of(),
                List.of(),
                true,
                rq.project(),
                rq.project(),
                subnet.geneve() ? GENEVE : "vxlan",
                false,
                subnet.portSecurity(),
                "",
                Dates.v1(subnet.createdAt()),
                Dates.v1(subnet.updatedAt()));
    }

    /** Its port security is not shown. */
    private static Wire external() {
        String made = Dates.v1(Instant.EPOCH);
        return new Wire(
                ExternalNetwork.ID,
                ExternalNetwork.NAME,
                "ACTIVE",
                true,
                List.of(ExternalNetwork.SUBNET_ID),
                List.of(),
                List.of(),
                true,
                "",
                "",
                "vlan",
                true,
                null,
                "",
                made,
                made);
    }

    private static CompletionStage<Answer> create(RequestContext rq) {
        Body network = rq.body().object("network");
        Optional<String> type = network.maybeText(TYPE, Text.oneOf(GENEVE)); // SUB-24
        SubnetCommand open = new SubnetCommand.Open(
                new Subnet.Home.Outside(),
                name(network.text("name", NAME, "")),
                network.text("description", Text.upTo(255), ""),
                List.of(),
                new Subnet.Dhcp(true, List.of(), List.of()),
                "",
                type.isPresent(),
                network.flag("port_security_enabled", true));
        onlyUp(network);
        network.flag("shared", false); // taken and not used, as a tenant may not share
        return rq.ask(Subnet.TYPE, UUID.randomUUID().toString(), open)
                .thenApply(made -> Answer.created(Map.of("network", wire(rq, made))));
    }

    private static String name(String name) {
        if (name.equals(ExternalNetwork.NAME)) {
            throw Rejected.field("network.name", "may not be " + ExternalNetwork.NAME); // SUB-24
        }
        return name;
    }

    /** A network cannot be administratively down (SUB-25). */
    private static void onlyUp(Body network) {
        if (!network.flag("admin_state_up", true)) {
            throw Rejected.field(network.path("admin_state_up"), "may only be true");
        }
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        // Asked for external networks, the cloud forgets every other filter (SUB-26).
        return rq.query("router:external").filter(text -> is(true, text)).isPresent()
                ? new NeutronList<>("networks", Wire::id, Map.of(), wire -> wire)
                        .answer(rq, List.of(external()))
                        .now()
                : rq.read(snapshot -> LIST.answer(rq, rows(rq, snapshot)));
    }

    private static List<Wire> rows(RequestContext rq, Snapshot snapshot) {
        List<Wire> rows = new ArrayList<>();
        rows.add(external());
        snapshot.all(Subnet.TYPE).forEach(subnet -> rows.add(wire(rq, subnet)));
        rows.sort(Comparator.comparing(Wire::id));
        return rows;
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        String id = rq.path("network_id");
        return id.equals(ExternalNetwork.ID)
                ? CompletableFuture.completedStage(NeutronList.one(rq, "network", external()))
                : rq.find(Subnet.TYPE, id).thenApply(subnet -> NeutronList.one(rq, "network", wire(rq, subnet)));
    }

    private static CompletionStage<Answer> update(RequestContext rq) {
        Body network = rq.body().object("network");
        if (!network.names().hasNext()) {
            throw Rejected.field("network", "must change at least one attribute");
        }
        onlyUp(network);
        Patch<String> name = network.patchText("name", NAME);
        name(name.applyTo("", ""));
        SubnetCommand update = new SubnetCommand.Update(
                name,
                network.patchText("description", Text.upTo(255)),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                network.patchFlag("port_security_enabled"));
        return rq.ask(Subnet.TYPE, rq.path("network_id"), update)
                .thenApply(after -> Answer.ok(Map.of("network", wire(rq, after))));
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        return rq.ask(Subnet.TYPE, rq.path("network_id"), new SubnetCommand.Close())
                .thenApply(gone -> Answer.noContent());
    }
}
