package dev.twinstack.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.huaweicloud.sdk.core.auth.AKSKSigner;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.http.HttpMethod;
import com.huaweicloud.sdk.core.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Both forms, against signatures computed here from the written algorithm, and by the Java SDK's own signer. */
class SignatureTest {
    private static final String DATE = "20260102T030405Z";
    private static final Instant NOW = Instant.parse("2026-01-02T03:10:00Z");
    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final String SCOPE = "20260102///sdk_request";

    private static String sha256(String text) throws GeneralSecurityException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String plain(String canonical) throws GeneralSecurityException {
        String toSign = "SDK-HMAC-SHA256\n" + DATE + "\n" + sha256(canonical);
        return HexFormat.of().formatHex(hmac(utf8("secret"), toSign));
    }

    private static String scoped(String canonical) throws GeneralSecurityException {
        byte[] date = hmac(utf8("SDKsecret"), "20260102");
        byte[] key = hmac(hmac(hmac(date, ""), ""), "sdk_request");
        String toSign = "SDK-HMAC-SHA256\n" + DATE + "\n" + SCOPE + "\n" + sha256(canonical);
        return HexFormat.of().formatHex(hmac(key, toSign));
    }

    private static Signature plainHeader(String headers, String value) {
        return Signature.parse("SDK-HMAC-SHA256 Access=AK, SignedHeaders=" + headers + ", Signature=" + value)
                .orElseThrow();
    }

    private static Signature scopedHeader(String headers, String value) {
        return Signature.parse("SDK-HMAC-SHA256 Credential=AK/" + SCOPE + ", SignedHeaders=" + headers + ", Signature="
                        + value)
                .orElseThrow();
    }

    private static SignedRequest request(String method, String path, String query, String body, String... more) {
        Map<String, String> headers = new HashMap<>(Map.of("host", "127.0.0.1:4664", "x-sdk-date", DATE));
        for (int i = 0; i < more.length; i += 2) {
            headers.put(more[i], more[i + 1]);
        }
        return new SignedRequest(method, path, query, headers, utf8(body));
    }

    private static Optional<String> fault(Signature signature, SignedRequest request) {
        return signature.fault(request, "secret", NOW);
    }

    @Test
    void thePlainFormCoversMethodPathQueryHeadersAndBody() throws Exception {
        String body = "{\"vpc\":{}}";
        Signature signature = plainHeader(
                "host;x-project-id;x-sdk-date",
                plain("POST\n/v1/p/vpcs/\na=1&b=2&b=3\nhost:127.0.0.1:4664\nx-project-id:p\nx-sdk-date:" + DATE
                        + "\n\nhost;x-project-id;x-sdk-date\n" + sha256(body)));
        String[] project = {"x-project-id", "p"};
        assertThat(signature.accessKey()).isEqualTo("AK");
        assertThat(fault(signature, request("POST", "/v1/p/vpcs", "b=2&b=3&a=1", body, project)))
                .isEmpty();
        assertThat(fault(signature, request("POST", "/v1/p/vpcs/", "a=1&b=2&b=3", body, project)))
                .isEmpty();
        assertThat(fault(signature, request("PUT", "/v1/p/vpcs", "b=2&b=3&a=1", body, project)))
                .isPresent();
        assertThat(fault(signature, request("POST", "/v1/q/vpcs", "b=2&b=3&a=1", body, project)))
                .isPresent();
        assertThat(fault(signature, request("POST", "/v1/p/vpcs", "b=2&a=1", body, project)))
                .isPresent();
        assertThat(fault(signature, request("POST", "/v1/p/vpcs", "b=2&b=3&a=1", body + " ", project)))
                .isPresent();
        assertThat(fault(signature, request("POST", "/v1/p/vpcs", "b=2&b=3&a=1", body, "x-project-id", "q")))
                .isPresent();
        assertThat(signature.fault(request("POST", "/v1/p/vpcs", "b=2&b=3&a=1", body, project), "Secret", NOW))
                .isPresent();
    }

    @Test
    void theScopedFormTakesTheFirstValueOfEachNameWithoutRegardToCase() throws Exception {
        Signature signature = scopedHeader(
                "accept;host;x-sdk-date",
                scoped(
                        "GET\n/v2.0/networks/\na=1&B=2&c=x%20y\naccept:application/json\nhost:127.0.0.1:4664\nx-sdk-date:"
                                + DATE + "\n\naccept;host;x-sdk-date\n" + EMPTY));
        String[] accept = {"accept", "application/json"};
        assertThat(fault(signature, request("GET", "/v2.0/networks", "B=2&B=3&a=1&c=x+y", "", accept)))
                .isEmpty();
        assertThat(fault(signature, request("GET", "/v2.0/networks", "B=3&B=2&a=1&c=x+y", "", accept)))
                .isPresent();
        // Added after signing, as the Go client adds it.
        assertThat(fault(
                        signature,
                        request(
                                "GET",
                                "/v2.0/networks",
                                "B=2&B=3&a=1&c=x+y",
                                "",
                                "accept",
                                "application/json",
                                "x-project-id",
                                "p")))
                .isEmpty();
    }

    @Test
    void theScopedFormHashesTheQueryOfAPostWithoutABody() throws Exception {
        Signature signature = scopedHeader(
                "host;x-sdk-date",
                scoped("POST\n/v1/p/x/\n\nhost:127.0.0.1:4664\nx-sdk-date:" + DATE + "\n\nhost;x-sdk-date\n"
                        + sha256("a=x+y&b=1")));
        assertThat(fault(signature, request("POST", "/v1/p/x", "b=1&a=x%20y", "")))
                .isEmpty();
        assertThat(fault(signature, request("POST", "/v1/p/x", "b=1&a=x%20y", "{}")))
                .isPresent();
    }

