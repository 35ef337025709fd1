package dev.opportune.authoring.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.Problem;
import dev.opportune.authoring.compiler.Fence;
import dev.opportune.authoring.compiler.RulesetCompiler;
import dev.opportune.authoring.folders.RulesFolder;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kie.api.KieServices;

/** How much an author is told, and what it costs to find out. */
class DiagnosisTest {
    private static final int RULES = 200;
    private static final String HEAD =
            "package rules.many\nimport dev.opportune.facts.*\n%sglobal dev.opportune.facts.Decide decide\n";
    private static final String HARMLESS = "decide.trigger(\"cart-recovery\", $e);";
    /** The subset has nothing against it, but the compiler has. */
    private static final String WRONG = "decide.trigger(\"cart-recovery\", 5);";

    @Test
    void badImport_of200Rules_givesOneMessage() {
        List<Problem> problems = new Rules()
                .load(Alone.ruleset(rules("import dev.opportune.fatcs.*\n", -1)))
                .problems();
        assertThat(problems).extracting(Problem::code).containsExactly("import_not_allowed");
        assertThat(problems.get(0).place().line()).isEqualTo(3);
    }

    @Test
    void badImport_withoutTheFenceThatKnowsImports_stillGivesOneMessage() {
        Rules rules = new Rules(EnumSet.complementOf(EnumSet.of(Fence.DESCRIPTORS)));
        assertThat(rules.load(Alone.ruleset(rules("import dev.opportune.fatcs.Missing\n", -1)))
                        .problems())
                .hasSize(1);
    }

    @Test
    void badRule_among200_isNamedAfterFewBuilds() {
        Draft draft = parsed(rules("", 137));
        RulesetCompiler compiler = new RulesetCompiler(KieServices.get(), EnumSet.allOf(Fence.class));
        Diagnosis diagnosis = new Diagnosis(compiler, draft);
        diagnosis.explain(
                draft.drlFiles(),
                compiler.build(List.of(draft.drlFiles().get(0).text())).messages());

        assertThat(draft.problems().all()).extracting(Problem::rule).containsExactly("Rule 137");
        assertThat(diagnosis.builds()).isLessThan(20);
    }

    @Test
    void ruleThatIsTooDeepForAParser_isAMistakeLikeAnyOther() {
        String chain = "1" + "\n+ 1".repeat(20_000);
        assertThat(new Rules()
                        .load(Alone.ruleset(rules("", -1).replaceFirst("\\$e\\);", chain + ");")))
                        .problems())
                .extracting(Problem::code)
                .contains("too_deep");
    }

    private static Draft parsed(String drl) {
        Draft draft = new Draft(RulesFolder.of(Alone.ruleset(drl)));
        new SettingsStage().apply(draft);
        new SourceStage().apply(draft);
        new ParseStage().apply(draft);
        return draft;
    }

    /** @param wrong the number of the rule that does not compile */
    private static String rules(String imports, int wrong) {
        return HEAD.replace("%s", imports)
                + IntStream.range(0, RULES)
                        .mapToObj(
                                number -> "rule \"Rule " + number + "\"\nwhen\n    $e : ProductAdded( now )\nthen\n    "
                                        + (number == wrong ? WRONG : HARMLESS) + "\nend\n")
                        .collect(Collectors.joining());
    }
}
