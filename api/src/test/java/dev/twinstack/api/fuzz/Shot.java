package dev.twinstack.api.fuzz;

import dev.twinstack.api.openapi.Description;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One request: everything that goes over the wire.
 *
 * @param call what it is a request of
 * @param aimed whether the call's own dialect has to answer; otherwise any may, as it may not get that far
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Shot(Description.Call call, boolean aimed, String method, String target, List<String> headers, byte[] body) {
    private static final int SHOWN = 2_500;

    byte[] bytes() {
        StringBuilder head =
                new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        head.append("\r\n");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
        all.writeBytes(body);
        return all.toByteArray();
    }

    /** {@return the request, cut to what one can read; a token is left out} */
    @Override
    public String toString() {
        byte[] all = bytes();
        String text = new String(all, 0, Math.min(all.length, SHOWN), StandardCharsets.UTF_8);
        return text.replaceAll("X-Auth-Token: [^\r]{20,}", "X-Auth-Token: …")
                + (all.length > SHOWN ? "… (" + all.length + " bytes)" : "");
    }
}
