package dev.opportune.authoring.shipped;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.opportune.authoring.folders.RulesFolder;
import dev.opportune.authoring.rules.Loaded;
import dev.opportune.authoring.rules.Rules;
import dev.opportune.kernel.session.Ruleset;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The rules of the repository, and what a test puts beside them. */
final class ShippedRules {
    private static final String HEAD = """
            package rules.more
            import dev.opportune.facts.*
            global dev.opportune.facts.Decide decide
            """;

    private ShippedRules() {}

    /** With rules of a test's own. */
    static Ruleset with(String rules) {
        return with(Map.of("cart-recovery/more.drl", HEAD + rules));
    }

    /** With files of a test's own, by path. */
    static Ruleset with(Map<String, String> more) {
        Map<String, byte[]> files =
                new TreeMap<>(RulesFolder.read(Path.of(System.getProperty("opportune.home"), "rules"))
                        .files());
        more.forEach((path, text) -> files.put(path, text.getBytes(UTF_8)));
        Loaded loaded = new Rules().load(files);
        return loaded.ruleset().orElseThrow(() -> new AssertionError(loaded.problems()));
    }
}
