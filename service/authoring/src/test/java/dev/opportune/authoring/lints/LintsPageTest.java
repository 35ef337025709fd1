package dev.opportune.authoring.lints;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.Problem;
import dev.opportune.authoring.folders.RulesFolder;
import dev.opportune.authoring.rules.Loaded;
import dev.opportune.authoring.rules.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * rules/LINTS.md is held to what it says: a section for each lint, whose first example is warned of, once, and whose second
 * is not. Examples are laid over the shipped rules, beside a flow "welcome" that has no rules but theirs.
 */
class LintsPageTest {
    private static final Path SHIPPED = Path.of("..", "..", "rules");
    private static final Pattern SECTION = Pattern.compile("(?m)^## `(\\w+)`$");
    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```(?:drl|yaml)\\n(.*?)^```$");
    private static final Pattern FILE = Pattern.compile("^# (\\S+)\\n");
    private static final String HEAD =
            "package rules.welcome\nimport dev.opportune.facts.*\nglobal dev.opportune.facts.Decide decide\n";
    private static final String WELCOME = "flow: welcome\nowner: x\nchannel: email\npriority: 5\nreentry: 24h\n";
    /** Told whatever policy.yml says, as a mistake. */
    private static final String ALWAYS_AN_ERROR = "window_too_long";

    private static final Sightings SEEN = new Sightings(
            Duration.ofDays(30),
            new TreeMap<>(Map.of("Product Viewed", new TreeSet<>(List.of("brand", "category", "product_id")))));

    private final Rules rules = new Rules(() -> Optional.of(SEEN));

    @Test
    void page_hasASectionForEachLint() throws IOException {
        List<String> expected = new ArrayList<>(Lints.codes());
        expected.add(ALWAYS_AN_ERROR);

        assertThat(sections().keySet()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @TestFactory
    Stream<DynamicTest> example_isWarnedOf_untilItIsMended() throws IOException {
        return sections().entrySet().stream()
                .map(section -> DynamicTest.dynamicTest(section.getKey(), () -> {
                    assertThat(section.getValue()).hasSize(2);
                    assertThat(codes(section.getValue().get(0))).containsExactly(section.getKey());
                    assertThat(codes(section.getValue().get(1))).isEmpty();
                }));
    }

    @Test
    void readme_showsARuleThatIsShipped() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(SHIPPED.resolve("README.md")));

        assertThat(example.results().map(found -> found.group(1)).filter(text -> text.contains("rule \"")))
                .isNotEmpty()
                .allSatisfy(text -> assertThat(Files.readString(SHIPPED.resolve("cart-recovery/cart-recovery.drl")))
                        .contains(text.strip()));
    }

    private List<String> codes(String example) {
        Map<String, byte[]> files = new TreeMap<>(RulesFolder.read(SHIPPED).files());
        files.put("welcome/flow.yml", WELCOME.getBytes(UTF_8));
        Matcher file = FILE.matcher(example);
        boolean settings = file.find();
        files.put("welcome/welcome.drl", (settings ? HEAD : HEAD + example).getBytes(UTF_8));
        if (settings) {
            files.put(file.group(1), example.getBytes(UTF_8));
        }
        Loaded loaded = rules.load(files);
        return loaded.problems().stream().map(Problem::code).toList();
    }

    private static Map<String, List<String>> sections() throws IOException {
        String page = Files.readString(SHIPPED.resolve("LINTS.md"));
        Map<String, List<String>> sections = new LinkedHashMap<>();
        Matcher heading = SECTION.matcher(page);
        int from = -1;
        String code = "";
        while (heading.find()) {
            if (from >= 0) {
                sections.put(code, examples(page.substring(from, heading.start())));
            }
            code = heading.group(1);
            from = heading.end();
        }
        sections.put(code, examples(page.substring(from)));
        return sections;
    }

    private static List<String> examples(String section) {
        return EXAMPLE.matcher(section).results().map(found -> found.group(1)).toList();
    }
}
