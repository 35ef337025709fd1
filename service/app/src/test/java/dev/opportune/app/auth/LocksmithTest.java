package dev.opportune.app.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opportune.app.service.SettableClock;
import dev.opportune.storage.SqliteStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keys are made, which are not, and what they open. */
class LocksmithTest {
    private static final Set<Scope> ADMIN = Set.of(Scope.ADMIN);
    private static final Set<Scope> INGEST = Set.of(Scope.INGEST);

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-03T12:00:00Z"));
    private SqliteStore store;
    private Keys keys;
    private Locksmith locksmith;

    @BeforeEach
    void open() {
        open(List.of());
    }

    private void open(List<Key> configured) {
        store = SqliteStore.open(folder.resolve("a.db"));
        keys = new Keys(configured, store.keyring());
        locksmith = new Locksmith(keys, store.keyring(), clock, new Random(1));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private String make(String name, Scope... scopes) {
        return locksmith.make(name, Set.of(scopes), null, "ana").presented();
    }

    private static void assertRefused(Runnable asking, String code) {
        assertThatThrownBy(asking::run)
                .isInstanceOfSatisfying(
                        KeyRefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void firstKey_thatCouldNotMakeOthers_isNotMade() {
        assertRefused(() -> make("shop", Scope.INGEST), "no_admin_key");
        assertThat(keys.areRequired()).isFalse();

        make("ana", Scope.ADMIN, Scope.INGEST);
        make("shop", Scope.INGEST);
        assertThat(keys.all()).extracting(Key::name).containsExactly("ana", "shop");
    }

    @Test
    void key_opensItsScopesAtOnce_andNothingElse() {
        make("ana", Scope.ADMIN);
        String presented = make("shop", Scope.INGEST, Scope.DECIDE);

        assertThat(keys.access(presented, INGEST)).isEqualTo(Keys.Access.GRANTED);
        assertThat(keys.access(presented, Set.of(Scope.AUTHOR, Scope.DECIDE))).isEqualTo(Keys.Access.GRANTED);
        assertThat(keys.access(presented, ADMIN)).isEqualTo(Keys.Access.WRONG_SCOPE);
        assertThat(keys.access(presented + "0", INGEST)).isEqualTo(Keys.Access.UNKNOWN_KEY);
        assertThat(keys.access(null, INGEST)).isEqualTo(Keys.Access.UNKNOWN_KEY);
        assertThat(keys.source(presented)).contains("shop");
    }

    @Test
    void key_thatIsRevoked_opensNothingAtOnce() {
        make("ana", Scope.ADMIN);
        String presented = make("shop", Scope.INGEST);
        locksmith.revoke("shop");

        assertThat(keys.access(presented, INGEST)).isEqualTo(Keys.Access.UNKNOWN_KEY);
        assertRefused(() -> locksmith.revoke("shop"), "unknown_key_name");
    }

    @Test
    void name_thatWasRevoked_mayBeGivenAgain_toAnotherKey() {
        make("ana", Scope.ADMIN);
        String first = make("shop", Scope.INGEST);
        assertRefused(() -> make("shop", Scope.INGEST), "key_exists");
        locksmith.revoke("shop");
        String second = make("shop", Scope.INGEST);

        assertThat(keys.source(first)).isEmpty();
        assertThat(keys.source(second)).contains("shop");
    }

    @Test
    void lastKeyThatCanMakeOthers_cannotBeRevoked() {
        make("ana", Scope.ADMIN);
        make("shop", Scope.INGEST);
        assertRefused(() -> locksmith.revoke("ana"), "last_admin_key");

        make("ben", Scope.ADMIN);
        locksmith.revoke("ana");
        assertThat(keys.all()).extracting(Key::name).containsExactly("shop", "ben");
    }

    @Test
    void keysOfTheConfiguration_count_andStayWhereTheyAre() {
        close();
        open(List.of(new Key("ana", Key.hash("salt", "secret"), ADMIN, null)));
        String presented = make("shop", Scope.INGEST);

        assertThat(keys.access("secret", ADMIN)).isEqualTo(Keys.Access.GRANTED);
        assertThat(keys.access(presented, INGEST)).isEqualTo(Keys.Access.GRANTED);
        assertRefused(() -> make("ana", Scope.INGEST), "key_exists");
        assertRefused(() -> locksmith.revoke("ana"), "key_in_configuration");
    }

    @Test
    void key_isStillOne_whenTheDatabaseIsOpenedAgain_andNowhereInIt() {
        String presented = make("ana", Scope.ADMIN);
        clock.advance(Duration.ofDays(1));
        close();
        assertThat(written()).doesNotContain(presented).contains("ana");
        open();

        assertThat(keys.access(presented, ADMIN)).isEqualTo(Keys.Access.GRANTED);
        assertThat(locksmith.made().get(0).createdAt()).isEqualTo(Instant.parse("2026-03-03T12:00:00Z"));
    }

    private String written() {
        try (Stream<Path> files = Files.list(folder)) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.toList()) {
                all.append(Files.readString(file, ISO_8859_1));
            }
            return all.toString();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void key_thatThereCannotBe_isNotMade() {
        assertThatThrownBy(() -> make(" ", Scope.ADMIN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> make("ana")).hasMessageContaining("ingest, decide, author, admin");
        assertThatThrownBy(() -> make("start", Scope.ADMIN, Scope.AUTHOR)).hasMessageContaining("start");
        assertThatThrownBy(() -> locksmith.make("ana", ADMIN, 0, "ana")).hasMessageContaining("0 times a second");
        assertThat(locksmith.made()).isEmpty();
    }
}
