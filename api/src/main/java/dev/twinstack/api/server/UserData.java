package dev.twinstack.api.server;

import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.Text;
import java.util.Base64;

/** What a server's guest is handed at its first boot: base64 of at most 32 KiB. */
final class UserData {
    private static final int LARGEST = 32 * 1024;
    private static final Text ENCODED = Text.upTo(65535);

    private UserData() {}

    /** {@return the field {@code user_data} as it was sent, or a blank text if it is left out} */
    static String of(Body body) {
        String encoded = body.text("user_data", ENCODED, "");
        check(body.path("user_data"), encoded);
        return encoded;
    }

    static void check(String field, String encoded) {
        try {
            if (Base64.getDecoder().decode(encoded.replaceAll("\\s", "")).length > LARGEST) {
                throw Rejected.field(field, "must be at most 32 KB before it is encoded");
            }
        } catch (IllegalArgumentException notBase64) {
            throw Rejected.field(field, "must be encoded in base64");
        }
    }
}
