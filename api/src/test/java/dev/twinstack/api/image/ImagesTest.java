package dev.twinstack.api.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagesTest {
    @Test
    void imagesAreFoundByNameAndPagedToTheEnd() {
        try (TestTwin client = TestTwin.start()) {
            Reply versions = client.get("/image/");
            assertThat(versions.text("/versions/0/id")).isEqualTo("v2.9");
            assertThat(versions.text("/versions/0/links/0/href")).isEqualTo(client.endpoint() + "/image/v2/");
            Reply named = client.get("/image/v2/cloudimages?name=Standard_Debian_11_latest&visibility=public");
            assertThat(named.at("/images")).hasSize(1);
            String id = named.text("/images/0/id");
            assertThat(client.get("/image/v2/images/" + id).json()).isEqualTo(named.at("/images/0"));
            assertThat(client.get("/image/v2/images/Standard_Debian_11_latest").status())
                    .isEqualTo(404);
            int all = client.get("/image/v2/images").at("/images").size();
            String marker = "";
            int seen = 0;
            for (Reply page = page(client, marker); !page.at("/images").isEmpty(); page = page(client, marker)) {
                seen += page.at("/images").size();
                marker = page.text("/images/" + (page.at("/images").size() - 1) + "/id");
            }
            assertThat(seen).isEqualTo(all).isGreaterThanOrEqualTo(5);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "name=Standard_Debian_11_latest, 1",
        "name=standard_debian_11_latest, 0",
        "__platform=Debian, 3",
        "__os_type=Windows, 1",
        "__os_type=Linux&__platform=Windows, 0",
        "__imagetype=gold&__isregistered=true&protected=true&status=active, 9",
        "__imagetype=private, 0",
        "__support_xen=true, 0",
        "visibility=private, 0",
        "min_disk=40, 1",
        "hw_firmware_type=uefi, 1",
        "tag=none, 0",
        "size_min=0&size_max=0, 9",
        "size_min=1, 0",
        "created_at=lt:2018-10-28T10:00:00Z, 0",
        "created_at=gte:2018-10-28T10:00:00Z, 9",
        "member_status=accepted, 9",
        "name=, 9",
    })
    void listsAreFiltered(String query, int found) {
        try (TestTwin client = TestTwin.start()) {
            assertThat(client.get("/image/v2/cloudimages?" + query).at("/images"))
                    .hasSize(found);
            assertThat(client.get("/image/v2/images?" + query).at("/images")).hasSize(found);
        }
    }

    @Test
    void whatIsNoFilterValueIsRefused() {
        try (TestTwin client = TestTwin.start()) {
            for (String bad : List.of("limit=many", "size_min=big", "created_at=yesterday")) {
                assertThat(client.get("/image/v2/cloudimages?" + bad).text("/error/code"))
                        .isEqualTo("IMG.0005");
            }
        }
    }

    private static Reply page(TestTwin client, String marker) {
        return client.get("/image/v2/images?limit=3" + (marker.isEmpty() ? "" : "&marker=" + marker));
    }
}
