package dev.twinstack.api.server;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.twinstack.api.dialect.Dates;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.emulator.server.Server;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A server as ECS v1 answers an update: the shape is Nova's of old, with a blank image. Source: ECS API reference,
 * "Modifying ECS Details".
 */
record UpdatedWireEcs(
        String id,
        String name,
        String description,
        String status,
        String image,
        Map<String, List<Address>> addresses,
        Flavor flavor,
        Map<String, String> metadata,
        List<String> tags,
        boolean locked,
        String tenantId,
        String userId,
        int progress,
        List<Links.Link> links,
        String created,
        String updated,
        @JsonProperty("hostId") String hostId,
        @JsonProperty("accessIPv4") String accessIpv4,
        @JsonProperty("accessIPv6") String accessIpv6,
        @JsonProperty("OS-EXT-SRV-ATTR:hostname") String hostname,
        @JsonProperty("OS-DCF:diskConfig") String diskConfig) {
    record Address(String addr, int version) {}

    record Flavor(String id, List<Links.Link> links) {}

    static UpdatedWireEcs of(RequestContext rq, ServerView view) {
        Server server = view.server();
        Map<String, List<Address>> addresses = new LinkedHashMap<>();
        view.addresses()
                .forEach((network, list) -> addresses.put(
                        network,
                        list.stream()
                                .map(one -> new Address(one.address().toString(), one.version()))
                                .toList()));
        String flavor = view.flavor().name();
        return new UpdatedWireEcs(
                server.id(),
                server.name(),
                server.spec().description(),
                view.state().status(),
                "",
                addresses,
                new Flavor(flavor, Links.to(rq, "flavors", flavor).subList(1, 2)),
                server.spec().metadata(),
                view.tags(),
                server.locked(),
                rq.project(),
                view.user(rq.caller().userId()),
                0,
                Links.to(rq, "servers", server.id()),
                Dates.zulu(server.createdAt()),
                Dates.zulu(server.updatedAt()),
                view.hostId(rq.project()),
                "",
                "",
                server.name(),
                "MANUAL");
    }
}
