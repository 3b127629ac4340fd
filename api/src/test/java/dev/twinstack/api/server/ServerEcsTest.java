package dev.twinstack.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerEcsTest {
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
    void aServerIsReportedByItsJobAndShown() {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        Reply made = net.create(
                "s3.large.2",
                Net.DEBIAN,
                ",'ip_address':'192.168.20.9','ipv6_enable':true",
                ",'metadata':{'role':'web'},'tags':['env.test'],'data_volumes':[{'volumetype':'SAS','size':100}]");
        assertThat(made.status()).isEqualTo(200);
        String id = made.text("/serverIds/0");

        Reply job = client.get("/v1/{p}/jobs/" + made.text("/job_id"));
        assertThat(job.text("/status")).isEqualTo("SUCCESS");
        assertThat(job.text("/job_type")).isEqualTo("createServer");
        assertThat(job.text("/entities/sub_jobs/0/entities/server_id")).isEqualTo(id);
        assertThat(job.text("/entities/sub_jobs/0/job_type")).isEqualTo("createSingleServer");

        Reply shown = client.get("/v1/{p}/cloudservers/" + id);
        JsonNode server = shown.at("/server");
        assertThat(server.at("/name").asText()).isEqualTo("web");
        assertThat(server.at("/status").asText()).isEqualTo("ACTIVE");
        assertThat(server.at("/flavor/vcpus").isTextual()).isTrue();
        assertThat(server.at("/flavor/ram").asText()).isEqualTo("4096");
        assertThat(server.at("/metadata/vpc_id").asText()).isEqualTo(net.vpc());
        assertThat(server.at("/metadata/role").asText()).isEqualTo("web");
        assertThat(server.at("/tags/0").asText()).isEqualTo("env=test");
        assertThat(server.at("/OS-EXT-AZ:availability_zone").asText()).isEqualTo("eu-de-03");
        assertThat(server.at("/security_groups/0/name").asText()).isEqualTo("default");
        assertThat(server.at("/os-extended-volumes:volumes_attached")).hasSize(2);
        assertThat(server.at("/os-extended-volumes:volumes_attached/0/bootIndex")
                        .asText())
                .isEqualTo("0");
        JsonNode addresses = server.at("/addresses/" + net.vpc());
        assertThat(addresses).hasSize(2);
        assertThat(addresses.at("/0/addr").asText()).isEqualTo("192.168.20.9");
        assertThat(addresses.at("/0/version").asText()).isEqualTo("4");
        assertThat(addresses.at("/0/OS-EXT-IPS:type").asText()).isEqualTo("fixed");
        assertThat(addresses.at("/1/version").asText()).isEqualTo("6");
        assertThat(addresses.at("/1/addr").asText()).startsWith("2001:db8:");

        Reply list = client.get("/v1/{p}/cloudservers/detail?name=we&ip=192.168.20.9");
        assertThat(list.at("/count").asInt()).isEqualTo(1);
        assertThat(list.at("/servers/0")).isEqualTo(server);
        assertThat(client.get("/v1/{p}/cloudservers/detail?name=db").at("/servers"))
                .isEmpty();
        assertThat(client.get("/v1/{p}/cloudservers/detail?status=SHUTOFF")
                        .at("/count")
                        .asInt())
                .isZero();
        assertThat(client.get("/v1/{p}/cloudservers/detail?offset=2&limit=1").at("/servers"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s2.medium.1 | ,'ipv6_enable':true           | Ecs.0008",
                "s9.medium.1 |                               | Ecs.0029",
                "s3.medium.1 | ,'ip_address':'2001:db8:ffff::1' | Ecs.0039",
                "s3.medium.1 | ,'ip_address':'192.168.21.9'  | Ecs.0039",
                "s3.medium.1 | ,'ip_address':'nonsense'      | Ecs.0005",
            })
    void whatCannotBeIsRefusedAndNothingIsLeft(String flavor, String nic, String code) {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        Reply refused = net.create(flavor, Net.DEBIAN, nic == null ? "" : nic, "");
        assertThat(refused.text("/error/code")).isEqualTo(code);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(client.get("/v1/{p}/cloudservers/detail").at("/count").asInt())
                .isZero();
        assertThat(client.delete("/v1/{p}/vpcs/" + net.vpc() + "/subnets/" + net.subnet())
                        .status())
                .isEqualTo(204);
    }

    @Test
    void ipv6NeedsADualStackSubnet() {
        TestTwin client = twin.freshProject();
        Net net = Net.ipv4(client, "192.168.30.0/24");
        Reply refused = net.create("s3.medium.1", Net.DEBIAN, ",'ipv6_enable':true", "");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/code")).isEqualTo("Ecs.0014");
        assertThat(refused.text("/error/message")).contains(net.subnet());
    }

    @Test
    void theSubnetMustBeInTheVpc() {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        String other = client.post("/v1/{p}/vpcs", "{'vpc':{'name':'other','cidr':'10.0.0.0/16'}}")
                .text("/vpc/id");
        assertThat(new Net(client, other, net.subnet())
                        .create("s3.medium.1", Net.DEBIAN, "", "")
                        .text("/error/code"))
                .isEqualTo("Ecs.0064");
        assertThat(new Net(client, net.vpc(), "none")
                        .create("s3.medium.1", Net.DEBIAN, "", "")
                        .text("/error/code"))
                .isEqualTo("Ecs.0038");
    }

    @Test
    void aNewEipIsBoundToThePrimaryNicAndReleasedOnDemand() {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        String eip = ",'publicip':{'eip':{'iptype':'5_bgp','bandwidth':{'size':10,'sharetype':'PER'}}}";
        String kept = net.server("s3.medium.1", Net.DEBIAN, "", eip);
        String released = net.server("s3.medium.1", Net.DEBIAN, "", eip);
        assertThat(floating(client, kept)).hasSize(1);
        assertThat(client.get("/v1/{p}/publicips").at("/publicips")).hasSize(2);

        assertThat(net.delete(released, ",'delete_publicip':true").status()).isEqualTo(200);
        assertThat(client.get("/v1/{p}/publicips").at("/publicips")).hasSize(1);
        assertThat(net.delete(kept, "").status()).isEqualTo(200);
        Reply left = client.get("/v1/{p}/publicips");
        assertThat(left.at("/publicips")).hasSize(1);
        assertThat(left.text("/publicips/0/status")).isEqualTo("DOWN");
        assertThat(client.get("/v1/{p}/cloudservers/" + kept).status()).isEqualTo(404);
        assertThat(client.delete("/v1/{p}/vpcs/" + net.vpc() + "/subnets/" + net.subnet())
                        .status())
                .isEqualTo(204);
    }

    @Test
    void whenTheEipFailsTheServersGoToo() {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        Reply refused = net.create(
                "s3.medium.1",
                Net.DEBIAN,
                "",
                ",'count':3,'publicip':{'eip':{'iptype':'5_gray','bandwidth':{'size':10,'sharetype':'PER'}}}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(client.get("/v1/{p}/cloudservers/detail").at("/count").asInt())
                .isZero();
        assertThat(client.get("/v1/{p}/publicips").at("/publicips")).isEmpty();
        assertThat(client.delete("/v1/{p}/vpcs/" + net.vpc() + "/subnets/" + net.subnet())
                        .status())
                .isEqualTo(204);
    }

    @Test
    void anEipThatIsTakenStaysWhereItIs() {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        String first = net.server(
                "s3.medium.1",
                Net.DEBIAN,
                "",
                ",'publicip':{'eip':{'iptype':'5_bgp','bandwidth':{'size':10,'sharetype':'PER'}}}");
        String eip = client.get("/v1/{p}/publicips").text("/publicips/0/id");
        Reply refused = net.create("s3.medium.1", Net.DEBIAN, "", ",'publicip':{'id':'" + eip + "'}");
        assertThat(refused.text("/error/code")).isEqualTo("Ecs.0210");
        assertThat(floating(client, first)).hasSize(1);
        assertThat(client.get("/v1/{p}/cloudservers/detail").at("/count").asInt())
                .isEqualTo(1);
    }

    @Test
    void severalServersAreNumbered() {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        Reply made = net.create("s3.medium.1", Net.DEBIAN, "", ",'count':3");
        assertThat(made.at("/serverIds")).hasSize(3);
        assertThat(client.get("/v1/{p}/cloudservers/detail").at("/servers").findValuesAsText("name"))
                .contains("web-0001", "web-0002", "web-0003");
    }

    @Test
    void aRehearsalMakesNothing() {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        String body = "{'dry_run':true,'server':{'name':'web','flavorRef':'%s','imageRef':'"
                + Net.image(client, Net.DEBIAN) + "','vpcid':'" + net.vpc()
                + "','root_volume':{'volumetype':'SSD'},'nics':[{'subnet_id':'" + net.subnet() + "'}]}}";
        assertThat(client.post("/v1/{p}/cloudservers", body.formatted("s3.medium.1"))
                        .status())
                .isEqualTo(202);
        assertThat(client.post("/v1/{p}/cloudservers", body.formatted("s9.medium.1"))
                        .text("/error/code"))
                .isEqualTo("Ecs.0029");
        assertThat(client.get("/v1/{p}/cloudservers/detail").at("/count").asInt())
                .isZero();
    }

    @Test
    void nicsComeAndGoButThePrimaryOneStays() {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        String id = net.server("s3.medium.1", Net.DEBIAN, "", "");
        String nics = "/v1/{p}/cloudservers/" + id + "/nics";
        Reply added = client.post(
                nics,
                "{'nics':[{'subnet_id':'" + net.subnet() + "'},{'subnet_id':'" + net.subnet()
                        + "','ipv6_enable':true}]}");
        assertThat(added.status()).isEqualTo(200);
        Reply job = client.get("/v1/{p}/jobs/" + added.text("/job_id"));
        assertThat(job.at("/entities/sub_jobs")).hasSize(2);
        List<String> ports = new ArrayList<>();
        client.get("/v1/{p}/cloudservers/" + id + "/os-interface")
                .at("/interfaceAttachments")
                .forEach(nic -> ports.add(nic.at("/port_id").asText()));
        assertThat(ports).hasSize(3).contains(job.text("/entities/sub_jobs/0/entities/nic_id"));

        Reply primary = client.post(nics + "/delete", "{'nics':[{'id':'" + ports.getFirst() + "'}]}");
        assertThat(primary.status()).isEqualTo(403);
        assertThat(client.post(nics + "/delete", "{'nics':[{'id':'none'}]}").text("/error/code"))
                .isEqualTo("Ecs.0085");
        assertThat(client.post(nics + "/delete", "{'nics':[{'id':'" + ports.get(1) + "'}]}")
                        .status())
                .isEqualTo(200);
        assertThat(client.get("/v1/{p}/cloudservers/" + id + "/os-interface").at("/interfaceAttachments"))
                .hasSize(2);
    }

    @Test
    void aPortOfAnotherVpcIsNoNicInEcs() {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        String vpc = client.post("/v1/{p}/vpcs", "{'vpc':{'name':'other','cidr':'10.0.0.0/16'}}")
                .text("/vpc/id");
        Net other = new Net(client, vpc, Net.subnet(client, vpc, "10.0.1.0/24", false));
        String port = client.post("/v2.0/ports", "{'port':{'network_id':'" + other.subnet() + "'}}")
                .text("/port/id");
        String id = net.server("s3.medium.1", Net.DEBIAN, "", "");
        for (Reply refused : List.of(
                net.create("s3.medium.1", Net.DEBIAN, ",'port_id':'" + port + "'", ""),
                client.post("/v1/{p}/cloudservers/" + id + "/nics", "{'nics':[{'port_id':'" + port + "'}]}"),
                client.post(
                        "/v1/{p}/cloudservers/" + id + "/nics", "{'nics':[{'subnet_id':'" + other.subnet() + "'}]}"))) {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text("/error/code")).isEqualTo("Ecs.0064");
        }
        Reply attached = client.post(
                "/v2.1/{p}/servers/" + id + "/os-interface", "{'interfaceAttachment':{'port_id':'" + port + "'}}");
        assertThat(attached.status()).as("Nova knows no VPCs").isEqualTo(200);
        assertThat(client.get("/v2.0/ports/" + port).text("/port/device_id")).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'ip_address':'nonsense'}                                | ip_address",
                "{'ip_address':'192.168.20.0/33'}                         | ip_address",
                "{'ip_address':'192.168.20.9','mac_address':'fa:16:3e'}   | mac_address",
                "{'ip_address':'0.0.0.0/0'}                               | 0.0.0.0/0",
                "{}                                                       | ip_address",
            })
    void addressPairsOfNicsAreThoseOfPorts(String pair, String named) {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        String pairs = "'allowed_address_pairs':[" + pair + "]";
        Reply refused = net.create("s3.medium.1", Net.DEBIAN, "," + pairs, "");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/message")).contains(named);
        String id = net.server("s3.medium.1", Net.DEBIAN, "", "");
        Reply added = client.post(
                "/v1/{p}/cloudservers/" + id + "/nics",
                "{'nics':[{'subnet_id':'" + net.subnet() + "'," + pairs + "}]}");
        assertThat(added.status()).isEqualTo(400);
        assertThat(added.text("/error/message")).contains(named);
    }

    @Test
    void aVirtualIpInANicsPairsIsBound() {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        Reply vip = client.post(
                "/v2.0/ports",
                "{'port':{'network_id':'" + net.subnet() + "','device_owner':'neutron:VIP_PORT','fixed_ips':[{"
                        + "'ip_address':'192.168.20.50'}]}}");
        String id =
                net.server("s3.medium.1", Net.DEBIAN, ",'allowed_address_pairs':[{'ip_address':'192.168.20.50'}]", "");
        String path = "/v2.0/ports/" + vip.text("/port/id");
        assertThat(client.delete(path).status()).as("while it is bound").isEqualTo(409);
        assertThat(net.delete(id, "").status()).isEqualTo(200);
        assertThat(client.delete(path).status()).isEqualTo(204);
    }

    @Test
    void isTaggedRenamedAndSwitched() {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        String id = net.server("s3.medium.1", Net.DEBIAN, "", "");
        String path = "/v1/{p}/cloudservers/" + id;
        assertThat(client.post(path + "/tags/action", "{'action':'create','tags':[{'key':'a','value':'1'}]}")
                        .status())
                .isEqualTo(204);
        assertThat(client.get(path + "/tags").text("/tags/0/value")).isEqualTo("1");
        assertThat(client.put(path, "{'server':{'name':'db'}}").text("/server/name"))
                .isEqualTo("db");
        client.post("/v1/{p}/cloudservers/action", "{'os-stop':{'servers':[{'id':'" + id + "'}]}}");
        assertThat(client.get(path).text("/server/status")).isEqualTo("SHUTOFF");
        client.post("/v1/{p}/cloudservers/action", "{'os-start':{'servers':[{'id':'" + id + "'}]}}");
        assertThat(client.get(path).text("/server/status")).isEqualTo("ACTIVE");
    }

    @Test
    void allThatTheReferenceDocumentsIsTaken() {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        client.post("/v2.1/{p}/os-keypairs", "{'keypair':{'name':'key-of-ecs-test'}}");
        String id = net.server(
                "s3.medium.1",
                Net.DEBIAN,
                ",'extra_dhcp_opts':[{'opt_name':'26','opt_value':8888}]",
                ",'key_name':'key-of-ecs-test','user_data':'IyEvYmluL2Jhc2g=','description':'a server'"
                        + ",'extendparam':{'support_auto_recovery':'false','enterprise_project_id':'ep1'}"
                        + ",'metadata':{'op_svc_userid':'u','admin_pass':'secret'}"
                        + ",'server_tags':[{'key':'env','value':'test'},{'key':'empty','value':''}]");
        JsonNode server = client.get("/v1/{p}/cloudservers/" + id).at("/server");
        assertThat(server.at("/key_name").asText()).isEqualTo("key-of-ecs-test");
        assertThat(server.at("/OS-EXT-SRV-ATTR:user_data").asText()).isEqualTo("IyEvYmluL2Jhc2g=");
        assertThat(server.at("/description").asText()).isEqualTo("a server");
        assertThat(server.at("/enterprise_project_id").asText()).isEqualTo("ep1");
        assertThat(server.at("/sys_tags/0/value").asText()).isEqualTo("ep1");
        assertThat(server.at("/metadata/op_svc_userid").asText()).isEqualTo("u");
        assertThat(server.at("/metadata").has("admin_pass")).isFalse();
        assertThat(server.at("/OS-EXT-SRV-ATTR:reservation_id").asText()).startsWith("r-");
        assertThat(client.get("/v1/{p}/cloudservers/" + id + "/tags").at("/tags"))
                .hasSize(2);
        assertThat(client.get("/v1/{p}/cloudservers/" + id + "/autorecovery").text("/support_auto_recovery"))
                .isEqualTo("false");
        assertThat(client.get("/v1/{p}/cloudservers/detail?enterprise_project_id=ep1")
                        .at("/count")
                        .asInt())
                .isEqualTo(1);
        assertThat(client.get("/v1/{p}/cloudservers/detail?reservation_id=r-none")
                        .at("/count")
                        .asInt())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",'adminPass':'weak'                          | Ecs.0011",
                ",'key_name':'none'                           | Ecs.0314",
                ",'os:scheduler_hints':{'tenancy':'dedicated','dedicated_host_id':'d'} | Ecs.0005",
                ",'os:scheduler_hints':{'tenancy':'shares'}   | Ecs.0005",
                ",'extendparam':{'support_auto_recovery':'7'} | Ecs.0005",
                ",'count':101                                 | Ecs.0005",
                ",'count':0                                   | Ecs.0005",
                ",'user_data':'%%%'                           | Ecs.0005",
                ",'metadata':{'a/b':'c'}                      | Ecs.0005",
                ",'tags':['a.b.c.d!']                         | fine",
                ",'tags':['0123456789012345678901234567890123456.v'] | Ecs.0005",
                ",'server_tags':[{'key':'a b','value':'c'}]   | Ecs.0005",
                ",'server_tags':[{'value':'c'}]               | Ecs.0005",
                ",'tags':['a','b','c','d','e','f','g','h','i','j','k'] | Ecs.0905",
                ",'description':'<b>'                         | Ecs.0005",
                ",'publicip':{'delete_on_termination':7}      | Ecs.0005",
            })
    void aFieldOutsideItsLimitsIsRefused(String field, String code) {
        Reply refused = Net.dualStack(twin.freshProject()).create("s3.medium.1", Net.DEBIAN, "", field);
        assertThat(code.equals("fine") ? "fine" : refused.text("/error/code"))
                .as(refused.json().toString())
                .isEqualTo(code);
        assertThat(refused.status()).isEqualTo(code.equals("fine") ? 200 : 400);
    }

    @Test
    void severalServersAreSpreadAndNumberedOn() {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        Reply made = client.post(
                "/v1/{p}/cloudservers",
                "{'server':{'name':'web-0009','count':3,'batch_create_in_multi_az':true,'flavorRef':'s3.medium.1',"
                        + "'imageRef':'" + Net.image(client, Net.DEBIAN) + "','vpcid':'" + net.vpc()
                        + "','root_volume':{'volumetype':'SSD'},'nics':[{'subnet_id':'" + net.subnet() + "'}]}}");
        assertThat(made.status()).as(made.json().toString()).isEqualTo(200);
        JsonNode servers = client.get("/v1/{p}/cloudservers/detail").at("/servers");
        assertThat(servers.findValuesAsText("OS-EXT-SRV-ATTR:hostname"))
                .containsExactlyInAnyOrder("web-0009", "web-0010", "web-0011");
        assertThat(servers.findValuesAsText("OS-EXT-AZ:availability_zone"))
                .containsExactlyInAnyOrder("eu-de-01", "eu-de-02", "eu-de-03");
    }

    @Test
    void anEipMayBeTiedToItsServer() {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        String tied = net.server(
                "s3.medium.1",
                Net.DEBIAN,
                "",
                ",'publicip':{'delete_on_termination':true,'eip':{'iptype':'5_bgp','bandwidth':"
                        + "{'size':10,'sharetype':'PER'}}}");
        assertThat(client.get("/v1/{p}/publicips").at("/publicips")).hasSize(1);
        assertThat(client.delete("/v2.1/{p}/servers/" + tied).status()).isEqualTo(204);
        assertThat(client.get("/v1/{p}/publicips").at("/publicips")).isEmpty();
    }

    @Test
    void aLockedServerFailsItsPartOfTheJob() {
        TestTwin client = twin.freshProject();
        Net net = Net.dualStack(client);
        String locked = net.server(
                "s3.medium.1",
                Net.DEBIAN,
                "",
                ",'publicip':{'eip':{'iptype':'5_bgp','bandwidth':{'size':10,'sharetype':'PER'}}}");
        String open = net.server("s3.medium.1", Net.DEBIAN, "", "");
        client.post("/v2.1/{p}/servers/" + locked + "/action", "{'lock':null}");
        String both = "'servers':[{'id':'" + locked + "'},{'id':'" + open + "'}]";
        for (String request : List.of("{'os-stop':{" + both + "}}", "{'reboot':{'type':'HARD'," + both + "}}")) {
            Reply job = client.get("/v1/{p}/jobs/"
                    + client.post("/v1/{p}/cloudservers/action", request).text("/job_id"));
            assertThat(job.text("/status")).isEqualTo("FAIL");
            assertThat(job.text("/error_code")).isEqualTo("Ecs.0605");
            assertThat(job.at("/entities/sub_jobs").findValuesAsText("status")).containsExactly("FAIL", "SUCCESS");
        }
        client.post("/v1/{p}/cloudservers/delete", "{" + both + ",'delete_publicip':true}");
        assertThat(client.get("/v1/{p}/cloudservers/" + open).status()).isEqualTo(404);
        assertThat(floating(client, locked)).hasSize(1);
        for (String bad : List.of("{}", "{'os-stop':{}}", "{'reboot':{" + both + "}}")) {
            assertThat(client.post("/v1/{p}/cloudservers/action", bad).status()).isEqualTo(400);
        }
    }

    @Test
    void isResizedAndReinstalledWhileItIsOff() {
        TestTwin client = twin.freshProject();
        String id = Net.dualStack(client).server("s3.medium.1", Net.DEBIAN, "", "");
        String path = "/v1/{p}/cloudservers/" + id;
        String resize = "{'resize':{'flavorRef':'c4.large.2'}}";
        assertThat(client.post(path + "/resize", resize).text("/error/code")).isEqualTo("Ecs.0100");
        String install = "{'os-reinstall':{'mode':'%s'}}";
        assertThat(client.post("/v2/{p}/cloudservers/" + id + "/reinstallos", install.formatted(""))
                        .text("/error/code"))
                .isEqualTo("Ecs.0100");
        Reply running = client.post("/v2/{p}/cloudservers/" + id + "/reinstallos", install.formatted("withStopServer"));
        assertThat(client.get("/v1/{p}/jobs/" + running.text("/job_id")).text("/status"))
                .isEqualTo("SUCCESS");
        client.post("/v2.1/{p}/servers/" + id + "/action", "{'os-stop':null}");
        assertThat(client.post(path + "/resize", "{'dry_run':true,'resize':{'flavorRef':'x'}}")
                        .status())
                .isEqualTo(202);
        Reply resized = client.post(path + "/resize", resize);
        assertThat(client.get("/v1/{p}/jobs/" + resized.text("/job_id")).text("/entities/server_id"))
                .isEqualTo(id);
        assertThat(client.get(path).text("/server/flavor/id")).isEqualTo("c4.large.2");
        assertThat(client.post(path + "/resize", resize).text("/error/code")).isEqualTo("Ecs.0810");
        String fedora = Net.image(client, "Standard_Fedora_34_latest");
        assertThat(client.post("/v2/{p}/cloudservers/" + id + "/changeos", "{'os-change':{'imageid':'" + fedora + "'}}")
                        .status())
                .isEqualTo(200);
        assertThat(client.get(path).text("/server/image/id")).isEqualTo(fedora);
        assertThat(client.post("/v2/{p}/cloudservers/" + id + "/changeos", "{'os-change':{'imageid':'x'}}")
                        .text("/error/code"))
                .isEqualTo("Ecs.0031");
    }

    @Test
    void autoRecoveryIsOnUnlessTurnedOff() {
        TestTwin client = twin.freshProject();
        String path = "/v1/{p}/cloudservers/" + Net.dualStack(client).server("s3.medium.1", Net.DEBIAN, "", "")
                + "/autorecovery";
        assertThat(client.get(path).json().toString()).isEqualTo("{\"support_auto_recovery\":\"true\"}");
        assertThat(client.put(path, "{'support_auto_recovery':'false'}").status())
                .isEqualTo(204);
        assertThat(client.get(path).text("/support_auto_recovery")).isEqualTo("false");
        assertThat(client.put(path, "{'support_auto_recovery':'maybe'}").text("/error/code"))
                .isEqualTo("Ecs.0005");
        assertThat(client.put(path, "{'support_auto_recovery':true}").status()).isEqualTo(400);
    }

    @Test
    void metadataAndTagsAreKept() {
        TestTwin client = twin.freshProject();
        String id = Net.dualStack(client).server("s3.medium.1", Net.DEBIAN, "", "");
        String path = "/v1/{p}/cloudservers/" + id;
        assertThat(client.post(path + "/metadata", "{'metadata':{'key':'value'}}")
                        .text("/metadata/key"))
                .isEqualTo("value");
        assertThat(client.get(path).text("/server/metadata/key")).isEqualTo("value");
        assertThat(client.delete(path + "/metadata/key").status()).isEqualTo(204);
        assertThat(client.get(path).at("/server/metadata").has("key")).isFalse();
        client.post(
                path + "/tags/action", "{'action':'create','tags':[{'key':'a','value':'1'},{'key':'b','value':''}]}");
        assertThat(client.get("/v1/{p}/cloudservers/tags").at("/tags/0").toString())
                .isEqualTo("{\"key\":\"a\",\"values\":[\"1\"]}");
        String find = "{'action':'%s','tags':[{'key':'a','values':['1','2']}],'matches':"
                + "[{'key':'resource_name','value':'we'}],'limit':'10','offset':'0'}";
        Reply found = client.post("/v1/{p}/cloudservers/resource_instances/action", find.formatted("filter"));
        assertThat(found.text("/resources/0/resource_id")).isEqualTo(id);
        assertThat(found.at("/resources/0/tags")).hasSize(2);
        assertThat(client.post("/v1/{p}/servers/resource_instances/action", find.formatted("count"))
                        .json()
                        .toString())
                .isEqualTo("{\"total_count\":1}");
        assertThat(client.post(
                                "/v1/{p}/cloudservers/resource_instances/action",
                                "{'action':'count','not_tags':[{'key':'a'}]}")
                        .at("/total_count")
                        .asInt())
                .isZero();
        assertThat(client.post(path + "/tags/action", "{'action':'create','tags':[]}")
                        .status())
                .isEqualTo(400);
        assertThat(client.post(path + "/tags/action", "{'action':'create','tags':[{'key':'a b'}]}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void flavorsToChangeToAndLimitsAreListed() {
        TestTwin client = twin.freshProject();
        String id = Net.dualStack(client).server("s3.medium.1", Net.DEBIAN, "", "");
        Reply targets = client.get("/v1/{p}/cloudservers/resize_flavors?instance_uuid=" + id);
        assertThat(targets.at("/flavors").findValuesAsText("id"))
                .contains("s3.large.2")
                .doesNotContain("s3.medium.1");
        assertThat(targets.at("/flavors/0/vcpus").isTextual()).isTrue();
        assertThat(client.get("/v2.1/{p}/resize_flavors?source_flavor_id=s3.medium.1&limit=1")
                        .at("/flavors"))
                .hasSize(1);
        assertThat(client.get("/v1/{p}/cloudservers/resize_flavors").status()).isEqualTo(400);
        assertThat(client.get("/v1/{p}/cloudservers/resize_flavors?instance_uuid=none")
                        .status())
                .isEqualTo(404);
        Reply limits = client.get("/v1/{p}/cloudservers/limits");
        assertThat(limits.at("/absolute/totalInstancesUsed").asInt()).isEqualTo(1);
        assertThat(limits.at("/absolute/totalRAMUsed").asInt()).isEqualTo(1024);
        assertThat(client.get("/v2.1/{p}/limits").at("/limits/absolute")).isEqualTo(limits.at("/absolute"));
    }

    @Test
    void aWindowsServerHasNoIfconfig() {
        TestTwin client = twin.freshProject();
        String id = Net.dualStack(client)
                .server("s3.medium.1", "Enterprise_Windows-Server_2022_STD_amd64_uefi_latest", "", "");
        assertThat(client.get("/v1/{p}/cloudservers/" + id).text("/server/metadata/os_type"))
                .isEqualTo("Windows");
        assertThat(client.get("/_twinstack/guest/" + id + "/ifconfig").status()).isEqualTo(409);
    }

    @Test
    void whatIsNotThereIsWordedAsEcsDoes() {
        TestTwin client = twin.freshProject();
        assertThat(client.get("/v1/{p}/cloudservers/none").status()).isEqualTo(404);
        assertThat(client.get("/v1/{p}/cloudservers/none").text("/error/code")).isEqualTo("Ecs.0114");
        assertThat(client.get("/v1/{p}/jobs/none").text("/error/code")).isEqualTo("Common.0011");
        assertThat(client.post("/v1/{p}/cloudservers/delete", "{'servers':[{'id':'none'}]}")
                        .status())
                .isEqualTo(404);
    }

    private static List<JsonNode> floating(TestTwin client, String server) {
        List<JsonNode> floating = new ArrayList<>();
        client.get("/v1/{p}/cloudservers/" + server)
                .at("/server/addresses")
                .forEach(network -> network.forEach(one -> {
                    if (one.at("/OS-EXT-IPS:type").asText().equals("floating")) {
                        floating.add(one);
                    }
                }));
        return floating;
    }
}
