package dev.twinstack.api.identity;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The text whose hash is signed (AUTH-11): method, path, query, headers, header names and the hash of the body. Clients
 * differ in details that the request does not show, so there are a few texts that one request may stand for.
 */
final class CanonicalRequest {
    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";

    private CanonicalRequest() {}

    /** What stands in the query's and the body's place. */
    private record Content(String query, String bodyHash) {}

    /** {@return every text the client may have signed; none if the request cannot be what was signed} */
    static Set<String> candidates(SignedRequest request, Signature signature) {
        Set<String> candidates = new LinkedHashSet<>();
        try {
            for (String path : paths(request.path())) {
                for (Content content : contents(request, signature.form())) {
                    candidates.add(String.join(
                            "\n",
                            request.method(),
                            path,
                            content.query(),
                            headers(request, signature),
                            String.join(";", signature.signedHeaders()),
                            content.bodyHash()));
                }
            }
        } catch (IllegalArgumentException undecodable) {
            return Set.of();
        }
        return candidates;
    }

    /** Most clients encode the decoded path; the Java SDK encodes the path it sends once more. */
    private static Set<String> paths(String raw) {
        Set<String> paths = new LinkedHashSet<>();
        paths.add(path(raw, true));
        paths.add(path(raw, false));
        return paths;
    }

    private static String path(String raw, boolean decode) {
        StringBuilder path = new StringBuilder("/");
        for (String segment : raw.split("/")) {
            if (!segment.isEmpty()) {
                path.append(encode(decode ? decode(segment.replace("+", "%2B")) : segment))
                        .append('/');
            }
        }
        return path.toString();
    }

    private static List<Content> contents(SignedRequest request, Signature.Form form) {
        SortedMap<String, List<String>> query = query(request.query());
        List<Content> contents = new ArrayList<>();
        for (String hash : bodyHashes(request)) {
            switch (form) {
                case Signature.Form.Plain _ -> {
                    contents.add(new Content(all(query, false), hash));
                    contents.add(new Content(all(query, true), hash));
                }
                case Signature.Form.Scoped _ -> {
                    contents.add(new Content(firsts(query), hash));
                    if (request.method().equals("POST") && request.body().length == 0) {
                        contents.add(new Content("", Hashes.sha256Hex(asForm(query)))); // AUTH-15
                    }
                }
            }
        }
        return contents;
    }

    /** A hash the client names counts only if it is the body's. */
    private static List<String> bodyHashes(SignedRequest request) {
        String hash = Hashes.sha256Hex(request.body());
        String named = request.header("x-sdk-content-sha256");
        if (named.isEmpty() || named.equalsIgnoreCase(hash)) {
            return List.of(hash);
        }
        return named.equals(UNSIGNED) ? List.of(UNSIGNED) : List.of();
    }

    private static SortedMap<String, List<String>> query(String raw) {
        SortedMap<String, List<String>> query = new TreeMap<>();
        for (String pair : raw.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                query.computeIfAbsent(decode(name), first -> new ArrayList<>()).add(decode(value));
            }
        }
        return query;
    }

    /** All values of all names, as Huawei's SDKs have them; the signing guide sorts the values too. */
    private static String all(SortedMap<String, List<String>> query, boolean sorted) {
        SortedMap<String, List<String>> encoded = new TreeMap<>();
        query.forEach((name, values) -> encoded.put(
                encode(name),
                (sorted ? values.stream().sorted() : values.stream())
                        .map(CanonicalRequest::encode)
                        .toList()));
        List<String> pairs = new ArrayList<>();
        encoded.forEach((name, values) -> values.forEach(value -> pairs.add(name + '=' + value)));
        return String.join("&", pairs);
    }

    /** The first value of each name, names sorted without regard to case. */
    private static String firsts(SortedMap<String, List<String>> query) {
        List<String> pairs = new ArrayList<>();
        query.entrySet().stream()
                .sorted((one, other) ->
                        String.CASE_INSENSITIVE_ORDER.compare(encode(one.getKey()), encode(other.getKey())))
                .forEach(entry -> pairs.add(
                        encode(entry.getKey()) + '=' + encode(entry.getValue().getFirst())));
        return String.join("&", pairs);
    }

    /** As a form is posted: a space is a plus sign. */
    private static String asForm(SortedMap<String, List<String>> query) {
        List<String> pairs = new ArrayList<>();
        query.forEach((name, values) -> values.forEach(value ->
                pairs.add(encode(name).replace("%20", "+") + '=' + encode(value).replace("%20", "+"))));
        return String.join("&", pairs);
    }

    private static String headers(SignedRequest request, Signature signature) {
        StringBuilder lines = new StringBuilder();
        for (String name : signature.signedHeaders()) {
            String value = request.header(name).strip();
            lines.append(name)
                    .append(':')
                    .append(
                            switch (signature.form()) {
                                case Signature.Form.Plain _ -> value;
                                case Signature.Form.Scoped _ -> value.replaceAll("\\s+", " ");
                            })
                    .append('\n');
        }
        return lines.toString();
    }

    /** RFC 3986: everything but letters, digits and {@code - . _ ~} as {@code %XX} of its UTF-8 bytes. */
    private static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) (each & 0xff);
            if (letter < 128 && (Character.isLetterOrDigit(letter) || "-._~".indexOf(letter) >= 0)) {
                encoded.append(letter);
            } else {
                encoded.append('%').append("%02X".formatted((int) letter));
            }
        }
        return encoded.toString();
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