    @Test
    void regionAndServiceOfTheScopeTakePartInTheKey() throws Exception {
        String scope = "20260102/eu-de/vpc/sdk_request";
        byte[] key = hmac(hmac(hmac(hmac(utf8("SDKsecret"), "20260102"), "eu-de"), "vpc"), "sdk_request");
        String canonical = "GET\n/\n\nhost:127.0.0.1:4664\nx-sdk-date:" + DATE + "\n\nhost;x-sdk-date\n" + EMPTY;
        String value = HexFormat.of()
                .formatHex(hmac(key, "SDK-HMAC-SHA256\n" + DATE + "\n" + scope + "\n" + sha256(canonical)));
        Signature signature = Signature.parse("SDK-HMAC-SHA256 Credential=AK/" + scope
                        + ", SignedHeaders=host;x-sdk-date, Signature=" + value)
                .orElseThrow();
        assertThat(fault(signature, request("GET", "/", "", ""))).isEmpty();
    }

    @Test
    void aSignatureIsGoodForAQuarterOfAnHour() throws Exception {
        Signature signature = plainHeader(
                "host;x-sdk-date",
                plain("GET\n/\n\nhost:127.0.0.1:4664\nx-sdk-date:" + DATE + "\n\nhost;x-sdk-date\n" + EMPTY));
        SignedRequest request = request("GET", "/", "", "");
        Instant signed = Instant.parse("2026-01-02T03:04:05Z");
        for (long minutes : List.of(-15L, 0L, 15L)) {
            assertThat(signature.fault(request, "secret", signed.plusSeconds(minutes * 60)))
                    .isEmpty();
        }
        for (long minutes : List.of(-16L, 16L)) {
            assertThat(signature.fault(request, "secret", signed.plusSeconds(minutes * 60)))
                    .isPresent();
        }
        assertThat(signature.fault(request("GET", "/", "", "", "x-sdk-date", "yesterday"), "secret", signed))
                .isPresent();
    }

    @Test
    void hostAndDateMustBeSigned() throws Exception {
        Signature signature =
                plainHeader("x-sdk-date", plain("GET\n/\n\nx-sdk-date:" + DATE + "\n\nx-sdk-date\n" + EMPTY));
        assertThat(fault(signature, request("GET", "/", "", ""))).isPresent();
    }

    @Test
    void aNamedBodyHashMustBeTheBodys() throws Exception {
        String headers = "host;x-sdk-content-sha256;x-sdk-date";
        for (String hash : List.of(EMPTY, "UNSIGNED-PAYLOAD")) {
            Signature signature = plainHeader(
                    headers,
                    plain("PUT\n/\n\nhost:127.0.0.1:4664\nx-sdk-content-sha256:" + hash + "\nx-sdk-date:" + DATE
                            + "\n\n" + headers + "\n" + hash));
            boolean unsigned = hash.equals("UNSIGNED-PAYLOAD");
            assertThat(fault(signature, request("PUT", "/", "", "body", "x-sdk-content-sha256", hash))
                            .isEmpty())
                    .isEqualTo(unsigned);
        }
    }

    @Test
    void whatIsNoSignatureIsNotParsed() {
        for (String header : List.of(
                "",
                "Bearer x",
                "SDK-HMAC-SHA256",
                "SDK-HMAC-SHA256 Access=AK",
                "SDK-HMAC-SHA256 Access=, SignedHeaders=host, Signature=00",
                "SDK-HMAC-SHA256 Access=AK, SignedHeaders=host, Signature=xyz",
                "SDK-HMAC-SHA256 Credential=AK, SignedHeaders=host, Signature=00")) {
            assertThat(Signature.parse(header)).as(header).isEmpty();
        }
    }

    @Test
    void theJavaSdksOwnSignaturesAreRight() {
        BasicCredentials credentials =
                new BasicCredentials().withAk("AK").withSk("secret").withProjectId("p");
        HttpRequest request = HttpRequest.newBuilder()
                .withMethod(HttpMethod.POST)
                .withEndpoint("http://127.0.0.1:4664")
                .withPath("/v1/p/things/a%20b")
                .addQueryParam("name", List.of("with space", "and+plus"))
                .addQueryParam("Id", List.of("1"))
                .addQueryParam("x_y", List.of("~*ä"))
                .addHeader("X-Project-Id", "p")
                .addHeader("User-Agent", "huaweicloud-usdk-java/3.0")
                .withContentType("application/json")
                .withBodyAsString("{\"a\":\"ü\"}")
                .build();
        Map<String, String> signed = AKSKSigner.getInstance().sign(request, credentials);
        Map<String, String> headers = new HashMap<>();
        request.getHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        signed.forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        Signature signature =
                Signature.parse(headers.getOrDefault("authorization", "")).orElseThrow();
        SignedRequest sent = new SignedRequest(
                "POST",
                request.getUrl().getPath(),
                "name=with%20space&name=and%2Bplus&Id=1&x_y=~%2A%C3%A4",
                headers,
                utf8("{\"a\":\"ü\"}"));
        assertThat(signature.fault(sent, "secret", Instant.now())).isEmpty();
        assertThat(signature.fault(sent, "other", Instant.now())).isPresent();
    }
}
