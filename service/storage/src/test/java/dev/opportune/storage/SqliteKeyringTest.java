package dev.opportune.storage;

import static dev.opportune.storage.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opportune.kernel.store.KeptKey;
import dev.opportune.kernel.store.Keyring;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteKeyringTest {
    private static final Instant LATER = NOON.plus(Duration.ofDays(1));

    @TempDir
    private Path folder;

    private SqliteStore store;
    private Keyring ring;

    @BeforeEach
    void open() {
        store = SqliteStore.open(folder.resolve("a.db"));
        ring = store.keyring();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static KeptKey key(String name, String hash, @Nullable Instant revokedAt) {
        return new KeptKey(name, hash, new TreeSet<>(List.of("ingest", "decide")), 5, NOON, "ana", revokedAt);
    }

    @Test
    void key_thatIsKept_isThereWhenTheDatabaseIsOpenedAgain() {
        KeptKey unlimited = new KeptKey(
                "cr\u00e8me \ud83c\udf70", "h2", new TreeSet<>(List.of("admin")), null, LATER, "shop", null);
        assertThat(ring.keep(key("shop", "h1", null))).isTrue();
        assertThat(ring.keep(unlimited)).isTrue();
        close();
        open();

        assertThat(ring.keys()).containsExactly(key("shop", "h1", null), unlimited);
    }

    @Test
    void name_thatHasAKey_getsNoSecond() {
        ring.keep(key("shop", "h1", null));

        assertThat(ring.keep(key("shop", "h2", null))).isFalse();
        assertThat(ring.keys()).containsExactly(key("shop", "h1", null));
    }

    @Test
    void key_thatIsRevoked_staysOnRecord_andItsNameMayBeGivenAgain() {
        ring.keep(key("shop", "h1", null));

        assertThat(ring.revoke("shop", LATER)).isTrue();
        assertThat(ring.keep(key("shop", "h2", null))).isTrue();
        assertThat(ring.keys()).containsExactly(key("shop", "h1", LATER), key("shop", "h2", null));
    }

    @Test
    void key_thatIsRevokedAlready_orNeverWas_isNotRevoked() {
        ring.keep(key("shop", "h1", null));
        ring.revoke("shop", LATER);

        assertThat(ring.revoke("shop", LATER.plusMillis(1))).isFalse();
        assertThat(ring.revoke("nobody", LATER)).isFalse();
        assertThat(ring.keys()).containsExactly(key("shop", "h1", LATER));
    }

    @Test
    void instant_finerThanAMillisecond_isRefused() {
        KeptKey fine = new KeptKey("shop", "h1", new TreeSet<>(), null, NOON.plusNanos(1), "ana", null);

        assertThatThrownBy(() -> ring.keep(fine)).isInstanceOf(IllegalArgumentException.class);
    }
}
