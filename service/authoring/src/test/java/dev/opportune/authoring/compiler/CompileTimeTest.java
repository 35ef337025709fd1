package dev.opportune.authoring.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refused for its shape, not for what it reaches: nothing in here would be stopped by a class loader. */
class CompileTimeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "declare Mine\n    x : int\nend",
                "declare enum Mine\n    A( 1 );\n    x : int\nend",
                "declare trait Mine\n    x : int\nend",
                "function int mine() { return 1; }",
                "import function java.lang.Math.abs",
                "import static java.lang.Math.abs",
                "import accumulate dev.opportune.authoring.accumulate.SumFunction mine",
                "import acc dev.opportune.authoring.accumulate.SumFunction mine"
            })
    void whatRunsWhileItIsCompiled_isRefusedBefore(String declaration) {
        assertThat(CompileTime.complaints("a.drl", "package rules.one\n" + declaration + "\n"))
                .singleElement()
                .satisfies(complaint -> assertThat(complaint.code()).isEqualTo("not_allowed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import dev.opportune.facts.*",
                "global dev.opportune.facts.Decide decide",
                "rule \"x\" when then end"
            })
    void whatIsOnlyRead_passes(String declaration) {
        assertThat(CompileTime.complaints("a.drl", "package rules.one\n" + declaration + "\n"))
                .isEmpty();
    }
}
