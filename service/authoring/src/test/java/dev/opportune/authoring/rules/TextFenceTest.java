package dev.opportune.authoring.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.Problem;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextFenceTest {
    @Test
    void rulesThatDoNotLookLikeSuch_areCountedToo() {
        String hidden = IntStream.rangeClosed(0, TextFence.MOST_RULES)
                .mapToObj(number -> "/**/rule \"r" + number + "\" when ProductAdded( now ) then end")
                .collect(Collectors.joining("\n"));
        Map<String, byte[]> files = new TreeMap<>(Rulesets.example());
        files.put(
                "cart-recovery/many.drl",
                ("package rules.many\nimport dev.opportune.facts.*\n" + hidden).getBytes(UTF_8));

        Loaded loaded = new Rules().load(files);

        assertThat(loaded.problems()).extracting(Problem::code).containsExactly("too_many_rules");
    }
}
