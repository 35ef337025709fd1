package dev.opportune.authoring.compiler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opportune.authoring.compiler.RulesetCompiler.Build;
import dev.opportune.authoring.compiler.RulesetCompiler.Complaint;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kie.api.KieServices;

class ClassPassTest {
    private static final String RULE =
            "package rules.one\nrule \"One\"\nwhen\n    dev.opportune.facts.Profile( orders > 1 )\n" + "then\nend\n";

    @Test
    void classes_areSeenBeforeAnythingIsLoaded() {
        List<String> seen = new ArrayList<>();
        new RulesetCompiler(KieServices.get(), EnumSet.noneOf(Fence.class), List.of((path, classFile, complaints) -> {
                    seen.add(path);
                    return classFile;
                }))
                .build(List.of(RULE));
        assertThat(seen).allMatch(path -> path.endsWith(".class")).anyMatch(path -> path.contains("/LambdaPredicate"));
        // All that the engine makes of a rule: what is not looked at could be anything.
        assertThat(seen)
                .extracting(path -> RuleClass.of(path.substring(0, path.length() - ".class".length())))
                .contains(RuleClass.LAMBDA, RuleClass.MODEL, RuleClass.METADATA, RuleClass.MODULE);
    }

    @Test
    void complaintOfAPass_letsNothingBeLoaded() {
        Build build = new RulesetCompiler(
                        KieServices.get(), EnumSet.noneOf(Fence.class), List.of((path, classFile, complaints) -> {
                            complaints.accept(new Complaint(path, 0, "not this one"));
                            return classFile;
                        }))
                .build(List.of(RULE));
        assertThat(build.messages()).isNotEmpty();
        assertThatThrownBy(build.bases()::get).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatAPassGives_isWhatIsLoaded() {
        Build build = new RulesetCompiler(
                        KieServices.get(),
                        EnumSet.noneOf(Fence.class),
                        List.of((path, classFile, complaints) ->
                                path.contains("/LambdaPredicate") ? "no class".getBytes(UTF_8) : classFile))
                .build(List.of(RULE));
        assertThat(build.messages()).isEmpty();
        assertThatThrownBy(build.bases()::get).isInstanceOf(LinkageError.class);
    }

    @Test
    void passes_eachSeeWhatTheOneBeforeGave() {
        List<String> seen = new ArrayList<>();
        new RulesetCompiler(
                        KieServices.get(),
                        EnumSet.noneOf(Fence.class),
                        List.of(
                                (path, classFile, complaints) ->
                                        path.contains("/LambdaPredicate") ? "first".getBytes(UTF_8) : classFile,
                                (path, classFile, complaints) -> {
                                    if (path.contains("/LambdaPredicate")) {
                                        seen.add(new String(classFile, UTF_8));
                                    }
                                    return classFile;
                                }))
                .build(List.of(RULE));
        assertThat(seen).isNotEmpty().containsOnly("first");
    }
}
