package dev.twinstack.api.subnetpool;

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
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.Patch;
import dev.twinstack.emulator.subnetpool.SubnetPool;
import dev.twinstack.emulator.subnetpool.SubnetPool.Allowance;
import dev.twinstack.emulator.subnetpool.SubnetPool.Lengths;
import dev.twinstack.emulator.subnetpool.SubnetPoolCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Subnet pools. Source: API reference, native "Subnet Pool". */
public final class SubnetPoolNeutron {
    private static final Errors ERRORS = Errors.of("InvalidInput", "SubnetPoolNotFound", "Conflict")
            .on("subnetpool-has-subnets", 409, "SubnetPoolInUse")
            .on("prefix-taken", 409, "SubnetPoolPrefixInUse")
            .on("subnetpool-name-taken", 409, "DefaultSubnetPoolExists");

    private static final String ALL = "/v2.0/subnetpools";
    private static final String ONE = ALL + "/{subnetpool_id}";

    public static final List<Endpoint> ENDPOINTS = List.of(
            Neutron.post("NeutronCreateSubnetPool", ALL, ERRORS, SubnetPoolNeutron::create),
            Neutron.get("NeutronListSubnetPools", ALL, ERRORS, SubnetPoolNeutron::list),
            Neutron.get("NeutronShowSubnetPool", ONE, ERRORS, SubnetPoolNeutron::show),
            Neutron.put("NeutronUpdateSubnetPool", ONE, ERRORS, SubnetPoolNeutron::update),
            Neutron.delete("NeutronDeleteSubnetPool", ONE, ERRORS, SubnetPoolNeutron::delete));

    private static final Text ANY = Text.upTo(255);
    private static final int REGION_LENGTH = 64;
    private static final NeutronList<Wire> LIST = new NeutronList<>("subnetpools", Wire::id, filters(), wire -> wire);

    private SubnetPoolNeutron() {}

    /** There are no address scopes: only an administrator could make them. */
    private record Wire(
            String id,
            String name,
            String description,
            int ipVersion,
            List<String> prefixes,
            int minPrefixlen,
            int defaultPrefixlen,
            int maxPrefixlen,
            @Nullable Integer defaultQuota,
            @Nullable String addressScopeId,
            boolean shared,
            @JsonProperty("is_default") boolean standard,
            List<String> tags,
            String tenantId,
            String projectId,
            String createdAt,
            String updatedAt) {}

    private static Map<String, BiPredicate<Wire, String>> filters() {
        return Map.ofEntries(
                Map.entry("id", (row, value) -> row.id().equals(value)),
                Map.entry("name", (row, value) -> row.name().equals(value)),
                Map.entry("description", (row, value) -> row.description().equals(value)),
                Map.entry(
                        "ip_version",
                        (row, value) -> Integer.toString(row.ipVersion()).equals(value)),
                Map.entry("shared", (row, value) -> value.equalsIgnoreCase(Boolean.toString(row.shared()))),
                Map.entry("is_default", (row, value) -> value.equalsIgnoreCase(Boolean.toString(row.standard()))),
                Map.entry("tenant_id", (row, value) -> row.tenantId().equals(value)),
                Map.entry("project_id", (row, value) -> row.projectId().equals(value)));
    }

    private static Wire wire(String project, SubnetPool pool) {
        return new Wire(
                pool.id(),
                pool.name(),
                pool.description(),
                pool.family().version(),
                pool.prefixes().stream().map(IpRange::toString).toList(),
                pool.lengths().min(),
                pool.lengths().standard(),
                pool.lengths().max(),
                pool.allowance() instanceof Allowance.Units(int units) ? units : null,
                null,
                false,
                pool.isDefault(),
                List.of(),
                project,
                project,
                Dates.v1(pool.createdAt()),
                Dates.v1(pool.updatedAt()));
    }

    /** What every project sees of the region's own pool. */
    private static Wire ofRegion(RequestContext rq, Snapshot snapshot) {
        String made = Dates.v1(Instant.EPOCH);
        return new Wire(
                SubnetPools.REGION_ID,
                "region-ipv6",
                "",
                Family.IPV6.version(),
                List.of(rq.cloud().settings().region().ipv6().toString()),
                REGION_LENGTH,
                REGION_LENGTH,
                REGION_LENGTH,
                null,
                null,
                true,
                SubnetPools.ownDefault(snapshot, Family.IPV6).isEmpty(),
                List.of(),
                "",
                "",
                made,
                made);
    }

