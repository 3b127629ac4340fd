package dev.twinstack.api.addressgroup;

import dev.twinstack.api.dialect.Dates;
import dev.twinstack.api.dialect.Page;
import dev.twinstack.api.dialect.V3;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.addressgroup.AddressGroup;
import dev.twinstack.emulator.addressgroup.AddressGroup.Entry;
import dev.twinstack.emulator.addressgroup.AddressGroupCommand;
import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.kernel.Patch;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** IP address groups. Source: API reference, "IP Address Group". */
public final class AddressGroupV3 {
    private static final String ONE = "/v3/{project_id}/vpc/address-groups/{address_group_id}";
    private static final String ALL = "/v3/{project_id}/vpc/address-groups";

    private static final Errors ERRORS = Errors.of("VPC.9901", "VPC.9904", "VPC.9902")
            .on("addressgroup-full", 409, "VPC.9905")
            .on("address_group-quota", 409, "VPC.9905")
            .on("addressgroup-in-use", 409, "VPC.9907");

    public static final List<Endpoint> ENDPOINTS = List.of(
            V3.post("CreateAddressGroup", ALL, ERRORS, AddressGroupV3::create),
            V3.get("ListAddressGroup", ALL, ERRORS, AddressGroupV3::list),
            V3.get("ShowAddressGroup", ONE, ERRORS, AddressGroupV3::show),
            V3.put("UpdateAddressGroup", ONE, ERRORS, AddressGroupV3::update),
            V3.delete("DeleteAddressGroup", ONE, ERRORS, AddressGroupV3::delete),
            V3.delete("DeleteIpAddressGroupForce", ONE + "/force", ERRORS, ForcedDeletion::run));

    private static final int MOST_ENTRIES = 20;
    private static final Text ENTRY = Text.upTo(100);
    private static final Text ENTERPRISE_PROJECT = Text.upTo(36);

    private AddressGroupV3() {}

    private record Tag(String key, String value) {}

    private record ExtraEntry(String ip, @Nullable String remarks) {}

    /**
     * @param tags none: no documented call gives an address group any
     */
    private record Wire(
            String id,
            String name,
            String description,
            int maxCapacity,
            int ipVersion,
            List<String> ipSet,
            List<ExtraEntry> ipExtraSet,
            String tenantId,
            String enterpriseProjectId,
            List<Tag> tags,
            String status,
            String statusMessage,
            String createdAt,
            String updatedAt) {}

    /** Changes are in force at once, so a group is never seen {@code UPDATING} (AG-06). */
    private static Wire wire(RequestContext rq, AddressGroup group) {
        return new Wire(
                group.id(),
                group.name(),
                group.description(),
                group.maxCapacity(),
                group.family().version(),
                group.entries().stream().map(Entry::verbatim).toList(),
                group.entries().stream()
                        .map(entry ->
                                new ExtraEntry(entry.verbatim(), entry.remarks().isEmpty() ? null : entry.remarks()))
                        .toList(),
                rq.project(),
                group.enterpriseProjectId(),
                List.of(),
                "NORMAL",
                "",
                Dates.zulu(group.createdAt()),
                Dates.zulu(group.updatedAt()));
    }

    private static CompletionStage<Answer> create(RequestContext rq) {
        Body body = rq.body();
        boolean dryRun = V3.isDryRun(body);
        Body group = body.object("address_group");
        AddressGroupCommand open = new AddressGroupCommand.Open(
                group.text("name", Text.NAME_REQUIRED),
                group.text("description", Text.DESCRIPTION, ""),
                family(group),
                group.integer("max_capacity", 0, MOST_ENTRIES, MOST_ENTRIES),
                entries(group),
                group.text("enterprise_project_id", ENTERPRISE_PROJECT, "0"));
        String id = UUID.randomUUID().toString();
        return dryRun
                ? V3.dryRun(rq, AddressGroup.TYPE, id, open)
                : rq.ask(AddressGroup.TYPE, id, open).thenApply(made -> V3.created("address_group", wire(rq, made)));
    }

    private static Family family(Body group) {
        Rejected wrong = Rejected.field(group.path("ip_version"), "must be 4 or 6");
        return switch (group.maybeInteger("ip_version", 0, Integer.MAX_VALUE).orElseThrow(() -> wrong)) {
            case 4 -> Family.IPV4;
            case 6 -> Family.IPV6;
            default -> throw wrong;
        };
    }

    /** {@return the entries in {@code ip_set} or {@code ip_extra_set}, which exclude each other (AG-03)} */
    private static List<Entry> entries(Body group) {
        boolean plain = group.value("ip_set").isPresent();
        if (plain && group.value("ip_extra_set").isPresent()) {
            throw Rejected.field(group.path("ip_set"), "ip_set and ip_extra_set exclude each other");
        }
        return plain
                ? group.list("ip_set", (value, field) -> entry(Body.text(value, field, ENTRY), "", field))
                : group.objects("ip_extra_set").stream()
                        .map(each -> entry(
                                each.text("ip", ENTRY), each.text("remarks", Text.DESCRIPTION, ""), each.path("ip")))
                        .toList();
    }

    private static Entry entry(String text, String remarks, String field) {
        return Entry.parse(text, remarks)
                .orElseThrow(
                        () -> Rejected.field(field, text + " is neither an IP address nor a range nor a CIDR block"));
    }

    private static CompletionStage<Answer> list(RequestContext rq) {
        Page page = Page.of(rq);
        rq.query("ip_version").filter(version -> !version.matches("[46]")).ifPresent(version -> {
            throw Rejected.field("ip_version", "must be 4 or 6");
        });
        Predicate<AddressGroup> matches = V3.<AddressGroup>filter(rq, "id", AddressGroup::id)
                .and(V3.filter(rq, "name", AddressGroup::name))
                .and(V3.filter(rq, "description", AddressGroup::description))
                .and(V3.filter(
                        rq,
                        "ip_version",
                        group -> Integer.toString(group.family().version())));
        return rq.read(snapshot -> V3.page(
                "address_groups",
                page,
                page.unlimited().of(snapshot, AddressGroup.TYPE, matches),
                AddressGroup::id,
                group -> wire(rq, group)));
    }

    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.find(AddressGroup.TYPE, rq.path("address_group_id"))
                .thenApply(group -> V3.one("address_group", wire(rq, group)));
    }

    private static CompletionStage<Answer> update(RequestContext rq) {
        Body body = rq.body();
        boolean dryRun = V3.isDryRun(body);
        Body group = body.object("address_group");
        boolean entries =
                group.value("ip_set").isPresent() || group.value("ip_extra_set").isPresent();
        AddressGroupCommand update = new AddressGroupCommand.Update(
                group.textOrKeep("name", Text.NAME_REQUIRED),
                group.textOrKeep("description", Text.DESCRIPTION),
                entries ? Patch.set(entries(group)) : Patch.keep());
        String id = rq.path("address_group_id");
        return dryRun
                ? V3.dryRun(rq, AddressGroup.TYPE, id, update)
                : rq.ask(AddressGroup.TYPE, id, update).thenApply(after -> V3.one("address_group", wire(rq, after)));
    }

    private static CompletionStage<Answer> delete(RequestContext rq) {
        return rq.ask(AddressGroup.TYPE, rq.path("address_group_id"), new AddressGroupCommand.Close())
                .thenApply(gone -> Answer.noContent());
    }
}
