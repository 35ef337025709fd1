package dev.opportune.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrettyProblemTest {
    private final PrettyProblem pretty =
            new PrettyProblem(file -> file.equals("a.yml") ? Optional.of("one: 1\n\ttwo: 2\n") : Optional.empty());

    @Test
    void problemWithAColumn_isMarked() {
        assertThat(pretty.render(Problem.error("x_y", new Place("a.yml", 2, 7), "wrong", "fix it")))
                .isEqualTo("""
                        a.yml:2:7: error [x_y] wrong
                          2 |  two: 2
                            |       ^
                          → fix it
                        """);
    }

    @Test
    void longLine_isShownAroundTheMark() {
        String line = "a".repeat(300) + "here" + "b".repeat(300);
        String said = new PrettyProblem(file -> Optional.of(line))
                .render(Problem.error("x_y", new Place("t.csv", 1, 301), "wrong", ""));

        assertThat(said.lines().toList().get(1))
                .startsWith("  1 | …aaa")
                .contains("aahereb")
                .endsWith("b…")
                .hasSizeLessThan(220);
        assertThat(said.lines().toList().get(2).indexOf('^'))
                .isEqualTo(said.lines().toList().get(1).indexOf("here"));
    }

    @Test
    void problemOfAWholeFile_hasNoExcerpt() {
        assertThat(pretty.render(Problem.error("x_y", Place.of("b.yml"), "wrong", "")))
                .isEqualTo("b.yml: error [x_y] wrong\n");
    }

    @Test
    void problemInARule_namesIt() {
        assertThat(pretty.render(
                        Problem.error("x_y", Place.of("b.drl", 9), "wrong", "").in("A rule")))
                .isEqualTo("b.drl:9: error [x_y] wrong\n  in rule \"A rule\"\n");
    }
}
