package dev.opportune.authoring.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.fixtures.Fixture;
import dev.opportune.authoring.fixtures.FixtureRunner;
import dev.opportune.authoring.fixtures.Result;
import dev.opportune.authoring.fixtures.Selection;
import dev.opportune.authoring.rules.Loaded;
import dev.opportune.authoring.rules.Rules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The shipped fixtures, those first that are most likely to notice a change. */
final class ShippedStories {
    /** ShippedStories with rules of their own have to compile them, so they are asked last. */
    private static final Pattern OWN_RULES = Pattern.compile("(?m)^rules:|\\bactivate:");

    private final Rules rules;
    private final List<Fixture> cheap;
    private final List<Fixture> dear;
    /** What noticed the last change at a place: it is likely to notice the next one there too. */
    private final ConcurrentMap<String, Fixture> noticing = new ConcurrentHashMap<>();

    ShippedStories(Rules rules, Path folder) {
        this.rules = rules;
        Selection selection = Selection.of(List.of(folder), null);
        assertThat(selection.problems()).isEmpty();
        cheap = selection.fixtures().stream()
                .filter(fixture -> !hasOwnRules(fixture))
                .toList();
        dear = selection.fixtures().stream().filter(ShippedStories::hasOwnRules).toList();
    }

    private static boolean hasOwnRules(Fixture fixture) {
        try {
            return OWN_RULES.matcher(Files.readString(fixture.file())).find();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * The first story that these rules fail. One that cannot be run with them says nothing about them: it may only miss a
     * text that it wanted to replace.
     */
    Optional<Fixture> failing(Loaded loaded, Change change) {
        FixtureRunner runner = new FixtureRunner(rules, loaded);
        Optional<Fixture> failing = Stream.of(
                        Stream.ofNullable(noticing.get(change.place())),
                        inOrder(cheap, change.file()),
                        inOrder(dear, change.file()))
                .flatMap(stories -> stories)
                .filter(story -> isNoticed(runner.run(story).status()))
                .findFirst();
        failing.ifPresent(story -> noticing.put(change.place(), story));
        return failing;
    }

    /** It fails, or names what no rule says any more. */
    private static boolean isNoticed(Result.Status status) {
        return status == Result.Status.FAILED || status == Result.Status.BROKEN;
    }

    /** Those of the changed flow first; of the policy, those about what is true for all flows. */
    private static Stream<Fixture> inOrder(List<Fixture> fixtures, String file) {
        Set<String> folders = file.contains("/")
                ? Set.of(file.substring(0, file.indexOf('/')))
                : Set.of("gates", "quiet-hours", "segments", "time", "win-back");
        return fixtures.stream()
                .sorted(Comparator.comparing(story ->
                        !folders.contains(story.file().getParent().getFileName().toString())));
    }

    /** What is not as it should be under these rules, in words. */
    List<String> notPassing(Loaded loaded) {
        FixtureRunner runner = new FixtureRunner(rules, loaded);
        return Stream.of(cheap, dear)
                .flatMap(List::stream)
                .map(runner::run)
                .filter(result -> result.status() != Result.Status.PASSED)
                .map(result -> result.fixture().path() + ": " + result.text())
                .toList();
    }
}
