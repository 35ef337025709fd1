package dev.opportune.storage;

import static dev.opportune.storage.Samples.NOON;
import static dev.opportune.storage.Samples.advance;
import static dev.opportune.storage.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opportune.kernel.store.StoreException;
import dev.opportune.kernel.timeline.Properties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeenPropertiesTest {
    @TempDir
    private Path folder;

    @Test
    void properties_areThoseOfTheEventsSinceThen_whileTheStoreIsOpen() {
        Path database = folder.resolve("a.db");
        try (SqliteStore store = SqliteStore.open(database)) {
            store.commit(
                    List.of(advance("u1", 1, event("u1", "e1", NOON.minus(Duration.ofMillis(1)), with("old")))), NOON);
            store.commit(List.of(advance("u2", 1, event("u2", "e2", NOON, with("price")))), NOON);
            store.commit(List.of(advance("u3", 1, event("u3", "e3", NOON, with("brand")))), NOON);

            assertThat(SeenProperties.read(database, NOON))
                    .isEqualTo(Map.of("Product Added", new TreeSet<>(List.of("brand", "price"))));
        }
    }

    @Test
    void event_withoutProperties_wasSeenAllTheSame() {
        Path database = folder.resolve("a.db");
        try (SqliteStore store = SqliteStore.open(database)) {
            store.commit(List.of(advance("u1", 1, event("u1", "e1", NOON, Properties.NONE))), NOON);
        }

        assertThat(SeenProperties.read(database, NOON)).isEqualTo(Map.of("Product Added", new TreeSet<>()));
    }

    @Test
    void databaseThatIsNone_isNamed() throws IOException {
        Path text = Files.writeString(folder.resolve("a.txt"), "no database, but long enough to look like something");

        assertThatThrownBy(() -> SeenProperties.read(folder.resolve("none.db"), NOON))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("there is no database");
        assertThatThrownBy(() -> SeenProperties.read(text, NOON))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("could not be read");
    }

    private static Properties with(String name) {
        return Properties.of(Map.of(name, "x"));
    }
}
