package dev.opportune.authoring.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.rules.Opening.Need;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OpeningTest {
    @Test
    void opening_asksForFactsAndTheirProperties() {
        assertThat(in("""
                rule "Opens"
                when
                    $view : ProductViewed( now, category != "a word", $category : category )
                    accumulate( ProductAdded( text("brand") == "b", this before[0s, 24h] $view ); $n : count(); $n > 2 )
                    exists OrderCompleted( containsCategory($category) )
                    not OrderRefunded( value > 3 )
                then
                    decide.trigger("a-flow", $view);
                end"""))
                .containsExactly(new Opening(
                        "a-flow",
                        "Opens",
                        List.of(
                                need("ProductViewed", Set.of("now", "category"), Set.of()),
                                need("ProductAdded", Set.of("text", "this", "before"), Set.of("brand")),
                                need("OrderCompleted", Set.of("containsCategory"), Set.of()))));
    }

    @Test
    void rule_thatOpensNothing_isNone() {
        assertThat(in("""
                rule "Ends"
                when
                    $t : Trigger( flow == "a-flow" )
                then
                    decide.end($t, "done");
                end""")).isEmpty();
    }

    private static List<Opening> in(String rule) {
        String text =
                "package rules.a_flow\nimport dev.opportune.facts.*\nglobal dev.opportune.facts.Decide decide\n" + rule;
        return Opening.in(Map.of("a-flow/a-flow.drl", text.getBytes(UTF_8)));
    }

    private static Need need(String fact, Set<String> words, Set<String> properties) {
        return new Need(fact, new TreeSet<>(words), new TreeSet<>(properties));
    }
}
