package dev.twinstack.api.firewall;

import dev.twinstack.api.dialect.V3;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.tag.TagEndpoints;
import dev.twinstack.api.tag.TagQuery;
import dev.twinstack.api.tag.Tagged;
import dev.twinstack.emulator.firewall.FirewallGroup;
import dev.twinstack.emulator.firewall.FirewallGroupCommand;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * The tags of network ACLs, in v3's frame: queries have operations of their own, and pages come by query parameters
 * (TAG-15). Source: API reference, "Network ACL Tag Management".
 */
public final class FirewallTags {
    /** Those of all tag calls (TAG-05). */
    private static final Errors ERRORS = Errors.of("VPC.1801", "VPC.2204", "VPC.1801");

    private static final int MOST_ROWS = 1000;

    private static final Tagged<FirewallGroup> FIREWALLS = new Tagged<>(
            FirewallGroup.TYPE,
            FirewallGroup::id,
            FirewallGroup::name,
            FirewallGroup::tags,
            FirewallGroupCommand.Retag::new,
            "firewall_id",
            new TagQuery.Limits(50, 128)); // TAG-11

    private static final String ALL = "/v3/{project_id}/firewalls";
    private static final String TAGS = ALL + "/{firewall_id}/tags";

    public static final List<Endpoint> ENDPOINTS = List.of(
            V3.post("ListFirewallsByTags", ALL + "/resource-instances/filter", ERRORS, FirewallTags::filter),
            V3.post("CountFirewallsByTags", ALL + "/resource-instances/count", ERRORS, FirewallTags::count),
            V3.get("ListFirewallTags", ALL + "/tags", ERRORS, FirewallTags::listAll),
            V3.get("ShowFirewallTags", TAGS, ERRORS, FirewallTags::show),
            V3.post("CreateFirewallTag", TAGS, ERRORS, rq -> TagEndpoints.add(rq, FIREWALLS)),
            V3.post("BatchCreateFirewallTags", TAGS + "/create", ERRORS, rq -> TagEndpoints.put(rq, FIREWALLS)),
            V3.post("BatchDeleteFirewallTags", TAGS + "/delete", ERRORS, rq -> TagEndpoints.remove(rq, FIREWALLS)),
            V3.delete(
                    "DeleteFirewallTag",
                    TAGS + "/{tag_key}",
                    ERRORS,
                    rq -> TagEndpoints.delete(rq, FIREWALLS, "tag_key")));

    private FirewallTags() {}

    private static CompletionStage<Answer> show(RequestContext rq) {
        return rq.find(FirewallGroup.TYPE, rq.path("firewall_id"))
                .thenApply(firewall -> V3.one("tags", firewall.tags().all()));
    }

    private static CompletionStage<Answer> filter(RequestContext rq) {
        TagQuery query = TagQuery.of(rq.body(), FIREWALLS.search());
        int limit = number(rq, "limit", 1, MOST_ROWS, MOST_ROWS);
        int offset = number(rq, "offset", 0, Integer.MAX_VALUE, 0);
        return rq.read(snapshot -> V3.ok(TagEndpoints.page(snapshot, FIREWALLS, query, limit, offset)));
    }

    private static CompletionStage<Answer> count(RequestContext rq) {
        Body body = rq.body();
        TagQuery query = TagQuery.of(body, FIREWALLS.search());
        return rq.read(snapshot -> V3.ok(TagEndpoints.count(snapshot, FIREWALLS, query)));
    }

    /** A page of the keys. */
    private static CompletionStage<Answer> listAll(RequestContext rq) {
        int limit = number(rq, "limit", 1, MOST_ROWS, MOST_ROWS);
        int offset = number(rq, "offset", 0, Integer.MAX_VALUE, 0);
        return rq.read(snapshot -> {
            List<?> keys = TagEndpoints.values(snapshot, FIREWALLS);
            return V3.ok(Map.of("tags", keys.stream().skip(offset).limit(limit).toList(), "total_count", keys.size()));
        });
    }

    private static int number(RequestContext rq, String parameter, int min, int max, int absent) {
        return rq.query(parameter)
                .map(text -> {
                    if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
                        throw Rejected.field(parameter, "must be a whole number from " + min + " to " + max);
                    }
                    return Integer.parseInt(text);
                })
                .orElse(absent);
    }
}
