package dev.twinstack.api.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twinstack.api.TestTwin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the fuzzer found, once each. */
class FoundTest {
    private static TestTwin twin;

    @BeforeAll
    static void start() {
        twin = TestTwin.start();
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    private static Wire.Answer send(String line, String header, byte[] body) throws IOException {
        return send(line, header, body, body.length);
    }

    /**
     * {@return the answer to a request}
     *
     * @param length of the body, as the request announces it
     */
    private static Wire.Answer send(String line, String header, byte[] body, int length) throws IOException {
        return exchange(line, header + "\r\nContent-Length: " + length, body);
    }

    private static Wire.Answer inChunks(String line, byte[] chunks) throws IOException {
        return exchange(line, "Transfer-Encoding: chunked", chunks);
    }

    private static Wire.Answer exchange(String line, String headers, byte[] body) throws IOException {
        try (Wire wire = new Wire(twin.endpoint(), Duration.ofSeconds(20))) {
            String head = line.replace("{p}", twin.project()) + " HTTP/1.1\r\nHost: twin\r\nX-Auth-Token: "
                    + twin.token() + "\r\n" + headers + "\r\n\r\n";
            byte[] first = head.getBytes(StandardCharsets.UTF_8);
            byte[] all = new byte[first.length + body.length];
            System.arraycopy(first, 0, all, 0, first.length);
            System.arraycopy(body, 0, all, first.length, body.length);
            return wire.send(all, false);
        }
    }

    private static byte[] chunk(int size) {
        return (Integer.toHexString(size) + "\r\n" + " ".repeat(size) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static JsonNode json(Wire.Answer answer) throws IOException {
        return new ObjectMapper().readTree(answer.body());
    }

    /** Between 8 MB, which Pekko takes by default, and the cloud's 12 (AUTH-07). */
    @Test
    void aLargeBodyIsRead() throws IOException {
        Wire.Answer answer = send("POST /v1/{p}/vpcs", "Accept: */*", new byte[9 << 20]);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(json(answer).at("/code").textValue()).isEqualTo("VPC.0101");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws IOException {
        Wire.Answer answer = send("POST /v2.0/networks", "Accept: */*", new byte[0], 13 << 20);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(413);
        assertThat(json(answer).at("/NeutronError/message").textValue()).contains("12 MB");
    }

    @Test
    void aBodyInChunksThatIsTooLargeIsRefused() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < 24; i++) {
            body.writeBytes(chunk(1 << 19));
        }
        body.writeBytes(chunk(1));
        Wire.Answer answer = inChunks("POST /v2.0/networks", body.toByteArray());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(413);
        assertThat(json(answer).at("/NeutronError/message").textValue()).contains("12 MB");
    }

    /** Not one that is too large. */
    @Test
    void aBodyThatBreaksOffIsRefused() throws IOException {
        Wire.Answer answer =
                inChunks("POST /v2.0/networks", "5\r\n{}   \r\nno size\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(json(answer).at("/NeutronError/message").textValue()).contains("could not be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"BREW /v1/{p}/vpcs", "GET /v1/{p}/vpcs?limit=%zz", "GET /v1/\"", "A-METHOD-THAT-IS-TOO-LONG /"})
    void whatIsNoRequestIsRefusedInJson(String line) throws IOException {
        Wire.Answer answer = send(line, "Accept: */*", new byte[0]);
        assertThat(answer.status()).as(answer.toString()).isIn(400, 501);
        assertThat(json(answer).at("/code").textValue()).isEqualTo("VPC.0" + answer.status());
        assertThat(json(answer).at("/message").textValue()).isNotEmpty();
    }

    @Test
    void aHeaderThatIsTooLongIsRefusedInJson() throws IOException {
        Wire.Answer answer = send("GET /v1/{p}/vpcs", "X-Long: " + "l".repeat(9_000), new byte[0]);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(431);
        assertThat(json(answer).at("/code").textValue()).isEqualTo("VPC.0431");
    }
}
