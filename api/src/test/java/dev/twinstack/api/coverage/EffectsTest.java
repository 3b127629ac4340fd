package dev.twinstack.api.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twinstack.api.TestTwin;
import dev.twinstack.api.dialect.V1;
import dev.twinstack.api.http.Answer;
import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.http.Errors;
import dev.twinstack.emulator.reachability.Disposition;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffectsTest {
    private static final Errors ERRORS = Errors.of("", "", "");

    private static List<Disposition> of(String method, String template) {
        return Effects.of(new Endpoint(
                "",
                V1.DIALECT,
                method,
                template,
                ERRORS,
                rq -> Answer.noContent().now()));
    }

    @Test
    void theLongestBeginningCounts() {
        assertThat(of("PUT", "/v1/{project_id}/vpcs/{vpc_id}")).contains(Disposition.ISOLATED_VPCS);
        assertThat(of("PUT", "/v1/{project_id}/vpcs/{vpc_id}/subnets/{subnet_id}"))
                .contains(Disposition.NO_ADDRESS)
                .doesNotContain(Disposition.ISOLATED_VPCS);
        assertThat(of("POST", "/v1/{project_id}/cloudservers/{server_id}/tags/action"))
                .isEmpty();
        assertThat(of("POST", "/v1/{project_id}/vpcs-and-more")).isEmpty();
    }

    @Test
    void readingHasNone() {
        assertThat(of("GET", "/v1/{project_id}/vpcs")).isEmpty();
    }

    @Test
    void everyRowIsAboutSomethingServed() {
        List<String> paths = new ArrayList<>();
        try (TestTwin twin = TestTwin.start()) {
            twin.get("/_twinstack/openapi.json")
                    .at("/paths")
                    .fieldNames()
                    .forEachRemaining(path -> paths.add(path + '/'));
        }
        assertThat(Effects.beginnings())
                .allSatisfy(beginning ->
                        assertThat(paths).as(beginning).anyMatch(path -> path.startsWith(beginning + '/')));
    }
}
