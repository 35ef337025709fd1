package dev.opportune.authoring.lints;

import static dev.opportune.authoring.lints.LintCases.FLOW;
import static dev.opportune.authoring.lints.LintCases.HEAD;
import static dev.opportune.authoring.lints.LintCases.files;
import static dev.opportune.authoring.lints.LintCases.rule;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.Problem;
import dev.opportune.authoring.Severity;
import dev.opportune.authoring.rules.Loaded;
import dev.opportune.authoring.rules.Rules;
import dev.opportune.authoring.rules.Rulesets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LintsTest {
    private static final Rules RULES = new Rules();

    /** What is said of conditions that a message of an open run, or the opening of one, depends on. */
    private static List<String> codes(String conditions) {
        String action = conditions.contains("$t :") ? "decide.end($t, \"x\");" : "decide.trigger(\"one\", $e);";
        Loaded loaded = RULES.load(files(rule(conditions, action)));
        assertThat(loaded.isBroken()).as(() -> loaded.problems().toString()).isFalse();
        return loaded.problems().stream().map(Problem::code).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"example", "stories"})
    void rulesetOfTests_hasNoWarnings(String name) {
        assertThat(RULES.load(Rulesets.folder(name)).problems()).isEmpty();
    }

    @Test
    void shippedRules_haveNoWarnings() {
        assertThat(RULES.load(Path.of("..", "..", "rules")).problems()).isEmpty();
    }

    @Test
    void warning_leavesTheRulesUsable_andHasItsPlace() {
        Loaded loaded =
                RULES.load(files(rule("$e : ProductViewed( category == \"shoes\" )", "decide.trigger(\"one\", $e);")));

        assertThat(loaded.ruleset()).isPresent();
        assertThat(loaded.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(Severity.WARNING);
            assertThat(problem.code()).isEqualTo("whole_history");
            assertThat(problem.place()).isEqualTo(new Place("one/one.drl", 27, 10));
            assertThat(problem.rule()).isEqualTo("Under test");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // whole_history
                "$e : ProductViewed( now, category == \"shoes\" )",
                "$e : OrderCompleted()\nnot OrderCompleted( this after[1ms, 60d] $e )",
                "$e : ProductViewed()\nProductAdded( this after[0s, 1h] $e )",
                "$t : Trigger( flow == \"one\" )\n$s : Sent( trigger == $t )",
                "Profile( orders > 2 )\n$t : Trigger( flow == \"one\" )",
                // unbounded_not
                "$t : Trigger( flow == \"one\" )\nProductViewed( now )\nnot OrderCompleted( this after[0s] $t )",
                "$t : Trigger( flow == \"one\" )\nProductViewed( this after[1h] $t )\nnot OrderCompleted( this after[0s] $t )",
                "$t : Trigger( flow == \"one\" )\nnot OrderCompleted( this after[0s] $t )\nnot ProductAdded( this after[0s, 1h] $t )",
                "$e : ProductViewed( now )\nnot OrderCompleted( this before[0s, 24h] $e )",
                "$e : ProductViewed( now )\nnot OrderCompleted( this before $e )",
                // now_with_deadline
                "$t : Trigger( flow == \"one\" )\nProductViewed( now )\nnot OrderCompleted( this after[0s, 1h] $t )",
                "$e : ProductViewed( now )\nProductAdded( this after[0s] $e )",
                "$e : ProductViewed( now != true )\nnot OrderCompleted( this after[0s, 1h] $e )",
                // nothing_in_common
                "$t : Trigger( flow == \"one\" )\n$e : ProductViewed( now )",
                "$e : ProductViewed( now )\nexists OrderCompleted()",
                "$e : ProductViewed( now, $p : productId )\nProductAdded( productId == $p )",
                "$e : ProductViewed( now )\n$v : Variant( experiment == \"holdout\" )",
                "$e : ProductViewed( now )\naccumulate( OrderCompleted(); $n : count(); $n > 2 )",
            })
    void whatIsMeantLikeThat_isNotWarnedOf(String conditions) {
        assertThat(codes(conditions)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "whole_history | $e : ProductViewed( $c : category ) # not OrderCompleted( this before[0s, 24h] $e )",
                "whole_history | $e : Requested( channel == \"email\" )",
                "unbounded_not | $t : Trigger( flow == \"one\" ) # not OrderCompleted( this after $t )",
                "unbounded_not | $t : Trigger( flow == \"one\" ) # not OrderCompleted( this after[0s, *] $t )",
                "unbounded_not | $t : Trigger( flow == \"one\" ) # not OrderCompleted( $t before this )",
                "unbounded_not | $e : OrderCompleted( now ) # not ProductAdded( this after[1h] $e )",
                "unbounded_not | $t : Trigger( flow == \"one\" ) # $s : Sent( trigger == $t ) # not EmailOpened( this after $s )",
                "now_with_deadline | $e : OrderCompleted( now == true ) # not ProductAdded( this after[0s, 1h] $e )",
                "now_with_deadline | $e : OrderCompleted( now ) # ProductAdded( this after[1h] $e )",
                "now_with_deadline | $e : OrderCompleted( now ) # exists ProductAdded( this after $e )",
                "nothing_in_common | $e : ProductViewed( now ) # OrderCompleted()",
                "nothing_in_common | $t : Trigger( flow == \"one\" ) # Sent( flow == \"one\" )",
                "nothing_in_common | $e : ProductViewed( now, $p : productId ) # OrderCompleted( value > 5 ) # ProductAdded( productId == $p )",
            })
    void whatIsNotMeant_isWarnedOf_once(String code, String conditions) {
        assertThat(codes(conditions.replace(" # ", "\n"))).containsExactly(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "71h59m59s | ",
                "72h | delay_outlasts_run",
            })
    void delay_thatEndsWithTheRun_isTooLong(String delay, String code) {
        Loaded loaded = RULES.load(
                files(rule("$t : Trigger( flow == \"one\" )", "decide.delay($t, \"" + delay + "\", \"second\");")));

        assertThat(loaded.problems().stream().map(Problem::code)).isEqualTo(code == null ? List.of() : List.of(code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$s : Sent( trigger == $t, message == \"second\" )\nnot EmailOpened( decision == $s.decision, this after[0s, 1h] $s )",
                "not OrderCompleted( this after[0s, 3d] $t )",
            })
    void fallback_afterTheRunIsOver_isNeverReached(String conditions) {
        assertThat(fallback(conditions)).containsExactly("unreachable_fallback");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$s : Sent( trigger == $t, message == \"first\" )\nnot EmailOpened( decision == $s.decision, this after[0s, 1h] $s )",
                "not OrderCompleted( this after[0s, 2d] $t )",
            })
    void fallback_whileTheRunIsOpen_isReached(String conditions) {
        assertThat(fallback(conditions)).isEmpty();
    }

    private static List<String> fallback(String conditions) {
        String all = "$t : Trigger( flow == \"one\" )\n" + conditions;
        return RULES.load(files(rule(all, "decide.fallback($t, \"third\");"))).problems().stream()
                .map(Problem::code)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name == \"Start\" | same_priority",
                "name == \"Other\" | ",
            })
    void flowsOfOnePriority_areToldApart_byTheirEvents(String constraint, String code) {
        Map<String, byte[]> files = files("");
        files.put("two/flow.yml", FLOW.replace("flow: one", "flow: two").getBytes(UTF_8));
        String rules = HEAD.replace("more", "two") + "rule \"Two\"\nwhen\n    $e : CustomEvent( now, " + constraint
                + " )\nthen\n    decide.end(decide.trigger(\"two\", $e), \"x\");\nend\n";
        files.put("two/two.drl", rules.getBytes(UTF_8));

        List<Problem> problems = RULES.load(files).problems();

        assertThat(problems.stream().map(Problem::code).toList()).isEqualTo(code == null ? List.of() : List.of(code));
        assertThat(problems)
                .allSatisfy(problem -> assertThat(problem.place()).isEqualTo(new Place("two/flow.yml", 4, 11)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text(\"brnad\") == \"x\" | did you mean \"brand\"?",
                "brand == \"x\" |",
                "sku == \"x\" | known are brand, price, product_id",
                "text(\"colour\") == \"x\" | known are brand, price, product_id",
                "number(\"price\") > 5, price > 5, productId != null, id != null |",
            })
    void propertyThatNothingHadOfLate_isWarnedOf(String constraints, String hint) {
        Sightings seen = new Sightings(
                Duration.ofDays(30),
                new TreeMap<>(Map.of("Product Viewed", new TreeSet<>(List.of("brand", "price", "product_id")))));
        Map<String, byte[]> files =
                files(rule("$e : ProductViewed( now, " + constraints + " )", "decide.trigger(\"one\", $e);"));

        List<Problem> problems = new Rules(() -> Optional.of(seen)).load(files).problems();

        assertThat(problems.stream().map(Problem::hint).toList()).isEqualTo(hint == null ? List.of() : List.of(hint));
        assertThat(problems).allSatisfy(problem -> assertThat(problem.code()).isEqualTo("never_seen_property"));
    }

    @Test
    void kindOfEventThatNeverCameIn_isNotWarnedOf() {
        Sightings seen = new Sightings(Duration.ofDays(30), new TreeMap<>());
        Map<String, byte[]> files =
                files(rule("$e : ProductViewed( now, text(\"x\") == \"y\" )", "decide.trigger(\"one\", $e);"));

        assertThat(new Rules(() -> Optional.of(seen)).load(files).problems()).isEmpty();
    }
}
