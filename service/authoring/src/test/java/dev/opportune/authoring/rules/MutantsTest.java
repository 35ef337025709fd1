package dev.opportune.authoring.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.compiler.Fence;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Mutants of hostile rules, the same in each build: none may do anything, with all fences and with one of them down, each in
 * its turn. {@code -Dopportune.mutants=5000} makes more of them.
 */
class MutantsTest {
    private static final int USUAL = 500;
    private static final long SEED = 20261124;

    private final Rules fenced = new Rules();
    private final Map<Fence, Rules> without = new EnumMap<>(Fence.class);
    private final Map<String, Integer> counted = new LinkedHashMap<>();

    @BeforeEach
    void canariesAreSet() {
        Canaries.set();
        for (Fence fence : Fence.values()) {
            without.put(fence, new Rules(EnumSet.complementOf(EnumSet.of(fence))));
        }
    }

    @Test
    void mutant_doesNothing() {
        Mutants mutants = new Mutants(Hostile.all(), SEED);
        int number = Integer.getInteger("opportune.mutants", USUAL);
        for (int i = 0; i < number; i++) {
            String drl = mutants.next();
            Fence down = Fence.values()[i % Fence.values().length];
            live("all", fenced, drl);
            live("without " + down, without.get(down), drl);
        }
        Canaries.assertNobodyListens();
        System.out.println("mutants: " + number + ", accepted " + counted);
        // If most of them were let through, they would be no mutants of anything hostile.
        assertThat(counted.getOrDefault("all", 0)).isLessThan(number / 10);
    }

    private void live(String fences, Rules rules, String drl) {
        Loaded loaded = rules.load(Alone.ruleset(drl));
        loaded.ruleset().ifPresent(ruleset -> {
            counted.merge(fences, 1, Integer::sum);
            Shopper.under(ruleset);
        });
        Canaries.assertSilent(fences + ":\n" + drl);
    }
}
