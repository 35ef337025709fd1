package dev.opportune.app.api;

import dev.opportune.app.auth.Key;
import dev.opportune.app.auth.Locksmith;
import dev.opportune.kernel.store.KeptKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who may call: names and scopes, never a hash. A key itself is told once, to whoever had it made. */
public final class KeysJson {
    private KeysJson() {}

    /** Those of the configuration, and then those that were made, also if they are revoked. */
    public static Map<String, @Nullable Object> list(Collection<Key> configured, Collection<KeptKey> made) {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put(
                "keys",
                Stream.concat(
                                configured.stream().map(KeysJson::configured),
                                made.stream().map(KeysJson::kept))
                        .toList());
        return fields;
    }

    /** A key that was made just now, itself included. */
    public static Map<String, @Nullable Object> made(Locksmith.Made made) {
        Map<String, @Nullable Object> fields = kept(made.kept());
        fields.put("key", made.presented());
        return fields;
    }

    private static Map<String, @Nullable Object> kept(KeptKey key) {
        Map<String, @Nullable Object> fields =
                fields(key.name(), "database", List.copyOf(key.scopes()), key.requestsPerSecond());
        fields.put("createdAt", key.createdAt());
        fields.put("createdBy", key.createdBy());
        fields.put("revokedAt", key.revokedAt());
        return fields;
    }

    private static Map<String, @Nullable Object> configured(Key key) {
        List<String> scopes =
                key.scopes().stream().map(scope -> scope.word()).sorted().toList();
        return fields(key.name(), "configuration", scopes, key.requestsPerSecond());
    }

    private static Map<String, @Nullable Object> fields(
            String name, String from, List<String> scopes, @Nullable Integer requestsPerSecond) {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("name", name);
        fields.put("from", from);
        fields.put("scopes", scopes);
        fields.put("requestsPerSecond", requestsPerSecond);
        return fields;
    }
}
