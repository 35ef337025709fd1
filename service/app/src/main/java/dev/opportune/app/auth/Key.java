package dev.opportune.app.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.opportune.kernel.store.KeptKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is kept.
 *
 * @param name of whoever has it; for ingest, the source of their events
 * @param hash {@code sha256:SALT:HEX}, the hex of SHA-256 over the salt followed by the key, both as UTF-8
 * @param requestsPerSecond how often it may call; null if as often as any other
 */
public record Key(
        String name,
        String hash,
        Set<Scope> scopes,
        @Nullable Integer requestsPerSecond) {
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
        if (requestsPerSecond != null && requestsPerSecond < 1) {
            throw new IllegalArgumentException("key \"" + name + "\" may call " + requestsPerSecond
                    + " times a second: take a number from 1 on, or leave it out");
        }
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException(
                    "key \"" + name + "\" has no scopes: give it one or more of " + String.join(", ", Scope.words()));
        }
        if (scopes.contains(Scope.AUTHOR) && Keys.OWN_NAMES.contains(name)) {
            throw new IllegalArgumentException(
                    "\"" + name
                            + "\" cannot name a key of an author: the service itself goes by this name in the history of the rules");
        }
    }

    /** A key that was kept. */
    static Key of(KeptKey kept) {
        Set<Scope> scopes = kept.scopes().stream().map(Scope::of).collect(Collectors.toSet());
        return new Key(kept.name(), kept.hash(), scopes, kept.requestsPerSecond());
    }

    /** As a key is kept. */
    static String hash(String salt, String presented) {
        return "sha256:" + salt + ":" + HexFormat.of().formatHex(sha256(salt + presented));
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
