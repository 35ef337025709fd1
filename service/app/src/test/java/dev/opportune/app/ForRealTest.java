package dev.opportune.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.opportune.app.auth.Keys;
import dev.opportune.app.auth.Scope;
import dev.opportune.app.config.KeyConfig;
import dev.opportune.app.config.OpportuneConfig;
import dev.opportune.app.config.RulesConfig;
import dev.opportune.storage.SqliteStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says of running the service with keys: its commands make keys that the service takes. */
class ForRealTest {
    private static final Path HOME = Path.of(System.getProperty("opportune.home"));

    @TempDir
    private Path folder;

    private static String block(String section, String language, String containing) {
        Matcher block = Pattern.compile("^```" + language + "\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(section);
        while (block.find()) {
            if (block.group(1).contains(containing)) {
                return block.group(1);
            }
        }
        throw new IllegalStateException("no block of " + language + " with " + containing);
    }

    @Test
    void firstKey_madeAsThePageSays_opensWhatItSays() throws Exception {
        assumeTrue(Shell.has("bash"), "bash is there");
        String page = Files.readString(HOME.resolve("README.md"));
        String section = page.substring(page.indexOf("\n## For real\n"), page.indexOf("\n## The rooms\n"));
        String made = Shell.in(folder, Map.of())
                .run(block(section, "sh", "keys create ana"))
                .strip();
        Path file = folder.resolve("config.yml");
        Files.writeString(file, block(section, "yaml", "approval"));
        OpportuneConfig config = OpportuneApplication.serving().configuration(file);

        assertThat(config.terms().secondPerson()).isTrue();
        try (SqliteStore store = SqliteStore.open(folder.resolve(config.database()))) {
            Keys keys = new Keys(List.of(), store.keyring());
            RulesConfig.check(config, keys.all());
            assertThat(keys.access(made, Set.of(Scope.ADMIN))).isEqualTo(Keys.Access.GRANTED);
            assertThat(keys.source(made)).contains("ana");
        }
    }

    /** The comment in the shipped configuration, as somebody has it who takes the comment marks away. */
    @Test
    void keyMadeAsTheConfigurationSays_isOneThatItTakes() throws Exception {
        assumeTrue(Shell.has("bash", "openssl", "sha256sum"), "bash, openssl and sha256sum are there");
        String shipped = Files.readString(HOME.resolve("config.yml"));
        String[] made = Shell.in(folder, Map.of())
                .run(uncommented(shipped, "#   key=", "#   echo"))
                .strip()
                .split(" +");
        String item = uncommented(shipped, "# - name: shop", "#   hash: ", "#   scopes: ", "#   requestsPerSecond: ");
        Path file = folder.resolve("config.yml");
        Files.writeString(file, "keys:\n" + item.replace("sha256:SALT:HEX", made[1]));
        OpportuneConfig config = OpportuneApplication.serving().configuration(file);

        assertThat(config.keys()).singleElement().satisfies(key -> {
            assertThat(key.toKey().name()).isEqualTo("shop");
            assertThat(key.toKey().hash()).isEqualTo(made[1]);
            assertThat(key.toKey().requestsPerSecond()).isEqualTo(50);
        });
        try (SqliteStore store = SqliteStore.open(folder.resolve("keys.db"))) {
            Keys keys = new Keys(config.keys().stream().map(KeyConfig::toKey).toList(), store.keyring());
            assertThat(keys.source(made[0])).contains("shop");
            assertThat(keys.source("another")).isEmpty();
        }
    }

    private static String uncommented(String shipped, String... beginnings) {
        return shipped.lines()
                .filter(line -> Stream.of(beginnings).anyMatch(line::startsWith))
                .map(line -> line.substring(2) + "\n")
                .collect(Collectors.joining());
    }
}
