package dev.twinstack.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerNovaTest {
    private static TestTwin twin;

    @BeforeAll
    static void start() {
        twin = TestTwin.start();
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    @Test
    void aServerOfOneDialectIsSeenInTheOther() {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        Reply made = client.post(
                "/v2.1/{p}/servers",
                "{'server':{'name':'web 1','flavorRef':'s2.medium.1','imageRef':'" + Net.image(client, Net.DEBIAN)
                        + "','networks':[{'uuid':'" + net.subnet() + "','fixed_ip':'192.168.20.7'}],"
                        + "'security_groups':[{'name':'default'}],'min_count':1,'max_count':1}}");
        assertThat(made.status()).as(made.json().toString()).isEqualTo(202);
        String id = made.text("/server/id");
        JsonNode server = client.get("/v2.1/{p}/servers/" + id).at("/server");
        assertThat(server.at("/flavor/id").asText()).isEqualTo("s2.medium.1");
        assertThat(server.at("/image/id").asText()).isEqualTo(Net.image(client, Net.DEBIAN));
        assertThat(server.at("/addresses/" + net.vpc() + "/0/addr").asText()).isEqualTo("192.168.20.7");
        assertThat(server.at("/addresses/" + net.vpc() + "/0/version").isInt()).isTrue();
        assertThat(client.get("/v1/{p}/cloudservers/" + id).text("/server/name"))
                .isEqualTo("web 1");
        assertThat(client.get("/v2.1/{p}/servers/detail?name=web").at("/servers/0"))
                .isEqualTo(server);
        assertThat(client.get("/v2.1/{p}/servers").text("/servers/0/id")).isEqualTo(id);
        assertThat(client.get("/v2.1/{p}/servers?marker=" + id).at("/servers")).isEmpty();
        assertThat(client.delete("/v2.1/{p}/servers/" + id).status()).isEqualTo(204);
        Reply gone = client.get("/v2.1/{p}/servers/" + UUID.randomUUID());
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.at("/itemNotFound/code").asInt()).isEqualTo(404);
    }

    @Test
    void aPortThatExistsIsTakenAndLeftBehind() {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        String id = net.server("s3.medium.1", Net.DEBIAN, "", "");
        Reply attached = client.post(
                "/v2.1/{p}/servers/" + id + "/os-interface",
                "{'interfaceAttachment':{'net_id':'" + net.subnet()
                        + "','fixed_ips':[{'ip_address':'192.168.20.50'}]}}");
        assertThat(attached.status()).isEqualTo(200);
        assertThat(attached.text("/interfaceAttachment/fixed_ips/0/ip_address")).isEqualTo("192.168.20.50");
        String port = attached.text("/interfaceAttachment/port_id");
        assertThat(client.get("/v2.1/{p}/servers/" + id + "/os-interface").at("/interfaceAttachments"))
                .hasSize(2);
        assertThat(client.delete("/v2.1/{p}/servers/" + id + "/os-interface/" + port)
                        .status())
                .isEqualTo(202);
        assertThat(client.get("/v2.1/{p}/servers/" + id + "/os-interface/" + port)
                        .status())
                .isEqualTo(404);
    }

    /** Clients that poll once after deleting find it still, and gone for good soon after. */
    @Test
    void aDeletedServerIsShownForAMoment() {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        String id = net.novaServer("");
        assertThat(client.delete("/v2.1/{p}/servers/" + id).status()).isEqualTo(204);
        JsonNode deleted = client.get("/v2.1/{p}/servers/" + id).at("/server");
        assertThat(deleted.at("/status").asText()).isEqualTo("DELETED");
        assertThat(deleted.at("/OS-EXT-STS:vm_state").asText()).isEqualTo("deleted");
        assertThat(deleted.at("/addresses")).isEmpty();
        assertThat(client.get("/v2.1/{p}/servers/detail").at("/servers")).isEmpty();
        assertThat(client.get("/v1/{p}/cloudservers/" + id).status()).isEqualTo(404);
        assertThat(client.delete("/v2.1/{p}/servers/" + id).status()).isEqualTo(404);
        assertThat(client.delete("/v1/{p}/vpcs/" + net.vpc() + "/subnets/" + net.subnet())
                        .status())
                .isEqualTo(204);
    }

    /** What Terraform's provider reads after it has made a server. */
    @Test
    void aServerIsShownAsTerraformReadsIt() {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        Reply made = net.nova(
                ",'description':'my_desc','metadata':{'foo':'bar'},'config_drive':false,'adminPass':'Password@123'",
                "");
        assertThat(made.text("/server/adminPass")).isEqualTo("Password@123");
        String path = "/v2.1/{p}/servers/" + made.text("/server/id");
        JsonNode server = client.nova(55, "GET", path, "").at("/server");
        assertThat(server.at("/flavor/original_name").asText()).isEqualTo("s3.medium.1");
        assertThat(server.at("/flavor/vcpus").asInt()).isEqualTo(1);
        assertThat(server.at("/description").asText()).isEqualTo("my_desc");
        assertThat(server.at("/metadata").toString()).isEqualTo("{\"foo\":\"bar\"}");
        assertThat(server.at("/image/id").isTextual()).isTrue();
        assertThat(server.at("/key_name").isNull()).isTrue();
        assertThat(server.at("/os-extended-volumes:volumes_attached/0/id").asText())
                .hasSize(36);
        assertThat(client.get(path + "/os-server-password").json().toString()).isEqualTo("{\"password\":\"\"}");
        assertThat(client.get("/v2.1/{p}/cloudimages?id="
                                + server.at("/image/id").asText())
                        .status())
                .isEqualTo(404);
        String network = client.get("/v2.0/networks?id=" + net.subnet()).text("/networks/0/name");
        assertThat(server.at("/addresses").fieldNames().next())
                .isEqualTo(network)
                .isEqualTo(net.vpc());
        JsonNode nic = client.get(path + "/os-interface").at("/interfaceAttachments/0");
        assertThat(nic.at("/net_id").asText()).isEqualTo(net.subnet());
        assertThat(nic.at("/mac_addr").asText())
                .isEqualTo(server.at("/addresses/" + network + "/0/OS-EXT-IPS-MAC:mac_addr")
                        .asText());
        Reply updated = client.put(path, "{'server':{'name':'instance_2','description':'my_desc_updated'}}");
        assertThat(updated.status()).isEqualTo(200);
        assertThat(updated.text("/server/description")).isEqualTo("my_desc_updated");
    }

    @Test
    void nicsMayBeInSeveralVpcs() {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        Net other = Net.ipv4(client, "192.168.0.0/24");
        Reply made = client.post(
                "/v2.1/{p}/servers",
                "{'server':{'name':'web','flavorRef':'s3.large.2','imageRef':'" + Net.image(client, Net.DEBIAN)
                        + "','networks':[{'uuid':'" + net.subnet() + "'},{'uuid':'" + other.subnet()
                        + "','fixed_ip':'192.168.0.100'}]}}");
        assertThat(made.status()).as(made.json().toString()).isEqualTo(202);
        JsonNode addresses = client.get("/v2.1/{p}/servers/" + made.text("/server/id") + "/ips")
                .at("/addresses");
        assertThat(addresses).hasSize(2);
        assertThat(addresses.at("/" + other.vpc() + "/0/addr").asText()).isEqualTo("192.168.0.100");
        assertThat(client.get("/v2.1/{p}/servers/" + made.text("/server/id") + "/ips/" + net.vpc())
                        .at("/" + net.vpc()))
                .hasSize(1);
        assertThat(client.get("/v2.1/{p}/servers/" + made.text("/server/id") + "/ips/none")
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name             | ,'name':''                                              | 400",
                "flavor           | ,'flavorRef':'s9.medium.1'                              | 400",
                "image            | ,'imageRef':'none'                                      | 400",
                "zone             | ,'availability_zone':'eu-de-09'                         | 400",
                "subnet           | ,'networks':[{'uuid':'none'}]                           | 400",
                "port             | ,'networks':[{'port':'none'}]                           | 400",
                "networks         | ,'networks':'none'                                      | 400",
                "networks         | ,'networks':[]                                          | 400",
                "securitygroup    | ,'security_groups':[{'name':'none'}]                    | 400",
                "key              | ,'key_name':'none'                                      | 400",
                "max_count        | ,'min_count':3,'max_count':2                            | 400",
                "max_count        | ,'max_count':'many'                                     | 400",
                "user_data        | ,'user_data':'no base64!'                               | 400",
                "metadata         | ,'metadata':{'a/b':'c'}                                 | 400",
                "description      | ,'description':'<b>'                                    | 400",
                "source_type      | ,'block_device_mapping_v2':[{'source_type':'tape'}]     | 400",
                "volume_size      | ,'block_device_mapping_v2':[{'source_type':'blank'}]    | 400",
                "volume           | ,'block_device_mapping_v2':[{'source_type':'volume','uuid':'v','boot_index':0}] | 400",
                "snapshot         | ,'block_device_mapping_v2':[{'source_type':'snapshot','uuid':'s','boot_index':0}] | 501",
            })
    void whatCannotBeIsABadRequest(String subject, String field, int status) {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        String base = "'name':'web','flavorRef':'s3.medium.1','imageRef':'" + Net.image(client, Net.DEBIAN)
                + "','networks':[{'uuid':'" + net.subnet() + "'}]";
        String name = field.substring(2, field.indexOf(':') - 1);
        String others = java.util.Arrays.stream(base.split(",(?=')"))
                .filter(one -> !one.startsWith("'" + name + "'"))
                .collect(java.util.stream.Collectors.joining(","));
        Reply refused = client.post("/v2.1/{p}/servers", "{'server':{" + others + field + "}}");
        assertThat(refused.status()).as(refused.json().toString()).isEqualTo(status);
        assertThat(refused.json().findValue("message").asText().toLowerCase(java.util.Locale.ROOT))
                .contains(subject);
        assertThat(client.get("/v2.1/{p}/servers").at("/servers")).isEmpty();
    }

    @Test
    void anUnknownGroupOrDedicatedHostIsABadRequest() {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        assertThat(net.nova("", ",'os:scheduler_hints':{'group':'none'}").status())
                .isEqualTo(400);
        assertThat(net.nova("", ",'os:scheduler_hints':{'tenancy':'dedicated'}").status())
                .isEqualTo(400);
        Reply shared = net.nova("", ",'os:scheduler_hints':{'tenancy':'shared'}");
        assertThat(client.get("/v2.1/{p}/servers/" + shared.text("/server/id"))
                        .text("/server/os:scheduler_hints/tenancy/0"))
                .isEqualTo("shared");
    }

    @Test
    void severalServersShareAReservation() {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        Reply made = net.nova(",'min_count':'2','max_count':'3','return_reservation_id':'true'", "");
        String reservation = made.text("/reservation_id");
        assertThat(reservation).startsWith("r-");
        net.novaServer("");
        JsonNode servers = client.get("/v2.1/{p}/servers/detail?reservation_id=" + reservation)
                .at("/servers");
        assertThat(servers.findValuesAsText("OS-EXT-SRV-ATTR:hostname"))
                .containsExactlyInAnyOrder("web-0001", "web-0002", "web-0003");
        assertThat(servers.findValuesAsText("OS-EXT-SRV-ATTR:launch_index")).containsExactlyInAnyOrder("0", "1", "2");
    }

    @Test
    void listsAreFilteredSortedAndPaged() {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        String a = net.novaServer(",'max_count':1");
        String b = net.novaServer("");
        client.put("/v2.1/{p}/servers/" + b, "{'server':{'name':'db'}}");
        client.post("/v2.1/{p}/servers/" + b + "/action", "{'os-stop':null}");
        assertThat(ids(client, "name=db")).containsExactly(b);
        assertThat(ids(client, "name=%5Ew.b$")).containsExactly(a);
        assertThat(ids(client, "status=SHUTOFF")).containsExactly(b);
        assertThat(ids(client, "status=ACTIVE")).containsExactly(a);
        assertThat(ids(client, "flavor=s3.medium.1")).hasSize(2);
        assertThat(ids(client, "flavor=s3.large.2")).isEmpty();
        assertThat(ids(client, "tenant_id=" + client.project())).hasSize(2);
        assertThat(ids(client, "tenant_id=other")).isEmpty();
        assertThat(ids(client, "changes-since=2000-01-01T00:00:00Z")).hasSize(2);
        assertThat(ids(client, "changes-since=2999-01-01T00:00:00Z")).isEmpty();
        assertThat(ids(client, "sort_key=display_name&sort_dir=asc")).containsExactly(b, a);
        Reply page = client.get("/v2.1/{p}/servers?limit=1&sort_key=display_name&sort_dir=asc");
        assertThat(page.text("/servers/0/id")).isEqualTo(b);
        String next = page.text("/servers_links/0/href");
        assertThat(next).startsWith(client.endpoint() + "/v2.1/" + client.project() + "/servers?");
        Reply last = client.get(next.substring(client.endpoint().toString().length()));
        assertThat(last.text("/servers/0/id")).isEqualTo(a);
        assertThat(last.at("/servers_links").isMissingNode()).isTrue();
        for (String bad : List.of("limit=many", "marker=none", "name=(", "changes-since=yesterday")) {
            assertThat(client.get("/v2.1/{p}/servers?" + bad).status()).as(bad).isEqualTo(400);
        }
    }

    private static List<String> ids(TestTwin client, String query) {
        List<String> ids = new ArrayList<>();
        client.get("/v2.1/{p}/servers?" + query)
                .at("/servers")
                .forEach(server -> ids.add(server.at("/id").asText()));
        return ids;
    }

    @Test
    void metadataIsReadAndWrittenEntryByEntry() {
        TestTwin client = twin.freshProject();
        String path = "/v2.1/{p}/servers/" + Net.dualStack(client).novaServer(",'metadata':{'z':'9'}") + "/metadata";
        assertThat(client.post(path, "{'metadata':{'a':'1','b':'2'}}").at("/metadata"))
                .hasSize(3);
        assertThat(client.get(path + "/a").text("/meta/a")).isEqualTo("1");
        assertThat(client.put(path + "/a", "{'meta':{'a':'3'}}").text("/meta/a"))
                .isEqualTo("3");
        assertThat(client.put(path + "/a", "{'meta':{'b':'3'}}").status()).isEqualTo(400);
        assertThat(client.delete(path + "/a").status()).isEqualTo(204);
        assertThat(client.delete(path + "/a").status()).isEqualTo(404);
        assertThat(client.get(path + "/a").status()).isEqualTo(404);
        assertThat(client.put(path, "{'metadata':{'c':'4'}}").at("/metadata").toString())
                .isEqualTo("{\"c\":\"4\"}");
        assertThat(client.get(path).at("/metadata")).hasSize(1);
    }

    @Test
    void tagsAreWords() {
        TestTwin client = twin.freshProject();
        String id = Net.dualStack(client).novaServer("");
        String path = "/v2.1/{p}/servers/" + id + "/tags";
        assertThat(client.put(path + "/blue", "").status()).isEqualTo(201);
        assertThat(client.put(path + "/blue", "").status()).isEqualTo(204);
        assertThat(client.get(path + "/blue").status()).isEqualTo(204);
        assertThat(client.get(path + "/red").status()).isEqualTo(404);
        assertThat(client.put(path + "/no.dots", "").status()).isEqualTo(400);
        client.post(
                "/v1/{p}/cloudservers/" + id + "/tags/action", "{'action':'create','tags':[{'key':'k','value':'v'}]}");
        assertThat(client.get(path).at("/tags").toString()).isEqualTo("[\"blue\",\"k=v\"]");
        assertThat(ids(client, "tags=blue,k=v")).containsExactly(id);
        assertThat(ids(client, "not-tags=blue")).isEmpty();
        assertThat(client.delete(path + "/k").status()).isEqualTo(204);
        assertThat(client.put(path, "{'tags':['green','yellow']}").at("/tags")).hasSize(2);
        assertThat(client.delete(path).status()).isEqualTo(204);
        assertThat(client.get(path).at("/tags")).isEmpty();
    }

    @Test
    void flavorsAndZonesAreListed() {
        TestTwin client = twin.freshProject();
        assertThat(client.get("/v2.1/{p}/flavors/s3.large.2").at("/flavor/ram").asInt())
                .isEqualTo(4096);
        Reply withDisk = client.get("/v2.1/{p}/flavors/detail?minDisk=40");
        assertThat(withDisk.at("/flavors")).hasSize(1);
        assertThat(withDisk.text("/flavors/0/id")).isEqualTo("hl1.8xlarge.8");
        assertThat(client.get("/v2.1/{p}/flavors/none").status()).isEqualTo(404);
        Reply hosts = client.get("/v2.1/{p}/os-availability-zone/detail");
        assertThat(hosts.status()).isEqualTo(403);
        assertThat(hosts.at("/forbidden/code").asInt()).isEqualTo(403);
        assertThat(client.get("/v2.1/{p}/os-availability-zone").text("/availabilityZoneInfo/0/zoneName"))
                .isEqualTo("eu-de-01");
        Reply ecs = client.get("/v1/{p}/cloudservers/flavors?availability_zone=eu-de-01");
        assertThat(ecs.at("/flavors/0/vcpus").isTextual()).isTrue();
        assertThat(client.get("/v2.1").text("/version/id")).isEqualTo("v2.1");
        assertThat(client.get("/v2.1/{p}/flavors/s3.large.2/os-extra_specs").text("/extra_specs/cond:operation:az"))
                .isEqualTo("eu-de-01(normal),eu-de-02(normal),eu-de-03(normal)");
        assertThat(client.get("/v2.1/{p}/flavors?sort_key=vcpus&sort_dir=desc&limit=1")
                        .text("/flavors/0/id"))
                .isEqualTo("m4.16xlarge.8");
        assertThat(client.get("/v2.1/{p}/flavors?limit=-1").status()).isEqualTo(400);
    }
}
