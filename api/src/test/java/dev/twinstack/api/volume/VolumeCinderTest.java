package dev.twinstack.api.volume;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import dev.twinstack.api.server.Net;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VolumeCinderTest {
    private static final String VOLUMES = "/v2/{p}/volumes";

    private static TestTwin twin;

    private TestTwin client;

    @BeforeAll
    static void start() {
        twin = TestTwin.start();
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    @BeforeEach
    void aProject() {
        client = twin.freshProject();
    }

    /** {@return the id of a volume} */
    private String volume(String fields) {
        Reply made = client.post(VOLUMES, "{'volume':{" + fields + "}}");
        assertThat(made.status()).as(made.json().toString()).isEqualTo(202);
        return made.text("/volume/id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/{p}/volumes", "/v3/{p}/volumes"})
    void aVolumeIsMadeReadChangedAndDeleted(String volumes) {
        Reply made = client.post(
                volumes, "{'volume':{'name':'volume_1','description':'first','size':1,'metadata':{'foo':'bar'}}}");
        assertThat(made.status()).isEqualTo(202);
        assertThat(made.text("/volume/status")).isEqualTo("creating");
        assertThat(made.at("/volume/updated_at").isNull()).isTrue();
        String path = volumes + '/' + made.text("/volume/id");
        JsonNode volume = client.get(path).at("/volume");
        assertThat(volume.at("/status").asText()).isEqualTo("available");
        assertThat(volume.at("/bootable").isTextual()).isTrue();
        assertThat(volume.at("/bootable").asText()).isEqualTo("false");
        assertThat(volume.at("/size").isInt()).isTrue();
        assertThat(volume.at("/availability_zone").asText()).isEqualTo("eu-de-01");
        assertThat(volume.at("/volume_type").asText()).isEqualTo("SSD");
        assertThat(volume.at("/metadata/foo").asText()).isEqualTo("bar");
        assertThat(volume.at("/attachments")).isEmpty();
        assertThat(volume.at("/created_at").asText()).matches("[0-9-]{10}T[0-9:]{8}\\.[0-9]{6}");
        assertThat(volume.at("/links/0/href").asText()).startsWith(client.endpoint() + "/v2/" + client.project());
        assertThat(volume.has("snapshot_id")).isTrue();

        Reply updated = client.put(path, "{'volume':{'name':'logs','display_description':'old word'}}");
        assertThat(updated.status()).isEqualTo(200);
        assertThat(updated.text("/volume/name")).isEqualTo("logs");
        assertThat(updated.text("/volume/description")).isEqualTo("old word");
        assertThat(updated.text("/volume/metadata/foo")).isEqualTo("bar");
        client.put(path, "{'volume':{'metadata':{'a':'b'}}}");
        assertThat(client.get(path).at("/volume/metadata").toString()).isEqualTo("{\"a\":\"b\"}");

        assertThat(client.post(path + "/action", "{'os-extend':{'new_size':3}}").status())
                .isEqualTo(202);
        assertThat(client.get(path).at("/volume/size").asInt()).isEqualTo(3);
        assertThat(client.delete(path + "?cascade=true").status()).isEqualTo(202);
        Reply gone = client.get(path);
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.at("/itemNotFound/code").asInt()).isEqualTo(404);
        assertThat(client.delete(path).status()).isEqualTo(404);
    }

    @Test
    void oneWithAnImageIsBootable() {
        String debian = Net.image(client, Net.DEBIAN);
        String id = volume("'size':12,'imageRef':'" + debian + "','volume_type':'SATA'");
        JsonNode volume = client.get(VOLUMES + '/' + id).at("/volume");
        assertThat(volume.at("/bootable").asText()).isEqualTo("true");
        assertThat(volume.at("/volume_image_metadata/image_id").asText()).isEqualTo(debian);
        assertThat(volume.at("/volume_image_metadata/image_name").asText()).isEqualTo(Net.DEBIAN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "size              | 400 | ",
                "size              | 400 | 'size':0",
                "size              | 400 | 'size':'many'",
                "size              | 400 | 'size':32769",
                "volume type tape  | 400 | 'size':1,'volume_type':'tape'",
                "eu-de-09          | 400 | 'size':1,'availability_zone':'eu-de-09'",
                "uh-l1             | 400 | 'size':1,'availability_zone':'eu-de-03','volume_type':'uh-l1'",
                "image none        | 400 | 'size':10,'imageRef':'none'",
                "at least 10 GiB   | 400 | 'size':9,'imageRef':'%s'",
                "1024              | 400 | 'size':1025,'imageRef':'%s'",
                "snapshot s        | 404 | 'size':1,'snapshot_id':'s'",
                "source_volid      | 400 | 'size':1,'source_volid':'v'",
                "only one          | 400 | 'size':1,'source_volid':'v','imageRef':'i'",
                "count             | 400 | 'size':1,'count':101",
                "metadata.a        | 400 | 'size':1,'metadata':{'a':1}",
                "hw:passthrough    | 400 | 'size':1,'metadata':{'hw:passthrough':'1'}",
                "name              | 400 | 'size':1,'name':7",
            })
    void whatCannotBeIsRefused(String subject, int status, @Nullable String fields) {
        String body = fields == null ? "" : fields.replace("%s", Net.image(client, Net.DEBIAN));
        Reply refused = client.post(VOLUMES, "{'volume':{" + body + "}}");
        assertThat(refused.status()).as(refused.json().toString()).isEqualTo(status);
        assertThat(refused.json().findValue("message").asText()).contains(subject.strip());
        assertThat(refused.json().findValue("code").asInt()).isEqualTo(status);
        assertThat(client.get(VOLUMES).at("/volumes")).isEmpty();
    }

    @Test
    void severalAreNumberedAndAnsweredWithTheFirst() {
        volume("'name':'v','size':1,'count':3");
        assertThat(client.get(VOLUMES + "?sort_key=id").at("/volumes").findValuesAsText("name"))
                .containsExactlyInAnyOrder("v-0001", "v-0002", "v-0003");
    }

    @Test
    void listsAreFilteredSortedAndPaged() {
        String small = volume("'name':'a','size':1,'availability_zone':'eu-de-02'");
        String large = volume("'name':'b','size':9,'metadata':{'k':'v'},'multiattach':true");
        String middle = volume("'name':'a','size':5");
        assertThat(ids("")).containsExactlyInAnyOrder(small, large, middle);
        assertThat(ids("name=a&sort_key=size&sort_dir=asc")).containsExactly(small, middle);
        assertThat(ids("availability_zone=eu-de-02")).containsExactly(small);
        assertThat(ids("status=in-use")).isEmpty();
        assertThat(ids("status=available")).hasSize(3);
        assertThat(ids("metadata=" + URLEncoder.encode("{'k':'v'}", StandardCharsets.UTF_8)))
                .containsExactly(large);
        Reply page = client.get(VOLUMES + "/detail?sort_key=size&limit=1");
        assertThat(page.text("/volumes/0/id")).isEqualTo(large);
        String next = page.text("/volumes_links/0/href");
        assertThat(next).startsWith(client.endpoint() + "/v2/" + client.project() + "/volumes/detail?");
        Reply second = client.get(next.substring(client.endpoint().toString().length()));
        assertThat(second.text("/volumes/0/id")).isEqualTo(middle);
        assertThat(ids("sort_key=size&offset=1&limit=5")).containsExactly(middle, small);
        assertThat(client.get(VOLUMES).at("/volumes_links").isMissingNode()).isTrue();
        for (String bad : List.of(
                "limit=0", "limit=1001", "offset=-1", "marker=none", "sort_key=name", "sort_dir=up", "metadata=x")) {
            assertThat(client.get(VOLUMES + "/detail?" + bad).status()).as(bad).isEqualTo(400);
        }
    }

    private List<String> ids(String query) {
        return client.get(VOLUMES + '?' + query).at("/volumes").findValuesAsText("id");
    }

    @Test
    void actionsThatAreNotEmulatedSaySo() {
        String action = VOLUMES + '/' + volume("'size':1") + "/action";
        assertThat(client.post(action, "{'os-set_bootable':{'bootable':true}}").status())
                .isEqualTo(501);
        assertThat(client.post(action, "{'os-nothing':{}}").status()).isEqualTo(400);
        assertThat(client.post(action, "{'os-extend':{'new_size':1}}").status()).isEqualTo(400);
        assertThat(client.post(action, "{'os-extend':{}}").status()).isEqualTo(400);
    }

    @Test
    void tagsAreSetAllAtOnce() {
        String tags = "/v2/{p}/os-vendor-tags/volumes/" + volume("'size':1");
        assertThat(client.get(tags).json().toString()).isEqualTo("{\"tags\":{}}");
        Reply set = client.put(tags, "{'tags':{'foo':'bar','key':'value'}}");
        assertThat(set.status()).isEqualTo(200);
        assertThat(fields(set.at("/tags"))).isEqualTo(Map.of("foo", "bar", "key", "value"));
        client.put(tags, "{'tags':{'foo2':'bar2'}}");
        assertThat(fields(client.get(tags).at("/tags"))).isEqualTo(Map.of("foo2", "bar2"));
        assertThat(client.put(tags, "{'tags':{'a.b':''}}").status()).isEqualTo(400);
        assertThat(client.put(tags, "{}").status()).isEqualTo(400);
        assertThat(client.get("/v2/{p}/os-vendor-tags/volumes/none").status()).isEqualTo(404);
    }

    private static Map<String, String> fields(JsonNode object) {
        Map<String, String> fields = new TreeMap<>();
        object.properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
        return fields;
    }

    @Test
    void typesTellTheirZones() {
        JsonNode types = client.get("/v3/{p}/types").at("/volume_types");
        assertThat(types.findValuesAsText("name")).contains("SSD", "SAS", "SATA", "ESSD", "uh-l1");
        Map<String, String> zones = new TreeMap<>();
        types.forEach(type -> zones.put(
                type.at("/name").asText(),
                type.at("/extra_specs/RESKEY:availability_zones").asText()));
        assertThat(zones)
                .containsEntry("SSD", "eu-de-01,eu-de-02,eu-de-03")
                .containsEntry("uh-l1", "eu-de-01,eu-de-02");
        String id = types.at("/0/id").asText();
        assertThat(client.get("/v2/{p}/types/" + id).at("/volume_type")).isEqualTo(types.at("/0"));
        assertThat(client.get("/v2/{p}/types/none").status()).isEqualTo(404);
        String byId = volume("'size':1,'volume_type':'" + id + "'");
        assertThat(client.get(VOLUMES + '/' + byId).text("/volume/volume_type"))
                .isEqualTo(types.at("/0/name").asText());
        assertThat(client.get("/v2/{p}/os-availability-zone")
                        .at("/availabilityZoneInfo")
                        .findValuesAsText("zoneName"))
                .containsExactly("eu-de-01", "eu-de-02", "eu-de-03");
    }

    @Test
    void anotherProjectsVolumesAreNotThere() {
        String id = volume("'size':1");
        TestTwin other = twin.freshProject();
        assertThat(other.get(VOLUMES + '/' + id).status()).isEqualTo(404);
        assertThat(other.delete(VOLUMES + '/' + id).status()).isEqualTo(404);
        assertThat(other.put(VOLUMES + '/' + id, "{'volume':{'name':'x'}}").status())
                .isEqualTo(404);
        assertThat(other.get(VOLUMES).at("/volumes")).isEmpty();
        Reply mismatch = other.get("/v2/" + client.project() + "/volumes");
        assertThat(mismatch.status()).isEqualTo(400);
        assertThat(mismatch.at("/badRequest/code").asInt()).isEqualTo(400);
    }
}
