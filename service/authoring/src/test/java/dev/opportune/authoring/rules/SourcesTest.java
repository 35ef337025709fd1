package dev.opportune.authoring.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.folders.RulesFolder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Rules are rules, however they are written. */
class SourcesTest {
    private static final String TABLE = """
            RuleTable,,
            NAME,CONDITION,ACTION
            ,,decide
            ,"$c : Candidate() accumulate( Sent( this before[0s, $param] $c ); $n : count(); $n > 1 )","veto($c, ""$param"")"
            ,,
            Not twice in a week,7d,enough
            """;
    private static final String MEANINGS = """
            [when]They opened one=$o : EmailOpened( now )
            [when]They opened more than {n} before=accumulate( EmailOpened( machine == false ); $n : count(); $n > {n} )
            [then]Start the cart run=decide.trigger("cart-recovery", $o);
            """;
    private static final String RULES = """
            package rules.said
            import dev.opportune.facts.*
            global dev.opportune.facts.Decide decide

            rule "Said"
            when
                They opened one
                They opened more than 3 before
            then
                Start the cart run
            end
            """;
    private static final Map<String, byte[]> WRITTEN = Map.of(
            "cart-recovery/t.drl.csv", TABLE.getBytes(UTF_8),
            "s.dsl", MEANINGS.getBytes(UTF_8),
            "cart-recovery/s.dslr", RULES.getBytes(UTF_8));

    @Test
    void tablesAndSentences_areCompiledWithTheRest() {
        Map<String, byte[]> files = new TreeMap<>(Rulesets.example());
        files.putAll(WRITTEN);

        Loaded loaded = new Rules().load(files);

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.ruleset()).isPresent();
        assertThat(loaded.ruleNames())
                .containsEntry("cart-recovery/t.drl.csv", List.of("Not twice in a week"))
                .containsEntry("cart-recovery/s.dslr", List.of("Said"))
                .doesNotContainKey("s.dsl");
    }

    @Test
    void flowWithoutDrl_mayHaveSentencesInstead() {
        Map<String, byte[]> files = new TreeMap<>(Rulesets.example());
        files.remove(Rulesets.DRL);
        files.putAll(WRITTEN);

        assertThat(new Rules().load(files).ruleset()).isPresent();
    }

    @Test
    void historyBringsNothingForward_howeverTheRuleIsWritten() {
        assertThat(ParseStage.parsed(WRITTEN))
                .extracting(file -> Arrived.in(file, file.rules(), file.text()))
                .anySatisfy(text -> assertThat(text).contains("Sent( arrived, this before[0s, 7d] $c )"))
                .anySatisfy(text -> assertThat(text).contains("EmailOpened( arrived, machine == false )"));
    }

    @Test
    void whatOpensAndFallsBack_isFoundInSentences() {
        assertThat(Opening.in(WRITTEN)).extracting(Opening::rule).containsExactly("Said");
    }

    @Test
    void everyFile_isPartOfTheRevision() {
        Map<String, byte[]> files = new TreeMap<>(WRITTEN);
        String before = RulesFolder.of(files).revision();
        for (String path : WRITTEN.keySet()) {
            Map<String, byte[]> changed = new TreeMap<>(files);
            changed.put(path, (new String(files.get(path), UTF_8) + " ").getBytes(UTF_8));

            assertThat(RulesFolder.of(changed).revision()).as(path).isNotEqualTo(before);
        }
    }
}