    private static CompletionStage<Answer> create(RequestContext rq) {
        Body pool = rq.body().object("subnetpool");
        administratorsOnly(pool);
        List<IpRange> prefixes = pool.list("prefixes", Body::range);
        if (prefixes.isEmpty()) {
            throw Rejected.field(pool.path("prefixes"), "is required");
        }
        SubnetPoolCommand open = new SubnetPoolCommand.Open(
                pool.text("name", ANY),
                pool.text("description", ANY, ""),
                prefixes,
                lengths(pool, prefixes.getFirst().family()),
                quota(pool).applyTo(new Allowance.Unlimited(), new Allowance.Unlimited()),
                pool.flag("is_default", false));
        return rq.ask(SubnetPool.TYPE, UUID.randomUUID().toString(), open)
                .thenApply(made -> Answer.created(Map.of("subnetpool", wire(rq.project(), made))));
    }

    private static void administratorsOnly(Body pool) {
        if (pool.flag("shared", false)) {
            throw Rejected.field(pool.path("shared"), "may only be false");
        }
        if (pool.maybeText("address_scope_id", ANY).isPresent()) {
            throw Rejected.field(pool.path("address_scope_id"), "is for administrators only");
        }
    }

    /** The default length is the shortest one, unless it is given. */
    private static Lengths lengths(Body pool, Family family) {
        int shortest = SubnetPool.shortest(family);
        int min = pool.integer("min_prefixlen", shortest, family.bits(), shortest);
        return new Lengths(
                min,
                pool.integer("default_prefixlen", shortest, family.bits(), min),
                pool.integer("max_prefixlen", shortest, family.bits(), family.bits()));
    }

    private static Patch<Allowance> quota(Body pool) {
        if (!pool.has("default_quota")) {
            return Patch.keep();
        }
        return pool.maybeInteger("default_quota", 0, Integer.MAX_VALUE)
                .<Patch<Allowance>>map(units -> Patch.set(new Allowance.Units(units)))
                .orElseGet(Patch::clear);
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        return rq.read(snapshot -> {
            List<Wire> rows = new ArrayList<>();
            rows.add(ofRegion(rq, snapshot));
            snapshot.all(SubnetPool.TYPE).forEach(pool -> rows.add(wire(rq.project(), pool)));
            rows.sort(Comparator.comparing(Wire::id));
            return LIST.answer(rq, rows);
        });
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        String id = rq.path("subnetpool_id");
        return rq.read(snapshot -> NeutronList.one(
                rq,
                "subnetpool",
                id.equals(SubnetPools.REGION_ID)
                        ? ofRegion(rq, snapshot)
                        : snapshot.find(SubnetPool.TYPE, id)
                                .map(pool -> wire(rq.project(), pool))
                                .orElseThrow(() -> Rejected.notFound(SubnetPool.TYPE.name(), id))));
    }

    private static CompletionStage<Answer> update(RequestContext rq) {
        Body pool = rq.body().object("subnetpool");
        if (!pool.names().hasNext()) {
            throw Rejected.field("subnetpool", "must change at least one attribute");
        }
        administratorsOnly(pool);
        SubnetPoolCommand update = new SubnetPoolCommand.Update(
                pool.patchText("name", ANY),
                pool.patchText("description", ANY),
                pool.value("prefixes").isPresent() ? Patch.set(pool.list("prefixes", Body::range)) : Patch.keep(),
                length(pool, "min_prefixlen"),
                length(pool, "default_prefixlen"),
                length(pool, "max_prefixlen"),
                quota(pool),
                pool.patchFlag("is_default"));
        return rq.ask(SubnetPool.TYPE, rq.path("subnetpool_id"), update)
                .thenApply(after -> Answer.ok(Map.of("subnetpool", wire(rq.project(), after))));
    }

    private static Patch<Integer> length(Body pool, String name) {
        if (!pool.has(name)) {
            return Patch.keep();
        }
        return pool.maybeInteger(name, 0, Family.IPV6.bits()).map(Patch::set).orElseGet(Patch::clear);
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        return rq.ask(SubnetPool.TYPE, rq.path("subnetpool_id"), new SubnetPoolCommand.Close())
                .thenApply(gone -> Answer.noContent());
    }
}
