package dev.opportune.authoring.sentences;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.PlacedText;
import dev.opportune.authoring.Problem;
import dev.opportune.authoring.Problems;
import java.io.StringReader;
import java.util.List;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.junit.jupiter.api.Test;
import org.kie.internal.builder.conf.LanguageLevelOption;

class SentencesTest {
    private static final String DEFINED = """
            # what they mean
            [when]They ordered at least {n} times=$p : Profile( orders >= {n} )
            [condition][]They looked at {what} before=exists ProductViewed( category == {what} )
            [then]Say {message} to them=decide.send(t, {message});
            [consequence]Stop=decide.end($t, "stop");
            """;
    private static final String RULES = """
            package rules.a

            rule "One"
            when
                They ordered at least 3 times
                They looked at "shoes" before
            then
                Say "hello" to them
                Stop
            end
            """;

    private final Problems problems = new Problems();
    private final Sentences sentences = new Sentences(problems);

    @Test
    void sentences_areReplacedByWhatTheyMean() {
        sentences.define("a.dsl", DEFINED);

        assertThat(expanded(RULES)).isEqualTo("""
                package rules.a

                rule "One"
                when
                    $p : Profile( orders >= 3 )
                    exists ProductViewed( category == "shoes" )
                then
                    decide.send(t, "hello");
                    decide.end($t, "stop");
                end
                """);
    }

    /** The same files mean the same to the engine's own expander. */
    @Test
    void sentences_meanWhatTheEngineWouldHaveThemMean() throws DroolsParserException {
        sentences.define("a.dsl", DEFINED);
        String theirs = new DrlParser(LanguageLevelOption.DRL6).getExpandedDRL(RULES, new StringReader(DEFINED));

        assertThat(expanded(RULES).replaceAll("\\s+", " ").strip())
                .isEqualTo(theirs.replaceAll("\\s+", " ").strip());
    }

    @Test
    void capitalsAndSpaces_makeNoDifference() {
        sentences.define("a.dsl", DEFINED);

        assertThat(expanded("rule \"R\"\nwhen\n  they  ordered at LEAST 3 times\nthen\nend\n"))
                .contains("$p : Profile( orders >= 3 )");
    }

    @Test
    void linesBehindAnAngle_andNotes_areTakenAsTheyAre() {
        assertThat(expanded("rule \"R\"\nwhen\n  > Profile()\n  // a note\nthen\nend\n"))
                .isEqualTo("rule \"R\"\nwhen\n    Profile()\n  // a note\nthen\nend\n");
    }

    @Test
    void value_knowsItsOwnPlace_andTheRestThatOfTheSentence() {
        sentences.define("a.dsl", DEFINED);

        PlacedText rules = sentences.expand("f/a.dslr", RULES).orElseThrow();

        assertThat(rules.place(rules.text().indexOf("3 )"))).isEqualTo(new Place("f/a.dslr", 5, 27));
        assertThat(rules.place(rules.text().indexOf("Profile"))).isEqualTo(new Place("f/a.dslr", 5, 5));
        assertThat(rules.place(rules.text().indexOf("\"One\""))).isEqualTo(new Place("f/a.dslr", 3, 6));
    }

    @Test
    void severalHoles_takeTheShortestThatFits() {
        sentences.define("a.dsl", "[then]Say {one} and {two} and {rest}=say({one}, {two}, {rest});\n");

        assertThat(expanded("rule \"R\"\nwhen\nthen\n  Say a and b and c and d\nend\n"))
                .contains("say(a, b, c and d);");
    }

    @Test
    void equalsSignAndBraces_mayBeEscaped() {
        sentences.define("a.dsl", "[when]Price \\= {p}=Product( price == {p} )\n");

        assertThat(expanded("rule \"R\"\nwhen\n  Price = 5\nthen\nend\n")).contains("Product( price == 5 )");
    }

    @Test
    void meaning_goesOnInTheNextLine() {
        sentences.define("a.dsl", "[when]Both=A()\\\n  B()\n[then]x=y();\n");

        assertThat(expanded("rule \"R\"\nwhen\n  Both\nthen\n  x\nend\n")).contains("A()\n  B()");
    }

