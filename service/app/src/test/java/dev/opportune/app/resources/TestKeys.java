package dev.opportune.app.resources;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Keys as they are written into config.yml. */
final class TestKeys {
    private static final String SALT = "0a1b2c3d4e5f6a7b";

    private TestKeys() {}

    /** An item of the list {@code keys}. */
    static String item(String name, String key, String... scopes) {
        return "{name: %s, hash: \"sha256:%s:%s\", scopes: %s}".formatted(name, SALT, hash(key), List.of(scopes));
    }

    private static String hash(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest((SALT + key).getBytes(UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
