package dev.opportune.app.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key as it is kept.
 *
 * @param name of whoever has it; for ingest, the source of their events
 * @param hash {@code sha256:SALT:HEX}, the hex of SHA-256 over the salt followed by the key, both as UTF-8
 */
public record Key(String name, String hash, Set<Scope> scopes) {
    private static final Pattern HASH = Pattern.compile("sha256:([A-Za-z0-9+/=_-]{1,64}):([0-9a-f]{64})");

    public Key {
        scopes = Set.copyOf(scopes);
        if (!HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException("the hash of key \"" + name
                    + "\" is not written sha256:SALT:HEX, the hex being the SHA-256 of the salt followed by the key");
        }
        if (!Keys.isSource(name)) {
            throw new IllegalArgumentException("\"" + name + "\" cannot name a key: take 1 to 100 printable characters,"
                    + " and not the service's own name");
        }
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("key \"" + name + "\" has no scopes: ingest, decide, rules");
        }
        if (scopes.contains(Scope.RULES) && Keys.OWN_NAMES.contains(name)) {
            throw new IllegalArgumentException("\"" + name
                    + "\" cannot name a key for rules: the service itself goes by" + " this name in their history");
        }
    }

    /** Whether it is the one presented; takes as long for a near miss as for any other. */
    boolean isOf(String presented) {
        Matcher parts = HASH.matcher(hash);
        if (!parts.matches()) {
            return false;
        }
        byte[] kept = HexFormat.of().parseHex(parts.group(2));
        return MessageDigest.isEqual(kept, sha256(parts.group(1) + presented));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
