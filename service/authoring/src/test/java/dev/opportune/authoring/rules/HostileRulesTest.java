package dev.opportune.authoring.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.compiler.Fence;
import dev.opportune.canary.Canary;
import dev.opportune.canary.CanaryFunction;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each hostile rule against each fence by itself, against all of them, and against all but one. */
class HostileRulesTest {
    private static final int FEWEST = 80;
    private static final List<Hostile> ALL = Hostile.all();

    private final Rules fenced = new Rules();
    private final Map<Fence, Rules> without = new EnumMap<>(Fence.class);

    HostileRulesTest() {
        for (Fence fence : Fence.values()) {
            without.put(fence, new Rules(EnumSet.complementOf(EnumSet.of(fence))));
        }
    }

    @BeforeEach
    void canariesAreSet() {
        Canaries.set();
    }

    @AfterAll
    static void nobodyListens() {
        Canaries.assertNobodyListens();
    }

    @TestFactory
    Stream<DynamicTest> hostileRule_isRefusedByTheFencesItNames() {
        return each(hostile ->
                assertThat(Alone.refusing(hostile.drl(), hostile.runsEarly())).isEqualTo(hostile.refusedBy()));
    }

    @TestFactory
    Stream<DynamicTest> hostileRule_withAllFences_isRefused() {
        return each(hostile ->
                assertThat(fenced.load(Alone.ruleset(hostile.drl())).ruleset()).isEmpty());
    }

    @TestFactory
    Stream<DynamicTest> hostileRule_withoutAnyOneFence_doesNothing() {
        return each(hostile -> without.forEach((fence, rules) -> {
            Loaded loaded = rules.load(Alone.ruleset(hostile.drl()));
            loaded.ruleset().ifPresent(Shopper::under);
            Canaries.assertSilent(hostile.name() + " without " + fence);
        }));
    }

    @Test
    void everyFence_refusesSomethingByItself() {
        for (Fence fence : EnumSet.complementOf(EnumSet.of(Fence.BUDGETS))) {
            assertThat(ALL).anyMatch(hostile -> hostile.refusedBy().contains(fence.name()));
        }
    }

    @Test
    void everyHostileRule_isRefusedTwice() {
        assertThat(ALL)
                .hasSizeGreaterThanOrEqualTo(FEWEST)
                .allSatisfy(hostile -> assertThat(hostile.refusedBy())
                        .as(hostile.name())
                        .satisfiesAnyOf(
                                twice -> assertThat(twice).hasSizeGreaterThanOrEqualTo(2),
                                // What nobody can parse or compile, no fence needs to look at; and what is HARMLESS
                                // leaves nothing to refuse but its shape.
                                never -> assertThat(never).anyMatch(NOT_A_RULE::contains),
                                harmless -> assertThat(HARMLESS).contains(hostile.name())));
    }

    private static final List<String> NOT_A_RULE = List.of(Alone.PARSER, Alone.COMPILER);

    /** Outside of the subset, for reasons of the engine; they reach nothing that other rules do not. */
    private static final List<String> HARMLESS = List.of(
            "compile-time/annotation",
            "compile-time/pattern-of-any-class",
            "disguise/line-separator",
            "engine/entry-point",
            "engine/oopath");

    @Test
    void canaries_sing() {
        assertThat(Canary.sing()).isTrue();
        assertThat(System.getProperty(Canary.PROPERTY)).isNotNull();
        System.clearProperty(Canary.PROPERTY);
        assertThat(new CanaryFunction().getResultType()).isEqualTo(Number.class);
        assertThat(System.getProperty(Canary.PROPERTY)).isNotNull();
        System.clearProperty(Canary.PROPERTY);
    }

    private interface Check {
        void of(Hostile hostile);
    }

    private static Stream<DynamicTest> each(Check check) {
        return ALL.stream()
                .map(hostile -> DynamicTest.dynamicTest(hostile.name(), () -> {
                    check.of(hostile);
                    Canaries.assertSilent(hostile.name());
                }));
    }
}
