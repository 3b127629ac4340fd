package dev.twinstack.api.server;

import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.server.Server;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Nova's list of servers: newest first unless asked otherwise; a marker is the last id of the page before. Source: ECS
 * API reference, native "Listing ECS Details".
 */
final class ServerListNova {
    private record Link(String rel, String href) {}

    private ServerListNova() {}

    /**
     * {@return the page the request asks for}
     *
     * @param template of the list's path, for the link to the next page
     */
    static CompletionStage<Answer> of(
            RequestContext rq, String template, BiFunction<RequestContext, ServerView, Object> wire) {
        String marker = rq.query("marker").orElse("");
        int limit = rq.query("limit").map(ServerListNova::limit).orElse(Integer.MAX_VALUE);
        Comparator<Server> order = order(rq);
        return rq.read(snapshot -> {
            Predicate<Server> filter = filter(rq, snapshot);
            List<Server> matching = snapshot.all(Server.TYPE).stream()
                    .filter(filter)
                    .sorted(order)
                    .toList();
            if (!marker.isEmpty() && snapshot.find(Server.TYPE, marker).isEmpty()) {
                throw Rejected.field("marker", "names no server");
            }
            List<Server> rest = marker.isEmpty() ? matching : after(matching, marker);
            List<Server> page = rest.stream().limit(limit).toList();
            Map<String, Object> answer = new HashMap<>();
            answer.put(
                    "servers",
                    page.stream()
                            .map(server -> wire.apply(rq, ServerNova.view(rq, snapshot, server)))
                            .toList());
            if (page.size() < rest.size() && !page.isEmpty()) {
                answer.put(
                        "servers_links",
                        List.of(next(rq, template, page.getLast().id())));
            }
            return Answer.ok(answer);
        });
    }

    private static List<Server> after(List<Server> servers, String marker) {
        return servers.stream()
                .dropWhile(server -> !server.id().equals(marker))
                .skip(1)
                .toList();
    }

    private static int limit(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw Rejected.field("limit", "must be a whole number");
        }
        return Integer.parseInt(text);
    }

    private static Link next(RequestContext rq, String template, String marker) {
        StringBuilder href = new StringBuilder(rq.baseUrl() + template.replace("{project_id}", rq.project()) + '?');
        rq.query().forEach((name, values) -> {
            if (!name.equals("marker")) {
                values.forEach(value -> href.append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                        .append('&'));
            }
        });
        return new Link("next", href.append("marker=").append(marker).toString());
    }

    /** Keys we have nothing to sort by leave the order as it is. */
    private static Comparator<Server> order(RequestContext rq) {
        Comparator<Server> order = switch (rq.query("sort_key").orElse("created_at")) {
            case "uuid" -> Comparator.comparing(Server::id);
            case "display_name" -> Comparator.comparing(Server::name);
            case "display_description" ->
                Comparator.comparing(server -> server.spec().description());
            case "updated_at" -> Comparator.comparing(Server::updatedAt);
            case "availability_zone" -> Comparator.comparing(Server::availabilityZone);
            case "image_ref" -> Comparator.comparing(Server::image);
            case "instance_type_id" -> Comparator.comparing(Server::flavor);
            case "key_name" -> Comparator.comparing(server -> server.spec().keyName());
            case "launch_index" ->
                Comparator.comparingInt(server -> server.order().launchIndex());
            case "reservation_id" ->
                Comparator.comparing(server -> server.order().reservation());
            case "power_state", "vm_state" ->
                Comparator.comparing(
                        server -> ServerState.of(server, rq.moment()).machine());
            default -> Comparator.comparing(Server::createdAt);
        };
        order = order.thenComparing(Server::id);
        return rq.query("sort_dir").orElse("desc").equals("asc") ? order : order.reversed();
    }

    private static Predicate<Server> filter(RequestContext rq, Snapshot snapshot) {
        Pattern name = pattern(rq, "name");
        Pattern ip = pattern(rq, "ip");
        boolean anyIp = rq.query("ip").isEmpty();
        Instant since = rq.query("changes-since").map(ServerListNova::instant).orElse(Instant.MIN);
        return server -> name.matcher(server.name()).find()
                && (anyIp || shows(snapshot, server, ip))
                && !server.updatedAt().isBefore(since)
                && equal(rq, "status", ServerState.of(server, rq.moment()).status())
                && equal(rq, "flavor", server.flavor())
                && equal(rq, "image", server.image())
                && equal(rq, "uuid", server.id())
                && equal(rq, "tenant_id", rq.project())
                && equal(rq, "project_id", rq.project())
                && equal(rq, "key_name", server.spec().keyName())
                && equal(rq, "availability_zone", server.availabilityZone())
                && equal(rq, "reservation_id", server.order().reservation())
                && rq.query("tags").map(tags -> tagged(server, tags)).orElse(true)
                && rq.query("not-tags").map(tags -> !tagged(server, tags)).orElse(true);
    }

    /** Some clients send references as URLs, and statuses in either case. */
    private static boolean equal(RequestContext rq, String name, String value) {
        return rq.query(name)
                .filter(text -> !text.isEmpty())
                .map(text -> name.equals("status")
                        ? text.equalsIgnoreCase(value)
                        : PlanNova.last(text).equals(value))
                .orElse(true);
    }

    private static Pattern pattern(RequestContext rq, String name) {
        try {
            return Pattern.compile(rq.query(name).orElse(""));
        } catch (PatternSyntaxException malformed) {
            throw Rejected.field(name, "is no regular expression");
        }
    }

    private static boolean shows(Snapshot snapshot, Server server, Pattern ip) {
        return server.nics().stream()
                .flatMap(port -> snapshot.find(Port.TYPE, port).stream())
                .flatMap(port -> port.ipv4().stream())
                .anyMatch(address -> ip.matcher(address.toString()).find());
    }

    /** {@return whether it has all of these tags, each a key or {@code key=value}} */
    private static boolean tagged(Server server, String tags) {
        Map<String, String> own = server.spec().tags();
        return Arrays.stream(tags.split(",", -1)).allMatch(tag -> {
            int equals = tag.indexOf('=');
            return equals < 0
                    ? own.containsKey(tag)
                    : tag.substring(equals + 1).equals(own.get(tag.substring(0, equals)));
        });
    }

    /** Without an offset it is UTC. */
    private static Instant instant(String text) {
        try {
            return text.matches(".*([Zz]|[+-][0-9]{2}:?[0-9]{2})")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException malformed) {
            throw Rejected.field("changes-since", "is no time such as 2026-01-31T12:00:00Z");
        }
    }
}
