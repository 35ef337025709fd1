package dev.opportune.app.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.opportune.kernel.store.Keyring;
import dev.opportune.kernel.timeline.Event;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what. Without any keys, which is only allowed where nobody but this machine can connect, everything is open
 * and whatever write key a client sends names its source.
 */
public final class Keys {
    /** What somebody is called who makes keys in a database that no service has open. */
    public static final String COMMAND_LINE = "command-line";

    /** What the service calls itself, or one whom it does not know, where it says who changed the rules. */
    static final Set<String> OWN_NAMES = Set.of("start", "watch", "quarantine", "http", COMMAND_LINE);

    private static final int LONGEST_SOURCE = 100;

    private final List<Key> configured;
    private final Keyring ring;
    private volatile List<Key> kept;

    /**
     * @param configured those that the configuration has
     * @param ring those that were made
     */
    public Keys(List<Key> configured, Keyring ring) {
        this.configured = List.copyOf(configured);
        this.ring = ring;
        this.kept = read(ring);
    }

    private static List<Key> read(Keyring ring) {
        return ring.keys().stream().filter(key -> !key.isRevoked()).map(Key::of).toList();
    }

    /** Takes note of what was made or revoked. */
    void reread() {
        kept = read(ring);
    }

    /** Those of the configuration. */
    public List<Key> configured() {
        return configured;
    }

    /** Those that were made and not revoked. */
    List<Key> kept() {
        return kept;
    }

    /** Every key that opens something. */
    public List<Key> all() {
        return Stream.concat(configured.stream(), kept.stream()).toList();
    }

    /** Whether calls need a key at all. */
    public boolean areRequired() {
        return !configured.isEmpty() || !kept.isEmpty();
    }

    /** What a caller may do. */
    public enum Access {
        GRANTED,
        /** There is no key, or nobody has it. */
        UNKNOWN_KEY,
        /** The key is known and opens other things. */
        WRONG_SCOPE
    }

    /**
     * Whether whoever presents a key may do what any of some scopes covers.
     *
     * @param presented null if they present none
     */
    public Access access(@Nullable String presented, Set<Scope> scopes) {
        if (!areRequired()) {
            return Access.GRANTED;
        }
        Optional<Key> key = key(presented);
        if (key.isEmpty()) {
            return Access.UNKNOWN_KEY;
        }
        return key.get().scopes().stream().anyMatch(scopes::contains) ? Access.GRANTED : Access.WRONG_SCOPE;
    }

    /** How a caller goes down in the history of the rules: by the key's name or, where none is needed, as they say. */
    public String caller(@Nullable String presented) {
        return source(presented).filter(said -> !OWN_NAMES.contains(said)).orElse("http");
    }

    /** The source that a write key stands for; empty if it cannot name one. Ask for {@link #access} first. */
    public Optional<String> source(@Nullable String presented) {
        if (presented == null) {
            return Optional.empty();
        }
        return areRequired()
                ? find(presented).map(Key::name)
                : Optional.of(presented).filter(Keys::isSource);
    }

    /** The key that somebody presents, if it is one. */
    public Optional<Key> key(@Nullable String presented) {
        return presented == null ? Optional.empty() : find(presented);
    }

    private Optional<Key> find(String presented) {
        return all().stream().filter(key -> key.isOf(presented)).findFirst();
    }

    /** Whether a text can be the source of events from outside: the service's own are not to be imitated. */
    static boolean isSource(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST_SOURCE
                && text.chars().noneMatch(Character::isISOControl)
                && !text.equals(Event.OWN_SOURCE);
    }

    /** The key in an Authorization header: the user name of Basic, or the token of Bearer; null if there is neither. */
    public static @Nullable String presented(@Nullable String authorization) {
        if (authorization == null) {
            return null;
        }
        int space = authorization.indexOf(' ');
        String scheme = space < 0 ? "" : authorization.substring(0, space).toLowerCase(Locale.ROOT);
        String value = authorization.substring(space + 1).strip();
        return switch (scheme) {
            case "bearer" -> value.isEmpty() ? null : value;
            case "basic" -> userName(value);
            default -> null;
        };
    }

    private static @Nullable String userName(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), UTF_8);
            int colon = pair.indexOf(':');
            String user = colon < 0 ? pair : pair.substring(0, colon);
            return user.isEmpty() ? null : user;
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }
}
