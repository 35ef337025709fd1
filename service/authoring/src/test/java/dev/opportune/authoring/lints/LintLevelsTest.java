package dev.opportune.authoring.lints;

import static dev.opportune.authoring.lints.LintCases.POLICY;
import static dev.opportune.authoring.lints.LintCases.files;
import static dev.opportune.authoring.lints.LintCases.rule;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.Problem;
import dev.opportune.authoring.Severity;
import dev.opportune.authoring.folders.RulesFolder;
import dev.opportune.authoring.rules.Loaded;
import dev.opportune.authoring.rules.Rules;
import dev.opportune.authoring.rules.RulesetLibrary;
import dev.opportune.kernel.store.Activation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LintLevelsTest {
    private static final Rules RULES = new Rules();

    @ParameterizedTest
    @CsvSource({"off, ", "'\"off\"', ", "warning, WARNING", "error, ERROR"})
    void policy_saysWhatBecomesOfIt(String level, Severity severity) {
        Loaded loaded = RULES.load(leveled("whole_history: " + level));

        assertThat(loaded.problems().stream().map(Problem::severity).toList())
                .isEqualTo(severity == null ? List.of() : List.of(severity));
        assertThat(loaded.ruleset().isPresent()).isEqualTo(severity != Severity.ERROR);
    }

    @Test
    void policy_isToldOfLintsAndLevelsThatThereAreNot() {
        Loaded loaded = RULES.load(leveled("whole_histroy: off, unbounded_not: eror"));

        assertThat(loaded.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "policy.yml:6:9: unknown key \"whole_histroy\"; did you mean \"whole_history\"?",
                        "policy.yml:6:44: unknown value \"eror\"; did you mean \"error\"?");
    }

    private static Map<String, byte[]> leveled(String levels) {
        Map<String, byte[]> files =
                files(rule("$e : ProductViewed( category == \"shoes\" )", "decide.trigger(\"one\", $e);"));
        files.put("policy.yml", (POLICY + "lints: {" + levels + "}\n").getBytes(UTF_8));
        return files;
    }

    @Test
    void strict_makesErrorsOfWarnings_andNothingOfNone() {
        Loaded warned = RULES.load(leveled("whole_history: warning")).strict();
        Loaded silent = RULES.load(leveled("whole_history: off")).strict();

        assertThat(warned.isBroken()).isTrue();
        assertThat(warned.ruleset()).isEmpty();
        assertThat(silent.ruleset()).isPresent();
    }

    @Test
    void revisionThatWasLive_isNotHeldAgainstItsWarnings() {
        Map<String, byte[]> files = leveled("whole_history: error");
        String revision = RulesFolder.of(files).revision();
        RulesetLibrary library = new RulesetLibrary(
                RULES,
                name -> Optional.of(files),
                List.of(new Activation(Instant.EPOCH, revision, "an earlier release")));

        assertThat(library.live().revision()).isEqualTo(revision);
    }
}
