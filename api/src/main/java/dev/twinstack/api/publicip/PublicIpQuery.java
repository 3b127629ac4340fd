package dev.twinstack.api.publicip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twinstack.api.dialect.Page;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * What a v3 list of EIPs asks for. Filters have the names of the fields they are about, with the path to a nested one, and
 * several values of one are alternatives (PAGE-09, PAGE-10). Source: API reference, "Querying All EIPs".
 *
 * @param order by the field the request sorts by, then by id
 * @param marker rows start after it; blank for the first page
 * @param offset how many more are left out
 */
record PublicIpQuery(List<Filter> filters, Comparator<JsonNode> order, String marker, int offset, int limit) {
    private static final List<String> EXACT = List.of(
            "id",
            "ip_version",
            "public_ip_address",
            "public_ipv6_address",
            "type",
            "network_type",
            "publicip_pool_name",
            "status",
            "alias",
            "description",
            "vnic.private_ip_address",
            "vnic.device_id",
            "vnic.device_owner",
            "vnic.vpc_id",
            "vnic.port_id",
            "vnic.instance_type",
            "vnic.instance_id",
            "bandwidth.id",
            "bandwidth.name",
            "bandwidth.size",
            "bandwidth.share_type",
            "bandwidth.charge_mode",
            "billing_info",
            "associate_instance_type",
            "associate_instance_id",
            "enterprise_project_id",
            "public_border_group");

    /** By the parameter that looks for a part of a field: that field. */
    private static final Map<String, String> LIKE = Map.of(
            "public_ip_address_like", "public_ip_address",
            "public_ipv6_address_like", "public_ipv6_address",
            "alias_like", "alias",
            "vnic.private_ip_address_like", "vnic.private_ip_address",
            "bandwidth.name_like", "bandwidth.name");

    private static final List<String> SORTABLE = List.of(
            "id",
            "public_ip_address",
            "public_ipv6_address",
            "ip_version",
            "created_at",
            "updated_at",
            "public_border_group");
    private static final Comparator<JsonNode> BY_ID = Comparator.comparing(row -> text(row, "id"));
    private static final int MOST_OFFSET = 99_999;

    /** A field that must have one of the values asked for. */
    private record Filter(String field, BiPredicate<String, String> matches, List<String> values) {
        boolean test(JsonNode row) {
            JsonNode value = at(row, field);
            Stream<JsonNode> each = value.isArray() ? value.valueStream() : Stream.of(value);
            return each.filter(JsonNode::isValueNode)
                    .filter(one -> !one.isNull())
                    .anyMatch(one -> values.stream().anyMatch(wanted -> matches.test(one.asText(), wanted)));
        }
    }

    /** The rows of a page, and what is to be said about it. */
    record Found(int total, List<ObjectNode> rows, boolean more) {}

    static PublicIpQuery of(RequestContext rq) {
        Page page = Page.of(rq);
        return new PublicIpQuery(filters(rq), order(rq), page.marker(), offset(rq), page.limit());
    }

    private static List<Filter> filters(RequestContext rq) {
        Map<String, Filter> filters = new LinkedHashMap<>();
        EXACT.forEach(field -> filters.put(field, new Filter(field, String::equals, rq.queries(field))));
        LIKE.forEach((name, field) -> filters.put(name, new Filter(field, String::contains, rq.queries(name))));
        String prefix = "vnic.device_owner_prefixlike";
        filters.put(prefix, new Filter("vnic.device_owner", String::startsWith, rq.queries(prefix)));
        String shared = "allow_share_bandwidth_type_any";
        filters.put(shared, new Filter("allow_share_bandwidth_types", String::equals, rq.queries(shared)));
        // Everything is paid by use here, so this says nothing about a row.
        String mode = "billing_mode";
        filters.put(mode, new Filter("id", (id, wanted) -> wanted.equals("PAY_PER_USE"), rq.queries(mode)));
        return filters.values().stream()
                .filter(filter -> !filter.values().isEmpty())
                .toList();
    }

    private static Comparator<JsonNode> order(RequestContext rq) {
        String key = rq.query("sort_key").orElse("id");
        String direction = rq.query("sort_dir").orElse("asc");
        if (!SORTABLE.contains(key)) {
            throw Rejected.field("sort_key", "must be one of " + SORTABLE);
        }
        if (!List.of("asc", "desc").contains(direction)) {
            throw Rejected.field("sort_dir", "must be asc or desc");
        }
        Comparator<JsonNode> order =
                Comparator.<JsonNode, String>comparing(row -> text(row, key)).thenComparing(BY_ID);
        return direction.equals("asc") ? order : order.reversed();
    }

    static int offset(RequestContext rq) {
        String text = rq.query("offset").orElse("0");
        if (!text.matches("[0-9]{1,5}")) {
            throw Rejected.field("offset", "must be a whole number from 0 to " + MOST_OFFSET);
        }
        return Integer.parseInt(text);
    }

    /** @param all every EIP of the project with all its columns */
    Found answer(Collection<ObjectNode> all) {
        List<ObjectNode> matching = all.stream()
                .filter(row -> filters.stream().allMatch(filter -> filter.test(row)))
                .sorted(order)
                .toList();
        List<ObjectNode> rest = after(all, matching).skip(offset).toList();
        return new Found(matching.size(), rest.subList(0, Math.min(limit, rest.size())), rest.size() > limit);
    }

    /** A marker is any EIP there is, also one that the filters leave out. */
    private Stream<ObjectNode> after(Collection<ObjectNode> all, List<ObjectNode> matching) {
        if (marker.isEmpty()) {
            return matching.stream();
        }
        ObjectNode last = all.stream()
                .filter(row -> text(row, "id").equals(marker))
                .findFirst()
                .orElseThrow(() -> Rejected.field("marker", "names no EIP"));
        return matching.stream().filter(row -> order.compare(row, last) > 0);
    }

    /** {@return a field's text; blank for null, which therefore comes first} */
    private static String text(JsonNode row, String field) {
        return at(row, field).asText("");
    }

    private static JsonNode at(JsonNode row, String field) {
        return row.at("/" + field.replace('.', '/'));
    }
}
