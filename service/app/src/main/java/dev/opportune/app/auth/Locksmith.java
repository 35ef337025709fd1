package dev.opportune.app.auth;

import dev.opportune.kernel.store.KeptKey;
import dev.opportune.kernel.store.Keyring;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes keys and revokes them. There is always one that can make others, from the first on. Safe for use by many threads.
 */
public final class Locksmith {
    /** So that a key is known for what it is where it should not be, as in a commit. */
    static final String PREFIX = "opk_";

    private static final int KEY_BYTES = 24;
    private static final int SALT_BYTES = 8;

    private final Keys keys;
    private final Keyring ring;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** @param random nobody must be able to foretell it */
    public Locksmith(Keys keys, Keyring ring, InstantSource clock, RandomGenerator random) {
        this.keys = keys;
        this.ring = ring;
        this.clock = clock;
        this.random = random;
    }

    /**
     * A key that was made.
     *
     * @param presented what its owner presents; kept nowhere
     */
    public record Made(KeptKey kept, String presented) {}

    /** Every key that was ever made, in order; those of the configuration are not among them. */
    public List<KeptKey> made() {
        return ring.keys();
    }

    /**
     * Makes a key, which opens at once.
     *
     * @param requestsPerSecond how often it may call; null if as often as any other
     * @param by who makes it
     * @throws IllegalArgumentException if there can be no such key; the message says why
     * @throws KeyRefusedException if there cannot now
     */
    public synchronized Made make(String name, Set<Scope> scopes, @Nullable Integer requestsPerSecond, String by) {
        String presented = PREFIX + hex(KEY_BYTES);
        Key key = new Key(name, Key.hash(hex(SALT_BYTES), presented), scopes, requestsPerSecond);
        if (!scopes.contains(Scope.ADMIN) && keys.all().stream().noneMatch(Locksmith::isAdmin)) {
            throw new KeyRefusedException(
                    "no_admin_key",
                    "No key has the scope admin, and with a first key that lacks it nobody could make another.",
                    "Make a key with the scope admin first, or give this one that scope too.");
        }
        KeptKey kept = new KeptKey(
                name,
                key.hash(),
                scopes.stream().map(Scope::word).collect(Collectors.toCollection(TreeSet::new)),
                requestsPerSecond,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                by,
                null);
        if (keys.all().stream().anyMatch(other -> other.name().equals(name)) || !ring.keep(kept)) {
            throw new KeyRefusedException(
                    "key_exists", "There is a key \"" + name + "\" already.", "Take another name, or revoke that one.");
        }
        keys.reread();
        return new Made(kept, presented);
    }

    private String hex(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static boolean isAdmin(Key key) {
        return key.scopes().contains(Scope.ADMIN);
    }

    /**
     * Revokes a key, which opens nothing from now on.
     *
     * @throws KeyRefusedException if there is none of its name, or none would be left that can make others
     */
    public synchronized void revoke(String name) {
        Key key = keys.kept().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name));
        if (isAdmin(key) && keys.all().stream().filter(Locksmith::isAdmin).count() == 1) {
            throw new KeyRefusedException(
                    "last_admin_key",
                    "\"" + name + "\" is the last key with the scope admin, and without it nobody could make another.",
                    "Make another key with the scope admin first.");
        }
        ring.revoke(name, clock.instant());
        keys.reread();
    }

    private KeyRefusedException unknown(String name) {
        boolean isConfigured =
                keys.configured().stream().anyMatch(key -> key.name().equals(name));
        return isConfigured
                ? new KeyRefusedException(
                        "key_in_configuration",
                        "The key \"" + name + "\" is in the configuration.",
                        "Take it out of config.yml and start the service again.")
                : new KeyRefusedException(
                        "unknown_key_name",
                        "There is no key \"" + name + "\", or it is revoked.",
                        "See which there are: keys list, or GET /v1/keys.");
    }
}
