package dev.opportune.authoring.shipped;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.opportune.authoring.Problem;
import dev.opportune.authoring.Severity;
import dev.opportune.authoring.folders.RulesFolder;
import dev.opportune.authoring.rules.Loaded;
import dev.opportune.authoring.rules.Rules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each number, duration and comparison of the shipped rules, and each of their constraints, conditions and rules, is pinned
 * down by a fixture: whoever changes one has to change a story too.
 */
class EveryChangeFailsTest {
    private static final Path HOME = Path.of(System.getProperty("opportune.home"));
    /** Changes after which nothing can be run at all. */
    private static final Set<String> REFUSED = Set.of("channels.email.caps: 1 per 24h -> 0 per 24h");

    /** Comments, and the holes of tables, which are numbered. */
    private static final Pattern COMMENT = Pattern.compile("(?m)(#|//).*$|\\$[1-9]");

    private static final Pattern NUMBER_OR_COMPARISON = Pattern.compile("\\b\\d+|[=!<>]=|[<>]|\\b(true|false)\\b");

    private final Rules rules = new Rules();
    private final SortedMap<String, byte[]> shipped =
            RulesFolder.read(HOME.resolve("rules")).files();
    private final ShippedStories stories = new ShippedStories(rules, HOME.resolve("fixtures"));

    @TestFactory
    Stream<DynamicTest> changed_rules_fail_a_fixture() {
        int threads = Math.min(4, Math.max(1, Runtime.getRuntime().availableProcessors()));
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        List<DynamicTest> tests = new ArrayList<>();
        for (Change change : changes()) {
            if (Unseen.ALL.stream().noneMatch(unseen -> unseen.has(change))) {
                Future<?> noticed = workers.submit(() -> assertNoticed(change));
                tests.add(dynamicTest(change.toString(), noticed::get));
            }
        }
        workers.shutdown();
        return tests.stream();
    }

    private void assertNoticed(Change change) {
        Loaded changed = rules.load(change.on(shipped));
        assertThat(changed.isBroken())
                .as(() -> changed.problems().toString())
                .isEqualTo(REFUSED.contains(change.what()) || isOnlyAskedFor(changed));
        assertThat(changed.isBroken() || stories.failing(changed, change).isPresent())
                .as("a fixture fails with " + change)
                .isTrue();
    }

    /** Where what proposed a message is gone and another rule still waits for it, {@code check} says so. */
    private static boolean isOnlyAskedFor(Loaded changed) {
        List<String> errors = changed.problems().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .map(Problem::code)
                .distinct()
                .toList();
        return errors.equals(List.of("unknown_message"));
    }

    @TestFactory
    Stream<DynamicTest> changes_listed_as_unseen_fail_no_fixture() {
        List<Change> changes = changes();
        return Unseen.ALL.stream()
                .map(unseen -> dynamicTest(unseen.why(), () -> {
                    assertThat(unseen.notAmong(changes)).isEmpty();
                    Loaded changed = rules.load(
                            together(changes.stream().filter(unseen::has).toList()));
                    assertThat(changed.isBroken()).isFalse();
                    assertThat(stories.notPassing(changed)).isEmpty();
                }));
    }

    /** All of them at once; of two at the same place the first. */
    private SortedMap<String, byte[]> together(List<Change> changes) {
        SortedMap<String, byte[]> files = new TreeMap<>(shipped);
        Set<String> places = new HashSet<>();
        changes.stream()
                .sorted((one, other) -> Integer.compare(other.start(), one.start()))
                .filter(change -> places.add(change.file() + change.start()))
                .forEach(change -> files.putAll(change.on(files)));
        return files;
    }

    @Test
    void unchanged_rules_pass_every_fixture() {
        assertThat(stories.notPassing(rules.load(shipped))).isEmpty();
    }

    @Test
    void numbers_and_comparisons_of_the_rules_are_all_among_the_changes() {
        List<Change> changes = changes();
        List<String> missed = new ArrayList<>();
        int seen = 0;
        for (String file : shipped.keySet()) {
            Matcher comments = COMMENT.matcher(text(file));
            Matcher matcher = NUMBER_OR_COMPARISON.matcher(
                    comments.replaceAll(comment -> " ".repeat(comment.group().length())));
            while (matcher.find()) {
                int at = matcher.start();
                seen++;
                if (changes.stream().noneMatch(change -> replaces(change, file, at))) {
                    missed.add(file + ": " + matcher.group() + " at " + at);
                }
            }
        }
        assertThat(missed).isEmpty();
        assertThat(seen).isGreaterThan(100);
    }

    private static boolean replaces(Change change, String file, int at) {
        return change.file().equals(file)
                && change.start() <= at
                && at < change.end()
                && !change.with().isEmpty();
    }

    @Test
    void changes_have_names_of_their_own() {
        assertThat(changes()).extracting(Change::toString).doesNotHaveDuplicates();
    }

    private List<Change> changes() {
        return shipped.keySet().stream()
                .flatMap(file -> changes(file, text(file)).stream())
                .toList();
    }

    private List<Change> changes(String file, String text) {
        String ending = file.substring(file.indexOf('.'));
        return switch (ending) {
            case ".drl" -> DrlChanges.of(file, text);
            case ".drl.csv" -> TableChanges.of(file, text);
            case ".dslr" -> SentenceChanges.ofRules(file, text, text("sentences.dsl"));
            case ".dsl" -> SentenceChanges.ofMeanings(file, text);
            case ".yml" -> YamlChanges.of(file, text);
            default -> throw new AssertionError("nobody knows how to change " + file);
        };
    }

    private String text(String file) {
        return new String(shipped.get(file), UTF_8);
    }
}
