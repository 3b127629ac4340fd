package dev.twinstack.api.volume;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import dev.twinstack.api.server.Net;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VolumeEvsTest {
    private static final String VOLUMES = "/v3/{p}/cloudvolumes";
    private static final String VENDOR = "/v3/{p}/os-vendor-volumes/";

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

    private static String body(String more) {
        return "{'volume':{'availability_zone':'eu-de-02','volume_type':'SAS','size':10" + more + "}}";
    }

    /** {@return the job that a reply names} */
    private Reply job(Reply reply) {
        assertThat(reply.status()).as(reply.json().toString()).isEqualTo(200);
        return client.get("/v1/{p}/jobs/" + reply.text("/job_id"));
    }

    private String volume(String more) {
        return job(client.post(VOLUMES, body(more))).text("/entities/volume_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/{p}", "/v3/{p}"})
    void aVolumeIsMadeChangedAndDeletedByJobs(String version) {
        Reply made = job(client.post(
                version + "/cloudvolumes", body(",'name':'volume_1','description':'first','tags':{'a':'1'}")));
        assertThat(made.text("/status")).isEqualTo("SUCCESS");
        assertThat(made.text("/job_type")).isEqualTo("createVolume");
        String id = made.text("/entities/volume_id");
        JsonNode volume = client.get(version + "/os-vendor-volumes/" + id).at("/volume");
        assertThat(volume.at("/name").asText()).isEqualTo("volume_1");
        assertThat(volume.at("/availability_zone").asText()).isEqualTo("eu-de-02");
        assertThat(volume.at("/volume_type").asText()).isEqualTo("SAS");
        assertThat(volume.at("/service_type").asText()).isEqualTo("EVS");
        assertThat(volume.at("/tags").toString()).isEqualTo("{\"a\":\"1\"}");
        assertThat(volume.at("/wwn").asText()).hasSize(32);
        assertThat(volume.at("/bootable").asText()).isEqualTo("false");
        String one = version + "/cloudvolumes/" + id;
        assertThat(client.get(one).at("/volume")).isEqualTo(volume);
        assertThat(client.get(version + "/volumes/" + id).text("/volume/id")).isEqualTo(id);

        Reply renamed = client.put(one, "{'volume':{'name':'logs'}}");
        assertThat(renamed.text("/name")).isEqualTo("logs");
        assertThat(renamed.text("/description")).isEqualTo("first");
        assertThat(client.put(one, "{'volume':{}}").text("/error/code")).isEqualTo("EVS.1007");
        assertThat(job(client.post(one + "/action", "{'os-extend':{'new_size':20.7}}"))
                        .text("/job_type"))
                .isEqualTo("extendVolume");
        assertThat(client.get(one).at("/volume/size").asInt()).isEqualTo(20);
        assertThat(client.post(one + "/action", "{'os-extend':{'new_size':20}}").text("/error/code"))
                .isEqualTo("EVS.1015");
        assertThat(job(client.delete(one)).text("/job_type")).isEqualTo("deleteVolume");
        Reply gone = client.get(version + "/os-vendor-volumes/" + id);
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.text("/error/code")).isEqualTo("EVS.5404");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "EVS.1010 | 'size':10 | 'size':9",
                "EVS.1010 | 'size':10 | 'count':1",
                "EVS.1010 | 'size':10 | 'size':32769",
                "EVS.1010 | 'size':10 | 'size':'ten'",
                "EVS.1010 | 'size':10 | 'size':5,'imageRef':'%s'",
                "EVS.1016 | 'size':10 | 'size':10,'imageRef':'%s','backup_id':'b'",
                "EVS.1020 | 'SAS'     | 'tape'",
                "EVS.1020 | 'SAS'     | ''",
                "EVS.1021 | 'size':10 | 'size':10,'count':0",
                "EVS.1036 | eu-de-02  | eu-de-09",
                "EVS.1043 | 'size':10 | 'size':10,'imageRef':'%s','metadata':{'hw:passthrough':'true'}",
                "EVS.1057 | 'size':10 | 'size':10,'metadata':{'hw:passthrough':'7'}",
                "EVS.1061 | 'size':10 | 'size':10,'tags':{'a':'','b':'','c':'','d':'','e':'','f':'','g':'','h':'','i':'','j':'','k':''}",
                "EVS.1062 | 'size':10 | 'size':10,'tags':{'a b':''}",
                "EVS.1006 | 'size':10 | 'size':10,'backup_id':'b'",
                "EVS.2041 | 'size':10 | 'size':10,'metadata':{'__system__encrypted':'1'}",
                "EVS.2045 | 'size':10 | 'size':10,'snapshot_id':'s'",
                "EVS.2046 | 'size':10 | 'size':10,'imageRef':'none'",
                "EVS.2094 | 'size':10 | 'size':10,'imageRef':'%s','multiattach':true",
                "EVS.1070 | 'size':10 | 'size':10,'multiattach':'yes'",
            })
    void whatCannotBeIsRefusedWithTheServicesOwnCodes(String code, String field, String instead) {
        String changed = body("").replace(field, instead).replace("%s", Net.image(client, Net.DEBIAN));
        Reply refused = client.post(VOLUMES, changed);
        assertThat(refused.text("/error/code")).as(refused.json().toString()).isEqualTo(code);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(client.get(VOLUMES).at("/volumes")).isEmpty();
    }

    @Test
    void aTypeThatAZoneHasNotIsRefused() {
        Reply refused =
                client.post(VOLUMES, "{'volume':{'availability_zone':'eu-de-03','volume_type':'uh-l1','size':10}}");
        assertThat(refused.text("/error/code")).isEqualTo("EVS.2071");
        assertThat(refused.text("/error/message")).contains("eu-de-03", "uh-l1");
    }

    @Test
    void severalAreMadeByOneJob() {
        Reply made = job(client.post(VOLUMES, body(",'name':'v','count':2")));
        assertThat(made.text("/job_type")).isEqualTo("batchCreateVolume");
        assertThat(made.at("/entities/sub_jobs").findValuesAsText("volume_id"))
                .containsExactlyInAnyOrderElementsOf(
                        client.get(VOLUMES).at("/volumes").findValuesAsText("id"));
        assertThat(client.get(VOLUMES + "/detail?limit=1").at("/count").asInt()).isEqualTo(2);
    }

    @Test
    void listsKnowServersTypesAndIds() {
        String id = volume(",'tags':{'muh':'value-create'}");
        volume(",'name':'other'");
        Reply found = client.get("/v2/{p}/cloudvolumes/detail?id=" + id);
        assertThat(found.at("/volumes").findValuesAsText("id")).contains(id);
        assertThat(found.at("/count").asInt()).isEqualTo(1);
        assertThat(found.text("/volumes/0/tags/muh")).isEqualTo("value-create");
        String sas = "";
        for (JsonNode type : client.get("/v3/{p}/types").at("/volume_types")) {
            sas = type.at("/name").asText().equals("SAS") ? type.at("/id").asText() : sas;
        }
        assertThat(count("volume_type_id=" + sas)).isEqualTo(2);
        assertThat(count("volume_type_id=none")).isZero();
        assertThat(count("ids=%5B%27" + id + "%27,%27none%27%5D&id=none")).isEqualTo(1);
        assertThat(count("server_id=none")).isZero();
        assertThat(count("multiattach=true")).isZero();
        assertThat(count("service_type=EVS")).isEqualTo(2);
        assertThat(count("enterprise_project_id=all_granted_eps")).isEqualTo(2);
        assertThat(count("dedicated_storage_id=d")).isZero();
        for (String bad : List.of(
                "limit=0&EVS.1023",
                "marker=none&EVS.1024",
                "sort_key=x&EVS.1039",
                "sort_dir=x&EVS.1040",
                "metadata=x&EVS.1058")) {
            Reply refused = client.get(VOLUMES + "/detail?" + bad.split("&")[0]);
            assertThat(refused.text("/error/code")).isEqualTo(bad.split("&")[1]);
        }
    }

    private int count(String query) {
        return client.get(VOLUMES + "/detail?" + query).at("/count").asInt();
    }

    @Test
    void tagsComeAndGo() {
        String tags = VENDOR + volume("") + "/tags";
        assertThat(client.get(tags).json().toString()).isEqualTo("{\"tags\":[]}");
        assertThat(client.post(
                                tags + "/action",
                                "{'action':'create','tags':[{'key':'a','value':'1'},{'key':'b','value':''}]}")
                        .status())
                .isEqualTo(204);
        assertThat(client.get(tags).at("/tags")).hasSize(2);
        assertThat(client.post(tags + "/action", "{'action':'delete','tags':[{'key':'b'}]}")
                        .status())
                .isEqualTo(204);
        assertThat(client.get(tags).at("/tags").toString()).isEqualTo("[{\"key\":\"a\",\"value\":\"1\"}]");
        assertThat(client.post(tags + "/action", "{'action':'create','tags':[{'key':'a/b','value':''}]}")
                        .text("/error/code"))
                .isEqualTo("EVS.1062");
        assertThat(client.get(VENDOR + "none/tags").status()).isEqualTo(404);
    }

    @Test
    void anotherProjectsVolumesAreNotThere() {
        String id = volume("");
        TestTwin other = twin.freshProject();
        assertThat(other.get(VENDOR + id).status()).isEqualTo(404);
        assertThat(other.delete("/v2/{p}/cloudvolumes/" + id).status()).isEqualTo(404);
        Reply mismatch = other.get("/v3/" + client.project() + "/cloudvolumes");
        assertThat(mismatch.status()).isEqualTo(400);
        assertThat(mismatch.text("/error/code")).isEqualTo("Common.0018");
    }
}
