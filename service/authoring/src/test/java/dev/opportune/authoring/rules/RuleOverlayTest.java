package dev.opportune.authoring.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.Problem;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** One rule is tried in the place of another, however that one is written. */
class RuleOverlayTest {
    private static final String TRIED = """
            rule "Said"
            when
                $o : EmailOpened( now, machine == false )
            then
                decide.trigger("cart-recovery", $o);
            end
            """;

    private static Map<String, byte[]> inSentences() {
        Map<String, byte[]> files = new TreeMap<>(Rulesets.example());
        files.put("s.dsl", """
                [when]They opened one=$o : EmailOpened( now )
                [then]Start the cart run=decide.trigger("cart-recovery", $o);
                """.getBytes(UTF_8));
        files.put("cart-recovery/s.dslr", """
                package rules.said
                import dev.opportune.facts.*
                global dev.opportune.facts.Decide decide

                rule "Said"
                when
                    They opened one
                then
                    Start the cart run
                end
                """.getBytes(UTF_8));
        return files;
    }

    @Test
    void ruleInSentences_isReplacedByOneInTheEnginesLanguage() {
        RuleOverlay overlay = RuleOverlay.of(inSentences(), TRIED, null);

        assertThat(overlay.problems()).isEmpty();
        assertThat(new Rules().load(overlay.files()).ruleset()).isPresent();
        assertThat(WrittenRule.in(overlay.files()).get("Said").text()).contains("machine == false");
    }

    @Test
    void rule_isAddedToAFlowThatHasOnlySentences() {
        Map<String, byte[]> files = inSentences();
        files.remove(Rulesets.DRL);

        RuleOverlay overlay = RuleOverlay.of(files, TRIED.replace("Said", "Said twice"), "cart-recovery");

        assertThat(overlay.problems()).isEmpty();
        assertThat(new Rules().load(overlay.files()).ruleset()).isPresent();
        assertThat(WrittenRule.in(overlay.files())).containsKeys("Said", "Said twice");
    }

    @Test
    void textThatNoParserShouldSee_isRefusedBeforeIt() {
        String deep = TRIED.replace("now,", "now, " + "(".repeat(100_000));

        assertThat(RuleOverlay.of(inSentences(), deep, null).problems())
                .extracting(Problem::code)
                .isNotEmpty()
                .isSubsetOf("line_too_long", "too_deep", "file_too_large");
    }
}
