package dev.opportune.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.opportune.app.auth.Keys;
import dev.opportune.app.config.KeyConfig;
import dev.opportune.app.config.OpportuneConfig;
import dev.opportune.app.config.RulesConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says of running the service with keys: its commands make keys that its configuration takes. */
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
    void keyMadeAsThePageSays_isOneThatItsConfigurationLetsIn() throws Exception {
        assumeTrue(Shell.has("bash", "openssl", "sha256sum"), "bash, openssl and sha256sum are there");
        String page = Files.readString(HOME.resolve("README.md"));
        String section = page.substring(page.indexOf("\n## For real\n"), page.indexOf("\n## The rooms\n"));
        String[] made = Shell.in(folder, Map.of())
                .run(block(section, "sh", "openssl"))
                .strip()
                .split(" +");
        Path file = folder.resolve("config.yml");
        Files.writeString(file, block(section, "yaml", "keys:").replace("sha256:SALT:HEX", made[1]));

        OpportuneConfig config = OpportuneApplication.serving().configuration(file);
        RulesConfig.check(config);
        Keys keys = new Keys(config.keys().stream().map(KeyConfig::toKey).toList());

        assertThat(config.terms().secondPerson()).isTrue();
        assertThat(keys.source(made[0])).contains("shop");
        assertThat(keys.source("another")).isEmpty();
    }
}
