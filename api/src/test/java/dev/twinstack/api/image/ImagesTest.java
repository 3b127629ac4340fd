package dev.twinstack.api.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import dev.twinstack.api.TestTwin.Reply;
import org.junit.jupiter.api.Test;

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

    private static Reply page(TestTwin client, String marker) {
        return client.get("/image/v2/images?limit=3" + (marker.isEmpty() ? "" : "&marker=" + marker));
    }
}