    @Test
    void sentencesOfAFolder_areKnownInItOnly() {
        sentences.define("a/a.dsl", "[then]Stop=stop();\n");

        assertThat(sentences.expand("a/b/r.dslr", "rule \"R\"\nwhen\nthen\n  Stop\nend\n"))
                .isPresent();
        assertThat(sentences.expand("b/r.dslr", "rule \"R\"\nwhen\nthen\n  Stop\nend\n"))
                .isEmpty();
    }

    @Test
    void lineThatIsTwoSentences_namesBoth() {
        sentences.define("a.dsl", "[then]Stop {it}=stop({it});\n[then]Stop at once=stop();\n");

        sentences.expand("r.dslr", "rule \"R\"\nwhen\nthen\n  Stop at once\nend\n");

        assertThat(problems.all())
                .extracting(Problem::toString)
                .containsExactly(
                        "r.dslr:4:3: this is more than one sentence: \"Stop {it}\" (a.dsl:1:7) and \"Stop at once\" (a.dsl:2:7);"
                                + " word one of them differently, so that a line can only be one of them");
    }

    @Test
    void unknownLine_isLikenedToTheNearestSentence() {
        sentences.define("a.dsl", DEFINED);

        assertThat(hints("They orderd at least 3 times"))
                .containsExactly("did you mean \"They ordered at least {n} times\"?");
        assertThat(hints("They looked at \"red shoes\""))
                .containsExactly("did you mean \"They looked at {what} before\"?");
        assertThat(hints("It rains in spring"))
                .containsExactly("known are \"They ordered at least {n} times\", \"They looked at {what} before\"");
    }

    private List<String> hints(String line) {
        int before = problems.all().size();
        sentences.expand("r" + before + ".dslr", "rule \"R\"\nwhen\n  " + line + "\nthen\nend\n");
        return problems.all().stream().skip(before).map(Problem::hint).toList();
    }

    @Test
    void sentenceThatNoRuleSays_isWarnedOf() {
        sentences.define("a.dsl", DEFINED);
        expanded("rule \"R\"\nwhen\n  They ordered at least 3 times\nthen\n  Say \"x\" to them\n  Stop\nend\n");

        sentences.warnOfUnused();

        assertThat(problems.all())
                .extracting(Problem::toString)
                .containsExactly(
                        "a.dsl:3:14: no rule says \"They looked at {what} before\"; take it out, or use it in a file that ends in"
                                + " .dslr");
        assertThat(problems.hasErrors()).isFalse();
    }

    @Test
    void whatSentencesMean_hasABound() {
        sentences.define("a.dsl", "[then]Much=" + "x".repeat(100_000) + "\n");

        assertThat(sentences.expand("r.dslr", "rule \"R\"\nwhen\nthen\n" + "Much\n".repeat(50) + "end\n"))
                .isEmpty();
        assertThat(problems.all()).extracting(Problem::code).containsExactly("too_large");
    }

    @Test
    void lineThatIsFarTooLong_isNotLookedUp() {
        sentences.define("a.dsl", DEFINED);

        assertThat(sentences.expand("r.dslr", "rule \"R\"\nwhen\n" + "x ".repeat(5_000) + "\nthen\nend\n"))
                .isEmpty();
        assertThat(problems.all()).extracting(Problem::message).containsExactly("the line is too long for a sentence");
    }

    @Test
    void holes_doNotMakeALongLineSlow() {
        String holes = "{a} x {b} x {c} x {d} x {e} x {f} x {g} x {h} x {i} x {j}";
        sentences.define("a.dsl", "[then]" + holes + " y=f({a}{b}{c}{d}{e}{f}{g}{h}{i}{j});\n");

        assertThat(sentences.expand("r.dslr", "rule \"R\"\nwhen\nthen\n" + "x ".repeat(900) + "\nend\n"))
                .isEmpty();
        assertThat(problems.all()).extracting(Problem::code).containsExactly("unknown_sentence");
    }

    private String expanded(String rules) {
        PlacedText expanded = sentences.expand("r.dslr", rules).orElseThrow(() -> new AssertionError(problems.all()));
        assertThat(problems.all()).isEmpty();
        return expanded.text();
    }
}
