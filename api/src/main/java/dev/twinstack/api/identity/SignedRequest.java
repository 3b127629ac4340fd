package dev.twinstack.api.identity;

import java.util.Map;

/**
 * The parts of a request that a signature covers.
 *
 * @param path as it stood in the request line, without the query
 * @param query as it stood in the request line; blank for none
 * @param headers the first value of each header by its name in lower case
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SignedRequest(String method, String path, String query, Map<String, String> headers, byte[] body) {
    SignedRequest {
        headers = Map.copyOf(headers);
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
