package dev.opportune.authoring.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.opportune.authoring.folders.RulesFolder;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Rulesets for tests. */
public final class Rulesets {
    static final String DRL = "cart-recovery/cart-recovery.drl";
    private static final String HEAD =
            "package rules.more\nimport dev.opportune.facts.*\nglobal dev.opportune.facts.Decide decide\n";

    private Rulesets() {}

    /** The folder of this name under src/test/resources/rulesets. */
    public static Path folder(String name) {
        try {
            URL found = Objects.requireNonNull(Rulesets.class.getResource("/rulesets/" + name), name);
            return Path.of(found.toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Map<String, byte[]> example() {
        return RulesFolder.read(folder("example")).files();
    }

    /** The example with more rules in a file of their own, after three lines of package, import and global. */
    static Map<String, byte[]> exampleWith(String rules) {
        Map<String, byte[]> files = new TreeMap<>(example());
        files.put("cart-recovery/more.drl", (HEAD + rules).getBytes(UTF_8));
        return files;
    }
}
