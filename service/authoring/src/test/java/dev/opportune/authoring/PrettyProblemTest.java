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
