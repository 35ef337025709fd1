package dev.opportune.app.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Compares what only the provider knows. */
final class Secrets {
    private static final byte[] NOTHING = {};

    private Secrets() {}

    /** Whether two texts are the same; takes as long for a near miss as for any other. */
    static boolean same(String known, String presented) {
        return MessageDigest.isEqual(known.getBytes(UTF_8), presented.getBytes(UTF_8));
    }

    /** Base64, or nothing where it is none, so that no signature of it can hold. */
    static byte[] base64(@Nullable String text) {
        if (text == null) {
            return NOTHING;
        }
        try {
            return Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException none) {
            return NOTHING;
        }
    }
}
