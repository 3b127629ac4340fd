package dev.twinstack.api.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Methods, queries, bodies and headers that a server has to expect all the same. */
final class Oddities {
    private static final List<String> BODIES = List.of(
            "",
            "{",
            "}",
            "[]",
            "null",
            "true",
            "\"text\"",
            "{}",
            "{\"a\":1,\"a\":2}",
            "{\"vpc\":{\"name\":\"a\",\"name\":\"b\"}}",
            "{'a':1}",
            "{\"a\":NaN}",
            "{\"a\":1e999}",
            "{\"a\":1} trailing",
            "\uFEFF{}",
            "{\"a\":\"\\uD800\"}",
            "{\"a\":",
            "[".repeat(50_000),
            "{\"a\":".repeat(5_000),
            " ".repeat(300_000));
    /** More than the 12 MB that the cloud takes (AUTH-07). */
    static final int TOO_LARGE = 13 << 20;

    private static final List<String> METHODS =
            List.of("HEAD", "OPTIONS", "PATCH", "TRACE", "get", "BREW", "A-METHOD-THAT-IS-FAR-TOO-LONG");
    private static final List<String> QUERIES = List.of(
            "?",
            "?&&==&",
            "?%00=%00",
            "?a=%C3%28",
            "?limit=1&limit=2&limit=x",
            "?marker=%27%22",
            "?fields=id&fields=nothing",
            "?page_reverse=maybe&marker=x",
            "?q=" + "q".repeat(9_000),
            "?sort_key=&sort_dir=",
            "?limit=+1",
            "?limit=99999999999999999999");
    private static final List<String> ILLEGAL_QUERIES =
            List.of("?limit=%zz", "?limit=%", "?a[]=1&a[b]=2", "?limit=٣", "?q=" + "q".repeat(17_000), "?x#fragment");

    private Oddities() {}

    static byte[] body(Values values) {
        if (values.chance(0.01)) {
            return new byte[TOO_LARGE];
        }
        return values.chance(0.05)
                ? new byte[] {(byte) 0xC3, 0x28, (byte) 0xFF} // no UTF-8
                : values.pick(BODIES).getBytes(StandardCharsets.UTF_8);
    }

    static String method(Values values) {
        return values.pick(METHODS);
    }

    static String query(Values values) {
        return values.pick(QUERIES);
    }

    /** Spoils a path, so that nobody can say where it leads. */
    static void spoil(StringBuilder target, Values values) {
        switch (values.below(5)) {
            case 0 -> target.append(values.pick(ILLEGAL_QUERIES));
            case 1 -> target.append("/".repeat(values.below(4) + 1));
            case 2 -> target.insert(values.below(target.length()), Gunner.encoded(values.odd()));
            case 3 ->
                target.insert(
                        values.below(target.length()),
                        values.pick(List.of("//", "/../", "%2F", "%", "é", "\"", ";x=y")));
            default -> target.insert(0, "http://somewhere:1");
        }
    }

    /**
     * Spoils one of a request's usual headers, or adds one.
     *
     * @param headers Host, X-Auth-Token, Content-Type and others, in this order
     */
    static void spoil(List<String> headers, Values values, Project other) {
        switch (values.below(12)) {
            case 0 -> headers.set(1, "X-Auth-Token: ");
            case 1 -> headers.set(1, "X-Auth-Token: garbage");
            case 2 -> headers.set(1, "X-Auth-Token: " + "t".repeat(7_000));
            case 3 -> headers.set(1, "X-Auth-Token: " + other.token());
            case 4 ->
                headers.set(
                        2,
                        "Content-Type: "
                                + values.pick(List.of(
                                        "text/plain", "", ";;;", "application/xml; charset=x", "multipart/form-data")));
            case 5 -> headers.add("X-Project-Id: " + values.pick(List.of(other.id(), "", "a|b", "x".repeat(300))));
            case 6 ->
                headers.set(
                        1,
                        "Authorization: SDK-HMAC-SHA256 "
                                + values.pick(List.of(
                                        "",
                                        "Access=a",
                                        "Access=,SignedHeaders=,Signature=",
                                        "Access=a, SignedHeaders=host;x-sdk-date, Signature=0")));
            case 7 -> headers.add("Accept: text/html, */*;q=0.1");
            case 8 ->
                headers.add(
                        "X-Openstack-Nova-Api-Version: " + values.pick(List.of("2.999", "latest", "x", "", "-1.0")));
            case 9 -> headers.add("X-Long: " + "l".repeat(values.below(9_000)));
            case 10 -> headers.add("Content-Encoding: gzip");
            default -> headers.add("X-Ünïcode: ü");
        }
    }
}
