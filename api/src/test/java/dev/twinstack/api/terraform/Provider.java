package dev.twinstack.api.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * The provider as far as the wire sees it: it finds its services in the catalogue, makes their URLs in its own ways, and
 * takes only the statuses it knows.
 */
record Provider(TestTwin client, Map<String, String> catalogue) {
    static Provider of(TestTwin client) {
        Map<String, String> catalogue = new HashMap<>();
        client.get("/v3/auth/catalog")
                .at("/catalog")
                .forEach(service -> catalogue.put(
                        service.path("type").asText(),
                        service.at("/endpoints/0/url").asText()));
        return new Provider(client, catalogue);
    }

    private String endpoint(String type) {
        String url = catalogue.getOrDefault(type, "");
        assertThat(url).as("the catalogue's entry for %s", type).isNotEmpty();
        return url.endsWith("/") ? url : url + '/';
    }

    /** {@return {@code networking/v1}: the network service, which names no project} */
    String v1(String path) {
        return endpoint("network") + "v1/" + client.project() + '/' + path;
    }

    /** {@return the VPC service's entry with another version} */
    String v3(String path) {
        return endpoint("vpc").replaceFirst("v1", "v3") + "vpc/" + path;
    }

    /** {@return {@code networking/v2}: Neutron} */
    String neutron(String path) {
        return endpoint("network") + "v2.0/" + path;
    }

    String nat(String path) {
        return endpoint("nat") + path;
    }

    /** {@return load balancers, whose entry has another version} */
    String elb(String path) {
        return endpoint("elb").replaceFirst("v1.0", "v2.0") + path;
    }

    /** {@return where a resource's tags are} */
    String tags(String kind, String id) {
        return endpoint("network") + "v2.0/" + client.project() + '/' + kind + '/' + id + "/tags";
    }

    /** {@return the log service, which the catalogue does not name: it is sought beside the volumes} */
    String lts(String path) {
        return endpoint("volumev2").replaceFirst("evs", "lts") + path;
    }

    /** {@return the volume service's v2} */
    String cinder(String path) {
        return endpoint("volumev2") + path;
    }

    /** {@return the volume service's v3} */
    String evs(String path) {
        return endpoint("volumev3") + path;
    }

    /** {@return a job of the volume service, which is sought in v1} */
    String evsJob(String id) {
        return endpoint("volumev3").replaceFirst("v3", "v1") + "jobs/" + id;
    }

    String compute(String path) {
        return endpoint("compute") + path;
    }

    String ecs(String path) {
        return endpoint("ecs") + path;
    }

    JsonNode get(String url) {
        return call("GET", url, "", 200);
    }

    JsonNode post(String url, String json, int ok) {
        return call("POST", url, json, ok);
    }

    JsonNode put(String url, String json) {
        return call("PUT", url, json, 200);
    }

    void delete(String url) {
        delete(url, 204);
    }

    void delete(String url, int ok) {
        call("DELETE", url, "", ok);
    }

    private JsonNode call(String method, String url, String json, int ok) {
        Reply reply = client.send(method, url, json).join();
        assertThat(reply.status()).as("%s %s: %s", method, url, reply).isEqualTo(ok);
        return reply.json();
    }

    int status(String url) {
        return client.get(url).status();
    }

    void createTags(String kind, String id, String list) {
        post(tags(kind, id) + "/action", "{'action':'create','tags':[" + list + "]}", 204);
    }

    /** The provider never changes a tag: it deletes the old ones, values and all, and adds the new ones. */
    void updateTags(String kind, String id, String old, String list) {
        post(tags(kind, id) + "/action", "{'action':'delete','tags':[" + old + "]}", 204);
        createTags(kind, id, list);
    }

    /** {@return the tags it reads with each of these resources} */
    Map<String, String> readTags(String kind, String id) {
        Map<String, String> tags = new HashMap<>();
        Iterator<JsonNode> all = get(tags(kind, id)).path("tags").elements();
        all.forEachRemaining(
                tag -> tags.put(tag.path("key").asText(), tag.path("value").asText()));
        return tags;
    }
}
