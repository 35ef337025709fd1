package dev.opportune.authoring.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.compiler.Fence;
import dev.opportune.authoring.compiler.RulesetCompiler;
import dev.opportune.authoring.folders.RulesFolder;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.kie.api.KieBase;
import org.kie.api.KieServices;

class BuildsTest {
    private static final Supplier<KieBase> NONE = () -> {
        throw new IllegalStateException("it is not asked for");
    };

    @Test
    void build_isFoundByItsSources_untilOthersAreLater() {
        Builds builds = new Builds(2);
        builds.keep(List.of("a"), NONE);
        builds.keep(List.of("b"), NONE);
        assertThat(builds.of(List.of("a"))).isPresent();
        builds.keep(List.of("c"), NONE);

        assertThat(builds.of(List.of("a"))).isPresent();
        assertThat(builds.of(List.of("b"))).isEmpty();
        assertThat(builds.of(List.of("a", "c"))).isEmpty();
    }

    /** One after the other, as a watch or a service loads them. */
    @Test
    void settings_thatChange_areThoseOfTheRuleset_thoughNothingIsCompiled() {
        Map<String, byte[]> files = new TreeMap<>(Rulesets.example());
        Rules rules = new Rules();
        Loaded first = rules.load(files);
        String policy = new String(files.get("policy.yml"), UTF_8);
        files.put("policy.yml", (policy.replaceAll("(?m)^paused:.*$", "") + "\npaused: true\n").getBytes(UTF_8));
        Loaded second = rules.load(files);

        assertThat(second.problems()).isEmpty();
        assertThat(first.ruleset().orElseThrow().policy().paused()).isFalse();
        assertThat(second.ruleset().orElseThrow().policy().paused()).isTrue();
        assertThat(second.revision()).isNotEqualTo(first.revision());
    }

    @Test
    void sameRules_underOtherSettings_areCompiledOnce() {
        BuildStage stage = new BuildStage(new RulesetCompiler(KieServices.get(), EnumSet.noneOf(Fence.class)), 1);
        Map<String, byte[]> files = new TreeMap<>(Rulesets.example());
        Draft first = draft(files, stage);
        files.put("policy.yml", ("# later\n" + new String(files.get("policy.yml"), UTF_8)).getBytes(UTF_8));
        Draft second = draft(files, stage);
        files.put(
                "cart-recovery/cart-recovery.drl",
                text(files).replace("\"30m\"", "\"31m\"").getBytes(UTF_8));
        Draft third = draft(files, stage);

        assertThat(second.bases().orElseThrow()).isSameAs(first.bases().orElseThrow());
        assertThat(third.bases().orElseThrow()).isNotSameAs(first.bases().orElseThrow());
    }

    private static String text(Map<String, byte[]> files) {
        return new String(files.get("cart-recovery/cart-recovery.drl"), UTF_8);
    }

    private static Draft draft(Map<String, byte[]> files, BuildStage stage) {
        Draft draft = new Draft(RulesFolder.of(files));
        new SourceStage().apply(draft);
        new ParseStage().apply(draft);
        stage.apply(draft);
        return draft;
    }
}
